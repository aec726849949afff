"""From lines to running text: what a line break cut is put together, and every character keeps
its place in the original.

Extracted text has three kinds of line break: between words, inside a word with a hyphen, and inside
a word without one (Word and PDF drop the soft hyphen). Which it is, is decided by the dictionary,
by the capitals, and by a habit of the document itself: in many PDFs a line that ends with a whole
word keeps its trailing space, so that a line without one was cut.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from verantwoord.documents.reading.document import Extract, Furniture, Join, Span
from verantwoord.documents.reading.furniture import SPEAKER, lines_of
from verantwoord.documents.reading.items import labelled, numbered
from verantwoord.documents.word_lists import read_list
from verantwoord.documents.words import WordList

_HYPHENS = "-\u00ad\u2010\ufffe\x02"
_SOFT = "\u00ad\ufffe\x02"  # never part of a word
_LEFT = re.compile(r"[^\W\d_](?:[\w'’./]*-)*[^\W_]*[-\u00ad\u2010\ufffe\x02]?\Z|[A-Za-z0-9]+-\Z")
_LEFT_WORD = re.compile(r"[\w'’-]*[\w](?=[-\u00ad\u2010\ufffe\x02]?\Z)")
_RIGHT_WORD = re.compile(r"[\w'’-]*\w")
_SUSPENDED = {"en", "of", "en/of", "tot", "als", "dan", "maar"}
_TERMINAL = re.compile(r"[.!?:;][\])\"'”’0-9]*\s*\Z")
_BULLET = re.compile(r"\s*(?:[•·▪●■►*–—-]\s|[0-9]{1,2}[.)]\s|[a-z][.)]\s)")
_FUNCTION_WORDS = read_list("functiewoorden.txt")
_HEADING_LENGTH = 110
_SAMPLE = 400  # line breaks to look at for the habits of a document


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text in paragraphs, with for each character its place in the original."""

    text: str
    places: array[int]
    paragraphs: tuple[Span, ...]  # in `text`
    headings: frozenset[int]  # which paragraphs are headings
    joins: tuple[Join, ...]

    def original(self, start: int, end: int) -> Span:
        """Return the span in the original of a piece of the running text."""
        if end <= start:
            return self.places[start], self.places[start]
        return self.places[start], self.places[end - 1] + 1

    def running(self, start: int, end: int) -> Span:
        """Return the span in the running text of a piece of the original."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.places = array("l")
        self.paragraphs: list[Span] = []
        self.headings: set[int] = set()
        self.begun = 0

    def add(self, start: int, end: int) -> None:
        """Add a piece of the original, each run of blanks as one space."""
        for match in re.finditer(r"[^\s\u00a0]+|[\s\u00a0]+", self.source[start:end]):
            piece = match.group()
            at = start + match.start()
            if piece.isspace():
                self.space(at)
            else:
                self.pieces.append(piece)
                self.length += len(piece)
                self.places.extend(range(at, at + len(piece)))

    def space(self, at: int) -> None:
        if self.length > self.begun and self.pieces[-1] != " ":
            self.pieces.append(" ")
            self.length += 1
            self.places.append(at)

    def drop_last_character(self) -> None:
        self.pieces[-1] = self.pieces[-1][:-1]
        self.length -= 1
        self.places.pop()

    def end_paragraph(self, heading: bool = False) -> None:
        while self.length > self.begun and self.pieces[-1] == " ":
            self.pieces.pop()
            self.length -= 1
            self.places.pop()
        if self.length > self.begun:
            if heading:
                self.headings.add(len(self.paragraphs))
            self.paragraphs.append((self.begun, self.length))
            self.pieces.append("\n")
            self.places.append(self.places[-1])
            self.length += 1
        self.begun = self.length


class _Lines:
    """The lines of text that are left, and how each goes over into the next."""

    def __init__(self, extract: Extract, furniture: list[Furniture], words: WordList) -> None:
        self.text = extract.text
        self.words = words
        self.flowing = extract.flowing
        gone = {f.span for f in furniture}
        marked = {span[0] for span in extract.headings}
        self.spans: list[Span] = []
        self.blank_before: list[bool] = []
        self.marked: list[bool] = []
        blank = False
        for span in lines_of(extract.text):
            if span in gone:
                continue
            if not self.text[slice(*span)].strip():
                blank = True
                continue
            self.spans.append(span)
            self.blank_before.append(blank)
            self.marked.append(span[0] in marked)
            blank = False
        lines = [self.line(i) for i in range(len(self.spans))]
        self.labelled = labelled(lines)
        self.points = self.labelled | numbered(lines)
        self.habit, self.cuts = self._habits()
        widths = sorted(len(self.line(i)) for i in range(len(self.spans)))
        self.width = widths[len(widths) * 3 // 4] if widths else 0
        self.headings: list[bool] = []
        for i in range(len(self.spans)):  # in order: each may depend on the one before
            self.headings.append(self._is_heading(i))

    def line(self, index: int) -> str:
        return self.text[slice(*self.spans[index])]

    def _habits(self) -> tuple[bool, bool]:
        """Look at all line breaks before deciding one.

        First: a line that ends with a whole word keeps its space. Second: words are cut without
        a hyphen; proven when at least two breaks can be nothing else.
        """
        spaced = against = cuts = 0
        step = max(1, len(self.spans) // _SAMPLE)
        for i in range(0, len(self.spans) - 1, step):
            line, following = self.line(i), self.line(i + 1).lstrip()
            if not following[:1].islower() or not line.rstrip()[-1:].isalpha():
                continue
            if line.endswith(" "):
                spaced += 1
                continue
            left, right = _letters(_last_word(line)), _first_word(following)
            joined = self.words.is_word(left + right)
            whole = self.words.is_word(left) and self.words.is_word(right)
            cuts += joined and not whole
            against += whole and not joined
        return spaced >= 3 and against * 4 <= spaced, cuts >= 2

    def _is_heading(self, i: int) -> bool:
        """A short line that begins as a title, stands between two sentences and has no end."""
        if self.marked[i] or self.flowing or i in self.labelled:
            return self.marked[i]
        line = self.line(i).strip()
        if SPEAKER.fullmatch(line):
            return True
        if len(line) > _HEADING_LENGTH or _TERMINAL.search(line) or line[-1] in ",-(":
            return False
        if not re.match(r"(?:[A-Z][.)]\s|[0-9]+(?:\.[0-9]+)*\.?\s+)?[A-ZÀ-Ý0-9]", line):
            return False
        if line.split()[-1].lower() in _FUNCTION_WORDS or _BULLET.match(line):
            return False
        before = self.line(i - 1) if i else ""
        after = self.line(i + 1).lstrip() if i + 1 < len(self.spans) else ""
        if not after or after[0].islower() or after[0] in "(,;":
            return False
        opens = i == 0 or self.blank_before[i] or bool(_TERMINAL.search(before))
        if i and not opens:
            opens = self.headings[i - 1] and len(before.split()) < 12
        if self.blank_before[i + 1] or (self.habit and not self.line(i).endswith(" ")):
            return opens
        full = 0.7 if self.habit else 0.9
        return opens and len(line) < full * self.width

    def transition(self, i: int) -> tuple[str, str]:
        """Return how line i goes over into the next: paragraph, space, join, join-hyphen, drop."""
        line, following = self.line(i), self.line(i + 1)
        bare, after = line.rstrip(), following.lstrip()
        blank = self.blank_before[i + 1]
        if bare[-1] in _HYPHENS and not bare.endswith((" -", "--")):
            return self._after_hyphen(bare, after)
        if i + 1 in self.points or (_BULLET.match(following) and not after[0].isdigit()):
            return "paragraph", ""
        if blank and not after[0].islower():
            return "paragraph", ""
        if not after[0].islower():
            return ("paragraph" if blank else "space"), ""
        if _TERMINAL.search(bare) or not bare[-1].isalpha():
            return "space", ""
        return self._without_hyphen(bare, after, line.endswith(" "))

    def _after_hyphen(self, bare: str, after: str) -> tuple[str, str]:
        soft = bare[-1] in _SOFT
        left, right = _last_word(bare), _first_word(after)
        if not left or not right:
            return "space", ""
        if right.lower() in _SUSPENDED and not soft:
            return "space", ""
        joined = after[0].islower() and self.words.is_word(_letters(left) + right)
        if joined and not _needs_hyphen(left):
            return "drop", "woordenboek kent het zonder streepje"
        if soft:
            return "drop", "zacht afbreekstreepje"
        if _needs_hyphen(left) or not after[0].islower():
            return "join-hyphen", "afkorting, cijfer of hoofdletter houdt het streepje"
        whole = self.words.is_word(_letters(left)) and self.words.is_word(right)
        if whole:
            return "join-hyphen", "beide delen zijn woorden, samen niet"
        return "drop", "een van de delen is geen woord"

    def _is_one_word(self, bare: str, tail: str, right: str) -> bool:
        """Decide for two words that together are a word too, in a document that cuts words.

        A small word directly after an article is half of another ("de uit|komsten"). A word that
        the list has itself is one ("hier|over"). A compound is one, unless its first half is an
        inflected adjective ("gemiddelde leeftijd") or a measure ("aantal gebouwen").
        """
        small = tail.lower()
        listed = self.words.is_listed(tail + right)
        if small in _FUNCTION_WORDS:
            return listed and _word_before(bare, tail) in _DETERMINERS
        if listed:
            return True
        loose = small in _MEASURES or small.endswith("e") or len(small) < 3 or len(right) < 4
        return not loose

    def _without_hyphen(self, bare: str, after: str, spaced: bool) -> tuple[str, str]:
        left, right = _last_word(bare), _first_word(after)
        if not left or not right or (self.habit and spaced):
            return "space", ""
        tail = left.rsplit("-", 1)[-1]
        if len(right) == 1 and not self.habit:
            return "space", ""
        joined = self.words.is_word(tail + right)
        if self.habit and joined and tail.lower() not in _FUNCTION_WORDS:
            return "join", "regel zonder spatie aan het eind, samen een woord"
        if not joined and (not self.habit or tail[0].isupper()):
            return "space", ""  # asking for the parts would cost more and change nothing
        whole = self.words.is_word(tail) and self.words.is_word(right)
        if joined and not whole:
            return "join", "een van de delen is geen woord, samen wel"
        if joined and self.cuts and self._is_one_word(bare, tail, right):
            return "join", "dit document breekt woorden af zonder streepje, samen een woord"
        if not whole:
            return "join", "regel zonder spatie aan het eind, een deel is geen woord"
        return "space", ""


_DETERMINERS = read_list("lidwoorden.txt")
# Nouns that stand before another noun without making one word of it: "het aantal gebouwen".
_MEASURES = read_list("maatwoorden.txt")


def _word_before(bare: str, tail: str) -> str:
    words = bare[: len(bare) - len(tail)].split()
    return words[-1].lower() if words else ""


def _last_word(bare: str) -> str:
    match = _LEFT_WORD.search(bare[-80:])
    return match.group() if match else ""


def _first_word(after: str) -> str:
    match = _RIGHT_WORD.match(after[:80])
    return match.group() if match else ""


def _letters(word: str) -> str:
    return word.rsplit("-", 1)[-1]


def _needs_hyphen(left: str) -> bool:
    last = _letters(left)
    return last.isupper() or len(last) == 1 or any(c.isdigit() for c in last)


def make_flow(extract: Extract, furniture: list[Furniture], words: WordList) -> Flow:
    """Put the lines of a document together; see the top of this module."""
    lines = _Lines(extract, furniture, words)
    build = _Builder(extract.text)
    joins: list[Join] = []
    for i, (start, end) in enumerate(lines.spans):
        build.add(start, end)
        last = i + 1 == len(lines.spans)
        if last or extract.flowing or lines.headings[i] or lines.headings[i + 1]:
            build.end_paragraph(heading=lines.headings[i])
            continue
        how, why = lines.transition(i)
        if how == "paragraph":
            build.end_paragraph()
        elif how == "space":
            build.space(end)
        else:
            if how == "drop":
                while build.pieces[-1] == " ":
                    build.pieces.pop()
                    build.length -= 1
                    build.places.pop()
                build.drop_last_character()
            elif build.pieces[-1] == " ":
                build.pieces.pop()
                build.length -= 1
                build.places.pop()
            joins.append(_join(lines, i, how, why))
    text = "".join(build.pieces)
    return Flow(
        text, build.places, tuple(build.paragraphs), frozenset(build.headings), tuple(joins)
    )


def _join(lines: _Lines, i: int, how: str, why: str) -> Join:
    bare, following = lines.line(i).rstrip(), lines.line(i + 1)
    left, right = _last_word(bare), _first_word(following.lstrip())
    glue = "-" if how == "join-hyphen" else ""
    begin = lines.spans[i][0] + len(bare) - len(left) - (how != "join")
    indent = len(following) - len(following.lstrip())
    until = lines.spans[i + 1][0] + indent + len(right)
    return Join((begin, until), left + glue + right, bool(glue), why)
