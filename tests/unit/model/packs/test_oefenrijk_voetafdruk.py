"""The footprint of Oefenrijk once more, from its files as they were sent and the formulas alone.

Reads the files with plain Python, by organisation as it saves them, and the factors as typed over
from the lists. Nothing here knows a component, a view, a plan or what was accepted.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord_oefenrijk.practice import deliver_all

pytestmark = pytest.mark.slow  # eighty files are delivered
THEME = "duurzame-bedrijfsvoering"
MINISTRIES = ("alfa", "beta", "gamma", "deltapanden")
DATASETS = (
    "elektriciteitsverbruik", "gasverbruik", "warmteverbruik", "brandstofverbruik",
    "autokilometers", "ov-kilometers", "vliegreizen", "garanties-van-oorsprong",
)  # fmt: skip
Row = dict[str, str]

# kg CO2-eq, chain and use: of gas the official list, of the rest the invented one
GAS = {2023: Decimal("2.079"), 2024: Decimal("2.134")}
GREY = {2023: Decimal("0.550"), 2024: Decimal("0.530")}
GRID = {2023: Decimal("0.340"), 2024: Decimal("0.320")}
HEAT = Decimal("40.5")
FUEL = {
    2023: {"benzine_e10": Decimal("2.80"), "diesel_b7": Decimal("3.25")},
    2024: {"benzine_e10": Decimal("2.82"), "diesel_b7": Decimal("3.24")},
}
LAND = {
    2023: {"auto_onbekend": Decimal("0.195"), "auto_benzine": Decimal("0.205"),
           "auto_diesel": Decimal("0.185"), "auto_ev_grijs": Decimal("0.110"),
           "ov_algemeen": Decimal("0.040"), "trein_gemiddeld": Decimal("0.020")},
    2024: {"auto_onbekend": Decimal("0.190"), "auto_benzine": Decimal("0.204"),
           "auto_diesel": Decimal("0.182"), "auto_ev_grijs": Decimal("0.108"),
           "ov_algemeen": Decimal("0.038"), "trein_gemiddeld": Decimal("0.020")},
}  # fmt: skip
FLOWN = {
    2023: {"short": Decimal("0.240"), "middle": Decimal("0.180"), "long": Decimal("0.160"),
           "any": Decimal("0.190")},
    2024: {"short": Decimal("0.230"), "middle": Decimal("0.170"), "long": Decimal("0.155"),
           "any": Decimal("0.180")},
}  # fmt: skip
DETOUR, RADIUS = Decimal(95), 6371


OF_ROWS = {f"voetafdruk-{n}" for n in ("warmte", "wagenpark", "dienstreizen", "woonwerk",
                                      "vluchten")}  # fmt: skip
# a quarter of gas never came, and three flights of Alfa went to an airport that is not there
WHOLE = ("voetafdruk-bruto", "voetafdruk-netto")
GAPS = {
    ("deltapanden", 2023): ("voetafdruk-gas", *WHOLE),
    ("oefenrijk", 2023): ("voetafdruk-gas", *WHOLE),
}
TINY = Decimal("1e-24")
LOST = {("alfa", 2023), ("oefenrijk", 2023)}


def rows_of(file: Path, who: str) -> Iterator[Row]:
    """The rows of one file as its ministry saves it; numbers with a point."""
    if file.suffix == ".jsonl":
        for line in file.read_text("utf-8").splitlines():
            yield {k: "" if v is None else str(v) for k, v in json.loads(line).items()}
        return
    comma = who in ("alfa", "beta")
    encoding = {"alfa": "cp1252", "beta": "utf-8-sig"}.get(who, "utf-8")
    with file.open(encoding=encoding, newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";" if comma else ","):
            yield {k: v.replace(",", ".") if comma else v for k, v in row.items()}


class Sent:
    """What some ministries sent about a year; a file that was mended counts, not the first."""

    def __init__(
        self, folder: Path, who: tuple[str, ...], year: int, priced: int | None = None
    ) -> None:
        self.folder, self.who, self.year = folder, who, year
        self.priced = priced or year  # the year of the factors

    def rows(self, dataset: str) -> Iterator[Row]:
        for who in self.who:
            files = sorted((self.folder / who).glob(f"{dataset}_{who}_{self.year}*"))
            mended = [f for f in files if f.stem.endswith("_verbeterd")]
            for file in mended or files:
                yield from rows_of(file, who)

    def total(self, dataset: str, amount: Callable[[Row], Decimal]) -> Decimal:
        return sum((amount(row) for row in self.rows(dataset)), Decimal(0))

    def kwh(self, column: str) -> Decimal:
        times = {"kWh": Decimal(1), "MWh": Decimal(1000)}
        return self.total(
            "elektriciteitsverbruik", lambda r: Decimal(r[column]) * times[r["eenheid"]]
        )

    def dutch(self) -> Decimal:
        return self.total(
            "garanties-van-oorsprong",
            lambda r: 1000 * Decimal(r["stroom"]) if r["land"] == "NL" else Decimal(0),
        )

    def land(self, purpose: str) -> Decimal:
        factors = LAND[self.priced]
        return sum(
            (
                Decimal(row[column]) * factors[row["vervoer"]]
                for dataset, column in (
                    ("autokilometers", "voertuigkm"),
                    ("ov-kilometers", "reizigerskm"),
                )
                for row in self.rows(dataset)
                if row["soort"] == purpose
            ),
            Decimal(0),
        )

    def flight(self, row: Row) -> Decimal:
        times = int(row["reizigers"]) * (2 if row["traject"] == "retour" else 1)
        factors = FLOWN[self.priced]
        if row["naar"] == "QQQ":
            return Decimal(0)  # of which nobody knows the distance
        if not row["van"]:
            return times * Decimal(row["afstand"]) * factors["any"]
        km = great_circle(row["van"], row["naar"])
        band = "short" if km < 700 else "middle" if km <= 2500 else "long"
        return times * (km + DETOUR) * factors[band]


def airports() -> dict[str, tuple[float, float]]:
    file = REPOSITORY / "packs" / THEME / "reference" / "luchthavens.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return {
            row["code"]: (float(row["breedte"]), float(row["lengte"]))
            for row in csv.DictReader(stream)
        }


PLACES = airports()


def great_circle(a: str, b: str) -> Decimal:
    """The distance in km by the formula of the sheet, to whole metres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, PLACES[x])) for x in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return Decimal(str(round(2 * RADIUS * math.asin(math.sqrt(half)), 3)))


