"""Sentences of running text, with the abbreviations and references that hide a full stop."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from verantwoord.documents.reading.document import Span
from verantwoord.documents.word_lists import read_list

_END = re.compile(
    # with a footnote mark; a row of full stops is looked at once, from its first
    r"(?<![.!?])[.!?]++[\])\"'”’]*+(?:[0-9]{1,2}(?=\s))?(?=\s+[^\sa-z]|\s*\Z)"
    r"|(?<=[A-Za-z]{2}[.!?])(?=[A-Z][a-z])"  # "RAD.Met de RAD": the space was lost
)
# "A.G. Koenders", "J.-P. Balkenende", "Th. de Vries", "IJ. Jansen"
_INITIALS = re.compile(r"(?:(?:[A-ZÀ-Ý]|IJ|Ch|Chr|Fr|Joh|Ph|St|Th|Tj|Ym)\.?-?)+")
# After "status A." these begin a sentence; after "A.G." only those that begin no surname.
_NO_SURNAME = read_list("geen_achternaam.txt")
_STARTERS = _NO_SURNAME | read_list("zinsbegin.txt")
_POINT_NUMBER = re.compile(r"\s[0-9]{1,3}\Z")
_POINT = re.compile(r"\.\s+[A-ZÀ-Ý][a-zà-ÿ]+(?:\(s\))?:")
_ABBREVIATIONS = read_list("afkortingen.txt")
# Nobody writes a sentence of a page; a table without full stops is cut in pieces of this length, so
# that no rule about sentences ever sees more. The longest of the gold pages has 340 characters.
LONGEST_SENTENCE = 1_000


def split_sentences(text: str, start: int, end: int, whole: list[Span]) -> list[Span]:
    """Return the sentences of one paragraph; a span of `whole` (a reference) is never split.

    Shape:    `whole` are spans in the order of the text -> spans.
    Source:   own choice: none is longer than LONGEST_SENTENCE.
    """
    whole = _apart(whole)
    return [
        piece
        for sentence in _at_full_stops(text, start, end, whole)
        for piece in _cut(text, sentence, whole)
    ]


def _cut(text: str, sentence: Span, whole: list[Span]) -> Iterator[Span]:
    """Yield a sentence in pieces of at most LONGEST_SENTENCE, at a space where there is one."""
    begin, end = sentence
    while end - begin > LONGEST_SENTENCE:
        stop = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE + 1)
        stop = stop if stop > begin else begin + LONGEST_SENTENCE
        around = _around(stop, whole)
        if around is not None and around[0] > begin:
            stop = around[0]  # a reference is not cut in two
        yield begin, stop
        begin = stop
        while begin < end and text[begin] == " ":
            begin += 1
    if begin < end:
        yield begin, end


def _at_full_stops(text: str, start: int, end: int, whole: list[Span]) -> list[Span]:
    result: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop <= begin or _around(stop, whole) is not None:
            continue
        number = _number_of_next(text, begin, match.start())
        if number is not None:
            stop = number  # "... wetsvoorstel 4. Agendapunt: ...": the number begins the next
        elif _hides(text, begin, match.start()):
            continue
        last = stop
        while last > begin and text[last - 1] == " ":
            last -= 1
        result.append((begin, last))
        begin = stop
        while begin < end and text[begin] == " ":
            begin += 1
    if begin < end:
        result.append((begin, end))
    return result


def _number_of_next(text: str, begin: int, dot: int) -> int | None:
    """Return where the number stands of a point that follows, as in a list on one line."""
    number = _POINT_NUMBER.search(text, max(begin, dot - 5), dot)
    if number is None or number.start() <= begin or not _POINT.match(text, dot):
        return None
    return number.start() + 1


def _hides(text: str, begin: int, dot: int) -> bool:
    """Say whether the full stop belongs to an abbreviation, an initial or a list number."""
    if dot >= len(text) or text[dot] != ".":
        return False
    word = re.search(r"[\w.’'-]*\Z", text[max(begin, dot - 20) : dot])
    last = word.group() if word else ""
    if last.lower() in _ABBREVIATIONS or last.lower().startswith("www"):
        return True
    if last.isdigit() and dot - len(last) == begin:
        return True  # "3. Eerste punt"
    if not _INITIALS.fullmatch(last):
        return False
    word = re.match(r"\s+([^\W\d_]+)", text[dot + 1 : dot + 41])
    following = word[1].lower() if word else ""
    return following not in (_STARTERS if len(last) == 1 else _NO_SURNAME)


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans in the order of the text, those that overlap as one."""
    apart: list[Span] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _around(position: int, whole: list[Span]) -> Span | None:
    """Return the span that a position cuts in two; the spans do not overlap, and are in order."""
    before = bisect_left(whole, (position, 0)) - 1
    return whole[before] if before >= 0 and position < whole[before][1] else None
