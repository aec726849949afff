"""Whether a string is a Dutch word, compounds included: the OpenTaal dictionary through spylls.

Reading the dictionary takes about three seconds and 180 MB, and most questions can be answered
without it. So a question goes through four answers, the cheapest first: this process has seen the
word; it stands in the word list as it is; an earlier run has asked and kept the answer in a cache
file; only then the dictionary with its affix and compound rules is loaded. The cache never answers
differently from the dictionary: its name holds the hash of the dictionary files, so that another
dictionary starts another cache.
"""

from __future__ import annotations

import hashlib
import io
import os
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from verantwoord.extras import using
from verantwoord.scratch import write_whole

_FOLDER = ("data", "nl")
# Flags of nl.aff: forbidden, only in compounds, only in capitals; such a line proves no word.
_NOT_ALONE = ("Fw", "Cx", "Fu", "Kc")
_LONGEST = 60  # letters; longer strings are no words and would cost the compound rules much


class WordList(Protocol):
    """Anything that can say whether a string is a word."""

    def is_word(self, word: str) -> bool:
        """Say whether `word` is one, also as compound."""

    def is_listed(self, word: str) -> bool:
        """Say whether `word` is one without making a compound: itself, or with an ending."""


class Dictionary:
    """The OpenTaal dictionary, loaded only when nothing cheaper knows the answer."""

    def __init__(self, cache: Path | None = None) -> None:
        self._seen: dict[str, bool] = {}
        self._new: dict[str, bool] = {}
        self._cache = cache

    def is_word(self, word: str) -> bool:
        """Say whether `word` is Dutch, in any capitals, also as compound."""
        known = self._seen.get(word)
        if known is None:
            known = self._decide(word)
            self._seen[word] = known
        return known

    def is_listed(self, word: str) -> bool:
        """Say whether the list has `word` itself or with an ending; a compound does not count."""
        if word.lower() in self._plain:
            return True
        key = f"={word}"  # kept beside the other answers; no word begins so
        known = self._seen.get(key)
        if known is None:
            known = self._kept.get(key)
        if known is None:
            known = self.is_word(word) and self._has_plain_form(word)
            self._new[key] = known
        self._seen[key] = known
        return known

    def _has_plain_form(self, word: str) -> bool:
        with using("documents"):
            from spylls.hunspell.algo.lookup import AffixForm

        forms = _hunspell().lookuper.good_forms(word.replace("ij", "ĳ"))
        return any(isinstance(form, AffixForm) for form in forms)

    def _decide(self, word: str) -> bool:
        if not word or len(word) > _LONGEST:
            return False
        if word.lower() in self._plain:
            return True
        kept = self._kept.get(word)
        if kept is None:
            kept = bool(_hunspell().lookup(word))
            self._new[word] = kept
        return kept

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that stand in the list themselves; the Dutch ij is one letter there."""
        found = []
        for line in _file("nl.dic").decode("utf-8").splitlines()[1:]:
            word, _, flags = line.partition("/")
            pairs = {flags[i : i + 2] for i in range(0, len(flags), 2)}
            if word.isalpha() and not pairs & set(_NOT_ALONE):
                found.append(word.replace("ĳ", "ij"))
        return frozenset(word for word in found if word.islower())

    @cached_property
    def _kept(self) -> dict[str, bool]:
        if self._cache is None:
            return {}
        try:
            lines = self._cache_file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        return {line[1:]: line[0] == "+" for line in lines if line[:1] in "+-" and len(line) > 1}

    @cached_property
    def _cache_file(self) -> Path:
        assert self._cache is not None  # asked only when there is a cache
        digest = hashlib.sha256(_file("nl.aff") + _file("nl.dic")).hexdigest()[:12]
        return self._cache / f"woorden-{digest}.txt"

    def keep(self) -> None:
        """Add the new answers to the cache file; a cache that cannot be written is no error."""
        if self._cache is None or not self._new:
            return
        answers = {**self._kept, **self._new}
        text = "".join(f"{'+' if yes else '-'}{word}\n" for word, yes in sorted(answers.items()))
        try:
            write_whole(self._cache_file, text.encode())
        except OSError:
            return
        self._new = {}


@cache
def _hunspell() -> Any:
    """Load the dictionary, once for the process."""
    with using("documents"):
        from spylls.hunspell import Dictionary as Hunspell
        from spylls.hunspell import readers
        from spylls.hunspell.readers.file_reader import BaseReader

    class Text(BaseReader):  # type: ignore[misc]
        """From memory: the reader of the library leaves its files open."""

        def reset_encoding(self, encoding: str) -> None:
            """Both files are UTF-8, which was decoded already."""

    aff, context = readers.read_aff(Text(io.StringIO(_file("nl.aff").decode("utf-8"))))
    words = Text(io.StringIO(_file("nl.dic").decode("utf-8")))
    return Hunspell(aff, readers.read_dic(words, aff=aff, context=context))


def _file(name: str) -> bytes:
    return resources.files(__package__).joinpath(*_FOLDER, name).read_bytes()


def cache_folder() -> Path:
    """Return where a command keeps decided words: the cache folder of the user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "verantwoord"
