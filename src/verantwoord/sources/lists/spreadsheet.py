"""A list in model 3.42 as people keep it: csv, xlsx or ods, read into a list and its items.

Two layouts are read: the columns of `model342.COLUMNS`, and the classic three (omschrijving,
vindplaats, stand van zaken) with the kind and the group in columns of their own or in the header.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verantwoord.deliveries.sheet_rows import read_sheet
from verantwoord.errors import VerantwoordError
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Evidence, Step
from verantwoord.register.items import Commitment, Motion, Promise
from verantwoord.register.lists import ListEntry, ListSeries, ReportedList
from verantwoord.register.model342 import CLOSED_GROUP, OPEN_GROUP
from verantwoord.register.moment import Moment, day
from verantwoord.register.register import Register
from verantwoord.register.states import CommitmentState, MotionState, State
from verantwoord.snapshot import read_at_once

MOST_BYTES = 50_000_000
MOST_ROWS = 10_000  # the longest list of a year has some hundreds
_DUTCH_DATE = re.compile(r"\b([0-3]?[0-9])[-/.]([01]?[0-9])[-/.]([12][0-9]{3})\b")
_ISO_DATE = re.compile(r"\b([12][0-9]{3})-([01][0-9])-([0-3][0-9])\b")
_BRACKET = re.compile(r"\(([^()]*)\)\s*\Z")

# what a header may be called -> our name for it
HEADERS: Mapping[str, str] = {
    "beleidsterrein": "area",
    "beleidsartikel": "area",
    "soort": "kind",
    "groep": "group",
    "omschrijving": "description",
    "omschrijving motie": "description",
    "omschrijving moties": "description",
    "omschrijving toezegging": "description",
    "omschrijving toezeggingen": "description",
    "datum": "date",
    "vergadering": "meeting",
    "kamerstuk": "kst",
    "vindplaats": "found_at",
    "stand van zaken": "status",
    "termijn": "due",
    "oordeel kamer": "judgement",
    "id": "id",
}


class ListError(VerantwoordError):
    """A list that cannot be read, with what to do."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that could not be taken over as it stands."""

    row: int  # the header is row 1
    what: Text


