"""A pack is named by its folder or its id, and `pack check` says everything about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import PACKS, REPOSITORY
from verantwoord.cli import make_group
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.workspace import Workspace
from verantwoord.extras import MissingExtra
from verantwoord.language import speaking
from verantwoord.release import reports


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(make_group(), list(words))
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["wet-banenafspraak", "packs/wet-banenafspraak"])
def test_in_an_empty_folder_the_pack_of_the_program_is_found_by_id(name: str) -> None:
    assert "wet-banenafspraak 1.0.0" in run("pack", "check", "--strict", name).output


def test_the_pack_in_the_folder_goes_before_that_of_the_program(empty: Path) -> None:
    shutil.copytree(REPOSITORY / "packs" / "privacy", empty / "packs" / "privacy")
    yaml = empty / "packs/privacy/pack.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("version: 1.0.0", "version: 9.9.9"), "utf-8")
    assert "privacy 9.9.9" in run("pack", "check", "privacy").output
    assert "privacy 9.9.9" in run("pack", "check", "packs/privacy").output


def test_a_folder_with_the_name_of_a_pack_that_is_none_is_passed_over(empty: Path) -> None:
    (empty / "privacy").mkdir()
    assert "privacy 1.0.0" in run("pack", "check", "privacy").output


@pytest.mark.parametrize("name", ["geenpack", "packs/geenpack", "elders/privacy", "../privacy"])
def test_a_pack_that_is_nowhere_is_refused_with_where_was_looked(name: str) -> None:
    output = run("pack", "check", name, code=2).output
    assert "Gezocht in" in output
    assert str(REPOSITORY / "packs") in output.replace("\n", "").replace("│", "")


def test_explain_shows_where_a_definition_stands_and_what_it_deviates_from() -> None:
    output = run("explain", "banenafspraak.banen-jaar", "--pack", "oefenrijk").output
    assert "wet-banenafspraak/indicators/banenafspraak/banen-jaar.yaml" in output
    assert "banenafspraak.uren-per-baan [uur per baan], uit pack oefenrijk" in output
    assert "wijkt af van wet-banenafspraak: Oefenrijk rekent met een verzonnen norm" in output
    assert "1320" in output
    real = run("explain", "banenafspraak.banen-jaar").output
    assert "wijkt af" not in real
    assert "1331" in real


def test_explain_says_what_a_law_leaves_open() -> None:
    output = run("explain", "banenafspraak.doel-verdeeld", "--pack", "wet-banenafspraak").output
    assert output.count("opengelaten") == 2


@pytest.mark.parametrize("folder", sorted((REPOSITORY / "packs").glob("*/pack.yaml")), ids=str)
def test_our_packs_are_without_warnings(folder: Path) -> None:
    run("pack", "check", "--strict", str(folder.parent))


def test_an_indicator_without_a_case_is_a_warning_and_with_strict_an_error(empty: Path) -> None:
    shutil.copytree(PACKS / "mini", empty / "mini")
    shown = run("pack", "check", "mini").output
    assert "waarschuwing: indicators/energie/verbruik.yaml:1" in shown
    assert "'energie.per-fte'" not in shown
    run("pack", "check", "--strict", "mini", code=1)


def test_what_nothing_reads_and_what_can_have_no_figure_are_warnings(empty: Path) -> None:
    shutil.copytree(PACKS / "mini", empty / "mini")
    (empty / "mini/requests/fte.yaml").unlink()
    text = (empty / "mini/parameters/energie/norm.yaml").read_text("utf-8")
    extra = text.replace("id: energie.norm", "id: energie.vergeten")
    (empty / "mini/parameters/energie/vergeten.yaml").write_text(extra, "utf-8")
    shown = run("pack", "check", "mini").output
    assert "niets leest parameter 'energie.vergeten'" in shown
    assert "parameter 'energie.norm'" not in shown
    assert "'energie.per-fte' kan geen cijfer krijgen; aan niemand gevraagd" in shown
    assert "'energie.verbruik' kan geen cijfer" not in shown


def test_a_fault_in_the_register_is_found_too(empty: Path) -> None:
    shutil.copytree(PACKS / "mini", empty / "mini")
    (empty / "mini/register").mkdir()
    (empty / "mini/register/energie.yaml").write_text("moties: []\n", "utf-8")
    result = CliRunner().invoke(make_group(), ["pack", "check", "mini"])
    assert "register/energie.yaml:1" in str(result.exception)


def test_nobody_delivers_to_a_law_alone(empty: Path) -> None:
    words = ("--pack", "wet-banenafspraak", "--dataset", "banenafspraak-uren")
    more = ("--organisation", "bzk", "--period", "2024")
    output = run("template", *words, *more, "--out", "x.csv", code=2).output
    assert "heeft geen organisaties" in output
    with pytest.raises(NotDelivered, match="geen organisaties"):
        Workspace.create(empty / "werk", REPOSITORY / "packs" / "wet-banenafspraak")


def test_a_case_that_is_wrong_is_an_error_in_the_language_asked(empty: Path) -> None:
    shutil.copytree(PACKS / "mini", empty / "mini")
    cases = empty / "mini/indicators/energie/per-fte.cases.yaml"
    text = cases.read_text("utf-8")
    assert 'value: "12.5"' in text
    cases.write_text(text.replace('value: "12.5"', 'value: "999"', 1), "utf-8")
    assert "1 fout" in run("pack", "check", "mini", code=1).output
    with speaking("en"):
        shown = run("pack", "check", "mini", code=1).output
    assert "1 mistake" in shown
    assert "warning: indicators/energie/verbruik.yaml:1: 'energie.verbruik' has no" in shown


def test_without_the_extra_for_documents_the_rest_is_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without(_pack: object) -> None:
        raise MissingExtra("documents", "lxml")

    monkeypatch.setattr(reports, "covered_documents", without)
    shown = run("pack", "check", "privacy").output
    assert "documents/ is niet nagekeken" in shown
    assert "verantwoord[documents]" in shown
    assert "alles klopt" in shown
