"""A formula in words, for the few forms that most indicators have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.wording.test_sentences import PACK
from verantwoord.wording.formulas import rule_in_words


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("as_percent(teller / noemer)", "De teller gedeeld door de noemer, maal 100."),
        ("teller / noemer", "De teller gedeeld door de noemer."),
        ("uren", "Een optelling, zonder verdere berekening."),
        ("greatest(0, uren - alle_uren)", ""),
    ],
)
def test_the_rule_of_an_indicator_is_told_before_its_code(formula: str, said: str) -> None:
    assert rule_in_words(replace(PACK.indicators["banen.aandeel"], formula=formula)) == said
