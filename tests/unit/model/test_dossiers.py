"""A dossier that cannot be shown, or may not, is refused when the pack is loaded."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.errors import PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.remarks import unread

DOSSIER = """\
id: plannen
title: {nl: Plannen, en: Plans}
theme: iv-plannen
intro: {nl: Per ministerie het plan., en: The plan of each ministry.}
tables:
  - dataset: iv-plan
    columns: [titel, periode_van]
    listed: [titel]
  - dataset: iv-kosten
    where: 'categorie = ''totaal'''
    columns: [planjaar, bedrag]
    side-by-side: {columns-of: planjaar, cell: bedrag}
"""
# what stands there, what stands there instead -> line, and what is said of it
WRONG = [
    ("theme: iv-plannen", "theme: geld", 3, "thema 'geld', die er niet is"),
    ("dataset: iv-plan\n", "dataset: iv-pan\n", 6, "dataset 'iv-pan', die er niet is"),
    ("[titel, periode_van]", "[titel, periode]", 7, "kolom 'periode', die er niet is"),
    ("listed: [titel]", "listed: [naam]", 8, "kolom 'naam', die er niet is"),
    ("    listed: [titel]\n", "", 5, "geen tabel heeft 'listed'"),
    ("'categorie = ''totaal'''", "'soort = ''totaal'''", 9, "soort"),
    ("'categorie = ''totaal'''", "'bedrag * 2'", 9, "bedrag"),
    ("columns-of: planjaar, ", "", 12, "'by' of 'columns-of' ontbreekt"),
    ("cell: bedrag", "cell: kosten", 9, "kolom 'kosten', die er niet is"),
    (
        "    side-by-side: {columns-of: planjaar, cell: bedrag}",
        "    line: {along: planjaar, value: bedrag}",
        9,
        "'planjaar' kan niet worden getekend als along",
    ),
    ("theme: iv-plannen", "theme: iv-plannen\nname: titel", 4, "'name' hoort bij 'about'"),
    ("dataset: iv-kosten", "dataset: iv-plan", 9, "iv-plan"),
]


def with_dossier(folder: Path, country: str, text: str) -> Path:
    made = folder / "packs" / country
    shutil.copytree(REPOSITORY / "tests" / "packs" / country, made)
    (made / "dossiers").mkdir()
    (made / "dossiers" / "plannen.yaml").write_text(text, "utf-8")
    return made


def test_a_dossier_of_a_pack_is_loaded(tmp_path: Path) -> None:
    pack = load_pack(with_dossier(tmp_path, "ict", DOSSIER))
    assert {"plannen", "ict-activiteit", "iv-plan"} <= set(pack.dossiers)


@pytest.mark.parametrize(("right", "wrong", "line", "said"), WRONG)
def test_what_cannot_be_shown_is_refused_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, said: str
) -> None:
    assert right in DOSSIER
    folder = with_dossier(tmp_path, "ict", DOSSIER.replace(right, wrong, 1))
    with pytest.raises(PackErrors) as caught:
        load_pack(folder)
    found = [e for e in caught.value.errors if said in str(e)]
    assert found, str(caught.value)
    assert [e.place.file for e in found] == ["dossiers/plannen.yaml"]
    assert [e.place.line for e in found] == [line]


def test_rows_about_people_are_on_no_page(tmp_path: Path) -> None:
    """Whoever sees the rows sees the people, whatever is hidden in the figures."""
    text = (
        DOSSIER.partition("  - dataset: iv-kosten")[0]
        .replace("iv-plan\n", "kwiv-fte\n")
        .replace("[titel, periode_van]", "[onderdeel, iv_fte]")
        .replace("[titel]", "[iv_fte]")
        .replace("theme: iv-plannen", "theme: i-vakmanschap")
    )
    with pytest.raises(PackErrors, match="gaat over mensen; hun rijen staan op geen bladzijde"):
        load_pack(with_dossier(tmp_path, "stelsel", text))


def test_a_dataset_that_only_a_dossier_shows_is_used() -> None:
    """Milestones stand on the page of an activity; no figure rests on them."""
    pack = load_pack(REPOSITORY / "packs" / "ict-portfolio")
    unread_ones = {key for remark in unread(pack, set()) for key in remark.about}
    assert "dataset:ict-mijlpaal" not in unread_ones
    without = replace(pack, dossiers={})
    found = {key for remark in unread(without, set()) for key in remark.about}
    assert "dataset:ict-mijlpaal" in found
