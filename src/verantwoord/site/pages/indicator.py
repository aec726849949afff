"""The page of an indicator: figure, target path, status with rule, table, definition, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.parameter import Parameter
from verantwoord.model.period import Grain
from verantwoord.register.chain import Kind, Ref
from verantwoord.release import paths
from verantwoord.release.material import Material, main_grain
from verantwoord.release.publish import ReleaseFile
from verantwoord.site import drawing
from verantwoord.site.drawing import Chart
from verantwoord.site.pages.shell import Shell
from verantwoord.site.pages.tables import TimeTable, dimension_tables, time_tables
from verantwoord.wording import sentences
from verantwoord.wording.comparing import CUMULATIVE
from verantwoord.wording.shown import show

_GRAIN_WORDS = {
    Grain.YEAR: "per jaar",
    Grain.HALF: "per half jaar",
    Grain.THIRD: "per vier maanden",
    Grain.QUARTER: "per kwartaal",
    Grain.MONTH: "per maand",
    Grain.DAY: "op een dag",
    Grain.RANGE: "over andere perioden",
}


@dataclass(frozen=True)
class GoalBlock:
    """A goal on the page of its indicator."""

    goal: Goal
    figure: Figure | None
    sentence: str
    status: str | None
    rule: str


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of every indicator, and its chart as a file of its own."""
    for indicator in shell.material.pack.indicators.values():
        yield from _page(shell, indicator)


def _page(shell: Shell, indicator: Indicator) -> Iterator[ReleaseFile]:
    material = shell.material
    headline = material.headline(indicator.id)
    charts = main_charts(material, indicator)
    for chart in charts:
        yield ReleaseFile(chart.svg, standalone(str(chart.wide)))
    yield shell.page(
        paths.indicator_page(indicator.id),
        "indicator.html",
        indicator.title.nl,
        indicator=indicator,
        theme=material.pack.themes[indicator.theme],
        population=material.population(indicator),
        headline=headline,
        headline_shown=show(headline, indicator) if headline else None,
        summary=summary(material, indicator, headline),
        charts=charts,
        goals=[_goal(material, g, indicator) for g in material.goals_of[indicator.id]],
        tables=tables_of(material, indicator),
        dimension_tables=dimension_tables(material, indicator),
        parameters=used_parameters(material, indicator),
        components=[
            (alias, use, *material.pack.component(use.component))
            for alias, use in indicator.components.items()
        ],
        english=sentences.english_value(headline, indicator) if headline else "",
        asked_by=shell.promises.before(Ref(Kind.INDICATOR, indicator.id)),
        said_in=shell.promises.after(Ref(Kind.INDICATOR, indicator.id)),
        cumulative=CUMULATIVE,
        has_comparison=len(material.organisations_of(indicator.id)) > 1,
    )


def summary(material: Material, indicator: Indicator, figure: Figure | None) -> str:
    """Say in a few sentences what the figure was, how it changed and what was asked."""
    if figure is None:
        return "Er is nog geen cijfer."
    words = [sentences.value_sentence(figure, indicator)]
    words.append(sentences.change_sentence(figure, material.before(figure), indicator))
    for judgement in figure.judgements:
        goal = material.pack.goals[judgement.goal]
        words.append(sentences.goal_sentence(goal, judgement, figure, indicator))
    return " ".join(word for word in words if word)


def main_charts(material: Material, indicator: Indicator) -> list[Chart]:
    """Return who leads over time, each with the first goal that can be drawn."""
    made = (_chart(material, indicator, who) for who in material.all_leading(indicator.id))
    return [chart for chart in made if chart is not None]


def _chart(material: Material, indicator: Indicator, organisation: str) -> Chart | None:
    figures = material.series(indicator.id, organisation)
    if not figures:
        return None
    goals = [g for g in material.goals_of[indicator.id] if g.organisation == organisation]
    yearly = figures[0].period.grain is Grain.YEAR
    goal = goals[0] if goals and (yearly or goals[0].judged != "elk jaar") else None
    name = f"{indicator.title.nl}, {material.name(organisation)}"
    words = summary(material, indicator, material.headline(indicator.id, organisation))
    conclusion = f"{material.name(organisation)}. {words}"
    return drawing.series_chart(figures, indicator, goal, conclusion, name, organisation)


def _goal(material: Material, goal: Goal, indicator: Indicator) -> GoalBlock:
    figure = material.headline(indicator.id, goal.organisation)
    judgement = None
    if figure is not None:
        judgement = next((j for j in figure.judgements if j.goal == goal.id), None)
    if figure is None or judgement is None:
        why = "Er is nog geen cijfer om tegen dit doel te houden."
        return GoalBlock(goal, figure, why, None, sentences.rule_text(goal))
    words = sentences.goal_sentence(goal, judgement, figure, indicator)
    return GoalBlock(goal, figure, words, judgement.status, sentences.rule_text(goal))


def tables_of(material: Material, indicator: Indicator) -> list[tuple[str, TimeTable]]:
    """Return a table of periods by organisations for each grain, the main one first."""
    grains = {f.period.grain for f in material.plain_figures(indicator.id)}
    first = main_grain(grains)
    order = sorted(grains, key=lambda g: (g is not first, list(Grain).index(g)))
    return [(_GRAIN_WORDS[g], time_tables(material, indicator, g)) for g in order]


def used_parameters(material: Material, indicator: Indicator) -> list[tuple[str, Parameter]]:
    """Return the parameters of the formula, and of the views below it, each once."""
    found = {use.parameter: alias for alias, use in indicator.parameters.items()}
    for use in indicator.components.values():
        dataset, _ = material.pack.component(use.component)
        for table, parameter in (dataset.view_parameters or {}).items():
            found.setdefault(parameter, table)
    return [(alias, material.pack.parameters[i]) for i, alias in found.items()]


def standalone(svg: str) -> bytes:
    """Return a chart as a file that looks the same outside the site."""
    from importlib.resources import files

    css = files("verantwoord.site").joinpath("static/chart.css").read_text("utf-8")
    start = svg.index("><") + 1  # after the opening tag
    return f"{svg[:start]}<style>{css}</style>{svg[start:]}\n".encode()
