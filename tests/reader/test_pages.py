"""Every page of both demo releases, read as a reader does and held against figures.csv.

A number, year, status or 'hoger' that the data do not say fails here, whoever wrote the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.reader.release import NUMBER, Page, Release, clean, decimals, number, words_of

pytestmark = pytest.mark.slow
NAMES = ("rijk-2022", "oefenrijk-2024")


@pytest.fixture(scope="module", params=NAMES)
def release(request: pytest.FixtureRequest, demo_releases: Path) -> Release:
    return Release(demo_releases / request.param)


def test_the_number_in_a_link_is_that_of_the_figure_behind_it(release: Release) -> None:
    wrong, seen = [], 0
    for page in release.pages():
        for link, target in page.links():
            if link.get("class") != "fig" or target not in release.by_page:
                continue
            said = clean(link.text_content())
            published = clean(release.by_page[target]["published"])
            seen += 1
            if said != published and not published.startswith(f"{said} "):
                wrong.append((page.path, said, published))
    assert wrong == []
    assert seen > 400


def test_the_page_of_a_figure_says_its_value_and_its_status(release: Release) -> None:
    wrong, seen = [], 0
    for page in release.pages("cijfer/*.html"):
        row = release.by_page[page.path]
        seen += 1
        (shown,) = page.main.xpath(".//*[@class='key-value']")
        if clean(shown.text_content()) != clean(row["published"]):
            wrong.append((page.path, "value", clean(shown.text_content())))
        chips = [clean(c.text_content()) for c in page.main.xpath(".//*[@class='facts']//span")]
        if row["status"] not in chips:
            wrong.append((page.path, "status", row["status"]))
        for status in filter(None, row["goal_status"].split("|")):
            if status not in chips:
                wrong.append((page.path, "judgement", status))
        if row["value"] and "er geen cijfer" in page.text:
            wrong.append((page.path, "has a value", "geen cijfer"))
    assert wrong == []
    assert seen == len(release.figures)


CHANGE = re.compile(
    rf"Dat is (?:ongeveer )?(?:€ )?({NUMBER})(?:%| procentpunt| [^.]*?)? (hoger|lager) "
    r"dan (?:over|voor|op) ([^.]+?)\."
)


def test_higher_and_lower_are_said_only_of_what_may_be_compared_and_are_right(
    release: Release,
) -> None:
    wrong = []
    for page in release.pages("cijfer/*.html"):
        row = release.by_page[page.path]
        before = release.before(row)
        found = CHANGE.findall(page.text)
        if found and row["comparable"] != "true":
            wrong.append((page.path, "not comparable", found))
        for size, direction, then in found if before else ():
            assert before is not None
            change = Decimal(row["value"]) - Decimal(before["value"])
            right = (change > 0) is (direction == "hoger")
            margin = Decimal(1).scaleb(-decimals(size)) / 2
            near = abs(abs(change) - number(size)) <= margin
            if not (right and near and then == words_of(before["period"])):
                wrong.append((page.path, size, direction, then, str(change)))
        if not found and re.search(r"\b(hoger|lager) dan (over|voor|op)\b", page.text):
            wrong.append((page.path, "unread", "hoger of lager"))
    assert wrong == []


_WHAT = r"(?:de waarde|de schatting|de raming|de norm|de afspraak|het doel)"
SAID = re.compile(rf"(?:Over|Voor|Op|Tot en met) ([^.,]+?) (?:is|ligt) {_WHAT} ((?:€ )?{NUMBER}%?)")


def test_the_value_in_a_sentence_is_of_the_period_that_the_sentence_names(
    release: Release,
) -> None:
    wrong, seen = [], 0
    for page in release.pages("indicator/*.html"):
        rows = release.by_indicator[page.path.removeprefix("indicator/").removesuffix(".html")]
        known = {(words_of(r["period"]), clean(r["published"])) for r in rows}
        for period, value in {f for text in page.sentences() for f in SAID.findall(text)}:
            seen += 1
            if not any(p == period and v.startswith(value) for p, v in known):
                wrong.append((page.path, period, value))
    assert wrong == []
    assert seen > 10


NONE = re.compile(r"[Ee]r is (?:nog )?geen (?:enkel )?cijfer|Er zijn nog geen cijfers")


def test_no_page_says_that_there_is_no_figure_where_there_is_one(release: Release) -> None:
    wrong = []
    for page in release.pages("indicator/*.html"):
        name = page.path.removeprefix("indicator/").removesuffix(".html")
        numbers = [r for r in release.by_indicator[name] if r["value"]]
        for text in page.sentences():
            if numbers and NONE.search(text) and not _says_of_what(text):
                wrong.append((page.path, text[:120]))
    for page in release.pages("hiaten.html"):
        for name in _named_without_figure(page):
            if any(r["value"] for r in release.by_indicator[name]):
                wrong.append((page.path, name))
    assert wrong == []


def _says_of_what(text: str) -> bool:
    """Say whether the sentence names for whom or when there is none."""
    return bool(
        re.search(
            r"geen (?:enkel )?cijfers? (?:over|van|voor|tegen|\()|(?:Over|Op) .+ is er geen", text
        )
    )


def _named_without_figure(page: Page) -> Iterator[str]:
    for part in page.main.xpath(".//p[contains(., 'geen enkel cijfer')]"):
        for link in part.xpath(".//a/@href"):
            yield link.rpartition("/")[2].removesuffix(".html")


def test_every_word_for_nothing_leads_to_what_it_means(release: Release) -> None:
    """Six words, each explained once; 'niet gevraagd' only where somebody could have been asked."""
    (words,) = release.pages("uitleg.html")
    ids = set(words.main.xpath(".//@id"))
    for page in release.pages():
        for link in page.main.xpath(".//a[contains(@class, 'absent')]"):
            assert link.get("href").rpartition("#")[2] in ids, page.path
    requested = any(
        r["status"] != "gepubliceerd" and r["coverage"] for r in release.figures.values()
    )
    said = [
        p.path
        for p in release.pages()
        if p.path not in ("uitleg.html", "data/index.html") and "niet gevraagd" in p.text
    ]
    assert requested or said == []


def test_no_cell_of_a_table_is_empty(release: Release) -> None:
    """Who hears a table gets a word in every place: a number, why there is none, or that."""
    empty = [
        (page.path, " ".join(cell.getparent().text_content().split())[:90])
        for page in release.pages()
        for cell in page.main.xpath(".//tbody/tr/*")
        if not cell.text_content().strip() and not cell.xpath(".//*[local-name()='svg']")
    ]
    assert empty == []


def test_a_leading_figure_that_is_incomplete_is_marked_wherever_it_leads(release: Release) -> None:
    marked = ("onvolledig", "geschat")
    wrong, seen = [], 0
    for page in (*release.pages("index.html"), *release.pages("thema/*.html")):
        places = ".//span[@class='th-now'] | .//p[@class='card-value']"
        for place in page.main.xpath(places):
            for link in place.xpath(".//a[@class='fig']/@href"):
                row = release.by_page.get(link.replace("../", ""))
                if row and row["value"]:
                    seen += 1
                    said = [status for status in marked if status in clean(place.text_content())]
                    if said != [row["status"]] * (row["status"] in marked):
                        wrong.append((page.path, row["id"], said))
    assert wrong == []
    assert seen > 5


def test_no_word_stands_in_the_plural_for_one(release: Release) -> None:
    wrong = [
        (page.path, found)
        for page in release.pages()
        for found in re.findall(
            r"(?<![\d.,])1 (?:leveringen|bestanden|maanden|kwartalen|jaren|rijen|perioden|"
            r"bijdragen|indicatoren|beloften|beweringen|regels|acties|doelen|hiaten|moties|cijfers|"
            r"organisaties|waarschuwingen|dagen)\b",
            page.text,
        )
    ]
    assert wrong == []


def test_in_a_comparison_the_whole_stands_before_its_parts(release: Release) -> None:
    seen = 0
    for page in release.pages("vergelijking/*.html"):
        for table in page.main.xpath(".//table[.//tbody/tr[@class='total']]"):
            rows = [r.get("class") == "total" for r in table.xpath(".//tbody/tr")]
            seen += any(rows)
            assert not any(rows[1:]), page.path
    assert seen > 2


def test_nobody_is_left_out_twice_in_one_sentence(release: Release) -> None:
    wrong = [
        (page.path, text[:160])
        for page in release.pages()
        for text in page.sentences()
        if re.search(r"(zonder [A-Z][\w-]+(?: [A-Z][\w-]+)*)\W+\1", text)
    ]
    assert wrong == []


ENDS = re.compile(r"De laagste waarde is (.+?), de hoogste (.+?)\.(?=\D|$)")


def test_the_ends_of_a_comparison_are_those_of_its_table(release: Release) -> None:
    """Nobody lies beyond the ends but the whole, which is a sum and may be below zero."""
    wrong, seen = [], 0
    for page in release.pages("vergelijking/*.html"):
        found = ENDS.search(page.text)
        if not found:
            continue
        seen += 1
        (table,) = page.main.xpath(".//table[caption[@id='tab-stand']]")
        rows = [r for r in table.xpath("./tbody/tr") if "bestond alleen" not in r.text_content()]
        said = [
            (row.get("class") == "total", clean(link.text_content()))
            for row in rows
            for link in row.xpath("./td[1]//a[@class='fig']")
        ]
        values = [(number(one[0]), total, t) for total, t in said if (one := re.search(NUMBER, t))]
        lowest = min(v for v in values if not (v[1] and v == min(values) and v[0] < 0))[2]
        highest = max(v for v in values if not (v[1] and v == max(values)))[2]
        if (found[1], found[2]) != (lowest, highest):
            wrong.append((page.path, found[0], said))
    assert wrong == []
    assert seen > 2
