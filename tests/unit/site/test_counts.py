"""What index pages say is counted again from the open data; none says "no figure" above one."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

YEAR = 2024


def rows_of(release: Path, table: str) -> list[dict[str, str]]:
    with (release / "data" / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(release: Path, path: str) -> html.HtmlElement:
    return html.fromstring((release / path).read_text("utf-8"))


def about_year(row: dict[str, str]) -> bool:
    """More than half of the days of the period lie in the year; counted without the product."""
    first, last = (dt.date.fromisoformat(row[k]) for k in ("period_start", "period_end"))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return 2 * sum(day.year == YEAR for day in days) > len(days)


def counts_on(tree: html.HtmlElement) -> dict[str, int]:
    found = {}
    for item in tree.xpath("//ul[@class='tally']/li"):
        words = item.xpath("string(.//span[@class='tally-w'])").strip()
        found[words] = int(item.xpath("string(.//span[@class='tally-n'])"))
    return found


def test_the_counts_on_the_first_page_are_those_of_the_open_data(zilverland: Path) -> None:
    goals = [r for r in rows_of(zilverland, "goals.csv") if r["counts"] == "true"]
    assert counts_on(page(zilverland, "index.html")) == Counter(r["stand"] for r in goals)
    assert {r["year"] for r in goals} == {str(YEAR)}
    assert len({r["id"] for r in goals}) == len(goals)


def test_a_judgement_is_counted_only_where_the_figures_say_so_about_that_year(
    zilverland: Path,
) -> None:
    figures = {r["id"]: r for r in rows_of(zilverland, "figures.csv")}
    for goal in rows_of(zilverland, "goals.csv"):
        if goal["stand"] in ("niet gemeten", "geen cijfer"):
            continue
        figure = figures[goal["figure"]]
        said = dict(zip(figure["goal"].split("|"), figure["goal_status"].split("|"), strict=True))
        assert said[goal["id"]] == goal["figure_status"]
        assert about_year(figure) == (goal["stand"] != "ouder cijfer")
        if about_year(figure):
            assert goal["stand"] == said[goal["id"]]


@pytest.mark.parametrize("path", ["index.html", "doelen.html", "thema/banen.html"])
def test_each_count_leads_to_exactly_the_rows_that_it_counts(zilverland: Path, path: str) -> None:
    tree = page(zilverland, path)
    goals = page(zilverland, "doelen.html")
    assert counts_on(tree)
    for item in tree.xpath("//ul[@class='tally']/li/a"):
        count = int(item.xpath("string(.//span[@class='tally-n'])"))
        _, _, anchor = item.get("href").partition("#")
        (heading,) = goals.xpath(f"//*[@id='{anchor}']")
        rows = 0
        for after in heading.itersiblings():
            if after.tag == heading.tag or (heading.tag == "h3" and after.tag == "h2"):
                break
            rows += len(after.xpath(".//tbody/tr"))
        assert rows == count, anchor


def test_the_sentence_on_top_says_the_counts(zilverland: Path) -> None:
    tree = page(zilverland, "index.html")
    (lead,) = tree.xpath("//p[@class='lead']")
    counts = counts_on(tree)
    assert f"van de {sum(counts.values())} doelen en beloften" in lead.text
    assert f"van {counts['niet gemeten']} is geen meting" in lead.text.replace("Van", "van")


def test_a_gap_is_no_goal_and_is_counted_apart(zilverland: Path) -> None:
    gaps = page(zilverland, "thema/banen.html").xpath("//ul[@class='gaps']/li")
    assert gaps
    said = page(zilverland, "index.html").xpath("string(//section[@aria-labelledby='t-banen'])")
    assert f"{len(gaps)} hia" in said
    goals = {r["id"] for r in rows_of(zilverland, "goals.csv")}
    assert not goals & {f"banen.{g.get('id').removeprefix('hiaat-')}" for g in gaps}


def test_each_count_of_a_theme_on_the_first_page_leads_to_its_rows(zilverland: Path) -> None:
    """Goals, gaps and indicators without a figure: the number is a link to so many rows."""
    seen = set()
    for part in page(zilverland, "index.html").xpath("//p[@class='th-gap']"):
        assert not any(char.isdigit() for char in "".join(part.xpath("./span//text()")))
        for link in part.xpath("./a"):
            count, _, what = link.text_content().partition(" ")
            path, _, anchor = link.get("href").partition("#")
            (heading,) = page(zilverland, path).xpath(f"//*[@id='{anchor}']")
            after = heading.itersiblings()
            block = next(e for e in after if e.tag in ("ul", "div") or e.tag == heading.tag)
            rows = block.xpath("./li | .//tbody/tr")
            assert len(rows) == int(count), (path, anchor)
            seen.add(what.split()[0])
    assert {"doel", "hiaat"} <= seen


def test_each_count_of_claims_leads_to_exactly_those_claims(zilverland: Path) -> None:
    seen = 0
    for path in sorted((zilverland / "document").glob("*.html")):
        tree = html.fromstring(path.read_text("utf-8"))
        for link in tree.xpath("//table[caption[@id='tab-graad']]//td[@class='num']/a"):
            (heading,) = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
            listed = heading.xpath("./following-sibling::ul[1]/li/a/@href")
            assert len(listed) == int(link.text), path.name
            assert all(tree.xpath(f"//*[@id='{one[1:]}']") for one in listed)
            seen += len(listed)
        claims = tree.xpath("//ul[@class='claims']/li")
        assert tree.xpath("string(//tfoot//td[1])") == str(len(claims))
    assert seen


def test_the_counts_of_deliveries_lead_to_their_rows(zilverland: Path) -> None:
    tree = page(zilverland, "leveringen.html")
    links = tree.xpath("//main/ul[@class='inline']/li/a")
    assert len(links) == len(tree.xpath("//main/ul[@class='inline']/li")) == 4
    corrected, late, missing, explained = (int(a.text_content().split()[0]) for a in links)
    gaps = page(zilverland, "hiaten.html")
    assert corrected == len(page(zilverland, "verbeteringen.html").xpath("//main//section"))
    assert missing == len(gaps.xpath("//table[caption[@id='tab-missing']]/tbody/tr"))
    assert late == len(gaps.xpath("//*[@id='laat']/following-sibling::div[1]//tbody/tr"))
    listed = tree.xpath("//*[@id='uitgelegd']/following-sibling::*[1]/li")
    assert explained == len(listed)
    anchors = set(tree.xpath("//tbody/tr/@id"))
    assert all(li.xpath("string(./a/@href)")[1:] in anchors for li in listed)


def test_no_cell_of_a_table_is_empty(zilverland: Path) -> None:
    """Who hears a table gets a word in every place; only a small line beside a number has none."""
    empty = []
    for path in sorted(zilverland.rglob("*.html")):
        if path.relative_to(zilverland).parts[0] in ("packs", "inputs"):
            continue
        tree = html.fromstring(path.read_text("utf-8"))
        for cell in tree.xpath("//main//tbody/tr/*"):
            if not cell.text_content().strip() and not cell.xpath(".//*[local-name()='svg']"):
                empty.append((path.name, html.tostring(cell.getparent())[:200]))
    assert empty == []


def test_no_page_says_that_there_is_no_figure_above_one(zilverland: Path) -> None:
    figures = rows_of(zilverland, "figures.csv")
    for path in sorted((zilverland / "indicator").glob("*.html")):
        mine = [r for r in figures if r["indicator"] == path.stem and r["value"]]
        text = " ".join(page(zilverland, f"indicator/{path.name}").text_content().split())
        assert not mine or "nog geen cijfer" not in text, path.name
        if f"alleen cijfers van na {YEAR}" in text:
            assert all(int(r["period_start"][:4]) > YEAR for r in mine)
        if f"Over {YEAR} is er geen cijfer" in text:
            assert not any(about_year(r) for r in mine if not r["structure"])


def test_the_page_in_english_is_english_and_in_the_same_order(zilverland: Path) -> None:
    tree = page(zilverland, "en/index.html")
    assert tree.get("lang") == "en"
    assert tree.xpath("string(//nav/@aria-label)") == "Main menu"
    english = tree.xpath("//main//tbody/tr/th//@href")
    dutch = page(zilverland, "cijfers.html").xpath("//main//tbody/tr/th//@href")
    assert english == [f"../{href}" for href in dutch]
    assert "Judgement: " in tree.text_content()


def test_everything_with_a_page_can_be_found_by_name_without_a_script(zilverland: Path) -> None:
    tree = page(zilverland, "zoeken.html")
    found = set(tree.xpath("//ul[@class='found']//@href"))
    for folder in ("indicator", "organisatie", "motie", "thema", "gegevens"):
        pages = {f"{folder}/{p.name}" for p in (zilverland / folder).glob("*.html")}
        assert pages and pages <= found


def test_the_counts_of_promises_are_those_of_the_table_below(zilverland: Path) -> None:
    tree = page(zilverland, "beloften/index.html")
    rows = tree.xpath("//table[caption[starts-with(@id, 'tab-moties')]]/tbody/tr")
    said = tree.xpath("string(//h2[@id='moties']/following-sibling::p[1])")
    old = sum("laatst bekend" in row.text_content() for row in rows)
    without = sum(row.xpath("td")[-1].text_content() == "geen" for row in rows)
    assert (len(rows), without) == (1, 0)
    assert said.startswith("Er is één motie of toezegging")
    assert ("Daarvan is alleen een oudere stand bekend" in said) is bool(old)
    assert "Van elke laat een cijfer zien wat ervan kwam." in said


def test_promises_stand_by_their_state_with_how_many_there_are(zilverland: Path) -> None:
    tree = page(zilverland, "beloften/index.html")
    links = tree.xpath("//ul[@class='inline']//a[starts-with(@href, '#stand-')]")
    assert links
    for link in links:
        number, _, state = link.text_content().partition(" ")
        (heading,) = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert heading.text_content() == f"{state.capitalize()} ({number})"
        assert len(heading.xpath("following-sibling::div[1]//tbody/tr")) == int(number)
