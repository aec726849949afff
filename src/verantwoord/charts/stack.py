"""One bar in parts: how many of all are in each kind. An ornament; the numbers stand below it."""

from __future__ import annotations

from verantwoord.charts import svg

WIDTH, HEIGHT, _LEAST = 1000.0, 22.0, 8.0


def draw(parts: list[tuple[str, int]]) -> str:
    """Return a bar with a part for each (css class, count); a small part stays wide enough to see.

    The parts together are always as wide as the bar.
    """
    shown = [(css, n) for css, n in parts if n]
    total = sum(n for _, n in shown)
    widths = [max(_LEAST, WIDTH * n / total) for _, n in shown]
    shrink = WIDTH / sum(widths) if widths else 1
    x, body = 0.0, []
    for (css, _), width in zip(shown, widths, strict=True):
        body.append(svg.rect(x, 0, width * shrink - 2, HEIGHT, f"part part-{css}"))
        x += width * shrink
    return (
        '<svg class="stack" aria-hidden="true" focusable="false" preserveAspectRatio="none" '
        f'viewBox="0 0 {svg.n(WIDTH)} {svg.n(HEIGHT)}" width="100%" height="22">'
        + "".join(body)
        + "</svg>"
    )
