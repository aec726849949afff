"""One line for each indicator, as on the overview, a theme page and a page of an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from verantwoord.charts import multiples
from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.indicator import Indicator
from verantwoord.release.material import Material
from verantwoord.site.drawing import points_of
from verantwoord.wording import sentences
from verantwoord.wording.shown import Shown, show


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the figure that stands for it."""

    indicator: Indicator
    who: str
    figure: Figure | None
    shown: Shown | None
    judgement: Judgement | None
    asked: str
    spark: Markup
    old: bool  # the figure is of before the reporting year
    has_goal: bool = False
    no_headline: str = "per organisatie, geen totaal"


def indicator_row(
    material: Material, indicator: Indicator, who: str, *, named: bool = False
) -> IndicatorRow:
    """Return the line of an indicator for one organisation; `named` says who it is."""
    figure = material.headline(indicator.id, who)
    series = material.series(indicator.id, who)
    judgement = leading_judgement(figure)
    asked = ""
    if judgement is not None:
        goal = material.pack.goals[judgement.goal]
        asked = sentences.bound_text(goal, judgement.bound, indicator)
    later = [f for f in series if f.period.last_day.year > material.reporting_year]
    return IndicatorRow(
        indicator=indicator,
        who=material.name(who) if named else "",
        figure=figure,
        shown=show(figure, indicator) if figure else None,
        judgement=judgement,
        asked=asked,
        spark=Markup(multiples.spark(points_of(series, indicator))),
        has_goal=any(g.organisation == who for g in material.goals_of[indicator.id]),
        no_headline=f"alleen cijfers van na {material.reporting_year}"
        if later
        else "per organisatie, geen totaal",
        old=figure is not None and figure.period.last_day.year < material.reporting_year,
    )


def leading_judgement(figure: Figure | None) -> Judgement | None:
    """Return the judgement to show where there is room for one: the first that says something."""
    if figure is None or not figure.judgements:
        return None
    telling = [j for j in figure.judgements if j.status != "geen oordeel"]
    return telling[0] if telling else figure.judgements[0]
