"""Invents the information plans of ministries of Oefenrijk, who their CIO is, and their security.

Nothing is drawn by chance. A plan is that of a year: what holds at its end, as the pack asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Cell, Table
from verantwoord_oefenrijk.practice_ict import ACTIVITIES, SINCE
from verantwoord_oefenrijk.practice_rows import Rows

_KINDS = (("intern-personeel", 40), ("extern-personeel", 35), ("overig-materieel", 25))  # percent
_NATURES = ("vernieuwing", "beheer-en-onderhoud")
_PROFILES = ("architectuur", "ontwikkelen", "informatiebeveiliging", "project-programma-portfolio")
_ASSESSORS = (("zelf", "11-21"), ("eerste", "11-20"), ("tweede", "11-20"))  # and their day
_OLD = "De leverancier geeft geen ondersteuning meer"


@dataclass(frozen=True, slots=True)
class IvPlan:
    """A plan in one year: amounts in thousands of euro a year, None is unknown."""

    version: str
    title: str
    first: int | None
    last: int | None
    levels: tuple[str, str, str]  # twelve digits of each assessor
    cost: tuple[int | None, int | None]  # renewal and maintenance in the first year
    system: str = "kas-verplichtingen"
    public: str | None = None
    replaces: str | None = None
    adopted: str | None = None
    why: str | None = None  # there is no amount
    staff: tuple[int, ...] = ()  # fte of `_PROFILES`
    without: int = 0  # fte without a profile
    hired: bool = True  # False: how many are hired is not known
    systems: tuple[int, int | None, str | None] = (120, None, None)  # all, legacy, what that is
    left_out: tuple[str, ...] = ()  # activities of the portfolio that the plan does not name


PLANS: dict[tuple[str, int], IvPlan] = {
    ("alfa", 2023): IvPlan(
        "AL-2023-1", "Alfa digitaal 2023-2026", 2023, 2026,
        ("334333234233", "333233224232", "334223234132"), (9_400, 21_000),
        public="2023-03-01", adopted="2023-02-10", staff=(22, 61, 14, 18), without=31,
        systems=(140, 38, _OLD),
    ),
    ("alfa", 2024): IvPlan(
        "AL-2023-2", "Alfa digitaal 2023-2026", 2023, 2026,
        ("344333334233", "333333324233", "334323334233"), (10_200, 21_600),
        public="2024-04-15", adopted="2024-03-20", replaces="AL-2023-1",
        staff=(24, 66, 17, 19), without=22, systems=(138, 33, _OLD),
    ),
    ("beta", 2023): IvPlan(
        "BE-2022-1", "Beta in beweging", 2022, 2031,
        ("333332333332", "222102222221", "121011222211"), (None, None),
        adopted="2022-11-30", why="Het plan noemt geen bedragen", staff=(9, 25, 6, 12),
        without=140, hired=False, systems=(210, 96, "Ouder dan tien jaar"),
    ),
    ("beta", 2024): IvPlan(
        "BE-2022-2", "Beta in beweging", 2022, 2031,
        ("333332333332", "322202222222", "222102222222"), (None, 38_500),
        adopted="2024-05-28", replaces="BE-2022-1",
        why="Vernieuwing is nog niet begroot", staff=(11, 28, 8, 14), without=131, hired=False,
        systems=(205, 101, "Ouder dan tien jaar"), left_out=("BE-04",),
    ),
    ("gamma", 2023): IvPlan(
        "GA-2021-1", "Gamma op orde 2021-2023", 2021, 2023,
        ("332222333222", "332222233222", "332212233212"), (5_100, 7_300),
        public="2021-06-18", adopted="2021-05-20", staff=(7, 19, 5, 8), without=12,
    ),
    ("gamma", 2024): IvPlan(
        "GA-2024-1", "Gamma in twee jaar", 2024, 2025,
        ("332332333222", "332222333222", "332232333222"), (6_300, 7_900),
        public="2024-02-01", adopted="2024-01-16", replaces="GA-2021-1",
        staff=(8, 21, 6, 9), without=9, systems=(77, 12, _OLD),
    ),
    ("ict-delta", 2023): IvPlan(
        "DE-2022-1", "De informatie van Delta", 2022, 2025,
        ("333323333223", "323323233223", "323313233123"), (16_800, 29_400),
        public="2022-12-01", adopted="2022-11-15", staff=(17, 48, 11, 20), without=27,
        systems=(164, 52, _OLD),
    ),
    ("ict-epsilon", 2024): IvPlan(
        "EP-2024-1", "Epsilon vanaf het begin", 2024, 2028,
        ("433343334333", "433333334233", "343323333233"), (11_500, 17_200),
        system="baten-lasten", public="2024-06-03", adopted="2024-05-14",
        staff=(11, 30, 8, 13), without=14, systems=(101, 30, _OLD),
    ),
    ("ict-zeta", 2024): IvPlan(
        "ZE-2024-1", "Eerste schets van Zeta", 2024, None,
        ("222212222212", "211111111211", "221111211211"), (6_000, 12_800),
        adopted="2024-09-12", staff=(6, 18, 3, 7), without=13, hired=False,
        systems=(63, None, None), left_out=("DE-04",),
    ),
}  # fmt: skip


def _plan(organisation: str, period: Period) -> IvPlan:
    return PLANS[organisation, period.start.year]


def plan_rows(organisation: str, period: Period) -> Table:
    """Return the plan that holds at the end of the year."""
    p = _plan(organisation, period)
    row: list[Cell] = [
        str(period), p.version, p.title, p.first, p.last, "bestuursraad", p.adopted,
        p.public, p.replaces, "eigen-organisatie",
    ]  # fmt: skip
    return (
        "jaar", "plan", "titel", "periode_van", "periode_tot", "vastgesteld_door",
        "vastgesteld_op", "openbaar_op", "vervangt", "bereik",
    ), [row]  # fmt: skip


def cost_rows(organisation: str, period: Period) -> Table:
    """Return the costs of each year of the plan: two natures, three kinds and their total.

    Each year costs two per cent of the first more; what is unknown has a reason.
    """
    p = _plan(organisation, period)
    first = p.first or period.start.year
    rows: Rows = []
    for year in range(first, (p.last or period.start.year) + 1):
        kind_of = "realisatie" if year < period.start.year else "raming"
        for nature, start in zip(_NATURES, p.cost, strict=True):
            total = None if start is None else start * (100 + 2 * (year - first)) * 10
            parts = [None if total is None else total * share // 100 for _, share in _KINDS[:-1]]
            last = None if total is None else total - sum(a for a in parts if a is not None)
            named = (*(k for k, _ in _KINDS), "totaal")
            for kind, amount in zip(named, (*parts, last, total), strict=True):
                rows.append([
                    str(period), p.version, year, p.system, nature, kind, kind_of, p.first, p.last,
                    amount, "EUR", None if amount is None else period.start.year,
                    p.why if amount is None else None,
                ])  # fmt: skip
    return (
        "jaar", "plan", "planjaar", "stelsel", "aard", "categorie", "cijfersoort", "plan_van",
        "plan_tot", "bedrag", "eenheid", "prijspeil", "reden",
    ), rows  # fmt: skip


def level_rows(organisation: str, period: Period) -> Table:
    """Return what the ministry and two independent assessors gave for each criterion."""
    p = _plan(organisation, period)
    rows: Rows = []
    for (assessor, day), levels in zip(_ASSESSORS, p.levels, strict=True):
        for number, level in enumerate(levels, 1):
            page = None if level == "0" else f"bladzijde {2 * number}"
            rows.append([
                str(period), p.version, f"K{number}", assessor, f"{period}-{day}",
                int(level), page,
            ])  # fmt: skip
    return ("jaar", "plan", "criterium", "beoordelaar", "datum", "niveau", "bewijs"), rows


def staff_rows(organisation: str, period: Period) -> Table:
    """Return fte by category of the KWIV; who has no profile stands apart."""
    p = _plan(organisation, period)
    rows: Rows = []
    for profile, fte in zip((*_PROFILES, "zonder-profiel"), (*p.staff, p.without),
                            strict=True):  # fmt: skip
        hired = fte // 4 if p.hired else None
        rows.append([str(period), p.version, profile, fte + 2, fte, hired, 2])
    return ("jaar", "plan", "profiel", "formatie", "bezette_fte", "extern", "vacatures"), rows


def system_rows(organisation: str, period: Period) -> Table:
    """Return how many systems there are, and how many are legacy by the ministry's own words."""
    p = _plan(organisation, period)
    every, legacy, what = p.systems
    rows: Rows = [[str(period), p.version, "alle systemen", every, legacy, what]]
    return ("jaar", "plan", "klasse", "aantal", "legacy", "definitie"), rows


