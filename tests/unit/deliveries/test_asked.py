"""What nobody asked for is refused with what was perhaps meant, or kept and not counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.deliveries.factory import asked, column, dataset, with_dataset
from verantwoord.deliveries.asked import check_asked
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.dataset import CellGrain, Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

WHEN = column("maand", "period", required=True, key=True, role="period", grain="maand")
MONTHLY = dataset(WHEN)
SILENT = dataset(column("kwh", "decimal"))


def ask(
    pack: Pack, who: str, period: str, definition: Dataset = MONTHLY, unasked: bool = False
) -> None:
    check_asked(pack, definition, who, Period.parse(period), unasked)


@pytest.fixture
def monthly(mini: Pack) -> Pack:
    return asked(with_dataset(mini, MONTHLY), of=("alfa", "beta", "gamma"), first="2023-01",
                 last="2024-12")  # fmt: skip


@pytest.mark.parametrize("period", ["2024-03", "2024-Q1", "2024", "2023-11/2024-02"])
def test_a_request_per_month_is_met_by_any_number_of_whole_months(
    monthly: Pack, period: str
) -> None:
    ask(monthly, "alfa", period)


@pytest.mark.parametrize(
    ("who", "period", "meant"),
    [
        ("alfa", "2025-03", "bedoelt u alfa over 2024-12?"),
        ("alfa", "2042-05", "bedoelt u alfa over 2024-12?"),
        ("alfa", "2022-12", "bedoelt u alfa over 2023-01?"),
        ("alfa", "1999", "bedoelt u alfa over 2023-01?"),  # not a later one with a 9 in it
        ("alfa", "2024-12/2025-01", "bedoelt u alfa over 2024-12?"),
        ("alfa", "2022-12/2023-02", "bedoelt u alfa over 2023-01?"),
        ("dienst-a", "2024-05", "bedoelt u alfa over 2024-05?"),  # falls under alfa
        ("delta", "2024-08", "bedoelt u beta over 2024-06?"),  # beta went on in delta
        ("land", "2024-05", "bedoelt u alfa over 2024-05"),
    ],
)
def test_what_was_not_asked_is_refused_with_what_comes_nearest(
    monthly: Pack, who: str, period: str, meant: str
) -> None:
    with pytest.raises(NotDelivered) as refused:
        ask(monthly, who, period)
    assert meant in str(refused.value)
    assert "Gevraagd is" in str(refused.value)
    assert "--unasked" in str(refused.value)
    ask(monthly, who, period, unasked=True)


def test_a_period_is_asked_as_far_as_the_organisation_exists(monthly: Pack) -> None:
    ask(monthly, "beta", "2024")
    ask(monthly, "gamma", "2024")
    with pytest.raises(NotDelivered):
        ask(monthly, "gamma", "2024-05")
    with pytest.raises(NotDelivered):
        ask(monthly, "beta", "2024-08")


def test_what_was_asked_cannot_be_called_unasked(monthly: Pack) -> None:
    with pytest.raises(NotDelivered, match="wel gevraagd"):
        ask(monthly, "alfa", "2024-05", unasked=True)


def test_two_requests_together_ask_a_year(mini: Pack) -> None:
    pack = asked(with_dataset(mini, MONTHLY), first="2024-01", last="2024-06")
    other = replace(pack.requests["proef"], id="later", first=Period.parse("2024-07"),
                    last=Period.parse("2024-12"))  # fmt: skip
    pack = replace(pack, requests={**pack.requests, "later": other})
    ask(pack, "alfa", "2024")
    with pytest.raises(NotDelivered, match="2024-01 tot en met 2024-06 per maand en 2024-07"):
        ask(pack, "alfa", "2023")


def test_without_any_request_that_is_said(mini: Pack) -> None:
    with pytest.raises(NotDelivered, match="Er is geen uitvraag van proef"):
        ask(with_dataset(mini, MONTHLY), "alfa", "2024-05")


def test_what_was_taken_over_from_publications_nobody_asks_for(mini: Pack) -> None:
    ask(mini, "alfa", "2024-05-03", dataset(WHEN, kind="gepubliceerd"))


@pytest.mark.parametrize("period", ["2024-05-03", "2024-05-03/2024-06-02", "2024-05-01/2024-06-02"])
def test_a_part_of_a_cell_cannot_be_delivered(monthly: Pack, period: str) -> None:
    with pytest.raises(NotDelivered, match="gaat per maand"):
        ask(monthly, "alfa", period)


def test_rows_that_do_not_say_when_are_about_one_cell(mini: Pack) -> None:
    pack = asked(with_dataset(mini, SILENT))
    ask(pack, "alfa", "2024-05", SILENT)
    with pytest.raises(NotDelivered, match="2024-01 tot en met 2024-12"):
        ask(pack, "alfa", "2024", SILENT)
    yearly = dataset(column("kwh", "decimal"), grain=CellGrain(Grain.YEAR))
    ask(asked(with_dataset(mini, yearly), every=Grain.YEAR), "alfa", "2024", yearly)


@pytest.mark.parametrize("period", ["0024-01", "1899", "9998", "2199-12/2200-01"])
@pytest.mark.parametrize("kind", ["geleverd", "gepubliceerd"])
def test_a_year_that_nobody_can_mean_is_refused_asked_or_not(
    monthly: Pack, period: str, kind: str
) -> None:
    """One such year made a computation of figures run through all years between."""
    for unasked in (False, True):
        with pytest.raises(NotDelivered, match=r"1900|niemand vroeg"):
            ask(monthly, "alfa", period, replace(MONTHLY, kind=kind), unasked=unasked)
