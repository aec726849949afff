"""A page for each building, made from quarter-hours of all its meters, on DuckDB and on Spark.

`python -m verantwoord_bench.buildings FOLDER` makes the set once (70 million rows: 2,000 meters in
400 buildings of 20 services, each quarter of an hour of 2024), computes the figures of every
building with both engines, stops when one differs in any digit, and draws the pages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.engine.compute import Computation, compute
from verantwoord.engine.runners import duckdb
from verantwoord.engine.runners.spark import SparkRunner
from verantwoord.model.delivery import Cell, Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.release.material import Material
from verantwoord.release.program import this_program
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages import figure
from verantwoord.site.pages.shell import Shell
from verantwoord_bench.scale import MASTER, cpu

YEAR = 2024
_PACK = {
    "pack.yaml": """\
id: gebouwen
version: 1.0.0
title: Gebouwen
owner: De makers van verantwoord
fictional: true
notice: Verzonnen gegevens om mee te meten.
""",
    "themes.yaml": "themes:\n  - {id: energie, title: Energie, intro: Energie per gebouw.}\n",
    "datasets/meters.yaml": """\
id: meters
title: Kwartierwaarden
kind: geleverd
columns:
  - {name: gebouw, type: code, title: Gebouw, required: true, codes: [GEBOUWEN]}
  - {name: meter, type: text, title: Meter, required: true, key: true}
  - {name: tijdstip, type: timestamp, title: Tijdstip, required: true, key: true}
  - {name: kwh, type: decimal, title: Verbruik, required: true, unit: kwh, scale: 3}
dimensions: [gebouw]
components:
  - {name: verbruik, aggregate: sum, column: kwh, unit: kwh, time: flow, missing: skip}
""",
    "indicators/energie/verbruik-per-gebouw.yaml": """\
