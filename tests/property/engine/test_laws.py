"""Laws that must hold whatever is delivered."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS
from tests.lanes import examples
from tests.rows import Shelf
from tests.runners import QUICK, lines
from verantwoord.engine.apportion import largest_remainder
from verantwoord.engine.goals import judge
from verantwoord.engine.plan import plans, row_file
from verantwoord.engine.structure import ORGANISATION, POPULATION, Structure
from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import FigureStatus
from verantwoord.model.goal import Baseline, Bound, End, Goal, GoalKind, GoalStatus
from verantwoord.model.goal import Path as TargetPath
from verantwoord.model.loading import load_pack
from verantwoord.model.organisation import (
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
)
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text

SOURCE = Source("verzonnen")
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "drager": st.sampled_from(["stroom", "warmte"]),
            "verbruik": st.none() | AMOUNTS,
            "eenheid": st.just("kwh"),
        }
    ),
    max_size=12,
)


@cache
def mini() -> Pack:
    return load_pack(PACKS / "mini")


def on_shelf(deliveries: list[tuple[str, str, list[dict[str, Any]]]]) -> Shelf:
    shelf = Shelf(mini(), Path(tempfile.mkdtemp()))
    for who, month, rows in deliveries:
        shelf.deliver("meters", who, month, rows)
    return shelf


@settings(max_examples=examples(25))
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_files_never_changes_a_figure(
    first: list[dict[str, Any]], second: list[dict[str, Any]], shuffle: random.Random
) -> None:
    plain = [("alfa", "2024-01", first), ("beta", "2024-02", second)]
    mixed = [(w, m, shuffle.sample(r, k=len(r))) for w, m, r in plain]
    a, b = on_shelf(plain), on_shelf(list(reversed(mixed)))
    one, two = a.compute().figures, b.compute().figures
    assert one.keys() == two.keys()
    for key in one:
        assert one[key].value == two[key].value, key


@settings(max_examples=examples(25))
@given(ROWS, ROWS)
def test_all_runners_agree(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    shelf = on_shelf([("alfa", "2024-01", first), ("beta", "2024-01", second)])
    files = [row_file(d, shelf.path(d)) for d in shelf.deliveries]
    for plan in plans(mini(), mini().indicators.values()):
        if plan.dataset in ("meters", "uitstoot"):
            one, *others = [lines(r, plan, files) for r in QUICK.values()]
            assert all(one == other for other in others)


@settings(max_examples=examples(15))
@given(st.sets(st.integers(1, 12), max_size=11))
def test_a_missing_delivery_never_lowers_a_total_silently(missing: set[int]) -> None:
    months = [f"2023-{m:02d}" for m in range(1, 13)]
    rows = [{"drager": "stroom", "verbruik": 5, "eenheid": "kwh"}]
    sent = [
        (w, m, rows)
        for w in ("alfa", "beta")
        for m in months
        if w == "beta" or int(m[-2:]) not in missing
    ]
    figure = on_shelf(sent).compute().figures["energie.verbruik@land@2023"]
    assert figure.value == 5 * len(sent)
    wanted = FigureStatus.INCOMPLETE if missing else FigureStatus.MEASURED
    assert figure.status is wanted
    assert figure.coverage.expected - figure.coverage.received == len(missing)


@st.composite
def reorganisations(draw: st.DrawFn) -> Organisations:
    """Ministries that merge and split on random days, each by shares that add up to one."""
    names = [f"m{i}" for i in range(4)]
    by_id = {"land": Organisation("land", "totaal", (Name("Land", "L"),))}
    for name in names:
        by_id[name] = Organisation(name, "ministerie", (Name(name, name),), (Parent("land"),))
    successions: list[Succession] = []
    holders = list(names)
    for step in range(draw(st.integers(0, 4))):
        day = dt.date(2024, 1 + 2 * step, 1)
        who = draw(st.sampled_from(holders))
        heirs = [f"{who}-{step}{letter}" for letter in "ab"[: draw(st.integers(1, 2))]]
        cut = draw(st.integers(1, 99))
        shares = [Decimal(1)] if len(heirs) == 1 else [Decimal(cut) / 100, 1 - Decimal(cut) / 100]
        for heir, share in zip(heirs, shares, strict=True):
            by_id[heir] = Organisation(heir, "ministerie", (Name(heir, heir),), (Parent("land"),))
            successions.append(Succession(day, who, heir, share, SOURCE))
        holders = [h for h in holders if h != who] + heirs
    population = Population("alle", Text("Alle"), "land", tuple(by_id))
    return Organisations(by_id, tuple(successions), {"alle": population})


@settings(max_examples=examples(60))
@given(reorganisations(), st.dates(dt.date(2024, 1, 1), dt.date(2025, 1, 1)))
def test_as_it_was_and_as_it_is_now_have_the_same_total(
    organisations: Organisations, structure: dt.date
) -> None:
    """Whatever was delivered, and by whom, the shares of the whole stay exactly one."""
    then, now = Structure(organisations, None), Structure(organisations, structure)
    whole = (POPULATION, "alle")
    for month in Period.year(2024).months():
        for who in (o for o in organisations.by_id if o != "land"):
            if month.start > structure:
                continue
            assert then.targets(who, month.start)[whole] == 1
            assert now.targets(who, month.start)[whole] == 1
            spread = [
                share
                for target, share in now.targets(who, month.start).items()
                if target not in (whole, (ORGANISATION, "land"))
            ]
            assert sum(spread) == 1


def goal(kind: GoalKind, low: Decimal, high: Decimal, unit: int = 1) -> Goal:
    """A goal on a line that a source gives; our own line judges nothing."""
    start, end = Baseline(2020, low * unit), End(2030, high * unit)
    return Goal(
        id="t.doel",
        title=Text("Doel"),
        organisation="land",
        kind=kind,
        path=TargetPath(start=start, end=end, line="afgesproken"),
        judged="eindjaar",
        sources=(Source("Verzonnen"),),
        indicator="t.x",
        risk_margin=Decimal("0.1"),
    )


RANK = [GoalStatus.OFF_TRACK, GoalStatus.AT_RISK, GoalStatus.ON_TRACK]
VALUES = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False)


@given(VALUES, VALUES, VALUES, st.sampled_from([GoalKind.FLOOR, GoalKind.CEILING]))
def test_the_status_does_not_change_with_the_unit(
    value: Decimal, low: Decimal, high: Decimal, kind: GoalKind
) -> None:
    year = Period.year(2025)
    in_mwh = judge(goal(kind, low, high), value, year, complete=True)
    in_kwh = judge(goal(kind, low, high, 1000), value * 1000, year, complete=True)
    assert in_mwh.status is in_kwh.status


@given(VALUES, VALUES, VALUES, VALUES)
def test_more_of_what_is_asked_is_never_judged_worse(
    a: Decimal, b: Decimal, low: Decimal, high: Decimal
) -> None:
    year = Period.year(2026)
    less, more = sorted((a, b))
    floor, ceiling = goal(GoalKind.FLOOR, low, high), goal(GoalKind.CEILING, low, high)
    assert _rank(floor, less, year) <= _rank(floor, more, year)
    assert _rank(ceiling, less, year) >= _rank(ceiling, more, year)


def _rank(target: Goal, value: Decimal, year: Period) -> int:
    return RANK.index(judge(target, value, year, complete=True).status)


@given(VALUES)
def test_an_organisation_with_only_zeros_changes_no_value(value: Decimal) -> None:
    rows = [{"drager": "stroom", "verbruik": value, "eenheid": "kwh"}]
    nothing = [{"drager": "stroom", "verbruik": 0, "eenheid": "kwh"}]
    without = on_shelf([("alfa", "2024-01", rows)]).compute(indicators=["energie.verbruik"])
    beside = on_shelf([("alfa", "2024-01", rows), ("beta", "2024-01", nothing)]).compute(
        indicators=["energie.verbruik"]
    )
    key = "energie.verbruik@land@2024-01"
    assert without.figures[key].value == beside.figures[key].value


test_an_organisation_with_only_zeros_changes_no_value = settings(max_examples=examples(10))(
    test_an_organisation_with_only_zeros_changes_no_value
)


@given(st.sampled_from([GoalKind.FLOOR, GoalKind.CEILING]), st.booleans())
def test_a_zero_target_is_no_division(kind: GoalKind, exact: bool) -> None:
    target = goal(kind, Decimal(100), Decimal(0))
    value = Decimal(0) if exact else Decimal("0.01")
    judged = judge(target, value, Period.year(2030), complete=True)
    met = exact or kind is GoalKind.FLOOR
    assert judged.status is (GoalStatus.MET if met else GoalStatus.MISSED)


def test_an_absent_or_incomplete_value_is_never_judged_missed() -> None:
    target = goal(GoalKind.FLOOR, Decimal(0), Decimal(100))
    for value, complete in ((unknown("weg"), True), (Decimal(0), False)):
        judged = judge(target, value, Period.year(2030), complete)
        assert judged.status is GoalStatus.NO_JUDGEMENT


def test_a_range_has_two_sides() -> None:
    path = TargetPath({2024: Bound(Decimal(40), Decimal(60))})
    line = goal(GoalKind.FLOOR, Decimal(0), Decimal(0))
    target = replace(line, kind=GoalKind.RANGE, path=path, judged="elk jaar", risk_margin=None)
    found = [
        judge(target, Decimal(v), Period.year(2024), complete=True).status for v in (39, 40, 60, 61)
    ]
    missed, met = GoalStatus.MISSED, GoalStatus.MET
    assert found == [missed, met, met, missed]


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(0, 10**6), min_size=1))
def test_largest_remainder_adds_up_and_moves_no_part_by_more_than_one(
    weights: dict[str, int],
) -> None:
    whole = sum(weights.values())
    total = 1000 if whole else 0
    parts = {k: Decimal(total * v) / whole if whole else Decimal(0) for k, v in weights.items()}
    found = largest_remainder(parts, total)
    assert sum(found.values()) == total
    assert all(abs(found[k] - parts[k]) < 1 for k in parts)


def test_the_apportionment_of_the_domain_file() -> None:
    """Section 6 of the Banenafspraak sheet, method T."""
    hours = {"a": Decimal("120.0"), "b": Decimal("60.0"), "c": Decimal("45.5")}
    parts = {k: 5144 * v / sum(hours.values()) for k, v in hours.items()}
    assert {k: round(v, 2) for k, v in parts.items()} == {
        "a": Decimal("2737.38"),
        "b": Decimal("1368.69"),
        "c": Decimal("1037.92"),
    }
    assert largest_remainder(parts, 5144) == {"a": 2737, "b": 1369, "c": 1038}


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_on_each_day_a_parameter_has_exactly_one_value_or_none(day: dt.date) -> None:
    for parameter in mini().parameters.values():
        for key in {v.key for v in parameter.values}:
            holding = [
                v for v in parameter.values if v.key == key and v.holds_from <= day < v.holds_until
            ]
            assert len(holding) == (1 if day >= dt.date(2023, 1, 1) else 0)
            assert parameter.on(day, key) == (holding[0] if holding else None)


@given(st.integers(1, 9997), st.integers(1, 12), st.integers(1, 28))
def test_a_period_reads_back_what_it_writes(year: int, month: int, day: int) -> None:
    texts = [
        f"{year:04d}",
        f"{year:04d}-H{1 + month // 7}",
        f"{year:04d}-K{(month + 3) // 4}",
        f"{year:04d}-Q{(month + 2) // 3}",
        f"{year:04d}-{month:02d}",
        f"{year:04d}-{month:02d}-{day:02d}",
        f"{year:04d}-{month:02d}/{year + 1:04d}-{month:02d}",
    ]
    for text in texts:
        assert str(Period.parse(text)) == text
