"""Shares and ratios."""

from __future__ import annotations

from tests.spec.harness import Spec

title = "Een deel van het geheel"


def test_the_share_of_the_land_is_a_ratio_of_sums_not_a_mean_of_shares(spec: Spec) -> None:
    """Het aandeel van het land is de som van de delen gedeeld door de som van de gehelen."""
    spec(
        rows="""
            org   | jobs | all_jobs
            ------+------+---------
            alfa  |   30 |      120
            beta  |   90 |      100
        """,
        numerator="jobs",
        denominator="all_jobs",
        formula="as_percent(teller / noemer)",
        unit="percent",
        expected={
            "alfa": 25,
            "beta": 90,
            "land": "54.54545454545454545454545454545455",
        },
    )


def test_a_share_of_nothing_is_unknown_and_never_zero(spec: Spec) -> None:
    """Nul procent publiceren verwijt een organisatie iets voor gegevens die er niet zijn."""
    spec(
        rows="""
            org   | jobs | all_jobs
            ------+------+---------
            alfa  |    0 |       80
            beta  |    0 |        0
            gamma |      |       80
        """,
        numerator="jobs",
        denominator="all_jobs",
        formula="teller / noemer",
        expected={"alfa": 0, "beta": "onbekend", "gamma": "onbekend", "land": 0},
    )


def test_an_organisation_without_an_obligation_is_not_applicable(spec: Spec) -> None:
    """N.v.t. is iets anders dan nul, onbekend en nog niet geleverd."""
    spec(
        rows="""
            org   | jobs | all_jobs
            ------+------+---------
            alfa  |    3 |       10
            beta  |    3 |      100
        """,
        numerator="jobs",
        denominator="all_jobs",
        formula="teller / noemer",
        applies_when="all_jobs >= 25",
        applies_reason="klein",
        expected={"alfa": "n.v.t.", "beta": "0.03"},
    )
