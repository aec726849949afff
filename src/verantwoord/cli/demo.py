"""`verantwoord demo`: build both example releases."""

from __future__ import annotations

from pathlib import Path

import click

from verantwoord.cli.terms import say


@click.command(
    help=say(
        "Maak de uitgaven rijk-2022 (echt) en oefenrijk-2024 (verzonnen).\n\n"
        "Voorbeeld: verantwoord demo --out out",
        "Make the releases rijk-2022 (real) and oefenrijk-2024 (fictional).\n\n"
        "Example: verantwoord demo --out out",
    )
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@click.option(
    "--packs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=say(
        "Map met de packs; anders ./packs, of die van het programma.",
        "Folder with the packs; else ./packs, or those of the program.",
    ),
)
def command(out: Path, packs: Path | None) -> None:
    """Print a short summary of each release and the page to open."""
    from verantwoord.cli.progress import shown_progress
    from verantwoord.release.summary import summary
    from verantwoord_oefenrijk.demo import make

    with shown_progress() as progress:
        done = make(out, packs, progress)
    for outcome in done:
        click.echo(summary(outcome.folder))
        made = say("gemaakt", "made") if outcome.made else say("onveranderd", "unchanged")
        click.echo(
            say(f"  Open: {outcome.first_page} ({made})", f"  Open: {outcome.first_page} ({made})")
        )
        click.echo()
