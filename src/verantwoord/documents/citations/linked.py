"""References that the file itself ties to a document: `extref doc=` in official XML, a link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from verantwoord.documents.citations.citation import Citation
from verantwoord.documents.citations.find import find

_PARTS = ("dossier", "toevoeging", "nummer", "jaar", "vergadering", "item")
_LONGEST = 2_000  # characters of an address; one of an official publication has a hundred
OTHER = "tekst-en-koppeling-verschillen"


@dataclass(frozen=True, slots=True)
class Tied:
    """A piece of the text, and the id or address to which the file ties it."""

    span: tuple[int, int]
    target: str


def document_of(target: str) -> Citation | None:
    """Return what an id or address of an official publication names; None for any other."""
    if len(target) > _LONGEST:
        return None
    found = find(target.strip())
    if len(found) != 1 or found[0].span[0] != 0 or found[0].is_footer:
        return None
    return found[0] if found[0].identifier or found[0]["bwb"] else None


def with_links(citations: Sequence[Citation], ties: Sequence[Tied]) -> list[Citation]:
    """Return the references of a text with what its file says of them.

    Shape:    references in order, and ties -> references in order.
    Missing:  a tie to something that is no official publication changes nothing.
    Errors:   none; a reference that names another document than its tie gets the id of the tie and
              the flag `tekst-en-koppeling-verschillen`.
    """
    result = list(citations)
    starts = [one.span[0] for one in citations]
    new: list[Citation] = []
    named: dict[str, Citation | None] = {}  # one address may be that of every word
    for tie in ties:
        if tie.target not in named:
            named[tie.target] = document_of(tie.target)
        target = named[tie.target]
        if target is None or tie.span[0] >= tie.span[1]:
            continue
        at = max(bisect_left(starts, tie.span[0]) - 1, 0)
        inside = []
        while at < len(result) and result[at].span[0] < tie.span[1]:
            if result[at].span[1] > tie.span[0]:
                inside.append(at)
            at += 1
        if not inside:
            new.append(replace(target, span=tie.span))
        elif len(inside) == 1:
            result[inside[0]] = _exact(result[inside[0]], target)
    return sorted([*result, *new], key=lambda one: one.span)


def _exact(read: Citation, target: Citation) -> Citation:
    """Return what was read, with the id that the file gives."""
    same = target.identifier is None or read.identifier == target.identifier
    if same or read.soort != target.soort:
        return read
    flags = [flag for flag in read.flags if not flag.endswith(("-nodig-voor-id", "-op"))]
    other = any(read[key] and target[key] and read[key] != target[key] for key in _PARTS)
    fields = {**read.read, "kandidaten": None}
    return replace(
        read,
        identifier=target.identifier,
        url=target.url,
        read=MappingProxyType(fields),
        flags=(*flags, *([OTHER] if other else [])),
    )
