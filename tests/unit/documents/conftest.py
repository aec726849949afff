"""The dictionary takes seconds to load: once for all tests of a worker."""

from __future__ import annotations

import pytest

from verantwoord.documents.words import Dictionary


@pytest.fixture(scope="session")
def words() -> Dictionary:
    """The real dictionary, without a cache on disk."""
    return Dictionary()
