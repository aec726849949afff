"""A small file is kept as tables and a large one is not; both are told and stored the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
from tests.unit.deliveries.forms import FORMS, JULY, written
from verantwoord.deliveries import reading
from verantwoord.deliveries.accept import accept, check
from verantwoord.model.dataset import RuleLevel
from verantwoord.model.pack import Pack

HEADER = ["plek", "soort", "uren", "dag", "wie"]
TABLE = dataset(
    column("plek", "text"),
    column("soort", "code", codes=("a", "b")),
    column("uren", "decimal", scale=2),
    column("dag", "date", required=False),
    column("wie", "organisation"),
    rules=(
        rule("samen", "som <= 100", level=RuleLevel.TABLE, measures={"som": "sum(uren)"}),
        rule("hoog", "uren <= 40"),
    ),
)
DAY = dt.date(2024, 7, 1)
GOOD: list[list[Any]] = [[f"Zaal {i}", "ab"[i % 2], i + 0.25, DAY, "alfa"] for i in range(9)]
WRONG: list[list[Any]] = [
    *GOOD,
    ["Zaal 1 ", "c", 41.5, DAY, "alfa"],
    [None, "a", 3.125, DAY, "nergens"],
    ["Totaal", "b", 80.75, None, "alfa"],
]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_is_said_and_stored_of_a_small_and_a_large_file(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    good = written(tmp_path / f"goed.{form}", HEADER, GOOD)
    wrong = written(tmp_path / f"fout.{form}", HEADER, WRONG)
    kept: list[bool] = []
    settle = reading._make_views
    monkeypatch.setattr(
        reading, "_make_views", lambda r, *a, **k: (kept.append(r.kept), settle(r, *a, **k))
    )
    told, rows = [], []
    for few in (reading.FEW, len(GOOD) - 1):
        monkeypatch.setattr(reading, "FEW", few)
        told.append(check(wrong, TABLE, mini, "alfa", JULY))
        rows.append(accept(good, TABLE, mini, "alfa", JULY, tmp_path / "rijen").rows_sha256)
    assert kept == [True, True, False, False]
    assert told[0] == told[1] and len(told[0].counts) > 3
    assert rows[0] == rows[1]


def test_a_row_that_is_too_short_is_found_in_a_small_file_too(mini: Pack, tmp_path: Path) -> None:
    """Nothing is asked of these columns before the rows are kept: the number of cells is wrong."""
    texts = dataset(column("plek", "text"), column("soort", "text"))
    file = tmp_path / "a.csv"
    file.write_text("plek;soort\nZaal 1;a\nZaal 2\n", "utf-8")
    assert check(file, texts, mini, "alfa", JULY).blocked


ENDS = ["\r", "\n"]


@pytest.mark.parametrize(
    ("text", "few"),
    [
        pytest.param("".join(f'"Zaal\n{i}";a\n' for i in range(6)), 8, id="fewer rows than lines"),
        pytest.param("".join(f"Zaal {i};a{ENDS[i % 2]}" for i in range(6)), 4, id="more rows"),
    ],
)
def test_a_file_may_turn_out_smaller_or_larger_than_its_lines(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, few: int
) -> None:
    """It is read again then, and what was kept of the first time stands in nobody's way."""
    texts = dataset(column("plek", "text", key=True), column("soort", "code", codes=("a", "b")))
    file = tmp_path / "a.csv"
    file.write_bytes(f"plek;soort\n{text}".encode())
    found = []
    for at_most in (reading.FEW, few, 1):
        monkeypatch.setattr(reading, "FEW", at_most)
        found.append(accept(file, texts, mini, "alfa", JULY, tmp_path / "rijen").rows_sha256)
    assert len(set(found)) == 1
