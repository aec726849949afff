"""From a text to its references: scan, parse, fold, identify."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from verantwoord.documents.citations.citation import Citation
from verantwoord.documents.citations.draft import Draft
from verantwoord.documents.citations.identifiers import resolve
from verantwoord.documents.citations.loose import read_bwb, read_id, read_jci
from verantwoord.documents.citations.normal import normal_form
from verantwoord.documents.citations.scan import Candidate, is_list, next_candidate, prepare
from verantwoord.extras import using

_LOOSE = {"los": read_id, "jci": read_jci, "bwb": read_bwb}
# Which rules to try, in this order, for what kind of beginning.
_RULES = {
    "kamerstukken": ("kamerstukken",),
    "kop": ("kamerstukken",),
    "kaal": ("kamerstukken",),
    "voettekst": ("voettekst", "kamerstukken"),
    "omgekeerd": ("omgekeerd",),
    "handelingen": ("aanhangsel", "handelingen"),
    "aanhangsel": ("aanhangsel",),
    "staatsblad": ("staatsblad",),
}
_FIELDS = (
    "kamer",
    "dossier",
    "toevoeging",
    "nummer",
    "pagina",
    "rijkswet",
    "vergadering",
    "item",
    "jaar",
    "kb_datum",
    "rol",
)


def find(text: str, known: Collection[str] | None = None) -> list[Citation]:
    """Return the references in `text` in order of appearance, page footers marked as such.

    `known` are publication ids that exist, used to look up pages of Handelingen; without it the
    few ids that come with the program are used.
    """
    known = known_ids() if known is None else known
    prepared = prepare(text)
    listed = is_list(prepared)
    found: list[Citation] = []
    position = 0
    while (candidate := next_candidate(prepared, position, listed)) is not None:
        here, position = _read(text, prepared, candidate, known)
        found.extend(here)
    return found


@lru_cache(maxsize=1)
def known_ids() -> frozenset[str]:
    """Return the publication ids that come with the program."""
    path = resources.files("verantwoord.documents").joinpath("data/bekende_ids.txt")
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _read(
    original: str, text: str, candidate: Candidate, known: Collection[str]
) -> tuple[list[Citation], int]:
    loose = _LOOSE.get(candidate.kind)
    if loose is not None:
        one = loose(text, candidate.start)
        return ([one], one.span[1]) if one else ([], candidate.end)
    drafts, end = _drafts(text, candidate)
    if not drafts:
        return [], candidate.start + 1
    citations = [_finish(draft, original, known) for draft in drafts]
    last = max(citations, key=lambda c: c.span[1])
    if rest := _rest(text, last, end):
        citations[citations.index(last)] = replace(last, flags=(*last.flags, rest))
    return citations, max(candidate.start + 1, max(c.span[1] for c in citations))


_REST = re.compile(
    r"\s{0,9},?\s{0,9}(?:(?:e\.\s?a|c\.\s?a|e\.\s?v)\.|(?:t/m|tot\s+en\s+met)\s+\w+"
    r"|(?:/|en|alsmede)?\s{0,9}[0-9]{2}[ .][0-9]{3}(?![0-9])|(?:en\s+)?(?:nrs?\.|letters?)\s*\w+)"
)


def _rest(text: str, citation: Citation, end: int) -> str | None:
    """Return a flag when what follows goes on with the reference and was not read."""
    if citation.is_footer or citation.soort != "kamerstuk":
        return None
    match = _REST.match(text, max(end, citation.span[1]))
    return f"rest-niet-gelezen: {match.group().strip(' ,')}" if match else None


def _drafts(text: str, candidate: Candidate) -> tuple[list[Draft], int]:
    """Return the documents of a reference, and where in the text it was read to."""
    with using("documents"):  # lark; most of a pack can be used without it
        from verantwoord.documents.citations.fold import end_of, fold
        from verantwoord.documents.citations.parse import longest_tree

    for rule in _RULES[candidate.kind]:
        tree = longest_tree(text, rule, candidate.start)
        drafts = [draft for draft in fold(tree) if _is_reference(draft)] if tree else []
        if tree and drafts:
            end = candidate.start + end_of(tree)
            return [draft.moved(candidate.start) for draft in drafts], end
    return [], candidate.end


def _is_reference(draft: Draft) -> bool:
    """Refuse what the grammar must allow as a beginning but says too little to be a reference."""
    if draft.rol == "voettekst" and draft.pagina is None:
        return False  # without a page it may as well be a reference
    if draft.soort == "kamerstuk":
        return len(draft.dossier or "") == 5 or draft.year_read is not None
    if draft.soort in ("stb", "stcrt", "trb"):
        old = draft.soort == "stb" and (draft.nummer or "1")[0].isalpha()
        return bool(draft.jaar or draft.kb_datum or old)
    if draft.soort in ("handelingen", "aanhangsel"):
        return draft.year_read is not None
    return True


def _finish(draft: Draft, text: str, known: Collection[str]) -> Citation:
    if draft.year_read is not None:
        draft.year_read = text[draft.year_at : draft.year_at + len(draft.year_read)]
    result = resolve(draft, known)
    shown = text[draft.start : draft.end].rstrip(" ,;(\n\u00a0")
    if shown.endswith(")") and "(" not in shown:
        shown = shown[:-1]
    read: dict[str, Any] = {key: getattr(draft, key) for key in _FIELDS}
    read["vergaderjaar"] = result.vergaderjaar
    read["editie"] = result.editie
    read["kandidaten"] = result.candidates
    read["bijlage"] = True if draft.bijlage else None
    return Citation(
        draft.soort,
        (draft.start, draft.start + len(shown)),
        MappingProxyType(read),
        result.identifier,
        result.url,
        normal_form(draft.soort, read, draft.year_read),
        MappingProxyType(result.inferred),
        tuple(result.flags),
    )
