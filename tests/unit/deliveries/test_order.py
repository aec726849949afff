"""Whether the order in which deliveries came can be seen in what was said of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.deliveries.factory import column, dataset, rule, with_dataset
from verantwoord.deliveries.batches import write_rows
from verantwoord.deliveries.identity import delivery_id
from verantwoord.deliveries.order import order_shows
from verantwoord.model.dataset import CellGrain, Dataset
from verantwoord.model.delivery import AcceptedWarning, Cell, Delivery, in_order
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

WHO = column("wie", "organisation", key=True, role="organisation")
WHEN = column("maand", "period", key=True, role="period", grain="maand")
KWH = column("kwh", "decimal")
PLAIN = dataset(WHO, WHEN, KWH)
DAY = dt.date(2024, 3, 1)
WARNED = (AcceptedWarning("klein-getal", 1, "Klopt het?", "ja"),)


def sent(identifier: str, period: str = "2024-01", who: str = "alfa", **more: Any) -> Delivery:
    span = Period.parse(period)
    given: dict[str, Any] = {
        "organisation": who, "period": span, "dataset": "proef", "file_name": "a.csv",
        "rows": 1, "received_on": DAY, "cells": (Cell(who, span),),
        **{f"{k}_sha256": identifier for k in ("file", "rows", "stored")},
    }  # fmt: skip
    return Delivery(identifier, **{**given, **more})


def backwards(*deliveries: Delivery) -> list[Delivery]:
    """The deliveries as they came, which was the other way round than their one order."""
    return in_order(deliveries)[::-1]


def shows(pack: Pack, *deliveries: Delivery, of: Dataset = PLAIN) -> bool:
    return order_shows(backwards(*deliveries), with_dataset(pack, of))


def test_deliveries_that_have_nothing_in_common_may_come_in_any_order(mini: Pack) -> None:
    assert not shows(mini, sent("a"), sent("b", "2024-02"), sent("c", who="beta"))


def test_deliveries_that_came_in_the_one_order_show_nothing(mini: Pack) -> None:
    pack = with_dataset(mini, PLAIN)
    log = in_order([sent("a", warnings=WARNED), sent("b", warnings=WARNED)])
    assert not order_shows(log, pack)
    assert order_shows(log[::-1], pack)
    assert not order_shows([], pack)


# what two deliveries have in common, beside a warning at the one
MEETING = {
    "the same month": ({}, {}),
    "a month in a quarter": ({"period": "2024-Q1"}, {"period": "2024-03"}),
    "a month in a year": ({"period": "2024"}, {"period": "2024-12"}),
    "days of one month": ({"period": "2024-03-01"}, {"period": "2024-03-31"}),
    "the same rows": ({"likeness": "x"}, {"period": "2023-01", "likeness": "x"}),
}
APART = {
    "another month": ({}, {"period": "2024-02"}),
    "another quarter": ({"period": "2024-Q1"}, {"period": "2024-04"}),
    "another organisation": ({}, {"who": "beta"}),
    "other rows": ({"likeness": "x"}, {"period": "2023-01", "likeness": "y"}),
    "rows that cannot be mistaken": ({"likeness": ""}, {"period": "2023-01", "likeness": ""}),
    "another dataset": ({}, {"dataset": "ander"}),
    "the same rows of another dataset": (
        {"likeness": "x"},
        {"period": "2023-01", "likeness": "x", "dataset": "ander"},
    ),
}


@pytest.mark.parametrize("common", MEETING)
@pytest.mark.parametrize("warned", ["a", "b"])
def test_of_two_that_meet_the_second_heard_so(mini: Pack, common: str, warned: str) -> None:
    one, two = (sent(i, **m) for i, m in zip("ab", MEETING[common], strict=True))
    assert not shows(mini, one, two)  # nothing was said of either
    marked = [replace(d, warnings=WARNED) if d.id == warned else d for d in (one, two)]
    assert shows(mini, *marked)


@pytest.mark.parametrize("kind", APART)
def test_of_two_that_have_nothing_in_common_a_warning_stands_by_itself(
    mini: Pack, kind: str
) -> None:
    pack = with_dataset(mini, replace(PLAIN, id="ander"))
    one, two = (sent(i, warnings=WARNED, **m) for i, m in zip("ab", APART[kind], strict=True))
    assert not shows(pack, one, two)


def test_what_was_corrected_made_room_for_what_came_after_it(mini: Pack) -> None:
    """February is refused as long as the quarter stands, of which the correction keeps March."""
    old = sent("a", "2024-Q1", received_on=DAY - dt.timedelta(days=1))
    new, later = sent("b", "2024-03", replaces=("a",)), sent("c", "2024-02")
    pack = with_dataset(mini, PLAIN)
    assert in_order([old, new, later]) == [old, later, new]
    assert order_shows([old, new, later], pack)
    assert not order_shows([old, later, new], pack)
    # where the quarter was not, the correction makes no room
    before = sent("c", "2023-12")
    assert in_order([old, new, before]) == [old, before, new]
    assert not order_shows([old, new, before], pack)


@pytest.mark.parametrize("level", ["previous", "series"])
def test_a_rule_that_looks_back_sees_what_came_before_without_any_warning(
    mini: Pack, level: str
) -> None:
    back = replace(PLAIN, rules=(rule("sprong", "kwh < 2 * vorige.kwh", level=level),))
    assert shows(mini, sent("a"), sent("b", "2022-05"), of=back)
    assert not shows(mini, sent("a"), sent("b", "2022-05", "beta"), of=back)


def test_a_rule_that_looks_back_also_sees_those_that_a_file_is_about(mini: Pack) -> None:
    back = replace(PLAIN, rules=(rule("sprong", "kwh < 2 * vorige.kwh", level="previous"),))
    about = (Cell("beta", Period.parse("2024-01")),)
    assert shows(mini, sent("a", cells=about), sent("b", "2022-05", "beta"), of=back)


def test_a_rule_of_one_row_or_file_looks_at_nothing_else(mini: Pack) -> None:
    rules = (rule("rij", "kwh > 0"), rule("alles", "sum(kwh) > 0", level="table"))
    assert not shows(mini, sent("a"), sent("b", "2022-05"), of=replace(PLAIN, rules=rules))


def test_a_meter_is_missed_by_who_sends_later_whoever_sends(mini: Pack) -> None:
    meters = dataset(WHO, WHEN, column("meter", key=True), grain=CellGrain(Grain.MONTH, "meter"))
    assert shows(mini, sent("a"), sent("b", "2022-05", "beta"), of=meters)
    without = replace(meters, grain=CellGrain(Grain.MONTH))
    assert not shows(mini, sent("a"), sent("b", "2022-05", "beta"), of=without)


def test_a_key_without_a_period_is_held_against_every_period(mini: Pack) -> None:
    loose = dataset(WHO, replace(WHEN, key=False), column("contract", key=True))
    one, two = sent("a", warnings=WARNED), sent("b", "2022-05")
    assert shows(mini, one, two, of=loose)
    assert not shows(mini, one, two)
    assert not shows(mini, one, replace(two, organisation="beta"), of=loose)


def test_a_dataset_that_is_gone_is_checked_by_no_rule(mini: Pack) -> None:
    one, two = (sent(i, p, dataset="weg") for i, p in (("a", "2024-01"), ("b", "2022-05")))
    assert not order_shows(backwards(one, two), mini)


IDS = st.lists(st.sampled_from("abcdef"), max_size=6, unique=True)


@given(IDS, st.randoms())
def test_what_has_nothing_said_and_no_rule_never_shows_its_order(
    mini: Pack, ids: list[str], random: Any
) -> None:
    log = [sent(i, f"2024-0{ord(i) - 96}") for i in ids]
    random.shuffle(log)
    assert not order_shows(log, with_dataset(mini, PLAIN))


ABOUT: dict[str, Any] = {
    "dataset": "proef", "organisation": "alfa", "period": Period.parse("2024"),
    "file_sha256": "f" * 64, "replaces": ["a", "b"], "before": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("dataset", "ander"),
        ("organisation", "beta"),
        ("period", Period.parse("2024-01")),
        ("file_sha256", "e" * 64),
        ("replaces", []),
        ("replaces", ["a"]),
        ("before", 0),
        ("before", 2),
    ],
)
def test_an_id_is_of_all_that_a_delivery_is(what: str, other: Any) -> None:
    assert delivery_id(**ABOUT) == delivery_id(**ABOUT)
    assert delivery_id(**{**ABOUT, what: other}) != delivery_id(**ABOUT)
    assert len(delivery_id(**ABOUT)) == 64


@pytest.mark.parametrize("count", [0, 1, 19_999, 20_000, 20_001, 40_000])
def test_rows_come_back_whole_whatever_piece_they_were_written_in(
    tmp_path: Path, count: int
) -> None:
    rows = [(n + 2, [str(n), None if n % 3 else ""]) for n in range(count)]
    table = write_rows(iter(rows), 2, tmp_path / "a.arrow")
    assert table.column_names == ["_rij", "c0", "c1"]
    found = zip(*(c.to_pylist() for c in table.columns), strict=True)
    assert [(n, [a, b]) for n, a, b in found] == rows  # nothing is not an empty text
