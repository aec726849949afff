"""The page of gaps: what is promised, asked or delivered, and is in no figure."""

from __future__ import annotations

from dataclasses import replace

from tests.rows import Shelf
from tests.sentences.worlds import NONE, TODAY, figure, world
from verantwoord.engine.reasons import nothing_came
from verantwoord.formula.quantities import unknown
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import FigureStatus
from verantwoord.release.material import Material
from verantwoord.release.program import this_program
from verantwoord.site.pages.absences import causes
from verantwoord.site.pages.gaps import unused

ROW = {"drager": "stroom", "verbruik": 5, "eenheid": "kwh"}


def unused_of(shelf: Shelf, *indicators: str) -> list[Delivery]:
    found = shelf.compute(indicators=indicators)
    received = tuple(shelf.deliveries)
    return unused(Material("r", shelf.pack, found.figures, received, received, {}, this_program()))


def test_an_accepted_delivery_that_is_in_no_figure_stands_on_the_page_of_gaps(
    shelf: Shelf,
) -> None:
    """The kind of fault: two accepted files, and the page said that nothing was delivered."""
    shelf.deliver("meters", "alfa", "2024-01", [ROW])
    fte = shelf.deliver("fte", "alfa", "2024-01", [{"fte": 3}])
    assert unused_of(shelf, "energie.verbruik") == [fte]
    assert unused_of(shelf, "energie.verbruik", "energie.per-fte") == []


def test_figures_that_one_missing_delivery_took_away_stand_together() -> None:
    lost = replace(NONE, missing=(("banen", "handel", "2024-Q3"),))
    why = nothing_came(NONE, TODAY)
    made = [
        figure(why, who=who, status=FigureStatus.LATE, coverage=lost)
        for who in ("bosbouw", "dijken")
    ]
    alone = figure(unknown("de cellen zijn leeg"), who="handel", status=FigureStatus.UNKNOWN)
    first, second = causes(world(alone, *made).material)
    assert (first.count, second.count) == (2, 1)
    assert first.words == (
        "er ontbreekt: Uren van de doelgroep van Ministerie van Handel en Havens, "
        "derde kwartaal 2024"
    )
    assert second.words == "de cellen zijn leeg"
