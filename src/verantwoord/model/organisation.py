"""Organisations with their history: names, parents, who follows whom, and named populations.

A ministry is never identified by its abbreviation: EZK means two different periods. An id of ours
is stable and never reused; names and parents hold from a day until a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.declared import (
    DECLARED,
    Day,
    Id,
    Listed,
    Number,
    Once,
    Url,
    Words,
    check_span,
    wrong,
)
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text

BEGINNING = dt.date.min
FOREVER = dt.date.max

From = Annotated[Day, Field(alias="from", description="First day; else from the beginning.")]
Until = Annotated[
    Day, Field(alias="until", description="First day on which it is no longer so; else for good.")
]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Name:
    """What an organisation is called from `holds_from` until (not including) `holds_until`."""

    name: Annotated[Words, Field(description="The name in full.")]
    short: Annotated[Words, Field(description="The abbreviation that readers know.")]
    holds_from: From = BEGINNING
    holds_until: Until = FOREVER

    def __post_init__(self) -> None:
        check_span(self.holds_from, self.holds_until)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Parent:
    """Under which organisation one falls from a day until (not including) a day."""

    organisation: Annotated[Id, Field(description="Id of the organisation above.")]
    holds_from: From = BEGINNING
    holds_until: Until = FOREVER

    def __post_init__(self) -> None:
        check_span(self.holds_from, self.holds_until)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Organisation:
    """One organisation, with its names and parents through time."""

    id: Annotated[Id, Field(description="Stable, ours, never reused.")]
    kind: Annotated[
        Literal["totaal", "sector", "ministerie", "dienst", "overig"],
        Field(description="What sort of organisation it is; lists are ordered by it."),
    ]
    names: Annotated[
        tuple[Name, ...], Field(min_length=1, description="What it is called, oldest first.")
    ]
    parents: Annotated[
        tuple[Parent, ...], Field(description="Under whom it falls; on each day at most one.")
    ] = ()
    uri: Annotated[Url | None, Field(description="Its TOOI URI.")] = None
    aliases: Annotated[
        tuple[Words, ...], Field(description="As it is written in deliveries and publications.")
    ] = ()
    exists_from: From = BEGINNING
    exists_until: Until = FOREVER
    sources: Annotated[tuple[Source, ...], Field(description="Where its history stands.")] = ()

    def __post_init__(self) -> None:
        check_span(self.exists_from, self.exists_until)
        for i, (name, later) in enumerate(pairwise(self.names), 1):
            if later.holds_from < name.holds_from:
                raise wrong(
                    (
                        f"'{later.name}' staat na een naam die later begon.",
                        f"'{later.name}' stands after a name that began later.",
                    ),
                    ("Zet de oudste naam voorop.", "Put the oldest name first."),
                    at=("names", i),
                )

    def name_on(self, day: dt.date) -> Name:
        """Return the name that holds on a day: the last that had begun, and before all the first.

        Missing:  on a day without a name the last one still holds.
        """
        begun = [name for name in self.names if name.holds_from <= day]
        return begun[-1] if begun else self.names[0]

    def parent_on(self, day: dt.date) -> str | None:
        """Return the id of the parent on a day, or None for the top."""
        for parent in self.parents:
            if parent.holds_from <= day < parent.holds_until:
                return parent.organisation
        return None

    def exists_on(self, day: dt.date) -> bool:
        """Say whether the organisation exists on a day."""
        return self.exists_from <= day < self.exists_until

    def exists_in(self, period: Period) -> bool:
        """Say whether the organisation exists on any day of a period."""
        return self.exists_from < period.end and period.start < self.exists_until


@dataclass(frozen=True, slots=True, config=DECLARED)
class Succession:
    """On a day, `share` of what `predecessor` was goes to `successor`; shares add up to one."""

    on: Annotated[Day, Field(description="First day of the new situation.")]
    predecessor: Annotated[Id, Field(description="Who gives.")]
    successor: Annotated[Id, Field(description="Who gets.")]
    share: Annotated[Number, Field(description="Which part goes over, from 0 to 1.")]
    source: Annotated[Source, Field(description="Where that was decided.")]

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise wrong(
                (f"een aandeel van {self.share} kan niet.", f"a share of {self.share} cannot be."),
                ("Noem een deel van 1, meer dan 0.", "Give a part of 1, more than 0."),
                at=("share",),
            )


@dataclass(frozen=True, slots=True, config=DECLARED)
class Population:
    """A named set of organisations, such as 'Rijk zonder Defensie'."""

    id: Annotated[Id, Field(description="How indicators name it.")]
    title: Annotated[Text, Field(description="What readers see.")]
    organisation: Annotated[
        Id, Field(description="The organisation whose id the figure of the whole population bears.")
    ]
    members: Annotated[
        tuple[Id, ...],
        Once,
        Field(description="Who is in it, each with all that falls under it; nobody else."),
    ]
    excluding: Annotated[
        tuple[Id, ...],
        Once,
        Field(description="Who is not in it: under a member, or named so that readers see it."),
    ] = ()
    source: Annotated[Source | None, Field(description="Where the set is defined.")] = None


@dataclass(frozen=True, config=DECLARED)
class Organisations:
    """All organisations of a pack and the rules between them."""

    by_id: Annotated[
        Mapping[str, Organisation],
        Listed(),
        Field(alias="organisations", description="All organisations that ever were."),
    ]
    successions: Annotated[
        tuple[Succession, ...], Field(description="Who follows whom after a reorganisation.")
    ] = ()
    populations: Annotated[
        Mapping[str, Population], Listed(), Field(description="Named sets of organisations.")
    ] = field(default_factory=dict)

    @cached_property
    def _lookup(self) -> dict[str, list[Organisation]]:
        table: dict[str, list[Organisation]] = {}
        for organisation in self.by_id.values():
            words = {organisation.id, *organisation.aliases}
            for name in organisation.names:
                words |= {name.name, name.short}
            if organisation.uri:
                words.add(organisation.uri)
            for word in {w.casefold() for w in words}:
                table.setdefault(word, []).append(organisation)
        return table

    def find(self, text: str, day: dt.date) -> Organisation | None:
        """Return the organisation that `text` means on a day.

        Shape:    id, URI, name, abbreviation or alias, and a day -> Organisation or None.
        Unit:     none.
        Missing:  None when nothing fits, or when two that both exist that day fit equally well.
        Rounding: none.
        Errors:   none.
        Source:   DESIGN 3; an abbreviation alone is never the key ("EZK means two periods").
        """
        exact = self.by_id.get(text)
        if exact is not None:
            return exact
        candidates = self._lookup.get(text.strip().casefold(), [])
        alive = [o for o in candidates if o.exists_on(day)]
        named = [o for o in alive if _is_named(o, text, day)]
        for narrowing in (named, alive, candidates):
            if len(narrowing) == 1:
                return narrowing[0]
        return None

    def ancestors(self, organisation: str, day: dt.date) -> tuple[str, ...]:
        """Return the organisation itself and all above it on a day, nearest first."""
        chain: list[str] = []
        current: str | None = organisation
        while current is not None and current not in chain:
            chain.append(current)
            known = self.by_id.get(current)
            current = known.parent_on(day) if known else None
        return tuple(chain)

    def carried_to(
        self, organisation: str, from_day: dt.date, to_day: dt.date
    ) -> dict[str, Decimal]:
        """Return who carries what an organisation was on `from_day` in the structure of `to_day`.

        Shape:    one organisation and two days -> organisation id -> share.
        Unit:     shares of one; they add up to exactly 1.
        Missing:  an organisation that nobody follows carries its own past: {itself: 1}.
        Rounding: none below 34 digits.
        Errors:   none; the loader refuses shares that do not add up and circles within one day.
        Source:   DESIGN 3, successions in organisations.yaml.
        """
        shares = {organisation: Decimal(1)}
        for day in sorted({s.on for s in self.successions if from_day < s.on <= to_day}):
            for holder in list(shares):
                heirs = [s for s in self.successions if s.on == day and s.predecessor == holder]
                if heirs:
                    held = shares.pop(holder)
                    for heir in heirs:
                        shares[heir.successor] = CONTEXT.add(
                            shares.get(heir.successor, Decimal(0)),
                            CONTEXT.multiply(held, heir.share),
                        )
        return shares

    def members_on(self, population: Population, day: dt.date) -> tuple[str, ...]:
        """Return which members of a population exist on a day, in the order of the pack."""
        return tuple(
            m for m in population.members if m in self.by_id and self.by_id[m].exists_on(day)
        )


def _is_named(organisation: Organisation, text: str, day: dt.date) -> bool:
    name = organisation.name_on(day)
    return text.strip().casefold() in (name.name.casefold(), name.short.casefold())


def top_down(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Return organisations in a stable order for lists: by kind, then by first name."""
    rank = {"totaal": 0, "sector": 1, "ministerie": 2, "dienst": 3, "overig": 4}
    return sorted(organisations, key=lambda o: (rank.get(o.kind, 9), o.names[0].name, o.id))
