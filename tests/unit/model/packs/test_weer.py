"""Degree days and the correction of gas once more, from the formulas of the sheet alone.

`knmi_260_2010.csv` holds the daily mean temperatures (TG) of De Bilt in 2010 as KNMI measured them,
from https://github.com/LisaWater/WorkshopProgrammeren (etmgeg_260.txt). Other years are made up.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.errors import PackErrors
from verantwoord.model.figure import Figure, FigureStatus, figure_id
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

PACK = REPOSITORY / "packs" / "duurzame-bedrijfsvoering"
COUNTRY = REPOSITORY / "tests" / "packs" / "voetafdruk"
DE_BILT = Path(__file__).parent / "knmi_260_2010.csv"
THEME = "duurzame-bedrijfsvoering"
RECEIVED = dt.date(2027, 1, 10)
NORMAL = range(2001, 2021)
SUMMER = (6, 7, 8)
WEIGHTS = {m: Decimal("1.1") if m in (11, 12, 1, 2) else Decimal("0.8") for m in range(1, 13)}
WEIGHTS |= {3: Decimal(1), 10: Decimal(1)}
Temperatures = dict[dt.date, int]  # tenths of a degree


def days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]


def measured() -> Temperatures:
    with DE_BILT.open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {dt.date.fromisoformat(r["DATUM"]): int(r["TG"]) for r in rows}


def made_up(year: int) -> Temperatures:
    draw = random.Random(f"weer {year}")
    cold = [20, 30, 60, 95, 130, 160, 180, 178, 150, 110, 65, 35]
    return {day: cold[day.month - 1] + draw.randint(-70, 70) for day in days_of(year)}


def temperatures() -> dict[int, Temperatures]:
    years = (*NORMAL, 2025, 2026)
    return {y: measured() if y == 2010 else made_up(y) for y in years}


def weighted(days: Temperatures, month: int) -> Decimal:
    tenths = sum(max(0, 180 - t) for day, t in days.items() if day.month == month)
    return Decimal(tenths) / 10 * WEIGHTS[month]


def write(file: Path, rows: list[dict[str, object]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return file


def send_days(
    work: Workspace, folder: Path, year: int, days: Temperatures, period: Period | None = None
) -> None:
    """Send a year of De Bilt, and beside it a station that must not count."""
    rows: list[dict[str, object]] = [
        {"stn": station, "datum": day, "tg": tenths + (station - 260)}
        for station in (260, 348)
        for day, tenths in days.items()
    ]
    file = write(folder / f"weer-{year}.csv", rows)
    deliver(work, "dagtemperaturen", "noord", period or Period.year(year), file, RECEIVED)


def gas_of(who: str, year: int) -> dict[int, Decimal]:
    """Gas by month; the second building is closed for half of the winter."""
    draw = random.Random(f"gas {who} {year}")
    use = {m: Decimal(draw.randint(200, 900) if m in SUMMER else 3000 + draw.randint(0, 4000))
           for m in range(1, 13)}  # fmt: skip
    return use | ({1: Decimal(0), 2: Decimal(0)} if who == "zuid" else {})


def send_gas(work: Workspace, folder: Path, who: str, year: int) -> None:
    rows: list[dict[str, object]] = [
        {"maand": f"{year}-{m:02}", "aansluiting": f"{who}-g", "gebouw": "a", "verbruik": use,
         "eenheid": "Nm3", "meting": "gemeten"}
        for m, use in gas_of(who, year).items()
    ]  # fmt: skip
    file = write(folder / f"gas-{who}-{year}.csv", rows)
    deliver(work, "gasverbruik", who, Period.year(year), file, RECEIVED)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("weer")
    work = Workspace.create(folder / "werk", COUNTRY)
    for year, days in temperatures().items():
        send_days(work, folder, year, days)
    for who in ("noord", "zuid"):
        send_gas(work, folder, who, 2026)
    return work


@pytest.fixture(scope="module")
def computed(sent: Workspace) -> Computation:
    names = ("weer-graaddagen", "weer-graaddagen-gewogen", "weer-normaal", "weer-normaal-gewogen",
             "gas-weergecorrigeerd", "gas-verbruik")  # fmt: skip
    wanted = [f"{THEME}.{n}" for n in names]
    return compute(sent.pack, sent.deliveries(), sent.rows_path, indicators=wanted)


def figure(computed: Computation, name: str, who: str, period: str) -> Figure:
    return computed.figures[figure_id(f"{THEME}.{name}", who, Period.parse(period))]


def test_the_days_of_2010_give_the_control_values(computed: Computation) -> None:
    """3,320.6 is also what CBS has, within 1; the second station in the file counts nowhere."""
    assert figure(computed, "weer-graaddagen", "land", "2010").value == Decimal("3320.6")
    assert figure(computed, "weer-graaddagen-gewogen", "land", "2010").value == Decimal("3372.5")


def test_a_normal_is_the_mean_of_the_sums_of_twenty_years(computed: Computation) -> None:
    years = temperatures()
    sums = [sum(weighted(years[y], m) for m in range(1, 13)) for y in NORMAL]
    found = figure(computed, "weer-normaal-gewogen", "land", "2026").value
    assert found == sum(sums, Decimal(0)) / 20


def test_the_degree_days_of_mean_temperatures_are_too_few(computed: Computation) -> None:
    """Trap (a): a warm day would make up for a cold one, which heats nothing."""
    years = temperatures()
    too_low = Decimal(0)
    for day in days_of(2001):
        mean = Decimal(sum(years[y][day.replace(year=y)] for y in NORMAL)) / 20
        too_low += max(Decimal(0), 180 - mean) / 10
    normal = figure(computed, "weer-normaal", "land", "2026").value
    assert isinstance(normal, Decimal)
    assert normal > too_low + 20


def corrected(gas: dict[int, Decimal]) -> Decimal:
    """The formula of the sheet for 2026, month by month."""
    years = temperatures()
    base = sum((gas[m] for m in SUMMER), Decimal(0)) / 92
    total = sum((gas[m] for m in SUMMER), Decimal(0))
    for month in {*range(1, 13)} - {*SUMMER}:
        days = len([d for d in years[2026] if d.month == month])
        normal = sum((weighted(years[y], month) for y in NORMAL), Decimal(0)) / 20
        heat = gas[month] - base * days
        total += base * days + heat * normal / weighted(years[2026], month)
    return total


@pytest.mark.parametrize("who", ["noord", "zuid"])
def test_gas_is_corrected_by_month(computed: Computation, who: str) -> None:
    found = figure(computed, "gas-weergecorrigeerd", who, "2026")
    assert isinstance(found.value, Decimal)
    assert abs(found.value - corrected(gas_of(who, 2026))) < Decimal("1e-20")
    assert found.status is FigureStatus.ESTIMATED  # what an ordinary year had used was not measured


def test_what_is_corrected_adds_up_over_organisations(computed: Computation) -> None:
    each = [figure(computed, "gas-weergecorrigeerd", w, "2026").value for w in ("noord", "zuid")]
    whole = figure(computed, "gas-weergecorrigeerd", "land", "2026").value
    assert isinstance(whole, Decimal)
    assert abs(whole - sum(v for v in each if isinstance(v, Decimal))) < Decimal("1e-20")


def test_a_corrected_figure_shows_what_it_was_corrected_with(computed: Computation) -> None:
    """Trap (c): station, limit, weights and normal are said, and the parts are in the figure."""
    pack = load_pack(COUNTRY)
    indicator = pack.indicators[f"{THEME}.gas-weergecorrigeerd"]
    assert indicator.definition is not None
    for said in ("De Bilt (260)", "18,0 graden", "1,1, 1,0 en 0,8", "2001 tot en met 2020"):
        assert said in indicator.definition.nl
    used = pack.datasets["graaddagen"].view_parameters
    assert used is not None
    values = {name: pack.parameters[p].values for name, p in used.items()}
    assert [v.value for v in values["stations"]] == [260]
    assert [v.value for v in values["grenzen"]] == [180]
    weights = {int(v.key or 0): v.value for v in values["gewichten"]}
    assert weights == WEIGHTS
    shown = {
        p.alias: p.value
        for p in figure(computed, "gas-weergecorrigeerd", "noord", "2026").parameters
    }
    assert shown == {"station": 260, "stookgrens": 180, "gewicht_winter": Decimal("1.1"),
                     "gewicht_maart_oktober": 1, "gewicht_zomer": Decimal("0.8")}  # fmt: skip
    terms = {t.alias: t for t in figure(computed, "gas-weergecorrigeerd", "noord", "2026").terms}
    assert len(terms["gas_gewoon"].parts) == 9
    assert [p.period.start.year for p in terms["normaal"].parts] == [*NORMAL]


def test_a_year_of_the_normal_that_is_missing_leaves_nothing_to_correct_with(
    sent: Workspace,
) -> None:
    without = [d for d in sent.deliveries() if not (d.dataset == "dagtemperaturen"
               and d.period == Period.year(2007))]  # fmt: skip
    wanted = [f"{THEME}.gas-weergecorrigeerd"]
    found = compute(sent.pack, without, sent.rows_path, indicators=wanted)
    value = figure(found, "gas-weergecorrigeerd", "noord", "2026").value
    assert isinstance(value, Absent)
    assert "2007" in value.reason


def test_weighted_and_unweighted_degree_days_cannot_be_mixed(tmp_path: Path) -> None:
    """Trap (b): the pack is refused, so that no figure can be made of both."""
    copy = Path(shutil.copytree(PACK, tmp_path / "pack"))
    file = copy / "indicators" / THEME / "gas-weergecorrigeerd.yaml"
    text = file.read_text("utf-8")
    mixed = text.replace("normaal: {of: graad, each", "normaal: {of: ongewogen, each").replace(
        "components:\n",
        "components:\n  ongewogen: {of: graaddagen.ongewogen, whole-population: true}\n",
    )
    assert mixed != text
    file.write_text(mixed, "utf-8")
    with pytest.raises(PackErrors) as caught:
        load_pack(copy)
    assert "gas-weergecorrigeerd" in caught.value.in_language("nl")


def test_a_year_in_whole_degrees_is_asked_about_and_another_column_refused(tmp_path: Path) -> None:
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    for wrong, code in (
        (lambda t: round(t / 10), "regel-tabel"),
        (lambda t: 10000 + t, "regel-rij"),
    ):
        rows: list[dict[str, object]] = [
            {"stn": 260, "datum": day, "tg": wrong(t)} for day, t in measured().items()
        ]
        file = write(tmp_path / f"{code}.csv", rows)
        with pytest.raises(Refused) as caught:
            deliver(work, "dagtemperaturen", "noord", Period.year(2010), file, RECEIVED)
        assert code in {f.code for f in caught.value.findings}


def test_a_day_without_a_temperature_is_a_gap(tmp_path: Path) -> None:
    """A missing day is no warm day: the sum of the year is not known without it."""
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    rows: list[dict[str, object]] = [
        {"stn": 260, "datum": day, "tg": t} for day, t in measured().items() if day.day != 17
    ]
    file = write(tmp_path / "gaten.csv", rows)
    deliver(work, "dagtemperaturen", "noord", Period.year(2010), file, RECEIVED)
    wanted = [f"{THEME}.weer-graaddagen"]
    found = compute(work.pack, work.deliveries(), work.rows_path, indicators=wanted)
    assert isinstance(figure(found, "weer-graaddagen", "land", "2010").value, Absent)
