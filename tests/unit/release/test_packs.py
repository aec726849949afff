"""A release of a pack that builds on another holds both, and is made again from them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.release import factories
from verantwoord.model import parts
from verantwoord.model.parts import parts_of
from verantwoord.release.publish import Order
from verantwoord.release.reading import pack_folder
from verantwoord.release.verify import Conclusion
from verantwoord.site.whole import publish, verify

WET = """\
id: zilverwet
version: 2.1.0
title: {nl: Wet van Zilverland, en: Law of Zilverland}
owner: de tests
fictional: true
"""


def _override(law: Path, pack: Path) -> None:
    """Let the country have its own hours per job, equal to those of the law but for the reason."""
    name = "parameters/banen/uren-per-baan.yaml"
    first, rest = (law / name).read_text("utf-8").split("\n", 1)
    (pack / name).parent.mkdir(parents=True)
    declared = "overrides: {of: zilverwet, reason: {nl: Zilverland telt anders.}}"
    (pack / name).write_text(f"{first}\n{declared}\n{rest}", "utf-8")


@pytest.fixture
def layered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release of Zilverland of which the parameters stand in a pack of law beside it."""
    pack, law = tmp_path / "zilverland", tmp_path / "zilverwet"
    shutil.copytree(factories.PACK, pack)
    law.mkdir()
    (law / "pack.yaml").write_text(WET, "utf-8")
    shutil.move(pack / "parameters", law / "parameters")
    _override(law, pack)
    text = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(f"{text}builds-on: [zilverwet]\n", "utf-8")
    monkeypatch.setattr(factories, "PACK", pack)
    out = tmp_path / "uit" / "klein-2024"
    publish(factories.small_workspace(tmp_path), Order("klein-2024"), out)
    shutil.rmtree(law)
    shutil.rmtree(pack)
    return out


@pytest.mark.slow
def test_a_release_keeps_all_packs_and_is_verified_from_them_alone(layered: Path) -> None:
    packs = parts_of(layered / "packs" / "zilverland")
    assert [p.info.id for p in packs] == ["zilverwet", "zilverland"]
    receipt = json.loads((layered / "receipt.json").read_text("utf-8"))
    assert receipt["pack"]["id"] == "zilverland"
    assert receipt["pack"]["builds_on"] == [{"id": "zilverwet", "version": "2.1.0"}]
    assert "zilverwet" in (layered / "kwitantie.html").read_text("utf-8")
    assert verify(layered).conclusion is Conclusion.EQUAL

    page = (layered / "indicator/banen.aantal.html").read_text("utf-8")
    assert "Wijkt af van <code>zilverwet</code>: Zilverland telt anders." in page

    law = layered / "packs/zilverwet/parameters/banen/kleinste-noemer.yaml"
    law.write_text(law.read_text("utf-8") + "\n", "utf-8")
    norm = layered / "packs/zilverland/parameters/banen/uren-per-baan.yaml"
    norm.write_text(norm.read_text("utf-8").replace("330.72", "331.72"), "utf-8")
    verdict = verify(layered)
    assert verdict.differences[0].figure.startswith("banen.aantal@")
    told = {file.relative_to(layered).as_posix() for file in (law, norm)}
    assert told <= set(verdict.changed)


@pytest.mark.slow
def test_a_pack_of_the_program_does_not_fill_a_hole_in_a_release(
    layered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programma").mkdir()
    shutil.move(layered / "packs/zilverwet", tmp_path / "programma/zilverwet")
    monkeypatch.setattr(parts, "_WITH_THE_PROGRAM", (tmp_path / "programma",))
    verdict = verify(layered)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert "mist pack zilverwet" in verdict.problems[0]


def test_a_release_named_by_a_relative_path_has_all_its_packs(
    layered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(layered.parent)
    assert pack_folder(Path(layered.name)) == Path(layered.name) / "packs" / "zilverland"
