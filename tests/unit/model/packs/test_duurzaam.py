"""The footprint of a made-up country once more, from the formulas of the sheet and not the engine.

Uses the rows that are sent, the factors typed over from the official list of 2026 and sums in plain
Python. Nothing here knows a component, a view or a plan.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import random
from collections.abc import Callable, Iterator
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
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

PACK = REPOSITORY / "packs" / "duurzame-bedrijfsvoering"
COUNTRY = REPOSITORY / "tests" / "packs" / "voetafdruk"
THEME = "duurzame-bedrijfsvoering"
MINISTRIES = ("noord", "zuid")
RECEIVED = dt.date(2027, 1, 10)
Rows = list[dict[str, str]]

# kg CO2-eq, chain and use, official list of 2026
GAS, GREY, GRID = Decimal("2.134"), Decimal("0.483"), Decimal("0.244")
HEAT = {"warmtenet_gemiddeld": Decimal("40.45"), "restwarmte_zonder_bijstook": Decimal("11.3")}
FUEL = {"benzine_e10": Decimal("2.794"), "diesel_b7": Decimal("3.251"), "lpg": Decimal("1.792")}
BIOGENIC = {"benzine_e10": Decimal("0.149"), "diesel_b7": Decimal("0.176")}
CAR = {"auto_onbekend": Decimal("0.190"), "auto_diesel": Decimal("0.224"),
       "auto_ev_grijs": Decimal("0.111")}  # fmt: skip
PUBLIC = {"ov_algemeen": Decimal("0.036"), "trein_gemiddeld": Decimal("0.03")}

CLASSES = ("economy", "business", "onbekend")
BANDS = {"kort": Decimal("0.234"), "midden": Decimal("0.172"), "lang": Decimal("0.157")}
EVERY_DISTANCE, DETOUR = Decimal("0.182"), Decimal(95)
AIRPORTS = {  # degrees, read in the list of airports
    "AMS": (52.3086, 4.76389), "LHR": (51.4706, -0.46194), "JFK": (40.639928, -73.778692),
    "CDG": (49.0128, 2.55), "FCO": (41.8045, 12.2508), "BCN": (41.2971, 2.07846),
}  # fmt: skip
PRODUCTION = {"laptop": Decimal(181), "monitor": Decimal("64.7"), "tablet": Decimal("75.9")}
DRIVES = ("batterij", "waterstof", "plug-in-hybride", "diesel", "onbekend")


def made(year: int, who: str) -> dict[str, Rows]:
    """Rows of every dataset of one ministry and year."""
    draw = random.Random(f"{year} {who}")
    months = [f"{year}-{m:02}" for m in range(1, 13)]

    def number(low: int, high: int, digits: int = 3) -> str:
        return f"{draw.randint(low * 10**digits, high * 10**digits) / 10**digits:.{digits}f}"

    def meters(*names: str) -> Iterator[dict[str, str]]:
        for month in months:
            for name in names:
                known = draw.choice(["gemeten", "gemeten", "geschat"])
                yield {"maand": month, "aansluiting": f"{who}-{name}", "gebouw": name,
                       "meting": known}  # fmt: skip

    def spread(code: str, names: list[str], quantity: str) -> Rows:
        return [{"maand": m, code: n, quantity: number(0, 9000)} for m in months for n in names]

    return {
        "elektriciteitsverbruik": [
            row | {"inkoop": number(1000, 90000), "eigen_gebruik": number(0, 900),
                   "teruglevering": number(0, 300), "eenheid": "kWh"}
            for row in meters("e1", "e2", "e3")
        ],
        "gasverbruik": [
            row | {"verbruik": number(0, 5000), "eenheid": "Nm3"} for row in meters("g1", "g2")
        ],
        "warmteverbruik": spread("bron", list(HEAT), "warmte"),
        "brandstofverbruik": spread("brandstof", list(FUEL), "liters"),
        "autokilometers": [
            {**row, "soort": kind}
            for kind in ("dienstreis", "woonwerk")
            for row in spread("vervoer", list(CAR), "voertuigkm")
        ],
        "ov-kilometers": [
            {**row, "soort": kind}
            for kind in ("dienstreis", "woonwerk")
            for row in spread("vervoer", list(PUBLIC), "reizigerskm")
        ],
        "vliegreizen": [
            {"datum": f"{draw.choice(months)}-15", "van": a, "naar": b, "afstand": km,
             "traject": draw.choice(["enkel", "retour"]), "klasse": draw.choice(CLASSES),
             "reizigers": str(draw.randint(1, 9))}
            for a, b, km in [("AMS", "LHR", ""), ("AMS", "JFK", ""), ("CDG", "FCO", ""),
                             ("AMS", "BCN", ""), ("", "", "812.5"), ("AMS", "CDG", "")] * 9
        ],
        "garanties-van-oorsprong": [
            {"jaar": str(year), "land": land, "bron": source, "productiejaar": str(year),
             "stroom": number(50, 400, 1), "eenheid": "MWh"}
            for land, source in (("NL", "wind"), ("NL", "zon"), ("NO", "water"))
        ],
        "compensatie": [{"jaar": str(year), "keurmerk": "Goud", "ton": number(10, 99, 1)}],
        "datacentrumenergie": [
            {"maand": m, "locatie": f"{who}-{n}", "ict": number(100, 500, 1),
             "totaal": number(600, 900, 1)} for m in months for n in ("d1", "d2")
        ],
        "afval": [
            {"maand": m, "stroom": s, "gewicht": number(1, 900, 1)}
            for m in months for s in ("restafval", "papier_karton", "glas", "gft")
        ],
        "ict-apparaten": [
            {"jaar": str(year), "soort": kind, "levensduur": str(life),
             "apparaatjaren": number(0, 900, 2)} for kind in PRODUCTION for life in (3, 5, 7)
        ],
        "wagenpark": [
            {"maand": m, "aandrijving": a, "aantal": str(draw.randint(1, 90))}
            for m in months for a in DRIVES
        ],
        "gebouwen": [
            {"jaar": str(year), "gebouw": f"{who}-{i}", "soort": draw.choice(["kantoor", "overig"]),
             "eigendom": "eigen", "oppervlakte": number(100, 9000, 1),
             "label": draw.choice(["A", "B", "C", "D", "G", "onbekend"])}
            for i in range(12)
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, dict[str, Rows]]]:
    """A workspace with all of 2024 and 2026, and the rows of 2026 by ministry."""
    folder = tmp_path_factory.mktemp("voetafdruk")
    workspace = Workspace.create(folder / "werk", COUNTRY)
    for year in (2024, 2026):
        for who in MINISTRIES:
            for dataset, rows in made(year, who).items():
                send(workspace, folder, dataset, who, str(year), rows)
    return workspace, {who: made(2026, who) for who in MINISTRIES}


def send(
    workspace: Workspace, folder: Path, dataset: str, who: str, period: str, rows: Rows
) -> None:
    file = folder / f"{dataset}-{who}-{period}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    deliver(workspace, dataset, who, Period.parse(period), file, RECEIVED)


@pytest.fixture(scope="module")
def computed(sent: tuple[Workspace, dict[str, dict[str, Rows]]]) -> Computation:
    workspace, _ = sent
    return compute(workspace.pack, workspace.deliveries(), workspace.rows_path)


def figure(computed: Computation, name: str, who: str, year: int = 2026) -> Figure:
    return computed.figures[figure_id(f"{THEME}.{name}", who, Period.parse(str(year)))]


def flown(a: str, b: str) -> Decimal:
    """The great-circle distance in km, by the formula of the sheet, to whole metres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, AIRPORTS[x])) for x in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return Decimal(str(round(2 * 6371 * math.asin(math.sqrt(half)), 3)))