def footprint(sent: Sent) -> dict[str, Decimal]:
    """Kilograms by category, by the formulas of the sheet."""
    year = sent.year
    bought = sent.kwh("inkoop")
    each = [Sent(sent.folder, (who,), year) for who in sent.who]
    covered = [(one.kwh("inkoop"), one.dutch()) for one in each]  # nobody covers another
    gas = sent.total("gasverbruik", lambda r: Decimal(r["verbruik"])) * GAS[year]
    heat = sent.total("warmteverbruik", lambda r: Decimal(r["warmte"]) * HEAT)
    fuel = sent.total(
        "brandstofverbruik", lambda r: Decimal(r["liters"]) * FUEL[sent.priced][r["brandstof"]]
    )
    trips, flights = sent.land("dienstreis"), sent.total("vliegreizen", sent.flight)
    rest = gas + heat + fuel + trips + flights
    left = sum((max(b - d, Decimal(0)) for b, d in covered), Decimal(0))
    return {
        "voetafdruk-gas": gas,
        "voetafdruk-elektriciteit-bruto": bought * GREY[year],
        "voetafdruk-elektriciteit-locatie": bought * GRID[year],
        "voetafdruk-elektriciteit-netto": left * GREY[year],
        "voetafdruk-warmte": heat,
        "voetafdruk-wagenpark": fuel,
        "voetafdruk-dienstreizen": trips,
        "voetafdruk-woonwerk": sent.land("woonwerk"),
        "voetafdruk-vluchten": flights,
        "voetafdruk-bruto": rest + bought * GREY[year],
        "voetafdruk-netto": rest + left * GREY[year],
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Computation]:
    folder = tmp_path_factory.mktemp("voetafdruk")
    deliver_all(
        folder / "werk",
        folder / "bestanden",
        REPOSITORY / "packs" / "oefenrijk",
        only=lambda label: label.split()[0] in DATASETS,
    )
    workspace = Workspace.open(folder / "werk")
    names = [
        i
        for i in workspace.pack.indicators
        if i.startswith((f"{THEME}.voetafdruk-", f"{THEME}.effect-"))
    ]
    found = compute(workspace.pack, workspace.deliveries(), workspace.rows_path, indicators=names)
    return folder / "bestanden", found


