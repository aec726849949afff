"""Kills a process that writes, many times, and looks each time at what it left.

`python -m tests.kills.harness WHAT FOLDER KILLS SEED`. One process loads everything once and forks
the ones to be killed, so that a kill costs no start of Python. Every other kill comes at a random
moment by the clock; the rest at a random step between two calls of the system (an event of
`sys.addaudithook`), which is the same with each seed. Half of both come in the last fifth, where
most switches are. This process itself runs no query, because
what forks must have no threads.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.kills.paths import PATHS, Writing

# what a step is: something that another process could notice
STEPS = ("open", "os.", "shutil.", "sqlite3.", "subprocess.", "fcntl.", "tempfile.")
PATIENCE = 20.0  # seconds for a worker to be gone, on a machine that does other things


def main(what: str, folder: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill as often as asked; AssertionError when something is lost, doubled or left."""
    draw = random.Random(f"{what} {seed}")
    (folder / "tmp").mkdir()
    os.environ["TMPDIR"] = str(folder / "tmp")
    writing = PATHS[what](folder)
    assert ended(lambda: writing.prepare()) == 0
    writing.load()
    writing.ready(0)
    steps, seconds = _measured(writing, folder)
    seen: dict[str, int] = {"by the clock": 0, "at a step": 0, "before": 0, "after": 0}
    number = killed = 0
    while killed < kills:
        number += 1
        assert number < 20 * kills, f"too few are killed: {seen}"
        part = draw.choice((0.0, 0.8))  # most switches are at the end
        at = draw.randrange(1 + int(steps * part), steps) if number % 2 else None
        writing.ready(number)
        process = _start(lambda n=number, at=at: _dies_at(at, lambda: writing.act(n)))
        if at is None:
            time.sleep(draw.uniform(seconds * part, seconds))
            os.kill(process, signal.SIGKILL)
        code = _ended(process)
        assert code in (0, -signal.SIGKILL), f"{what} {number}: {code}"
        if code:
            killed += 1
            seen["by the clock" if at is None else "at a step"] += 1
        seen[writing.found(number)] += 1
        _no_workers(folder)
    assert ended(writing.finish) == 0  # the next run
    writing.check_end()
    left = sorted(p.name for p in (folder / "tmp").iterdir())
    assert not left, f"{what}: left {left[:5]}"
    return {**seen, "steps": steps, "kills": killed}


def _measured(writing: Writing, folder: Path) -> tuple[int, float]:
    """Return how many steps one whole run has, and how long it takes."""
    counted = folder / "steps"
    started = time.monotonic()

    def counting() -> None:
        steps = _on_each_step(lambda n: None)
        writing.act(0)
        counted.write_text(str(steps()))

    assert ended(counting) == 0
    assert writing.found(0) == "after"
    return int(counted.read_text()), time.monotonic() - started


def _dies_at(at: int | None, act: Callable[[], None]) -> None:
    if at is not None:
        _on_each_step(lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == at else None)
    act()


def _on_each_step(told: Callable[[int], None]) -> Callable[[], int]:
    count = 0

    def hook(event: str, _: tuple[object, ...]) -> None:
        nonlocal count
        if event.startswith(STEPS):
            count += 1
            told(count)

    sys.addaudithook(hook)
    return lambda: count


def _start(act: Callable[[], None]) -> int:
    process = os.fork()
    if process:
        return process
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def ended(act: Callable[[], None]) -> int:
    """Carry something out in a process of its own; return how it ended."""
    return _ended(_start(act))


def _no_workers(folder: Path) -> None:
    """A worker ends with who started it; it is known by the folder in its arguments."""
    until = time.monotonic() + PATIENCE
    while found := workers(folder):
        assert time.monotonic() < until, f"still there: {found}"
        time.sleep(0.01)


def workers(folder: Path) -> list[str]:
    """Return the processes that are told of a folder, apart from this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue  # gone already
        mine = int(process.name) in (os.getpid(), os.getppid())
        if not mine and state != "Z" and any(w.startswith(str(folder / "tmp")) for w in words):
            found.append(process.name)
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
