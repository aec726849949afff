"""What a style takes over from the styles it is based on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def inherited(styles: Mapping[Key, tuple[Value | None, Key]]) -> dict[Key, Value | None]:
    """Return what holds for each style: what it says itself, else what its base holds.

    Shape:    style -> (what it says, its base) -> style -> what holds.
    Missing:  None where none of its bases says anything, also when they go round in a circle.
    Errors:   none; every style is looked at once, however long a row of bases is.
    """
    found: dict[Key, Value | None] = {}
    for style in styles:
        row: list[Key] = []
        at = style
        while at in styles and at not in found:
            found[at] = styles[at][0]  # also marks it as seen, for a circle
            row.append(at)
            if found[at] is not None:
                break
            at = styles[at][1]
        value = found.get(at)
        for one in row:
            found[one] = value
    return found
