"""A page for each thing of which rows were delivered, and one on which all stand side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from verantwoord.charts import series, svg
from verantwoord.charts.series import Point, Series
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dossier import Dossier
from verantwoord.model.period import Period
from verantwoord.release import paths
from verantwoord.release.dossiers import (
    DossierRow,
    DossierSubject,
    FilledDossier,
    RowsOfTable,
    place,
)
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.drawing import described, moment
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation
from verantwoord.wording.row_cells import cell_text, column_head, is_number


def _period_text(period: str) -> str:
    return notation.period(Period.parse(period))


MOST_ACROSS = 20  # columns of a table side by side; more is read below each other


@dataclass(frozen=True)
class Course:
    """A drawing of one column along another."""

    id: str
    conclusion: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True)
class HeadOfThing:
    """A thing at the head of a row or column; `period` when its rows are of an earlier one."""

    subject: DossierSubject
    period: str


@dataclass(frozen=True)
class Beside:
    """The rows of everybody in one table: by thing and value, or with each thing as a column."""

    id: str
    title: str
    period: str  # the last that rows are about
    by: list[Column]
    heads: list[str | HeadOfThing]
    lines: list[tuple[list[str | HeadOfThing | None], list[str | None]]]
    numbers: bool
    things_down: bool  # each thing has rows of its own
    too_wide: bool  # more columns than can be read: then there are none


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the pages of every dossier of which something was delivered."""
    cells = _Cells()
    for one in shell.dossiers:
        yield _all(shell, one)
        for subject in one.subjects:
            yield _one(shell, one.dossier, subject, cells)


def _all(shell: Shell, one: FilledDossier) -> ReleaseFile:
    material, dossier = shell.material, one.dossier
    return shell.page(
        paths.dossier_page(dossier.id),
        "dossiers.html",
        dossier.title.nl,
        dossier=dossier,
        subjects=one.subjects,
        columns=_listed(one),
        beside=[b for at in range(len(dossier.tables)) if (b := _beside(one, at))],
        silent=silent(material, one),
        english=_english(one),
        **_WORDS,
    )


def _english(one: FilledDossier) -> list[tuple[str, list[Column]]]:
    """Return the columns of each table that anybody filled, for who reads no Dutch."""
    tables = [s.tables for s in one.subjects]
    used = [next((t[i] for t in tables if t[i].rows), None) for i in range(len(tables[0]))]
    return [
        (
            (t.table.title or t.dataset.title).in_language("en"),
            [t.dataset.column(c) for c in t.table.columns],
        )
        for t in used
        if t is not None
    ]


def _listed(one: FilledDossier) -> list[tuple[int, Column]]:
    """Return the columns of the page of all, each with the table that it is from."""
    found = enumerate(one.subjects[0].tables)
    return [(at, t.dataset.column(c)) for at, t in found for c in t.table.listed]


def listed_text(subject: DossierSubject, at: int, column: Column) -> str | None:
    """Return what stands in the row of a thing: of the last period in a table, all its rows."""
    rows = subject.tables[at].rows
    last = rows[-1].period if rows else ""
    mine = [cell_text(r.cells[column.name], column) for r in rows if r.period == last]
    return _joined(mine) if mine else ""


def silent(material: Material, one: FilledDossier) -> list[str]:
    """Return of whom the first table was asked about the year, and nothing came about it."""
    first = material.pack.datasets[one.dossier.tables[0].dataset]
    found = [
        o.expected.organisation
        for o in material.owed
        if o.expected.dataset == (first.base or first.id)
        and o.expected.period.last_day.year == material.reporting_year
        and not o.deliveries
    ]
    return list(dict.fromkeys(found))


