"""Seeded data of a chosen size, as accepted rows in Parquet, and a pack that describes it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period

YEAR = 2024
AIRPORTS = {
    "AMS": (52.3086, 4.7639),
    "BRU": (50.9014, 4.4844),
    "CDG": (49.0128, 2.55),
    "LHR": (51.47, -0.4543),
    "FRA": (50.0333, 8.5706),
    "ARN": (59.6519, 17.9186),
    "FCO": (41.8045, 12.2508),
    "JFK": (40.6398, -73.7789),
    "CUR": (12.1889, -68.9598),
    "CGK": (-6.1256, 106.6559),
}


@dataclass(frozen=True)
class Scale:
    """How much is generated."""

    name: str
    services: int
    meters: int  # per service
    relations: int  # per service and month
    trips: int  # per service and month

    @property
    def deliveries(self) -> int:
        """Deliveries per dataset: one for each service and month."""
        return self.services * 12


SCALES = {
    "klein": Scale("klein", 10, 10, 400, 200),
    "midden": Scale("midden", 40, 10, 4167, 2084),
    "rijk": Scale("rijk", 200, 10, 4167, 2084),
}


def deliveries_of(folder: Path) -> list[Delivery]:
    """Return the deliveries that were generated in a folder."""
    return [
        Delivery(
            id=d["id"],
            dataset=d["dataset"],
            organisation=d["organisation"],
            period=Period.parse(d["period"]),
            file_name=d["file"],
            file_sha256=d["sha256"],
            rows_sha256="",  # nothing is published here
            stored_sha256=d["sha256"],
            rows=d["rows"],
            received_on=dt.date(2025, 1, 10),
            definition_sha256="of the pack of the benchmark",
        )
        for d in json.loads((folder / "manifest.json").read_text("utf-8"))
    ]


def generate(folder: Path, scale: Scale, progress: Callable[[str], None]) -> None:
    """Write the data of a scale once; a folder that is complete is left alone."""
    if (folder / "manifest.json").is_file():
        return
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    write_pack(folder / "pack", scale)
    manifest = []
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        for dataset, query in _queries(scale).items():
            (folder / dataset).mkdir(exist_ok=True)
            for service, month in _each(scale):
                name = f"{dataset}/d{service:03d}-{month}.parquet"
                month_of = Period.month(YEAR, month)
                text = query
                for word, value in (
                    ("$org", f"'dienst-{service:03d}'"),
                    ("$service", str(service)),
                    ("$month", str(month)),
                    ("$start", f"TIMESTAMP '{month_of.start}'"),
                    ("$end", f"DATE '{month_of.end}'"),
                ):
                    text = text.replace(word, value)
                rows = connection.execute(
                    f"COPY ({text}) TO '{folder / name}' (FORMAT parquet, COMPRESSION zstd)"
                ).fetchall()[0][0]
                manifest.append(_entry(folder, dataset, name, service, month, rows))
            progress(dataset)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def _each(scale: Scale) -> Iterator[tuple[int, int]]:
    return ((s, m) for m in range(1, 13) for s in range(scale.services))


def _entry(
    folder: Path, dataset: str, name: str, service: int, month: int, rows: int
) -> dict[str, Any]:
    return {
        "id": hashlib.sha256(name.encode()).hexdigest(),
        "dataset": dataset,
        "organisation": f"dienst-{service:03d}",
        "period": f"{YEAR}-{month:02d}",
        "file": name,
        "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
        "rows": rows,
    }


def _queries(scale: Scale) -> dict[str, str]:
    """Seeded by arithmetic on the row number: the same rows on every machine."""
    head = (
        "SELECT $org AS _organisatie, "
        f"'{YEAR}-' || lpad(CAST($month AS VARCHAR), 2, '0') AS _periode, "
        "CAST(i + 2 AS INTEGER) AS _rij, "
    )
    per_meter = "(CAST(date_diff('day', CAST($start AS DATE), $end) AS BIGINT) * 96)"
    mixed = "(i * 2654435761 + $service * 40503 + $month * 97)"
    meters = (
        f"{head} 'm' || (i // {per_meter}) AS meter, "
        f"$start + (i % {per_meter}) * INTERVAL 15 MINUTE AS tijdstip, "
        f"CAST(CAST({mixed} % 90000 AS VARCHAR) || '.5' AS DECIMAL(18,3)) AS kwh, "
        f"CASE WHEN {mixed} % 40 = 0 THEN 'geschat' ELSE 'gemeten' END AS soort "
        f"FROM range({scale.meters} * {per_meter}) t(i)"
    )
    relations = (
        f"{head} 'r' || i AS relatie, "
        f"CASE WHEN {mixed} % 5 = 0 THEN 'inleen' ELSE 'dienstverband' END AS relatietype, "
        f"CASE WHEN {mixed} % 97 = 0 THEN NULL "
        f"ELSE CAST({mixed} % 190 AS DECIMAL(18,2)) END AS uren "
        f"FROM range({scale.relations}) t(i)"
    )
    codes = "[" + ", ".join(f"'{c}'" for c in AIRPORTS) + "]"
    n = len(AIRPORTS)
    trips = (
        f"{head} ({codes})[1 + ({mixed} % {n})] AS vertrek, "
        f"({codes})[1 + (({mixed} // {n}) % {n})] AS aankomst, "
        f"CAST($start AS DATE) + CAST({mixed} % 28 AS INTEGER) AS datum, "
        f"CAST(1 + {mixed} % 3 AS BIGINT) AS reizigers "
        f"FROM range({scale.trips}) t(i)"
    )
    return {"meters": meters, "relaties": relations, "reizen": trips}


def write_pack(folder: Path, scale: Scale) -> None:
    """Write the pack that describes the generated data."""
    source = Path(__file__).parent / "pack"
    for path in sorted(source.rglob("*")):
        target = folder / path.relative_to(source)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    services = "\n".join(
        f"  - {{id: dienst-{s:03d}, kind: dienst, names: [{{name: Dienst {s:03d}, "
        f"short: D{s:03d}}}], parents: [{{organisation: rijk}}]}}"
        for s in range(scale.services)
    )
    members = ", ".join(f"dienst-{s:03d}" for s in range(scale.services))
    (folder / "organisations.yaml").write_text(
        "organisations:\n  - {id: rijk, kind: totaal, names: [{name: Rijk, short: R}]}\n"
        f"{services}\npopulations:\n"
        f"  - {{id: alle, title: Alle diensten, organisation: rijk, members: [{members}]}}\n",
        "utf-8",
    )
    lines = ["code,breedte,lengte", *(f"{c},{a},{b}" for c, (a, b) in AIRPORTS.items())]
    (folder / "reference").mkdir(exist_ok=True)
    (folder / "reference" / "luchthavens.csv").write_text("\n".join(lines) + "\n", "utf-8")
