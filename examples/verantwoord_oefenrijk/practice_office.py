"""Invents what the ministries of Oefenrijk deliver on offices, hubs and working at home.

As in `practice_rows`: seeded by table, organisation and period; nothing says anything about the
world. What is about one office is seeded with its name, so that another office changes nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Table
from verantwoord_oefenrijk.practice_rows import (
    BODIES,
    Rows,
    days_of,
    fte_on,
    months_of,
    persons,
    random_for,
)


@dataclass(frozen=True, slots=True)
class Office:
    """A location that an organisation manages."""

    name: str
    method: str  # the way of observing
    workplaces: int
    kind: str = "kantoor"
    town: str = "Hoofdstad"
    opened: dt.date = dt.date(2015, 1, 1)
    smaller: tuple[dt.date, int] | None = None  # from a day on, so many workplaces


_HUBS = {
    "alfa": (Office("Ontmoetingsplein Centrum", "sensor", 90, "rijksontmoetingsplein",
                    opened=dt.date(2024, 1, 1)),),
    "gamma": (Office("Rijkshub Oost", "badge", 80, "rijkshub", "Oosterstad", dt.date(2023, 7, 1)),),
}  # fmt: skip
_TOWNS = {"Deltapand Noord": "Noorderstad", "Deltapand Zuid": "Zuiderstad"}
_SMALLER = {"Gebouw Twee": (dt.date(2024, 3, 1), 220)}
OFFICES: dict[str, tuple[Office, ...]] = {
    body.id: (
        *(
            Office(name, method, places, town=_TOWNS.get(name, "Hoofdstad"),
                   smaller=_SMALLER.get(name))
            for name, method, places in body.offices
        ),
        *_HUBS.get(body.id, ()),
    )
    for body in BODIES.values()
}  # fmt: skip
_MOMENT = {"telronde": "telronde", "sensor": "drukste-uur", "badge": "hele-dag"}
_WEEKDAYS = (52, 74, 58, 70, 27)  # occupancy by day of the week; percent
_BUSIER = {"gamma": (dt.date(2024, 4, 1), 106)}  # after its change, compared with before; percent
_CLOSED = {"beta": (dt.date(2023, 5, 5), dt.date(2024, 5, 10))}
_QUIETEST = 10  # below it a number cannot be delivered
# share of the busiest hour by hour of the day; percent
_HOURS = {8: 55, 9: 86, 10: 100, 11: 98, 12: 78, 13: 90, 14: 95, 15: 82, 16: 60, 17: 32}
_MARKS = {"productiviteit": 74, "balans": 78, "verbondenheid": 66}  # ten times the mean
_LATER = {"productiviteit": 0, "balans": -1, "verbondenheid": 3}  # in 2024, compared with 2023


def places_on(office: Office, day: dt.date) -> int:
    """Return how many workplaces an office has on a day."""
    if office.smaller is not None and day >= office.smaller[0]:
        return office.smaller[1]
    return office.workplaces


def location_rows(organisation: str, period: Period) -> Table:
    """Return the locations at the end of each month, with the day from which the number holds."""
    rows: Rows = []
    for month in months_of(organisation, period):
        last = month.last_day
        for office in OFFICES[organisation]:
            if office.opened > last:
                continue
            shrunk = office.smaller is not None and last >= office.smaller[0]
            since = office.smaller[0] if office.smaller and shrunk else office.opened
            rows.append([str(month), office.name, office.kind, office.town,
                         places_on(office, last), since.isoformat(), None])  # fmt: skip
    return (
        "maand", "locatie", "soort", "plaats", "werkplekken", "geldig_vanaf", "geldig_tot",
    ), rows  # fmt: skip


def occupancy_rows(organisation: str, period: Period) -> Table:
    """Return occupancy per office and day; on the first Saturday of a month an office is open."""
    rows: Rows = []
    for office in OFFICES[organisation]:
        rng = random_for(f"bezetting {office.name}", organisation, period)
        for day in days_of(months_of(organisation, period)):
            if day.weekday() < 5:
                share = _share(organisation, day) + rng.randint(-80, 80)
            elif day.weekday() == 5 and day.day <= 7:
                share = 30
            else:
                continue
            if day < office.opened:
                continue
            places = 0 if day in _CLOSED.get(organisation, ()) else places_on(office, day)
            used = max(_QUIETEST, places * share // 1000) if places else 0
            moment = _MOMENT[office.method]
            rows.append([office.name, day.isoformat(), office.method, moment, used, places])
    header = ("locatie", "datum", "methode", "waarnemingsmoment", "in_gebruik", "beschikbaar")
    return header, rows


def _share(organisation: str, day: dt.date) -> int:
    share = _WEEKDAYS[day.weekday()] * BODIES[organisation].busy // 10
    since, percent = _BUSIER.get(organisation, (day, 100))
    return share * percent // 100 if day >= since else share


def hour_rows(organisation: str, period: Period) -> Table:
    """Return the hours of the first office: the busiest is what the day says."""
    (_, days) = occupancy_rows(organisation, period)
    first = OFFICES[organisation][0].name
    rows: Rows = []
    for name, day, method, _, used, places in days:
        if name != first or dt.date.fromisoformat(str(day)).weekday() >= 5:
            continue
        for hour, share in _HOURS.items():
            in_use = max(_QUIETEST, int(used or 0) * share // 100)
            rows.append([name, day, str(hour), method, in_use, places])
    return ("locatie", "datum", "uur", "methode", "in_gebruik", "beschikbaar"), rows


def visit_rows(organisation: str, period: Period) -> Table:
    """Return the visits to hubs and meeting places, by people of the own and other bodies."""
    rows: Rows = []
    for month in months_of(organisation, period):
        for office in OFFICES[organisation]:
            if office.kind == "kantoor" or office.opened > month.last_day:
                continue
            rng = random_for(f"bezoeken {office.name}", organisation, month)
            for origin, people in (("eigen", office.workplaces), ("ander", office.workplaces // 2)):
                visitors = people + rng.randint(-8, 8)
                visits = visitors * rng.randint(25, 35) // 10
                rows.append([str(month), office.name, office.kind, origin, visits, visitors])
    return ("maand", "locatie", "soort", "herkomst", "bezoeken", "bezoekers"), rows


def home_rows(organisation: str, period: Period) -> Table:
    """Return days worked at home and at the office, per part of the organisation."""
    rows: Rows = []
    sites = BODIES[organisation].sites
    for month in months_of(organisation, period):
        rng = random_for("thuiswerkdagen", organisation, month)
        for number, site in enumerate(sites):
            people = persons(fte_on(organisation, month)) * (3, 3, 4)[number] // 10
            worked = people * rng.randint(140, 170) // 10
            home = worked * rng.randint(400, 460) // 1000
            office = worked - home + worked * rng.randint(10, 30) // 1000  # some days are both
            paid = home * rng.randint(950, 1000) // 1000
            travelled = (worked - home) * rng.randint(800, 950) // 1000
            rows.append([str(month), site, people, worked, home, office, paid, travelled])
    return (
        "maand", "onderdeel", "medewerkers", "gewerkte_dagen", "thuisdagen", "kantoordagen",
        "vergoede_thuisdagen", "vergoede_reisdagen",
    ), rows  # fmt: skip


def survey_rows(organisation: str, period: Period) -> Table:
    """Return the sums of the marks in a survey, per part of the organisation and question."""
    rows: Rows = []
    year = period.start.year
    rng = random_for("enquete-hybride-werken", organisation, period)
    asked = persons(fte_on(organisation, period.months()[10]))
    for number, site in enumerate(BODIES[organisation].sites):
        people = asked * (3, 3, 4)[number] // 10
        answered = people * rng.randint(38, 55) // 100
        for question, mark in _MARKS.items():
            tenths = mark + (_LATER[question] if year == 2024 else 0) + rng.randint(-2, 2)
            given = answered - rng.randint(0, 3)
            total = given * tenths // 10
            rows.append([str(period), f"{year}-11-15", site, question, people, given, total])
    return ("jaar", "meetdatum", "onderdeel", "vraag", "gevraagd", "antwoorden", "som"), rows
