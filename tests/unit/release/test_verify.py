"""Verification: equal when untouched; one digit anywhere is found and the figure is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from verantwoord.cli.verify import command
from verantwoord.release.errors import ReleaseError
from verantwoord.site.whole import verify


def test_an_untouched_release_is_equal(release: Path) -> None:
    verdict = verify(release)
    assert verdict.equal, verdict
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 0 and "Gelijk" in result.output


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_one_digit_in_a_delivered_file_names_the_figure(release: Path) -> None:
    files = (p for p in sorted((release / "inputs").glob("*.csv")) if "bosbouw" in p.read_text())
    path = next(p for p in files if "2024-Q1" in p.read_text())
    text = path.read_text("utf-8")
    hours = re.search(r"dienst;(\d+),25", text)
    assert hours
    change(path, hours[1], str(int(hours[1]) + 1))
    verdict = verify(release)
    assert not verdict.equal
    assert verdict.differences[0].figure.startswith("banen.aandeel@bosbouw@2024")
    assert any("banen-bosbouw-2024-K1.csv" in p and "inhoud" in p for p in verdict.problems)
    assert [p for p in verdict.tampered if p.startswith("inputs/")]


def test_one_digit_in_a_parameter_names_the_figure(release: Path) -> None:
    change(release / "packs/zilverland/parameters/banen/uren-per-baan.yaml", "330.72", "331.72")
    verdict = verify(release)
    assert verdict.differences[0].figure.startswith("banen.aantal@")
    assert verdict.differences[0].column == "value"
    assert "packs/zilverland/parameters/banen/uren-per-baan.yaml" in verdict.tampered
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 1 and "banen.aantal@" in result.output


def test_one_digit_in_a_published_figure_names_the_figure(release: Path) -> None:
    change(release / "data/figures.csv", ",3240.125,", ",3240.126,")
    verdict = verify(release)
    (only,) = verdict.differences
    assert only.figure == "energie.verbruik@zilverland@2024"
    assert (only.column, only.published, only.recomputed) == ("value", "3240.126", "3240.125")
    assert verdict.changed == ("data/figures.csv",)


def test_one_digit_on_a_page_names_the_page(release: Path) -> None:
    change(release / "indicator/energie.verbruik.html", "3.240", "3.241")
    verdict = verify(release)
    assert verdict.differences == ()
    assert verdict.changed == verdict.tampered == ("indicator/energie.verbruik.html",)


def test_a_tampered_receipt_is_found(release: Path) -> None:
    """Who changes a page and the hash in the receipt too is still found: everything is remade."""
    import hashlib

    page = release / "hiaten.html"
    change(page, "Hiaten", "Haten")
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    receipt["files"]["hiaten.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    (release / "receipt.json").write_text(
        json.dumps(receipt, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    verdict = verify(release)
    assert verdict.tampered == ()
    assert set(verdict.changed) == {"hiaten.html", "receipt.json"}


def test_a_file_too_many_and_a_file_too_few_are_found(release: Path) -> None:
    (release / "extra.html").write_text("erbij", "utf-8")
    (release / "uitleg.html").unlink()
    verdict = verify(release)
    assert verdict.unknown == ("extra.html",)
    assert verdict.changed == ("uitleg.html",)


def test_a_pack_that_no_longer_loads_is_said_in_words(release: Path) -> None:
    (release / "packs/zilverland/themes.yaml").write_text("themes: [", "utf-8")
    verdict = verify(release)
    assert not verdict.equal
    assert "themes.yaml" in verdict.problems[0]


def test_a_release_of_another_version_of_the_program_says_so(release: Path) -> None:
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    receipt["engine"]["version"] = "0.0.1"
    (release / "receipt.json").write_text(json.dumps(receipt), "utf-8")
    verdict = verify(release)
    assert verdict.other_engine and verdict.other_engine.startswith("0.0.1")
    assert verdict.differences == ()


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"receipt\.json ontbreekt"):
        verify(tmp_path)
    (tmp_path / "receipt.json").write_text("{", "utf-8")
    with pytest.raises(ReleaseError, match="niet te lezen"):
        verify(tmp_path)
    (tmp_path / "receipt.json").write_text('{"format": "verantwoord-kwitantie/1"}', "utf-8")
    with pytest.raises(ReleaseError, match="mist"):
        verify(tmp_path)
