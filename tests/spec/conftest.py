"""The `spec` fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runners import RUNNERS
from tests.spec.harness import Spec


@pytest.fixture(params=sorted(RUNNERS))
def spec(tmp_path: Path, request: pytest.FixtureRequest) -> Spec:
    """Runs a spec on every runner."""
    return Spec(tmp_path, RUNNERS[request.param])
