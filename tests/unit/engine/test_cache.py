"""A delivery is scanned once, and never counted from something that has changed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from verantwoord.engine import cache
from verantwoord.engine.cache import KEPT, Components
from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import Field, Measure, Plan, RowFile
from verantwoord.engine.runners import duckdb
from verantwoord.model.dataset import Aggregate

PLAN = Plan(
    "t", (Measure("t.x", Aggregate.SUM, "x", None, False),), (), False, (Field("x", "integer"),)
)


@dataclass
class Counting:
    """DuckDB that remembers what it was asked for."""

    asked: list[list[str]] = field(default_factory=list)
    NAME: str = "counting"

    def sql(self, plan: Plan) -> str:
        return duckdb.sql(plan)

    def run(self, plan: Plan, files: Sequence[RowFile]) -> pa.Table:
        self.asked.append([f.delivery for f in files])
        return duckdb.run(plan, files)


@pytest.fixture
def files(tmp_path: Path) -> list[RowFile]:
    made = []
    for i in range(3 * KEPT):
        path = tmp_path / f"{i}.parquet"
        pq.write_table(pa.table({"x": pa.array([i], pa.int64())}), path)
        made.append(RowFile(f"d{i}", "alfa", "2024-01", path))
    return made


def components(plan: Plan, runner: Any, files: Sequence[RowFile], *rest: Any) -> Components:
    """Ask for the components of some files; each is only given when it is scanned."""
    by_id = {f.delivery: f for f in files}
    return cache.components(plan, runner, list(by_id), lambda ids: [by_id[i] for i in ids], *rest)


def total(table: pa.Table) -> Decimal:
    return sum(table.column("value").to_pylist(), Decimal(0))


def test_only_what_is_new_is_scanned_and_the_answer_is_about_what_was_asked(
    files: list[RowFile], tmp_path: Path
) -> None:
    runner = Counting()
    assert total(components(PLAN, runner, files[:3], tmp_path / "c").table) == 3
    found = components(PLAN, runner, files[1:5], tmp_path / "c")
    assert (found.scanned, total(found.table)) == (2, 1 + 2 + 3 + 4)
    assert runner.asked == [["d0", "d1", "d2"], ["d3", "d4"]]
    assert components(PLAN, runner, files[:5], tmp_path / "c").scanned == 0
    assert components(PLAN, runner, files[:5], None).scanned == 5


def test_a_file_without_rows_is_remembered(files: list[RowFile], tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": pa.array([], pa.int64())}), files[0].path)
    assert components(PLAN, duckdb, files[:1], tmp_path / "c").table.num_rows == 0
    assert components(PLAN, duckdb, files[:1], tmp_path / "c").scanned == 0


def test_many_segments_are_put_together_and_keep_their_rows(
    files: list[RowFile], tmp_path: Path
) -> None:
    for i in range(1, len(files) + 1):
        components(PLAN, duckdb, files[:i], tmp_path / "c")
    segments = list((tmp_path / "c").rglob("*.arrow"))
    assert len(segments) <= KEPT + 1
    found = components(PLAN, duckdb, files, tmp_path / "c")
    assert (found.scanned, total(found.table)) == (0, sum(range(len(files))))
    assert not list((tmp_path / "c").rglob("*.tmp"))


def test_a_delivery_in_two_segments_counts_once(files: list[RowFile], tmp_path: Path) -> None:
    """Two processes that start together both scan it."""
    one, two = tmp_path / "one", tmp_path / "two"
    components(PLAN, duckdb, files[:3], one)
    components(PLAN, duckdb, files[2:6], two)
    for segment in two.rglob("*.arrow"):
        segment.rename(one / segment.relative_to(two))
    assert len(list(one.rglob("*.arrow"))) == 2
    assert total(components(PLAN, duckdb, files[:6], one).table) == sum(range(6))


def test_a_reader_that_listed_before_a_writer_merged_finds_everything(
    files: list[RowFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(1, 4):
        components(PLAN, duckdb, files[:i], tmp_path / "c")
    folder = next((tmp_path / "c").rglob("*.arrow")).parent
    read, left = cache._read, [1, 1]

    def overtaken(path: Path) -> object:
        if left:
            left.pop()
            _merge(folder, read)
        return read(path)

    monkeypatch.setattr(cache, "_read", overtaken)
    found = components(PLAN, duckdb, files[:3], tmp_path / "c")
    assert (found.scanned, total(found.table)) == (0, 3)


def _merge(folder: Path, read: object) -> None:
    with pytest.MonkeyPatch.context() as m:
        m.setattr(cache, "_read", read)
        cache._put_together(folder)


def test_a_cache_that_never_comes_to_rest_is_said_so(
    files: list[RowFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    components(PLAN, duckdb, files[:1], tmp_path / "c")

    def gone(path: Path) -> object:
        raise FileNotFoundError(path)

    monkeypatch.setattr(cache, "_read", gone)
    with pytest.raises(EngineError, match="verandert voortdurend"):
        components(PLAN, duckdb, files[:1], tmp_path / "c")


def _work(folder: Path, files: list[RowFile], turn: int) -> int:
    for i in range(1, len(files) + 1):
        chosen = files[:i] if turn % 2 else files[-i:]
        found = components(PLAN, duckdb, chosen, folder)
        wanted = sum(int(f.delivery[1:]) for f in chosen)
        if total(found.table) != wanted:
            return 1
    return 0


@pytest.mark.slow
def test_several_processes_use_one_cache_at_once(files: list[RowFile], tmp_path: Path) -> None:
    """Each always gets the sum of what it asked for, whoever writes or merges meanwhile."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        jobs = [pool.apply_async(_work, (tmp_path / "c", files, t)) for t in range(3)]
        assert [job.get(timeout=300) for job in jobs] == [0, 0, 0]


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("filled", [False, True], ids=["short", "zeros"])
def test_a_half_segment_is_made_again(
    files: list[RowFile], tmp_path: Path, kept: float, filled: bool
) -> None:
    components(PLAN, duckdb, files[:2], tmp_path / "c")
    segment = next((tmp_path / "c").rglob("*.arrow"))
    whole = segment.read_bytes()
    half = whole[: min(int(len(whole) * kept), len(whole) - 8)]
    segment.write_bytes(half + b"\0" * (len(whole) - len(half)) * filled)
    found = components(PLAN, duckdb, files[:2], tmp_path / "c")
    assert (found.scanned, total(found.table)) == (2, 1)


