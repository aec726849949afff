"""Organisations through time: what one is called on a day, who is meant by a word, who there is.

A ministry that was renamed, split and renamed again; a service that moved; and an abbreviation that
meant two ministries in turn.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from verantwoord.model.organisation import (
    BEGINNING,
    FOREVER,
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
    top_down,
)
from verantwoord.model.text import Source, Text


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


ECONOMY = Organisation(
    "economie",
    "ministerie",
    (
        Name("Ministerie van Economische Zaken", "EZ", holds_until=day("2010-10-14")),
        Name("Ministerie van Economie en Landbouw", "EL&I", day("2010-10-14"), day("2012-11-05")),
        Name("Ministerie van Economische Zaken", "EZ", day("2012-11-05"), day("2017-10-26")),
        Name("Ministerie van Economie en Klimaat", "EZK", day("2017-10-26")),
    ),
    (Parent("land"),),
    uri="https://example.org/economie",
    aliases=("Economie", "min-ez"),
    exists_until=day("2024-07-02"),
)
CLIMATE = Organisation(
    "klimaat",
    "ministerie",
    (Name("Ministerie van Klimaat en Groei", "KGG"),),
    (Parent("land"),),
    exists_from=day("2024-07-02"),
)
NEW_ECONOMY = Organisation(
    "nieuwe-economie",
    "ministerie",
    (Name("Ministerie van Economische Zaken", "EZ"),),
    (Parent("land"),),
    exists_from=day("2024-07-02"),
)
INSPECTION = Organisation(
    "inspectie",
    "dienst",
    (Name("Inspectie", "INSP"),),
    (
        Parent("economie", holds_until=day("2015-01-01")),
        Parent("klimaat", day("2024-07-02")),
    ),
)
LAND = Organisation("land", "totaal", (Name("Land", "L"),))
SECTOR = Organisation("sector", "sector", (Name("Sector", "S"),), (Parent("land"),))
OTHER = Organisation("raad", "overig", (Name("Raad", "R"),))
EVERYBODY = Organisations(
    {o.id: o for o in (INSPECTION, OTHER, NEW_ECONOMY, CLIMATE, ECONOMY, SECTOR, LAND)},
    (Succession(day("2024-07-02"), "economie", "klimaat", Decimal("0.4"), Source("Besluit")),
     Succession(day("2024-07-02"), "economie", "nieuwe-economie", Decimal("0.6"),
                Source("Besluit"))),
)  # fmt: skip

CALLED = [
    ("0001-01-01", "EZ"),
    ("2010-10-13", "EZ"),
    ("2010-10-14", "EL&I"),
    ("2012-11-04", "EL&I"),
    ("2012-11-05", "EZ"),
    ("2017-10-25", "EZ"),
    ("2017-10-26", "EZK"),
    ("2099-01-01", "EZK"),
]


@pytest.mark.parametrize(("on", "short"), CALLED)
def test_an_organisation_is_called_as_it_was_called_that_day(on: str, short: str) -> None:
    assert ECONOMY.name_on(day(on)).short == short


def test_on_a_day_without_a_name_the_last_one_holds() -> None:
    made = Organisation(
        "x",
        "dienst",
        (
            Name("Eerst", "E", day("2020-01-01"), day("2021-01-01")),
            Name("Later", "L", day("2022-01-01"), day("2023-01-01")),
        ),
    )
    assert made.name_on(day("2019-12-31")).short == "E"
    assert made.name_on(day("2021-06-01")).short == "E"
    assert made.name_on(day("2021-12-31")).short == "E"
    assert made.name_on(day("2023-01-01")).short == "L"


@pytest.mark.parametrize(
    ("on", "parent"),
    [
        ("2014-12-31", "economie"),
        ("2015-01-01", None),
        ("2024-07-01", None),
        ("2024-07-02", "klimaat"),
        ("2099-01-01", "klimaat"),
    ],
)
def test_a_service_falls_under_its_ministry_of_the_day_or_under_none(
    on: str, parent: str | None
) -> None:
    assert INSPECTION.parent_on(day(on)) == parent


@pytest.mark.parametrize(
    ("who", "on", "exists"),
    [
        ("economie", "1900-01-01", True),
        ("economie", "2024-07-01", True),
        ("economie", "2024-07-02", False),
        ("klimaat", "2024-07-01", False),
        ("klimaat", "2024-07-02", True),
        ("land", "0001-01-01", True),
        ("land", "9999-12-30", True),
    ],
)
def test_one_exists_from_its_first_day_until_the_day_it_ends(
    who: str, on: str, exists: bool
) -> None:
    assert EVERYBODY.by_id[who].exists_on(day(on)) is exists


# a word and a day -> who is meant
MEANT = [
    # an id always means the one it is of, alive or not
    ("economie", "2030-01-01", "economie"),
    ("klimaat", "2000-01-01", "klimaat"),
    # a name of the day
    ("EZ", "2010-01-01", "economie"),
    ("EZ", "2015-01-01", "economie"),
    ("EZ", "2025-01-01", "nieuwe-economie"),  # the same two letters, another ministry
    ("ez", "2025-01-01", "nieuwe-economie"),
    (" EZ ", "2025-01-01", "nieuwe-economie"),
    ("Ministerie van Economische Zaken", "2015-01-01", "economie"),
    ("ministerie van economische zaken", "2025-01-01", "nieuwe-economie"),
    # a name that it had or will have
    ("EZK", "2015-01-01", "economie"),
    ("EL&I", "2020-01-01", "economie"),
    ("EZK", "2025-01-01", "economie"),  # it is gone, and nobody else was ever called so
    ("KGG", "2020-01-01", "klimaat"),
    # other words for it
    ("https://example.org/economie", "2020-01-01", "economie"),
    ("min-ez", "2020-01-01", "economie"),
    ("MIN-EZ", "2020-01-01", "economie"),
    ("INSP", "2020-01-01", "inspectie"),
    # nobody
    ("EZKK", "2020-01-01", None),
    ("", "2020-01-01", None),
    ("Ministerie", "2020-01-01", None),
]


@pytest.mark.parametrize(("word", "on", "who"), MEANT)
def test_a_word_means_who_was_called_so_that_day(word: str, on: str, who: str | None) -> None:
    found = EVERYBODY.find(word, day(on))
    assert (None if found is None else found.id) == who


def test_of_two_that_are_called_the_same_on_one_day_nobody_is_meant() -> None:
    twins = [Organisation(i, "dienst", (Name("Tweeling", i.upper()),)) for i in ("a", "b")]
    both = Organisations({o.id: o for o in twins})
    assert both.find("Tweeling", day("2024-01-01")) is None
    found = both.find("A", day("2024-01-01"))
    assert found is not None and found.id == "a"


@pytest.mark.parametrize(
    ("who", "on", "above"),
    [
        ("land", "2024-01-01", "land"),
        ("economie", "2024-01-01", "economie land"),
        ("inspectie", "2014-01-01", "inspectie economie land"),
        ("inspectie", "2020-01-01", "inspectie"),
        ("inspectie", "2024-12-31", "inspectie klimaat land"),
        ("raad", "2024-01-01", "raad"),
        ("bestaat-niet", "2024-01-01", "bestaat-niet"),
    ],
)
def test_above_one_stand_its_parents_of_that_day(who: str, on: str, above: str) -> None:
    assert EVERYBODY.ancestors(who, day(on)) == tuple(above.split())


@pytest.mark.parametrize(
    ("on", "members"),
    [
        ("2024-07-01", "economie sector"),
        ("2024-07-02", "nieuwe-economie klimaat sector"),
    ],
)
def test_of_a_population_only_those_are_members_that_exist(on: str, members: str) -> None:
    population = Population(
        "p", Text("P"), "land", ("nieuwe-economie", "klimaat", "economie", "sector", "weg")
    )
    assert EVERYBODY.members_on(population, day(on)) == tuple(members.split())


def test_lists_go_from_the_whole_to_the_parts_and_then_by_name() -> None:
    """By the name it began with, so that an order does not change with a new name."""
    assert [o.id for o in top_down(EVERYBODY.by_id.values())] == [
        "land",
        "sector",
        "economie",
        "nieuwe-economie",
        "klimaat",
        "inspectie",
        "raad",
    ]


@pytest.mark.parametrize(
    ("about", "on", "wanted"),
    [
        ("2024-07-01", "2024-07-01", {"economie": "1"}),
        ("2024-07-01", "2024-07-02", {"klimaat": "0.4", "nieuwe-economie": "0.6"}),
        ("2024-07-02", "2030-01-01", {"economie": "1"}),
    ],
)
def test_what_was_goes_to_the_heirs_from_their_first_day(
    about: str, on: str, wanted: dict[str, str]
) -> None:
    found = EVERYBODY.carried_to("economie", day(about), day(on))
    assert {who: str(share) for who, share in found.items()} == wanted


def test_without_a_day_something_is_so_from_the_beginning_and_for_good() -> None:
    assert (dt.date.min, dt.date.max) == (BEGINNING, FOREVER)
    name = Name("N", "N")
    assert (name.holds_from, name.holds_until) == (BEGINNING, FOREVER)
    assert (LAND.exists_from, LAND.exists_until) == (BEGINNING, FOREVER)
    parent = Parent("land")
    assert (parent.holds_from, parent.holds_until) == (BEGINNING, FOREVER)
