"""What a pack file says: how each word is read, where it stands, and what is refused.

Held against no other reader: the value, the line and the words of each refusal are written out.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.strict_yaml import MOST_CHARACTERS, MOST_LEVELS, load, parse

READ_AS: dict[str, object] = {
    # numbers: whole ones are whole, and what has a point keeps its digits
    "0": 0,
    "7": 7,
    "-7": -7,
    "+7": 7,
    "0.10": Decimal("0.10"),
    "-0.5": Decimal("-0.5"),
    "12345678901234567890": 12345678901234567890,
    "0.1000000000000000055511151231257827": Decimal("0.1000000000000000055511151231257827"),
    # what only looks like a number is a word
    "007": "007",
    "1_000": "1_000",
    "1e3": "1e3",
    "1.5e3": "1.5e3",
    ".5": ".5",
    "5.": "5.",
    "0x1f": "0x1f",
    "0o17": "0o17",
    "12:30": "12:30",
    ".inf": ".inf",
    "1.000.000": "1.000.000",
    # truth: two words, and no others
    "true": True,
    "false": False,
    "True": "True",
    "yes": "yes",
    "no": "no",
    "on": "on",
    "off": "off",
    "y": "y",
    "ja": "ja",
    # nothing
    "null": None,
    "~": None,
    "Null": "Null",
    "NULL": "NULL",
    # days
    "2024-02-29": dt.date(2024, 2, 29),
    "2024-1-1": "2024-1-1",
    "2024-01": "2024-01",
    "2024": 2024,
    "2024-01-01T00:00:00": "2024-01-01T00:00:00",
    "2024-Q1": "2024-Q1",
    # quotes make a word of anything
    "'7'": "7",
    '"7"': "7",
    "'true'": "true",
    "''": "",
    "'null'": "null",
    "'2024-01-01'": "2024-01-01",
    "'it''s'": "it's",
    '"a\\nb"': "a\nb",
    # words as they stand
    "Ministerie van Alfa": "Ministerie van Alfa",
    "a: b": {"a": "b"},
    "één": "één",
    "a - b": "a - b",
    "a # b": "a",  # what follows is a remark
    "a#b": "a#b",
    "[1, 2.0, x]": [1, Decimal("2.0"), "x"],
    "{a: 1, b: [c]}": {"a": 1, "b": ["c"]},
    "- a\n- b": ["a", "b"],
    "a:\n  - 1\n  - 2": {"a": [1, 2]},
    "a: |\n  een\n  twee\n": {"a": "een\ntwee"},
    "a: >\n  een\n  twee\n": {"a": "een twee"},
    "a: |\n  een\n\n  twee\n": {"a": "een\n\ntwee"},
    "a:\nb: 1": {"a": None, "b": 1},
    "1: x": {"1": "x"},  # a key is always a word
    "true: x": {"true": "x"},
    "'a b': x": {"a b": "x"},
    "a: 'een'\nb: een": {"a": "een", "b": "een"},
}


@pytest.mark.parametrize("text", READ_AS)
def test_a_word_is_read_as_it_stands(text: str) -> None:
    found = parse(text, "x.yaml").value
    assert found == READ_AS[text]
    assert type(found) is type(READ_AS[text])


REFUSED: list[tuple[str, int, str, str]] = [
    ("", 1, "is leeg.", "is empty."),
    ("# alleen een opmerking", 1, "is leeg.", "is empty."),
    ("a: 1\na: 2", 2, "noemt 'a' twee keer.", "names 'a' twice."),
    ("a:\n  b: 1\n  c: 2\n  b: 3", 4, "noemt 'b' twee keer.", "names 'b' twice."),
    ("a: &x 1\nb: *x", 1, "gebruikt een anker (&, *).", "uses an anchor (&, *)."),
    ("a: !!python/none 1", 1, "gebruikt een tag (tag:yaml.org,2002:python/none).",
     "uses a tag (tag:yaml.org,2002:python/none)."),
    ("a: !geheim 1", 1, "gebruikt een tag (!geheim).", "uses a tag (!geheim)."),
    ("a: 1\nb: 2023-02-29", 2, "noemt een dag die niet bestaat: 2023-02-29.",
     "names a day that does not exist: 2023-02-29."),
    ("a: 2024-13-01", 1, "noemt een dag die niet bestaat: 2024-13-01.",
     "names a day that does not exist: 2024-13-01."),
    ("[a]: 1", 1, "heeft een sleutel die geen woord is.", "has a key that is not a word."),
    ("a: {b: 1}\n<<: {c: 2}", 2, "heeft een sleutel die geen woord is.",
     "has a key that is not a word."),
    ("a: [1", 1, "is geen geldige YAML: een haakje dat hier opent, sluit niet.",
     "is no valid YAML: a bracket that opens here is not closed."),
    ("a: 1\n b: 2", 2, "is geen geldige YAML: het inspringen klopt niet.",
     "is no valid YAML: the indentation is wrong."),
    ("a:\n  b: 1\n c: 2", 3, "het inspringen klopt niet.", "the indentation is wrong."),
    ("a: b: c", 1, 'een dubbele punt in een tekst. Zet de tekst tussen aanhalingstekens: "b: c".',
     'a colon stands in a text. Put the text in quotes: "b: c".'),
    ("a:b\nc: 1", 1, "na de dubbele punt ontbreekt een spatie. Schrijf 'a: b'.",
     "a space is missing after the colon. Write 'a: b'."),
    ("a: {n: S: u, e: x}", 1, "tussen haken staat een dubbele punt te veel.",
     "between brackets is one colon too many."),
    ("b: 1\na: 'x\nc: 2", 2, "geldige YAML: een aanhalingsteken dat hier opent, sluit niet.",
     "is no valid YAML: a quote that opens here is not closed."),
    ("b: 1\na: {n: 'x, e: \"y\"}\nc: 'z'", 2, "een aanhalingsteken dat hier opent, sluit niet.",
     "a quote that opens here is not closed."),
    ("a: 'x' y", 1, "achter een aanhalingsteken staat nog tekst.",
     "text stands behind a closing quote."),
    ("a: @x # y", 1, 'kan niet met @ beginnen. Zet de tekst tussen aanhalingstekens: "@x".',
     'a text cannot begin with @. Put the text in quotes: "@x".'),
    ("a:\n\t- 1", 2, "is geen geldige YAML: hier staat een tab. Spring in met spaties",
     "is no valid YAML: a tab stands here. Indent with spaces"),
    ("a: 2\n\tb: 3", 2, "hier staat een tab.", "a tab stands here."),
    ("a: {v: 9,77, b: 1}", 1, "een komma, en dan '77' zonder dubbele punt. Een decimaal getal "
     "schrijft u met een punt: 9.77.", "A decimal number is written with a full stop: 9.77."),
    ("a: {v: 9,5%}", 1, "met een punt: 9.5.", "with a full stop: 9.5."),
    ("a: {nl: Dit, en dat}", 1, 'een tekst met een komma tussen aanhalingstekens: "Dit, en dat".',
     'Put a text with a comma in quotes: "Dit, en dat".'),
    ("a: {nl: 2,000 kg}", 1, 'aanhalingstekens: "2,000 kg".', 'in quotes: "2,000 kg".'),
    ("a: {b}", 1, "Schrijf 'b: …'.", "Write 'b: …'."),
    ("a: 1\n---\nb: 2", 2, "is geen geldige YAML: er staat meer dan één document in",
     "is no valid YAML: it holds more than one document"),
    ("a: *x", 1, "is geen geldige YAML: hier staat een * van een anker.",
     "is no valid YAML: a * of an anchor stands here."),
    ("x" * (MOST_CHARACTERS + 1), 1, f"is te groot ({MOST_CHARACTERS + 1} tekens; hoogstens",
     f"is too large ({MOST_CHARACTERS + 1} characters; at most"),
    ("[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1), 1, f"is meer dan {MOST_LEVELS} niveaus",
     f"is more than {MOST_LEVELS} levels deep."),
]  # fmt: skip


def faults(text: str) -> list[PackError]:
    with pytest.raises(PackError) as caught:
        parse(text, "x.yaml")
    error = caught.value
    return list(error.errors) if isinstance(error, PackErrors) else [error]


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_what_a_pack_may_not_say_is_refused_at_its_line(case: int) -> None:
    text, line, nl, en = REFUSED[case]
    (fault,) = faults(text)
    assert str(fault.place) == f"x.yaml:{line}"
    assert nl in fault.in_language("nl")
    assert en in fault.in_language("en")
    assert fault.mend


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = faults("a: 1\na: 2\nb: 2023-02-29\nc: !x 1\n[d]: 1\n")
    assert [f.place.line for f in found] == [2, 3, 4, 5]


def _stairs(line_end: str) -> str:
    return line_end.join(f"{' ' * i}a:" for i in range(1_200))


# what closes in a comment or a text closes nothing; YAML knows more line ends than one
DEEP = {
    "closed in a comment": f"# {']' * 50_000}\n{'[' * 50_000}",
    "closed in a text": f'a: "{"}" * 50_000}"\nb: {"[" * 50_000}{"]" * 50_000}',
    "closed between": "[ # ]\n" * 50_000,
    "maps": f"# {'}' * 50_000}\n{'{a: ' * 50_000}",
    "line separators": _stairs("\u2028"),
    "paragraph separators": _stairs("\u2029"),
    "next lines": _stairs("\x85"),
    "dashes on lines of their own": "\u2028".join(f"{' ' * i}-" for i in range(1_200)),
}


@pytest.mark.parametrize("what", DEEP)
def test_no_text_is_deeper_than_it_seems(what: str) -> None:
    with pytest.raises(PackError, match="niveaus diep"):
        parse(DEEP[what], "x.yaml")


@pytest.mark.parametrize("depth", [2, MOST_LEVELS // 2 + 1, MOST_LEVELS])
def test_as_deep_as_said_is_not_too_deep(depth: int) -> None:
    value = parse("[" * depth + "1" + "]" * depth, "x.yaml").value
    for _ in range(depth):
        (value,) = value
    assert value == 1


def test_brackets_in_a_text_are_not_deep() -> None:
    text = "a: '" + "[" * 100 + "'\n"
    assert parse(text, "x.yaml").value == {"a": "[" * 100}


@pytest.mark.parametrize("mark", ["- ", "? ", " "])
def test_what_is_indented_too_far_is_too_deep(mark: str) -> None:
    deep = "\n".join(f"{'  ' * i}a:" for i in range(MOST_LEVELS + 1))
    text = deep if mark == " " else mark * (MOST_LEVELS + 1) + "a"
    (fault,) = faults(text)
    assert "niveaus diep" in fault.in_language("nl")


PLACES = """\
titel: x
lijst:
  - a
  - b: 1
    c: 2
