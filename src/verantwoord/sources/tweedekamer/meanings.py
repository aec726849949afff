"""What the words of the open data mean for a motion or a commitment; what is not here, is a note.

The kind of a decision (`BesluitSoort`) says it first: it comes from a list. The text of a decision
is written by people; it decides only where there is no kind, and never against one.
No official list of these values was found: the tables hold what stands in saved public records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from verantwoord.model.text import Text
from verantwoord.register.history import KamerVerdict
from verantwoord.register.states import CommitmentState, MotionState
from verantwoord.sources.tweedekamer.odata import Entity

_M = MotionState
# `BesluitSoort` without "Stemmen -"; TABLED: the record says only that the motion was tabled.
KINDS: Mapping[str, MotionState] = {
    "aangenomen": _M.ADOPTED,
    "zonder stemming aannemen": _M.ADOPTED,
    "zonder stemming aangenomen": _M.ADOPTED,
    "verworpen": _M.REJECTED,
    "ingetrokken": _M.WITHDRAWN,
    "intrekken": _M.WITHDRAWN,
    "aangehouden": _M.HELD,
    "aanhouden": _M.HELD,
    "uitstellen": _M.HELD,
    "uitgesteld": _M.HELD,
    "overgenomen": _M.TAKEN_OVER,
    "ingediend": _M.TABLED,
}
_WORDS: Mapping[str, MotionState] = {
    "verworpen": _M.REJECTED,
    "ingetrokken": _M.WITHDRAWN,
    "aangehouden": _M.HELD,
    "uitgesteld": _M.HELD,
    "overgenomen": _M.TAKEN_OVER,
    "aangenomen": _M.ADOPTED,
    "overeenkomstig": _M.ADOPTED,
}
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b")
_CLAUSES = re.compile(r"[.;:,()]|\b(?:en|maar|doch|echter|thans|wel)\b")
# "Voor kennisgeving aangenomen" is what is done with a letter, and no vote on a motion.
_DENIED = re.compile(r"\b(?:niet|geen|noch|nooit|kennisgeving)\b")

# `Status` of a commitment: what the government is asked, and what the Kamer says.
STATUSES: Mapping[str, tuple[CommitmentState, KamerVerdict]] = {
    "Openstaand": (CommitmentState.OPEN, KamerVerdict.OPEN),
    "Deels Afgedaan": (CommitmentState.PARTLY, KamerVerdict.PARTLY),
    "Voldaan": (CommitmentState.DONE, KamerVerdict.ACCEPTED),
}
_BY_WORD = {status.lower(): status for status in STATUSES}

# `Status` of a decision: one is a decision, the others are not yet; none at all counts as one.
TAKEN = "Besluit"
NOT_TAKEN = frozenset({"Voorstel", "Concept voorstel", "Nog te verwerken besluit"})


def _bare(value: object) -> str:
    return " ".join(str(value or "").split()).strip(" .")


def in_text(text: str) -> tuple[frozenset[MotionState], frozenset[MotionState]]:
    """Return the states that a text names, and those of which it says that they are not so."""
    said: set[MotionState] = set()
    denied: set[MotionState] = set()
    for clause in _CLAUSES.split(text.lower()):
        states = {_WORDS[word] for word in _WORD.findall(clause)}
        (denied if _DENIED.search(clause) else said).update(states)
    return frozenset(said), frozenset(denied)


def outcome(besluit: Entity) -> tuple[MotionState | None, Text | None]:
    """Return what a decision means for a motion, and what a person must look at.

    Shape:    one Besluit -> a state or None, and a note or None; TABLED says nothing new.
    Missing:  a kind that is not in the table leaves it to the text; a text that names no state, or
              more than one, gives none. Each with a note.
    Errors:   none; a text that says something else than the kind is a note, and the kind holds.
    Source:   own reading of saved public records; no official list was found.
    """
    kind, text = _bare(besluit.get("BesluitSoort")), _bare(besluit.get("BesluitTekst"))
    said, denied = in_text(text)
    state = KINDS.get(re.sub(r"^stemmen\s*-\s*", "", kind.lower()))
    if state is _M.TABLED and said:
        kind, state = "", None  # the kind was never brought up to date
    if state is not None:
        return state, _against(kind, text, state, said, denied)
    if len(said) != 1:
        return None, _says_nothing(text or kind)
    (read,) = said
    return read, _unknown_kind(kind, read) if kind else None


def _against(
    kind: str,
    text: str,
    state: MotionState,
    said: frozenset[MotionState],
    denied: frozenset[MotionState],
) -> Text | None:
    if not said - {state} and state not in denied:
        return None
    return Text(
        f"de soort van het besluit is '{kind}', de tekst zegt '{text}'. "
        f"Gelezen als '{state}'; kijk na wat er is besloten.",
        f"the kind of the decision is '{kind}', its text says '{text}'. "
        f"Read as '{state}'; look up what was decided.",
    )


def _says_nothing(words: str) -> Text:
    return Text(
        f"besluit '{words}' zegt niet wat er met de motie gebeurde",
        f"decision '{words}' does not say what happened to the motion",
    )


def _unknown_kind(kind: str, read: MotionState) -> Text:
    return Text(
        f"de soort van het besluit '{kind}' kennen wij niet; de tekst is gelezen als '{read}'",
        f"we do not know the kind of decision '{kind}'; its text was read as '{read}'",
    )


def unknown_status_of_decision(besluit: Entity) -> Text | None:
    """Return a note when it is not known whether a decision was taken."""
    status = besluit.get("Status")
    if status is None or status == TAKEN or status in NOT_TAKEN:
        return None
    return Text(
        f"de status '{status}' van een besluit kennen wij niet; het telt niet mee",
        f"we do not know the status '{status}' of a decision; it does not count",
    )


def status_of(record: Entity) -> tuple[tuple[CommitmentState, KamerVerdict] | None, Text | None]:
    """Return what the status of a commitment means, None when unknown; and a note."""
    given = record.get("Status")
    bare = _bare(given)
    status = _BY_WORD.get(bare.lower())
    if status is None:
        return None, Text(
            f"de status '{bare or 'geen'}' kennen wij niet: de stand is niet bekend",
            f"we do not know the status '{bare or 'none'}': how it stands is not known",
        )
    if status == given:
        return STATUSES[status], None
    return STATUSES[status], Text(
        f"de status '{given}' is gelezen als '{status}'",
        f"the status '{given}' was read as '{status}'",
    )
