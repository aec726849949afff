"""`verantwoord register ...`: exit codes, both languages, and no half-written files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import REPOSITORY
from verantwoord.cli.register import command
from verantwoord.language import speaking
from verantwoord.model.errors import PackError
from verantwoord.register.loading import load_register
from verantwoord.register.model342 import WindowError

TEST, RIJK = str(REPOSITORY / "packs" / "oefenrijk"), str(REPOSITORY / "packs" / "rijk")
DATA = Path(__file__).parents[1] / "sources" / "data"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_check_exits_with_one_when_something_was_found() -> None:
    done = run("check", "--pack", TEST)
    assert done.exit_code == 1
    assert "[venster-gat]" in done.output
    assert "register/lijsten.yaml:" in done.output
    clean = run("check", "--pack", RIJK)
    assert clean.exit_code == 0
    assert "0 bevindingen" in clean.output


def test_check_speaks_json_and_judges_existence_when_asked(tmp_path: Path) -> None:
    known = tmp_path / "bekend.txt"
    known.write_text("\n".join(load_register(Path(TEST)).documents), "utf-8")
    found = json.loads(
        run("check", "--pack", TEST, "--known", str(known), "--format", "json").output
    )
    assert sum(f["code"] == "kamerstuk-onbekend" for f in found) == 3
    assert set(found[0]) == {"code", "items", "where", "what", "why"}


def test_check_speaks_english() -> None:
    with speaking("en"):
        assert "findings." in run("check", "--pack", RIJK).output


def test_a_broken_register_is_a_pack_error(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "x.yaml").write_text("moties: []\n", "utf-8")
    done = run("check", "--pack", str(tmp_path))
    assert isinstance(done.exception, PackError)
    assert "register/x.yaml:1" in str(done.exception)


def test_chain_walks_both_ways() -> None:
    there = run("chain", "--pack", TEST, "energie.motie-03").output
    assert "passage:verslag.passage-energie" in there
    back = run("chain", "--pack", TEST, "--back", "--format", "json", "verslag.passage-energie")
    assert any("motie:energie.motie-03" in walk for walk in json.loads(back.output))
    assert run("chain", "--pack", TEST, "bestaat-niet").exit_code == 2


def test_open_shows_age_and_what_is_only_last_known() -> None:
    lines = run("open", "--pack", TEST, "--on", "2024-12-31").output.splitlines()
    ages = [int(line.split()[0]) for line in lines]
    assert ages == sorted(ages, reverse=True)
    assert "(laatst bekend)" in run("open", "--pack", RIJK, "--on", "2024-12-31").output


@pytest.mark.parametrize("form", ["csv", "markdown", "html"])
def test_the_annex_is_written_whole(tmp_path: Path, form: str) -> None:
    out = tmp_path / "uit" / f"bijlage.{form}"
    given = ("--until", "2025-06-30", "--form", form, "--out", str(out))
    done = run("export-3.42", "--pack", TEST, *given)
    assert done.exit_code == 0, done.output
    assert "energie.motie-01" in out.read_text("utf-8") or form != "csv"
    assert [p.name for p in out.parent.iterdir()] == [out.name]


def test_the_annex_refuses_a_window_that_does_not_join() -> None:
    done = run("export-3.42", "--pack", TEST, "--until", "2025-06-30", "--from", "2025-02-01")
    assert isinstance(done.exception, WindowError)


def test_the_annex_of_a_theme_can_be_read_back(tmp_path: Path) -> None:
    given = ("--pack", TEST, "--until", "2025-06-30", "--theme", "energie")
    text = run("export-3.42", *given).output
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    path = tmp_path / "lijst.csv"
    path.write_text(text, "utf-8")
    done = run("import", "--theme", "energie", "--pack", TEST, "--until", "2025-06-30", str(path))
    assert done.exit_code == 0, done.output
    assert done.stdout.count("item:") == len(rows)


def test_open_data_is_imported_and_what_is_strange_is_said(tmp_path: Path) -> None:
    out = tmp_path / "register" / "proef.yaml"
    files = [str(DATA / n) for n in ("zaak.json", "los.json", "toezegging.json")]
    done = run("import", "--theme", "proef", "--out", str(out), *files)
    assert done.exit_code == 1
    assert "Controversieel verklaard" in done.stderr
    loaded = load_register(tmp_path)
    assert (len(loaded.motions), len(loaded.commitments)) == (4, 3)
    again = run("import", "--theme", "proef", "--out", str(out), *files)
    assert again.exit_code == 2
    assert "bestaat al" in again.output


def test_import_asks_for_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("soort,groep\n", "utf-8")
    assert run("import", "--theme", "x", str(path)).exit_code == 2
    assert run("import", "--theme", "x", str(path), str(path)).exit_code == 2


def test_exceptions_take_facts_and_the_register(tmp_path: Path) -> None:
    facts = tmp_path / "doelen.json"
    goal = {"goal": "energie.gas", "organisation": "alfa", "period": "2024"}
    facts.write_text(
        json.dumps([goal | {"status": "niet gehaald", "value": "9", "target": "5"}]), "utf-8"
    )
    given = ("--pack", TEST, "--on", "2024-12-31", "--targets", str(facts))
    text = run("exceptions", *given).output
    assert "[doel niet gehaald] energie.gas alfa 2024: Niet gehaald: 9 tegen een doel van 5" in text
    assert "[motivering ontbreekt] energie.gas" in text
    assert "[termijn verstreken]" in text
    lines = json.loads(run("exceptions", *given, "--format", "json").output)
    assert {line["item"] for line in lines} == {
        "totstandkoming niet-financiële informatie",
        "overige aspecten van de bedrijfsvoering",
    }


def test_the_mirror_exits_with_one_when_something_did_not_return() -> None:
    done = run("mirror", "--pack", TEST, "--year", "2024")
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "verslag.aankondiging-trein: NIET GERAPPORTEERD"
    empty = run("mirror", "--pack", TEST, "--year", "1999")
    assert empty.exit_code == 0
    assert "Geen aankondigingen" in empty.stderr


def test_claims_without_a_figure_are_counted_out_of_all(tmp_path: Path) -> None:
    figures = tmp_path / "cijfers.csv"
    figures.write_text("figure,indicator\nx,banenafspraak.m4-realisatie-pct\n", "utf-8")
    many = run("claims", "--pack", RIJK, "--figures", str(figures)).output.splitlines()
    few = run("claims", "--pack", RIJK).output.splitlines()
    assert len(many) > len(few)
    assert "van" in many[-1]
    assert many[-1].endswith("uitspraken zonder cijfer.")
