"""For whom an organisation counts: life spans, two parents, heirs of heirs, and who is left out.

Each country is written in a few lines; what comes out is worked out by hand, share by share.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.stories import country, day
from verantwoord.engine.spans import spans_it_straddles, spans_of
from verantwoord.engine.structure import ORGANISATION, POPULATION, Structure
from verantwoord.model.period import Grain, Period

YEAR, QUARTER, MONTH = Grain.YEAR, Grain.QUARTER, Grain.MONTH


def shares(found: dict[tuple[str, str], Decimal]) -> dict[str, str]:
    """Write targets as `alfa` for an organisation and `[rijk]` for a population."""
    return {
        (name if kind == ORGANISATION else f"[{name}]"): str(share.normalize())
        for (kind, name), share in found.items()
    }


ONE_LAND = """
    land:
    alfa: land
    beta: land
    dienst: alfa until 2024-05-01, beta from 2024-05-01
    oud: alfa until 2024-01-01
    los:
"""
RIJK = "rijk of land: alfa, beta"

# organisation, day -> for whom it counts
AS_IT_WAS = [
    ("alfa", "2024-01-01", {"alfa": "1", "land": "1", "[rijk]": "1"}),
    ("land", "2024-01-01", {"land": "1", "[rijk]": "1"}),
    # a service moves on 1 May: the last day of April is alfa's, the first of May beta's
    ("dienst", "2024-04-30", {"dienst": "1", "alfa": "1", "land": "1", "[rijk]": "1"}),
    ("dienst", "2024-05-01", {"dienst": "1", "beta": "1", "land": "1", "[rijk]": "1"}),
    ("dienst", "1999-01-01", {"dienst": "1", "alfa": "1", "land": "1", "[rijk]": "1"}),
    ("dienst", "2099-01-01", {"dienst": "1", "beta": "1", "land": "1", "[rijk]": "1"}),
    # without a parent from that day on, it counts for itself only
    ("oud", "2023-12-31", {"oud": "1", "alfa": "1", "land": "1", "[rijk]": "1"}),
    ("oud", "2024-01-01", {"oud": "1"}),
    ("los", "2024-01-01", {"los": "1"}),
    ("onbekend", "2024-01-01", {"onbekend": "1"}),
]


@pytest.mark.parametrize(("who", "on", "wanted"), AS_IT_WAS)
def test_as_it_was_an_organisation_counts_under_its_parents_of_that_day(
    who: str, on: str, wanted: dict[str, str]
) -> None:
    structure = Structure(country(ONE_LAND, populations=RIJK), None)
    assert shares(structure.targets(who, day(on))) == wanted


# populations: who is in them, and who only looks as if
POPULATIONS = [
    # the members limit it: who is below the whole and under no member is not in it
    ("rijk of land: alfa", "beta", False),
    ("rijk of land: alfa", "dienst", True),
    ("rijk of land: beta", "dienst", False),
    # but what is said of the whole itself is, and so is everybody where the whole is a member
    ("rijk of land: alfa", "land", True),
    ("rijk of land: land", "beta", True),
    ("rijk of land: land", "dienst", True),
    # a whole that stands above nobody: only the members and what is below them
    ("rijk of rijk: alfa", "beta", False),
    ("rijk of rijk: alfa", "alfa", True),
    ("rijk of rijk: alfa", "dienst", True),
    ("rijk of rijk: dienst", "alfa", False),
    # named as not in it: with all below
    ("rijk of land: alfa not beta", "beta", False),
    ("rijk of land: alfa, beta not dienst", "dienst", False),
    ("rijk of land: alfa, beta not dienst", "alfa", True),
    ("rijk of rijk: dienst not alfa", "dienst", False),
    ("rijk of land: alfa", "los", False),
]


@pytest.mark.parametrize(("population", "who", "inside"), POPULATIONS)
def test_who_counts_for_a_population(population: str, who: str, inside: bool) -> None:
    structure = Structure(country(ONE_LAND, populations=population), None)
    found = structure.targets(who, day("2024-02-01"))
    assert ((POPULATION, "rijk") in found) is inside


def test_in_two_populations_one_counts_in_both_once() -> None:
    both = "rijk of land: alfa, beta\nzonder of zonder: beta"
    structure = Structure(country(ONE_LAND, populations=both), None)
    assert shares(structure.targets("beta", day("2024-01-01"))) == {
        "beta": "1", "land": "1", "[rijk]": "1", "[zonder]": "1",
    }  # fmt: skip


HEIRS = """
    2024-07-01 beta: gamma 0.6, delta 0.4
    2025-01-01 gamma: epsilon 0.5, alfa 0.5
    2025-01-01 delta: epsilon 1
