"""The example of docs/packs.md is what stands in the packs."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "packs.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n# (packs/\S+\.yaml)[^\n]*\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize(("file", "block"), BLOCKS, ids=[file for file, _ in BLOCKS])
def test_every_line_of_an_example_stands_in_its_file(file: str, block: str) -> None:
    there = (REPOSITORY / file).read_text("utf-8").splitlines()
    shown = [re.sub(r"\s+#.*", "", line) for line in block.splitlines()]
    assert [line for line in shown if line not in there] == []


def test_the_page_shows_each_way_to_differ() -> None:
    assert len(BLOCKS) == 4
    assert {key for key in ("fills:", "open: true", "overrides:") if key in PAGE} == {
        "fills:",
        "open: true",
        "overrides:",
    }


def test_every_pack_of_the_program_has_its_line() -> None:
    for pack in (REPOSITORY / "packs").glob("*/pack.yaml"):
        assert f"| `packs/{pack.parent.name}` |" in PAGE
