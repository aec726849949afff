"""From figures to charts: chooses points, axes and words, and draws each chart in both widths."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from verantwoord.charts import bars, series, svg
from verantwoord.charts.bars import Bar, Bars
from verantwoord.charts.series import UNSURE, Asked, Point, Series
from verantwoord.engine.goals import path_at
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.goal import Goal, GoalKind
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.wording import notation
from verantwoord.wording.comparing import broken
from verantwoord.wording.shown import show, value_text
from verantwoord.wording.statement import VAGUE


@dataclass(frozen=True)
class Chart:
    """A chart with what must stand around it."""

    id: str
    conclusion: str
    wide: Markup
    narrow: Markup
    legend: tuple[tuple[str, str], ...]
    csv: str
    svg: str


def moment(period: Period) -> Decimal:
    """Return where a period lies on the time axis, so that a year lies in the middle of itself."""
    if period.grain is Grain.YEAR:
        return Decimal(period.start.year)
    middle = period.start.toordinal() + (period.end - period.start).days / 2
    year = period.start.year
    start = Period.year(year)
    share = (middle - start.start.toordinal()) / (start.end - start.start).days
    return Decimal(year) + Decimal(f"{share - 0.5:.4f}")


def points_of(figures: list[Figure], indicator: Indicator) -> tuple[Point, ...]:
    """Return one point for each figure; without a value or with parts only it is a gap."""
    return tuple(
        Point(
            x=moment(f.period),
            label=notation.period_short(f.period),
            value=_drawable(f),
            text=_bare(f, indicator),
            kind=_kind(f),
            joins=i == 0 or figures[i - 1].period.end == f.period.start,
            broken=_broken(figures, i, indicator),
        )
        for i, f in enumerate(figures)
    )


def _kind(figure: Figure) -> str:
    """What decides the form of a mark: a number that is not precise looks so."""
    unlike = figure.precision in VAGUE or figure.existed is not None
    return "benaderd" if unlike else str(figure.status)


def _broken(figures: list[Figure], at: int, indicator: Indicator) -> bool:
    """Say whether a figure is measured otherwise than the last one with a number before it."""
    known = [f for f in figures[:at] if _drawable(f) is not None]
    return bool(known) and broken(figures[at], known[-1], indicator) is not None


def _bare(figure: Figure, indicator: Indicator) -> str:
    """Return the number without its word, which stands at the axis; a sign stays."""
    shown = show(figure, indicator)
    return shown.amount or shown.text


def _drawable(figure: Figure) -> Decimal | None:
    if figure.show_parts_only or not isinstance(figure.value, Decimal):
        return None
    return figure.value


def asked_of(goal: Goal, years: range, indicator: Indicator) -> tuple[Asked, ...]:
    """Return what a goal asks in each year, as far as it asks something."""
    found = []
    for year in years:
        bound = path_at(goal.path, year)
        if bound is None:
            continue
        low, high = bound.low, bound.high
        value = high if goal.kind is GoalKind.CEILING else low
        value = value if value is not None else (low if low is not None else high)
        if value is None:
            continue
        bare, _, _ = value_text(value, indicator).partition(notation.NBSP)
        own = goal.path.line == "rekenlijn" and year != goal.path.target_year
        words = f"{'rekenlijn' if own else 'doel'} {year}: {bare}"
        upper = high if goal.kind is GoalKind.RANGE else None
        found.append(Asked(Decimal(year), value, words, upper))
    return tuple(found)


def years_of(goal: Goal, figures: list[Figure]) -> range:
    """Return the years to show of a path: of its table, or from baseline to target."""
    path = goal.path
    years = set(path.table)
    years |= {y for y in (path.baseline_year, path.target_year) if y is not None}
    years |= {f.period.last_day.year for f in figures}
    return range(min(years), max(years) + 1) if years else range(0)


def series_chart(
    figures: list[Figure],
    indicator: Indicator,
    goal: Goal | None,
    conclusion: str,
    name: str,
    who: str,
    year: int,
) -> Chart | None:
    """Return a figure over time with its target path; None when there is nothing to draw."""
    points = points_of(figures, indicator)
    if not any(p.value is not None for p in points):
        return None
    asked = asked_of(goal, years_of(goal, figures), indicator) if goal else ()
    drawing = Series(
        title=name,
        description=described(conclusion),
        unit=notation.axis_unit(indicator.unit),
        points=points,
        asked=asked,
        year=year,
    )
    low, high = series.value_range(drawing)
    ticks = _ticks(low, high)
    identifier = f"reeks-{indicator.id.replace('.', '-')}-{who}"
    return Chart(
        id=identifier,
        conclusion=conclusion,
        wide=Markup(series.draw(drawing, identifier + "-w", wide=True, ticks=ticks)),
        narrow=Markup(series.draw(drawing, identifier + "-n", wide=False, ticks=ticks)),
        legend=_legend(figures, indicator, _path_name(goal) if goal and asked else ""),
        csv=f"data/indicator/{indicator.id}.csv",
        svg=f"grafiek/{indicator.id}-{who}.svg",
    )


def described(conclusion: str, language: str = "nl") -> str:
    """Return what a screen reader says of a chart: its conclusion, and where its values stand."""
    table = "The values are in the table." if language == "en" else "De waarden staan in de tabel."
    return f"{conclusion} {table}"


def _path_name(goal: Goal) -> str:
    """Return what the line of a goal is called: ours is no goal on the way to its end."""
    return "onze rekenlijn naar het doel" if goal.path.line == "rekenlijn" else "doel"


def _ticks(low: Decimal, high: Decimal) -> list[tuple[Decimal, str]]:
    return [(t, notation.exact(t)) for t in svg.ticks(low, high)]


def _legend(
    figures: list[Figure], indicator: Indicator, path_name: str
) -> tuple[tuple[str, str], ...]:
    words = [("line", "waarde")]
    statuses = {f.status for f in figures}
    if FigureStatus.INCOMPLETE in statuses:
        words.append(("open", "onvolledig"))
    if FigureStatus.ESTIMATED in statuses:
        words.append(("square", "geschat"))
    if any(f.precision in VAGUE and _drawable(f) is not None for f in figures):
        words.append(("square", "niet precies: een benadering of een grens"))
    if any(f.existed and _drawable(f) is not None for f in figures):
        words.append(("square", "over een deel van de tijd"))
    joined = [not _broken(figures, i, indicator) for i in range(1, len(figures))]
    if any(
        j and a.period.end < b.period.start
        for j, (a, b) in zip(joined, pairwise(figures), strict=True)
    ):
        words.append(("dotted", "tussenliggende jaren onbekend"))
    if not all(joined):
        words.append(("break", "breuk: ervoor en erna niet te vergelijken"))
    if path_name:
        words.append(("norm", path_name))
    return tuple(words) if len(words) > 1 else ()


def bar_chart(
    rows: list[tuple[str, Figure, bool]],
    indicator: Indicator,
    norm: tuple[Decimal, str] | None,
    conclusion: str,
    name: str,
    suffix: str = "vergelijking",
) -> Chart | None:
    """Return one bar for each organisation in one period; None when there is nothing to draw."""
    drawn = [
        Bar(label, _drawable(f), show(f, indicator).text, _kind(f), total)
        for label, f, total in rows
    ]
    if not any(b.value is not None for b in drawn):
        return None
    chart = Bars(
        title=name,
        description=described(conclusion),
        unit=notation.axis_unit(indicator.unit),
        bars=tuple(drawn),
        norm=norm[0] if norm else None,
        norm_text=norm[1] if norm else "",
    )
    identifier = f"balk-{indicator.id.replace('.', '-')}-{suffix}"
    hatched = any(b.kind in UNSURE and b.value for b in drawn)
    unsure = "onvolledig, geschat, niet precies, of over een deel van de tijd"
    legend = [("bar", "volledig"), ("hatch", unsure)] if hatched else []
    legend += [("norm", "doel")] if norm and hatched else []
    return Chart(
        id=identifier,
        conclusion=conclusion,
        wide=Markup(bars.draw(chart, identifier + "-w", wide=True)),
        narrow=Markup(bars.draw(chart, identifier + "-n", wide=False)),
        legend=tuple(legend),
        csv=f"data/indicator/{indicator.id}.csv",
        svg=f"grafiek/{indicator.id}-{suffix}.svg",
    )
