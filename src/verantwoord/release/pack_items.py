"""What a pack offers to cover a claim with: indicators, goals, actions, motions and more."""

from __future__ import annotations

from collections.abc import Iterable

from verantwoord.documents.citations import find
from verantwoord.documents.coverage import Coverable
from verantwoord.model.pack import Pack
from verantwoord.model.text import Source
from verantwoord.register.loading import register_of


def items_of_pack(pack: Pack) -> list[Coverable]:
    """Return everything in a pack that a coverage file may name, in the order of ids."""
    register = pack.once(register_of)
    found = [
        *(_item("indicator", i.id, i.title.nl, i.sources) for i in pack.indicators.values()),
        *(_item("goal", g.id, g.title.nl, g.sources) for g in pack.goals.values()),
        *(_item("motion", m.id, m.title.nl, m.sources, m.kst) for m in register.motions.values()),
        *(
            _item("commitment", c.id, c.title.nl, c.sources, c.kst)
            for c in register.commitments.values()
        ),
        *(
            _item("action", item.id, item.title.nl, item.sources)
            for made in register.programmes.values()
            for item in made.items
        ),
        *(_item("fact", fact.id, fact.title.nl, fact.sources) for fact in register.facts),
    ]
    return sorted(found, key=lambda item: item.reference)


def _item(
    kind: str, id_: str, title: str, sources: Iterable[Source], kst: str | None = None
) -> Coverable:
    """Keep the references of the item itself; not the report that only mentions it."""
    references = [kst] if kst else []
    for source in sources:
        references += [c.identifier for c in find(source.title) if c.identifier]
    return Coverable(kind, id_, title, tuple(dict.fromkeys(references)))
