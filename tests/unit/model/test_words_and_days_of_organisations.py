"""Who is meant by a word when more could be, and where one falls on each day."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from verantwoord.model.organisation import (
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
    top_down,
)
from verantwoord.model.period import Grain, Period, PeriodError
from verantwoord.model.text import Source, Text

LEAP, MARCH, LATER = dt.date(2024, 2, 29), dt.date(2024, 3, 1), dt.date(2025, 1, 1)
SOURCE = Source("Besluit")


def one(who: str, *names: str, kind: str = "ministerie", **more: object) -> Organisation:
    given = tuple(Name(n, n[:2].upper()) for n in names or (who.title(),))
    return Organisation(who, kind, given, **more)  # type: ignore[arg-type]


def all_of(*organisations: Organisation, successions: tuple[Succession, ...] = ()) -> Organisations:
    return Organisations({o.id: o for o in organisations}, successions)


OLD = one("oud", "Zaken", exists_until=MARCH, aliases=("Z",))
NEW = one("nieuw", "Zaken", exists_from=MARCH)
TWIN = one("dubbel", "Wonen", aliases=("huis",))
OTHER = one("ander", "Werken", aliases=("huis", "Wonen"))
MANY = all_of(OLD, NEW, TWIN, OTHER)


@pytest.mark.parametrize(
    ("text", "day", "who"),
    [
        ("Zaken", LEAP, "oud"),  # born and died on one day: the name goes over
        ("Zaken", MARCH, "nieuw"),
        ("Z", LATER, "oud"),  # only it was ever called so
        ("oud", LATER, "oud"),  # an id is always itself
        ("OUD", LATER, "oud"),
        ("huis", LEAP, None),  # two that both exist: nobody can say
        ("Wonen", LEAP, "dubbel"),  # the name of one goes before the alias of another
        ("WE", LEAP, "ander"),
        ("weg", LEAP, None),
        ("", LEAP, None),
        ("  zaken\t", MARCH, "nieuw"),
    ],
)
def test_a_word_means_who_is_called_so_that_day_or_nobody(
    text: str, day: dt.date, who: str | None
) -> None:
    found = MANY.find(text, day)
    assert (found.id if found else None) == who


def test_who_moves_on_a_leap_day_falls_under_one_on_each_day() -> None:
    moved = one(
        "dienst", parents=(Parent("oud", holds_until=LEAP), Parent("nieuw", LEAP)), kind="dienst"
    )
    country = all_of(one("oud"), one("nieuw"), moved)
    for shift in range(-2, 3):
        day = LEAP + dt.timedelta(shift)
        assert country.ancestors("dienst", day) == ("dienst", "oud" if day < LEAP else "nieuw")


def test_a_circle_that_nobody_refused_ends() -> None:
    """What a program puts together is not checked; it must not go round without end."""
    circle = all_of(
        one("a", parents=(Parent("b"),)), one("b", parents=(Parent("c"),)),
        one("c", parents=(Parent("a"),)),
    )  # fmt: skip
    assert circle.ancestors("a", LEAP) == ("a", "b", "c")
    assert all_of(one("a", parents=(Parent("weg"),))).ancestors("a", LEAP) == ("a", "weg")


def follows(day: dt.date, giver: str, *heirs: tuple[str, str]) -> tuple[Succession, ...]:
    return tuple(Succession(day, giver, heir, Decimal(share), SOURCE) for heir, share in heirs)


CHAIN = (
    *follows(LEAP, "a", ("b", "0.6"), ("c", "0.4")),
    *follows(MARCH, "b", ("c", "0.5"), ("d", "0.5")),  # c gets more of what a was, by way of b
    *follows(LATER, "c", ("e", "1")),
    *follows(LATER, "d", ("e", "1")),
)
CARRIED = [
    ("a", LEAP - dt.timedelta(1), LEAP, {"b": "0.6", "c": "0.4"}),
    ("a", LEAP, LEAP, {"a": "1"}),  # on the day itself nothing is carried any more
    ("a", LEAP, LATER, {"a": "1"}),
    ("a", LEAP - dt.timedelta(1), MARCH, {"c": "0.70", "d": "0.30"}),
    ("a", LEAP - dt.timedelta(1), LATER, {"e": "1.00"}),
    ("b", LEAP, MARCH, {"c": "0.5", "d": "0.5"}),
    ("c", MARCH, LATER - dt.timedelta(1), {"c": "1"}),
    ("c", MARCH, LATER, {"e": "1"}),
    ("e", LEAP, LATER, {"e": "1"}),
    ("a", LATER, LEAP, {"a": "1"}),  # not back in time
]


@pytest.mark.parametrize(("who", "start", "end", "expected"), CARRIED)
def test_a_chain_of_successions_is_followed_day_by_day(
    who: str, start: dt.date, end: dt.date, expected: dict[str, str]
) -> None:
    country = all_of(*(one(n) for n in "abcde"), successions=CHAIN)
    carried = country.carried_to(who, start, end)
    assert carried == {heir: Decimal(share) for heir, share in expected.items()}
    assert sum(carried.values()) == 1


def test_in_whatever_order_successions_stand_the_same_is_carried() -> None:
    for seed in range(10):
        mixed = list(CHAIN)
        random.Random(seed).shuffle(mixed)
        country = all_of(*(one(n) for n in "abcde"), successions=tuple(mixed))
        assert country.carried_to("a", dt.date(2020, 1, 1), LATER) == {"e": 1}


def test_lists_are_by_kind_then_by_first_name_then_by_id() -> None:
    kinds = ["overig", "dienst", "ministerie", "sector", "totaal"]
    made = [one(f"{k[:3]}-{n}", n.title(), kind=k) for k in kinds for n in ("b", "a")]
    made += [one("ook-a", "A", kind="dienst")]
    order = [o.id for o in top_down(made)]
    assert order == [
        "tot-a", "tot-b", "sec-a", "sec-b", "min-a", "min-b", "die-a", "ook-a", "die-b",
        "ove-a", "ove-b",
    ]  # fmt: skip
    assert [o.id for o in top_down(reversed(made))] == order


def test_members_are_those_that_are_there_in_the_order_of_the_pack() -> None:
    population = Population("p", Text("P"), "land", ("nieuw", "weg", "oud"))
    country = all_of(OLD, NEW)
    assert country.members_on(population, LEAP) == ("oud",)
    assert country.members_on(population, MARCH) == ("nieuw",)


FIRST_AND_LAST = [
    # at the ends of the calendar a period is one or is refused, and nothing stops
    ("0001", "0001-01-01", "0002-01-01"), ("0001-01-01", "0001-01-01", "0001-01-02"),
    ("9998", "9998-01-01", "9999-01-01"), ("9999-11", "9999-11-01", "9999-12-01"),
    ("9999-Q3", "9999-07-01", "9999-10-01"), ("9999-12-30", "9999-12-30", "9999-12-31"),
    ("9999", None, None), ("9999-12", None, None), ("9999-12-31", None, None),
    ("9999-Q4", None, None), ("9999-H2", None, None), ("9999-K3", None, None),
    ("0000", None, None), ("0000-01", None, None), ("0000-01-01", None, None),
    ("9998/9999", None, None), ("0000/0001", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end"), FIRST_AND_LAST)
def test_at_the_ends_of_the_calendar(text: str, start: str | None, end: str | None) -> None:
    if start is None or end is None:
        with pytest.raises(PeriodError) as caught:
            Period.parse(text)
        assert "bestaat niet" in caught.value.in_language("nl")
        assert "does not exist" in caught.value.in_language("en")
        return
    found = Period.parse(text)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)
    assert str(found) == text
    assert not found.is_sane
    assert found.grain is not Grain.RANGE
