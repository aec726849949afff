"""Scores under other weights in a release: page, open data, and when there is no ranking."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import REPOSITORY
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.errors import PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish
from verantwoord.wording.spread import order_sentence

COUNTRY = REPOSITORY / "tests" / "packs" / "ict"
HEAVY = ("K5", "K6", "K7", "K8", "K9")  # together 60 of 100, but 5 of 12
LEVELS = {
    # noord is better on what weighs most, zuid on most criteria: the weights decide
    2024: {"noord": (3, 1), "zuid": (1, 3)},
    # noord is better on everything
    2025: {"noord": (4, 3), "zuid": (2, 2)},
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robuust")
    work = Workspace.create(folder / "werk", COUNTRY)
    for year, each in LEVELS.items():
        for who, (heavy, light) in each.items():
            lines = ["jaar;plan;criterium;beoordelaar;datum;niveau;bewijs;opmerking;antwoord"]
            for n in range(1, 13):
                level = heavy if f"K{n}" in HEAVY else light
                lines.append(f"{year};P;K{n};eerste;{year}-11-01;{level};p. 1;{who};")
            file = folder / f"{who}-{year}.csv"
            file.write_text("\n".join(lines) + "\n", "utf-8")
            day = dt.date(year + 1, 1, 20)
            deliver(work, "iv-beoordeling", who, Period.year(year), file, day)
    publish(work, Order("robuust", year=2025), folder / "uit")
    return folder / "uit"


def rows(release: Path) -> dict[str, dict[str, str]]:
    with (release / "data" / "robustness.csv").open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


def test_the_open_data_has_bounds_that_anyone_can_recompute(release: Path) -> None:
    weights = {
        str(v.key): Fraction(v.value)
        for v in load_pack(COUNTRY).parameters["iv-plannen.gewicht"].values
        if v.value is not None
    }
    found = rows(release)
    assert len(found) == 4
    noord = found["iv-plannen.kwaliteit@noord@2024@beoordelaar=eerste"]
    heavy = sum(w for k, w in weights.items() if k in HEAVY)
    light = sum(weights.values()) - heavy
    assert (heavy, light) == (60, 40)

    def of(up: Fraction, down: Fraction) -> Decimal:
        share = (3 * heavy * up + light * down) / ((heavy * up + light * down) * 4)
        return Decimal(share.numerator) / Decimal(share.denominator)

    one, more, less = Fraction(1), Fraction(5, 4), Fraction(3, 4)
    shown = [Decimal(noord[k]) for k in ("score", "lowest", "highest", "equal")]
    wanted = [of(one, one), of(less, more), of(more, less), Decimal(22) / 48]
    assert all(abs(a - b) < Decimal("0.000001") for a, b in zip(shown, wanted, strict=True))


def test_where_the_weights_decide_both_places_stand_open_and_nobody_is_first(
    release: Path,
) -> None:
    found = rows(release)
    for year, bounds in (
        (2024, {"noord": "12", "zuid": "12"}),
        (2025, {"noord": "11", "zuid": "22"}),
    ):
        for who, both in bounds.items():
            row = found[f"iv-plannen.kwaliteit@{who}@{year}@beoordelaar=eerste"]
            assert row["best"] + row["worst"] == both, (year, who)


def test_the_page_says_when_there_is_no_ranking(release: Path) -> None:
    page = html.fromstring(
        (release / "vergelijking" / "iv-plannen.kwaliteit.html").read_text("utf-8")
    )
    text = " ".join(page.text_content().split())
    assert "met hoogstens 25% verschuift" in text
    tables = page.xpath("//table[caption[starts-with(@id, 'tab-gewichten')]]")
    shown = [
        [[" ".join(c.text_content().split()) for c in row] for row in t.xpath("tbody/tr")]
        for t in tables
    ]
    certain, open_ = shown  # the last year is first
    assert [row[0] for row in certain] == ["Ministerie van Noord", "Ministerie van Zuid"]
    assert [row[-1] for row in certain] == ["1 van 2", "2 van 2"]
    assert [row[-1] for row in open_] == ["1 tot en met 2 van 2"] * 2
    assert certain[0][1:3] == ["90%", "85%"]
    assert "Daarom is er geen rangorde." in text
    assert "De volgorde van deze 2 is bij al die gewichten dezelfde." in text


@pytest.mark.parametrize(
    ("counts", "nl", "en"),
    [
        ((1, 1), "Er is één score, dus geen volgorde.", "There is one score, so no order."),
        (
            (3, 0),
            "De plaats staat vast van geen van de 3. Zij kunnen bij andere gewichten van plaats "
            "wisselen. Daarom is er geen rangorde.",
            "The place is certain of none of the 3. They may change places under other weights, "
            "so there is no ranking.",
        ),
        (
            (3, 1),
            "De plaats staat vast van 1 van de 3. De andere kunnen bij andere gewichten van plaats "
            "wisselen. Daarom is er geen rangorde.",
            "The place is certain of 1 of the 3. The others may change places under other "
            "weights, so there is no ranking.",
        ),
    ],
)
def test_what_is_said_of_the_order(counts: tuple[int, int], nl: str, en: str) -> None:
    assert order_sentence(*counts) == nl
    assert order_sentence(*counts, "en") == en


def test_a_weight_without_its_level_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "los"
    text = REPOSITORY / "packs" / "iv-plannen" / "indicators" / "iv-plannen" / "kwaliteit.yaml"
    home = pack / "indicators" / "iv-plannen"
    home.mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "id: los\nversion: 1.0.0\ntitle: Los\nowner: tests\nfictional: true\n"
        "builds-on: [iv-plannen]\n",
        "utf-8",
    )
    changed = text.read_text("utf-8").replace(
        "levels: iv-plannen.kwaliteit-gelijk-gewicht", "levels: iv-plannen.financiele-paragraaf"
    )
    override = "overrides: {of: iv-plannen, reason: Een proef.}\n"
    (home / "kwaliteit.yaml").write_text(changed + override, "utf-8")
    with pytest.raises(PackErrors, match=r"heeft geen niveau bij het gewicht van K1, K10"):
        load_pack(pack)
