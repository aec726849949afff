"""What becomes of deliveries: stories of real situations, each figure worked out by hand.

Amounts are ten a month unless something else is said, so that what is counted can be seen in the
number. `10/12` are cells that are there of cells that were asked; `+2` cells that nobody asked for.
Told on 10 January 2025: December is due ten days later, everything before it is late.
"""

from __future__ import annotations

import pytest

from tests.rows import Shelf
from tests.unit.engine.stories import Story, differing, shown
from verantwoord.model.period import Grain

ONE_BEFORE_THE_OTHER = """
    land:
    alfa: land
    beta until 2024-07-01: land
    gamma from 2024-07-01: land
    delta from 2024-07-01: land
"""
SPLIT = "2024-07-01 beta: gamma 0.6, delta 0.4"
FOUR = "alle of land: alfa, beta, gamma, delta"
SERVICE = """
    land:
    alfa: land
    beta: land
    dienst: alfa until 2024-05-01, beta from 2024-05-01
"""

STORIES: dict[str, tuple[Story, str]] = {
    "everything came": (
        Story(given="alfa 2024-01..2024-12 10\nbeta 2024-01..2024-12 1"),
        """
        alfa@2024: 120 gemeten 12/12
        alfa@2024-Q1: 30 gemeten 3/3
        alfa@2024-07: 10 gemeten 1/1
        beta@2024: 12 gemeten 12/12
        land@2024: 132 gemeten 24/24
        land@2024-12: 11 gemeten 2/2
        """,
    ),
    "a month is missing": (
        Story(given="alfa 2024-01..2024-04 10\nalfa 2024-06..2024-12 10\nbeta 2024-01..2024-12 1"),
        """
        alfa@2024: 110 onvolledig 11/12
        alfa@2024-Q1: 30 gemeten 3/3
        alfa@2024-Q2: 20 onvolledig 2/3
        alfa@2024-05: - te laat 0/1
        alfa@2024-06: 10 gemeten 1/1
        land@2024: 122 onvolledig 23/24
        land@2024-05: 1 onvolledig 1/2
        land@2024-Q3: 33 gemeten 6/6
        """,
    ),
    "nothing came of one": (
        Story(given="alfa 2024-01..2024-12 10"),
        """
        beta@2024: - nog niet geleverd 0/12
        beta@2024-Q4: - nog niet geleverd 0/3
        beta@2024-Q3: - te laat 0/3
        land@2024: 120 onvolledig 12/24
        """,
    ),
    "a file of nothing is a zero that was measured": (
        Story(asked="alfa", given="alfa 2024-01..2024-12 0"),
        "alfa@2024: 0 gemeten 12/12\nland@2024: 0 gemeten 12/12\nalfa@2024-03: 0 gemeten 1/1",
    ),
    "an empty cell is no zero": (
        Story(asked="alfa", given="alfa 2024-01..2024-11 10\nalfa 2024-12 leeg"),
        """
        alfa@2024: 110 onvolledig 12/12
        alfa@2024-12: - onbekend 1/1
        alfa@2024-11: 10 gemeten 1/1
        """,
    ),
    "an empty cell beside a full one": (
        Story(asked="alfa", given="alfa 2024-01..2024-12 10 leeg"),
        "alfa@2024: 120 onvolledig 12/12\nalfa@2024-01: 10 onvolledig 1/1",
    ),
    "a correction below zero": (
        Story(asked="alfa", given="alfa 2024-01..2024-11 10\nalfa 2024-12 -30"),
        "alfa@2024: 80 gemeten 12/12\nalfa@2024-Q4: -10 gemeten 3/3\nalfa@2024-12: -30 gemeten 1/1",
    ),
    "one ministry becomes two on 1 July": (
        Story(
            country=ONE_BEFORE_THE_OTHER, heirs=SPLIT, population=FOUR,
            asked="alfa, beta, gamma, delta",
            given="""
                alfa 2024-01..2024-12 10
                beta 2024-01..2024-06 100
                gamma 2024-07..2024-12 70
                delta 2024-07..2024-12 30
            """,
        ),
        """
        beta@2024: 600 gemeten 6/6
        beta@2024-Q2: 300 gemeten 3/3
        gamma@2024: 420 gemeten 6/6
        delta@2024: 180 gemeten 6/6
        land@2024: 1320 gemeten 30/30
        land@2024-06: 110 gemeten 2/2
        land@2024-07: 110 gemeten 3/3
        """,
    ),
    "who does not exist on the first day of a month owes nothing for it": (
        Story(
            country="land:\nalfa from 2024-03-15 until 2024-10-15: land\nbeta: land",
            given="alfa 2024-04..2024-10 10\nbeta 2024-01..2024-12 1",
        ),
        # April to October: on 1 October it is still there
        "alfa@2024: 70 gemeten 7/7\nland@2024: 82 gemeten 19/19\nalfa@2024-10: 10 gemeten 1/1",
    ),
    "and that month is missing when it did exist": (
        Story(
            country="land:\nalfa from 2024-03-01 until 2024-10-01: land\nbeta: land",
            given="alfa 2024-04..2024-09 10\nbeta 2024-01..2024-12 1",
        ),
        "alfa@2024: 60 onvolledig 6/7\nalfa@2024-03: - te laat 0/1",
    ),
    "only ten of twelve months were asked": (
        Story(asked="alfa", first="2024-03", given="alfa 2024-03..2024-12 10"),
        """
        alfa@2024: 100 onvolledig 10/10 +2
        alfa@2024-Q1: 10 onvolledig 1/1 +2
        alfa@2024-Q2: 30 gemeten 3/3
        alfa@2024-03: 10 gemeten 1/1
        """,
    ),
    "what was not asked and came anyway counts": (
        Story(asked="alfa", first="2024-03", given="alfa 2024-01..2024-12 10"),
        "alfa@2024: 120 gemeten 12/12\nalfa@2024-01: 10 gemeten 1/1",
    ),
    "a year file": (
        Story(asked="alfa", given="alfa 2024 120"),
        """
        alfa@2024: 120 gemeten 12/12
        alfa@2024-Q1: - onbekend 3/3
        alfa@2024-01: - onbekend 1/1
        """,
    ),
    "quarters": (
        Story(asked="alfa", given="alfa 2024-Q1 30\nalfa 2024-Q2 30\nalfa 2024-Q4 30"),
        """
        alfa@2024: 90 onvolledig 9/12
        alfa@2024-Q1: 30 gemeten 3/3
        alfa@2024-Q3: - te laat 0/3
        alfa@2024-02: - onbekend 1/1
        alfa@2024-08: - te laat 0/1
        """,
    ),
    "a quarter and months beside it": (
        Story(asked="alfa", given="alfa 2024-Q1 30\nalfa 2024-04..2024-12 10"),
        """
        alfa@2024: 120 gemeten 12/12
        alfa@2024-Q1: 30 gemeten 3/3
        alfa@2024-Q2: 30 gemeten 3/3
        alfa@2024-03: - onbekend 1/1
        alfa@2024-04: 10 gemeten 1/1
        """,
    ),
    "half a year falls in no quarter": (
        Story(asked="alfa", given="alfa 2024-H1 60\nalfa 2024-07..2024-12 10"),
        "alfa@2024: 120 gemeten 12/12\nalfa@2024-Q1: - onbekend 3/3\nalfa@2024-Q3: 30 gemeten 3/3",
    ),
    "a winter belongs to neither of its years": (
        Story(
            asked="alfa", first="2023-01",
            given="alfa 2023-01..2023-10 10\nalfa 2023-11/2024-02 40\nalfa 2024-03..2024-12 10",
        ),
        """
        alfa@2023: - onbekend 12/12
        alfa@2024: - onbekend 12/12
        alfa@2023-Q3: 30 gemeten 3/3
        alfa@2024-Q1: - onbekend 3/3
        alfa@2024-Q2: 30 gemeten 3/3
        """,
    ),
    "days add up to their month": (
        Story(
            asked="alfa", first="2024-02", last="2024-02",
            given="alfa 2024-02-01 1\nalfa 2024-03-31 7",
        ),
        "alfa@2024-02: 1 gemeten 1/1\nalfa@2024-03: 7 gemeten 1/1",
    ),
    "a service moves from one ministry to another on 1 May": (
        Story(
            country=SERVICE, asked="alfa, beta, dienst",
            given="""
                alfa 2024-01..2024-12 10
                beta 2024-01..2024-12 1
                dienst 2024-01..2024-12 100
            """,
        ),
        """
        alfa@2024: 520 gemeten 16/16
        beta@2024: 812 gemeten 20/20
        alfa@2024-Q2: 130 gemeten 4/4
        beta@2024-Q2: 203 gemeten 5/5
        alfa@2024-04: 110 gemeten 2/2
        alfa@2024-05: 10 gemeten 1/1
        land@2024: 1332 gemeten 36/36
        """,
    ),
    "a month of the service is missing at the ministry of that month": (
        Story(
            country=SERVICE, asked="alfa, beta, dienst",
            given="""
                alfa 2024-01..2024-12 10
                beta 2024-01..2024-12 1
                dienst 2024-01..2024-07 100
                dienst 2024-09..2024-12 100
            """,
        ),
        """
        alfa@2024: 520 gemeten 16/16
        beta@2024: 712 onvolledig 19/20
        beta@2024-08: 1 onvolledig 1/2
        land@2024: 1232 onvolledig 35/36
        """,
    ),
    "a service of which nothing was asked counts at its ministry": (
        Story(
            country=SERVICE, given="""
                alfa 2024-01..2024-12 10
                beta 2024-01..2024-12 1
                dienst 2024-02 100
            """,
        ),
        "alfa@2024: 220 gemeten 12/12\nalfa@2024-02: 110 gemeten 1/1\nland@2024: 232 gemeten 24/24",
    ),
    "who is named as not in the population is not in its total": (
        Story(
            population="alle of land: alfa, beta not beta",
            given="alfa 2024-01..2024-12 10\nbeta 2024-01..2024-12 1",
        ),
        "alfa@2024: 120 gemeten 12/12\nland@2024: 120 gemeten 12/12",
    ),
    "a population of one is complete without the other": (
        Story(population="alle of rijk: alfa", country="land:\nrijk:\nalfa: land\nbeta: land",
              given="alfa 2024-01..2024-12 10"),
        "alfa@2024: 120 gemeten 12/12\nrijk@2024: 120 gemeten 12/12",
    ),
    "a file a year is asked": (
        Story(asked="alfa", every=Grain.YEAR,
              given="alfa 2024-01..2024-12 10"),
        "alfa@2024: 120 gemeten 12/12\nalfa@2024-03: 10 gemeten 1/1",
    ),
    "two years": (
        Story(asked="alfa", first="2023-01",
              given="alfa 2023-01..2023-12 5\nalfa 2024-01..2024-06 10"),
        """
        alfa@2023: 60 gemeten 12/12
        alfa@2024: 60 onvolledig 6/12
        alfa@2023-Q4: 15 gemeten 3/3
        """,
    ),
    "many digits": (
        Story(asked="alfa", given="alfa 2024-01..2024-12 0.001\nalfa 2023-12 999999999999.999"),
        "alfa@2024: 0.012 gemeten 12/12\nalfa@2023-12: 999999999999.999 gemeten 1/1",
    ),
    "a leap day is a day of February": (
        Story(asked="alfa", first="2024-02", last="2024-02", given="alfa 2024-02-29 7"),
        "alfa@2024-02: 7 gemeten 1/1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_each_figure_is_the_one_that_was_worked_out(name: str, shelf: Shelf) -> None:
    story, wanted = STORIES[name]
    expected = [line.strip() for line in wanted.splitlines() if line.strip()]
    assert differing(story.told(shelf), expected) == []


# in the structure of a later day: what the heirs carry of before
RESTATED: dict[str, tuple[Story, str]] = {
    "sixty and forty percent of half a year": (
        Story(
            country=ONE_BEFORE_THE_OTHER, heirs=SPLIT, population=FOUR,
            asked="alfa, beta, gamma, delta", on="2024-12-31",
            given="""
                alfa 2024-01..2024-12 10
                beta 2024-01..2024-06 100
                gamma 2024-07..2024-12 70
                delta 2024-07..2024-12 30
            """,
        ),
        # 0.6 * 600 + 420, 0.4 * 600 + 180; beta is no more
        """
        gamma@2024@structuur=2024-12-31: 780 gemeten 12/12
        delta@2024@structuur=2024-12-31: 420 gemeten 12/12
        land@2024@structuur=2024-12-31: 1320 gemeten 30/30
        gamma@2024-Q1@structuur=2024-12-31: 180 gemeten 3/3
        gamma@2024-06@structuur=2024-12-31: 60 gemeten 1/1
        beta@2024@structuur=2024-12-31: er is geen cijfer
        alfa@2024@structuur=2024-12-31: er is geen cijfer
        gamma@2024-Q3@structuur=2024-12-31: er is geen cijfer
        """,
    ),
    "a month that is missing is missing at both heirs": (
        Story(
            country=ONE_BEFORE_THE_OTHER, heirs=SPLIT, population=FOUR,
            asked="alfa, beta, gamma, delta", on="2024-12-31",
            given="""
                alfa 2024-01..2024-12 10
                beta 2024-02..2024-06 100
                gamma 2024-07..2024-12 70
                delta 2024-07..2024-12 30
            """,
        ),
        """
        gamma@2024@structuur=2024-12-31: 720 onvolledig 11/12
        delta@2024@structuur=2024-12-31: 380 onvolledig 11/12
        land@2024@structuur=2024-12-31: 1220 onvolledig 29/30
        gamma@2024-01@structuur=2024-12-31: - te laat 0/1
        """,
    ),
    "two that became one": (
        Story(
            country="""
                land:
                alfa until 2024-04-01: land
                beta until 2024-04-01: land
                nieuw from 2024-04-01: land
            """,
            heirs="2024-04-01 alfa: nieuw 1\n2024-04-01 beta: nieuw 1",
            population="alle of land: alfa, beta, nieuw", asked="alfa, beta, nieuw",
            on="2024-12-31",
            given="""
                alfa 2024-01..2024-03 10
                beta 2024-01..2024-03 1
                nieuw 2024-04..2024-12 12
            """,
        ),
        # 3 * 11 + 9 * 12; its own nine months, and three of each of the two
        """
        nieuw@2024@structuur=2024-12-31: 141 gemeten 15/15
        land@2024@structuur=2024-12-31: 141 gemeten 15/15
        nieuw@2024: 108 gemeten 9/9
        nieuw@2024-Q1@structuur=2024-12-31: 33 gemeten 6/6
        """,
    ),
    "heirs of heirs": (
        Story(
            country="""
                land:
                a until 2024-03-01: land
                b from 2024-03-01 until 2024-05-01: land
                c from 2024-05-01: land
                d from 2024-05-01: land
            """,
            heirs="2024-03-01 a: b 1\n2024-05-01 b: c 0.25, d 0.75",
            population="alle of land: a, b, c, d", asked="a, b, c, d", on="2024-12-31",
            given="a 2024-01..2024-02 40\nb 2024-03..2024-04 80\nc 2024-05..2024-12 1\n"
                  "d 2024-05..2024-12 3",
        ),
        # a quarter of 80 + 160, and 8; three quarters, and 24
        """
        c@2024@structuur=2024-12-31: 68 gemeten 12/12
        d@2024@structuur=2024-12-31: 204 gemeten 12/12
        land@2024@structuur=2024-12-31: 272 gemeten 20/20
        c@2024-01@structuur=2024-12-31: 10 gemeten 1/1
        d@2024-04@structuur=2024-12-31: 60 gemeten 1/1
        """,
    ),
    "a structure before the succession restates nothing": (
        Story(
            country=ONE_BEFORE_THE_OTHER, heirs=SPLIT, population=FOUR, asked="beta",
            on="2024-06-30", given="beta 2024-01..2024-06 100",
        ),
        """
        beta@2024@structuur=2024-06-30: er is geen cijfer
        land@2024@structuur=2024-06-30: er is geen cijfer
        beta@2024: 600 gemeten 6/6
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RESTATED)
def test_restated_each_heir_has_its_share_of_the_past(name: str, shelf: Shelf) -> None:
    story, wanted = RESTATED[name]
    expected = [line.strip() for line in wanted.splitlines() if line.strip()]
    found = story.told(shelf)
    none = [line.partition(": ")[0] for line in expected if line.endswith("geen cijfer")]
    assert [key for key in none if key in found] == []
    assert differing(found, [line for line in expected if not line.endswith("cijfer")]) == []


@pytest.mark.parametrize(
    "name",
    [
        "a winter belongs to neither of its years",
        "a quarter and months beside it",
        "a month of the service is missing at the ministry of that month",
        "an empty cell beside a full one",
    ],
)
def test_a_story_told_backwards_ends_the_same(name: str, shelf: Shelf) -> None:
    """The order of files changes nothing."""
    story, _ = STORIES[name]
    backwards = "\n".join(reversed(story.given.splitlines()))
    before = {k: shown(f) for k, f in story.told(shelf).items()}
    other = Shelf(shelf.pack, shelf.folder)
    again = Story(**{**story.__dict__, "given": backwards}).told(other)
    assert {k: shown(f) for k, f in again.items()} == before
