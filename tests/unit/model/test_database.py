"""A query of a pack reads what it was opened for, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from verantwoord.model import database
from verantwoord.model.database import seal, timed

REFUSED = (
    "SELECT * FROM read_csv('{outside}/geheim.csv')",
    "SELECT * FROM read_text('{inside}/../buiten/geheim.csv')",
    "SELECT * FROM glob('{outside}/*')",
    "COPY (SELECT 1) TO '{outside}/nieuw.csv'",
    "ATTACH '{outside}/nieuw.db'",
    "INSTALL httpfs",
    "SET enable_external_access = true",
)


@pytest.mark.parametrize("query", REFUSED)
def test_outside_its_folders_a_query_reaches_nothing(tmp_path: Path, query: str) -> None:
    for name in ("binnen", "buiten"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "geheim.csv").write_text("a\n1\n")
    with duckdb.connect() as connection:
        seal(connection, [tmp_path / "binnen"])
        own = f"SELECT * FROM read_csv('{tmp_path}/binnen/geheim.csv')"
        assert connection.execute(own).fetchall() == [(1,)]
        try:
            found = connection.execute(
                query.format(inside=tmp_path / "binnen", outside=tmp_path / "buiten")
            ).fetchall()
        except duckdb.Error:
            found = []
        assert not found
    assert sorted(p.name for p in (tmp_path / "buiten").iterdir()) == ["geheim.csv"]


def test_a_folder_with_a_quote_in_its_name_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "o'h").mkdir()
    (tmp_path / "o'h/a.csv").write_text("a\n1\n")
    with duckdb.connect() as connection:
        seal(connection, [tmp_path / "o'h"])
        path = str(tmp_path / "o'h/a.csv").replace("'", "''")
        assert connection.execute(f"SELECT * FROM read_csv('{path}')").fetchall() == [(1,)]


def test_a_query_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_seconds", [0.2])
    rows = ", ".join(f"range(1000000) r{i}" for i in range(4))
    started = time.process_time()
    with duckdb.connect() as connection:
        with timed(connection), pytest.raises(duckdb.InterruptException):
            connection.execute(f"SELECT count(*) FROM {rows} WHERE hash(r0, r1, r2, r3) = 1")
        assert connection.execute("SELECT 1").fetchall() == [(1,)]  # and it still works
    assert time.process_time() - started < 60
