"""Invents what ministries of Oefenrijk deliver about their large ICT activities.

Nothing is drawn by chance: an activity is the list of its entries, in thousands of euro. What is
delivered about a year is what was reported about a day of that year or before.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Cell, Table
from verantwoord_oefenrijk.practice_rows import Rows

_MILLIONS = ("EUR miljoen", 3)
_UNITS = {"beta": ("EUR duizend", 0), "gamma": ("EUR", -3)}
_KINDS = (("intern-personeel", 30), ("extern-personeel", 45), ("overig-materieel", 25))  # percent
_RUNS, _HELD = "In uitvoering", "In heroriëntatie"
_DONE, _STOPPED = "Afgerond", "Geannuleerd"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of an activity on one day; amounts in thousands of euro, None is unknown."""

    day: str
    estimate: int | None
    spent: int | None
    end: str
    kind: str = "rapportage"
    status: str = _RUNS
    why: str | None = None
    recorded: str | None = None  # if later than the day


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the CIO, or the secretary-general, said of an activity that started."""

    id: str
    said: str
    day: str | None
    deviated: str | None = None  # when the secretary-general did


@dataclass(frozen=True, slots=True)
class Activity:
    """A large ICT activity with its whole history."""

    id: str
    name: str
    owners: tuple[str | None, str | None]  # who has it at the end of 2023 and of 2024
    start: str
    entries: tuple[Entry, ...]
    nature: str = "vernieuwing"
    judged: tuple[Judgement, ...] = ()
    reasons: tuple[tuple[str, str, str | None], ...] = ()  # day of a re-baseline, reason, Kamerstuk
    points: int | None = None
    outcome: str | None = None
    benefit: bool | None = None


def _first(day: str, estimate: int, end: str) -> Entry:
    return Entry(day, estimate, 0, end, "initieel", "Nog niet gestart")


ACTIVITIES: tuple[Activity, ...] = (
    Activity("AL-01", "Salarissysteem vernieuwen", ("alfa", "alfa"), "2021-03-01", (
        _first("2021-01-15", 14_200, "2024-06-30"),
        Entry("2022-12-31", 15_100, 6_300, "2024-06-30"),
        Entry("2023-09-30", 18_900, 10_200, "2025-03-31", "herijking",
              why="Nieuwe cao en meer eisen"),
        Entry("2023-12-31", 18_900, 11_400, "2025-03-31"),
        Entry("2024-12-31", 19_600, 16_800, "2025-06-30"),
    ), reasons=(("2023-09-30", "doelen-of-eisen", None),), points=1250),
    Activity("AL-02", "Zaken digitaal behandelen", ("alfa", "alfa"), "2022-05-01", (
        _first("2022-04-01", 8_600, "2025-12-31"),
        Entry("2022-12-31", 8_600, 1_100, "2025-12-31"),
        Entry("2023-12-31", 8_400, 3_200, "2025-12-31"),
        Entry("2023-12-31", 8_400, 3_600, "2025-12-31", "correctie", recorded="2024-04-12",
              why="Een rekening van november ontbrak"),
        Entry("2024-12-31", 8_400, 5_900, "2025-12-31"),
    )),
    Activity("AL-03", "Beheer van de werkplekken", ("alfa", "alfa"), "2020-01-01", (
        _first("2019-12-01", 31_000, "2026-12-31"),
        Entry("2022-12-31", 31_500, 13_300, "2026-12-31"),
        Entry("2023-12-31", 32_400, 17_900, "2026-12-31"),
        Entry("2024-12-31", 33_000, 22_600, "2026-12-31"),
    ), nature="beheer-en-onderhoud"),
    Activity("AL-04", "Loket voor vergunningen", ("alfa", "alfa"), "2023-06-01", (
        _first("2023-04-20", 6_400, "2024-09-30"),
        Entry("2023-12-31", 6_400, 1_000, "2024-09-30"),
        Entry("2024-12-31", 7_100, 7_100, "2024-11-30", status=_DONE),
    ), judged=(Judgement("O-1", "positief", "2023-05-15"),), outcome="doel-gehaald", benefit=True),
    Activity("AL-05", "Archief digitaal maken", (None, "alfa"), "2024-03-01", (
        _first("2024-02-01", 9_800, "2027-01-31"),
        Entry("2024-12-31", 9_800, 1_400, "2027-01-31"),
    ), judged=(Judgement("O-1", "positief-met-aanbevelingen", "2024-02-20"),)),
    Activity("BE-01", "Register van bijzaken", ("beta", "beta"), "2020-09-01", (
        _first("2020-06-15", 22_000, "2023-12-31"),
        Entry("2022-12-31", 27_300, 15_800, "2024-12-31"),
        Entry("2023-06-30", 41_500, 19_200, "2026-06-30", "herijking",
              why="Het oude register was slechter dan gedacht"),
        Entry("2023-12-31", 41_500, 23_900, "2026-06-30"),
        Entry("2024-12-31", 46_200, 33_100, "2026-12-31"),
    ), reasons=(("2023-06-30", "tegenvallers", None), ("2023-06-30", "scope", None)), points=4100),
    Activity("BE-02", "Oude rekencentra vervangen", ("beta", "beta"), "2019-02-01", (
        Entry("2021-12-31", 17_500, 9_400, "2024-12-31"),
        Entry("2022-12-31", 17_500, 11_000, "2024-12-31"),
        Entry("2023-12-31", 18_200, 13_100, "2025-06-30"),
        Entry("2024-12-31", 18_900, 16_400, "2025-12-31"),
    ), nature="legacy"),
    Activity("BE-03", "Gegevens delen in de keten", ("beta", "gamma"), "2022-10-01", (
        _first("2022-08-20", 11_300, "2025-09-30"),
        Entry("2022-12-31", 11_300, 400, "2025-09-30"),
        Entry("2023-12-31", 11_300, 3_900, "2025-09-30"),
        Entry("2024-12-31", 12_000, 7_500, "2026-03-31"),
    )),
    Activity("BE-04", "Spraak in het klantcontact", ("beta", "beta"), "2023-02-01", (
        _first("2022-12-10", 5_900, "2024-12-31"),
        Entry("2023-12-31", 5_900, 1_600, "2024-12-31"),
        Entry("2024-12-31", 5_900, 2_700, "2024-12-31", status=_STOPPED),
    ), judged=(Judgement("O-1", "onder-voorwaarden", "2023-01-20"),
               Judgement("O-2", "positief", "2023-05-10")), outcome="gestopt"),
    Activity("GA-01", "Inspecties op de tablet", ("gamma", "gamma"), "2022-01-01", (
        _first("2021-11-01", 7_400, "2024-06-30"),
        Entry("2022-12-31", 7_400, 2_200, "2024-06-30"),
        Entry("2023-12-31", 7_000, 4_800, "2024-06-30"),
        Entry("2024-12-31", 6_900, 6_900, "2024-06-30", status=_DONE),
    ), outcome="deels-gehaald", benefit=False),
    Activity("GA-02", "Subsidies in een systeem", ("gamma", "gamma"), "2021-09-01", (
        _first("2021-06-01", 13_700, "2024-12-31"),
        Entry("2022-12-31", 14_900, 5_500, "2025-06-30"),
        Entry("2023-12-31", 16_200, 9_100, "2025-12-31"),
        Entry("2024-04-30", 15_000, 10_700, "2025-12-31", "herijking", why="Een deel vervalt"),
        Entry("2024-12-31", 15_300, 12_800, "2025-12-31"),
    ), reasons=(("2024-04-30", "scope", None),), points=980),
    Activity("GA-03", "Kaarten en meetpunten", ("gamma", "gamma"), "2023-05-01", (
        _first("2023-07-01", 5_300, "2025-04-30"),
        Entry("2023-12-31", 5_300, 700, "2025-04-30"),
        Entry("2024-12-31", 6_800, 3_000, "2025-10-31"),
    ), judged=(Judgement("O-1", "geen", None),)),
    Activity("DE-01", "Basisregister Delta", ("ict-delta", "ict-epsilon"), "2020-04-01", (
        _first("2020-02-01", 26_500, "2024-12-31"),
        Entry("2022-12-31", 29_800, 14_000, "2025-06-30"),
        Entry("2023-12-31", 31_200, 19_700, "2025-12-31"),
        Entry("2024-12-31", 33_900, 26_100, "2026-06-30"),
    ), points=2600),
    Activity("DE-02", "Nieuw toezichtsysteem", ("ict-delta", "ict-epsilon"), "2022-03-01", (
        _first("2022-01-10", 12_400, "2025-03-31"),
        Entry("2022-12-31", 12_400, 1_900, "2025-03-31"),
        Entry("2023-12-31", 15_800, 5_600, "2025-12-31"),
        Entry("2024-12-31", None, 8_200, "2026-12-31", status=_HELD),
    )),
    Activity("DE-03", "Beheer van het netwerk", ("ict-delta", "ict-zeta"), "2021-01-01", (
        _first("2020-11-15", 18_000, "2025-12-31"),
        Entry("2022-12-31", 18_400, 7_100, "2025-12-31"),
        Entry("2023-12-31", 18_600, 10_900, "2025-12-31"),
        Entry("2024-12-31", 19_100, 14_700, "2026-12-31"),
    ), nature="beheer-en-onderhoud"),
    Activity("DE-04", "Meldingen van burgers", ("ict-delta", "ict-zeta"), "2023-03-01", (
        _first("2023-01-25", 7_700, "2025-02-28"),
        Entry("2023-12-31", 7_700, 2_000, "2025-02-28"),
        Entry("2024-12-31", 8_300, 5_200, "2025-08-31"),
    ), judged=(Judgement("O-1", "negatief", "2023-02-10", deviated="2023-02-24"),)),
    Activity("DE-05", "Koppelvlak voor vergunningen", ("ict-delta", "alfa"), "2022-06-01", (
        _first("2022-04-15", 6_100, "2024-12-31"),
        Entry("2022-12-31", 6_100, 900, "2024-12-31"),
        Entry("2023-12-31", 6_500, 2_900, "2025-03-31"),
        Entry("2024-12-31", 6_800, 5_400, "2025-06-30"),
    )),
    Activity("EP-01", "Twee netwerken uit elkaar halen", (None, "ict-epsilon"), "2024-02-01", (
        _first("2024-01-15", 10_200, "2026-01-31"),
        Entry("2024-09-30", 12_900, 3_100, "2026-06-30", "herijking",
              why="De Kamer vroeg om beide netwerken apart te beveiligen"),
        Entry("2024-12-31", 12_900, 4_400, "2026-06-30"),
    ), judged=(Judgement("O-1", "positief", "2024-03-18"),),
       reasons=(("2024-09-30", "wens-kamer", "kst-99999-12 (verzonnen)"),)),
)  # fmt: skip
SINCE = 2023  # the year of the first of `Activity.owners`
SPLIT = {"ict-epsilon": "ict-delta", "ict-zeta": "ict-delta"}  # on the first day of 2024
# who tells, in the year after the split, what became of an activity that went to another
_TELLS = {"DE-05": "ict-zeta"}


def owned(organisation: str, period: Period) -> list[Activity]:
    """Return the activities that an organisation has at the end of a year."""
    turn = period.start.year - SINCE
    return [a for a in ACTIVITIES if a.owners[turn] == organisation]


def _known(activity: Activity, period: Period) -> list[Entry]:
    return [e for e in activity.entries if e.day <= period.last_day.isoformat()
            and not (e.recorded or "") > f"{period.start.year + 1}-01-05"]  # fmt: skip


def _amount(organisation: str, thousands: int | None) -> Decimal | None:
    if thousands is None:
        return None
    power = _UNITS.get(organisation, _MILLIONS)[1]
    if power > 0:  # two decimals: with three, nobody can tell a thousand from a part
        return Decimal(thousands // 10).scaleb(1 - power)
    return Decimal(thousands * 10**-power)


def _parts(thousands: int | None) -> list[int | None]:
    """Divide an amount over the kinds of cost; the last one gets what is left."""
    if thousands is None:
        return [None] * len(_KINDS)
    parts = [thousands * percent // 1000 * 10 for _, percent in _KINDS[:-1]]
    return [*parts, thousands - sum(parts)]


def entry_rows(organisation: str, period: Period) -> Table:
    """Return the whole history of each activity; a report also tells the kinds of cost."""
    unit = _UNITS.get(organisation, _MILLIONS)[0]
    rows: Rows = []
    for activity in owned(organisation, period):
        for e in _known(activity, period):
            amounts = [("totaal", e.estimate, e.spent)]
            if e.kind != "initieel" and e.estimate is not None:
                parts = zip(_KINDS, _parts(e.estimate), _parts(e.spent), strict=True)
                amounts += [(kind, estimate, spent) for (kind, _), estimate, spent in parts]
            for kind, estimate, spent in amounts:
                rows.append([
                    str(period), activity.id, e.day, e.recorded or e.day, kind, e.kind,
                    "beheer-en-onderhoud" if activity.nature == "beheer-en-onderhoud"
                    else "vernieuwing",
                    "kas-verplichtingen", e.status, activity.start, e.end,
                    _amount(organisation, estimate), _amount(organisation, spent), unit, e.why,
                ])  # fmt: skip
    return (
        "jaar", "activiteit", "peildatum", "vastgelegd_op", "categorie", "soort", "aard", "stelsel",
        "status", "startdatum", "einddatum", "schatting", "besteed", "eenheid", "toelichting",
    ), rows  # fmt: skip


def activity_rows(organisation: str, period: Period) -> Table:
    """Return the state of each activity at the end of the year, with its outcome if it ended."""
    rows: Rows = []
    for activity in owned(organisation, period):
        status = _known(activity, period)[-1].status
        ended = status in (_DONE, _STOPPED)
        benefit = None if activity.benefit is None or not ended else _yes(activity.benefit)
        rows.append([
            str(period), activity.id, activity.name, activity.nature, status, activity.start,
            activity.points, activity.outcome if ended else None,
            f"besluit {activity.id} (verzonnen)" if ended else None, benefit,
        ])  # fmt: skip
    return (
        "jaar", "activiteit", "naam", "aard", "status", "startdatum", "functiepunten", "uitkomst",
        "decharge", "baat_gemeten",
    ), rows  # fmt: skip


def _yes(said: bool) -> str:
    return "ja" if said else "nee"


def declared_rows(organisation: str, period: Period) -> Table:
    """Return the activities of this year and of last year; of each that left, why."""
    turn = period.start.year - SINCE
    before = SPLIT.get(organisation, organisation)
    rows: Rows = []
    for activity in ACTIVITIES:
        now = activity.owners[turn]
        was = activity.owners[0]
        if not turn and activity.start >= f"{SINCE}-01-01":
            was = None  # what ran before was in the set of the year before
        mine = now == organisation
        gone = was == before and not mine and _TELLS.get(activity.id, was) == organisation
        if not mine and not gone:
            continue
        rows.append([
            str(period), activity.id, 1, "nee", _yes(was == before), _yes(mine),
            "overgedragen" if gone else None, now if gone else None,
        ])  # fmt: skip
    return (
        "jaar", "activiteit", "aantal", "gerubriceerd", "vorig_jaar", "dit_jaar", "reden",
        "opvolger",
    ), rows  # fmt: skip


def judgement_rows(organisation: str, period: Period) -> Table:
    """Return what was judged of each activity that started in the year."""
    rows: Rows = []
    for activity in owned(organisation, period):
        if activity.start[:4] != str(period):
            continue
        at_start = activity.entries[0].estimate
        unit = _UNITS.get(organisation, _MILLIONS)[0]
        for said in activity.judged:
            why = "De wet gaat in op 1 maart (verzonnen)" if said.deviated else None
            rows.append([
                str(period), activity.id, said.id, said.day, said.said, activity.start,
                _amount(organisation, at_start), unit, said.deviated, why,
            ])  # fmt: skip
    return (
        "jaar", "activiteit", "oordeel_id", "datum", "oordeel", "startdatum", "schatting",
        "eenheid", "sg_besluit_op", "sg_motivering",
    ), rows  # fmt: skip


def reason_rows(organisation: str, period: Period) -> Table:
    """Return the reasons of the re-baselines of the year."""
    rows: Rows = []
    for activity in owned(organisation, period):
        for day, reason, paper in activity.reasons:
            if day[:4] == str(period):
                cells: list[Cell] = [str(period), activity.id, day, reason, paper]
                rows.append(cells)
    return ("jaar", "activiteit", "peildatum", "reden", "kamerstuk"), rows


ICT = {
    "ict-entry": entry_rows,
    "ict-activiteit": activity_rows,
    "set-declaratie": declared_rows,
    "cio-oordeel": judgement_rows,
    "ict-herijking": reason_rows,
}
ICT_NOTHING = {  # why a file has no rows, as its sender says
    "cio-oordeel": "Dit jaar is geen grote ICT-activiteit gestart.",
    "ict-herijking": "Dit jaar is geen grote ICT-activiteit herijkt.",
}
_WENT = "BE-03 ging op 1 januari 2024 over naar Gamma-zaken."
_NO_FIRST = "Bij de start in 2019 is geen schatting vastgelegd; de oudste is van 2021."
EXPLAINED = {  # what a file that is right makes the checks ask, and the answer
    "ict-entry beta 2023": {"ict-entry.initieel-aanwezig": _NO_FIRST},
    "ict-entry beta 2024": {
        "ict-entry.initieel-aanwezig": _NO_FIRST,
        "onderdeel-verdwenen": _WENT,
    },
    "ict-activiteit beta 2024": {"onderdeel-verdwenen": _WENT},
}
