"""A published document, sentence by sentence, each claim with what covers it or the gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verantwoord.documents.coverage import CoverageEntry
from verantwoord.documents.reading.document import Sentence
from verantwoord.model.goal import Goal
from verantwoord.register.chain import Kind, Ref
from verantwoord.release.publish import Made
from verantwoord.site.pages import refs
from verantwoord.site.pages.overview import GoalRow, goal_row
from verantwoord.site.pages.promises import figure_of
from verantwoord.site.pages.shell import Shell
from verantwoord.site.site_data import ItemPage, Link


@dataclass(frozen=True)
class Cover:
    """One thing that covers a sentence, with how it stands."""

    link: Link
    figure: dict[str, Any] | None
    goal: GoalRow | None
    item: ItemPage | None


@dataclass(frozen=True)
class SentenceLine:
    """One sentence with its coverage; without an entry it claims nothing."""

    sentence: Sentence
    entry: CoverageEntry | None
    covers: list[Cover]


def pages(shell: Shell) -> Iterator[Made]:
    """Yield a page for every document of the pack."""
    material = shell.material
    for document in material.documents:
        yield shell.page(
            refs.document_page(document.id),
            "document.html",
            document.title,
            document=document,
            sections=[
                (title, [_line(shell, s, document.entry(s.number)) for s in sentences])
                for title, sentences in document.sections()
            ],
            claims=len(document.coverage.entries),
            confirmed=sum(e.confirmed_by is not None for e in document.coverage.entries),
        )


def _line(shell: Shell, sentence: Sentence, entry: CoverageEntry | None) -> SentenceLine:
    names = entry.covered_by if entry else ()
    return SentenceLine(sentence, entry, [_cover(shell, refs.covering(name)) for name in names])


def _cover(shell: Shell, ref: Ref) -> Cover:
    material = shell.material
    goal: Goal | None = material.pack.goals.get(ref.id) if ref.kind is Kind.GOAL else None
    return Cover(
        link=shell.promises.link(ref),
        figure=figure_of(material, ref),
        goal=goal_row(material, goal) if goal else None,
        item=_item(shell, ref),
    )


def _item(shell: Shell, ref: Ref) -> ItemPage | None:
    if refs.page_of(shell.material, ref) is None:
        return None
    make = {
        Kind.MOTION: shell.promises.motion,
        Kind.COMMITMENT: shell.promises.commitment,
        Kind.ACTION: shell.promises.action,
    }.get(ref.kind)
    return make(ref.id) if make else None
