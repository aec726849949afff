"""The page of one figure: its trace, from the number to the files and the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Goal
from verantwoord.release import paths, trace
from verantwoord.release.material import Material
from verantwoord.release.publish import Made
from verantwoord.release.taken_over import TakenOver
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation, sentences
from verantwoord.wording.shown import part_units, parts, show


@dataclass(frozen=True)
class Neighbours:
    """Where a reader may want to go next."""

    before: Figure | None
    after: Figure | None


def pages(shell: Shell) -> Iterator[Made]:
    """Yield the page of every figure."""
    material = shell.material
    around = _neighbours(material)
    taken = TakenOver(material)
    for figure in material.figures.values():
        yield _page(shell, figure, around[figure.id], taken)


def _neighbours(material: Material) -> dict[str, Neighbours]:
    """Return the period before and after each figure, in one pass."""
    chains: dict[tuple[object, ...], list[Figure]] = {}
    for figures in material.by_indicator.values():
        for f in figures:
            key = (f.indicator, f.organisation, f.dimensions, f.structure, f.period.grain)
            chains.setdefault(key, []).append(f)
    around: dict[str, Neighbours] = {}
    for chain in chains.values():
        for i, figure in enumerate(chain):
            before = chain[i - 1] if i else None
            after = chain[i + 1] if i + 1 < len(chain) else None
            around[figure.id] = Neighbours(before, after)
    return around


def _finer(figure: Figure) -> list[str]:
    """Return what sets a figure apart from others of the same place and time."""
    words = [f"{name}: {value}" for name, value in figure.dimensions]
    if figure.structure is not None:
        words.append(f"in de indeling van {notation.day(figure.structure)}")
    return words


def _page(shell: Shell, figure: Figure, around: Neighbours, taken: TakenOver) -> Made:
    material = shell.material
    indicator = material.pack.indicators[figure.indicator]
    name = material.short_name(figure.organisation, figure.period.start)
    judgements: list[tuple[Goal, Judgement, str]] = []
    for judgement in figure.judgements:
        goal = material.pack.goals[judgement.goal]
        words = sentences.goal_sentence(goal, judgement, figure, indicator)
        judgements.append((goal, judgement, words))
    return shell.page(
        paths.figure_page(figure.id),
        "figure.html",
        ", ".join([indicator.title.nl, name, notation.period(figure.period), *_finer(figure)]),
        figure=figure,
        indicator=indicator,
        theme=material.pack.themes[indicator.theme],
        view=show(figure, indicator),
        value_sentence=sentences.value_sentence(figure, indicator),
        change=sentences.change_sentence(figure, around.before, indicator),
        parts=parts(figure, indicator),
        part_units=part_units(figure, indicator),
        filled=trace.filled_in(figure, indicator),
        components=[trace.checked(material.pack, c) for c in figure.components],
        taken={c.alias: taken.rows(c) for c in figure.components},
        judgements=judgements,
        around=around,
        is_decimal=lambda v: isinstance(v, Decimal),
    )
