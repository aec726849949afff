"""Which deliveries a figure needs and which of them are there, rolled up like the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from verantwoord.engine.inputs import Inputs
from verantwoord.engine.spans import spans_of
from verantwoord.engine.structure import Structure, Target
from verantwoord.model.figure import Coverage
from verantwoord.model.period import Grain, Period


class Need(NamedTuple):
    """Which part of a dataset a component of a figure needs."""

    dataset: str  # as it is delivered
    months: tuple[int, ...]
    target: Target
    span: Period


class Covered:
    """Answers what is there of what is needed, under one structure."""

    def __init__(
        self, inputs: Inputs, structure: Structure | None, grains: tuple[Grain, ...]
    ) -> None:
        self.inputs = inputs
        self.structure = structure  # None: as delivered, each organisation by itself
        self.grains = grains
        self.of = cache(self._of)
        self._needed = cache(self._roll_up)

    def _of(self, needs: frozenset[Need]) -> Coverage:
        """Return the coverage of several needs together; what two of them share counts once.

        Shape:    needs -> how many files there are, are expected, and which are missing.
        Missing:  nothing is needed: 0 of 0, which is complete.
        Source:   DESIGN 4
        """
        owed = {(need.dataset, at) for need in needs for at in self._at(need)}
        missing = []
        for dataset, at in owed:
            one = self.inputs.owed(dataset)[at]
            if not one.received:
                missing.append((dataset, one.organisation, str(one.period)))
        return Coverage(len(owed) - len(missing), len(owed), tuple(sorted(missing)))

    def _at(self, need: Need) -> Sequence[int]:
        """Indexes of what is owed."""
        if self.structure is None:
            owed = enumerate(self.inputs.owed(need.dataset))
            return [
                i
                for i, o in owed
                if o.organisation == need.target[1] and need.span.contains(o.period)
            ]
        return self._needed(need.dataset, need.months).get((need.target, need.span), ())

    def _roll_up(
        self, dataset: str, months: tuple[int, ...]
    ) -> dict[tuple[Target, Period], list[int]]:
        assert self.structure is not None
        found: dict[tuple[Target, Period], list[int]] = {}
        for i, one in enumerate(self.inputs.owed(dataset)):
            if months and not {m.start.month for m in one.period.months()} & set(months):
                continue
            spans = spans_of(one.period, self.grains)
            for target in self.structure.targets(one.organisation, one.period.start):
                for span in spans:
                    found.setdefault((target, span), []).append(i)
        return found
