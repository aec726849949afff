"""How sure it is that a sentence sets a target or claims progress: what its signs weigh together.

The weights are trained on the gold set (`python -m tests.gold.train`) and stand in
`data/gewichten.json` with the names of the signs; they are the same on every machine.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

BEGIN = "(begin)"  # what a sentence without any sign weighs
SUREST = Decimal("0.99")  # no sum of signs is proof
CERTAIN = Decimal("0.5")  # from here on it is a finding


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weight of every sign, for targets and for claims."""
    path = resources.files("verantwoord.documents").joinpath("data/gewichten.json")
    read: Mapping[str, Mapping[str, float]] = json.loads(path.read_text("utf-8"))
    return read


def confidence(signs: Iterable[str], weight: Mapping[str, float]) -> Decimal:
    """Return how sure it is.

    Shape:    signs and the weight of each -> one number.
    Unit:     between 0 and 1; docs/reading.md says how often findings with it were right.
    Missing:  a sign without a weight weighs nothing.
    Rounding: half up at two decimals.
    """
    total = weight.get(BEGIN, 0.0) + math.fsum(weight.get(sign, 0.0) for sign in sorted(signs))
    chance = 1 / (1 + math.exp(-total))
    return min(Decimal(f"{chance:.2f}"), SUREST)


def heaviest(signs: Iterable[str], weight: Mapping[str, float]) -> str:
    """Return the sign that weighed most, to show why: of a finding that no rule made."""
    return max(sorted(signs), key=lambda sign: weight.get(sign, 0.0), default="")
