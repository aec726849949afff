"""`verantwoord register ...`: what was promised, to whom, and what became of it."""

from __future__ import annotations

import click

from verantwoord.cli.register import asking, files, reports
from verantwoord.cli.terms import say


@click.group(
    help=say(
        "Moties, toezeggingen, acties en programma's.\n\n"
        "Voorbeeld: verantwoord register check --pack packs/rijk",
        "Motions, commitments, actions and programmes.\n\n"
        "Example: verantwoord register check --pack packs/rijk",
    )
)
def command() -> None:
    """Hold the commands about the register."""


for part in (
    asking.check,
    asking.chain,
    asking.open_items,
    files.export_342,
    files.import_files,
    reports.exceptions,
    reports.mirror,
    reports.claims,
):
    command.add_command(part)
