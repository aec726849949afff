"""For which organisations a delivering organisation counts, as it was at the time or on a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import TypeAlias

from verantwoord.engine.spans import spans_of
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.organisation import Organisations, Population
from verantwoord.model.period import Grain, Period

Target: TypeAlias = tuple[str, str]  # ('organisatie', id) or ('populatie', id)
Group: TypeAlias = tuple[Target, Period]  # who a figure is about, and when
ORGANISATION, POPULATION = "organisatie", "populatie"


class Structure:
    """Answers, per day, for how much a delivering organisation counts at others.

    With `on` None the tree of the day itself is used; with a date, what an organisation was is
    first handed to its successors of that date, by their shares, and then rolled up in the tree of
    that date. Shares add up to one, so the whole is the same in both.
    """

    def __init__(self, organisations: Organisations, on: dt.date | None) -> None:
        self.organisations = organisations
        self.on = on
        self.known: list[Group] = []  # every group that was asked for, by its code
        self._codes: dict[Group, int] = {}
        self._in_stretch = cache(self._walk)
        self._at_once = cache(self._codes_of)
        self._spans = cache(spans_of)

    def code(self, group: Group) -> int:
        """Return the number that stands for a group in columns: an index of `known`."""
        code = self._codes.setdefault(group, len(self.known))
        if code == len(self.known):
            self.known.append(group)
        return code

    def groups(
        self, organisation: str, period: Period, grains: tuple[Grain, ...]
    ) -> tuple[list[int], list[Decimal]]:
        """Return in which groups counts what an organisation did in a period, and for how much.

        Shape:    a delivering organisation, a period, grains -> codes of groups, and a share of
                  each: one for every target in every span that holds the period wholly.
        """
        stretch = bisect_right(self._changes, period.start)
        spans = self._spans(period, grains)
        codes = [c for span in spans for c in self._at_once(organisation, stretch, span)]
        return codes, [*self._in_stretch(organisation, stretch).values()] * len(spans)

    def _codes_of(self, organisation: str, stretch: int, span: Period) -> list[int]:
        return [self.code((target, span)) for target in self._in_stretch(organisation, stretch)]

    def targets(self, organisation: str, day: dt.date) -> dict[Target, Decimal]:
        """Return at which organisations and populations one counts, and with what share.

        Shape:    a delivering organisation and a day -> (kind, id) -> share above zero.
        Unit:     shares of one.
        Rounding: none but that of the context, 34 digits.
        Source:   DESIGN 3; walks up once per organisation and stretch without a change.
        """
        return self._in_stretch(organisation, bisect_right(self._changes, day))

    @cached_property
    def _changes(self) -> list[dt.date]:
        """The days on which some parent or succession takes effect."""
        days = {s.on for s in self.organisations.successions}
        for organisation in self.organisations.by_id.values():
            for parent in organisation.parents:
                days |= {parent.holds_from, parent.holds_until}
        return sorted(days)

    def _walk(self, organisation: str, stretch: int) -> dict[Target, Decimal]:
        day = self._changes[stretch - 1] if stretch else dt.date.min
        found: dict[Target, Decimal] = {}

        def count(target: Target, share: Decimal) -> None:
            found[target] = CONTEXT.add(found.get(target, Decimal(0)), share)

        for holder, share in self._holders(organisation, day).items():
            above = self.organisations.ancestors(holder, self.on or day)
            for one in above:
                count((ORGANISATION, one), share)
            for population in self.organisations.populations.values():
                if is_in(population, above):
                    count((POPULATION, population.id), share)
        return {target: share for target, share in found.items() if share}

    def _holders(self, organisation: str, day: dt.date) -> dict[str, Decimal]:
        if self.on is None:
            return {organisation: Decimal(1)}
        return self.organisations.carried_to(organisation, day, self.on)


def is_in(population: Population, above: Sequence[str]) -> bool:
    """Say whether an organisation counts for a population.

    Shape:    a population, and ids of the organisation itself and all above it, nearest first ->
              truth value. Who is a member counts, and who falls under one; each counts once,
              whatever the members. What is delivered about the whole itself counts too.
    Missing:  who falls under the whole and under no member does not count.
    Source:   adr/2026-11-27-members-limit-a-population.md
    """
    within = above[0] == population.organisation or not set(above).isdisjoint(population.members)
    return within and set(above).isdisjoint(population.excluding)
