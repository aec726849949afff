"""Many figures: how time and memory grow with organisations, years and indicators.

One delivery per organisation and year with a row per month and a column per indicator. Fifteen
ministries, one of which splits halfway, with services below them; every indicator is a ratio.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.model.cells import Cell
from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period

if TYPE_CHECKING:
    from verantwoord.engine.compute import Computation

MINISTRIES = 15
FIRST = 2015
PACK = "id: groei\nversion: 1.0.0\ntitle: Groei\nowner: meting\nfictional: true\n"


@dataclass(frozen=True)
class Size:
    """How much there is."""

    organisations: int  # ministries and services
    years: int
    indicators: int


SIZES = {
    "1x": Size(50, 10, 300),
    "2x": Size(100, 10, 300),
    "4x": Size(200, 10, 300),
    "years-5": Size(100, 5, 300),
    "indicators-150": Size(100, 10, 150),
}


def names(size: Size) -> list[str]:
    """Return the organisations that deliver."""
    services = size.organisations - MINISTRIES
    return [f"m{i}" for i in range(MINISTRIES)] + [f"dienst-{i}" for i in range(services)]


def write(folder: Path, size: Size) -> None:
    """Write the pack and the accepted rows once; a folder that is complete is left alone."""
    if (folder / "complete").is_file():
        return
    _write_pack(folder / "pack", size)
    (folder / "rows").mkdir(parents=True, exist_ok=True)
    for number, who in enumerate(names(size)):
        for year in range(FIRST, FIRST + size.years):
            _write_rows(folder / "rows" / f"{who}-{year}.parquet", who, number, year, size)
    (folder / "complete").touch()


def _write_rows(path: Path, who: str, number: int, year: int, size: Size) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    months, kind = range(1, 13), pa.decimal128(18, 3)
    columns = {
        "_organisatie": pa.array([who] * 12),
        "_periode": pa.array([f"{year}-{month:02d}" for month in months]),
    }
    for i in range(size.indicators):
        amounts = [(m * 7919 + year * 104729 + number * 31 + i * 17) % 100000 for m in months]
        columns[f"k{i}"] = pa.array(amounts, pa.int64()).cast(pa.decimal128(22, 3)).cast(kind)
    pq.write_table(pa.table(columns), path, use_dictionary=False)


def deliveries(folder: Path, size: Size) -> list[Delivery]:
    """Return what was delivered: a year of every organisation."""
    found = []
    for who in names(size):
        for year in range(FIRST, FIRST + size.years):
            name = f"rows/{who}-{year}.parquet"
            stored = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            found.append(_delivery(who, Period.year(year), name, stored))
    return found


def _delivery(who: str, period: Period, name: str, stored: str) -> Delivery:
    return Delivery(
        id=hashlib.sha256(name.encode()).hexdigest(),
        dataset="maand",
        organisation=who,
        period=period,
        file_name=name,
        file_sha256=stored,
        rows_sha256=stored,
        stored_sha256=stored,
        rows=12,
        received_on=period.end,
        cells=tuple(Cell(who, month) for month in period.months()),
        definition_sha256="growth",
    )


def computing(folder: Path, size: Size) -> Callable[[], Computation]:
    """Return what computes all figures from nothing."""
    from verantwoord.engine.compute import compute
    from verantwoord.model.loading import load_pack

    write(folder, size)
    pack, sent = load_pack(folder / "pack"), deliveries(folder, size)
    return lambda: compute(pack, sent, lambda d: folder / d.file_name)


def put(folder: Path, name: str, text: str) -> None:
    """Write one file of a pack."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def task(folder: Path, size: Size) -> Callable[[], dict[str, Decimal]]:
    """Return what computes all figures; the answers say how many, and what they add up to."""
    compute = computing(folder, size)

    def run() -> dict[str, Decimal]:
        figures = compute().figures
        total = sum((Decimal(v) for v in figures.table().column("value").to_pylist()), Decimal(0))
        return {"figures": Decimal(len(figures)), "sum of all values": total}

    return run


def _write_pack(folder: Path, size: Size) -> None:
    last = FIRST + size.years - 1
    put(
        folder,
        "pack.yaml",
        "id: groei\nversion: 1.0.0\ntitle: Groei\nowner: meting\nfictional: true\n",
    )
    put(folder, "themes.yaml", "themes:\n  - {id: t, title: T, intro: Voor de meting.}\n")
    put(folder, "organisations.yaml", _organisations(size))
    columns = "".join(
        f"  - {{name: k{i}, type: decimal, title: K{i}, required: true, unit: ratio}}\n"
        for i in range(size.indicators)
    )
    components = "".join(
        f"  - {{name: k{i}, aggregate: sum, column: k{i}, unit: ratio, time: flow, "
        "missing: skip}\n"
        for i in range(size.indicators)
    )
    period = (
        "  - {name: maand, type: period, title: Maand, required: true, "
        "role: period, grain: maand}\n"
    )
    put(
        folder,
        "datasets/maand.yaml",
        f"id: maand\ntitle: Maandcijfers\nkind: geleverd\ncolumns:\n{period}{columns}"
        f"components:\n{components}",
    )
    put(
        folder,
        "requests/maand.yaml",
        f"id: maand\ndataset: maand\norganisations: [{', '.join(names(size))}]\n"
        f"first: {FIRST}\nlast: {last}\nevery: jaar\ndue-days: 30\n",
    )
    for i in range(size.indicators):
        other = (i + 1) % size.indicators
        put(
            folder,
            f"indicators/t/k{i}.yaml",
            f"id: t.k{i}\ntitle: K\nquestion: Voor de meting.\npopulation: alle\n"
            "unit: percent\nseries: s\ndirection: neutraal\nperiods: [jaar]\n"
            f"components:\n  x: {{of: maand.k{i}}}\n  y: {{of: maand.k{other}}}\n"
            "numerator: x\ndenominator: y\nformula: as_percent(teller / noemer)\n"
            "if-missing: onvolledig\nscope: both\npublish: {decimals: 1}\n"
            "sources: [{title: Verzonnen voor de meting}]\n",
        )


def _organisations(size: Size) -> str:
    lines = ["organisations:", "  - {id: land, kind: totaal, names: [{name: Land, short: L}]}"]
    for number, who in enumerate(names(size)):
        kind = "ministerie" if number < MINISTRIES else "dienst"
        parent = "land" if number < MINISTRIES else f"m{number % MINISTRIES}"
        lines.append(
            f"  - {{id: {who}, kind: {kind}, names: [{{name: {who}, short: {who}}}], "
            f"parents: [{{organisation: {parent}}}]}}"
        )
    lines += [
        "populations:",
        f"  - {{id: alle, title: Alle, organisation: land, members: [{', '.join(names(size))}]}}",
    ]
    return "\n".join(lines) + "\n"
