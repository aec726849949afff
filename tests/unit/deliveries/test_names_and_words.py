"""Names of columns, words of personal data, texts that look alike: each rule and its neighbour."""

from __future__ import annotations

import pytest

from verantwoord.deliveries.look_alikes import skeleton
from verantwoord.deliveries.messages import FilePlace, shown
from verantwoord.deliveries.moments import hour_twice
from verantwoord.deliveries.names import LOOKED_AT, header_row, hits, normal
from verantwoord.deliveries.numbers import DecimalMark, MarkEvidence, decide
from verantwoord.deliveries.personal import passes_eleven_proof, personal_column, redacted

KNOWN = frozenset({"plek", "uren", "soort_werk"})


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Uren", "uren"), (" uren ", "uren"), ("SOORT WERK", "soort_werk"),
        ("soort-werk", "soort_werk"), ("soort - werk", "soort_werk"), ("soort\nwerk", "soort_werk"),
        ("soort\u00a0werk", "soort_werk"), ("u\u200bren", "uren"), ("\ufeffuren", "uren"),
        ("u\u00adren", "uren"), ("Cafe\u0301", "café"), ("Straße", "strasse"),
        ("soort_werk", "soort_werk"), ("soort__werk", "soort__werk"), ("soortwerk", "soortwerk"),
        ("soort/werk", "soort/werk"), ("", ""), (" \t", ""),
    ],
)  # fmt: skip
def test_a_name_is_known_whatever_does_not_matter(name: str, same: str) -> None:
    assert normal(name) == same


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([], 1),
        ([["plek", "uren"]], 1),
        ([["Titel"], ["plek", "uren"]], 2),
        ([["plek", "x"], ["plek", "uren"]], 2),
        ([["plek", "uren"], ["plek", "uren", "soort werk"]], 1),  # not twice as many
        ([["Titel"], ["plek", "x"]], 1),  # one name may be a remark
        ([["#plek", "uren"]], 1),
        ([["a"], ["b"], ["# Plek", "Uren"]], 3),
        ([["uren", "uren"], ["uren", "plek"]], 2),  # the same name counts once
        ([["a"], ["plek", "uren"], ["plek", "uren"]], 2),
        ([["a"]] * (LOOKED_AT - 1) + [["plek", "uren"]], LOOKED_AT),
        ([["a"]] * LOOKED_AT + [["plek", "uren"]], 1),
    ],
)
def test_the_header_is_where_most_columns_are_named(rows: list[list[str]], at: int) -> None:
    assert header_row(rows, KNOWN) == at


def test_of_a_dataset_of_one_column_one_name_is_enough() -> None:
    assert header_row([["Titel"], ["uren"]], frozenset({"uren"})) == 2
    assert header_row([["uren"], ["uren"]], frozenset({"uren"})) == 1
    assert hits(["Uren", " uren", "plek", "x", ""], KNOWN) == 2


@pytest.mark.parametrize(
    ("name", "about_persons"),
    [
        ("naam", True), ("Naam", True), ("naam_gebouw", True), ("gebouwnaam", False),
        ("BSN", True), ("bsn-nr", True), ("absn", False), ("e-mail", True), ("email", True),
        ("emailadressen", False), ("geboorte datum", True), ("geboortedatum", True),
        ("post code", True), ("postcode4", False), ("adres", True), ("adressen", False),
        ("flex_naam", True), ("flex_bsn", True), ("flex_nummer", False), ("leeftijd", True),
        ("leeftijdsklasse", False), ("medewerker", True), ("medewerkers", False), ("fte", False),
        ("", False), ("_", False), ("person", True), ("personnel", False), ("name", True),
    ],
)  # fmt: skip
def test_a_column_about_persons_is_known_by_its_words(name: str, about_persons: bool) -> None:
    assert personal_column(name) is about_persons


@pytest.mark.parametrize(
    ("digits", "passes"),
    [("111222333", True), ("111222334", False), ("123456782", True), ("000000000", False),
     ("11122233", False), ("0111222333", False), ("", False), ("11122233x", False),
     ("١١١٢٢٢٣٣٣", False)],
)  # fmt: skip
def test_the_eleven_proof(digits: str, passes: bool) -> None:
    assert passes_eleven_proof(digits) is passes


HIDDEN = "·" * 9


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bel 111222333", f"bel {HIDDEN}"), ("bel 111222334", "bel 111222334"),
        ("111.222.333", HIDDEN), ("111 222 333", HIDDEN), ("1112.22.333", HIDDEN),
        ("11.122.23.33", HIDDEN), ("x111222333y", f"x{HIDDEN}y"), ("0111222333", "0111222333"),
        ("jan@x.nl", "···@···"), ("a jan.de-boer@mail.x.nl b", "a ···@··· b"), ("jan@x", "jan@x"),
        ("111222333 en 123456782", f"{HIDDEN} en {HIDDEN}"), ("", ""), ("niets", "niets"),
    ],
)  # fmt: skip
def test_no_finding_repeats_personal_data(text: str, told: str) -> None:
    assert redacted(text) == told
    assert shown(text) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(12, "12"), (None, "None"), ("a\nb", "a·b"), ("a\x07b", "a·b"), ("x" * 120, "x" * 120),
     ("x" * 121, "x" * 100 + "…"), ("a\u200bb", "a·b"), ("ë €", "ë €")],
)  # fmt: skip
def test_a_value_is_shown_short_and_on_one_line(value: object, told: str) -> None:
    assert shown(value) == told


