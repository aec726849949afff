"""The commands check, template, deliver and status: words, forms and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.unit.deliveries.factory import csv_file
from tests.unit.deliveries.workbooks import seen
from verantwoord.cli import make_group
from verantwoord.language import speaking

MINI = Path(__file__).parents[2] / "packs" / "mini"
METERS = "organisatie,maand,drager,verbruik,eenheid"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(make_group(), [str(a) for a in arguments])


def test_check_says_what_is_wrong_and_exits_one(tmp_path: Path) -> None:
    file = csv_file(tmp_path, f"{METERS}\nalfa,2024-05,stroom,-1,kWh")
    given = ("check", "--pack", MINI, "--dataset", "meters", file)
    text = run(*given)
    assert text.exit_code == 1
    assert "Rij 2, kolom verbruik: verbruik = -1. Verbruik is nul of meer." in text.output
    report = json.loads(run(*given, "--format", "json").output)
    assert (report["total"], report["rows"]) == (1, 1)
    assert report["findings"][0]["rule"] == "meters.niet-negatief"
    assert report["findings"][0]["severity"] == "blocks"


def test_check_of_a_good_file_exits_zero_and_stores_nothing(tmp_path: Path) -> None:
    file = csv_file(tmp_path, f"{METERS}\nalfa,2024-05,stroom,1,kWh")
    result = run("check", "--pack", MINI, "--dataset", "meters", file)
    assert (result.exit_code, list(tmp_path.iterdir())) == (0, [file])
    assert "1 rij, geen bevindingen" in result.output


@pytest.mark.parametrize(
    "wrong",
    [
        ("--dataset", "niets"),
        ("--dataset", "meters", "--period", "juli"),
        ("--dataset", "meters", "--organisation", "omega"),
    ],
)
def test_wrong_use_exits_two(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    file = csv_file(tmp_path, METERS)
    assert run("check", "--pack", MINI, *wrong, file).exit_code == 2


def test_a_template_is_written_and_its_example_is_all_that_is_wrong(tmp_path: Path) -> None:
    out = tmp_path / "m.csv"
    given = ("--pack", MINI, "--dataset", "meters", "--organisation", "alfa", "--period", "2023-01")
    assert run("template", *given, "--out", out).exit_code == 0
    said = run("check", *given, out)
    assert said.exit_code == 1
    assert said.output.count("[voorbeeldrij]") == 1
    assert "1  voorbeeldrij" in said.output
    assert run("template", *given, "--out", "m.pdf").exit_code == 2


def test_deliver_correct_and_status(tmp_path: Path) -> None:
    place = tmp_path / "werk"
    first = csv_file(tmp_path, "fte\n1", "a.csv")
    second = csv_file(tmp_path, "fte\n2", "b.csv")
    about = ("--dataset", "fte", "--organisation", "alfa", "--period", "2023-01")
    assert run("deliver", place, first, *about).exit_code == 2
    made = run("deliver", place, first, "--pack", MINI, *about, "--received-on", "2023-02-01",
               "--format", "json")  # fmt: skip
    answer = json.loads(made.output)
    assert (made.exit_code, answer["accepted"], answer["rows"]) == (0, True, 1)
    corrected = run("deliver", place, second, *about, "--received-on", "2023-02-02",
                    "--replaces", answer["id"][:10], "--reason", "typefout")  # fmt: skip
    assert corrected.exit_code == 0
    state = run("status", place, "--on", "2023-02-20", "--format", "json")
    report = json.loads(state.output)
    fte = next(r for r in report["requests"] if r["request"] == "fte")
    assert (state.exit_code, fte["accepted"], len(fte["gaps"])) == (1, 1, 1)
    assert report["corrections"][0]["reason"] == "typefout"
    table = run("status", place, "--on", "2023-02-20").output
    assert "ontbreekt: fte beta 2023-01 (uiterlijk 2023-02-20)" in table
    assert "correctie: fte alfa 2023-01 (2023-02-02): typefout" in table


def test_a_refused_delivery_prints_the_findings_and_exits_one(tmp_path: Path) -> None:
    file = csv_file(tmp_path, "fte\nx")
    about = ("--dataset", "fte", "--organisation", "alfa", "--period", "2023-01")
    result = run("deliver", tmp_path / "werk", file, "--pack", MINI, *about)
    assert result.exit_code == 1
    assert "[geen-getal]" in result.output
    assert "er is niets bewaard" in result.output
    assert run("deliver", tmp_path / "werk", file, *about, "--accept", "x").exit_code == 2


def test_english_is_spoken_when_asked(tmp_path: Path) -> None:
    file = csv_file(tmp_path, "fte\nx")
    with speaking("en"):
        result = run("check", "--pack", MINI, "--dataset", "fte", file)
    assert "Row 2, column fte: It says 'x'. A number belongs here" in result.output


@pytest.mark.parametrize("name", ["check", "template", "deliver", "status"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"Voorbeeld: verantwoord {name} " in " ".join(run(name, "--help").output.split())


def test_check_gives_a_workbook_back(tmp_path: Path) -> None:
    file = csv_file(tmp_path, f"{METERS}\nalfa,2024-05,stroom,-1,kWh")
    out = tmp_path / "bevindingen.xlsx"
    given = ("check", "--pack", MINI, "--dataset", "meters", file, "--out", out)
    said = run(*given)
    assert said.exit_code == 1
    assert f"Werkmap met de bevindingen: {out}" in said.output
    assert seen(out)["meters"].coloured == {"D2": "red"}
    assert json.loads(run(*given, "--overwrite", "--format", "json").output)["out"] == str(out)


def test_check_never_writes_where_it_may_not(tmp_path: Path) -> None:
    file = csv_file(tmp_path, f"{METERS}\nalfa,2024-05,stroom,-1,kWh")
    there = tmp_path / "er-al.xlsx"
    there.write_text("van iemand")
    own = tmp_path / "eigen.xlsx"
    shutil.copy(file, own)
    for given, word in (
        ((file, "--out", there), "--overwrite"),
        ((file, "--out", tmp_path / "weg" / "a.xlsx"), "is er niet"),
        ((file, "--out", tmp_path / "a.csv"), ".xlsx"),
        ((own, "--out", own, "--overwrite"), "dat is het bestand dat u controleert"),
    ):
        said = run("check", "--pack", MINI, "--dataset", "meters", *given)
        assert (said.exit_code, word in said.output) == (2, True), said.output
    assert there.read_text() == "van iemand"
    assert own.read_bytes() == file.read_bytes()
    assert run("check", "--pack", MINI, "--dataset", "meters", file, "--out", there, "--overwrite")
    assert seen(there)["meters"].coloured == {"D2": "red"}
