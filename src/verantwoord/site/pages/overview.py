"""The first page, by theme, and a page for each theme with its goals and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Goal, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.theme import Theme
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.rows import IndicatorRow, indicator_row
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation, sentences
from verantwoord.wording.shown import Shown, show, value_text


@dataclass(frozen=True)
class GoalRow:
    """A goal with the figure it is held against in the reporting year."""

    goal: Goal
    asked: str
    figure: Figure | None
    shown: Shown | None
    judgement: Judgement | None
    why: str


@dataclass(frozen=True)
class ThemeBlock:
    """What the report says about one theme."""

    theme: Theme
    intro: str
    rows: list[IndicatorRow]
    goals: list[GoalRow]
    empty: list[Indicator]  # nothing was delivered or published for these

    @property
    def n_gaps(self) -> int:
        """How many promises of the theme nobody measures."""
        return len(self.theme.gaps) + sum(
            g.figure is None and not g.goal.indicator for g in self.goals
        )


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the overview and the page of every theme."""
    material = shell.material
    blocks = [theme_block(material, theme) for theme in material.pack.themes.values()]
    goals = [row for block in blocks for row in block.goals]
    counts = Counter(row.judgement.status for row in goals if row.judgement is not None)
    taken = [d for d in material.current if _is_taken_over(material, d.dataset)]
    yield shell.page(
        "index.html",
        "overview.html",
        material.pack.info.title.nl,
        themes=blocks,
        goal_counts=[(s, counts[s]) for s in GoalStatus if counts[s]],
        unmeasured=sum(block.n_gaps for block in blocks),
        n_owed=Decimal(len(material.owed)),
        n_received=Decimal(sum(one.came.complete for one in material.owed)),
        n_taken=Decimal(len(taken)),
    )
    for block in blocks:
        path = paths.theme_page(block.theme.id)
        yield shell.page(path, "theme.html", block.theme.title.nl, block=block)


def theme_block(material: Material, theme: Theme) -> ThemeBlock:
    """Return the indicators, goals and gaps of a theme."""
    indicators = material.theme_indicators(theme.id)
    rows = [
        indicator_row(material, i, who, named=True)
        for i in indicators
        if material.by_indicator[i.id]
        for who in material.all_leading(i.id)
    ]
    return ThemeBlock(
        theme=theme,
        intro=_first_sentence(theme.intro.nl),
        rows=sorted(rows, key=lambda r: (not r.has_goal, r.figure is None)),  # goals first
        empty=[i for i in indicators if not material.by_indicator[i.id]],
        goals=[goal_row(material, g) for g in material.pack.goals.values() if g.theme == theme.id],
    )


def goal_row(material: Material, goal: Goal) -> GoalRow:
    """Return a goal with the judgement on it in the reporting year."""
    if goal.indicator is None:
        why = goal.gap.nl if goal.gap else "er is geen indicator die dit meet"
        return GoalRow(goal, _end_of_path(material, goal), None, None, None, why)
    indicator = material.pack.indicators[goal.indicator]
    figure = material.headline(goal.indicator, goal.organisation)
    judgement = None
    if figure is not None:
        judgement = next((j for j in figure.judgements if j.goal == goal.id), None)
    asked = sentences.bound_text(goal, judgement.bound, indicator) if judgement else ""
    why = "er is nog geen cijfer om tegen het doel te houden"
    if judgement is not None:
        why = judgement.reason if judgement.status is GoalStatus.NO_JUDGEMENT else ""
    shown = show(figure, indicator) if figure else None
    return GoalRow(goal, asked or _end_of_path(material, goal), figure, shown, judgement, why)


def _end_of_path(material: Material, goal: Goal) -> str:
    """Say what the goal asks in the end, when there is nothing to say about this year."""
    target, year = goal.path.target, goal.path.target_year
    if target is None or year is None:
        return ""
    if goal.indicator is not None:
        return f"{value_text(target, material.pack.indicators[goal.indicator])} in {year}"
    return f"{notation.with_unit(notation.exact(target), goal.unit or '')} in {year}"


def _is_taken_over(material: Material, dataset: str) -> bool:
    return material.pack.datasets[dataset].kind == "gepubliceerd"


def _first_sentence(text: str) -> str:
    first, dot, _ = text.strip().partition(". ")
    return " ".join(first.split()) + ("." if dot else "")
