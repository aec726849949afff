"""Fixtures of the tests of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.model.layered import LAND, WET, write


@pytest.fixture
def land(tmp_path: Path) -> Path:
    """A country that builds on a law, beside each other."""
    write(tmp_path / "wet", WET)
    return write(tmp_path / "land", LAND)
