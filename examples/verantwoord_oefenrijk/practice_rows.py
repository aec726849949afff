"""Invents the rows that the ministries of Oefenrijk deliver: seeded, exact, without a clock.

Each table has its own generator, seeded with its name, so that a change in one leaves the others
as they were. All amounts are made from whole numbers; nothing here says anything about the world.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Cell, Table

Rows: TypeAlias = list[list[Cell]]


_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FIRST_YEAR, _LAST_YEAR = Period.year(2022), Period.year(2024)
_H1, _H2 = Period.parse("2024-H1"), Period.parse("2024-H2")


@dataclass(frozen=True, slots=True)
class Body:
    """What makes an invented organisation different from another."""

    id: str
    fte: int  # in 2022, and in the first month of one that began later
    hours: int  # of the target group in employment, per month
    relations: int
    sheltered: int  # hours of Wsw workers taken in, per month
    agency: int  # hours of agency workers taken in, per month
    electricity: int  # per mille of the standard load
    gas: int
    offices: tuple[tuple[str, str, int], ...]  # name, way of observing, workplaces
    busy: int = 100  # occupancy compared with the others; percent
    sites: tuple[str, ...] = ("Bestuur", "Beleid en coördinatie", "Uitvoering")
    first: Period = _FIRST_YEAR
    last: Period = _LAST_YEAR


BODIES: dict[str, Body] = {
    b.id: b
    for b in (
        Body("alfa", 1760, 5250, 51, 380, 250, 1650, 900,
             (("Gebouw Één", "sensor", 420), ("Gebouw Twee", "sensor", 260))),
        Body("beta", 1180, 3300, 33, 300, 150, 1250, 700,
             (("Betahof", "telronde", 380), ("Bijgebouw", "telronde", 120)), busy=90),
        Body("gamma", 890, 2300, 24, 150, 0, 1020, 400,
             (("Gammatoren", "badge", 510),), busy=112),
        Body("delta", 1480, 5000, 49, 450, 90, 1440, 800,
             (("Deltapand Noord", "sensor", 390), ("Deltapand Zuid", "sensor", 240)),
             busy=82, last=_H1),
        Body("epsilon", 905, 3080, 30, 280, 50, 850, 480,
             (("Deltapand Noord", "sensor", 390),), busy=86, first=_H2),
        Body("zeta", 602, 1990, 20, 170, 40, 520, 290,
             (("Deltapand Zuid", "sensor", 240),), busy=74, first=_H2),
        Body("deltapanden", 1480, 0, 0, 0, 0, 1440, 800,
             (("Deltapand Noord", "sensor", 390), ("Deltapand Zuid", "sensor", 240))),
        Body("iota", 17, 290, 12, 0, 0, 0, 0, ()),
    )
}  # fmt: skip

TOGETHER = {"deltapanden": ("delta", "epsilon", "zeta")}  # one footprint, before and after
LENT: dict[str, tuple[str, int]] = {  # lender -> borrower, hours per month
    "alfa": ("beta", 260),
    "delta": ("gamma", 200),
    "zeta": ("gamma", 200),
}
# a few people for a while: what is published about them must be hidden, and what would tell it
FEW: dict[str, tuple[str, int]] = {"iota": ("2023-Q2", 4)}  # organisation -> when, how many
# electricity: share of the full load by hour (UTC) on a working day; percent
_DAY = (22, 21, 20, 20, 22, 35, 62, 88, 97, 100, 100, 98,
        95, 97, 98, 95, 84, 60, 42, 33, 28, 26, 24, 23)  # fmt: skip
COLD = (100, 92, 75, 48, 22, 10, 8, 8, 16, 42, 73, 95)  # heating need by month; percent
_FULL_LOAD = 8000  # 0.01 kWh in a quarter of an hour, for 1000 per mille
_SAVED = {2024: 1}  # electricity saved compared with 2023; percent


def random_for(table: str, organisation: str, period: Period) -> Random:
    """Return the generator of one delivery; texts seed it the same on every machine."""
    return Random(f"oefenrijk-2024 {table} {organisation} {period}")


def months_of(organisation: str, period: Period) -> list[Period]:
    """Return the months of a period in which an organisation exists."""
    body = BODIES[organisation]
    return [
        m for m in period.months() if body.first.start <= m.start and m.end <= body.last.end
    ]  # fmt: skip


def _years_since_2022(month: Period) -> int:
    return (month.start.year - 2022) * 12 + month.start.month - 1


def _grown(amount: int, month: Period, per_mille_a_year: int) -> int:
    """Let an amount grow in a straight line, in whole numbers."""
    return amount + amount * per_mille_a_year * _years_since_2022(month) // 12_000


def fte_on(organisation: str, month: Period) -> Decimal:
    """Return how many fte an organisation has at the end of a month."""
    body = BODIES[organisation]
    rng = random_for("fte", organisation, month)
    base = body.fte if body.first == _H2 else _grown(body.fte, month, 18)
    return Decimal(base * 100 + rng.randint(-300, 300)) / 100


def persons(fte: Decimal) -> int:
    """Return how many people are so many fte."""
    return int(fte * 112 / 100) + 1


def jobs_rows(organisation: str, period: Period) -> Table:
    """Return the hours of the jobs agreement of one month."""
    header = ("organisatie", "periode", "relatietype", "inleen_categorie", "uitlener_type",
              "tegenpartij", "n_relaties", "verloonde_uren", "n_zonder_uren")  # fmt: skip
    body = BODIES[organisation]
    rng = random_for("banenafspraak-uren", organisation, period)
    december = period.start.month == 12
    calm = body.fte < 100  # a few people do not vary by percents

    def hours(amount: int) -> Decimal:
        noise = 0 if calm else rng.randint(-15, 15)
        extra = 70 if december else 0  # leave that is paid out
        return Decimal(_grown(amount, period, 25) * (1000 + noise + extra) // 10) / 100

    def row(
        kind: str, category: str, lender: str, other: str, n: int, amount: Decimal
    ) -> list[Cell]:
        return [organisation, str(period), kind, category, lender, other, n, amount, 0]

    few_in, few = FEW.get(organisation, ("", 0))
    is_few = bool(few_in) and Period.parse(few_in).contains(period)
    own = few if is_few else body.relations
    worked = hours(body.hours * own // body.relations)
    rows = [row("dienstverband", "geen", "geen", "-", own, worked)]
    if body.relations > 20:
        rows[0][-1] = rng.choice((0, 0, 1))
    if body.sheltered:
        n = 10 + body.sheltered // 100  # part-timers
        rows.append(row("inleen", "wsw-detachering", "sw-bedrijf", "-", n, hours(body.sheltered)))
    if body.agency:
        n = 10 + body.agency // 100
        rows.append(row("inleen", "uitzendkracht", "uitzendbureau", "-", n, hours(body.agency)))
    for lender, (borrower, amount) in LENT.items():
        if not months_of(lender, period):
            continue
        if borrower == organisation:
            rows.append(row("inleen", "uitzendkracht", "rijk", lender, 11, Decimal(amount)))
        if lender == organisation:
            rows.append(row("uitgeleend", "uitzendkracht", "rijk", borrower, 11, Decimal(amount)))
    return header, rows


def payroll_rows(organisation: str, period: Period) -> Table:
    """Return all paid hours per month: 138 hours per fte, and a little noise."""
    rows: Rows = []
    for month in months_of(organisation, period):
        rng = random_for("loonaangifte-uren", organisation, month)
        hours = fte_on(organisation, month) * (138_000 + rng.randint(-900, 900)) / 1000
        rows.append([organisation, str(month), hours.quantize(Decimal("0.01"))])
    return ("organisatie", "periode", "uren_loonaangifte_totaal"), rows


def quota_rows(organisation: str, period: Period) -> Table:
    """Return the base of the quota percentage; it gives the percentage of the pack."""
    header = ("jaar", "a", "b", "hk", "d", "e", "f", "g")
    values = {2023: (120, 32, 1, 5450, 1600, 15, 1250), 2024: (120, 40, 1, 5500, 1610, 16, 1280)}
    return header, [[str(period), *values[period.start.year]]]


def staff_rows(organisation: str, period: Period) -> Table:
    """Return the fte and persons at the end of each month, per part of the organisation."""
    rows: Rows = []
    for who in TOGETHER.get(organisation, (organisation,)):
        for month in months_of(who, period):
            left = fte_on(who, month)
            sites = [
                f"{s} {who.capitalize()}" if who != organisation else s for s in BODIES[who].sites
            ]
            for site in sites[:-1]:
                part = (left * 30 / 100).quantize(Decimal("0.01"))
                rows.append([str(month), month.last_day.isoformat(), site, part, persons(part)])
                left -= part
            rows.append([str(month), month.last_day.isoformat(), sites[-1], left, persons(left)])
    return ("periode", "peildatum", "onderdeel", "fte", "personen"), rows


def electricity_rows(organisation: str, period: Period, unit: str = "kWh") -> Table:
    """Return quarter-hour values; one day is estimated, and later put right."""
    body = BODIES[organisation]
    rng = random_for("meterstanden-elektriciteit", organisation, period)
    meter = f"E-{organisation}-1"
    months = months_of(organisation, period)
    estimated = months[0].start + dt.timedelta(rng.randint(2, 24))
    full = _FULL_LOAD * body.electricity // 1000
    full -= full * _SAVED.get(period.start.year, 0) // 100
    rows: Rows = []
    for day in days_of(months):
        load, noise = _load(day, full), rng.randbytes(96)
        kind = "geschat" if day == estimated else "gemeten"
        amounts = [load[q // 4] * (900 + noise[q]) // 1028 for q in range(96)]
        for moment, hundredths in _moments(day, amounts):
            rows.append([meter, moment, _in_unit(hundredths, unit), unit, kind])
            if day == estimated and organisation in ("gamma", "epsilon"):
                wrong = -(hundredths * rng.randrange(0, 60) // 1000)
                rows.append([meter, moment, _in_unit(wrong, unit), unit, "gecorrigeerd"])
    return ("meter_id", "tijdstip", "verbruik", "eenheid", "soort"), rows


@cache
def _in_unit(hundredths: int, unit: str) -> Decimal:
    """Return 0.01 kWh as kWh or MWh: five decimals of a MWh are two of a kWh."""
    return Decimal(hundredths).scaleb(-2 if unit == "kWh" else -5)


def _load(day: dt.date, full: int) -> list[int]:
    if day.weekday() >= 5:
        return [full * 24 // 100] * 24
    cold = 100 + COLD[day.month - 1] // 10
    return [full * share * cold // 10_000 for share in _DAY]


def days_of(months: list[Period]) -> Iterator[dt.date]:
    """Yield every day of some months."""
    for month in months:
        for i in range((month.end - month.start).days):
            yield month.start + dt.timedelta(i)


def _moments(day: dt.date, amounts: list[int]) -> Iterator[tuple[str, int]]:
    """Yield what was used at each moment of a day of Amsterdam, given it by the clock of UTC.

    On the day that summer time begins an hour of that clock is not there: its amount comes with the
    next; on the day that it ends one is there twice, and each gets half. So days keep their sums.
    """
    per_hour = len(amounts) // 24
    hours = _utc_hours(day)
    held = [0] * per_hour  # by part of the hour, from an hour that was not there
    for number, amount in enumerate(amounts):
        hour, part = divmod(number, per_hour)
        held[part] += amount
        for i, moment in enumerate(hours[hour]):
            each = held[part] // len(hours[hour])
            share = each if i else held[part] - each * (len(hours[hour]) - 1)
            yield f"{moment}:{part * 60 // per_hour:02d}:00Z", share
        if hours[hour]:
            held[part] = 0


@cache
def _utc_hours(day: dt.date) -> tuple[tuple[str, ...], ...]:
    """Return for each hour of the clock of UTC when it is in a day of Amsterdam."""
    first, after = (
        dt.datetime.combine(day + dt.timedelta(i), dt.time(), _AMSTERDAM).astimezone(dt.UTC)
        for i in (0, 1)
    )
    found: list[list[str]] = [[] for _ in range(24)]
    while first < after:
        found[first.hour].append(f"{first:%Y-%m-%dT%H}")
        first += dt.timedelta(hours=1)
    return tuple(tuple(f) for f in found)
