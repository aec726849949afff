"""Comparing organisations, one indicator at a time: never across series or populations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from verantwoord.charts import multiples
from verantwoord.engine.goals import asked_at
from verantwoord.formula.quantities import rounded
from verantwoord.model.figure import Figure
from verantwoord.model.goal import GoalKind
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.model.standing import later, main_grain
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.robust import RobustScore, decimal, robust_scores
from verantwoord.site import drawing
from verantwoord.site.drawing import Chart
from verantwoord.site.pages.indicator import excluded, standalone, tables_of
from verantwoord.site.pages.rows import leading_judgement
from verantwoord.site.pages.shell import Shell
from verantwoord.site.pages.tables import TableEntry, entry, restated
from verantwoord.wording import notation
from verantwoord.wording.shown import value_text
from verantwoord.wording.spread import order_sentence, spread_sentence

KINDS = {
    "ministerie": "Ministeries",
    "totaal": "Groepen samen",
    "sector": "Groepen samen",
    "dienst": "Diensten",
    "overig": "Andere organisaties, en bronnen van cijfers",
}


@dataclass(frozen=True)
class ComparisonLine:
    """One organisation in the comparison of one period."""

    organisation: str
    entry: TableEntry
    total: bool
    judgement: object


@dataclass(frozen=True)
class Small:
    """One organisation over time."""

    organisation: str
    svg: Markup


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the list of organisations and comparisons, and a comparison per indicator."""
    material = shell.material
    compared = [
        i for i in material.pack.indicators.values() if len(material.organisations_of(i.id)) > 1
    ]
    yield shell.page(
        "vergelijking/index.html",
        "comparisons.html",
        "Organisaties",
        by_theme=[
            (t, [i for i in compared if i.theme == t.id]) for t in material.pack.themes.values()
        ],
        kinds=_by_kind(material),
    )
    for indicator in compared:
        yield from _comparison(shell, indicator)


def _by_kind(material: Material) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the organisations that have a page, by what they are, with how many figures each has.

    What is no organisation (a law, a weather station) is named as what it is: a source of figures.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for one in material.organisations_shown:
        found.setdefault(KINDS[one.kind], []).append((one.id, material.figures_about(one.id)))
    return [(words, found[words]) for words in dict.fromkeys(KINDS.values()) if words in found]


def _comparison(shell: Shell, indicator: Indicator) -> Iterator[ReleaseFile]:
    material = shell.material
    period = chosen_period(material, indicator)
    lines = _lines(material, indicator, period) if period else []
    chart = _bars(material, indicator, period, lines) if period else None
    if chart is not None:
        yield ReleaseFile(chart.svg, standalone(str(chart.wide)))
    yield shell.page(
        paths.comparison_page(indicator.id),
        "comparison.html",
        f"{indicator.title.nl}: organisaties vergeleken",
        indicator=indicator,
        theme=material.pack.themes[indicator.theme],
        population=material.population(indicator),
        excluded=excluded(material, indicator),
        period=period,
        lines=_ordered(lines),
        by_method=any(line.entry.figure.methods for line in lines),
        chart=chart,
        smalls=_smalls(material, indicator),
        tables=tables_of(material, indicator),
        restated=restated(material, indicator),
        robust=_robust(material, indicator),
        as_percent=_as_percent,
    )


def _as_percent(share: Fraction) -> str:
    return notation.with_unit(notation.short(rounded(decimal(share * 100), 0)), "percent")


def _robust(material: Material, indicator: Indicator) -> list[tuple[Period, str, Any, str]]:
    """Return the scores under other weights by period and dimensions, with what they say of order.

    Of a period in which every place is certain they stand in that order; else in that of the pack.
    """
    groups: dict[tuple[Period, str], list[RobustScore]] = {}
    for one in robust_scores(material, indicator):
        said = ", ".join(f"{k}: {v}" for k, v in one.dimensions)
        groups.setdefault((one.figure.period, said), []).append(one)
    found = []
    for (period, said), scores in reversed(groups.items()):
        fixed = sum(one.fixed for one in scores)
        if fixed == len(scores):
            scores = sorted(scores, key=lambda one: one.best)
        found.append((period, said, scores, order_sentence(len(scores), fixed)))
    return found


