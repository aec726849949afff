"""Fixtures that everybody may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rows import Shelf
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

PACKS = Path(__file__).parent / "packs"
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def mini() -> Pack:
    """A small invented pack with one of everything."""
    return load_pack(PACKS / "mini")


@pytest.fixture
def shelf(mini: Pack, tmp_path: Path) -> Shelf:
    """An empty place for rows of the mini pack."""
    return Shelf(mini, tmp_path)
