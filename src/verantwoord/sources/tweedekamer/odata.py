"""Motions from saved open data of the Tweede Kamer (OData v4, JSON): Zaak and what hangs on it.

A saved answer is a page `{"value": [...]}`, a bare list or one entity; related entities may be
nested (`$expand`) or saved apart and joined by id. Nothing is repaired: what the data do not say
is reported as not found.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from verantwoord.errors import VerantwoordError
from verantwoord.model.kamerstuk import form_fault, from_parts
from verantwoord.snapshot import read_at_once

Entity = Mapping[str, Any]
BASE = "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/"
ENTITIES = ("Zaak", "ZaakActor", "Besluit", "Stemming", "Document", "Toezegging")
_TELLTALE = {  # a key that only this entity has, when a file does not say what it holds
    "Toezegging": "Aanmaakdatum",
    "Stemming": "FractieGrootte",
    "Besluit": "BesluitTekst",
    "ZaakActor": "Relatie",
    "Document": "DocumentNummer",
    "Zaak": "GestartOp",
}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1980, 2199  # older and later days are marks, and not days of a motion
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|\Z)")


class OpenDataError(VerantwoordError):
    """A saved answer that cannot be read."""

    exit_code = 1


@dataclass(frozen=True)
class OpenData:
    """Everything that was saved, by entity and id; deleted records are left out."""

    by_id: Mapping[str, Mapping[str, Entity]] = field(default_factory=dict)

    def all(self, entity: str) -> tuple[Entity, ...]:
        """Return all records of one entity, in order of id."""
        records = self.by_id.get(entity, {})
        return tuple(records[key] for key in sorted(records))

    def get(self, entity: str, record_id: Any) -> Entity | None:
        """Return one record."""
        return self.by_id.get(entity, {}).get(str(record_id))


def read_files(paths: Iterable[Path], limit: int = 200_000_000) -> OpenData:
    """Read saved answers.

    Shape:    paths of JSON files -> OpenData.
    Unit:     none.
    Missing:  a record with `Verwijderd` true is left out.
    Rounding: none.
    Errors:   OpenDataError names the file and what is wrong with it.
    Source:   kamerstukken section 3.1.
    """
    store: dict[str, dict[str, Entity]] = defaultdict(dict)
    for path in paths:
        data = read_at_once(path, limit)
        if data is None:
            most = limit // 1_000_000
            raise OpenDataError(
                f"{path.name} is groter dan {most} MB. Haal de gegevens in delen op.",
                f"{path.name} is larger than {most} MB. Fetch the data in parts.",
            )
        try:
            content = json.loads(data.decode("utf-8"))
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            raise OpenDataError(
                f"{path.name} is geen JSON ({error}). Bewaar het antwoord opnieuw.",
                f"{path.name} is no JSON ({error}). Save the answer again.",
            ) from error
        _collect(content, path.name, store)
    return OpenData(store)


def from_values(*contents: Any) -> OpenData:
    """Make OpenData of answers that were parsed already."""
    store: dict[str, dict[str, Entity]] = defaultdict(dict)
    for number, content in enumerate(contents, 1):
        _collect(content, f"antwoord {number}", store)
    return OpenData(store)


def _collect(content: Any, name: str, store: dict[str, dict[str, Entity]]) -> None:
    records, context = content, ""
    if isinstance(content, dict):
        context = str(content.get("@odata.context", ""))
        records = content.get("value", [content])
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise OpenDataError(
            f"{name} is geen antwoord van de open data: er is geen lijst 'value'.",
            f"{name} is no answer of the open data: there is no list 'value'.",
        )
    for record in records:
        entity = _entity(record, context)
        if entity is None:
            known = ", ".join(ENTITIES)
            raise OpenDataError(
                f"{name} heeft een record dat geen {known} is. Laat het weg.",
                f"{name} has a record that is no {known}. Leave it out.",
            )
        _store(entity, record, store)


def _entity(record: Entity, context: str) -> str | None:
    fragment = context.partition("#")[2].split("(")[0].split("/")[0]
    if fragment in ENTITIES:
        return fragment
    return next((e for e, key in _TELLTALE.items() if key in record), None)


def _store(entity: str, record: Entity, store: dict[str, dict[str, Entity]]) -> None:
    if record.get("Verwijderd") is True or "Id" not in record:
        return
    key = str(record["Id"])
    known = store[entity].get(key, {})
    store[entity][key] = {**known, **record}
    for other in ENTITIES:
        for nested in _many(record.get(other)):
            # an expanded child does not repeat the key of its parent; keep how they hang together
            linked = {**nested, f"{entity}_Id": nested.get(f"{entity}_Id") or key}
            if "Id" in linked and len(linked) > 2:
                _store(other, linked, store)


def _many(value: Any) -> list[Entity]:
    if isinstance(value, dict):
        return [value]
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def many(record: Entity, key: str) -> list[Entity]:
    """Return the related records that stand inside a record."""
    return _many(record.get(key))


def date_of(value: Any) -> dt.date | None:
    """Return the day in the Netherlands of a date or timestamp of the open data.

    Missing:  what is no date, and a year that cannot be meant (0001 and 9999 stand for "empty",
              1753 and 1900 are the first day of some databases), is None.
    """
    text = str(value or "")
    if not _DATED.match(text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        local = moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return local.date() if FIRST_YEAR <= local.year <= LAST_YEAR else None


def is_empty_date(value: Any) -> bool:
    """Say whether the open data give no day at all: nothing, or the first or last day there is."""
    return not value or str(value).startswith(("0001-", "9999-"))


def _live(records: Iterable[Entity]) -> Iterator[Entity]:
    return (r for r in records if r.get("Verwijderd") is not True)


def related(data: OpenData, entity: str, key: str, record_id: Any) -> list[Entity]:
    """Return the records of an entity that point at a record with `key`."""
    return [r for r in data.all(entity) if str(r.get(key)) == str(record_id)]


def besluiten(data: OpenData, zaak: Entity) -> list[Entity]:
    """Return the decisions of a Zaak, however the link was saved."""
    found = {str(b.get("Id")): b for b in _live(many(zaak, "Besluit"))}
    for besluit in data.all("Besluit"):
        points = [besluit.get("Zaak_Id"), *(z.get("Id") for z in many(besluit, "Zaak"))]
        if str(zaak.get("Id")) in {str(p) for p in points if p}:
            found[str(besluit.get("Id"))] = besluit
    return [data.get("Besluit", key) or besluit for key, besluit in sorted(found.items())]


def decided_on(besluit: Entity) -> dt.date | None:
    """Return the day of a decision: that of the activity of its agenda item; it has none itself."""
    for agendapunt in many(besluit, "Agendapunt"):
        for activiteit in many(agendapunt, "Activiteit"):
            day = date_of(activiteit.get("Datum"))
            if day is not None:
                return day
    return None


def stemmingen(data: OpenData, besluit: Entity) -> list[Entity]:
    """Return the votes of a decision."""
    found = {str(s.get("Id")): s for s in _live(many(besluit, "Stemming"))}
    for stemming in related(data, "Stemming", "Besluit_Id", besluit.get("Id")):
        found[str(stemming.get("Id"))] = stemming
    return [found[key] for key in sorted(found)]


def actors(data: OpenData, zaak: Entity, relation: str) -> list[Entity]:
    """Return the actors of a Zaak with a relation (Indiener, Medeindiener, ...)."""
    found = {str(a.get("Id")): a for a in _live(many(zaak, "ZaakActor"))}
    for actor in related(data, "ZaakActor", "Zaak_Id", zaak.get("Id")):
        found[str(actor.get("Id"))] = actor
    return [a for _, a in sorted(found.items()) if a.get("Relatie") == relation]


def kst_of_document(document: Entity) -> str | None:
    """Return the Kamerstuk id of a document: that of its version, else from dossier and number."""
    for version in (*many(document, "HuidigeDocumentVersie"), *many(document, "DocumentVersie")):
        external = str(version.get("ExterneIdentifier") or "")
        if external.startswith("kst-") and form_fault(external) is None:
            return external
    return _kst_from_dossier(document)


def _kst_from_dossier(record: Entity) -> str | None:
    number = record.get("Volgnummer")
    if not isinstance(number, int) or number < 1:
        return None
    for dossier in many(record, "Kamerstukdossier"):
        if dossier.get("Nummer"):
            return from_parts(dossier["Nummer"], dossier.get("Toevoeging"), number)
    return None


def kst_of_zaak(data: OpenData, zaak: Entity) -> str | None:
    """Return the Kamerstuk of a motion: that of its document, else from its own dossier."""
    documents = {str(d.get("Id")): d for d in _live(many(zaak, "Document"))}
    for document in data.all("Document"):
        points = [document.get("Zaak_Id"), *(z.get("Id") for z in many(document, "Zaak"))]
        if str(zaak.get("Id")) in {str(p) for p in points if p}:
            documents[str(document.get("Id"))] = document
    motions = [d for _, d in sorted(documents.items()) if str(d.get("Soort", "")).startswith("Mot")]
    for document in motions:
        kst = kst_of_document(document)
        if kst is not None:
            return kst
    return _kst_from_dossier(zaak)
