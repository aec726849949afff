"""The release about the page: every theme of the page has goals, indicators or a visible gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.rule_examples import failing_examples
from verantwoord.engine.cases import run_cases
from verantwoord.model.loading import load_pack

THEMES = [
    "banenafspraak",
    "hybride-werken",
    "duurzame-bedrijfsvoering",
    "ict-en-informatiebeveiliging",
    "i-vakmanschap",
    "cio-stelsel",
    "werkagenda",
]


def test_the_themes_of_the_page_stand_in_its_order() -> None:
    assert list(load_pack(REPOSITORY / "packs" / "rijk").themes) == THEMES


def test_every_theme_has_something_measured_or_a_gap_in_the_words_of_the_page() -> None:
    pack = load_pack(REPOSITORY / "packs" / "rijk")
    page = (pack.folder / "documents" / "kst-36360-VII-1_p24.txt").read_text("utf-8")
    words = " ".join(page.replace("-\n", "-").split()).replace(" ", "")
    for theme in pack.themes.values():
        assert theme.gaps, theme.id
        for gap in theme.gaps:
            if gap.claim:
                assert gap.claim.replace(" ", "") in words, f"{theme.id}.{gap.id}"


PACKS = sorted(p.parent for p in (REPOSITORY / "packs").glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_cases_and_rule_examples_of_all_packs_hold(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.info.id == folder.name
    assert [str(r) for r in run_cases(pack) if not r.passed] == []
    assert failing_examples(pack) == []
