"""Each file gets an empty database of its own, in an engine that a process starts once."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import duckdb
import pytest

from verantwoord.deliveries.database import database


def test_nothing_of_one_file_is_seen_from_the_next() -> None:
    with database() as con:
        con.execute("CREATE VIEW ruw AS SELECT 1; CREATE TABLE schoon AS SELECT 2 AS geheim")
    with database() as con:
        for table in ("ruw", "schoon"):
            with pytest.raises(duckdb.CatalogException):
                con.execute(f"FROM {table}")
        found = con.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    assert found == (0,)


def test_two_files_at_once_do_not_see_each_other() -> None:
    with database() as one, database() as other:
        one.execute("CREATE TABLE rijen AS SELECT 'een' AS van")
        other.execute("CREATE TABLE rijen AS SELECT 'ander' AS van")
        assert one.execute("FROM rijen").fetchall() == [("een",)]
        assert other.execute("FROM rijen").fetchall() == [("ander",)]


def test_a_query_that_fails_leaves_nothing_for_the_next_file() -> None:
    with pytest.raises(duckdb.Error), database() as con:
        con.execute("CREATE TABLE rijen AS SELECT 1 AS n; BEGIN")
        con.execute("SELECT CAST('x' AS INTEGER) FROM rijen").fetchall()
    with database() as con, pytest.raises(duckdb.CatalogException):
        con.execute("FROM rijen")


def test_an_engine_that_broke_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with database() as con:
        con.close()  # as after an error that ends the engine: it cannot let go any more
    with database() as con:
        assert con.execute("SELECT 1").fetchall() == [(1,)]


def test_a_file_is_judged_with_bounded_memory_and_without_network() -> None:
    with database() as con:
        asked = "memory_limit", "autoinstall_known_extensions", "autoload_known_extensions"
        said = [con.execute(f"SELECT current_setting('{a}')").fetchone() for a in asked]
        zone = con.execute("SELECT current_setting('TimeZone')").fetchone()
    assert said == [("953.6 MiB",), (False,), (False,)]
    assert zone == ("UTC",)


def _adds(place: str) -> None:
    with database() as con:
        con.execute("CREATE TABLE rijen AS SELECT 1 AS n")
        Path(place).write_text(str(con.execute("FROM rijen").fetchall()), "utf-8")


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here"
)
def test_a_process_that_was_forked_off_starts_an_engine_of_its_own(tmp_path: Path) -> None:
    with database() as con:
        con.execute("CREATE TABLE rijen AS SELECT 0 AS n")
        child = multiprocessing.get_context("fork").Process(
            target=_adds, args=(str(tmp_path / "said"),)
        )
        child.start()
        child.join(60)
        assert con.execute("FROM rijen").fetchall() == [(0,)]
    assert (tmp_path / "said").read_text("utf-8") == "[(1,)]"
