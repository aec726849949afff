"""The same answers with pandas and Polars, as somebody who knows them well would write it.

Each groups by organisation and period, as the engine does, reads only the columns it needs, makes
every mask once, and uses both cores. They are installed only for the benchmark.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.model.delivery import Delivery

FACTORS = {
    "kort": (Decimal("0.3"), Decimal("0.25")),
    "midden": (Decimal("0.2"), Decimal("0.15")),
    "lang": (Decimal("0.1"), Decimal("0.1")),
}
CHANGE = dt.date(2024, 7, 1)
Totals = dict[str, Decimal]
GROUP = ["_organisatie", "_periode"]
COLUMNS = {
    "meters": [*GROUP, "tijdstip", "kwh", "soort"],
    "relaties": [*GROUP, "uren", "relatietype"],
    "reizen": [*GROUP, "vertrek", "aankomst", "datum", "reizigers"],
}


def _pairs(folder: Path) -> list[tuple[str, str, float, str]]:
    with (folder / "pack" / "reference" / "luchthavens.csv").open() as file:
        places = {
            r["code"]: (float(r["breedte"]), float(r["lengte"])) for r in csv.DictReader(file)
        }
    found = []
    for a, (lat1, lon1) in places.items():
        for b, (lat2, lon2) in places.items():
            if a != b:
                half = math.sin(math.radians(lat2 - lat1) / 2) ** 2 + math.cos(
                    math.radians(lat1)
                ) * math.cos(math.radians(lat2)) * (math.sin(math.radians(lon2 - lon1) / 2) ** 2)
                km = round(2 * 6371 * math.asin(math.sqrt(half)), 3)
                found.append((a, b, km, "kort" if km < 700 else "midden" if km <= 2500 else "lang"))
    return found


def polars_totals(folder: Path, deliveries: list[Delivery]) -> Totals:
    """Compute the totals with Polars: one lazy query per dataset over all files."""
    import polars as pl

    def scan(dataset: str) -> Any:
        files = [folder / d.file_name for d in deliveries if d.dataset == dataset]
        return pl.scan_parquet(files).select(COLUMNS[dataset])

    kwh, estimated = pl.col("kwh"), pl.col("soort") == "geschat"
    time = pl.col("tijdstip").dt
    meters = scan("meters").group_by(GROUP)
    hours, kind = pl.col("uren"), pl.col("relatietype")
    relations = scan("relaties").group_by(GROUP)
    table = pl.LazyFrame(
        [
            {"vertrek": a, "aankomst": b, "km": km}
            | dict(zip(("f1", "f2"), map(float, FACTORS[k]), strict=True))
            for a, b, km, k in _pairs(folder)
        ]
    )
    distance = pl.col("km") * pl.col("reizigers")
    factor = pl.when(pl.col("datum") < CHANGE).then(pl.col("f1")).otherwise(pl.col("f2"))
    trips = scan("reizen").join(table, on=["vertrek", "aankomst"], how="left").group_by(GROUP)
    queries = (
        meters.agg(
            kwh.sum().alias("meters.verbruik"),
            kwh.filter(estimated).sum().alias("meters.geschat"),
            kwh.filter(time.hour() < 7).sum().alias("meters.nacht"),
            kwh.filter(time.weekday() > 5).sum().alias("meters.weekend"),
            pl.len().alias("meters.metingen"),
            estimated.sum().alias("meters.schattingen"),
            kwh.max().alias("meters.hoogste"),
            kwh.min().alias("meters.laagste"),
        ),
        relations.agg(
            hours.filter(kind == "dienstverband").sum().alias("relaties.dienstverband"),
            hours.filter(kind == "inleen").sum().alias("relaties.inleen"),
            pl.len().alias("relaties.relaties"),
            hours.max().alias("relaties.hoogste"),
        ),
        trips.agg(
            distance.sum().alias("vluchten.km"),
            (distance * factor).sum().alias("vluchten.kg"),
            pl.len().alias("vluchten.vluchten"),
        ),
    )
    totals: Totals = {}
    for lazy in queries:
        frame = lazy.collect(engine="streaming")
        for name in frame.columns:
            if name not in GROUP:
                _keep(totals, name, getattr(frame[name], _how(name))())
    return totals


def pandas_per_file(folder: Path, deliveries: list[Delivery]) -> Totals:
    """Compute the totals with pandas, on each core one file (an organisation and month)."""
    pairs = _pairs_frame(folder)

    def one(delivery: Delivery) -> dict[str, Any]:
        frame = _frame([folder / delivery.file_name], delivery.dataset)
        return {
            name: getattr(column if mask is None else column[mask], _how(name))()
            for name, (column, mask) in _parts(delivery.dataset, frame, pairs).items()
        }

    totals: Totals = {}
    with ThreadPoolExecutor(2) as both:
        for found in both.map(one, deliveries):
            for name, value in found.items():
                _keep(totals, name, value)
    return totals


def pandas_whole(folder: Path, deliveries: list[Delivery]) -> Totals:
    """Compute the totals with pandas, each dataset in memory as a whole."""
    pairs = _pairs_frame(folder)
    totals: Totals = {}
    for dataset in COLUMNS:
        frame = _frame([folder / d.file_name for d in deliveries if d.dataset == dataset], dataset)
        months = frame[GROUP[1]].cat.categories.size
        key = frame[GROUP[0]].cat.codes.astype("int32") * months + frame[GROUP[1]].cat.codes
        for name, (column, mask) in _parts(dataset, frame, pairs).items():
            chosen, by = (column, key) if mask is None else (column[mask], key[mask])
            groups = getattr(chosen.groupby(by, sort=False), _how(name))()
            _keep(totals, name, getattr(groups, _how(name))())
    return totals


def _pairs_frame(folder: Path) -> Any:
    import pandas as pd

    pairs = pd.DataFrame(_pairs(folder), columns=["vertrek", "aankomst", "km", "klasse"])
    pairs["f1"] = [float(FACTORS[k][0]) for k in pairs["klasse"]]
    pairs["f2"] = [float(FACTORS[k][1]) for k in pairs["klasse"]]
    return pairs.drop(columns="klasse")


def _frame(paths: list[Path], dataset: str) -> Any:
    """Read rows: texts as categories, decimals as floats, which is what makes pandas fast."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = COLUMNS[dataset]
    texts = [n for n in names if n in (*GROUP, "soort", "relatietype", "vertrek", "aankomst")]
    if len(paths) == 1:
        table = pq.ParquetFile(paths[0], read_dictionary=texts).read(names)
    else:
        table = pq.read_table(paths, columns=names, read_dictionary=texts)
    for i, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            table = table.set_column(i, field.name, table.column(i).cast(pa.float64()))
    return table.unify_dictionaries().to_pandas(date_as_object=False)


