"""The page of one figure: its trace, from the number to the files and the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.release import paths, trace
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.taken_over import TakenOver
from verantwoord.site.pages.audits import opinions_on
from verantwoord.site.pages.contributions import ContributionRows
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation, sentences
from verantwoord.wording.formulas import formula_in_words
from verantwoord.wording.goals import goal_sentence
from verantwoord.wording.shown import part_units, parts, show
from verantwoord.wording.statement import precision_sentence
from verantwoord.wording.way import way_sentence


@dataclass(frozen=True)
class Neighbours:
    """Where a reader may want to go next."""

    before: Figure | None
    after: Figure | None


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of every figure."""
    material = shell.material
    taken, rows = TakenOver(material), ContributionRows(material)
    for figure in material.figures.values():
        yield _page(shell, figure, taken, rows)


def _finer(figure: Figure) -> list[str]:
    """Return what sets a figure apart from others of the same place and time."""
    words = [f"{name}: {value}" for name, value in figure.dimensions]
    if figure.structure is not None:
        words.append(f"in de indeling van {notation.day(figure.structure)}")
    return words


def _cited(shell: Shell, figure: Figure, indicator: Indicator) -> dict[str, str]:
    """Return what one needs to cite a figure: a sentence, its address, and a key."""
    material = shell.material
    path = paths.figure_page(figure.id)
    name = material.name(figure.organisation, figure.period.start)
    said = sentences.value_sentence(figure, indicator)
    return {
        "cited": f"{indicator.title.nl}, {name}. {said}",
        "address": f"{material.base_url}/{path}" if material.base_url else path,
        "key": re.sub("[^a-z0-9]+", "-", f"{material.release}-{figure.id}".lower()),
    }


def _not_rounded(figure: Figure, shown: str) -> bool:
    """Say whether what is shown is the value with all its digits, and no bound of it."""
    value = figure.value
    return isinstance(value, Decimal) and shown == notation.with_unit(
        notation.exact(value), figure.unit
    )


def _page(shell: Shell, figure: Figure, taken: TakenOver, rows: ContributionRows) -> ReleaseFile:
    material = shell.material
    indicator = material.pack.indicators[figure.indicator]
    around = Neighbours(material.before(figure), material.after(figure))
    name = material.short_name(figure.organisation, figure.period.start)
    view = show(figure, indicator)
    judgements: list[tuple[Goal, Judgement, str, str]] = []
    for judgement in figure.judgements:
        goal = material.pack.goals[judgement.goal]
        words = goal_sentence(goal, judgement, figure, indicator, name)
        way = way_sentence(goal, figure, indicator)
        judgements.append((goal, judgement, words, way))
    return shell.page(
        paths.figure_page(figure.id),
        "figure.html",
        ", ".join([indicator.title.nl, name, sentences.label(figure, indicator), *_finer(figure)]),
        figure=figure,
        indicator=indicator,
        theme=material.pack.themes[indicator.theme],
        view=view,
        not_rounded=_not_rounded(figure, view.text),
        value_sentence=sentences.value_sentence(figure, indicator),
        existed=sentences.existed_sentence(figure),
        change=sentences.change_sentence(figure, around.before, indicator),
        parts=parts(figure, indicator),
        precision=precision_sentence(figure),
        part_units=part_units(figure, indicator),
        in_words=formula_in_words(figure, indicator),
        filled=trace.filled_in(figure, indicator),
        components=[trace.checked(material.pack, c) for c in figure.components],
        contribution_rows=rows.of,
        taken={c.alias: taken.rows(c) for c in figure.components},
        judgements=judgements,
        opinions=opinions_on(material, figure),
        around=around,
        **_cited(shell, figure, indicator),
        is_decimal=lambda v: isinstance(v, Decimal),
    )
