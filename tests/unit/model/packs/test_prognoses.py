"""Forecasts once more from the formulas of the sheet, and that none is called a measurement."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.model.packs.test_weer import (
    COUNTRY,
    NORMAL,
    RECEIVED,
    SUMMER,
    THEME,
    days_of,
    figure,
    gas_of,
    made_up,
    send_days,
    temperatures,
    weighted,
    write,
)
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.model.figure import FigureStatus
from verantwoord.model.period import Period
from verantwoord.model.stated import Nature

YEARS = (2023, 2024, 2025)
FIRST_HALF, SECOND_HALF = range(1, 7), range(7, 13)


def use_of(who: str, year: int) -> dict[int, int]:
    """Electricity by month; every year and ministry has another share before July."""
    return {m: 1000 + 37 * m + (year % 7) * 11 * (m % 5) + (90 * m if who == "zuid" else 0)
            for m in range(1, 13)}  # fmt: skip


def send_use(work: Workspace, folder: Path, who: str, year: int, months: range) -> None:
    rows: list[dict[str, object]] = [
        {"maand": f"{year}-{m:02}", "aansluiting": f"{who}-e", "gebouw": "a",
         "inkoop": use_of(who, year)[m], "eigen_gebruik": 0, "teruglevering": 0,
         "eenheid": "kWh", "meting": "gemeten"} for m in months
    ]  # fmt: skip
    file = write(folder / f"stroom-{who}-{year}.csv", rows)
    period = Period.year(year) if len(months) == 12 else Period.parse(f"{year}-H1")
    deliver(work, "elektriciteitsverbruik", who, period, file, RECEIVED)


def send_gas(work: Workspace, folder: Path, who: str, year: int, months: range) -> None:
    rows: list[dict[str, object]] = [
        {"maand": f"{year}-{m:02}", "aansluiting": f"{who}-g", "gebouw": "a",
         "verbruik": gas_of(who, year)[m], "eenheid": "Nm3", "meting": "gemeten"} for m in months
    ]  # fmt: skip
    file = write(folder / f"gas-{who}-{year}.csv", rows)
    period = Period.year(year) if len(months) == 12 else Period.parse(f"{year}-H1")
    deliver(work, "gasverbruik", who, period, file, RECEIVED)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Computation:
    """All there is in July 2026: of this year half, and of the weather too."""
    folder = tmp_path_factory.mktemp("prognose")
    work = Workspace.create(folder / "werk", COUNTRY)
    weather = temperatures() | {2024: made_up(2024)}
    weather[2026] = {d: t for d, t in weather[2026].items() if d.month < 7}
    for year, days in weather.items():
        period = "2026-H1" if year == 2026 else str(year)
        send_days(work, folder, year, days, Period.parse(period))
    for who in ("noord", "zuid"):
        for year in (*YEARS, 2026):
            months = FIRST_HALF if year == 2026 else range(1, 13)
            send_use(work, folder, who, year, months)
            if year > 2023:
                send_gas(work, folder, who, year, months)
    wanted = [f"{THEME}.{n}" for n in ("elektriciteit-prognose", "gas-prognose")]
    return compute(work.pack, work.deliveries(), work.rows_path, indicators=wanted)


def expected_use(who: str) -> Decimal:
    so_far = sum(use_of(who, 2026)[m] for m in FIRST_HALF)
    shares = [Decimal(sum(use_of(who, y)[m] for m in FIRST_HALF)) / sum(use_of(who, y).values())
              for y in YEARS]  # fmt: skip
    return so_far / (sum(shares, Decimal(0)) / 3)


def expected_gas(who: str) -> Decimal:
    weather = temperatures() | {2024: made_up(2024)}
    base = sum((gas_of(who, 2025)[m] for m in SUMMER), Decimal(0)) / 92
    months = [(2024, m) for m in SECOND_HALF] + [(2025, m) for m in range(1, 13)]
    months += [(2026, m) for m in FIRST_HALF]
    gas = sum((gas_of(who, y)[m] for y, m in months), Decimal(0))
    days = sum(1 for y, m in months for d in days_of(y) if d.month == m)
    degrees = sum((weighted(weather[y], m) for y, m in months), Decimal(0))
    normal = sum((weighted(weather[y], m) for y in NORMAL for m in SECOND_HALF), Decimal(0)) / 20
    so_far = sum((gas_of(who, 2026)[m] for m in FIRST_HALF), Decimal(0))
    return so_far + base * 184 + (gas - base * days) / degrees * normal


@pytest.mark.parametrize("who", ["noord", "zuid", "land"])
@pytest.mark.parametrize("name", ["elektriciteit-prognose", "gas-prognose"])
def test_a_forecast_is_what_the_method_gives_and_never_a_measurement(
    computed: Computation, name: str, who: str
) -> None:
    method = expected_use if name == "elektriciteit-prognose" else expected_gas
    each = ("noord", "zuid") if who == "land" else (who,)
    wanted = sum((method(w) for w in each), Decimal(0))
    found = figure(computed, name, who, "2026")
    assert isinstance(found.value, Decimal), found.value
    assert abs(found.value - wanted) < Decimal("1e-18")
    assert found.nature is Nature.FORECAST
    assert found.status is FigureStatus.ESTIMATED
    indicator = computed.figures[found.id].indicator
    assert "prognose" in indicator
