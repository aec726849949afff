"""What stands in a file twice is read once; what no reader sees is not read at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.documents import makers
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.reading.sources import extract
from verantwoord.documents.words import Dictionary

T = "<w:t xml:space='preserve'>{}</w:t>"


def run(text: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{said}{T.format(text)}</w:r>"


def p(*runs: str, properties: str = "") -> str:
    said = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{said}{''.join(runs)}</w:p>"


def box(*paragraphs: str, choice: str | None = None) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    first = inside if choice is None else choice
    return (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{first}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText>{code}</w:instrText></w:r>{run('code')}"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{run(result)}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


NOTE = (
    "<w:footnote w:id='{}'><w:p>" + T.format("{}").join(("<w:r>", "</w:r>")) + "</w:p></w:footnote>"
)
HIDDEN = "<w:style w:styleId='{}'><w:basedOn w:val='{}'/>{}</w:style>"


def lines(data: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "stuk"
    path.write_bytes(data)
    return extract(path).text.split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(box(p(run("In kader."))), run("Ernaast.")), ["Ernaast.", "In kader."]),
        (p(run("A.")) + p(box(p(run("Kader.")), p(run("Nog.")))), ["A.", "Kader.", "Nog."]),
        (p(box(p(run("Kader.")), choice="<w:x/>")), ["Kader."]),
        (p(box(p(run("Buiten."), box(p(run("Binnen.")))))), ["Buiten.", "Binnen."]),
        (p("<w:r><w:pict><v:textbox><w:txbxContent>" + p(run("VML."))
           + "</w:txbxContent></v:textbox></w:pict></w:r>"), ["VML."]),
        (p(run("Een "), "<w:del>" + run("oude ") + "</w:del>", run("zin.")), ["Een zin."]),
        (p("<w:moveFrom>" + run("Weg. ") + "</w:moveFrom>", run("Blijft."))
         + p("<w:moveTo>" + run("Kwam.") + "</w:moveTo>"), ["Blijft.", "Kwam."]),
        (p(run("Het doel is "), properties="<w:rPr><w:del/></w:rPr>") + p(run("55 procent.")),
         ["Het doel is 55 procent."]),
        (p(run("Zicht"), run(" geheim", "<w:vanish/>"), run("baar.", "<w:vanish w:val='0'/>")),
         ["Zichtbaar."]),
        (p(run("Zie "), field("REF _Toc1", "tabel 3"), run(".")), ["Zie tabel 3."]),
        (p("<w:commentRangeStart w:id='1'/>", run("Tekst."), "<w:commentReference w:id='1'/>"),
         ["Tekst."]),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(run("Oude rij")) + "</w:tc></w:tr>"
         "<w:tr><w:tc>" + p(run("Rij")) + "</w:tc></w:tr></w:tbl>", ["Rij"]),
        ("<w:ins>" + p(run("Nieuw.")) + "</w:ins>", ["Nieuw."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("strict", [False, True])
def test_word(body: str, expected: list[str], strict: bool, tmp_path: Path) -> None:
    assert lines(makers.docx(body, strict=strict), tmp_path) == expected


def test_hidden_by_a_style_is_hidden_too(tmp_path: Path) -> None:
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    styles = HIDDEN.format("Basis", "", vanish) + HIDDEN.format("Afgeleid", "Basis", "")
    styles += HIDDEN.format("Weer", "Basis", "<w:rPr><w:vanish w:val='false'/></w:rPr>")
    body = p(
        run("Een"),
        run(" twee", "<w:rStyle w:val='Afgeleid'/>"),
        run(" drie.", "<w:rStyle w:val='Weer'/>"),
    ) + p(run("Weg."), properties="<w:pStyle w:val='Afgeleid'/>")
    assert lines(makers.docx(body, styles=styles), tmp_path) == ["Een drie."]


def test_notes_come_after_their_paragraph_and_only_when_something_refers_to_them(
    tmp_path: Path,
) -> None:
    notes = (
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        + NOTE.format(2, "Kamerstuk 26 643, nr. 940.")
        + NOTE.format(3, "Was van de geschrapte zin.")
    )
    end = NOTE.format(2, "Stb. 2023, 401.").replace("footnote", "endnote")
    refer = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    body = p(
        run("Uitgevoerd"), refer.format(2), run(". Gereed"),
        "<w:r><w:endnoteReference w:id='2'/></w:r>", run("."),
        "<w:del>" + refer.format(3) + "</w:del>", refer.format(2), refer.format(9),
    ) + p(run("Verder."))  # fmt: skip
    expected = ["Uitgevoerd. Gereed.", "Kamerstuk 26 643, nr. 940.", "Stb. 2023, 401.", "Verder."]
    assert lines(makers.docx(body, notes, end), tmp_path) == expected


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    data = makers.docx(p(run("Tekst.")), main="word/document2.xml")
    assert lines(data, tmp_path) == ["Tekst."]


NOTE_ODT = (
    "<text:note><text:note-citation>1</text:note-citation>\n<text:note-body>"
    " <text:p>Noot.</text:p> </text:note-body></text:note>"
)
FRAME = "<draw:frame><draw:text-box><text:p>Kader.</text:p></draw:text-box></draw:frame>"
GONE = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Oud.</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (GONE + "<text:p>Het <text:change/>doel.</text:p>", ["Het doel."]),
        (f"<text:p>Uitgevoerd{NOTE_ODT}.</text:p>", ["Uitgevoerd.", "Noot."]),
        (f"<text:p>A{FRAME}b.</text:p>", ["Ab.", "Kader."]),
        ("<text:p>Een<office:annotation><text:p>Klopt dit?</text:p></office:annotation> zin."
         "</text:p>", ["Een zin."]),
        ("<text:p>Een <text:span text:style-name='Weg'>geheim </text:span>zin.</text:p>",
         ["Een zin."]),
        ("<text:p text:style-name='Kind'>Weg.</text:p><text:p>Er.</text:p>", ["Er."]),
        ("<text:section text:display='none'><text:p>Weg.</text:p></text:section>"
         "<text:p>Er.</text:p>", ["Er."]),
        ("<text:p>Er<text:hidden-text text:is-hidden='true'>Weg</text:hidden-text>.</text:p>",
         ["Er."]),
        ("<text:p><text:hidden-paragraph text:is-hidden='true'/>Weg.</text:p><text:p>Er.</text:p>",
         ["Er."]),
        ("<text:p>Een<text:s/>twee<text:line-break/>drie.</text:p>", ["Een twee drie."]),
        ("<text:p><draw:frame><svg:title>plaatje</svg:title></draw:frame>Er.</text:p>", ["Er."]),
    ],
)  # fmt: skip
def test_odt(body: str, expected: list[str], tmp_path: Path) -> None:
    hides = "<style:text-properties text:display='none'/>"
    styles = f"<style:style style:family='text' style:name='Weg'>{hides}</style:style>"
    styles += f"<style:style style:family='paragraph' style:name='Ouder'>{hides}</style:style>"
    child = (
        "<style:style style:family='paragraph' style:name='Kind' style:parent-style-name='Ouder'/>"
    )
    assert lines(makers.odt(body, child, styles), tmp_path) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<al>Uitgevoerd<noot><noot.nr>1</noot.nr><noot.al>Kamerstuk 26 643, nr. 940.</noot.al>"
         "</noot>.</al><al>Verder.</al>", ["Uitgevoerd.", "Kamerstuk 26 643, nr. 940.", "Verder."]),
        ("<al>Uitgevoerd<noot><noot.nr>1</noot.nr><al>Een.</al><al>Twee.</al></noot>.</al>",
         ["Uitgevoerd.", "Een.", "Twee."]),
        ("<al>Het <del>oude </del>doel.</al>", ["Het doel."]),
    ],
)  # fmt: skip
def test_official_xml(body: str, expected: list[str], tmp_path: Path) -> None:
    data = f"<?xml version='1.0'?><kamerstuk><tekst>{body}</tekst></kamerstuk>".encode()
    assert lines(data, tmp_path) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Het <del>oude </del><s>halve </s>doel.</p>", ["Het doel."]),
        ("<p hidden>Weg.</p><p style='color:red; display: none'>Weg.</p><p>Er.</p>", ["Er."]),
        ("<p>Uitgevoerd<sup><a href='#n1'>1</a></sup>. Op 3 m<sup>2</sup>.</p>",
         ["Uitgevoerd. Op 3 m2."]),
    ],
)  # fmt: skip
def test_html(body: str, expected: list[str], tmp_path: Path) -> None:
    assert lines(f"<!doctype html><html><body>{body}</body></html>".encode(), tmp_path) == expected


def cited(
    data: bytes, tmp_path: Path, words: Dictionary
) -> list[tuple[str, str | None, list[str]]]:
    path = tmp_path / "stuk"
    path.write_bytes(data)
    document: ReadDocument = read(path, words=words)
    return [
        (f.text, f.values.get("identifier"), list(f.values.get("flags", ())))
        for _, f in document.findings("citation")
    ]


DIFFER = ["tekst-en-koppeling-verschillen"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<extref doc='kst-31490-310'>31 490, nr. 310</extref>",
         [("31 490, nr. 310", "kst-31490-310", [])]),
        ("de <extref doc='kst-31490-310' soort='document'>brief van 3 maart</extref>",
         [("brief van 3 maart", "kst-31490-310", [])]),
        ("<extref doc='kst-20042005-29762-D'>Kamerstuk 29 762, D</extref>",
         [("Kamerstuk 29 762, D", "kst-20042005-29762-D", [])]),
        ("<extref doc='kst-31490-311'>31 490, nr. 310</extref>",
         [("31 490, nr. 310", "kst-31490-311", DIFFER)]),
        ("<extref doc='stb-2023-401'>het besluit</extref>", [("het besluit", "stb-2023-401", [])]),
        ("<extref doc=''>iets</extref> <extref doc='https://example.org/kst'>anders</extref>", []),
    ],
)  # fmt: skip
def test_what_the_file_ties_to_a_document_is_exact(
    inside: str, expected: list[tuple[str, str, list[str]]], tmp_path: Path
) -> None:
    data = f"<?xml version='1.0'?><kamerstuk><al>Zie   ({inside}).</al></kamerstuk>".encode()
    assert cited(data, tmp_path, Dictionary()) == expected


def test_a_link_in_html_word_and_odt_is_exact_too(tmp_path: Path) -> None:
    url = "https://zoek.officielebekendmakingen.nl/kst-31490-310.html"
    html = f"<!doctype html><html><body><p>Zie <a href='{url}'>de brief</a>.</p></body></html>"
    word = makers.docx(
        p(run("Zie "), f"<w:hyperlink r:id='r1'>{run('de brief')}</w:hyperlink>", run(".")),
        links={"r1": url},
    )
    text = makers.odt(f"<text:p>Zie <text:a xlink:href='{url}'>de brief</text:a>.</text:p>")
    for data in (html.encode(), word, text):
        assert cited(data, tmp_path, Dictionary()) == [("de brief", "kst-31490-310", [])]
