"""Of an incomplete ratio: which cells are there on both sides, and which rows are about them.

A cell is an organisation and a month, or the longest period in which one of the datasets counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from verantwoord.engine.coverage import Covered, Need
from verantwoord.model.cells import around, parts
from verantwoord.model.figure import Matched
from verantwoord.model.period import Grain, Period

Key: TypeAlias = tuple[str, Period]  # the organisation is empty where sides are about others
Place: TypeAlias = tuple[str, Period]  # what a row is about

_LENGTH = {Grain.DAY: 1, Grain.MONTH: 31, Grain.QUARTER: 92, Grain.YEAR: 366}


class Side(NamedTuple):
    """What one component of a ratio needs, and the rows that there are of it."""

    need: Need
    shift_years: int
    expected: bool  # its absence is a gap
    above: bool  # in the numerator
    below: bool  # in the denominator
    places: Collection[Place]


class Both(NamedTuple):
    """The cells that are there on both sides."""

    keys: frozenset[Key]
    grain: Grain
    apart: bool  # by organisation; else the sides are about different ones
    matched: Matched

    def holds(self, place: Place, shift_years: int) -> bool:
        """Say whether what a row is about lies wholly in cells that are there on both sides."""
        return self.keys >= set(_keys(place, shift_years, self.grain, self.apart))


def both_sides(covered: Covered, sides: Sequence[Side]) -> Both | None:
    """Return the cells of which every component of a ratio is there.

    Shape:    the components of numerator and denominator -> cells; None where all need the same
              cells of the same dataset, so that their rows match by themselves.
    Missing:  no cell has both: no keys. A cell of which one sub-unit is missing is not there. A
              row about several cells cannot be split: it counts when all of them are there.
    Source:   adr/2026-11-26-ratios-over-matched-cells.md
    """
    needs = {(s.need, s.shift_years) for s in sides if s.expected}
    if len(needs) < 2:
        return None
    apart = len({need.target for need, _ in needs}) == 1
    found = {pair: covered.needed(pair[0]) for pair in needs}
    longest = [one.period.grain for some in found.values() for one in some]
    if not longest:
        return None
    grain = max(longest, key=lambda g: _LENGTH.get(g, 0))
    there: dict[tuple[Need, int], set[Key]] = {}
    every: set[Key] = set()
    for (need, shift), some in found.items():
        absent: set[Key] = set()
        of: set[Key] = set()
        for one in some:
            keys = _keys((one.organisation, one.period), shift, grain, apart)
            of |= keys
            absent |= keys if one.missing else set()
        there[need, shift] = of - absent
        every |= of
    matched = frozenset.intersection(*map(frozenset, there.values()))
    matched = _whole_rows(matched, sides, grain, apart)
    return Both(
        matched,
        grain,
        apart,
        Matched(
            cells=len(matched),
            expected=len(every),
            above=_count(there, [s for s in sides if s.expected and s.above]),
            below=_count(there, [s for s in sides if s.expected and s.below]),
            each=grain,
            several=len({who for who, _ in every}) > 1,
        ),
    )


def _keys(place: Place, shift_years: int, grain: Grain, apart: bool) -> set[Key]:
    """Return the cells that a row or a cell of a dataset is about, as of the figure's own year."""
    who, period = place
    own = period.shifted(-shift_years) if shift_years else period
    return {(who if apart else "", p) for p in parts(own, grain) or [around(own, grain)]}


def _whole_rows(
    matched: frozenset[Key], sides: Iterable[Side], grain: Grain, apart: bool
) -> frozenset[Key]:
    """Leave out the cells of a row of which another cell is not there, until no row is split."""
    rows = {
        frozenset(_keys(place, side.shift_years, grain, apart))
        for side in sides
        for place in side.places
    }
    long = [keys for keys in rows if len(keys) > 1]
    before = None
    while before != matched:
        before = matched
        for keys in long:
            if not keys <= matched:
                matched -= keys
    return matched


def _count(there: dict[tuple[Need, int], set[Key]], sides: Collection[Side]) -> int:
    """How many cells are there of everything that one side of the ratio needs."""
    each = [there[s.need, s.shift_years] for s in sides]
    return len(set.intersection(*each)) if each else 0