def added(figure: Figure) -> Decimal:
    return sum((Decimal(str(c.value)) for c in figure.components), Decimal(0))


@pytest.mark.parametrize("who", [*MINISTRIES, "oefenrijk"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_the_footprint_follows_from_the_files_and_the_formulas(
    made: tuple[Path, Computation], who: str, year: int
) -> None:
    """Figures to the last digit of their division; emissions of rows to the last digit."""
    folder, computed = made
    wanted = footprint(Sent(folder, MINISTRIES if who == "oefenrijk" else (who,), year))
    seen = set()
    for name, kilograms in wanted.items():
        figure = computed.figures[f"{THEME}.{name}@{who}@{year}"]
        if name in GAPS.get((who, year), ()):
            assert isinstance(figure.value, Absent), name
            continue
        lost = (who, year) in LOST and name in ("voetafdruk-vluchten", *WHOLE)
        assert figure.status is (FigureStatus.INCOMPLETE if lost else FigureStatus.MEASURED), name
        assert isinstance(figure.value, Decimal)
        if name in OF_ROWS:
            assert added(figure) == kilograms, name
        assert abs(figure.value - kilograms / 1000) <= kilograms * Decimal("1e-27"), name
        seen.add(name)
    assert len(seen) >= len(wanted) - 3


@pytest.mark.parametrize("source", ["warmte", "wagenpark", "dienstreizen", "vluchten"])
@pytest.mark.parametrize("who", MINISTRIES)
def test_a_change_is_activity_at_old_factors_and_new_factors_of_what_was_done(
    made: tuple[Path, Computation], who: str, source: str
) -> None:
    """The amounts of 2024 with the factors of 2023 lie between the two years."""
    folder, computed = made
    name = f"voetafdruk-{source}"
    before = footprint(Sent(folder, (who,), 2023))[name]
    between = footprint(Sent(folder, (who,), 2024, 2023))[name]
    after = footprint(Sent(folder, (who,), 2024))[name]
    figures = [
        computed.figures[f"{THEME}.effect-{part}-{source}@{who}@2024"]
        for part in ("activiteit", "factor")
    ]
    activity, factor = (f.value for f in figures)
    assert isinstance(activity, Decimal)
    assert isinstance(factor, Decimal)
    assert abs(factor - (after - between) / 1000) < TINY
    lost = (who, 2023) in LOST and source == "vluchten"  # of 2023 nobody knows the whole
    assert (figures[0].status is FigureStatus.INCOMPLETE) is lost
    assert abs(activity - (between - before) / 1000) < TINY
    assert abs(activity + factor - (after - before) / 1000) < TINY


def test_without_a_factor_of_the_year_before_a_change_is_not_split(
    made: tuple[Path, Computation],
) -> None:
    """Of 2022 there are no factors, and none of another year stands in for them."""
    _, computed = made
    for part in ("activiteit", "factor"):
        found = computed.figures[f"{THEME}.effect-{part}-wagenpark@alfa@2023"]
        assert isinstance(found.value, Absent)


def test_gross_to_net_takes_off_dutch_guarantees_and_nothing_else(
    made: tuple[Path, Computation],
) -> None:
    """Alfa compensates 250 tonnes and Beta has guarantees from Norway: neither lowers the net."""
    folder, computed = made
    for who in ("alfa", "beta"):
        gross, net = (
            computed.figures[f"{THEME}.voetafdruk-{w}@{who}@2024"].value for w in ("bruto", "netto")
        )
        assert isinstance(gross, Decimal)
        assert isinstance(net, Decimal)
        dutch = Sent(folder, (who,), 2024).dutch()
        assert abs(gross - net - dutch * GREY[2024] / 1000) < Decimal("1e-20")
