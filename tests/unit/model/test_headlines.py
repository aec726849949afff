"""A pack says which indicators of a pack below it lead a theme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack

THEME = "duurzame-bedrijfsvoering"


def test_the_footprint_leads_its_theme_in_oefenrijk_and_not_in_the_pack_below_it() -> None:
    pack = load_pack(REPOSITORY / "packs" / "oefenrijk")
    own = [i for i in pack.indicators.values() if i.theme == THEME]
    leading = {i.headline: i.id for i in own if i.headline}
    assert leading[1] == f"{THEME}.voetafdruk-netto"
    assert sorted(leading) == [1, 2, 3, 4, 5]
    below = load_pack(REPOSITORY / "packs" / THEME)
    assert not [i for i in below.indicators.values() if i.headline]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("voetafdruk-netto", "voetafdruk-bestaat-niet", "die is er niet of staat er al"),
        (f"- {THEME}.voetafdruk-netto", "- kantoor.bezetting-piek", "geen indicator van thema"),
        ("voetafdruk-bruto\n", "voetafdruk-netto\n", "deed dat al"),
    ],
)
def test_a_headline_that_cannot_be_is_refused(
    tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    copy = tmp_path / "oefenrijk"
    shutil.copytree(REPOSITORY / "packs" / "oefenrijk", copy)
    text = (copy / "pack.yaml").read_text("utf-8")
    assert was in text
    (copy / "pack.yaml").write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(PackError, match=said):
        load_pack(copy)
