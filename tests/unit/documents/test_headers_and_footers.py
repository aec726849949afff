"""Headers and footers of DOCX and ODT: read once, after the text, and marked as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.documents import makers
from tests.unit.documents.test_text_is_read_once import lines, p, run
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.words import Dictionary

KINDS = ("header", "footer")


def section(*refers: tuple[str, str, str], first: str = "") -> str:
    """The properties of a section: (kind, type, id) of its headers and footers."""
    inside = "".join(f"<w:{k}Reference w:type='{t}' r:id='{i}'/>" for k, t, i in refers)
    return f"<w:sectPr>{inside}{first}</w:sectPr>"


def opened(data: bytes, tmp_path: Path) -> ReadDocument:
    path = tmp_path / "stuk"
    path.write_bytes(data)
    return read(path, words=Dictionary())


def cited(document: ReadDocument) -> list[tuple[str, str]]:
    return [(s.kind, str(f.values["identifier"])) for s, f in document.findings("citation")]


LETTER = {
    "h1": ("header", p(run("Ministerie van Alfa")) + p(run("Bij Kamerstuk 26 643, nr. 940"))),
    "h2": ("header", p(run("Ministerie van Alfa")) + p(run("Bij Kamerstuk 26 643, nr. 940"))),
    "f1": ("footer", p(run("Pagina 1 van 3"))),
}
BODY = (
    p(run("Antwoord 12"))
    + p(run("Ja, zie Kamerstuk 31 490, nr. 310."))
    + p(properties=section(("header", "default", "h1"), ("footer", "default", "f1")))
    + p(run("Wij ronden dit in 2027 af."))
    + section(("header", "default", "h2"), ("footer", "default", "f1"))
)


@pytest.mark.parametrize("strict", [False, True])
def test_every_section_repeats_them_and_they_are_read_once(strict: bool, tmp_path: Path) -> None:
    data = makers.docx(BODY, margins=LETTER, strict=strict)
    assert lines(data, tmp_path) == [
        "Antwoord 12",
        "Ja, zie Kamerstuk 31 490, nr. 310.",
        "Wij ronden dit in 2027 af.",
        "Ministerie van Alfa",
        "Bij Kamerstuk 26 643, nr. 940",
        "Pagina 1 van 3",
    ]


def test_they_are_marked_and_a_citation_in_them_counts_once(tmp_path: Path) -> None:
    document = opened(makers.docx(BODY, margins=LETTER), tmp_path)
    assert [(s.kind, s.text) for s in document.sentences] == [
        ("text", "Antwoord 12"),
        ("text", "Ja, zie Kamerstuk 31 490, nr. 310."),
        ("text", "Wij ronden dit in 2027 af."),
        ("header", "Ministerie van Alfa"),
        ("header", "Bij Kamerstuk 26 643, nr. 940"),
    ]
    assert cited(document) == [("text", "kst-31490-310"), ("header", "kst-26643-940")]
    assert [(f.kind, f.text) for f in document.furniture] == [("paginanummer", "Pagina 1 van 3")]
    plain = document.as_json()["sentences"][3]
    assert (plain["kind"], plain["text"]) == ("header", "Ministerie van Alfa")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_they_stand_in_a_section_of_their_own(language: str, tmp_path: Path) -> None:
    from verantwoord.documents.reading.show import as_text
    from verantwoord.language import speaking

    with speaking(language):
        shown = as_text(opened(makers.docx(BODY, margins=LETTER), tmp_path))
    head = {"nl": "# Koptekst", "en": "# Header"}[language]
    assert "[3] Wij ronden dit in 2027 af." in shown.split(head)[0]
    assert "[4] Ministerie van Alfa" in shown.split(head)[1]


def test_a_footer_never_swallows_who_speaks(tmp_path: Path) -> None:
    footer = "Tweede Kamer, vergaderjaar 2022–2023, Aanhangsel 3"
    margins = {"f1": ("footer", p(run(footer)))}
    body = p(run("Antwoord 12")) + p(run("Ja.")) + section(("footer", "default", "f1"))
    document = opened(makers.docx(body, margins=margins), tmp_path)
    assert [(s.kind, s.text) for s in document.sentences] == [
        ("text", "Antwoord 12"),
        ("text", "Ja."),
    ]
    assert [(f.kind, f.text) for f in document.furniture] == [("voettekst", footer)]


def test_the_session_of_an_official_footer_is_known(tmp_path: Path) -> None:
    footer = "Tweede Kamer, vergaderjaar 2022–2023, 36 360 VII, nr. 1 24"
    margins = {"f1": ("footer", p(run(footer)))}
    body = p(run("Tekst.")) + section(("footer", "default", "f1"))
    (found,) = opened(makers.docx(body, margins=margins), tmp_path).furniture
    assert (found.kind, found.metadata["vergaderjaar"]) == ("voettekst", "2022-2023")
    assert found.metadata["identifier"] == "kst-36360-VII-1"


def test_a_letterhead_holds_no_target_and_no_claim(tmp_path: Path) -> None:
    said = "In 2030 is de uitstoot 55 procent lager en de monitoring is gestart."
    margins = {"h1": ("header", p(run(said)))}
    data = makers.docx(p(run("Tekst.")) + section(("header", "default", "h1")), margins=margins)
    document = opened(data, tmp_path)
    assert [s.kind for s in document.sentences] == ["text", "header"]
    assert document.sentences[1].findings == ()


ALL = {i: ("header", p(run(f"Kop {i}."))) for i in ("default", "first", "even", "los")}
REFERS = [("header", i, i) for i in ("default", "first", "even")]


@pytest.mark.parametrize(
    ("first", "settings", "expected"),
    [
        ("", "", ["Kop default."]),
        ("<w:titlePg/>", "", ["Kop default.", "Kop first."]),
        ("<w:titlePg w:val='0'/>", "<w:evenAndOddHeaders w:val='false'/>", ["Kop default."]),
        ("", "<w:evenAndOddHeaders/>", ["Kop default.", "Kop even."]),
    ],
)
def test_what_no_page_shows_is_not_read(
    first: str, settings: str, expected: list[str], tmp_path: Path
) -> None:
    body = p(run("Tekst.")) + section(*REFERS, first=first)
    assert lines(makers.docx(body, margins=ALL, settings=settings), tmp_path) == [
        "Tekst.",
        *expected,
    ]


def test_of_a_changed_section_only_what_holds_now(tmp_path: Path) -> None:
    old = "<w:sectPrChange>" + section(("header", "default", "los")) + "</w:sectPrChange>"
    body = p(run("Tekst.")) + section(("header", "default", "default"), first=old)
    assert lines(makers.docx(body, margins=ALL), tmp_path) == ["Tekst.", "Kop default."]


def master(name: str, *inside: str, follows: str = "") -> str:
    after = f" style:next-style-name='{follows}'" if follows else ""
    return f"<style:master-page style:name='{name}'{after}>{''.join(inside)}</style:master-page>"


def margin(place: str, text: str, more: str = "") -> str:
    return f"<style:{place}{more}><text:p>{text}</text:p></style:{place}>"


HIDDEN = " style:display='false'"
ASKS = "<style:style style:family='paragraph' style:name='P1' style:master-page-name='Brief'/>"


@pytest.mark.parametrize(
    ("masters", "automatic", "expected"),
    [
        (master("Standard", margin("header", "Kop."), margin("footer", "Voet.")), "",
         ["Kop.", "Voet."]),
        (master("Standard", margin("header", "Kop."), margin("header-left", "Kop.")), "", ["Kop."]),
        (master("Standard", margin("header", "Kop."), margin("header-left", "Links.", HIDDEN)), "",
         ["Kop."]),
        (master("Standard", margin("header", "Kop."), margin("header-first", "Eerst.")), "",
         ["Kop.", "Eerst."]),
        (master("Standard", margin("footer", "Voet.")) + master("Envelop", margin("footer", "E.")),
         "", ["Voet."]),
        (master("Standard", margin("header", "S.")) + master("Brief", margin("header", "B."),
         follows="Vervolg") + master("Vervolg", margin("header", "V.")), ASKS, ["S.", "B.", "V."]),
        (master("Eigen", margin("header", "Kop.")), "", ["Kop."]),
    ],
)  # fmt: skip
def test_of_odt_the_pages_in_use(
    masters: str, automatic: str, expected: list[str], tmp_path: Path
) -> None:
    data = makers.odt("<text:p>Tekst.</text:p>", automatic, masters=masters)
    assert lines(data, tmp_path) == ["Tekst.", *expected]


def test_in_odt_they_are_marked_and_their_citations_counted_once(tmp_path: Path) -> None:
    said = "Bij Kamerstuk 26 643, nr. 940"
    masters = master("Standard", margin("header", said), margin("header-first", said),
                     margin("footer", "Pagina <text:page-number>1</text:page-number>"))  # fmt: skip
    document = opened(makers.odt("<text:p>Tekst.</text:p>", masters=masters), tmp_path)
    assert [s.kind for s in document.sentences] == ["text", "header"]
    assert cited(document) == [("header", "kst-26643-940")]
    assert [f.kind for f in document.furniture] == ["paginanummer"]
