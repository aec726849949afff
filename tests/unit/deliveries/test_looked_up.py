"""What the periods and organisations in a file mean, and which do not belong in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.lookup import Sent, _shortest
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

WHO = column("wie", "organisation", required=True, key=True, role="organisation")
OTHER = column("aan", "organisation")
HOURS = column("uren", "integer")


def month(**more: Any) -> Any:
    more.setdefault("grain", "maand")
    return column("maand", "period", required=True, key=True, role="period", **more)


def found(
    pack: Pack, folder: Path, definition: Dataset, *rows: str, period: str | None = "2024",
    who: str | None = "alfa",
) -> list[tuple[str, int | None, str | None]]:  # fmt: skip
    header = ";".join(c.name for c in definition.columns)
    file = csv_file(folder, "\n".join([header, *rows]))
    about = Period.parse(period) if period else None
    report = check(file, definition, pack, who, about)
    return [(f.code, f.row, f.column) for f in report.findings]


def kept(pack: Pack, folder: Path, definition: Dataset, *rows: str, who: str = "alfa") -> Any:
    header = ";".join(c.name for c in definition.columns)
    file, out = csv_file(folder, "\n".join([header, *rows])), folder / "uit.parquet"
    accept(file, definition, pack, who, Period.parse("2024"), out)
    return pq.read_table(out).to_pylist()


# periods


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-01", None),
        ("2024-12", None),
        ("2023-12", "periode-buiten-levering"),
        ("2025-01", "periode-buiten-levering"),
        ("2024", "periode-korrel"),
        ("2024-Q1", "periode-korrel"),
        ("2024-01-15", "periode-korrel"),
        ("0024-01", "jaar-onwaarschijnlijk"),
        ("9024-01", "jaar-onwaarschijnlijk"),
    ],
)
def test_a_period_has_the_length_of_its_column_and_lies_in_the_delivery(
    mini: Pack, tmp_path: Path, text: str, code: str | None
) -> None:
    definition = dataset(month(), HOURS)
    expected = [(code, 2, "maand")] if code else []
    assert found(mini, tmp_path, definition, f"{text};1") == expected


@pytest.mark.parametrize("text", ["januari", "2024-13", "2024-Q5", "24-01", "2024/01/"])
def test_a_text_that_is_no_period_is_found_as_that(mini: Pack, tmp_path: Path, text: str) -> None:
    ((code, row, name),) = found(mini, tmp_path, dataset(month(), HOURS), f"{text};1")
    assert (code, row, name) == ("geen-periode", 2, "maand")


@pytest.mark.parametrize("grain", ["any", None])
@pytest.mark.parametrize("text", ["2024", "2024-Q2", "2024-06", "2024-06-30"])
def test_a_column_of_any_length_takes_each(
    mini: Pack, tmp_path: Path, grain: str | None, text: str
) -> None:
    definition = dataset(month(grain=grain), HOURS)
    assert found(mini, tmp_path, definition, f"{text};1") == []


def test_without_a_period_of_the_delivery_any_period_will_do(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(month(), HOURS)
    assert found(mini, tmp_path, definition, "2019-01;1", "2031-12;1", period=None) == []


def test_another_period_than_that_of_the_row_may_lie_anywhere(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(month(), column("tot", "period", grain="maand"), HOURS)
    assert found(mini, tmp_path, definition, "2024-01;2030-06;1") == []
    assert found(mini, tmp_path, definition, "2024-01;2030;1") == [("periode-korrel", 2, "tot")]


def test_what_was_published_may_lie_outside_its_delivery(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(month(), HOURS, kind="gepubliceerd")
    assert found(mini, tmp_path, definition, "2019-01;1") == []


# organisations


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("alfa", "alfa"),
        ("ALFA", "alfa"),
        ("Ministerie van Alfa", "alfa"),
        ("ministerie van alfa", "alfa"),
        ("dienst-a", "dienst-a"),
        ("DA", "dienst-a"),
        ("Dienst A", "dienst-a"),
    ],
)
def test_an_organisation_is_known_by_its_id_name_or_abbreviation(
    mini: Pack, tmp_path: Path, text: str, identifier: str
) -> None:
    (row,) = kept(mini, tmp_path, dataset(WHO, month(), HOURS), f"{text};2024-01;1")
    assert row["_organisatie"] == identifier


@pytest.mark.parametrize(
    ("text", "sender", "code"),
    [
        ("alfa", "alfa", None),
        ("dienst-a", "alfa", None),
        ("dienst-a", "dienst-a", None),
        ("alfa", "dienst-a", "organisatie-andere"),
        ("beta", "alfa", "organisatie-andere"),
        ("land", "alfa", "organisatie-andere"),
        ("alfa", "land", None),
        ("alfa", None, None),
        ("beta", None, None),
        ("niemand", "alfa", "organisatie-onbekend"),
    ],
)
def test_one_delivers_about_oneself_and_what_is_below(
    mini: Pack, tmp_path: Path, text: str, sender: str | None, code: str | None
) -> None:
    definition = dataset(WHO, month(), HOURS)
    expected = [(code, 2, "wie")] if code else []
    assert found(mini, tmp_path, definition, f"{text};2024-01;1", who=sender) == expected


@pytest.mark.parametrize(
    ("text", "period", "exists"),
    [
        ("beta", "2024-06", True),
        ("beta", "2024-07", False),
        ("gamma", "2024-06", False),
        ("gamma", "2024-07", True),
        ("BETA", "2024-07", False),
    ],
)
def test_an_organisation_exists_in_the_period_of_its_row(
    mini: Pack, tmp_path: Path, text: str, period: str, exists: bool
) -> None:
    """Beta became Gamma and Delta on 1 July 2024."""
    definition = dataset(WHO, month(), HOURS)
    expected = [] if exists else [("organisatie-onbekend", 2, "wie")]
    assert found(mini, tmp_path, definition, f"{text};{period};1", who=None) == expected


def test_in_one_file_the_same_name_is_right_in_one_month_and_wrong_in_another(
    mini: Pack, tmp_path: Path
) -> None:
    definition = dataset(WHO, month(), HOURS)
    rows = [f"beta;2024-{m:02d};1" for m in range(4, 10)]
    assert found(mini, tmp_path, definition, *rows, who=None) == [
        ("organisatie-onbekend", n, "wie") for n in (5, 6, 7)
    ]


@pytest.mark.parametrize("text", ["beta", "gamma", "land", "alfa"])
def test_whom_a_row_only_names_may_be_anybody(mini: Pack, tmp_path: Path, text: str) -> None:
    definition = dataset(WHO, month(), OTHER, HOURS)
    assert found(mini, tmp_path, definition, f"alfa;2024-09;{text};1") == []


def test_more_names_than_a_case_can_hold_mean_the_same(mini: Pack, tmp_path: Path) -> None:
    """Above 64 texts they become a table to join; each row still gets its own answer."""
    definition = dataset(WHO, month(), column("nr", key=True), HOURS)
    names = ["alfa", "ALFA", "Ministerie van Alfa", "dienst-a", "beta"]
    rows = [
        f"{names[i % 5]};20{y:02d}-{m:02d};{i};1"
        for i, (y, m) in enumerate((y, m) for y in range(10, 19) for m in range(1, 13))
    ]
    wrong = found(mini, tmp_path, definition, *rows, period=None, who="alfa")
    assert wrong == [
        ("organisatie-andere", n, "wie") for n in range(2, len(rows) + 2) if (n - 2) % 5 == 4
    ]


# what is looked up


Row = tuple[str, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("rows", "short"),
    [
        ([], []),
        ([("a", "p", "x", None)], [("a", None, "x", None)]),
        ([("a", "p", "x", None), ("a", "q", "x", None)], [("a", None, "x", None)]),
        (
            [("a", "p", "x", None), ("a", "q", "y", None)],
            [("a", "p", "x", None), ("a", "q", "y", None)],
        ),
        ([("a", "p", "x", None), ("a", "q", None, None)], [("a", "p", "x", None)]),
        ([("a", "p", None, None)], []),
        ([("a", "p", None, "f")], [("a", None, None, "f")]),
        ([("a", None, "x", None), ("a", "p", "y", None)], [("a", "p", "y", None)]),
    ],
)
def test_a_text_that_means_the_same_everywhere_is_looked_up_once(
    rows: list[Row], short: list[Row]
) -> None:
    assert _shortest(rows) == short


@pytest.mark.parametrize(
    ("period", "day"),
    [("2024-07", "2024-07-01"), ("2024-Q4", "2024-10-01"), (None, "9999-12-30")],
)
def test_the_definition_is_that_of_the_first_day(period: str | None, day: str) -> None:
    about = Period.parse(period) if period else None
    assert Sent("alfa", about).day.isoformat() == day
