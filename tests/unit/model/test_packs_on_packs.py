"""A pack builds on packs of law: nothing stands twice, and what differs says so."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import PACKS
from tests.unit.model.layered import LAND, OVERRIDE, WET, loaded, refused, write
from verantwoord.engine.cases import run_cases
from verantwoord.model import parts
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack


def test_the_whole_has_what_the_law_says_and_who_it_is_about(land: Path) -> None:
    pack = load_pack(land)
    assert [p.info.id for p in pack.parts] == ["wet", "land"]
    assert set(pack.datasets) == {"uren"}
    indicator = pack.indicators["werk.banen"]
    assert indicator.population == "alle"
    assert indicator.parameters["afgesproken"].parameter == "werk.besluit"
    assert set(pack.parameters) == {"werk.norm", "werk.besluit"}
    assert pack.file_of("indicator", "werk.banen") == "wet/indicators/werk/banen.yaml"
    assert pack.file_of("parameter", "werk.besluit") == "land/parameters/werk/besluit.yaml"


def test_a_law_alone_is_checked_with_its_units_formulas_and_cases(land: Path) -> None:
    wet = land.parent / "wet"
    pack = load_pack(wet)
    assert not pack.complete
    assert [r.passed for r in run_cases(pack)] == [True]
    text = WET["indicators/werk/banen.yaml"].replace("uren / norm - afgesproken", "uren - norm")
    write(wet, {"indicators/werk/banen.yaml": text})
    with pytest.raises(PackError, match="hour"):
        load_pack(wet)


def test_a_definition_that_overrides_another_says_so_and_why(land: Path) -> None:
    pack = loaded(land, {"parameters/werk/norm.yaml": OVERRIDE})
    assert pack.parameters["werk.norm"].values[0].value == Decimal(50)
    override = pack.overrides["parameter:werk.norm"]
    assert (override.of, override.by) == ("wet", "land")
    assert override.reason.nl == "Dit land rekent anders."


def test_the_cases_of_the_law_keep_the_norms_of_the_law(land: Path) -> None:
    own = WET["indicators/werk/banen.cases.yaml"].replace("value: 6", "value: 16")
    pack = loaded(
        land,
        {"parameters/werk/norm.yaml": OVERRIDE, "indicators/werk/banen.cases.yaml": own},
    )
    results = run_cases(pack)
    assert [r.passed for r in results] == [True, True]
    assert results[0].where.startswith("wet/indicators/werk/banen.cases.yaml:")
    assert results[1].where.startswith("indicators/werk/banen.cases.yaml:")


def test_the_same_id_without_a_declaration_names_both_files(land: Path) -> None:
    text = "".join(line for line in OVERRIDE.splitlines(True) if "overrides" not in line)
    error = refused(land, {"parameters/werk/norm.yaml": text})
    assert str(error.place) == "parameters/werk/norm.yaml:1"
    assert "wet/parameters/werk/norm.yaml:1" in str(error)
    assert "overrides" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("of: wet", "of: land", "staat in wet/parameters"),
        ("id: werk.norm", "id: werk.eigen", "heeft geen ander pack"),
    ],
)
def test_an_override_of_nothing_is_refused(land: Path, old: str, new: str, words: str) -> None:
    name = "eigen" if "eigen" in new else "norm"
    error = refused(land, {f"parameters/werk/{name}.yaml": OVERRIDE.replace(old, new)})
    assert error.place.line == 2
    assert words in str(error)


def test_an_override_without_a_reason_is_refused(land: Path) -> None:
    text = OVERRIDE.replace(
        "{of: wet, reason: {nl: Dit land rekent anders., en: This country counts differently.}}",
        "{of: wet}",
    )
    error = refused(land, {"parameters/werk/norm.yaml": text})
    assert "'reason' ontbreekt" in str(error)


def test_an_id_in_two_packs_below_is_refused(land: Path) -> None:
    other = land.parent / "regel"
    shutil.copytree(land.parent / "wet", other)
    write(other, {"pack.yaml": WET["pack.yaml"].replace("id: wet", "id: regel")})
    error = refused(land, {"pack.yaml": LAND["pack.yaml"].replace("[wet]", "[wet, regel]")})
    assert error.place.file.startswith("regel/")
    assert "staat ook in wet/" in str(error)


def test_a_pack_that_builds_on_itself_is_refused_with_the_way_round(land: Path) -> None:
    write(land.parent / "wet", {"pack.yaml": WET["pack.yaml"] + "builds-on: [land]\n"})
    with pytest.raises(PackError, match="land -> wet -> land") as caught:
        load_pack(land)
    assert str(caught.value.place) == "wet/pack.yaml:6"


def test_a_pack_reached_by_two_ways_counts_once(land: Path) -> None:
    middle = WET["pack.yaml"].replace("id: wet", "id: midden") + "builds-on: [wet]\n"
    write(land.parent / "midden", {"pack.yaml": middle})
    pack = loaded(land, {"pack.yaml": LAND["pack.yaml"].replace("[wet]", "[wet, midden]")})
    assert [p.info.id for p in pack.parts] == ["wet", "midden", "land"]


def test_a_pack_that_is_nowhere_is_named_with_both_places(land: Path) -> None:
    error = refused(land, {"pack.yaml": LAND["pack.yaml"].replace("[wet]", "[wet, geenwet]")})
    assert str(error.place) == "pack.yaml:6"
    assert str(land.parent / "geenwet") in str(error)
    assert str(parts.folder_with_the_program() / "geenwet") in str(error)


def test_a_pack_that_is_not_beside_it_comes_from_the_program(
    land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "programma"
    elsewhere.mkdir()
    shutil.move(land.parent / "wet", elsewhere / "wet")
    monkeypatch.setattr(parts, "_WITH_THE_PROGRAM", (elsewhere,))
    assert load_pack(land).parts[0].folder == elsewhere / "wet"


@pytest.mark.parametrize(
    ("asked", "good"),
    [("1", True), ("1.2", True), ("1.2.0", True), ("1.3", False), ("2", False), ("0.9", False)],
)
def test_a_version_may_be_later_but_not_of_another_kind(land: Path, asked: str, good: bool) -> None:
    base = f"[{{pack: wet, version: '{asked}'}}]"
    files = {"pack.yaml": LAND["pack.yaml"].replace("[wet]", base)}
    if good:
        assert loaded(land, files).complete
    else:
        assert f"vraagt versie {asked}" in str(refused(land, files))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  populations: {werk: alle}\n", "", "laat de populatie van 'werk.banen' open"),
        ("  parameters: {werk.afgesproken: werk.besluit}\n", "", "laat parameter"),
        ("{werk: alle}", "{werk: alle, werk.banen: alle}", "'werk'"),
        ("{werk: alle}", "{werk: niemand}", "niemand"),
        ("{werk: alle}", "{spel: alle}", "'spel'"),
        ("werk.afgesproken: werk.besluit", "werk.norm: werk.besluit", "niet opengelaten"),
        ("werk.afgesproken: werk.besluit", "werk.afgesproken: werk.weg", "werk.weg"),
        ("werk.afgesproken: werk.besluit", "werk.afgesproken: werk.norm", "hour/job"),
    ],
)
def test_what_was_left_open_is_filled_in_once_and_fits(
    land: Path, old: str, new: str, words: str
) -> None:
    assert old in LAND["pack.yaml"]
    error = refused(land, {"pack.yaml": LAND["pack.yaml"].replace(old, new)})
    assert words in str(error)


def test_an_open_parameter_is_also_filled_by_one_with_its_id(land: Path) -> None:
    text = LAND["parameters/werk/besluit.yaml"].replace("werk.besluit", "werk.afgesproken")
    yaml = LAND["pack.yaml"].replace("  parameters: {werk.afgesproken: werk.besluit}\n", "")
    pack = loaded(land, {"pack.yaml": yaml, "parameters/werk/afgesproken.yaml": text})
    assert pack.indicators["werk.banen"].parameters["afgesproken"].parameter == "werk.afgesproken"
    assert pack.origins["parameter:werk.afgesproken"] == "land"
    wrong = text.replace("unit: job", "unit: hour")
    assert "gevraagd is job" in str(refused(land, {"parameters/werk/afgesproken.yaml": wrong}))


def test_a_change_in_the_law_changes_the_hash_of_what_builds_on_it(land: Path) -> None:
    before = load_pack(land).sha256
    assert before == parts.pack_sha256(land) == load_pack(land).sha256
    text = WET["parameters/werk/norm.yaml"].replace("value: 100", "value: 101")
    write(land.parent / "wet", {"parameters/werk/norm.yaml": text})
    assert load_pack(land).sha256 != before


def test_a_table_of_a_law_is_found_from_the_pack_that_builds_on_it(land: Path) -> None:
    shutil.copytree(PACKS / "mini" / "reference", land.parent / "wet" / "reference")
    view = """\
