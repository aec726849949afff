"""Every page of a release: links that work, headings in order, tables that say what they are."""

from __future__ import annotations

import csv
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

Element = html.HtmlElement


@cache
def parsed(path: Path) -> Element:
    return html.fromstring(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def pages(zilverland: Path) -> list[Path]:
    found = sorted(zilverland.rglob("*.html"))
    assert len(found) > 300
    return found


def test_every_link_leads_somewhere(pages: list[Path]) -> None:
    broken = set()
    for page in pages:
        for link in parsed(page).xpath("//@href"):
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("https", "http"), link
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (parts.fragment and not _has_anchor(target, parts.fragment)):
                broken.add((page.name, link))
    assert not broken


@cache
def _anchors(path: Path) -> frozenset[str]:
    return frozenset(parsed(path).xpath("//@id"))


def _has_anchor(path: Path, fragment: str) -> bool:
    return fragment in _anchors(path)


def test_every_page_has_one_heading_a_language_and_a_title_of_its_own(pages: list[Path]) -> None:
    titles: dict[str, Path] = {}
    for page in pages:
        tree = parsed(page)
        assert tree.get("lang") == ("en" if page.parent.name == "en" else "nl")
        assert len(tree.xpath("//h1")) == 1, page
        title = tree.findtext(".//title")
        levels = [int(h.tag[1]) for h in tree.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
        assert all(b - a <= 1 for a, b in pairwise(levels)), page
        assert titles.setdefault(title or "", page) == page


def test_ids_are_unique_on_a_page(pages: list[Path]) -> None:
    for page in pages:
        ids = parsed(page).xpath("//@id")
        assert len(ids) == len(set(ids)), (page.name, {i for i in ids if ids.count(i) > 1})


def test_every_table_has_a_caption_and_header_cells_with_a_scope(pages: list[Path]) -> None:
    for page in pages:
        for table in parsed(page).xpath("//table"):
            assert table.findtext("caption/span").strip()
            assert table.xpath(".//thead//th") and table.xpath(".//tbody//th")
            assert all(th.get("scope") in ("row", "col") for th in table.xpath(".//th"))
            columns = len(table.xpath(".//thead//th"))
            for row in table.xpath(".//tr"):
                assert sum(int(c.get("colspan", "1")) for c in row) == columns, page.name


def test_every_page_says_that_it_is_fictional_and_links_to_accessibility(
    pages: list[Path],
) -> None:
    for page in pages:
        tree = parsed(page)
        assert "verzonnen" in tree.xpath("string(//aside[@class='fictional'])")
        assert tree.xpath("//footer//a[contains(@href, 'toegankelijkheid.html')]")


def test_no_page_needs_a_script_or_another_server(pages: list[Path]) -> None:
    for page in pages:
        tree = parsed(page)
        assert not tree.xpath("//script | //iframe | //*[@onclick] | //@style")
        assert all(not urlsplit(s).scheme for s in tree.xpath("//@src | //link/@href"))


def test_every_chart_has_words_a_description_and_a_download(
    pages: list[Path], zilverland: Path
) -> None:
    charts = [f for page in pages for f in parsed(page).xpath("//figure")]
    assert len(charts) >= 5
    for figure in charts:
        assert figure.findtext("figcaption/strong").endswith(".")
        drawings = figure.xpath(".//*[local-name()='svg'][@role='img']")
        assert len(drawings) == 2  # wide and narrow
        for svg in drawings:
            assert svg.xpath("string(*[local-name()='title'])")
            assert svg.xpath("string(*[local-name()='desc'])")
        hrefs = figure.xpath(".//p[@class='downloads']//@href")
        assert {h.rpartition(".")[2] for h in hrefs} == {"csv", "svg"}


def test_the_four_kinds_of_nothing_and_zero_look_different(zilverland: Path) -> None:
    tree = parsed(zilverland / "uitleg.html")
    kinds = {"v-nul", "v-onbekend", "v-niet-geleverd", "v-nvt", "v-onderdrukt"}
    shown = {k: tree.xpath(f"//span[contains(@class, '{k}')]")[0] for k in kinds}
    assert len({e.text_content() for e in shown.values()}) == 5
    icons = [html.tostring(e.find("svg")) for k, e in shown.items() if k != "v-nul"]
    assert len(set(icons)) == 4


def test_missing_late_and_corrected_deliveries_are_visible(zilverland: Path) -> None:
    gaps = parsed(zilverland / "hiaten.html").text_content()
    assert "Ministerie van Handel en Havens" in gaps and "vierde kwartaal 2024" in gaps
    assert re.search(r"Ministerie van Bosbouw\s*Uren van de doelgroep\s*tweede kwartaal 2023", gaps)
    assert "Betere begeleiding op de werkvloer" in gaps and "nog niet vastgesteld" in gaps
    deliveries = parsed(zilverland / "leveringen.html").text_content()
    assert "een afdeling was vergeten" in deliveries and "11 dagen te laat" in deliveries


def test_an_incomplete_total_is_never_judged_and_says_what_is_missing(zilverland: Path) -> None:
    page = parsed(zilverland / "cijfer/banen.aandeel_zilverland_2024.html").text_content()
    assert "onvolledig" in page and "15 van 16 bestanden, 15 van 16 kwartalen" in page
    assert "Er is geen oordeel: het cijfer is onvolledig" in page


def test_no_hidden_number_stands_on_any_page(zilverland: Path) -> None:
    """The three people of the smallest ministry are nowhere, nor are their hours."""
    figure = "banen.relaties@tradities@2024-Q1@soort=inhuur"
    csv = (zilverland / "data/figures.csv").read_text("utf-8")
    line = next(text for text in csv.splitlines() if text.startswith(figure))
    assert ",onderdrukt," in line
    page = (zilverland / "cijfer/banen.relaties_tradities_2024-q1_soort~3dinhuur.html").read_text()
    assert "dit gaat over te weinig mensen om te tonen" in page
    assert "klopt precies" not in page and "<table" not in page


def test_a_reader_cannot_see_which_hidden_number_is_the_small_one(zilverland: Path) -> None:
    """The neighbour is hidden in the same words; else its neighbour would be known to be small."""
    with (zilverland / "data/figures.csv").open(encoding="utf-8") as file:
        hidden = [row for row in csv.DictReader(file) if row["status"] == "onderdrukt"]
    assert {row["organisation"] for row in hidden} == {"tradities", "bosbouw"}
    assert len({row["reason"] for row in hidden}) == 1


def test_hidden_contributions_to_a_shown_figure_are_one_sum(zilverland: Path) -> None:
    page = (zilverland / "cijfer/banen.aandeel_zilverland_2024.html").read_text()
    assert "8 bijdragen samen; apart onderdrukt om mensen te beschermen" in page
    assert "klopt precies" in page
    assert "banen-tradities-2024" not in page.partition("De bestanden")[2].partition("</main>")[0]


def test_a_figure_from_a_publication_shows_the_row_and_its_source(zilverland: Path) -> None:
    tree = parsed(zilverland / "cijfer/energie.verbruik_zilverland_2023.html")
    (row,) = tree.xpath("//ul[@class='taken']/li")
    assert "3.301" in row.text_content() and "rij 2 van verbruik-2023.csv" in row.text_content()
    assert row.xpath(".//@href") == ["https://example.org/jaarverslag-2023"]


def test_delivered_rows_are_never_on_a_page(pages: list[Path]) -> None:
    for page in pages:
        if not page.name.startswith("energie.verbruik_"):
            assert not parsed(page).xpath("//ul[@class='taken']")


def test_a_reader_walks_from_a_motion_to_its_figure_and_back(zilverland: Path) -> None:
    motion = zilverland / "motie/banen.motie-vermeer.html"
    assert "../indicator/banen.aandeel.html" in parsed(motion).xpath("//main//@href")
    indicator = zilverland / "indicator/banen.aandeel.html"
    assert "../motie/banen.motie-vermeer.html" in parsed(indicator).xpath("//main//@href")


def test_every_claim_of_a_document_leads_to_what_covers_it_or_names_the_gap(
    zilverland: Path,
) -> None:
    tree = parsed(zilverland / "document/jaarverslag-2024.html")
    sentences = tree.xpath("//div[contains(@class, 'sentence')]")
    assert [s.get("id") for s in sentences] == [f"zin-{n}" for n in range(1, 5)]
    first, second, third, last = sentences
    assert {
        "../indicator/banen.aandeel.html",
        "../thema/banen.html#doel-banen.aandeel",
        "../motie/banen.motie-vermeer.html",
    } <= set(first.xpath(".//@href"))
    assert second.xpath(".//@href") == ["../actie/banenplan_2022_werving.html"]
    assert "hiaat" in third.text_content() and not third.xpath(".//@href")
    assert last.xpath("./*")[1:] == []  # a fact that claims nothing
    passage = parsed(zilverland / "motie/banen.motie-vermeer.html").xpath("//main//@href")
    assert "../document/jaarverslag-2024.html#zin-1" in passage
