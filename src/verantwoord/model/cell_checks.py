"""What must hold in a pack so that rows, cells and requests fit together."""

from __future__ import annotations

from itertools import pairwise

from verantwoord.model.cells import smallest_period
from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.errors import PackError, Place
from verantwoord.model.pack import Pack

_WHEN = (ColumnType.PERIOD, ColumnType.DATE, ColumnType.TIMESTAMP)
_UNIT = (ColumnType.TEXT, ColumnType.CODE)


def check_cells(pack: Pack) -> None:
    """Refuse a pack in which the grain of a dataset, its columns and the requests do not fit.

    Shape:    pack -> nothing.
    Errors:   PackError at the dataset or the request.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    for dataset in pack.datasets.values():
        for fault, mend in _faults(dataset):
            raise PackError(_place(pack, f"dataset:{dataset.id}"), fault, mend)
    for request in pack.requests.values():
        dataset = pack.datasets[request.dataset]
        grain = smallest_period(dataset)
        if dataset.role("period") is None and request.every is not grain:
            raise PackError(
                _place(pack, f"request:{request.id}"),
                f"vraagt {dataset.id} per {request.every}, maar een rij daarvan gaat over een "
                f"{grain}.",
                f"Zet bij de dataset grain: {{period: {request.every}}}, of geef haar een kolom "
                "met role: period.",
            )


def _place(pack: Pack, key: str) -> Place:
    return pack.places.get(key, Place("pack.yaml", 1))


def _faults(dataset: Dataset) -> list[tuple[str, str]]:
    found = [f for c in dataset.columns for f in _faults_of_column(c)]
    spans = [(c.name, c.holds_from, c.holds_until) for c in dataset.columns]
    spans += [(r.id, r.holds_from, r.holds_until) for r in dataset.rules]
    found += [
        (f"'{name}' geldt op geen enkele dag.", "Zet from voor until.")
        for name, start, end in spans
        if start >= end
    ]
    return found + _faults_of_grain(dataset)


def _faults_of_column(column: Column) -> list[tuple[str, str]]:
    found = []
    wrong_when = column.role == "period" and column.type not in _WHEN
    wrong_whom = column.role == "organisation" and column.type is not ColumnType.ORGANISATION
    if wrong_when or wrong_whom:
        found.append(
            (
                f"kolom '{column.name}' is {column.type}; die zegt niet over wie of wanneer.",
                "Een role: period hoort bij period, date of timestamp, role: organisation bij "
                "organisation.",
            )
        )
    if any(a.holds_from >= b.holds_from for a, b in pairwise(column.changes)):
        found.append((f"de changes van '{column.name}' staan niet op volgorde.", "Sorteer ze."))
    if any(c.codes for c in column.changes) and not column.codes:
        found.append((f"kolom '{column.name}' heeft geen codes om te wijzigen.", "Geef codes."))
    return found


def _faults_of_grain(dataset: Dataset) -> list[tuple[str, str]]:
    grain, when = dataset.grain, dataset.role("period")
    if grain is None:
        return []
    found = []
    if when is not None and when.grain not in (None, "any", grain.period.value):
        found.append(
            (
                f"een cel is een {grain.period}, maar kolom '{when.name}' gaat per {when.grain}.",
                "Maak ze gelijk.",
            )
        )
    if grain.sub_unit is None:
        return found
    column = next((c for c in dataset.columns if c.name == grain.sub_unit), None)
    if column is None or column.type not in _UNIT or not column.required:
        found.append(
            (
                f"sub-unit '{grain.sub_unit}' is geen verplichte kolom met tekst of codes.",
                "Noem een kolom van de dataset die in elke rij is gevuld.",
            )
        )
    elif any(c.key for c in dataset.columns) and not column.key:
        found.append((f"sub-unit '{grain.sub_unit}' hoort niet bij de sleutel.", "Zet key: true."))
    if grain.without_rows == "covered":
        found.append(
            ("zonder rijen is niet te zien welke sub-unit er was.", "Laat without-rows weg.")
        )
    return found
