"""The page of an indicator: figure, target path, status with rule, table, definition, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.parameter import Parameter
from verantwoord.model.period import Grain
from verantwoord.model.standing import Stand, Standing, main_grain
from verantwoord.register.chain import Kind, Ref
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.promised import of_goal
from verantwoord.release.publish import ReleaseFile
from verantwoord.site import drawing
from verantwoord.site.drawing import Chart
from verantwoord.site.pages.absences import absent_figures
from verantwoord.site.pages.shell import Shell
from verantwoord.site.pages.tables import (
    GRAIN_WORDS,
    TimeTable,
    dimension_tables,
    time_tables,
)
from verantwoord.wording.comparing import CUMULATIVE
from verantwoord.wording.formulas import rule_in_words
from verantwoord.wording.goals import asked_sentence, goal_sentence, outcome, rule_text
from verantwoord.wording.notation import period
from verantwoord.wording.shown import parts, show
from verantwoord.wording.standing import SAME_OUTCOME, in_short, names_who, opening, story
from verantwoord.wording.way import way_sentence


@dataclass(frozen=True)
class GoalBlock:
    """A goal on the page of its indicator."""

    goal: Goal
    figure: Figure | None
    sentence: str
    short: str  # beside the verdict, without saying it again
    status: str | None
    rule: str
    mine: bool  # of the organisation whose figure leads the page
    outcome: tuple[GoalStatus, str, int] | None = None
    way: str = ""  # how much of the way to the target was gone
    way_english: str = ""


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of every indicator, and its chart as a file of its own."""
    for indicator in shell.material.pack.indicators.values():
        yield from _page(shell, indicator)


def _page(shell: Shell, indicator: Indicator) -> Iterator[ReleaseFile]:
    material = shell.material
    standing = material.standing(indicator.id)
    headline = standing.figure
    headline_shown = show(headline, indicator) if headline else None
    charts = main_charts(material, indicator)
    split = split_chart(material, indicator)
    charts += [split] if split else []
    for chart in charts:
        yield ReleaseFile(chart.svg, standalone(str(chart.wide)))
    yield shell.page(
        paths.indicator_page(indicator.id),
        "indicator.html",
        indicator.title.nl,
        indicator=indicator,
        theme=material.pack.themes[indicator.theme],
        population=material.population(indicator),
        standing=standing,
        headline=headline,
        headline_shown=headline_shown,
        summary=summary(material, indicator, standing),
        charts=charts,
        goals=_goals(material, indicator, standing.organisation),
        theme_goals=any(g.theme == indicator.theme for g in material.pack.goals.values()),
        headline_parts=parts(headline, indicator)
        if headline and headline_shown and headline_shown.kind != "delen"
        else "",
        excluded=excluded(material, indicator),
        lacking=headline.coverage.missing if headline else (),
        absent=[a for a in absent_figures(material) if a.indicator is indicator],
        opening=opening(standing, material.name(standing.organisation)),
        tables=tables_of(material, indicator),
        dimension_tables=dimension_tables(material, indicator),
        parameters=used_parameters(material, indicator),
        components=[
            (alias, use, *material.pack.component(use.component))
            for alias, use in indicator.components.items()
        ],
        english=english_story(material, indicator, standing),
        no_figure=in_short(standing),
        asked_by=shell.promises.before(Ref(Kind.INDICATOR, indicator.id)),
        said_in=shell.promises.after(Ref(Kind.INDICATOR, indicator.id)),
        cumulative=CUMULATIVE,
        in_words=rule_in_words(indicator),
        has_comparison=len(material.organisations_of(indicator.id)) > 1,
    )


def excluded(material: Material, indicator: Indicator) -> tuple[str, ...]:
    """Return who is left out of the group, unless its title says so already."""
    group = material.population(indicator)
    said = group.title.nl
    return tuple(o for o in group.excluding if material.name(o) not in said)


def summary(
    material: Material,
    indicator: Indicator,
    standing: Standing,
    goals: Mapping[str, Goal] | None = None,
) -> str:
    """Say what the figure was, how it changed and what `goals` asked; of whom, if not of all."""
    told = material.pack.goals if goals is None else goals
    said = _story(material, indicator, standing, told, "nl")
    whole = material.population(indicator).organisation
    if standing.organisation == whole or names_who(standing):
        return said
    return f"{material.name(standing.organisation)}. {said}"


