"""What the machine refuses is told in words to act on, and nothing half stays behind."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from verantwoord.cli.machine import refusal
from verantwoord.deliveries.private_copy import private_copy
from verantwoord.deliveries.workspace import Workspace
from verantwoord.documents.reading import read
from verantwoord.snapshot import FileChanged, read_at_once

ROWS = "periode;peildatum;onderdeel;fte\n" + "".join(
    f"2024-{m:02};2024-{m:02}-29;{i * 7919 % 10007};{m},5\n" for m in (1, 3, 5) for i in range(9000)
)
ABOUT = ("--dataset", "fte", "--organisation", "alfa", "--period", "2024")


def verantwoord(*words: str | Path, before: tuple[str, ...] = ()) -> tuple[int, str]:
    """Run the command line; return its exit code and what it said."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "verantwoord", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 700 kB, where the machine lets us make one."""
    place = tmp_path / "schijf"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this machine lets us make no disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def big(tmp_path: Path) -> Path:
    path = tmp_path / "groot.csv"
    path.write_text(ROWS, "utf-8")
    return path


@pytest.mark.slow
def test_a_disk_that_fills_while_delivering(disk: Path, big: Path) -> None:
    work = disk / "werk"
    code, said = verantwoord("deliver", work, "--pack", "oefenrijk", *ABOUT, big)
    assert code == 3, said
    assert "Maak ruimte op de schijf" in said
    assert "Traceback" not in said
    assert not (work / "leveringen.jsonl").exists() or not (work / "leveringen.jsonl").read_bytes()
    assert not [*work.glob("rows/*/*"), *work.glob("files/*")]


@pytest.mark.slow
@pytest.mark.parametrize("why", ["full", "read-only"])
def test_a_release_is_whole_or_not_there(
    small_workspace: Workspace, disk: Path, tmp_path: Path, why: str
) -> None:
    work = shutil.copytree(small_workspace.path, tmp_path / "werk")
    if why == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, said = verantwoord("publish", work, "--release", "klein-2024", "--out", disk / "uit")
    assert code == 3, said
    wanted = "Maak ruimte op de schijf" if why == "full" else "Kies een map waarin u mag schrijven"
    assert wanted in said
    assert "Traceback" not in said
    assert [*disk.iterdir()] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", ["read", "register import"])
def test_a_disk_that_fills_while_writing_what_was_read(
    disk: Path, tmp_path: Path, command: str
) -> None:
    """The output of before is still there, whole."""
    (disk / "vol").write_bytes(b"x" * 680_000)
    if command == "read":
        path = tmp_path / "a.txt"
        path.write_text("Een zin van een lange tekst. " * 2_000, "utf-8")
        words = ["read", "--no-cache", "--format", "json"]
        (disk / "uit").write_text("oud", "utf-8")
    else:
        path = tmp_path / "lijst.csv"
        rows = "".join(
            f"motie;De motie over dak {i};34352-{i};Open.;in behandeling\n" for i in range(1, 400)
        )
        path.write_text(f"Soort;Omschrijving;Kamerstuk;Stand van zaken;Groep\n{rows}", "utf-8")
        words = ["register", "import", "--theme", "dak", "--until", "2024-12-31"]
    before = sorted(p.name for p in disk.iterdir())
    code, said = verantwoord(*words, "--out", disk / "uit", path)
    assert code == 3, said
    assert "Maak ruimte op de schijf" in said
    assert sorted(p.name for p in disk.iterdir()) == before
    assert command != "read" or (disk / "uit").read_text("utf-8") == "oud"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "read"])
def test_a_file_that_may_not_be_read(command: str, tmp_path: Path) -> None:
    """As root too: without the right to pass over rights."""
    drop = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may read everything here")
    path = tmp_path / "x.csv"
    path.write_text("a", "utf-8")
    path.chmod(0)
    about = ("--pack", "oefenrijk", "--dataset", "fte") if command == "check" else ()
    code, said = verantwoord(command, *about, path, before=drop if os.geteuid() == 0 else ())
    assert code == 2
    assert "x.csv" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("periode;peildatum;onderdeel;fte\n2024-01;2024-01-31;staf;1,5\n", "utf-8")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, said = verantwoord("deliver", disk / "werk", "--pack", "oefenrijk", *ABOUT, path)
    assert code == 3, said
    assert "Kies een map waarin u mag schrijven" in said
    path.write_text("Een zin.", "utf-8")
    code, said = verantwoord("read", "--no-cache", "--out", disk / "uit.txt", path)
    assert (code, "Kies een map waarin u mag schrijven" in said) == (3, True)


def test_each_refusal_says_what_to_do(tmp_path: Path) -> None:
    full = refusal(OSError(errno.ENOSPC, "No space left", "werk/x"))
    assert full is not None
    assert "werk/x" in full.in_language("nl")
    assert "Make room" in full.in_language("en")
    (tmp_path / "map").mkdir()
    with pytest.raises(sqlite3.OperationalError) as cannot:  # a folder cannot be opened as one
        sqlite3.connect(tmp_path / "map")
    assert "Controleer de rechten" in str(refusal(cannot.value))
    with pytest.raises(duckdb.IOException) as nowhere:
        duckdb.connect().execute(f"COPY (SELECT 1) TO '{tmp_path}/nergens/x.csv'")
    assert "Controleer of het er nog is" in str(refusal(nowhere.value))


def test_a_mistake_of_ours_is_no_refusal_of_the_machine() -> None:
    with closing(sqlite3.connect(":memory:")) as con, pytest.raises(sqlite3.Error) as wrong:
        con.execute("SELECT x")
    assert isinstance(wrong.value, sqlite3.OperationalError)
    assert refusal(wrong.value) is None
    assert refusal(ValueError("x")) is None


def _grow(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody add to a file each time that it was looked at."""
    real = os.fstat

    def looked_at(handle: int) -> os.stat_result:
        found = real(handle)
        with path.open("ab") as more:
            more.write(b"x")
        return found

    monkeypatch.setattr("verantwoord.snapshot.os.fstat", looked_at)


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", "utf-8")
    with private_copy(path) as copy:
        assert copy.read_bytes() == path.read_bytes()
    _grow(path, monkeypatch)
    with pytest.raises(FileChanged, match=r"a\.csv"), private_copy(path):
        raise AssertionError("what is of no moment is not read")
    with pytest.raises(FileChanged):
        read(path)
    with pytest.raises(FileChanged):
        read_at_once(path, 100)


def test_a_file_that_is_gone_when_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as gone, private_copy(tmp_path / "weg.csv"):
        pass
    told = refusal(gone.value)
    assert told is not None
    assert "weg.csv" in str(told)


def test_not_more_is_read_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_at_once(path, 4) is None
    assert read_at_once(path, 5) == b"12345"
