"""The sheet with all findings, as a part of a workbook; every cell in it is a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from verantwoord.deliveries.returned.comments import readable
from verantwoord.deliveries.seen import letters

_WIDTHS = (5, 15, 36, 14, 14, 20, 50, 42, 22, 36, 24)  # in characters; see `marks`
_LINE = 15.0  # points
_MOST_LINES = 27  # a row is at most 409 points high


def list_sheet(listed: dict[str, Any], styles: dict[str, int], namespace: str) -> Iterator[bytes]:
    """Yield the sheet: what is said above, the header, and a row for each finding.

    Shape:    what `marks` made, the numbers of our looks, the namespace of the workbook -> part.
    Source:   ECMA-376 part 1, 18.3.
    """
    above, header, lines = listed["above"], listed["header"], listed["lines"]
    top = len(above) + 2  # the row of the header
    end = letters(len(header))
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{top}" topLeftCell="A{top + 1}" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    ).encode()
    for i, width in enumerate(_WIDTHS, 1):
        yield f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'.encode()
    yield b"</cols><sheetData>"
    for number, text in enumerate(above, 1):
        yield _row(number, [text], [styles["title" if number == 1 else "plain"]])
    if lines:
        yield _row(top, header, [styles["header"]] * len(header))
    links = []
    for number, line in enumerate(lines, top + 1):
        looks = [styles["link" if isinstance(cell, list) else "text"] for cell in line]
        texts = [cell[0] if isinstance(cell, list) else cell for cell in line]
        links += [
            (f"{letters(i)}{number}", cell[1]) for i, cell in enumerate(line, 1)
            if isinstance(cell, list)
        ]  # fmt: skip
        yield _row(number, texts, looks)
    yield b"</sheetData>"
    if lines:
        yield f'<autoFilter ref="A{top}:{end}{top + len(lines)}"/>'.encode()
    if links:
        yield b"<hyperlinks>"
        for at, place in links:
            yield f'<hyperlink ref="{at}" location={quoteattr(readable(place))}/>'.encode()
        yield b"</hyperlinks>"
    yield (
        b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, texts: list[str], looks: list[int]) -> bytes:
    cells = "".join(
        f'<c r="{letters(i)}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(readable(text))}</t></is></c>"
        for i, (text, look) in enumerate(zip(texts, looks, strict=True), 1)
        if text
    )
    height = ""
    if len(texts) > 1:  # not every program makes a row as high as its text asks
        lines = max(
            sum(1 + len(part) // (width - 1) for part in text.split("\n"))
            for text, width in zip(texts, _WIDTHS, strict=False)
        )
        height = f' ht="{min(lines, _MOST_LINES) * _LINE}" customHeight="1"'
    return f'<row r="{number}"{height}>{cells}</row>'.encode()
