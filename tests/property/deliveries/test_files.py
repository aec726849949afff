"""What must hold for any file: both readers agree, nothing crashes, the same bytes come out."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn

from tests.lanes import examples
from tests.unit.deliveries.factory import column, dataset, rule
from verantwoord.deliveries import accept as accept_module
from verantwoord.deliveries import encoding, reading
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.csv_source import read_csv
from verantwoord.deliveries.database import database
from verantwoord.deliveries.errors import Refused, UnreadableFile
from verantwoord.deliveries.evidence import is_filled
from verantwoord.deliveries.identity import sha256_of
from verantwoord.deliveries.messages import FINDING_CODES
from verantwoord.deliveries.personal import MACROS, passes_eleven_proof
from verantwoord.deliveries.template import write_template
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

MINI = Path(__file__).parents[2] / "packs" / "mini"
DATASET = dataset(
    column("plek", required=True, key=True),
    column("uren", "decimal"),
    column("dag", "date"),
    column("vlag", "boolean"),
    rules=[rule("r", "uren >= 0 or plek = 'x'")],
)
JULY = Period.parse("2024-07")
QUIET = settings(
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture]
)


@cache
def pack() -> Pack:
    return load_pack(MINI)


CELL = st.text(st.sampled_from("ab1, ;\"'\t\n.é\\#-"), max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6)


LINE = st.lists(st.sampled_from(["x", "-1", "2.5", "1e5", "2024-07-01", "", " ", "ja"]), min_size=1,
                max_size=5).map(",".join)  # fmt: skip


@settings(QUIET, max_examples=examples(60))
@example(lines=["a,1", "", "b,2"], end="\n")  # an empty line is no row, and the next is row 4
@example(lines=["a,1", "b"], end="\n")  # too short for the quick reader
@example(lines=["a,-1", ",,,", "a,-1"], end="")
@given(lines=st.lists(LINE, max_size=7), end=st.sampled_from(["", "\n", "\r\n"]))
def test_each_way_of_reading_gives_the_same_findings(lines: list[str], end: str) -> None:
    """One reader asks nothing of rows before they are judged, one reads twice, one line by line."""
    content = (end or "\n").join(["plek,uren,dag,vlag", *lines]) + end

    def found(way: str) -> tuple[object, ...]:
        def read(*args: Any) -> Any:
            raw = read_csv(*args)
            if way == "careful":
                return raw.slow() if raw.slow else raw
            return replace(raw, commas=True) if way == "twice" else raw

        with tempfile.TemporaryDirectory() as folder, patch.object(reading, "read_csv", read):
            file = Path(folder) / "a.csv"
            file.write_text(content, "utf-8", newline="")
            report = check(file, DATASET, pack(), "alfa", JULY)
        return report.findings, report.counts, report.rows

    assert found("quick") == found("twice") == found("careful")


@settings(QUIET, max_examples=examples(60))
@given(
    wide=st.lists(st.integers(0, 30), min_size=2, max_size=40),
    chosen=st.sets(st.integers(0, 39)),
    step=st.integers(1, 64),
)
def test_some_rows_are_found_wherever_the_file_is_cut(
    wide: list[int], chosen: set[int], step: int
) -> None:
    rows = [[f"{n}", "x" * n or None] for n in wide]
    numbers = sorted({n % len(rows) + 2 for n in chosen})  # row 1 is the header
    with tempfile.TemporaryDirectory() as folder, patch.object(encoding, "_CHUNK", step):
        file = Path(folder) / "a.csv"
        file.write_text("k,l\n" + "".join(f"{a},{b or ''}\n" for a, b in rows), "utf-8")
        raw = read_csv(file, Path(folder), frozenset({"k", "l"}), "nl")
        assert raw.rows_at is not None
        assert raw.rows_at(numbers) == [rows[n - 2] for n in numbers]


@settings(QUIET, max_examples=examples(120))
@given(text=st.text(st.sampled_from('ab1,"\n\r; \\#'), max_size=40))
def test_the_quick_reader_sees_what_the_careful_one_sees(text: str) -> None:
    """Where they would differ, the quick one must say that it does not know."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_text("k,l\n" + text, "utf-8", newline="")
        try:
            raw = read_csv(file, Path(folder), frozenset({"k", "l"}), "nl")
        except UnreadableFile:
            return
        if raw.slow is None:
            return
        with database(Path(folder)) as con:
            try:
                quick = con.execute(
                    f"SELECT c0, c1 FROM {raw.relation} WHERE {is_filled(raw)}"
                ).fetchall()
            except duckdb.Error:
                return
            if len(quick) != raw.expected_rows:
                return
            try:
                slow = raw.slow()
            except UnreadableFile as error:
                pytest.fail(f"the quick reader took {text!r}, the careful one: {error.code}")
            con.register("csv_rijen", slow.tables["csv_rijen"])
            careful = con.execute("SELECT _rij, c0, c1 FROM csv_rijen").fetchall()
        assert slow.counts == {}
        assert [r[1:] for r in careful] == quick
        assert [r[0] for r in careful] == list(range(2, len(quick) + 2))


