"""Runs the command line many times, each time in a fork of a process that has it loaded.

Run as a program it reads one JSON list of arguments a line, and answers with one line: exit code,
seconds of processor time, megabytes at most, and what was printed.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS, MEGABYTES = 60, 1_500  # what reading any file may cost


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run of the command line ended."""

    exit: int
    seconds: float
    megabytes: int
    said: str

    def fault(self, exits: Sequence[int] = (0, 1, 3)) -> str | None:
        """Return what a reader may never do: a traceback, another exit, too long, too much."""
        if "Traceback" in self.said or self.exit not in exits:
            return f"exit {self.exit}: {self.said[-1500:]}"
        if self.exit and not self.said.strip():
            return f"exit {self.exit} without a word"
        if self.seconds > SECONDS or self.megabytes > MEGABYTES:
            return f"{self.seconds:.0f} s, {self.megabytes} MB"
        return None


class Runner:
    """The process that forks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *words: str | Path) -> Ran:
        """Run `verantwoord` with these arguments."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self._process.stdin.flush()
        return Ran(*json.loads(self._process.stdout.readline()))


@contextmanager
def runner() -> Iterator[Runner]:
    """Give a runner until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.running"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Runner(process)
        finally:
            process.kill()


def _serve() -> None:
    import duckdb
    import lxml.etree
    import lxml.html
    import pyarrow
    import pypdfium2

    import verantwoord.cli.check
    import verantwoord.cli.cite
    import verantwoord.cli.read
    import verantwoord.deliveries.accept
    import verantwoord.documents.reading.show
    import verantwoord.register.loading
    import verantwoord.sources.lists.spreadsheet
    import verantwoord.sources.tweedekamer.importing
    from verantwoord.documents.citations import find
    from verantwoord.documents.findings.signs import signs_of
    from verantwoord.model import loading
    from verantwoord.model.parts import find_pack

    loaded = (duckdb, lxml.etree, lxml.html, pyarrow, pypdfium2, verantwoord)
    assert loaded
    # what every run would make anew and no file has a say in: grammar, patterns, pack
    find("Kamerstukken II 2022/23, 34352, nr. 258, Stb. 2020, 12")
    signs_of("een zin", None, False, (False, False))
    load = functools.cache(loading.load_pack)
    loading.load_pack = load
    load(find_pack("oefenrijk", Path("packs")) or Path())
    with tempfile.TemporaryFile("w+b") as said:
        for line in sys.stdin:
            said.seek(0)
            said.truncate()
            child = os.fork()
            if child == 0:
                _run(json.loads(line), said.fileno())
            _, status, used = os.wait4(child, 0)
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
            seconds, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
            text = text if len(text) < 9_000 else text[:3_000] + " [...] " + text[-6_000:]
            print(json.dumps([os.waitstatus_to_exitcode(status), seconds, peak, text]), flush=True)


def _run(words: list[str], out: int) -> None:
    from verantwoord.cli import main

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - for as long as this process lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # kept open as a real one is
    sys.argv = ["verantwoord", *words]
    code = 0
    try:
        main()
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
