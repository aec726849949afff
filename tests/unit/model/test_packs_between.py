"""Between packs: who fills in what, which cases count, and what looks forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PACKS
from tests.unit.model.layered import LAND, WET, loaded, refused, write
from verantwoord.engine.cases import run_cases
from verantwoord.model import parts
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.remarks import never_judged, undeclared, unread, without_figure

MIDDLE = """\
id: midden
version: 1.0.0
title: {nl: Midden, en: Middle}
owner: de tests
fictional: true
builds-on: [wet]
"""


def on_the_middle(land: Path, files: Mapping[str, str], more: str = "") -> PackError:
    """Put a pack between the law and the country, and return why the whole is refused."""
    write(land.parent / "midden", {**files, "pack.yaml": MIDDLE + more})
    return refused(land, {"pack.yaml": LAND["pack.yaml"].replace("[wet]", "[wet, midden]")})


@pytest.mark.parametrize("name", ["organisations.yaml", "themes.yaml"])
def test_an_organisation_or_theme_stands_in_one_pack(land: Path, name: str) -> None:
    error = on_the_middle(land, {name: LAND[name]})
    assert "staat ook in een pack waarop dit bouwt" in str(error)
    assert error.place.file == name
    assert error.place.line > (1 if name == "organisations.yaml" else 0)


def test_organisations_of_two_packs_are_put_together(land: Path) -> None:
    more = """\
