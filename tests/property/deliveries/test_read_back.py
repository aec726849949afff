"""What an ordinary program writes is read back as it was, in every dialect that we promise."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.forms import stored, written
from verantwoord.deliveries import reading
from verantwoord.deliveries.accept import check
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

MINI = load_pack(Path(__file__).parents[2] / "packs" / "mini")
TABLE = dataset(
    column("plek"),
    column("uren", "decimal", scale=2),
    column("stuks", "integer"),
    column("dag", "date"),
    column("vlag", "boolean"),
)
HEADER = [c.name for c in TABLE.columns]
YEAR = Period.year(2024)

# no digits: nine of them can be the number of a person, and an apostrophe before them is a sign
WORDS = st.text(st.sampled_from('abZ éë€–;,\t"\n|#().'), max_size=8)
ROW = st.tuples(
    WORDS,
    st.none() | st.integers(-(10**11), 10**11).map(lambda n: Decimal(n) / 100),
    st.none() | st.integers(-(10**9), 10**9),
    st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    st.none() | st.booleans(),
)
ROWS = st.lists(ROW, min_size=1, max_size=8)
QUOTING = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252"]


def as_text(row: Sequence[Any], mark: str, dutch: bool, thousands: bool) -> list[str]:
    """Write a row as somebody's program does; two decimals prove the mark."""
    words, hours, pieces, day, flag = row
    number = "" if hours is None else f"{hours:,.2f}" if thousands else f"{hours:.2f}"
    if mark == ",":
        number = number.translate(str.maketrans(",.", ".,"))
    date = "" if day is None else f"{day.day}-{day.month}-{day.year}" if dutch else day.isoformat()
    yes, no = ("ja", "nee") if dutch else ("true", "false")
    truth = "" if flag is None else yes if flag else no
    return [words, number, "" if pieces is None else str(pieces), date, truth]


def expected(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Blanks around a text are no part of it, and a row of nothing is no row."""
    kept = [(words.strip(" \t\u00a0\n") if words.strip(" \t\u00a0") else None, *rest)
            for words, *rest in rows]  # fmt: skip
    return [row for row in kept if any(v is not None for v in row)]


def found(rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in HEADER) for row in rows]


def is_the_same(file: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Hold what is stored against what was written; all rows empty is a finding."""
    want = expected(rows)
    if not want:
        assert check(file, TABLE, MINI, "alfa", YEAR).counts == {"geen-rijen": 1}
        return
    got = found(stored(MINI, file, TABLE, YEAR))
    assert [_bare(r) for r in got] == [_bare(r) for r in want]


def _bare(row: Sequence[Any]) -> list[Any]:
    """Leave out the blanks within a text that stand at its end behind a line break."""
    words = row[0]
    return [words if words is None else words.strip(), *row[1:]]


@given(
    rows=ROWS, separator=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from(QUOTING), encoding=st.sampled_from(ENCODINGS),
    mark=st.sampled_from(",."), dutch=st.booleans(), thousands=st.booleans(),
    few=st.sampled_from([reading.FEW, 0]),
)  # fmt: skip
@settings(max_examples=examples(60), deadline=None)
def test_a_text_file_in_any_dialect_is_read_back(
    rows: list[Any], separator: str, end: str, quoting: int, encoding: str, mark: str, dutch: bool,
    thousands: bool, few: int,
) -> None:  # fmt: skip
    if end == "\r":  # this writer quotes no line break but its own
        rows = [(words.replace("\n", " "), *rest) for words, *rest in rows]
    if encoding == "cp1252":  # told by its words, and no word is written `éZ`
        rows = [(words.lower(), *rest) for words, *rest in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADER, *(as_text(row, mark, dutch, thousands) for row in rows)])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_bytes(out.getvalue().encode(encoding))
        with patch.object(reading, "FEW", few):  # 0: as a file of which all is too much to keep
            is_the_same(file, rows)


@pytest.mark.parametrize("form", ["xlsx", "ods", "parquet", "jsonl"])
def test_a_table_of_a_program_is_read_back(form: str) -> None:
    most = 3 if form in ("xlsx", "ods") else 15

    @given(rows=ROWS)
    @settings(max_examples=examples(most), deadline=None)
    def holds(rows: list[Any]) -> None:
        plain = [
            (
                w.replace("\n", " ").replace("\t", " ") or None,
                None if h is None else float(h),
                *rest,
            )
            for w, h, *rest in rows
        ]
        want = [(w or "", h, *rest) for (w, *_), (_, h, *rest) in zip(plain, rows, strict=True)]
        with tempfile.TemporaryDirectory() as folder:
            is_the_same(written(Path(folder) / f"a.{form}", HEADER, plain), want)

    holds()
