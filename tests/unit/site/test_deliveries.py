"""What came from whom, what was corrected, and how to cite a figure, as a reader meets it."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from lxml import html

from tests.sentences.worlds import PACK as PACK_OF_ALL
from tests.sentences.worlds import PROGRAM
from tests.unit.release import factories
from tests.unit.wording.test_sentences import PACK, figure
from verantwoord.formula.quantities import Absence
from verantwoord.model.period import Grain, Period
from verantwoord.release.material import Material
from verantwoord.release.publish import Order
from verantwoord.release.verify import receipt_of
from verantwoord.site.pages.deliveries import Arrival, DeliveryCell, NoDelivery, none_of
from verantwoord.site.pages.tables import GRAIN_WORDS
from verantwoord.site.whole import publish, verify
from verantwoord.wording.formulas import formula_in_words


def page(folder: Path, path: str) -> html.HtmlElement:
    return html.fromstring((folder / path).read_text("utf-8"))


def test_the_matrix_says_of_each_organisation_and_period_what_came(zilverland: Path) -> None:
    table = page(zilverland, "leveringen.html").xpath("//table[caption[@id='mat-banen']]")[0]
    heads = [th.text for th in table.xpath(".//thead//th")]
    rows = {
        row.findtext("th"): dict(
            zip(heads[1:], (td.text_content().strip() for td in row.xpath("td")), strict=True)
        )
        for row in table.xpath(".//tbody/tr")
    }
    said = {cell for row in rows.values() for cell in row.values()}
    assert said == {"op tijd", "te laat", "verbeterd", "ontbreekt"}
    assert sum(list(row.values()).count("ontbreekt") for row in rows.values()) == 1


def test_an_empty_place_of_the_matrix_says_why_nothing_is_there() -> None:
    """In other periods, day not come, not asked, not found, or nobody there to ask."""
    pack = PACK_OF_ALL
    gone = replace(pack.organisations.by_id["handel"], exists_until=dt.date(2024, 1, 1))
    by_id = {**pack.organisations.by_id, "handel": gone}
    pack = replace(pack, organisations=replace(pack.organisations, by_id=by_id))
    material = Material("proef-2024", pack, {}, (), (), {}, PROGRAM, dt.date(2024, 11, 1))
    year, quarter = Period.year(2024), Period.quarter(2024, 4)
    cells = {(year, "bosbouw"): DeliveryCell(Arrival.MISSING, None)}

    def why(dataset: str, who: str, period: Period = quarter) -> NoDelivery:
        return none_of(material, pack.datasets[dataset], cells, period, who)

    assert why("banen", "bosbouw") == NoDelivery(None, Grain.YEAR)
    assert GRAIN_WORDS[Grain.YEAR] == "per jaar"
    assert why("banen", "dijken") == NoDelivery(Absence.NOT_DELIVERED)
    assert why("banen", "dijken", Period.quarter(2025, 1)) == NoDelivery(Absence.NOT_ASKED)
    assert why("verbruik", "dijken") == NoDelivery(Absence.NOT_FOUND)
    assert why("banen", "handel") == NoDelivery(Absence.NOT_APPLICABLE)


def test_a_correction_says_what_was_what_is_why_and_which_figures_rest_on_it(
    zilverland: Path,
) -> None:
    (row,) = page(zilverland, "verbeteringen.html").xpath("//tbody/tr")
    text = " ".join(row.text_content().split())
    assert "banen-dijken-2024-K2.csv" in text and "banen-dijken-2024-K2-verbeterd.csv" in text
    assert "een afdeling was vergeten" in text
    assert "../" not in "".join(row.xpath(".//@href"))
    assert "indicator/banen.aandeel.html" in row.xpath(".//@href")


def test_a_correction_says_of_each_figure_what_it_was_and_what_it_became(tmp_path: Path) -> None:
    """With all other files as they are; of a correction of a correction each has its own step."""
    work = factories.small_workspace(tmp_path)
    wrong = next(
        d for d in work.deliveries() if str(d.period) == "2024" and d.dataset == "verbruik"
    )
    first = factories.again(work, tmp_path, wrong, "3100", dt.date(2025, 3, 1))
    factories.again(work, tmp_path, first, "3000.5", dt.date(2025, 4, 1))
    out = tmp_path / "uit"
    publish(work, Order("klein-2024"), out)
    last, before, _ = page(out, "verbeteringen.html").xpath("//main//section")
    rows = {
        section: [
            [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
            for row in section.xpath(".//tbody/tr")
        ]
        for section in (last, before)
    }
    who = "Alle ministeries van Zilverland, 2024"
    assert [who, "3.100 MWh", "3.001 MWh"] in rows[last]
    assert [who, "3.240 MWh", "3.100 MWh"] in rows[before]
    heads = [" ".join(section.findtext("h2").split()) for section in (last, before)]
    assert "1 april 2025" in heads[0] and "1 maart 2025" in heads[1]
    assert verify(out).problems == () and verify(out).remade == ()


def test_what_a_correction_of_rows_about_people_changed_is_not_shown(zilverland: Path) -> None:
    (section,) = page(zilverland, "verbeteringen.html").xpath("//main//section")
    assert "het verschil tussen twee bestanden kan over één mens gaan" in section.text_content()
    assert not section.xpath(".//table")


def test_no_hash_of_64_characters_is_read_on_a_page(zilverland: Path) -> None:
    with (zilverland / "data/deliveries.csv").open(encoding="utf-8") as file:
        hashes = [row["file_sha256"] for row in csv.DictReader(file)]
    for path in ("leveringen.html", "kwitantie.html", "verbeteringen.html"):
        text = page(zilverland, path).text_content()
        assert not any(sha in text for sha in hashes)
    assert hashes[0][:12] in page(zilverland, "leveringen.html").text_content()


def test_a_figure_is_cited_with_the_address_at_which_it_stands(tmp_path: Path) -> None:
    work = factories.small_workspace(tmp_path)
    out = tmp_path / "uit"
    publish(work, Order("klein-2024", base_url="https://example.org/klein"), out)
    text = page(out, "cijfer/energie.verbruik_zilverland_2024.html").text_content()
    address = "https://example.org/klein/cijfer/energie.verbruik_zilverland_2024.html"
    assert text.count(address) >= 3  # text, APA, BibTeX
    assert "@misc{klein-2024-energie-verbruik-zilverland-2024" in text
    assert receipt_of(out)["base_url"] == "https://example.org/klein"
    assert verify(out).remade == ()


def test_a_division_is_said_in_words_with_its_numbers() -> None:
    share = replace(PACK.indicators["banen.aandeel"], formula="as_percent(teller / noemer)")
    made = replace(figure("72.9"), numerator=Decimal(3749), denominator=Decimal(5144))
    assert formula_in_words(made, share) == "3.749 gedeeld door 5.144, maal 100."
    cut = replace(made, numerator=Decimal("3749.123"))
    assert "afgerond" in formula_in_words(cut, share)
    other = replace(share, formula="as_percent(teller / noemer) + 1")
    assert formula_in_words(made, other) == ""
