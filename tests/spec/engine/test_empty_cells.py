"""What an empty cell means."""

from __future__ import annotations

from tests.spec.harness import Spec

title = "Lege cellen"

ROWS = """
    org   | kwh
    alfa  | 10
    alfa  |
    beta  |
    gamma | 5
"""
LOW = """
    org  | kwh
    alfa | 5
    alfa |
"""
MOSTLY_EMPTY = """
    org  | kwh
    alfa | 35
    alfa |
    alfa |
"""


def test_an_empty_cell_that_is_zero_counts_as_a_cell_of_zero(spec: Spec) -> None:
    """Met `missing: zero` telt een lege cel mee als nul, ook in het aantal."""
    spec(
        rows=ROWS,
        formula="teller / noemer",
        numerator="kwh",
        denominator="n_kwh",
        missing_cell="zero",
        expected={"alfa": 5, "beta": 0, "gamma": 5, "land": "3.75"},
    )


def test_only_empty_cells_are_zero_where_the_component_says_so(spec: Spec) -> None:
    """Zonder die afspraak is er geen getal, en zeker geen nul."""
    spec(rows=ROWS, formula="kwh", expected={"beta": "onbekend", "land": 15})
    spec(rows=ROWS, formula="kwh", missing_cell="zero", expected={"beta": 0, "land": 15})


def test_the_lowest_of_an_empty_cell_and_five_is_zero_or_five(spec: Spec) -> None:
    """Een lege cel als nul is het laagste; een overgeslagen lege cel is er niet."""
    spec(rows=LOW, formula="min_kwh", expected={"alfa": 5})
    spec(rows=LOW, formula="min_kwh", missing_cell="zero", expected={"alfa": 0})


def test_the_highest_is_the_highest_of_all_deliveries(spec: Spec) -> None:
    """Het hoogste van het jaar is het hoogste van de maanden, en van de organisaties."""
    spec(
        rows="""
            org  | month   | kwh
            alfa | 2024-01 | 5
            alfa | 2024-02 | 7
            alfa | 2024-03 | 6
            beta | 2024-01 | 9
        """,
        formula="max_kwh - min_kwh",
        expected={"alfa": 2, "beta": 0, "land": 4},
    )


def test_bins_of_empty_cells_are_the_bin_of_zero_where_the_component_says_so(spec: Spec) -> None:
    """Overslaan laat hen weg uit de telling waaruit het percentiel komt."""
    spec(rows=MOSTLY_EMPTY, formula="percentile(h_kwh, 0.5)", expected={"alfa": 30})
    spec(
        rows=MOSTLY_EMPTY,
        formula="percentile(h_kwh, 0.5)",
        missing_cell="zero",
        expected={"alfa": 0},
    )
