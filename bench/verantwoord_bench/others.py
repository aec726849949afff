"""The same answers with pandas and Polars, which are installed only for the benchmark."""

from __future__ import annotations

import csv
import datetime as dt
import math
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
    """Compute the totals with Polars: lazily, per delivery, then added up."""
    import polars as pl

    def files(dataset: str) -> list[Path]:
        return [folder / d.file_name for d in deliveries if d.dataset == dataset]

    def scan(dataset: str) -> Any:
        return pl.scan_parquet(files(dataset), include_file_paths="f")

    kwh = pl.col("kwh")
    estimated = pl.col("soort") == "geschat"
    meters = (
        scan("meters")
        .group_by("f")
        .agg(
            kwh.sum().alias("meters.verbruik"),
            kwh.filter(estimated).sum().alias("meters.geschat"),
            kwh.filter(pl.col("tijdstip").dt.hour() < 7).sum().alias("meters.nacht"),
            kwh.filter(pl.col("tijdstip").dt.weekday() > 5).sum().alias("meters.weekend"),
            pl.len().alias("meters.metingen"),
            estimated.sum().alias("meters.schattingen"),
            kwh.max().alias("meters.hoogste"),
            kwh.min().alias("meters.laagste"),
        )
    )
    hours, kind = pl.col("uren"), pl.col("relatietype")
    relations = (
        scan("relaties")
        .group_by("f")
        .agg(
            hours.filter(kind == "dienstverband").sum().alias("relaties.dienstverband"),
            hours.filter(kind == "inleen").sum().alias("relaties.inleen"),
            pl.len().alias("relaties.relaties"),
            hours.max().alias("relaties.hoogste"),
        )
    )
    table = pl.LazyFrame(
        [
            {
                "vertrek": a,
                "aankomst": b,
                "km": km,
                "f1": float(FACTORS[k][0]),
                "f2": float(FACTORS[k][1]),
            }
            for a, b, km, k in _pairs(folder)
        ]
    )
    distance = pl.col("km") * pl.col("reizigers")
    factor = pl.when(pl.col("datum") < CHANGE).then(pl.col("f1")).otherwise(pl.col("f2"))
    trips = (
        scan("reizen")
        .join(table, on=["vertrek", "aankomst"], how="left")
        .group_by("f")
        .agg(
            distance.sum().alias("vluchten.km"),
            (distance * factor).sum().alias("vluchten.kg"),
            pl.len().alias("vluchten.vluchten"),
        )
    )
    totals: Totals = {}
    for lazy in (meters, relations, trips):
        frame = lazy.collect(engine="streaming")
        for name in frame.columns:
            if name == "f":
                continue
            column = frame[name]
            how = (
                "max" if name.endswith("hoogste") else "min" if name.endswith("laagste") else "sum"
            )
            totals[name] = Decimal(str(getattr(column, how)()))
    return totals


def pandas_totals(folder: Path, deliveries: list[Delivery]) -> Totals:
    """Compute the totals with pandas, file by file."""
    import pandas as pd

    pairs = pd.DataFrame(_pairs(folder), columns=["vertrek", "aankomst", "km", "klasse"])
    pairs["f1"] = [float(FACTORS[k][0]) for k in pairs["klasse"]]
    pairs["f2"] = [float(FACTORS[k][1]) for k in pairs["klasse"]]
    totals: Totals = {}
    for delivery in deliveries:
        frame = _frame(folder / delivery.file_name)
        if delivery.dataset == "meters":
            estimated = frame["soort"] == "geschat"
            kwh = frame["kwh"]
            found = {
                "meters.verbruik": kwh.sum(),
                "meters.geschat": kwh[estimated].sum(),
                "meters.nacht": kwh[frame["tijdstip"].dt.hour < 7].sum(),
                "meters.weekend": kwh[frame["tijdstip"].dt.dayofweek > 4].sum(),
                "meters.metingen": len(frame),
                "meters.schattingen": int(estimated.sum()),
                "meters.hoogste": kwh.max(),
                "meters.laagste": kwh.min(),
            }
        elif delivery.dataset == "relaties":
            kind = frame["relatietype"]
            found = {
                "relaties.dienstverband": frame["uren"][kind == "dienstverband"].sum(),
                "relaties.inleen": frame["uren"][kind == "inleen"].sum(),
                "relaties.relaties": len(frame),
                "relaties.hoogste": frame["uren"].max(),
            }
        else:
            frame = frame.merge(pairs, on=["vertrek", "aankomst"], how="left")
            km = frame["km"] * frame["reizigers"]
            early = pd.to_datetime(frame["datum"]) < pd.Timestamp(CHANGE)
            factor = frame["f1"].where(early, frame["f2"])
            found = {
                "vluchten.km": km.sum(),
                "vluchten.kg": (km * factor).sum(),
                "vluchten.vluchten": len(frame),
            }
        _add(totals, found)
    return totals


def _frame(path: Path) -> Any:
    """Read one delivery; decimals as floats, which is what makes pandas fast."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    for i, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            table = table.set_column(i, field.name, table.column(i).cast(pa.float64()))
    return table.to_pandas()


def _add(totals: Totals, found: dict[str, Any]) -> None:
    for name, raw in found.items():
        value = Decimal(str(raw))
        seen = totals.get(name)
        if seen is None:
            totals[name] = value
        elif name.endswith("hoogste"):
            totals[name] = max(seen, value)
        elif name.endswith("laagste"):
            totals[name] = min(seen, value)
        else:
            totals[name] = seen + value
