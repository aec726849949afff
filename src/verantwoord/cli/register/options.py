"""What the commands about the register share: options, help with examples, and output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import PACK as PACK_TYPE
from verantwoord.cli.given import DayType
from verantwoord.cli.terms import say

if TYPE_CHECKING:
    import datetime as dt

    from verantwoord.register.register import Register

OUT = click.Path(dir_okay=False, path_type=Path)
PACK = click.option(
    "--pack",
    "pack",
    type=PACK_TYPE,
    required=True,
    help=say("Map of id van het pack.", "Folder or id of the pack."),
)
ON = click.option("--on", type=DayType(), help=say("Peildag; anders vandaag.", "Day; else today."))
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


def helped(nl: str, en: str, *examples: str) -> str:
    """Return help in the language of this run, with its examples."""
    shown = "".join(
        say(f"\n\nVoorbeeld: verantwoord {x}", f"\n\nExample: verantwoord {x}") for x in examples
    )
    return say(nl, en) + shown


def load(pack: Path) -> Register:
    """Load the register of a pack."""
    from verantwoord.register.loading import load_register

    return load_register(pack)


def today() -> dt.date:
    """Return the day in Amsterdam, whatever zone the machine is in."""
    import datetime as dt
    from zoneinfo import ZoneInfo

    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write(text: str, out: Path | None) -> None:
    """Print a text, or write it whole and print where."""
    if out is None:
        click.echo(text, nl=False)
        return
    from verantwoord.scratch import write_whole

    write_whole(out, text.encode())
    click.echo(str(out))
