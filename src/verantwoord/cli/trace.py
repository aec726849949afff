"""`verantwoord trace DIR FIGURE-ID`: follow a figure of a release down to the files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from verantwoord.cli.terms import say


@click.command(
    "trace",
    help=say(
        "Volg een cijfer: formule, vaste waarden met bron, bestanddelen en bestanden.\n\n"
        "Voorbeeld: verantwoord trace out/rijk-2022 'banenafspraak.realisatie-pct@rijk@2022'",
        "Follow a figure: formula, parameters with source, components and files.\n\n"
        "Example: verantwoord trace out/rijk-2022 'banenafspraak.realisatie-pct@rijk@2022'",
    ),
    epilog=say(
        "Uitkomst: 0 de bijdragen tellen op, 1 zij tellen niet op, 3 cijfer niet gevonden.",
        "Exit codes: 0 contributions add up, 1 they do not, 3 figure not found.",
    ),
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("figure")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(folder: Path, figure: str, form: str) -> None:
    """Print the trace; exit 1 when the contributions do not add up."""
    from verantwoord.release.trace_text import lines, read_trace

    record = read_trace(folder, figure)
    if form == "json":
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        for line in lines(record):
            click.echo(line)
    if any(c["adds_up"] is False for c in record["components"]):
        raise SystemExit(1)