def _parts(dataset: str, frame: Any, pairs: Any) -> dict[str, tuple[Any, Any]]:
    """Return the column and the mask of each component."""
    import pandas as pd

    if dataset == "meters":
        kwh, estimated, time = frame["kwh"], frame["soort"] == "geschat", frame["tijdstip"].dt
        return {
            "meters.verbruik": (kwh, None),
            "meters.geschat": (kwh, estimated),
            "meters.nacht": (kwh, time.hour < 7),
            "meters.weekend": (kwh, time.day_of_week > 4),
            "meters.metingen": (pd.Series(1, frame.index), None),
            "meters.schattingen": (estimated, None),
            "meters.hoogste": (kwh, None),
            "meters.laagste": (kwh, None),
        }
    if dataset == "relaties":
        hours, kind = frame["uren"], frame["relatietype"]
        return {
            "relaties.dienstverband": (hours, kind == "dienstverband"),
            "relaties.inleen": (hours, kind == "inleen"),
            "relaties.relaties": (pd.Series(1, frame.index), None),
            "relaties.hoogste": (hours, None),
        }
    joined = frame[["vertrek", "aankomst", "datum", "reizigers"]].merge(
        pairs, on=["vertrek", "aankomst"], how="left"
    )
    km = joined["km"] * joined["reizigers"]
    factor = joined["f1"].where(joined["datum"] < pd.Timestamp(CHANGE), joined["f2"])
    return {
        "vluchten.km": (km, None),
        "vluchten.kg": (km * factor, None),
        "vluchten.vluchten": (pd.Series(1, joined.index), None),
    }


def _how(name: str) -> str:
    return "max" if name.endswith("hoogste") else "min" if name.endswith("laagste") else "sum"


def _keep(totals: Totals, name: str, raw: Any) -> None:
    value, seen = Decimal(str(raw)), totals.get(name)
    if seen is not None:
        how = _how(name)
        value = (
            max(seen, value) if how == "max" else min(seen, value) if how == "min" else seen + value
        )
    totals[name] = value
