"""A process of its own that marks one workbook: `python edit.py ORDER.json`.

Everything of the sender stays as it is, to the byte: their parts are copied, and what is added
stands beside them. Colours are conditional formatting, so that no cell and no style of theirs
changes; comments and the sheet of findings are parts of their own. What an earlier run added is
taken out first. Small parts are read as trees, without entities; the rows of a sheet are not.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # run as a file, so that nothing of the caller's path is trusted
    sys.path[0:0] = [str(Path(__file__).parents[3])]

from verantwoord.deliveries.bounded import bound, end_with
from verantwoord.deliveries.returned.comments import comments_with, shapes_with
from verantwoord.deliveries.returned.listed import list_sheet
from verantwoord.deliveries.returned.package import Package, put, tree, written
from verantwoord.deliveries.returned.styles import with_styles

_CHUNK = 1 << 20
_MOST_TAIL = 64 * _CHUNK  # of what stands behind the rows of a sheet
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
_TRUE = 'N("verantwoord")=0'  # always so; by these words we know our own colours again
_PER_RULE = 500  # areas
# what may stand behind the rows, in the order that ECMA-376 part 1, 18.3.1.99 asks
_ORDER = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_IN_BOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


def main() -> None:
    """Read the order, obey it, and write `blad.json` in its folder."""
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    end_with(order["parent"])
    bound(order["memory"], order["seconds"])
    answer: dict[str, Any] = {}
    try:
        edit(Path(order["file"]), Path(order["out"]), order["ours"], order["what"])
    except MemoryError:
        answer = {"error": "memory"}
    except Exception as error:
        answer = {"error": "damaged", "reason": f"{type(error).__name__}: {error}"}
    (Path(sys.argv[1]).parent / "blad.json").write_text(json.dumps(answer), "utf-8")


def edit(file: Path, out: Path, ours: str, what: dict[str, Any]) -> None:
    """Write a copy of a workbook with marks in it.

    Shape:    an xlsx, where to write, the name that marks our sheet, what `marks` made -> xlsx.
    Errors:   any error of reading: then nothing of it may be used.
    Source:   ECMA-376 part 1.
    """
    with zipfile.ZipFile(file) as container:
        package = Package(container)
        styles = with_styles(package)
        _with_list(package, ours, what["list"], styles)
        if what["sheet"] is not None:
            _with_marks(package, what, styles)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as made:
            for name, content in package.parts():
                with made.open(_entry(name), "w", force_zip64=True) as stream:
                    for piece in content:
                        stream.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same file gives the same bytes
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _with_list(package: Package, ours: str, listed: dict[str, Any], styles: dict[str, int]) -> None:
    """Put our sheet in the workbook, in the place of the one of an earlier run."""
    book = package.book
    names = put(book, "definedNames", _IN_BOOK)
    old = next((n for n in names if n.get("name") == ours), None)
    sheets = package.sheets()
    name = None
    if old is not None:
        name = next((s for s in sheets if (old.text or "").startswith((f"'{s}'!", f"{s}!"))), None)
        names.remove(old)
    if name is None:
        taken = {s.casefold() for s in sheets}
        tries = (listed["name"], *(f"{listed['name']} ({n})" for n in range(2, 100)))
        name = next(t for t in tries if t.casefold() not in taken)
        part = package.add_sheet(name)
    else:
        part = sheets[name]
        package.drop(package.relations_of(part))
    defined = names.makeelement(package.main("definedName"), {"name": ours, "hidden": "1"})
    defined.text = f"'{name}'!$A$1"
    names.append(defined)
    package.replace(part, lambda: list_sheet(listed, styles, package.namespace))


def _with_marks(package: Package, what: dict[str, Any], styles: dict[str, int]) -> None:
    """Colour the cells of the sheet with the data, and hang comments on them."""
    part = package.sheets()[what["sheet"]]
    root, start, length = _rows_end(package, part)
    tail = tree(root + package.read(part, start, length))
    relations = package.relations(part)
    wanted = {(r, c): text for r, c, text in what["comments"]}
    comments = package.related(part, relations, "comments")
    kept = tree(package.read(comments)) if comments else None
    made, gone = comments_with(kept, wanted, package.namespace)
    if made is not None:
        comments = comments or package.add_related(part, relations, "comments")
        package.replace(comments, lambda: [written(made)])
        drawing = package.related(part, relations, "vmlDrawing")
        before = package.read(drawing) if drawing else b""
        shapes = shapes_with(before, sorted(set(wanted)), gone)
        link = tail.find(package.main("legacyDrawing"))
        drawing = drawing or package.add_related(part, relations, "vmlDrawing")
        package.replace(drawing, lambda: [shapes])
        if link is None:
            link = put(tail, "legacyDrawing", _ORDER)
            link.set(package.relation("id"), package.id_of(part, relations, drawing))
    _colour(package, tail, what["areas"], styles)
    behind = written(tail)
    behind = behind[_root_of(behind).end() :]
    package.replace(part, lambda: _spliced(package, part, start, behind))


def _colour(
    package: Package, tail: Any, areas: dict[str, list[str]], styles: dict[str, int]
) -> None:
    main = package.main
    for block in tail.findall(main("conditionalFormatting")):
        for rule in block.findall(main("cfRule")):
            if rule.findtext(main("formula")) == _TRUE:
                block.remove(rule)
        if not block.findall(main("cfRule")):
            tail.remove(block)
    for rule in tail.iter("{*}cfRule"):  # ours go first
        if (rule.get("priority") or "").isdigit():
            rule.set("priority", str(int(rule.get("priority")) + 2))
    for priority, severity in ((2, "warns"), (1, "blocks")):
        some = list(dict.fromkeys(areas[severity]))
        for i in range(0, len(some), _PER_RULE):
            block = put(tail, "conditionalFormatting", _ORDER, new=True)
            block.set("sqref", " ".join(some[i : i + _PER_RULE]))
            look = {"type": "expression", "dxfId": str(styles[severity]), "priority": str(priority)}
            rule = block.makeelement(main("cfRule"), look)
            formula = rule.makeelement(main("formula"), {})
            formula.text = _TRUE
            rule.append(formula)
            block.append(rule)


def _rows_end(package: Package, part: str) -> tuple[bytes, int, int]:
    """Return the opening tag of a sheet, where what stands behind its rows begins, and how long."""
    root, found, at, before = None, 0, 0, b""
    for chunk in package.chunks(part):
        block = before + chunk
        if root is None and (match := _ROOT.search(block)):
            root = match[0]
        for match in _END.finditer(block):
            found = at - len(before) + match.end()
        at += len(chunk)
        before = block[-64:]
    if root is None or not found or at - found > _MOST_TAIL:
        raise ValueError("het blad heeft geen gewone vorm")
    return root, found, at - found


def _root_of(text: bytes) -> re.Match[bytes]:
    match = _ROOT.search(text)
    assert match is not None  # it was written just now
    return match


def _spliced(package: Package, part: str, start: int, behind: bytes) -> Iterator[bytes]:
    """Yield a sheet as it was up to the end of its rows, and then what stands behind them."""
    left = start
    for chunk in package.chunks(part):
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            break
    yield behind


if __name__ == "__main__":
    main()
