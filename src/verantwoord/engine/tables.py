"""Runs fused queries in DuckDB, and keeps what they gave per delivery so that it is asked once.

Cache: `components/<dataset>/<definition hash>/<segment>.parquet`. A segment holds the components of
the deliveries of one run and names them in its metadata, also those without rows. A delivery that
is in a segment is never scanned again; another definition is another folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from verantwoord.engine.errors import EngineError
from verantwoord.engine.query import FusedQuery
from verantwoord.model.dataset import Aggregate, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.organisation import FOREVER
from verantwoord.model.pack import Pack

MEMORY_LIMIT = "1000MB"  # the promise is a peak below 1.5 GiB at any scale, Python included
KEPT = 8  # more segments than this are put together


Dimensions: TypeAlias = tuple[tuple[str, str], ...]
Head: TypeAlias = tuple[str, str, str, Dimensions, str]


class Row(NamedTuple):
    """What one delivery gives to one component, for one organisation, period and dimension."""

    delivery: str
    organisation: str
    period: str
    dimensions: Dimensions
    component: str
    bin: int | None
    value: Decimal | None
    rows: int
    empty: int


@dataclass(frozen=True)
class Result:
    """The component rows of one dataset, the SQL that makes them, and how much was scanned."""

    rows: list[Row]
    sql: str
    definition: str
    scanned: int


def component_rows(
    pack: Pack,
    dataset: Dataset,
    query: FusedQuery,
    deliveries: Sequence[Delivery],
    path_of: Callable[[Delivery], Path],
    cache: Path | None,
    progress: Callable[[int], None] | None = None,
) -> Result:
    """Return the components of some deliveries, scanning only those not seen before.

    Shape:    deliveries of one dataset -> rows, in the order delivery, organisation, period.
    Unit:     each component in its own unit.
    Missing:  a delivery without rows gives none, and is remembered as such.
    Rounding: none; values are DECIMAL(38, 9) or smaller scales.
    Errors:   EngineError if a file is not the one that the log names.
    Source:   DESIGN 5; adr/2026-11-23-components-in-segments.md.
    """
    definition = _definition(pack, dataset, query)
    folder = cache / dataset.id / definition[:16] if cache else None
    wanted = {d.id for d in deliveries}
    known, rows = _read(folder, wanted) if folder else (set(), [])
    new = [d for d in deliveries if d.id not in known]
    if new:
        fresh = _scan(pack, dataset, query, new, path_of)
        if folder:
            _write(folder, {d.id for d in new}, fresh)
        rows += fresh
        if progress:
            progress(len(new))
    order = {d.id: i for i, d in enumerate(deliveries)}
    rows.sort(key=lambda r: (order[r.delivery], r.organisation, r.period, r.dimensions, r[4:6]))
    return Result(rows, query.sql, definition, len(new))


def _definition(pack: Pack, dataset: Dataset, query: FusedQuery) -> str:
    parts: list[Any] = [query.sql, [list(map(str, s)) for s in map(_slot, query.slots)]]
    for name, file in sorted((dataset.reference or {}).items()):
        parts.append([name, hashlib.sha256((pack.folder / file).read_bytes()).hexdigest()])
    for name, identifier in sorted((dataset.view_parameters or {}).items()):
        parts.append([name, _parameter_rows(pack, identifier)])
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def _slot(slot: Any) -> tuple[Any, ...]:
    return (slot.component, slot.value, slot.rows, slot.empty)


def _parameter_rows(pack: Pack, identifier: str) -> list[list[str | None]]:
    return [
        [str(v.holds_from), str(min(v.holds_until, FOREVER)), v.key, str(v.value)]
        for v in pack.parameters[identifier].values
        if v.value is not None
    ]


def _scan(
    pack: Pack,
    dataset: Dataset,
    query: FusedQuery,
    deliveries: Sequence[Delivery],
    path_of: Callable[[Delivery], Path],
) -> list[Row]:
    import duckdb

    paths = [path_of(d) for d in deliveries]
    for delivery, path in zip(deliveries, paths, strict=True):
        _check_file(delivery, path)
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        _register(connection, pack, dataset, paths)
        try:
            table = connection.execute(query.sql).fetchall()
        except duckdb.Error as error:
            raise EngineError(
                f"dataset '{dataset.id}' kan niet worden uitgerekend: {error}"
            ) from error
    return [row for line in table for row in _rows_of(line, query, deliveries)]


def _check_file(delivery: Delivery, path: Path) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}): het bestand {path.name} met "
            "geaccepteerde rijen is er niet. Zet het terug uit een reservekopie."
        ) from error
    if found != delivery.rows_sha256:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}, {delivery.organisation}, "
            f"{delivery.period}): de geaccepteerde rijen zijn veranderd na ontvangst "
            f"(sha256 {found[:12]}, in het log {delivery.rows_sha256[:12]})."
        )


def _register(connection: Any, pack: Pack, dataset: Dataset, paths: Sequence[Path]) -> None:
    listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
    connection.execute(
        f"CREATE TEMP VIEW rijen AS SELECT file_index AS _levering, * FROM read_parquet([{listed}])"
    )
    for name, file in (dataset.reference or {}).items():
        path = str(pack.folder / file).replace("'", "''")
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT * FROM read_csv('{path}', sample_size = -1)"
        )
    for name, identifier in (dataset.view_parameters or {}).items():
        connection.execute(
            f"CREATE TEMP TABLE {name} "
            "(vanaf DATE, tot DATE, sleutel VARCHAR, waarde DECIMAL(38, 9))"
        )
        rows = _parameter_rows(pack, identifier)
        if rows:
            connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", rows)


def _rows_of(
    line: tuple[Any, ...], query: FusedQuery, deliveries: Sequence[Delivery]
) -> Iterable[Row]:
    delivery = deliveries[line[0]]
    if query.by_row:
        organisation, period = line[1], line[2]
    else:
        organisation, period = delivery.organisation, str(delivery.period)
    first = query.keys - len(query.dimensions)
    dims = tuple(
        (name, "" if line[first + i] is None else str(line[first + i]))
        for i, name in enumerate(query.dimensions)
    )
    for slot in query.slots:
        kept = line[slot.rows]
        empty = 0 if slot.empty is None else line[slot.empty] - kept
        if kept == 0 and empty == 0:
            continue
        value = line[slot.value]
        head: Head = (delivery.id, organisation, period, dims, slot.component)
        if slot.aggregate is Aggregate.HISTOGRAM and value:
            for i, (bin_start, count) in enumerate(sorted(value.items())):
                first_bin = i == 0  # so that the counts add up to what they are
                yield Row(
                    *head, int(bin_start), Decimal(count), kept * first_bin, empty * first_bin
                )
        else:
            number = None if value is None or value == {} else Decimal(value)
            yield Row(*head, None, number, kept, empty)


def _write(folder: Path, deliveries: set[str], rows: list[Row]) -> None:
    """Add a segment; when there are many, put them together in one."""
    name = _write_one(folder, deliveries, rows)
    others = sorted(s for s in folder.glob("*.parquet") if s.stem != name)
    if len(others) >= KEPT:
        known, all_rows = _read(folder, None)
        _write_one(folder, known, all_rows)  # first the whole, then away with the parts
        for segment in others:
            segment.unlink(missing_ok=True)


def _write_one(folder: Path, deliveries: set[str], rows: list[Row]) -> str:
    """Write one segment under a temporary name and rename it: it is there whole, or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            ("delivery", pa.string()),
            ("organisation", pa.string()),
            ("period", pa.string()),
            ("dimensions", pa.string()),
            ("component", pa.string()),
            ("bin", pa.int64()),
            ("value", pa.string()),
            ("rows", pa.int64()),
            ("empty", pa.int64()),
        ],
        metadata={"deliveries": json.dumps(sorted(deliveries))},
    )
    columns: list[list[Any]] = [list(c) for c in zip(*rows, strict=True)]
    columns = columns or [[] for _ in Row._fields]
    columns[3] = [json.dumps(d) for d in columns[3]]
    columns[6] = [None if v is None else str(v) for v in columns[6]]
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("".join(sorted(deliveries)).encode()).hexdigest()[:24]
    temporary = folder / f".{name}.{os.getpid()}"
    pq.write_table(pa.table(columns, schema=schema), temporary, compression="zstd")
    temporary.rename(folder / f"{name}.parquet")
    return name


def _read(folder: Path, wanted: set[str] | None) -> tuple[set[str], list[Row]]:
    import pyarrow.parquet as pq

    known: set[str] = set()
    rows: list[Row] = []
    for segment in sorted(folder.glob("*.parquet")):
        table = pq.read_table(segment)
        covered = set(json.loads(table.schema.metadata[b"deliveries"]))
        fresh = covered - known
        known |= covered
        dims: dict[str, Dimensions] = {}
        for raw in zip(*(c.to_pylist() for c in table.columns), strict=True):
            if raw[0] in fresh and (wanted is None or raw[0] in wanted):
                if raw[3] not in dims:
                    dims[raw[3]] = tuple((k, v) for k, v in json.loads(raw[3]))
                value = None if raw[6] is None else Decimal(raw[6])
                rows.append(
                    Row(raw[0], raw[1], raw[2], dims[raw[3]], raw[4], raw[5], value, raw[7], raw[8])
                )
    return known, rows
