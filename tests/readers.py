"""Spreadsheets are read in forks of one process, so that a test does not wait for Python to start.

The product starts a Python for each workbook; that is two thirds of the time of a test that asks
what a cell means, and there are hundreds of those. A fork runs the same `sheets/worker.py`, sets
the same limits on itself and ends in the same ways. Whoever runs the command line (tests/kills,
tests/hostile, tests/unit/cli) starts the process as the product does.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from verantwoord.deliveries import spreadsheet_source


class Readers:
    """The process that forks; it starts when the first workbook is read."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, words: Sequence[str], **how: Any) -> Any:
        """Do what `subprocess.run` would do with these words."""
        if not words[2].endswith("sheets/worker.py"):
            return subprocess.run(words, **how)
        process = self._process = self._process or subprocess.Popen(
            [sys.executable, "-m", "tests.readers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        order = Path(words[3])
        asked = json.loads(order.read_text("utf-8"))
        order.write_text(json.dumps(asked | {"parent": process.pid}), "utf-8")
        process.stdin.write(f"{order}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], how["timeout"])[0]:
            self.end()  # and with it the fork, as when the one that asked ends
            raise subprocess.TimeoutExpired(list(words), how["timeout"])
        return subprocess.CompletedProcess(words, int(process.stdout.readline()))

    def end(self) -> None:
        """End the process; another read starts another."""
        if self._process is not None:
            with self._process as process:
                process.kill()
        self._process = None


@contextmanager
def forked() -> Iterator[None]:
    """Let spreadsheets be read in forks until the block ends."""
    readers = Readers()
    instead = SimpleNamespace(run=readers.run, TimeoutExpired=subprocess.TimeoutExpired)
    with patch.object(spreadsheet_source, "subprocess", instead):
        try:
            yield
        finally:
            readers.end()


def _serve() -> None:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # as the worker does
    import fastexcel
    import pyarrow
    import pyarrow.compute

    from verantwoord.deliveries.sheets import worker

    assert fastexcel and pyarrow  # loaded
    for order in sys.stdin:
        child = os.fork()
        if child == 0:
            sys.argv = ["worker.py", order.rstrip("\n")]
            code = 1
            try:
                worker.main()
                code = 0
            finally:
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
