"""What a reader of figures may count on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rows import Shelf
from verantwoord.engine.compute import Computation
from verantwoord.engine.errors import EngineError
from verantwoord.formula.quantities import CONTEXT, Absence, Absent
from verantwoord.model.figure import FigureStatus
from verantwoord.model.goal import GoalStatus
from verantwoord.model.period import Period


def fill(shelf: Shelf, skip: tuple[str, str] | None = None) -> None:
    """Two years of meters and fte: alfa 100+10 kWh a month, beta or its heirs 1000 together."""
    for year in (2023, 2024):
        for month in Period.year(year).months():
            second = month.start < dt.date(2024, 7, 1)
            uses = (
                {"alfa": 100, "beta": 1000} if second else {"alfa": 100, "gamma": 600, "delta": 400}
            )
            for who, amount in uses.items():
                if (who, str(month)) == skip:
                    continue
                rows = [
                    {"drager": "stroom", "verbruik": amount, "eenheid": "kwh"},
                    {"drager": "warmte", "verbruik": 10, "eenheid": "kwh"},
                ]
                shelf.deliver("meters", who, str(month), rows)
                shelf.deliver("fte", who, str(month), [{"fte": amount}])


def value(computation: Computation, figure: str) -> object:
    return computation.figures[figure].value


def test_a_year_is_the_sum_of_its_deliveries_and_the_land_of_its_ministries(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute()
    assert value(c, "energie.verbruik@alfa@2024") == 12 * 110
    assert value(c, "energie.verbruik@beta@2024") == 6 * 1010
    assert value(c, "energie.verbruik@gamma@2024") == 6 * 610
    assert value(c, "energie.verbruik@land@2024") == 12 * 110 + 6 * 1010 + 6 * 1020
    assert value(c, "energie.verbruik@alfa@2024-Q1") == 330
    assert value(c, "energie.verbruik@alfa@2024-02@drager=warmte") == 10
    assert c.figures["energie.verbruik@land@2024"].status is FigureStatus.MEASURED


def test_contributions_of_deliveries_add_up_to_the_component_exactly(shelf: Shelf) -> None:
    fill(shelf)
    for figure in shelf.compute().figures.values():
        for component in figure.components:
            if isinstance(component.value, Decimal) and component.component != "meters.hoogste":
                total = sum((c.amount for c in component.contributions), Decimal(0))
                assert total == component.value * component.divisor, figure.id


def test_as_it_is_now_hands_the_past_to_the_successors_and_keeps_the_total(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute(structure_on=dt.date(2024, 12, 31))
    now = "@structuur=2024-12-31"
    assert value(c, f"energie.verbruik@gamma@2023{now}") == Decimal("0.6") * 12 * 1010
    assert value(c, f"energie.verbruik@delta@2023{now}") == Decimal("0.4") * 12 * 1010
    assert value(c, f"energie.verbruik@land@2023{now}") == value(c, "energie.verbruik@land@2023")
    assert f"energie.verbruik@alfa@2023{now}" not in c.figures  # nothing changed there


def test_a_missing_delivery_is_a_gap_and_never_looks_complete(shelf: Shelf) -> None:
    fill(shelf, skip=("alfa", "2024-03"))
    c = shelf.compute()
    figure = c.figures["energie.verbruik@land@2024"]
    assert figure.status is FigureStatus.INCOMPLETE
    assert (figure.coverage.received, figure.coverage.expected) == (29, 30)
    assert figure.coverage.missing == (("meters", "alfa", "2024-03"),)
    month = c.figures["energie.verbruik@alfa@2024-03"]
    assert month.status is FigureStatus.LATE
    assert isinstance(month.value, Absent) and month.value.kind is Absence.LATE
    ratio = c.figures["energie.per-fte@alfa@2024"]
    assert ratio.status is FigureStatus.UNKNOWN
    assert figure.judgements[0].status is GoalStatus.NO_JUDGEMENT


def test_a_ratio_is_a_ratio_of_sums_and_a_stock_is_a_mean_of_months(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute()
    figure = c.figures["energie.per-fte@land@2023"]
    assert figure.numerator == 12 * 1120
    assert figure.denominator == 1100
    assert figure.value == CONTEXT.divide(Decimal(12 * 1120), Decimal(1100))


def test_a_figure_that_needs_last_year_is_unknown_without_it(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute()
    assert value(c, "energie.tegen-vorig-jaar@alfa@2024") == 0
    first = c.figures["energie.tegen-vorig-jaar@alfa@2023"]
    assert isinstance(first.value, Absent)
    assert first.value.kind is Absence.NOT_ASKED  # of 2022: nobody was asked, so nothing is missing
    assert (first.coverage.unasked, first.coverage.missing) == (12, ())
    assert not first.coverage.complete


def test_of_an_organisation_that_did_not_exist_nothing_was_asked_or_missing(shelf: Shelf) -> None:
    """Gamma is of July 2024: that there is nothing of 2023 is nobody's fault, and no gap."""
    fill(shelf)
    found = shelf.compute().figures["energie.tegen-vorig-jaar@gamma@2024"]
    assert found.status is FigureStatus.NOT_APPLICABLE
    assert str(found.value) == "n.v.t.: de organisatie bestond in 2023 nog niet"
    assert found.coverage.unasked == 0


