"""A broken pack says file, line, what is wrong and how to mend it.

Each mistake is one edit of the mini pack: file, what stands there, what is written instead, the
line and the words that the message must have.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import PACKS
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack

MISTAKES = {
    "unknown key": ("pack.yaml", "owner: de tests", "eigenaar: de tests", 1, "owner"),
    "extra key": ("pack.yaml", "owner: de tests", "owner: x\nkleur: rood", 5, "kleur"),
    "double key": ("pack.yaml", "id: mini", "id: mini\nid: mini", 2, "twee keer"),
    "wrong type": ("pack.yaml", "fictional: true", "fictional: ja", 5, "true of false"),
    "no is a word": ("pack.yaml", "fictional: true", "fictional: no", 5, "true of false"),
    "empty file": ("datasets/fte.yaml", None, "", 1, "leeg"),
    "not yaml": ("datasets/fte.yaml", "id: fte", "id: [fte", 2, "geen geldige YAML"),
    "anchor": ("pack.yaml", "title: {nl: Miniland", "title: &t {nl: Miniland", None, None),
    "tag": ("pack.yaml", "owner: de tests", "owner: !!python/name:os.system x", 4, "tag"),
    "id is not path": ("datasets/fte.yaml", "id: fte", "id: mensen", 1, "de id is het pad"),
    "unknown unit": ("datasets/fte.yaml", "unit: fte, time", "unit: koe, time", 1, "koe"),
    "day that is not": (
        "parameters/energie/norm.yaml",
        "2023-01-01",
        "2023-02-30",
        5,
        "bestaat",
    ),
    "no source": (
        "parameters/energie/norm.yaml",
        "value: 10, source: {title: Besluit 1, published: 2022-12-01}",
        "value: 10",
        5,
        "source",
    ),
    "values out of order": (
        "parameters/energie/norm.yaml",
        "from: 2024-01-01",
        "from: 2022-01-01",
        6,
        "volgorde",
    ),
    "formula of another unit": (
        "indicators/energie/per-fte.yaml",
        "unit: kwh/fte",
        "unit: fte/kwh",
        1,
        "eenheid",
    ),
    "ratio is not percent": (
        "indicators/energie/tegen-vorig-jaar.yaml",
        "as_percent(teller / noemer)",
        "100 * teller / noemer",
        1,
        "percent",
    ),
    "adding apples": (
        "indicators/energie/per-fte.yaml",
        "numerator: verbruik",
        "numerator: verbruik + fte",
        1,
        "past niet",
    ),
    "unknown name": (
        "indicators/energie/per-fte.yaml",
        "formula: teller / noemer",
        "formula: teller / noemr",
        1,
        "noemr",
    ),
    "unknown component": (
        "indicators/energie/verbruik.yaml",
        "of: meters.verbruik",
        "of: meters.gebruik",
        1,
        "meters.gebruik",
    ),
    "a stock added over months": (
        "indicators/energie/per-fte.yaml",
        ", mean: true",
        "",
        1,
        "stand",
    ),
    "a ratio without its parts": (
        "indicators/energie/verbruik.yaml",
        "formula: verbruik",
        "formula: verbruik * verbruik / verbruik",
        1,
        "numerator",
    ),
    "a formula that reads a file": (
        "indicators/energie/verbruik.yaml",
        "formula: verbruik",
        "formula: (select 1)",
        1,
        "leest geen tabel",
    ),
    "a component that divides": (
        "datasets/meters.yaml",
        "column: verbruik, unit: kwh, time: flow, missing: skip}\n  - {name: stroom",
        "column: verbruik / 2, unit: kwh, time: flow, missing: skip}\n  - {name: stroom",
        1,
        "deelt",
    ),
    "a view that reads a file": (
        "views/uitstoot.sql",
        "FROM rijen AS r",
        "FROM read_csv('/etc/passwd') AS r",
        1,
        "onbekend",
    ),
    "a view with two statements": (
        "views/uitstoot.sql",
        "SELECT\n",
        "DROP TABLE x; SELECT\n",
        1,
        "precies",
    ),
    "a view with a clock": (
        "views/uitstoot.sql",
        "r._periode,\n",
        "r._periode, current_timestamp AS nu,\n",
        1,
        "niet toegestaan",
    ),
    "shares that do not add up": (
        "organisations.yaml",
        "share: 0.4",
        "share: 0.5",
        1,
        "samen 1.1",
    ),
    "a parent that is not there": (
        "organisations.yaml",
        "short: DA}], parents: [{organisation: alfa}]",
        "short: DA}], parents: [{organisation: zeta}]",
        1,
        "zeta",
    ),
    "a goal of another series": (
        "goals/energie/minder.yaml",
        "judged: eindjaar",
        "judged: eindjaar\nseries: anders",
        1,
        "reeks",
    ),
    "a goal without indicator or gap": (
        "goals/energie/minder.yaml",
        "indicator: energie.verbruik\n",
        "",
        1,
        "gap",
    ),
    "a request for nobody": ("requests/fte.yaml", "[alfa, beta,", "[alfa, zeta,", 1, "zeta"),
    "a period that is not": ("requests/fte.yaml", "first: 2023-01", "first: 2023-13", 4, "maand"),
    "a rule of another dataset": (
        "datasets/meters.yaml",
        "id: meters.niet-negatief",
        "id: fte.niet-negatief",
        1,
        "beginnen",
    ),
}


def broken(tmp_path: Path, file: str, old: str | None, new: str) -> Path:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "mini", folder)
    path = folder / file
    text = path.read_text("utf-8")
    if old is not None:
        assert old in text, f"{file} no longer has {old!r}"
    path.write_text(new if old is None else text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize("name", [m for m in MISTAKES if MISTAKES[m][3] is not None])
def test_a_mistake_is_named_with_file_line_and_remedy(name: str, tmp_path: Path) -> None:
    file, old, new, line, words = MISTAKES[name]
    with pytest.raises(PackError) as caught:
        load_pack(broken(tmp_path, file, old, new))
    assert words is not None and words in str(caught.value), str(caught.value)
    assert caught.value.place.file == file
    assert caught.value.place.line == line, str(caught.value)


def test_an_alias_to_an_anchor_is_refused(tmp_path: Path) -> None:
    folder = broken(tmp_path, "pack.yaml", "owner: de tests", "owner: &a x\nnotitie: *a")
    with pytest.raises(PackError, match="anker"):
        load_pack(folder)


def test_a_folder_without_pack_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.yaml ontbreekt"):
        load_pack(tmp_path)


def test_the_same_pack_has_the_same_hash_and_another_has_not(tmp_path: Path) -> None:
    same = load_pack(PACKS / "mini").sha256
    assert load_pack(PACKS / "mini").sha256 == same
    assert load_pack(broken(tmp_path, "pack.yaml", "1.0.0", "1.0.1")).sha256 != same
