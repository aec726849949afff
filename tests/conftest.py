"""Fixtures that everybody may use."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import readers, wheel
from tests.lanes import FAST, MORE, write_in_memory
from tests.rows import Shelf
from tests.unit.release import factories
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.release.publish import Order
from verantwoord.release.published import deliver_published
from verantwoord.site.whole import publish

write_in_memory()

# no test may fail because the machine is busy: time belongs in the benchmark
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=MORE == 1,
    max_examples=15 if FAST else 100 * MORE,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("steady")

# a Java that lives for some minutes: half the work is compiling and collecting what it soon forgets
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

PACKS = Path(__file__).parent / "packs"
REPOSITORY = Path(__file__).parents[1]


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over ten thousand tests that stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Let it see them again, so that they can go."""
    gc.unfreeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no worker ends alone with one of them."""
    long = {
        i.path for i in items if i.get_closest_marker("slow") or i.get_closest_marker("browser")
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session", autouse=True)
def _readers() -> Iterator[None]:
    """Let spreadsheets be read in forks of one process."""
    with readers.forked() if hasattr(os, "fork") else nullcontext():
        yield


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """A folder that the first worker of a run makes and the others find made; only to be read."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    folder, whole = shared / name, shared / f"{name}.klaar"
    with (shared / f"{name}.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that could not make it
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where nothing of the repository is."""
    return made_once(tmp_path_factory, "wheel", wheel.unpacked) / "site"


@pytest.fixture(scope="session")
def demo(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo was made, from the wheel: `uit`, and in `gezegd.txt` what it said.

    It takes more than a minute, so there is one for everything that is asked of it.
    """

    def make(folder: Path) -> None:
        said = wheel.run(installed, folder, "demo", "--out", "uit")
        (folder / "gezegd.txt").write_text(said, "utf-8")

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def demo_releases(request: pytest.FixtureRequest) -> Path:
    """Both demo releases; `VERANTWOORD_RELEASES` names a folder that has them already."""
    if "VERANTWOORD_RELEASES" in os.environ:
        return Path(os.environ["VERANTWOORD_RELEASES"])
    made: Path = request.getfixturevalue("demo")
    return made / "uit"


@pytest.fixture(scope="session")
def practice_workspace(demo_releases: Path) -> Workspace:
    """All that Oefenrijk delivered, as the demo has it; only to be read."""
    return Workspace.open(demo_releases / "werk" / "oefenrijk-2024")


@pytest.fixture(scope="session")
def rijk_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All that was published, delivered; only to be read."""

    def make(folder: Path) -> None:
        list(deliver_published(Workspace.create(folder / "werkmap", REPOSITORY / "packs/rijk")))

    return Workspace.open(made_once(tmp_path_factory, "rijk", make) / "werkmap")


@pytest.fixture(scope="session")
def rijk_computed(rijk_workspace: Workspace) -> Computation:
    """Every figure of what was published."""
    made = rijk_workspace
    return compute(made.pack, made.deliveries(), made.rows_path)


@pytest.fixture(scope="session")
def zilverland(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole release, beside the `werkmap` it is of; only to be read."""

    def make(folder: Path) -> None:
        publish(factories.workspace(folder), Order("zilverland-2024"), folder / "uit")

    return made_once(tmp_path_factory, "zilverland", make) / "uit"


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    folder = tmp_path_factory.mktemp("klein")
    workspace = factories.small_workspace(folder)
    publish(workspace, Order("klein-2024"), folder / "uit")
    return workspace, folder / "uit"


@pytest.fixture(scope="session")
def mini() -> Pack:
    """A small invented pack with one of everything."""
    return load_pack(PACKS / "mini")


@pytest.fixture
def shelf(mini: Pack, tmp_path: Path) -> Shelf:
    """An empty place for rows of the mini pack."""
    return Shelf(mini, tmp_path)
