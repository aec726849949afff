"""Hybrid working: the calendar, the rules by their number, and every figure once more.

The figures are recomputed from the files as they were sent, by the formulas in
`docs/hybride-werken.md` and sums in plain Python. Nothing there knows a component or a view.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.conftest import REPOSITORY
from tests.unit.model.packs import calendar_nl
from verantwoord.deliveries.personal import personal_column
from verantwoord.deliveries.workspace import Workspace
from verantwoord.disclosure.hiding import audit, hide_small, published
from verantwoord.disclosure.protect import protect
from verantwoord.engine.compute import compute
from verantwoord.engine.people import people_behind
from verantwoord.formula import units
from verantwoord.formula.quantities import CONTEXT, Absent
from verantwoord.model.delivery import current
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord_oefenrijk.practice import Outcome, deliver_all

OEFENRIJK = REPOSITORY / "packs" / "oefenrijk"
PAGE = REPOSITORY / "docs" / "hybride-werken.md"
WHO = ("alfa", "gamma")
DATASETS = (
    "locaties", "kantoorbezetting", "kantoorbezetting-uur", "bezoeken", "thuiswerkdagen",
    "enquete-hybride-werken", "fte",
)  # fmt: skip
THEMES = ("kantoor.", "hybride-werken.")
# typed over from docs/hybride-werken.md and the sources it names
AGREED = {2023: Decimal("2.05"), 2024: Decimal("2.20")}  # invented, of Oefenrijk
TAX_FREE = {2023: Decimal("2.15")}  # of 2024 it was not found
BEFORE = (dt.date(2023, 4, 1), dt.date(2024, 1, 1))  # of Gamma
AFTER = (dt.date(2024, 4, 1), dt.date(2025, 1, 1))
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(OEFENRIJK)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[Outcome]]:
    """All that two ministries send on this subject in two years."""

    def wanted(label: str) -> bool:
        dataset, who, _ = label.split()
        return dataset in DATASETS and who in WHO

    folder = tmp_path_factory.mktemp("hybride")
    outcomes = deliver_all(folder / "werkmap", folder / "bestanden", OEFENRIJK, only=wanted)
    return Workspace.open(folder / "werkmap"), outcomes


@pytest.fixture(scope="module")
def figures(sent: tuple[Workspace, list[Outcome]]) -> dict[str, Figure]:
    workspace, _ = sent
    wanted = [i for i in workspace.pack.indicators if i.startswith(THEMES)]
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path, indicators=wanted)
    return dict(found.figures)


# --- the calendar ---------------------------------------------------------------------------


def test_the_calendar_is_what_the_library_says() -> None:
    for name, text in calendar_nl.tables().items():
        assert (calendar_nl.FOLDER / name).read_text("utf-8") == text, name


def test_liberation_day_is_free_once_in_five_years() -> None:
    years = [day.year for day in calendar_nl.free_days() if (day.month, day.day) == (5, 5)]
    assert years == [2020, 2025, 2030, 2035]


def test_occupancy_leaves_out_weekends_holidays_and_closed_days(pack: Pack) -> None:
    """H2: Tuesday 24 December counts; Christmas and Saturday do not; closed is not empty."""
    con = duckdb.connect()
    free = calendar_nl.FOLDER / "feestdagen.csv"
    con.execute(f"CREATE TABLE feestdagen AS FROM read_csv('{free}')")
    con.execute(
        "CREATE TABLE momenten (vanaf DATE, tot DATE, sleutel VARCHAR, waarde DECIMAL(38, 9));"
        "INSERT INTO momenten VALUES ('2024-12-27', '2025-01-01', 'alfa', 2)"
    )
    con.execute(
        "CREATE TABLE rijen AS SELECT 'alfa' AS _organisatie, '2024' AS _periode, "
        "'sensor' AS methode, datum::DATE AS datum, gebruik AS in_gebruik, plekken AS beschikbaar "
        "FROM (VALUES ('2024-12-24', 87, 100), ('2024-12-25', 87, 100), ('2024-12-28', 87, 100), "
        "('2024-12-27', 0, 0)) t(datum, gebruik, plekken)"
    )
    sql = pack.datasets["kantoorbezetting-werkdag"].view_sql or ""
    rows = con.execute(f"SELECT * FROM ({sql}) ORDER BY weekdag").fetchall()
    con.close()
    assert rows == [
        ("alfa", "2024", "sensor", "dinsdag", "geen", 87, 100, 870),
        ("alfa", "2024", "sensor", "vrijdag", "na", 0, 0, None),
    ]


# --- every figure once more -----------------------------------------------------------------


class Files:
    """The rows of the files that count, read as the sender wrote them."""

    def __init__(self, workspace: Workspace, outcomes: list[Outcome]) -> None:
        counts = {d.id for d in current(workspace.deliveries())}
        self._rows: list[tuple[str, str, int, Rows]] = [
            (o.sent.dataset, o.sent.organisation, o.sent.period.start.year, read(o.sent.file))
            for o in outcomes
            if o.delivery is not None and o.delivery.id in counts
        ]

    def of(
        self, dataset: str, who: str, year: int, where: Callable[[dict[str, str]], bool]
    ) -> Rows:
        return [
            row
            for d, w, y, rows in self._rows
            if (d, y) == (dataset, year) and who in (w, "oefenrijk")
            for row in rows
            if where(row)
        ]

    def sum(
        self,
        dataset: str,
        column: str,
        who: str,
        year: int,
        where: Callable[[dict[str, str]], bool] = lambda _: True,
    ) -> Decimal:
        rows = self.of(dataset, who, year, where)
        return sum((Decimal(row[column].replace(",", ".")) for row in rows), Decimal(0))


def read(file: Path) -> Rows:
    encoding = "cp1252" if "alfa" in file.name else "utf-8-sig"
    with file.open(encoding=encoding, newline="") as stream:
        head = stream.readline()
        stream.seek(0)
        return list(csv.DictReader(stream, delimiter=";" if ";" in head else ","))


def works(row: dict[str, str]) -> bool:
    day = dt.date.fromisoformat(row["datum"])
    return day.weekday() < 5 and day not in calendar_nl.free_days()


def between(span: tuple[dt.date, dt.date]) -> Callable[[dict[str, str]], bool]:
    return lambda r: works(r) and span[0] <= dt.date.fromisoformat(r["datum"]) < span[1]


def expected(files: Files, who: str, year: int) -> dict[str, Decimal]:
    """The figures of a ministry and year by the formulas of the page, unrounded."""

    def share(above: Decimal, below: Decimal, times: int = 100) -> Decimal:
        return CONTEXT.multiply(CONTEXT.divide(above, below), Decimal(times))

    def total(
        dataset: str, column: str, where: Callable[[dict[str, str]], bool] = lambda _: True
    ) -> Decimal:
        return files.sum(dataset, column, who, year, where)

    days = files.of("kantoorbezetting", who, year, works)
    used, there = (total("kantoorbezetting", c, works) for c in ("in_gebruik", "beschikbaar"))
    full = sorted(
        int(r["in_gebruik"]) * 1000 // int(r["beschikbaar"]) for r in days if int(r["beschikbaar"])
    )
    asked_days = sum(
        calendar_nl.working_days(year, int(row["maand"][5:]))
        for row in files.of("locaties", who, year, lambda _: True)
    )
    fte, people = (CONTEXT.divide(total("fte", c), Decimal(12)) for c in ("fte", "personen"))
    offices = CONTEXT.divide(
        total("locaties", "werkplekken", lambda r: r["soort"] == "kantoor"), Decimal(12)
    )
    worked, home = (total("thuiswerkdagen", c) for c in ("gewerkte_dagen", "thuisdagen"))
    paid = total("thuiswerkdagen", "vergoede_thuisdagen")
    at_end = files.of("locaties", who, year, lambda r: r["maand"] == f"{year}-12")
    made = {
        "kantoor.bezetting-gemiddeld": share(used, there),
        "kantoor.bezetting-piek": CONTEXT.divide(Decimal(full[-1]), Decimal(10)),
        "kantoor.bezetting-p90": Decimal(full[-(-len(full) * 9 // 10) - 1] // 10),
        "kantoor.dagen-waargenomen": share(Decimal(len(days)), Decimal(asked_days)),
        "kantoor.werkplekken": sum((Decimal(r["werkplekken"]) for r in at_end), Decimal(0)),
        "kantoor.locaties": Decimal(len(at_end)),
        "kantoor.werkplekken-per-fte": CONTEXT.divide(offices, fte),
        "kantoor.werkplekken-per-persoon": CONTEXT.divide(offices, people),
        "hybride-werken.thuiswerkaandeel": share(home, worked),
        "hybride-werken.kantoordagen-per-fte": CONTEXT.divide(
            total("thuiswerkdagen", "kantoordagen"), fte
        ),
        "hybride-werken.thuiswerkvergoeding": paid * AGREED[year],
    }
    for weekday, name in enumerate(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")):
        on = [r for r in days if dt.date.fromisoformat(r["datum"]).weekday() == weekday]
        above, below = (sum(int(r[c]) for r in on) for c in ("in_gebruik", "beschikbaar"))
        made[f"weekdag {name}"] = share(Decimal(above), Decimal(below))
    for question in ("productiviteit", "balans", "verbondenheid"):
        marks, answers = (
            total("enquete-hybride-werken", c, lambda r, q=question: r["vraag"] == q)  # type: ignore[misc]
            for c in ("som", "antwoorden")
        )
        made[f"hybride-werken.oordeel-{question}"] = CONTEXT.divide(marks, answers)
    if year in TAX_FREE:
        made["hybride-werken.onbelast-maximum"] = paid * TAX_FREE[year]
    return made


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("who", WHO)
def test_figures_are_what_the_formulas_of_the_page_give(
    sent: tuple[Workspace, list[Outcome]], figures: dict[str, Figure], who: str, year: int
) -> None:
    wanted = expected(Files(*sent), who, year)
    assert len(wanted) >= 19
    for name, value in wanted.items():
        if name.startswith("weekdag"):
            continue  # only of the whole: see the next test
        assert figures[f"{name}@{who}@{year}"].value == value, name


def test_figures_by_weekday_hour_hub_and_change_are_what_the_formulas_give(
    sent: tuple[Workspace, list[Outcome]], figures: dict[str, Figure]
) -> None:
    files = Files(*sent)
    alfa = expected(files, "alfa", 2024)  # the only one here that measures by sensor
    for name in ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"):
        identifier = f"kantoor.bezetting-weekdag@oefenrijk@2024@methode=sensor,weekdag={name}"
        assert _by(figures, identifier).value == alfa[f"weekdag {name}"]
    for hour in ("8", "10", "17"):
        above, below = (
            files.sum("kantoorbezetting-uur", c, "alfa", 2024,
                      lambda r, h=hour: works(r) and r["uur"] == h)  # type: ignore[misc]
            for c in ("in_gebruik", "beschikbaar")
        )  # fmt: skip
        found = _by(figures, f"kantoor.bezetting-uur@alfa@2024@methode=sensor,uur={hour}")
        assert found.value == CONTEXT.multiply(CONTEXT.divide(above, below), Decimal(100))
    visits = files.sum("bezoeken", "bezoeken", "oefenrijk", 2024)
    others = files.sum(
        "bezoeken", "bezoeken", "oefenrijk", 2024, lambda r: r["herkomst"] == "ander"
    )
    share = CONTEXT.multiply(CONTEXT.divide(others, visits), Decimal(100))
    assert figures["hybride-werken.hubbezoeken@oefenrijk@2024"].value == visits
    assert figures["hybride-werken.hubgebruik@oefenrijk@2024"].value == share
    before, after = (
        [files.sum("kantoorbezetting", c, "gamma", year, between(span))
         for c in ("in_gebruik", "beschikbaar")]
        for year, span in ((2023, BEFORE), (2024, AFTER))
    )  # fmt: skip
    change = (after[0] * before[1] - before[0] * after[1], before[0] * after[1])
    found = figures["kantoor.bezetting-verandering@gamma@2024"]
    assert (found.numerator, found.denominator) == change
    assert found.value == CONTEXT.multiply(CONTEXT.divide(*change), Decimal(100))
    for name, (above, below) in (("voor", before), ("na", after)):
        of_it = figures[f"kantoor.bezetting-{name}@gamma@2024"]
        assert (of_it.numerator, of_it.denominator) == (above, below)


def _by(figures: dict[str, Figure], text: str) -> Figure:
    """Find a figure by its dimensions, however its id writes them."""
    indicator, who, period, rest = text.split("@")
    dimensions = tuple(tuple(one.split("=")) for one in rest.split(","))
    (found,) = (
        f
        for f in figures.values()
        if (f.indicator, f.organisation, str(f.period), f.dimensions)
        == (indicator, who, period, dimensions)
        and f.structure is None
    )
    return found


# --- the rules of the page ------------------------------------------------------------------


def test_every_rule_of_the_page_stands_where_it_says(pack: Pack) -> None:
    rules = {r.id for d in pack.datasets.values() for r in d.rules}
    here = {name for name in globals() if name.startswith("test_")}
    rows = re.findall(r"^\| (H\d+) \| .* \| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    assert [number for number, _ in rows] == [f"H{n}" for n in range(1, len(rows) + 1)]
    assert len(rows) == 25
    for number, places in rows:
        for place in re.findall("`([^`]+)`", places):
            if place in pack.indicators:
                text = _cases(place)
                assert f'"{number}: ' in text, (number, place)
            else:
                assert place in rules | set(pack.parameters) | here, (number, place)


def _cases(indicator: str) -> str:
    theme, _, name = indicator.partition(".")
    folder = REPOSITORY / "packs" / "hybride-werken" / "indicators" / theme
    return (folder / f"{name}.cases.yaml").read_text("utf-8")


def test_methods_are_never_added_up_or_ranked(figures: dict[str, Figure]) -> None:
    """H10: sensors of Alfa and badges of Gamma."""
    for name in ("gemiddeld", "p90", "piek"):
        whole = figures[f"kantoor.bezetting-{name}@oefenrijk@2024"]
        assert isinstance(whole.value, Absent)
        assert whole.methods == ("badge", "sensor")
        assert "verschillende wijzen" in whole.value.reason
    methods = {figures[f"kantoor.bezetting-gemiddeld@{who}@2024"].methods for who in WHO}
    assert methods == {("sensor",), ("badge",)}  # what no ranking puts side by side


def test_no_dataset_is_called_just_occupancy(pack: Pack) -> None:
    """H12: `bezetting` may be staff."""
    assert not [d for d in pack.datasets if d.startswith("bezetting")]
    names = {c.name for d in pack.datasets.values() for c in d.columns}
    assert not {n for n in names if n == "bezetting"}


def test_people_fte_and_workplaces_are_different_units() -> None:
    """H13: none can be turned into another."""
    found = [units.unit(u) for u in ("fte", "person", "workplace", "workplace_day")]
    assert len({str(u.dimensionality) for u in found}) == 4


def test_the_estimate_of_2022_stays_a_range() -> None:
    """H14: two bounds of an estimate, and nothing in between."""
    rijk = load_pack(REPOSITORY / "packs" / "rijk")
    with (rijk.folder / "published" / "hybride.csv").open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream) if r["indicator"].startswith("kantoorbezetting")]
    stated = {(r["value"], r["kind"], r["precision"], r["period"]) for r in rows}
    assert stated == {
        ("25", "estimate", "at-least", "2022-04"),
        ("40", "estimate", "at-most", "2022-04"),
    }


def test_the_correction_factor_is_for_comparison_only() -> None:
    """H16: the product is near what was enacted, and not the same."""
    norms = load_pack(REPOSITORY / "packs" / "normen-hybride-werken").parameters
    factor = norms["hybride-werken.tabelcorrectiefactor"]
    assert factor.context
    amounts = norms["hybride-werken.vrijstelling-thuiswerk-dag"]
    then, now = (amounts.on(dt.date(y, 6, 1)) for y in (2022, 2023))
    assert then is not None and then.value is not None
    assert now is not None and now.value is not None
    assert factor.values[0].value is not None
    product = then.value * factor.values[0].value
    assert round(product, 2) == Decimal("2.13") != now.value
    assert abs(product - now.value) / now.value < Decimal("0.02")


@pytest.mark.parametrize(
    "name",
    ["pasnummer", "badge_id", "badge", "Badgenummer", "bureaunummer", "werkplek-id",
     "werkpleknummer", "desk id", "sensor_id", "personeelsnummer"],
)  # fmt: skip
def test_a_number_of_a_badge_desk_or_sensor_is_refused(name: str) -> None:
    """H19: also when it is called flex_…, which is free otherwise."""
    assert personal_column(name)
    assert personal_column(f"flex_{name}")


def test_a_small_number_of_visitors_is_hidden_with_what_would_betray_it(
    sent: tuple[Workspace, list[Outcome]], figures: dict[str, Figure]
) -> None:
    """H21: six visitors in August are not shown, nor what the year minus the rest would tell."""
    workspace, _ = sent
    counting = current(workspace.deliveries())
    people = people_behind(workspace.pack, counting, workspace.rows_path)
    shown = hide_small(figures, workspace.pack, people)
    table = published(figures, workspace.pack, people)
    audit(table, protect(table.atoms, table.cells, table.k, table.floors).hidden)
    name = "hybride-werken.hubgebruik@gamma@2024"
    (before,) = (c for c in figures[name].components if c.alias == "andere")
    (after,) = (c for c in shown[name].components if c.alias == "andere")
    assert Decimal(8) in [c.amount for c in before.contributions]
    assert Decimal(8) not in [c.amount for c in after.contributions]
    assert after.withheld >= 2 or isinstance(after.value, Absent)


def test_government_employment_and_civil_servants_are_different_series() -> None:
    """H24: 353,797 and 157,019 fte are about different groups."""
    rijk = load_pack(REPOSITORY / "packs" / "rijk").indicators
    names = ("rijkswerkgelegenheid", "rijksambtenaren", "medewerkers-cao-rijk")
    assert len({rijk[f"hybride-werken.{n}"].series for n in names}) == 3
