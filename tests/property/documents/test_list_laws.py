"""Of any list of decisions, every reference is found, nothing else is, and sentences stay whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verantwoord.documents.citations import find
from verantwoord.documents.findings.names import Names
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.read import read_extract

DOSSIERS = st.integers(22000, 36999)
NUMBERS = st.integers(1, 2999)
CHAPTERS = st.sampled_from(["VII", "XV", "V", "IIB", "XVI"])
SURNAMES = st.sampled_from(["Jansen", "de Boer", "Koenders", "van den Berg", "Ollongren"])
INITIALS = st.lists(st.sampled_from("ABCDEGHJKLMNPRST"), min_size=1, max_size=3)
DECISIONS = st.sampled_from(
    ["Agenderen.", "Voor kennisgeving aannemen", "Betrekken bij het debat van 3 april 2024."]
)


@st.composite
def references(draw: st.DrawFn) -> tuple[str, str]:
    dossier, number = draw(DOSSIERS), draw(NUMBERS)
    kind = draw(st.sampled_from(["plain", "chapter", "kingdom", "sub", "nr"]))
    if kind == "chapter":
        chapter = draw(CHAPTERS)
        return f"{dossier}-{chapter}-{number}", f"kst-{dossier}-{chapter}-{number}"
    if kind == "kingdom":
        return f"{dossier}-(R{draw(st.integers(1000, 2999))})-{number}", f"kst-{dossier}-{number}"
    if kind == "sub":
        sub = draw(st.sampled_from(["02", "07", "08"]))
        return f"21501-{sub}-{number}", f"kst-21501-{sub}-{number}"
    if kind == "nr":
        return f"{dossier} nr. {number}", f"kst-{dossier}-{number}"
    return f"{dossier}-{number}", f"kst-{dossier}-{number}"


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Draw a list with at least two points: its text, its ids and its points."""
    lines, ids, points = ["Besluitenlijst van de procedurevergadering"], [], []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        written, identifier = draw(references())
        minister = ".".join(draw(INITIALS)) + ". " + draw(SURNAMES)
        points.append(f"{number}. Agendapunt: Voortgang van zaak {draw(st.integers(100, 999))}")
        day = draw(st.integers(1, 28))
        lines += [
            points[-1],
            f"Zaak: Brief regering - minister van Voorbeelden, {minister} - {day} maart 2024",
            f"Voortgangsrapportage - {written}",
            f"Besluit: {draw(DECISIONS)}",
        ]
        ids.append(identifier)
    return "\n".join(lines), ids, points


class _NoWords:
    def is_word(self, word: str) -> bool:
        return True

    def is_listed(self, word: str) -> bool:
        return True


@given(lists())
def test_all_references_of_a_list_and_no_others(case: tuple[str, list[str], list[str]]) -> None:
    text, ids, _ = case
    assert [c.identifier for c in find(text)] == ids


@given(lists())
def test_every_point_of_a_list_begins_its_own_sentence(
    case: tuple[str, list[str], list[str]],
) -> None:
    text, ids, points = case
    extract = Extract("text", text, ((0, len(text)),))
    document = read_extract(extract, "stuk", Names(), _NoWords())
    texts = [s.text for s in document.sentences]
    assert [t for t in texts if "Agendapunt" in t] == points
    assert sum("minister van" in t for t in texts) == len(points)
    assert [f.values["identifier"] for _, f in document.findings("citation")] == ids