class _Cells:
    """Writes the cells of tables: many are the same, and a template takes long over each."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, object], Markup] = {}

    def of(self, row: DossierRow, table: RowsOfTable, column: Column) -> Markup:
        """Return what stands in a cell, ready to be put between tags."""
        value = row.cells[column.name]
        key = (table.dataset.id, column.name, value)
        if key not in self._known:
            text = cell_text(value, column)
            word = "geen waarde" if table.dataset.base else "niet ingevuld"
            absent = Markup('<span class="v absent">{}</span>').format(word)
            self._known[key] = absent if text is None else escape(text)
        return self._known[key]


def _body(
    table: RowsOfTable, columns: list[Column], cells: _Cells, senders: Mapping[str, str] | None
) -> Markup:
    """Return the rows of a table; the first cell of each is its head."""
    several = len({r.period for r in table.rows}) > 1
    numbers = [' class="num"' if is_number(c) else "" for c in columns]
    lines = []
    for row in table.rows:
        here = [cells.of(row, table, c) for c in columns]
        line = [f"<td{n}>{c}</td>" for n, c in zip(numbers, here, strict=True)]
        if several:
            line.insert(0, f'<th scope="row">{escape(_period_text(row.period))}</th>')
        else:
            line[0] = f'<th scope="row">{here[0]}</th>'
        if senders is not None:
            line.append(f"<td>{escape(senders[row.organisation])}</td>")
        lines.append(f"<tr>{''.join(line)}</tr>\n")
    return Markup("".join(lines))


def _heads_of(columns: list[Column]) -> Markup:
    return Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(
            Markup(' class="num"') if is_number(c) else "", column_head(c)
        )
        for c in columns
    )


def _one(shell: Shell, dossier: Dossier, subject: DossierSubject, cells: _Cells) -> ReleaseFile:
    def names_sender(table: RowsOfTable) -> bool:
        return table.by_several and dossier.about is not None

    def body_of(table: RowsOfTable, columns: list[Column]) -> Markup:
        names = {r.organisation: shell.material.short_name(r.organisation) for r in table.rows}
        return _body(table, columns, cells, names if names_sender(table) else None)

    return shell.page(
        paths.dossier_page(dossier.id, subject.id),
        "dossier.html",
        subject.name,
        dossier=dossier,
        subject=subject,
        body_of=body_of,
        heads_of=_heads_of,
        names_sender=names_sender,
        filled_columns_of=lambda t: _columns(t, dossier, empty=False),
        empty_columns_of=lambda t: _columns(t, dossier, empty=True),
        course_of=lambda t: course(t, subject),
        title_of=lambda t: t.table.title or t.dataset.title,
        **_WORDS,
    )


def _columns(table: RowsOfTable, dossier: Dossier, *, empty: bool) -> list[Column]:
    """Return the columns of a table that no row fills, or those that some row does."""
    shown = [table.dataset.column(c) for c in table.table.columns if c != dossier.about]
    none = [all(r.cells[c.name] is None for r in table.rows) for c in shown]
    return [c for c, is_empty in zip(shown, none, strict=True) if is_empty is empty]


def course(table: RowsOfTable, subject: DossierSubject) -> Course | None:
    """Return the drawing that a table asks for; None with fewer than two values to draw.

    Every row with a value is a mark; two of one day stand above each other. Where a value is not
    known the line stops.
    """
    line = table.table.line
    if line is None:
        return None
    along, value = table.dataset.column(line.along), table.dataset.column(line.value)
    found = sorted(
        (_moment(r.cells[along.name]), i, r)
        for i, r in enumerate(table.rows)
        if r.cells[along.name] is not None
    )
    known = [r for _, _, r in found if r.cells[value.name] is not None]
    if len(known) < 2:
        return None
    points = tuple(_point(x, r, along, value) for x, _, r in found)
    first, last = known[0], known[-1]
    unit = value.unit or ""
    start, end = (cell_text(r.cells[along.name], along) for r in (first, last))
    conclusion = (
        f"{value.title.nl}: van {_amount(first, value)} op {start} "
        f"naar {_amount(last, value)} op {end}."
    )
    drawing = Series(
        title=f"{value.title.nl}, {subject.name}",
        description=described(conclusion),
        unit=notation.axis_unit(unit),
        points=points,
    )
    low, high = series.value_range(drawing)
    ticks = [(t, notation.exact(t)) for t in svg.ticks(low, high)]
    identifier = f"verloop-{table.dataset.id}"
    return Course(
        identifier,
        conclusion,
        Markup(series.draw(drawing, identifier + "-w", wide=True, ticks=ticks)),
        Markup(series.draw(drawing, identifier + "-n", wide=False, ticks=ticks)),
    )


def _amount(row: DossierRow, value: Column) -> str:
    text = cell_text(row.cells[value.name], value) or ""
    return notation.with_unit(text, value.unit or "")


def _point(x: Decimal, row: DossierRow, along: Column, value: Column) -> Point:
    cell = row.cells[value.name]
    number = Decimal(cell) if isinstance(cell, (int, Decimal)) else None
    day = row.cells[along.name]
    label = _month_label(day.year, day.month) if isinstance(day, dt.date) else str(day)
    return Point(x, label, number, cell_text(cell, value) or "", "gemeten")


@cache
def _month_label(year: int, month: int) -> str:
    return notation.period_short(Period.month(year, month))


def _moment(cell: object) -> Decimal:
    if isinstance(cell, dt.date):
        return Decimal(cell.year) + Decimal(cell.timetuple().tm_yday - 1) / Decimal(366)
    return moment(Period.parse(str(cell)))


def _beside(one: FilledDossier, at: int) -> Beside | None:
    """Return one table with everybody in it; None when it is not asked, or nothing came."""
    table = one.dossier.tables[at]
    wanted = table.side_by_side
    mine = [(s, _last(s.tables[at].rows)) for s in one.subjects if s.tables[at].rows]
    if wanted is None or not mine:
        return None
    dataset = one.subjects[0].tables[at].dataset
    cell, by = dataset.column(wanted.cell), [dataset.column(c) for c in wanted.by]
    period = max((rows[0].period for _, rows in mine), key=lambda p: Period.parse(p).start)
    things = [HeadOfThing(s, "" if r[0].period == period else r[0].period) for s, r in mine]
    of_rows = [rows for _, rows in mine]
    if wanted.columns_of is not None:
        across = dataset.column(wanted.columns_of)
        heads = _values([row for rows in of_rows for row in rows], [across])
        columns: list[Any] = [h[0] for h in heads]
        lines = [
            ([thing, *key], [_text(rows, [*by, across], (*key, *h), cell) for h in heads])
            for thing, rows in zip(things, of_rows, strict=True)
            for key in _values(rows, by)
        ]
    else:
        columns = list(things)
        lines = [
            (list(key), [_text(rows, by, key, cell) for rows in of_rows])
            for key in _values([row for rows in of_rows for row in rows], by)
        ]
    wide = len(columns) > MOST_ACROSS
    if wide:
        columns, lines = [], []
    number = cell.type in (ColumnType.INTEGER, ColumnType.DECIMAL)
    title = (table.title or dataset.title).nl
    down = wanted.columns_of is not None
    return Beside(dataset.id, title, period, by, columns, lines, number, down, wide)


def _last(rows: tuple[DossierRow, ...]) -> list[DossierRow]:
    return [r for r in rows if r.period == rows[-1].period]


def _values(rows: list[DossierRow], columns: list[Column]) -> list[tuple[str | None, ...]]:
    """Return each combination that stands in some columns, in the order of those columns."""
    ordered = sorted(rows, key=lambda r: [place(r, c) for c in columns])
    return list(dict.fromkeys(tuple(_cell(r, c) for c in columns) for r in ordered))


def _text(
    rows: list[DossierRow], columns: list[Column], key: tuple[str | None, ...], cell: Column
) -> str | None:
    """Return what stands where a row and a column meet; nothing at all without a row."""
    mine = [r for r in rows if tuple(_cell(r, c) for c in columns) == key]
    return _joined([_cell(r, cell) for r in mine]) if mine else ""


def _cell(row: DossierRow, column: Column) -> str | None:
    return cell_text(row.cells[column.name], column)


def _joined(cells: list[str | None]) -> str | None:
    """Return all that stands there: a choice between two values would be ours."""
    filled = [c for c in cells if c is not None]
    return " / ".join(filled) if filled else None


_WORDS: dict[str, Any] = {
    "head": column_head,
    "cell_text": cell_text,
    "listed_text": listed_text,
    "is_number": is_number,
    "period_text": _period_text,
    "is_thing": lambda head: isinstance(head, HeadOfThing),
}
