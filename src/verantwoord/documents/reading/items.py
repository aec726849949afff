"""Which lines begin something of their own: a numbered point, or "Besluit:" in a list of decisions.

One line that begins so may be chance (a sentence that breaks before "4."); a row of numbers that
follow on each other, or a label that comes back, is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_NUMBERED = re.compile(r"\s*([0-9]{1,3})[.)]\s+[A-ZÀ-Ý'’\"“(]")
_LABEL = re.compile(r"\s*(?:[0-9]{1,3}[.)]\s+)?([A-ZÀ-Ý][a-zà-ÿ]{2,19}(?:\(s\))?)\s?:(?=\s|\Z)")


def numbered(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that are a point of a numbered list."""
    found = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _NUMBERED.match(line))]
    steps = pairwise(found)
    return frozenset(i for one, two in steps if two[1] == one[1] + 1 for i in (one[0], two[0]))


def labelled(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that begin with a label that more lines begin with."""
    found = {i: m[1] for i, line in enumerate(lines) if (m := _LABEL.match(line))}
    times = Counter(found.values())
    return frozenset(i for i, label in found.items() if times[label] > 1)