"""
MANY = """
    land:
    alfa: land
    beta: land until 2024-07-01
    gamma: land from 2024-07-01
    delta: land from 2024-07-01
    epsilon: land from 2025-01-01
"""
# who, the day that it is about, the structure of which day -> who carries it
CARRIED = [
    ("beta", "2024-03-01", "2024-03-01", {"beta": "1"}),
    ("beta", "2024-03-01", "2024-06-30", {"beta": "1"}),
    ("beta", "2024-03-01", "2024-07-01", {"gamma": "0.6", "delta": "0.4"}),
    ("beta", "2024-03-01", "2024-12-31", {"gamma": "0.6", "delta": "0.4"}),
    # gamma's 0.6 in halves, delta's 0.4 whole: epsilon 0.3 + 0.4, alfa 0.3
    ("beta", "2024-03-01", "2025-01-01", {"epsilon": "0.7", "alfa": "0.3"}),
    # on the day itself it is already of the new one
    ("beta", "2024-07-01", "2025-01-01", {"beta": "1"}),
    ("gamma", "2024-07-01", "2025-01-01", {"epsilon": "0.5", "alfa": "0.5"}),
    ("gamma", "2024-12-31", "2025-01-01", {"epsilon": "0.5", "alfa": "0.5"}),
    ("gamma", "2025-01-01", "2025-01-01", {"gamma": "1"}),
    ("delta", "2024-08-01", "2025-01-01", {"epsilon": "1"}),
    ("alfa", "2024-03-01", "2025-01-01", {"alfa": "1"}),
    # back in time nothing is carried
    ("beta", "2024-03-01", "2023-01-01", {"beta": "1"}),
]


@pytest.mark.parametrize(("who", "about", "on", "wanted"), CARRIED)
def test_what_was_is_carried_by_the_heirs_of_heirs(
    who: str, about: str, on: str, wanted: dict[str, str]
) -> None:
    found = country(MANY, HEIRS).carried_to(who, day(about), day(on))
    assert {n: str(s.normalize()) for n, s in found.items()} == wanted


def test_in_the_structure_of_a_later_day_it_counts_where_the_heirs_stand_then() -> None:
    """Seven tenths at epsilon, three at alfa; at the land all of it, once."""
    both = "rijk of land: alfa, epsilon\ntrouw of land: alfa"
    structure = Structure(country(MANY, HEIRS, both), day("2025-01-01"))
    assert shares(structure.targets("beta", day("2024-03-01"))) == {
        "epsilon": "0.7", "alfa": "0.3", "land": "1", "[rijk]": "1", "[trouw]": "0.3",
    }  # fmt: skip


def test_a_service_that_moves_along_is_looked_up_on_the_day_of_the_structure() -> None:
    """About February, in the structure of June: the service is beta's then."""
    structure = Structure(country(ONE_LAND, populations=RIJK), day("2024-06-01"))
    assert shares(structure.targets("dienst", day("2024-02-01"))) == {
        "dienst": "1", "beta": "1", "land": "1", "[rijk]": "1",
    }  # fmt: skip


def test_two_that_become_one_are_one() -> None:
    heirs = "2024-07-01 alfa: nieuw 1\n2024-07-01 beta: nieuw 1"
    organisations = country("land:\nalfa: land\nbeta: land\nnieuw: land", heirs)
    structure = Structure(organisations, day("2024-12-31"))
    for who in ("alfa", "beta"):
        assert shares(structure.targets(who, day("2024-01-01"))) == {"nieuw": "1", "land": "1"}


def test_an_heir_that_stands_below_another_heir_counts_there_once_and_a_half() -> None:
    """Half goes to a service of alfa and half to alfa itself: alfa has all of it."""
    heirs = "2024-07-01 beta: alfa 0.5, dienst 0.5"
    organisations = country("land:\nalfa: land\nbeta: land\ndienst: alfa", heirs)
    structure = Structure(organisations, day("2024-12-31"))
    assert shares(structure.targets("beta", day("2024-01-01"))) == {
        "alfa": "1", "land": "1", "dienst": "0.5",
    }  # fmt: skip


def test_a_circle_of_parents_ends_where_it_began() -> None:
    structure = Structure(country("a: b\nb: a"), None)
    assert shares(structure.targets("a", day("2024-01-01"))) == {"a": "1", "b": "1"}


