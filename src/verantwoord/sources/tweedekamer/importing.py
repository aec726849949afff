"""Motions and commitments of the register, made from open data of the Tweede Kamer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verantwoord.register.items import Commitment, Motion
from verantwoord.sources.tweedekamer.commitments import commitment
from verantwoord.sources.tweedekamer.motions import motion
from verantwoord.sources.tweedekamer.odata import Entity, OpenData
from verantwoord.sources.tweedekamer.records import Note


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave, and what was strange about it."""

    motions: tuple[Motion, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    notes: tuple[Note, ...] = ()


def import_open_data(data: OpenData, theme: str) -> Imported:
    """Make register items of saved open data.

    Shape:    OpenData and the theme for the ids -> motions, commitments and notes.
    Unit:     votes in seats, or in persons for a roll call.
    Missing:  an unknown outcome leaves the motion where it was, with the words of the decision;
              of a commitment with an unknown status it is not known how it stands; a day that is
              not given stays unknown. All but an empty day with a note.
    Rounding: none.
    Errors:   none; a decision that does not fit the table of steps becomes a note.
    Source:   kamerstukken sections 3.1 and 3.3.
    """
    notes: list[Note] = []
    zaken = [z for z in data.all("Zaak") if z.get("Soort") == "Motie"]
    ids = _ids(theme, "motie", zaken)
    motions = tuple(motion(data, zaak, ids, notes) for zaak in zaken)
    toezeggingen = data.all("Toezegging")
    numbers = _ids(theme, "toezegging", toezeggingen)
    commitments = tuple(commitment(data, t, numbers, notes) for t in toezeggingen)
    return Imported(motions, commitments, tuple(notes))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "zonder-nummer"


def _ids(theme: str, kind: str, records: Iterable[Entity]) -> dict[str, str]:
    """Return our id of each record: its number, and its own id behind it if that is taken."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for record in records:
        name = f"{theme}.{kind}-{_slug(str(record.get('Nummer') or record['Id']))}"
        own = f"{name}-{_slug(str(record['Id']))}" if name in taken else name
        taken.add(own)
        found[str(record["Id"])] = own
    return found
