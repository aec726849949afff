"""Which runner somebody means by a word."""

from __future__ import annotations

import pytest

from verantwoord.engine.errors import EngineError
from verantwoord.engine.runners.choose import runner_for


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("duckdb", "duckdb"),
        ("reference", "reference"),
        ("local", "spark"),
        ("local[2]", "spark"),
        ("local[*]", "spark"),
        ("spark://host:7077", "spark"),
        ("k8s://https://host", "spark"),
        ("yarn", "spark"),
    ],
)
def test_a_word_means_one_runner(word: str, name: str) -> None:
    assert name == runner_for(word).NAME


@pytest.mark.parametrize("word", ["", "Duckdb", "local[x]", "local[2", "spark://", "polars"])
def test_another_word_is_refused_with_what_can_be_chosen(word: str) -> None:
    with pytest.raises(EngineError, match=r"duckdb, reference, of een Spark: local\[2\]"):
        runner_for(word)
