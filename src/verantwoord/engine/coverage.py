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
        self._rolled_up = cache(self._roll_up)

    def _of(self, needs: frozenset[Need]) -> Coverage:
        """Return the coverage of several needs together; what two of them share counts once.

        Shape:    needs -> how many files and cells there are, are expected, and which are missing.
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
        grains = {one.period.grain for _, one in chosen.values()}
        due = [self.inputs.due[key] for key in absent if key in self.inputs.due]
        return Coverage(
            received=len(received),
            expected=len(received) + len(absent),
            missing=tuple(sorted(missing)),
            cells=sum(one.cells - one.missing for _, one in chosen.values()),
            cells_expected=sum(one.cells for _, one in asked.values()),
            each=next(iter(grains)) if len(grains) == 1 else None,
            unasked=sum(one.missing for _, one in chosen.values() if not one.asked),
            due=max(due, default=None),
        )

    def _at(self, need: Need) -> Sequence[int]:
        """Indexes of what is needed."""
        if self.structure is None:
            needed = enumerate(self.inputs.needed(need.dataset))
            return [
                i
                for i, one in needed
                if one.organisation == need.target[1] and need.span.contains(one.period)
            ]
        return self._rolled_up(need.dataset, need.months).get((need.target, need.span), ())

    def _roll_up(
        self, dataset: str, months: tuple[int, ...]
    ) -> dict[tuple[Target, Period], list[int]]:
        assert self.structure is not None
        found: dict[tuple[Target, Period], list[int]] = {}
        for i, one in enumerate(self.inputs.needed(dataset)):
            if months and not {m.start.month for m in one.period.months()} & set(months):
                continue
            spans = spans_of(one.period, self.grains)
            for target in self.structure.targets(one.organisation, one.period.start):
                for span in spans:
                    found.setdefault((target, span), []).append(i)
        return found