@pytest.mark.parametrize(
    ("place", "nl", "en"),
    [
        (FilePlace(), "Het bestand", "The file"),
        (FilePlace(row=3), "Rij 3", "Row 3"),
        (FilePlace(row=3, column="uren"), "Rij 3, kolom uren", "Row 3, column uren"),
        (FilePlace(column="uren"), "Kolom uren", "Column uren"),
        (FilePlace("A"), "Blad A", "Sheet A"),
        (FilePlace("A", 3), "Blad A, rij 3", "Sheet A, row 3"),
        (FilePlace("A", 3, "uren", "B3"), "Blad A, cel B3 (uren)", "Sheet A, cell B3 (uren)"),
        (FilePlace("A", 3, None, "B3"), "Blad A, cel B3", "Sheet A, cell B3"),
        (FilePlace("A", 2, "u", "B2:B4"), "Blad A, cellen B2:B4 (u)", "Sheet A, cells B2:B4 (u)"),
        (
            FilePlace("A", 2, "u", "B2, B4"),
            "Blad A, cellen B2, B4 (u)",
            "Sheet A, cells B2, B4 (u)",
        ),
        (FilePlace(None, 2, "u", None, "2-9"), "Rijen 2-9, kolom u", "Rows 2-9, column u"),
        (FilePlace("A", rows="3-4"), "Blad A, rijen 3-4", "Sheet A, rows 3-4"),
    ],
)
def test_a_place_is_said_as_the_sender_sees_it(place: FilePlace, nl: str, en: str) -> None:
    assert (place.text("nl"), place.text("en")) == (nl, en)
    assert place.text("nl", "soort a").endswith("oort a")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Zaal A", "Zaal  A", True), ("Zaal A", "Zaal\u2003A", True),
        ("Zaal A", "Zaal \u0410", True),
        ("a-b", "a\u2013b", True), ("a-b", "a\u2011b", True), ("a-b", "a\u2212b", True),
        ("'t", "\u2019t", True), ('"a"', "\u201ca\u201d", True), ("\uff21", "A", True),
        ("e\u0301", "é", True), ("Zaal A", "zaal A", False), ("Zaal A", "ZaalA", False),
        ("Zaal A", "Zaal Á", False), ("a-b", "a_b", False), ("a b ", "a b", True),
        ("0", "O", False), ("1", "l", False),
        ("Zaal", "Zaal\ufe0f", True), ("Zaal", "Za\u3164al", True), ("Zaal", "Za al", False),
    ],
)  # fmt: skip
def test_what_looks_the_same_has_one_skeleton(one: str, other: str, alike: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is alike


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["2024-10-27 02:00"], "2024-10-27"), (["2024-10-27 02:59:59"], "2024-10-27"),
        (["2024-10-27 03:00"], None), (["2024-10-27 01:59"], None), (["2024-10-26 02:30"], None),
        (["2024-10-27", "02:15"], "2024-10-27"), (["27-10-2024", "2:15"], "27-10-2024"),
        (["27/10/2024 2.15"], "27/10/2024"), (["27.10.2024", "2u15"], "27.10.2024"),
        (["2023-10-29T02:30"], "2023-10-29"), (["2023-10-27T02:30"], None),
        (["2024-10-27T02:30+01:00"], None), (["2024-10-27T02:30Z"], None),
        (["2024-10-27T02:30+0200"], None), (["2024-03-31 02:30"], None), (["2024-10-27"], None),
        (["02:30"], None), (["2024-10-32 02:30"], None), (["2024-10-27 12:30"], None), ([], None),
        (["meter 7", "2024-10-27", "02:30"], "2024-10-27"),
    ],
)  # fmt: skip
def test_one_hour_a_year_is_there_twice(texts: list[str], day: str | None) -> None:
    assert hour_twice(texts) == day


POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


@pytest.mark.parametrize(
    ("point", "comma", "unclear", "separator", "mark"),
    [
        (False, False, None, ";", POINT), (True, False, None, ";", POINT),
        (False, True, None, ";", COMMA), (True, True, None, ";", None),
        (True, True, "1.234", ",", None), (False, True, "1.234", ",", COMMA),
        (True, False, "1,234", ";", POINT), (False, False, "1.234", ";", None),
        (False, False, "1.234", "\t", None), (False, False, "1.234", ",", POINT),
        (False, False, "1,234", ",", None),
    ],
)  # fmt: skip
def test_the_mark_is_proven_or_not_known(
    point: bool, comma: bool, unclear: str | None, separator: str, mark: DecimalMark | None
) -> None:
    assert decide(MarkEvidence(point, comma, unclear), separator) is mark


def test_what_is_shown_of_a_long_text_is_not_looked_for_in_all_of_it() -> None:
    """From each letter of one long word an address could begin: that takes hours for a megabyte."""
    for sign in ("x", "1", ".", "1-", "%"):
        text = sign * 1_000_000
        assert shown(text) == text[:100] + "…"


def test_an_address_at_the_end_of_what_is_shown_does_not_lose_its_sign() -> None:
    for before in range(60, 130):
        words = f"{'x ' * before}jan.jansen@voorbeeld.nl {'y ' * 300}"
        assert "jan" not in shown(words, 240)
    assert shown("a@b.nl " * 200).count("···@···") > 10
    assert shown("a@b.nl " * 200).endswith("…")
