"""Numbers as columns: exact whatever their size, and the same as when added one by one."""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.rows import Shelf
from verantwoord.engine import trace
from verantwoord.engine.facts import Store, scaled
from verantwoord.engine.plan import SCHEMA, VALUE, Field, Plan
from verantwoord.engine.rollup import Choice, Rollup
from verantwoord.engine.structure import ORGANISATION, Structure
from verantwoord.engine.sums import Slice, Sum
from verantwoord.model.dataset import Aggregate
from verantwoord.model.figure import Contribution
from verantwoord.model.organisation import Name, Organisation, Organisations, Parent, Succession
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Source

PLAN = Plan("t", (), (), False, (Field("x", "integer"),))
WIDE = Context(prec=76)
YEAR = Choice("t.x", (), (), False, (Grain.YEAR,))
SUM, COUNT, MIN, MAX, HISTOGRAM = Aggregate


def organisations(*successions: Succession) -> Organisations:
    each = {
        o: Organisation(o, "dienst", (Name(o, o),), () if o == "land" else (Parent("land"),))
        for o in ("land", "a", "b", "c")
    }
    return Organisations(each, successions, {})


def store(*rows: tuple[Any, ...]) -> Store:
    """Rows of (delivery, organisation, period, bin, value, rows, empty)."""
    full = [(d, o, p, "[]", "t.x", *rest) for d, o, p, *rest in rows]
    columns = zip(*full, strict=True)
    made = Store()
    arrays = [pa.array(list(c), f.type) for c, f in zip(columns, SCHEMA, strict=True)]
    made.add(PLAN, pa.Table.from_arrays(arrays, schema=SCHEMA))
    return made


def added(made: Store, who: str, aggregate: Aggregate, structure: Structure | None = None) -> Sum:
    rollup = Rollup(made, structure or Structure(organisations(), None))
    sums = rollup.sums(YEAR, aggregate)
    assert sums is not None
    return Sum(sums, sums.of(Slice(Period.year(2024)))[ORGANISATION, who])


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2.5", None],
        ["0.000000001", "-7"],
        [str(2**63 - 1), str(-(2**63))],
        [str(2**63), "1"],
        [str(10**37), "0.1"],
        [str(-(10**30)) + ".000000000000000001", "5"],
        ["0." + "0" * 37 + "1", str(10**37)],
        [None, None],
        [],
    ],
)
def test_every_decimal_is_kept_exactly(numbers: list[str | None]) -> None:
    wanted = [None if n is None else Decimal(n) for n in numbers]
    whole, scale = scaled(pa.array(wanted, VALUE))
    for number, n in zip(wanted, whole.tolist(), strict=True):
        assert int(n) * 10 ** (38 - scale) == int(WIDE.scaleb(number or Decimal(0), 38))


def test_sums_that_do_not_fit_in_64_bits_are_exact() -> None:
    big = Decimal(2**62)
    made = store(
        ("d1", "a", "2024-01", None, big, 1, 0),
        ("d2", "a", "2024-02", None, big, 1, 0),
        ("d3", "b", "2024-02", None, big, 1, 0),
    )
    assert added(made, "land", SUM).value == 3 * 2**62
    assert added(made, "a", SUM).value == 2**63


def test_an_extreme_passes_over_empty_cells_and_knows_no_shares() -> None:
    made = store(
        ("d1", "a", "2024-01", None, Decimal(-5), 1, 0),
        ("d2", "a", "2024-02", None, None, 0, 2),
        ("d3", "b", "2024-02", None, Decimal(-7), 1, 1),
    )
    assert (added(made, "a", MIN).value, added(made, "a", MAX).value) == (-5, -5)
    assert (added(made, "land", MIN).value, added(made, "land", MAX).value) == (-7, -5)
    land = added(made, "land", MIN)
    assert (land.rows, land.empty) == (2, 3)
    split = Succession(dt.date(2025, 1, 1), "b", "c", Decimal(1), Source("x"))
    now = Structure(organisations(split), dt.date(2025, 1, 1))
    assert added(made, "c", MIN, now).value == -7


def test_only_empty_cells_are_no_value() -> None:
    made = store(("d1", "a", "2024-01", None, None, 0, 2))
    for aggregate in (SUM, MIN, MAX):
        assert added(made, "a", aggregate).value is None
    assert trace.contributions(added(made, "a", SUM), made) == ()
    assert added(made, "a", SUM).deliveries == ()


def test_bins_add_up_per_lower_bound() -> None:
    made = store(
        ("d1", "a", "2024-01", 0, Decimal(2), 3, 0),
        ("d1", "a", "2024-01", 10, Decimal(1), 0, 0),
        ("d2", "b", "2024-02", 10, Decimal(4), 4, 1),
        ("d3", "b", "2024-03", None, None, 0, 1),
    )
    land = added(made, "land", HISTOGRAM)
    assert land.bins == ((0, 2), (10, 5))
    assert (land.value, land.rows, land.empty) == (7, 7, 2)
    assert added(made, "a", HISTOGRAM).bins == ((0, 2), (10, 1))


