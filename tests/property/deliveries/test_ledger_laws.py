"""Whatever is sent in whatever order: one cell, one delivery that counts, and nothing vanishes.

The ledger is held against a model of a few lines: a list of deliveries, each a set of cells.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import asked, column, dataset, with_dataset
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.index_file import opened
from verantwoord.deliveries.ledger import Claim, check_overlap
from verantwoord.deliveries.log import START, append, lines_from
from verantwoord.model.cells import Expectations, expected_cells
from verantwoord.model.delivery import Cell, Delivery, counting, current
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Grain, Period

MINI = load_pack(Path(__file__).parents[2] / "packs" / "mini")
DEFINITION = dataset(column("maand", "period", role="period", grain="maand", required=True))
PACK = asked(with_dataset(MINI, DEFINITION), of=("alfa", "gamma"), first="2024", last="2024",
             every=Grain.YEAR)  # fmt: skip
MONTHS = [Period.month(2024, m) for m in range(1, 7)]
FIRST = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Attempt:
    """Somebody tries to deliver some cells, perhaps in place of earlier deliveries."""

    cells: frozenset[Cell]
    replaces: frozenset[int]  # which of the accepted deliveries, by number
    day: int
    unasked: bool


CELLS = st.builds(
    Cell, st.sampled_from(["alfa", "dienst-a"]), st.sampled_from(MONTHS), st.sampled_from(["", "m"])
)
ATTEMPTS = st.lists(
    st.builds(
        Attempt,
        st.frozensets(CELLS, min_size=1, max_size=4),
        st.frozensets(st.integers(0, 7), max_size=3),
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=14,
)


def clash(some: Set[Cell], others: Set[Cell]) -> bool:
    """Say whether two speak of the same: a cell without a sub-unit is about all of them."""
    return any(
        a[:2] == b[:2] and (a.unit == b.unit or "" in (a.unit, b.unit))
        for a in some
        for b in others
    )


@dataclass
class Plain:
    """The model: what was accepted, and what each replaced."""

    accepted: list[tuple[Attempt, frozenset[int]]] = field(default_factory=list)

    def replaced(self) -> set[int]:
        return {old for _, olds in self.accepted for old in olds}

    def covered(self, unasked: bool) -> dict[Cell, int]:
        gone = self.replaced()
        return {
            cell: number
            for number, (attempt, _) in enumerate(self.accepted)
            if number not in gone and attempt.unasked is unasked
            for cell in attempt.cells
        }

    def try_it(self, attempt: Attempt) -> bool:
        """Say whether the attempt may be, and take it in if so."""
        gone = self.replaced()
        olds = attempt.replaces
        if any(o >= len(self.accepted) or o in gone for o in olds):
            return False
        if any(not clash(self.accepted[o][0].cells, attempt.cells) for o in olds):
            return False
        taken = self.covered(attempt.unasked)
        if clash({cell for cell, number in taken.items() if number not in olds}, attempt.cells):
            return False
        self.accepted.append((attempt, olds))
        return True


class Office:
    """The real ledger and index over a log, without files and rows."""

    def __init__(self, folder: Path) -> None:
        self.log, self.path = folder / "log.jsonl", folder / "index.sqlite"
        self.cells: dict[str, tuple[Cell, ...]] = {}
        self.made: list[Delivery] = []
        self.tail = START

    def index(self) -> AbstractContextManager[Index]:
        return opened(self.path, self.log, lambda d: self.cells[d.id])

    def try_it(self, attempt: Attempt) -> bool:
        if any(o >= len(self.made) for o in attempt.replaces):
            return False
        olds = tuple(self.made[o] for o in sorted(attempt.replaces))
        # every delivery has a name of its own, so that only cells decide
        period = Period.parse(f"{1000 + len(self.made)}")
        claim = Claim(DEFINITION, "alfa", period, "a", olds, attempt.unasked)
        with self.index() as index:
            if any(index.replaced_by(old) for old in olds):
                return False
            try:
                check_overlap(claim, sorted(attempt.cells), index)
            except NotDelivered:
                return False
        self._write(claim, attempt)
        return True

    def _write(self, claim: Claim, attempt: Attempt) -> None:
        made = Delivery(
            id=f"{len(self.made):064x}", dataset="proef", organisation="alfa",
            period=claim.period, file_name="a.csv", file_sha256="a", rows_sha256="b",
            stored_sha256="c", rows=1, received_on=FIRST + dt.timedelta(attempt.day),
            replaces=tuple(d.id for d in claim.replaces), reason="x", unasked=claim.unasked,
            cells=tuple(sorted(attempt.cells)),
        )  # fmt: skip
        self.cells[made.id] = made.cells
        self.tail = append(self.log, made, self.tail)
        self.made.append(made)

    def deliveries(self) -> list[Delivery]:
        return [replace(d, cells=self.cells[d.id]) for d, _ in lines_from(self.log, START)]


def played(attempts: list[Attempt], folder: Path) -> tuple[Office, Plain]:
    office, plain = Office(folder), Plain()
    for attempt in attempts:
        assert office.try_it(attempt) is plain.try_it(attempt), attempt
    return office, plain


@given(ATTEMPTS)
@settings(max_examples=examples(150))
def test_the_ledger_refuses_and_accepts_as_the_model_does(attempts: list[Attempt]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office, plain = played(attempts, Path(folder))
        now = counting(office.deliveries())
        covered = [c for d in now for c in d.cells]
        assert len(covered) == len(set(covered))
        assert set(covered) == set(plain.covered(False))
        with office.index() as index:
            for unasked in (False, True):
                found = index.covering("proef", sorted(plain.covered(unasked)), unasked)
                assert {c: n - 1 for c, n in found.items()} == plain.covered(unasked)


@given(ATTEMPTS, st.integers(-1, 31))
@settings(max_examples=examples(100))
def test_what_was_known_on_a_day_is_what_had_come_and_was_not_replaced_by_then(
    attempts: list[Attempt], day: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office, _ = played(attempts, Path(folder))
        on = FIRST + dt.timedelta(day)
        known = [d for d in office.deliveries() if d.received_on <= on]
        gone = {old for d in known for old in d.replaces}
        expected = {c for d in known if d.id not in gone and not d.unasked for c in d.cells}
        assert {c for d in counting(office.deliveries(), on) for c in d.cells} == expected
        with office.index() as index:
            by_index = {
                Cell(who, month, unit)
                for who in ("alfa", "dienst-a")
                for month in MONTHS
                for unit, spans in index.spans("proef", who, month).items()
                if any(since <= on < until for since, until in spans)
            }
        assert by_index == expected


@given(st.permutations(MONTHS), st.data())
@settings(max_examples=examples(40))
def test_the_order_in_which_deliveries_come_changes_nothing_in_what_is_covered(
    order: list[Period], data: st.DataObject
) -> None:
    """Months cut in any files, sent in any order, cover the same cells."""
    cut = data.draw(st.integers(1, len(order)))
    files = [order[i : i + cut] for i in range(0, len(order), cut)]
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for months in files:
            cells = frozenset(Cell("alfa", m) for m in months)
            assert office.try_it(Attempt(cells, frozenset(), 0, False))
        now = current(office.deliveries())
        assert {c for d in now for c in d.cells} == {Cell("alfa", m) for m in MONTHS}
        span = Period.parse("2024-H1")
        counts = Expectations(PACK, now).count(DEFINITION, span)
        assert counts == (6, ())


@given(st.sets(st.sampled_from(MONTHS)), st.integers(2020, 2030))
@settings(max_examples=examples(60))
def test_expected_is_covered_or_missing_and_never_both(there: set[Period], year: int) -> None:
    made = Delivery(
        id="a", dataset="proef", organisation="alfa", period=Period.year(2024), file_name="a",
        file_sha256="a", rows_sha256="a", stored_sha256="a", rows=1, received_on=FIRST,
        cells=tuple(sorted(Cell("alfa", m) for m in there)),
    )  # fmt: skip
    span = Period.year(year)
    counts = Expectations(PACK, [made]).count(DEFINITION, span)
    expected = expected_cells(PACK, DEFINITION, span, [made])
    assert counts.expected == len(expected)
    assert set(counts.missing) == expected - set(made.cells)
