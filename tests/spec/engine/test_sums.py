"""Sums, empty cells, counts and percentiles."""

from __future__ import annotations

from tests.spec.harness import Spec

title = "Optellen"


def test_an_empty_cell_adds_nothing_and_is_counted(spec: Spec) -> None:
    """Een lege cel is niet nul: zij telt niet mee in het aantal."""
    spec(
        rows="""
            org  | kwh
            alfa | 10
            alfa |
            beta | 5
        """,
        formula="teller / noemer",
        numerator="kwh",
        denominator="n_kwh",
        expected={"alfa": 10, "beta": 5, "land": "7.5"},
    )


def test_decimals_add_up_exactly(spec: Spec) -> None:
    """0,1 plus 0,2 is 0,3."""
    spec(
        rows="""
            org  | kwh
            alfa | 0.1
            alfa | 0.2
        """,
        formula="kwh",
        expected={"alfa": "0.3", "land": "0.3"},
    )


def test_a_percentile_is_the_bin_that_holds_the_nearest_rank(spec: Spec) -> None:
    """Percentielen komen uit geteld aantal per klasse; zo zijn zij op te tellen."""
    spec(
        rows="""
            org  | bezet
            alfa | 5
            alfa | 15
            alfa | 15
            alfa | 95
            beta | 250
        """,
        formula="percentile(h_bezet, 0.75)",
        expected={"alfa": 10, "beta": 100, "land": 90},
    )


def test_greatest_with_an_empty_part_is_empty(spec: Spec) -> None:
    """Wat uit iets onbekends wordt berekend, is onbekend."""
    spec(
        rows="""
            org  | a | b
            alfa | 1 | 2
            beta |   | 2
        """,
        formula="greatest(a, b)",
        expected={"alfa": 2, "beta": "onbekend"},
    )


def test_rounding_down_goes_towards_the_lower_number(spec: Spec) -> None:
    """Een quotumpercentage wordt naar beneden afgerond op twee decimalen (Wfsv 38f lid 1)."""
    spec(
        rows="""
            org  | a
            alfa | 2.915
            beta | 2.919
        """,
        formula="round_down(a, 2)",
        expected={"alfa": "2.91", "beta": "2.91"},
    )
