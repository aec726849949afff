"""A process that bounds itself never loosens what was set before it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest.importorskip("resource")

SCRIPT = """
import json, resource
from verantwoord.deliveries.bounded import bound
said = []
for memory, seconds in %s:
    bound(memory, seconds)
    said.append([resource.getrlimit(l)[0] for l in (resource.RLIMIT_AS, resource.RLIMIT_CPU)])
print(json.dumps(said))
"""
GB = 1024**3


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ([(4 * GB, 60)], [[4 * GB, 60]]),
        ([(4 * GB, 60), (2 * GB, 30)], [[4 * GB, 60], [2 * GB, 30]]),
        ([(4 * GB, 60), (8 * GB, 600)], [[4 * GB, 60], [4 * GB, 65]]),  # 5 s to end in
    ],
)
def test_the_tighter_limit_holds(asked: list[tuple[int, int]], holds: list[list[int]]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT % asked], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == holds


def test_what_asks_for_more_memory_is_refused() -> None:
    script = "from verantwoord.deliveries.bounded import bound\nbound(1024**3, 60)\n"
    script += "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    print('refused')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n"
