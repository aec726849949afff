"""The version and level of the Ladder stand beside a footprint and never become a number."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period
from verantwoord.release.publish import Order
from verantwoord.release.verify import Conclusion
from verantwoord.site.whole import publish, verify

COUNTRY = REPOSITORY / "tests" / "packs" / "voetafdruk"
LADDER = "co2-prestatieladder"
NETTO = "duurzame-bedrijfsvoering.voetafdruk-netto"
GAS = "maand;aansluiting;gebouw;meting;verbruik;eenheid\n"


def send(work: Workspace, dataset: str, who: str, year: int, text: str) -> None:
    file = work.path.parent / f"{dataset}-{who}-{year}.csv"
    file.write_text(text, "utf-8")
    deliver(work, dataset, who, Period.year(year), file, dt.date(year + 1, 1, 10))


def ladder(year: int, version: str, level: str) -> str:
    return f"jaar;versie;niveau_of_trede\n{year};{version};{level}\n"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ladder")
    work = Workspace.create(folder / "werk", COUNTRY)
    send(work, LADDER, "noord", 2025, ladder(2025, "3.1", "niveau-3"))
    send(work, LADDER, "noord", 2026, ladder(2026, "4.0", "trede-1"))
    for number, who in enumerate(("noord", "zuid"), 1):
        months = "".join(
            f"2026-{m:02};{who};A;gemeten;{100 * number + m};Nm3\n" for m in range(1, 13)
        )
        send(work, "gasverbruik", who, 2026, GAS + months)
    publish(work, Order("duinland-2026", dt.date(2027, 6, 1)), folder / "uit")
    return folder / "uit"


def text_of(page: Path) -> str:
    html = re.sub(r"<(details|svg|head)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def test_each_year_keeps_its_own_version_and_level(release: Path) -> None:
    text = text_of(release / "dossier" / f"{LADDER}_noord.html")
    assert "2025 3.1 niveau-3" in text and "2026 4.0 trede-1" in text
    assert verify(release).conclusion is Conclusion.EQUAL


def test_it_stands_where_the_footprint_of_a_ministry_stands(release: Path) -> None:
    html = (release / "opbouw" / f"{NETTO}_noord.html").read_text("utf-8")
    assert f'href="../dossier/{LADDER}_noord.html"' in html
    said = "Over 2026: Versie van de Ladder 4.0, Niveau of trede trede-1. Dit is geen deel van een"
    assert said in text_of(release / "opbouw" / f"{NETTO}_noord.html")
    other = text_of(release / "opbouw" / f"{NETTO}_zuid.html")
    assert "Ladder" not in other, "zuid delivered no level, so none is said"
    silent = "Gevraagd over 2026 en niet geleverd door: Ministerie van Zuid"
    assert silent in text_of(release / "dossier" / f"{LADDER}.html")


@pytest.mark.parametrize(("version", "level"), [("4.0", "niveau-3"), ("3.1", "trede-3")])
def test_a_level_of_one_version_is_none_of_the_other(
    tmp_path: Path, version: str, level: str
) -> None:
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    with pytest.raises(Refused) as refused:
        send(work, LADDER, "noord", 2026, ladder(2026, version, level))
    (found,) = refused.value.findings
    assert found.rule == f"{LADDER}.niveau-hoort-bij-versie"


def test_nothing_is_computed_with_it() -> None:
    pack = load_pack(COUNTRY)
    assert not pack.datasets[LADDER].components
    assert not any(d.base == LADDER for d in pack.datasets.values())
