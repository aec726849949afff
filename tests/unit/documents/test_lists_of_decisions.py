"""Lists of decisions: what is cited in them, where their sentences end, and who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from verantwoord.documents.citations import find
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.words import Dictionary

SHAPE = Path(__file__).parent / "data" / "besluitenlijst_shape.txt"


def cited(text: str) -> list[str | None]:
    return [c.identifier for c in find(text) if not c.is_footer]


def opened(text: str, tmp_path: Path, words: Dictionary) -> ReadDocument:
    path = tmp_path / "stuk.txt"
    path.write_text(text, "utf-8")
    return read(path, words=words)


def test_every_bare_form_of_a_list_is_found(words: Dictionary) -> None:
    document = read(SHAPE, words=words)
    assert [f.values["identifier"] for _, f in document.findings("citation")] == [
        "kst-30569-7",
        "kst-30372-31",
        "kst-30372-31",
        "kst-30372-31",
        "kst-31701-11",
        "kst-34550-VII-6",
        "kst-34579-1",
        "kst-21501-07-1398",
        "kst-29754-113",
    ]


def test_a_sentence_of_a_list_is_not_cut_at_initials_nor_hangs_on_the_next_number(
    words: Dictionary,
) -> None:
    texts = [s.text for s in read(SHAPE, words=words).sentences]
    assert not [t for t in texts if t.endswith(("A.G.", "E.D.", " 4.", " 5.", " 6."))]
    assert any("A.G. Jansen - 24 maart 2009" in t for t in texts)
    assert "4. Agendapunt: Tweede nota van wijziging 30372 nr. 31" in texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabinetsreactie - 31701-11\nBesluit: Agenderen", ["kst-31701-11"]),
        ("Kabinetsreactie - 31701-11 Besluit: Agenderen", ["kst-31701-11"]),
        ("Brief - 22112-1742\nVoorstel: Agenderen", ["kst-22112-1742"]),
        ("• 21501-20-1398\n• 33763-1\n• 33818-A\n",
         ["kst-21501-20-1398", "kst-33763-1", "kst-33818-A"]),
        ("Brief 30569-7\nZaak: Nota - 31985-(R1887)-12\nBesluit: ja",
         ["kst-30569-7", "kst-31985-12"]),
        ("Bel 31701-11 voor meer.", []),
        ("Een bedrag van 15000-2000 euro.", []),
        ("Een bedrag van 15000-2000 euro.\nZaak: Nota - 31985-12\nBesluit: ja", ["kst-31985-12"]),
        ("Postbus 20011-3 Zaak: Nota - 31985-12\nBesluit: ja", ["kst-31985-12"]),
        ("Zaak: 2016Z17733 - 31985-12\nBesluit: 12345-7 is geen stuk", ["kst-31985-12"]),
    ],
)  # fmt: skip
def test_the_context_makes_a_bare_form_certain(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "flags"),
    [
        ("Kamerstukken I 2004/05, 29 762 e.a., D (memorie van antwoord, 30 maart 2005)",
         ["kst-20042005-29762-D"], ["en-andere-dossiers"]),
        ("Kamerstukken I 2012/13, 33 400 c.a., D", ["kst-33400-D"], ["en-andere-dossiers"]),
        ("Kamerstukken I 2010/11, 32 500 A e.v.", ["kst-32500-A"], ["en-volgende-stukken"]),
        ("Kamerstukken II 2012/13, 33 400, nr. 3 e.v.", ["kst-33400-3"], ["en-volgende-stukken"]),
        ("Kamerstukken I 2012/13, 33 400, A, B en C",
         ["kst-33400-A", "kst-33400-B", "kst-33400-C"], []),
        ("Kamerstukken I 2012/13, 33 400, nr. A en nr. B", ["kst-33400-A", "kst-33400-B"], []),
        ("Kamerstukken II 2022/23, 36 200 VII en XV, nr. 4", ["kst-36200-VII-4", None], []),
        ("Kamerstukken I 2022/23, 35 261 / 35 262, E", ["kst-35261-E", None], []),
        ("Kamerstukken II 2022/23, 21 501-02 en 21 501-20, nr. 5", ["kst-21501-02-5", None], []),
    ],
)  # fmt: skip
def test_tails(text: str, expected: list[str | None], flags: list[str]) -> None:
    found = find(text)
    assert [c.identifier for c in found] == expected
    assert [flag for c in found for flag in c.flags] == flags


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Kamerstukken II 2012/13, 33 400, nrs. 1–3",
         ("kst-33400-1", "kst-33400-2", "kst-33400-3")),
        ("Kamerstukken I 2012/13, 33 400, A t/m C", ("kst-33400-A", "kst-33400-B", "kst-33400-C")),
        ("Kamerstukken I 2012/13, 33 400, letters A-B", ("kst-33400-A", "kst-33400-B")),
        ("Kamerstukken I 2004/05, 29 762, A–B", ("kst-20042005-29762-A", "kst-20042005-29762-B")),
    ],
)  # fmt: skip
def test_a_range_names_all_its_documents(text: str, candidates: tuple[str, ...]) -> None:
    (found,) = find(text)
    assert found["kandidaten"] == candidates
    assert found.span == (0, len(text))


@pytest.mark.parametrize("rest", ["tot en met nummer 8", "/ 35 262"])
def test_what_is_not_read_of_a_tail_is_flagged(rest: str) -> None:
    (found, *_) = find(f"Kamerstuk 33 400, nr. 3 {rest} van vorig jaar")
    assert any(flag.startswith("rest-niet-gelezen") for flag in found.flags)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat zei A.G. Koenders. Hij ging.", ["Dat zei A.G. Koenders.", "Hij ging."]),
        ("Dat zei J.-P. Balkenende. Hij ging.", ["Dat zei J.-P. Balkenende.", "Hij ging."]),
        ("Dat zei Th. Bot aan IJ. Smit. Ja.", ["Dat zei Th. Bot aan IJ. Smit.", "Ja."]),
        ("Dat zei E.D. de Boer. Ja.", ["Dat zei E.D. de Boer.", "Ja."]),
        ("De site heeft status A. De andere niet.", ["De site heeft status A.", "De andere niet."]),
        ("Van de V.S. Het land ook.", ["Van de V.S.", "Het land ook."]),
        ("1. Opening 2. Agendapunt: Brief 3. Agendapunt: Slot",
         ["1. Opening", "2. Agendapunt: Brief", "3. Agendapunt: Slot"]),
        ("Er zijn er 4. De rest volgt.", ["Er zijn er 4.", "De rest volgt."]),
    ],
)  # fmt: skip
def test_where_sentences_end(
    text: str, expected: list[str], tmp_path: Path, words: Dictionary
) -> None:
    assert [s.text for s in opened(text, tmp_path, words).sentences] == expected


FOOTER = "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 3"


@pytest.mark.parametrize(
    ("glued", "section"),
    [
        (f"{FOOTER}Antwoord 12\nJa.", "Antwoord 12"),
        (f"{FOOTER}\nAntwoord 12Ja.", "Antwoord 12"),
        (f"Dat klopt.{FOOTER}Antwoord 12Ja.", "Antwoord 12"),
        (f"{FOOTER}\nVraag 12\nKlopt dit?Antwoord 12\nJa.", "Antwoord 12"),
    ],
)
def test_what_is_glued_does_not_swallow_who_speaks(
    glued: str, section: str, tmp_path: Path, words: Dictionary
) -> None:
    document = opened(f"Eerder is dit gezegd.\n{glued}\n", tmp_path, words)
    last = document.sentences[-1]
    assert last.text == "Ja."
    assert document.sections[last.section].title == section
    assert [f.kind for f in document.furniture] == ["voettekst"]
