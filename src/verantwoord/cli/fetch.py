"""`verantwoord fetch`: save open data of the Tweede Kamer, from its one public service."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import ssl
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from verantwoord.cli.given import DayType
from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.sources.tweedekamer.fetching import Response, Transport

CHUNK = 65_536
MOTION_PARTS = (
    "ZaakActor,Kamerstukdossier,VervangenDoor,"
    "Document($expand=HuidigeDocumentVersie,Kamerstukdossier),"
    "Besluit($expand=Stemming,Agendapunt($expand=Activiteit))"
)
COMMITMENT_PARTS = (
    "KamerbriefNakoming($expand=HuidigeDocumentVersie,Kamerstukdossier),"
    "ToegezegdAan($expand=Fractie,Persoon),IsHerhalingVan,IsWijzigingVan,IsAanvullingOp"
)


def https_transport(url: str, timeout_seconds: float) -> Response:
    """Send one GET over https; the certificate is checked and no redirect is followed."""
    from verantwoord.sources.tweedekamer.fetching import Response, TransportError

    parts = urlsplit(url)
    connection = http.client.HTTPSConnection(
        parts.hostname or "", timeout=timeout_seconds, context=ssl.create_default_context()
    )
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", target, headers={"Accept": "application/json"})
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        raise TransportError(str(error) or type(error).__name__) from error
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Response(answer.status, headers, _chunks(connection, answer))


def _chunks(
    connection: http.client.HTTPSConnection, answer: http.client.HTTPResponse
) -> Iterator[bytes]:
    from verantwoord.sources.tweedekamer.fetching import TransportError

    try:
        while chunk := answer.read(CHUNK):
            yield chunk
    except (OSError, http.client.HTTPException) as error:
        raise TransportError(str(error) or type(error).__name__) from error
    finally:
        connection.close()


def write_whole(text: str, out: Path) -> None:
    """Write whole or not at all: killed halfway, the old file is still there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _options(
    what: str, since: dt.date | None, text_filter: str | None, top: int | None
) -> tuple[str, dict[str, str]]:
    """Return the entity and the OData options of a question."""
    entity, expand, field = {
        "moties": ("Zaak", MOTION_PARTS, "GestartOp"),
        "toezeggingen": ("Toezegging", COMMITMENT_PARTS, "Aanmaakdatum"),
    }[what]
    conditions = ["Verwijderd eq false"]
    if what == "moties":
        conditions.insert(0, "Soort eq 'Motie'")
    if since is not None:
        conditions.append(f"{field} ge {since.isoformat()}T00:00:00Z")
    if text_filter:
        conditions.append(f"({text_filter})")
    options = {"$filter": " and ".join(conditions), "$expand": expand, "$orderby": field}
    if top is not None:
        options["$top"] = str(top)
    return entity, options


def run(
    what: str,
    out: Path,
    since: dt.date | None,
    text_filter: str | None,
    top: int | None,
    transport: Transport,
) -> tuple[int, bool]:
    """Fetch and save; return how many records there are and whether that is all of them."""
    from verantwoord.sources.tweedekamer.fetching import fetch

    entity, options = _options(what, since, text_filter, top)
    found = fetch(entity, options, transport, time.sleep)
    write_whole(found.as_json(), out)
    return len(found.records), found.complete


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
@click.argument("what", type=click.Choice(["moties", "toezeggingen"]))
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
    count, complete = run(what, out, since, text_filter, top, https_transport)
    click.echo(say(f"{out}: {count} records.", f"{out}: {count} records."))
    if not complete:
        click.echo(
            say(
                "Er zijn er meer dan in een keer mag. Vraag minder tegelijk (--since, --filter).",
                "There are more than one fetch may take. Ask for less (--since, --filter).",
            ),
            err=True,
        )
        raise SystemExit(1)
