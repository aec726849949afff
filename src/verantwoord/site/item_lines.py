"""The rows of a page about one item: its steps, deadlines, documents and sources."""

from __future__ import annotations

from collections.abc import Iterable

from verantwoord.model.kamerstuk import url as kst_url
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Deadline, Evidence, Step
from verantwoord.register.states import Role
from verantwoord.site.item_pages import DeadlineLine, Link, StepLine


def kst_link(kst: str) -> Link:
    """Return a Kamerstuk as a link."""
    return Link(Text(kst), url=kst_url(kst))


def evidence_links(evidence: Iterable[Evidence]) -> tuple[Link, ...]:
    """Return documents as links; an id that cannot exist gets no address."""
    return tuple(
        Link(
            Text(e.title or e.kst or e.url or ""),
            url=e.url or (kst_url(e.kst) if e.kst else None),
        )
        for e in evidence
    )


def source_links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """Return sources as links."""
    return tuple(Link(Text(s.title), url=s.url) for s in sources)


def step_line(step: Step) -> StepLine:
    """Return one row of a history."""
    return StepLine(
        on=str(step.on),
        state=str(step.to),
        by=seen_by(step),
        why=step.why,
        prepared=step.prepared_by is not None,
        taken_over=source_links([step.source])[0] if step.source else None,
        evidence=evidence_links(step.evidence),
    )


def seen_by(step: Step) -> str:
    """Return who took a step, for the public: a body by its name, somebody at work by the role."""
    return step.by if step.role in (None, Role.KAMER) else str(step.role)


def deadline_lines(deadlines: Iterable[Deadline]) -> tuple[DeadlineLine, ...]:
    """Return the history of a deadline."""
    return tuple(
        DeadlineLine(
            due=str(d.due),
            set_on=str(d.set_on),
            decided_by=d.decided_by,
            reason=d.reason,
            moved=index > 0,
            evidence=evidence_links(d.evidence),
        )
        for index, d in enumerate(deadlines)
    )
