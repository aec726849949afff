"""The index is a convenience: the log is right, and whatever happens to the index is put right."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import csv_file
from verantwoord.deliveries import index as index_module
from verantwoord.deliveries import index_file
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.index_file import built
from verantwoord.deliveries.log import START, LogError, append, lines_from
from verantwoord.deliveries.status import index_is_right, status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period

MINI = Path(__file__).parents[2] / "packs" / "mini"
SRC = Path(__file__).parents[3] / "src"
DAY = dt.date(2024, 7, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path / "werk", MINI)
    for month in (1, 2, 3):
        send(made, month)
    return made


def send(workspace: Workspace, month: int, who: str = "alfa", extra: int = 0) -> Delivery:
    file = csv_file(workspace.path.parent, f"fte\n{month * 10 + extra}", f"{who}{month}{extra}.csv")
    return deliver(workspace, "fte", who, Period.month(2024, month), file, DAY)


def accepted(workspace: Workspace) -> int:
    return next(r.accepted for r in status(workspace, DAY).requests if r.request == "fte")


def broken_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[2000:] = os.urandom(len(content) - 2000)
    path.write_bytes(content)


def half_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("UPDATE meta SET value = '0' WHERE name = 'version'")


def another_end(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("UPDATE meta SET value = ? WHERE name = 'last'", ("f" * 64,))


def a_number_that_is_none(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("UPDATE meta SET value = 'x' WHERE name = 'whole'")


def no_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("DROP TABLE cells")


def no_meta(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("DELETE FROM meta")


def no_file(path: Path) -> None:
    path.unlink()


def no_database(path: Path) -> None:
    path.write_text("dit is geen database" * 200)


@pytest.mark.parametrize(
    "harm",
    [
        broken_pages,
        half_of_it,
        another_version,
        another_end,
        a_number_that_is_none,
        no_table,
        no_meta,
        no_file,
        no_database,
    ],
)
def test_a_harmed_index_is_made_anew_and_the_next_delivery_is_right(
    workspace: Workspace, harm: Callable[[Path], None]
) -> None:
    harm(workspace.index_path)
    with pytest.raises(NotDelivered, match="er is al een levering"):
        send(workspace, 2, extra=5)
    send(workspace, 4)
    assert accepted(workspace) == 4
    assert index_is_right(workspace)


def test_the_index_of_an_older_log_reads_on_and_of_another_log_is_made_anew(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = workspace.index_path.read_bytes()
    send(workspace, 4)
    workspace.index_path.write_bytes(old)
    assert accepted(workspace) == 4
    other = Workspace.create(tmp_path / "ander", MINI)
    send(other, 9, extra=1)
    other.index_path.write_bytes(workspace.index_path.read_bytes())
    assert accepted(other) == 1
    assert index_is_right(other)


def test_a_log_that_was_put_back_from_a_backup_is_followed(workspace: Workspace) -> None:
    """The index knows more than the log: the log is right."""
    lines = workspace.log_path.read_bytes().splitlines(keepends=True)
    workspace.log_path.write_bytes(b"".join(lines[:2]))
    assert accepted(workspace) == 2
    send(workspace, 3, extra=1)
    assert index_is_right(workspace)


def test_a_log_that_was_changed_after_the_index_is_an_error_where_it_is_read_on(
    workspace: Workspace,
) -> None:
    with workspace.log_path.open("ab") as log:
        log.write(b'{"before":"x","hash":"y","delivery":{}}\n')
    with pytest.raises(LogError, match="regel 4"):
        send(workspace, 4)


def test_a_changed_line_in_the_middle_is_found_when_the_log_is_verified(
    workspace: Workspace,
) -> None:
    text = workspace.log_path.read_text("utf-8")
    workspace.log_path.write_text(text.replace('"rows":1', '"rows":7', 1), "utf-8")
    with pytest.raises(LogError):
        index_is_right(workspace)
    with pytest.raises(LogError):
        workspace.deliveries()


def test_a_line_that_is_looked_up_must_fit_its_own_hash(workspace: Workspace) -> None:
    text = workspace.log_path.read_text("utf-8")
    workspace.log_path.write_text(text.replace('"rows":1', '"rows":7', 1), "utf-8")
    with workspace.index() as index, pytest.raises(LogError):
        index.deliveries("number = 1")


def test_where_nothing_may_be_written_the_index_is_made_in_memory(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(index_file, "_connected", refuse)
    assert accepted(workspace) == 3


def test_the_next_delivery_reads_only_the_end_of_the_log(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D19: every delivery read and hashed the whole log, twice. Counted in lines, not in time."""
    seen: list[int] = []

    def counted(path: Path, tail: object) -> object:
        for line in lines_from(path, tail):  # type: ignore[arg-type]
            seen.append(line[1].lines)
            yield line

    monkeypatch.setattr(index_module, "lines_from", counted)
    send(workspace, 4)
    assert seen == [4]


def test_a_long_log_is_taken_in_a_part_at_a_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_AT_ONCE", 2)
    workspace.index_path.unlink()
    assert accepted(workspace) == 3
    assert index_is_right(workspace)


