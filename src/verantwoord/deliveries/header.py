"""Matches the header of a file with the columns of a dataset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from verantwoord.deliveries.messages import FilePlace, finding
from verantwoord.deliveries.names import normal
from verantwoord.deliveries.personal import personal_column
from verantwoord.deliveries.raw import Raw
from verantwoord.model.column_map import ColumnMap
from verantwoord.model.dataset import Column, Dataset
from verantwoord.model.finding import Finding

FLEX = "flex_"
EXAMPLE = "flex_voorbeeld"  # in a template: whatever stands here marks the example row


@dataclass(frozen=True)
class Header:
    """Where each column stands in the file; `flex` are the sender's own columns."""

    places: dict[str, int]  # dataset column -> number in the file
    flex: dict[str, int]
    names: tuple[str, ...]  # as the sender wrote them
    unnamed: tuple[int, ...]
    findings: list[Finding] = field(default_factory=list)
    # of a mapping: columns that are made, each with its number behind those of the file
    made: dict[str, int] = field(default_factory=dict)
    sources: dict[str, tuple[int, ...]] = field(default_factory=dict)  # from which they are made

    def at(self, column: str) -> int | None:
        """Return where a column stands in the file; None when it is not in it."""
        if column in self.made:
            return next(iter(self.sources.get(column, ())), None)
        return self.places.get(column, self.flex.get(column))

    def as_sent(self, column: str) -> str:
        """Return the name of a column as the sender wrote it."""
        if column in self.sources:
            return " + ".join(self.names[n] for n in self.sources[column])
        number = self.at(column)
        return column if number is None else self.names[number]


def match_header(
    raw: Raw, dataset: Dataset, language: str, day: dt.date, says: ColumnMap | None = None
) -> Header:
    """Find the columns of a dataset in a file.

    Shape:    header of the file -> Header; a name fits without regard to capitals, spaces and
              hyphens, and the Dutch or English title fits too. So does a former name, in a
              delivery about a period that begins on a day on which that was the name. What a
              mapping takes or leaves out goes before all of that.
    Unit:     none.
    Missing:  an optional column may be absent; then every cell of it is empty.
    Rounding: none.
    Errors:   none; what is wrong is in `findings`.
    Source:   docs/leveren.md.
    """
    known = known_names(dataset, day)
    given = {*says.columns, *says.fixed} if says else set[str]()
    theirs = mapped_names(says) if says else {}
    found: dict[str, int] = {}
    places: dict[str, int] = {}
    flex: dict[str, int] = {}
    unnamed: list[int] = []
    times: dict[str, int] = {}
    findings: list[Finding] = []
    names = tuple(name.strip() for name in raw.header)
    shown = list(names)
    for number, name in enumerate(names):
        plain = normal(name)
        if not plain:
            unnamed.append(number)
            continue
        column = None if plain in theirs else known.get(plain)
        key = column or plain
        times[key] = times.get(key, 0) + 1
        if plain in theirs and not personal_column(name):
            found.setdefault(plain, number)
        elif column is not None and column in given:
            findings.append(_hidden(name, column, raw, language))
        elif column is not None:
            places.setdefault(column, number)
            shown[number] = name.split("\n")[0].strip()  # of a template: the title, then the id
        elif personal_column(name):
            place = FilePlace(raw.sheet, raw.header_row, name)
            findings.append(finding("persoonsgegeven-kolom", place, language, column=name))
        elif plain.startswith(FLEX):
            flex.setdefault(plain, number)
        elif times[key] == 1:
            findings.append(_unknown(name, raw, dataset, language, mapped=says is not None))
    for key, count in times.items():
        if count > 1:
            place = FilePlace(raw.sheet, raw.header_row, key)
            findings.append(finding("kolom-dubbel", place, language, column=key, count=count))
    header = Header(places, flex, tuple(shown), tuple(unnamed), findings)
    if says is not None:
        findings += _taken(header, says, found, raw, known, language)
    absent = (c for c in dataset.columns if c.name not in given)
    findings += _absent(absent, places, raw, language)
    return header


