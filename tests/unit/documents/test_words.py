"""The dictionary says what is a word, and a cache never changes that."""

from __future__ import annotations

from pathlib import Path

import pytest

from verantwoord.documents.words import Dictionary


@pytest.mark.parametrize(
    "word", ["rijksontmoetingspleinen", "energiebesparingsopgave", "bedrijfsvoering", "Rijk", "ijs"]
)
def test_words_and_compounds_are_words(words: Dictionary, word: str) -> None:
    assert words.is_word(word)


@pytest.mark.parametrize("word", ["zaming", "departe", "hetwerk", "", "x" * 70, "menten"])
def test_halves_and_glued_words_are_none(words: Dictionary, word: str) -> None:
    assert not words.is_word(word)


def test_a_compound_is_a_word_but_is_not_listed(words: Dictionary) -> None:
    assert words.is_listed("kantoren")
    assert words.is_word("gemiddeldeleeftijd")  # which is why a compound is not enough
    assert not words.is_listed("gemiddeldeleeftijd")


def test_answers_are_kept_and_used_without_the_dictionary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Dictionary(tmp_path)
    assert first.is_word("energiebesparingsopgave")
    assert not first.is_word("zaming")
    first.keep()
    monkeypatch.setattr("verantwoord.documents.words._hunspell", None)  # three seconds saved
    second = Dictionary(tmp_path)
    assert second.is_word("energiebesparingsopgave")
    assert not second.is_word("zaming")


def test_a_cache_of_another_dictionary_or_a_broken_one_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "woorden-000000000000.txt").write_text("+zaming\n")
    assert not Dictionary(tmp_path).is_word("zaming")
    kept = Dictionary(tmp_path)
    kept.is_word("zaming")
    kept.keep()
    [file] = [p for p in tmp_path.iterdir() if "000000" not in p.name]
    file.write_bytes(b"\xff\xfe\x00garbage")
    assert not Dictionary(tmp_path).is_word("zaming")


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    words = Dictionary(blocked / "below")
    words.is_word("departementaal")
    words.is_word("zaming")
    words.keep()
