"""How goals and promises stand, as one sentence over their counts."""

from __future__ import annotations

from collections.abc import Mapping

from verantwoord.model.standing import JUDGED, Stand
from verantwoord.wording.shown import GOAL

_REST = {
    Stand.NO_JUDGEMENT: ("is er een cijfer maar geen oordeel", "with a figure but no judgement"),
    Stand.OLDER: ("is er alleen een ouder cijfer", "with an older figure only"),
    Stand.NO_FIGURE: ("is er geen cijfer", "without a figure"),
    Stand.UNMEASURED: ("is geen meting gevonden", "of which no measurement was found"),
}
STAND_ENGLISH: dict[str, str] = {str(status): words[1] for status, words in GOAL.items()} | {
    Stand.OLDER: "older figure",
    Stand.NO_FIGURE: "no figure",
    Stand.UNMEASURED: "not measured",
}


def tally_sentence(counts: Mapping[Stand, int], year: int, language: str = "nl") -> str:
    """Say how many goals and promises there are, how many were judged, and what of the others.

    Shape:    counts by where each stands; every one counts once.
    """
    return (_in_english if language == "en" else _in_dutch)(counts, year)


def _in_dutch(counts: Mapping[Stand, int], year: int) -> str:
    total = sum(counts.values())
    if not total:
        return "Er is geen doel of belofte met een getal gevonden."
    rest = [f"van {counts[s]} {words}" for s, (words, _) in _REST.items() if counts.get(s)]
    if total == 1:
        (stand,) = (s for s in counts if counts[s])
        only = _REST[stand][0] if stand in _REST else f"is dat {stand}"
        return f"Er is één doel of belofte. Over {year} {only}."
    judged = [f"{counts[s]} {s}" for s in JUDGED if counts.get(s)]
    n = sum(counts.get(s, 0) for s in JUDGED)
    said = f"Over {year} {'zijn' if n > 1 else 'is'} {n or 'geen'} van de {total} doelen en "
    said += "beloften met een cijfer beoordeeld"
    said += f": {joined(judged)}." if judged else "."
    words = joined(rest)
    return f"{said} {words[0].upper()}{words[1:]}." if rest else said


def _in_english(counts: Mapping[Stand, int], year: int) -> str:
    total = sum(counts.values())
    if not total:
        return "No goal or promise with a number was found."
    n = sum(counts.get(s, 0) for s in JUDGED)
    judged = joined([f"{counts[s]} {STAND_ENGLISH[s]}" for s in JUDGED if counts.get(s)], "and")
    goals = "goal or promise" if total == 1 else "goals and promises"
    said = f"Of {total} {goals}, {n or 'none'} {'were' if n > 1 else 'was'} judged by a figure "
    said += f"about {year}: {judged}." if judged else f"about {year}."
    rest = [f"{counts[s]} {words}" for s, (_, words) in _REST.items() if counts.get(s)]
    return f"{said} The others: {joined(rest, 'and')}." if rest else said


def promises_sentence(total: int, still_open: int, unknown: int, overdue: int, without: int) -> str:
    """Say how many motions and commitments are open, and how many no figure shows anything of.

    Shape:    counts, of which the first is at least one and the others are among it: known to be
              open; with only an older state known; open and over their day; without a figure.
    """
    stand = "staat" if still_open == 1 else "staan"
    if total == 1:
        first = "Er is één motie of toezegging. "
        first += "Die staat nog open" if still_open else "Die staat niet meer open"
        first = "Er is één motie of toezegging" if unknown else first
        first += ", over de termijn." if overdue else "."
    else:
        who = "het" if still_open == 1 else "zij"
        first = f"Van {still_open or 'geen'} van de {total} moties en toezeggingen is bekend dat "
        first += f"{who} nog open {stand}"
        first += f", waarvan {overdue} over de termijn." if overdue else "."
    said = [first]
    if unknown:
        whose = f"Van {unknown}" if total > 1 else "Daarvan"
        who, stand = ("het", "staat") if unknown == 1 else ("zij", "staan")
        said.append(
            f"{whose} is alleen een oudere stand bekend: of {who} nog open {stand}, is niet bekend."
        )
    if not without:
        said.append("Van elke laat een cijfer zien wat ervan kwam.")
    else:
        none = "Geen enkel cijfer laat" if without == total else f"Bij {without} laat geen cijfer"
        said.append(f"{none} zien wat ervan kwam.")
    return " ".join(said)


def joined(words: list[str], last: str = "en") -> str:
    """Return `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
