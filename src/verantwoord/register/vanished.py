"""What left a register between two versions of it: nothing may leave in silence."""

from __future__ import annotations

from collections.abc import Iterator

from verantwoord.model.text import Text
from verantwoord.register.checks import SHORTER, VANISHED, RegisterFinding
from verantwoord.register.register import Register


def vanished(before: Register, now: Register) -> tuple[RegisterFinding, ...]:
    """Return every recommendation that an earlier version had and this one has no more, or less of.

    Shape:    two versions of a register -> findings, by id.
    Missing:  a recommendation that is no longer followed stays, in the state 'vervallen' with its
              reason; then there is no finding.
    Errors:   none.
    Source:   own definition: nothing leaves the set without a reason.
    """
    return tuple(sorted(_lost(before, now), key=lambda f: f.items))


def _lost(before: Register, now: Register) -> Iterator[RegisterFinding]:
    for item in before.recommendations.values():
        kept = now.recommendations.get(item.id)
        if kept is None:
            yield RegisterFinding(
                VANISHED,
                (item.id,),
                str(item.place or item.id),
                Text(
                    f"'{item.id}' staat niet meer in het register.",
                    f"'{item.id}' is no longer in the register.",
                ),
            )
        elif len(kept.steps) < len(item.steps):
            yield RegisterFinding(
                SHORTER,
                (item.id,),
                str(kept.place or item.id),
                Text(
                    f"'{item.id}' had {len(item.steps)} stappen en heeft er nu {len(kept.steps)}.",
                    f"'{item.id}' had {len(item.steps)} steps and has {len(kept.steps)} now.",
                ),
            )
