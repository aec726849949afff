"""Which deliveries count for which organisation, as it was at the time or as it is on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.organisation import Organisations, Population


class Rollup:
    """Answers, per day, for how much a delivering organisation counts at another one.

    With `structure` None the tree of the day itself is used; with a date, what an organisation was
    is first handed to its successors of that date, by their shares, and then rolled up in the tree
    of that date. Shares add up to one, so the whole is the same in both.
    """

    def __init__(self, organisations: Organisations, structure: dt.date | None) -> None:
        self.organisations = organisations
        self.structure = structure
        self.share = cache(self._share)

    def _holders(self, organisation: str, day: dt.date) -> dict[str, Decimal]:
        if self.structure is None:
            return {organisation: Decimal(1)}
        return self.organisations.carried_to(organisation, day, self.structure)

    def _share(self, organisation: str, day: dt.date, at: str) -> Decimal:
        """Return which share of what `organisation` delivered on `day` counts at `at`."""
        total = Decimal(0)
        for holder, share in self._holders(organisation, day).items():
            if at in self.organisations.ancestors(holder, self.structure or day):
                total = CONTEXT.add(total, share)
        return total

    def population_share(self, organisation: str, day: dt.date, population: Population) -> Decimal:
        """Return which share counts for a population: each part once, whatever its members."""
        total = Decimal(0)
        inside = {population.organisation, *population.members}
        for holder, share in self._holders(organisation, day).items():
            above = set(self.organisations.ancestors(holder, self.structure or day))
            if above & inside and not above & set(population.excluding):
                total = CONTEXT.add(total, share)
        return total