def chosen_period(material: Material, indicator: Indicator) -> Period | None:
    """Return the last period up to the reporting year in which organisations have figures."""
    figures = material.plain_figures(indicator.id)
    total = material.whole(indicator.id)
    grain = main_grain({f.period.grain for f in figures})
    usable = [
        f.period
        for f in figures
        if f.period.grain is grain
        and not later(f.period, material.reporting_year)
        and f.organisation != total
    ]
    return max(usable, key=lambda p: (p.start, p.end), default=None)


def _lines(material: Material, indicator: Indicator, period: Period) -> list[ComparisonLine]:
    at = {f.organisation: f for f in material.plain_figures(indicator.id) if f.period == period}
    total = material.whole(indicator.id)
    return [
        ComparisonLine(
            o, entry(at[o], indicator), o == total, leading_judgement(at[o], material.pack.goals)
        )
        for o in material.organisations_of(indicator.id)
        if o in at
    ]


def _bars(
    material: Material, indicator: Indicator, period: Period, lines: list[ComparisonLine]
) -> Chart | None:
    rows = [
        (_label(material, line, period), line.entry.figure, line.total) for line in _ordered(lines)
    ]
    if indicator.unit not in ("percent", "ratio", "score"):
        rows = [r for r in rows if not r[2]]  # a sum beside its parts would only dwarf them
    name = f"{indicator.title.nl} per organisatie, {notation.period(period)}"
    if not rows:
        return None
    return drawing.bar_chart(
        rows,
        indicator,
        _norm(material, indicator, period),
        _conclusion(lines, indicator, period),
        name,
    )


def _ordered(lines: list[ComparisonLine]) -> list[ComparisonLine]:
    """Put the whole first, then who measure by one method together, in the order of the pack."""
    return sorted(lines, key=lambda line: (not line.total, line.entry.figure.methods))


def _label(material: Material, line: ComparisonLine, period: Period) -> str:
    name = material.short_name(line.organisation, period.start)
    methods = line.entry.figure.methods
    return f"{name} ({methods[0]})" if len(methods) == 1 else name


def _norm(material: Material, indicator: Indicator, period: Period) -> tuple[Decimal, str] | None:
    """Return the bound of the whole, if it also means something for each: a share does."""
    if indicator.unit not in ("percent", "ratio", "score"):
        return None
    leading = material.leading(indicator.id)
    for goal in material.goals_of[indicator.id]:
        if goal.organisation != leading:
            continue
        bound = asked_at(goal.path, period)
        if bound is not None and goal.kind is not GoalKind.RANGE:
            value = bound.low if goal.kind is GoalKind.FLOOR else bound.high
            if value is not None:
                return value, f"doel geheel: {value_text(value, indicator)}"
    return None


def _conclusion(lines: list[ComparisonLine], indicator: Indicator, period: Period) -> str:
    members = [line.entry.figure for line in lines if not line.total]
    return spread_sentence(members, indicator, period)


def _smalls(material: Material, indicator: Indicator) -> list[Small]:
    """Return the organisations over time on one scale; the whole only where it is a share."""
    share = indicator.unit in ("percent", "ratio", "score")
    total = material.whole(indicator.id)
    found: list[tuple[str, list[Figure]]] = []
    grain = main_grain({f.period.grain for f in material.plain_figures(indicator.id)})
    for organisation in material.organisations_of(indicator.id):
        series = material.series(indicator.id, organisation, grain)
        drawn = [p for p in drawing.points_of(series, indicator) if p.value is not None]
        if len(drawn) > 1 and (share or organisation != total):
            found.append((organisation, series))
    values = [f.value for _, s in found for f in s if isinstance(f.value, Decimal)]
    if len(found) < 2:
        return []
    span = (min([*values, Decimal(0)]), max([*values, Decimal(0)]))
    return [Small(o, _small(material, indicator, o, series, span)) for o, series in found]


def _small(
    material: Material,
    indicator: Indicator,
    organisation: str,
    series: list[Figure],
    span: tuple[Decimal, Decimal],
) -> Markup:
    name = f"{material.name(organisation)}: {indicator.title.nl}"
    points = drawing.points_of(series, indicator)
    words = "; ".join(f"{p.label}: {p.text}" for p in points[-6:])
    identifier = f"klein-{organisation}"
    return Markup(multiples.draw(name, words, identifier, points, span))