@settings(QUIET, max_examples=examples(60))
@given(rows=ROWS, separator=st.sampled_from(",;\t"), ending=st.sampled_from(["\n", "\r\n"]))
def test_what_a_csv_program_writes_is_read_as_it_was(
    rows: list[list[str]], separator: str, ending: str
) -> None:
    width = 3
    whole = [(row + [""] * width)[:width] for row in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ending)
    writer.writerows([["k", "l", "m"], *whole])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_text(out.getvalue(), "utf-8", newline="")
        raw = read_csv(file, Path(folder), frozenset("klm"), "nl")
        slow = raw.slow() if raw.slow else raw
        with database(Path(folder)) as con:
            con.register("csv_rijen", slow.tables["csv_rijen"])
            found = con.execute("SELECT c0, c1, c2 FROM csv_rijen ORDER BY _rij").fetchall()
    assert found == [
        tuple(c or None for c in row) for row in whole if any(c.strip(" \t") for c in row)
    ]


def csv_bytes() -> bytes:
    return b"plek,uren,dag,vlag\n" + b"".join(
        f"p{i},{i}.5,2024-07-{i + 1:02d},ja\n".encode() for i in range(20)
    )


def jsonl_bytes() -> bytes:
    return b"".join(f'{{"plek": "p{i}", "uren": {i}.5, "vlag": true}}\n'.encode() for i in range(9))


def parquet_bytes() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"plek": ["a", "b"], "uren": [1.5, None]}), out)
    return out.getvalue()


def template_bytes(extension: str) -> Callable[[], bytes]:
    @cache
    def made() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a.{extension}"
            write_template(DATASET, pack(), path)
            return path.read_bytes()

    return made


