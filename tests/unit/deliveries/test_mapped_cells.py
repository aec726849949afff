"""What a mapping makes of single cells: a day, a code, an empty cell, a value that is always so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset, with_dataset, workspace_for
from tests.unit.deliveries.forms import written
from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.mapping import UsedMap, mapping_for, read_mapping
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JULY = Period.parse("2024-07")
PROOF = dataset(
    column("plek", required=True),
    column("dag", "date"),
    column("soort", "code", codes=("kantoor", "overig")),
    column("maand", "period", grain="maand"),
    column("uren", "decimal"),
)
HEAD = """\
organisation: alfa
dataset: proef
export: het eigen systeem
from: 2024-01-01
made-by: beheerder
checked-by: controller
checked-on: 2024-02-01
columns:
  plek: Locatie
"""
DAY = "  dag: {column: Datum, form: yyyymmdd}\n"
CODED = "  soort: {column: Type, codes: {K: kantoor, k: kantoor, '9': overig}}\n"
FILLED = "  soort: {column: Type, empty: {value: overig, reason: leeg is overig}}\n"
BOTH = (
    "  soort: {column: Type, codes: {K: kantoor}, empty: {value: overig, reason: leeg is overig}}\n"
)
MONTH = "fixed:\n  maand: {value: '{period}', reason: de export is van een maand}\n"
FIXED = "fixed:\n  soort: {value: kantoor, reason: 'alleen kantoren, zegt de beheerder'}\n"


def used(pack: Pack, text: str) -> tuple[Pack, UsedMap]:
    whole = with_dataset(pack, PROOF)
    return whole, read_mapping((HEAD + text).encode(), "proef.yaml", whole)


def judged(pack: Pack, path: Path, text: str) -> CheckReport:
    whole, says = used(pack, text)
    return check(path, PROOF, whole, "alfa", JULY, mapping=says)


def taken(pack: Pack, path: Path, text: str, name: str) -> list[Any]:
    """What is stored of one column, row by row."""
    work = workspace_for(path.parent / name, with_dataset(pack, PROOF))
    made = deliver(work, "proef", "alfa", JULY, path, dt.date(2024, 8, 1), unasked=True,
                   mapping=(HEAD + text).encode())  # fmt: skip
    return list(pq.read_table(work.rows_path(made))[name].to_pylist())


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_a_day_without_dashes_is_that_day(mini: Pack, tmp_path: Path, form: str) -> None:
    path = written(tmp_path / f"a.{form}", ["Locatie", "Datum"],
                   [["A", "20240701"], ["B", "20240731"], ["C", None]])  # fmt: skip
    found = taken(mini, path, DAY, "dag")
    assert found == [dt.date(2024, 7, 1), dt.date(2024, 7, 31), None]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_day_without_dashes_may_be_a_number_in_a_sheet(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    path = written(tmp_path / f"a.{form}", ["Locatie", "Datum"], [["A", 20240701]])
    assert taken(mini, path, DAY, "dag") == [dt.date(2024, 7, 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20240732", "geen-datum"),
        ("20241301", "geen-datum"),
        ("00000000", "geen-datum"),
        ("2024070", "geen-datum"),
        ("202407011", "geen-datum"),
        ("99991231", "jaar-onwaarschijnlijk"),
    ],
)
def test_what_is_no_day_is_shown_as_it_was_sent(
    mini: Pack, tmp_path: Path, text: str, code: str
) -> None:
    found = judged(mini, csv_file(tmp_path, f"Locatie;Datum\nA;{text}"), DAY).findings
    assert [(f.row, f.column) for f in found] == [(2, "Datum")]
    assert [f.code for f in found] == [code] or found[0].code.startswith(("geen-datum", "jaar"))
    assert text in found[0].found or f"{text[:4]}-{text[4:6]}-{text[6:]}" in found[0].found


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        (CODED, ["K", "k", "9", "overig", ""], ["kantoor", "kantoor", "overig", "overig", None]),
        (FILLED, ["kantoor", "", "  "], ["kantoor", "overig", "overig"]),
        (BOTH, ["K", "", "kantoor"], ["kantoor", "overig", "kantoor"]),
    ],
)
def test_a_code_of_theirs_is_a_code_of_ours(
    mini: Pack, tmp_path: Path, text: str, cells: list[str], expected: list[str | None]
) -> None:
    lines = "\n".join(f"P{n};{c}" for n, c in enumerate(cells))
    path = csv_file(tmp_path, f"Locatie;Type\n{lines}")
    assert taken(mini, path, text, "soort") == expected


def test_a_code_that_the_mapping_does_not_have_is_refused_under_their_name(
    mini: Pack, tmp_path: Path
) -> None:
    found = judged(mini, csv_file(tmp_path, "Locatie;Type\nA;K\nB;Loods"), CODED).findings
    assert [(f.code, f.row, f.column) for f in found] == [("code-onbekend", 3, "Type")]
    assert "Loods" in found[0].found


def test_a_value_with_a_quote_in_it_is_a_value(mini: Pack, tmp_path: Path) -> None:
    """What somebody writes in a mapping is text, whatever a database makes of its signs."""
    text = "  soort: {column: Type, codes: {\"'s\": kantoor, 'x; DROP': overig}}\n"
    path = csv_file(tmp_path, 'Locatie;Type\nA;\'s\nB;"x; DROP"')
    assert taken(mini, path, text, "soort") == ["kantoor", "overig"]


def test_the_period_that_is_sent_fills_its_column(mini: Pack, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Locatie\nA\nB")
    assert taken(mini, path, MONTH, "maand") == ["2024-07", "2024-07"]


def test_a_fixed_value_stands_in_every_row_and_never_in_a_quantity(
    mini: Pack, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "Locatie;Uren\nA;1,5\nB;")
    text = "  uren: Uren\n" + FIXED
    assert taken(mini, path, text, "soort") == ["kantoor", "kantoor"]
    assert taken(mini, path, text, "uren") == [Decimal("1.5"), None]


@pytest.mark.parametrize("above", ["", "\n", "\n\n"])
def test_a_finding_has_the_row_of_the_file_whatever_is_made(
    mini: Pack, tmp_path: Path, above: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Locatie;Datum;Type\nA;20240701;K\n{above}B;x;K\n", "utf-8")
    found = judged(mini, path, DAY + CODED).findings
    assert [(f.row, f.column) for f in found] == [(3 + len(above), "Datum")]


@pytest.mark.parametrize(
    ("span", "period", "found"),
    [
        ("from: 2024-01-01", "2024-07", True),
        ("from: 2024-07-01", "2024-07", True),
        ("from: 2024-08-01", "2024-07", False),
        ("from: 2023-01-01\nuntil: 2024-07-01", "2024-07", False),
        ("from: 2023-01-01\nuntil: 2024-08-01", "2024-07", True),
    ],
)
def test_a_mapping_is_for_the_periods_that_it_names(
    mini: Pack, tmp_path: Path, span: str, period: str, found: bool
) -> None:
    folder = tmp_path / "alfa"
    folder.mkdir()
    (folder / "proef.yaml").write_text(HEAD.replace("from: 2024-01-01", span), "utf-8")
    whole = with_dataset(mini, PROOF)
    got = mapping_for(tmp_path, whole, "proef", "alfa", Period.parse(period))
    assert (got is not None) is found
    assert mapping_for(tmp_path, whole, "proef", "beta", Period.parse(period)) is None