def test_a_chain_of_thirds_adds_up_to_exactly_one() -> None:
    """0.33 and 0.67 five times: held against fractions."""
    lines, heirs = ["land:", "m0: land"], []
    for i in range(5):
        lines += [f"m{i + 1}: land", f"x{i}: land"]
        heirs.append(f"202{i}-01-01 m{i}: m{i + 1} 0.33, x{i} 0.67")
    organisations = country("\n".join(lines), "\n".join(heirs))
    found = organisations.carried_to("m0", day("2019-01-01"), day("2030-01-01"))
    left = Fraction(1)
    for i in range(5):
        assert Fraction(found[f"x{i}"]) == left * Fraction(67, 100)
        left *= Fraction(33, 100)
    assert Fraction(found["m5"]) == left
    assert sum(found.values()) == 1


@pytest.mark.parametrize("on", [None, "2024-12-31"])
def test_the_same_question_has_the_same_answer_within_a_stretch_and_not_beyond(
    on: str | None,
) -> None:
    """The answer is kept for days between two changes; on every day of two years it is the same
    as when it is asked anew."""
    organisations = country(ONE_LAND + MANY.replace("land:\n", "").replace("alfa: land\n", ""),
                            HEIRS, RIJK)  # fmt: skip
    kept = Structure(organisations, on and day(on))  # type: ignore[arg-type]
    first = day("2023-12-01")
    for i in range(0, 520, 13):
        about = first + dt.timedelta(i)
        for who in ("dienst", "oud", "beta", "gamma"):
            anew = Structure(organisations, on and day(on))  # type: ignore[arg-type]
            assert kept.targets(who, about) == anew.targets(who, about), (who, about)


# ---- periods and the spans in which they fall -----------------------------------------------

SPANS = [
    # period, grains -> the spans that hold all of it, those that hold a part
    ("2024", (YEAR,), "2024", ""),
    ("2024", (YEAR, QUARTER), "2024", "2024-Q1 2024-Q2 2024-Q3 2024-Q4"),
    ("2024-Q1", (YEAR, QUARTER, MONTH), "2024 2024-Q1", "2024-01 2024-02 2024-03"),
    ("2024-Q1", (MONTH,), "", "2024-01 2024-02 2024-03"),
    ("2024-H1", (YEAR, QUARTER), "2024", "2024-Q1 2024-Q2"),
    ("2024-K2", (YEAR, QUARTER), "2024", "2024-Q2 2024-Q3"),  # May to August
    ("2024-07", (YEAR, QUARTER, MONTH), "2024 2024-Q3 2024-07", ""),
    ("2024-07-31", (YEAR, QUARTER, MONTH), "2024 2024-Q3 2024-07", ""),
    ("2024-02-29", (MONTH,), "2024-02", ""),
    ("2023-12/2024-01", (YEAR,), "", "2023 2024"),
    ("2023-12/2024-01", (MONTH,), "", "2023-12 2024-01"),
    ("2023-08/2024-03", (YEAR, QUARTER), "", "2023 2024 2023-Q3 2023-Q4 2024-Q1"),
    ("2024-01-15/2024-02-14", (MONTH, QUARTER), "2024-Q1", "2024-01 2024-02"),
    ("2024-12-31/2025-01-01", (YEAR, MONTH), "", "2024 2025 2024-12 2025-01"),
    ("2022/2024", (YEAR,), "", "2022 2023 2024"),
    ("2024", (), "", ""),
]


@pytest.mark.parametrize(("period", "grains", "whole", "half"), SPANS)
def test_a_period_falls_in_spans_wholly_or_in_part(
    period: str, grains: tuple[Grain, ...], whole: str, half: str
) -> None:
    about = Period.parse(period)
    assert " ".join(map(str, spans_of(about, grains))) == whole
    assert " ".join(map(str, spans_it_straddles(about, grains))) == half


@pytest.mark.parametrize("grain", [YEAR, QUARTER, MONTH])
def test_each_day_of_two_years_lies_in_exactly_one_span(grain: Grain) -> None:
    first = day("2023-01-01")
    days = [first + dt.timedelta(i) for i in range(731)]
    spans = [spans_of(Period(d, d + dt.timedelta(1), Grain.DAY), (grain,)) for d in days]
    assert all(len(s) == 1 and s[0].start <= d < s[0].end for s, d in zip(spans, days, strict=True))
    assert len(set(spans)) == {YEAR: 2, QUARTER: 8, MONTH: 24}[grain]
    assert all(
        spans_it_straddles(Period(d, d + dt.timedelta(1), Grain.DAY), (grain,)) == () for d in days
    )
