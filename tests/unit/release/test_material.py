"""Which figure stands for an indicator: never a later year, never a met goal over a missed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.formula.quantities import Absence
from verantwoord.model.period import Period
from verantwoord.release.material import Material
from verantwoord.release.program import this_program


@pytest.fixture
def material(small_workspace: Workspace) -> Iterator[Material]:
    result = compute(small_workspace.pack, small_workspace.deliveries(), small_workspace.rows_path)
    yield Material(
        release="klein-2024",
        pack=small_workspace.pack,
        figures=result.figures,
        current=tuple(result.deliveries),
        received=tuple(small_workspace.deliveries()),
        sql=result.sql,
        program=this_program(),
    )


def test_the_year_is_given_or_stands_in_the_name_or_is_the_last(material: Material) -> None:
    assert replace(material, year=2021).reporting_year == 2021
    assert material.reporting_year == 2024
    assert replace(material, release="proef").reporting_year == 2024
    assert replace(material, release="over-2022").reporting_year == 2022


def test_a_release_about_an_earlier_year_does_not_lead_with_a_later_figure(
    material: Material,
) -> None:
    early = replace(material, release="over-2023")
    figure = early.standing("energie.verbruik").figure
    assert figure is not None and str(figure.period) == "2022"
    later = material.standing("energie.verbruik").figure
    assert later is not None and str(later.period) == "2024"


def test_where_publications_name_other_groups_all_with_a_goal_lead(material: Material) -> None:
    pack = material.pack
    goal = pack.goals["energie.minder"]
    goals = {
        "proef.a": replace(goal, id="proef.a", organisation="handel"),
        "proef.b": replace(goal, id="proef.b", organisation="dijken"),
    }
    (figure, *_) = (f for f in material.figures.values() if f.indicator == "energie.verbruik")
    others = [replace(figure, id=o, organisation=o) for o in ("dijken", "handel", "bosbouw")]
    changed = replace(material, pack=replace(pack, goals=goals), figures={f.id: f for f in others})
    assert changed.all_leading("energie.verbruik") == ["handel", "dijken"]
    without = replace(changed, pack=replace(pack, goals={}))
    assert without.all_leading("energie.verbruik") == ["zilverland"]  # three equals: nobody leads
    alone = replace(without, figures={others[0].id: others[0]})
    assert alone.leading("energie.verbruik") == "dijken"


def test_the_first_receipt_of_a_chain_decides_whether_it_was_late(material: Material) -> None:
    corrected = next(d for d in material.current if d.replaces)
    one = next(o for o in material.owed if corrected in o.deliveries)
    assert one.came.complete_on is not None
    assert one.came.complete_on < corrected.received_on


def test_who_stands_beside_the_others_is_not_their_sum(material: Material) -> None:
    assert material.whole("energie.verbruik") == "zilverland"
    population = material.population(material.pack.indicators["energie.verbruik"])
    beside = replace(population, organisation="dijken", members=("dijken", "handel", "zilverland"))
    populations = {**material.pack.organisations.populations, population.id: beside}
    organisations = replace(material.pack.organisations, populations=populations)
    changed = replace(material, pack=replace(material.pack, organisations=organisations))
    kinds = {o: changed.pack.organisations.by_id[o].kind for o in ("dijken", "zilverland")}
    assert (kinds["dijken"], kinds["zilverland"]) == ("ministerie", "totaal")
    assert changed.whole("energie.verbruik") == "zilverland"
    assert changed.population(changed.pack.indicators["energie.verbruik"]).organisation == "dijken"


def test_a_publication_about_who_did_not_exist_was_not_looked_for(material: Material) -> None:
    pack = material.pack
    ended = replace(pack.organisations.by_id["dijken"], exists_until=dt.date(2023, 7, 1))
    known = replace(pack.organisations, by_id={**pack.organisations.by_id, "dijken": ended})
    datasets = {i: replace(d, kind="gepubliceerd") for i, d in pack.datasets.items()}
    published = replace(material, pack=replace(pack, organisations=known, datasets=datasets))
    indicator = pack.indicators["energie.verbruik"]

    def why(organisation: str, period: str) -> Absence:
        return published.absence(indicator, organisation, Period.parse(period))

    assert published.absence(indicator) is Absence.NOT_FOUND
    assert why("dijken", "2023") is Absence.NOT_FOUND
    assert why("dijken", "2024") is Absence.NOT_APPLICABLE
    assert why("handel", "2024") is Absence.NOT_FOUND
