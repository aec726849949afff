"""Which deliveries a figure needs and which of them are there, rolled up like the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from verantwoord.engine.inputs import Inputs, Needed
from verantwoord.engine.structure import Structure, Target
from verantwoord.model.figure import Coverage
from verantwoord.model.period import Grain, Period


class Need(NamedTuple):
    """Which part of a dataset a component of a figure needs."""

    dataset: str  # as it is delivered
    months: tuple[int, ...]
    target: Target
    span: Period


class _Cells(NamedTuple):
    covered: int
    expected: int
    unasked: int


def _cells(needed: Iterable[tuple[str, Needed]], divided: bool) -> _Cells:
    """Count cells: a month of which two datasets are needed is one, there when both are.

    Sub-units of different datasets are not the same, so where there are any all cells are counted.
    """
    together: dict[tuple[str, str, Period], list[Needed]] = {}
    for dataset, one in needed:
        key = (dataset if divided else "", one.organisation, one.period)
        together.setdefault(key, []).append(one)
    covered = expected = unasked = 0
    for group in together.values():
        asked = [one for one in group if one.asked]
        if asked:
            expected += max(one.cells for one in asked)
            covered += min(one.cells - one.missing for one in asked)
        unasked += max((one.missing for one in group if not one.asked), default=0)
    return _Cells(covered, expected, unasked)


class Covered:
    """Answers what is there of what is needed, under one structure."""

    def __init__(
        self, inputs: Inputs, structure: Structure | None, grains: tuple[Grain, ...]
    ) -> None:
        self.inputs = inputs
        self.structure = structure  # None: as delivered, each organisation by itself
        self.grains = grains
        self.of = cache(self._of)
        self.by = cache(self._by)
        self._rolled_up = cache(self._roll_up)

    def _by(self, grains: tuple[Grain, ...]) -> Covered:
        """Return the same for figures over periods of another length."""
        return self if grains == self.grains else Covered(self.inputs, self.structure, grains)

    def _of(self, needs: frozenset[Need]) -> Coverage:
        """Return the coverage of several needs together; what two of them share counts once.

        Shape:    needs -> how many files and cells there are, are expected, and which are missing.
        Unit:     files; cells: a month (or what the datasets count in) of which several datasets
                  are needed is one, and is there when all of them are.
        Missing:  nothing is needed: 0 of 0, which is complete. A file of which no cell is there is
                  a missing file; of a file that is there, each period without its cells is missing.
                  What was never asked for is expected of nobody: it is counted apart.
        Source:   adr/2026-11-26-facts-before-files.md
        """
        chosen = {
            (need.dataset, i): (need.span, self.inputs.needed(need.dataset)[i])
            for need in needs
            for i in self._at(need)
        }
        received = {d for _, one in chosen.values() for d in one.deliveries}
        there = {
            (key[0], one.organisation, one.file)
            for key, (_, one) in chosen.items()
            if one.deliveries
        }
        absent, missing = set(), set()
        asked = {key: pair for key, pair in chosen.items() if pair[1].asked}
        for (dataset, _), (span, one) in asked.items():
            file = (dataset, one.organisation, one.file)
            if file not in there:
                absent.add(file)
                shown = one.file if span.contains(one.file) else one.period
                missing.add((dataset, one.organisation, str(shown)))
            elif one.missing:
                missing.add((dataset, one.organisation, str(one.period)))
        due = [self.inputs.due[key] for key in absent if key in self.inputs.due]
        grains = {one.period.grain for _, one in chosen.values()}
        divided = any(self.inputs.divided(dataset) for dataset, _ in chosen)
        cells = _cells([(key[0], one) for key, (_, one) in chosen.items()], divided)
        return Coverage(
            received=len(received),
            expected=len(received) + len(absent),
            missing=tuple(sorted(missing)),
            cells=cells.covered,
            cells_expected=cells.expected,
            each=next(iter(grains)) if len(grains) == 1 else None,
            unasked=cells.unasked,
            due=max(due, default=None),
            several=len({one.organisation for _, one in asked.values()}) > 1,
            divided=divided,
        )

    def needed(self, need: Need) -> list[Needed]:
        """Return what is needed, by organisation and period, with how much of it is missing."""
        return [self.inputs.needed(need.dataset)[i] for i in self._at(need)]

    def _at(self, need: Need) -> Sequence[int]:
        """Indexes of what is needed."""
        if self.structure is None:
            needed = enumerate(self.inputs.needed(need.dataset))
            return [
                i
                for i, one in needed
                if one.organisation == need.target[1] and need.span.contains(one.period)
            ]
        code = self.structure.code((need.target, need.span))
        return self._rolled_up(need.dataset, need.months).get(code, ())

    def _roll_up(self, dataset: str, months: tuple[int, ...]) -> dict[int, list[int]]:
        assert self.structure is not None
        found: dict[int, list[int]] = {}
        for i, one in enumerate(self.inputs.needed(dataset)):
            if months and not {m.start.month for m in one.period.months()} & set(months):
                continue
            codes, _ = self.structure.groups(one.organisation, one.period, self.grains)
            for code in codes:
                found.setdefault(code, []).append(i)
        return found
