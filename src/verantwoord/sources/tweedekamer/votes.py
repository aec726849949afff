"""The vote on a motion, added up from its records; a sum that is doubtful is no number.

A record is of a group (fractie), which counts for its size, or of a person. A person who votes
apart from the group counts 1 and the group counts without them; in a roll call there are only
persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from verantwoord.model.text import Text
from verantwoord.register.items import Vote
from verantwoord.register.states import MotionState
from verantwoord.sources.tweedekamer.odata import Entity, OpenData, decided_on, many, stemmingen

SEATS = 150  # of the Tweede Kamer: Grondwet, artikel 51, tweede lid
CHOICES = {"voor": "for", "tegen": "against", "niet deelgenomen": "not voting"}


class _Doubt(Exception):
    """Why the records cannot be added up."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(nl)
        self.text = Text(f"stemming niet bekend: {nl}", f"vote not known: {en}")


def vote_of(
    data: OpenData, besluit: Entity, state: MotionState | None
) -> tuple[Vote | None, Text | None]:
    """Return the vote of a decision, or why it is not known.

    Shape:    a Besluit and what it means -> a Vote or None, and a note or None.
    Unit:     seats; persons in a roll call.
    Missing:  no records: no vote and no note. A record without what the sum needs, a recorded
              mistake, a double record, more votes than seats, or a sum that does not fit the
              outcome: no vote, and a note that says why.
    Rounding: none; votes are counted.
    Errors:   none.
    Source:   kamerstukken section 3.1; Grondwet, articles 51 and 67.
    """
    records = stemmingen(data, besluit)
    if not records:
        return None, None
    try:
        by_name = _is_roll_call(besluit, records)
        counts = _by_person(records) if by_name else _by_group(records)
        _check(counts, state)
    except _Doubt as doubt:
        return None, doubt.text
    on = decided_on(besluit)
    return Vote(on, counts["for"], counts["against"], by_name, counts["not voting"]), None


def _is_roll_call(besluit: Entity, records: Sequence[Entity]) -> bool:
    """A roll call is said by kind or text; without a kind, records of persons only are one."""
    kind = str(besluit.get("StemmingsSoort") or "").lower()
    if "hoofdelijk" in kind:
        return True
    text = str(besluit.get("BesluitTekst") or "").lower()
    if "hoofdelijk" in text and "handopsteken" not in kind:
        return True
    return not kind and all(map(_person, records))


def _by_person(records: Iterable[Entity]) -> Counter[str]:
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for record in records:
        person = _person(record)
        if person is None:
            raise _Doubt(
                "een hoofdelijke stemming met een record dat geen persoon noemt",
                "a roll call with a record that names no person",
            )
        _once(person, seen)
        counts[_choice(record)] += 1
    return counts


def _by_group(records: Sequence[Entity]) -> Counter[str]:
    counts: Counter[str] = Counter()
    own: dict[str, tuple[str, int]] = {}  # what the group voted, and its size
    apart: Counter[str] = Counter()
    sizes: dict[str, int] = {}
    seen: set[str] = set()
    names = _ids_by_name(records)
    for record in records:
        choice, person = _choice(record), _person(record)
        group, size = _group(record, names), _size(record)
        if size is None and person is None:
            raise _Doubt(
                f"de grootte van de fractie {_name(record)} ontbreekt",
                f"the size of group {_name(record)} is missing",
            )
        if size is not None and sizes.setdefault(group, size) != size:
            raise _Doubt(
                f"de fractie {_name(record)} heeft twee groottes",
                f"group {_name(record)} has two sizes",
            )
        if person is not None:
            _once(person, seen)
            apart[group] += 1
            counts[choice] += 1
        elif size is None or group in own:
            raise _Doubt(
                f"de fractie {_name(record)} staat er twee keer",
                f"group {_name(record)} stands there twice",
            )
        else:
            own[group] = (choice, size)
    for group in {*sizes, *apart}:
        rest = sizes.get(group, 0) - apart[group]
        if rest < 0 or (rest and group not in own):
            raise _Doubt(
                "de leden die apart staan, passen niet bij de grootte van hun fractie",
                "the members that stand apart do not fit the size of their group",
            )
        if group in own:
            counts[own[group][0]] += rest
    return counts


def _once(person: str, seen: set[str]) -> None:
    if person in seen:
        raise _Doubt("een persoon staat er twee keer", "a person stands there twice")
    seen.add(person)


def _person(record: Entity) -> str | None:
    """Return the id of the person who voted, None for a record of a group."""
    ids = [record.get("Persoon_Id"), *(p.get("Id") for p in many(record, "Persoon"))]
    return next((str(i) for i in ids if i), None)


def _group_id(record: Entity) -> str | None:
    ids = [record.get("Fractie_Id"), *(f.get("Id") for f in many(record, "Fractie"))]
    return next((str(i) for i in ids if i), None)


def _ids_by_name(records: Iterable[Entity]) -> dict[str, str]:
    """Return the id of each group by its name, for records that only have the name."""
    found = ((record.get("ActorFractie"), _group_id(record)) for record in records)
    return {str(name): group for name, group in found if name and group}


def _group(record: Entity, names: Mapping[str, str]) -> str:
    name = str(record.get("ActorFractie") or "")
    found = _group_id(record) or names.get(name) or name
    if not found:
        raise _Doubt("een record noemt geen fractie", "a record names no group")
    return found


def _name(record: Entity) -> str:
    return str(record.get("ActorFractie") or record.get("ActorNaam") or "zonder naam")


def _size(record: Entity) -> int | None:
    size = record.get("FractieGrootte")
    known = isinstance(size, int) and not isinstance(size, bool) and size > 0
    return size if known else None


def _choice(record: Entity) -> str:
    if record.get("Vergissing") is True:
        raise _Doubt(
            f"een vergissing van {_name(record)} is aangetekend",
            f"a mistake of {_name(record)} was recorded",
        )
    given = " ".join(str(record.get("Soort") or "").split())
    choice = CHOICES.get(given.lower())
    if choice is None:
        raise _Doubt(
            f"'{given or 'niets'}' is geen voor, tegen of niet deelgenomen",
            f"'{given or 'nothing'}' is not for, against or not voting",
        )
    return choice


def _check(counts: Counter[str], state: MotionState | None) -> None:
    """Refuse more votes than seats, and a sum that does not fit what was decided."""
    total = sum(counts.values())
    if total > SEATS:
        raise _Doubt(f"{total} stemmen voor {SEATS} zetels", f"{total} votes for {SEATS} seats")
    ahead, behind = counts["for"], counts["against"]
    fits = {MotionState.ADOPTED: ahead > behind, MotionState.REJECTED: ahead <= behind}
    if state is None or not fits.get(state, False):
        word = "onbekend" if state is None else str(state)
        raise _Doubt(
            f"{ahead} voor en {behind} tegen past niet bij de uitslag '{word}'",
            f"{ahead} for and {behind} against does not fit the outcome '{word}'",
        )
