"""JSON lines: what becomes of each value, and which lines are refused in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.workbooks import seen
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.json_source import read_jsonl
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.returned.book import check_and_return
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.scratch import scratch_folder

JULY = Period.parse("2024-07")
DATASET = dataset(column("plek", required=True, key=True), column("uren", "decimal"))


def read(folder: Path, text: str | bytes) -> Raw:
    file = folder / "rijen.jsonl"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_jsonl(file, folder)


def rows(raw: Raw) -> list[tuple[int, ...]]:
    """Row number and cells, as the relation has them."""
    return [tuple(row.values()) for row in raw.tables["json_rijen"].to_pylist()]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"A"', "A"),
        ('""', None),
        ("null", None),
        ("true", "true"),
        ("false", "false"),
        ("0", "0"),
        ("-0", "-0"),
        ("0.10", "0.10"),
        ("12345678901234567890", "12345678901234567890"),
        ("1E5", "1E5"),
        ("1e+5", "1e+5"),
        ("1.5e-7", "0.00000015"),
        ("-2E-3", "-0.002"),
        ("1e-99", "0." + 98 * "0" + "1"),
        ("1e-100", "1e-100"),
        ('"1e-7"', "1e-7"),
        ('"  "', "  "),
        ('"caf\\u00e9"', "café"),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_a_value_is_the_text_that_stands_there(
    tmp_path: Path, value: str, text: str | None
) -> None:
    assert rows(read(tmp_path, f'{{"a": {value}, "b": "x"}}\n')) == [(1, text, "x")]


def test_the_header_is_every_name_in_the_order_in_which_they_come(tmp_path: Path) -> None:
    raw = read(tmp_path, '{"b": 1}\n{"a": 2, "b": 3}\n{"c": null}\n')
    assert raw.header == ("b", "a", "c")
    assert rows(raw) == [(1, "1", None, None), (2, "3", "2", None), (3, None, None, None)]
    assert not raw.decimal_from_text


def test_an_empty_line_is_no_row_and_counts_as_a_line(tmp_path: Path) -> None:
    raw = read(tmp_path, '\n{"a": 1}\n   \n{"a": 2}')
    assert rows(raw) == [(2, "1"), (4, "2")]


def test_a_mark_at_the_start_and_lines_of_windows_are_read(tmp_path: Path) -> None:
    raw = read(tmp_path, b'\xef\xbb\xbf{"a": 1}\r\n{"a": 2}\r\n')
    assert raw.header == ("a",)
    assert rows(raw) == [(1, "1"), (2, "2")]


@pytest.mark.parametrize(
    ("line", "dutch", "english"),
    [
        ("[1, 2]", "geen object", "no object"),
        ('"tekst"', "geen object", "no object"),
        ("5", "geen object", "no object"),
        ("null", "geen object", "no object"),
        ('{"a": 1, "a": 2}', "een naam staat er twee keer", "a name is there twice"),
        ('{"a": {"b": 1, "b": 2}}', "een naam staat er twee keer", "a name is there twice"),
        ('{"a": [1]}', "'a' is geen gewone waarde", "'a' is no plain value"),
        ('{"a": {"b": 1}}', "'a' is geen gewone waarde", "'a' is no plain value"),
        ('{"a": NaN}', "'a' is geen gewone waarde", "'a' is no plain value"),
        ('{"a": -Infinity}', "'a' is geen gewone waarde", "'a' is no plain value"),
        ('{"a": "\\ud800"}', "een half teken", "half a character"),
        ('{"a": "x\\udfffy"}', "een half teken", "half a character"),
        ('{"\\ud800": 1}', "een half teken", "half a character"),
        ('{"flex_\\udc00": "x"}', "een half teken", "half a character"),
    ],
)
def test_a_line_that_is_not_one_flat_object_is_refused(
    tmp_path: Path, line: str, dutch: str, english: str
) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, f'{{"a": 1}}\n\n{line}\n')
    assert (refusal.value.code, refusal.value.where) == ("json-regel", "3")
    assert refusal.value.values["reason"] == (dutch, english)


@pytest.mark.parametrize(
    "line", ["{", '{"a" 1}', "{'a': 1}", '{"a": 01}', '{"a": 1},', "{} {}", "[" * 100_000]
)
def test_what_is_no_json_is_refused_with_what_the_reader_says(tmp_path: Path, line: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, line + "\n")
    assert (refusal.value.code, refusal.value.where) == ("json-regel", "1")
    assert 0 < len(refusal.value.values["reason"]) <= 60


@pytest.mark.parametrize("text", ["\n\n", "{}\n", "{}\n{}\n"])
def test_without_any_name_the_file_is_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, text)
    assert refusal.value.code == "bestand-leeg"


def test_more_names_than_columns_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_COLUMNS", 3)
    assert read(tmp_path, '{"a":1,"b":1,"c":1}\n').header == ("a", "b", "c")
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, '{"a":1,"b":1}\n{"c":1,"d":1}\n')
    assert refusal.value.code == "te-veel-kolommen"
    assert refusal.value.values == {"found": 4, "limit": 3}


def test_a_line_has_a_length_that_it_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_CHARS", 20)
    whole = '{"a": "' + 10 * "x" + '"}\n'
    assert len(whole) == 20
    assert rows(read(tmp_path, whole + whole)) == [(1, 10 * "x"), (2, 10 * "x")]
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, whole + '{"a": "' + 11 * "x" + '"}\n')
    assert (refusal.value.code, refusal.value.where) == ("tekstregel-te-lang", "2")
    assert refusal.value.values == {"limit": 20}


@pytest.mark.parametrize("name", ["uren\\ud800", "flex_\\udc00", "plek\\udfff"])
def test_half_a_character_in_a_name_is_said_and_comes_back(
    mini: Pack, tmp_path: Path, name: str
) -> None:
    """No reader and no workbook can hold it; the sender hears in which line it stands."""
    file = tmp_path / "rijen.jsonl"
    file.write_text(f'{{"plek": "A"}}\n{{"plek": "B", "{name}": "1"}}\n', "utf-8")
    found = check(file, DATASET, mini, "alfa", JULY).findings
    assert [(f.code, f.where) for f in found] == [("json-regel", "Rij 2")]
    assert "een half teken" in found[0].found
    report = check_and_return(file, DATASET, mini, tmp_path / "terug.xlsx", "alfa", JULY)
    assert report.findings == found
    assert list(seen(tmp_path / "terug.xlsx")) == ["Bevindingen"]


NAMES = st.sampled_from(["a", "b", "c"])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)


@given(st.lists(st.dictionaries(NAMES, st.one_of(st.none(), TEXTS), min_size=1), min_size=1))
def test_every_text_comes_back_in_its_row_and_column(
    records: list[dict[str, str | None]],
) -> None:
    import json

    with scratch_folder() as folder:
        raw = read(folder, "".join(json.dumps(r) + "\n" for r in records))
        read_back = [dict(zip(raw.header, row[1:], strict=True)) for row in rows(raw)]
        numbers = [row[0] for row in rows(raw)]
    assert numbers == list(range(1, len(records) + 1))
    assert [{n: v for n, v in r.items() if v} for r in read_back] == [
        {n: v for n, v in r.items() if v} for r in records
    ]
