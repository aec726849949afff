"""What a figure keeps of its terms: each part with its value, or why there is none to keep."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.rows import Shelf
from tests.unit.engine.stories import Story
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import ComponentUse, Term

# what was used by two, in the two months that are asked
TWO = Story(last="2024-02", given="alfa 2024-01 10\nalfa 2024-02 20\nbeta 2024-01..2024-02 5")
# and of what each month counts at most 12
AT_MOST = "least(verbruik, 12)"


def told(shelf: Shelf, story: Story = TWO, formula: str = "deel", **term: Any) -> dict[str, Figure]:
    made = Term(**{"formula": AT_MOST, "months": (1, 2), **term})
    indicator = replace(
        shelf.pack.indicators["energie.verbruik"], terms={"deel": made},
        formula=formula, if_missing="onbekend", dimensions=(),
    )  # fmt: skip
    shelf.pack = replace(shelf.pack, indicators={**shelf.pack.indicators, indicator.id: indicator})
    return story.told(shelf)


def parts(figure: Figure) -> list[tuple[str, str, str]]:
    """Each part of the one term of a figure, as organisation, period and value."""
    (term,) = figure.terms
    return [
        (p.organisation, str(p.period), "-" if isinstance(p.value, Absent) else str(p.value))
        for p in term.parts
    ]


def test_each_month_is_a_part_of_an_organisation(shelf: Shelf) -> None:
    found = told(shelf, each=("month",))
    assert parts(found["alfa@2024-Q1"])[:2] == [
        ("alfa", "2024-01", "10"),
        ("alfa", "2024-02", "12"),
    ]
    assert found["alfa@2024-01"].terms[0].alias == "deel"
    assert found["alfa@2024-01"].terms[0].value == 10
    assert found["alfa@2024-02"].value == 12


def test_each_member_in_each_month_is_a_part_of_the_whole(shelf: Shelf) -> None:
    found = told(shelf, each=("organisation", "month"))
    assert parts(found["land@2024-02"]) == [("alfa", "2024-02", "12"), ("beta", "2024-02", "5")]
    assert found["land@2024-02"].value == 17
    assert parts(found["alfa@2024-02"]) == [("alfa", "2024-02", "12")]


def test_a_mean_is_over_the_parts(shelf: Shelf) -> None:
    found = told(shelf, each=("organisation", "month"), mean=True)
    assert found["land@2024-02"].value == Decimal("8.5")


def test_an_organisation_that_nobody_asked_and_that_sent_nothing_is_no_part(shelf: Shelf) -> None:
    three = replace(
        TWO, country="land:\nalfa: land\nbeta: land\ngamma: land",
        population="alle of land: alfa, beta, gamma",
    )  # fmt: skip
    found = told(shelf, three, each=("organisation", "month"))
    assert [who for who, _, _ in parts(found["land@2024-02"])] == ["alfa", "beta"]
    assert found["land@2024-02"].value == 17


def test_a_part_that_is_asked_and_missing_makes_the_whole_unknown_and_is_named(
    shelf: Shelf,
) -> None:
    late = replace(TWO, given="alfa 2024-01..2024-02 10\nbeta 2024-01 5")
    found = told(shelf, late, each=("organisation", "month"))
    value = found["land@2024-02"].value
    assert isinstance(value, Absent)
    (term,) = found["land@2024-02"].terms
    assert isinstance(term.value, Absent)
    assert term.value.why().startswith("'deel' is niet te zeggen van beta in februari 2024: ")
    assert term.value.why("en").startswith("'deel' cannot be said of beta in February 2024: ")
    assert parts(found["land@2024-02"]) == [("alfa", "2024-02", "10"), ("beta", "2024-02", "-")]


def test_what_the_whole_delivers_beside_its_parts_makes_it_unknown(shelf: Shelf) -> None:
    beside = replace(TWO, given=f"{TWO.given}\nland 2024-02 3", asked="alfa, beta, land")
    found = told(shelf, beside, each=("organisation", "month"))
    (term,) = found["land@2024-02"].terms
    assert isinstance(term.value, Absent)
    assert term.value.why() == (
        "de organisaties apart zijn samen niet het geheel (verbruik); 'deel' rekent per organisatie"
    )
    assert term.value.why("en") == (
        "the organisations apart are not the whole together (verbruik); 'deel' works by "
        "organisation"
    )
    assert term.parts == ()


def test_a_whole_of_nothing_is_its_parts_of_nothing(shelf: Shelf) -> None:
    """Zero beside nothing is not a part that is missing."""
    nothing = replace(TWO, given="alfa 2024-01..2024-02 0\nbeta 2024-01..2024-02 0")
    found = told(shelf, nothing, each=("organisation", "month"))
    assert found["land@2024-02"].value == 0
    assert parts(found["land@2024-02"]) == [("alfa", "2024-02", "0"), ("beta", "2024-02", "0")]


def test_of_rows_about_people_no_part_is_kept(shelf: Shelf) -> None:
    """A part is a small group; what is published of those is decided for the figure only."""
    meters = replace(shelf.pack.datasets["meters"], people="1")
    shelf.pack = replace(shelf.pack, datasets={**shelf.pack.datasets, "meters": meters})
    found = told(shelf, each=("organisation", "month"))
    assert found["land@2024-02"].value == 17
    assert parts(found["land@2024-02"]) == []


def test_what_is_of_the_whole_population_is_worked_out_once_under_its_name(shelf: Shelf) -> None:
    uses = {"verbruik": ComponentUse("meters.verbruik", whole_population=True)}
    indicator = replace(shelf.pack.indicators["energie.verbruik"], components=uses)
    shelf.pack = replace(shelf.pack, indicators={**shelf.pack.indicators, indicator.id: indicator})
    made = Term(formula="least(verbruik, 100)", each=("month",), months=(1, 2))
    indicator = replace(
        indicator, terms={"deel": made}, formula="deel", if_missing="onbekend", dimensions=()
    )
    shelf.pack = replace(shelf.pack, indicators={**shelf.pack.indicators, indicator.id: indicator})
    found = TWO.told(shelf)
    for who in ("alfa", "beta", "land"):
        assert found[f"{who}@2024-02"].value == 25
        assert parts(found[f"{who}@2024-02"]) == [("land", "2024-02", "25")]
