"""The words of every refusal, in one file that can be read."""

from __future__ import annotations

from tests.unit.formula.messages import FILE, messages


def test_every_refusal_says_what_the_file_says() -> None:
    assert messages().splitlines() == FILE.read_text("utf-8").splitlines()