def test_undated_rows_make_no_figure() -> None:
    made = store(
        ("d1", "a", "2024-01", None, Decimal(1), 1, 0),
        ("d1", "a", "ongedateerd", None, Decimal(9), 1, 0),
    )
    assert added(made, "a", SUM).value == 1
    assert store(("d1", "a", "ongedateerd", None, Decimal(9), 1, 0)).facts == {}


def test_components_of_one_query_share_their_columns() -> None:
    one = store(("d1", "a", "2024-01", None, Decimal(1), 1, 0))
    table = pa.Table.from_arrays(
        [
            pa.array([v] * 2 if n != "component" else ["t.y", "t.z"], f.type)
            for (n, f), v in zip(
                ((f.name, f) for f in SCHEMA),
                ("d1", "a", "2024-01", "[]", "", None, Decimal(3), 1, 0),
                strict=True,
            )
        ],
        schema=SCHEMA,
    )
    one.add(PLAN, table)
    y, z = one.facts["t.y"], one.facts["t.z"]
    assert y.place is z.place and y.delivery is z.delivery and y.key == z.key


AMOUNT = st.none() | st.decimals(-(10**20), 10**20, places=3)
ROW = st.tuples(
    st.sampled_from(["d1", "d2", "d3"]), st.sampled_from("abc"), st.integers(1, 12), AMOUNT
)
SHARE = st.integers(1, 999).map(lambda n: Decimal(n) / 1000)


@settings(max_examples=examples(40))
@given(st.lists(ROW, min_size=1, max_size=30), SHARE)
def test_columns_give_what_adding_one_by_one_gives(
    rows: list[tuple[str, str, int, Decimal | None]], share: Decimal
) -> None:
    """Half a year belongs to `c` after a split of `b`; contributions add up to the sum."""
    split = [
        Succession(dt.date(2025, 1, 1), "b", "a", share, Source("x")),
        Succession(dt.date(2025, 1, 1), "b", "c", 1 - share, Source("x")),
    ]
    now = Structure(organisations(*split), dt.date(2025, 6, 1))
    made = store(*((d, o, f"2024-{m:02d}", None, v, 1, 0) for d, o, m, v in rows))
    sums = Rollup(made, now).sums(YEAR, SUM)
    assert sums is not None
    of_b = {"a": share, "c": 1 - share, "land": Decimal(1)}
    for (_, who), at in sums.of(Slice(Period.year(2024))).items():
        wanted = sum(
            (
                v * (of_b.get(who, Decimal(0)) if o == "b" else Decimal(who in (o, "land")))
                for _, o, _, v in rows
                if v is not None
            ),
            Decimal(0),
        )
        one = Sum(sums, at)
        assert (one.value or 0) == wanted
        assert sum((c.amount for c in trace.contributions(one, made)), Decimal(0)) == wanted


def test_contributions_are_made_when_somebody_looks(shelf: Shelf) -> None:
    asked = []

    def make() -> tuple[Contribution, ...]:
        asked.append(1)
        return (Contribution("d", "a", Period.year(2024), Decimal(1)),)

    lazy = trace.Contributions(make)
    assert asked == []
    assert len(lazy) == 1 and lazy == make() and lazy[0].delivery == "d" and lazy[:1] == make()
    assert hash(lazy) == hash(make()) and repr(lazy) == repr(make()) and lazy != [1]
    assert len(asked) == 5  # once by itself, four times by us


def test_all_contributions_can_be_had_as_one_table(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-01", [{"drager": "stroom", "verbruik": 5}])
    figures = shelf.compute(indicators=["energie.verbruik"]).figures
    table = trace.table([figures["energie.verbruik@land@2024"]])
    assert table.select(["figure", "component", "organisation", "period", "share"]).to_pylist() == [
        {
            "figure": "energie.verbruik@land@2024",
            "component": "verbruik",
            "organisation": "alfa",
            "period": "2024-01",
            "share": "1",
        }
    ]
    assert Decimal(table.column("amount")[0].as_py()) == 5
    assert trace.table([]).num_rows == 0


def test_all_numbers_can_be_had_as_one_table(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-01", [{"drager": "stroom", "verbruik": 5}])
    figures = shelf.compute(indicators=["energie.verbruik"]).figures
    table = figures.table()
    assert table.column("figure").to_pylist() == list(figures)
    lines = {line["figure"]: line for line in table.to_pylist()}
    year = lines["energie.verbruik@alfa@2024"]
    assert (year["value"], year["status"], year["absent"]) == ("5", "onvolledig", None)
    assert (year["received"], year["expected"], year["cells"], year["cells_expected"]) == (
        1,
        12,
        1,
        12,
    )
    absent = lines["energie.verbruik@beta@2024"]
    assert absent["value"] is None and absent["absent"].startswith("te laat")
    part = lines["energie.verbruik@alfa@2024@drager=stroom"]
    assert part["dimensions"] == '{"drager": "stroom"}'
    assert "nergens" not in figures and len(figures) == table.num_rows
