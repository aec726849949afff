"""An index of the log in SQLite, so that the last delivery costs what the first did.

The log is the record, this is a convenience: it may be thrown away at any time. It knows up to
which byte of the log it goes and with which hash; a log that is longer is read on from there, and
anything that does not fit makes it be built anew from the first line, which verifies the chain.
A row of `cells` is a cell that a delivery covered from one day until another; the unique index on
it is what makes two current deliveries of one cell impossible.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from verantwoord.deliveries.log import START, LogError, Tail, line_at, lines_from
from verantwoord.model.cells import around, parts
from verantwoord.model.delivery import Cell, Delivery
from verantwoord.model.period import Grain, Period

VERSION = "2"
_AT_ONCE = 5_000  # lines of the log in one transaction while catching up

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL,
    organisation TEXT NOT NULL, period TEXT NOT NULL, file_sha256 TEXT NOT NULL,
    received_on TEXT NOT NULL, likeness TEXT NOT NULL, unasked INTEGER NOT NULL,
    corrects INTEGER NOT NULL, replaced_by INTEGER, position INTEGER NOT NULL);
CREATE INDEX by_file ON deliveries (file_sha256);
CREATE INDEX alike ON deliveries (dataset, likeness) WHERE likeness <> '';
CREATE INDEX by_name ON deliveries (dataset, organisation, period);
CREATE INDEX corrections ON deliveries (received_on) WHERE corrects = 1;
CREATE INDEX not_asked ON deliveries (received_on) WHERE unasked = 1;
CREATE TABLE cells (
    delivery INTEGER NOT NULL, dataset TEXT NOT NULL, unasked INTEGER NOT NULL,
    organisation TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT);
CREATE INDEX of_delivery ON cells (delivery);
CREATE INDEX history ON cells (dataset, organisation, period, unit);
CREATE TABLE grains (dataset TEXT, grain TEXT, PRIMARY KEY (dataset, grain)) WITHOUT ROWID;
CREATE TABLE ended (
    delivery INTEGER NOT NULL, dataset TEXT NOT NULL, organisation TEXT NOT NULL,
    period TEXT NOT NULL, unit TEXT NOT NULL);
CREATE INDEX of_unit ON ended (dataset, organisation, unit);
CREATE INDEX by_unit ON cells (dataset, unit, period) WHERE unit <> '' AND until IS NULL;
CREATE UNIQUE INDEX one_current ON cells (dataset, unasked, organisation, period, unit)
    WHERE until IS NULL;
"""

# received by a day, and not replaced by what was received by then
_KNOWN = (
    "received_on <= :on AND (replaced_by IS NULL OR (SELECT n.received_on FROM deliveries n "
    "WHERE n.number = deliveries.replaced_by) > :on)"
)

CellsOf: TypeAlias = Callable[[Delivery], tuple[Cell, ...]]
Line: TypeAlias = tuple[Delivery, Tail]
Span: TypeAlias = tuple[dt.date, dt.date]  # from a day until (not including) a day


