"""When a goal is met, missed or neither, and the sentence that says why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from verantwoord.engine.goals import asked_at, judge, last_year, path_at, shown_apart
from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import Basis, Judgement
from verantwoord.model.goal import Baseline, Bound, End, Goal, GoalKind, GoalStatus, Path
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text

D = Decimal


def line(baseline: str = "100", target: str = "0", start: int = 2020, end: int = 2030) -> Path:
    return Path(
        start=Baseline(year=start, value=D(baseline)),
        end=End(year=end, value=D(target)),
        line="afgesproken",
    )


def table(**years: str) -> Path:
    return Path(table={int(y[1:]): Bound(D(v), D(v)) for y, v in years.items()})


def goal(
    path: Path, kind: GoalKind = GoalKind.FLOOR, judged: str = "eindjaar", margin: str | None = None
) -> Goal:
    return Goal(
        id="t.doel",
        title=Text("Doel"),
        organisation="land",
        kind=kind,
        path=path,
        judged=judged,  # type: ignore[arg-type]
        sources=(Source("verzonnen"),),
        indicator="t.x",
        risk_margin=None if margin is None else D(margin),
    )


def status(target: Goal, value: str, year: int | str) -> GoalStatus:
    return judge(target, D(value), Period.parse(str(year)), complete=True).status


@pytest.mark.parametrize("judged", ["elk jaar", "eindjaar"])
@pytest.mark.parametrize(
    "period", ["2025-01", "2025-Q1", "2030-12", "2025-H1", "2030-K3", "2025-03-01"]
)
def test_only_a_year_is_held_against_what_is_asked_in_a_year(judged: str, period: str) -> None:
    """A month of 100 against 960 a year is not 'op koers', and December 2030 is not 'gehaald'."""
    for path in (line(), table(y2025="960", y2030="960")):
        found = judge(goal(path, GoalKind.CEILING, judged), D(100), Period.parse(period), True)
        assert found.status is GoalStatus.NO_JUDGEMENT
        assert found.reason.nl == "het doel geldt per jaar; dit cijfer gaat over een andere periode"


def test_a_published_winter_may_be_held_against_the_target_of_that_winter() -> None:
    winter = "2024-08/2025-03"
    assert status(goal(table(y2025="85")), "90", winter) is GoalStatus.MET
    each = goal(table(y2025="85"), judged="elk jaar")
    assert status(each, "90", winter) is GoalStatus.NO_JUDGEMENT


def test_a_final_year_is_not_met_before_that_year() -> None:
    for path in (line("0", "10"), table(y2024="1", y2026="4", y2030="10")):
        assert last_year(path) == 2030
        assert status(goal(path), "10", 2024) is GoalStatus.ON_TRACK
        assert status(goal(path), "0", 2024) is GoalStatus.OFF_TRACK
        assert status(goal(path), "10", 2030) is GoalStatus.MET
        assert status(goal(path), "9.99", 2030) is GoalStatus.MISSED


def test_each_year_is_met_or_missed_where_each_year_counts() -> None:
    each = goal(table(y2024="1", y2030="10"), judged="elk jaar")
    assert status(each, "1", 2024) is GoalStatus.MET
    assert status(each, "0", 2024) is GoalStatus.MISSED


def test_a_year_that_is_not_in_the_table_or_beyond_the_line_is_not_judged() -> None:
    for path in (table(y2024="1", y2026="1"), line(start=2024, end=2026)):
        for year in (2023, 2027):
            assert status(goal(path), "5", year) is GoalStatus.NO_JUDGEMENT
    assert status(goal(table(y2024="1", y2026="1")), "5", 2025) is GoalStatus.NO_JUDGEMENT


def test_a_line_without_a_beginning_is_judged_at_its_end_only() -> None:
    path = Path(start=Baseline(unknown="nooit gemeten"), end=End(year=2030, value=D(10)))
    early = judge(goal(path), D(11), Period.year(2025), True)
    assert (early.status, early.bound) == (GoalStatus.NO_JUDGEMENT, None)
    assert "nooit gemeten" in early.reason.nl
    assert path_at(path, 2030) == Bound(D(10), D(10))
    assert status(goal(path), "11", 2030) is GoalStatus.MET
    assert status(goal(path), "9", 2030) is GoalStatus.MISSED
    assert status(goal(path, GoalKind.CEILING), "11", 2030) is GoalStatus.MISSED
    late = judge(goal(path), D(11), Period.year(2031), True)
    assert late.reason.nl == "er is geen uitgangswaarde (nooit gemeten)"


def test_a_straight_line_is_exact_between_its_ends() -> None:
    path = line("100", "0", 2020, 2023)
    asked = [path_at(path, y) for y in range(2019, 2025)]
    lows = [None if b is None else b.low for b in asked]
    assert lows[0] is None and lows[5] is None
    assert (lows[1], lows[4]) == (100, 0)
    assert lows[2] is not None and str(lows[2]) == "66." + "6" * 31 + "7"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (GoalKind.CEILING, "60", GoalStatus.AT_RISK),  # exactly the margin behind is still risk
        (GoalKind.CEILING, "60.0001", GoalStatus.OFF_TRACK),
        (GoalKind.CEILING, "50", GoalStatus.ON_TRACK),
        (GoalKind.FLOOR, "40", GoalStatus.AT_RISK),
        (GoalKind.FLOOR, "39.9999", GoalStatus.OFF_TRACK),
        (GoalKind.FLOOR, "50", GoalStatus.ON_TRACK),
    ],
)
def test_the_margin_belongs_to_risk(kind: GoalKind, value: str, expected: GoalStatus) -> None:
    assert status(goal(line("100", "0"), kind, margin="0.1"), value, 2025) is expected


def test_a_difference_beyond_28_digits_still_decides() -> None:
    """The margin is 0.1; the value lies 1e-30 further behind than that."""
    target = goal(line("1", "0"), GoalKind.CEILING, margin="0.1")
    assert status(target, "0.6", 2025) is GoalStatus.AT_RISK
    assert status(target, "0." + "6" + "0" * 29 + "1", 2025) is GoalStatus.OFF_TRACK


def test_without_a_margin_or_a_line_behind_is_off_track() -> None:
    assert status(goal(line("100", "0"), GoalKind.CEILING), "51", 2025) is GoalStatus.OFF_TRACK
    target = goal(table(y2025="50", y2030="0"), GoalKind.CEILING)
    assert status(target, "51", 2025) is GoalStatus.OFF_TRACK


@pytest.mark.parametrize(
    ("value", "bound", "shown"),
    [
        ("84.96", "85", ["84.96", "85"]),
        ("84.99999", "85", ["84.9999", "85"]),
        ("84.999999999999999999", "85", ["84.9999", "85"]),
        ("85.0000", "85", ["85", "85"]),
        ("85.00001", "85", ["85.00001", "85"]),
        ("73.1", "66.66666666666666666666666666666667", ["73.1", "66.6666"]),
        ("66.66665", "66.66666666666666666666666666666667", ["66.66665", "66.66666"]),
        ("-0.00001", "0", ["-0.0001", "0"]),
        ("1E+3", "1000", ["1000", "1000"]),
        ("0.0001", "0.0002", ["0.0001", "0.0002"]),
        ("0.1" + "0" * 31 + "17", "0.1" + "0" * 31 + "29", ["0.1" + "0" * 31 + n for n in "12"]),
        ("1E-45", "0", ["0." + "0" * 44 + "1", "0"]),
    ],
)
def test_the_reason_shows_on_which_side_of_the_bound_a_value_lies(
    value: str, bound: str, shown: list[str]
) -> None:
    assert shown_apart(D(value), [D(bound)]) == shown


def test_a_reason_never_contradicts_its_judgement() -> None:
    target = goal(table(y2024="85"), judged="elk jaar")
    missed = judge(target, D("84.99999"), Period.year(2024), True)
    assert missed.status is GoalStatus.MISSED
    assert missed.reason.nl == "waarde 84.9999; gevraagd in 2024: minimaal 85"


def test_a_range_names_both_its_ends() -> None:
    path = Path(table={2024: Bound(D(40), D(60))})
    target = goal(path, GoalKind.RANGE, "elk jaar")
    found = judge(target, D("60.000001"), Period.year(2024), True)
    assert found.status is GoalStatus.MISSED
    assert found.reason.nl == "waarde 60.000001; gevraagd in 2024: tussen 40 en 60"
    most = Path(table={2024: Bound(D(60), D(60))})
    ceiling = judge(goal(most, GoalKind.CEILING, "elk jaar"), D(60), Period.year(2024), True)
    assert (ceiling.status, ceiling.reason.nl[-11:]) == (GoalStatus.MET, "maximaal 60")


@pytest.mark.parametrize(
    ("value", "year", "expected", "reason", "asked"),
    [
        ("30", 2025, "op koers", "waarde 30; gevraagd in 2025: maximaal 50", 50),
        ("55", 2025, "risico", "waarde 55; gevraagd in 2025: maximaal 50", 50),
        ("70", 2025, "niet op koers", "waarde 70; gevraagd in 2025: maximaal 50", 50),
        ("0", 2030, "gehaald", "waarde 0; gevraagd in 2030: maximaal 0", 0),
        ("1", 2030, "niet gehaald", "waarde 1; gevraagd in 2030: maximaal 0", 0),
        ("1", 2031, "geen oordeel", "voor 2031 is geen doelwaarde afgesproken of gevonden", None),
    ],
)
def test_a_judgement_says_of_which_goal_what_it_is_why_and_what_was_asked(
    value: str, year: int, expected: str, reason: str, asked: int | None
) -> None:
    """All of it stands beside the figure on the page."""
    target = goal(line("100", "0"), GoalKind.CEILING, margin="0.1")
    bound = None if asked is None else Bound(D(asked), D(asked))
    found = judge(target, D(value), Period.year(year), complete=True)
    assert found.reason.nl == reason
    assert found == Judgement("t.doel", GoalStatus(expected), found.reason, bound)


def test_what_is_absent_or_incomplete_is_never_judged() -> None:
    target, year = goal(table(y2024="1")), Period.year(2024)
    absent = judge(target, unknown("weg"), year, True)
    assert absent.status is GoalStatus.NO_JUDGEMENT and "onbekend: weg" in absent.reason.nl
    assert absent.bound == Bound(D(1), D(1))
    half = judge(target, D(5), year, complete=False)
    assert (half.status, half.reason.nl) == (GoalStatus.NO_JUDGEMENT, "het cijfer is onvolledig")
    assert half.bound == Bound(D(1), D(1))


@pytest.mark.parametrize("value", ["10", "1000"])
def test_a_line_that_we_drew_gives_no_judgement_before_its_end(value: str) -> None:
    """Nobody asked for a point on our own line; the end of it was asked."""
    own = replace(line("100", "50"), line="rekenlijn")
    early = judge(goal(own, GoalKind.CEILING), D(value), Period.year(2025), True)
    assert (early.status, early.basis) == (GoalStatus.NO_JUDGEMENT, Basis.OWN_LINE)
    assert early.bound == Bound(D(75), D(75))
    assert "een pad ernaartoe is niet afgesproken" in early.reason.nl
    assert "no path to it was agreed" in early.reason.in_language("en")
    assert asked_at(own, Period.year(2025)) is None
    late = judge(goal(own, GoalKind.CEILING), D(value), Period.year(2030), True)
    assert late.basis is Basis.ASKED
    assert late.status is (GoalStatus.MET if value == "10" else GoalStatus.MISSED)


def test_the_year_that_is_compared_with_is_not_judged_against_itself() -> None:
    """234.304 against the rounded 234.000 of the same year was called a risk."""
    for path in (line(), replace(line(), line="rekenlijn")):
        found = judge(goal(path, GoalKind.CEILING), D("100.4"), Period.year(2020), True)
        assert (found.status, found.bound) == (GoalStatus.NO_JUDGEMENT, None)
        assert found.reason.nl == "2020 is het jaar waarmee wordt vergeleken"
        assert asked_at(path, Period.year(2020)) is None


@pytest.mark.parametrize("period", ["2017", "2020", "2020-Q1"])
def test_a_norm_without_a_year_is_never_met_or_missed(period: str) -> None:
    norm = replace(goal(table(y2020="50")), path=Path(norm=Bound(D(50), D(50))), judged=None)
    found = judge(norm, D(73), Period.parse(period), True)
    assert (found.status, found.basis) == (GoalStatus.NO_JUDGEMENT, Basis.NORM)
    assert found.reason.nl == "de norm noemt geen jaar"
    assert path_at(norm.path, 2020) is None  # so that no chart draws it as the goal of a year
