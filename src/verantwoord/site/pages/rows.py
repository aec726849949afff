"""One line for each indicator, as on the start page, a theme page and a page of an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from verantwoord.charts import multiples
from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Goal, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.standing import Situation, Standing
from verantwoord.release.material import Material
from verantwoord.site.drawing import moment, points_of
from verantwoord.wording.goals import promised_text
from verantwoord.wording.shown import Shown, show
from verantwoord.wording.standing import in_short


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the figure that stands for it."""

    indicator: Indicator
    who: str
    standing: Standing
    shown: Shown | None
    judgement: Judgement | None
    goal: Goal | None
    promised: str  # what the goal asks, about this year or in the end
    spark: Markup
    note: str  # that the number is older, or why there is none

    @property
    def figure(self) -> Figure | None:
        """The figure about the year, or the last before it."""
        return self.standing.figure

    @property
    def verdict(self) -> str:
        """What a goal said of the figure; empty when it said nothing."""
        judged = self.judgement and self.judgement.status is not GoalStatus.NO_JUDGEMENT
        return str(self.judgement.status) if self.judgement and judged else ""

    @property
    def older(self) -> bool:
        """Say whether the number is of another year than the report."""
        return self.standing.situation is Situation.OLDER


def indicator_row(
    material: Material, indicator: Indicator, who: str, *, named: bool = False
) -> IndicatorRow:
    """Return the line of an indicator for one organisation; `named` says who it is."""
    standing = material.standing(indicator.id, who)
    figure = standing.figure
    judgement = leading_judgement(figure, material.pack.goals)
    goals = [g for g in material.goals_of[indicator.id] if g.organisation == who]
    goal = material.pack.goals[judgement.goal] if judgement else next(iter(goals), None)
    return IndicatorRow(
        indicator=indicator,
        who=material.name(who) if named else "",
        standing=standing,
        shown=show(figure, indicator) if figure else None,
        judgement=judgement,
        goal=goal,
        promised=_promised(material, goal, indicator, figure) if goal else "",
        spark=_spark(material, indicator, standing),
        note=in_short(standing),
    )


def _promised(material: Material, goal: Goal, indicator: Indicator, figure: Figure | None) -> str:
    span = figure.period if figure else None
    return promised_text(goal, indicator, material.reporting_year, span)


def leading_rows(material: Material, indicator: Indicator) -> list[IndicatorRow]:
    """Return the lines of those who lead an indicator."""
    return [
        indicator_row(material, indicator, who, named=True)
        for who in material.all_leading(indicator.id)
    ]


def _spark(material: Material, indicator: Indicator, standing: Standing) -> Markup:
    figure = standing.figure
    grain = figure.period.grain if figure else None
    series = material.series(indicator.id, standing.organisation, grain)
    at = moment(figure.period) if figure else None
    return Markup(multiples.spark(points_of(series, indicator), at))


def leading_judgement(figure: Figure | None, goals: Mapping[str, Goal]) -> Judgement | None:
    """Return the judgement to show where there is room for one.

    The first that says something, of a goal itself before another reading of it.
    """
    found = figure.judgements if figure is not None else ()
    order = sorted(
        found,
        key=lambda j: (j.status is GoalStatus.NO_JUDGEMENT, goals[j.goal].reading_of is not None),
    )
    return next(iter(order), None)
