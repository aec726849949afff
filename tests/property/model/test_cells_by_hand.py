"""Which cells are expected, covered and missing, held against lists made month by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS
from tests.lanes import examples
from verantwoord.model.cells import Expectations
from verantwoord.model.dataset import CellGrain, Column, ColumnType, Dataset
from verantwoord.model.delivery import Cell, Delivery, counting, current, first_received
from verantwoord.model.loading import load_pack
from verantwoord.model.organisation import Name, Organisation, Organisations
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest
from verantwoord.model.text import Text

MINI = load_pack(PACKS / "mini")
MONTHS = [Period.month(year, month) for year in (2023, 2024) for month in range(1, 13)]
DAYS = [m.start for m in MONTHS] + [dt.date(2024, 2, 29), dt.date(2023, 12, 31)]
WHO = ("alfa", "beta", "gamma")
UNITS = ("m1", "m2")


class Lives(NamedTuple):
    """Of each organisation its first day and the first on which it is no more."""

    spans: dict[str, tuple[dt.date, dt.date]]

    def there(self, who: str, day: dt.date) -> bool:
        start, end = self.spans[who]
        return start <= day < end


LIVES = st.fixed_dictionaries(
    {w: st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).filter(lambda s: s[0] < s[1])
     for w in WHO}
).map(Lives)  # fmt: skip
SPANS = st.sampled_from(
    ["2023", "2024", "2024-Q1", "2024-02", "2023-12/2024-03", "2023-11-15/2024-02-10"]
)
COVERED = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from(MONTHS), st.sampled_from(UNITS), st.booleans()),
    max_size=12,
)  # fmt: skip


def pack_of(lives: Lives, grain: CellGrain) -> tuple[Pack, Dataset]:
    columns = (Column("meter", ColumnType.TEXT, Text("M"), required=True),)
    dataset = Dataset("proef", Text("P"), "geleverd", columns, grain=grain)
    organisations = {
        who: Organisation(who, "ministerie", (Name(who, who),), exists_from=s, exists_until=e)
        for who, (s, e) in lives.spans.items()
    }
    asked = DataRequest(
        "proef", "proef", ("alfa", "beta"), Period.year(2023), Period.year(2024), Grain.MONTH, 20
    )
    pack = replace(
        MINI,
        organisations=Organisations(organisations),
        datasets={"proef": dataset},
        requests={"proef": asked},
    )
    return pack, dataset


def delivery(name: str, cells: tuple[Cell, ...], **more: object) -> Delivery:
    made = Delivery(
        id=name, dataset="proef", organisation="alfa", period=Period.year(2024), file_name="a.csv",
        file_sha256="a", rows_sha256="b", stored_sha256="c", rows=1,
        received_on=dt.date(2024, 1, 10), cells=cells,
    )  # fmt: skip
    return replace(made, **more)


def months_in(text: str) -> list[Period]:
    """The months of which every day lies in a span."""
    span = Period.parse(text)
    return [m for m in MONTHS if span.start <= m.start and m.end <= span.end]


@settings(max_examples=examples(120))
@given(lives=LIVES, span=SPANS, covered=COVERED)
def test_without_sub_units_each_month_of_who_is_asked_and_is_there_is_a_cell(
    lives: Lives, span: str, covered: list[tuple[str, Period, str, bool]]
) -> None:
    pack, dataset = pack_of(lives, CellGrain())
    deliveries = [
        delivery(f"d{i}", (Cell(who, month),), unasked=unasked)
        for i, (who, month, _, unasked) in enumerate(covered)
    ]
    expected = {
        Cell(who, month)
        for who in ("alfa", "beta")  # gamma was not asked
        for month in months_in(span)
        if lives.there(who, month.start)
    }
    found = Expectations(pack, deliveries)
    assert found.cells(dataset, Period.parse(span)) == expected
    there = {Cell(who, month) for who, month, _, unasked in covered if not unasked}
    count = found.count(dataset, Period.parse(span))
    assert count.expected == len(expected)
    assert count.missing == tuple(sorted(expected - there))


@settings(max_examples=examples(120))
@given(lives=LIVES, span=SPANS, covered=COVERED, ended=COVERED)
def test_a_meter_of_a_year_ago_is_expected_unless_its_end_was_told(
    lives: Lives,
    span: str,
    covered: list[tuple[str, Period, str, bool]],
    ended: list[tuple[str, Period, str, bool]],
) -> None:
    pack, dataset = pack_of(lives, CellGrain(Grain.MONTH, "meter"))
    told = tuple(Cell(who, month, unit) for who, month, unit, _ in ended)
    deliveries = [
        delivery(f"d{i}", (Cell(who, month, unit),), unasked=unasked)
        for i, (who, month, unit, unasked) in enumerate(covered)
    ] + [delivery("einde", (), ended=told)]
    there = {(who, month, unit) for who, month, unit, unasked in covered if not unasked}
    expected: set[Cell] = set()
    for who in ("alfa", "beta"):
        for month in months_in(span):
            if not lives.there(who, month.start):
                continue
            before = Period.month(month.start.year - 1, month.start.month)
            units = {
                unit
                for unit in UNITS
                if (who, before, unit) in there
                and not any(
                    w == who and u == unit and before.start < e.end and e.start <= month.start
                    for w, e, u, _ in ended
                )
            }
            if not units:  # nothing is known of a year ago: what came now, or one without a name
                units = {u for u in UNITS if (who, month, u) in there} or {""}
            expected |= {Cell(who, month, unit) for unit in units}
    assert Expectations(pack, deliveries).cells(dataset, Period.parse(span)) == expected


@settings(max_examples=examples(120))
@given(lives=LIVES, every=st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.YEAR]),
       days=st.integers(0, 400))  # fmt: skip
def test_what_is_owed_is_each_whole_period_of_who_is_there_when_it_begins(
    lives: Lives, every: Grain, days: int
) -> None:
    pack, _ = pack_of(lives, CellGrain())
    asked = replace(pack.requests["proef"], every=every, due_days=days)
    length = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[every]
    periods = [MONTHS[i : i + length] for i in range(0, 24, length)]
    owed = [
        (who, months[0].start, months[-1].end, months[-1].end + dt.timedelta(days - 1))
        for who in ("alfa", "beta")
        for months in periods
        if lives.there(who, months[0].start)
    ]
    found = asked.expected(pack.organisations)
    assert [(e.organisation, e.period.start, e.period.end, e.due_on) for e in found] == owed
    for day in DAYS:
        due = sum(on <= day for *_, on in owed)
        assert replace(pack, requests={"proef": asked}).expected_until(day) == due


CHAINS = st.lists(
    st.tuples(st.integers(0, 30), st.lists(st.integers(0, 9), max_size=2), st.booleans()),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=examples(200))
@given(chain=CHAINS, known=st.integers(-1, 31))
def test_what_counts_is_what_nothing_known_that_day_replaced(
    chain: list[tuple[int, list[int], bool]], known: int
) -> None:
    start = dt.date(2024, 2, 20)
    deliveries = [
        delivery(
            f"d{i}", (), received_on=start + dt.timedelta(day), unasked=unasked,
            replaces=tuple(f"d{o}" for o in old if o < i),
        )
        for i, (day, old, unasked) in enumerate(chain)
    ]  # fmt: skip
    on = start + dt.timedelta(known)
    heard = [d for d in deliveries if d.received_on <= on]
    gone = {old for d in heard for old in d.replaces}
    assert current(deliveries, on) == [d for d in heard if d.id not in gone]
    assert counting(deliveries, on) == [d for d in heard if d.id not in gone and not d.unasked]
    assert current(deliveries) == current(deliveries, dt.date.max)
    every = {d.id: d for d in deliveries}
    for one in deliveries:
        roots, todo = set(), [one]
        while todo:
            d = todo.pop()
            todo += [every[o] for o in d.replaces]
            roots |= {d} if not d.replaces else set()
        assert first_received(one, every) == max(r.received_on for r in roots)
