"""The few SVG elements that the charts need, and a linear scale with round ticks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

SIZE = 14.0  # height of the text in user units; an SVG is never shown smaller than 1:1
_WIDE, _NARROW = set("mwMW%@€—"), set("iljtfrI.,:;'|()[] \u00a0")


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place on the page, and back never."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: Decimal, high: Decimal, about: int = 4) -> list[Decimal]:
    """Return round values that enclose low and high: steps of 1, 2, 2.5 or 5 times ten."""
    span = (high - low) or abs(high) or Decimal(1)
    raw = span / about
    magnitude = Decimal(1).scaleb(raw.adjusted())
    steps = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    step = next(s * magnitude for s in steps if s * magnitude >= raw)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    last = (high / step).to_integral_value("ROUND_CEILING")
    if first == last:
        last += 1
    return [step * n for n in range(int(first), int(last) + 1)]


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return how wide a text is, a little on the large side, without knowing the font."""
    units = sum(0.95 if c in _WIDE else 0.38 if c in _NARROW else 0.64 for c in text)
    return units * size * (1.1 if bold else 1)


def shortened(text: str, room: float, size: float = SIZE) -> str:
    """Return the text, cut with an ellipsis where it does not fit."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def n(value: float) -> str:
    """Return a coordinate with one decimal, always written the same way."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Return a straight line."""
    return f'<line class="{css}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"/>'


def polyline(points: list[tuple[float, float]], css: str) -> str:
    """Return a line through points."""
    path = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    return f'<polyline class="{css}" points="{path}"/>'


@dataclass(frozen=True, slots=True)
class PlottedPoint:
    """A point on a line: where, whether its value is sure, and how it hangs on the one before."""

    x: float
    y: float
    sure: bool
    joins: bool  # no period lies between
    broken: bool = False  # not to be compared: no line between


def runs(points: list[PlottedPoint | None]) -> list[str]:
    """Return a line in pieces: None breaks it; dotted is what is not sure or skips a period."""
    body: list[str] = []
    run: list[tuple[float, float]] = []

    def close() -> None:
        if len(run) > 1:
            body.append(polyline(run, "line"))
        run.clear()

    last: PlottedPoint | None = None
    for point in points:
        if point is None or last is None or point.broken:
            close()
        elif not (point.sure and last.sure and point.joins):
            close()
            body.append(polyline([(last.x, last.y), (point.x, point.y)], "line-open"))
        if point is not None:
            run.append((point.x, point.y))
        last = point
    close()
    return body


def rect(x: float, y: float, width: float, height: float, css: str) -> str:
    """Return a rectangle."""
    return (
        f'<rect class="{css}" x="{n(x)}" y="{n(y)}" width="{n(max(width, 0))}" '
        f'height="{n(height)}"/>'
    )


def text(x: float, y: float, words: str, css: str = "t", anchor: str = "start") -> str:
    """Return a text with a halo, so that no line runs through it."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{css}" x="{n(x)}" y="{n(y)}"{place}>{escape(words)}</text>'


def marker(x: float, y: float, kind: str) -> str:
    """Return a point whose form says how it was obtained; colour only repeats it."""
    if kind == "norm":
        d = f"M{n(x)} {n(y - 5)}L{n(x + 5)} {n(y)}L{n(x)} {n(y + 5)}L{n(x - 5)} {n(y)}Z"
        return f'<path class="m-norm" d="{d}"/>'
    if kind in ("geschat", "benaderd"):
        return rect(x - 4.5, y - 4.5, 9, 9, "m-open")
    css = "m-open" if kind == "onvolledig" else "m-full"
    return f'<circle class="{css}" cx="{n(x)}" cy="{n(y)}" r="4.5"/>'


def document(
    identifier: str, title: str, description: str, width: float, height: float, body: list[str]
) -> str:
    """Return a whole SVG with its accessible name."""
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{identifier}-t {identifier}-d" '
        f'viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" height="{n(height)}">'
        f'<title id="{identifier}-t">{escape(title)}</title>'
        f'<desc id="{identifier}-d">{escape(description)}</desc>' + "".join(body) + "</svg>"
    )
