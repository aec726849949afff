"""Each file gets an empty database of its own, in an engine that a process starts once."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

import duckdb
import pytest

from verantwoord.deliveries.database import database
from verantwoord.scratch import scratch_folder

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_nothing_of_one_file_is_seen_from_the_next(tmp_path: Path) -> None:
    with database(tmp_path) as con:
        con.execute("CREATE VIEW ruw AS SELECT 1; CREATE TABLE schoon AS SELECT 2 AS geheim")
    with database(tmp_path) as con:
        for table in ("ruw", "schoon"):
            with pytest.raises(duckdb.CatalogException):
                con.execute(f"FROM {table}")
        found = con.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    assert found == (0,)


def test_two_files_at_once_do_not_see_each_other(tmp_path: Path) -> None:
    with database(tmp_path) as one, database(tmp_path) as other:
        one.execute("CREATE TABLE rijen AS SELECT 'een' AS van")
        other.execute("CREATE TABLE rijen AS SELECT 'ander' AS van")
        assert one.execute("FROM rijen").fetchall() == [("een",)]
        assert other.execute("FROM rijen").fetchall() == [("ander",)]


def test_a_query_that_fails_leaves_nothing_for_the_next_file(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error), database(tmp_path) as con:
        con.execute("CREATE TABLE rijen AS SELECT 1 AS n; BEGIN")
        con.execute("SELECT CAST('x' AS INTEGER) FROM rijen").fetchall()
    with database(tmp_path) as con, pytest.raises(duckdb.CatalogException):
        con.execute("FROM rijen")


def test_an_engine_that_broke_is_not_used_again(tmp_path: Path) -> None:
    with database(tmp_path) as con:
        con.close()  # as after an error that ends the engine: it cannot let go any more
    with database(tmp_path) as con:
        assert con.execute("SELECT 1").fetchall() == [(1,)]


def test_a_file_is_judged_with_bounded_memory_and_without_network(tmp_path: Path) -> None:
    with database(tmp_path) as con:
        asked = "memory_limit", "autoinstall_known_extensions", "autoload_known_extensions"
        said = [con.execute(f"SELECT current_setting('{a}')").fetchone() for a in asked]
        zone = con.execute("SELECT current_setting('TimeZone')").fetchone()
    assert said == [("953.6 MiB",), (False,), (False,)]
    assert zone == ("UTC",)


def _adds(place: str) -> None:
    with database(Path(place).parent) as con:
        con.execute("CREATE TABLE rijen AS SELECT 1 AS n")
        Path(place).write_text(str(con.execute("FROM rijen").fetchall()), "utf-8")


@FORKS
def test_a_process_that_was_forked_off_starts_an_engine_of_its_own(tmp_path: Path) -> None:
    with database(tmp_path) as con:
        con.execute("CREATE TABLE rijen AS SELECT 0 AS n")
        child = multiprocessing.get_context("fork").Process(
            target=_adds, args=(str(tmp_path / "said"),)
        )
        child.start()
        child.join(60)
        assert con.execute("FROM rijen").fetchall() == [(0,)]
    assert (tmp_path / "said").read_text("utf-8") == "[(1,)]"


def test_an_engine_that_wrote_in_the_folder_of_a_file_goes_with_it(tmp_path: Path) -> None:
    """The folder goes with the file; what comes next writes in its own."""
    for name in ("een", "twee"):
        folder = tmp_path / name
        folder.mkdir()
        with database(folder) as con:
            con.execute("SET memory_limit = '50MB'; SET preserve_insertion_order = false")
            con.execute("CREATE TABLE groot AS SELECT i, hash(i) AS h FROM range(4000000) t(i)")
            con.execute("SELECT count(*) FROM (SELECT * FROM groot ORDER BY h)").fetchall()
            assert (folder / "duckdb").is_dir()  # it did write there
        assert not list((folder / "duckdb").glob("*"))
    with database(tmp_path / "drie") as con:
        said = con.execute("SELECT current_setting('memory_limit')").fetchone()
    assert said == ("953.6 MiB",)  # the engine of before is gone, with what was set in it


@FORKS
def test_a_process_that_ends_at_once_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is forked off ends without clearing up; then nothing may be left to clear."""
    kept = tmp_path / "tmp"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    child = os.fork()
    if not child:
        with scratch_folder() as folder, database(folder) as con:
            con.execute("CREATE TABLE rijen AS SELECT 1 AS n")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert list(kept.iterdir()) == []
