"""Limits that a process sets on itself before it reads what a stranger sent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1  # prctl(2)


def bound(memory: int, seconds: int) -> None:
    """Bound the address space and processor time of this process, and let it leave no core.

    Shape:    bytes and whole seconds -> nothing; from then on a request for more memory fails, and
              the process is ended when its time is up.
    Missing:  where an operating system has no such limits (Windows) there are none.
    Errors:   none: under a tighter limit of whoever started this process, that one stays.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for limit, soft, hard in wanted:
        _, most = resource.getrlimit(limit)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(limit, (soft, hard))


def end_with(parent: int) -> None:
    """End this process when the one that started it ends, however that ends.

    Shape:    the process id of who started this one -> nothing.
    Missing:  where the system cannot tell, a thread looks every second.
    """
    told = False
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        told = libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0
    if hasattr(os, "getppid") and os.getppid() != parent:
        os._exit(1)  # it ended before we could ask
    if not told:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
