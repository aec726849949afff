"""Generated pages equal what the code would generate now; run `make docs` when they do not."""

from __future__ import annotations

import pytest

from tests.docs.generated import DOCS, PAGES


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run: make docs"