def test_two_that_catch_up_at_once_take_in_every_line_once(workspace: Workspace) -> None:
    workspace.index_path.unlink()
    with workspace.index() as first:
        old = first.tail
        send(workspace, 4)  # by another
        assert first.tail.lines == old.lines + 1
        batch = list(lines_from(workspace.log_path, old))
        assert first._add(batch, old) is False
        first.catch_up()
        assert first.tail.lines == 4
    assert index_is_right(workspace)


def test_an_index_in_memory_says_the_same(workspace: Workspace) -> None:
    anew = built(workspace.log_path, workspace.cells_of)
    with workspace.index() as index:
        assert index.content() == anew.content()
    anew.con.close()


def test_an_empty_log_has_an_empty_index(tmp_path: Path) -> None:
    made = Workspace.create(tmp_path / "leeg", MINI)
    with made.index() as index:
        assert index.tail == START
    with made.index() as index:  # and the second time it is not made anew
        assert index.deliveries("1 = 1") == []


def test_a_delivery_is_made_though_the_index_breaks_in_the_middle(workspace: Workspace) -> None:
    """What the first look does not touch may be broken; then the index is made anew, once."""
    with closing(sqlite3.connect(workspace.index_path)) as con, con:
        con.execute("ALTER TABLE cells RENAME COLUMN unit TO anders")
    send(workspace, 4)
    assert accepted(workspace) == 4
    assert index_is_right(workspace)


def test_the_end_of_the_log_is_where_the_next_line_comes(workspace: Workspace) -> None:
    (*_, (last, tail)) = lines_from(workspace.log_path, START)
    assert tail.whole == workspace.log_path.stat().st_size
    assert append(workspace.log_path, last, tail).lines == 4
    (*_, (again, after)) = lines_from(workspace.log_path, START)
    assert (again, after.last_start) == (last, tail.whole)


def test_a_log_or_workspace_of_an_earlier_version_is_refused(workspace: Workspace) -> None:
    workspace.log_path.write_text('{"vorige":"0","hash":"1","levering":{"id":"x"}}\n')
    with pytest.raises(LogError, match="eerdere versie"):
        workspace.deliveries()
    settings = workspace.path / "workspace.json"
    settings.write_text('{"versie": 1, "pack": "../x"}')
    with pytest.raises(NotDelivered, match="eerdere versie"):
        Workspace.open(workspace.path)


@pytest.mark.parametrize("missing", ["cells_sha256", "unasked", "ended", "period"])
def test_a_line_without_all_it_must_say_is_no_line(workspace: Workspace, missing: str) -> None:
    """Even one whose hash is right."""
    import hashlib

    from verantwoord.deliveries.log import canonical

    entry = json.loads(workspace.log_path.read_bytes().splitlines()[0])
    del entry["delivery"][missing]
    body = canonical(entry["delivery"])
    entry["hash"] = hashlib.sha256(entry["before"].encode() + body).hexdigest()
    workspace.log_path.write_bytes(canonical(entry) + b"\n")
    with pytest.raises(LogError, match="regel 1"):
        workspace.deliveries()


def test_a_log_in_which_two_deliveries_cover_one_cell_is_an_error(workspace: Workspace) -> None:
    from dataclasses import replace

    (*_, (last, tail)) = lines_from(workspace.log_path, START)
    twin = replace(last, id="f" * 64)
    workspace.cells_path(twin).write_bytes(workspace.cells_path(last).read_bytes())
    append(workspace.log_path, twin, tail)
    with pytest.raises(LogError, match="dezelfde cel"):
        accepted(workspace)


KILLED = textwrap.dedent(
    """
    import datetime as dt, json, os, sys
    from pathlib import Path
    from verantwoord.deliveries import accept, workspace as w
    from verantwoord.deliveries.status import index_is_right
    from verantwoord.model.period import Period

    place, file = Path(sys.argv[1]), Path(sys.argv[2])
    found = w.Workspace.open(place)
    found.pack
    import duckdb, pyarrow, sqlglot
    from verantwoord.deliveries import index_file

    def child(stop):
        real, left = index_file._connected, [stop]
        def connected(path):
            con = real(path)
            def tick():
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)
            con.set_progress_handler(tick, 5)
            return con
        index_file._connected = connected
        accept.deliver(found, "fte", "alfa", Period.parse("2024-06"), file, dt.date(2024, 7, 2))
        os._exit(0)

    stop, code, seen = 0, 9, []
    while code == 9:
        stop += 3
        pid = os.fork()
        if pid == 0:
            child(stop)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        now = found.deliveries()
        seen.append([code, len(now), index_is_right(found)])
        if len(now) == 4 and code == 9:
            lines = found.log_path.read_bytes().splitlines(keepends=True)
            found.log_path.write_bytes(b"".join(lines[:3]))
    print(json.dumps(seen))
    """
)


@pytest.mark.slow
def test_killed_at_any_step_of_the_database_the_log_and_the_index_are_right(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "fte\n61", "juni.csv")
    script = tmp_path / "gedood.py"
    script.write_text(KILLED, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(workspace.path), str(file)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert [code for code, _, _ in seen] == [9] * (len(seen) - 1) + [0]
    assert len(seen) > 5
    assert all(right for _, _, right in seen)
    assert {number for _, number, _ in seen} == {3, 4}
