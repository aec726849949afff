"""What the annual report needs from the register: exceptions, the mirror, claims without a figure.

All three take plain values, so that whoever has deliveries, figures or read claims can ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from verantwoord.model.text import Text
from verantwoord.nouns import DAY, FINDING
from verantwoord.register.chain import Chain, Kind, Ref
from verantwoord.register.facts import DeliveryFact, TargetFact
from verantwoord.register.items import Links
from verantwoord.register.lists import Announcement, Paragraph
from verantwoord.register.moment import Moment
from verantwoord.register.register import Register


class ExceptionKind(StrEnum):
    """Why something belongs in paragraph 1 of the management section: exceptions only."""

    LATE = "te laat geleverd"
    NOT_DELIVERED = "niet geleverd"
    INVALID = "validatie niet doorstaan"
    MISSED = "doel niet gehaald"
    NO_MOTIVATION = "motivering ontbreekt"
    OVERDUE = "termijn verstreken"


# Which of the mandatory items of paragraph 1 it falls under; the division is our own reading.
ITEM: Mapping[ExceptionKind, str] = {
    ExceptionKind.LATE: "totstandkoming niet-financiële informatie",
    ExceptionKind.NOT_DELIVERED: "totstandkoming niet-financiële informatie",
    ExceptionKind.INVALID: "totstandkoming niet-financiële informatie",
    ExceptionKind.NO_MOTIVATION: "totstandkoming niet-financiële informatie",
    ExceptionKind.MISSED: "overige aspecten van de bedrijfsvoering",
    ExceptionKind.OVERDUE: "overige aspecten van de bedrijfsvoering",
}


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One line of the exceptions report."""

    kind: ExceptionKind
    subject: str
    organisation: str
    period: str
    what: Text

    @property
    def item(self) -> str:
        """The mandatory item of paragraph 1."""
        return ITEM[self.kind]


MISSED_STATUSES = frozenset({"niet gehaald", "niet op koers"})


def exceptions(
    deliveries: Iterable[DeliveryFact],
    targets: Iterable[TargetFact],
    register: Register | None,
    on: dt.date,
) -> tuple[Exceptional, ...]:
    """Make the exceptions report: what is in order is not mentioned.

    Shape:    facts about deliveries and goals, a register and a day -> lines, sorted.
    Unit:     days in whole days.
    Missing:  a delivery that is not due yet is no exception; one that never came is 'niet
              geleverd', not 'te laat'.
    Rounding: none; values come in as text.
    Errors:   none.
    Source:   verantwoording sections 2 (model 3.24, paragraph 1) and 5.3.
    """
    lines: list[Exceptional] = []
    for delivery in deliveries:
        lines += _delivery(delivery, on)
    for target in targets:
        lines += _target(target)
    if register is not None:
        lines += _overdue(register, on)
    return tuple(sorted(lines, key=lambda x: (x.item, x.kind, x.subject, x.organisation, x.period)))


def _delivery(fact: DeliveryFact, on: dt.date) -> list[Exceptional]:
    def line(kind: ExceptionKind, nl: str, en: str) -> Exceptional:
        return Exceptional(kind, fact.dataset, fact.organisation, fact.period, Text(nl, en))

    lines = []
    if fact.received is None and fact.due < on:
        lines.append(
            line(
                ExceptionKind.NOT_DELIVERED,
                f"Verwacht op {fact.due}, op {on} nog niet ontvangen.",
                f"Due on {fact.due}, not received on {on}.",
            )
        )
    elif fact.received is not None and fact.received > fact.due:
        days = (fact.received - fact.due).days
        lines.append(
            line(
                ExceptionKind.LATE,
                f"Verwacht op {fact.due}, ontvangen op {fact.received}: "
                f"{DAY.counted(days)} te laat.",
                f"Due on {fact.due}, received on {fact.received}: {DAY.counted(days, 'en')} late.",
            )
        )
    if fact.blocking:
        hold = "tegenhoudt" if fact.blocking == 1 else "tegenhouden"
        tegen = f"{FINDING.counted(fact.blocking)} die {hold}"
        lines.append(
            line(
                ExceptionKind.INVALID,
                f"Niet geaccepteerd: {tegen}.",
                f"Not accepted: {fact.blocking} blocking {FINDING.word(fact.blocking, 'en')}.",
            )
        )
    if fact.unexplained_warnings:
        lines.append(
            line(
                ExceptionKind.NO_MOTIVATION,
                f"{fact.unexplained_warnings} waarschuwingen zonder uitleg.",
                f"{fact.unexplained_warnings} warnings without an explanation.",
            )
        )
    return lines


def _target(fact: TargetFact) -> list[Exceptional]:
    if fact.status not in MISSED_STATUSES:
        return []
    reason = f" Motivering: {fact.motivation}" if fact.motivation else ""
    lines = [
        Exceptional(
            ExceptionKind.MISSED,
            fact.goal,
            fact.organisation,
            fact.period,
            Text(
                f"{fact.status.capitalize()}: {fact.value} tegen een doel van {fact.target}."
                f"{reason}",
                f"{fact.value} against a target of {fact.target}.",
            ),
        )
    ]
    if not (fact.motivation or "").strip():
        lines.append(
            Exceptional(
                ExceptionKind.NO_MOTIVATION,
                fact.goal,
                fact.organisation,
                fact.period,
                Text(
                    "Het doel is niet gehaald en er staat geen motivering bij.",
                    "The target was missed and no explanation is given.",
                ),
            )
        )
    return lines


