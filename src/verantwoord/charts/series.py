"""A figure over time with its target path: a full line beside a dashed one with diamonds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from verantwoord.charts import svg

HEIGHT = 330.0
NARROW = 264.0  # what is left of a screen of 320
UNSURE = ("onvolledig", "geschat", "benaderd")
_LABELS_AT_MOST = {True: 12, False: 5}  # wide, narrow


@dataclass(frozen=True, slots=True)
class Point:
    """One period: where it lies in time, its value if there is one, and how that is written."""

    x: Decimal
    label: str
    value: Decimal | None
    text: str
    kind: str  # the status of the figure; decides the form of the mark
    joins: bool = True  # its period begins where that of the point before it ended
    broken: bool = False  # may not be compared with the point before it: no line between them


@dataclass(frozen=True, slots=True)
class Asked:
    """What a goal asks at one moment; `high` only for a range."""

    x: Decimal
    value: Decimal
    text: str
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What to draw, with its words."""

    title: str
    description: str
    unit: str
    points: tuple[Point, ...]
    asked: tuple[Asked, ...] = ()
    asked_name: str = ""
    tick_text: tuple[tuple[Decimal, str], ...] = ()
    break_name: str = "breuk"
    year: int | None = None  # of the report: its name on the axis is bold


def value_range(series: Series) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest value to show; zero is always in it, so that size is honest."""
    values = [p.value for p in series.points if p.value is not None]
    for asked in series.asked:
        values += [asked.value] if asked.high is None else [asked.value, asked.high]
    return min([*values, Decimal(0)]), max([*values, Decimal(0)])


def draw(series: Series, identifier: str, *, wide: bool, ticks: list[tuple[Decimal, str]]) -> str:
    """Return the chart as SVG; `ticks` are values of the axis with their text."""
    width = 720.0 if wide else NARROW
    left = max(svg.width_of(t) for _, t in ticks) + 10
    top, bottom, right = 46.0, HEIGHT - 34, width - (24.0 if wide else 16.0)
    xs = [p.x for p in series.points] + [a.x for a in series.asked]
    low, high = float(min(xs)), float(max(xs))
    first = series.points[0].text if series.points else ""
    pad = max(26.0 if wide else 20.0, svg.width_of(first, bold=True) / 2 + 2)
    x = svg.Scale(low, high if high > low else low + 1, left + pad, right - pad)
    y = svg.Scale(float(ticks[0][0]), float(ticks[-1][0]), bottom, top)
    body = _grid(series, ticks, x, y, left, right, wide)
    body += _path_of_goal(series, x, y)
    body += _breaks(series, x, top, bottom)
    body += _line_of_figures(series, x, y)
    body += _labels(series, x, y, wide, right)
    return svg.document(identifier, series.title, series.description, width, HEIGHT, body)


def _grid(
    series: Series,
    ticks: list[tuple[Decimal, str]],
    x: svg.Scale,
    y: svg.Scale,
    left: float,
    right: float,
    wide: bool,
) -> list[str]:
    body = [svg.text(0, 14, series.unit, "t-soft")]
    for value, words in ticks:
        body.append(svg.line(left, y(value), right, y(value), "axis" if value == 0 else "grid"))
        body.append(svg.text(left - 8, y(value) + 5, words, "t-soft", "end"))
    names = dict(sorted({p.x: p.label for p in series.points}.items()))
    for asked in series.asked:
        names.setdefault(asked.x, str(int(asked.x)))
    room = 46.0 if wide else 44.0
    last: float | None = None
    for moment, label in sorted(names.items(), reverse=True):
        if last is None or last - x(moment) >= max(room, svg.width_of(label) + 6):
            css = "t-strong" if str(series.year) in label else "t-soft"
            body.append(svg.text(x(moment), HEIGHT - 12, label, css, "middle"))
            last = x(moment)
    return body


def _path_of_goal(series: Series, x: svg.Scale, y: svg.Scale) -> list[str]:
    if not series.asked:
        return []
    body = [svg.polyline([(x(a.x), y(a.value)) for a in series.asked], "norm")]
    if any(a.high is not None for a in series.asked):
        upper = [(x(a.x), y(a.high)) for a in series.asked if a.high is not None]
        body.append(svg.polyline(upper, "norm"))
    marks = series.asked if len(series.asked) <= 16 else (series.asked[0], series.asked[-1])
    body += [svg.marker(x(a.x), y(a.value), "norm") for a in marks]
    return body


def _line_of_figures(series: Series, x: svg.Scale, y: svg.Scale) -> list[str]:
    body = svg.runs(placed(series.points, x, y))
    dots = [p for p in series.points if p.value is not None]
    for point in dots if len(dots) <= 40 else dots[-1:]:
        assert point.value is not None  # `dots` holds no other
        body.append(svg.marker(x(point.x), y(point.value), point.kind))
    return body


def _breaks(series: Series, x: svg.Scale, top: float, bottom: float) -> list[str]:
    """Mark where the series breaks, halfway between the points on both sides."""
    body = []
    for before, after in pairwise(p for p in series.points if p.value is not None):
        if after.broken:
            middle = (x(before.x) + x(after.x)) / 2
            body.append(svg.line(middle, top - 8, middle, bottom, "break"))
            body.append(svg.text(middle, top - 12, series.break_name, "t-soft", "middle"))
    return body


def placed(points: tuple[Point, ...], x: svg.Scale, y: svg.Scale) -> list[svg.PlottedPoint | None]:
    """Return where the points lie and how sure each is; one without a value breaks the line."""
    return [
        None
        if p.value is None
        else svg.PlottedPoint(x(p.x), y(p.value), p.kind not in UNSURE, p.joins, p.broken)
        for p in points
    ]


def _labels(series: Series, x: svg.Scale, y: svg.Scale, wide: bool, right: float) -> list[str]:
    known = [p for p in series.points if p.value is not None]
    widest = max((svg.width_of(p.text, bold=True) for p in known), default=0.0)
    steps = [x(b.x) - x(a.x) for a, b in pairwise(known)]
    gap = min(steps, default=right)
    crowded = len(known) > _LABELS_AT_MOST[wide] or widest > gap
    chosen = _corners(known) if crowded else known
    asked_at = {a.x: a.value for a in series.asked}
    body = []
    taken: list[tuple[float, float, float]] = []
    for point in chosen:
        assert point.value is not None
        norm = asked_at.get(point.x)
        below = norm is not None and norm >= point.value and y(norm) > y(point.value) - 30
        place = y(point.value) + (22 if below else -12)
        if place > y.start - 4:
            place = y(point.value) - 12
        middle, half = _inside(x(point.x), point.text, right), svg.width_of(point.text) / 2
        if any(abs(middle - m) < half + h and abs(place - p) < svg.SIZE for m, p, h in taken):
            continue  # it would stand in another label; the number is in the table
        taken.append((middle, place, half))
        body.append(svg.text(middle, place, point.text, "t-value", "middle"))
    if series.asked:
        near = [(p.x, p.value) for p in chosen]
        body += _goal_label(series, x, y, right, near, taken)
    return body


def _goal_label(
    series: Series,
    x: svg.Scale,
    y: svg.Scale,
    right: float,
    values: list[tuple[Decimal, Decimal | None]],
    taken: list[tuple[float, float, float]],
) -> list[str]:
    """Return the label of the goal, above or below its end, where no other label stands."""
    end = series.asked[-1]
    words = end.text
    near = [v for moment, v in values if abs(x(moment) - x(end.x)) < 40 and v is not None]
    under = any(v >= end.value for v in near)
    middle, half = _inside(x(end.x), words, right), svg.width_of(words, bold=True) / 2

    def free(place: float) -> bool:
        apart = (abs(middle - m) >= half + h or abs(place - p) >= svg.SIZE for m, p, h in taken)
        return place < y.start - 2 and all(apart)

    first, *others = (22, 40, -12, -30) if under else (-12, 22, -30, 40)
    steps = [step for step in (first, *others) if free(y(end.value) + step)]
    place = y(end.value) + (steps[0] if steps else -12)
    return [svg.text(middle, place, words, "t-norm", "middle")]


def _inside(place: float, words: str, right: float) -> float:
    half = svg.width_of(words, bold=True) / 2
    return min(place, right + 14 - half)


def _corners(known: list[Point]) -> list[Point]:
    """Return last, first, highest and lowest: what a reader looks for when all do not fit."""
    if not known:
        return []
    values = {p.x: p.value or Decimal(0) for p in known}
    picks = {known[0].x, known[-1].x, max(values, key=lambda k: values[k])}
    picks.add(min(values, key=lambda k: values[k]))
    return [known[-1], *(p for p in known[:-1] if p.x in picks)]
