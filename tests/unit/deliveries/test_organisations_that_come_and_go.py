"""A row is about an organisation that existed then; beta was split in gamma and delta in July."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.test_ledger import DATE, KWH, WHEN, WHO, Office
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.errors import NotDelivered, Refused
from verantwoord.deliveries.status import status
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

ALL = ("alfa", "beta", "gamma", "delta", "land")
ROWS = dataset(WHO, WHEN, KWH)


@pytest.fixture
def monthly(tmp_path: Path, mini: Pack) -> Office:
    return Office(tmp_path, mini, WHO, WHEN, KWH, of=ALL)


@pytest.fixture
def daily(tmp_path: Path, mini: Pack) -> Office:
    return Office(tmp_path, mini, WHO, DATE, KWH, of=ALL)


@pytest.mark.parametrize("named", ["id", "name", "short"])
@pytest.mark.parametrize(
    ("who", "month", "existed"),
    [
        ("beta", "2024-06", True),
        ("beta", "2024-07", False),
        ("beta", "2022-01", True),
        ("gamma", "2024-06", False),
        ("gamma", "2024-07", True),
        ("delta", "2023-12", False),
        ("alfa", "2024-07", True),
    ],
)
def test_who_may_be_named_in_a_row_of_a_month(
    mini: Pack, tmp_path: Path, who: str, month: str, existed: bool, named: str
) -> None:
    text = {"id": who, "name": f"Ministerie van {who.title()}", "short": who.upper()}[named]
    file = csv_file(tmp_path, f"wie,maand,kwh\n{text},{month},1")
    found = check(file, ROWS, mini, "land", Period.parse("2022/2024")).counts
    assert found == ({} if existed else {"organisatie-onbekend": 1})


def test_the_advice_is_not_to_write_what_stands_there(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "wie,maand,kwh\nbeta,2024-07,1\nbetta,2024-07,1")
    first, second = check(file, ROWS, mini, "land", Period.parse("2024")).findings
    assert first.action.startswith("Gebruik de naam of id uit het sjabloon; kijk of")
    assert second.action == "Bedoelt u 'beta'?"


def test_without_a_period_nobody_can_say_who_existed(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "wie,kwh\nbeta,1\ngamma,1")
    both = dataset(WHO, KWH)
    assert check(file, both, mini).counts == {}
    assert check(file, both, mini, "land", Period.parse("2024-08")).counts == {
        "organisatie-onbekend": 1
    }
    assert check(file, both, mini, "land", Period.parse("2024")).counts == {}  # each half of it


def test_what_a_publication_says_may_be_about_those_of_then(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "wie,maand,kwh\nbeta,2024-08,1")
    told = dataset(WHO, WHEN, KWH, kind="gepubliceerd")
    assert check(file, told, mini, "land", Period.parse("2024")).counts == {}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("beta,2024-06-30,1", ""),
        ("beta,2024-07-01,1", "beta 2024-07"),
        ("gamma,2024-06-30,1", "gamma 2024-06"),
        ("gamma,2024-07-01,1", ""),
    ],
)
def test_a_date_says_when_as_a_month_does(daily: Office, row: str, wrong: str) -> None:
    if not wrong:
        assert len(daily.send("land", "2024", row).cells) == 1
        return
    with pytest.raises(NotDelivered) as refused:
        daily.send("land", "2024", "alfa,2024-03-01,1", row)
    assert wrong in refused.value.in_language("nl")
    assert wrong in refused.value.in_language("en")
    assert daily.workspace.deliveries() == []


def test_a_half_year_is_delivered_by_each_as_far_as_it_existed(monthly: Office) -> None:
    halves = {"beta": range(1, 7), "gamma": range(7, 13), "delta": range(7, 13)}
    for who, months in halves.items():
        made = monthly.send(who, "2024", *(f"{who},2024-{m:02d},{m}" for m in months))
        assert [c.period.start.month for c in made.cells] == list(months)
        assert made.warnings == ()
    (request,) = (
        r for r in status(monthly.workspace, dt.date(2025, 3, 1)).requests if r.request == "proef"
    )
    gaps = [g.expected for g in request.gaps if g.expected.period.start.year == 2024]
    late = {g.organisation for g in gaps}
    assert late == {"alfa", "land"}


@pytest.mark.parametrize(
    ("who", "period"),
    [("beta", "2024-07"), ("beta", "2025"), ("gamma", "2024-06"), ("gamma", "2022")],
)
def test_nothing_is_asked_of_who_is_not_there(monthly: Office, who: str, period: str) -> None:
    with pytest.raises(NotDelivered, match=f"niemand vroeg proef van {who} over {period}"):
        monthly.send(who, period)


def test_nor_can_it_be_kept_unasked(monthly: Office) -> None:
    with pytest.raises((NotDelivered, Refused)):
        monthly.send("gamma", "2022-01", "gamma,2022-01,1", unasked=True)
    assert monthly.workspace.deliveries() == []


def test_a_successor_corrects_what_was_delivered_before_it_existed_in_its_own_time_only(
    monthly: Office,
) -> None:
    old = monthly.send("beta", "2024-06", "beta,2024-06,5")
    with pytest.raises((NotDelivered, Refused)):
        monthly.send("gamma", "2024-07", "gamma,2024-06,5", replaces=old.id, reason="opvolger")
    assert monthly.workspace.deliveries() == [old]


def test_a_column_beside_the_subject_may_name_anybody(mini: Pack, tmp_path: Path) -> None:
    asked = dataset(column("van", "organisation"), KWH)
    file = csv_file(tmp_path, "van,kwh\nbeta,1")
    assert check(file, asked, mini, "alfa", Period.parse("2024-08")).counts == {}
