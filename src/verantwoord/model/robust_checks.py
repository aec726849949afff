"""What must hold where a pack asks how robust a score is: levels and weights that fit."""

from __future__ import annotations

from verantwoord.model.checks import Checks
from verantwoord.model.robustness import Robustness
from verantwoord.model.text import Text


def check_robust(checks: Checks, key: str, robust: Robustness | None) -> None:
    """Note levels or weights that are not there, and a weight without its level."""
    if robust is None:
        return
    for part in ("weights", "highest", "swing"):
        with checks.at(key):
            name = getattr(robust, part)
            checks.known(key, "parameter", name, checks.pack.parameters, "robust", part)
    with checks.at(key):
        checks.known(key, "indicator", robust.levels, checks.pack.indicators, "robust", "levels")
    levels = checks.pack.indicators.get(robust.levels)
    weights = checks.pack.parameters.get(robust.weights)
    if levels is None or weights is None:
        return
    keys = {v.key for v in weights.values if v.key}
    without = sorted(k for k in keys if k.lower() not in levels.components)
    if without or weights.dimension is None:
        some = ", ".join(without) or robust.weights
        checks.wrong(
            key,
            Text(
                f"heeft geen niveau bij het gewicht van {some}.",
                f"has no level to the weight of {some}.",
            ),
            Text(
                f"Geef '{robust.levels}' bij elk gewicht een bestanddeel met die naam.",
                f"Give '{robust.levels}' a component of that name for each weight.",
            ),
            "robust",
        )
