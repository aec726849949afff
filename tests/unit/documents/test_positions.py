"""Evidence points to a page or heading and a paragraph, in every kind of plan document."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.unit.documents import makers
from tests.unit.documents.test_text_is_read_once import p, run
from verantwoord.cli.read import command
from verantwoord.documents.errors import DocumentError
from verantwoord.documents.positions import Position, passage_at, passages, position_of
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.words import Dictionary

FIRST, SECOND = "Het plan loopt tot en met 2028.", "De kosten zijn 4 miljoen euro."
HTML = (
    "<html><body><h1>Plan</h1><p>Inleiding.</p><h2>Kosten</h2>"
    f"<p>{FIRST}</p><p>{SECOND}</p><h2>Mensen</h2><p>Er werken 30 mensen.</p></body></html>"
)


def opened(data: bytes, folder: Path, name: str) -> ReadDocument:
    (folder / name).write_bytes(data)
    return read(folder / name, words=Dictionary())


def html(folder: Path) -> ReadDocument:
    return opened(HTML.encode(), folder, "plan.html")


def pdf(folder: Path) -> ReadDocument:
    pages = [["Dit is bladzijde een."], [FIRST, "", SECOND]]
    return opened(makers.pdf(pages), folder, "plan.pdf")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("bladzijde 4, alinea 2", Position(4, None, 2)),
        ("p. 12", Position(12)),
        ("page 3, paragraph 1", Position(3, None, 1)),
        ("onder Kosten per jaar, alinea 2", Position(None, "Kosten per jaar", 2)),
        ("under Costs", Position(None, "Costs")),
    ],
)
def test_a_place_is_read_as_people_write_it(text: str, position: Position) -> None:
    assert position_of(text) == position


@pytest.mark.parametrize("text", ["", "ergens", "bladzijde nul", "bladzijde 0", "alinea 2"])
def test_what_says_no_place_is_refused_with_how_to_say_it(text: str) -> None:
    with pytest.raises(DocumentError, match="bladzijde 4, alinea 2"):
        position_of(text)


def test_under_a_heading_the_paragraphs_are_counted_from_one(tmp_path: Path) -> None:
    document = html(tmp_path)
    (found,) = passage_at(document, position_of("onder kosten, alinea 2"))
    assert (found.text, found.heading, found.page) == (SECOND, "Kosten", None)
    assert [x.text for x in passage_at(document, position_of("onder Kosten"))] == [FIRST, SECOND]
    assert [(x.heading, x.paragraph) for x in passages(document)] == [
        ("Plan", 1),
        ("Kosten", 1),
        ("Kosten", 2),
        ("Mensen", 1),
    ]


def test_a_paragraph_of_a_pdf_that_runs_on_stands_on_both_pages(tmp_path: Path) -> None:
    document = pdf(tmp_path)
    assert [(x.page, x.paragraph) for x in passages(document)] == [(1, 1), (2, 1)]
    (first,) = passage_at(document, position_of("bladzijde 2, alinea 1"))
    assert first.text == f"{FIRST} {SECOND}"
    (before,) = passage_at(document, position_of("p. 1"))
    assert before.text == "Dit is bladzijde een."


def test_a_docx_has_no_pages_and_a_header_is_no_paragraph(tmp_path: Path) -> None:
    properties = "<w:sectPr><w:headerReference w:type='default' r:id='h1'/></w:sectPr>"
    body = p(run(FIRST)) + p(run(SECOND)) + properties
    data = makers.docx(body, margins={"h1": ("header", p(run("Ministerie van Alfa")))})
    document = opened(data, tmp_path, "plan.docx")
    assert [x.text for x in passages(document)] == [FIRST, SECOND]
    with pytest.raises(DocumentError, match="heeft geen bladzijden"):
        passage_at(document, position_of("bladzijde 1"))


@pytest.mark.parametrize("at", ["bladzijde 3", "bladzijde 1, alinea 9", "onder Kosten"])
def test_evidence_that_is_not_there_is_told_with_what_is(tmp_path: Path, at: str) -> None:
    with pytest.raises(DocumentError, match="daar staat niets: er zijn 2 bladzijden"):
        passage_at(pdf(tmp_path), position_of(at))


def test_the_command_shows_the_passage_with_its_heading(tmp_path: Path) -> None:
    html(tmp_path)
    done = CliRunner().invoke(
        command, [str(tmp_path / "plan.html"), "--at", "onder Kosten, alinea 2", "--no-cache"]
    )
    assert done.exit_code == 0
    assert done.output == f"alinea 2, Kosten: {SECOND}\n"