def flight(row: dict[str, str]) -> Decimal:
    """What one row of flights emits, in kg."""
    times = int(row["reizigers"]) * (2 if row["traject"] == "retour" else 1)
    if not row["van"]:
        return times * Decimal(row["afstand"]) * EVERY_DISTANCE
    km = flown(row["van"], row["naar"])
    band = "kort" if km < 700 else "midden" if km <= 2500 else "lang"
    return times * (km + DETOUR) * BANDS[band]


class Sums:
    """Sums over the rows of some ministries, in plain Python."""

    def __init__(self, rows: list[dict[str, Rows]]) -> None:
        self.rows = rows

    def of(
        self, dataset: str, column: str, where: Callable[[dict[str, str]], bool] = lambda _: True
    ) -> Decimal:
        return sum(
            (Decimal(row[column]) for one in self.rows for row in one[dataset] if where(row)),
            Decimal(0),
        )

    def times(
        self, dataset: str, column: str, code: str, factors: dict[str, Decimal], kind: str = ""
    ) -> Decimal:
        rows = (row for one in self.rows for row in one[dataset] if row.get("soort", "") == kind)
        return sum((Decimal(row[column]) * factors[row[code]] for row in rows), Decimal(0))


def produced(row: dict[str, str]) -> Decimal:
    """What the production of devices weighs in one year, in kg to a milligram."""
    whole = Decimal(row["apparaatjaren"]) * PRODUCTION[row["soort"]]
    return (whole / int(row["levensduur"])).quantize(Decimal("0.000001"), "ROUND_HALF_UP")


