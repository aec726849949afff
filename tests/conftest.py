"""Fixtures that everybody may use."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from tests.lanes import FAST, MORE
from tests.rows import Shelf
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

# no test may fail because the machine is busy: time belongs in the benchmark
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=MORE == 1,
    max_examples=15 if FAST else 100 * MORE,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("steady")

PACKS = Path(__file__).parent / "packs"
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def demo_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both demo releases, made once for all workers of a run.

    `VERANTWOORD_RELEASES` names a folder that has them already.
    """
    if "VERANTWOORD_RELEASES" in os.environ:
        return Path(os.environ["VERANTWOORD_RELEASES"])
    from verantwoord.cli.demo import command

    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    out = shared / "uitgaven"
    with (shared / "uitgaven.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "rijk-2022" / "receipt.json").exists():
            arguments = ["--out", str(out), "--packs", str(REPOSITORY / "packs")]
            done = CliRunner().invoke(command, arguments, catch_exceptions=False)
            assert done.exit_code == 0
    return out


@pytest.fixture(scope="session")
def mini() -> Pack:
    """A small invented pack with one of everything."""
    return load_pack(PACKS / "mini")


@pytest.fixture
def shelf(mini: Pack, tmp_path: Path) -> Shelf:
    """An empty place for rows of the mini pack."""
    return Shelf(mini, tmp_path)
