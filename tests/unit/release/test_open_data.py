"""Open data: exact, typed, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from verantwoord.release.open_data import CC0
from verantwoord.release.open_files import Table, csv_bytes, safe


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_csv_and_parquet_hold_the_same_figures(zilverland: Path) -> None:
    listed = rows(zilverland / "data/figures.csv")
    columns = pq.read_table(zilverland / "data/figures.parquet").to_pydict()
    assert columns["id"] == [r["id"] for r in listed]
    assert columns["value"] == [r["value"] or None for r in listed]
    assert [None if v is None else Decimal(v) for v in columns["numerator"]] == [
        Decimal(r["numerator"]) if r["numerator"] else None for r in listed
    ]


def test_a_ratio_is_published_with_its_parts(zilverland: Path) -> None:
    row = next(
        r for r in rows(zilverland / "data/figures.csv") if r["id"] == "banen.aandeel@dijken@2023"
    )
    ratio = Decimal(row["numerator"]) / Decimal(row["denominator"]) * 100
    assert abs(ratio - Decimal(row["value"])) < Decimal("1e-20")
    assert row["published"] == f"{ratio:.1f}%".replace(".", ",")


def test_every_csv_has_its_meaning_beside_it(zilverland: Path) -> None:
    for name in ("figures", "deliveries", "published/verbruik"):
        path = zilverland / f"data/{name}.csv"
        meta = json.loads((zilverland / f"data/{name}.csv-metadata.json").read_text("utf-8"))
        assert meta["url"] == path.name
        assert [c["name"] for c in meta["tableSchema"]["columns"]] == list(rows(path)[0])
        assert meta["dc:license"]["@id"].startswith("https://creativecommons.org/")


def test_figures_about_people_have_the_licence_that_asks_for_a_name(zilverland: Path) -> None:
    meta = json.loads((zilverland / "data/figures.csv-metadata.json").read_text("utf-8"))
    assert meta["dc:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"


def test_published_facts_keep_their_source(zilverland: Path) -> None:
    listed = rows(zilverland / "data/published/verbruik.csv")
    assert len(listed) == 5
    assert all(r["bron"].startswith("https://example.org/jaarverslag-") for r in listed)
    figure = next(
        r
        for r in rows(zilverland / "data/figures.csv")
        if r["id"] == "energie.verbruik@zilverland@2023"
    )
    assert figure["sources"].startswith("https://example.org/jaarverslag-2023|")


@given(st.text(max_size=20))
def test_no_text_is_run_by_a_spreadsheet_and_none_is_lost(cell: str) -> None:
    shown = safe(cell)
    assert shown[:1] not in ("=", "+", "-", "@", "\t", "\r", "\x00")
    assert shown in (cell, f"'{cell}")


CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00\r")


@given(st.lists(st.text(CHARACTERS, max_size=12), min_size=1))
def test_a_csv_is_read_back_as_it_was(cells: list[str]) -> None:
    table = Table(
        "t",
        "t",
        "t",
        "t.csv",
        {"a": ("a", "string")},
        lambda: ({"a": c} for c in cells),
        len(cells),
        (),
        CC0,
    )
    text = csv_bytes(table).decode("utf-8")
    read = [r[0] if r else "" for r in csv.reader(io.StringIO(text, newline=""))]
    assert read == ["a", *(safe(c) for c in cells)]
