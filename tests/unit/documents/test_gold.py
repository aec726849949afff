"""The measured quality stays above the bars, and the page with the numbers is not typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gold.measure import BARS, DOCS, Count, gold_pages, measure, page, page_file, total
from tests.gold.train import KINDS, WEIGHTS, Example, examples, left_out, score, written
from verantwoord.documents.findings.weigh import CERTAIN, confidence, weights
from verantwoord.documents.words import Dictionary


@pytest.fixture(scope="module")
def results(words: Dictionary) -> dict[str, dict[str, Count]]:
    return measure(words)


@pytest.fixture(scope="module")
def given(words: Dictionary) -> list[Example]:
    return examples(words)


@pytest.mark.parametrize("kind", ["citations", "joins", "quantities"])
def test_the_bar_is_reached_over_all_pages(kind: str, results: Any) -> None:
    count = total(results.values())[kind]
    assert count.f1 >= BARS[kind], (count.wrong, count.missed)


@pytest.mark.parametrize("kind", KINDS)
def test_the_bar_is_reached_on_kinds_of_document_that_the_weights_never_saw(
    kind: str, given: list[Example]
) -> None:
    judged = left_out(given, kind)
    pairs = [(one.said, one.example.really[kind]) for one in judged]
    assert score(pairs)[2] >= BARS[f"{kind}s"]
    new = [(one.said, one.example.really[kind]) for one in judged if one.example.first_measured]
    sign = {"target": "regel: doel", "claim": "regel: claim"}[kind]
    rules = [(sign in e.signs, e.really[kind]) for e in given if e.first_measured]
    assert score(new)[2] > score(rules)[2], "then the rules alone are simpler"


def test_the_weights_that_are_kept_are_those_of_the_gold_set(given: list[Example]) -> None:
    """When they are not: python -m tests.gold.train --write, and say why in changes/."""
    assert WEIGHTS.read_text("utf-8") == written(given)


def test_a_sign_that_says_much_makes_a_finding_sure_and_none_leaves_it_unsure() -> None:
    for kind, sign in (("target", "moet"), ("claim", "voltooid")):
        weight = weights()[kind]
        assert confidence([], weight) < CERTAIN
        assert confidence([sign], weight) > confidence([], weight)


def test_the_page_says_what_is_measured_now(results: Any) -> None:
    """When it does not: python -m tests.gold.measure --write, and say why in changes/."""
    assert DOCS.read_text("utf-8") == page(results)


def test_there_are_enough_pages_of_different_kinds_and_some_were_held_out() -> None:
    gold = gold_pages()
    assert len(gold) >= 40
    assert len({one["kind"] for one in gold.values()}) >= 8
    assert len({page_file(name).suffix for name in gold}) >= 3
    assert any(one["held-out"] for one in gold.values())
    published = ("begroting-2010", "jbr-2019", "kst-")
    for name in (name for name in gold if not name.startswith(published)):
        assert "Geschreven om mee te meten" in page_file(name).read_text("utf-8")


def test_the_measure_itself_sees_what_is_wrong_and_what_is_missed() -> None:
    count = Count(right=2, wrong=["a"], missed=["b", "c"])
    assert count.precision == pytest.approx(2 / 3)
    assert count.recall == pytest.approx(1 / 2)
    assert count.f1 == pytest.approx(4 / 7)
