"""Where YAML may mean something else than it seems: marks, other versions of YAML, empty values.

Each is held beside the nearest text that is fine.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from verantwoord.model.case import Cases
from verantwoord.model.dataset import Dataset
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import PackInfo
from verantwoord.model.reading import read
from verantwoord.model.strict_yaml import MOST_DIGITS, load, parse


def refused(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PackError) as caught:
        parse(text, "x.yaml")
    error = caught.value
    found = error.errors if isinstance(error, PackErrors) else (error,)
    return [(f.place.line, f.what.in_language("en")) for f in found]


ANCHOR = "uses an anchor (&, *)."
# a mark and the line where it stands -> what is said of it
MARKS = [
    ("a: &x 1", [(1, ANCHOR)]),  # nothing repeats it: refused all the same
    ("a: 1\nb: &x 2", [(2, ANCHOR)]),
    ("a: &x {b: 1}\nc: *x", [(1, ANCHOR)]),
    ("a: &x [*x]", [(1, ANCHOR)]),  # holds itself
    ("&x a: 1", [(1, ANCHOR)]),
    ("&x\na: 1", [(1, ANCHOR)]),
    ("- &x a\n- &y b\n- *x", [(1, ANCHOR), (2, ANCHOR)]),
    ("a: !!str 5", [(1, "uses a tag (tag:yaml.org,2002:str).")]),
    ("a: !!int 5", [(1, "uses a tag (tag:yaml.org,2002:int).")]),  # also where it changes nothing
    ("a: !!int '5'", [(1, "uses a tag (tag:yaml.org,2002:int).")]),
    ("a: ! 5", [(1, "uses a tag (!).")]),
    ("a: 1\nb: !!map {c: 1}", [(2, "uses a tag (tag:yaml.org,2002:map).")]),
    ("a: !!set {b: 1}", [(1, "uses a tag (tag:yaml.org,2002:set).")]),
    ("a: !!binary aGFsbG8=", [(1, "uses a tag (tag:yaml.org,2002:binary).")]),
    ("a: !<verbatim> 1", [(1, "uses a tag (verbatim).")]),
    ("%TAG ! !x-\n---\na: !y 1", [(3, "uses a tag (!x-y).")]),
    ("!!map\na: 1", [(1, "uses a tag (tag:yaml.org,2002:map).")]),
    ("!!str a: 1", [(1, "uses a tag (tag:yaml.org,2002:str).")]),
    ("a: &x !y 1", [(1, ANCHOR), (1, "uses a tag (!y).")]),
    # what else is wrong is said beside it
    ("a: &x 1\na: 2\nb: !y 3", [(1, ANCHOR), (2, "names 'a' twice."), (3, "uses a tag (!y).")]),
]


@pytest.mark.parametrize(("text", "said"), MARKS)
def test_every_mark_is_refused_at_its_line(text: str, said: list[tuple[int, str]]) -> None:
    assert refused(text) == said


@pytest.mark.parametrize(
    "text",
    ["R&D", "Tom & Jerry", "nee!", "'!x'", '"&x"', "a*b", "2 * 3", "'*x'", "a !b", "a &b"],
)
def test_a_sign_in_a_text_is_no_mark(text: str) -> None:
    assert parse(f"a: {text}", "x.yaml").value == {"a": text.strip("'\"")}


# what YAML 1.1, which many programs read, or a spreadsheet takes for something else
WORDS = """
    yes No ON off TRUE False y N Null NULL = <
    12:30:45 190:20:30 1:01 0b101 010 0o10 0xFF 1_000_000
    685.230_15e+03 1e400 1E5 1.e5 5. .5 .inf -.INF .nan NaN Infinity
    2001-12-14t21:59:43.10-05:00 2001-1-1 2001-12
    ٣ २.५ −5 1,5 1.000,50 50% ½ +-5 --5
