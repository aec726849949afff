"""Information plans made comparable: the norm, the score of each assessor, and what is missing.

Weights and levels are typed over from the proposal in docs/iv-plannen.md, not read from the pack.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

COUNTRY = REPOSITORY / "tests" / "packs" / "ict"
PAGE = (REPOSITORY / "docs" / "iv-plannen.md").read_text("utf-8")
THEME = "iv-plannen"
WEIGHTS = {
    "K1": 5, "K2": 5, "K3": 8, "K4": 8, "K5": 18, "K6": 12,
    "K7": 12, "K8": 10, "K9": 8, "K10": 4, "K11": 4, "K12": 6,
}  # fmt: skip
Row = dict[str, Any]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


def computed(
    pack: Pack, folder: Path, dataset: str, rows: dict[str, list[Row]], *names: str
) -> dict[str, Figure]:
    """Deliver rows about 2024 for each organisation and return all figures by id."""
    shelf = Shelf(pack, folder)
    columns = [c.name for c in pack.datasets[dataset].columns]
    for who, given in rows.items():
        full = [{**dict.fromkeys(columns), "jaar": "2024", "plan": "P1", **r} for r in given]
        shelf.deliver(dataset, who, "2024", full)
    found = shelf.compute(indicators=[f"{THEME}.{n}" for n in names]).figures
    return {i.removeprefix(f"{THEME}."): f for i, f in found.items()}


def plan(first: int | None, last: int | None) -> list[Row]:
    return [{"titel": "Plan", "periode_van": first, "periode_tot": last}]


def test_a_plan_without_a_last_year_counts_in_the_whole(pack: Pack, tmp_path: Path) -> None:
    """One of two plans is within 3 to 5 years, and of the other it is not known."""
    rows = {"noord": plan(2024, 2027), "zuid": plan(2024, None)}
    names = ("plannen-binnen-norm", "plannen-onbekend", "looptijd")
    found = computed(pack, tmp_path, "iv-plan", rows, *names)
    assert found["plannen-binnen-norm@land@2024"].numerator == 1
    assert found["plannen-binnen-norm@land@2024"].denominator == 2
    assert found["plannen-onbekend@land@2024"].value == 50
    assert found["looptijd@noord@2024"].value == 4
    assert isinstance(found["looptijd@zuid@2024"].value, Absent)


@pytest.mark.parametrize(
    ("last", "state"),
    [(2025, "korter"), (2026, "binnen-norm"), (2028, "binnen-norm"), (2029, "langer"),
     (2038, "langer")],
)  # fmt: skip
def test_each_horizon_is_in_one_state(pack: Pack, tmp_path: Path, last: int, state: str) -> None:
    names = [f"plannen-{s}" for s in ("binnen-norm", "korter", "langer", "onbekend")]
    found = computed(pack, tmp_path, "iv-plan", {"noord": plan(2024, last)}, *names)
    shown = {n: found[f"{n}@noord@2024"].value for n in names}
    assert shown == {n: 100 if n == f"plannen-{state}" else 0 for n in names}


def levels(assessor: str, given: dict[str, int]) -> list[Row]:
    day = dt.date(2024, 6, 1)
    return [
        {"criterium": k, "beoordelaar": assessor, "niveau": n, "datum": day, "bewijs": "p. 1"}
        for k, n in given.items()
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_score_is_weight_times_level_of_each_assessor(
    pack: Pack, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    given = {who: {k: draw.randint(0, 4) for k in WEIGHTS} for who in ("zelf", "eerste", "tweede")}
    rows = [row for who, each in given.items() for row in levels(who, each)]
    draw.shuffle(rows)
    names = ("kwaliteit", "kwaliteit-gelijk-gewicht", "financiele-paragraaf", "overleg-nodig")
    found = computed(pack, tmp_path, "iv-beoordeling", {"noord": rows}, *names)
    for who, each in given.items():
        at = f"@noord@2024@beoordelaar={who}"
        score = Decimal(sum(WEIGHTS[k] * n for k, n in each.items())) / 4
        assert found[f"kwaliteit{at}"].value == score
        equal = found[f"kwaliteit-gelijk-gewicht{at}"].value
        assert isinstance(equal, Decimal)
        assert abs(equal - Decimal(sum(each.values())) * 100 / 48) < Decimal("1e-20")
        assert found[f"financiele-paragraaf{at}"].value == each["K5"]
    apart = sum(abs(given["eerste"][k] - given["tweede"][k]) > 1 for k in WEIGHTS)
    assert found["overleg-nodig@noord@2024"].numerator == apart
    assert found["overleg-nodig@noord@2024"].denominator == 12


def test_a_criterion_that_was_not_assessed_is_not_zero(pack: Pack, tmp_path: Path) -> None:
    rows = levels("eerste", {k: 4 for k in WEIGHTS if k != "K11"})
    found = computed(pack, tmp_path, "iv-beoordeling", {"noord": rows}, "kwaliteit")
    assert isinstance(found["kwaliteit@noord@2024@beoordelaar=eerste"].value, Absent)


def test_an_assessment_gets_no_weights_of_a_later_day(pack: Pack, tmp_path: Path) -> None:
    """There were no weights before 8 November 2022, so an assessment of then has no score."""
    rows = levels("eerste", dict.fromkeys(WEIGHTS, 3))
    early = [{**row, "datum": dt.date(2022, 11, 7)} for row in rows]
    on_the_day = [{**row, "datum": dt.date(2022, 11, 8)} for row in rows]
    given = {"noord": early, "zuid": on_the_day}
    found = computed(pack, tmp_path, "iv-beoordeling", given, "kwaliteit")
    assert isinstance(found["kwaliteit@noord@2024@beoordelaar=eerste"].value, Absent)
    assert found["kwaliteit@zuid@2024@beoordelaar=eerste"].value == 75


def test_the_page_has_each_criterion_with_its_weight() -> None:
    found = dict(re.findall(r"^\| (K\d+) \| [^|]+ \| (\d+) \|", PAGE, re.M))
    assert found == {k: str(w) for k, w in WEIGHTS.items()}


def test_costs_of_two_systems_are_not_added(pack: Pack, tmp_path: Path) -> None:
    rows = [
        {"planjaar": 2024, "stelsel": system, "aard": "vernieuwing", "eenheid": "EUR",
         "categorie": "intern-personeel", "cijfersoort": "raming", "bedrag": Decimal("10.01")}
        for system in ("kas-verplichtingen", "baten-lasten")
    ]  # fmt: skip
    found = computed(pack, tmp_path, "iv-kosten", {"noord": rows}, "kosten")
    assert isinstance(found["kosten@noord@2024"].value, Absent)
    by_system = [f.value for f in found.values() if f.dimensions and f.organisation == "noord"]
    assert by_system == [Decimal("10.01"), Decimal("10.01")]


def test_every_indicator_of_the_page_is_there(pack: Pack) -> None:
    named = re.findall(r"`iv-plannen\.([a-z-]+)`", PAGE)
    assert named
    for name in named:
        assert f"{THEME}.{name}" in pack.indicators or f"{THEME}.{name}" in pack.parameters
