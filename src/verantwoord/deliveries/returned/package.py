"""The parts of one xlsx: read when they are asked for, copied unless they were replaced."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_CHUNK = 1 << 20
_MOST_PART = 64 * _CHUNK  # of a part that is read as a tree
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STRICT = "http://purl.oclc.org/ooxml"
_KINDS = {  # kind of relation -> name of the part, what it is
    "comments": ("xl/comments{}.xml",
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    "vmlDrawing": ("xl/drawings/vmlDrawing{}.vml",
                   "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    "worksheet": ("xl/worksheets/sheet{}.xml",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
    "styles": ("xl/styles{}.xml",
               "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"),
}  # fmt: skip


def tree(data: bytes) -> Any:
    """Return the root of a part; nothing outside it is read, and a DTD is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("een DTD hoort niet in een rekenblad")
    return root


def written(root: Any) -> bytes:
    """Return a part as bytes."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def put(root: Any, name: str, order: tuple[str, ...], *, new: bool = False) -> Any:
    """Return a child of `root`, made in the place that `order` gives it when it is not there."""
    from lxml import etree

    space = etree.QName(root).namespace
    found = root.find(f"{{{space}}}{name}")
    if found is not None and not new:
        return found
    made = root.makeelement(f"{{{space}}}{name}", {})
    rank = order.index(name)
    for i, child in enumerate(root):
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        # what is wrapped for other versions (mc:AlternateContent) are drawings and controls
        at = order.index(kind) if kind in order else order.index(order[-1]) - bool(kind)
        if kind and (at > rank or (new and at == rank)):
            root.insert(i, made)
            return made
    root.append(made)
    return made


class Package:
    """An open xlsx, and what is changed in it."""

    def __init__(self, container: zipfile.ZipFile) -> None:
        self.container = container
        self.names = {e.filename for e in container.infolist() if not e.is_dir()}
        self.changed: dict[str, Callable[[], Iterable[bytes]]] = {}
        self.dropped: set[str] = set()
        self.types = tree(self.read("[Content_Types].xml"))
        self.book = tree(self.read("xl/workbook.xml"))
        self.namespace = self.book.nsmap[self.book.prefix]
        strict = self.namespace.startswith(_STRICT)
        office = "http://schemas.openxmlformats.org/officeDocument/2006"
        self.office = f"{_STRICT}/officeDocument" if strict else office
        self.book_relations = self.relations("xl/workbook.xml")

    def main(self, name: str) -> str:
        """Return the name of an element of this workbook."""
        return f"{{{self.namespace}}}{name}"

    def relation(self, name: str) -> str:
        """Return the name of an attribute that points to another part."""
        return f"{{{self.office}/relationships}}{name}"

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return a part, or a piece of it, as it was in the file; too large is an error."""
        if (length or self.container.getinfo(name).file_size) > _MOST_PART:
            raise ValueError(f"{name} is te groot")
        with self.container.open(name) as stream:
            left = start
            while left:
                left -= len(stream.read(min(left, _CHUNK))) or left
            return stream.read() if length is None else stream.read(length)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part as it was in the file, in pieces."""
        with self.container.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def replace(self, name: str, content: Callable[[], Iterable[bytes]]) -> None:
        """Write something else for a part, when all is written."""
        self.changed[name] = content
        self.dropped.discard(name)

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self.dropped.add(name)

    def parts(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield every part that is to be written, those of the sender first and in their order."""
        self.changed["[Content_Types].xml"] = lambda: [written(self.types)]
        self.changed["xl/workbook.xml"] = lambda: [written(self.book)]
        theirs = [e.filename for e in self.container.infolist() if not e.is_dir()]
        for name in [*theirs, *(n for n in self.changed if n not in self.names)]:
            if name not in self.dropped:
                yield name, self.changed[name]() if name in self.changed else self.chunks(name)

    def relations_of(self, part: str) -> str:
        """Return the name of the part that says to what a part points."""
        folder, name = posixpath.split(part)
        return f"{folder}/_rels/{name}.rels"

    def relations(self, part: str) -> Any:
        """Return to what a part points, as a tree; `add_related` adds to it."""
        name = self.relations_of(part)
        if name in self.names:
            return tree(self.read(name))
        return tree(f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode())

    def sheets(self) -> dict[str, str]:
        """Return the name of each sheet and the part it is in."""
        targets = {r.get("Id"): r.get("Target", "") for r in self.book_relations}
        found = self.book.find(self.main("sheets"))
        return {
            s.get("name", ""): _path("xl/workbook.xml", targets.get(s.get(self.relation("id")), ""))
            for s in (found if found is not None else ())
        }

    def related(self, part: str, relations: Any, kind: str) -> str | None:
        """Return the part of a kind to which a part points; None when there is none."""
        for one in relations:
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                path = _path(part, one.get("Target", ""))
                return path if path in self.names else None
        return None

    def add_related(self, part: str, relations: Any, kind: str) -> str:
        """Give a part one more part to point to, and return the name of that."""
        pattern, what = _KINDS[kind]
        taken = self.names | set(self.changed)
        tries = [pattern.format(""), *(pattern.format(n) for n in range(1, len(taken) + 2))]
        name = next(t for t in tries if t not in taken)
        self.replace(name, list)
        number = next(
            f"rId{n}" for n in range(1, len(relations) + 2)
            if all(r.get("Id") != f"rId{n}" for r in relations)
        )  # fmt: skip
        kind_of = f"{self.office}/relationships/{kind}"
        target = posixpath.relpath(name, posixpath.dirname(part))
        added = {"Id": number, "Type": kind_of, "Target": target}
        relations.append(relations.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", added))
        self.replace(self.relations_of(part), lambda: [written(relations)])
        self._declare(name, what)
        return name

    def id_of(self, part: str, relations: Any, target: str) -> str:
        """Return under which id a part points to another."""
        for one in relations:
            if _path(part, one.get("Target", "")) == target:
                return str(one.get("Id"))
        raise ValueError(f"{part} verwijst niet naar {target}")

    def add_sheet(self, name: str) -> str:
        """Add a sheet behind all others and return its part."""
        part = self.add_related("xl/workbook.xml", self.book_relations, "worksheet")
        sheets = self.book.find(self.main("sheets"))
        numbers = [int(s.get("sheetId", "0")) for s in sheets]
        made = sheets.makeelement(self.main("sheet"), {"name": name})
        made.set("sheetId", str(max(numbers, default=0) + 1))
        made.set(self.relation("id"), self.id_of("xl/workbook.xml", self.book_relations, part))
        sheets.append(made)
        return part

    def _declare(self, name: str, what: str) -> None:
        space = f"{{{_PACKAGE}/content-types}}"
        if name.endswith(".vml"):
            if not any(t.get("Extension") == "vml" for t in self.types):
                one = self.types.makeelement(f"{space}Default", {"Extension": "vml"})
                one.set("ContentType", what)
                self.types.insert(0, one)
            return
        one = self.types.makeelement(f"{space}Override", {"PartName": f"/{name}"})
        one.set("ContentType", what)
        self.types.append(one)


def _path(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
