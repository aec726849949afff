"""Which other bytes say the same, and which do not."""

from __future__ import annotations

import pytest

from verantwoord.release.comparing import TELLING, same_content, same_receipt

HEAD = ",".join(["id", *TELLING])
ROW = "a@b@2024,1,,,1,gemeten,,uur"
PAGE = '<p>Het is <a class="fig" href="../cijfer/a.html"><b>12,5%</b></a>, van 80 uur.</p>'
ROOM = PAGE.replace("<p>", "\n  <p>")


@pytest.mark.parametrize(
    ("path", "then", "now"),
    [
        ("index.html", PAGE, ROOM),
        ("index.html", PAGE.replace("80", "8&#39;0"), PAGE.replace("80", "8&#x27;0")),
        ("data/x.json", '{"a": [1, 2]}', '{"a":[1,2]}'),
        ("data/figures.csv", f"{HEAD}\n{ROW}\n", f'{HEAD}\r\n"{ROW[:8]}"{ROW[8:]}\r\n'),
    ],
)
def test_blanks_quotes_and_escapes_are_form(path: str, then: str, now: str) -> None:
    assert same_content(path, then.encode(), now.encode(), redrawn=False)
    assert same_content(path, now.encode(), then.encode(), redrawn=True)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("12,5%", "12,6%"),
        ("80 uur", "81 uur"),
        ("12,5%</b>", "80%</b>"),  # and 80 where 12,5 was: the numbers are the same
        ("van 80 uur", "van 80 en 3 uur"),
    ],
)
@pytest.mark.parametrize("redrawn", [True, False])
def test_another_number_on_a_page_is_another_page(then: str, now: str, redrawn: bool) -> None:
    page = PAGE.replace(then, now)
    if now == "80%</b>":
        page = page.replace("van 80 uur", "van 12,5 uur")
    assert page != PAGE
    assert not same_content("index.html", PAGE.encode(), page.encode(), redrawn)


def test_other_words_are_form_only_when_the_drawing_code_is_another() -> None:
    page = PAGE.replace("Het is", "Dit is").encode()
    assert same_content("index.html", PAGE.encode(), page, redrawn=True)
    assert not same_content("index.html", PAGE.encode(), page, redrawn=False)


def test_a_page_with_a_script_says_what_nobody_can_see() -> None:
    page = PAGE.replace("<p>", "<script>alert('x')</script><p>")
    assert not same_content("index.html", page.encode(), PAGE.encode(), redrawn=True)
    page = PAGE.replace("<p>", '<p onclick="x()">')
    assert not same_content("index.html", page.encode(), PAGE.encode(), redrawn=True)


PAINTED = [
    '<style>.fig::after { content: " en 9" }</style>',
    "<style>@import 'elders.css';</style>",
    '<b style="background: url(negen.png)">',
    "<iframe srcdoc='negen'></iframe>",
    '<meta http-equiv="refresh" content="0">',
    '<link rel="stylesheet" href="https://example.org/elders.css">',
    "<form><input></form>",
    "<!-- 12,5 is onjuist -->",
    "<base href='https://example.org'>",
]


@pytest.mark.parametrize("more", PAINTED)
def test_a_page_that_shows_more_than_its_text_is_another_page(more: str) -> None:
    page = PAGE.replace("<p>", f"{more}<p>").encode()
    assert not same_content("index.html", page, PAGE.encode(), redrawn=True)
    same = PAGE.replace("<p>", f"<p>{more}").encode()
    assert same_content("index.html", page, same, redrawn=True)  # where ours shows it too


@pytest.mark.parametrize(
    "more", ['.fig::after { content: "9" }', "a { background: url(x.png) }", '@import "x.css";']
)
def test_a_style_sheet_of_then_puts_no_text_or_picture_on_a_page(more: str) -> None:
    assert not same_content("stijl/site.css", more.encode(), b"a{}", redrawn=True)
    assert same_content("stijl/site.css", more.encode(), f"a{{}} {more}".encode(), redrawn=True)
    assert same_content("stijl/site.css", b"a { justify-content: left }", b"", redrawn=True)


def test_json_that_says_a_thing_twice_says_nothing() -> None:
    """Who reads the first of two sees something else than who reads the last."""
    twice = b'{"waarde": 9, "waarde": 1}'
    assert not same_content("data/x.json", twice, b'{"waarde": 1}', redrawn=True)
    assert not same_content("data/x.json", b'[{"a": 1, "a": 1}]', b'[{"a": 1}]', redrawn=False)


