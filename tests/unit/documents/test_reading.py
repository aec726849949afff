"""Documents of every kind are read to the same sentences, and every finding keeps its place."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.unit.documents.makers import docx, odt, pdf
from verantwoord.documents.errors import DocumentError
from verantwoord.documents.findings.names import Names
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.sentences import LONGEST_SENTENCE
from verantwoord.documents.reading.show import as_html, as_text
from verantwoord.documents.words import Dictionary

reading = import_module("verantwoord.documents.reading.read")  # the package has a `read` too
GOLD = Path(__file__).parents[2] / "gold" / "pages"
SEED = GOLD / "kst-36360-VII-1_p24.txt"


def read_bytes(folder: Path, name: str, data: bytes, words: Dictionary) -> ReadDocument:
    path = folder / name
    path.write_bytes(data)
    return read(path, words=words)


def read_text(folder: Path, text: str, words: Dictionary) -> ReadDocument:
    return read_bytes(folder, "page.txt", text.encode(), words)


def texts(document: ReadDocument) -> list[str]:
    return [sentence.text for sentence in document.sentences]


@pytest.fixture(scope="module")
def seed(words: Dictionary) -> ReadDocument:
    return read(SEED, words=words)


def test_the_footer_is_not_text_but_is_kept_as_metadata(seed: ReadDocument) -> None:
    [footer] = seed.furniture
    assert footer.kind == "voettekst"
    assert footer.metadata["identifier"] == "kst-36360-VII-1"
    assert footer.metadata["pagina"] == "24"
    assert not any("vergaderjaar" in text for text in texts(seed))
    assert "kst-36360-VII-1" not in {f.values["identifier"] for _, f in seed.findings("citation")}


def test_words_that_a_line_cut_are_whole_and_a_hyphen_of_the_word_stays(seed: ReadDocument) -> None:
    joined = {join.word: join.hyphen for join in seed.joins}
    assert joined["rijksontmoetingspleinen"] is False
    assert joined["departementen"] is False
    assert joined["I-vakmanschap"] is True
    for join in seed.joins:
        original = seed.original[slice(*join.span)]
        assert original.replace("\n", "").replace("-", "") == join.word.replace("-", "")


def test_headings_make_sections(seed: ReadDocument) -> None:
    assert [section.title for section in seed.sections] == [
        None,
        "Een duurzame en hybride rijksdienst",
        "ICT, informatievoorziening en informatiebeveiliging binnen de rijksdienst",
        "6 Waardengedreven digitale samenleving",
    ]


@pytest.mark.parametrize("page", sorted(GOLD.iterdir()), ids=lambda path: path.name)
def test_every_finding_has_its_place_in_the_original(page: Path, words: Dictionary) -> None:
    document = read(page, words=words)
    assert document.sentences
    end = 0
    for sentence in document.sentences:
        assert end <= sentence.span[0] < sentence.span[1]
        end = sentence.span[1]
        for finding in sentence.findings:
            assert document.original[slice(*finding.span)] == finding.text
            assert sentence.span[0] <= finding.span[0] < finding.span[1] <= sentence.span[1]
    json.dumps(document.as_json())
    assert as_text(document)


LINES = [
    "De energiebesparings-",
    "opgave is in 2023 verder verlaagd. Het doel is 30 procent in 2030.",
    "Zie Kamerstuk 26 643, nr. 940.",
]
EXPECTED = [
    "De energiebesparingsopgave is in 2023 verder verlaagd.",
    "Het doel is 30 procent in 2030.",
    "Zie Kamerstuk 26 643, nr. 940.",
]


def test_a_pdf_is_read_page_by_page(tmp_path: Path, words: Dictionary) -> None:
    pages = [[f"Jaarverslag {2020 + i}", *LINES, str(i + 1)] for i in range(4)]
    document = read_bytes(tmp_path, "a.pdf", pdf(pages), words)
    assert texts(document) == EXPECTED * 4
    assert {f.kind for f in document.furniture} == {"kopregel", "paginanummer"}
    assert [document.page_of(s.span[0]) for s in document.sentences] == [1] * 3 + [2] * 3 + [
        3
    ] * 3 + [4] * 3


def test_docx_odt_html_and_xml_give_the_same_sentences(tmp_path: Path, words: Dictionary) -> None:
    body = " ".join(EXPECTED)
    word = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Titel</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>{body[:9]}</w:t></w:r><w:r><w:t>{body[9:]}</w:t></w:r></w:p>"
    )
    files = {
        "a.docx": docx(word),
        "a.odt": odt(f"<text:h>Titel</text:h><text:p>{body}</text:p>"),
        "a.html": f"<html><script>x=1</script><h1>Titel</h1><p>{body}</p></html>".encode(),
        "a.xml": f'<?xml version="1.0"?><stuk><titel>Titel</titel><al>{body}</al></stuk>'.encode(),
    }
    for name, data in files.items():
        document = read_bytes(tmp_path, name, data, words)
        assert texts(document) == EXPECTED, name
        assert document.sections[1].title == "Titel", name


def test_windows_text_and_a_byte_order_mark_are_read(tmp_path: Path, words: Dictionary) -> None:
    text = "Er is geïnvesteerd.\r\nDat is één."
    for data in (text.encode("cp1252"), b"\xef\xbb\xbf" + text.encode()):
        document = read_bytes(tmp_path, "a.txt", data, words)
        assert texts(document) == ["Er is geïnvesteerd.", "Dat is één."]


def test_abbreviations_references_and_initials_do_not_end_a_sentence(
    tmp_path: Path, words: Dictionary
) -> None:
    text = (
        "De motie van mevr. A. Jansen c.s. (Stb. 2017, 123, art. 3) is o.a. in 2022 afgerond. "
        "Dat bleek uit Kamerstukken II 2022/23, 34352, nr. 258. Het werd gecontroleerd door de RAD."
        "Met de RAD wordt overlegd! Is dat zo? Ja."
    )
    assert len(read_text(tmp_path, text, words).sentences) == 6


def values(document: ReadDocument, kind: str) -> list[dict[str, object]]:
    return [dict(finding.values) for _, finding in document.findings(kind)]


def test_quantities_have_unit_and_year_and_references_have_none(
    tmp_path: Path, words: Dictionary
) -> None:
    text = (
        "In 2023 was dat ruim 1.872,5 kWh en € 36 miljoen (Kamerstuk 36 360 VII, nr. 1), "
        "ofwel 4,2%. Op 12 mei 2022 gold artikel 5. Er kwamen dertien plannen."
    )
    found = values(read_text(tmp_path, text, words), "quantity")
    assert [(q["value"], q["unit"], q["year"]) for q in found] == [
        ("1872.5", "kWh", "2023"),
        ("36000000", "EUR", "2023"),
        ("4.2", "%", "2023"),
        ("13", "plannen", None),
    ]


def test_a_target_has_year_and_direction(tmp_path: Path, words: Dictionary) -> None:
    text = "In 2023 was het 40 procent. Uiterlijk in 2030 moet dat ten hoogste 20 procent zijn."
    [target] = values(read_text(tmp_path, text, words), "target")
    assert (target["year"], target["direction"], target["quantities"]) == (
        "2030",
        "omlaag",
        ["20 %"],
    )


def test_growth_needs_a_value_before_and_after(tmp_path: Path, words: Dictionary) -> None:
    text = (
        "Het aantal is gegroeid naar 655. Het verbruik daalde van 41 GWh naar 38 GWh. "
        "Het verzuim nam af."
    )
    found = read_text(tmp_path, text, words).findings("growth")
    assert [sentence.number for sentence, _ in found] == [1, 3]


def test_motions_commitments_and_names_are_found(tmp_path: Path, words: Dictionary) -> None:
    (tmp_path / "a.txt").write_text(
        "De motie van de leden Smit en Yilmaz c.s. vraagt BZK om de Werkagenda. "
        "Ik zal de Kamer voor 1 juli 2024 informeren (TZ202501-123). Bzk telt niet."
    )
    names = Names({"bzk": ["BZK"]}, {"werkagenda": ["Werkagenda"]})
    document = read(tmp_path / "a.txt", names, words)
    [motion] = values(document, "motion")
    assert motion["by"] == "Smit en Yilmaz c.s."
    [commitment] = values(document, "commitment")
    assert commitment == {"term": "voor 1 juli 2024", "id": "TZ202501-123"}
    assert [f.text for _, f in document.findings("organisation")] == ["BZK"]
    assert values(document, "programme") == [{"id": "werkagenda"}]


def test_a_question_makes_no_claim_and_sets_no_target(tmp_path: Path, words: Dictionary) -> None:
    document = read_text(tmp_path, "Is het doel voor 2025 gehaald? Het doel is gehaald.", words)
    assert [sentence.number for sentence, _ in document.findings("claim")] == [2]
    assert [sentence.number for sentence, _ in document.findings("target")] == [2]


def test_html_is_escaped_and_has_an_anchor_for_each_sentence(
    tmp_path: Path, words: Dictionary
) -> None:
    document = read_text(
        tmp_path, 'Er zijn 5 <script>alert("x")</script> plannen. Zie kst-26643-940.', words
    )
    page = as_html(document)
    assert "<script" not in page
    assert 'id="zin-1"' in page
    assert 'href="https://zoek.officielebekendmakingen.nl/kst-26643-940.html"' in page


def test_html_shows_the_words_whole(seed: ReadDocument) -> None:
    page = as_html(seed)
    assert "rijksontmoetingspleinen zijn" in page
    assert "I-vakmanschap van" in page
    for sentence in seed.sentences:
        assert seed.repaired(*sentence.span) == sentence.text


PACKED = pdf([LINES])
BROKEN = {
    "empty.pdf": b"",
    "blank.txt": b" \n\t ",
    "truncated.pdf": PACKED[:300],
    "header.pdf": b"%PDF-1.7\nnothing else",
    "scan.pdf": pdf([[]]),
    "truncated.docx": docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")[:80],
    "nothing.docx": docx(""),
    "broken.odt": odt("<text:p>x"),
    "wrong.zip": b"PK\x03\x04" + b"\x00" * 50,
    "broken.xml": b"<?xml version='1.0'?><a><b></a>",
    "laughs.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
    "file.xml": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
    "empty.html": b"<html><body><script>1</script></body></html>",
    "image.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "bomb.docx": docx("<w:p><w:r><w:t>" + "a" * 61_000_000 + "</w:t></w:r></w:p>"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_or_hostile_file_is_refused_with_what_to_do(
    name: str, tmp_path: Path, words: Dictionary
) -> None:
    with pytest.raises(DocumentError) as refused:
        read_bytes(tmp_path, name, BROKEN[name], words)
    assert name in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path, words: Dictionary) -> None:
    with pytest.raises(DocumentError):
        read(tmp_path / "nowhere.txt", words=words)


def test_a_deep_tree_does_not_stop_the_program(tmp_path: Path, words: Dictionary) -> None:
    deep = b"<html><body>" + b"<div>" * 3000 + b"Tekst hier." + b"</body></html>"
    try:
        document = read_bytes(tmp_path, "deep.html", deep, words)
    except DocumentError:
        return
    assert document.sentences


_MEASURED = """
import json, sys
from pathlib import Path
from verantwoord.documents.reading import read
document = read(Path(sys.argv[1]))
footers = sum(one.kind == "voettekst" for one in document.furniture)
# not ru_maxrss: of a child that was just started it can be that of the parent
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0])
print(json.dumps([len(document.pages), footers, peak]))
"""


@pytest.mark.slow
def test_three_hundred_pages_are_read_in_little_memory(tmp_path: Path) -> None:
    """In a process of its own, because the bar is for a first run without any cache.

    How long it takes is measured by `python -m verantwoord_bench.documents`.
    """
    source = [
        line
        for page in sorted(GOLD.glob("*.txt"))
        for line in page.read_text("utf-8").split("\n")
        if "vergaderjaar 20" not in line
    ]
    pages = []
    for number in range(300):
        begin = (number * 37) % len(source)
        footer = f"Tweede Kamer, vergaderjaar 2022–2023, 36 360 VII, nr. 1 {number + 1}"
        pages.append([*(source * 2)[begin : begin + 45], footer])
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(pages))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)], check=True, capture_output=True, text=True
    )
    page_count, footers, peak = json.loads(done.stdout)
    assert (page_count, footers) == (300, 300)
    assert peak / 1024 < 500


RULES = ("claim_cue", "target_cue", "find_growth", "find_promises", "find_quantities")


@pytest.mark.parametrize(
    "word", ["wordt ", "dat nog ", "zal Kamer ", "5% ", "a", "Kamerstuk 36 360 "]
)
def test_no_rule_about_sentences_ever_sees_more_than_a_sentence(
    word: str, words: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table without full stops was one sentence; the rules took time by the square of it."""
    seen: list[int] = []
    for name in RULES:
        rule = getattr(reading, name)

        def watched(text: str, *rest: Any, rule: Any = rule) -> Any:
            seen.append(len(text))
            return rule(text, *rest)

        monkeypatch.setattr(reading, name, watched)
    text = (word * 20_000)[:20_000]
    for flowing in (True, False):
        extract = Extract("text", text, ((0, len(text)),), flowing=flowing)
        document = reading.read_extract(extract, "lang.txt", Names(), words)
        covered = "".join(s.text for s in document.sentences)
        assert covered.replace(" ", "") == text.replace(" ", "")
    assert max(seen) <= LONGEST_SENTENCE
    assert len(seen) < 2 * len(RULES) * (20_000 // (LONGEST_SENTENCE // 2))


def test_a_reference_at_the_cut_is_not_cut_in_two(words: Dictionary) -> None:
    reference = "Kamerstukken II 2022/23, 36 360, nr. 12"
    for before in range(960, 1001):
        text = "x" * (before - 1) + " " + reference + " en verder" * 20
        document = reading.read_extract(
            Extract("text", text, ((0, len(text)),), flowing=True), "x.txt", Names(), words
        )
        (found,) = (f for _, f in document.findings("citation"))
        assert found.text == reference, before
        assert all(len(s.text) <= LONGEST_SENTENCE for s in document.sentences)
