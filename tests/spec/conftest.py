"""The `spec` fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.harness import Spec


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    """Runs a spec on both engines."""
    return Spec(tmp_path)
