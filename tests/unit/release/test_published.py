"""What was taken over from publications is listed completely, or refused at its line."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PACKS, REPOSITORY
from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.register.loading import register_of
from verantwoord.release.pack_items import items_of_pack
from verantwoord.release.published import published_of

GOOD = """\
leveringen:
  - {dataset: fte, organisation: alfa, period: 2024, file: fte.csv, received-on: 2025-01-02}
"""


def published(tmp_path: Path, text: str, *files: str) -> Any:
    folder = tmp_path / "mini"
    shutil.copytree(PACKS / "mini", folder)
    (folder / "published").mkdir()
    for name in ("fte.csv", *files):
        (folder / "published" / name).write_text("x\n", "utf-8")
    (folder / "published/leveringen.yaml").write_text(text, "utf-8")
    return published_of(load_pack(folder))


def test_a_whole_entry_is_read(tmp_path: Path) -> None:
    (one,) = published(tmp_path, GOOD, "README.md")
    assert (one.dataset, str(one.period), one.file.name) == ("fte", "2024", "fte.csv")
    assert one.explanations == {}


def test_a_pack_that_took_nothing_over_has_nothing() -> None:
    assert published_of(load_pack(PACKS / "mini")) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("leveringen:", "lijst:", 1, "geen lijst leveringen"),
        ("period: 2024, ", "", 2, "period"),
        ("period: 2024", "period: ooit", 2, "ooit"),
        ("organisation: alfa", "organisatie: alfa", 2, "organisatie, organisation"),
        ("dataset: fte", "dataset: ftes", 2, "'ftes'"),
        ("file: fte.csv", "file: weg.csv", 2, "weg.csv"),
        ("file: fte.csv", "file: ../pack.yaml", 2, "../pack.yaml"),
        ("received-on: 2025-01-02", "received-on: gisteren", 2, "geen dag"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(PackError) as caught:
        published(tmp_path, GOOD.replace(old, new))
    assert str(caught.value.place) == f"published/leveringen.yaml:{line}"
    assert words in str(caught.value)


def test_a_file_that_no_entry_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"noemt vergeten\.csv niet"):
        published(tmp_path, GOOD, "vergeten.csv")


def test_whoever_asks_every_file_of_a_pack_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    load = strict_yaml.load

    def counted(path: Path, shown_as: str) -> strict_yaml.Document:
        read[shown_as] += 1
        return load(path, shown_as)

    monkeypatch.setattr(strict_yaml, "load", counted)
    pack = load_pack(REPOSITORY / "packs" / "rijk")
    for _ in range(2):
        items_of_pack(pack)
        pack.once(register_of)
        pack.once(published_of)
    assert read["wet-banenafspraak/indicators/banenafspraak/doel.yaml"] == 1
    several = {name for name, times in read.items() if times > 1 and "pack.yaml" not in name}
    assert several == set()
    assert {name.split("/")[0] for name in read} >= {"register", "programmes", "published"}
