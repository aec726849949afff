"""Why there is no number: each kind of absence in its own words, and late only when it is late."""

from __future__ import annotations

import datetime as dt

import pytest

from verantwoord.engine.reasons import lacking, nothing_came, of_a_part
from verantwoord.formula.quantities import Absence, unknown
from verantwoord.model.figure import Coverage
from verantwoord.model.period import Grain, Period

DUE = dt.date(2024, 2, 20)
ONE_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "kind", "said"),
    [
        (-1, Absence.NOT_DELIVERED, "dat moet uiterlijk op 20-2-2024"),
        (0, Absence.NOT_DELIVERED, "dat moet uiterlijk op 20-2-2024"),  # on the day itself
        (1, Absence.LATE, "die had er op 20-2-2024 moeten zijn"),
    ],
)
def test_a_delivery_is_late_from_the_day_after_it_was_due(
    days: int, kind: Absence, said: str
) -> None:
    found = nothing_came(Coverage(0, 1, due=DUE), DUE + days * ONE_DAY)
    assert (found.kind, found.reason) == (kind, f"de levering is niet binnen; {said}")


def test_several_are_late_when_the_last_of_them_is() -> None:
    found = nothing_came(Coverage(0, 3, due=DUE), DUE + ONE_DAY)
    assert found.reason == (
        "geen van de 3 leveringen is binnen; de laatste had er op 20-2-2024 moeten zijn"
    )
    assert nothing_came(Coverage(0, 3, due=DUE), DUE).kind is Absence.NOT_DELIVERED


def test_what_has_no_due_day_is_never_late() -> None:
    found = nothing_came(Coverage(0, 2), dt.date.max)
    assert (found.kind, found.reason) == (
        Absence.NOT_DELIVERED,
        "geen van de 2 leveringen is binnen",
    )


@pytest.mark.parametrize(
    ("cells", "each", "said"),
    [
        (1, Grain.MONTH, "de maand is niet gevraagd"),
        (1, Grain.YEAR, "het jaar is niet gevraagd"),
        (1, None, "het deel is niet gevraagd"),
        (4, Grain.QUARTER, "geen van de 4 kwartalen is gevraagd"),
        (31, Grain.DAY, "geen van de 31 dagen is gevraagd"),
        (2, None, "geen van de 2 delen is gevraagd"),
    ],
)
def test_what_was_never_asked_for_is_neither_late_nor_missing(
    cells: int, each: Grain | None, said: str
) -> None:
    found = nothing_came(Coverage(0, 0, unasked=cells, each=each, due=DUE), dt.date.max)
    assert (found.kind, found.reason) == (Absence.NOT_ASKED, said)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (Coverage(14, 15), "1 van 15 leveringen ontbreekt"),
        (Coverage(3, 12), "9 van 12 leveringen ontbreken"),
        (
            Coverage(1, 1, cells=11, cells_expected=12, each=Grain.MONTH),
            "1 van 12 maanden ontbreekt",
        ),
        (Coverage(1, 1, cells=5, cells_expected=8), "3 van 8 delen ontbreken"),
        (
            Coverage(1, 1, cells=6, cells_expected=6, each=Grain.MONTH, unasked=6),
            "6 maanden die niemand vroeg ontbreken",
        ),
    ],
)
def test_what_lacks_is_told_in_files_first_and_else_in_what_they_cover(
    coverage: Coverage, said: str
) -> None:
    assert lacking(coverage).nl == said


MARCH = Period.parse("2024-03")


def test_a_part_in_a_part_is_named_once_by_the_innermost() -> None:
    inner = of_a_part("maanden", "Alfa", MARCH, unknown("de meter stond stil", "the meter stopped"))
    assert inner.why() == "'maanden' is niet te zeggen van Alfa in maart 2024: de meter stond stil"
    assert inner.why("en") == "'maanden' cannot be said of Alfa in March 2024: the meter stopped"
    assert of_a_part("jaren", "Land", Period.parse("2024"), inner) == inner


def test_words_of_a_pack_that_look_like_those_of_a_part_leave_out_nobody() -> None:
    """The reason of a pack is free text; who and when it is of stands before it all the same."""
    why = unknown("de factor is niet te zeggen van voor 2020", "the factor is not known")
    found = of_a_part("uitstoot", "Alfa", MARCH, why)
    assert found.kind is why.kind
    assert found.why() == (
        "'uitstoot' is niet te zeggen van Alfa in maart 2024: "
        "de factor is niet te zeggen van voor 2020"
    )


def test_the_mark_of_a_part_makes_no_other_absence() -> None:
    """Absences are held against each other by kind and reason, wherever they were made."""
    marked = of_a_part("x", "Alfa", MARCH, unknown("weg"))
    assert marked == unknown(marked.reason)
    assert not unknown(marked.reason).of_a_part
