"""When a figure may be called higher than another, and what is said when it may not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.wording.test_sentences import PACK, figure
from verantwoord.model.figure import Coverage, Figure
from verantwoord.model.indicator import Break, Indicator
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text
from verantwoord.wording import sentences
from verantwoord.wording.comparing import Obstacle, break_sentence, broken, incomparable

SHARE = PACK.indicators["banen.aandeel"]
SOURCE = Source("Toelichting bij de reeks")
REASON = Text("Vanaf 2024 tellen zelfstandigen mee.", "From 2024 the self-employed count.")


def about(period: str, value: str = "2.6") -> Figure:
    return replace(figure(value), period=Period.parse(period))


def with_break(day: str, *organisations: str) -> Indicator:
    one = Break(dt.date.fromisoformat(day), REASON, SOURCE, organisations)
    return replace(SHARE, breaks=(one,))


@pytest.mark.parametrize(
    ("day", "stands_between"),
    [
        ("2023-01-01", False),  # both periods are measured the new way
        ("2023-01-02", True),  # the earlier period is measured in two ways
        ("2024-01-01", True),
        ("2024-12-31", True),  # the later period is measured in two ways
        ("2025-01-01", False),
    ],
)
def test_a_break_stands_between_what_was_measured_before_and_after_it(
    day: str, stands_between: bool
) -> None:
    found = incomparable(figure("2.6"), figure("2.0", 2023), with_break(day))
    assert (found is not None) is stands_between


def test_a_break_is_said_with_its_reason_instead_of_higher_or_lower() -> None:
    words = sentences.change_sentence(figure("2.6"), figure("2.0", 2023), with_break("2024-01-01"))
    assert words == (
        "Het cijfer is niet te vergelijken met dat over 2023. Vanaf 2024 tellen zelfstandigen mee."
    )


def test_a_break_of_one_organisation_is_no_break_of_another() -> None:
    mine = with_break("2024-01-01", "zilverland")
    others = with_break("2024-01-01", "bosbouw")
    assert incomparable(figure("2.6"), figure("2.0", 2023), mine) is not None
    assert incomparable(figure("2.6"), figure("2.0", 2023), others) is None


def test_a_cumulative_figure_is_never_called_higher_than_before() -> None:
    adding = replace(SHARE, cumulative=True)
    now, then = about("2024-03", "9"), about("2024-02", "4")
    found = incomparable(now, then, adding)
    assert found is not None and found.obstacle is Obstacle.CUMULATIVE
    assert "hoger" not in sentences.change_sentence(now, then, adding)
    assert sentences.value_sentence(now, adding).startswith("Tot en met maart")
    assert broken(now, then, adding) is None  # one line: it is one way of measuring


def test_what_stands_apart_is_compared_with_no_period() -> None:
    editions = replace(SHARE, apart=Text("Dit zijn edities."))
    found = incomparable(figure("2.6"), figure("2.0", 2023), editions)
    assert found is not None and found.why is not None and found.why.nl == "Dit zijn edities."
    assert broken(figure("2.6"), figure("2.0", 2023), editions) is not None


def test_eight_months_are_not_held_against_twelve() -> None:
    words = sentences.change_sentence(about("2023-04/2024-03"), about("2022-08/2023-03"), SHARE)
    assert words.endswith("Het ene cijfer gaat over 12 maanden, het andere over 8 maanden.")
    assert "lager" not in words and "hoger" not in words


def test_a_leap_year_is_as_long_as_another_year() -> None:
    assert incomparable(figure("2.6"), figure("2.0", 2023), SHARE) is None
    ranges = about("2024-01-01/2024-01-10"), about("2023-01-01/2023-01-11")
    found = incomparable(*ranges, SHARE)
    assert found is not None and found.why is not None
    assert found.why.en == "One figure is about 10 days, the other about 11 days."


def test_a_sensor_is_not_held_against_a_count_round() -> None:
    now = replace(figure("2.6"), methods=("sensor",))
    then = replace(figure("2.0", 2023), methods=("telronde",))
    words = sentences.change_sentence(now, then, SHARE)
    assert words.endswith("Het ene cijfer is gemeten met sensor, het andere met telronde.")
    assert incomparable(now, replace(then, methods=("sensor",)), SHARE) is None


def test_a_break_is_drawn_even_where_one_side_is_incomplete() -> None:
    half = replace(figure("2.6"), coverage=Coverage(3, 4))
    broken_here = with_break("2024-01-01")
    found = incomparable(half, figure("2.0", 2023), broken_here)
    assert found is not None and found.obstacle is Obstacle.INCOMPLETE
    drawn = broken(half, figure("2.0", 2023), broken_here)
    assert drawn is not None and drawn.obstacle is Obstacle.BREAK


def test_a_break_of_some_is_not_said_of_all() -> None:
    """'Hierboven en hieronder is niet hetzelfde gemeten' stood over a whole table for one."""
    assert break_sentence("Er telt iets mee.", ["DELTA", "EPS"]) == (
        "Bij DELTA en EPS is hierboven en hieronder niet hetzelfde gemeten. Er telt iets mee."
    )
    assert break_sentence("Er telt iets mee.", []) == (
        "Hierboven en hieronder is niet hetzelfde gemeten. Er telt iets mee."
    )
