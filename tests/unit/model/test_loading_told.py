"""What is said when parts of a pack do not fit together, and where a view finds its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.model.layered import LAND, OVERRIDE, WET, refused, write
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack

VIEW = """\
id: banen
title: Banen
kind: afgeleid
base: uren
view: views/banen.sql
reference: {lijst: reference/lijst.csv}
columns:
  - {name: banen, type: decimal, title: Banen, required: false, unit: hour}
components:
  - {name: som, aggregate: sum, column: banen, unit: hour, time: flow, missing: skip}
"""
SQL = "SELECT r._organisatie, r._periode, r.uren AS banen FROM rijen AS r JOIN lijst AS l ON true\n"
TABLE = "naam,waarde\na,1\n"
WHOLE = {"datasets/banen.yaml": VIEW, "views/banen.sql": SQL, "reference/lijst.csv": TABLE}


def said(error: PackError) -> tuple[str, str]:
    return error.in_language("nl"), error.in_language("en")


def test_an_override_of_a_pack_that_has_it_not_is_told_where_it_stands(land: Path) -> None:
    wrong = OVERRIDE.replace("of: wet", "of: grondwet")
    assert wrong != OVERRIDE
    error = refused(land, {"parameters/werk/norm.yaml": wrong})
    assert said(error) == (
        f"{error.place}: vervangt 'werk.norm' van 'grondwet', maar die definitie staat in "
        "wet/parameters/werk/norm.yaml:1. Noem bij 'of' het pack waarin de definitie staat, of "
        "haal 'overrides' weg.",
        f"{error.place}: replaces 'werk.norm' of 'grondwet', but that definition stands in "
        "wet/parameters/werk/norm.yaml:1. Name in 'of' the pack in which the definition stands, "
        "or remove 'overrides'.",
    )


def test_an_override_of_what_is_nowhere_is_told_so(land: Path) -> None:
    alone = OVERRIDE.replace("werk.norm", "werk.eigen")
    error = refused(land, {"parameters/werk/eigen.yaml": alone})
    assert said(error) == (
        f"{error.place}: vervangt 'werk.eigen' van 'wet', maar die definitie heeft geen ander "
        "pack. Noem bij 'of' het pack waarin de definitie staat, of haal 'overrides' weg.",
        f"{error.place}: replaces 'werk.eigen' of 'wet', but that definition is in no other pack. "
        "Name in 'of' the pack in which the definition stands, or remove 'overrides'.",
    )


def test_the_same_parameter_twice_is_told_with_both_places(land: Path) -> None:
    text = WET["parameters/werk/norm.yaml"]
    error = refused(land, {"parameters/werk/norm.yaml": text})
    assert said(error) == (
        "parameters/werk/norm.yaml:1: 'werk.norm' staat ook in wet/parameters/werk/norm.yaml:1. "
        "Haal een van de twee weg, of zeg met 'overrides' dat dit de andere vervangt en waarom.",
        "parameters/werk/norm.yaml:1: 'werk.norm' also stands in wet/parameters/werk/norm.yaml:1. "
        "Remove one of the two, or say with 'overrides' that this one replaces the other and why.",
    )


def test_the_tables_of_a_view_of_the_law_are_found_from_whatever_stands_on_it(
    land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the program is started: the path is counted from the pack that is loaded."""
    write(land.parent / "wet", WHOLE)
    monkeypatch.chdir(tmp_path)
    pack = load_pack(land)
    reference = pack.datasets["banen"].reference
    assert reference is not None
    assert (land / reference["lijst"]).resolve() == (
        land.parent / "wet" / "reference" / "lijst.csv"
    ).resolve()
    assert (land / reference["lijst"]).read_text("utf-8") == TABLE
    assert not Path(reference["lijst"]).is_absolute()
    assert load_pack(land.parent / "wet").datasets["banen"].reference == {
        "lijst": "reference/lijst.csv"
    }


@pytest.mark.parametrize(
    ("files", "nl", "en"),
    [
        (
            {**WHOLE, "reference/lijst.csv": None},
            "datasets/banen.yaml:6: tabel 'lijst' noemt reference/lijst.csv, dat er niet is. Voeg "
            "het toe.",
            "datasets/banen.yaml:6: table 'lijst' names reference/lijst.csv, which does not exist. "
            "Add it.",
        ),
        (
            {**WHOLE, "views/banen.sql": None},
            "datasets/banen.yaml:5: noemt view views/banen.sql, die er niet is. Maak het bestand "
            "of verbeter de naam.",
            "datasets/banen.yaml:5: names view views/banen.sql, which does not exist. Make the "
            "file or mend the name.",
        ),
    ],
)
def test_what_a_view_names_and_is_not_there_is_told_at_its_line(
    land: Path, files: dict[str, str | None], nl: str, en: str
) -> None:
    error = refused(land, {k: v for k, v in files.items() if v is not None})
    assert said(error) == (nl, en)


