"""Verifies a release in a process of its own, with limits on memory, time and what it may write.

What a release says is carried out when it is made again: its formulas, views and patterns come from
whoever made it. In a process apart that can end in a clear answer only: what was found, or that the
release asks more than any release needs. Run by `verify_apart`: `python -m verantwoord.site.apart`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter

from verantwoord.deliveries.bounded import bound, end_with
from verantwoord.errors import VerantwoordError
from verantwoord.language import say, speak, spoken
from verantwoord.model.database import limit_statements
from verantwoord.release.errors import ReleaseError
from verantwoord.release.tree import tree_of
from verantwoord.release.verify import Verdict, shortened
from verantwoord.scratch import scratch_folder

MEMORY = 6 * 1024**3  # address space, which is more than what is used
SECONDS = 60  # of processor time, and a second for every FILES_A_SECOND files of the release
FILES_A_SECOND = 10
MOST_SECONDS = 4 * 3600  # however many files there are
CLOCK = 6  # times as long by the clock, on a machine that does other things
STATEMENT = 20.0  # seconds by the clock for one query
_ANSWER = TypeAdapter(Verdict)
Progress = Callable[[str, int, int], None]


def verify_apart(folder: Path, progress: Progress = lambda *_: None) -> Verdict:
    """Verify a release from a stranger; see `release.verify.verify`.

    Shape:    the folder of a release -> Verdict.
    Missing:  a release that cannot be made again within the limits is different: `problems` says
              which limit it met.
    Errors:   ReleaseError when the folder is no release.
    Source:   adr/2026-11-26-a-release-is-read-with-suspicion.md
    """
    seconds = min(SECONDS + len(tree_of(folder).files) // FILES_A_SECOND, MOST_SECONDS)
    with scratch_folder() as ours:
        # -P: nothing is imported from the folder we stand in, which may be that of the stranger
        command = [sys.executable, "-P", "-m", "verantwoord.site.apart", str(folder.resolve())]
        command += [str(ours), str(seconds), spoken(), str(os.getpid()), str(STATEMENT)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(ours)},  # which is removed, however it ends
        ) as process:  # fmt: skip
            try:
                said = _followed(process, seconds * CLOCK, progress)
            finally:
                process.kill()  # also when we are stopped ourselves
        if (ours / "error").is_file():
            text = (ours / "error").read_text("utf-8")
            raise ReleaseError(text, text)
        found = Verdict(0, 0)
        if (ours / "verdict.json").is_file():  # the last that it wrote: what was found until then
            found = _ANSWER.validate_json((ours / "verdict.json").read_bytes())
        if process.returncode == 0:
            return found
        return _with_problem(found, _why(process.returncode, seconds, said))


def _followed(process: subprocess.Popen[bytes], seconds: int, progress: Progress) -> str:
    """Pass progress on until the process ends; return what it said last on its error stream."""
    late = threading.Timer(seconds, process.kill)
    late.daemon = True
    late.start()
    said: list[bytes] = []

    def listen() -> None:
        assert process.stderr is not None
        while part := process.stderr.read(65_536):
            said[:] = [(b"".join(said) + part)[-4_000:]]

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        assert process.stdout is not None
        while line := process.stdout.readline(1_000):
            what, _, counts = line.decode("utf-8", "replace").strip().partition("\t")
            done, _, total = counts.partition("/")
            if done.isdecimal() and total.isdecimal():
                progress(what, int(done), int(total))
        process.wait()
    finally:
        late.cancel()
    listener.join(5)
    lines = b"".join(said).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _why(code: int, seconds: int, said: str) -> str:
    if -code in (signal.SIGKILL, signal.SIGXCPU):
        return say(
            f"narekenen duurt langer dan {seconds} s; dat vraagt geen uitgave van deze omvang",
            f"recomputing takes longer than {seconds} s, which no release of this size needs",
        )
    if code == _TOO_LARGE:
        return say(
            f"narekenen vraagt meer dan {MEMORY // 1024**3} GB geheugen",
            f"recomputing asks more than {MEMORY // 1024**3} GB of memory",
        )
    return say(f"narekenen brak af ({said or code})", f"recomputing broke off ({said or code})")


def _with_problem(found: Verdict, why: str) -> Verdict:
    from dataclasses import replace

    nl, en = "de uitgave is niet opnieuw te maken", "the release cannot be made again"
    return replace(found, problems=(*found.problems, f"{say(nl, en)}: {why}"))


_TOO_LARGE = 75


def _main(folder: str, ours: str, seconds: str, language: str, parent: str, statement: str) -> int:
    from verantwoord.site.whole import verify

    _bound(int(seconds), int(parent), float(statement))
    speak(language)
    answer = Path(ours) / "verdict.json"

    def report(what: str, done: int, total: int) -> None:
        sys.stdout.write(f"{what}\t{done}/{total}\n")
        sys.stdout.flush()

    def until_now(verdict: Verdict) -> None:
        half = answer.with_suffix(".half")
        half.write_bytes(_ANSWER.dump_json(verdict))
        half.replace(answer)

    try:
        until_now(verify(Path(folder), report, until_now))
    except VerantwoordError as error:
        (Path(ours) / "error").write_text(shortened(str(error)), "utf-8", "replace")
        return 3
    except MemoryError:
        return _TOO_LARGE
    return 0


def _bound(seconds: int, parent: int, statement: float) -> None:
    """Set the limits of this process, and end it when its parent does."""
    end_with(parent)
    limit_statements(statement)
    bound(MEMORY, seconds)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
