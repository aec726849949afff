"""docs/pack-maken.md is what happens; run `python -m tests.docs.tutorial` when it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.tutorial import PAGE, done


def shown(page: str) -> str:
    """The page without what another version of the program may count or name otherwise."""
    return re.sub(r"levering [0-9a-f]{12}|[0-9]+ bestanden", "…", page)


@pytest.mark.slow
def test_every_command_of_the_tutorial_gives_what_stands_there(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    assert (page.count("```sh"), page.count("```text")) == (13, 10)
    assert shown(done(page, tmp_path)) == shown(page)
    assert (tmp_path / "out" / "proef-2024" / "indicator" / "papier.uitstoot.html").is_file()
