"""Which figure stands for the year of a report, and what kind of situation that is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.wording.test_sentences import figure
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Figure
from verantwoord.model.period import Period
from verantwoord.model.standing import Situation, about, later, stand
from verantwoord.wording.standing import opening

NONE = Absent(Absence.UNKNOWN, "weg")


def at(period: str, value: Decimal | Absent = Decimal(1)) -> Figure:
    return replace(figure("1"), period=Period.parse(period), id=period, value=value)


@pytest.mark.parametrize(
    ("period", "is_about", "is_later"),
    [
        ("2022", True, False),
        ("2022-Q3", True, False),
        ("2022-12-31", True, False),
        ("2022-08/2023-03", True, False),  # the winter of 2022/23
        ("2021-08/2022-03", False, False),
        ("2022-10/2023-09", False, True),  # most of it came later
        ("2022-01/2026-12", False, True),  # a plan for five years is about none of them
        ("2023-04/2024-03", False, True),
        ("2021", False, False),
        ("2023", False, True),
    ],
)
def test_a_period_is_about_the_year_in_which_it_mostly_lies(
    period: str, is_about: bool, is_later: bool
) -> None:
    read = Period.parse(period)
    assert (about(read, 2022), later(read, 2022)) == (is_about, is_later)


@pytest.mark.parametrize(
    ("figures", "situation", "chosen"),
    [
        ([at("2021"), at("2022"), at("2023")], Situation.ABOUT_YEAR, "2022"),
        ([at("2022"), at("2022-Q4")], Situation.ABOUT_YEAR, "2022"),
        ([at("2021"), at("2022-Q3"), at("2023")], Situation.ABOUT_YEAR, "2022-Q3"),
        ([at("2022-08/2023-03"), at("2023-04/2024-03")], Situation.ABOUT_YEAR, "2022-08/2023-03"),
        ([at("2021"), at("2022", NONE)], Situation.WITHOUT_VALUE, "2022"),
        ([at("2019"), at("2021", NONE), at("2023")], Situation.OLDER, "2019"),
        ([at("2020"), at("2021-Q4"), at("2021")], Situation.OLDER, "2021"),
        ([at("2023"), at("2024")], Situation.LATER, "2023"),
        ([at("2023", NONE), at("2024")], Situation.LATER, "2024"),
        ([at("2021", NONE)], Situation.WITHOUT_VALUE, "2021"),
        ([at("2024", NONE)], Situation.WITHOUT_VALUE, "2024"),
        ([], Situation.NOTHING, None),
    ],
)
def test_one_rule_chooses_the_figure_and_names_the_situation(
    figures: list[Figure], situation: Situation, chosen: str | None
) -> None:
    found = stand(figures, "zilverland", 2022)
    leading = found.figure or found.later
    assert (found.situation, leading.id if leading else None) == (situation, chosen)


def test_a_later_value_never_stands_for_the_year() -> None:
    assert stand([at("2023")], "zilverland", 2022).figure is None


def test_a_year_without_a_value_still_tells_the_last_known_one() -> None:
    found = stand([at("2021"), at("2022", NONE), at("2023")], "zilverland", 2022)
    assert found.known is not None and found.known.id == "2021"


def test_who_has_no_figure_itself_is_told_who_has() -> None:
    theirs = [replace(at("2021"), organisation="dijken")]
    found = stand([], "zilverland", 2022, theirs)
    assert (found.situation, found.others) == (Situation.OTHERS, ("dijken",))
    without = [replace(at("2021", NONE), organisation="handel")]
    assert stand([], "zilverland", 2022, [*theirs, *without]).others == ("dijken",)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (
            "2021",
            (
                "Van Zilverland is er over 2022 geen cijfer; het laatste gaat over 2021. Over 2022 "
                "is er wel een cijfer van één andere organisatie.",
                "For Zilverland there is no figure about 2022; the last is about 2021. "
                "One other organisation does have a figure about 2022.",
            ),
        ),
        (
            "2023",
            (
                "Van Zilverland is er over 2022 of eerder geen cijfer; het eerste gaat over 2023. "
                "Over 2022 is er wel een cijfer van één andere organisatie.",
                "For Zilverland there is no figure about 2022 or before; the first is about 2023. "
                "One other organisation does have a figure about 2022.",
            ),
        ),
    ],
)
def test_no_figure_of_one_is_not_said_to_be_no_figure_at_all(
    mine: str, said: tuple[str, str]
) -> None:
    theirs = [replace(at(p), organisation="dijken") for p in ("2021", "2022")]
    theirs.append(replace(at("2022", NONE), organisation="handel"))
    found = stand([at(mine)], "zilverland", 2022, theirs)
    assert found.others == ("dijken",)
    assert (opening(found, "Zilverland"), opening(found, "Zilverland", "en")) == said
    alone = stand([at(mine)], "zilverland", 2022, theirs[:1])
    assert opening(alone, "Zilverland").startswith("Over 2022 ")
