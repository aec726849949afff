"""The chain from a recommendation or motion to a figure and a passage of a report, both ways.

Every link in the content counts, whichever side states it; an arrow always runs from what was
asked to what was said about it. Levels may be skipped: a motion can point at a figure directly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from verantwoord.register.items import Links
from verantwoord.register.register import Register


class Kind(StrEnum):
    """What stands in the chain, in the order of the chain."""

    RECOMMENDATION = "aanbeveling"
    MOTION = "motie"
    COMMITMENT = "toezegging"
    ACTION = "actie"  # every item of a programme
    GOAL = "doel"
    INDICATOR = "indicator"
    PARAGRAPH = "passage"


_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_FIELDS = (
    ("motions", Kind.MOTION),
    ("commitments", Kind.COMMITMENT),
    ("actions", Kind.ACTION),
    ("goals", Kind.GOAL),
    ("indicators", Kind.INDICATOR),
)


@dataclass(frozen=True, slots=True)
class Ref:
    """One thing in the chain."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def _key(self) -> tuple[int, str]:
        return _RANK[self.kind], self.id

    def __lt__(self, other: Ref) -> bool:
        return self._key < other._key


@dataclass(frozen=True, slots=True)
class Chain:
    """All arrows, in both directions."""

    forward: Mapping[Ref, tuple[Ref, ...]]
    backward: Mapping[Ref, tuple[Ref, ...]]

    def reach(self, start: Ref, *, back: bool = False) -> tuple[Ref, ...]:
        """Return everything that can be walked to, in the order of the chain."""
        arrows = self.backward if back else self.forward
        seen: set[Ref] = set()
        todo = list(arrows.get(start, ()))
        while todo:
            ref = todo.pop()
            if ref not in seen:
                seen.add(ref)
                todo += arrows.get(ref, ())
        return tuple(sorted(seen))

    def walks(self, start: Ref, *, back: bool = False) -> Iterator[tuple[Ref, ...]]:
        """Yield every complete walk from `start` to where the chain ends."""
        arrows = self.backward if back else self.forward
        following = arrows.get(start, ())
        if not following:
            yield (start,)
        for ref in following:
            for rest in self.walks(ref, back=back):
                yield (start, *rest)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Everything that stands in an arrow."""
        return tuple(sorted({*self.forward, *self.backward}))


def chain(register: Register, extra: Iterable[tuple[Ref, Ref]] = ()) -> Chain:
    """Return the chain of a register.

    Shape:    a register, and arrows that only the pack knows (goal -> indicator) -> Chain.
    Unit:     none.
    Missing:  an item without links stands in no arrow; see `without_effect`.
    Rounding: none.
    Errors:   none; links inside the register were checked at loading.
    Source:   issue text: motion -> commitment -> action -> indicator -> paragraph.
    """
    arrows: set[tuple[Ref, Ref]] = set()
    for ref, links in _linked(register):
        for key, kind in _FIELDS:
            arrows |= {_arrow(ref, Ref(kind, other)) for other in getattr(links, key)}
    for start, end in extra:
        arrows.add(_arrow(start, end))
    ranked = {(a, b) for a, b in arrows if _RANK[a.kind] < _RANK[b.kind]}
    return Chain(_group(ranked), _group({(b, a) for a, b in ranked}))


def _linked(register: Register) -> Iterator[tuple[Ref, Links]]:
    for recommendation in register.recommendations.values():
        yield Ref(Kind.RECOMMENDATION, recommendation.id), recommendation.links
    for motion in register.motions.values():
        yield Ref(Kind.MOTION, motion.id), motion.links
    for commitment in register.commitments.values():
        yield Ref(Kind.COMMITMENT, commitment.id), commitment.links
    for item in register.programme_items.values():
        yield Ref(Kind.ACTION, item.id), item.links
    for paragraph in register.paragraphs.values():
        yield Ref(Kind.PARAGRAPH, paragraph.id), paragraph.links


def _arrow(a: Ref, b: Ref) -> tuple[Ref, Ref]:
    return (a, b) if _RANK[a.kind] <= _RANK[b.kind] else (b, a)


def _group(arrows: Iterable[tuple[Ref, Ref]]) -> dict[Ref, tuple[Ref, ...]]:
    grouped: dict[Ref, list[Ref]] = defaultdict(list)
    for start, end in sorted(arrows):
        grouped[start].append(end)
    return {start: tuple(ends) for start, ends in grouped.items()}


def without_effect(register: Register, made: Chain) -> tuple[Ref, ...]:
    """Return the motions and commitments from which no indicator can be reached."""
    starts = [Ref(Kind.MOTION, i) for i in register.motions]
    starts += [Ref(Kind.COMMITMENT, i) for i in register.commitments]
    return tuple(
        ref for ref in starts if all(r.kind is not Kind.INDICATOR for r in made.reach(ref))
    )


def dangling(
    register: Register, goals: Iterable[str], indicators: Iterable[str]
) -> tuple[tuple[str, Ref], ...]:
    """Return (item, link) for every goal or indicator that the pack does not have."""
    known = {Ref(Kind.GOAL, g) for g in goals} | {Ref(Kind.INDICATOR, i) for i in indicators}
    missing = []
    for ref, links in _linked(register):
        for key, kind in _FIELDS[3:]:
            others = (Ref(kind, other) for other in getattr(links, key))
            missing += [(ref.id, other) for other in others if other not in known]
    about = [(m.id, m.indicator) for m in register.measures.values()]
    about += [(o.id, i) for o in register.opinions.values() for i in o.indicators]
    refs = ((item, Ref(Kind.INDICATOR, indicator)) for item, indicator in about)
    missing += [(item, ref) for item, ref in refs if ref not in known]
    return tuple(missing)


def parse_ref(text: str, register: Register) -> Ref | None:
    """Find what a person means by `motie:x` or just `x`; None if the register does not know it."""
    kind, mark, rest = text.partition(":")
    if mark and kind in set(Kind):
        return Ref(Kind(kind), rest)
    homes: tuple[tuple[Kind, Iterable[str]], ...] = (
        (Kind.RECOMMENDATION, register.recommendations),
        (Kind.MOTION, register.motions),
        (Kind.COMMITMENT, register.commitments),
        (Kind.ACTION, register.programme_items),
        (Kind.PARAGRAPH, register.paragraphs),
    )
    for home, ids in homes:
        if text in ids:
            return Ref(home, text)
    asked = Ref(Kind.INDICATOR, text), Ref(Kind.GOAL, text)
    refs = set(chain(register).refs)
    return next((ref for ref in asked if ref in refs), None)