id: uitstoot
title: {nl: Uitstoot, en: Emission}
kind: afgeleid
base: uren
view: views/uitstoot.sql
reference: {dragers: reference/dragers.csv}
description: {nl: Een view., en: A view.}
columns: [{name: uren, type: decimal, title: {nl: Uren, en: Hours}, required: true, unit: hour}]
components: [{name: uren, aggregate: sum, column: uren, unit: hour, time: flow, missing: skip}]
"""
    sql = "SELECT r._organisatie, r._periode, r.uren FROM rijen r JOIN dragers d ON true"
    write(land.parent / "wet", {"datasets/uitstoot.yaml": view, "views/uitstoot.sql": sql})
    pack = load_pack(land)
    assert pack.datasets["uitstoot"].view_sql == sql
    named = (pack.datasets["uitstoot"].reference or {})["dragers"]
    assert (pack.folder / named).resolve() == land.parent / "wet/reference/dragers.csv"


@pytest.mark.parametrize("name", ["/etc/passwd", "../buiten.csv", "reference/../../buiten.csv"])
def test_a_table_outside_the_pack_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "mini", folder)
    (tmp_path / "buiten.csv").write_text("a\n1\n", "utf-8")
    path = folder / "datasets/uitstoot.yaml"
    text = path.read_text("utf-8")
    assert "reference/dragers.csv" in text
    path.write_text(text.replace("reference/dragers.csv", name), "utf-8")
    with pytest.raises(PackError, match="buiten het pack"):
        load_pack(folder)


@pytest.mark.parametrize(
    "name",
    [
        "indicators/werk/banen.yml",
        "notitie.txt",
        "views/vergeten.sql",
        "reference/los.csv",
        "documents/kladje.docx",
    ],
)
def test_a_file_that_nothing_reads_is_refused(land: Path, name: str) -> None:
    for folder, shown in ((land, name), (land.parent / "wet", f"wet/{name}")):
        write(folder, {name: "x"})
        with pytest.raises(PackError, match="niets leest dit bestand") as caught:
            load_pack(land)
        assert caught.value.place.file == shown
        (folder / name).unlink()


def test_texts_and_hidden_files_may_stand_in_a_pack(land: Path) -> None:
    loaded(land, {"WIJZIGINGEN.md": "x", "published/README.md": "x", ".gitignore": "x"})
