"""One bar for each organisation, with the norm as a dashed line; absent is a word, never a bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from verantwoord.charts import svg
from verantwoord.charts.series import NARROW, UNSURE

ROW = 34.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One organisation; without a value `text` says why."""

    label: str
    value: Decimal | None
    text: str
    kind: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """What to draw, with its words."""

    title: str
    description: str
    unit: str
    bars: tuple[Bar, ...]
    norm: Decimal | None = None
    norm_text: str = ""


def draw(chart: Bars, identifier: str, *, wide: bool) -> str:
    """Return the chart as SVG."""
    width = 720.0 if wide else NARROW
    height = 44.0 + ROW * len(chart.bars) * (1 if wide else 1.5) + 8
    longest = max(svg.width_of(b.label) for b in chart.bars)
    left = min(longest + 14, 230.0) if wide else 4.0
    values = [b.value for b in chart.bars if b.value is not None]
    values += [Decimal(0)] if chart.norm is None else [Decimal(0), chart.norm]
    texts = [b.text for b in chart.bars if b.value is not None]
    room = max((svg.width_of(t, bold=True) for t in texts), default=0.0) + 14
    x = svg.Scale(float(min(values)), float(max(values)) or 1.0, left, width - room)
    body = [hatch(identifier), svg.text(0, 14, chart.unit, "t-soft")]
    step = ROW if wide else ROW * 1.5
    for place, bar in enumerate(chart.bars):
        body += _bar(bar, x, 40 + place * step, left, identifier, wide)
    body.append(svg.line(x(0), 34, x(0), height - 6, "axis"))
    if chart.norm is not None:
        body += _norm(chart, x, height, width)
    body += [_value(b, x, 40 + i * step, left, wide) for i, b in enumerate(chart.bars)]
    return svg.document(identifier, chart.title, chart.description, width, height, body)


def hatch(identifier: str) -> str:
    """Return the pattern that marks a value that is not complete."""
    return (
        f'<defs><pattern id="{identifier}-h" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="hatch-bg" width="7" height="7"/>'
        f'<line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
    )


def _bar(bar: Bar, x: svg.Scale, top: float, left: float, identifier: str, wide: bool) -> list[str]:
    css = "t-strong" if bar.total else "t"
    if wide:
        body = [svg.text(left - 10, top + 18, svg.shortened(bar.label, left - 12), css, "end")]
    else:
        body = [svg.text(0, top + 12, svg.shortened(bar.label, NARROW - 4), css)]
        top += 15
    if bar.value is not None and bar.value != 0:
        start, end = sorted((x(0), x(bar.value)))
        kind = "bar-total" if bar.total else "bar"
        shape = svg.rect(start, top + 3, end - start, 21, kind)
        if bar.kind in UNSURE:
            hatched = f'<rect fill="url(#{identifier}-h)" stroke="currentColor" class="bar-hatch"'
            shape = shape.replace(f'<rect class="{kind}"', hatched)
        body.append(shape)
    return body


def _value(bar: Bar, x: svg.Scale, top: float, left: float, wide: bool) -> str:
    top = top if wide else top + 15
    if bar.value is None:
        return svg.text(x(0) + 8, top + 18, bar.text, "t-absent")
    return svg.text(max(x(bar.value), x(0)) + 8, top + 18, bar.text, "t-value")


def _norm(chart: Bars, x: svg.Scale, height: float, width: float) -> list[str]:
    assert chart.norm is not None
    place = x(chart.norm)
    half = svg.width_of(chart.norm_text, bold=True) / 2
    label = max(half + svg.width_of(chart.unit) + 12, min(place, width - half - 4))
    return [
        svg.line(place, 24, place, height - 6, "norm"),
        svg.text(label, 16, chart.norm_text, "t-norm", "middle"),
    ]
