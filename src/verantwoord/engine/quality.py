"""The quality statement of a figure: how its inputs were checked, and how they came in."""

from __future__ import annotations

from functools import cache

from verantwoord.engine.inputs import Inputs
from verantwoord.model.figure import Quality
from verantwoord.model.text import Text
from verantwoord.nouns import DELIVERY, RULE


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
            verified=Text(
                f"{DELIVERY.counted(len(deliveries))}, bij ontvangst gecontroleerd met de regels "
                f"van {', '.join(datasets)} ({RULE.counted(rules)}) en vastgelegd met sha256",
                f"{DELIVERY.counted(len(deliveries), 'en')}, checked on receipt with the rules of "
                f"{', '.join(datasets)} ({RULE.counted(rules, 'en')}) and fixed by sha256",
            )
            if deliveries
            else Text("er is niets geleverd", "nothing was delivered"),
            late=sum(self.inputs.late(d) for d in deliveries),
            restated=sum(bool(d.replaces) for d in deliveries),
            warnings=tuple((d.id, w.rule, w.explanation) for d in deliveries for w in d.warnings),
        )