class Index:
    """The deliveries of one log, to be asked about a few at a time; `index_file` opens one."""

    def __init__(self, con: sqlite3.Connection, log: Path, cells_of: CellsOf) -> None:
        self.con = con
        self.log = log
        self.cells_of = cells_of

    @classmethod
    def filled(cls, con: sqlite3.Connection, log: Path, cells_of: CellsOf) -> Index:
        """Make an index in an empty database, from the first line of the log to the last."""
        try:
            con.executescript(_TABLES)
            index = cls(con, log, cells_of)
            index._set(START)
            index.catch_up()
        except BaseException:
            con.close()
            raise
        return index

    @property
    def tail(self) -> Tail:
        """Up to where the log is in the index: number of lines, bytes, and the last line."""
        meta = dict(self.con.execute("SELECT name, value FROM meta"))
        return Tail(int(meta["lines"]), int(meta["whole"]), meta["last"], int(meta["last_start"]))

    def catch_up(self) -> None:
        """Take in the lines of the log that came since; another process may be doing the same."""
        while not self._caught_up():
            pass

    def caught_up(self) -> bool:
        """Take in the newest lines; False when the index is broken and should be made anew."""
        try:
            self.catch_up()
        except (sqlite3.Error, LogError):
            return False
        return True

    def _caught_up(self) -> bool:
        start = self.tail
        for batch in _batches(lines_from(self.log, start)):
            if not self._add(batch, start):
                return False
            start = batch[-1][1]
        return True

    def _add(self, batch: list[Line], start: Tail) -> bool:
        """Take in some lines at once; False when the index does not end at `start` any more."""
        self.con.execute("BEGIN IMMEDIATE")
        try:
            if self.tail != start:
                self.con.execute("ROLLBACK")
                return False
            for delivery, tail in batch:
                self._insert(replace(delivery, cells=self.cells_of(delivery)), tail)
            self._set(batch[-1][1])
        except sqlite3.IntegrityError as error:
            self.con.execute("ROLLBACK")
            raise LogError(
                f"{self.log}: na regel {start.lines} dekken twee leveringen dezelfde cel. "
                "Zet de map terug uit de reservekopie.",
                f"{self.log}: after line {start.lines} two deliveries cover the same cell. "
                "Put the folder back from the backup.",
            ) from error
        except BaseException:
            self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")
        return True

    def _insert(self, d: Delivery, tail: Tail) -> None:
        execute, received = self.con.execute, d.received_on.isoformat()
        for old in d.replaces:
            execute("UPDATE deliveries SET replaced_by = ? WHERE id = ?", (tail.lines, old))
            execute(
                "UPDATE cells SET until = ? WHERE delivery = "
                "(SELECT number FROM deliveries WHERE id = ?)",
                (received, old),
            )
        execute(
            "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            (tail.lines, d.id, d.dataset, d.organisation, str(d.period), d.file_sha256, received,
             d.likeness, d.unasked, bool(d.replaces), tail.last_start),
        )  # fmt: skip
        self.con.executemany(
            "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                (tail.lines, d.dataset, d.unasked, c.organisation, str(c.period), c.unit, received)
                for c in d.cells
            ),
        )

        self.con.executemany(
            "INSERT OR IGNORE INTO grains VALUES (?, ?)",
            {(d.dataset, c.period.grain.value) for c in d.cells},
        )
        self.con.executemany(
            "INSERT INTO ended VALUES (?, ?, ?, ?, ?)",
            ((tail.lines, d.dataset, c.organisation, str(c.period), c.unit) for c in d.ended),
        )

    def _set(self, tail: Tail) -> None:
        values = {
            "version": VERSION,
            "lines": str(tail.lines),
            "whole": str(tail.whole),
            "last": tail.last,
            "last_start": str(tail.last_start),
        }
        self.con.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    # what it is asked

    def deliveries(self, where: str, *values: Any) -> list[Delivery]:
        """Return the deliveries of some rows of the table `deliveries`, in the order received."""
        named = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
        rows = self.con.execute(
            f"SELECT position, number FROM deliveries WHERE {where} ORDER BY +number", named
        )
        return [self._at(position, number) for position, number in rows.fetchall()]

    def _at(self, position: int, number: int) -> Delivery:
        cells = tuple(
            sorted(
                Cell(who, Period.parse(period), unit)
                for who, period, unit in self.con.execute(
                    "SELECT organisation, period, unit FROM cells WHERE delivery = ?", (number,)
                )
            )
        )
        return replace(line_at(self.log, position), cells=cells)

    def with_prefix(self, prefix: str) -> list[Delivery]:
        """Return the deliveries whose id begins with a text, or else those whose file does."""
        end = prefix + "g"  # after every hexadecimal digit
        by_id = self.deliveries("id >= ? AND id < ?", prefix, end)
        return by_id or self.deliveries("file_sha256 >= ? AND file_sha256 < ?", prefix, end)

    def replaced_by(self, delivery: Delivery) -> Delivery | None:
        """Return what replaced a delivery, or None when it is the newest of its chain."""
        number = "number = (SELECT replaced_by FROM deliveries WHERE id = ?)"
        found = self.deliveries(number, delivery.id)
        return found[0] if found else None

    def named(self, dataset: str, organisation: str, period: Period) -> list[Delivery]:
        """Return the current deliveries with this dataset, organisation and period."""
        return self.deliveries(
            "dataset = ? AND organisation = ? AND period = ? AND replaced_by IS NULL",
            dataset, organisation, str(period),
        )  # fmt: skip

    def alike(self, dataset: str, likeness: str) -> list[Delivery]:
        """Return the current deliveries of a dataset with these very rows."""
        return self.deliveries(
            "dataset = ? AND likeness = ? AND likeness <> '' AND replaced_by IS NULL",
            dataset, likeness,
        )  # fmt: skip

    def with_unit(self, dataset: str, unit: str, period: Period) -> set[str]:
        """Return the organisations that cover a sub-unit in a period now."""
        rows = self.con.execute(
            "SELECT organisation FROM cells WHERE dataset = ? AND unasked = 0 AND unit = ? "
            "AND unit <> '' AND period = ? AND until IS NULL",
            (dataset, unit, str(period)),
        )
        return {who for (who,) in rows}

    def current_of(self, dataset: str, organisation: str) -> list[Delivery]:
        """Return all current deliveries of one organisation; as many as there are."""
        return self.deliveries(
            "dataset = ? AND organisation = ? AND replaced_by IS NULL", dataset, organisation
        )

    def covering(self, dataset: str, cells: Iterable[Cell], unasked: bool) -> dict[Cell, int]:
        """Return by which current delivery each of some cells is covered, by its number."""
        found: dict[Cell, int] = {}
        for cell in cells:
            row = self.con.execute(
                "SELECT delivery FROM cells WHERE dataset = ? AND unasked = ? AND organisation = ? "
                "AND period = ? AND unit = ? AND until IS NULL",
                (dataset, unasked, cell.organisation, str(cell.period), cell.unit),
            ).fetchone()
            if row is not None:
                found[cell] = row[0]
        return found

    def in_the_way(self, dataset: str, cells: Iterable[Cell], unasked: bool) -> set[int]:
        """Return which current deliveries cover something of some cells, by their numbers.

        Also where the dataset had longer or shorter cells, or no sub-unit yet, in earlier days.
        """
        grains = [Grain(g) for (g,) in self.con.execute(
            "SELECT grain FROM grains WHERE dataset = ?", (dataset,)
        )]  # fmt: skip
        found: set[int] = set()
        for cell in cells:
            for period in _at_the_same_time(cell.period, grains):
                found |= self._at_cell(dataset, unasked, cell._replace(period=period))
        return found

    def _at_cell(self, dataset: str, unasked: bool, cell: Cell) -> set[int]:
        where = (
            "SELECT delivery FROM cells WHERE dataset = ? AND unasked = ? AND organisation = ? "
            "AND period = ? AND until IS NULL"
        )
        asked = (dataset, unasked, cell.organisation, str(cell.period))
        if not cell.unit:
            return {n for (n,) in self.con.execute(where, asked)}
        both = (*asked, cell.unit, "")
        return {n for (n,) in self.con.execute(f"{where} AND unit IN (?, ?)", both)}

    def numbered(self, numbers: Iterable[int]) -> list[Delivery]:
        """Return deliveries by their line in the log."""
        return [d for n in sorted(set(numbers)) for d in self.deliveries("number = ?", n)]

    def about(self, dataset: str, organisation: str, period: Period) -> list[Delivery]:
        """Return the current deliveries that cover something of an organisation and period."""
        rows = self.con.execute(
            "SELECT DISTINCT delivery FROM cells WHERE dataset = ? AND unasked = 0 "
            "AND organisation = ? AND period = ? AND until IS NULL",
            (dataset, organisation, str(period)),
        )
        return self.numbered(r[0] for r in rows.fetchall())

    def units(
        self, dataset: str, organisation: str, period: Period, without: Collection[str] = ()
    ) -> set[str]:
        """Return the sub-units that are covered now, apart from what some deliveries cover."""
        rows = self.con.execute(
            "SELECT c.unit, d.id FROM cells c JOIN deliveries d ON d.number = c.delivery "
            "WHERE c.dataset = ? AND c.unasked = 0 AND c.organisation = ? AND c.period = ? "
            "AND c.until IS NULL",
            (dataset, organisation, str(period)),
        )
        return {unit for unit, delivery in rows if unit and delivery not in without}

    def ends(
        self,
        dataset: str,
        organisation: str,
        unit: str,
        without: Collection[str] = (),
        on: dt.date = dt.date.max,
    ) -> list[Period]:
        """Return the periods of the deliveries that explained an end, as known on a day."""
        rows = self.con.execute(
            "SELECT e.period, deliveries.id FROM ended e JOIN deliveries ON number = e.delivery "
            "WHERE e.dataset = :dataset AND e.organisation = :organisation AND e.unit = :unit "
            f"AND {_KNOWN}",
            {"dataset": dataset, "organisation": organisation, "unit": unit, "on": on.isoformat()},
        )
        return [Period.parse(period) for period, delivery in rows if delivery not in without]

    def spans(self, dataset: str, organisation: str, period: Period) -> dict[str, list[Span]]:
        """Return for each sub-unit of a cell from which day until which it was covered."""
        found: dict[str, list[Span]] = {}
        for unit, since, until in self.con.execute(
            "SELECT unit, since, until FROM cells WHERE dataset = ? AND unasked = 0 "
            "AND organisation = ? AND period = ? ORDER BY rowid",
            (dataset, organisation, str(period)),
        ):
            day = dt.date.max if until is None else dt.date.fromisoformat(until)
            found.setdefault(unit, []).append((dt.date.fromisoformat(since), day))
        return found

    def corrections(self, on: dt.date) -> list[Delivery]:
        """Return the corrections that were known on a day."""
        return self.deliveries("corrects = 1 AND received_on <= ?", on.isoformat())

    def unasked(self, on: dt.date) -> list[Delivery]:
        """Return what nobody asked for and counts no more or less for it, as known on a day."""
        return self.deliveries(f"unasked = 1 AND {_KNOWN}", {"on": on.isoformat()})

    def counting(self, dataset: str, on: dt.date | None) -> list[Delivery]:
        """Return the deliveries of a dataset that count, as known on a day."""
        day = (on or dt.date.max).isoformat()
        where = f"dataset = :dataset AND unasked = 0 AND {_KNOWN}"
        return self.deliveries(where, {"dataset": dataset, "on": day})

    def content(self) -> list[tuple[object, ...]]:
        """Return all that is in it, to hold against an index that was built anew."""
        tables = ("meta", "deliveries", "cells", "grains", "ended")
        rows = ((t, self.con.execute(f"SELECT * FROM {t}")) for t in tables)
        return [(table, *row) for table, found in rows for row in sorted(found, key=repr)]


def _at_the_same_time(period: Period, grains: Iterable[Grain]) -> list[Period]:
    """Return the period, and those of other lengths that share a day with it."""
    others = [g for g in grains if g is not period.grain]
    return [period, *(p for g in others for p in parts(period, g) or [around(period, g)])]


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, _AT_ONCE)):
        yield batch
