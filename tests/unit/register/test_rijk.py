"""The register of the Rijk: what public sources give, each with its source, nothing invented."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.loading import load_pack
from verantwoord.register.chain import Kind, Ref, chain, dangling
from verantwoord.register.checks import check_register
from verantwoord.register.loading import load_register
from verantwoord.register.programme import Fate
from verantwoord.register.register import Register

PACK = REPOSITORY / "packs" / "rijk"


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(PACK)


def test_it_has_no_findings(register: Register) -> None:
    assert check_register(register) == ()


def test_the_programmes_of_the_seed_page_are_there(register: Register) -> None:
    assert sorted(register.programmes) == [
        "denk-doe-duurzaam:ongedateerd",
        "extra-inspanning-banenafspraak:2022",
        "hybride-werken:2027",
        "i-strategie:2021",
        "werkagenda:2022",
        "werkagenda:2024",
    ]
    assert len(register.programmes["i-strategie:2021"].children(None)) == 10 + 1  # + routekaarten


def test_the_werkagenda_of_2022_has_the_published_lines_and_priorities(register: Register) -> None:
    made = register.programmes["werkagenda:2022"]
    counts = [len(made.children(f"werkagenda:2022/lijn-{n}")) for n in range(1, 6)]
    assert counts == [4, 4, 3, 2, 0]


def test_no_item_of_2022_looks_finished_because_it_vanished(register: Register) -> None:
    new = register.programmes["werkagenda:2024"]
    assert {b.fate for b in new.became} == {Fate.UNKNOWN}
    assert len(new.became) == 13
    assert all("niet gevonden" in b.reason.nl for b in new.became)


def test_kamerstuk_34352_258_has_two_measures_and_the_numbers_stand_apart(
    register: Register,
) -> None:
    made = register.programmes["extra-inspanning-banenafspraak:2022"]
    measures = made.children(f"{made.id}/maatregelen")
    assert [m.id.rpartition("/")[2] for m in measures] == [
        "centrale-financiering",
        "netwerkorganisatie",
    ]
    assert all(any("aantal banen" in g.what for g in m.not_found) for m in measures)
    agreements = made.children(f"{made.id}/financieringsafspraken")
    values = [(t.value.nl, t.by) for a in agreements for t in a.targets]
    assert values == [("ten hoogste 400 extra banen", "2022"), ("500 extra banen", "2023")]
    assert all("secundaire bron" in a.sources[0].title for a in agreements)


def test_everything_has_a_source(register: Register) -> None:
    for thing in (*register.promises, *register.facts, *register.programmes.values()):
        assert thing.sources, thing.id
    for made in register.programmes.values():
        assert all(s.url for s in made.sources), made.id


def test_what_is_not_known_says_why(register: Register) -> None:
    for item in register.promises:
        assert item.not_followed, item.id
        reasons = [g.reason for g in item.not_found] + [item.not_followed or ""]
        assert all("niet" in reason for reason in reasons), item.id


def test_links_go_to_goals_and_indicators_of_the_pack(register: Register) -> None:
    pack = load_pack(PACK)
    assert dangling(register, pack.goals, pack.indicators) == ()


def test_from_the_motion_to_the_figure_and_the_passage_and_back(register: Register) -> None:
    made = chain(register)
    start = Ref(Kind.MOTION, "banenafspraak.motie-de-vries-kerstens")
    figure = Ref(Kind.INDICATOR, "banenafspraak.m4-realisatie-pct")
    passage = Ref(Kind.PARAGRAPH, "jaarverslag-2022.banenafspraak")
    assert {figure, passage} <= set(made.reach(start))
    assert start in made.reach(passage, back=True)