@pytest.mark.parametrize("column", TELLING)
@pytest.mark.parametrize("redrawn", [True, False])
def test_every_column_that_tells_is_compared_and_must_be_there(column: str, redrawn: bool) -> None:
    i = TELLING.index(column) + 1
    cells = ROW.split(",")
    cells[i] += "9"
    other = f"{HEAD}\n{','.join(cells)}\n"
    assert not same_content(
        "data/figures.csv", f"{HEAD}\n{ROW}\n".encode(), other.encode(), redrawn
    )
    lacking = "\n".join(
        ",".join(c for j, c in enumerate(line.split(",")) if j != i) for line in (HEAD, ROW)
    )
    assert not same_content(
        "data/figures.csv", lacking.encode(), f"{HEAD}\n{ROW}\n".encode(), redrawn
    )


def test_a_later_program_may_know_more_but_says_the_same() -> None:
    more = f"{HEAD},extra\n{ROW},1\n".encode()
    assert same_content("data/figures.csv", f"{HEAD}\n{ROW}\n".encode(), more, redrawn=True)
    assert not same_content("data/figures.csv", f"{HEAD}\n{ROW}\n".encode(), more, redrawn=False)
    assert same_content("a.json", b'{"a": 1}', b'{"a": 1, "b": 2}', redrawn=True)
    assert not same_content("a.json", b'{"a": 1}', b'{"a": 2, "b": 2}', redrawn=True)
    assert not same_content("a.json", b'{"a": 1}', b'{"a": true}', redrawn=True)
    assert not same_content("a.json", b'{"a": 1}', b'{"b": 1}', redrawn=True)
    assert not same_content("a.json", b"[1]", b"[1, 2]", redrawn=True)


@pytest.mark.parametrize(
    ("path", "then"),
    [
        ("data/figures.csv", b""),
        ("data/figures.csv", b'a,"b'),
        ("data/figures.csv", b"a,a\n1,2\n"),
        ("data/figures.csv", b"a,b\n1\n"),
        ("data/figures.parquet", b"PAR1"),
        ("a.json", b"{"),
        ("a.json", b"[" * 100_000),
        ("a.html", b"\xff"),
        ("a.exe", b"x"),
        ("zonder", b"x"),
    ],
)
@pytest.mark.parametrize("redrawn", [True, False])
def test_what_cannot_be_read_is_never_the_same(path: str, then: bytes, redrawn: bool) -> None:
    assert not same_content(path, then, b"", redrawn)
    assert not same_content(path, then, b"iets anders", redrawn)


FILES = {"index.html": "1", "data/figures.csv": "2"}
RECEIPT: dict[str, object] = {
    "release": "a",
    "figures": 2,
    "sql": {"banen": "SELECT 1"},
    "files": FILES,
    "rows": {"data/figures.parquet": "3"},
}


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"sql": {"banen": "SELECT  1"}}, True),  # what it gives is compared in the figures
        ({"files": {**FILES, "index.html": "9"}}, True),
        ({"files": {**FILES, "data/figures.csv": "9"}}, False),
        ({"rows": {"data/figures.parquet": "9"}}, False),
        ({"files": {"data/figures.csv": "2"}}, True),
        ({"sql": {}}, False),
        ({"figures": 3}, False),
        ({"more": 1}, False),
    ],
)
def test_a_receipt_says_the_same_but_for_files_of_another_form(
    changed: dict[str, object], same: bool
) -> None:
    assert same_receipt(RECEIPT, {**RECEIPT, **changed}, {"index.html"}) is same


def test_another_style_is_form_only_when_the_drawing_code_is_another() -> None:
    assert same_content("stijl/site.css", b"a{}", b"b{}", redrawn=True)
    assert not same_content("stijl/site.css", b"a{}", b"b{}", redrawn=False)


def test_only_on_the_page_of_the_receipt_may_a_hash_be_another() -> None:
    one, other = (f"<p>Vingerafdruk <code>{c * 64}</code></p>".encode() for c in "ab")
    assert same_content("kwitantie.html", one, other, redrawn=False)
    assert not same_content("leveringen.html", one, other, redrawn=False)