def covered(rows: dict[str, Rows]) -> Decimal:
    """The electricity of one ministry that its own Dutch guarantees stand for."""
    one = Sums([rows])
    dutch = 1000 * one.of("garanties-van-oorsprong", "stroom", lambda r: r["land"] == "NL")
    return min(dutch, one.of("elektriciteitsverbruik", "inkoop"))


def expected(s: Sums) -> dict[str, Decimal]:
    """Every figure of the year by the formulas of the sheet, in tonnes, kWh or per cents."""
    bought = s.of("elektriciteitsverbruik", "inkoop")
    green = sum((covered(rows) for rows in s.rows), Decimal(0))  # of each ministry its own
    gas = s.of("gasverbruik", "verbruik")
    heat = s.times("warmteverbruik", "warmte", "bron", HEAT)
    fuel = s.times("brandstofverbruik", "liters", "brandstof", FUEL)
    trips = s.times("autokilometers", "voertuigkm", "vervoer", CAR, "dienstreis") + s.times(
        "ov-kilometers", "reizigerskm", "vervoer", PUBLIC, "dienstreis"
    )
    commuting = s.times("autokilometers", "voertuigkm", "vervoer", CAR, "woonwerk") + s.times(
        "ov-kilometers", "reizigerskm", "vervoer", PUBLIC, "woonwerk"
    )
    flights = sum((flight(r) for one in s.rows for r in one["vliegreizen"]), Decimal(0))
    grey = (bought - green) * GREY
    rest = gas * GAS + heat + fuel + trips + flights
    waste = s.of("afval", "gewicht")
    residual = s.of("afval", "gewicht", lambda r: r["stroom"] == "restafval")
    paper = s.of("afval", "gewicht", lambda r: r["stroom"] == "papier_karton")
    cars = s.of("wagenpark", "aantal", lambda r: r["maand"].endswith("-12"))
    clean = s.of(
        "wagenpark", "aantal",
        lambda r: r["maand"].endswith("-12") and r["aandrijving"] in ("batterij", "waterstof"),
    )  # fmt: skip
    energy = (
        bought - s.of("elektriciteitsverbruik", "teruglevering")
        + gas * Decimal("9.769") + s.of("warmteverbruik", "warmte") * Decimal("277.78")
    )  # fmt: skip
    devices = sum((produced(r) for one in s.rows for r in one["ict-apparaten"]), Decimal(0))
    offices = [b for one in s.rows for b in one["gebouwen"] if b["soort"] == "kantoor"]
    good = sum(1 for b in offices if b["label"] in "ABC")
    bad = sum(1 for b in offices if b["label"] in "DG")
    unknown = sum(1 for b in offices if b["label"] == "onbekend")
    assert good + bad + unknown == len(offices)
    return {
        "voetafdruk-gas": gas * GAS / 1000,
        "voetafdruk-elektriciteit-bruto": bought * GREY / 1000,
        "voetafdruk-elektriciteit-locatie": bought * GRID / 1000,
        "voetafdruk-elektriciteit-netto": grey / 1000,
        "voetafdruk-warmte": heat / 1000,
        "voetafdruk-wagenpark": fuel / 1000,
        "voetafdruk-dienstreizen": trips / 1000,
        "voetafdruk-woonwerk": commuting / 1000,
        "voetafdruk-vluchten": flights / 1000,
        "voetafdruk-bruto": (rest + bought * GREY) / 1000,
        "voetafdruk-netto": (rest + grey) / 1000,
        "gvo-nederlands": green / bought * 100,
        "compensatie": s.of("compensatie", "ton"),
        "energie-per-m2": energy / s.of("gebouwen", "oppervlakte"),
        "label-c-of-beter": Decimal(100 * good) / len(offices),
        "label-d-tot-g": Decimal(100 * bad) / len(offices),
        "label-onbekend": Decimal(100 * unknown) / len(offices),
        "restafval-uitstoot": residual / 1000 * 38 / 1000,
        "restafval-verbranding": residual / 1000 * 575 / 1000,
        "ict-productie": devices / 1000,
        "wagenpark-zonder-uitstoot": 100 * clean / cars,
        "datacentrum-dcie": 100 * s.of("datacentrumenergie", "ict")
        / s.of("datacentrumenergie", "totaal"),
        "restafval-van-alles": 100 * residual / waste,
        "restafval-zonder-papier": 100 * residual / (waste - paper),
        "elektriciteit-verbruik": bought + s.of("elektriciteitsverbruik", "eigen_gebruik"),
    }  # fmt: skip


