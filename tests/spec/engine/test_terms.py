"""Terms: worked out for each part of a figure, and then added up."""

from __future__ import annotations

from tests.spec.harness import Spec

title = "Per onderdeel uitrekenen en dan optellen"


def test_what_one_has_too_much_does_not_help_another(spec: Spec) -> None:
    """Het overschot van de een mag het tekort van de ander niet dekken."""
    spec(
        rows="""
            org  | groen | verbruik
            -----+-------+---------
            alfa |   120 |      100
            beta |    30 |      100
        """,
        terms="{gedekt: {of: 'least(groen, verbruik)', each: [organisation]}}",
        formula="verbruik - gedekt",
        if_missing="onbekend",
        expected={"alfa": 0, "beta": 70, "land": 70},
    )


def test_a_correction_by_month_is_worked_out_in_each_month(spec: Spec) -> None:
    """Elke maand heeft zijn eigen verhouding; die van het jaar is een andere."""
    spec(
        rows="""
            org  | month   | gas | koude
            alfa | 2024-01 |  90 |    30
            alfa | 2024-02 |  40 |    10
        """,
        terms="{per_koude: {of: gas / koude, each: [month], months: [1, 2]}}",
        formula="per_koude",
        if_missing="onbekend",
        expected={"alfa": 7, "land": 7},
    )


def test_of_each_organisation_and_month_apart(spec: Spec) -> None:
    """Met allebei is een onderdeel een organisatie in een maand."""
    spec(
        rows="""
            org  | month   | groen | verbruik
            alfa | 2024-01 |     5 |       10
            alfa | 2024-02 |    30 |       10
            beta | 2024-01 |     8 |        2
            beta | 2024-02 |     0 |        2
        """,
        terms=(
            "{gedekt: {of: 'least(groen, verbruik)', each: [organisation, month], months: [1, 2]}}"
        ),
        formula="gedekt",
        if_missing="onbekend",
        expected={"alfa": 15, "beta": 2, "land": 17},
    )


def test_a_normal_is_the_mean_over_fixed_years(spec: Spec) -> None:
    """Het gemiddelde van jaarsommen, ook voor een jaar dat er zelf niet in zit."""
    spec(
        rows="""
            org  | month   | koude
            alfa | 2001-01 |    10
            alfa | 2002-01 |    20
            alfa | 2003-01 |    60
            alfa | 2024-01 |     5
        """,
        terms="{normaal: {of: koude, each: [year], years: [2001, 2003], mean: true}}",
        formula="normaal - koude",
        if_missing="onbekend",
        expected={"alfa": 25, "land": 25},
    )


def test_a_term_may_use_the_terms_before_it(spec: Spec) -> None:
    """Gas van een maand, maal de gewone koude van die maand, gedeeld door de koude ervan."""
    spec(
        rows="""
            org  | month   | gas | koude
            alfa | 2001-01 |   0 |    30
            alfa | 2002-01 |   0 |    50
            alfa | 2001-02 |   0 |    20
            alfa | 2002-02 |   0 |    20
            alfa | 2024-01 |  60 |    20
            alfa | 2024-02 |  30 |    10
        """,
        terms=(
            "{normaal: {of: koude, each: [year], years: [2001, 2002], mean: true}, "
            "gewoon: {of: gas * normaal / koude, each: [month], months: [1, 2]}}"
        ),
        formula="gewoon",
        if_missing="onbekend",
        expected={"alfa": 180, "land": 180},
    )


def test_one_part_that_is_not_known_makes_the_sum_unknown(spec: Spec) -> None:
    """Een som zonder een van haar delen zou te laag zijn, en dat is niet te zien."""
    spec(
        rows="""
            org  | groen | verbruik
            alfa |   120 |      100
            beta |       |      100
        """,
        terms="{gedekt: {of: 'least(groen, verbruik)', each: [organisation]}}",
        formula="gedekt",
        if_missing="onbekend",
        expected={"alfa": 100, "beta": "onbekend", "land": "onbekend"},
    )


def test_organisations_that_are_not_the_whole_together_say_nothing_of_it(spec: Spec) -> None:
    """Levert het geheel ook zelf, dan zijn de delen apart niet alles."""
    spec(
        rows="""
            org  | groen | verbruik
            alfa |   120 |      100
            land |     0 |       10
        """,
        terms="{gedekt: {of: 'least(groen, verbruik)', each: [organisation]}}",
        formula="gedekt",
        if_missing="onbekend",
        expected={"alfa": 100, "land": "onbekend"},
    )
