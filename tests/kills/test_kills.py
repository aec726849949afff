"""Whoever writes may be killed at any moment: nothing is lost, doubled or left lying.

Two hundred times for each way to write. What that gave stands in docs/security.md.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import PACKS, REPOSITORY
from tests.kills.harness import workers
from tests.kills.paths import PATHS
from tests.lanes import FAST, examples
from tests.unit.release import factories
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish

SEED = 20261126
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks in /proc")


def around(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])
    return {**os.environ, "PYTHONPATH": path, "TMPDIR": str(folder / "tmp")}


@pytest.mark.slow
@pytest.mark.parametrize("what", PATHS)
def test_killed_at_any_moment_nothing_is_lost_doubled_or_left(what: str, tmp_path: Path) -> None:
    kills = examples(200)
    command = [sys.executable, "-m", "tests.kills.harness", what, str(tmp_path), str(kills)]
    done = subprocess.run(
        [*command, str(SEED)], env=around(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    seen = json.loads(done.stdout)
    assert seen["kills"] == kills
    assert FAST or (seen["by the clock"] and seen["at a step"])
    assert FAST or (seen["before"] and seen["after"]), seen  # both sides of the switch were seen


CHECKING = """
import sys
from pathlib import Path
from verantwoord.deliveries.accept import check
from verantwoord.model.loading import load_pack
pack = load_pack(Path(sys.argv[1]))
print("ready", flush=True)
check(Path(sys.argv[2]), pack.datasets["fte"], pack)
"""
VERIFYING = """
import sys
from pathlib import Path
from verantwoord.site.apart import verify_apart
print("ready", flush=True)
verify_apart(Path(sys.argv[2]))
"""


def dies_with_its_worker(script: str, about: Path, folder: Path) -> None:
    """Kill a process as soon as it has a worker; that one is gone, and the next run cleans."""
    (folder / "tmp").mkdir()
    command = [sys.executable, "-c", script, str(PACKS / "mini"), str(about)]
    with subprocess.Popen(command, env=around(folder), stdout=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not (found := workers(folder)):
            assert time.monotonic() < until and process.poll() is None
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    while found := workers(folder):
        assert time.monotonic() < until, f"still there: {found}"
        time.sleep(0.01)
    assert list((folder / "tmp").iterdir())  # what it was doing
    subprocess.run(command, env=around(folder), check=True, stdout=subprocess.DEVNULL)
    assert not list((folder / "tmp").iterdir())


def test_a_reader_of_spreadsheets_ends_with_who_asked(tmp_path: Path) -> None:
    file = tmp_path / "groot.xlsx"
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("fte")
        sheet.write_row(0, 0, ["fte"])
        for row in range(1, 20_000):
            sheet.write_row(row, 0, [row])
    dies_with_its_worker(CHECKING, file, tmp_path)


def test_a_verification_ends_with_who_asked(tmp_path: Path) -> None:
    publish(factories.small_workspace(tmp_path), Order("klein-2024"), tmp_path / "uit")
    dies_with_its_worker(VERIFYING, tmp_path / "uit", tmp_path)
