"""Sentences of running text, with the abbreviations and references that hide a full stop."""

from __future__ import annotations

import re

from verantwoord.documents.reading.document import Span
from verantwoord.documents.word_lists import read_list

_END = re.compile(
    r"[.!?]+[\])\"'”’]*(?:[0-9]{1,2}(?=\s))?(?=\s+[^\sa-z]|\s*\Z)"  # and a footnote mark
    r"|(?<=[A-Za-z]{2}[.!?])(?=[A-Z][a-z])"  # "RAD.Met de RAD": the space was lost
)
_ABBREVIATIONS = read_list("afkortingen.txt")


def split_sentences(text: str, start: int, end: int, whole: list[Span]) -> list[Span]:
    """Return the sentences of one paragraph; a span of `whole` (a reference) is never split."""
    result: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop <= begin or _hides(text, begin, match.start()) or _inside(stop, whole):
            continue
        result.append((begin, stop))
        begin = stop
        while begin < end and text[begin] == " ":
            begin += 1
    if begin < end:
        result.append((begin, end))
    return result


def _hides(text: str, begin: int, dot: int) -> bool:
    """Say whether the full stop belongs to an abbreviation, an initial or a list number."""
    if dot >= len(text) or text[dot] != ".":
        return False
    word = re.search(r"[\w.’']*\Z", text[max(begin, dot - 20) : dot])
    last = word.group().lower() if word else ""
    if last in _ABBREVIATIONS or last.startswith("www"):
        return True
    if last.isdigit() and dot - len(last) == begin:
        return True  # "3. Eerste punt"
    return len(last) == 1 and last.isalpha() and word is not None and word.group().isupper()


def _inside(position: int, whole: list[Span]) -> bool:
    return any(start < position < end for start, end in whole)
