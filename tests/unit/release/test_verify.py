"""Verification: equal when untouched; one digit anywhere is found and the figure is named."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from verantwoord.cli.verify import command
from verantwoord.deliveries.workspace import Workspace
from verantwoord.release.errors import ReleaseError
from verantwoord.release.program import Program, this_program
from verantwoord.release.publish import Order
from verantwoord.release.publish import publish as publish_with
from verantwoord.release.verify import Conclusion, Verdict
from verantwoord.site import whole
from verantwoord.site.whole import verify

OLDER = replace(this_program(), libraries={**this_program().libraries, "duckdb": "2.0.0-oud"})
REDRAWN = replace(this_program(), pages="0" * 64)


def test_an_untouched_release_is_equal(release: Path) -> None:
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.EQUAL, verdict
    assert verdict == Verdict(verdict.figures, verdict.files)  # and nothing to remark
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 0 and result.output.startswith("Gelijk: ")
    assert "Dit bewijst niet" in result.output


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def forge(release: Path, name: str, content: bytes) -> None:
    """Change a file, and its hash in the receipt too."""
    (release / name).write_bytes(content)
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    receipt["files"][name] = hashlib.sha256(content).hexdigest()
    text = json.dumps(receipt, ensure_ascii=False, indent=1) + "\n"
    (release / "receipt.json").write_text(text, "utf-8")


def test_one_digit_in_a_delivered_file_names_the_figure(release: Path) -> None:
    files = (
        p for p in sorted((release / "vertrouwelijk").glob("*.csv")) if "bosbouw" in p.read_text()
    )
    path = next(p for p in files if "2024-Q1" in p.read_text())
    text = path.read_text("utf-8")
    hours = re.search(r"dienst;(\d+),25", text)
    assert hours
    change(path, hours[1], str(int(hours[1]) + 1))
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.differences[0].figure.startswith("banen.aandeel@bosbouw@2024")
    assert any("banen-bosbouw-2024-K1.csv" in p and "inhoud" in p for p in verdict.problems)
    assert [p for p in verdict.changed if p.startswith("vertrouwelijk/")]
    assert "data/figures.csv" in verdict.remade


def without_people(release: Path) -> Path:
    shutil.rmtree(release / "vertrouwelijk")
    return release


def test_without_the_files_about_people_the_rest_is_verified(release: Path) -> None:
    verdict = verify(without_people(release))
    assert verdict.conclusion is Conclusion.IN_PART, verdict
    assert verdict.withheld == 5 and 0 < verdict.unseen_figures < verdict.figures
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 5
    assert result.output.startswith("Gelijk voor zover na te rekenen: ")
    assert "vraag vertrouwelijk/ aan wie de uitgave maakte" in result.output


def test_without_the_files_about_people_a_change_in_the_rest_is_found(release: Path) -> None:
    path = without_people(release) / "data" / "figures.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    changed = next(r for r in rows if r["indicator"].startswith("energie.") and r["value"])
    wrong = re.sub(re.escape(f",{changed['value']},"), ",123456,", path.read_text("utf-8"))
    forge(release, "data/figures.csv", wrong.encode())
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.differences[0].figure.startswith("energie.")


def test_without_the_files_about_people_a_page_of_another_figure_is_made_again(
    release: Path,
) -> None:
    page = next((without_people(release) / "cijfer").glob("energie.*.html"))
    name = page.relative_to(release).as_posix()
    forge(release, name, page.read_bytes().replace(b"</h1>", b" 1</h1>"))
    assert verify(release).remade == (name,)


def test_without_the_files_about_people_a_changed_file_is_still_called_so(release: Path) -> None:
    change(without_people(release) / "index.html", "</h1>", " 1</h1>")
    assert verify(release).changed == ("index.html",)


def test_one_file_about_people_too_few_is_missing_as_any_other(release: Path) -> None:
    path = next((release / "vertrouwelijk").glob("*.csv"))
    path.unlink()
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.missing == (path.relative_to(release).as_posix(),)
    assert len(verdict.problems) == 1 and "gaat over mensen" in verdict.problems[0]


def test_one_digit_in_a_parameter_names_the_figure(release: Path) -> None:
    change(release / "packs/zilverland/parameters/banen/uren-per-baan.yaml", "330.72", "331.72")
    verdict = verify(release)
    assert verdict.differences[0].figure.startswith("banen.aantal@")
    assert verdict.differences[0].column == "value"
    assert "packs/zilverland/parameters/banen/uren-per-baan.yaml" in verdict.changed
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 1 and "banen.aantal@" in result.output


def test_one_digit_in_a_published_figure_names_the_figure(release: Path) -> None:
    change(release / "data/figures.csv", ",3240.125,", ",3240.126,")
    verdict = verify(release)
    (only,) = verdict.differences
    assert only.figure == "energie.verbruik@zilverland@2024"
    assert (only.column, only.published, only.recomputed) == ("value", "3240.126", "3240.125")
    assert verdict.changed == ("data/figures.csv",)
    assert verdict.remade == verdict.missing == verdict.added == ()


def test_one_digit_on_a_page_names_the_page(release: Path) -> None:
    change(release / "indicator/energie.verbruik.html", "3.240", "3.241")
    verdict = verify(release)
    assert verdict.differences == ()
    assert verdict.changed == ("indicator/energie.verbruik.html",)


def test_a_tampered_receipt_is_found(release: Path) -> None:
    """Who changes a page and the hash in the receipt too is still found: everything is remade."""
    page = (release / "hiaten.html").read_text("utf-8")
    forge(release, "hiaten.html", page.replace("Hiaten", "Haten", 1).encode())
    verdict = verify(release)
    assert verdict.changed == ()
    assert set(verdict.remade) == {"hiaten.html", "receipt.json"}


def test_a_file_too_many_and_a_file_too_few_are_each_called_so(release: Path) -> None:
    (release / "extra.html").write_text("erbij", "utf-8")
    (release / "uitleg.html").unlink()
    verdict = verify(release)
    assert (verdict.added, verdict.missing) == (("extra.html",), ("uitleg.html",))
    assert verdict.changed == verdict.remade == ()
    output = CliRunner().invoke(command, [str(release)]).output
    assert "Ontbreekt: 1\n  uitleg.html" in output and "Toegevoegd" in output


def test_a_pack_that_no_longer_loads_is_said_in_words(release: Path) -> None:
    (release / "packs/zilverland/themes.yaml").write_text("themes: [", "utf-8")
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert "themes.yaml" in verdict.problems[0]


Made = Callable[[Program], Path]


@pytest.fixture
def made_by(small_workspace: Workspace, tmp_path: Path) -> Made:
    """Makes a release as another program would, and shows it in its receipt."""

    def make(program: Program) -> Path:
        folder = tmp_path / "toen"
        publish_with(small_workspace, Order("klein-2024"), folder, whole._draw, program=program)
        return folder

    return make


def rewritten(path: Path) -> None:
    """Write the same rows as another build of Parquet would."""
    pq.write_table(pq.read_table(path), path, compression="gzip", version="1.0")


def test_other_versions_with_the_same_bytes_are_simply_equal(made_by: Made) -> None:
    verdict = verify(made_by(OLDER))
    assert verdict.conclusion is Conclusion.EQUAL
    assert [part.name for part in verdict.made_with] == ["duckdb"]


def test_another_container_of_an_older_version_is_equal_in_content(made_by: Made) -> None:
    release = made_by(OLDER)
    rewritten(release / "data/figures.parquet")
    page = (release / "hiaten.html").read_bytes()
    forge(release, "hiaten.html", page.replace(b"<main", b"\n <main", 1))
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.SAME_CONTENT
    assert verdict.form == ("data/figures.parquet", "hiaten.html", "receipt.json")
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 0
    assert result.output.startswith("Gelijk in inhoud, gemaakt met duckdb 2.0.0-oud, nu 2.")
    assert "3 bestanden verschillen alleen in vorm" in result.output


def test_another_container_of_the_same_version_is_a_difference(release: Path) -> None:
    rewritten(release / "data/figures.parquet")
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.remade == ("data/figures.parquet",)


def test_another_value_in_the_container_is_a_change_of_that_file(made_by: Made) -> None:
    release = made_by(OLDER)
    path = release / "data/figures.parquet"
    table = pq.read_table(path)
    column = table.column("published").to_pylist()
    names = table.column_names
    changed = table.set_column(names.index("published"), "published", [["9", *column[1:]]])
    pq.write_table(changed, path)
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert verdict.changed == ("data/figures.parquet",)


@pytest.mark.parametrize("program", [OLDER, REDRAWN], ids=["libraries", "drawing"])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/figures.csv", ",3240.125,", ",3240.126,"),
        ("data/figures.csv", ",gemeten,", ",geschat,"),
        ("data/indicator/energie.verbruik.csv", ",3240.125,", ",3240.126,"),
        ("data/trace/energie.verbruik.json", '"3240.125"', '"3240.126"'),
        ("indicator/energie.verbruik.html", "3.240", "3.241"),
    ],
)
@pytest.mark.slow
def test_a_forger_who_claims_another_version_changes_no_figure(
    made_by: Made, program: Program, name: str, old: str, new: str
) -> None:
    """The file, its hash and the versions are forged; the figure is still different."""
    release = made_by(program)
    content = (release / name).read_text("utf-8")
    assert old in content
    forge(release, name, content.replace(old, new, 1).encode())
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert name in verdict.remade


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"receipt\.json ontbreekt"):
        verify(tmp_path)
    (tmp_path / "receipt.json").write_text("{", "utf-8")
    with pytest.raises(ReleaseError, match="niet te lezen"):
        verify(tmp_path)
    (tmp_path / "receipt.json").write_text('{"format": "verantwoord-receipt/2"}', "utf-8")
    with pytest.raises(ReleaseError, match=r"vorm .* \(release\)"):
        verify(tmp_path)
    (tmp_path / "receipt.json").write_text('{"format": "verantwoord-kwitantie/1"}', "utf-8")
    with pytest.raises(ReleaseError, match="geen kwitantie die dit programma kent"):
        verify(tmp_path)


def test_a_receipt_that_does_not_name_its_program_is_refused(release: Path) -> None:
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    receipt["program"] = ["niets"]
    (release / "receipt.json").write_text(json.dumps(receipt), "utf-8")
    with pytest.raises(ReleaseError, match=r"vorm .* \(program\)"):
        verify(release)
