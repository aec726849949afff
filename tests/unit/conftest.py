"""What takes long to make, once for all tests: a release of Zilverland, and the dictionary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.release import factories
from verantwoord.deliveries.workspace import Workspace
from verantwoord.documents.words import Dictionary
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish


@pytest.fixture(scope="session")
def zilverland(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole release; read only."""
    folder = tmp_path_factory.mktemp("zilverland")
    publish(factories.workspace(folder), Order("zilverland-2024"), folder / "uit")
    return folder / "uit"


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    folder = tmp_path_factory.mktemp("klein")
    workspace = factories.small_workspace(folder)
    publish(workspace, Order("klein-2024"), folder / "uit")
    return workspace, folder / "uit"


@pytest.fixture(scope="session")
def small_workspace(_small: tuple[Workspace, Path]) -> Workspace:
    """A workspace with few deliveries; read only."""
    return _small[0]


@pytest.fixture
def release(_small: tuple[Workspace, Path], tmp_path: Path) -> Path:
    """A copy of a small release, to change."""
    return Path(shutil.copytree(_small[1], tmp_path / "uit"))


@pytest.fixture(scope="session")
def words() -> Dictionary:
    """The real dictionary, without a cache on disk; it takes seconds to load."""
    return Dictionary()
