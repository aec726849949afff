"""The CIO system: no requirement vanishes, no outcome is taken for another, each day is counted.

What is computed is held against days counted one by one in plain Python, from the lines as sent.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.unit.model.packs.test_weer import write
from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, figure_id
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

COUNTRY = REPOSITORY / "tests" / "packs" / "stelsel"
LIST = REPOSITORY / "packs" / "cio-stelsel" / "reference" / "eisen.csv"
PAGE = REPOSITORY / "docs" / "cio-stelsel.md"
YEAR, PERIOD, RECEIVED = 2026, Period.year(2026), dt.date(2027, 1, 10)
ASPECTS = ("opzet", "bestaan", "werking")
OUTCOMES = ("voldaan", "deels", "niet_voldaan", "afgeweken", "niet_van_toepassing", "onbekend")
MINISTRIES = ("noord", "zuid", "oost", "west", "berg", "dal")
SILENT = "dal"  # delivers nothing
Rows = list[dict[str, object]]


def requirements() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


MANDATORY = [r["eis"] for r in requirements() if r["aard"] == "verplicht"]


def outcome(who: str, requirement: str, aspect: str) -> str:
    """Any of the six, in fixed disorder; of zuid nothing is known."""
    if who == "zuid":
        return "onbekend"
    draw = random.Random(f"{who} {requirement} {aspect}")
    return draw.choice(OUTCOMES if requirement in MANDATORY else ("voldaan", "niet_van_toepassing"))


def assessment(who: str) -> Rows:
    rows: Rows = []
    for r in requirements():
        for aspect in ASPECTS:
            found = outcome(who, r["eis"], aspect)
            known = found not in ("onbekend", "niet_van_toepassing")
            rows.append(
                {
                    "jaar": YEAR, "eis": r["eis"], "aspect": aspect, "uitkomst": found,
                    "beoordelaar": "ministerie", "beoordeeld_op": "2026-11-02" if known else "",
                    "bewijs": "2026-0002" if known else "",
                    "afwijking": "2026-0001" if found == "afgeweken" else "",
                }
            )  # fmt: skip
    return rows


def holder(
    post: str,
    number: int,
    first: str = "2020-01-01",
    last: str = "",
    under: str = "sg",
    board: str = "ja",
    acting: str = "nee",
) -> dict[str, object]:
    return {
        "jaar": YEAR, "functie": post, "nummer": number, "eerste_dag": first, "laatste_dag": last,
        "waarneming": acting, "staat_onder": under, "lid_bestuursraad": board,
    }  # fmt: skip


CISO = holder("ciso", 1, under="cio", board="")
HOLDERS: dict[str, Rows] = {
    "noord": [holder("cio", 1), CISO],  # all year
    "zuid": [holder("cio", 1, first="", under="", board="", acting=""), CISO],  # nobody
    # left at the end of March; another from June, and one who acts and overlaps by a month
    "oost": [
        holder("cio", 1, last="2026-03-31"),
        holder("cio", 2, "2026-06-01", under="ander", board="nee"),
        holder("cio", 3, "2026-05-01", "2026-06-30", acting="ja", board="onbekend"),
        CISO,
    ],
}


def at_random(who: str) -> Rows:
    """Five holders at any time, some on the same day, some before or after the year."""
    draw, rows = random.Random(who), Rows()
    for number in range(1, 6):
        first = dt.date(2025, 10, 1) + dt.timedelta(draw.randrange(500))
        last = first + dt.timedelta(draw.randrange(200))
        if first.year <= YEAR:
            rows.append(
                holder("cio", len(rows) + 1, str(first), str(last) if number % 4 else "",
                       draw.choice(("sg", "ander")), draw.choice(("ja", "nee")))
            )  # fmt: skip
    return [*rows, CISO]


HOLDERS |= {who: at_random(who) for who in ("west", "berg")}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Computation:
    folder = tmp_path_factory.mktemp("stelsel")
    work = Workspace.create(folder / "werk", COUNTRY)
    for who in MINISTRIES:
        if who != SILENT:
            send = {"cio-stelsel-beoordeling": assessment(who), "cio-functies": HOLDERS[who]}
            for dataset, rows in send.items():
                file = write(folder / f"{dataset}-{who}.csv", rows)
                deliver(work, dataset, who, PERIOD, file, RECEIVED)
    return compute(work.pack, work.deliveries(), work.rows_path)


def figure(computed: Computation, name: str, who: str) -> Figure:
    return computed.figures[figure_id(f"cio-stelsel.{name}", who, PERIOD)]


def codes(pack: Pack, tmp_path: Path, dataset: str, rows: Rows) -> list[str]:
    file = write(tmp_path / "a.csv", rows)
    found = check(file, pack.datasets[dataset], pack, "noord", PERIOD)
    return sorted({f.rule if f.code.startswith("regel") else f.code for f in found.findings})


# --- the list -------------------------------------------------------------------------------


def test_the_page_shows_each_requirement_with_its_article() -> None:
    text = PAGE.read_text("utf-8")
    shown = re.findall(r"^\| ([A-Z]+-[0-9]{2}) \| (.+?) \| (verplicht|facultatief) \|", text, re.M)
    assert shown == [(r["eis"], r["artikel"], r["aard"]) for r in requirements()]


def test_the_number_of_requirements_is_that_of_the_list(pack: Pack) -> None:
    (value,) = [v for v in pack.parameters["cio-stelsel.eisen-ministerie"].values if v.value]
    assert value.value == len(requirements()) == 40
    column = next(c for c in pack.datasets["cio-stelsel-beoordeling"].columns if c.name == "eis")
    assert list(column.codes) == [r["eis"] for r in requirements()]


def test_the_rule_about_what_is_allowed_names_what_the_list_calls_so(pack: Pack) -> None:
    """The rule looks at the rows as sent, where the list is not yet beside them."""
    (rule,) = [
        r
        for r in pack.datasets["cio-stelsel-beoordeling"].rules
        if r.id == "cio-stelsel-beoordeling.facultatief"
    ]
    allowed = [r["eis"] for r in requirements() if r["aard"] == "facultatief"]
    assert re.findall(r"'([A-Z]+-[0-9]{2})'", rule.check) == allowed


def test_the_calendar_has_every_day_once() -> None:
    with (LIST.parent / "dagen.csv").open(encoding="utf-8", newline="") as stream:
        days = [(r["dag"], r["jaar"]) for r in csv.DictReader(stream)]
    first, last = dt.date(2021, 1, 1), dt.date(2035, 12, 31)
    every = (first + dt.timedelta(n) for n in range((last - first).days + 1))
    assert days == [(str(d), str(d.year)) for d in every]


# --- what may be delivered ------------------------------------------------------------------


def test_what_is_whole_is_accepted(pack: Pack, tmp_path: Path) -> None:
    assert codes(pack, tmp_path, "cio-stelsel-beoordeling", assessment("noord")) == []
    assert codes(pack, tmp_path, "cio-functies", HOLDERS["oost"]) == []


def test_a_requirement_that_is_left_out_is_missed(pack: Pack, tmp_path: Path) -> None:
    rows = assessment("noord")
    name = "cio-stelsel-beoordeling"
    gone = [r for r in rows if r["eis"] != "CIO-08"]
    assert codes(pack, tmp_path, name, gone) == [f"{name}.alle-eisen"]
    one_aspect = [r for r in rows if (r["eis"], r["aspect"]) != ("CIO-08", "werking")]
    assert codes(pack, tmp_path, name, one_aspect) == [f"{name}.drie-aspecten"]


@pytest.mark.parametrize(
    ("requirement", "change", "rule"),
    [
        ("CIO-17", {"uitkomst": "niet_voldaan"}, "facultatief"),
        ("CIO-01", {"uitkomst": "afgeweken", "afwijking": ""}, "afwijking"),
        ("CIO-01", {"uitkomst": "voldaan", "afwijking": "2026-0009"}, "afwijking"),
        ("CIO-01", {"uitkomst": "voldaan", "bewijs": "", "afwijking": ""}, "bewijs"),
        ("CIO-01", {"uitkomst": "deels", "beoordeeld_op": "", "afwijking": ""}, "bewijs"),
    ],
)
def test_an_outcome_needs_what_carries_it(
    pack: Pack, tmp_path: Path, requirement: str, change: dict[str, str], rule: str
) -> None:
    name = "cio-stelsel-beoordeling"
    told = {"bewijs": "2026-0002", "beoordeeld_op": "2026-11-02"}
    rows = [
        {**r, **told, **change} if (r["eis"], r["aspect"]) == (requirement, "opzet") else r
        for r in assessment("noord")
    ]
    assert codes(pack, tmp_path, name, rows) == [f"{name}.{rule}"]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([holder("cio", 1)], "beide"),
        ([holder("cio", 2), CISO], "beide"),
        ([holder("cio", 1, "2026-03-02", "2026-03-01"), CISO], "volgorde"),
        ([holder("cio", 1, first="", last="2026-03-01"), CISO], "eind-zonder-begin"),
        ([holder("cio", 1), holder("cio", 2, first=""), CISO], "eind-zonder-begin"),
        ([holder("cio", 1, board=""), CISO], "bestuursraad"),
        ([holder("cio", 1, under=""), CISO], "bestuursraad"),
    ],
)
def test_who_held_a_post_is_told_whole(pack: Pack, tmp_path: Path, rows: Rows, rule: str) -> None:
    assert codes(pack, tmp_path, "cio-functies", rows) == [f"cio-functies.{rule}"]


def test_over_a_year_of_which_the_requirements_were_not_found_nothing_is_judged(
    pack: Pack, tmp_path: Path
) -> None:
    """Of the decree of 2021 only the definitions are known."""
    rows = [{**r, "jaar": 2025} for r in assessment("zuid")]
    file = write(tmp_path / "a.csv", rows)
    dataset = pack.datasets["cio-stelsel-beoordeling"]
    found = check(file, dataset, pack, "zuid", Period.year(2025))
    assert found.blocked, found.findings


# --- the figures ----------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("who", MINISTRIES[:5])
def test_each_mandatory_requirement_has_one_outcome(
    computed: Computation, who: str, aspect: str
) -> None:
    count = Counter(outcome(who, r, aspect) for r in MANDATORY)
    shown = figure(computed, f"{aspect}-uitkomsten", who)
    assert shown.value == len(MANDATORY) == 36
    for one, number in count.items():
        part = computed.figures[
            figure_id(f"cio-stelsel.{aspect}-uitkomsten", who, PERIOD, {"uitkomst": one})
        ]
        assert part.value == number, one
    share = figure(computed, f"{aspect}-voldaan", who)
    applies = len(MANDATORY) - count["niet_van_toepassing"]
    assert (share.numerator, share.denominator) == (count["voldaan"], applies)
    exact = Decimal(100) * count["voldaan"] / applies
    assert isinstance(share.value, Decimal) and abs(share.value - exact) < Decimal("1e-20")


def test_what_is_unknown_stays_in_the_denominator(computed: Computation) -> None:
    share = figure(computed, "werking-voldaan", "zuid")
    assert (share.value, share.numerator, share.denominator) == (0, 0, 36)


def test_who_delivers_nothing_is_missing_and_not_zero(computed: Computation) -> None:
    for name in ("werking-voldaan", "werking-uitkomsten", "cio-dagen-niemand"):
        assert isinstance(figure(computed, name, SILENT).value, Absent), name
        assert figure(computed, name, "land").status.value == "onvolledig", name


def days_of(rows: Rows) -> list[list[dict[str, object]]]:
    """Of each day of the year who was CIO."""
    found = []
    for n in range(365):
        day = str(dt.date(YEAR, 1, 1) + dt.timedelta(n))
        found.append(
            [
                r
                for r in rows
                if r["functie"] == "cio" and r["eerste_dag"] and str(r["eerste_dag"]) <= day
                and (not r["laatste_dag"] or day <= str(r["laatste_dag"]))
            ]
        )  # fmt: skip
    return found


@pytest.mark.parametrize("who", MINISTRIES[:5])
def test_the_days_of_a_post_are_those_of_the_calendar(computed: Computation, who: str) -> None:
    days = days_of(HOLDERS[who])
    held = sum(bool(d) for d in days)
    together = sum(len(d) for d in days)
    assert figure(computed, "cio-dagen-niemand", who).value == 365 - held
    assert figure(computed, "cio-dagen-vervuld", who).numerator == held
    assert figure(computed, "cio-dagen-vervuld", who).denominator == 365
    assert figure(computed, "cio-dagen-dubbel", who).value == together - held
    under = figure(computed, "cio-onder-sg", who)
    if together:
        under_sg = sum(r["staat_onder"] == "sg" for d in days for r in d)
        assert (under.numerator, under.denominator) == (under_sg, together)
    else:
        assert isinstance(under.value, Absent)  # there was no CIO who could be under anybody


def test_a_gap_and_two_on_one_day_are_both_seen(computed: Computation) -> None:
    """Nobody in April; two in June."""
    assert figure(computed, "cio-dagen-niemand", "oost").value == 30
    assert figure(computed, "cio-dagen-dubbel", "oost").value == 30
    assert figure(computed, "cio-waargenomen", "oost").numerator == 61
    assert figure(computed, "cio-dagen-niemand", "zuid").value == 365
    assert figure(computed, "ciso-onder-cio", "oost").value == 100


def test_what_is_unknown_of_a_cio_is_no_no(computed: Computation) -> None:
    """Ninety days a member, 214 not, and of 61 it is not known: no share, and none of all."""
    for who in ("oost", "land"):
        assert isinstance(figure(computed, "cio-in-bestuursraad", who).value, Absent)
    assert figure(computed, "cio-in-bestuursraad", "noord").value == 100
