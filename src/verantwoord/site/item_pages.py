"""The plain values that a page of the site is drawn from; see `site_data` for who makes them."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.text import Text
from verantwoord.register.audits import SeenEffect
from verantwoord.register.chain import Kind, Ref
from verantwoord.register.history import NotFound
from verantwoord.register.programme import Report


@dataclass(frozen=True, slots=True)
class Link:
    """One thing to go to: inside the site by `ref`, or outside by `url`."""

    title: Text
    ref: Ref | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One row of the history of an item."""

    on: str
    state: str
    by: str
    why: Text
    prepared: bool  # by somebody else than who took it
    taken_over: Link | None  # the publication it was taken over from
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One row of the deadline history; `moved` is false for the first."""

    due: str
    set_on: str
    decided_by: str
    reason: Text | None
    moved: bool
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything the page of a motion, commitment or action says."""

    ref: Ref
    title: Text
    text: str | None
    state: str  # of the government; 'onbekend' when nobody says
    state_note: Text | None  # why the state may be out of date
    is_open: bool
    age_days: int | None
    overdue_days: int | None
    due: str | None
    kamer: str  # what the Kamer says, apart from the government
    progress: str | None  # of an action: one of the four honest states
    made_on: str | None
    made_in: str | None
    kst: Link | None
    people: tuple[tuple[Text, str], ...]  # label and value: who asked, who promised, who owns
    steps: tuple[StepLine, ...]
    history_starts: str | None
    deadlines: tuple[DeadlineLine, ...]
    not_found: tuple[NotFound, ...]
    sources: tuple[Link, ...]
    targets: tuple[Text, ...]  # of a programme item, in the words of its source
    reports: tuple[Report, ...]  # on an action; 'unchanged' was said, silence was not
    before: tuple[Link, ...]  # back in the chain: what asked for this
    after: tuple[Link, ...]  # on in the chain: what it led to, figures and passages included
    # of a recommendation: the answer, by whom, when; empty when there is none; None: no such item
    answered: tuple[str, ...] | None = None
    effects: tuple[SeenEffect, ...] = ()  # of a recommendation: what was seen in figures

    @property
    def figures(self) -> tuple[Link, ...]:
        """The indicators that show its effect."""
        return tuple(x for x in self.after if x.ref is not None and x.ref.kind is Kind.INDICATOR)


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of a programme, with its depth."""

    depth: int
    number: str | None
    called: str
    link: Link
    state: str | None
    progress: str | None
    targets: tuple[Text, ...]
    figures: tuple[Link, ...]
    not_found: tuple[NotFound, ...]


@dataclass(frozen=True, slots=True)
class FateLine:
    """What became of one item of the version that was replaced."""

    old: Link
    fate: str
    reason: Text | None


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything the page of one version of a programme says."""

    id: str
    title: Text
    published: str | None
    note: Text | None
    lines: tuple[TreeLine, ...]
    replaces: str | None
    became: tuple[FateLine, ...]
    with_evidence: int
    actions: int
    not_found: tuple[NotFound, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row of the overview of what auditors said."""

    link: Link
    kind: str
    made_by: str
    made_on: str
    organisation: str | None
    activity: str | None
    state: str
    answered: tuple[str, str] | None  # when, by whom; None: no answer is known
    effect: SeenEffect | None  # None: nobody looked
    figures: tuple[Link, ...]  # in which an effect would be seen
    is_open: bool
    known: bool  # False: the state is only the last known
    age_days: int | None


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One row of the overview of motions and commitments."""

    link: Link
    kind: str
    theme: str
    state: str
    kamer: str
    is_open: bool
    known: bool  # False: the state is only the last known
    age_days: int | None
    overdue_days: int | None
    figures: int