def test_a_link_that_leads_out_of_the_pack_is_not_followed(land: Path, tmp_path: Path) -> None:
    (tmp_path / "buiten.csv").write_text(TABLE, "utf-8")
    write(land, {k: v for k, v in WHOLE.items() if k != "reference/lijst.csv"})
    (land / "reference").mkdir(exist_ok=True)
    (land / "reference" / "lijst.csv").symlink_to(tmp_path / "buiten.csv")
    with pytest.raises(PackError) as refusal:
        load_pack(land)
    assert (
        "datasets/banen.yaml:6: noemt reference/lijst.csv, dat buiten het pack staat. Zet het in "
        "het pack: wat daar niet in staat, staat ook niet in de uitgave." in str(refusal.value)
    )
    english = refusal.value.in_language("en")
    assert (
        "names reference/lijst.csv, which stands outside the pack. Put it in the pack: what is "
        "not in it, is not in the release either." in english
    )


def test_an_organisation_of_two_packs_is_told_in_both_languages(land: Path) -> None:
    write(land.parent / "wet", {"organisations.yaml": LAND["organisations.yaml"]})
    with pytest.raises(PackError) as refusal:
        load_pack(land)
    nl, en = said(refusal.value)
    assert "staat ook in een pack waarop dit bouwt. Haal een van de twee weg." in nl
    assert "also stands in a pack on which this one builds. Remove one of the two." in en


def test_what_the_law_knows_is_not_filled_in_but_overridden(land: Path) -> None:
    """A dataset of the law is not filled in by one of the same name; nor is a known value."""
    for name in ("datasets/uren.yaml", "parameters/werk/norm.yaml"):
        error = refused(land, {name: WET[name]})
        assert "overrides" in str(error)
        (land / name).unlink()


def test_a_parameter_that_is_filled_in_with_another_unit_is_told_at_its_unit(land: Path) -> None:
    value = "values: [{from: 2020-01-01, value: 7, source: {title: Besluit}}]"
    own = WET["parameters/werk/afgesproken.yaml"].replace("open: true", value)
    error = refused(
        land, {"parameters/werk/afgesproken.yaml": own.replace("unit: job", "unit: hour")}
    )
    assert "parameters/werk/afgesproken.yaml:3: " in str(error)


def test_a_file_under_another_name_is_told_once_and_not_missed_where_it_is_used(
    land: Path,
) -> None:
    """`uren.yml` is the dataset that the indicator names: mending its name mends all."""
    wet = land.parent / "wet"
    (wet / "datasets/uren.yaml").rename(wet / "datasets/uren.yml")
    with pytest.raises(PackError) as refusal:
        load_pack(wet)
    told = str(refusal.value).splitlines()
    assert [line.partition(": ")[0] for line in told] == ["datasets/uren.yml:1"]


def test_what_is_wrong_with_the_second_succession_is_told_at_its_own_line(land: Path) -> None:
    text = LAND["organisations.yaml"]
    who = (
        "  - {id: oud%d, kind: ministerie, names: [{name: Oud%d, short: O%d}], until: 2024-01-01}\n"
    )
    head, populations, rest = text.partition("populations:")
    added = head + "".join(who % (n, n, n) for n in (1, 2)) + (
        "successions:\n"
        "  - {on: 2024-01-01, predecessor: oud1, successor: land, share: 1, source: {title: B}}\n"
        "  - {on: 2024-01-01, predecessor: oud2, successor: weg, share: 1, source: {title: B}}\n"
    )  # fmt: skip
    error = refused(land, {"organisations.yaml": added + populations + rest})
    line = added.splitlines().index(
        "  - {on: 2024-01-01, predecessor: oud2, successor: weg, share: 1, source: {title: B}}"
    )
    assert f"organisations.yaml:{line + 1}: noemt organisatie 'weg', die er niet is" in str(error)


def test_three_packs_high_the_tables_are_still_found_from_the_top(land: Path) -> None:
    write(land.parent / "wet", WHOLE)
    top = land.parent / "gemeente"
    write(
        top,
        {
            "pack.yaml": LAND["pack.yaml"]
            .replace("id: land", "id: gemeente")
            .replace("builds-on: [wet]", "builds-on: [land]")
            .partition("fills:")[0]
        },
    )
    pack = load_pack(top)
    assert [p.info.id for p in pack.parts] == ["wet", "land", "gemeente"]
    reference = pack.datasets["banen"].reference
    assert reference is not None
    assert (top / reference["lijst"]).read_text("utf-8") == TABLE


def test_each_table_of_a_view_is_told_at_its_own_line(land: Path) -> None:
    lines = VIEW.replace(
        "reference: {lijst: reference/lijst.csv}",
        "reference:\n  lijst: reference/lijst.csv\n  tweede: reference/tweede.csv",
    )
    error = refused(land, {**WHOLE, "datasets/banen.yaml": lines})
    assert "datasets/banen.yaml:8: tabel 'tweede' noemt reference/tweede.csv" in str(error)


def test_an_id_that_is_not_its_path_is_told_where_it_stands(land: Path) -> None:
    text = "title: Norm\nid: werk.anders\nunit: job\nopen: true\n"
    error = refused(land, {"parameters/werk/eigen.yaml": text})
    assert said(error) == (
        "parameters/werk/eigen.yaml:2: heet 'werk.anders', maar de id is het pad. Noem de id "
        "'werk.eigen' of verplaats het bestand.",
        "parameters/werk/eigen.yaml:2: is called 'werk.anders', but the id is the path. Call the "
        "id 'werk.eigen' or move the file.",
    )
