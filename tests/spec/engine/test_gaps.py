"""What is missing."""

from __future__ import annotations

from tests.spec.harness import Spec

title = "Wat ontbreekt"

ROWS = """
    org  | month   | kwh
    alfa | 2024-01 | 10
    alfa | 2024-02 | 10
    beta | 2024-01 | 0
"""


def test_nobody_delivered_differs_from_zero(spec: Spec) -> None:
    """Nul is geleverd; nog niet geleverd is iets anders."""
    spec(
        rows=ROWS,
        formula="kwh",
        requested=True,
        on="2024-01",
        expected={"alfa": 10, "beta": 0},
    )


def test_a_month_that_was_not_delivered_is_not_delivered(spec: Spec) -> None:
    """Een maand zonder levering wordt nooit nul."""
    spec(
        rows=ROWS,
        formula="kwh",
        requested=True,
        on="2024-02",
        told_on="2024-03-10",
        expected={"beta": "nog niet geleverd", "land": 10},
    )


def test_what_is_not_there_after_its_day_is_late(spec: Spec) -> None:
    """Is de afgesproken dag voorbij, dan is een levering te laat."""
    spec(
        rows=ROWS,
        formula="kwh",
        requested=True,
        on="2024-02",
        told_on="2024-03-11",
        expected={"beta": "te laat", "land": 10},
    )


def test_what_nobody_asked_for_is_not_late(spec: Spec) -> None:
    """Waar niemand om vroeg, is niet te laat maar niet gevraagd."""
    spec(
        rows=ROWS,
        formula="kwh",
        requested=True,
        on="2024-01",
        expected={"alfa": 10, "gamma": "niet gevraagd", "land": 10},
    )


def test_an_indicator_may_refuse_a_total_with_gaps(spec: Spec) -> None:
    """Waar een gat het cijfer zinloos maakt, is het cijfer onbekend."""
    spec(
        rows=ROWS,
        formula="kwh",
        requested=True,
        if_missing="onbekend",
        on="2024-02",
        expected={"alfa": 10, "land": "onbekend"},
    )


def test_a_stock_is_never_added_over_months(spec: Spec) -> None:
    """Een stand van twaalf maanden is een gemiddelde of de stand van één maand."""
    spec(
        rows="""
            org  | month   | fte
            alfa | 2024-01 | 10
            alfa | 2024-12 | 16
        """,
        formula="fte",
        time="stock",
        use=", months: [12]",
        expected={"alfa": 16, "land": 16},
    )