def link_rows(organisation: str, period: Period) -> Table:
    """Return each activity that the plan or the portfolio names."""
    p = _plan(organisation, period)
    turn = period.start.year - SINCE
    mine = [a.id for a in ACTIVITIES if a.owners[turn] == organisation]
    rows: Rows = [
        [str(period), p.version, a, "nee" if a in p.left_out else "ja", "ja"] for a in mine
    ]
    return ("jaar", "plan", "activiteit", "in_plan", "in_portefeuille"), rows


# post, first and last day, acting, under whom, on the board
_Post = tuple[str, str | None, str | None, str | None, str | None, str | None]
_POSTS: dict[str, tuple[_Post, ...]] = {
    "alfa": (
        ("cio", "2021-04-01", None, "nee", "sg", "ja"),
        ("ciso", "2020-09-01", "2024-05-31", "nee", "cio", None),
        ("ciso", "2024-06-01", None, "nee", "cio", None),
    ),
    "beta": (
        ("cio", "2019-01-01", "2023-08-31", "nee", "ander", "nee"),
        ("cio", "2023-12-01", "2024-03-31", "ja", "ander", "nee"),
        ("cio", "2024-04-01", None, "nee", "sg", "nee"),
        ("ciso", "2022-02-01", None, "nee", "ander", None),
    ),
    "gamma": (
        ("cio", "2022-06-01", None, "nee", "sg", "ja"),
        ("ciso", "2021-01-01", None, "nee", "cio", None),
    ),
    "ict-delta": (
        ("cio", "2020-05-01", "2023-12-31", "nee", "sg", "onbekend"),
        ("ciso", "2021-11-01", "2023-12-31", "nee", "cio", None),
    ),
    "ict-epsilon": (
        ("cio", "2024-01-01", None, "ja", "sg", "ja"),
        ("ciso", "2024-03-01", None, "nee", "cio", None),
    ),
    "ict-zeta": (
        ("cio", "2024-01-01", None, "nee", "sg", "ja"),
        ("ciso", None, None, None, None, None),
    ),
}


