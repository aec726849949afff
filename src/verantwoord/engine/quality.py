"""The quality statement of a figure: how its inputs were checked, and how they came in."""

from __future__ import annotations

from functools import cache

from verantwoord.engine.inputs import Inputs
from verantwoord.model.figure import Quality


class Statements:
    """Makes quality statements; figures that rest on the same deliveries share one."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.of = cache(self._of)

    def _of(self, codes: tuple[int, ...]) -> Quality:
        """Return the statement about some deliveries, by their codes in the store."""
        ids = sorted(self.inputs.store.deliveries[code] for code in codes)
        deliveries = [self.inputs.current[i] for i in ids]
        datasets = sorted({d.dataset for d in deliveries})
        rules = sum(len(self.inputs.pack.datasets[d].rules) for d in datasets)
        return Quality(
            verified=(
                f"{_counted(len(deliveries), 'levering', 'leveringen')}, bij ontvangst "
                f"gecontroleerd met de regels van {', '.join(datasets)} "
                f"({_counted(rules, 'regel', 'regels')}) en vastgelegd met sha256"
                if deliveries
                else "er is niets geleverd"
            ),
            late=sum(self.inputs.late(d) for d in deliveries),
            restated=sum(bool(d.replaces) for d in deliveries),
            warnings=tuple((d.id, w.rule, w.explanation) for d in deliveries for w in d.warnings),
        )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