@pytest.mark.parametrize("who", [*MINISTRIES, "land"])
def test_the_footprint_is_what_the_formulas_of_the_sheet_give(
    sent: tuple[Workspace, dict[str, dict[str, Rows]]], computed: Computation, who: str
) -> None:
    _, rows = sent
    wanted = expected(Sums(list(rows.values()) if who == "land" else [rows[who]]))
    for name, value in wanted.items():
        found = figure(computed, name, who)
        assert found.status is FigureStatus.MEASURED, (name, found.value)
        assert isinstance(found.value, Decimal)
        assert abs(found.value - value) <= abs(value) * Decimal("1e-24"), name


@pytest.mark.parametrize("who", [*MINISTRIES, "land"])
def test_biogenic_emission_stands_apart_and_is_not_whole_where_the_list_has_no_value(
    sent: tuple[Workspace, dict[str, dict[str, Rows]]], computed: Computation, who: str
) -> None:
    """Petrol and diesel hold a biogenic part; of LPG the list says nothing, which is not zero."""
    _, rows = sent
    sums = Sums(list(rows.values()) if who == "land" else [rows[who]])
    by_fuel = {
        dict(f.dimensions)["brandstof"]: f.value
        for f in computed.figures.values()
        if f.indicator == f"{THEME}.biogene-uitstoot" and f.dimensions
        and f.organisation == who and str(f.period) == "2026"
    }  # fmt: skip
    for fuel, factor in BIOGENIC.items():
        litres = sums.of("brandstofverbruik", "liters", lambda r, f=fuel: r["brandstof"] == f)
        assert litres > 0
        assert by_fuel[fuel] == litres * factor / 1000
    assert isinstance(by_fuel["lpg"], Absent)
    whole = figure(computed, "biogene-uitstoot", who)
    assert whole.status is FigureStatus.INCOMPLETE
    assert whole.value == sum(by_fuel[fuel] for fuel in BIOGENIC)
    assert isinstance(figure(computed, "biogene-uitstoot", who, 2024).value, Absent)
    assert figure(computed, "voetafdruk-wagenpark", who).status is FigureStatus.MEASURED


def test_biogenic_emission_is_in_no_other_figure() -> None:
    pack = load_pack(PACK)
    using = {
        name
        for name, one in pack.indicators.items()
        if any("biogeen" in use.component for use in one.components.values())
        or any("biogeen" in use.parameter for use in one.parameters.values())
    }
    assert using == {f"{THEME}.biogene-uitstoot"}
    assert not any(f"{THEME}.biogene-uitstoot" in one.adds_up for one in pack.indicators.values())
    series = pack.indicators[f"{THEME}.biogene-uitstoot"].series
    assert [n for n, one in pack.indicators.items() if one.series == series] == [*using]


def test_the_total_with_commuting_is_another_series_than_the_footprint_of_a_ministry(
    sent: tuple[Workspace, dict[str, dict[str, Rows]]], computed: Computation, tmp_path: Path
) -> None:
    """They differ by commuting by car, and a ministry has none of the second."""
    workspace, rows = sent
    with_it, without = (
        figure(computed, name, "land").value
        for name in ("voetafdruk-bruto-met-woonwerk", "voetafdruk-bruto")
    )
    commuting = Sums(list(rows.values())).times("autokilometers", "voertuigkm", "vervoer", CAR,
                                                "woonwerk")  # fmt: skip
    assert isinstance(with_it, Decimal)
    assert isinstance(without, Decimal)
    assert abs(with_it - without - commuting / 1000) < Decimal("1e-20")
    of = {key.split("@")[1] for key in computed.figures if "met-woonwerk" in key}
    assert of == {"land"}
    indicators = workspace.pack.indicators
    each = {indicators[f"{THEME}.voetafdruk-bruto{x}"].series for x in ("", "-met-woonwerk")}
    assert len(each) == 2