def test_in_the_structure_of_a_later_day_a_successor_has_the_past_of_its_predecessor(
    shelf: Shelf,
) -> None:
    fill(shelf)
    c = shelf.compute(structure_on=dt.date(2024, 12, 31))
    past = c.figures["energie.tegen-vorig-jaar@gamma@2023@structuur=2024-12-31"]
    assert past.status is FigureStatus.NOT_ASKED  # of beta, in 2022


def test_dated_factors_of_a_view_follow_the_month_of_the_row(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute()
    assert value(c, "energie.uitstoot@alfa@2023") == Decimal("612")
    assert value(c, "energie.uitstoot@alfa@2024") == Decimal("492")


def test_a_percentile_comes_from_counted_bins(shelf: Shelf) -> None:
    fill(shelf)
    assert value(shelf.compute(), "energie.p90@alfa@2024") == 100


def test_a_correction_replaces_and_what_was_known_before_stays_known(shelf: Shelf) -> None:
    fill(shelf)
    old = next(d for d in shelf.deliveries if d.organisation == "alfa" and d.dataset == "meters")
    rows = [{"drager": "stroom", "verbruik": 200, "eenheid": "kwh"}]
    shelf.deliver("meters", "alfa", "2023-01", rows, received="2025-03-01", replaces=old)
    now, before = shelf.compute(), shelf.compute(known_on=dt.date(2025, 2, 1))
    assert value(now, "energie.verbruik@alfa@2023-01") == 200
    assert value(before, "energie.verbruik@alfa@2023-01") == 110
    assert now.figures["energie.verbruik@alfa@2023-01"].quality.restated == 1


def test_a_parameter_is_not_known_before_it_was_published(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute(known_on=dt.date(2025, 2, 1))
    late = {p.alias: p for p in c.figures["energie.per-fte@alfa@2024"].parameters}["norm"]
    assert late.value == 8
    shelf.deliveries = [d for d in shelf.deliveries if d.period.start.year == 2023]
    early = shelf.compute(known_on=dt.date(2022, 11, 1))
    assert isinstance(early.figures["energie.per-fte@alfa@2023"].parameters[0].value, Absent)


def test_a_second_run_scans_nothing_and_a_correction_scans_one_file(
    shelf: Shelf, tmp_path: Path
) -> None:
    fill(shelf)
    cache = tmp_path / "components"
    cold = shelf.compute(cache=cache)
    assert cold.scanned > len(shelf.deliveries)  # meters feeds two queries
    warm = shelf.compute(cache=cache)
    assert warm.scanned == 0
    assert warm.figures == cold.figures
    old = next(d for d in shelf.deliveries if d.dataset == "fte")
    shelf.deliver("fte", old.organisation, str(old.period), [{"fte": 7}], replaces=old)
    corrected = shelf.compute(cache=cache)
    assert corrected.scanned == 1
    assert corrected.figures == shelf.compute().figures


def test_changed_rows_are_refused_by_name(shelf: Shelf) -> None:
    fill(shelf)
    victim = shelf.deliveries[3]
    path = shelf.path(victim)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(EngineError, match=victim.file_name):
        shelf.compute()


def test_the_goal_is_judged_on_a_straight_line(shelf: Shelf) -> None:
    fill(shelf)
    c = shelf.compute()
    in_2024 = c.figures["energie.verbruik@land@2024"].judgements[0]
    assert in_2024.goal == "energie.minder"
    assert in_2024.status is GoalStatus.ON_TRACK
    assert in_2024.bound is not None and in_2024.bound.high is not None
    assert in_2024.bound.high.quantize(Decimal("0.01")) == Decimal("20571.43")
