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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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

    sql: str
    definition: str
    scanned: int
    load: Callable[[], list[Row]]

    @cached_property
    def rows(self) -> list[Row]:
        """The rows; read back from the cache only when somebody asks for them."""
        return self.load()


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

    Shape:    deliveries of one dataset -> rows, in no particular order.
    Unit:     each component in its own unit.
    Missing:  a delivery without rows gives none, and is remembered as such.
    Rounding: none; values are DECIMAL(38, 9) or smaller scales.
    Errors:   EngineError if a file is not the one that the log names.
    Source:   DESIGN 5; adr/2026-11-23-components-in-segments.md.
    """
    definition = _definition(pack, dataset, query)
    folder = cache / dataset.id / definition[:16] if cache else None
    known = _covered(folder) if folder else {}
    new = [d for d in deliveries if not any(d.id in c for c in known.values())]
    fresh: list[tuple[set[str], Any]] = []
    if new:
        fresh = [({d.id for d in new}, _scan(pack, dataset, query, new, path_of))]
        if folder:
            _write(folder, known, *fresh[0])
        if progress:
            progress(len(new))
    segments = [] if folder is None else sorted(folder.glob("*.parquet"))

    def load() -> list[Row]:
        return _rows(map(_read, segments) if folder else fresh, query, deliveries)

    return Result(query.sql, definition, len(new), load)


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
) -> Any:
    import duckdb
    import pyarrow as pa

    paths = [path_of(d) for d in deliveries]
    with ThreadPoolExecutor(max_workers=1) as aside:  # hashing goes on beside the query
        intact = aside.submit(_check_files, deliveries, paths)
        try:
            with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as connection:
                connection.execute("SET preserve_insertion_order = false")
                _register(connection, pack, dataset, paths)
                table = connection.sql(query.sql).to_arrow_table()
        except duckdb.Error as error:
            intact.result()  # a file that is gone or changed is the better explanation
            raise EngineError(
                f"dataset '{dataset.id}' kan niet worden uitgerekend: {error}"
            ) from error
        intact.result()
    names = pa.array([d.id for d in deliveries])
    return table.set_column(0, "_levering", names.take(table.column(0)))


def _check_files(deliveries: Sequence[Delivery], paths: Sequence[Path]) -> None:
    for delivery, path in zip(deliveries, paths, strict=True):
        _check_file(delivery, path)


def _check_file(delivery: Delivery, path: Path) -> None:
    try:
        with path.open("rb", buffering=0) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}): het bestand {path.name} met "
            "geaccepteerde rijen is er niet. Zet het terug uit een reservekopie."
        ) from error
    if found != delivery.stored_sha256:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}, {delivery.organisation}, "
            f"{delivery.period}): de geaccepteerde rijen zijn veranderd na ontvangst "
            f"(sha256 {found[:12]}, in het log {delivery.stored_sha256[:12]})."
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


def _rows(
    tables: Iterable[tuple[set[str], Any]], query: FusedQuery, deliveries: Sequence[Delivery]
) -> list[Row]:
    wanted = {d.id: d for d in deliveries}
    seen: set[str] = set()
    rows: list[Row] = []
    for covered, table in tables:
        keep = (covered - seen) & wanted.keys()
        seen |= covered
        for line in zip(*(c.to_pylist() for c in table.columns), strict=True):
            if line[0] in keep:
                rows += _rows_of(line, query, wanted[line[0]])
    return rows


def _rows_of(line: tuple[Any, ...], query: FusedQuery, delivery: Delivery) -> Iterable[Row]:
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
            for i, (bin_start, count) in enumerate(sorted(value)):
                first_bin = i == 0  # so that the counts add up to what they are
                yield Row(
                    *head, int(bin_start), Decimal(count), kept * first_bin, empty * first_bin
                )
        else:
            number = None if value is None or value == [] else Decimal(value)
            yield Row(*head, None, number, kept, empty)


def _covered(folder: Path) -> dict[Path, set[str]]:
    """Return which deliveries each segment holds, without reading the segments."""
    import pyarrow.parquet as pq

    return {
        path: set(json.loads(pq.read_metadata(path).metadata[b"deliveries"]))
        for path in sorted(folder.glob("*.parquet"))
    }


def _read(path: Path) -> tuple[set[str], Any]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(path).read()
    return set(json.loads(table.schema.metadata[b"deliveries"])), table


def _write(folder: Path, known: dict[Path, set[str]], covered: set[str], table: Any) -> None:
    """Add a segment; when there are many, put all together in one.

    A segment is written under a temporary name and renamed: it is there whole, or not at all.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    old = list(known) if len(known) >= KEPT else []
    if old:
        covered = covered.union(*(known[p] for p in old))
        table = pa.concat_tables([*(_read(p)[1] for p in old), table])
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("".join(sorted(covered)).encode()).hexdigest()[:24]
    named = table.replace_schema_metadata({"deliveries": json.dumps(sorted(covered))})
    temporary = folder / f".{name}.{os.getpid()}"
    pq.write_table(named, temporary, compression="zstd")
    temporary.rename(folder / f"{name}.parquet")
    for segment in old:  # first the whole, then away with the parts
        if segment.stem != name:
            segment.unlink(missing_ok=True)
