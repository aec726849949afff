"""Commitments of the register, made of a Toezegging of the open data."""

from __future__ import annotations

from verantwoord.model.text import Source, Text
from verantwoord.register.history import (
    Deadline,
    Evidence,
    KamerJudgement,
    KamerVerdict,
    NotFound,
    Step,
)
from verantwoord.register.items import Commitment
from verantwoord.register.moment import Moment
from verantwoord.register.states import CommitmentState
from verantwoord.sources.tweedekamer.meanings import status_of
from verantwoord.sources.tweedekamer.odata import (
    BASE,
    Entity,
    OpenData,
    date_of,
    kst_of_document,
    many,
)
from verantwoord.sources.tweedekamer.records import Note, moment, source_of, taken, words


def commitment(
    data: OpenData, record: Entity, ids: dict[str, str], notes: list[Note]
) -> Commitment:
    """Make a commitment of a Toezegging; what a person must look at is added to `notes`."""
    item_id = ids[str(record["Id"])]
    source = source_of("Toezegging", record)
    meaning, strange = status_of(record)
    if strange is not None:
        notes.append(Note(item_id, strange))
    state = None if meaning is None else meaning[0]
    made = moment(record.get("Aanmaakdatum"), item_id, notes)
    changed = moment(record.get("GewijzigdOp"), item_id, notes)
    kept = moment(record.get("DatumNakoming"), item_id, notes)
    letters = [data.get("Document", d.get("Id")) or d for d in many(record, "KamerbriefNakoming")]
    evidence = tuple(e for letter in letters if (e := _letter(letter)))
    by = _minister(record)
    step = _step_of(state, kept, changed, by, evidence, source)
    steps: tuple[Step, ...] = (_opened(made, by, source),)
    steps = steps if step is None else taken(steps, step, item_id, notes)
    due = state in (CommitmentState.OPEN, CommitmentState.PARTLY) and kept.last is not None
    followed = made.last if meaning is None else None  # how it went on is not known
    return Commitment(
        id=item_id,
        title=Text(
            _first_words(words(record.get("Tekst")) or words(record.get("Nummer")) or item_id)
        ),
        text=words(record.get("Tekst")),
        made_on=made,
        steps=steps,
        sources=(source,),
        chamber="II",
        number=words(record.get("Nummer")),
        promised_by=by,
        promised_to=_promised_to(record),
        made_in=words(record.get("ActiviteitNummer")),
        deadlines=(Deadline(kept, made, by),) if due else (),
        judgements=() if meaning is None else (_judgement(record, meaning[1], changed, evidence),),
        followed_until=followed,
        not_followed=None if followed is None or strange is None else strange.nl,
        repeats=_others(record, "IsHerhalingVan", ids),
        changes=_others(record, "IsWijzigingVan", ids),
        supplements=_others(record, "IsAanvullingOp", ids),
        not_found=_commitment_gaps(record, meaning is None, state, kept, evidence),
    )


def _opened(made: Moment, by: str, source: Source) -> Step:
    return Step(
        CommitmentState.OPEN,
        made,
        by,
        Text("Toegezegd volgens het register van de Tweede Kamer."),
        source=source,
    )


def _step_of(
    state: CommitmentState | None,
    kept: Moment,
    changed: Moment,
    by: str,
    evidence: tuple[Evidence, ...],
    source: Source,
) -> Step | None:
    """Return the step that the status tells; the day of `Deels Afgedaan` is not in the data."""
    if state is CommitmentState.DONE:
        why = Text("Het register van de Tweede Kamer noemt de toezegging voldaan.")
        return Step(state, kept, by, why, evidence=evidence, source=source)
    if state is CommitmentState.PARTLY:
        why = Text("Het register van de Tweede Kamer noemt de toezegging deels afgedaan.")
        return Step(state, changed, by, why, evidence=evidence, source=source)
    return None


def _judgement(
    record: Entity, verdict: KamerVerdict, changed: Moment, evidence: tuple[Evidence, ...]
) -> KamerJudgement:
    """The status is kept by the clerk of the Kamer."""
    return KamerJudgement(
        verdict,
        changed,
        "griffie Tweede Kamer",
        evidence if verdict is KamerVerdict.ACCEPTED else (),
        Text(f"Status in het register: {record.get('Status')}."),
    )


def _minister(record: Entity) -> str:
    parts = (words(record.get(key)) for key in ("Naam", "Functie", "Ministerie"))
    return ", ".join(part for part in parts if part) or "niet gevonden"


def _first_words(text: str, limit: int = 120) -> str:
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def _letter(document: Entity) -> Evidence | None:
    kst = kst_of_document(document)
    if kst is None and "Id" not in document:
        return None
    return Evidence(
        kst=kst,
        url=None if kst else f"{BASE}Document({document['Id']})",
        title=words(document.get("DocumentNummer")),
        published=date_of(document.get("Datum")),
    )


def _promised_to(record: Entity) -> tuple[str, ...]:
    names = []
    for target in many(record, "ToegezegdAan"):
        for kind, key in (("Fractie", "NaamNL"), ("Persoon", "Achternaam")):
            names += [name for x in many(target, kind) if (name := words(x.get(key)))]
    return tuple(names)


def _others(record: Entity, key: str, ids: dict[str, str]) -> tuple[str, ...]:
    found = (ids.get(str(other.get("Id"))) for other in many(record, key))
    return tuple(x for x in found if x is not None)


def _commitment_gaps(
    record: Entity,
    unknown: bool,
    state: CommitmentState | None,
    kept: Moment,
    evidence: tuple[Evidence, ...],
) -> tuple[NotFound, ...]:
    gaps = []
    if unknown:
        reason = f"de status '{record.get('Status')}' staat niet in onze tabel"
        gaps.append(NotFound("stand", reason))
    if state is not CommitmentState.DONE and kept.last is None:
        gaps.append(NotFound("termijn", "niet gevonden: de open data noemen geen dag"))
    if record.get("Ministerie"):
        gaps.append(
            NotFound(
                "organisatie",
                f"het ministerie '{record['Ministerie']}' is nog aan geen organisatie gekoppeld",
            )
        )
    if state is CommitmentState.DONE and not any(e.kst for e in evidence):
        gaps.append(NotFound("brief", "niet gevonden: de brief waarmee eraan is voldaan"))
    return tuple(gaps)
