"""Comments of cells: those of the sender stay, ours are added and those of an earlier run go."""

from __future__ import annotations

import re
from typing import Any

from verantwoord.deliveries.returned.package import tree
from verantwoord.deliveries.seen import letters
from verantwoord.deliveries.sheets.xlsx import column_number

AUTHOR = "verantwoord"
_BEGINS = "\u2014 verantwoord \u2014\n"  # of what we say; an author is not kept by every program
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb'_x0000_s(\d+)"')
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    b'xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" '
    b'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
    b'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def comments_with(
    kept: Any | None, wanted: dict[tuple[int, int], str], namespace: str
) -> tuple[Any | None, list[tuple[int, int]]]:
    """Return the comments of a sheet with ours among them, and at which cells ours are gone.

    Shape:    the part as it was (None: there is none), (row, column) -> text -> (part, cells).
    Missing:  without any comment, before and now, there is no part: None.
    Source:   ECMA-376 part 1, 18.7. A conversation (threaded comment) of somebody else stays as it
              is: programs show that, and not the text beside it.
    """
    if kept is None and not wanted:
        return None, []
    root = kept
    if root is None:
        root = tree(f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode())
    space = f"{{{namespace}}}"
    authors, listed = root.find(f"{space}authors"), root.find(f"{space}commentList")
    names = [a.text or "" for a in authors]
    if AUTHOR not in names:
        author = authors.makeelement(f"{space}author", {})
        author.text = AUTHOR
        authors.append(author)
        names.append(AUTHOR)
    ours = str(names.index(AUTHOR))
    at, gone = {}, []
    for comment in list(listed):
        place = _place(comment.get("ref", ""))
        if comment.get("authorId") == ours or "".join(
            t.text or "" for t in comment.iter(f"{space}t")
        ).startswith(_BEGINS):
            listed.remove(comment)
            gone += [place] if place else []
            continue
        for run in list(comment.iter(f"{space}r")):
            if (run.findtext(f"{space}t") or "").lstrip("\n").startswith(_BEGINS):
                run.getparent().remove(run)
        at[place] = comment
    for place, text in wanted.items():
        comment = at.get(place)
        if comment is None:
            ref = f"{letters(place[1])}{place[0]}"
            comment = listed.makeelement(f"{space}comment", {"ref": ref, "authorId": ours})
            comment.append(comment.makeelement(f"{space}text", {}))
            listed.append(comment)
            _add(comment, _BEGINS + text, space)
        elif not names[int(comment.get("authorId", "0"))].startswith("tc="):
            _add(comment, f"\n\n{_BEGINS}{text}", space)
    return root, [g for g in gone if g]


def _add(comment: Any, text: str, space: str) -> None:
    inside = comment.find(f"{space}text")
    plain = inside.find(f"{space}t")
    if plain is not None:  # a text without runs; ours would stand beside it in no valid way
        run = inside.makeelement(f"{space}r", {})
        inside.remove(plain)
        run.append(plain)
        inside.insert(0, run)
    run = inside.makeelement(f"{space}r", {})
    look = run.makeelement(f"{space}rPr", {})
    look.append(look.makeelement(f"{space}sz", {"val": "9"}))
    words = run.makeelement(f"{space}t", {_SPACE: "preserve"})
    words.text = readable(text)
    run.append(look)
    run.append(words)
    inside.append(run)


def readable(text: str) -> str:
    """Return a text that may stand in a part: what XML cannot hold becomes a dot."""
    return _CONTROL.sub("·", text)


def _place(ref: str) -> tuple[int, int] | None:
    match = _ADDRESS.match(ref)
    return (int(match[2]), column_number(match[1].encode())) if match else None


def shapes_with(before: bytes, wanted: list[tuple[int, int]], gone: list[tuple[int, int]]) -> bytes:
    """Return the drawing of the boxes in which comments are shown.

    Shape:    the part as it was (empty: there is none), cells that have a comment, cells of which
              ours is gone -> part. A box that is there already stays.
    Source:   ECMA-376 part 4, 19.4; programs show no comment without one.
    """
    text = before or _VML
    old = set(gone)

    def sift(match: re.Match[bytes]) -> bytes:
        return b"" if _cell_of(match[0]) in old else match[0]

    text = _SHAPE.sub(sift, text)
    there = {_cell_of(m[0]) for m in _SHAPE.finditer(text)}
    number = max((int(n) for n in _NUMBER.findall(text)), default=1024)
    made = []
    for place in wanted:
        if place not in there:
            number += 1
            made.append(_shape(number, *place))
    head, end, rest = text.rpartition(b"</xml>")
    if not end:
        raise ValueError("de opmerkingen hebben geen gewone vorm")
    return b"".join([head, *made, end, rest])


def _cell_of(shape: bytes) -> tuple[int, int] | None:
    row, column = (re.search(rb"<x:" + n + rb">\s*(\d+)", shape) for n in (b"Row", b"Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _shape(number: int, row: int, column: int) -> bytes:
    top = max(0, row - 2)
    anchor = f"{column}, 15, {top}, 4, {column + 5}, 10, {top + 9}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        f'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        f'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        f'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    ).encode()
