"""The rows of accepted files by what they are about: one activity, or one organisation.

Nothing is computed here: a cell is what was accepted, or what the view of its dataset makes of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import TypeAlias

from verantwoord.engine.plan import DELIVERY, plan, row_file
from verantwoord.engine.runners import duckdb as runner
from verantwoord.engine.runners.fused import ORGANISATION, PERIOD
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.dossier import Dossier, DossierTable
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.release.material import Material

RowCell: TypeAlias = str | int | Decimal | bool | dt.date | dt.datetime | None


@dataclass(frozen=True)
class DossierRow:
    """One row of an accepted file, or of a view over it."""

    organisation: str
    period: str
    delivery: Delivery
    cells: Mapping[str, RowCell]


@dataclass(frozen=True)
class RowsOfTable:
    """The rows of one table of a dossier."""

    table: DossierTable
    dataset: Dataset
    rows: tuple[DossierRow, ...]

    @property
    def deliveries(self) -> list[Delivery]:
        """The deliveries that the rows come from, oldest period first."""
        found = {r.delivery.id: r.delivery for r in self.rows}
        return sorted(found.values(), key=lambda d: (d.period.start, d.organisation, d.id))

    @property
    def by_several(self) -> bool:
        """Say whether the rows come from more than one organisation."""
        return len({r.organisation for r in self.rows}) > 1


@dataclass(frozen=True)
class DossierSubject:
    """One thing that a dossier is about, with its rows in each table."""

    id: str
    name: str
    tables: tuple[RowsOfTable, ...]

    @cached_property
    def last(self) -> DossierRow | None:
        """The row of the first table about the last period; None without any."""
        return max(self.tables[0].rows, key=_when, default=None)

    @cached_property
    def organisations(self) -> list[str]:
        """Who delivered something about it, the last first."""
        rows = sorted((r for t in self.tables for r in t.rows), key=_when, reverse=True)
        return list(dict.fromkeys(r.organisation for r in rows))


@dataclass(frozen=True)
class FilledDossier:
    """A dossier with everything that was delivered for it."""

    dossier: Dossier
    subjects: tuple[DossierSubject, ...]  # by organisation, then by id


def filled(material: Material) -> list[FilledDossier]:
    """Return every dossier of which something was delivered.

    Shape:    the deliveries that count -> dossiers in the order of the pack.
    Missing:  an empty cell is None; a thing without rows in a table has an empty table there.
    Errors:   EngineError when a view cannot be made.
    """
    found = [_filled(material, d) for d in material.pack.dossiers.values()]
    return [f for f in found if f.subjects]


def _filled(material: Material, dossier: Dossier) -> FilledDossier:
    tables = [
        (table, _by_subject(list(_rows(material, dossier, table)), dossier))
        for table in dossier.tables
    ]
    ids = dict.fromkeys(i for _, subjects in tables for i in subjects)
    pack = material.pack
    subjects = [
        _subject(dossier, one, [
            RowsOfTable(t, pack.datasets[t.dataset], _shown(t, pack, rows.get(one, ())))
            for t, rows in tables
        ], material)
        for one in ids
    ]  # fmt: skip
    order = {o: i for i, o in enumerate(pack.organisations.by_id)}
    subjects.sort(key=lambda s: (order.get(next(iter(s.organisations), ""), -1), s.id))
    return FilledDossier(dossier, tuple(subjects))


def _subject(
    dossier: Dossier, identifier: str, tables: list[RowsOfTable], material: Material
) -> DossierSubject:
    made = DossierSubject(identifier, identifier, tuple(tables))
    if dossier.about is None:
        return replace(made, name=material.name(identifier))
    named = made.last.cells[dossier.name] if made.last and dossier.name else None
    return replace(made, name=str(named)) if named else made


def _by_subject(rows: list[DossierRow], dossier: Dossier) -> dict[str, list[DossierRow]]:
    found: dict[str, list[DossierRow]] = {}
    for row in rows:
        about = row.organisation if dossier.about is None else row.cells[dossier.about]
        if about is not None:
            found.setdefault(str(about), []).append(row)
    return found


def _shown(
    table: DossierTable, pack: Pack, rows: list[DossierRow] | tuple[()]
) -> tuple[DossierRow, ...]:
    """Return the rows that are shown, in the order of their columns."""
    kept = list(rows)
    if table.periods == "last" and kept:
        last = max(_when(r) for r in kept)
        kept = [r for r in kept if _when(r) == last]
    columns = [pack.datasets[table.dataset].column(c) for c in table.columns]
    return tuple(
        sorted(kept, key=lambda r: (_when(r), r.organisation, *(place(r, c) for c in columns)))
    )


def place(row: DossierRow, column: Column) -> tuple[bool, object]:
    """Return where a row stands by one column: codes in their own order, an empty cell last."""
    value = row.cells[column.name]
    if value is None:
        return True, 0
    if column.type is ColumnType.CODE:
        return False, column.codes.index(str(value)) if str(value) in column.codes else -1
    return False, value


def _when(row: DossierRow) -> tuple[dt.date, dt.date]:
    return _span(row.period)


@cache
def _span(period: str) -> tuple[dt.date, dt.date]:
    parsed = Period.parse(period)
    return parsed.start, parsed.end


def _rows(material: Material, dossier: Dossier, table: DossierTable) -> Iterator[DossierRow]:
    dataset = material.pack.datasets[table.dataset]
    base = dataset.base or dataset.id
    used = [d for d in material.current if d.dataset == base]
    if not used or material.rows_path is None:
        return
    wanted = dict.fromkeys(_named(dossier, table))
    files = [row_file(d, material.rows_path(d)) for d in used]
    made = runner.rows(plan(material.pack, dataset, (), ()), files, list(wanted), table.where)
    for row in made.to_pylist():
        delivery = used[row.pop(DELIVERY)]
        who, period = row.pop(ORGANISATION), row.pop(PERIOD)
        yield DossierRow(who, period, delivery, row)


def _named(dossier: Dossier, table: DossierTable) -> Iterator[str]:
    yield from table.columns
    yield from table.listed
    if table is dossier.tables[0]:
        yield from [dossier.name] if dossier.name else []
    yield from [dossier.about] if dossier.about else []
    if table.line:
        yield from (table.line.along, table.line.value)
    if table.side_by_side:
        beside = table.side_by_side
        yield from (beside.cell, *beside.by)
        yield from [beside.columns_of] if beside.columns_of else []
