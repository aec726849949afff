"""The parts of a workbook that goes back: read, added to, and what may be marked in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from lxml import etree

from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.sheets import Page, write
from tests.unit.deliveries.workbooks import seen
from verantwoord.deliveries import limits
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.returned import package as packages
from verantwoord.deliveries.returned.book import OURS, check_and_return
from verantwoord.deliveries.returned.comments import comments_with, readable, shapes_with
from verantwoord.deliveries.returned.edit import edit
from verantwoord.deliveries.returned.listed import list_sheet
from verantwoord.deliveries.returned.marks import (
    RowsPlace,
    area_of,
    marks,
    quoted_sheet,
    reference,
)
from verantwoord.deliveries.returned.package import Package, put, tree
from verantwoord.deliveries.returned.styles import with_styles
from verantwoord.model.dataset import Severity
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
JULY = Period.parse("2024-07")
DATASET = dataset(column("plek", required=True, key=True), column("uren", "decimal"))
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="proef" sheetId="3" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    f'package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
}


def relations(*targets: tuple[str, str, str]) -> str:
    """A part that says to what another points: id, kind and target of each."""
    listed = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, kind, target in targets
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'


def opened(parts: Mapping[str, str] = PARTS) -> Package:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return Package(zipfile.ZipFile(out))


def content(package: Package) -> dict[str, bytes]:
    """Every part as it is to be written, in order."""
    return {name: b"".join(pieces) for name, pieces in package.parts()}


# parts


def test_a_part_that_nobody_changed_is_written_to_the_byte() -> None:
    made = content(opened())
    assert list(made) == list(PARTS)
    assert made["xl/worksheets/sheet1.xml"].decode() == PARTS["xl/worksheets/sheet1.xml"]


def test_a_part_that_was_replaced_stands_in_its_place_and_a_new_one_behind() -> None:
    package = opened()
    package.replace("xl/nieuw.xml", lambda: [b"<a", b"/>"])
    package.replace("xl/worksheets/sheet1.xml", lambda: [b"<b/>"])
    made = content(package)
    assert list(made) == [*PARTS, "xl/nieuw.xml"]
    assert made["xl/nieuw.xml"] == b"<a/>"
    assert made["xl/worksheets/sheet1.xml"] == b"<b/>"


def test_a_part_that_was_dropped_is_left_out_until_it_is_replaced() -> None:
    package = opened()
    package.drop("xl/worksheets/sheet1.xml")
    assert "xl/worksheets/sheet1.xml" not in content(package)
    package.replace("xl/worksheets/sheet1.xml", lambda: [b"<b/>"])
    assert content(package)["xl/worksheets/sheet1.xml"] == b"<b/>"


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [(0, None, "0123456789"), (3, None, "3456789"), (3, 4, "3456"), (9, 4, "9"), (40, 4, "")],
)
def test_a_piece_of_a_part(start: int, length: int | None, expected: str) -> None:
    package = opened({**PARTS, "xl/tekst.txt": "0123456789"})
    assert package.read("xl/tekst.txt", start, length).decode() == expected


def test_a_part_in_pieces_is_the_whole_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_CHUNK", 3)
    package = opened({**PARTS, "xl/tekst.txt": "0123456789"})
    assert list(package.chunks("xl/tekst.txt")) == [b"012", b"345", b"678", b"9"]
    assert package.read("xl/tekst.txt", 4, 3) == b"456"


def test_a_part_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    package = opened({**PARTS, "xl/tekst.txt": "0123456789"})
    monkeypatch.setattr(packages, "_MOST_PART", 9)
    with pytest.raises(ValueError, match=r"xl/tekst\.txt is te groot"):
        package.read("xl/tekst.txt")
    assert package.read("xl/tekst.txt", 0, 9) == b"012345678"


def test_a_dtd_is_refused_and_no_entity_is_filled_in() -> None:
    with pytest.raises(ValueError, match="een DTD hoort niet in een rekenblad"):
        tree(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    assert tree(b"<a><b/></a>").tag == "a"


ORDER = ("een", "twee", "drie", "vier")


@pytest.mark.parametrize(
    ("there", "name", "new", "expected"),
    [
        ("", "twee", False, ["twee"]),
        ("<een/><drie/>", "twee", False, ["een", "twee", "drie"]),
        ("<drie/>", "een", False, ["een", "drie"]),
        ("<een/>", "vier", False, ["een", "vier"]),
        ("<een/><twee/><drie/>", "twee", False, ["een", "twee", "drie"]),
        ("<een/><twee/><drie/>", "twee", True, ["een", "twee", "twee", "drie"]),
        ("<!-- x --><drie/>", "twee", False, [None, "twee", "drie"]),
        ("<een/><anders/><vier/>", "twee", False, ["een", "twee", "anders", "vier"]),
        ("<een/><anders/><vier/>", "vier", True, ["een", "anders", "vier", "vier"]),
    ],
)
def test_a_child_is_put_where_the_standard_asks_it(
    there: str, name: str, new: bool, expected: list[str | None]
) -> None:
    root = tree(f'<a xmlns="urn:x">{there}</a>'.encode())
    put(root, name, ORDER, new=new)
    assert [etree.QName(c).localname if isinstance(c.tag, str) else None for c in root] == expected


def test_a_new_child_of_a_kind_stands_before_the_old_ones() -> None:
    root = tree(b'<a xmlns="urn:x"><twee oud="1"/></a>')
    put(root, "twee", ORDER, new=True)
    assert [c.get("oud") for c in root] == [None, "1"]
    assert put(root, "twee", ORDER) is root[0]


# where parts point to


@pytest.mark.parametrize(
    ("part", "target", "there", "expected"),
    [
        ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml", "xl/comments1.xml"),
        ("xl/worksheets/sheet1.xml", "/xl/comments1.xml", "xl/comments1.xml", "xl/comments1.xml"),
        ("xl/sheet1.xml", "comments1.xml", "xl/comments1.xml", "xl/comments1.xml"),
        ("xl/sheets/a/s.xml", "../../c.xml", "xl/c.xml", "xl/c.xml"),
        ("xl/worksheets/sheet1.xml", "../weg.xml", "xl/comments1.xml", None),
    ],
)
def test_to_which_part_a_sheet_points(
    part: str, target: str, there: str, expected: str | None
) -> None:
    package = opened({**PARTS, there: "<a/>"})
    pointers = tree(relations(("rId4", "comments", target)).encode())
    assert package.related(part, pointers, "comments") == expected
    assert package.related(part, pointers, "vmlDrawing") is None


def test_what_stands_outside_the_workbook_is_no_part_of_it() -> None:
    text = relations(("rId4", "comments", "../comments1.xml")).replace(
        "<Relationship ", '<Relationship TargetMode="External" '
    )
    package = opened({**PARTS, "xl/comments1.xml": "<a/>"})
    assert package.related("xl/worksheets/sheet1.xml", tree(text.encode()), "comments") is None


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ((), "xl/comments.xml"),
        (("xl/comments.xml",), "xl/comments1.xml"),
        (("xl/comments.xml", "xl/comments1.xml", "xl/comments3.xml"), "xl/comments2.xml"),
    ],
)
def test_a_part_that_is_added_takes_no_name_of_another(taken: tuple[str, ...], name: str) -> None:
    package = opened({**PARTS, **dict.fromkeys(taken, "<a/>")})
    part = "xl/worksheets/sheet1.xml"
    pointers = package.relations(part)
    assert package.add_related(part, pointers, "comments") == name
    assert package.related(part, pointers, "comments") is None  # nothing is written yet
    assert package.id_of(part, pointers, name) == "rId1"
    made = content(package)
    assert name in made
    assert f'PartName="/{name}"' in made["[Content_Types].xml"].decode()
    assert (
        f"../{name.removeprefix('xl/')}" in made[f"xl/worksheets/_rels/{part[14:]}.rels"].decode()
    )


def test_an_added_pointer_takes_no_id_of_another() -> None:
    package = opened()
    pointers = tree(
        relations(("rId1", "drawing", "../a.xml"), ("rId3", "image", "../b.png")).encode()
    )
    for expected in ("rId2", "rId4"):
        name = package.add_related("xl/worksheets/sheet1.xml", pointers, "comments")
        assert package.id_of("xl/worksheets/sheet1.xml", pointers, name) == expected


def test_the_kind_of_drawings_is_said_once() -> None:
    package = opened()
    pointers = package.relations("xl/worksheets/sheet1.xml")
    for _ in range(2):
        package.add_related("xl/worksheets/sheet1.xml", pointers, "vmlDrawing")
    assert content(package)["[Content_Types].xml"].decode().count('Extension="vml"') == 1


def test_a_part_that_nothing_points_to_has_no_id() -> None:
    package = opened()
    with pytest.raises(ValueError, match="verwijst niet naar"):
        package.id_of("xl/workbook.xml", package.book_relations, "xl/weg.xml")


def test_a_sheet_is_added_behind_all_others() -> None:
    package = opened()
    assert package.sheets() == {"proef": "xl/worksheets/sheet1.xml"}
    assert package.add_sheet("Bevindingen") == "xl/worksheets/sheet.xml"
    assert list(package.sheets()) == ["proef", "Bevindingen"]
    assert [s.get("sheetId") for s in package.book[0]] == ["3", "4"]


@pytest.mark.parametrize(
    ("space", "office"),
    [
        (MAIN, "http://schemas.openxmlformats.org/officeDocument/2006"),
        (STRICT, "http://purl.oclc.org/ooxml/officeDocument"),
    ],
)
def test_a_workbook_of_the_strict_kind_has_names_of_its_own(space: str, office: str) -> None:
    package = opened({**PARTS, "xl/workbook.xml": PARTS["xl/workbook.xml"].replace(MAIN, space)})
    assert package.main("sheets") == f"{{{space}}}sheets"
    assert package.relation("id") == f"{{{office}/relationships}}id"


# looks


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills><fill/></fills>'
    '<borders><border/></borders><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
)
LOOKS = {"title", "header", "text", "link", "plain", "blocks", "warns"}


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("styles.xml", "xl/styles.xml"),
        ("/xl/styles.xml", "xl/styles.xml"),
        ("opmaak2.xml", "xl/opmaak2.xml"),
        ("mooi/styles.xml", "xl/mooi/styles.xml"),
    ],
)
def test_looks_are_added_to_the_styles_wherever_these_stand(target: str, part: str) -> None:
    """A second part with styles would be used by one program, and the first by another."""
    pointers = relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", target))
    package = opened({**PARTS, "xl/_rels/workbook.xml.rels": pointers, part: STYLES})
    looks = with_styles(package)
    made = content(package)
    assert set(looks) == LOOKS
    assert [n for n in made if "styles" in n or "opmaak" in n] == [part]
    root = tree(made[part])
    assert root.find(f"{{{MAIN}}}cellXfs")[0].get("numFmtId") == "14"
    assert {looks[n] for n in ("title", "header", "text", "link", "plain")} == {1, 2, 3, 4, 5}
    assert {looks["blocks"], looks["warns"]} == {0, 1}


def test_looks_that_are_there_already_are_not_added_again() -> None:
    first = opened()
    looks = with_styles(first)
    made = content(first)
    again = opened({name: text.decode() for name, text in made.items()})
    assert with_styles(again) == looks
    assert content(again)["xl/styles.xml"] == made["xl/styles.xml"]


def test_a_workbook_without_styles_gets_them() -> None:
    package = opened()
    with_styles(package)
    made = content(package)
    assert "xl/styles.xml" in made
    assert 'PartName="/xl/styles.xml"' in made["[Content_Types].xml"].decode()
    assert "styles.xml" in made["xl/_rels/workbook.xml.rels"].decode()


def test_text_on_a_colour_can_be_read() -> None:
    """At least 4,5 to 1, as WCAG 2.2 asks."""
    package = opened()
    with_styles(package)
    root = tree(content(package)["xl/styles.xml"])
    for look in root.find(f"{{{MAIN}}}dxfs"):
        dark, light = (next(look.iter(f"{{{MAIN}}}{n}")).get("rgb") for n in ("color", "bgColor"))
        assert (luminance(light) + 0.05) / (luminance(dark) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (2, 4, 6)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# comments


def comments(*listed: tuple[str, str, str], authors: tuple[str, ...] = ("Jan",)) -> Any:
    """A part with comments: cell, number of the author and text of each."""
    names = "".join(f"<author>{a}</author>" for a in authors)
    each = "".join(
        f'<comment ref="{at}" authorId="{who}"><text><r><t>{text}</t></r></text></comment>'
        for at, who, text in listed
    )
    return tree(
        f'<comments xmlns="{MAIN}"><authors>{names}</authors><commentList>{each}</commentList>'
        "</comments>".encode()
    )


def texts(root: Any) -> dict[str, str]:
    return {
        c.get("ref"): "".join(t.text or "" for t in c.iter(f"{{{MAIN}}}t"))
        for c in root.iter(f"{{{MAIN}}}comment")
    }


BEGIN = "— verantwoord —\n"


def test_without_any_comment_there_is_no_part() -> None:
    assert comments_with(None, {}, MAIN) == (None, [])


def test_the_first_comments_make_a_part() -> None:
    made, gone = comments_with(None, {(2, 3): "fout", (9, 28): "ook"}, MAIN)
    assert texts(made) == {"C2": BEGIN + "fout", "AB9": BEGIN + "ook"}
    assert gone == []
    assert [a.text for a in made[0]] == ["verantwoord"]


def test_a_comment_of_the_sender_stays_and_ours_stands_below_it() -> None:
    made, _ = comments_with(
        comments(("C2", "0", "van mij"), ("D4", "0", "los")), {(2, 3): "f"}, MAIN
    )
    assert texts(made) == {"C2": f"van mij\n\n{BEGIN}f", "D4": "los"}
    assert [a.text for a in made[0]] == ["Jan", "verantwoord"]


def test_a_plain_text_of_the_sender_becomes_a_run_before_ours() -> None:
    kept = tree(
        f'<comments xmlns="{MAIN}"><authors><author>Jan</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>kaal</t></text></comment></commentList>'
        "</comments>".encode()
    )
    made, _ = comments_with(kept, {(1, 1): "f"}, MAIN)
    inside = next(made.iter(f"{{{MAIN}}}text"))
    assert [etree.QName(c).localname for c in inside] == ["r", "r"]
    assert texts(made) == {"A1": f"kaal\n\n{BEGIN}f"}


def test_what_an_earlier_run_said_goes_and_only_that() -> None:
    first, _ = comments_with(comments(("C2", "0", "van mij")), {(2, 3): "f", (3, 3): "g"}, MAIN)
    second, gone = comments_with(first, {(4, 3): "h"}, MAIN)
    assert texts(second) == {"C2": "van mij", "C4": BEGIN + "h"}
    assert gone == [(3, 3)]


def test_what_we_said_is_known_without_its_author() -> None:
    """Not every program keeps who wrote a comment."""
    kept = comments(("B2", "0", f"{BEGIN}oud"), ("B3", "0", "eigen"))
    made, gone = comments_with(kept, {}, MAIN)
    assert texts(made) == {"B3": "eigen"}
    assert gone == [(2, 2)]


def test_a_conversation_stays_as_it_is() -> None:
    kept = comments(("C2", "0", "gesprek"), authors=("tc={1234}",))
    made, _ = comments_with(kept, {(2, 3): "fout"}, MAIN)
    assert texts(made) == {"C2": "gesprek"}


def test_a_second_run_gives_the_same_comments() -> None:
    wanted = {(2, 3): "fout", (5, 1): "ook"}
    once, _ = comments_with(comments(("C2", "0", "van mij")), wanted, MAIN)
    before = texts(once)
    twice, _ = comments_with(once, wanted, MAIN)
    assert texts(twice) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gewoon", "gewoon"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\x00b", "a·b"),
        ("a\x1fb\x0bc", "a·b·c"),
        ("a\r\nb", "a·\nb"),
        ("a\ufffeb\uffff", "a·b·"),
        ("a\ud800b", "a·b"),
        ("😀", "😀"),
    ],
)
def test_what_xml_cannot_hold_becomes_a_dot(text: str, expected: str) -> None:
    assert readable(text) == expected
    etree.fromstring(f"<a>{readable(text)}</a>")


def boxes(drawing: bytes) -> list[tuple[int, int]]:
    root = etree.fromstring(drawing)
    x = "{urn:schemas-microsoft-com:office:excel}"
    return [
        (int(c.findtext(f"{x}Row")) + 1, int(c.findtext(f"{x}Column")) + 1)
        for c in root.iter(f"{x}ClientData")
    ]


def test_each_comment_has_a_box_once() -> None:
    first = shapes_with(b"", [(2, 3), (9, 1)], [])
    assert boxes(first) == [(2, 3), (9, 1)]
    second = shapes_with(first, [(2, 3), (4, 4)], [])
    assert boxes(second) == [(2, 3), (9, 1), (4, 4)]
    numbers = [
        s.get("id") for s in etree.fromstring(second).iter("{urn:schemas-microsoft-com:vml}shape")
    ]
    assert numbers == ["_x0000_s1025", "_x0000_s1026", "_x0000_s1027"]


def test_the_box_of_a_comment_that_is_gone_goes() -> None:
    first = shapes_with(b"", [(2, 3), (9, 1)], [])
    assert boxes(shapes_with(first, [], [(2, 3)])) == [(9, 1)]
    assert boxes(shapes_with(first, [(2, 3)], [(2, 3)])) == [(9, 1), (2, 3)]


def test_a_drawing_of_another_form_is_not_touched() -> None:
    with pytest.raises(ValueError, match="geen gewone vorm"):
        shapes_with(b"<xml:xml></xml:xml>", [(1, 1)], [])


# the list


NO_LOOKS = dict.fromkeys(LOOKS, 0)


def listed(**what: Any) -> Any:
    base = {"above": ["kop"], "header": ["Nr.", "Waar"], "lines": []}
    return tree(b"".join(list_sheet({**base, **what}, NO_LOOKS, MAIN)))


def test_without_findings_the_sheet_has_only_what_stands_above() -> None:
    root = listed(above=["niets gevonden", "en dit"])
    assert texts_of(root) == {"A1": "niets gevonden", "A2": "en dit"}
    assert root.find(f"{{{MAIN}}}autoFilter") is None


def texts_of(root: Any) -> dict[str, str]:
    return {c.get("r"): c.findtext(f"{{{MAIN}}}is/{{{MAIN}}}t") for c in root.iter(f"{{{MAIN}}}c")}


def test_the_header_stands_a_row_below_and_stays_in_sight() -> None:
    root = listed(above=["a", "b", "c"], lines=[["1", "Rij 2"], ["2", ""]])
    assert texts_of(root) == {
        "A1": "a", "A2": "b", "A3": "c", "A5": "Nr.", "B5": "Waar", "A6": "1", "B6": "Rij 2",
        "A7": "2",
    }  # fmt: skip
    pane = next(root.iter(f"{{{MAIN}}}pane"))
    assert (pane.get("ySplit"), pane.get("topLeftCell"), pane.get("state")) == ("5", "A6", "frozen")
    assert root.find(f"{{{MAIN}}}autoFilter").get("ref") == "A5:B7"


def test_a_place_is_a_link_to_it() -> None:
    root = listed(lines=[["1", ["Rij 2", "'a&b'!C2"]], ["2", "bestand"]])
    links = {h.get("ref"): h.get("location") for h in root.iter(f"{{{MAIN}}}hyperlink")}
    assert links == {"B4": "'a&b'!C2"}
    assert texts_of(root)["B4"] == "Rij 2"


@pytest.mark.parametrize("text", ["=1+1", "a<b>&\"c'", "  blanks  ", "twee\nregels", "a\x00b"])
def test_every_cell_is_a_text_whatever_it_holds(text: str) -> None:
    root = listed(lines=[["1", text]])
    assert texts_of(root)["B4"] == readable(text)
    assert not list(root.iter(f"{{{MAIN}}}f"))


@pytest.mark.parametrize(
    ("text", "height"),
    [("kort", 15.0), ("a\nb\nc", 45.0), (29 * "x", 45.0), (9000 * "x", 405.0)],
)
def test_a_row_is_as_high_as_its_text_and_no_higher_than_may_be(text: str, height: float) -> None:
    row = [r for r in listed(lines=[["1", text]]).iter(f"{{{MAIN}}}row") if r.get("r") == "4"]
    assert float(row[0].get("ht")) == height


# what is marked


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("D2", (2, 4, 2, 4)),
        ("D2:F9", (2, 4, 9, 6)),
        ("$D$2:$F$9", (2, 4, 9, 6)),
        ("XFD1048576", (1048576, 16384, 1048576, 16384)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("F9:D2", None),
        ("D9:F2", None),
        ("2", None),
        ("D", None),
        ("d2", None),
        ("D2,F9", None),
        ("D2:F", None),
        ("", None),
    ],
)
def test_an_address_has_numbers(text: str, area: tuple[int, int, int, int] | None) -> None:
    assert area_of(text) == area
    if area:
        assert reference(area) == text.replace("$", "")


@pytest.mark.parametrize(
    ("name", "expected"), [("blad", "'blad'"), ("a b", "'a b'"), ("'s", "'''s'")]
)
def test_the_name_of_a_sheet_in_an_address(name: str, expected: str) -> None:
    assert quoted_sheet(name) == expected


def one(code: str = "geen-getal", severity: Severity = Severity.BLOCKS, **more: Any) -> Finding:
    base = {"rule": "", "where": "hier", "found": "Gevonden.", "expected": "Verwacht.",
            "action": "Doe iets.", "row": None, "column": None}  # fmt: skip
    return Finding(code=code, severity=severity, **{**base, **more})


def report(*findings: Finding, **more: Any) -> CheckReport:
    counts: dict[str, int] = {}
    for f in findings:
        counts[f.code] = counts.get(f.code, 0) + 1
    base = {"rows": 9, "counts": counts, "kinds": {f.code: f for f in reversed(findings)}}
    return CheckReport(findings=findings, **{**base, **more})


LAYOUT = RowsPlace("proef", 1, 2, ("plek", "Uren", "uren"))


@pytest.mark.parametrize(
    ("finding", "areas"),
    [
        (one(), []),
        (one(row=5), ["B5"]),
        (one(row=5, column="plek"), ["B5"]),
        (one(row=5, column="UREN"), ["C5", "D5"]),
        (one(row=5, column="onbekend"), ["B5"]),
        (one(rows=((2, 4), (7, 7)), columns=("plek",)), ["B2:B4", "B7"]),
        (one(rows=((2, 3),), columns=("plek", "uren")), ["B2:B3", "C2:C3", "D2:D3"]),
        (one(column="plek"), ["B1"]),
        (one("kolom-onbekend", row=1, column="plek"), ["B1"]),
        (one("kop-lager", row=7), ["B1"]),
        (one("persoonsgegeven-kolom", row=3, column="uren"), ["C1", "D1"]),
        (one(row=5, cells=("F9", "G2:H3", "raar")), ["F9", "G2:H3"]),
    ],
)
def test_which_cells_a_finding_is_about(finding: Finding, areas: list[str]) -> None:
    made = marks("b.csv", report(finding), LAYOUT, (), "nl")
    assert made["areas"] == {"blocks": areas, "warns": []}
    where = made["list"]["lines"][0][2]
    assert where == (["hier", f"'proef'!{areas[0]}"] if areas else "hier")
    assert made["list"]["lines"][0][3] == ", ".join(areas)


def test_of_a_warning_the_cells_are_yellow() -> None:
    finding = one(severity=Severity.WARNS, row=5)
    assert marks("b", report(finding), LAYOUT, (), "nl")["areas"] == {"blocks": [], "warns": ["B5"]}


def test_of_rows_that_were_left_out_only_the_ends_that_are_there_are_coloured() -> None:
    layout = RowsPlace("proef", 1, 2, ("plek",), {2: 2, 9: 3, 12: 4}.get)
    finding = one(rows=((2, 9), (12, 12), (20, 30)), columns=("plek",))
    assert marks("b", report(finding), layout, (), "nl")["areas"]["blocks"] == ["B2", "B3", "B4"]


def test_without_rows_nothing_is_coloured_and_all_is_listed() -> None:
    made = marks("b.csv", report(one(row=5, column="plek")), None, (), "nl")
    assert (made["sheet"], made["areas"]["blocks"], made["comments"]) == (None, [], [])
    assert len(made["list"]["lines"]) == 1


@pytest.mark.parametrize(
    ("language", "word", "more"),
    [
        ("nl", "Houdt tegen", "En nog 2: zie het blad Bevindingen."),
        ("en", "Blocks", "And 2 more: see the sheet Findings."),
    ],
)
def test_a_comment_has_five_findings_and_says_how_many_more(
    language: str, word: str, more: str
) -> None:
    made = marks("b", report(*[one(row=5) for _ in range(7)]), LAYOUT, (), language)
    ((row, left, text),) = made["comments"]
    assert (row, left) == (5, 2)
    assert text.count(f"{word}: Gevonden. Verwacht. Doe iets. [geen-getal]") == 5
    assert text.endswith(more)


def test_a_long_comment_is_cut() -> None:
    made = marks("b", report(one(row=5, found=3000 * "x")), LAYOUT, (), "nl")
    text = made["comments"][0][2]
    assert len(text) == 2000
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("language", "findings", "summary"),
    [
        ("nl", (), "b.csv: geen bevindingen."),
        ("en", (), "b.csv: no findings."),
        ("nl", (one(),), "b.csv: 1 bevinding (tegenhoudend: 1)."),
        ("nl", (one(), one()), "b.csv: 2 bevindingen (tegenhoudend: 2)."),
        ("nl", (one("a", Severity.WARNS),), "b.csv: 1 bevinding (waarschuwing: 1)."),
        (
            "en",
            (one(), one("a", Severity.WARNS)),
            "b.csv: 2 findings (blocking: 1, warnings: 1).",
        ),
    ],
)
def test_the_list_begins_with_how_many_there_are(
    language: str, findings: tuple[Finding, ...], summary: str
) -> None:
    above = marks("b.csv", report(*findings), None, (), language)["list"]["above"]
    assert above[0] == summary
    assert len(above) == (2 if findings else 1)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Niet in deze lijst: 3 bevindingen. Meer dan 100000 regels schrijven we niet"),
        ("en", "Not in this list: 3 findings. We write no more than 100000 lines"),
    ],
)
def test_what_is_not_in_the_list_is_said(language: str, said: str) -> None:
    above = marks("b", report(one(), unlisted=3), None, ("tussen",), language)["list"]["above"]
    assert above[2] == "tussen"
    assert above[3].startswith(said)


def test_more_cells_than_can_have_a_comment_are_coloured_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_COMMENTS", 2)
    made = marks("b", report(*[one(row=n) for n in (2, 3, 4)]), LAYOUT, (), "nl")
    assert [c[0] for c in made["comments"]] == [2, 3]
    assert made["areas"]["blocks"] == ["B2", "B3", "B4"]
    assert made["list"]["above"][-1].startswith("Alleen de eerste 2 cellen hebben een opmerking")


@pytest.mark.parametrize(("flex", "columns"), [((), 10), ((("flex_nr", "7"),), 11)])
def test_own_columns_are_listed_when_there_are_any(
    flex: tuple[tuple[str, str], ...], columns: int
) -> None:
    made = marks("b", report(one(), one(flex=flex)), None, (), "nl")["list"]
    assert [len(made["header"]), *map(len, made["lines"])] == [columns] * 3
    if flex:
        assert [line[-1] for line in made["lines"]] == ["", "flex_nr: 7"]


# the whole


def test_a_sheet_of_an_earlier_run_is_written_over_and_one_of_the_sender_is_not(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("proef").write(0, 0, "plek")
        book.add_worksheet("bevindingen").write(0, 0, "eigen")
    what = marks(
        "b", report(one(row=1, column="plek")), RowsPlace("proef", 1, 1, ("plek",)), (), "nl"
    )
    edit(file, tmp_path / "b.xlsx", OURS, what)
    edit(tmp_path / "b.xlsx", tmp_path / "c.xlsx", OURS, what)
    once, twice = seen(tmp_path / "b.xlsx"), seen(tmp_path / "c.xlsx")
    assert list(once) == list(twice) == ["proef", "bevindingen", "Bevindingen (2)"]
    assert twice["bevindingen"].cells == {"A1": "eigen"}
    assert once["Bevindingen (2)"].cells == twice["Bevindingen (2)"].cells
    assert once["proef"].coloured == twice["proef"].coloured == {"A1": "red"}
    assert once["proef"].comments == twice["proef"].comments


@pytest.mark.parametrize(
    ("sheet", "returned"),
    [
        ("proef", "proef"),
        ("2024/07", "2024-07"),
        ("[uren]", "-uren-"),
        ("a:b*c?d\\e", "a-b-c-d-e"),
        ("'s avonds", "s avonds"),
        ("van ons'", "van ons"),
        ("'", "proef"),
        (40 * "x", 31 * "x"),
        ("Bevindingen van juli", "Bevindingen van juli"),
    ],
)
def test_a_sheet_of_another_form_comes_back_under_a_name_that_an_xlsx_may_have(
    mini: Pack, tmp_path: Path, sheet: str, returned: str
) -> None:
    file = write(tmp_path / "b.ods", Page([["plek", "uren"], ["A", "veel"]], name=sheet))
    found = check_and_return(file, DATASET, mini, tmp_path / "terug.xlsx", "alfa", JULY)
    assert dict(found.counts) == {"geen-getal": 1}
    back = seen(tmp_path / "terug.xlsx")
    assert list(back) == [returned, "Bevindingen"]
    assert back[returned].coloured == {"B2": "red"}
    assert list(back["Bevindingen"].links.values()) == [f"'{returned}'!B2"]


@pytest.mark.parametrize("text", ["=1+1", "+31 70", "-5x", "@ik", 40_000 * "x"])
def test_a_row_comes_back_as_text_whatever_it_begins_with(
    mini: Pack, tmp_path: Path, text: str
) -> None:
    file = csv_file(tmp_path, f"plek;uren\n{text};veel")
    check_and_return(file, DATASET, mini, tmp_path / "terug.xlsx", "alfa", JULY)
    sheet = seen(tmp_path / "terug.xlsx")["proef"]
    cell = sheet.cells["A2"]
    assert cell == text or (len(cell) == 32_767 and cell.endswith(" … (ingekort)"))
    assert sheet.formats["A2"] == "@"
    assert not sheet.formulas
