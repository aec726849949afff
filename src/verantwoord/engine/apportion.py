"""Whole numbers that add up to a published total: the largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal


def largest_remainder(parts: Mapping[str, Decimal], total: int) -> dict[str, int]:
    """Round parts to whole numbers that add up to `total`.

    Shape:    name -> unrounded part, and the whole number they must add up to -> name -> int.
    Unit:     unchanged.
    Missing:  not accepted; leave absent parts out and lower the total yourself.
    Rounding: down, then one more for the largest remainders; equal remainders by name.
    Errors:   ValueError if the parts are further from the total than rounding can explain.
    Source:   domain file banenafspraak, section 5 (own choice, marked [A] there).
    """
    floors = {name: int(part.to_integral_value(ROUND_FLOOR)) for name, part in parts.items()}
    left = total - sum(floors.values())
    if not 0 <= left <= len(parts):
        raise ValueError(f"de delen zijn samen {sum(parts.values())}, niet ongeveer {total}")
    by_remainder = sorted(parts, key=lambda name: (floors[name] - parts[name], name))
    for name in by_remainder[:left]:
        floors[name] += 1
    return floors
