"""Limits that a process sets on itself before it reads what a stranger sent."""

from __future__ import annotations


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