@st.composite
def mutations(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with bits flipped, cut off, or with pieces of itself pasted in."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["flip", "cut", "splice", "insert"]))
        place = draw(st.integers(0, max(0, len(content) - 1)))
        if kind == "flip" and content:
            content[place] ^= 1 << draw(st.integers(0, 7))
        elif kind == "cut":
            content = content[:place]
        elif kind == "splice":
            start = draw(st.integers(0, max(0, len(content) - 1)))
            content[place:place] = content[start : start + draw(st.integers(1, 200))]
        else:
            content[place:place] = draw(st.binary(min_size=1, max_size=12))
    return bytes(content)


def survives(name: str, content: bytes) -> None:
    """Check and accept agree, say something known, and leave nothing half done."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / name, Path(folder) / "o.parquet"
        file.write_bytes(content)
        found = check(file, DATASET, pack(), "alfa", JULY).findings
        assert {f.code for f in found} <= FINDING_CODES
        assert all(f.where and f.found and f.expected and f.action for f in found)
        try:
            accepted = accept(file, DATASET, pack(), "alfa", JULY, out)
        except Refused as refused:
            assert refused.findings
            assert not out.exists()
        else:
            assert found == ()
            assert pq.read_table(out).num_rows == accepted.checked.rows


@settings(QUIET, max_examples=examples(60))
@given(data=st.data())
def test_a_mutated_text_file_is_a_finding_or_a_whole_delivery(data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from([("a.csv", csv_bytes()), ("a.jsonl", jsonl_bytes())]))
    survives(name, data.draw(mutations(whole)))


@settings(QUIET, max_examples=examples(40))
@given(data=st.data())
def test_a_mutated_parquet_file_is_a_finding_or_a_whole_delivery(data: st.DataObject) -> None:
    survives("a.parquet", data.draw(mutations(parquet_bytes())))


@settings(QUIET, max_examples=examples(8))
@given(data=st.data())
@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_mutated_spreadsheet_is_a_finding_or_a_whole_delivery(
    extension: str, data: st.DataObject
) -> None:
    survives(f"a.{extension}", data.draw(mutations(template_bytes(extension)())))


@settings(QUIET, max_examples=examples(40))
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.jsonl", "a.parquet"]))
def test_any_bytes_at_all_are_a_finding_or_a_whole_delivery(content: bytes, name: str) -> None:
    survives(name, content)


@settings(QUIET, max_examples=examples(8))
@given(order=st.permutations(range(1, 5)))
def test_the_same_file_gives_the_same_bytes_with_any_number_of_threads(order: list[int]) -> None:
    lines = "".join(f"p{i},{i % 97}.25,2024-07-01,nee\n" for i in range(20_000))
    hashes = set()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_text("plek,uren,dag,vlag\n" + lines, "utf-8")
        real = accept_module.write_parquet

        def threaded(threads: int) -> Callable[[Any, Path], None]:
            def write(reading: Any, out: Path) -> None:
                reading.con.execute(f"SET threads = {threads}")
                real(reading, out)

            return write

        for threads in order[:2]:
            out = Path(folder) / f"{threads}.parquet"
            accept_module.write_parquet = threaded(threads)
            try:
                accept(file, DATASET, pack(), "alfa", JULY, out)
            finally:
                accept_module.write_parquet = real
            hashes.add(sha256_of(out))
    assert len(hashes) == 1


def test_the_eleven_proof_in_sql_is_that_of_stdnum_for_many_numbers() -> None:
    """SQL sees millions of cells; what counts as a BSN is for stdnum to say."""
    numbers = [f"{n:09d}" for n in (*range(2_000), *range(0, 10**9, 49_999), 10**9 - 1)]
    with duckdb.connect() as con:
        con.execute(MACROS)
        given = pa.table({"d": numbers})
        con.register("given", given)
        found = con.execute("SELECT elfproef(d) FROM given").fetchall()
    wrong = [n for n, (sql,) in zip(numbers, found, strict=True) if sql is not bsn.is_valid(n)]
    assert wrong == []
    assert 1_500 < sum(sql for (sql,) in found) < 2_500  # about one in eleven


@given(digits=st.text(st.sampled_from("0123456789"), min_size=9, max_size=9))
@settings(QUIET, max_examples=examples(60))
def test_both_forms_of_the_eleven_proof_agree(digits: str) -> None:
    with duckdb.connect() as con:
        con.execute(MACROS)
        found = con.execute("SELECT heeft_bsn(?)", [f"x {digits}"]).fetchall()[0][0]
    assert found is passes_eleven_proof(digits)


@settings(QUIET, max_examples=examples(12))
@given(
    values=st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    units=st.lists(st.sampled_from(["kWh", "MWh"]), min_size=8, max_size=8),
)
def test_kwh_and_mwh_give_the_same_rows(values: list[int], units: list[str]) -> None:
    definition = dataset(
        column(
            "verbruik",
            "decimal",
            unit="kwh",
            unit_column="eenheid",
            unit_codes={"kWh": "kwh", "MWh": "mwh"},
        ),
        column("eenheid"),
    )

    def text(mixed: bool) -> str:
        lines = ["verbruik;eenheid"]
        for watt, unit in zip(values, units, strict=False):
            if mixed and unit == "MWh":
                lines.append(f"{watt // 10**6},{watt % 10**6:06d};MWh")
            else:
                lines.append(f"{watt // 1000},{watt % 1000:03d}0;kWh")
        return "\n".join(lines) + "\n"

    stored = []
    with tempfile.TemporaryDirectory() as folder:
        for mixed in (False, True):
            file, out = Path(folder) / "a.csv", Path(folder) / "o.parquet"
            file.write_text(text(mixed), "utf-8")
            accept(file, definition, pack(), "alfa", JULY, out)
            stored.append(pq.read_table(out).to_pylist())
    assert stored[0] == stored[1]
