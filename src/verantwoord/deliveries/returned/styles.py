"""The looks that our marks have, added to the styles of a workbook; none of theirs changes."""

from __future__ import annotations

from typing import Any

from verantwoord.deliveries.returned.package import Package, put, tree, written

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
# colour of the text and of the cell: dark on light, at least 4,5 to 1
_COLOURS = {"blocks": ("FF9C0006", "FFFFC7CE"), "warns": ("FF7F4F00", "FFFFEB9C")}
_EMPTY = '<styleSheet xmlns="{}"><fonts><font/></fonts><fills><fill/></fills>' \
         "<borders><border/></borders><cellXfs><xf/></cellXfs></styleSheet>"  # fmt: skip


def with_styles(package: Package) -> dict[str, int]:
    """Add our looks to a workbook.

    Shape:    a workbook -> number of each look: `blocks` and `warns` of conditional formatting;
              `title`, `header`, `text` and `link` of cells.
    Missing:  a workbook without styles gets them.
    """
    part = package.related("xl/workbook.xml", package.book_relations, "styles")
    if part is None:
        part = package.add_related("xl/workbook.xml", package.book_relations, "styles")
        root = tree(_EMPTY.format(package.namespace).encode())
    else:
        root = tree(package.read(part))
    fonts = put(root, "fonts", _ORDER)
    bold = _add(root, fonts, '<font><b/><sz val="11"/><name val="Calibri"/></font>')
    title = _add(root, fonts, '<font><b/><sz val="14"/><name val="Calibri"/></font>')
    plain = _add(root, fonts, '<font><sz val="11"/><name val="Calibri"/></font>')
    link = _add(
        root, fonts, '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font>'
    )
    grey = _add(
        root, put(root, "fills", _ORDER),
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE5E9F0"/><bgColor indexed="64"/>'
        "</patternFill></fill>",
    )  # fmt: skip
    cells = put(root, "cellXfs", _ORDER)
    wrapped = '<alignment vertical="top" wrapText="1"/>'
    looks = {
        "title": _add(root, cells, _cell(title)),
        "header": _add(root, cells, _cell(bold, grey, wrapped)),
        "text": _add(root, cells, _cell(plain, 0, wrapped)),
        "link": _add(root, cells, _cell(link, 0, wrapped)),
        "plain": _add(root, cells, _cell(plain)),
    }
    coloured = put(root, "dxfs", _ORDER)
    for name, (dark, light) in _COLOURS.items():
        looks[name] = _add(
            root, coloured,
            f'<dxf><font><color rgb="{dark}"/></font><fill><patternFill patternType="solid">'
            f'<fgColor rgb="{light}"/><bgColor rgb="{light}"/></patternFill></fill></dxf>',
        )  # fmt: skip
    package.replace(part, lambda: [written(root)])
    return looks


def _cell(font: int, fill: int = 0, inside: str = "") -> str:
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" '
        f'quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" '
        f'applyAlignment="1">{inside}</xf>'
    )


def _add(root: Any, group: Any, text: str) -> int:
    """Add one look to a group unless the same is there, and return its number."""
    from lxml import etree

    space = etree.QName(root).namespace
    made = tree(f'<a xmlns="{space}">{text}</a>'.encode())[0]
    wanted = etree.tostring(made, method="c14n", exclusive=True)
    for number, one in enumerate(group):
        if etree.tostring(one, method="c14n", exclusive=True).strip() == wanted:
            return number
    group.append(made)
    group.set("count", str(len(group)))
    return len(group) - 1
