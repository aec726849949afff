"""What the unit tests share: a small release, and the dictionary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from verantwoord.deliveries.workspace import Workspace
from verantwoord.documents.words import Dictionary


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
