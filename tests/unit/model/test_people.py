"""What a dataset about people must say; each mistake is one edit of Zilverland."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import PACKS
from tests.unit.release.factories import PACK
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack

BANEN = "datasets/banen.yaml"
MISTAKES = {
    "a text as dimension": (
        BANEN, "type: code, title: In dienst of ingehuurd, required: true, key: true, codes: "
        "[dienst, inhuur]", "type: text, title: In dienst, required: true, key: true",
        "kan geen dimensie zijn",
    ),
    "a number as dimension": (BANEN, "dimensions: [soort]", "dimensions: [relaties]",
                              "kan geen dimensie zijn"),
    "people that are no number": (BANEN, "people: relaties", "people: soort", "geen aantal"),
    "people from a column that is not there": (BANEN, "people: relaties", "people: mensen",
                                               "mensen"),
    "the row of one person": (BANEN, "{name: alle-uren, aggregate: sum",
                              "{name: alle-uren, aggregate: max", "alleen sommen"),
    "no agreed limit": ("parameters/privacy/k.yaml", "value: 5, source",
                        "unknown: nog niet afgesproken, source", "niet afgesproken"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_dataset_of_which_people_cannot_be_protected_is_refused(
    name: str, tmp_path: Path
) -> None:
    file, there, instead, said = MISTAKES[name]
    folder = Path(shutil.copytree(PACK, tmp_path / "zilverland"))
    text = (folder / file).read_text("utf-8")
    assert there in text
    (folder / file).write_text(text.replace(there, instead), "utf-8")
    with pytest.raises(PackError, match=said):
        load_pack(folder)


def test_without_the_parameter_itself_it_is_refused_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PACK, tmp_path / "zilverland"))
    (folder / "parameters/privacy/k.yaml").unlink()
    with pytest.raises(PackError, match="privacy"):
        load_pack(folder)


def test_a_view_over_people_is_refused(tmp_path: Path) -> None:
    """Of the rows of a view it cannot be known how many people they are about."""
    folder = Path(shutil.copytree(PACKS / "mini", tmp_path / "mini"))
    meters = folder / "datasets/meters.yaml"
    text = meters.read_text("utf-8")
    kept = [line for line in text.splitlines(True) if "aggregate: max" not in line]
    kept = [line for line in kept if "aggregate: histogram" not in line]
    meters.write_text("".join(kept).replace("dimensions:", 'people: "1"\ndimensions:'), "utf-8")
    privacy = folder / "parameters/privacy"
    privacy.mkdir()
    shutil.copy(PACK / "parameters/privacy/k.yaml", privacy / "k.yaml")
    with pytest.raises(PackError, match="afgeleide dataset erover kan niet"):
        load_pack(folder)


def test_a_row_may_be_one_person(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PACK, tmp_path / "zilverland"))
    file = folder / BANEN
    file.write_text(file.read_text("utf-8").replace("people: relaties", 'people: "1"'), "utf-8")
    assert load_pack(folder).datasets["banen"].people == "1"
