"""Builds accepted rows and deliveries by hand, so that the engine can be tested without files."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from verantwoord.deliveries.canonical_rows import rows_sha256
from verantwoord.engine.compute import Computation, compute
from verantwoord.model.cells import Cell, covered_by_row, smallest_period
from verantwoord.model.dataset import ColumnType, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period


class Shelf:
    """A place for accepted rows: what a workspace is to the engine."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        self.pack = pack
        self.folder = folder
        self.deliveries: list[Delivery] = []
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def path(self, delivery: Delivery) -> Path:
        return self.folder / f"{delivery.id}.parquet"

    def deliver(
        self,
        dataset: str,
        organisation: str,
        period: str,
        rows: Sequence[Mapping[str, Any]],
        received: str = "2025-01-10",
        replaces: Delivery | None = None,
    ) -> Delivery:
        definition = self.pack.datasets[dataset]
        cells = _cells(definition, organisation, period, rows)
        full = [
            {"_organisatie": organisation, "_periode": period, "_rij": i + 2, **row}
            for i, row in enumerate(rows)
        ]
        identity = f"{dataset}|{organisation}|{period}|{full}|{replaces and replaces.id}"
        identifier = hashlib.sha256(identity.encode()).hexdigest()
        path = self.folder / f"{identifier}.parquet"
        pq.write_table(_table(definition, full), path)
        delivery = Delivery(
            id=identifier,
            dataset=dataset,
            organisation=organisation,
            period=Period.parse(period),
            file_name=f"{dataset}-{organisation}-{period}.csv",
            file_sha256=identifier,
            rows_sha256=rows_sha256(path),
            stored_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            rows=len(full),
            received_on=dt.date.fromisoformat(received),
            replaces=(replaces.id,) if replaces else (),
            reason="fout" if replaces else None,
            cells=cells,
        )
        self.deliveries.append(delivery)
        self.rows[identifier] = full
        return delivery

    def compute(self, **options: Any) -> Computation:
        return compute(self.pack, self.deliveries, self.path, **options)


def _cells(
    dataset: Dataset, organisation: str, period: str, rows: Sequence[Mapping[str, Any]]
) -> tuple[Cell, ...]:
    """What rows made by hand cover: their own periods, or without any rows that of the delivery."""
    unit = dataset.grain.sub_unit if dataset.grain else None
    about = [
        (r.get("_organisatie", organisation), r.get("_periode", period), r.get(unit or "", ""))
        for r in rows
    ] or [(organisation, period, "")]
    grain = smallest_period(dataset)
    return tuple(
        sorted({c for who, p, u in about for c in covered_by_row(who, Period.parse(p), u, grain)})
    )


def _table(dataset: Dataset, rows: list[dict[str, Any]]) -> pa.Table:
    fields = [("_organisatie", pa.string()), ("_periode", pa.string()), ("_rij", pa.int32())]
    for column in dataset.columns:
        kind = {
            ColumnType.DECIMAL: pa.decimal128(18, column.scale or 3),
            ColumnType.INTEGER: pa.int64(),
            ColumnType.DATE: pa.date32(),
            ColumnType.TIMESTAMP: pa.timestamp("us"),
            ColumnType.BOOLEAN: pa.bool_(),
        }.get(column.type, pa.string())
        fields.append((column.name, kind))
    schema = pa.schema(fields)
    columns = []
    for name, kind in fields:
        cells = [row.get(name) for row in rows]
        if pa.types.is_decimal(kind):
            cells = [None if c is None else Decimal(str(c)) for c in cells]
        columns.append(pa.array(cells, kind))
    return pa.Table.from_arrays(columns, schema=schema)
