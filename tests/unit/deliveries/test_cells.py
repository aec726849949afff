"""What a cell may hold, per type, and what is said when it does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, csv_file, csv_text, dataset
from verantwoord.deliveries.accept import accept, check
from verantwoord.model.dataset import Column
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JULY = Period.parse("2024-07")
UNITS = {"kWh": "kwh", "MWh": "mwh"}


def value(pack: Pack, folder: Path, one: Column, cell: str, *more: Column, beside: str = "") -> Any:
    """Deliver one cell (and one beside it) and return what is stored, or the codes found."""
    definition = dataset(one, *more, column("altijd"))
    header = [one.name, *(m.name for m in more), "altijd"]
    cells = dict(zip(header, [cell, *([beside] * len(more)), "x"], strict=True))
    file = folder / "een.csv"
    file.write_text(csv_text(header, [cells], ";"), "utf-8")
    checked = check(file, definition, pack, "alfa", JULY)
    if checked.findings:
        return [f.code for f in checked.findings]
    accept(file, definition, pack, "alfa", JULY, folder / "een.parquet")
    return pq.read_table(folder / "een.parquet").to_pylist()[0][one.name]


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("integer", "12", 12),
        ("integer", "-3", -3),
        ("integer", "5,0", 5),
        ("integer", "5,5", ["geen-geheel-getal"]),
        ("integer", "drie", ["geen-getal"]),
        ("integer", "12 stuks", ["geen-getal"]),
        ("integer", "9" * 25, ["getal-te-groot"]),
        ("decimal", "12,5", Decimal("12.500")),
        ("decimal", "1.234,5", Decimal("1234.500")),
        ("decimal", "0,1", Decimal("0.100")),
        ("decimal", "1,50000", Decimal("1.500")),
        ("decimal", "1,2345", ["te-veel-decimalen"]),
        ("decimal", "1e5", ["geen-getal"]),
        ("decimal", "1_000", ["geen-getal"]),
        ("decimal", "\u22125", ["geen-getal"]),
        ("decimal", "12.34.5", ["geen-getal"]),
        ("decimal", "9" * 16, ["getal-te-groot"]),
        ("decimal", " 7 ", Decimal("7.000")),
        ("decimal", "\u00a07", Decimal("7.000")),
        ("date", "2024-07-15", dt.date(2024, 7, 15)),
        ("date", "15-07-2024", dt.date(2024, 7, 15)),
        ("date", "1-7-2024", dt.date(2024, 7, 1)),
        ("date", "2024-02-30", ["geen-datum"]),
        ("date", "07/15/2024", ["geen-datum"]),
        ("date", "45123", ["geen-datum"]),
        ("timestamp", "2024-07-15T13:30:00+02:00", dt.datetime(2024, 7, 15, 11, 30)),  # noqa: DTZ001
        ("timestamp", "2024-07-15T11:30:00Z", dt.datetime(2024, 7, 15, 11, 30)),  # noqa: DTZ001
        ("timestamp", "2024-07-15 11:30Z", dt.datetime(2024, 7, 15, 11, 30)),  # noqa: DTZ001
        ("timestamp", "2024-07-15T13:30:00", ["tijdstip-zonder-zone"]),
        ("timestamp", "gisteren", ["geen-tijdstip"]),
        ("boolean", "ja", True),
        ("boolean", "Nee", False),
        ("boolean", "1", True),
        ("boolean", "misschien", ["geen-ja-nee"]),
        ("organisation", "Ministerie van Alfa", "alfa"),
        ("organisation", "Ministerie van Niets", ["organisatie-onbekend"]),
        ("organisation", "beta", "beta"),
        ("period", "2024-07", "2024-07"),
        ("period", "2024-Q3", "2024-Q3"),
        ("period", "juli 2024", ["geen-periode"]),
        ("text", "Ëen vestiging", "Ëen vestiging"),
        ("text", "bel 111222333", ["persoonsgegeven-bsn"]),
        ("text", "BSN111222333", ["persoonsgegeven-bsn"]),
        ("text", "1112.22.333", ["persoonsgegeven-bsn"]),
        ("text", "111222334", "111222334"),
        ("text", "870000111222333", "870000111222333"),
        ("text", "jan@voorbeeld.nl", ["persoonsgegeven-email"]),
        ("text", "a\x07b", ["stuurteken"]),
        ("text", "x" * 40_000, ["cel-te-lang"]),
        ("text", "", None),
    ],
)
def test_a_cell_is_read_as_its_type_or_named(
    mini: Pack, tmp_path: Path, kind: str, cell: str, expected: Any
) -> None:
    assert value(mini, tmp_path, column("waarde", kind), cell) == expected


def test_an_empty_cell_is_a_finding_only_where_it_is_required(mini: Pack, tmp_path: Path) -> None:
    assert value(mini, tmp_path, column("uren", "decimal", required=True), "") == ["verplicht-leeg"]
    assert value(mini, tmp_path, column("uren", "decimal"), "") is None


def test_a_text_that_means_nothing_is_an_empty_cell(mini: Pack, tmp_path: Path) -> None:
    uren = column("uren", "decimal", null_texts=("-", "n.b."))
    assert value(mini, tmp_path, uren, "-") is None
    assert value(mini, tmp_path, uren, "n.b.") is None
    assert value(mini, tmp_path, uren, "?") == ["geen-getal"]


@pytest.mark.parametrize(
    ("unit", "cell", "expected"),
    [
        ("kWh", "1250", Decimal("1250.000")),
        ("MWh", "1,25", Decimal("1250.000")),
        ("MWh", "0,000001", Decimal("0.001")),
        ("MWh", "0,0000001", ["te-veel-decimalen"]),
        ("kWh", "0,0001", ["te-veel-decimalen"]),
        ("GWh", "1", ["eenheid-onbekend"]),
        ("", "1", ["eenheid-onbekend"]),
        ("MWh", "9999999999999", ["getal-te-groot"]),
    ],
)
def test_a_quantity_is_stored_in_our_unit_exactly(
    mini: Pack, tmp_path: Path, unit: str, cell: str, expected: Any
) -> None:
    one = column("verbruik", "decimal", unit="kwh", unit_column="eenheid", unit_codes=UNITS)
    assert value(mini, tmp_path, one, cell, column("eenheid"), beside=unit) == expected


def test_the_unit_beside_a_stored_quantity_is_the_unit_it_is_stored_in(
    mini: Pack, tmp_path: Path
) -> None:
    one = column("verbruik", "decimal", unit="kwh", unit_column="eenheid", unit_codes=UNITS)
    file = csv_file(tmp_path, "verbruik,eenheid\n1.5,MWh")
    accept(file, dataset(one, column("eenheid")), mini, "alfa", JULY, tmp_path / "o.parquet")
    row = pq.read_table(tmp_path / "o.parquet").to_pylist()[0]
    assert (row["verbruik"], row["eenheid"]) == (Decimal("1500.000"), "kwh")


def test_a_conversion_to_a_larger_unit_may_not_lose_digits(mini: Pack, tmp_path: Path) -> None:
    one = column("verbruik", "decimal", unit="mwh", unit_column="eenheid", unit_codes=UNITS)
    beside = {"beside": "kWh"}
    assert value(mini, tmp_path, one, "1250", column("eenheid"), **beside) == Decimal("1.250")
    assert value(mini, tmp_path, one, "1250,5", column("eenheid"), **beside) == [
        "te-veel-decimalen"
    ]


def test_every_type_is_stored_as_the_engine_expects(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(
        column("getal", "decimal", scale=2),
        column("aantal", "integer"),
        column("dag", "date"),
        column("moment", "timestamp"),
        column("vlag", "boolean"),
        column("wie", "organisation"),
        column("wanneer", "period"),
    )
    file = csv_file(
        tmp_path,
        "getal,aantal,dag,moment,vlag,wie,wanneer,flex_nr\n"
        "1.25,3,2024-07-01,2024-07-01T00:00:00Z,ja,Dienst A,2024,17",
    )
    accept(file, definition, mini, "alfa", JULY, tmp_path / "o.parquet")
    table = pq.read_table(tmp_path / "o.parquet")
    assert [f"{f.name} {f.type}" for f in table.schema] == [
        "_organisatie string",
        "_periode string",
        "_rij int32",
        "getal decimal128(18, 2)",
        "aantal int64",
        "dag date32[day]",
        "moment timestamp[us]",
        "vlag bool",
        "wie string",
        "wanneer string",
    ]
    row = table.to_pylist()[0]
    assert (row["_organisatie"], row["_periode"], row["_rij"]) == ("alfa", "2024-07", 2)
    assert row["wie"] == "dienst-a"


def test_rows_are_about_the_organisation_and_period_of_their_own_columns(
    mini: Pack, tmp_path: Path
) -> None:
    meters = mini.datasets["meters"]
    file = csv_file(
        tmp_path,
        "organisatie,maand,drager,verbruik,eenheid\n"
        "Dienst A,2024-07,stroom,1,kWh\nalfa,2024-08,warmte,1,kWh",
    )
    out = tmp_path / "o.parquet"
    accept(file, meters, mini, "alfa", Period.parse("2024-Q3"), out)
    rows = pq.read_table(out).to_pylist()
    assert [(r["_organisatie"], r["_periode"]) for r in rows] == [
        ("dienst-a", "2024-07"),
        ("alfa", "2024-08"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("beta,2024-06,stroom,1,kWh", "organisatie-andere"),
        ("alfa,2024-05,stroom,1,kWh", "periode-buiten-levering"),
        ("alfa,2024-Q2,stroom,1,kWh", "periode-korrel"),
        ("gamma,2024-06,stroom,1,kWh", "organisatie-onbekend"),
    ],
)
def test_a_row_belongs_to_the_delivery(mini: Pack, tmp_path: Path, row: str, code: str) -> None:
    file = csv_file(tmp_path, f"organisatie,maand,drager,verbruik,eenheid\n{row}")
    june = Period.parse("2024-06")
    checked = check(file, mini.datasets["meters"], mini, "alfa", june)
    assert [f.code for f in checked.findings] == [code]


def test_a_published_dataset_may_speak_of_others_and_of_no_date(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(
        column("wie", "organisation", role="organisation", required=True),
        column("wanneer", "period", role="period", required=True, undated=("onbekend",)),
        kind="gepubliceerd",
    )
    file = csv_file(tmp_path, "wie,wanneer\nbeta,2019\nalfa,onbekend")
    accept(file, definition, mini, "land", Period.parse("2022"), tmp_path / "o.parquet")
    rows = pq.read_table(tmp_path / "o.parquet").to_pylist()
    assert [(r["_organisatie"], r["_periode"]) for r in rows] == [
        ("beta", "2019"),
        ("alfa", "ongedateerd"),
    ]


def test_many_organisations_and_periods_are_looked_up_row_by_row(
    mini: Pack, tmp_path: Path
) -> None:
    """More different texts than fit in a CASE, so that the join is used too."""
    definition = dataset(
        column("wie", "organisation", role="organisation"),
        column("dag", "period", role="period"),
        kind="gepubliceerd",
    )
    days = [dt.date(2024, 1, 1) + dt.timedelta(n) for n in range(200)]
    text = "wie,dag\n" + "".join(f"Dienst A,{d}\nalfa,{d}\n" for d in days)
    (tmp_path / "veel.csv").write_text(text, "utf-8")
    accept(tmp_path / "veel.csv", definition, mini, "land", JULY, tmp_path / "o.parquet")
    rows = pq.read_table(tmp_path / "o.parquet").to_pylist()
    assert [(r["_rij"], r["_organisatie"], r["_periode"]) for r in rows] == [
        (i * 2 + 2 + j, who, str(d))
        for i, d in enumerate(days)
        for j, who in enumerate(("dienst-a", "alfa"))
    ]