blok:
  diep:
    dieper: ja
kort: {p: 1, q: [r, s]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("titel",), 1),
        (("lijst",), 2),
        (("lijst", 0), 3),
        (("lijst", 1), 4),
        (("lijst", 1, "b"), 4),
        (("lijst", 1, "c"), 5),
        (("blok", "diep", "dieper"), 8),
        (("kort", "q", 1), 9),
        # what is not there stands at its nearest parent
        (("lijst", 7), 2),
        (("lijst", 1, "d"), 4),
        (("blok", "x", "y"), 6),
        (("weg",), 1),
    ],
)
def test_everything_has_the_line_where_it_stands(path: tuple[str | int, ...], line: int) -> None:
    assert str(parse(PLACES, "p.yaml").place(*path)) == f"p.yaml:{line}"


def test_where_nothing_stands_after_a_key_is_remembered() -> None:
    document = parse("a:\nb: [1, ~]\nc:\n  - \n  - x\nd: ''\n", "x.yaml")
    assert document.empty == (("a",), ("b", 1), ("c", 0))


def test_a_file_is_read_and_named_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "echt.yaml"
    path.write_text("a: één\n", "utf-8")
    document = load(path, "getoond.yaml")
    assert (document.value, document.file) == ({"a": "één"}, "getoond.yaml")


def test_what_is_no_text_or_no_file_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "oud.yaml"
    path.write_bytes(b"a: 1\nb: 2\nc: \xe9\n")
    with pytest.raises(PackError) as caught:
        load(path, "oud.yaml")
    assert str(caught.value.place) == "oud.yaml:3"
    assert "is geen UTF-8." in caught.value.in_language("nl")
    assert "is not UTF-8." in caught.value.in_language("en")
    with pytest.raises(PackError) as folder:
        load(tmp_path, "map")
    assert "is geen gewoon bestand." in folder.value.in_language("nl")
    assert "is no ordinary file." in folder.value.in_language("en")
