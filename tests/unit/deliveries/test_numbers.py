"""The decimal mark is decided once per file, and never guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, csv_text, dataset
from verantwoord.deliveries.accept import accept, check
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

DATASET = dataset(column("getal", "decimal"), column("ander", "decimal"))
JULY = Period.parse("2024-07")


@pytest.mark.parametrize(
    ("separator", "cells", "expected"),
    [
        (";", ["12,5", "1.234"], ["12.5", "1234"]),
        (";", ["12.5", "1,234"], ["12.5", "1234"]),
        (";", ["12.5", "1.234"], ["12.5", "1.234"]),
        (";", ["1.234,5", "1.234"], ["1234.5", "1234"]),
        (";", ["1.234.567", "1.234"], ["1234567", "1234"]),
        (";", ["0.125", "1.234"], ["0.125", "1.234"]),
        (";", ["1234.567", "1.234"], ["1234.567", "1.234"]),
        (",", ["1,234.5", "12"], ["1234.5", "12"]),
        (",", ["1.234", "2.345"], ["1.234", "2.345"]),
        (",", ["12,5", "1"], ["12.5", "1"]),
        ("\t", ["7", "8"], ["7", "8"]),
        (";", ["1.234", "2.345"], "decimaalteken-onduidelijk"),
        (";", ["1,234", "7"], "decimaalteken-onduidelijk"),
        (",", ["1,234", "7"], "decimaalteken-onduidelijk"),
        ("\t", ["1.234", ""], "decimaalteken-onduidelijk"),
        (";", ["12,5", "12.5"], "decimaalteken-gemengd"),
        (";", ["1.234,5", "1,234.5"], "decimaalteken-gemengd"),
        (",", ["12,5", "0.5"], "decimaalteken-gemengd"),
    ],
)
def test_the_whole_file_shows_the_mark(
    mini: Pack, tmp_path: Path, separator: str, cells: list[str], expected: list[str] | str
) -> None:
    file = tmp_path / "getallen.csv"
    rows = [{"getal": c, "ander": ""} for c in cells]
    file.write_text(csv_text(["getal", "ander"], rows, separator), "utf-8")
    checked = check(file, DATASET, mini, "alfa", JULY)
    if isinstance(expected, str):
        assert [f.code for f in checked.findings if f.code.startswith("decimaal")] == [expected]
        return
    assert checked.findings == ()
    accept(file, DATASET, mini, "alfa", JULY, tmp_path / "o.parquet")
    stored = [r["getal"] for r in pq.read_table(tmp_path / "o.parquet").to_pylist()]
    assert stored == [Decimal(e) for e in expected]


def test_proof_in_one_column_decides_for_all(mini: Pack, tmp_path: Path) -> None:
    file = tmp_path / "getallen.csv"
    file.write_text("getal;ander\n1.234;0,5\n", "utf-8")
    accept(file, DATASET, mini, "alfa", JULY, tmp_path / "o.parquet")
    assert pq.read_table(tmp_path / "o.parquet").to_pylist()[0]["getal"] == Decimal(1234)
