"""A hostile document is refused with what to do, or read in a bounded time: never by the square.

Two kinds of test. Of what is done for each sentence, paragraph, field or page, the steps are
counted, for a file and for one twice as long. What a library or pattern does cannot be counted; of
that the files are so large that anything quadratic would take days.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, SupportsIndex

import pytest

from tests.hostile.documents import FILES
from tests.hostile.running import Runner, runner
from tests.unit.documents.makers import docx, odt
from verantwoord.documents.citations import find
from verantwoord.documents.errors import DocumentError
from verantwoord.documents.findings.names import Names
from verantwoord.documents.reading import limits, read, read_extract
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.sentences import split_sentences
from verantwoord.documents.words import Dictionary

OURS = str(Path("verantwoord") / "documents")
CITED = "Kamerstukken II 2022/23, 34352, nr. 258"


def steps(action: Callable[[], object]) -> int:
    """Return how many steps of our own code an action takes."""
    count = 0

    def each(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if OURS not in frame.f_code.co_filename:
            return None
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        count += event == "opcode"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def _chain(number: int) -> bytes:
    refer = '<w:p><w:r><w:t>Noot.</w:t><w:footnoteReference w:id="{}"/></w:r></w:p>'
    notes = (f'<w:footnote w:id="{i}">{refer.format(i + 1)}</w:footnote>' for i in range(number))
    return docx(refer.format(0), footnotes="".join(notes))


_FIELD = '<w:fldChar w:fldCharType="begin"/>'
_RESULT = _FIELD + '<w:fldChar w:fldCharType="separate"/>'
GROWING: dict[str, Callable[[int], bytes]] = {
    "sentences.txt": lambda n: b"Een zin. " * n,
    "citations of one line.txt": lambda n: f"{CITED}. ".encode() * (n // 5),
    "headings.txt": lambda n: b"kop\n\n" + b"Kop zonder einde\n" * n,
    "pages.txt": lambda n: b"Zin.\f" * n,
    "paragraphs.docx": lambda n: docx("<w:p><w:r><w:t>Zin.</w:t></w:r></w:p>" * n),
    "nested.docx": lambda n: docx("<w:p>" * n + "<w:r><w:t>Zin.</w:t></w:r>" + "</w:p>" * n),
    "fields.docx": lambda n: docx(f"<w:p><w:r>{_RESULT}<w:t>x.</w:t></w:r></w:p>" * n),
    "codes.docx": lambda n: docx(
        f"<w:p><w:r>{_FIELD}<w:t>x.</w:t></w:r></w:p><w:p><w:r><w:t>Zin.</w:t></w:r></w:p>" * n
    ),
    "notes.docx": _chain,
    "addresses.docx": lambda n: docx(
        "<w:p>" + '<w:hyperlink r:id="l"><w:r><w:t>x </w:t></w:r></w:hyperlink>' * n + "</w:p>",
        links={"l": "https://zoek.officielebekendmakingen.nl/kst-34352-258.html"},
    ),
    "styles.docx": lambda n: docx(
        "<w:p><w:r><w:t>Zin.</w:t></w:r></w:p>",
        styles="".join(
            f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(n)
        ),
    ),
    "styles.odt": lambda n: odt(
        "<text:p>Zin.</text:p>",
        styles="".join(
            f'<style:style style:family="text" style:name="s{i}" '
            f'style:parent-style-name="s{i + 1}"/>'
            for i in range(n)
        ),
    ),
    "margins.odt": lambda n: odt(
        "<text:p>Zin.</text:p>",
        masters="".join(
            f'<style:master-page style:name="m{i}" style:next-style-name="m{i + 1}"><style:header>'
            f"<text:p>Blad {i}.</text:p></style:header></style:master-page>"
            for i in range(n)
        ),
        styles='<style:style style:family="text" style:name="s"/>' * n,
    ),
    "notes.xml": lambda n: (
        b"<kamerstuk><al>" + b"woord <noot><al>Noot.</al></noot>" * n + b"</al></kamerstuk>"
    ),
    "blocks.html": lambda n: b"<html><body>" + b"<div>Zin.</div>" * n,
}


@pytest.mark.parametrize("name", sorted(GROWING))
def test_twice_as_much_takes_twice_the_steps(name: str, tmp_path: Path, words: Dictionary) -> None:
    def taken(number: int) -> int:
        path = tmp_path / name
        path.write_bytes(GROWING[name](number))
        return steps(lambda: read(path, words=words).as_json())

    taken(10)  # what is made once is made before counting
    small, large = (75, 150) if name == "nested.docx" else (80, 160)
    assert taken(large) < 2.3 * taken(small)


class _Counted(str):
    """A text that counts how many characters are copied out of it."""

    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = str.__getitem__(self, key)
        _Counted.copied += len(piece)
        return piece


def test_a_sentence_is_cut_without_copying_what_stands_before_it() -> None:
    """A text of 59 MB was copied once for every sentence."""
    text = _Counted("Een zin van deze tekst. " * 4_000)
    whole = [(i * 24 + 4, i * 24 + 7) for i in range(4_000)]
    assert len(split_sentences(text, 0, len(text), whole)) == 4_000
    assert 0 < _Counted.copied < 4 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        CITED + " " * 1_000_000 + "x",
        "\n" * 1_000_000 + "12345x",
        "-h-1" * 250_000,
        " \t" * 500_000,
        "Besluit:" + " " * 1_000_000 + "x",
    ],
    ids=["blanks behind", "line breaks", "ids in a row", "blanks", "blanks in a list"],
)
def test_references_are_found_in_texts_that_make_patterns_go_back(text: str) -> None:
    assert len(find(text)) == text.count(CITED)


def test_full_stops_in_a_row_are_looked_at_once() -> None:
    text = "." * 1_000_000 + "a"
    assert sum(end - start for start, end in split_sentences(text, 0, len(text), [])) == len(text)


def test_a_reference_keeps_its_sentence_whole_as_before() -> None:
    text = "Zie nr. 1 Stb. 2020. De rest."
    assert split_sentences(text, 0, len(text), [(4, 19), (4, 12)]) == [(0, 20), (21, 29)]


def test_the_break_between_two_pages_is_on_neither(tmp_path: Path, words: Dictionary) -> None:
    path = tmp_path / "pages.txt"
    path.write_bytes(b"Een.\fTwee.\fDrie.")
    document = read(path, words=words)
    assert [document.page_of(i) for i in (0, 3, 4, 5, 10, 11, 99)] == [1, 1, 3, 2, 3, 3, 3]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("\n" * (limits.MOST_LINES + 1), "regels"),
        ("Ja. " * (limits.MOST_SENTENCES + 1), "zinnen"),
    ],
)
def test_a_text_of_too_many_pieces_is_refused(
    text: str, limit: str, words: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = import_module("verantwoord.documents.reading.read")
    monkeypatch.setattr(reading, "MOST_SENTENCES", 500)  # a hundred thousand take a minute
    with pytest.raises(DocumentError, match=limit):
        read_extract(Extract("text", text, ((0, len(text)),)), "lang.txt", Names(), words)


@pytest.fixture(scope="module")
def running() -> Iterator[Runner]:
    with runner() as one:
        yield one


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FILES))
def test_a_document_made_to_harm_is_refused_or_read(
    name: str, tmp_path: Path, running: Runner
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    ran = running.run("read", "--no-cache", path)
    assert ran.fault((0, 3)) is None
    assert ran.exit == 0 or name in ran.said or "1792 MB" in ran.said  # a library that aborts