id: energie.verbruik-per-gebouw
title: Elektriciteit per gebouw
question: Hoeveel elektriciteit gebruikt elk gebouw?
population: diensten
unit: kwh
series: meters
direction: lager
periods: [jaar]
components: {verbruik: {of: meters.verbruik}}
formula: verbruik
dimensions: [gebouw]
if-missing: onvolledig
scope: each
publish: {decimals: 0}
sources: [{title: Verzonnen om mee te meten}]
""",
}


@dataclass(frozen=True)
class Estate:
    """How many buildings and meters there are, and of which months."""

    services: int = 20
    buildings: int = 20  # of each service
    meters: int = 5  # in each building
    months: int = 12

    @property
    def who(self) -> list[str]:
        """The services."""
        return [f"dienst-{n:03d}" for n in range(self.services)]

    @property
    def codes(self) -> list[str]:
        """The buildings: what figures are split by is a closed list."""
        pairs = ((s, b) for s in range(self.services) for b in range(self.buildings))
        return [f"G{service:03d}-{building:02d}" for service, building in pairs]


def write_pack(folder: Path, estate: Estate) -> Pack:
    """Write and load the pack of the set."""
    lines = ["organisations:", "  - {id: land, kind: totaal, names: [{name: Land, short: L}]}"]
    lines += [
        f"  - {{id: {w}, kind: dienst, names: [{{name: Dienst {w[-3:]}, short: D{w[-3:]}}}], "
        "parents: [{organisation: land}]}"
        for w in estate.who
    ]
    members, every = ", ".join(estate.who), ", ".join(estate.codes)
    lines += [
        "populations:",
        f"  - {{id: diensten, title: Alle diensten, organisation: land, members: [{members}]}}",
    ]
    for name, text in {**_PACK, "organisations.yaml": "\n".join(lines) + "\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("GEBOUWEN", every), "utf-8")
    return load_pack(folder)


def deliveries(folder: Path, estate: Estate) -> list[Delivery]:
    """Return the deliveries, one for each service and month; their rows are written once."""
    import duckdb as engine

    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with engine.connect() as con:
        for number, who in enumerate(estate.who):
            for month in range(1, estate.months + 1):
                period = Period.month(YEAR, month)
                path = folder / f"{who}-{month:02d}.parquet"
                if not path.exists():
                    con.execute(_rows(estate, number, who, period, path))
                with path.open("rb") as stream:
                    sha = hashlib.file_digest(stream, "sha256").hexdigest()
                found.append(
                    Delivery(
                        id=hashlib.sha256(path.name.encode()).hexdigest(),
                        dataset="meters",
                        organisation=who,
                        period=period,
                        file_name=path.name,
                        file_sha256=sha,
                        rows_sha256="",  # nothing is published here
                        stored_sha256=sha,
                        rows=0,
                        received_on=dt.date(YEAR + 1, 1, 10),
                        cells=(Cell(who, period),),
                    )
                )
    return found


def _rows(estate: Estate, number: int, who: str, period: Period, path: Path) -> str:
    each = estate.buildings * estate.meters
    return f"""COPY (
        SELECT '{who}' AS _organisatie, '{period}' AS _periode,
               (row_number() OVER ())::INTEGER AS _rij,
               'G{number:03d}-' || lpad((m // {estate.meters})::VARCHAR, 2, '0') AS gebouw,
               'M{number:03d}-' || lpad(m::VARCHAR, 3, '0') AS meter,
               t AS tijdstip,
               (hash(m, t, {number}) % 90000)::DECIMAL(18, 3) / 1000 AS kwh
        FROM range({each}) AS meters(m),
             range(TIMESTAMP '{period.start}', TIMESTAMP '{period.end}', INTERVAL 15 MINUTE) AS q(t)
    ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)""".replace(
        "::DECIMAL(18, 3) / 1000 AS kwh", "::DECIMAL(18, 0) * 0.001::DECIMAL(4, 3) AS kwh"
    )


def figures_of(pack: Pack, sent: list[Delivery], rows: Path, runner: Any) -> Computation:
    """Compute the figures of every building with an engine, without anything kept from before."""
    return compute(pack, sent, lambda d: rows / d.file_name, runner=runner)


def difference(one: Computation, other: Computation) -> str | None:
    """Return the first figure of which two engines give another digit; None when there is none."""
    every: list[str] = sorted({*one.figures, *other.figures})
    for identifier in every:
        a, b = one.figures.get(identifier), other.figures.get(identifier)
        if a is None or b is None or str(a.value) != str(b.value):
            return identifier
    return None


def pages(pack: Pack, found: Computation) -> Iterator[ReleaseFile]:
    """Draw the page of each building: its figure, with the files that it rests on."""
    own: dict[str, Figure] = {  # of each building with whose it is, not with everybody else
        i: f for i, f in found.figures.items() if f.dimensions and isinstance(f.value, Decimal)
    }
    material = Material(
        release=f"gebouwen-{YEAR}",
        pack=pack,
        figures=own,
        current=tuple(found.deliveries),
        received=tuple(found.deliveries),
        sql=found.sql,
        program=this_program(),
    )
    return figure.pages(Shell(material))


def main(folder: Path, estate: Estate) -> None:
    """Measure; raises AssertionError when the engines differ."""
    pack = write_pack(folder / "pack", estate)
    sent = deliveries(folder / "rows", estate)
    import duckdb as engine

    rows = engine.execute(
        "SELECT count(*) FROM read_parquet(?)", [str(folder / "rows/*.parquet")]
    ).fetchall()[0][0]
    answers = []
    print("| rows | engine | s | CPU s |\n| ---: | --- | ---: | ---: |")
    spark = SparkRunner(MASTER)
    figures_of(pack, sent[:1], folder / "rows", spark)  # its start is counted in scale.py
    for name, runner in (("DuckDB", duckdb), (f"Spark {MASTER}", spark)):
        start, used = time.perf_counter(), cpu()
        answers.append(figures_of(pack, sent, folder / "rows", runner))
        seconds, spent = time.perf_counter() - start, cpu() - used
        print(f"| {rows:,} | {name} | {seconds:.1f} | {spent:.1f} |", flush=True)
    assert difference(*answers) is None, difference(*answers)
    start, count, size = time.perf_counter(), 0, 0
    for page in pages(pack, answers[0]):
        content = b"".join(page.parts)
        count, size = count + 1, size + len(content)
        target = folder / "site" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    seconds = time.perf_counter() - start
    print(f"\n{count} pages, {size / 1e6:.1f} MB, in {seconds:.1f} s; equal to the last digit.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Estate())