def test_what_is_read_back_is_what_was_scanned(files: list[RowFile], tmp_path: Path) -> None:
    """Also after segments with other deliveries, so other dictionaries, were put together."""
    for i in range(1, len(files) + 1):
        components(PLAN, duckdb, files[:i], tmp_path / "c")
    back = components(PLAN, duckdb, files, tmp_path / "c")
    fresh = components(PLAN, duckdb, files, None)
    tables = [sorted(c.table.to_pylist(), key=str) for c in (back, fresh)]
    assert back.scanned == 0
    assert tables[0] == tables[1]


def test_another_plan_runner_or_program_is_another_folder(
    files: list[RowFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Counting()
    components(PLAN, runner, files[:1], tmp_path / "c")
    zero = replace(PLAN, measures=(replace(PLAN.measures[0], empty_is_zero=True),))
    assert components(zero, runner, files[:1], tmp_path / "c").scanned == 1
    assert components(PLAN, duckdb, files[:1], tmp_path / "c").scanned == 1
    monkeypatch.setattr(cache, "_program", lambda: "a later version")
    assert components(PLAN, runner, files[:1], tmp_path / "c").scanned == 1
    assert len(list((tmp_path / "c" / "t").iterdir())) == 4


def test_a_changed_file_is_a_better_explanation_than_a_query_that_fails(
    files: list[RowFile], tmp_path: Path
) -> None:
    def refuse(chosen: Sequence[RowFile]) -> None:
        raise EngineError(f"{chosen[0].delivery} is veranderd")

    files[0].path.write_bytes(b"no parquet")
    for plan in (PLAN, replace(PLAN, measures=(replace(PLAN.measures[0], column="y"),))):
        with pytest.raises(EngineError, match="d0 is veranderd"):
            components(plan, duckdb, files[:1], tmp_path / "c", refuse)
    assert not list((tmp_path / "c").rglob("*.arrow"))
