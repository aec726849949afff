"""One language a run: set once, asked by everyone, and spoken by errors too."""

from __future__ import annotations

import contextvars
import subprocess
import sys
from pathlib import Path

import pytest

from verantwoord.cli.terms import asked_language, without_language
from verantwoord.errors import VerantwoordError
from verantwoord.language import say, speak, speaking, spoken


def test_dutch_is_spoken_until_english_is_asked() -> None:
    assert (spoken(), say("ja", "yes")) == ("nl", "ja")
    with speaking("en"):
        assert (spoken(), say("ja", "yes")) == ("en", "yes")
        with speaking("nl"):
            assert say("ja", "yes") == "ja"
        assert say("ja", "yes") == "yes"
    assert spoken() == "nl"


def test_the_language_returns_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError
    assert spoken() == "nl"


def test_two_at_once_do_not_hear_each_other() -> None:
    """As two requests of a web server would be."""
    other = contextvars.copy_context()
    other.run(speak, "en")
    assert (spoken(), other.run(spoken)) == ("nl", "en")


def test_a_language_that_we_do_not_speak_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no language 'de'"):
        speak("de")


def test_an_error_speaks_the_language_of_who_prints_it() -> None:
    error = VerantwoordError("er is al een levering", "there is a delivery already")
    assert str(error) == "er is al een levering"
    with speaking("en"):
        assert str(error) == "there is a delivery already"
    assert error.in_language("en") == "there is a delivery already"


@pytest.mark.parametrize(
    ("words", "variable", "language"),
    [
        (["read", "x"], "nl", "nl"),
        (["read", "x"], "en_GB", "en"),
        (["--lang", "en", "read"], "nl", "en"),
        (["read", "--lang=en", "x"], "nl", "en"),
        (["read", "x", "--lang", "nl"], "en", "nl"),
        (["read", "--lang"], "nl", "nl"),
    ],
)
def test_the_arguments_go_before_the_environment(
    words: list[str], variable: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERANTWOORD_LANG", variable)
    assert asked_language(words) == language
    assert without_language(["--lang", "en", "read", "--lang=nl", "x"]) == ["read", "x"]


def test_the_command_line_speaks_one_language_from_begin_to_end(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    said = {}
    for language in ("nl", "en"):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "verantwoord",
                "read",
                tmp_path / "leeg.txt",
                "--lang",
                language,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        said[language] = done.stderr.strip()
    assert said == {
        "nl": "Fout: leeg.txt is leeg. Kies een ander bestand.",
        "en": "Error: leeg.txt is empty. Choose another file.",
    }
