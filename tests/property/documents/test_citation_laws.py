"""What must hold for every text, also for one that was made to hurt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.documents.citations import find, parse
from verantwoord.documents.citations.parse import LONGEST, longest_tree
from verantwoord.documents.citations.scan import prepare

SPEC = Path(__file__).parents[2] / "spec" / "documents"
TEXTS = [
    json.loads(line)["text"]
    for name in ("citations_given.jsonl", "citations_own.jsonl")
    for line in (SPEC / name).read_text("utf-8").splitlines()
]
PIECES = st.sampled_from(
    [
        "Kamerstukken",
        "Kamerstuk",
        "Bijlage bij",
        "II",
        "I",
        "TK",
        "EK",
        "2022/23",
        "2022–2023",
        ",",
        ";",
        "en",
        "nr.",
        "nrs.",
        "p.",
        "blz.",
        "(",
        ")",
        "-",
        "–",
        "34352",
        "36 360",
        "VII",
        "B",
        "A",
        "258",
        "1-3",
        "R2064",
        "(R2064)",
        "Handelingen",
        "Aanhangsel",
        "item",
        "Stb.",
        "Stcrt.",
        "Trb.",
        "kst-",
        "vergaderjaar",
        "Tweede Kamer",
        "hoofdstuk",
        "KB van 3 mei 2022",
        "BWBR0005537",
        "jci1.3:c:",
        "&artikel=",
        "\n",
        "\xa0",
        "e.v.",
        "MvT",
        "t/m",
        "€",
        "kst-36360-VII-1",
        "h-tk-",
        "2017",
        "123",
        "0",
        "x",
    ]
)


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " ", " , "]))
@settings(max_examples=examples(400))
def test_any_order_of_parts_gives_spans_in_order_that_do_not_overlap(
    pieces: list[str], glue: str
) -> None:
    text = glue.join(pieces)
    end = 0
    for citation in sorted(find(text), key=lambda one: one.span):
        assert citation.span[0] >= end
        assert citation.span[0] < citation.span[1] <= len(text)
        end = citation.span[1]
        json.dumps(citation.as_json())


@given(st.text(max_size=200))
@settings(max_examples=examples(200))
def test_no_text_at_all_stops_the_parser(text: str) -> None:
    assert len(prepare(text)) == len(text)
    find(text)


@given(st.sampled_from(TEXTS), st.integers(0, 40))
@settings(max_examples=examples(150))
def test_prose_around_a_reference_changes_only_its_place(text: str, words: int) -> None:
    before = "woord " * words + "(zie "
    plain = [(one.soort, one.identifier, one.span) for one in find(text)]
    if any(one.is_footer for one in find(text)):
        return  # a footer is one because of where it stands
    moved = [
        (one.soort, one.identifier, (one.span[0] - len(before), one.span[1] - len(before)))
        for one in find(before + text)
    ]
    bare = text.lstrip()[:1].isdigit()  # a bare number is judged by what stands before it
    assert moved == plain or bare


HOSTILE = [
    "Kamerstukken ",
    "Kamerstukken II 2022/23, ",
    "36 360, nr. 1, ",
    "Kamerstuk 36 360, nrs. 1, 2, 3 en ",
    "Bijlage bij ",
    "Aanhangsel II ",
    "Handelingen II 2003/04, Aanhangsel ",
    "1 2 3 4 ",
    "nr. 1 (",
    "kst-",
    "kst-1-",
    "jci1.3:c:BWBR0005537&a=",
    "\n",
    " ",
    "-",
    "20 22/23, ",
    "Handelingen II 2003/04, p. 1, ",
    "Tweede Kamer, vergaderjaar 2022–2023, ",
    "(",
    "Kamerstuk 36 360 (MvT ",
]


def _work(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many characters the parser was given, and the most at once."""
    given: list[int] = []

    def counted(piece: str, rule: str, start: int) -> Any:
        given.append(min(len(piece) - start, LONGEST))
        return longest_tree(piece, rule, start)

    with monkeypatch.context() as patch:
        patch.setattr(parse, "longest_tree", counted)
        find(text)
    return sum(given), max(given, default=0)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_length_and_not_with_its_square(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: a busy machine must not fail a test; bench/ measures the time."""
    small = piece * (3_000 // len(piece))
    short, _ = _work(small, monkeypatch)
    long, most = _work(small * 4, monkeypatch)
    assert long <= 5 * short  # the square would be sixteen
    assert most <= LONGEST