def english_story(material: Material, indicator: Indicator, standing: Standing) -> str:
    """Say the same in English, of the goals too."""
    return _story(material, indicator, standing, material.pack.goals, "en")


def _story(
    material: Material,
    indicator: Indicator,
    standing: Standing,
    goals: Mapping[str, Goal],
    language: str,
) -> str:
    figure = standing.figure or standing.later
    before = material.before(figure) if figure else None
    name = material.name(standing.organisation)
    return story(standing, indicator, before, goals, name, language)


def main_charts(material: Material, indicator: Indicator) -> list[Chart]:
    """Return who leads over time, each with the first goal that can be drawn."""
    made = (_chart(material, indicator, who) for who in material.all_leading(indicator.id))
    return [chart for chart in made if chart is not None]


def split_chart(material: Material, indicator: Indicator) -> Chart | None:
    """Return the values of the dimension as bars, of the first that has them."""
    for table in dimension_tables(material, indicator)[:1]:
        rows = [(words, entry.figure, False) for words, entry in table.rows]
        name = f"{indicator.title.nl}, {material.name(table.organisation)}, {period(table.period)}"
        by = " en ".join(indicator.dimensions)
        words = f"{material.name(table.organisation)}, {period(table.period)}, naar {by}."
        return drawing.bar_chart(rows, indicator, None, words, name, "uitsplitsing")
    return None


def _chart(material: Material, indicator: Indicator, organisation: str) -> Chart | None:
    figures = material.series(indicator.id, organisation)
    if not figures:
        return None
    goals = [g for g in material.goals_of[indicator.id] if g.organisation == organisation]
    yearly = figures[0].period.grain is Grain.YEAR
    goal = goals[0] if goals and (yearly or goals[0].judged != "elk jaar") else None
    name = f"{indicator.title.nl}, {material.name(organisation)}"
    conclusion = chart_words(material, indicator, organisation)
    return drawing.series_chart(
        figures, indicator, goal, conclusion, name, organisation, material.reporting_year
    )


def chart_words(
    material: Material, indicator: Indicator, organisation: str, language: str = "nl"
) -> str:
    """Return what stands above a chart: whose it is, and what the figure was."""
    standing = material.standing(indicator.id, organisation)
    said = _story(material, indicator, standing, {}, language)
    return f"{material.name(organisation)}. {said}"


def _goals(material: Material, indicator: Indicator, who: str) -> list[GoalBlock]:
    """Return the goals of an indicator, those of who leads the page first, then other readings."""
    blocks = [_goal(material, g, indicator, who) for g in material.goals_of[indicator.id]]
    blocks.sort(key=lambda block: (not block.mine, block.goal.reading_of is not None))
    first = {b.goal.id: b.outcome for b in blocks}
    return [
        replace(b, short=SAME_OUTCOME[0])
        if b.outcome and b.outcome == first.get(b.goal.reading_of or "")
        else b
        for b in blocks
    ]


def _goal(material: Material, goal: Goal, indicator: Indicator, who: str) -> GoalBlock:
    item = of_goal(material, goal)
    figure = item.standing.figure if item.standing else None
    rule, mine = rule_text(goal), goal.organisation == who
    if figure is None or item.judgement is None:
        words = f"Er is geen oordeel: {item.why}."
        return GoalBlock(goal, figure, words, words, None, rule, mine)
    name = material.name(figure.organisation, figure.period.start)
    words = goal_sentence(goal, item.judgement, figure, indicator, name)
    short = asked_sentence(goal, item.judgement, figure, indicator, name)
    when = "" if item.stand is not Stand.OLDER else f"Ouder cijfer, {period(figure.period)}. "
    status, came = item.judgement.status, outcome(item.judgement, figure)
    way, way_english = (way_sentence(goal, figure, indicator, x) for x in ("nl", "en"))
    words, short = when + words, when + short
    return GoalBlock(goal, figure, words, short, status, rule, mine, came, way, way_english)


def tables_of(material: Material, indicator: Indicator) -> list[tuple[str, TimeTable]]:
    """Return a table of periods by organisations for each grain, the main one first."""
    grains = {f.period.grain for f in material.plain_figures(indicator.id)}
    first = main_grain(grains)
    order = sorted(grains, key=lambda g: (g is not first, list(Grain).index(g)))
    return [(GRAIN_WORDS[g], time_tables(material, indicator, g)) for g in order]


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
