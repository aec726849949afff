"""How promises stand, as a sentence: one is never said in the plural, none is never 0."""

from __future__ import annotations

import pytest

from verantwoord.wording.tally import promises_sentence


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            (1, 1, 0, 1, 0),
            "Er is één motie of toezegging. Die staat nog open, over de termijn. "
            "Van elke laat een cijfer zien wat ervan kwam.",
        ),
        (
            (1, 0, 0, 0, 1),
            "Er is één motie of toezegging. Die staat niet meer open. "
            "Geen enkel cijfer laat zien wat ervan kwam.",
        ),
        (
            (150, 93, 5, 80, 12),
            "Van 93 van de 150 moties en toezeggingen is bekend dat zij nog open staan, waarvan 80 "
            "over de termijn. Van 5 is alleen een oudere stand bekend: of zij nog open staan, is "
            "niet bekend. "
            "Bij 12 laat geen cijfer zien wat ervan kwam.",
        ),
        (
            (4, 0, 1, 0, 4),
            "Van geen van de 4 moties en toezeggingen is bekend dat zij nog open staan. Van 1 is "
            "alleen een oudere stand bekend: of het nog open staat, is niet bekend. "
            "Geen enkel cijfer laat zien wat ervan kwam.",
        ),
    ],
)
def test_promises_are_counted_in_a_sentence(
    counts: tuple[int, int, int, int, int], said: str
) -> None:
    assert promises_sentence(*counts) == said
