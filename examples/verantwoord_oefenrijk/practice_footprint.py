"""Invents what the ministries of Oefenrijk deliver about energy, travel, waste and buildings.

The amounts follow from the size of a ministry in `practice_rows.BODIES`. A generator is seeded with
table, organisation and month, so that a month is the same in a quarter as in a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from random import Random

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Cell, Table
from verantwoord_oefenrijk.practice_rows import BODIES, COLD, Body, Rows, months_of, random_for

_SAVED = {  # per mille, compared with 2023
    "electricity": {2020: -30, 2021: -24, 2022: -11, 2024: 10},
    "gas": {2018: -210, 2019: -190, 2020: -170, 2021: -140, 2022: -40, 2024: 50},
}
_KWH, _NM3 = 1340, 260  # a year, for 1 of `Body.electricity` and of `Body.gas`
_OUTSIDE_NL = {"beta": ("NO", "water")}  # its guarantees come from abroad, but for a few
_GUARANTEED = {"alfa": 90, "beta": 15, "gamma": 40, "deltapanden": 60}  # percent, NL
_HEAT = {"beta": 2600}  # GJ a year from a district net
_SUN = {"alfa": 4200}  # kWh in the best month, from the roof of its second building
_ENDED = {"beta": Period.parse("2024-06")}  # the last month of its second connection
_LABELS = ("A", "A", "B", "C", "C", "D", "F", "onbekend")
_FAR = ("FRA", "MUC", "BER", "VIE", "CPH", "ARN", "WAW", "ATH", "FCO", "MAD", "LIS", "GVA", "DUB",
        "IST", "JFK", "IAD", "NBO", "CUR")  # fmt: skip
_NEAR = ("BRU", "CDG", "LHR", "FRA", "LUX")
_CLASSES = ("economy",) * 8 + ("premium", "business")
_DRIVES = {"batterij": (6, 9), "plug-in-hybride": (9, 8), "benzine": (24, 20), "diesel": (9, 7),
           "onbekend": (1, 1)}  # vehicles for 1000 fte, at the end of 2023 and 2024  # fmt: skip
_WASTE = {"restafval": 46, "papier_karton": 24, "glas": 4, "gft": 14, "kunststof": 8,
          "overig_gescheiden": 4}  # percent  # fmt: skip

Monthly = Callable[[Body, Period, Random], list[list[Cell]]]


def _table(name: str, header: tuple[str, ...], row: Monthly) -> Callable[[str, Period], Table]:
    """Make a generator that invents each month of a delivery by itself."""

    def made(organisation: str, period: Period) -> Table:
        rows: Rows = []
        before = period.start < BODIES[organisation].first.start  # years to compare with
        months = period.months() if before else months_of(organisation, period)
        for month in months:
            rng = random_for(name, organisation, month)
            rows += [[str(month), *cells] for cells in row(BODIES[organisation], month, rng)]
        return ("maand", *header), rows

    return made


def _noisy(amount: int, rng: Random, per_mille: int = 30) -> int:
    return amount * (1000 + rng.randint(-per_mille, per_mille)) // 1000


def _saved(what: str, amount: int, month: Period) -> int:
    return amount - amount * _SAVED[what].get(month.start.year, 0) // 1000


def _cold(month: Period) -> int:
    return COLD[month.start.month - 1]


def _known(body: Body, month: Period) -> str:
    """Alfa and Gamma could not read a meter in one month."""
    return "geschat" if (body.id, str(month)) in _ESTIMATED else "gemeten"


_ESTIMATED = {("alfa", "2023-05"), ("alfa", "2024-02"), ("gamma", "2024-03")}
_PUT_RIGHT = {("gamma", "2024-03")}  # the settlement came with the same delivery
_IN_MWH = ("deltapanden",)


def _electricity(body: Body, month: Period, rng: Random) -> list[list[Cell]]:
    unit = "MWh" if body.id in _IN_MWH else "kWh"

    def amount(kwh: int) -> Decimal:
        return Decimal(kwh).scaleb(-3) if unit == "MWh" else Decimal(kwh)

    year = _saved("electricity", body.electricity * _KWH, month)
    whole = _noisy(year * (100 + _cold(month) // 10) // (12 * 105), rng)
    places = sum(places for _, _, places in body.offices)
    rows: Rows = []
    for number, (name, _, here) in enumerate(body.offices, 1):
        if number == 2 and body.id in _ENDED and month.start > _ENDED[body.id].start:
            continue
        bought = whole * here // places
        sun = _SUN.get(body.id, 0) * (110 - _cold(month)) // 100 if number == 2 else 0
        common = [f"E-{body.id}-{number}", name]
        kind = _known(body, month) if number == 1 else "gemeten"
        rows.append([*common, amount(bought - sun * 9 // 10), amount(sun * 9 // 10),
                     amount(sun // 10), unit, kind])  # fmt: skip
        if number == 1 and (body.id, str(month)) in _PUT_RIGHT:
            rows.append([*common, amount(-bought // 50), amount(0), amount(0), unit, "correctie"])
    return rows


def _gas(body: Body, month: Period, rng: Random) -> list[list[Cell]]:
    year = _saved("gas", body.gas * _NM3, month)
    used = Decimal(_noisy(year * _cold(month) * 1000 // sum(COLD), rng)).scaleb(-3)
    return [[f"G-{body.id}-1", body.offices[0][0], used, "Nm3", _known(body, month)]]


def _heat(body: Body, month: Period, rng: Random) -> list[list[Cell]]:
    if body.id not in _HEAT:
        return []
    used = Decimal(_noisy(_HEAT[body.id] * _cold(month) * 10 // sum(COLD), rng)).scaleb(-1)
    return [["warmtenet_gemiddeld", used]]


def _fuel(body: Body, month: Period, rng: Random) -> list[list[Cell]]:
    shares = (("benzine_e10", 22), ("diesel_b7", 9))  # decilitres for 1 fte in a month
    return [[fuel, Decimal(_noisy(body.fte * share, rng, 80)).scaleb(-1)] for fuel, share in shares]


def _travelled(
    kinds: tuple[tuple[str, int, int], ...], body: Body, rng: Random
) -> list[list[Cell]]:
    """Kilometres per fte and month: on business trips, and to work and back."""
    return [
        [purpose, kind, Decimal(_noisy(body.fte * km, rng, 60))]
        for kind, *each in kinds
        for purpose, km in zip(("dienstreis", "woonwerk"), each, strict=True)
    ]


def _cars(body: Body, _month: Period, rng: Random) -> list[list[Cell]]:
    kinds = (("auto_onbekend", 6, 60), ("auto_benzine", 14, 95), ("auto_diesel", 5, 22),
             ("auto_ev_grijs", 4, 30))  # fmt: skip
    return _travelled(kinds, body, rng)


def _public(body: Body, _month: Period, rng: Random) -> list[list[Cell]]:
    return _travelled((("ov_algemeen", 12, 70), ("trein_gemiddeld", 48, 210)), body, rng)


def _waste(body: Body, _month: Period, rng: Random) -> list[list[Cell]]:
    whole = body.fte * 9  # kg in a month
    return [
        [stream, Decimal(_noisy(whole * share // 10, rng, 90)).scaleb(-1)]
        for stream, share in _WASTE.items()
    ]


def _fleet(body: Body, month: Period, _rng: Random) -> list[list[Cell]]:
    after = (month.start.year - 2023) * 12 + month.start.month  # 12 is the end of 2023
    rows: Rows = []
    for drive, (first, then) in _DRIVES.items():
        shown = first * 12 + (then - first) * max(after - 12, 0)
        rows.append([drive, body.fte * shown // 12_000 + 1])
    return rows


def _trains(body: Body, _month: Period, rng: Random) -> list[list[Cell]]:
    return [[_noisy(body.fte // 36, rng, 100)]]


def _centre(body: Body, month: Period, rng: Random) -> list[list[Cell]]:
    whole = _noisy(body.electricity * 9, rng)
    equipment = whole * (580 + 30 * (month.start.year - 2023) + rng.randint(-9, 9)) // 1000
    return [[f"Rekenzaal {body.id.capitalize()}", Decimal(equipment), Decimal(whole)]]


def flight_rows(organisation: str, period: Period) -> Table:
    """Return flights by leg; a few were booked by somebody who kept the distance only."""
    rows: Rows = []
    body = BODIES[organisation]
    for month in months_of(organisation, period):
        rng = random_for("vliegreizen", organisation, month)
        for _ in range(body.fte // 85):
            day = month.start + dt.timedelta(rng.randrange((month.end - month.start).days))
            to = rng.choice(_NEAR if rng.random() < 0.25 else _FAR)
            leg = "retour" if rng.random() < 0.85 else "enkel"
            seat, people = rng.choice(_CLASSES), rng.randint(1, 6)
            route: list[Cell] = ["AMS", to, None]
            if rng.random() < 0.02:
                route = [None, None, Decimal(rng.randint(600, 2400))]
            rows.append([day.isoformat(), *route, leg, seat, people])
    return ("datum", "van", "naar", "afstand", "traject", "klasse", "reizigers"), rows


def guarantee_rows(organisation: str, period: Period) -> Table:
    """Return the guarantees of origin that were cancelled for a year."""
    months = months_of(organisation, period)
    body, year = BODIES[organisation], period.start.year
    used = body.electricity * _KWH * len(months) // 12 // 1000  # MWh
    dutch = used * (_GUARANTEED[organisation] + 3 * (year - 2023)) // 100
    rows: Rows = [[str(period), "NL", "wind", year, Decimal(dutch), "MWh"]]
    if organisation in _OUTSIDE_NL:
        rows.append([str(period), *_OUTSIDE_NL[organisation], year, Decimal(used * 6 // 10), "MWh"])
    return ("jaar", "land", "bron", "productiejaar", "stroom", "eenheid"), rows


def compensation_rows(organisation: str, period: Period) -> Table:
    """Return what was compensated: Alfa does for its flights, the others do not."""
    rows: Rows = [[str(period), "Keurmerk Groen (verzonnen)", Decimal(250)]]
    return ("jaar", "keurmerk", "ton"), rows if organisation == "alfa" else []


def building_rows(organisation: str, period: Period) -> Table:
    """Return the buildings on 31 December."""
    body = BODIES[organisation]
    header = ("jaar", "gebouw", "soort", "eigendom", "oppervlakte", "label")
    rng = random_for("gebouwen", organisation, Period.year(2023))
    own = {name for name, _, _ in body.offices}
    rows: Rows = []
    for name, _, places in (*body.offices, ("Archief", "", 90), ("Steunpunt", "", 40)):
        kind = "overig" if name == "Archief" else "kantoor"
        owned = rng.choice(("eigen", "gehuurd"))
        label = rng.choice(_LABELS)
        if label == "onbekend" and period.start.year > 2023:
            label = "D"  # somebody went to look
        shown = name if name in own else f"{name} {organisation.capitalize()}"
        rows.append([str(period), shown, kind, owned, Decimal(places * 23), label])
    return header, rows


def device_rows(organisation: str, period: Period) -> Table:
    """Return device-years of the devices in use; one phone in eight stays in use for longer."""
    fte = BODIES[organisation].fte
    each = (("laptop", 4, 102), ("monitor", 6, 96), ("smartphone", 3, 84), ("smartphone", 4, 12),
            ("tablet", 4, 9), ("desktop", 5, 4))  # for 100 fte  # fmt: skip
    rows: Rows = [
        [str(period), kind, life, (Decimal(fte * count) / 100).quantize(Decimal("0.01"))]
        for kind, life, count in each
    ]
    return ("jaar", "soort", "levensduur", "apparaatjaren"), rows


NOTHING = {  # why a file has no rows, as its sender says
    "compensatie": "Wij hebben niets gecompenseerd.",
    "warmteverbruik": "Geen van onze gebouwen krijgt stadswarmte.",
}
FOOTPRINT: dict[str, Callable[[str, Period], Table]] = {
    "elektriciteitsverbruik": _table(
        "elektriciteitsverbruik",
        ("aansluiting", "gebouw", "inkoop", "eigen_gebruik", "teruglevering", "eenheid", "meting"),
        _electricity,
    ),
    "gasverbruik": _table(
        "gasverbruik", ("aansluiting", "gebouw", "verbruik", "eenheid", "meting"), _gas
    ),
    "warmteverbruik": _table("warmteverbruik", ("bron", "warmte"), _heat),
    "brandstofverbruik": _table("brandstofverbruik", ("brandstof", "liters"), _fuel),
    "autokilometers": _table("autokilometers", ("soort", "vervoer", "voertuigkm"), _cars),
    "ov-kilometers": _table("ov-kilometers", ("soort", "vervoer", "reizigerskm"), _public),
    "treinreizen": _table("treinreizen", ("reizen",), _trains),
    "afval": _table("afval", ("stroom", "gewicht"), _waste),
    "wagenpark": _table("wagenpark", ("aandrijving", "aantal"), _fleet),
    "datacentrumenergie": _table("datacentrumenergie", ("locatie", "ict", "totaal"), _centre),
    "vliegreizen": flight_rows,
    "garanties-van-oorsprong": guarantee_rows,
    "compensatie": compensation_rows,
    "gebouwen": building_rows,
    "ict-apparaten": device_rows,
}
