"""Motions, commitments, actions and programmes, with the figures that show their effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verantwoord.model.figure import Figure
from verantwoord.model.stated import Nature
from verantwoord.register.chain import Kind, Ref
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.item_pages import IndexLine, ItemPage
from verantwoord.site.pages import refs
from verantwoord.site.pages.audits import figure_of as figure_by_id
from verantwoord.site.pages.rows import leading_judgement
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.shown import show
from verantwoord.wording.standing import in_short
from verantwoord.wording.tally import promises_sentence


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the register; nothing when the pack has neither register nor documents."""
    material = shell.material
    if not (material.has_promises or material.documents):
        return
    data = shell.promises
    lines = data.index()
    yield shell.page(
        "beloften/index.html",
        "promises.html",
        "Moties, toezeggingen en programma's",
        lines=lines,
        by_state=_by_state(lines),
        told_by_kamer={line.kamer for line in lines} != {NO_JUDGEMENT_KNOWN},
        sentence=promises_sentence(
            len(lines),
            sum(line.is_open and line.known for line in lines),
            sum(not line.known for line in lines),
            sum(bool(line.is_open and line.known and line.overdue_days) for line in lines),
            sum(not line.figures for line in lines),
        ),
        programmes=[data.programme(p) for p in data.register.programmes],
        programme_page=refs.programme_page,
        documents=material.documents,
        document_page=refs.document_page,
        n_said=len(data.register.recommendations) + len(data.register.opinions),
    )
    for item in data.pages():
        yield _item(shell, item)
    for identifier in data.register.programmes:
        programme = data.programme(identifier)
        yield shell.page(
            refs.programme_page(identifier),
            "programme.html",
            programme.title.nl,
            programme=programme,
            replaced=programme.replaces if programme.replaces in data.register.programmes else None,
            programme_page=refs.programme_page,
        )


NO_JUDGEMENT_KNOWN = "geen oordeel bekend"


def _by_state(lines: Sequence[IndexLine]) -> list[tuple[str, list[IndexLine]]]:
    """Return the lines by where they stand: what is open first, in the order of the lines."""
    found: dict[str, list[IndexLine]] = {}
    for line in sorted(lines, key=lambda line: not line.is_open):
        found.setdefault(line.state, []).append(line)
    return list(found.items())


def _item(shell: Shell, item: ItemPage) -> ReleaseFile:
    return shell.page(
        refs.promise_page(item.ref),
        "promise.html",
        item.title.nl,
        tab=f"{item.title.nl} ({item.ref.id})",  # many promises have the same title
        item=item,
        figures=_by_nature(shell.material, [link.ref for link in item.figures if link.ref]),
        label=refs.LABEL[item.ref.kind],
        figure_by_id=lambda identifier: figure_by_id(shell.material, identifier),
    )


EFFECT = "Het cijfer dat het effect laat zien"
NO_EFFECT = "Wat is afgesproken, gevraagd of verwacht"


def _by_nature(material: Material, refs: list[Ref]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Keep results apart from what is none: only a realisation shows an effect."""
    found = [f for f in (figure_of(material, ref) for ref in refs) if f]

    def results(wanted: bool) -> list[dict[str, Any]]:
        return [f for f in found if _is_result(f["figure"]) is wanted]

    return [(EFFECT, results(True)), (NO_EFFECT, results(False))]


def _is_result(figure: Figure | None) -> bool:
    return figure is None or figure.nature is Nature.REALISATION


def figure_of(material: Material, ref: Ref) -> dict[str, Any] | None:
    """Return the headline of an indicator as a reader of a promise needs it."""
    indicator = material.pack.indicators.get(ref.id) if ref.kind is Kind.INDICATOR else None
    if indicator is None:
        return None
    standing = material.standing(ref.id)
    figure = standing.figure
    return {
        "indicator": indicator,
        "note": in_short(standing),
        "figure": figure,
        "shown": show(figure, indicator) if figure else None,
        "judgement": leading_judgement(figure, material.pack.goals),
    }
