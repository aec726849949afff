"""The page of what auditors said, and what a page of a figure says of it."""

from __future__ import annotations

from pathlib import Path

from lxml import html


def text_of(page: Path) -> str:
    return " ".join(html.fromstring(page.read_text("utf-8")).text_content().split())


def rows(page: Path, table: str) -> list[list[str]]:
    found = html.fromstring(page.read_text("utf-8")).xpath(
        f"//table[caption[@id='{table}']]/tbody/tr"
    )
    return [[" ".join(c.text_content().split()) for c in row] for row in found]


def test_answered_and_effect_stand_apart_and_what_is_open_comes_first(zilverland: Path) -> None:
    page = zilverland / "beloften" / "controle.html"
    first, second = rows(page, "tab-aanbevelingen")
    assert first[0] == "Laat de doelgroep meer uren werken aanbeveling, activiteit A-12"
    assert first[3:6] == [
        "overgenomen",
        "1 juni 2023 door Minister van Bosbouw",
        "gezien gekeken op 15 januari 2025",
    ]
    assert int(first[6].replace(".", "")) > 600
    assert second[2:6] == ["niet bekend", "open", "geen antwoord bekend", "geen cijfer bij genoemd"]
    assert "Er zijn 2 aanbevelingen en conclusies. Op 1 daarvan is een antwoord bekend." in text_of(
        page
    )
    assert [r[1] for r in rows(page, "tab-oordelen")] == [
        "onderzoek geeft geen zekerheid over cijfers",
        "controle geeft zekerheid",
    ]


def test_a_figure_says_whether_it_was_audited(zilverland: Path) -> None:
    pages = zilverland / "cijfer"
    audited = text_of(pages / "banen.aandeel_zilverland_2023.html")
    assert "gecontroleerd Auditdienst van Zilverland, 1 maart 2024, na controle" in audited
    other = text_of(pages / "banen.aandeel_zilverland_2024.html")
    assert "geen controle bekend In het register staat geen oordeel" in other


def test_an_organisation_has_only_opinions_that_name_it(zilverland: Path) -> None:
    words = "De opgave van Bosbouw kan sneller."
    assert words in text_of(zilverland / "organisatie" / "bosbouw.html")
    assert words not in text_of(zilverland / "organisatie" / "dijken.html")


def test_the_page_of_a_recommendation_has_its_figure_and_what_was_seen(zilverland: Path) -> None:
    page = zilverland / "aanbeveling" / "banen.rekenkamer-uren.html"
    ((on, seen, figure, why),) = rows(page, "tab-effect")
    assert (on, seen, figure) == ("15 januari 2025", "gezien", "banen.aandeel@zilverland@2024")
    assert why == "Het aandeel is hoger dan een jaar eerder."
    assert "overgenomen, 1 juni 2023, door Minister van Bosbouw" in text_of(page)
