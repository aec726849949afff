"""All that is said of each broken pack, in one file that can be read."""

from __future__ import annotations

from tests.unit.model.messages import FILE, messages


def test_every_broken_pack_is_told_what_the_file_says() -> None:
    assert messages().splitlines() == FILE.read_text("utf-8").splitlines()
