"""The `spec` fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runners import PARAMS, runner_named
from tests.spec.harness import Spec


@pytest.fixture(params=PARAMS)
def spec(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Spec]:
    """Runs a spec on every runner."""
    with runner_named(request.param) as runner:
        yield Spec(tmp_path, runner)
