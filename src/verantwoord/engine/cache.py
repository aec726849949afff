"""Keeps what a plan gave per delivery, so that a delivery is scanned once.

`components/<dataset>/<key>/<segment>.arrow`. The key is a hash of the plan, of the runner and of
the program that carries out plans: another definition, reference file, parameter value or version
is another folder. A segment holds the components of the deliveries of one run and names them in its
metadata, also those without rows. Its name is the hash of those names, so that two processes that
make the same segment make the same file.

Two processes may use one cache. A segment is written under a temporary name and renamed: it is
there whole or not at all. When there are many, a writer puts them together under a lock and only
then takes the parts away. A reader that finds a segment gone lists again: what it held is in
another. A delivery that stands in two segments counts once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import filelock
import numpy as np
import pyarrow as pa

from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import SCHEMA, Plan, RowFile
from verantwoord.engine.runners import Runner
from verantwoord.scratch import clear, scratch_folder

KEPT = 8  # more segments than this are put together
_WRITE = pa.ipc.IpcWriteOptions(compression="zstd")  # read ten times as fast as Parquet
_READ = pa.ipc.IpcReadOptions(use_threads=False)
TRIES = 20  # a reader is overtaken by a writer at most now and then


@dataclass(frozen=True)
class Components:
    """What the files of a plan gave, and how many of them were scanned for it."""

    table: pa.Table
    scanned: int


class _Segment(NamedTuple):
    deliveries: frozenset[str]
    table: pa.Table


def components(
    plan: Plan,
    runner: Runner,
    deliveries: Sequence[str],
    files: Callable[[Sequence[str]], Sequence[RowFile]],
    folder: Path | None,
    check: Callable[[Sequence[RowFile]], None] = lambda files: None,
) -> Components:
    """Return the components of some deliveries, scanning only those not seen before.

    Shape:    a plan, ids, and what gives the files of some of them -> a table of `SCHEMA` about
              these deliveries and no others. Only for what is scanned files are asked.
    Missing:  a file without rows gives none, and is remembered as such.
    Errors:   EngineError; what `check` raises about the files that are scanned comes first.
    Source:   adr/2026-11-23-components-in-segments.md.
    """
    mine = folder / plan.dataset / _key(plan, runner) if folder else None
    if mine:
        clear(_place(mine))
    segments = _read_all(mine) if mine else {}
    known = frozenset().union(*(s.deliveries for s in segments.values()))
    new = [d for d in deliveries if d not in known]
    parts = list(segments.values())
    if new:
        fresh = _Segment(frozenset(new), _scan(plan, runner, files(new), check))
        parts.append(fresh)
        if mine:
            _write(mine, fresh)
            if len(segments) >= KEPT:
                _put_together(mine)
    return Components(_chosen(parts, set(deliveries)), len(new))


def _scan(
    plan: Plan,
    runner: Runner,
    files: Sequence[RowFile],
    check: Callable[[Sequence[RowFile]], None],
) -> pa.Table:
    with ThreadPoolExecutor(max_workers=1) as aside:  # hashing goes on beside the query
        intact = aside.submit(check, files)
        try:
            table = runner.run(plan, files)
        except EngineError:
            intact.result()  # a file that is gone or changed is the better explanation
            raise
        intact.result()
    return table


def _key(plan: Plan, runner: Runner) -> str:
    text = json.dumps([plan.sha256, runner.NAME, _program()])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@cache
def _program() -> str:
    """A hash of the sources that turn a plan into numbers."""
    here = Path(__file__).parent
    sources = [here / "plan.py", *here.glob("runners/*.py"), *here.parent.glob("formula/*.py")]
    found = hashlib.sha256()
    for path in sorted(sources):
        found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()


def _read_all(folder: Path) -> dict[Path, _Segment]:
    """Read every segment; start again when one was put together with others meanwhile."""
    for _ in range(TRIES):
        try:
            found = {p: _read(p) for p in sorted(folder.glob("*.arrow"))}
        except FileNotFoundError:
            continue
        return {p: s for p, s in found.items() if s is not None}
    raise EngineError(
        f"{folder} verandert voortdurend; wacht tot de andere berekening klaar is "
        "en probeer het opnieuw.",
        f"{folder} keeps changing; wait until the other computation is done and try again.",
    )


def _read(path: Path) -> _Segment | None:
    """Read a segment; None for one that a crash of the machine left half: it is made again."""
    try:
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file, options=_READ).read_all()
        table.validate(full=True)
        named = json.loads((table.schema.metadata or {})[b"deliveries"])
    except OSError as error:
        if error.errno is not None:
            raise
        return None  # what Arrow says of bytes that cannot be unpacked
    except (pa.ArrowInvalid, KeyError):
        return None
    return _Segment(frozenset(named), table.replace_schema_metadata(None))


def _write(folder: Path, segment: _Segment) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    named = json.dumps(sorted(segment.deliveries))
    path = folder / f"{hashlib.sha256(named.encode()).hexdigest()[:24]}.arrow"
    table = segment.table.replace_schema_metadata({"deliveries": named})
    whole = table.unify_dictionaries().combine_chunks()  # a file has one dictionary per column
    with scratch_folder(_place(folder)) as ours:
        half = ours / path.name
        with half.open("wb") as file, pa.ipc.new_file(file, whole.schema, options=_WRITE) as w:
            w.write_table(whole)
        half.replace(path)
    return path


def _place(folder: Path) -> Path:
    """Where unfinished segments are, of all plans: the next run has perhaps another plan."""
    return folder.parents[1]


def _put_together(folder: Path) -> None:
    """Replace all segments by one that holds the same; another process may be reading them."""
    with (
        contextlib.suppress(filelock.Timeout),  # another process is doing it
        filelock.FileLock(folder / ".lock", timeout=0),
    ):
        segments = _read_all(folder)
        whole = frozenset().union(*(s.deliveries for s in segments.values()))
        path = _write(folder, _Segment(whole, _chosen(segments.values(), whole)))
        for old in segments:
            if old != path:
                old.unlink(missing_ok=True)


def _chosen(segments: Iterable[_Segment], wanted: Iterable[str]) -> pa.Table:
    """Return the rows of the wanted deliveries, each from the first segment that has it."""
    left = set(wanted)
    parts = [SCHEMA.empty_table()]
    for segment in segments:
        take = left & segment.deliveries
        if take == segment.deliveries:
            parts.append(segment.table)
        elif take:
            parts.append(_only(segment.table, take))
        left -= take
    return pa.concat_tables(parts)


def _only(table: pa.Table, deliveries: Iterable[str]) -> pa.Table:
    names = table.unify_dictionaries().column("delivery").combine_chunks()
    chosen = np.isin(names.dictionary.to_pylist(), list(deliveries))
    return table.filter(pa.array(chosen[np.asarray(names.indices)]))
