"""The ratios of the practice data once more, by other means: months in plain dictionaries.

Uses nothing of the engine: only accepted rows, and which delivery replaced which. A month counts of
a ministry when both its wage hours and its hours of the jobs agreement are in.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal, localcontext
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest

from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.model.figure import Figure

pytestmark = pytest.mark.slow  # the demo is made
QUOTA = {2023: Decimal("2.5"), 2024: Decimal("2.6")}
DAYS = [None, dt.date(2024, 2, 10), dt.date(2024, 5, 7), dt.date(2024, 9, 1)]
WHOLE = "oefenrijk"


class Hours(NamedTuple):
    """Of one ministry and month."""

    target: Decimal  # of the target group, own and hired
    own: Decimal  # of the target group, own
    all: Decimal  # all hours: paid, minus lent out, plus hired


@pytest.fixture(scope="module")
def workspace(practice_workspace: Workspace) -> Workspace:
    return practice_workspace


def hours(workspace: Workspace, day: dt.date | None) -> dict[tuple[str, str], Hours]:
    """Hours by ministry and month, of the months of which both files are in."""
    known = [d for d in workspace.deliveries() if day is None or d.received_on <= day]
    replaced = {old for d in known for old in d.replaces}
    wages: dict[tuple[str, str], Decimal] = {}
    jobs: dict[tuple[str, str], dict[str, Decimal]] = {}
    for delivery in known:
        if delivery.id in replaced:
            continue
        months = [str(m) for m in delivery.period.months()]
        rows = pq.read_table(workspace.rows_path(delivery)).to_pylist()
        for month in months if delivery.dataset == "banenafspraak-uren" else ():
            kinds: dict[str, Decimal] = defaultdict(Decimal)
            for row in rows:
                if str(row["periode"]) == month:
                    kinds[row["relatietype"]] += row["verloonde_uren"]
            jobs[delivery.organisation, month] = kinds
        for row in rows if delivery.dataset == "loonaangifte-uren" else ():
            wages[delivery.organisation, str(row["periode"])] = row["uren_loonaangifte_totaal"]
    found = {}
    for key in wages.keys() & jobs.keys():
        own, hired, lent = (jobs[key][k] for k in ("dienstverband", "inleen", "uitgeleend"))
        found[key] = Hours(own + hired, own, wages[key] - lent + hired)
    return found


def added_up(months: dict[tuple[str, str], Hours], who: str, year: int) -> Hours:
    mine = [h for (o, m), h in months.items() if who in (WHOLE, o) and m.startswith(str(year))]
    return (
        Hours(*(sum(column, Decimal(0)) for column in zip(*mine, strict=True)))
        if mine
        else (Hours(Decimal(0), Decimal(0), Decimal(0)))
    )


def close(figure: Figure, wanted: Decimal) -> bool:
    assert isinstance(figure.value, Decimal)
    return abs(figure.value - wanted) < Decimal("1e-25")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_ratios_equal_those_over_the_months_that_are_in(
    workspace: Workspace, day: dt.date | None
) -> None:
    months = hours(workspace, day)
    names = ("aandeel-uren", "realisatie-pct", "realisatie-pct-dienstverband")
    figures = compute(
        workspace.pack,
        workspace.deliveries(),
        workspace.rows_path,
        known_on=day,
        indicators=[f"banenafspraak.{n}" for n in names],
    ).figures
    compared = 0
    with localcontext(prec=40):
        for figure in figures.values():
            year = figure.period.start.year
            if figure.structure or not isinstance(figure.value, Decimal):
                continue
            one = added_up(months, figure.organisation, year)
            above = one.own if figure.indicator.endswith("dienstverband") else one.target
            below = one.all
            if "realisatie" in figure.indicator:
                below = below * QUOTA[year] / 100
            assert close(figure, above * 100 / below), figure.id
            compared += 1
    assert compared >= 15


def test_what_a_reader_was_told_wrong_is_right_now(workspace: Workspace) -> None:
    """Gamma missed August 2023: 80 % was 87 %, and 2,00 % was 2,18 %."""

    def percentage(key: str, day: dt.date | None = None) -> Decimal:
        found = compute(
            workspace.pack,
            workspace.deliveries(),
            workspace.rows_path,
            known_on=day,
            indicators=[key.partition("@")[0]],
        ).figures[key]
        assert isinstance(found.value, Decimal)
        assert found.matched is not None
        return round(found.value, 2)

    assert percentage("banenafspraak.realisatie-pct@gamma@2023") == Decimal("87.04")
    assert percentage("banenafspraak.aandeel-uren@gamma@2023") == Decimal("2.18")
    assert percentage("banenafspraak.realisatie-pct@oefenrijk@2023") == Decimal("100.90")
    # 8,42 % before: hours of all ministries divided by those of the one that had sent its wages
    early = percentage("banenafspraak.aandeel-uren@oefenrijk@2024", dt.date(2024, 5, 7))
    assert early == Decimal("2.76")
