"""How sure a finding is, and that a person sees the doubtful ones first."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from verantwoord.documents.findings.signs import signs_of
from verantwoord.documents.findings.weigh import CERTAIN
from verantwoord.documents.reading import read
from verantwoord.documents.reading.show import DOUBTFUL, as_html, as_text, doubtful
from verantwoord.documents.words import Dictionary
from verantwoord.language import speaking

TEXT = (
    "In 2023 is het register geopend. Het aandeel moet in 2030 ten minste 90 procent zijn. "
    "Ik heb met de departementen afspraken gemaakt over 2024. De zaal is blauw. "
    "Nog niet alle diensten zijn aangesloten, en dat is lastig. "
    "Medewerkers kunnen in 2030 elk document binnen vijf minuten vinden.\n"
)


def test_every_target_and_claim_says_how_sure_it_is(tmp_path: Path, words: Dictionary) -> None:
    path = tmp_path / "stuk.txt"
    path.write_text(TEXT, "utf-8")
    document = read(path, words=words)
    found = [*document.findings("target"), *document.findings("claim")]
    sure = [f.values["confidence"] for _, f in found]
    assert len(sure) >= 3
    assert all(isinstance(one, Decimal) and CERTAIN <= one < 1 for one in sure)
    assert all("zaal" not in s.text for s, _ in found)


def test_the_doubtful_stand_first_the_least_certain_on_top(
    tmp_path: Path, words: Dictionary
) -> None:
    pages = Path(__file__).parents[2] / "gold" / "pages"
    seen = 0
    for page in sorted(pages.glob("[gkmr]*.txt"))[:12]:
        document = read(page, words=words)
        unsure = doubtful(document)
        sure = [f.values["confidence"] for _, f in unsure]
        assert sure == sorted(sure)
        assert all(one < DOUBTFUL for one in sure)
        seen += len(sure)
        with speaking("nl"):
            text, html = as_text(document), as_html(document)
        assert text.count("eerst na te kijken") == len(sure)
        assert ("Eerst na te kijken" in html) is bool(sure)
        for sentence, _ in unsure:
            assert f'<li><a href="#zin-{sentence.number}">' in html
    assert seen


@pytest.mark.parametrize(
    "word", ["x", "1 ", "eind het de in ", "heeft zich ten ", "onder de ", "A."]
)
def test_no_sign_gets_lost_in_a_long_sentence(word: str) -> None:
    """One expression took time by the cube of the sentence; then this does not end."""
    text = (word * 1000)[:1000]
    assert "kort" not in signs_of(f"{text} {text} en dan nog wat", 2023, False, (False, False))
