"""Delivers what a pack took over from publications, as deliveries of kind `gepubliceerd`.

`published/leveringen.yaml` says which file is which delivery: dataset, who took it over, the period
it is about, when it was taken over, and the explanation of warnings that were accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model import strict_yaml
from verantwoord.model.delivery import Delivery
from verantwoord.model.errors import PackError
from verantwoord.model.pack import Pack, Part
from verantwoord.model.period import Period, PeriodError
from verantwoord.model.text import Text

LIST = "published/leveringen.yaml"
MEND = Text("Verbeter de regel.", "Mend the entry.")
_KEYS = {"dataset", "organisation", "period", "file", "received-on"}


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file that was taken over from publications, and which delivery it is."""

    dataset: str
    organisation: str
    period: Period
    file: Path
    received_on: dt.date
    explanations: Mapping[str, str]


def published_of(pack: Pack) -> tuple[PublishedFile, ...]:
    """Read what a pack took over; `pack.once(published_of)` does so once.

    Errors:   PackError at the line of an entry that is not complete, names a dataset or file that
              is not there, and for a file in `published/` that no entry names.
    """
    return tuple(one for part in pack.parts for one in _of_part(pack, part))


def _of_part(pack: Pack, part: Part) -> Iterator[PublishedFile]:
    folder = part.folder / "published"
    if not (folder / "leveringen.yaml").is_file():
        return
    shown = LIST if part is pack.parts[-1] else f"{part.info.id}/{LIST}"
    document = strict_yaml.load(folder / "leveringen.yaml", shown)
    entries = document.value.get("leveringen") if isinstance(document.value, dict) else None
    if not isinstance(entries, list) or set(document.value) != {"leveringen"}:
        raise PackError(
            document.place(),
            Text("heeft geen lijst leveringen.", "has no list leveringen."),
            Text("Begin met leveringen:", "Begin with leveringen:"),
        )
    named = set()
    for i in range(len(entries)):
        made = _one(pack, folder, document, i)
        named.add(made.file.name)
        yield made
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".md", ".yaml") and path.name not in named | {".gitignore"}:
            raise PackError(
                document.place("leveringen"),
                Text(
                    f"noemt {path.name} niet, dat wel in published/ staat.",
                    f"does not name {path.name}, which stands in published/.",
                ),
                Text("Noem het bestand of haal het weg.", "Name the file or remove it."),
            )


def _one(pack: Pack, folder: Path, document: strict_yaml.Document, i: int) -> PublishedFile:
    block, place = document.value["leveringen"][i], document.place("leveringen", i)
    found = set(block) if isinstance(block, dict) else set()
    wrong = sorted((_KEYS - found) | (found - _KEYS - {"explanations"}))
    if wrong:
        raise PackError(
            place,
            Text(
                f"mist of kent niet: {', '.join(wrong)}.",
                f"lacks or does not know: {', '.join(wrong)}.",
            ),
            Text(
                f"Noem {', '.join(sorted(_KEYS))}, en zo nodig explanations.",
                f"Name {', '.join(sorted(_KEYS))}, and explanations where needed.",
            ),
        )
    if block["dataset"] not in pack.datasets:
        raise PackError(
            place,
            Text(
                f"noemt dataset '{block['dataset']}', die er niet is.",
                f"names dataset '{block['dataset']}', which does not exist.",
            ),
            MEND,
        )
    file = folder / str(block["file"])
    if Path(str(block["file"])).name != block["file"] or not file.is_file():
        raise PackError(
            place,
            Text(
                f"noemt {block['file']}, dat er niet is.",
                f"names {block['file']}, which is not there.",
            ),
            Text("Zet het in published/.", "Put it in published/."),
        )
    if not isinstance(block["received-on"], dt.date):
        raise PackError(
            place,
            Text("received-on is geen dag.", "received-on is not a day."),
            Text("Schrijf hem als 2023-05-17.", "Write it as 2023-05-17."),
        )
    try:
        period = Period.parse(str(block["period"]))
    except PeriodError as error:
        raise PackError(
            place, Text(f"{error.in_language('nl')}.", f"{error.in_language('en')}."), MEND
        ) from error
    return PublishedFile(
        block["dataset"],
        block["organisation"],
        period,
        file,
        block["received-on"],
        block.get("explanations", {}),
    )


def deliver_published(workspace: Workspace) -> Iterator[Delivery]:
    """Deliver each file that was taken over, in the order of the list."""
    for one in workspace.pack.once(published_of):
        yield deliver(
            workspace,
            one.dataset,
            one.organisation,
            one.period,
            one.file,
            one.received_on,
            explanations=dict(one.explanations),
        )
