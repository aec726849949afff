"""The things that are timed, each run in a process of its own so that its memory can be read.

`python -m verantwoord_bench.tasks NAME FOLDER` prints one line of JSON: seconds, peak memory and a
digest of the answers. The digest shows that contestants compute the same.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack
from verantwoord_bench import checking, growth
from verantwoord_bench.data import deliveries_of

if TYPE_CHECKING:
    from verantwoord.engine.cache import Components
    from verantwoord.engine.plan import RowFile

Totals = dict[str, Decimal]
HAND = Path(__file__).parent / "hand"


@cache
def _pack(folder: Path) -> Pack:
    from verantwoord.model.loading import load_pack

    return load_pack(folder / "pack")


def _components(folder: Path, cache: Path | None, deliveries: list[Delivery]) -> list[Components]:
    """Components of all indicators, every file that is scanned checked against the log."""
    from verantwoord.engine.cache import components
    from verantwoord.engine.intact import check_files
    from verantwoord.engine.plan import plans, row_file
    from verantwoord.engine.runners import duckdb

    pack = _pack(folder)
    by_id = {d.id: d for d in deliveries}

    def path(delivery: Delivery) -> Path:
        return folder / delivery.file_name

    def files(ids: Sequence[str]) -> list[RowFile]:
        return [row_file(by_id[i], path(by_id[i])) for i in ids]

    found = []
    for plan in plans(pack, pack.indicators.values()):
        dataset = pack.datasets[plan.dataset]
        mine = [d for d in deliveries if d.dataset == (dataset.base or dataset.id)]
        check = partial(_check, check_files, by_id, path)
        found.append(components(plan, duckdb, [d.id for d in mine], files, cache, check))
    return found


def _check(check_files: Any, by_id: dict[str, Delivery], path: Any, files: Any) -> None:
    check_files((by_id[f.delivery] for f in files), path)


def _engine(folder: Path, cache: Path | None, deliveries: list[Delivery]) -> tuple[Totals, int]:
    """Components of all indicators; the totals are for comparing with others."""
    found = _components(folder, cache, deliveries)
    totals: Totals = {}
    for result in found:
        values = (
            result.table.unify_dictionaries()
            .group_by("component")
            .aggregate([("value", "sum"), ("value", "max"), ("value", "min")])
        )
        for line in values.to_pylist():
            name = line["component"]
            kind = {"hoogste": "max", "laagste": "min"}.get(name.rpartition(".")[2], "sum")
            totals[name] = line[f"value_{kind}"]
    return totals, sum(r.scanned for r in found)


def cold(folder: Path) -> Callable[[], Totals]:
    """Everything from nothing, the cache written too."""
    deliveries = deliveries_of(folder)
    empty = Path(tempfile.mkdtemp())
    return lambda: _engine(folder, empty, deliveries)[0]


def warm(folder: Path) -> Callable[[], Totals]:
    """Nothing changed since the last run."""
    deliveries = deliveries_of(folder)
    filled = _filled(folder, deliveries)

    def run() -> Totals:
        totals, scanned = _engine(folder, filled, deliveries)
        assert scanned == 0, f"{scanned} files were read"
        return totals

    return run


def _corrected(folder: Path) -> tuple[Path, list[Delivery]]:
    """A full cache, and the deliveries after one of the meters was corrected."""
    deliveries = deliveries_of(folder)
    copy = Path(tempfile.mkdtemp()) / "cache"
    shutil.copytree(_filled(folder, deliveries), copy)
    old = deliveries[7]
    new = replace(old, id=hashlib.sha256(b"correction").hexdigest(), replaces=(old.id,))
    return copy, [*deliveries[:7], new, *deliveries[8:]]


def correction(folder: Path) -> Callable[[], Totals]:
    """One delivery was corrected; all components are read back too."""
    copy, corrected = _corrected(folder)

    def run() -> Totals:
        totals, scanned = _engine(folder, copy, corrected)
        assert scanned == 1, f"{scanned} files were read"
        return totals

    return run


def correction_step(folder: Path) -> Callable[[], Totals]:
    """The step that a correction adds, without adding up its answers."""
    copy, corrected = _corrected(folder)

    def run() -> Totals:
        scanned = sum(r.scanned for r in _components(folder, copy, corrected))
        assert scanned == 1, f"{scanned} files were read"
        return {}

    return run


def _filled(folder: Path, deliveries: list[Delivery]) -> Path:
    filled = folder / "cache"
    _engine(folder, filled, deliveries)
    return filled


def hand(folder: Path, *, intact: bool = False) -> Callable[[], Totals]:
    """One fused DuckDB query per dataset, by hand, in the fastest form that we found.

    Predicates stand once, the names of the files are a value and not text, one connection does all.
    With `intact` every file is held against the log too, as the engine does before it counts.
    """
    deliveries = deliveries_of(folder)

    def whole() -> None:
        for d in deliveries:
            with (folder / d.file_name).open("rb") as file:
                assert hashlib.file_digest(file, "sha256").hexdigest() == d.stored_sha256

    def run() -> Totals:
        import duckdb

        if intact:
            whole()
        totals: Totals = {}
        with duckdb.connect() as connection:
            connection.execute("SET preserve_insertion_order = false")
            for dataset in ("meters", "relaties", "reizen"):
                files = [str(folder / d.file_name) for d in deliveries if d.dataset == dataset]
                sql = (HAND / f"{dataset}.sql").read_text("utf-8")
                airports = str(folder / "pack" / "reference" / "luchthavens.csv")
                sql = sql.replace("$luchthavens", f"'{airports}'")
                connection.execute("SET VARIABLE bestanden = ?", [files])
                cursor = connection.execute(sql.replace("$files", "getvariable('bestanden')"))
                names = [c[0] for c in cursor.description or []]
                _fold(totals, names, cursor.fetchall())
        return totals

    return run


def _fold(totals: Totals, names: list[str], lines: list[tuple[Any, ...]]) -> None:
    """Add up per-delivery answers; columns that begin with max_ or min_ are not added."""
    for line in lines:
        for name, cell in list(zip(names, line, strict=True))[1:]:
            if cell is None:
                continue
            value = Decimal(str(cell))
            seen = totals.get(name)
            if seen is None:
                totals[name] = value
            elif name.endswith("hoogste"):
                totals[name] = max(seen, value)
            elif name.endswith("laagste"):
                totals[name] = min(seen, value)
            else:
                totals[name] = seen + value


def plain_sum(folder: Path) -> Callable[[], Totals]:
    """The floor: one plain sum over the meters."""
    files = [str(folder / d.file_name) for d in deliveries_of(folder) if d.dataset == "meters"]

    def run() -> Totals:
        import duckdb

        with duckdb.connect() as connection:
            sql = f"SELECT sum(kwh) FROM read_parquet({files})"
            return {"meters.verbruik": Decimal(connection.execute(sql).fetchall()[0][0])}

    return run


def polars(folder: Path) -> Callable[[], Totals]:
    """Polars, lazily, one query per dataset."""
    import polars  # noqa: F401  # before the clock runs

    from verantwoord_bench.others import polars_totals

    deliveries = deliveries_of(folder)
    return lambda: polars_totals(folder, deliveries)


def _pandas(how: str) -> Callable[[Path], Callable[[], Totals]]:
    def task(folder: Path) -> Callable[[], Totals]:
        import pandas  # noqa: F401  # before the clock runs

        from verantwoord_bench import others

        deliveries = deliveries_of(folder)
        return lambda: getattr(others, how)(folder, deliveries)

    return task


TASKS: dict[str, Callable[[Path], Callable[[], Totals]]] = {
    "engine-cold": cold,
    "engine-warm": warm,
    "engine-correction-step": correction_step,
    "engine-correction": correction,
    "hand-sql": hand,
    "hand-sql-intact": partial(hand, intact=True),
    "plain-sum": plain_sum,
    "polars": polars,
    "pandas": _pandas("pandas_per_file"),
    "pandas-whole": _pandas("pandas_whole"),
    "check-csv": checking.check_csv,
    "check-csv-hand": partial(checking.hand_csv, "upload"),
    "check-csv-hand-looked": partial(checking.hand_csv, "upload_looked"),
    "check-xlsx": checking.check_xlsx,
    "read-xlsx": checking.read_xlsx,
    "frictionless": checking.frictionless,
}


def _rows_task(folder: Path, rows: int) -> Callable[[], Totals]:
    chosen: list[Delivery] = []
    for delivery in deliveries_of(folder):
        if delivery.dataset == "meters" and sum(d.rows for d in chosen) < rows:
            chosen.append(delivery)
    empty = Path(tempfile.mkdtemp())
    return lambda: _engine(folder, empty, chosen)[0]


def _import_first() -> None:
    """Loading libraries is not what is compared; do it before the clock runs."""
    import duckdb
    import numpy
    import pyarrow

    import verantwoord.engine.compute
    import verantwoord.model.loading  # noqa: F401

    duckdb.connect().execute("SELECT 1").fetchall()
    pyarrow.table({"a": [1]})  # where pandas is installed, this imports it
    pyarrow.array(numpy.zeros(1))  # imports numpy.ma


def measure(name: str, folder: Path) -> dict[str, Any]:
    """Run one task once and return seconds, CPU seconds, peak memory and a digest of its answers.

    CPU counts this process and its ended children, user and system together.
    """
    _import_first()
    _pack(folder)
    if name.startswith("rows-"):
        run = _rows_task(folder, int(name.removeprefix("rows-")))
    elif name.startswith("growth-"):
        run = growth.task(folder / name, growth.SIZES[name.removeprefix("growth-")])
    else:
        run = TASKS[name](folder)
    start, used = time.perf_counter(), _cpu()
    totals = run()
    seconds, cpu = time.perf_counter() - start, _cpu() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # contestants that compute in floats are off behind the tenth digit
    answers = {k: f"{v:.9e}" for k, v in sorted(totals.items())}
    digest = hashlib.sha256(json.dumps(answers).encode()).hexdigest()[:12]
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak_mb": peak,
        "digest": digest,
        "answers": answers,
    }


def _cpu() -> float:
    found = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in found)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
