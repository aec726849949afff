"""Reads a workbook as a program would show it: texts, comments, and which cells are coloured."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

_COLOURS = {"FFFFC7CE": "red", "FFFFEB9C": "yellow"}


@dataclass
class Seen:
    """One sheet."""

    cells: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)  # `@` is text
    comments: dict[str, str] = field(default_factory=dict)
    boxes: set[tuple[int, int]] = field(default_factory=set)  # row and column from 0, of comments
    coloured: dict[str, str] = field(default_factory=dict)  # cells, as they are named: D2 or D2:D9
    links: dict[str, str] = field(default_factory=dict)
    part: str = ""

    def rows(self) -> list[list[str]]:
        """The texts, row by row, without what is empty."""
        found: dict[int, list[str]] = {}
        for at, text in self.cells.items():
            found.setdefault(int(re.sub("[A-Z]", "", at)), []).append(text)
        return [found[n] for n in sorted(found)]


def seen(path: Path) -> dict[str, Seen]:
    """Return the sheets of an xlsx by name, in order; an xlsx that does not hold together fails."""
    with zipfile.ZipFile(path) as container:
        assert container.testzip() is None
        names = container.namelist()
        assert len(names) == len(set(names))
        _declared(container)
        book = _tree(container, "xl/workbook.xml")
        parts = _relations(container, "xl/workbook.xml")
        shared = []
        if "xl/sharedStrings.xml" in names:
            shared = ["".join(t.text or "" for t in s.iter() if t.tag == "t")
                      for s in _tree(container, "xl/sharedStrings.xml")]  # fmt: skip
        styles = _tree(container, "xl/styles.xml")
        return {
            s.get("name", ""): _sheet(container, parts[s.get("id", "")][1], shared, styles)
            for s in book.iter("sheet")
        }


def _declared(container: zipfile.ZipFile) -> None:
    """Every part has a kind: Excel refuses a workbook with one that has none."""
    types = _tree(container, "[Content_Types].xml")
    endings = {t.get("Extension") for t in types.iter("Default")}
    named = {t.get("PartName", "").lstrip("/") for t in types.iter("Override")}
    for name in container.namelist():
        plain = name == "[Content_Types].xml" or name.endswith(".rels")
        assert plain or name in named or name.split(".")[-1] in endings, name
    assert named <= set(container.namelist())


def _tree(container: zipfile.ZipFile, name: str) -> ElementTree.Element:
    root = ElementTree.fromstring(container.read(name))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in list(element.attrib):
            element.set(key.rpartition("}")[2], element.attrib[key])
    return root


def _relations(container: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    name = join(dirname(part), "_rels", part.split("/")[-1] + ".rels")
    if name not in container.namelist():
        return {}
    found = {}
    for one in _tree(container, name):
        target = one.get("Target", "")
        path = target.lstrip("/") if target[:1] == "/" else normpath(join(dirname(part), target))
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
        assert one.get("TargetMode") == "External" or path in container.namelist(), path
    return found


def _sheet(
    container: zipfile.ZipFile, part: str, shared: list[str], styles: ElementTree.Element
) -> Seen:
    root, result = _tree(container, part), Seen(part=part)
    relations = _relations(container, part)
    xfs = next(styles.iter("cellXfs"))
    codes = {n.get("numFmtId"): n.get("formatCode", "") for n in styles.iter("numFmt")} | {
        "49": "@"
    }
    for cell in root.iter("c"):
        at = cell.get("r", "")
        text = "".join(t.text or "" for t in cell.iter("t"))
        value = cell.findtext("v") or ""
        result.cells[at] = shared[int(value)] if cell.get("t") == "s" else text or value
        if cell.find("f") is not None:
            result.formulas[at] = cell.findtext("f") or ""
        result.formats[at] = codes.get(xfs[int(cell.get("s", "0"))].get("numFmtId"), "")
    looks = list(next(styles.iter("dxfs"), ElementTree.Element("dxfs")))
    for block in root.iter("conditionalFormatting"):
        for rule in block.iter("cfRule"):
            look = looks[int(rule.get("dxfId", "0"))]
            colour = next((c.get("rgb") for c in look.iter("bgColor")), None)
            if colour in _COLOURS and rule.findtext("formula") == 'N("verantwoord")=0':
                assert rule.get("priority") in ("1", "2")
                for area in block.get("sqref", "").split():
                    result.coloured[area] = _COLOURS[colour]
    for link in root.iter("hyperlink"):
        if link.get("location"):
            result.links[link.get("ref", "")] = link.get("location", "")
    for kind, path in relations.values():
        if kind == "comments":
            for one in _tree(container, path).iter("comment"):
                assert one.get("ref") not in result.comments
                result.comments[one.get("ref", "")] = "".join(t.text or "" for t in one.iter("t"))
        if kind == "vmlDrawing":
            assert any(relations[d.get("id", "")][1] == path for d in root.iter("legacyDrawing"))
            places = re.findall(
                r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)<", container.read(path).decode()
            )
            assert len(places) == len(set(places))
            result.boxes = {(int(r), int(c)) for r, c in places}
    return result