def mapped_names(says: ColumnMap) -> dict[str, str]:
    """Return what a mapping says of the header of an export: normal name -> as it says it."""
    return {normal(n): n for n in (*says.sources, *says.left_out)}


def _taken(
    header: Header,
    says: ColumnMap,
    found: dict[str, int],
    raw: Raw,
    known: dict[str, str],
    language: str,
) -> list[Finding]:
    """Give the columns of a mapping their place; return what the file does not have."""
    findings = []
    for plain, theirs in mapped_names(says).items():
        if plain not in found and not personal_column(theirs):
            place = FilePlace(raw.sheet, raw.header_row, theirs)
            findings.append(finding("koppeling-kolom-ontbreekt", place, language, column=theirs))
        ours = known.get(plain)
        if ours is not None and ours in says.fixed and plain in found and theirs in says.left_out:
            findings.append(_hidden(theirs, ours, raw, language))
    number = len(header.names)
    for ours, column in says.columns.items():
        at = tuple(found[normal(n)] for n in column.sources if normal(n) in found)
        if len(at) < len(column.sources):
            continue
        if column.plain:
            header.places[ours] = at[0]
            continue
        header.places[ours] = header.made[ours] = number
        header.sources[ours] = at
        number += 1
    for ours in says.fixed:
        header.places[ours] = header.made[ours] = number
        number += 1
    return findings


def _hidden(name: str, ours: str, raw: Raw, language: str) -> Finding:
    place = FilePlace(raw.sheet, raw.header_row, name)
    return finding("koppeling-verbergt-kolom", place, language, column=name, ours=ours)


def known_names(dataset: Dataset, day: dt.date) -> dict[str, str]:
    """Return what a header may hold, in its normal form, and which column that is.

    Shape:    a dataset and a day -> name -> id of the column: its id, its names of that day, its
              titles, and what a template has: a title with the id below it.
    Missing:  where two columns could be meant, the id says which.
    Source:   docs/leveren.md.
    """
    known: dict[str, str] = {}
    for column in dataset.columns:
        for text in filter(None, (column.title.nl, column.title.en)):
            known.setdefault(normal(text), column.name)
            known.setdefault(normal(template_name(text, column.name)), column.name)
    known.update({normal(n): c.name for c in dataset.columns for n in c.names_on(day)})
    known.update({normal(c.name): c.name for c in dataset.columns})
    return known


def template_name(title: str, column: str) -> str:
    """Return the header of a column in a template: what people read, and its id below it."""
    return f"{title}\n{column}"


def _unknown(
    name: str, raw: Raw, dataset: Dataset, language: str, *, mapped: bool = False
) -> Finding:
    names = [c.name for c in dataset.columns]
    near = get_close_matches(normal(name), names, n=1)
    nl = language != "en"
    if mapped:
        hint = (
            "Zet haar in de koppeling, bij columns of bij left-out."
            if nl
            else "Put it in the mapping, at columns or at left-out."
        )
    elif near:
        hint = f"Bedoelt u '{near[0]}'?" if nl else f"Do you mean '{near[0]}'?"
    else:
        hint = "Verwijder of hernoem de kolom." if nl else "Remove or rename the column."
    return finding(
        "kolom-onbekend",
        FilePlace(raw.sheet, raw.header_row, name),
        language,
        column=name,
        known=", ".join(names),
        hint=hint,
    )


def _absent(
    columns: Iterable[Column], places: dict[str, int], raw: Raw, language: str
) -> list[Finding]:
    return [
        finding(
            "kolom-ontbreekt",
            FilePlace(raw.sheet, raw.header_row, column.name),
            language,
            column=column.name,
            title=column.title.in_language(language),
        )
        for column in columns
        if column.required and column.name not in places
    ]
