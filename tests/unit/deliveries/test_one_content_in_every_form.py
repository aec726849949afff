"""The same content is the same, in whichever form it comes and however its rows stand."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.forms import FIRST_ROW, FORMS, JULY, stored, written
from verantwoord.deliveries.accept import check
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

MINI = Path(__file__).parents[2] / "packs" / "mini"
HEADER = ("plek", "soort", "uren", "aantal")
DATASET = dataset(
    column("plek", required=True, key=True),
    column("soort", "code", codes=("a", "b")),
    column("uren", "decimal", unit="hour"),
    column("aantal", "integer"),
)
Row = tuple[Any, ...]


@cache
def pack() -> Pack:
    return load_pack(MINI)


GOOD: list[Row] = [("Ede", "a", 1.5, 3), ("Utrecht", "b", 2.25, None), ("é", None, None, 0)]


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_stored_as_they_were_sent(tmp_path: Path, form: str) -> None:
    file = written(tmp_path / f"a.{form}", HEADER, GOOD)
    assert stored(pack(), file, DATASET) == [
        {"plek": "Ede", "soort": "a", "uren": Decimal("1.5"), "aantal": 3},
        {"plek": "Utrecht", "soort": "b", "uren": Decimal("2.25"), "aantal": None},
        {"plek": "é", "soort": None, "uren": None, "aantal": 0},
    ]


WRONG = [
    (("Ede", "c", 1.5, 3), "code-onbekend", "soort"),
    ((None, "a", 1.5, 3), "verplicht-leeg", "plek"),
    (("Ede", "a", "veel", 3), "geen-getal", "uren"),
    (("Ede", "a", 1.2345, 3), "te-veel-decimalen", "uren"),
    (("Ede", "a", 1.5, 3.5), "geen-geheel-getal", "aantal"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "jsonl"])
@pytest.mark.parametrize(("row", "kind", "where"), WRONG)
def test_what_is_wrong_is_found_in_its_row_and_column(
    tmp_path: Path, form: str, row: Row, kind: str, where: str | None
) -> None:
    file = written(tmp_path / f"a.{form}", HEADER, [GOOD[1], row, ("Assen", "a", 0.5, 1)])
    report = check(file, DATASET, pack(), "alfa", JULY)
    assert dict(report.counts) == {kind: 1}
    (found,) = report.findings
    assert (found.row, found.column) == (FIRST_ROW[form] + 1, where)
