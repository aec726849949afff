"""What is written is read back as the same, bombs are refused, and a period always has a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from tests.conftest import PACKS, REPOSITORY
from tests.docs.pack_format import KINDS
from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError
from verantwoord.model.period import Grain, Period, PeriodError
from verantwoord.model.reading import read
from verantwoord.model.text import Text
from verantwoord.model.theme import Theme
from verantwoord.model.writing import to_yaml

FOLDERS = [*sorted((REPOSITORY / "packs").iterdir()), PACKS / "mini"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_of_every_pack_is_written_as_it_was_read(kind: str) -> None:
    made, files = KINDS[kind]
    for path in (p for folder in FOLDERS for p in sorted(folder.glob(files))):
        if path.name.endswith(".cases.yaml") == (kind == "cases"):
            one = read(strict_yaml.load(path, path.name), made)
            text = to_yaml(one)
            assert read(strict_yaml.parse(text, "x"), made) == one, path
            yaml.load(text, Loader=yaml.SafeLoader)  # any other reader can read it


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\nb\n", "Yes", "null", "0.10", "2024-01-01", "- x", "x: y", " a", "a\tb", "é?"],
)
def test_no_text_becomes_something_else(text: str) -> None:
    theme = Theme("t", Text(text), Text("x", text))
    assert read(strict_yaml.parse(to_yaml(theme), "x"), Theme) == theme


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3000 + "]" * 3000,
        "{a: " * 3000,
        "- " * 3000 + "x",
        "- ? " * 2000,
        "-   " * 1000,
        "\n".join(" " * i + "a:" for i in range(2000)),
    ],
)
def test_what_nests_too_deep_is_refused_before_it_is_parsed(text: str) -> None:
    with pytest.raises(PackError, match="niveaus diep"):
        strict_yaml.parse(text, "x")


def test_too_large_a_file_and_one_that_is_no_utf8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="te groot"):
        strict_yaml.parse("a" * (strict_yaml.MOST_CHARACTERS + 1), "x")
    (tmp_path / "x.yaml").write_bytes(b"a: \xff")
    with pytest.raises(PackError, match="UTF-8"):
        strict_yaml.load(tmp_path / "x.yaml", "x.yaml")


def test_brackets_in_a_text_are_no_depth() -> None:
    assert strict_yaml.parse("a: '" + "[" * 100 + "'", "x").value == {"a": "[" * 100}


@pytest.mark.parametrize(
    ("period", "years", "expected"),
    [
        ("2024-02-28", -1, "2023-02-28"),
        ("2024-02-29", -1, "2023-02-28"),
        ("2023-02-28", 1, "2024-02-28"),
        ("2024-02", -1, "2023-02"),
        ("2023-02", 1, "2024-02"),
        ("2022-08/2023-03", 1, "2023-08/2024-03"),
    ],
)
def test_a_moved_period_is_the_same_stretch_of_the_calendar(
    period: str, years: int, expected: str
) -> None:
    assert Period.parse(period).shifted(years) == Period.parse(expected)


@pytest.mark.parametrize("text", ["2023-13", "2023-02-30", "9999", "0000", "x", "2024/2023"])
def test_a_text_that_is_no_period_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert caught.value.in_language("nl") != caught.value.in_language("en")


def test_a_period_without_a_day_cannot_be_made() -> None:
    with pytest.raises(PeriodError):
        Period(dt.date(2024, 1, 1), dt.date(2024, 1, 1), Grain.DAY)
