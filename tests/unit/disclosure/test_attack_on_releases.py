"""The attack on what readers really get: the traces of a release, and the figures of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.unit.disclosure.released import seen_in, shown_by, too_well_known
from verantwoord.deliveries.workspace import Workspace
from verantwoord.disclosure.hiding import hide_small, published
from verantwoord.engine.compute import compute
from verantwoord.engine.people import people_behind
from verantwoord.model.figure import FigureStatus
from verantwoord.model.loading import load_pack


def test_from_the_files_of_a_release_nothing_hidden_is_known(zilverland: Path) -> None:
    """Several quarters, one of them missing, a dimension, and a ministry of a handful of people."""
    made = Workspace.open(zilverland.parent / "werkmap")
    before = compute(made.pack, made.deliveries(), made.rows_path)
    people = people_behind(made.pack, before.deliveries, made.rows_path)
    table = published(before.figures, made.pack, people)
    seen = list(seen_in(zilverland))
    assert too_well_known(seen, before.figures, made.pack, table) == []
    # the same attack on what would be published without any hiding finds the handful
    open_ = list(shown_by(before.figures.values()))
    assert too_well_known(open_, before.figures, made.pack, table)


@pytest.mark.slow
def test_in_the_demo_something_is_hidden_and_cannot_be_known(
    practice_workspace: Workspace,
) -> None:
    """Twelve relations that are four for a quarter; a reorganisation and a missing month."""
    made = practice_workspace
    hours = [
        d for d in made.deliveries() if d.dataset in ("banenafspraak-uren", "loonaangifte-uren")
    ]
    before = compute(made.pack, hours, made.rows_path)
    people = people_behind(made.pack, before.deliveries, made.rows_path)
    after = hide_small(before.figures, made.pack, people)
    hidden = [f for f in after.values() if f.status is FigureStatus.SUPPRESSED]
    assert "banenafspraak.relaties@iota@2023-Q2" in {f.id for f in hidden}
    assert not any(f.organisation == "oefenrijk" for f in hidden)  # totals last
    assert len(hidden) <= 60  # of some 600 about people
    table = published(before.figures, made.pack, people)
    assert too_well_known(shown_by(after.values()), before.figures, made.pack, table) == []


def test_the_release_of_published_figures_is_about_no_rows_of_people() -> None:
    """Rijk takes over what others published; what it would count of people it would protect."""
    pack = load_pack(REPOSITORY / "packs/rijk")
    about = {d.id for d in pack.datasets.values() if d.people is not None}
    assert about == {"banenafspraak-uren"}
    assert not any(d.kind == "gepubliceerd" and d.people for d in pack.datasets.values())
