"""From the wheel alone, in an empty folder: demo, explain and check find their packs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.wheel import run

pytestmark = pytest.mark.slow


def test_the_packs_are_in_the_wheel_whole(installed: Path) -> None:
    for pack in sorted(p.parent for p in (REPOSITORY / "packs").glob("*/pack.yaml")):
        here = {p.relative_to(pack) for p in pack.rglob("*") if p.is_file()}
        inside = installed / "verantwoord" / "packs" / pack.name
        assert {p.relative_to(inside) for p in inside.rglob("*") if p.is_file()} == here


def test_in_an_empty_folder_packs_are_found_by_id(installed: Path, tmp_path: Path) -> None:
    where = "import verantwoord.model.parts as p; print(p.folder_with_the_program())"
    shown = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(shown) == installed / "verantwoord" / "packs"
    assert "1331" in run(installed, tmp_path, "explain", "banenafspraak.banen-jaar")
    assert "oefenrijk" in run(installed, tmp_path, "pack", "check", "oefenrijk")
    lines = ["periode;peildatum;onderdeel;fte"]
    lines += [f"2024-{m:02d};2024-{m:02d}-28;kern;410,5" for m in range(1, 13)]
    (tmp_path / "fte.csv").write_text("\n".join(lines) + "\n", "utf-8")
    words = ("--dataset", "fte", "--organisation", "alfa", "--period", "2024", "fte.csv")
    assert "12 rijen, geen bevindingen" in run(
        installed, tmp_path, "check", "--pack", "packs/oefenrijk", *words
    )


def test_the_demo_is_made_from_the_wheel_alone(demo: Path) -> None:
    shown = (demo / "gezegd.txt").read_text("utf-8")
    for release in ("rijk-2022", "oefenrijk-2024"):
        assert re.search(rf"^{release}: [1-9]\d+ cijfers uit [1-9]\d* leveringen", shown, re.M)
    assert {p.name for p in (demo / "uit/oefenrijk-2024/packs").iterdir()} == {
        "cio-stelsel",
        "duurzame-bedrijfsvoering",
        "hybride-werken",
        "ict-portfolio",
        "informatie-op-orde",
        "iv-plannen",
        "normen-hybride-werken",
        "normen-ict",
        "oefenrijk",
        "privacy",
        "wet-banenafspraak",
    }


def test_the_pages_of_findings_are_in_the_wheel(installed: Path) -> None:
    inside = installed / "verantwoord" / "docs" / "meldingen"
    pages = {p.name for p in (REPOSITORY / "docs" / "meldingen").glob("*.md")}
    assert {p.name for p in inside.iterdir()} == pages


def test_in_an_empty_folder_a_new_pack_is_right(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "pack", "new", "papier", "--builds-on", "wet-banenafspraak")
    said = run(installed, tmp_path, "pack", "check", "papier", "--strict")
    assert said.endswith("alles klopt\n")
    assert (tmp_path / "schemas" / "pack" / "v1" / "indicator.json").is_file()