def test_a_longer_life_lowers_later_years_and_leaves_earlier_ones(tmp_path: Path) -> None:
    """A hundred laptops for four years; from 2026 on for five."""
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    for year, life in ((2025, "4"), (2026, "5")):
        rows = [{"jaar": str(year), "soort": "laptop", "levensduur": life, "apparaatjaren": "100"}]
        send(workspace, tmp_path, "ict-apparaten", "noord", str(year), rows)
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path)
    assert figure(found, "ict-productie", "noord").value == Decimal("3.62")
    before = figure(found, "ict-productie", "noord", 2025).value
    assert isinstance(before, Absent)  # no default value of before 21 August 2026 was found


def test_the_users_of_a_building_have_all_of_it_together(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    rows = [
        {"jaar": "2026", "gebouw": "toren", "gebruiker": who, "sleutel": "fte", "deel": share}
        for who, share in (("noord", "0.333333333"), ("zuid", "0.333333333"))
    ]
    with pytest.raises(Refused) as caught:
        send(workspace, tmp_path, "gebouwgebruik", "noord", "2026", rows)
    assert {f.rule for f in caught.value.findings} == {"gebouwgebruik.samen-een"}


def test_a_year_in_another_unit_is_asked_about(tmp_path: Path) -> None:
    """The same meter in MWh instead of kWh: a thousand times as small as the year before."""
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    for year, monthly in (("2025", "90000"), ("2026", "91")):
        rows = [
            {"maand": f"{year}-{m:02}", "aansluiting": "e", "gebouw": "a", "inkoop": monthly,
             "eigen_gebruik": "0", "teruglevering": "0", "eenheid": "kWh", "meting": "gemeten"}
            for m in range(1, 13)
        ]  # fmt: skip
        if year == "2025":
            send(workspace, tmp_path, "elektriciteitsverbruik", "noord", year, rows)
            continue
        with pytest.raises(Refused) as caught:
            send(workspace, tmp_path, "elektriciteitsverbruik", "noord", year, rows)
        asked = {f.rule for f in caught.value.findings}
        assert "elektriciteitsverbruik.andere-eenheid" in asked


def test_a_year_without_a_factor_has_no_figure_and_takes_none_of_another_year(
    computed: Computation,
) -> None:
    """Of district heat the list of 2024 was not found; that of 2026 says nothing about it."""
    heat = figure(computed, "voetafdruk-warmte", "land", 2024)
    whole = figure(computed, "voetafdruk-bruto", "land", 2024)
    assert isinstance(heat.value, Absent)
    assert isinstance(whole.value, Absent)
    gas = figure(computed, "voetafdruk-gas", "land", 2024)
    assert gas.status is FigureStatus.MEASURED


def test_a_flight_without_known_airports_has_no_distance_and_is_counted(
    tmp_path: Path,
) -> None:
    """An airport that is not in the list is no place at the other side of the world."""
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    common = {"datum": "2026-03-15", "traject": "enkel", "klasse": "economy", "reizigers": "2"}
    rows = [
        common | {"van": "AMS", "naar": "QQQ", "afstand": ""},
        common | {"van": "", "naar": "", "afstand": "812.5"},
        common | {"van": "AMS", "naar": "LHR", "afstand": ""},
    ]
    send(workspace, tmp_path, "vliegreizen", "noord", "2026", rows)
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path)
    kilometres = 2 * (Decimal("812.5") + flown("AMS", "LHR") + DETOUR)
    assert figure(found, "vlieg-kilometers", "noord").value == kilometres
    assert figure(found, "vluchten-zonder-afstand", "noord").value == 2
    assert figure(found, "vluchten-geschat", "noord").value == 2
    assert figure(found, "voetafdruk-vluchten", "noord").status is FigureStatus.INCOMPLETE


