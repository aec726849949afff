"""Everything of one register together, by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from verantwoord.register.audits import Opinion, Recommendation
from verantwoord.register.items import Commitment, Motion, Promise
from verantwoord.register.lists import Announcement, CitedDocument, Fact, Paragraph, ReportedList
from verantwoord.register.measures import PlannedMeasure
from verantwoord.register.programme import Action, Programme, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that a register holds, each kind by itself; checked when loaded."""

    motions: Mapping[str, Motion] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    loose_actions: Mapping[str, Action] = field(default_factory=dict)
    lists: tuple[ReportedList, ...] = ()
    documents: Mapping[str, CitedDocument] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    paragraphs: Mapping[str, Paragraph] = field(default_factory=dict)
    announcements: tuple[Announcement, ...] = ()
    measures: Mapping[str, PlannedMeasure] = field(default_factory=dict)
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All motions, then all commitments."""
        return (*self.motions.values(), *self.commitments.values())

    @property
    def programme_items(self) -> Mapping[str, ProgrammeItem]:
        """Every item of every programme, and the actions that stand outside one."""
        inside = {i.id: i for p in self.programmes.values() for i in p.items}
        return {**inside, **self.loose_actions}

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action, of programmes first."""
        inside = tuple(a for p in self.programmes.values() for a in p.actions)
        return (*inside, *self.loose_actions.values())

    def promise(self, item_id: str) -> Promise:
        """Return a motion or commitment; KeyError if there is none."""
        found: Promise | None = self.motions.get(item_id) or self.commitments.get(item_id)
        if found is None:
            raise KeyError(item_id)
        return found

    def published_on(self, kst: str) -> dt.date | None:
        """Return the day of a Kamerstuk, as far as this register knows it."""
        known = self.documents.get(kst)
        if known is not None:
            return known.published
        for listed in self.lists:
            if listed.kst == kst and listed.published is not None:
                return listed.published
        return None