""".split()  # noqa: SIM905 - reads better than quotes around each


@pytest.mark.parametrize("word", WORDS)
def test_what_others_take_for_a_number_or_a_truth_is_a_word(word: str) -> None:
    assert parse(f"a: {word}\n{word}: b", "x.yaml").value == {"a": word, word: "b"}


VALUES: list[tuple[str, object]] = [
    ("0", 0),
    ("-0", 0),
    ("0.0", Decimal("0.0")),
    ("-0.00", Decimal("-0.00")),
    ("2000-02-29", dt.date(2000, 2, 29)),
    ("20011214", 20011214),
    ("1 000", "1 000"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_number_keeps_its_kind_and_its_zeros(text: str, value: object) -> None:
    found = parse(f"a: {text}", "x.yaml").value["a"]
    assert (found, type(found), str(found)) == (value, type(value), str(value))


@pytest.mark.parametrize("sign", ["", "-", "+"])
def test_a_number_of_very_many_digits_is_a_word_and_stops_nothing(sign: str) -> None:
    longest = sign + "7" * (MOST_DIGITS - len(sign))
    assert parse(f"a: {longest}", "x.yaml").value == {"a": int(longest)}
    assert parse(f"a: {longest}7", "x.yaml").value == {"a": f"{longest}7"}
    point = sign + "0." + "7" * (MOST_DIGITS - 2 - len(sign))
    assert parse(f"a: {point}", "x.yaml").value == {"a": Decimal(point)}
    assert parse(f"a: {point}7", "x.yaml").value == {"a": f"{point}7"}
    assert parse(f"a: {'1' * 100_000}", "x.yaml").value == {"a": "1" * 100_000}


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\xef\xbb\xbfa: 1\n", {"a": 1}),  # as Notepad saves it
        (b"a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        (b"a: |\r\n  een\r\n  twee\r\n", {"a": "een\ntwee"}),
        (b"a: 1\rb: 2\r", {"a": 1, "b": 2}),
        (b"a: 1", {"a": 1}),  # no line end
        (b"---\na: 1\n...\n", {"a": 1}),
        (b"%YAML 1.2\n---\na: 1\n", {"a": 1}),
    ],
)
def test_however_an_editor_saves_it_it_says_the_same(
    data: bytes, value: object, tmp_path: Path
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    assert load(path, "x.yaml").value == value


KEYS = [
    ("1: a\n'1': b", 2, "1"),
    ('ja: 1\n"ja": 2', 2, "ja"),
    ("a: 1\n? a\n: 2", 2, "a"),
    ("true: 1\n'true': 2", 2, "true"),
    ("a: {b: 1, b: 2}", 1, "b"),
    ("- x: 1\n  y: 2\n  x: 3", 3, "x"),
    ("'': 1\n\"\": 2", 2, ""),
    ("a: 1\nb: 2\nc: 3\na: 4", 4, "a"),
]


@pytest.mark.parametrize(("text", "line", "key"), KEYS)
def test_a_key_stands_once_however_it_is_written(text: str, line: int, key: str) -> None:
    assert refused(text) == [(line, f"names '{key}' twice.")]


@pytest.mark.parametrize(
    "text", ["a: 1\nA: 2", "a: 1\n'a ': 2", "- a: 1\n- a: 2", "a: {a: {a: 1}}"]
)
def test_keys_that_only_look_alike_are_two(text: str) -> None:
    parse(text, "x.yaml")


# a file, and where a value is left out -> read as a cell, or said to be empty at its line
INFO = "id: x\nversion: 1.0.0\ntitle: X\nowner: wij\nfictional: true\n"
INDICATOR = """\
id: a.b
title: T
question: Q
unit: kwh
series: s
direction: lager
periods: [jaar]
components: {v: {of: d.v}}
parameters: {n: {of: a.n}}
formula: v
if-missing: onbekend
scope: both
publish: {decimals: 0}
sources: [{title: S}]
"""
DATASET = """\
id: d
title: D
kind: geleverd
columns: [{name: v, type: decimal, title: V, required: false}]
rules:
  - id: d.r
    level: row
    severity: blocks
    category: geldigheid
    check: v > p
    missing: skip-if-any
    parameters: {p: a.p}
    expected: E
    action: A
    examples: {passes: {v: 1}, fails: {v: 0}}
