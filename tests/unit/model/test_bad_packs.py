"""A broken pack says every file and line, what is wrong and how to mend it, in two languages.

Each file of `bad_packs` is one mistake: an edit of the mini pack, and what must then be said where.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import PACKS
from verantwoord.language import speaking
from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.organisation import Organisations
from verantwoord.model.worked_cases import load_cases

BAD = sorted((Path(__file__).parent / "bad_packs").glob("*.yaml"))


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "mini"
    shutil.copytree(PACKS / "mini", folder)
    return folder


def edit(folder: Path, file: str, old: str | None, new: str) -> Path:
    path = folder / file
    text = path.read_text("utf-8")
    if old is not None:
        assert old in text, f"{file} no longer has {old!r}"
    path.write_text(new if old is None else text.replace(old, new, 1), "utf-8")
    return folder


def faults(folder: Path) -> list[PackError]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    error = caught.value
    return list(error.errors) if isinstance(error, PackErrors) else [error]


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_a_mistake_is_named_with_file_line_and_remedy(path: Path, tmp_path: Path) -> None:
    mistake: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    found = faults(edit(copied(tmp_path), mistake["file"], mistake.get("replace"), mistake["by"]))
    assert [str(f.place) for f in found] == [s["at"] for s in mistake["says"]]
    for fault, said in zip(found, mistake["says"], strict=True):
        assert said["nl"] in fault.in_language("nl")
        assert said["en"] in fault.in_language("en")
        assert fault.mend, "says how to mend it"


def test_all_mistakes_of_a_pack_are_said_in_one_run_by_file_and_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "pack.yaml", "fictional: true", "fictional: ja\nkleur: rood")
    edit(folder, "datasets/fte.yaml", "required: true", "required: misschien")
    edit(folder, "requests/fte.yaml", "every: maand", "every: week")
    edit(folder, "goals/energie/minder.yaml", "organisation: land", "organisation: zeeland")
    edit(folder, "indicators/energie/p90.yaml", "unit: kwh", "unit: euro")
    (folder / "kladje.txt").write_text("x", "utf-8")
    assert [str(f.place) for f in faults(folder)] == [
        "datasets/fte.yaml:5",
        "goals/energie/minder.yaml:3",
        "indicators/energie/p90.yaml:11",
        "kladje.txt:1",
        "pack.yaml:5",
        "pack.yaml:6",
        "requests/fte.yaml:6",
    ]


def test_no_kind_of_mistake_hides_another(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "pack.yaml", "fictional: true", "fictional: true\nkleur: rood")
    edit(folder, "datasets/fte.yaml", "id: fte", "id: fte\nkleur: rood")
    edit(folder, "datasets/uitstoot.yaml", "id: uitstoot", "id: uitstoot\nkleur: rood")
    edit(folder, "requests/fte.yaml", "every: maand", "every: [maand")
    (folder / "views" / "uitstoot.sql").write_bytes(b"SELECT 1 \xff")
    (folder / "kladje.txt").write_text("x", "utf-8")
    assert [str(f.place) for f in faults(folder)] == [
        "datasets/fte.yaml:2",
        "datasets/uitstoot.yaml:2",
        "kladje.txt:1",
        "pack.yaml:6",
        "requests/fte.yaml:6",
    ]


def test_tables_and_views_that_are_no_text_are_said_beside_each_other(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "reference" / "dragers.csv").write_bytes(b"drager,naam\nstroom,Str\xf6om\n")
    (folder / "kladje.txt").write_text("x", "utf-8")
    edit(folder, "pack.yaml", "owner: de tests\n", "")
    assert [str(f.place) for f in faults(folder)] == [
        "kladje.txt:1",
        "pack.yaml:1",
        "reference/dragers.csv:1",
    ]
    (folder / "reference" / "dragers.csv").write_text("drager,naam\nstroom,Stroom\n", "utf-8")
    (folder / "views" / "uitstoot.sql").write_bytes(b"SELECT\n1 \xff")
    assert "views/uitstoot.sql:2" in [str(f.place) for f in faults(folder)]


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_a_definition_that_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    folder = copied(tmp_path)
    path = folder / "datasets" / "fte.yaml"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert "no ordinary file" in faults(folder)[0].in_language("en")


BROKEN_YAML = [
    "\tid: x", "a: b: c", "a: 1\n  b: 2", "a:\n  b: 1\n c: 2", "- a\nb", "a: - b", "a: [1, 2",
    "a: 'x", 'a: "\\q"', "a: \x01", "a: 1\n---\nb: 2", "a: *x", "a: !x!y z", "%a: 1", "[a]]", "}",
    "a: |x\n b",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN_YAML)
def test_what_is_wrong_with_yaml_is_said_in_the_language_of_the_run(text: str) -> None:
    with pytest.raises(PackError) as caught:
        strict_yaml.parse(text, "x.yaml")
    found = caught.value.in_language("nl")
    assert "is geen geldige YAML: " in found
    english = {"found", "expected", "not", "mapping", "token", "character", "the", "indicator"}
    assert not english & set(found.lower().replace(".", "").split())


def test_more_mistakes_in_one_file_have_each_their_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "indicators/energie/verbruik.yaml", "direction: lager", "direction: laag")
    edit(folder, "indicators/energie/verbruik.yaml", "decimals: 0", "decimals: veel")
    edit(folder, "indicators/energie/verbruik.yaml", "scope: both\n", "")
    assert [(f.place.line, f.what.in_language("en")) for f in faults(folder)] == [
        (1, "scope: 'scope' is missing."),
        (7, "direction: 'laag' cannot stand here."),
        (13, "publish.decimals: 'veel' cannot stand here."),
    ]


def test_what_could_not_be_read_is_not_said_again_by_who_uses_it(tmp_path: Path) -> None:
    folder = edit(copied(tmp_path), "organisations.yaml", "kind: totaal", "kind: alles")
    edit(folder, "themes.yaml", "intro:", "inleiding:")
    edit(folder, "datasets/meters.yaml", "level: row", "level: rij")
    edit(folder, "parameters/energie/norm.yaml", "unit: kwh/fte", "unit: 3")
    assert {f.place.file for f in faults(folder)} == {
        "organisations.yaml",
        "themes.yaml",
        "datasets/meters.yaml",
        "parameters/energie/norm.yaml",
    }


def test_an_error_speaks_the_language_of_the_run_and_is_plain_for_programs(
    tmp_path: Path,
) -> None:
    (fault,) = faults(edit(copied(tmp_path), "pack.yaml", "owner: de tests\n", ""))
    with speaking("en"):
        assert str(fault).startswith("pack.yaml:1: owner: 'owner' is missing. Add 'owner'")
    with speaking("nl"):
        assert str(fault) == "pack.yaml:1: owner: 'owner' ontbreekt. Voeg 'owner' toe."
    assert fault.plain()["line"] == 1
    assert fault.plain()["what"] == {
        "nl": "owner: 'owner' ontbreekt.",
        "en": "owner: 'owner' is missing.",
    }


def test_a_link_that_leads_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    secret = tmp_path / "geheim.yaml"
    secret.write_text("id: geheim\nwachtwoord: hunter2\n", "utf-8")
    (folder / "datasets" / "geheim.yaml").symlink_to(secret)
    (folder / "views" / "uitstoot.sql").unlink()
    (folder / "views" / "uitstoot.sql").symlink_to(secret)
    found = faults(folder)
    assert {(f.place.file, "outside the pack" in f.in_language("en")) for f in found} == {
        ("datasets/geheim.yaml", True),
        ("datasets/uitstoot.yaml", True),
        ("views/uitstoot.sql", True),
    }
    assert not any("hunter2" in f.in_language(lang) for f in found for lang in ("nl", "en"))


def test_a_pack_whose_pack_yaml_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "pack.yaml").rename(tmp_path / "elders.yaml")
    (folder / "pack.yaml").symlink_to(tmp_path / "elders.yaml")
    assert "link" in faults(folder)[0].in_language("nl")


def test_a_file_that_nothing_reads_is_an_error_each(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name in ("kladje.txt", "views/oud.sql"):
        (folder / name).write_text("x", "utf-8")
    assert [f.place.file for f in faults(folder)] == ["kladje.txt", "views/oud.sql"]


def test_a_folder_without_pack_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.yaml ontbreekt"):
        load_pack(tmp_path)


def test_the_same_pack_has_the_same_hash_and_another_has_not(tmp_path: Path) -> None:
    same = load_pack(PACKS / "mini").sha256
    assert load_pack(PACKS / "mini").sha256 == same
    assert load_pack(edit(copied(tmp_path), "pack.yaml", "1.0.0", "1.0.1")).sha256 != same


def test_a_case_of_no_indicator_and_a_case_that_expects_nothing_are_refused(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path)
    cases = folder / "indicators" / "energie" / "per-fte.cases.yaml"
    cases.rename(cases.with_name("weg.cases.yaml"))
    with pytest.raises(PackError, match=r"hoort bij 'energie\.weg'"):
        list(load_cases(load_pack(folder)))
    text = cases.with_name("weg.cases.yaml").read_text("utf-8")
    cases.write_text(text.replace("expect: {absent: onbekend}", "expect: {}"), "utf-8")
    cases.with_name("weg.cases.yaml").unlink()
    with pytest.raises(PackError, match=r"per-fte\.cases\.yaml:10: .*verwacht niets"):
        list(load_cases(load_pack(folder)))


def test_organisations_may_be_made_from_a_mapping_too(mini: Any) -> None:
    assert Organisations(mini.organisations.by_id).by_id == mini.organisations.by_id
