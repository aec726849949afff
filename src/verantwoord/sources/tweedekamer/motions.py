"""Motions of the register, made of a Zaak of the open data and what hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from verantwoord.model.text import Source, Text
from verantwoord.register.history import Evidence, NotFound, Step
from verantwoord.register.items import Motion, Vote
from verantwoord.register.moment import day
from verantwoord.register.states import MotionState, Role
from verantwoord.sources.tweedekamer.meanings import (
    NOT_TAKEN,
    outcome,
    unknown_status_of_decision,
)
from verantwoord.sources.tweedekamer.odata import (
    Entity,
    OpenData,
    actors,
    besluiten,
    date_of,
    decided_on,
    kst_of_zaak,
    many,
)
from verantwoord.sources.tweedekamer.records import UNKNOWN, Note, moment, source_of, taken, words
from verantwoord.sources.tweedekamer.votes import vote_of


def motion(data: OpenData, zaak: Entity, ids: dict[str, str], notes: list[Note]) -> Motion:
    """Make a motion of a Zaak; what a person must look at is added to `notes`."""
    item_id = ids[str(zaak["Id"])]
    source = source_of("Zaak", zaak)
    kst = kst_of_zaak(data, zaak)
    submitters = tuple(
        words(a.get("ActorNaam")) or "onbekend"
        for relation in ("Indiener", "Medeindiener")
        for a in actors(data, zaak, relation)
    )
    first = Step(
        MotionState.TABLED,
        moment(zaak.get("GestartOp"), item_id, notes),
        submitters[0] if submitters else "niet gevonden",
        Text("Ingediend volgens de open data van de Tweede Kamer."),
        Role.KAMER,
        evidence=(Evidence(kst),) if kst else (),
        source=source,
    )
    decisions = _decisions(data, zaak, item_id, notes)
    steps = _with_decisions((first,), decisions, source, item_id, notes)
    steps, replaced_by = _with_replacement(steps, zaak, ids, source, item_id, notes)
    return Motion(
        id=item_id,
        title=Text(words(zaak.get("Onderwerp")) or words(zaak.get("Titel")) or item_id),
        made_on=first.on,
        steps=steps,
        sources=(source,),
        chamber="II",
        kst=kst,
        submitters=submitters,
        appreciation=words(zaak.get("Kabinetsappreciatie")),
        vote=_newest_vote(data, decisions, item_id, notes),
        zaak=words(zaak.get("Nummer")),
        replaced_by=replaced_by,
        not_found=_motion_gaps(kst, steps, decisions),
    )


def _decisions(data: OpenData, zaak: Entity, item_id: str, notes: list[Note]) -> list[Entity]:
    """Return what was really decided, oldest first; proposals and drafts are no decisions."""
    found = []
    for besluit in besluiten(data, zaak):
        if strange := unknown_status_of_decision(besluit):
            notes.append(Note(item_id, strange))
        elif besluit.get("Status") not in NOT_TAKEN:
            found.append(besluit)
    return sorted(
        found,
        key=lambda b: (
            decided_on(b) or date_of(b.get("GewijzigdOp")) or dt.date.min,
            str(b.get("Id")),
        ),
    )


def _with_decisions(
    steps: tuple[Step, ...],
    decisions: Iterable[Entity],
    source: Source,
    item_id: str,
    notes: list[Note],
) -> tuple[Step, ...]:
    for besluit in decisions:
        state, strange = outcome(besluit)
        if strange is not None:
            notes.append(Note(item_id, strange))
        if state is None or state is MotionState.TABLED:
            continue
        on = decided_on(besluit)
        when = UNKNOWN if on is None else day(on)
        why = words(besluit.get("BesluitTekst")) or str(besluit.get("BesluitSoort"))
        step = Step(state, when, "Tweede Kamer", Text(why), Role.KAMER, source=source)
        steps = taken(steps, step, item_id, notes)
    return steps


def _newest_vote(
    data: OpenData, decisions: Sequence[Entity], item_id: str, notes: list[Note]
) -> Vote | None:
    """Return the vote of the newest decision that has one; a held motion is voted on later."""
    for besluit in reversed(decisions):
        vote, strange = vote_of(data, besluit, outcome(besluit)[0])
        if strange is not None:
            notes.append(Note(item_id, strange))
        if vote is not None or strange is not None:
            return vote
    return None


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
    said = f"Vervangen door {new.get('Nummer') or new.get('Id')}."
    step = Step(MotionState.REPLACED, UNKNOWN, "indiener", Text(said), Role.KAMER, source=source)
    replaced_by = ids.get(str(new.get("Id")))
    if replaced_by is None:
        what = Text(
            f"{said} Die motie zit niet in deze gegevens.",
            f"{said} That motion is not in these data.",
        )
        notes.append(Note(item_id, what))
    return taken(steps, step, item_id, notes), replaced_by


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
