"""`verantwoord verify DIR`: recompute a release from its own folder and compare everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.release.verify import Verdict

_AT_MOST = 10


@click.command(
    "verify",
    help=say(
        "Reken een uitgave na uit haar eigen map en vergelijk alles.\n\n"
        "Voorbeeld: verantwoord verify out/rijk-2022",
        "Recompute a release from its own folder and compare everything.\n\n"
        "Example: verantwoord verify out/rijk-2022",
    ),
    epilog=say(
        "Uitkomst: 0 gelijk, 1 er is een verschil, 3 geen uitgave.",
        "Exit codes: 0 equal, 1 there is a difference, 3 no release.",
    ),
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Verify; names the first figure that differs and counts all."""
    from verantwoord.cli.progress import shown_progress
    from verantwoord.site.whole import verify

    with shown_progress() as progress:
        verdict = verify(folder, progress)
    _print(verdict)
    if not verdict.equal:
        raise SystemExit(1)


def _print(verdict: Verdict) -> None:
    if verdict.other_engine:
        click.echo(
            say(
                f"Let op: gemaakt met een andere versie van het programma, {verdict.other_engine}.",
                f"Note: made by another version of the program, {verdict.other_engine}.",
            ),
            err=True,
        )
    if verdict.equal:
        click.echo(
            say(
                f"Gelijk: {verdict.figures} cijfers en {verdict.files} bestanden nagerekend.",
                f"Equal: {verdict.figures} figures and {verdict.files} files recomputed.",
            )
        )
        return
    click.echo(say("VERSCHIL", "DIFFERENT"))
    for problem in verdict.problems:
        click.echo(say(f"Levering: {problem}", f"Delivery: {problem}"))
    if verdict.differences:
        first = verdict.differences[0]
        click.echo(
            say(
                f"Eerste cijfer dat anders is: {first.figure}\n"
                f"  {first.column}: in de uitgave '{first.published}', nagerekend "
                f"'{first.recomputed}'\n"
                f"Cijfers die anders zijn: {len(verdict.differences)}",
                f"First figure that differs: {first.figure}\n"
                f"  {first.column}: in the release '{first.published}', recomputed "
                f"'{first.recomputed}'\n"
                f"Figures that differ: {len(verdict.differences)}",
            )
        )
    _files(say("Anders dan opnieuw gemaakt", "Not as made again"), verdict.changed)
    _files(say("Veranderd na de uitgave", "Changed after the release"), verdict.tampered)
    _files(say("Niet in de kwitantie", "Not in the receipt"), verdict.unknown)


def _files(title: str, names: tuple[str, ...]) -> None:
    if not names:
        return
    click.echo(f"{title}: {len(names)}")
    for name in names[:_AT_MOST]:
        click.echo(f"  {name}")
    if len(names) > _AT_MOST:
        click.echo(say("  en meer", "  and more"))
