"""Oefenrijk has 150 motions and commitments with every kind of fault; each is found, no more."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.loading import load_pack
from verantwoord.register.chain import Kind, Ref, chain, dangling, without_effect
from verantwoord.register.checks import SHORTER, VANISHED, WHY, check_register
from verantwoord.register.loading import load_register
from verantwoord.register.programme import Progress
from verantwoord.register.register import Register
from verantwoord_oefenrijk import register as oefenrijk

PACK = REPOSITORY / "packs" / "oefenrijk"


@pytest.fixture(scope="module")
def world() -> oefenrijk.World:
    return oefenrijk.build()


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(PACK)


def test_the_committed_files_are_what_the_module_makes(world: oefenrijk.World) -> None:
    for name, text in oefenrijk.files(world).items():
        assert (oefenrijk.FOLDER / name).read_text("utf-8") == text, name


def test_there_are_150_over_three_years(register: Register) -> None:
    assert len(register.motions) == len(register.commitments) == 75
    years = Counter(p.made_on.first.year for p in register.promises if p.made_on.first)
    assert set(years) == {2022, 2023, 2024}
    assert min(years.values()) >= 40


def test_each_planted_fault_is_found_and_nothing_else(
    world: oefenrijk.World, register: Register
) -> None:
    findings = check_register(register, frozenset(register.documents))
    assert Counter((f.code, f.items) for f in findings) == world.planted


def test_every_kind_of_fault_that_the_checks_know_was_planted(world: oefenrijk.World) -> None:
    between_versions = {VANISHED, SHORTER}  # no fault of one register; see test_audits
    assert {code for code, _ in world.planted} == set(WHY) - between_versions


def test_every_finding_points_at_a_line_of_a_file(register: Register) -> None:
    for finding in check_register(register):
        name, line = finding.where.rsplit(":", 1)
        assert (PACK / name).is_file()
        assert int(line) > 1


def test_the_written_register_is_the_register_that_was_made(
    world: oefenrijk.World, register: Register
) -> None:
    made = oefenrijk.as_register(world)
    assert register.motions == made.motions
    assert register.commitments == made.commitments
    assert list(register.lists) == sorted(made.lists, key=made.lists.index)


def test_its_links_go_to_goals_and_indicators_of_the_pack(register: Register) -> None:
    pack = load_pack(PACK)
    assert dangling(register, pack.goals, pack.indicators) == ()
    assert without_effect(register, chain(register)) == ()


def test_a_reader_can_walk_from_a_motion_to_a_figure_and_a_passage_and_back(
    register: Register,
) -> None:
    made = chain(register)
    start = Ref(Kind.MOTION, "energie.motie-03")
    kinds = {r.kind for r in made.reach(start)}
    assert kinds == {Kind.COMMITMENT, Kind.ACTION, Kind.GOAL, Kind.INDICATOR, Kind.PARAGRAPH}
    passage = Ref(Kind.PARAGRAPH, "verslag.passage-energie")
    assert passage in made.reach(start)
    assert start in made.reach(passage, back=True)


def test_its_actions_show_all_four_states_of_progress(register: Register) -> None:
    states = {a.progress_on(oefenrijk.ENDS[-1]) for a in register.actions}
    assert states == set(Progress) - {Progress.ONLY_ACCOUNT}  # nothing is tested against one
