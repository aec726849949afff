"""Motions and commitments of the register, made from open data of the Tweede Kamer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from verantwoord.model.text import Source, Text
from verantwoord.register.history import (
    Deadline,
    Evidence,
    KamerJudgement,
    KamerVerdict,
    NotFound,
    Step,
    StepRefused,
    take_over,
)
from verantwoord.register.items import Commitment, Motion, Vote
from verantwoord.register.moment import Moment, day
from verantwoord.register.states import CommitmentState, MotionState, Role
from verantwoord.sources.tweedekamer.odata import (
    BASE,
    Entity,
    OpenData,
    actors,
    besluiten,
    date_of,
    decided_on,
    kst_of_document,
    kst_of_zaak,
    many,
    stemmingen,
)

# Words in the text of a decision, in the order in which they are tried.
OUTCOMES: tuple[tuple[str, MotionState], ...] = (
    ("verworpen", MotionState.REJECTED),
    ("ingetrokken", MotionState.WITHDRAWN),
    ("aangehouden", MotionState.HELD),
    ("uitgesteld", MotionState.HELD),
    ("overgenomen", MotionState.TAKEN_OVER),
    ("aangenomen", MotionState.ADOPTED),
    ("overeenkomstig", MotionState.ADOPTED),
)
_DATE_UNKNOWN = "niet gevonden: de open data noemen geen dag"


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the imported data that a person must look at."""

    item: str
    what: Text


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
              a status other than 'Voldaan' is open; a day that is not given stays unknown.
    Rounding: none.
    Errors:   none; a decision that does not fit the table of steps becomes a note.
    Source:   kamerstukken sections 3.1 and 3.3.
    """
    notes: list[Note] = []
    zaken = [z for z in data.all("Zaak") if z.get("Soort") == "Motie"]
    ids = {str(z["Id"]): _motion_id(theme, z) for z in zaken}
    motions = tuple(_motion(data, zaak, ids, notes) for zaak in zaken)
    toezeggingen = data.all("Toezegging")
    numbers = {str(t["Id"]): _commitment_id(theme, t) for t in toezeggingen}
    commitments = tuple(_commitment(data, t, numbers) for t in toezeggingen)
    return Imported(motions, commitments, tuple(notes))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "zonder-nummer"


def _motion_id(theme: str, zaak: Entity) -> str:
    return f"{theme}.motie-{_slug(str(zaak.get('Nummer') or zaak['Id']))}"


def _commitment_id(theme: str, record: Entity) -> str:
    return f"{theme}.toezegging-{_slug(str(record.get('Nummer') or record['Id']))}"


def _source(entity: str, record: Entity) -> Source:
    number = record.get("Nummer") or record["Id"]
    title = f"Open data Tweede Kamer, {entity} {number}"
    return Source(title, f"{BASE}{entity}({record['Id']})")


def _moment(value: object) -> Moment:
    found = date_of(value)
    return Moment(None, None, None, _DATE_UNKNOWN) if found is None else day(found)


def _motion(data: OpenData, zaak: Entity, ids: dict[str, str], notes: list[Note]) -> Motion:
    item_id = ids[str(zaak["Id"])]
    source = _source("Zaak", zaak)
    kst = kst_of_zaak(data, zaak)
    submitters = tuple(
        str(a.get("ActorNaam") or "onbekend")
        for relation in ("Indiener", "Medeindiener")
        for a in actors(data, zaak, relation)
    )
    first = Step(
        MotionState.TABLED,
        _moment(zaak.get("GestartOp")),
        submitters[0] if submitters else "niet gevonden",
        Text("Ingediend volgens de open data van de Tweede Kamer."),
        Role.KAMER,
        evidence=(Evidence(kst),) if kst else (),
        source=source,
    )
    decisions = _decisions(data, zaak)
    steps = _with_decisions((first,), decisions, source, item_id, notes)
    steps, replaced_by = _with_replacement(steps, zaak, ids, source, item_id, notes)
    return Motion(
        id=item_id,
        title=Text(str(zaak.get("Onderwerp") or zaak.get("Titel") or item_id)),
        made_on=first.on,
        steps=steps,
        sources=(source,),
        chamber="II",
        kst=kst,
        submitters=submitters,
        appreciation=zaak.get("Kabinetsappreciatie"),
        vote=_vote(data, decisions[-1]) if decisions else None,
        zaak=zaak.get("Nummer"),
        replaced_by=replaced_by,
        not_found=_motion_gaps(kst, steps, decisions),
    )


def _decisions(data: OpenData, zaak: Entity) -> list[Entity]:
    """Return what was really decided, oldest first; proposals and drafts are no decisions."""
    taken = [b for b in besluiten(data, zaak) if b.get("Status", "Besluit") == "Besluit"]
    return sorted(
        taken,
        key=lambda b: (
            decided_on(b) or date_of(b.get("GewijzigdOp")) or dt.date.min,
            str(b.get("Id")),
        ),
    )


def outcome(text: str) -> MotionState | None:
    """Return what the text of a decision means for a motion; None when it does not say."""
    words = text.lower()
    return next((state for word, state in OUTCOMES if word in words), None)


def _with_decisions(
    steps: tuple[Step, ...],
    decisions: Iterable[Entity],
    source: Source,
    item_id: str,
    notes: list[Note],
) -> tuple[Step, ...]:
    for besluit in decisions:
        text = str(besluit.get("BesluitTekst") or besluit.get("BesluitSoort") or "")
        state = outcome(text)
        if state is None:
            what = Text(
                f"besluit '{text}' zegt niet wat er met de motie gebeurde",
                f"decision '{text}' does not say what happened to the motion",
            )
            notes.append(Note(item_id, what))
            continue
        on = decided_on(besluit)
        moment = Moment(None, None, None, _DATE_UNKNOWN) if on is None else day(on)
        step = Step(state, moment, "Tweede Kamer", Text(text), Role.KAMER, source=source)
        steps = _try(steps, step, item_id, notes)
    return steps


def _try(steps: tuple[Step, ...], step: Step, item_id: str, notes: list[Note]) -> tuple[Step, ...]:
    try:
        return take_over(steps, step)
    except StepRefused as error:
        what = Text(error.in_language("nl"), error.in_language("en"))
        notes.append(Note(item_id, what))
        return steps


def _with_replacement(
    steps: tuple[Step, ...],
    zaak: Entity,
    ids: dict[str, str],
    source: Source,
    item_id: str,
    notes: list[Note],
) -> tuple[tuple[Step, ...], str | None]:
    replacements = many(zaak, "VervangenDoor")
    if not replacements:
        return steps, None
    new = replacements[0]
    words = f"Vervangen door {new.get('Nummer') or new.get('Id')}."
    step = Step(
        MotionState.REPLACED, _moment(None), "indiener", Text(words), Role.KAMER, source=source
    )
    replaced_by = ids.get(str(new.get("Id")))
    if replaced_by is None:
        what = Text(
            f"{words} Die motie zit niet in deze gegevens.",
            f"{words} That motion is not in these data.",
        )
        notes.append(Note(item_id, what))
    return _try(steps, step, item_id, notes), replaced_by


def _vote(data: OpenData, besluit: Entity) -> Vote | None:
    votes = stemmingen(data, besluit)
    if not votes:
        return None
    by_name = "hoofdelijk" in str(besluit.get("BesluitTekst") or "").lower()

    def count(kind: str) -> int:
        chosen = [v for v in votes if v.get("Soort") == kind]
        return len(chosen) if by_name else sum(int(v.get("FractieGrootte") or 0) for v in chosen)

    return Vote(
        decided_on(besluit), count("Voor"), count("Tegen"), by_name, count("Niet deelgenomen")
    )


def _motion_gaps(
    kst: str | None, steps: tuple[Step, ...], decisions: list[Entity]
) -> tuple[NotFound, ...]:
    gaps = []
    if kst is None:
        gaps.append(NotFound("kenmerk", "niet gevonden: geen Kamerstuk in de open data"))
    if len(steps) == 1:
        reason = "het besluit zegt de uitslag niet" if decisions else "geen besluit in de open data"
        gaps.append(NotFound("uitslag van de stemming", f"niet gevonden: {reason}"))
    gaps.append(
        NotFound("uitvoering", "de open data zeggen niets over de uitvoering van een motie")
    )
    return tuple(gaps)


def _commitment(data: OpenData, record: Entity, ids: dict[str, str]) -> Commitment:
    source = _source("Toezegging", record)
    made = _moment(record.get("Aanmaakdatum"))
    met = str(record.get("Status") or "").strip() == "Voldaan"
    letters = [data.get("Document", d.get("Id")) or d for d in many(record, "KamerbriefNakoming")]
    evidence = tuple(_letter(letter) for letter in letters)
    fulfilled = _moment(record.get("DatumNakoming"))
    by = _minister(record)
    steps = (_opened(made, by, source), *(_closed(fulfilled, by, evidence, source) if met else ()))
    return Commitment(
        id=ids[str(record["Id"])],
        title=Text(_first_words(str(record.get("Tekst") or record.get("Nummer") or record["Id"]))),
        text=record.get("Tekst"),
        made_on=made,
        steps=steps,
        sources=(source,),
        chamber="II",
        number=record.get("Nummer"),
        promised_by=by,
        promised_to=_promised_to(record),
        made_in=record.get("ActiviteitNummer"),
        deadlines=() if met or fulfilled.last is None else (Deadline(fulfilled, made, by),),
        judgements=(_judgement(record, met, evidence),),
        repeats=_others(record, "IsHerhalingVan", ids),
        changes=_others(record, "IsWijzigingVan", ids),
        supplements=_others(record, "IsAanvullingOp", ids),
        not_found=_commitment_gaps(record, met, evidence),
    )


def _opened(made: Moment, by: str, source: Source) -> Step:
    return Step(
        CommitmentState.OPEN,
        made,
        by,
        Text("Toegezegd volgens het register van de Tweede Kamer."),
        source=source,
    )


def _closed(
    on: Moment, by: str, evidence: tuple[Evidence, ...], source: Source
) -> tuple[Step, ...]:
    why = Text("Het register van de Tweede Kamer noemt de toezegging voldaan.")
    return (Step(CommitmentState.DONE, on, by, why, evidence=evidence, source=source),)


def _judgement(record: Entity, met: bool, evidence: tuple[Evidence, ...]) -> KamerJudgement:
    """The status is kept by the clerk of the Kamer; only 'Voldaan' closes, the rest is open."""
    status = str(record.get("Status") or "geen status")
    return KamerJudgement(
        KamerVerdict.ACCEPTED if met else KamerVerdict.OPEN,
        _moment(record.get("GewijzigdOp")),
        "griffie Tweede Kamer",
        evidence if met else (),
        Text(f"Status in het register: {status}."),
    )


def _minister(record: Entity) -> str:
    parts = [record.get("Naam"), record.get("Functie"), record.get("Ministerie")]
    return ", ".join(str(p) for p in parts if p) or "niet gevonden"


def _first_words(text: str, limit: int = 120) -> str:
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def _letter(document: Entity) -> Evidence:
    kst = kst_of_document(document)
    number = document.get("DocumentNummer")
    return Evidence(
        kst=kst,
        url=f"{BASE}Document({document['Id']})" if kst is None and "Id" in document else None,
        title=str(number) if number else None,
        published=date_of(document.get("Datum")),
    )


def _promised_to(record: Entity) -> tuple[str, ...]:
    names = []
    for target in many(record, "ToegezegdAan"):
        for kind, key in (("Fractie", "NaamNL"), ("Persoon", "Achternaam")):
            names += [str(x[key]) for x in many(target, kind) if x.get(key)]
    return tuple(names)


def _others(record: Entity, key: str, ids: dict[str, str]) -> tuple[str, ...]:
    found = (ids.get(str(other.get("Id"))) for other in many(record, key))
    return tuple(x for x in found if x is not None)


def _commitment_gaps(
    record: Entity, met: bool, evidence: tuple[Evidence, ...]
) -> tuple[NotFound, ...]:
    gaps = []
    if record.get("Ministerie"):
        gaps.append(
            NotFound(
                "organisatie",
                f"het ministerie '{record['Ministerie']}' is nog aan geen organisatie gekoppeld",
            )
        )
    if met and not any(e.kst for e in evidence):
        gaps.append(NotFound("brief", "niet gevonden: de brief waarmee eraan is voldaan"))
    return tuple(gaps)