def post_rows(organisation: str, period: Period) -> Table:
    """Return who held the posts on some day of the year; numbered anew in each year."""
    begin, end = period.start.isoformat(), period.last_day.isoformat()
    rows: Rows = []
    count = {"cio": 0, "ciso": 0}
    for post, first, last, *said in _POSTS[organisation]:
        if (first or "") <= end and (last or end) >= begin:
            count[post] += 1
            left = last if last is not None and last <= end else None
            rows.append([str(period), post, count[post], first, left, *said])
    return (
        "jaar", "functie", "nummer", "eerste_dag", "laatste_dag", "waarneming", "staat_onder",
        "lid_bestuursraad",
    ), rows  # fmt: skip


_PAPERS = (
    "icv", "auditplan", "beveiligingsbeleid", "risicobeeld", "reikwijdte_isms",
    "verklaring_van_toepasselijkheid",
)  # fmt: skip
# of each paper: is it there, public, about all units; j, n, or o for unknown
_SECURITY: dict[tuple[str, int], tuple[str, ...]] = {
    ("alfa", 2023): ("jjj", "jnj", "jjj", "jnj", "jjj", "jnn"),
    ("alfa", 2024): ("jjj", "jnj", "jjj", "jnj", "jjj", "jjj"),
    ("beta", 2023): ("jjn", "n", "jno", "o", "n", "n"),
    ("beta", 2024): ("jjn", "jnj", "jnj", "jnn", "n", "n"),
    ("gamma", 2023): ("jjj", "jnj", "jjj", "jnj", "jnj", "n"),
    ("gamma", 2024): ("jjj", "jnj", "jjj", "jnj", "jnj", "jnj"),
    ("ict-delta", 2023): ("jjj", "jnj", "jnj", "jnj", "jjj", "jnj"),
    ("ict-epsilon", 2024): ("jjn", "jnj", "jnj", "n", "jnj", "n"),
    ("ict-zeta", 2024): ("n", "n", "jnj", "n", "n", "n"),
}
_SAID = {"j": "ja", "n": "nee", "o": "onbekend"}


def paper_rows(organisation: str, period: Period) -> Table:
    """Return of each kind of paper whether it is there, from when, and about what."""
    rows: Rows = []
    for at, (kind, said) in enumerate(
        zip(_PAPERS, _SECURITY[organisation, period.start.year], strict=True)
    ):
        there, *rest = [_SAID[s] for s in said]
        day = f"{period}-0{at + 2}-15" if there == "ja" else None
        rows.append([str(period), kind, there, day, *(rest or (None, None))])
    return ("jaar", "soort", "aanwezig", "van", "openbaar", "alle_onderdelen"), rows


_FINDINGS: dict[tuple[str, int], tuple[int | None, ...]] = {  # None: one to four
    ("alfa", 2023): (11, 6, None), ("alfa", 2024): (9, 5, None),
    ("beta", 2023): (17, 14, 9), ("beta", 2024): (12, 13, 15),
    ("gamma", 2023): (6, None, 0), ("gamma", 2024): (7, 0, 0),
    ("ict-delta", 2023): (14, 8, 5),
    ("ict-epsilon", 2024): (10, 6, None), ("ict-zeta", 2024): (5, 7, None),
}  # fmt: skip
_AGES = ("tot_1_jaar", "1_tot_2_jaar", "2_jaar_of_langer")


