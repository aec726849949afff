"""A sentence without what differs from figure to figure: `Over ⟨tijd⟩ is de waarde ⟨waarde⟩.`

Two sentences that are the same after masking come from one form. Nothing but numbers with their
units, times, names, counted nouns and texts of the pack is taken away: a word that the catalogue
does not know stays, and is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from verantwoord import nouns
from verantwoord.formula.units import UNITS, label
from verantwoord.model.pack import Pack
from verantwoord.nouns import Noun
from verantwoord.wording.who import inside

_NUMBER = r"[−-]?\d{1,3}(?:\.\d{3})*(?:,\d+)?"
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_YEAR = r"(?:19|20)\d\d"
_ONE_TIME = (
    rf"(?:\d{{1,2}} )?(?:{_MONTH}) {_YEAR}"
    rf"|(?:(?:het|de) )?(?:eerste|tweede|derde|vierde) "
    rf"(?:kwartaal|helft|vier maanden) (?:van )?{_YEAR}|\d{{1,2}}e kwartaal van {_YEAR}"
    rf"|\d{{1,2}}-\d{{1,2}}-{_YEAR}|{_YEAR}"
)
_DAY = rf"\d{{1,2}} (?:{_MONTH}) {_YEAR}"
_TIME = re.compile(rf"\b(?:{_ONE_TIME})(?: tot en met (?:{_ONE_TIME}))?(?![\d.,]\d|%)\b")
_CODES = sorted(UNITS, key=len)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, {w for w in words if w}), key=len, reverse=True))


def _all_nouns() -> Iterator[Noun]:
    yield from (noun for noun in vars(nouns).values() if isinstance(noun, Noun))


_OF_UNITS = {w for noun in nouns.UNIT.values() for w in (noun.one_nl, noun.many_nl)}
_NOUNS = _alternatives(
    {w for noun in _all_nouns() for w in (noun.one_nl, noun.many_nl)} - _OF_UNITS
)
_COUNTED = re.compile(rf"\b{_NUMBER}(?: van {_NUMBER})? (?:{_NOUNS})\b")


class Mask:
    """What differs from figure to figure in the releases of one pack."""

    def __init__(
        self, pack: Pack, words_of_sources: Iterable[str] = (), texts: Iterable[str] = ()
    ) -> None:
        self.pack = pack
        self.texts = tuple(texts)
        self.vague = {"ongeveer", "ten hoogste", "ten minste", *words_of_sources} - {"tussen"}

    @cached_property
    def _of_pack(self) -> dict[str, str]:
        """What the pack itself says: names; and why something breaks or is unknown."""
        told = [
            sentence
            for i in self.pack.indicators.values()
            for one in (*(b.reason for b in i.breaks), i.apart, i.applies_reason)
            if one is not None
            for sentence in sentences_of(one.nl)
        ]
        told += [i.no_number.nl.rstrip(".") for i in self.pack.indicators.values() if i.no_number]
        told += [i.title.nl for i in self.pack.indicators.values()]
        told += [c.title.nl for d in self.pack.datasets.values() for c in d.components if c.title]
        told += [v.unknown.nl for p in self.pack.parameters.values() for v in p.values if v.unknown]
        told += [g.path.unknown.nl for g in self.pack.goals.values() if g.path.unknown]
        about = (i.about.nl for i in self.pack.indicators.values() if i.about)
        told += [words for text in about for words in in_each_month(text)]
        found = dict.fromkeys((*told, *self.texts), "⟨tekst⟩")
        for o in self.pack.organisations.by_id.values():
            for name in o.names:
                lower = inside(name.name)
                found |= dict.fromkeys((name.name, name.short, lower), "⟨wie⟩")
        return found

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_alternatives(self._of_pack)})(?!\w)")

    @cached_property
    def _value(self) -> re.Pattern[str]:
        units = {label(i.unit) for i in self.pack.indicators.values()}
        units |= {label(i.unit, number=1) for i in self.pack.indicators.values()}
        units |= {label(code) for code in _CODES} | {label(code, number=1) for code in _CODES}
        units |= {"procentpunt", "miljoen"}
        one = rf"(?:€ )?{_NUMBER}(?:%| (?:{_alternatives(units)})(?!\w))?"
        vague = rf"(?:(?:{_alternatives(self.vague)}) )?"
        return re.compile(rf"(?<![\w.,]){vague}(?:tussen {one} en {one}|{one})")

    def __call__(self, sentence: str) -> str:
        """Return the form of a sentence."""
        said = self._names.sub(lambda found: self._of_pack[found[0]], sentence)
        said = re.sub(rf"\bOver {_DAY}", "Over ⟨dag⟩", said)  # of a day it is `op`
        said = re.sub(rf"\b([Oo])p {_DAY}", r"\1ver ⟨tijd⟩", said)
        said = _TIME.sub("⟨tijd⟩", said)
        said = re.sub(rf"\bdat tot en met (?:{_MONTH})\b", "dat tot en met ⟨maand⟩", said)
        said = _COUNTED.sub("⟨aantal⟩", said)
        said = self._value.sub("⟨waarde⟩", said)
        said = re.sub(r"gemeten op verschillende wijzen \([^)]*\)", "gemeten op ⟨wijzen⟩", said)
        said = re.sub(r"gemeten met [\w, -]+?(?=[.,:;)]|$)", "gemeten met ⟨wijze⟩", said)
        return re.sub(r"'[^']+'", "'⟨naam⟩'", said)


def in_each_month(about: str) -> list[str]:
    """Return what a text says of each month of a year."""
    return [about.replace("{month}", month) for month in _MONTH.split("|")]


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text."""
    yield from filter(None, re.split(r"(?<=[.!?])\s+(?=[A-ZÉ€])", text.strip()))
