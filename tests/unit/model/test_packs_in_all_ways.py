"""Packs on packs in every way that somebody may try: what is whole, and what is said at which line.

Each change is of a law and of a country that builds on it, or of a third pack beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.unit.model.layered import LAND, OVERRIDE, WET, write
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.parts import find_pack, is_pack, pack_sha256, parts_of

INFO = "id: {}\nversion: 1.0.0\ntitle: T\nowner: de tests\nfictional: true\n"
NORM, BESLUIT = "parameters/werk/norm.yaml", "parameters/werk/besluit.yaml"
BANEN = "indicators/werk/banen.yaml"


def on(pack: str) -> str:
    return LAND["pack.yaml"].replace("[wet]", f"[{pack}]")


def filled(populations: str) -> str:
    return LAND["pack.yaml"].replace("{werk: alle}", populations)


CITY = {"pack.yaml": INFO.format("stad") + "builds-on: [land]\n"}


def said(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    error = caught.value
    found = error.errors if isinstance(error, PackErrors) else (error,)
    assert all(f.in_language("nl") != f.in_language("en") for f in found)
    return [(str(f.place), f.what.in_language("en")) for f in found]


def beside(land: Path, name: str, files: Mapping[str, str]) -> Path:
    return write(land.parent / name, files)


def value(text: str, title: str = "Besluit") -> str:
    return f"values: [{{from: 2020-01-01, value: {text}, source: {{title: {title}}}}}]\n"


def override(of: str, number: int) -> str:
    return OVERRIDE.replace("of: wet", f"of: {of}").replace("value: 50", f"value: {number}")


def norm(folder: Path) -> str:
    (one,) = load_pack(folder).parameters["werk.norm"].values
    return str(one.value)


# a third pack between, beside or above; what is built on; whose norm counts in the end
WAYS: list[tuple[dict[str, dict[str, str]], str, str]] = [
    ({}, "land", "100"),
    ({"land": {NORM: OVERRIDE}}, "land", "50"),
    ({"stad": {**CITY}}, "stad", "100"),
    ({"stad": {**CITY, NORM: override("wet", 7)}}, "stad", "7"),
    ({"land": {NORM: OVERRIDE}, "stad": {**CITY}}, "stad", "50"),
    ({"land": {NORM: OVERRIDE}, "stad": {**CITY, NORM: override("land", 7)}}, "stad", "7"),
    # reached by two ways it counts once, and as the nearest says
    ({"stad": {"pack.yaml": INFO.format("stad") + "builds-on: [wet, land]\n"}}, "stad", "100"),
    ({"stad": {"pack.yaml": INFO.format("stad") + "builds-on: [land, wet]\n"}}, "stad", "100"),
    ({"land": {NORM: OVERRIDE}, "stad": {"pack.yaml": INFO.format("stad") +
      "builds-on: [wet, land]\n"}}, "stad", "50"),
    ({"stad": {"pack.yaml": INFO.format("stad") + "builds-on: [land, land]\n"}}, "stad", "100"),
]  # fmt: skip


@pytest.mark.parametrize(("packs", "whole", "expected"), WAYS)
def test_what_the_last_one_says_counts(
    packs: dict[str, dict[str, str]], whole: str, expected: str, land: Path
) -> None:
    for name, files in packs.items():
        beside(land, name, files)
    assert norm(land.parent / whole) == expected
    pack = load_pack(land.parent / whole)
    ids = [p.info.id for p in pack.parts]
    assert ids[-1] == whole
    assert len(ids) == len(set(ids))
    assert ids.index("wet") < ids.index("land")
    assert pack.sha256 == pack_sha256(land.parent / whole)
    if expected != "100":
        by = pack.overrides["parameter:werk.norm"].by
        assert pack.origins["parameter:werk.norm"] == by
        assert pack.file_of("parameter", "werk.norm") == f"{by}/{NORM}"


# two packs that know nothing of each other say the same thing otherwise
def test_of_two_packs_beside_each_other_only_one_may_override(land: Path) -> None:
    info = INFO.format("{}") + "builds-on: [wet]\n"
    for name, number in (("een", 1), ("twee", 2)):
        beside(land, name, {"pack.yaml": info.format(name), NORM: override("wet", number)})
    top = LAND["pack.yaml"].replace("builds-on: [wet]", "builds-on: [een, twee]")
    assert said(write(land, {"pack.yaml": top})) == [
        (
            f"twee/{NORM}:2",
            f"replaces 'werk.norm' of 'wet', but that definition stands in een/{NORM}:1.",
        )
    ]
    write(land, {NORM: override("een", 3)})
    assert (f"twee/{NORM}:2") in [at for at, _ in said(land)]  # it stays wrong further down
    beside(land, "twee", {NORM: override("een", 2)})
    write(land, {NORM: override("twee", 3)})
    assert norm(land) == "3"


# what is changed -> where it is said, and how
WRONG: list[tuple[dict[str, dict[str, str]], str, list[tuple[str, str]]]] = [
    (
        {"land": {NORM: WET[NORM]}}, "land",
        [(f"{NORM}:1", f"'werk.norm' also stands in wet/{NORM}:1.")],
    ),
    (
        {"land": {NORM: override("land", 5)}}, "land",
        [(f"{NORM}:2", "replaces 'werk.norm' of 'land', but that definition stands in "
          f"wet/{NORM}:1.")],
    ),
    (
        {"land": {"parameters/werk/nieuw.yaml": OVERRIDE.replace("werk.norm", "werk.nieuw")}},
        "land",
        [("parameters/werk/nieuw.yaml:2",
          "replaces 'werk.nieuw' of 'wet', but that definition is in no other pack.")],
    ),
    (
        {"wet": {"pack.yaml": WET["pack.yaml"] + "builds-on: [land]\n"}}, "land",
        [("wet/pack.yaml:6", "builds on itself: land -> wet -> land.")],
    ),
    (
        {"land": {"pack.yaml": on("land")}}, "land",
        [("pack.yaml:6", "builds on itself: land -> land.")],
    ),
    (
        {"wet": {"pack.yaml": WET["pack.yaml"].replace("id: wet", "id: andere-wet")}}, "land",
        [("wet/pack.yaml:1", "is called 'andere-wet', but its folder 'wet'.")],
    ),
    (
        {"land": {"pack.yaml": on("{pack: wet, version: '1.3'}")}},
        "land", [("pack.yaml:6", "asks version 1.3 of 'wet', but there is 1.2.0.")],
    ),
    (
        {"land": {"pack.yaml": on("{pack: wet, version: '2'}")}},
        "land", [("pack.yaml:6", "asks version 2 of 'wet', but there is 1.2.0.")],
    ),
    # what is left open
    (
        {"land": {"pack.yaml": LAND["pack.yaml"].replace("  populations: {werk: alle}\n", "")}},
        "land", [("pack.yaml:7", "leaves the population of 'werk.banen' open.")],
    ),
    (
        {"land": {"pack.yaml": LAND["pack.yaml"].partition("fills:")[0]}}, "land",
        [("pack.yaml:1", "leaves the population of 'werk.banen' open."),
         ("pack.yaml:1", "leaves parameter 'werk.afgesproken' open.")],
    ),
    (
        {"land": {"pack.yaml": filled("{werk: alle, zorg: alle}")}},
        "land", [("pack.yaml:8", "fills in the population of 'zorg', but nothing of it was left "
                  "open.")],
    ),
    (  # the theme is filled in for nobody, because its only indicator is filled in by itself
        {"land": {"pack.yaml": LAND["pack.yaml"].replace("{werk: alle}",
                                                         "{werk: alle, werk.banen: alle}")}},
        "land", [("pack.yaml:8", "fills in the population of 'werk', but nothing of it was left "
                  "open.")],
    ),
    (
        {"land": {"pack.yaml": LAND["pack.yaml"].replace("afgesproken: werk.besluit",
                                                         "norm: werk.besluit")}},
        "land", [("pack.yaml:9", "fills in 'werk.norm', but that parameter was not left open."),],
    ),
    (
        {"land": {"pack.yaml": LAND["pack.yaml"].replace("werk.besluit}", "werk.weg}")}}, "land",
        [("pack.yaml:9", "names parameter 'werk.weg', which does not exist.")],
    ),
    (
        {"land": {BESLUIT: LAND[BESLUIT].replace("unit: job", "unit: hour")}}, "land",
        [("pack.yaml:9", "fills in 'werk.afgesproken' with a number in hour; asked is job.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("packs", "whole", "expected"), WRONG)
def test_what_does_not_fit_between_packs_is_said_where_it_can_be_mended(
    packs: dict[str, dict[str, str]], whole: str, expected: list[tuple[str, str]], land: Path
) -> None:
    for name, files in packs.items():
        beside(land, name, files)
    assert said(land.parent / whole) == expected


def test_a_fill_counts_for_one_indicator_before_its_theme(land: Path) -> None:
    second = WET[BANEN].replace("werk.banen", "werk.meer")
    beside(land, "wet", {"indicators/werk/meer.yaml": second})
    populations = LAND["organisations.yaml"] + (
        "  - {id: geen, title: Geen, organisation: land, members: []}\n"
    )
    fills = LAND["pack.yaml"].replace("{werk: alle}", "{werk: alle, werk.meer: geen}")
    pack = load_pack(write(land, {"pack.yaml": fills, "organisations.yaml": populations}))
    assert {i.id: i.population for i in pack.indicators.values()} == {
        "werk.banen": "alle",
        "werk.meer": "geen",
    }


def test_a_file_of_the_law_that_is_wrong_is_named_with_its_pack(land: Path) -> None:
    beside(land, "wet", {NORM: WET[NORM].replace("value: 100", "value: veel")})
    write(land, {BESLUIT: LAND[BESLUIT].replace("value: 3", "value: weinig")})
    assert [at for at, _ in said(land)] == [f"{BESLUIT}:4", f"wet/{NORM}:4"]


def test_a_pack_that_is_wrong_itself_still_says_what_is_wrong_below(land: Path) -> None:
    beside(land, "wet", {NORM: WET[NORM].replace("value: 100", "value: veel")})
    write(land, {"pack.yaml": LAND["pack.yaml"].replace("owner: de tests\n", "")})
    assert [at for at, _ in said(land)] == ["pack.yaml:1", f"wet/{NORM}:4"]


def test_a_pack_is_found_beside_or_with_the_program_and_else_nowhere(land: Path) -> None:
    assert find_pack("wet", land.parent) == land.parent / "wet"
    assert find_pack("rijk", land.parent) is not None
    assert find_pack("weg", land.parent) is None
    assert is_pack(land)
    assert not is_pack(land / "parameters")
    (land.parent / "wet" / "pack.yaml").unlink()
    assert find_pack("wet", land.parent) is None
    assert [p.info.id for p in parts_of(write(land, {"pack.yaml": INFO.format("land")}))] == [
        "land"
    ]


@pytest.mark.parametrize("file", ["pack.yaml", NORM, "datasets/uren.yaml", BANEN])
def test_one_letter_in_any_file_of_any_part_changes_the_hash(file: str, land: Path) -> None:
    before = load_pack(land).sha256
    path = land.parent / "wet" / file
    path.write_text(path.read_text("utf-8") + "# zo\n", "utf-8")
    assert load_pack(land).sha256 != before
    path.write_text(WET[file], "utf-8")
    assert load_pack(land).sha256 == before
    (land / "LEES.md").write_text("x", "utf-8")
    assert load_pack(land).sha256 != before


def test_values_of_the_country_stand_in_the_place_of_what_was_left_open(land: Path) -> None:
    pack = load_pack(land)
    assert "werk.afgesproken" not in pack.parameters
    assert pack.indicators["werk.banen"].parameters["afgesproken"].parameter == "werk.besluit"
    own = {"parameters/werk/afgesproken.yaml":
           "id: werk.afgesproken\ntitle: A\nunit: job\n" + value("9")}  # fmt: skip
    fills = LAND["pack.yaml"].replace("  parameters: {werk.afgesproken: werk.besluit}\n", "")
    pack = load_pack(write(land, {**own, "pack.yaml": fills}))
    assert pack.indicators["werk.banen"].parameters["afgesproken"].parameter == "werk.afgesproken"
    assert pack.origins["parameter:werk.afgesproken"] == "land"