def finding_rows(organisation: str, period: Period) -> Table:
    """Return how many findings of the own audit are open; a small number is only said to be."""
    counts = _FINDINGS[organisation, period.start.year]
    rows: Rows = [
        [str(period), "eigen_audit", age, count, "ja" if count is None else "nee"]
        for age, count in zip(_AGES, counts, strict=True)
    ]
    return ("jaar", "gevonden_door", "leeftijd", "aantal", "klein"), rows


# of a unit in 2023 and in 2024: mean answer for each pillar, on the scale of that year
_PILLARS = (
    "professionals", "volume_en_aard", "informatiesystemen", "bestuur_en_naleving", "hoofddoel",
)  # fmt: skip
_MATURITY: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {
    ("alfa", 2023): {"Kern": ("2.4", "2.1", "2.6", "2.7", "2.5"),
                     "Inspectie": ("2.0", "1.8", "2.2", "2.3", "2.1")},
    ("alfa", 2024): {"Kern": ("2.6", "2.2", "2.7", "2.8", "2.6"),
                     "Inspectie": ("2.3", "2.0", "2.4", "2.4", "2.3")},
    ("beta", 2023): {"Geheel": ("1.7", "1.5", "1.9", "1.8", "1.7")},
    ("beta", 2024): {"Geheel": ("2.1", "1.9", "2.4", "2.2", "2.1")},
    ("gamma", 2023): {"Geheel": ("2.8", "2.5", "2.9", "3.0", "2.8")},
    ("gamma", 2024): {"Geheel": ("2.9", "2.6", "3.0", "3.1", "2.9")},
    ("ict-delta", 2023): {"Geheel": ("2.2", "2.0", "2.3", "2.5", "2.2")},
    ("ict-epsilon", 2024): {"Geheel": ("2.3", "2.2", "2.4", "2.6", "2.4")},
    ("ict-zeta", 2024): {"Geheel": ("1.9", "1.7", "2.0", "2.1", "1.9")},
}  # fmt: skip
_OTHER_SCALE = {("beta", 2024)}  # that year Beta used a list with five answers


def maturity_rows(organisation: str, period: Period) -> Table:
    """Return the mean of the answers of each unit, with the scale and the questionnaire."""
    year = period.start.year
    five = (organisation, year) in _OTHER_SCALE
    scale, asked = ("1_tot_5", "eigen lijst 2024") if five else ("1_tot_4", "lijst 2023")
    rows: Rows = [
        [str(period), unit, pillar, scale, asked, Decimal(mean)]
        for unit, means in _MATURITY[organisation, year].items()
        for pillar, mean in zip(_PILLARS, means, strict=True)
    ]
    return ("jaar", "onderdeel", "pijler", "schaal", "vragenlijst", "gemiddelde"), rows


def profile_rows(organisation: str, period: Period) -> Table:
    """Return how many fte work on information, and how many of them have a profile."""
    p = _plan(organisation, period)
    named = sum(p.staff)
    return ("jaar", "onderdeel", "iv_fte", "met_profiel"), [
        [str(period), "Geheel", named + p.without, named]
    ]


IV = {
    "iv-plan": plan_rows,
    "iv-kosten": cost_rows,
    "iv-beoordeling": level_rows,
    "iv-personeel": staff_rows,
    "iv-systeem": system_rows,
    "iv-koppeling": link_rows,
    "cio-functies": post_rows,
    "beveiligingsverklaringen": paper_rows,
    "beveiligingsbevindingen": finding_rows,
    "volwassenheid-informatiehuishouding": maturity_rows,
    "kwiv-fte": profile_rows,
}
_LONG = "Het plan loopt tien jaar omdat het samenvalt met de vervanging van het register."
_SHORT = "Het plan loopt twee jaar; daarna volgt één plan met de diensten samen."
_STOPPED = "De activiteit stopt dit jaar; het plan noemt haar daarom niet meer."
_LATER = "De activiteit kwam over van Delta toen het plan al klaar was."
IV_EXPLAINED = {  # what a file that is right makes the checks ask, and the answer
    "iv-plan beta 2023": {"iv-plan.looptijd": _LONG},
    "iv-plan beta 2024": {"iv-plan.looptijd": _LONG},
    "iv-plan gamma 2024": {"iv-plan.looptijd": _SHORT},
    "iv-koppeling beta 2024": {"iv-koppeling.zelfde-set": _STOPPED},
    "iv-koppeling ict-zeta 2024": {"iv-koppeling.zelfde-set": _LATER},
}
