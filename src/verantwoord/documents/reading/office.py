"""DOCX and ODT: a zip with XML, read with limits on what may come out of it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import Any

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading import odf, word
from verantwoord.documents.reading.blocks import Blocks
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.limits import MOST_MEMBERS, MOST_UNPACKED, too_much
from verantwoord.documents.reading.trees import tree_of

_ODF = "content.xml"
_WORD = "word/document.xml"


def extract_office(data: bytes, name: str) -> Extract:
    """Return the text of a DOCX or ODT file, one line for each paragraph."""
    parts = _Parts(data, name)
    blocks = Blocks(name)
    main = parts.main()
    kind = "odt" if main == _ODF else "docx"
    if kind == "odt":
        root = parts.tree(main, kind)
        styles = parts.tree("styles.xml", kind) if "styles.xml" in parts.members else None
        hidden = odf.hidden_styles(one for one in (styles, root) if one is not None)
        odf.read_odf(root, hidden, blocks)
        for blocks.margin, margin in odf.margins_of(root, styles):
            odf.read_odf(margin, hidden, blocks)
    else:
        root = parts.tree(main, kind)
        word.read_word(root, _word_parts(parts, main, root), blocks)
    if not blocks.pieces:
        raise DocumentError(
            f"{name} bevat geen tekst. Kies een ander bestand.",
            f"{name} has no text in it. Choose another file.",
        )
    return blocks.extract(kind)


class _Parts:
    """The members of the zip; all together they may not unpack to too much."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.left = MOST_UNPACKED
        names = self._guarded(lambda archive: archive.namelist())
        if len(names) > MOST_MEMBERS:
            raise too_much(
                name, f"heeft meer dan {MOST_MEMBERS} onderdelen", f"has over {MOST_MEMBERS} parts"
            )
        self.members = frozenset(names)

    def main(self) -> str:
        """Return the member that holds the text."""
        for kind, target in self.relations("_rels/.rels", "").values():
            if kind.endswith("/officeDocument") and target in self.members:
                return target
        for member in (_WORD, _ODF):
            if member in self.members:
                return member
        raise DocumentError(
            f"{self.name} is een zip, maar geen DOCX of ODT. Lever een document aan.",
            f"{self.name} is a zip, but no DOCX or ODT. Give a document.",
        )

    def relations(self, member: str, folder: str) -> Mapping[str, tuple[str, str]]:
        """Return the relations of a part: id -> (kind, target), a member or an address."""
        if member not in self.members:
            return {}
        found = {}
        for element in self.tree(member, "docx"):
            target = str(element.get("Target") or "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[str(element.get("Id") or "")] = (str(element.get("Type") or ""), target)
        return found

    def tree(self, member: str, kind: str) -> Any:
        """Return the XML of a member; DocumentError when it is too large, hostile or damaged."""
        return tree_of(self._unpacked(member), self.name, kind)

    def _unpacked(self, member: str) -> bytes:
        def unpack(archive: zipfile.ZipFile) -> bytes:
            with archive.open(member) as file:
                return file.read(self.left + 1)

        part: bytes = self._guarded(unpack)
        if len(part) > self.left:
            most = MOST_UNPACKED // 1_000_000
            raise too_much(
                self.name, f"is uitgepakt groter dan {most} MB", f"unpacks to more than {most} MB"
            )
        self.left -= len(part)
        return part

    def _guarded(self, ask: Any) -> Any:
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return ask(archive)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise DocumentError(
                f"{self.name} is een beschadigd of beveiligd bestand ({error}). Sla het opnieuw "
                "op, zonder wachtwoord.",
                f"{self.name} is a damaged or protected file ({error}). Save it again, without "
                "a password.",
            ) from error
        except Exception as error:  # zlib.error and what else a broken archive may raise
            raise DocumentError(
                f"{self.name} kan niet worden uitgepakt ({error}). Sla het opnieuw op.",
                f"{self.name} cannot be unpacked ({error}). Save it again.",
            ) from error


def _word_parts(parts: _Parts, main: str, root: Any) -> word.WordParts:
    """Read the other parts; one without relations stands beside the main one."""
    folder = posixpath.dirname(main)
    own = parts.relations(_relations_of(main), folder)
    members = {kind.rpartition("/")[2]: target for kind, target in own.values()}
    notes: dict[tuple[str, str], Any] = {}
    links = {"document": _addresses(own)}
    for kind in ("footnote", "endnote"):
        member = members.get(f"{kind}s", posixpath.join(folder, f"{kind}s.xml"))
        if member in parts.members:
            notes |= word.notes_of(parts.tree(member, "docx"), kind)
            links[kind] = _addresses(parts.relations(_relations_of(member), folder))
    styles = members.get("styles", posixpath.join(folder, "styles.xml"))
    known = word.styles_of(parts.tree(styles, "docx")) if styles in parts.members else {}
    settings = members.get("settings", posixpath.join(folder, "settings.xml"))
    even_too = settings in parts.members and word.evens_differ(parts.tree(settings, "docx"))
    margins = []
    for kind, given in word.margins_of(root, even_too):
        _, member = own.get(given, ("", ""))
        if member in parts.members:
            margins.append((kind, member, parts.tree(member, "docx")))
            links[member] = _addresses(parts.relations(_relations_of(member), folder))
    return word.WordParts(notes, known, links, tuple(margins))


def _relations_of(member: str) -> str:
    folder, name = posixpath.split(member)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _addresses(relations: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {
        given: target for given, (kind, target) in relations.items() if kind.endswith("/hyperlink")
    }