def test_what_changed_is_activity_and_factor_and_nothing_else(tmp_path: Path) -> None:
    """More electricity at a lower factor: both effects are the whole change."""
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    for year, monthly in ((2025, "1000.5"), (2026, "1040.25")):
        rows = [
            {"maand": f"{year}-{m:02}", "aansluiting": "e1", "gebouw": "a", "inkoop": monthly,
             "eigen_gebruik": "0", "teruglevering": "0", "eenheid": "kWh", "meting": "gemeten"}
            for m in range(1, 13)
        ]  # fmt: skip
        send(workspace, tmp_path, "elektriciteitsverbruik", "noord", str(year), rows)
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path)
    activity, factor = (
        figure(found, f"effect-{what}-elektriciteit", "noord").value
        for what in ("activiteit", "factor")
    )
    after, before = (
        figure(found, "voetafdruk-elektriciteit-locatie", "noord", year).value
        for year in (2026, 2025)
    )
    assert activity == 12 * (Decimal("1040.25") - Decimal("1000.5")) * Decimal("0.268") / 1000
    assert factor == 12 * Decimal("1040.25") * (Decimal("0.244") - Decimal("0.268")) / 1000
    assert isinstance(activity, Decimal)
    assert isinstance(factor, Decimal)
    assert isinstance(after, Decimal)
    assert isinstance(before, Decimal)
    assert activity + factor == after - before


def test_what_one_ministry_has_too_much_does_not_make_another_green(tmp_path: Path) -> None:
    """The net total is the sum of the ministries, and each is at least zero."""
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    for who, dutch in (("noord", "20"), ("zuid", "3")):  # MWh; each buys 12 MWh
        use = [
            {"maand": f"2026-{m:02}", "aansluiting": f"{who}-e", "gebouw": "a", "inkoop": "1000",
             "eigen_gebruik": "500", "teruglevering": "0", "eenheid": "kWh", "meting": "gemeten"}
            for m in range(1, 13)
        ]  # fmt: skip
        green = [{"jaar": "2026", "land": "NL", "bron": "wind", "productiejaar": "2026",
                  "stroom": dutch, "eenheid": "MWh"}]  # fmt: skip
        send(workspace, tmp_path, "elektriciteitsverbruik", who, "2026", use)
        send(workspace, tmp_path, "garanties-van-oorsprong", who, "2026", green)
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path)
    net = {w: figure(found, "voetafdruk-elektriciteit-netto", w) for w in (*MINISTRIES, "land")}
    assert net["noord"].value == 0
    assert net["zuid"].value == net["land"].value == 9000 * GREY / 1000
    (term,) = net["land"].terms
    assert [(p.organisation, p.value) for p in term.parts] == [("noord", 12000), ("zuid", 3000)]
    assert figure(found, "gvo-nederlands", "land").value == Decimal("62.5")  # and not 95.8
    assert figure(found, "gvo-overschot", "land").value == 8000
    # own solar stays in consumption and asks no guarantee
    assert figure(found, "elektriciteit-verbruik", "land").value == 36000


def test_a_guarantee_of_another_year_of_production_is_refused(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "werk", COUNTRY)
    rows = [{"jaar": "2026", "land": "NL", "bron": "wind", "productiejaar": "2025",
             "stroom": "10", "eenheid": "MWh"}]  # fmt: skip
    with pytest.raises(Refused) as caught:
        send(workspace, tmp_path, "garanties-van-oorsprong", "noord", "2026", rows)
    broken = {f.rule for f in caught.value.findings}
    assert broken == {"garanties-van-oorsprong.jaar-van-productie"}


def test_a_guarantee_of_another_country_does_not_make_the_net_emission_lower(
    computed: Computation,
) -> None:
    every = figure(computed, "gvo-alle", "noord").value
    dutch = figure(computed, "gvo-nederlands", "noord").value
    assert isinstance(every, Decimal)
    assert isinstance(dutch, Decimal)
    assert every > dutch
    net = figure(computed, "voetafdruk-elektriciteit-netto", "noord").value
    gross = figure(computed, "voetafdruk-elektriciteit-bruto", "noord").value
    assert isinstance(net, Decimal)
    assert isinstance(gross, Decimal)
    assert abs(net - gross * (1 - dutch / 100)) < Decimal("1e-15")


# --- the factors ---------------------------------------------------------------------------

