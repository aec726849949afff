"""The page of gaps: what is promised, asked or delivered, and is in no figure."""

from __future__ import annotations

from tests.rows import Shelf
from verantwoord.model.delivery import Delivery
from verantwoord.release.material import Material
from verantwoord.release.program import this_program
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
