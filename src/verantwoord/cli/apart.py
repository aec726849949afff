"""A command that reads files of others runs in a process of its own, with limits.

The process is a fork of this one, made after the arguments were read and before anything heavy is
imported; it is made once, however many files the command reads. Whatever a file makes it do, this
process is there to say what happened. `deliver` killed at any moment leaves a workspace as it was.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verantwoord.errors import VerantwoordError

SECONDS = 180  # of processor time
SECONDS_A_MEGABYTE = 2  # more, for every megabyte of the files that are named
CLOCK = 6  # times as long by the clock, on a machine that does other things
DOCUMENTS = 1792 * 1024**2  # address space of a reader of documents
DELIVERIES = 6 * 1024**3  # with a database, which reserves far more than the 1 GB that it may use
OWN_PROCESS = object()  # what the command line gives its commands when it runs as a program


class TooHeavy(VerantwoordError):
    """The process was ended; the text says by which limit, and what to do."""


class Apart(click.Command):
    """A command that runs in a process of its own when the command line runs as a program."""

    def __init__(self, *args: Any, memory: int, **kwargs: Any) -> None:
        """`memory` is the address space that the process may use."""
        super().__init__(*args, **kwargs)
        self.memory = memory

    def invoke(self, ctx: click.Context) -> Any:
        """Fork; the child goes on as the command, and this process ends with its exit code."""
        if ctx.obj is not OWN_PROCESS or not hasattr(os, "fork"):
            return super().invoke(ctx)
        files = list(_files(ctx.params.values()))
        seconds = SECONDS + SECONDS_A_MEGABYTE * sum(f.stat().st_size for f in files) // 1_000_000
        sys.stdout.flush()
        sys.stderr.flush()
        parent, child = os.getpid(), os.fork()
        if child:
            # who reads what is typed waits for people, not for a clock
            raise SystemExit(_outcome(child, self.memory, seconds, seconds * CLOCK if files else 0))
        from verantwoord.deliveries.bounded import bound, end_with

        end_with(parent)
        bound(self.memory, seconds)
        try:
            return super().invoke(ctx)
        except MemoryError:
            raise _out_of_memory(self.memory) from None


def _files(values: Any) -> Iterator[Path]:
    for value in values:
        if isinstance(value, tuple):
            yield from _files(value)
        elif isinstance(value, Path) and value.is_file():
            yield value


def _outcome(child: int, memory: int, seconds: int, clock: int) -> int:
    """Wait for the process; return its exit code, or raise what ended it."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        os.kill(child, signal.SIGKILL)

    timer = threading.Timer(clock, stop)
    timer.daemon = True
    if clock:
        timer.start()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other hears it too, and ends
    try:
        _, status = os.waitpid(child, 0)
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    if late.is_set():
        raise _out_of_time(clock)
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        raise _out_of_time(seconds)
    raise _out_of_memory(memory)  # a library that gets no memory aborts


def _out_of_time(seconds: int) -> TooHeavy:
    return TooHeavy(
        f"het lezen duurde langer dan {seconds} s en is gestopt. Splits het bestand, of controleer "
        "waar het vandaan komt.",
        f"reading took longer than {seconds} s and was stopped. Split the file, or check where it "
        "comes from.",
    )


def _out_of_memory(memory: int) -> TooHeavy:
    most = memory // 1024**2
    return TooHeavy(
        f"het lezen brak af: het bestand is beschadigd of vraagt meer dan {most} MB geheugen. Sla "
        "het opnieuw op, of splits het.",
        f"reading broke off: the file is damaged or asks more than {most} MB of memory. Save it "
        "again, or split it.",
    )
