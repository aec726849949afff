"""What the imports of motions and of commitments share: notes, words, days, sources and steps."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.text import Source, Text
from verantwoord.register.history import Step, StepRefused, take_over
from verantwoord.register.moment import Moment, day
from verantwoord.sources.tweedekamer.odata import BASE, Entity, date_of, is_empty_date

UNKNOWN = Moment(None, None, None, "niet gevonden: de open data noemen geen dag")


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the imported data that a person must look at."""

    item: str
    what: Text


def words(value: object) -> str | None:
    """Return what a field says, None when it says nothing."""
    text = str("" if value is None else value).strip()
    return text or None


def source_of(entity: str, record: Entity) -> Source:
    """Return where a record can be read."""
    number = record.get("Nummer") or record["Id"]
    title = f"Open data Tweede Kamer, {entity} {number}"
    return Source(title, f"{BASE}{entity}({record['Id']})")


def moment(value: object, item_id: str, notes: list[Note]) -> Moment:
    """Return the day of a field; what is there and is no day that can be meant is a note."""
    found = date_of(value)
    if found is not None:
        return day(found)
    if not is_empty_date(value):
        what = Text(f"'{value}' is geen dag die kan", f"'{value}' is no day that can be meant")
        notes.append(Note(item_id, what))
    return UNKNOWN


def taken(steps: tuple[Step, ...], step: Step, item_id: str, notes: list[Note]) -> tuple[Step, ...]:
    """Return the history with a published step more; one that cannot be is a note."""
    try:
        return take_over(steps, step)
    except StepRefused as error:
        what = Text(error.in_language("nl"), error.in_language("en"))
        notes.append(Note(item_id, what))
        return steps
