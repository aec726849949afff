"""`verantwoord fetch`: save open data of the Tweede Kamer, from its one public service."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import DayType
from verantwoord.cli.terms import say
from verantwoord.scratch import write_whole
from verantwoord.sources.tweedekamer.questions import WHAT

if TYPE_CHECKING:
    from stamina.instrumentation import RetryDetails


@click.command(
    "fetch",
    help=say(
        "Haal moties of toezeggingen op bij de open data van de Tweede Kamer en bewaar ze.\n\n"
        "Alleen https en alleen gegevensmagazijn.tweedekamer.nl. Lees het bestand daarna in met "
        "verantwoord register import.\n\n"
        "Voorbeeld: verantwoord fetch moties --since 2024-01-01 --out moties.json",
        "Fetch motions or commitments from the open data of the Tweede Kamer and save them.\n\n"
        "Only https and only gegevensmagazijn.tweedekamer.nl. Read the file with "
        "verantwoord register import.\n\n"
        "Example: verantwoord fetch moties --since 2024-01-01 --out motions.json",
    ),
)
@click.argument("what", type=click.Choice(WHAT))
@click.option("--since", type=DayType(), help=say("Vanaf deze dag.", "From this day on."))
@click.option("--filter", "text_filter", help=say("Extra OData-filter.", "Extra OData filter."))
@click.option(
    "--top", type=click.IntRange(1), help=say("Ten hoogste zoveel.", "At most this many.")
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=say("Waar het bestand komt.", "Where the file goes."),
)
def command(
    what: str, since: dt.date | None, text_filter: str | None, top: int | None, out: Path
) -> None:
    """Save the answer; exit 1 when the limit of pages was reached and records are missing."""
    import stamina

    from verantwoord.sources.tweedekamer import fetching
    from verantwoord.sources.tweedekamer.kept_pages import KeptPages
    from verantwoord.sources.tweedekamer.questions import options_of

    stamina.instrumentation.set_on_retry_hooks([_say_again])
    kept = KeptPages(out)
    with fetching.client_for() as client:
        found = fetching.fetch(*options_of(what, since, text_filter, top), client, kept=kept)
    write_whole(out, found.as_json().encode())
    kept.forget()
    click.echo(f"{out}: {len(found.records)} records.")
    if not found.complete:
        click.echo(
            say(
                "Er zijn er meer dan in een keer mag. Vraag minder tegelijk (--since, --filter).",
                "There are more than one fetch may take. Ask for less (--since, --filter).",
            ),
            err=True,
        )
        raise SystemExit(1)


def _say_again(details: RetryDetails) -> None:
    """Tell who waits why it takes so long."""
    failure = details.caused_by
    seconds = f"{details.wait_for:.0f}"
    click.echo(
        say(
            f"De server {getattr(failure, 'nl', failure)}; over {seconds} s opnieuw.",
            f"The server {getattr(failure, 'en', failure)}; again in {seconds} s.",
        ),
        err=True,
    )