CELLS = [  # ten cells of the list, read in the sheet
    ("nm3-wtw", "aardgas", "2023-07-01", "2.079"),
    ("nm3-wtw", "aardgas", "2024-07-01", "2.134"),
    ("kwh-wtw", "stroom_onbekend", "2023-07-01", "0.337"),
    ("kwh-wtw", "stroom_onbekend", "2025-07-01", "0.268"),
    ("kwh-wtw", "stroom_grijs", "2026-07-01", "0.483"),
    ("kwh-wtw", "stroom_wind", "2026-07-01", "0"),
    ("gj-wtw", "warmtenet_gemiddeld", "2026-07-01", "40.45"),
    ("liter-wtw", "benzine_e10", "2024-07-01", "2.821"),
    ("voertuigkm-wtw", "auto_diesel", "2024-07-01", "0.180"),
    ("reizigerskm-wtw", "vlucht_gt2500", "2026-07-01", "0.157"),
]
UNFOUND = [  # of these years no official value was found
    ("kwh-wtw", "stroom_grijs", "2023-07-01"),
    ("kwh-wtw", "stroom_onbekend", "2022-07-01"),
    ("nm3-wtw", "aardgas", "2022-07-01"),
    ("nm3-wtw", "aardgas", "2027-01-01"),
    ("gj-wtw", "warmtenet_gemiddeld", "2025-07-01"),
]
OFF = {"diesel_b7": "0.001", "gv_bulk_wegvervoer_vrachtwagen_lzv": "0.003"}  # as the list has them


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.mark.parametrize(("name", "key", "day", "value"), CELLS)
def test_a_factor_is_that_of_the_list(
    pack: Pack, name: str, key: str, day: str, value: str
) -> None:
    found = pack.parameters[f"{THEME}.emissiefactor-{name}"].on(dt.date.fromisoformat(day), key)
    assert found is not None
    assert found.value == Decimal(value)
    assert found.source is not None
    assert found.source.url


@pytest.mark.parametrize(("name", "key", "day"), UNFOUND)
def test_a_year_of_which_no_factor_was_found_has_none(
    pack: Pack, name: str, key: str, day: str
) -> None:
    parameter = pack.parameters[f"{THEME}.emissiefactor-{name}"]
    assert parameter.on(dt.date.fromisoformat(day), key) is None


@pytest.mark.parametrize(
    "unit", ["liter", "kwh", "nm3", "gj", "voertuigkm", "reizigerskm", "tonkm"]
)
def test_chain_and_use_are_together_the_total_as_far_as_the_list_says(
    pack: Pack, unit: str
) -> None:
    """The list rounds each of three numbers; what is further off than that is named here."""
    whole, use, chain = (
        pack.parameters[f"{THEME}.emissiefactor-{unit}-{basis}"] for basis in ("wtw", "ttw", "wtt")
    )
    compared = 0
    for value in whole.values:
        parts = [p.on(value.holds_from, value.key) for p in (use, chain)]
        if any(p is None for p in parts) or value.value is None:
            continue
        together = sum((p.value or Decimal(0) for p in parts if p), Decimal(0))
        allowed = Decimal(OFF.get(str(value.key), "0.0011"))
        assert abs(together - value.value) <= allowed, value.key
        compared += 1
    assert compared > 0


def test_the_list_is_there_whole(pack: Pack) -> None:
    """696 rows of the sheet: 515 of the workbook of 2026, and what other sources hold."""
    factors = [p for p in pack.parameters.values() if ".emissiefactor-" in p.id]
    assert sum(len(p.values) for p in factors) == 696
    named = [v.source.title for p in factors for v in p.values if v.source]
    workbook = [title for title in named if title == "Lijst emissiefactoren 2026, werkboek"]
    assert len(workbook) == 515
    assert sum(len(p.values) for p in factors if p.context) == 57


def test_what_is_there_to_compare_with_cannot_enter_a_footprint(tmp_path: Path) -> None:
    """An undated value is refused where a formula, a rule or a view would compute with it."""
    import shutil

    copy = Path(shutil.copytree(PACK, tmp_path / "pack"))
    file = copy / "indicators" / THEME / "voetafdruk-gas.yaml"
    text = file.read_text("utf-8").replace(
        "emissiefactor-nm3-wtw, key: aardgas",
        "emissiefactor-nm3-wtw-ter-vergelijking, key: aardgas_ongedateerd",
    )
    file.write_text(text, "utf-8")
    view = copy / "datasets" / "brandstof-uitstoot.yaml"
    view.write_text(
        view.read_text("utf-8").replace(
            "emissiefactor-liter-wtw", "emissiefactor-liter-wtw-ter-vergelijking"
        ),
        "utf-8",
    )
    with pytest.raises(PackErrors) as caught:
        load_pack(copy)
    said = caught.value.in_language("nl")
    assert said.count("die er alleen staat om mee te vergelijken") == 2
