"""Small lines: one for each organisation on one scale, and a spark line beside a number."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.charts import svg
from verantwoord.charts.series import UNSURE, Point, placed

WIDTH, HEIGHT = 240.0, 110.0


def draw(
    title: str,
    description: str,
    identifier: str,
    points: tuple[Point, ...],
    span: tuple[Decimal, Decimal],
    norm: tuple[tuple[Decimal, Decimal], ...] = (),
) -> str:
    """Return one small chart; `span` is shared by all, or they could not be compared."""
    xs = [p.x for p in points] + [moment for moment, _ in norm]
    x = svg.Scale(
        float(min(xs)), float(max(xs)) if max(xs) > min(xs) else float(min(xs)) + 1, 12, WIDTH - 12
    )
    low, high = span
    y = svg.Scale(float(low), float(high) if high > low else float(low) + 1, HEIGHT - 26, 26)
    body = [svg.line(4, y(0), WIDTH - 4, y(0), "axis")]
    if norm:
        body.append(svg.polyline([(x(m), y(v)) for m, v in norm], "norm"))
    body += svg.runs(placed(points, x, y))
    known = [p for p in points if p.value is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    for point in ends:
        assert point.value is not None
        body.append(svg.marker(x(point.x), y(point.value), point.kind))
        half = svg.width_of(point.text, bold=True) / 2
        place = max(half, min(x(point.x), WIDTH - half))
        body.append(svg.text(place, y(point.value) - 10, point.text, "t-value", "middle"))
    body.append(svg.text(2, HEIGHT - 6, points[0].label, "t-soft"))
    body.append(svg.text(WIDTH - 2, HEIGHT - 6, points[-1].label, "t-soft", "end"))
    return svg.document(identifier, title, description, WIDTH, HEIGHT, body)


FEWEST = 4  # points of a spark line: two or three show no course


def spark(points: tuple[Point, ...], at: Decimal | None = None) -> str:
    """Return a line of 96 by 28 without words; the numbers stand beside it, so it is hidden.

    Zero is on the scale, as in the large charts, so that a small change looks small. The dot is
    at the moment `at`: the figure that stands beside it.
    """
    known = [p for p in points if p.value is not None]
    if len(known) < FEWEST:
        return ""
    values = [p.value for p in known if p.value is not None]
    x = svg.Scale(float(points[0].x), float(points[-1].x), 5, 91)
    low, high = float(min([*values, Decimal(0)])), float(max([*values, Decimal(0)]))
    y = svg.Scale(low, high if high > low else low + 1, 24, 5)
    body = [svg.line(2, y(0), 94, y(0), "axis"), *svg.runs(placed(points, x, y))]
    for point in known:
        if point.x == at and point.value is not None:
            css = "m-open" if point.kind in UNSURE else "m-full"
            place = f'cx="{svg.n(x(point.x))}" cy="{svg.n(y(point.value))}"'
            body.append(f'<circle class="{css}" {place} r="3"/>')
    return (
        '<svg class="spark" aria-hidden="true" focusable="false" viewBox="0 0 96 28" width="96" '
        'height="28">' + "".join(body) + "</svg>"
    )
