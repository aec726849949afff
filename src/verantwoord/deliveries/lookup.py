"""What the organisations and periods in a file mean: each different text is looked up once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from verantwoord.deliveries import limits
from verantwoord.deliveries.cells import UNDATED, cleaned, name, text_name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.header import Header
from verantwoord.deliveries.mapping import UsedMap
from verantwoord.deliveries.raw import Raw
from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def looked_up(dataset: Dataset, header: Header) -> list[Column]:
    """Return the columns of the file that are looked up: periods first."""
    columns = [
        c
        for c in dataset.columns
        if c.type in (ColumnType.PERIOD, ColumnType.ORGANISATION) and c.name in header.places
    ]
    return sorted(columns, key=lambda c: c.type is ColumnType.ORGANISATION)


def distinct_columns(dataset: Dataset, header: Header, raw: Raw) -> list[str]:
    """Return SQL for the texts to look up, named after their column."""
    return [f"{cleaned(c, header.places[c.name], raw)} AS {name(c.name)}"
            for c in looked_up(dataset, header)]  # fmt: skip


# (text, text of the period beside it, value, fault)
_Row: TypeAlias = tuple[str, str | None, str | None, str | None]
_MAX_BRANCHES = 64


@dataclass
class LookUps:
    """SQL that gives looked-up columns `@column` (the value) and `!column` (the fault).

    A few texts become a CASE, which keeps the rows in the order of the file; many become a join.
    """

    columns: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)

    def add(
        self, con: DuckDBPyConnection, column: Column, own: str | None, rows: Sequence[_Row]
    ) -> None:
        """Add what the texts of one column mean."""
        text, beside = text_name(column.name), text_name(own) if own else "NULL"
        rows = _shortest(rows)
        value, fault = name("@" + column.name), name("!" + column.name)
        if len(rows) > _MAX_BRANCHES:
            table = name("op$" + column.name)
            _store(con, table, rows)
            self.joins.append(
                f"LEFT JOIN {table} ON {table}.tekst = getallen.{text} AND "
                f"({table}.bij IS NULL OR {table}.bij = getallen.{beside})"
            )
            self.columns += [f"{table}.waarde AS {value}", f"{table}.fout AS {fault}"]
            return
        for index, target in ((2, value), (3, fault)):
            branches = "".join(
                f" WHEN {text} = {quoted(r[0])}"
                + (f" AND {beside} = {quoted(r[1])}" if r[1] is not None else "")
                + f" THEN {quoted(str(r[index]))}"
                for r in rows
                if r[index] is not None
            )
            case = f"CASE{branches} END" if branches else "NULL::VARCHAR"
            self.columns.append(f"{case} AS {target}")


def _shortest(rows: Sequence[_Row]) -> list[_Row]:
    """Leave out the period beside a text that means the same in every period."""
    meanings: dict[str, set[tuple[str | None, str | None]]] = {}
    for text, _, value, fault in rows:
        meanings.setdefault(text, set()).add((value, fault))
    short: dict[tuple[str, str | None], _Row] = {}
    for text, beside, value, fault in rows:
        several = len(meanings[text]) > 1
        if (value is None and fault is None) or (several and beside is None):
            continue
        kept = beside if several else None
        short.setdefault((text, kept), (text, kept, value, fault))
    return list(short.values())


@dataclass(frozen=True, slots=True)
class Sent:
    """For whom and what a file is sent; None when a file is only checked."""

    organisation: str | None
    period: Period | None
    mapping: UsedMap | None = None  # None: the file has our own form

    @property
    def day(self) -> dt.date:
        """The day of which the definition judges: the first of the period, or else the newest."""
        return self.period.start if self.period else dt.date.max - dt.timedelta(days=1)


def make_tables(
    con: DuckDBPyConnection, dataset: Dataset, header: Header, pack: Pack, sent: Sent
) -> LookUps:
    """Look up every text of the periods and organisations in a file.

    Shape:    table `verkend` with the different texts -> SQL that gives each row its value.
    Unit:     none.
    Missing:  a text that means nothing has no partner, so its value is NULL.
    Rounding: none.
    Errors:   none; a period or organisation that does not belong has a code in `fout`.
    Source:   an organisation is looked up on the first day of the row's own period, else of the
              delivery's, else as it is now; about whom the row is, must exist in that period.
    """
    role = dataset.role("period")
    dated = role is not None and role.type is ColumnType.PERIOD and role.name in header.places
    own = role.name if role is not None and dated else None
    meaning: dict[str | None, Period | None] = {}
    result = LookUps()
    for column in looked_up(dataset, header):
        if column.type is ColumnType.PERIOD:
            found = _periods(con, column)
            if column.name == own:
                meaning.update(found)
            strict = column.name == own and dataset.kind == "geleverd"
            rows: list[_Row] = [
                (t, None, *_judge_period(p, column, sent, strict)) for t, p in found.items()
            ]
        else:
            strict = column.role == "organisation" and dataset.kind == "geleverd"
            rows = _organisations(con, column, own, meaning, pack, sent, strict)
        result.add(con, column, own, rows)
    return result


def _judge_period(
    period: Period | None, column: Column, sent: Sent, strict: bool
) -> tuple[str | None, str | None]:
    if period is None:
        return UNDATED, None
    if column.grain not in (None, "any", period.grain.value):
        return None, "periode-korrel"
    if not period.is_sane:
        return None, "jaar-onwaarschijnlijk"
    if strict and sent.period is not None and not sent.period.contains(period):
        return None, "periode-buiten-levering"
    return str(period), None


def _organisations(
    con: DuckDBPyConnection,
    column: Column,
    own: str | None,
    meaning: dict[str | None, Period | None],
    pack: Pack,
    sent: Sent,
    strict: bool,
) -> list[_Row]:
    """Return (text, text of the period beside it, id, fault) for every text in a column."""
    beside = name(own) if own else "NULL::VARCHAR"
    pairs = con.execute(
        f"SELECT DISTINCT {name(column.name)}, {beside} FROM verkend "
        f"WHERE {name(column.name)} IS NOT NULL ORDER BY ALL LIMIT {limits.MAX_DISTINCT}"
    ).fetchall()
    rows: list[_Row] = []
    for text, period_text in pairs:
        period = meaning.get(period_text) or sent.period
        day = period.start if period else dt.date.max - dt.timedelta(days=1)
        found = pack.organisations.find(text, day)
        if found is None or (strict and period and not found.exists_in(period)):
            rows.append((text, period_text, None, None))
            continue
        above = pack.organisations.ancestors(found.id, day)
        if strict and sent.organisation is not None and sent.organisation not in above:
            rows.append((text, period_text, None, "organisatie-andere"))
        else:
            rows.append((text, period_text, found.id, None))
    return rows


def _periods(con: DuckDBPyConnection, column: Column) -> dict[str, Period | None]:
    """Return what each text means; None is an undated fact."""
    rows = con.execute(
        f"SELECT DISTINCT {name(column.name)} FROM verkend WHERE {name(column.name)} IS NOT NULL "
        f"ORDER BY ALL LIMIT {limits.MAX_DISTINCT}"
    ).fetchall()
    found: dict[str, Period | None] = {}
    for (text,) in rows:
        if text in column.undated:
            found[text] = None
            continue
        try:
            found[text] = Period.parse(text)
        except ValueError:
            continue
    return found


def _store(con: DuckDBPyConnection, table: str, rows: Sequence[_Row]) -> None:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    arrow = pa.table(
        [pa.array(c, pa.string()) for c in columns], names=["tekst", "bij", "waarde", "fout"]
    )
    con.register("opzoeklijst", arrow)
    con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM opzoeklijst")
    con.unregister("opzoeklijst")