@dataclass(frozen=True, slots=True)
class ListImport:
    """A list that was read, the items that were new, and the rows that need a person."""

    listed: ReportedList
    motions: tuple[Motion, ...]
    commitments: tuple[Commitment, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class ListFrame:
    """What a file does not say about itself: id, window and where it was published."""

    id: str
    title: Text
    last: dt.date
    first: dt.date | None = None
    series: ListSeries = ListSeries.MODEL_342
    published: dt.date | None = None
    kst: str | None = None
    source: Source | None = None

    @property
    def theme(self) -> str:
        """The theme for ids of new items."""
        return self.id.partition(".")[0]


def read_rows(path: Path) -> list[list[str]]:
    """Read the first sheet of a csv, xlsx or ods file as text.

    Shape:    a path -> rows of cells, the header first.
    Missing:  an empty cell is ''.
    Rounding: a number becomes its text, a date YYYY-MM-DD.
    Errors:   ListError or SheetError: another kind of file, one that is broken, or too large.
    Source:   adr/2026-11-26-one-spreadsheet-intake.md
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        rows = _read_csv(path)
    elif suffix in (".xlsx", ".ods"):
        rows = read_sheet(path)
    else:
        raise ListError(
            f"{path.name} is geen csv, xlsx of ods. Sla de lijst zo op.",
            f"{path.name} is no csv, xlsx or ods. Save the list as one of these.",
        )
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if len(kept) > MOST_ROWS:
        raise ListError(
            f"{path.name} heeft meer dan {MOST_ROWS} rijen. Splits de lijst.",
            f"{path.name} has more than {MOST_ROWS} rows. Split the list.",
        )
    return kept


def _read_csv(path: Path) -> list[list[str]]:
    raw = read_at_once(path, MOST_BYTES)
    if raw is None:
        most = MOST_BYTES // 1_000_000
        raise ListError(
            f"{path.name} is groter dan {most} MB. Splits de lijst.",
            f"{path.name} is larger than {most} MB. Split the list.",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ListError(
            f"{path.name} is geen tekst. Sla de lijst op als csv in UTF-8.",
            f"{path.name} is no text. Save the list as csv in UTF-8.",
        )
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ListError(
            f"{path.name} is geen goede csv ({error}). Sla hem opnieuw op.",
            f"{path.name} is no good csv ({error}). Save it again.",
        ) from error


def import_list(
    rows: Sequence[Sequence[str]], frame: ListFrame, register: Register | None = None
) -> ListImport:
    """Make a reported list of rows, and new items for what the register does not know yet.

    Shape:    rows with a header, the frame of the list, the register so far -> ListImport.
    Unit:     none.
    Missing:  a row without a description, kind or group is a problem, never a guess; a place
              without a date gives an unknown moment.
    Rounding: none.
    Errors:   ListError when the header misses a column.
    Source:   kamerstukken section 3.3, model 3.42.
    """
    if not rows:
        raise ListError(
            "De lijst is leeg. Neem ten minste de kopregel en een rij op.",
            "The list is empty. Give at least the header and one row.",
        )
    columns = _columns(rows[0])
    known = register or Register()
    made: dict[str, Promise] = {}
    entries: list[ListEntry] = []
    listed: set[str] = set()
    problems: list[RowProblem] = []
    for number, cells in enumerate(rows[1:], 2):
        record = {name: _at(cells, index) for name, index in columns.items()}
        problem = _fault(record, rows[0])
        if problem:
            problems.append(RowProblem(number, problem))
            continue
        kind = _kind(record, rows[0])
        item = _known_item(record, kind, known) or _new_item(record, kind, frame, made)
        if isinstance(item, Promise):
            made[item.id] = item
        item_id = item.id if isinstance(item, Promise) else item
        if item_id in listed:
            problems.append(RowProblem(number, _twice(item_id)))
            continue
        listed.add(item_id)
        entries.append(_entry(item_id, record))
    return ListImport(
        _listed(frame, entries, complete=not problems),
        tuple(m for m in made.values() if isinstance(m, Motion)),
        tuple(c for c in made.values() if isinstance(c, Commitment)),
        tuple(problems),
    )


def _at(cells: Sequence[str], index: int) -> str:
    return " ".join(cells[index].split()) if index < len(cells) else ""


def _columns(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = HEADERS.get(" ".join(cell.lower().split()))
        if name in columns:
            raise ListError(
                f"De kolom '{cell}' staat er twee keer. Verwijder er een.",
                f"Column '{cell}' stands there twice. Remove one.",
            )
        if name is not None:
            columns[name] = index
    if "description" not in columns or "status" not in columns:
        raise ListError(
            "De kopregel mist 'Omschrijving' of 'Stand van zaken'. "
            "Gebruik de kolommen van model 3.42 (docs/register.md).",
            "The header misses 'Omschrijving' or 'Stand van zaken'. "
            "Use the columns of model 3.42 (docs/register.md).",
        )
    if "found_at" not in columns and "kst" not in columns:
        raise ListError(
            "De kopregel mist 'Vindplaats' of 'Kamerstuk'. Voeg die kolom toe.",
            "The header misses 'Vindplaats' or 'Kamerstuk'. Add that column.",
        )
    return columns


def _kind(record: Mapping[str, str], header: Sequence[str]) -> str | None:
    given = record.get("kind", "").lower()
    if given.startswith("motie"):
        return "motie"
    if given.startswith("toezegging"):
        return "toezegging"
    if given:
        return None
    words = " ".join(header).lower()
    named = [kind for kind in ("motie", "toezegging") if f"omschrijving {kind}" in words]
    return named[0] if len(named) == 1 else None


def _twice(item_id: str) -> Text:
    return Text(f"'{item_id}' staat er twee keer", f"'{item_id}' stands there twice")


def _fault(record: Mapping[str, str], header: Sequence[str]) -> Text | None:
    if not record["description"]:
        return Text("heeft geen omschrijving", "has no description")
    if _kind(record, header) is None:
        return Text(
            "zegt niet of het een motie of een toezegging is (kolom 'soort')",
            "does not say whether it is a motion or a commitment (column 'soort')",
        )
    if record.get("group", "").lower() not in (OPEN_GROUP, CLOSED_GROUP):
        return Text(
            f"zegt niet of het '{OPEN_GROUP}' of '{CLOSED_GROUP}' is (kolom 'groep')",
            f"does not say whether it is '{OPEN_GROUP}' or '{CLOSED_GROUP}' (column 'groep')",
        )
    return None


def _entry(item_id: str, record: Mapping[str, str]) -> ListEntry:
    closed = record["group"].lower() == CLOSED_GROUP
    return ListEntry(item_id, closed, _cited(record["status"]), record["status"] or None)


def _listed(frame: ListFrame, entries: Iterable[ListEntry], *, complete: bool) -> ReportedList:
    unknown = None if frame.first else "niet gevonden: de lijst noemt alleen de einddatum"
    return ReportedList(
        id=frame.id,
        series=frame.series,
        title=frame.title,
        first=frame.first,
        last=frame.last,
        entries=tuple(entries),
        first_unknown=unknown,
        published=frame.published,
        kst=frame.kst,
        complete=complete,
        sources=(frame.source,) if frame.source else (),
    )


def _known_item(record: Mapping[str, str], kind: str | None, register: Register) -> str | None:
    """An item is known by its id, or by being the only one of its kind with its Kamerstuk."""
    ids = {p.id for p in register.promises}
    if record.get("id") in ids:
        return record["id"]
    kst = _kst(record)
    same = [
        p.id
        for p in register.promises
        if kst is not None and p.kst == kst and isinstance(p, Motion) == (kind == "motie")
    ]
    return same[0] if len(same) == 1 else None


def _new_item(
    record: Mapping[str, str], kind: str | None, frame: ListFrame, taken: Collection[str]
) -> Promise:
    closed = record["group"].lower() == CLOSED_GROUP
    kst = _kst(record)
    source = frame.source or Source(frame.title.nl)
    shown = _cited(record["status"])
    step_to: State
    if kind == "motie":
        step_to = MotionState.DONE if closed else MotionState.IN_PROGRESS
    else:
        step_to = CommitmentState.DONE if closed else CommitmentState.IN_PROGRESS
    common: dict[str, Any] = {
        "id": _free_id(frame.theme, kind or "toezegging", record, kst, taken),
        "title": Text(record["description"][:160]),
        "text": record["description"],
        "made_on": _made_on(record),
        "made_in": _meeting(record) or None,
        "kst": kst,
        "policy_area": Text(record["area"]) if record.get("area") else None,
        "history_starts": "niet gevonden: overgenomen uit een lijst, die het begin niet noemt",
        "steps": (
            Step(
                step_to,
                day(frame.last),
                "niet gevonden",
                Text(record["status"] or "De lijst geeft geen stand van zaken."),
                evidence=(Evidence(shown),) if shown else (),
                source=source,
            ),
        ),
        "followed_until": None if closed else frame.last,
        "not_followed": None if closed else "niet gevolgd na deze lijst",
        "sources": (source,),
    }
    return Motion(**common) if kind == "motie" else Commitment(**common)


def _free_id(
    theme: str, kind: str, record: Mapping[str, str], kst: str | None, taken: Collection[str]
) -> str:
    words = kst.removeprefix("kst-") if kst else " ".join(record["description"].split()[:6])
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "item"
    name, number = f"{theme}.{kind}-{slug}", 2
    while name in taken:
        name = f"{theme}.{kind}-{slug}-{number}"
        number += 1
    return name


def _made_on(record: Mapping[str, str]) -> Moment:
    for text in (record.get("date", ""), record.get("found_at", "")):
        for pattern, order in ((_ISO_DATE, (1, 2, 3)), (_DUTCH_DATE, (3, 2, 1))):
            match = pattern.search(text)
            if match:
                try:
                    return day(dt.date(*(int(match[i]) for i in order)))
                except ValueError:
                    break
    return Moment(None, None, None, "niet gevonden: de vindplaats noemt geen datum")


def _meeting(record: Mapping[str, str]) -> str:
    if record.get("meeting"):
        return record["meeting"]
    rest = _BRACKET.sub("", record.get("found_at", ""))
    return " ".join(_DUTCH_DATE.sub(" ", _ISO_DATE.sub(" ", rest)).split()).strip(" ,;")


def _kst(record: Mapping[str, str]) -> str | None:
    given = record.get("kst", "")
    if given.startswith("kst-"):
        return given
    return _cited(given) or _cited(record.get("found_at", ""))


def _cited(text: str) -> str | None:
    """Return the first Kamerstuk that a text cites."""
    if not text:
        return None
    from verantwoord.documents.citations import find  # its grammar is loaded only when needed

    ids = (c.identifier for c in find(text) if c.soort == "kamerstuk" and not c.is_footer)
    return next((i for i in ids if i), None)
