"""The framework of information plans as data, and figures between assessors and versions."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.model.packs import iv_kader
from tests.unit.model.packs.test_iv_plannen import COUNTRY, WEIGHTS, computed, levels
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

OTHER = {**dict.fromkeys(WEIGHTS, 8), "K5": 12}  # another hundred
CHANGED = dt.date(2024, 7, 1)
AT = "@noord@2024@beoordelaar=eerste"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


def test_the_page_shows_the_framework_as_the_pack_has_it() -> None:
    text = iv_kader.PAGE.read_text("utf-8")
    assert iv_kader.page(text) == text
    assert iv_kader.tables().count("\n| K") == 12


def test_every_criterion_has_one_weight_and_one_text_from_the_same_day() -> None:
    rows = iv_kader.texts("kader")
    said = [(r["vanaf"], r["criterium"]) for r in rows]
    assert len(set(said)) == len(said)
    assert set(said) == set(iv_kader.weights())
    for day in {r["vanaf"] for r in rows}:
        mine = [w for (since, _), w in iv_kader.weights().items() if since == day]
        assert sum(map(Decimal, mine)) == 100
        names = [r["niveau"] for r in iv_kader.texts("niveaus") if r["vanaf"] == day]
        assert names == ["0", "1", "2", "3", "4"]
    assert all(all(r.values()) for r in (*rows, *iv_kader.texts("niveaus")))


def kappa_of_all_pairs(first: list[int], second: list[int]) -> Fraction:
    """The definition: every judgement of one assessor beside every one of the other."""
    n = len(first)
    seen = Fraction(sum(abs(a - b) for a, b in zip(first, second, strict=True)), n)
    chance = Fraction(sum(abs(a - b) for a in first for b in second), n * n)
    return 1 - seen / chance


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_that_of_all_pairs_and_a_whole_counts_the_pairs_of_all(
    pack: Pack, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    given = {
        who: [{k: draw.randint(0, 4) for k in WEIGHTS} for _ in range(2)]
        for who in ("noord", "zuid")
    }
    rows = {w: levels("eerste", a) + levels("tweede", b) for w, (a, b) in given.items()}
    found = computed(pack, tmp_path, "iv-beoordeling", rows, "overeenstemming")
    lists = {w: [list(x.values()) for x in both] for w, both in given.items()}
    lists["land"] = [lists["noord"][i] + lists["zuid"][i] for i in (0, 1)]
    for who, (first, second) in lists.items():
        value = found[f"overeenstemming@{who}@2024"].value
        assert isinstance(value, Decimal)
        assert abs(Fraction(value) - kappa_of_all_pairs(first, second)) < Fraction(1, 10**20)


def test_the_own_judgement_and_a_second_one_alone_are_no_pair(pack: Pack, tmp_path: Path) -> None:
    rows = levels("zelf", dict.fromkeys(WEIGHTS, 4)) + levels("tweede", dict.fromkeys(WEIGHTS, 1))
    names = ("overeenstemming", "overleg-nodig")
    found = computed(pack, tmp_path, "iv-beoordeling", {"noord": rows}, *names)
    assert all(isinstance(found[f"{n}@noord@2024"].value, Absent) for n in names)


def test_two_who_give_one_level_everywhere_have_no_kappa(pack: Pack, tmp_path: Path) -> None:
    rows = [r for who in ("eerste", "tweede") for r in levels(who, dict.fromkeys(WEIGHTS, 3))]
    found = computed(pack, tmp_path, "iv-beoordeling", {"noord": rows}, "overeenstemming")
    assert isinstance(found["overeenstemming@noord@2024"].value, Absent)


@pytest.mark.parametrize(("level", "share"), [(0, 100), (1, 100), (2, 0), (4, 0)])
def test_a_plan_below_level_two_of_k5_is_called_so_whatever_its_score(
    pack: Pack, tmp_path: Path, level: int, share: int
) -> None:
    rows = levels("eerste", {**dict.fromkeys(WEIGHTS, 4), "K5": level})
    names = ("kwaliteit", "onvoldoende-onderbouwd")
    found = computed(pack, tmp_path, "iv-beoordeling", {"noord": rows}, *names)
    assert found[f"onvoldoende-onderbouwd{AT}"].value == share
    assert found[f"kwaliteit{AT}"].value == 82 + Decimal(18 * level) / 4  # the score is not cut


def bridged(folder: Path) -> Pack:
    """The same country with other weights from July 2024."""
    made = folder / "ict"
    shutil.copytree(COUNTRY, made)
    source = "source: {title: Proef, own-choice: true}"
    values = [
        *(f"{{from: 2022-11-08, key: {k}, value: {w}, {source}}}" for k, w in WEIGHTS.items()),
        *(f"{{from: {CHANGED}, key: {k}, value: {w}, {source}}}" for k, w in OTHER.items()),
    ]
    text = "\n".join(
        [
            "id: iv-plannen.gewicht",
            "title: Gewicht",
            "unit: score",
            "dimension: criterium",
            "overrides: {of: iv-plannen, reason: Een proef met een tweede versie.}",
            "values:",
            *(f"  - {v}" for v in values),
        ]
    )
    home = made / "parameters" / "iv-plannen"
    home.mkdir(parents=True)
    (home / "gewicht.yaml").write_text(text + "\n", "utf-8")
    return load_pack(made)


def scores(pack: Pack, folder: Path, day: dt.date) -> dict[str, Figure]:
    given = {k: i % 5 for i, k in enumerate(WEIGHTS)}
    rows = [{**r, "datum": day} for r in levels("eerste", given)]
    names = ("kwaliteit", "kwaliteit-oude-gewichten", "kwaliteit-nieuwe-gewichten")
    found = computed(pack, folder, "iv-beoordeling", {"noord": rows}, *names)
    return {n: found[n + AT] for n in names}


def score(weights: dict[str, int]) -> Decimal:
    return Decimal(sum(w * (i % 5) for i, w in enumerate(weights.values()))) / 4


@pytest.mark.parametrize("day", [dt.date(2024, 6, 30), CHANGED])
def test_in_the_year_of_a_change_the_score_stands_under_both_versions(
    tmp_path: Path, day: dt.date
) -> None:
    found = scores(bridged(tmp_path), tmp_path, day)
    old, new = score(WEIGHTS), score(OTHER)
    assert old != new
    assert found["kwaliteit-oude-gewichten"].value == old
    assert found["kwaliteit-nieuwe-gewichten"].value == new
    assert found["kwaliteit"].value == (old if day < CHANGED else new)  # that of its own day


def test_an_assessment_of_an_earlier_year_is_never_recomputed(tmp_path: Path) -> None:
    found = scores(bridged(tmp_path), tmp_path, dt.date(2023, 12, 31))
    assert found["kwaliteit"].value == score(WEIGHTS)
    for name in ("kwaliteit-oude-gewichten", "kwaliteit-nieuwe-gewichten"):
        value = found[name].value
        assert isinstance(value, Absent)
        assert "veranderen niet" in value.reason


def test_without_a_second_version_there_is_no_bridge(pack: Pack, tmp_path: Path) -> None:
    found = scores(pack, tmp_path, CHANGED)
    assert isinstance(found["kwaliteit-nieuwe-gewichten"].value, Absent)
    first_version = scores(pack, tmp_path, dt.date(2022, 12, 1))  # it replaces none
    assert isinstance(first_version["kwaliteit-nieuwe-gewichten"].value, Absent)
