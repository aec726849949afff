"""A location stands under its own name, with its rows through the months and who sent them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.workspace import Workspace
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish
from verantwoord_oefenrijk.practice import deliver_all

OEFENRIJK = REPOSITORY / "packs" / "oefenrijk"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Oefenrijk delivered of its locations and of nothing else."""
    folder = tmp_path_factory.mktemp("locaties")
    deliver_all(
        folder / "werk", folder / "bestanden", OEFENRIJK, only=lambda x: x.split()[0] == "locaties"
    )
    work = Workspace.open(folder / "werk")
    publish(work, Order("oefenrijk-2024", dt.date(2025, 6, 1)), folder / "uit")
    return folder


def rows_of(page: Path, table: str) -> list[list[str]]:
    html = page.read_text("utf-8").partition(f'id="{table}"')[2].partition("</table>")[0]
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        found.append([re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", c)).strip() for c in cells])
    return found


def page_of(release: Path, name: str) -> Path:
    pages = list((release / "uit" / "dossier").glob("locatie_*.html"))
    (found,) = [p for p in pages if f"<h1>{name}</h1>" in p.read_text("utf-8")]
    return found


def test_each_location_that_was_delivered_has_a_page_and_a_row(release: Path) -> None:
    work = Workspace.open(release / "werk")
    files = [work.rows_path(d) for d in work.deliveries()]
    sent = {n for f in files for n in pq.read_table(f, columns=["locatie"])["locatie"].to_pylist()}
    assert len(sent) > 7
    for name in sent:
        page_of(release, name)
    listed = rows_of(release / "uit" / "dossier" / "locatie.html", "tab-alle")[1:]
    assert {row[0] for row in listed} == sent
    hub = next(row for row in listed if row[0] == "Rijkshub Oost")
    assert hub[3:6] == ["rijkshub", "Oosterstad", "80"]


def test_a_number_that_changed_stands_in_each_month_as_it_was(release: Path) -> None:
    rows = rows_of(page_of(release, "Gebouw Twee"), "tab-locaties")[1:]
    assert len(rows) == 24
    assert [row[3] for row in rows] == ["260"] * 14 + ["220"] * 10
    assert rows[0][0] == "januari 2023" and rows[14][4] == "1 maart 2024"


def test_a_location_that_got_another_manager_is_one_location(release: Path) -> None:
    rows = rows_of(page_of(release, "Deltapand Noord"), "tab-locaties")[1:]
    assert len({row[-1] for row in rows}) == 2
    assert len({row[0] for row in rows}) == len(rows) == 24
