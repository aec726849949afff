"""`verantwoord pack ...`: make a pack, check one, and get the schemas for an editor."""

from __future__ import annotations

import click

from verantwoord.cli.pack import check, new
from verantwoord.cli.terms import say


@click.group(
    help=say(
        "Maak een pack of kijk er een na. In een kwartier zelf een pack: docs/pack-maken.md.\n\n"
        "Voorbeeld: verantwoord pack new mijn-pack",
        "Make a pack or check one. A pack of your own in a quarter of an hour: "
        "docs/pack-maken.md.\n\n"
        "Example: verantwoord pack new mijn-pack",
    )
)
def command() -> None:
    """Hold the commands about packs."""


for part in (new.new, check.check, new.schema):
    command.add_command(part)