def _overdue(register: Register, on: dt.date) -> list[Exceptional]:
    lines = [
        _too_late(p.id, p.title, p.organisation, p.due_on(on), p.overdue_days(on), on)
        for p in register.promises
    ]
    lines += [
        _too_late(a.id, a.title, a.owner, a.due_on(on), a.overdue_days(on), on)
        for a in register.actions
    ]
    return [line for line in lines if line is not None]


def _too_late(
    item: str, title: Text, owner: str | None, due: Moment | None, days: int | None, on: dt.date
) -> Exceptional | None:
    if days is None:
        return None
    return Exceptional(
        ExceptionKind.OVERDUE,
        item,
        owner or "onbekend",
        str(on.year),
        Text(
            f"'{title.nl}' moest klaar zijn op {due} en is {DAY.counted(days)} over tijd.",
            f"'{title.in_language('en')}' was due on {due}: {DAY.counted(days, 'en')} overdue.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One announcement of a budget, and the passages of the report that return it."""

    announcement: Announcement
    passages: tuple[Paragraph, ...]

    @property
    def reported(self) -> bool:
        """Whether the report says anything about it."""
        return bool(self.passages)


def mirror(
    announcements: Iterable[Announcement], paragraphs: Iterable[Paragraph], year: int
) -> tuple[Mirrored, ...]:
    """Hold what a budget announced against what the report of that year returns.

    Shape:    announcements, passages and a year -> one line per announcement, unreported first.
    Unit:     none.
    Missing:  an announcement without a passage is listed as not reported.
    Rounding: none.
    Errors:   none.
    Source:   verantwoording section 5.4; RBV model 3.21.
    """
    passages = [p for p in paragraphs if p.year == year]
    lines = [
        Mirrored(a, tuple(p for p in passages if _returns(p, a)))
        for a in announcements
        if a.year == year
    ]
    return tuple(sorted(lines, key=lambda m: (m.reported, m.announcement.id)))


def _returns(paragraph: Paragraph, announcement: Announcement) -> bool:
    """A passage returns an announcement by naming it, or anything that it is about."""
    if announcement.id in paragraph.links.announced:
        return True
    return bool(_targets(paragraph.links) & _targets(announcement.links))


def _targets(links: Links) -> set[tuple[str, str]]:
    return {
        (key, value)
        for key in ("motions", "commitments", "actions", "goals", "indicators")
        for value in getattr(links, key)
    }


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """A claim of a document and the indicators that are said to cover it."""

    id: str
    text: str
    where: str
    indicators: tuple[str, ...] = ()
    gap: str | None = None  # why nothing measures it, if that was said


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A claim without a figure, with the reason."""

    claim: DocumentClaim
    reason: Text


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """The claims without a figure, and out of how many."""

    unfounded: tuple[Unfounded, ...]
    total: int


def claims_without_figure(
    claims: Sequence[DocumentClaim], with_figure: Container[str]
) -> ClaimReport:
    """List the claims that no figure stands behind.

    Shape:    claims, and the indicators that have a figure for the year -> ClaimReport.
    Unit:     none.
    Missing:  an indicator without a figure does not found a claim.
    Rounding: none; numerator and denominator stand apart.
    Errors:   none.
    Source:   verantwoording section 5.5.
    """
    lines = []
    for claim in claims:
        if any(i in with_figure for i in claim.indicators):
            continue
        if claim.indicators:
            names = ", ".join(claim.indicators)
            reason = Text(
                f"Er is een indicator ({names}), maar geen cijfer over deze periode.",
                f"There is an indicator ({names}), but no figure for this period.",
            )
        elif claim.gap:
            reason = Text(f"Bewust niet gemeten: {claim.gap}", f"Not measured: {claim.gap}")
        else:
            reason = Text("Geen indicator meet dit.", "No indicator measures this.")
        lines.append(Unfounded(claim, reason))
    return ClaimReport(tuple(lines), len(claims))


_KINDS = {
    "motion": Kind.MOTION,
    "commitment": Kind.COMMITMENT,
    "action": Kind.ACTION,
    "goal": Kind.GOAL,
    "indicator": Kind.INDICATOR,
}


class _Covered(Protocol):
    """An entry of a coverage file: what covers a claim, or why nothing does."""

    @property
    def covered_by(self) -> tuple[str, ...]: ...
    @property
    def gap(self) -> str | None: ...


def claim_of(claim_id: str, text: str, where: str, entry: _Covered, made: Chain) -> DocumentClaim:
    """Make a claim of a coverage entry: what covers it is walked on to its indicators."""
    indicators: list[str] = []
    for reference in entry.covered_by:
        kind, _, name = reference.partition(":")
        if kind not in _KINDS:
            continue
        start = Ref(_KINDS[kind], name)
        refs = (start, *made.reach(start))
        indicators += [r.id for r in refs if r.kind is Kind.INDICATOR]
    return DocumentClaim(claim_id, text, where, tuple(dict.fromkeys(indicators)), entry.gap)