organisations: [{id: beta, kind: ministerie, names: [{name: Beta, short: B}]}]
populations: [{id: anderen, title: {nl: X, en: X}, organisation: beta, members: [beta]}]
"""
    write(land.parent / "midden", {"pack.yaml": MIDDLE, "organisations.yaml": more})
    fills = "fills: {populations: {werk: anderen}, parameters: {werk.afgesproken: werk.norm-2}}\n"
    norm = LAND["parameters/werk/besluit.yaml"].replace("werk.besluit", "werk.norm-2")
    write(
        land.parent / "midden",
        {"pack.yaml": MIDDLE + fills, "parameters/werk/norm-2.yaml": norm, "themes.yaml":
         "themes: [{id: spel, title: Spel, intro: Over spel.}]\n"},
    )  # fmt: skip
    own = LAND["pack.yaml"].split("fills:")[0].replace("[wet]", "[midden]")
    pack = loaded(land, {"pack.yaml": own})
    assert set(pack.organisations.by_id) == {"land", "alfa", "beta"}
    assert list(pack.themes) == ["spel", "werk"]
    assert pack.indicators["werk.banen"].population == "anderen"


def test_what_a_pack_below_filled_in_is_not_filled_in_again(land: Path) -> None:
    error = on_the_middle(land, {}, "fills: {populations: {werk: alle}}\n")
    assert str(error.place) == "pack.yaml:8"
    assert "deed dat al" in str(error)


def test_a_pack_below_stands_in_a_folder_with_its_id(land: Path) -> None:
    write(land.parent / "wet", {"pack.yaml": WET["pack.yaml"].replace("id: wet", "id: anders")})
    with pytest.raises(PackError, match="de map heet 'wet'") as caught:
        load_pack(land)
    assert str(caught.value.place) == "wet/pack.yaml:1"


def test_cases_of_an_indicator_that_is_not_there_are_refused(land: Path) -> None:
    text = WET["indicators/werk/banen.cases.yaml"]
    pack = loaded(land, {"indicators/werk/vrij.cases.yaml": text})
    with pytest.raises(PackError, match=r"hoort bij 'werk\.vrij'"):
        run_cases(pack)


def test_a_case_gives_what_the_law_leaves_open(land: Path) -> None:
    text = WET["indicators/werk/banen.cases.yaml"].replace("    parameters: {afgesproken: 4}\n", "")
    write(land.parent / "wet", {"indicators/werk/banen.cases.yaml": text})
    with pytest.raises(PackError, match="opengelaten") as caught:
        run_cases(load_pack(land))
    assert str(caught.value.place) == "wet/indicators/werk/banen.cases.yaml:2"


def test_a_view_that_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "mini", folder)
    (folder / "views/uitstoot.sql").unlink()
    with pytest.raises(PackError, match=r"view views/uitstoot\.sql, die er niet is"):
        load_pack(folder)


def test_what_is_read_of_a_pack_is_kept_for_that_pack_alone(land: Path) -> None:
    asked = []

    def read(pack: Pack) -> list[str]:
        asked.append(pack.info.id)
        return list(pack.themes)

    one, other = load_pack(land), load_pack(land)
    assert one.once(read) is one.once(read)
    assert other.once(read) == one.once(read)
    assert asked == ["land", "land"]
    changed = replace(one, themes={})
    assert changed.once(read) == []
    assert one.once(read) == ["werk"]


def test_what_nothing_reads_is_remarked_once(land: Path) -> None:
    more = WET["datasets/uren.yaml"].replace("id: uren", "id: vergeten")
    pack = loaded(land, {"datasets/vergeten.yaml": more})
    said = [r.in_language("en") for r in unread(pack, set())]
    assert said == ["datasets/vergeten.yaml:1: nothing reads dataset 'vergeten'."]
    wet = load_pack(land.parent / "wet")
    assert list(unread(wet, set())) == []
    assert list(without_figure(wet, set())) == []
    assert [r.what.nl for r in without_figure(pack, set())] == [
        "'werk.banen' kan geen cijfer krijgen; aan niemand gevraagd en niet overgenomen: uren."
    ]
    assert list(without_figure(pack, {"uren"})) == []


def test_packs_are_not_stacked_without_end(land: Path) -> None:
    for i in range(parts.DEEPEST):
        below = f"builds-on: [laag-{i + 1}]\n" if i + 1 < parts.DEEPEST else ""
        text = WET["pack.yaml"].replace("id: wet", f"id: laag-{i}") + below
        write(land.parent / f"laag-{i}", {"pack.yaml": text})
    assert len(parts.parts_of(land.parent / "laag-0")) == parts.DEEPEST
    with pytest.raises(PackError, match="boven elkaar"):
        loaded(land, {"pack.yaml": LAND["pack.yaml"].replace("[wet]", "[wet, laag-0]")})


def test_a_component_that_is_not_expected_does_not_keep_a_figure_away(land: Path) -> None:
    text = WET["indicators/werk/banen.yaml"].replace(
        "{of: uren.totaal}", "{of: uren.totaal, expected: false}"
    )
    write(land.parent / "wet", {"indicators/werk/banen.yaml": text})
    assert list(without_figure(load_pack(land), set())) == []


def test_a_dataset_that_a_view_in_use_stands_on_is_read(mini: Pack) -> None:
    uitstoot = {i: v for i, v in mini.indicators.items() if i == "energie.uitstoot"}
    said = {r.what.nl for r in unread(replace(mini, indicators=uitstoot), set())}
    assert "niets leest dataset 'fte'." in said
    assert "niets leest dataset 'meters'." not in said
    assert "niets leest parameter 'energie.factor'." not in said
    assert {r.what.nl for r in unread(mini, set())} == {
        "niets leest component 'meters.hoogste'.",
        "niets leest component 'meters.rijen'.",
        "niets leest component 'meters.stroom'.",
    }


def test_what_is_kept_on_purpose_says_why_and_is_then_no_remark(land: Path) -> None:
    more = WET["datasets/uren.yaml"].replace("id: uren", "id: vergeten")
    why = "    reason: {nl: Voor later., en: For later.}\n"
    kept = f'unused:\n  - what: ["dataset:vergeten", "dataset:uren"]\n{why}'
    pack = loaded(land, {"datasets/vergeten.yaml": more, "pack.yaml": LAND["pack.yaml"] + kept})
    remarks = [*without_figure(pack, set()), *unread(pack, set())]
    assert len(remarks) == 2
    assert list(undeclared(pack, remarks)) == []


def test_what_is_said_to_be_unused_but_is_used_is_a_remark(land: Path) -> None:
    kept = 'unused: [{what: ["dataset:uren"], reason: {nl: Voor later., en: For later.}}]\n'
    pack = loaded(land, {"pack.yaml": LAND["pack.yaml"] + kept})
    said = [r.in_language("en") for r in undeclared(pack, without_figure(pack, {"uren"}))]
    line = pack.parts[-1].document.place("unused", 0, "what", 0)
    assert said == [f"{line}: 'dataset:uren' stands under 'unused', but is used or is not there."]


def test_a_goal_for_who_never_gets_a_figure_is_remarked(mini: Pack) -> None:
    assert list(never_judged(mini)) == []
    goal = next(g for g in mini.goals.values() if g.indicator)
    assert goal.indicator is not None
    alone = replace(mini.indicators[goal.indicator], scope="total")
    pack = replace(
        mini,
        indicators={**mini.indicators, alone.id: alone},
        goals={goal.id: replace(goal, organisation="alfa")},
    )
    (remark,) = never_judged(pack)
    assert f"{goal.id}' is a goal of alfa, but {alone.id} never has a figure" in remark.what.en
