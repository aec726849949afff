"""A small invented country with a workspace that was really delivered to; and figures by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period

PACK = Path(__file__).parent / "zilverland"
_SIZE = {"bosbouw": 5200, "dijken": 8100, "handel": 3900, "tradities": 14}
_SHARE = {"bosbouw": 21, "dijken": 17, "handel": 30, "tradities": 150}
_USE = {2019: "4200", 2021: "3702", 2022: "3588.25", 2023: "3301", 2024: "3240.125"}


def small_workspace(folder: Path) -> Workspace:
    """Return a workspace with seven deliveries, one of them a correction; quick to make again."""
    made = Workspace.create(folder / "werkmap", PACK)
    files = folder / "aangeleverd"
    files.mkdir()
    for ministry in ("bosbouw", "dijken"):
        _quarter(made, files, ministry, 2024, 1)
        _quarter(made, files, ministry, 2024, 2)
    _correction(made, files)
    for year in (2022, 2024):
        _published(made, files, year, _USE[year])
    return made


def workspace(folder: Path) -> Workspace:
    """Return a workspace of Zilverland: one quarter missing, one corrected, one late."""
    made = Workspace.create(folder / "werkmap", PACK)
    files = folder / "aangeleverd"
    files.mkdir()
    for year in (2023, 2024):
        for quarter in range(1, 5):
            for ministry in _SIZE:
                if (ministry, year, quarter) != ("handel", 2024, 4):
                    _quarter(made, files, ministry, year, quarter)
    _correction(made, files)
    for year, use in _USE.items():
        _published(made, files, year, use)
    return made


def quarter_rows(ministry: str, year: int, quarter: int, growth: int = 0) -> str:
    """Return one delivery as CSV; the smallest ministry hires three people."""
    all_hours = _SIZE[ministry] * 430 + 1000 * quarter
    share = _SHARE[ministry] + 2 * (year - 2022) + growth
    own, hired = all_hours * share // 1200, all_hours * share // 4800
    people = 3 if ministry == "tradities" else hired // 380
    return (
        "ministerie;kwartaal;soort;uren;alle_uren;relaties\n"
        f"{ministry};{year}-Q{quarter};dienst;{own},25;{all_hours * 9 // 10};{own // 360}\n"
        f"{ministry};{year}-Q{quarter};inhuur;{hired},5;{all_hours // 10};{people}\n"
    )


def _quarter(made: Workspace, files: Path, ministry: str, year: int, quarter: int) -> Delivery:
    file = files / f"banen-{ministry}-{year}-K{quarter}.csv"
    file.write_text(quarter_rows(ministry, year, quarter), "utf-8")
    period = Period.parse(f"{year}-Q{quarter}")
    late = 21 if (ministry, year, quarter) == ("bosbouw", 2023, 2) else 0
    received = period.last_day + dt.timedelta(days=20 + late)
    return deliver(made, "banen", ministry, period, file, received)


def _correction(made: Workspace, files: Path) -> None:
    wrong = next(
        d for d in made.deliveries() if d.organisation == "dijken" and str(d.period) == "2024-Q2"
    )
    file = files / "banen-dijken-2024-K2-verbeterd.csv"
    file.write_text(quarter_rows("dijken", 2024, 2, growth=1), "utf-8")
    deliver(
        made, "banen", "dijken", wrong.period, file, dt.date(2024, 9, 2), wrong.id,
        "een afdeling was vergeten",
    )  # fmt: skip


def _published(made: Workspace, files: Path, year: int, use: str) -> None:
    file = files / f"verbruik-{year}.csv"
    file.write_text(
        "organisatie,jaar,mwh,soort,precisie,herkomst,bron\n"
        f"zilverland,{year},{use},gemeten,precies,publicatie,https://example.org/jaarverslag-{year}\n",
        "utf-8",
    )
    day = dt.date(year + 1, 5, 20) if year < 2024 else dt.date(2025, 2, 1)
    deliver(made, "verbruik", "zilverland", Period.year(year), file, day)


def again(made: Workspace, folder: Path, old: Delivery, use: str, day: dt.date) -> Delivery:
    """Deliver the use of energy of 2024 anew, in the place of what was delivered."""
    file = folder / f"verbruik-2024-{use}.csv"
    file.write_text(
        "organisatie,jaar,mwh,soort,precisie,herkomst,bron\n"
        f"zilverland,2024,{use},gemeten,precies,publicatie,https://example.org/jaarverslag-2024\n",
        "utf-8",
    )
    period = Period.year(2024)
    return deliver(made, "verbruik", "zilverland", period, file, day, old.id, "verkeerd geteld")