"""
CASES = """\
cases:
- {name: n, on: 2024, given: {v: 1}, parameters: {n: 2}, expect: {value: 1}, because: b}
"""
EMPTY: list[tuple[type[Any], str, str, str, list[tuple[int, str]]]] = [
    (Indicator, INDICATOR, "{of: a.n}", "{of: }", [(9, "parameters.n.of: is empty.")]),
    (Indicator, INDICATOR, "{of: a.n}", "{of: a.n, key: }", [(9, "parameters.n.key: is empty.")]),
    (Indicator, INDICATOR, "{n: {of: a.n}}", "{n: ~}", [(9, "parameters.n: is empty.")]),
    (Indicator, INDICATOR, "{n: {of: a.n}}", "", [(9, "parameters: is empty.")]),
    (Indicator, INDICATOR, "{of: d.v}", "{of: null}", [(8, "components.v.of: is empty.")]),
    (PackInfo, INFO, "owner: wij", "owner:", [(4, "owner: is empty.")]),
    (PackInfo, INFO, "fictional: true", "fictional: true\nfills: {parameters: {a.b: }}",
     [(6, "fills.parameters.a.b: is empty.")]),
    (PackInfo, INFO, "fictional: true", "fictional: true\nbuilds-on: [x, ~]",
     [(6, "builds-on.2: is empty.")]),
    (Dataset, DATASET, "{p: a.p}", "{p: }", [(12, "rules.1.parameters.p: is empty.")]),
    (Dataset, DATASET, "passes: {v: 1}, fails: {v: 0}", "passes: {v: }, fails: {v: ~}", []),
    (Dataset, DATASET, "fails: {v: 0}", "fails: ", [(15, "rules.1.examples.fails: is empty.")]),
    (Cases, CASES, "given: {v: 1}", "given: {v: }", []),
    (Cases, CASES, "parameters: {n: 2}", "parameters: {n: null}", []),
    (Cases, CASES, "given: {v: 1}", "given: ", [(2, "cases.1.given: is empty.")]),
    (Cases, CASES, "expect: {value: 1}", "expect: {value: }",
     [(2, "cases.1.expect.value: is empty."), (2, "cases.1.expect: expects nothing.")]),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(EMPTY)))
def test_nothing_may_stand_only_where_a_cell_can_be_empty(case: int) -> None:
    kind, text, old, new, said = EMPTY[case]
    assert text.count(old) == 1
    document = parse(text.replace(old, new), "x.yaml")
    if not said:
        read(document, kind)
        return
    with pytest.raises(PackErrors) as caught:
        read(document, kind)
    found = [(f.place.line, f.what.in_language("en")) for f in caught.value.errors]
    assert sorted(found) == sorted(said)


@pytest.mark.parametrize("text", ["~", "null", "5", "woord", "- a", "true", "''", "2024-01-01"])
def test_a_file_that_holds_no_block_is_refused_and_stops_nothing(text: str) -> None:
    with pytest.raises(PackErrors) as caught:
        read(parse(text, "x.yaml"), PackInfo)
    assert caught.value.place.line == 1


def test_what_we_write_by_hand_is_the_same_to_another_reader_of_yaml() -> None:
    """PyYAML reads 1.1: in what packs use, the two must not differ but for exactness."""
    text = "a: [1, 2.5, true, 2024-02-29, 'yes', x y]\nb: tekst\n"
    ours, theirs = parse(text, "x.yaml").value, yaml.safe_load(text)
    assert ours["b"] == theirs["b"]
    assert [float(v) if isinstance(v, Decimal) else v for v in ours["a"]] == theirs["a"]
