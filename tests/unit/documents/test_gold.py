"""The measured quality stays above the bars, and the page with the numbers is not typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gold.measure import BARS, DOCS, Count, gold_pages, measure, page, page_file, total
from verantwoord.documents.words import Dictionary


@pytest.fixture(scope="module")
def results(words: Dictionary) -> dict[str, dict[str, Count]]:
    return measure(words)


@pytest.mark.parametrize("kind", sorted(BARS))
def test_the_bar_is_reached_over_all_pages(kind: str, results: Any) -> None:
    count = total(results.values())[kind]
    assert count.f1 >= BARS[kind], (count.wrong, count.missed)


def test_the_page_says_what_is_measured_now(results: Any) -> None:
    """When it does not: python -m tests.gold.measure --write, and say why in changes/."""
    assert DOCS.read_text("utf-8") == page(results)


def test_there_are_enough_pages_of_different_kinds_and_some_were_held_out() -> None:
    gold = gold_pages()
    assert len(gold) >= 12
    assert len({page_file(name).suffix for name in gold}) >= 3
    assert any(one["held-out"] for one in gold.values())
    written = [name for name in gold if name.startswith("g")]
    for name in written:
        assert "Geschreven om mee te meten" in page_file(name).read_text("utf-8")


def test_the_measure_itself_sees_what_is_wrong_and_what_is_missed() -> None:
    count = Count(right=2, wrong=["a"], missed=["b", "c"])
    assert count.precision == pytest.approx(2 / 3)
    assert count.recall == pytest.approx(1 / 2)
    assert count.f1 == pytest.approx(4 / 7)
