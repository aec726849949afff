"""A rule that looks back compares the same organisations, in whichever files they came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import asked, column, csv_file, dataset, rule, with_dataset
from tests.unit.deliveries.test_ledger import KWH, WHEN, WHO, Office
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.between import between_findings
from verantwoord.deliveries.table_rules import earlier
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JUMP = rule("sprong", "kwh <= 2 * vorig_kwh", level="previous", measures={"kwh": "sum(kwh)"},
            periods_back=1)  # fmt: skip

APART = [("alfa", {"alfa": 10}), ("dienst-a", {"dienst_a": 5})]


@pytest.fixture
def office(tmp_path: Path, mini: Pack) -> Office:
    everybody = ("land", "alfa", "dienst-a", "beta")
    return Office(tmp_path, mini, WHO, WHEN, KWH, rules=[JUMP], of=everybody)


def january(**amounts: int) -> list[str]:
    return [f"{who.replace('_', '-')},2024-01,{n}" for who, n in amounts.items()]


def february(**amounts: int) -> list[str]:
    return [row.replace("2024-01", "2024-02") for row in january(**amounts)]


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [
        ([("alfa", {"alfa": 10})], {"alfa": 20}, False),
        ([("alfa", {"alfa": 10})], {"alfa": 21}, True),
        # the file of January was of the whole land: only alfa's rows of it are compared
        ([("land", {"alfa": 10, "beta": 1000})], {"alfa": 21}, True),
        ([("land", {"alfa": 10, "beta": 1000})], {"alfa": 20}, False),
        # an agency of the ministry that came in a file of its own is compared too
        (APART, {"alfa": 20, "dienst_a": 10}, False),
        (APART, {"alfa": 20, "dienst_a": 11}, True),
        # and left out when it is not in the file of now
        ([("alfa", {"alfa": 10, "dienst_a": 1000})], {"alfa": 21}, True),
        # of an agency nothing is known before: then there is nothing to compare with
        ([("alfa", {"alfa": 10})], {"alfa": 20, "dienst_a": 1000}, False),
        ([], {"alfa": 10**6}, False),
    ],
)  # fmt: skip
def test_the_same_organisations_are_compared(
    office: Office,
    before: list[tuple[str, dict[str, int]]],
    now: dict[str, int],
    refused: bool,
) -> None:
    for who, amounts in before:
        office.send(who, "2024-01", *january(**amounts))
    if refused:
        assert office.refused("alfa", "2024-02", *february(**now)) == ["regel-vorige-periode"]
    else:
        office.send("alfa", "2024-02", *february(**now))


def test_a_corrected_period_is_compared_as_it_is_now(office: Office) -> None:
    old = office.send("alfa", "2024-01", *january(alfa=10))
    office.send("alfa", "2024-01", *january(alfa=100), replaces=old.id, reason="vergeten nul")
    office.send("alfa", "2024-02", *february(alfa=200))


@pytest.mark.parametrize(
    ("period", "back", "expected"),
    [
        ("2024-01", 2, ["2023-12", "2023-11"]),
        ("2024-03", 1, ["2024-02"]),
        ("2024-Q1", 2, ["2023-Q4", "2023-Q3"]),
        ("2024-K1", 1, ["2023-K3"]),
        ("2024-H1", 3, ["2023-H2", "2023-H1", "2022-H2"]),
        ("2024", 2, ["2023", "2022"]),
        ("2024-02-29", 2, []),
        ("2024-01/2024-02", 1, []),
        ("2024", 0, []),
    ],
)
def test_earlier_periods_are_as_long(period: str, back: int, expected: list[str]) -> None:
    assert [str(p) for p in earlier(Period.parse(period), back)] == expected


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, ["2024-05", "2024-06"]),
        (dt.date(2024, 6, 1), None, ["2024-06"]),
        (None, dt.date(2024, 6, 1), ["2024-05"]),
        (dt.date(2024, 7, 1), None, []),
    ],
)
def test_a_rule_between_two_holds_in_its_own_time(
    mini: Pack, tmp_path: Path, since: dt.date | None, until: dt.date | None, found: list[str]
) -> None:
    time = {"holds_from": since} if since else {}
    time |= {"holds_until": until} if until else {}
    mirror = rule("spiegel", "links = rechts", level="between", missing="zero",
                  by=("_organisatie", "tegenpartij"),
                  measures={"links": "sum(uren)", "rechts": "sum(uren)"}, **time)  # fmt: skip
    definition = dataset(column("tegenpartij", "organisation"), column("uren", "decimal"),
                         rules=[mirror])  # fmt: skip
    workspace = Workspace.create(tmp_path / "w", mini.folder)
    workspace.__dict__["pack"] = asked(with_dataset(mini, definition))
    for month in ("2024-05", "2024-06"):
        file = csv_file(tmp_path, f"tegenpartij,uren\nbeta,{month[-1]}", f"{month}.csv")
        deliver(workspace, "proef", "alfa", Period.parse(month), file, dt.date(2024, 7, 1))
    said = [f.where.rpartition(", ")[2] for f in between_findings(workspace)]
    assert sorted(set(said)) == found
