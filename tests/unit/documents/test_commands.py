"""The commands `cite` and `read`: what they print, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from verantwoord.cli.cite import command as cite
from verantwoord.cli.read import command as read
from verantwoord.documents.errors import DocumentError

RIJK = Path(__file__).parents[3] / "packs" / "rijk"
GIVEN = "zie Kamerstukken II 2022/23, 34352, nr. 258"


@pytest.fixture(autouse=True)
def cache_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_cite_prints_json_with_the_keys_of_the_examples() -> None:
    result = CliRunner().invoke(cite, [GIVEN, "--format", "json"])
    assert result.exit_code == 0
    [one] = json.loads(result.output)
    assert one["identifier"] == "kst-34352-258"
    assert one["span"] == [4, 43]
    assert list(one)[:5] == ["kind", "chamber", "parliamentary_year", "dossier", "number"]


@pytest.mark.parametrize("arguments", [[], ["-"]])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_cite_reads_standard_input_in_any_usual_encoding(
    arguments: list[str], encoding: str
) -> None:
    text = "Kamerstukken II 2022–2023, 34352, nr. 258 (één)".encode(encoding)
    result = CliRunner().invoke(cite, arguments, input=text)
    assert result.exit_code == 0
    assert "kst-34352-258.html" in result.output


def test_cite_tells_what_is_wrong_and_when_there_is_nothing() -> None:
    flagged = CliRunner().invoke(cite, ["Kamerstukken II 2022–203, 36 200, nr. 1"])
    assert "vergaderjaar-klopt-niet: 2022–203" in flagged.output
    assert "Geen verwijzingen" in CliRunner().invoke(cite, ["niets"]).output


def test_read_prints_text_json_and_html(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("Het doel is 30 procent in 2030. Zie Kamerstuk 26 643, nr. 940.")
    text = CliRunner().invoke(read, [str(page)])
    assert "doel: 'doel', 2030, 30 %" in text.output
    found = json.loads(CliRunner().invoke(read, [str(page), "--format", "json"]).output)
    assert [f["kind"] for s in found["sentences"] for f in s["findings"]] == [
        "target",
        "quantity",
        "citation",
    ]
    out = tmp_path / "a.html"
    written = CliRunner().invoke(read, [str(page), "--format", "html", "--out", str(out)])
    assert "2 zinnen" in written.output
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_read_keeps_decisions_about_words_only_when_allowed(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("De energiebesparings\nopgave is verlaagd.")
    CliRunner().invoke(read, [str(page), "--no-cache"])
    assert not (tmp_path / "cache").exists()
    CliRunner().invoke(read, [str(page)])
    [kept] = (tmp_path / "cache" / "verantwoord").iterdir()
    assert "+energiebesparingsopgave" in kept.read_text("utf-8")


def test_a_file_that_cannot_be_read_gives_an_error_that_the_command_line_shows(
    tmp_path: Path,
) -> None:
    page = tmp_path / "a.pdf"
    page.write_bytes(b"%PDF-1.7 broken")
    result = CliRunner().invoke(read, [str(page)])
    assert isinstance(result.exception, DocumentError)
    assert result.exception.exit_code == 3


def test_read_checks_a_coverage_file(tmp_path: Path) -> None:
    page = RIJK / "documents" / "kst-36360-VII-1_p24.txt"
    coverage = page.with_name("kst-36360-VII-1_p24.dekking.yaml")
    asked = [str(page), "--coverage", str(coverage)]
    assert CliRunner().invoke(read, asked).exit_code == 2
    good = CliRunner().invoke(read, [*asked, "--pack", str(RIJK)])
    assert good.exit_code == 0, good.output
    assert "44 claims en doelen, 21 zonder dekking (48%), 44 nog niet bevestigd" in good.output
    bad = tmp_path / "bad.dekking.yaml"
    bad.write_text(coverage.read_text("utf-8").replace("hybride-werken:2027/", "verzonnen/"))
    result = CliRunner().invoke(
        read, [str(page), "--coverage", str(bad), "--pack", str(RIJK)], catch_exceptions=False
    )
    assert result.exit_code == 1
    assert "bestaat niet" in result.output
