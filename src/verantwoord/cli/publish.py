"""`verantwoord publish WORKSPACE --release ID --out DIR`: make a release."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from verantwoord.cli.terms import say
from verantwoord.nouns import FIGURE, FILE


@click.command(
    "publish",
    help=say(
        "Maak een uitgave: pagina's, open data en kwitantie in één map.\n\n"
        "Voorbeeld: verantwoord publish werkmap --release rijk-2022 --out out/rijk-2022",
        "Make a release: pages, open data and receipt in one folder.\n\n"
        "Example: verantwoord publish workspace --release rijk-2022 --out out/rijk-2022",
    ),
    epilog=say(
        "Uitkomst: 0 gemaakt of al gemaakt, 3 kan niet.",
        "Exit codes: 0 made or already there, 3 cannot.",
    ),
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--release", required=True, help=say("Naam, zoals rijk-2022.", "Name."))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=say("Map.", "Folder."))
@click.option(
    "--known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("Alleen wat op deze dag bekend was.", "Only what was known on this day."),
)
@click.option(
    "--year",
    type=click.IntRange(1900, 2999),
    help=say("Verslagjaar; anders dat in de naam.", "Year reported; else the one in the name."),
)
@click.option(
    "--base-url",
    callback=lambda _context, _option, value: value.rstrip("/") if value else None,
    help=say("Adres waar de uitgave komt te staan.", "Address at which it will stand."),
)
@click.option(
    "--replace",
    is_flag=True,
    help=say("Vervang een uitgave met deze naam.", "Replace a release with this name."),
)
def command(
    workspace: Path,
    release: str,
    out: Path,
    known_on: dt.datetime | None,
    year: int | None,
    base_url: str | None,
    replace: bool,
) -> None:
    """Publish; says so when nothing has changed."""
    from verantwoord.cli.progress import shown_progress
    from verantwoord.deliveries.workspace import Workspace
    from verantwoord.release.publish import Order
    from verantwoord.site.whole import publish

    order = Order(release, known_on.date() if known_on else None, year, base_url)
    with shown_progress() as progress:
        done = publish(Workspace.open(workspace), order, out, replace=replace, progress=progress)
    if done.made:
        click.echo(
            say(
                f"Uitgave {release}: {FIGURE.counted(done.figures)}, {FILE.counted(done.files)}.",
                f"Release {release}: {FIGURE.counted(done.figures, 'en')}, "
                f"{FILE.counted(done.files, 'en')}.",
            )
        )
    else:
        click.echo(
            say(
                f"Uitgave {release} was er al en er is niets veranderd.",
                f"Release {release} was there already and nothing has changed.",
            )
        )
    click.echo(say(f"Open {done.first_page}", f"Open {done.first_page}"))
