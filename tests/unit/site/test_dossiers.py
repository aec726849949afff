"""A page for one activity or plan shows the rows as they were accepted, and what is not known."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.period import Period
from verantwoord.release.publish import Order
from verantwoord.release.verify import Conclusion
from verantwoord.site.pages import dossiers
from verantwoord.site.whole import publish, verify

COUNTRY = REPOSITORY / "tests" / "packs" / "ict"
Row = dict[str, Any]


def activity(year: int, **more: Any) -> Row:
    return {
        "jaar": year, "activiteit": "A-1", "naam": "Nieuw stelsel", "aard": "vernieuwing",
        "status": "In uitvoering", "startdatum": "2022-01-01", **more,
    }  # fmt: skip


def entry(day: str, amount: str | None, **more: Any) -> Row:
    return {
        "jaar": 2024, "activiteit": "A-1", "peildatum": day, "vastgelegd_op": day,
        "categorie": "totaal", "soort": "rapportage", "aard": "vernieuwing",
        "stelsel": "kas-verplichtingen", "status": "In uitvoering", "startdatum": "2022-01-01",
        "einddatum": "2025-01-01", "schatting": amount, "besteed": None, "eenheid": "EUR miljoen",
        **more,
    }  # fmt: skip


def cost(year: int, amount: str | None, **more: Any) -> Row:
    return {
        "jaar": 2024, "plan": "v1", "planjaar": year, "stelsel": "kas-verplichtingen",
        "aard": "vernieuwing", "categorie": "totaal", "cijfersoort": "raming", "plan_van": 2024,
        "plan_tot": 2026, "bedrag": amount, "eenheid": "EUR", "prijspeil": 2024,
        "reden": None if amount else "nog niet geraamd", **more,
    }  # fmt: skip


def declared(number: str, **more: Any) -> Row:
    return {
        "jaar": 2024, "activiteit": number, "aantal": 1, "gerubriceerd": "nee",
        "vorig_jaar": "ja", "dit_jaar": "ja", "reden": None, "opvolger": None, **more,
    }  # fmt: skip


PLAN: Row = {
    "jaar": 2024, "plan": "v1", "titel": "Plan van Noord", "periode_van": 2024,
    "periode_tot": 2026, "vastgesteld_op": None,
}  # fmt: skip
SENT: list[tuple[str, str, int, list[Row]]] = [
    ("ict-activiteit", "zuid", 2023, [activity(2023)]),
    (
        "ict-activiteit",
        "noord",
        2024,
        [activity(2024), activity(2024, activiteit="b/2 <i>", naam="Tweede", startdatum=None)],
    ),
    (
        "ict-entry",
        "noord",
        2024,
        [
            entry("2022-01-01", "10.5", soort="initieel"),
            entry("2023-12-31", None),
            entry("2024-12-31", "12"),
            entry("2024-12-31", "12.25", vastgelegd_op="2025-01-09", soort="correctie"),
        ],
    ),
    (
        "set-declaratie",
        "noord",
        2024,
        [declared("A-1"), declared("geheim", aantal=3, gerubriceerd="ja")],
    ),
    ("iv-plan", "noord", 2024, [PLAN]),
    (
        "iv-kosten",
        "noord",
        2024,
        [
            cost(year, amount, categorie=kind, aard=nature)
            for year, amount in ((2024, "1000.50"), (2025, None), (2026, "0"))
            for nature in ("vernieuwing", "beheer-en-onderhoud")
            for kind in ("totaal", "intern-personeel")
        ],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossiers")
    work = Workspace.create(folder / "werk", COUNTRY)
    for dataset, who, year, rows in SENT:
        file = folder / f"{dataset}-{who}-{year}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows({k: "" if v is None else v for k, v in r.items()} for r in rows)
        deliver(work, dataset, who, Period.year(year), file, dt.date(year + 1, 1, 20))
    publish(work, Order("duinland-2024", dt.date(2025, 6, 1)), folder / "uit")
    return folder / "uit"


def text_of(page: Path) -> str:
    """What a reader sees: no tags, one blank between words."""
    html = re.sub(r"<(details|svg|head)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def rows_of(page: Path, table: str) -> list[list[str]]:
    html = page.read_text("utf-8").partition(f'id="{table}"')[2].partition("</table>")[0]
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        found.append([re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", c)).strip() for c in cells])
    return found


def test_an_activity_has_one_page_also_when_it_moved(release: Path) -> None:
    page = release / "dossier" / "ict-activiteit_~41-1.html"
    assert "Geleverd door Ministerie van Noord , en ook door Ministerie van Zuid" in text_of(page)
    assert [(r[0], r[-1]) for r in rows_of(page, "tab-ict-activiteit")[1:]] == [
        ("2023", "ZUID"),
        ("2024", "NOORD"),
    ]


def test_each_entry_is_there_also_the_one_that_was_corrected(release: Path) -> None:
    """Of one day both stand there, with when each was recorded; unknown is a word, not zero."""
    rows = rows_of(release / "dossier" / "ict-activiteit_~41-1.html", "tab-ict-entry")
    assert [(r[1], r[2], r[4]) for r in rows[1:]] == [
        ("1 januari 2022", "initieel", "10.500.000"),
        ("31 december 2023", "rapportage", "niet ingevuld"),
        ("31 december 2024", "rapportage", "12.000.000"),
        ("9 januari 2025", "correctie", "12.250.000"),
    ]


def test_the_drawing_says_what_it_shows_and_stops_where_nothing_is_known(release: Path) -> None:
    html = (release / "dossier" / "ict-activiteit_~41-1.html").read_text("utf-8")
    html = html.replace("\u00a0", " ")
    drawing = html.partition('id="verloop-ict-entry"')[2].partition("</figure>")[0]
    said = "Schatting over de hele looptijd: van € 10.500.000 op 1 januari 2022 naar "
    assert f"{said}€ 12.250.000 op 31 december 2024." in drawing
    wide = drawing.partition("only-narrow")[0]
    assert wide.count('class="m-full"') == 3  # the one that is not known has no mark
    lines = re.findall(r'<(?:polyline|path|line) class="line"[^>]*>', wide)
    assert all("NaN" not in line for line in lines)


def test_what_nobody_filled_in_is_named_and_not_a_column(release: Path) -> None:
    page = release / "dossier" / "ict-activiteit_~41-1.html"
    heads = rows_of(page, "tab-ict-activiteit")[0]
    assert not any("Functiepunten" in h for h in heads)
    assert re.search(r"Nergens ingevuld: .*Functiepunten \(leeg is niet gemeten\)", text_of(page))


def test_what_was_never_delivered_is_said_once(release: Path) -> None:
    text = text_of(release / "dossier" / "iv-plan_noord.html")
    assert "in geen enkel bestand iets: niveau per criterium; personeel per categorie" in text
    assert "Dat zegt niet dat het er niet is." in text


def test_all_stand_side_by_side_with_the_first_and_the_latest_estimate(release: Path) -> None:
    rows = rows_of(release / "dossier" / "ict-activiteit.html", "tab-alle")
    assert [r[0] for r in rows[1:]] == ["Nieuw stelsel A-1", "Tweede b/2 &lt;i&gt;"]
    assert rows[1][1:6] == ["NOORD", "2024", "In uitvoering", "10.500.000", "12.250.000"]
    assert rows[2][4:6] == ["– hierover is geen rij geleverd"] * 2


def test_who_was_asked_and_delivered_nothing_is_named(release: Path) -> None:
    """Also who delivered about the year before, as Zuid did of its activities."""
    for page in ("iv-plan", "ict-activiteit"):
        text = text_of(release / "dossier" / f"{page}.html")
        assert "Gevraagd over 2024 en niet geleverd door: Ministerie van Zuid" in text


def test_what_may_only_be_counted_has_no_page(release: Path) -> None:
    """A classified activity stands in the declaration, with how many there are and nothing else."""
    deliveries = (release / "leveringen.html").read_text("utf-8")
    assert "set-declaratie-noord-2024.csv" in deliveries
    pages = {p.name for p in (release / "dossier").iterdir()}
    assert not any("geheim" in name for name in pages)
    assert "geheim" not in (release / "dossier" / "ict-activiteit.html").read_text("utf-8")


def test_a_table_that_is_too_wide_to_read_is_said_to_be(
    release: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dossiers, "MOST_ACROSS", 2)  # the costs have three years
    work = Workspace.open(release.parent / "werk")
    publish(work, Order("duinland-2024", dt.date(2025, 6, 1)), tmp_path / "uit")
    text = text_of(tmp_path / "uit" / "dossier" / "iv-plan.html")
    said = "Totale kosten per jaar Naast elkaar zijn dit meer kolommen dan te lezen zijn."
    assert said in text


def test_what_a_rule_gives_no_value_for_is_not_called_unknown(release: Path) -> None:
    """No baseline was changed, so an estimate of the last change does not apply."""
    text = text_of(release / "dossier" / "ict-activiteit_~41-1.html")
    absent = r"Geen waarde \(niet bekend, of niet van toepassing\): Schatting van de laatste"
    assert re.search(absent, text)
    assert "Niet bekend:" not in text


def test_costs_by_year_keep_what_is_unknown_apart_from_zero(release: Path) -> None:
    rows = rows_of(release / "dossier" / "iv-plan.html", "tab-naast-iv-kosten")
    assert rows[0][-3:] == ["2024", "2025", "2026"]
    assert [r[2] for r in rows[1:]] == ["vernieuwing", "beheer-en-onderhoud"]
    assert [r[-3:] for r in rows[1:]] == [["1.000,50", "niet ingevuld", "0"]] * 2


def test_a_page_leads_to_the_files_its_rows_are_from(release: Path) -> None:
    html = (release / "dossier" / "iv-plan_noord.html").read_text("utf-8")
    links = re.findall(r'href="\.\./leveringen\.html#(l-[0-9a-f]+)">([^<]+)', html)
    deliveries = (release / "leveringen.html").read_text("utf-8")
    assert {name for _, name in links} == {"iv-plan-noord-2024.csv", "iv-kosten-noord-2024.csv"}
    assert all(f'id="{anchor}"' in deliveries for anchor, _ in links)


def test_theme_organisation_and_dataset_lead_to_the_dossier(release: Path) -> None:
    pages = {
        "thema/iv-plannen.html": "dossier/iv-plan.html",
        "organisatie/noord.html": "dossier/iv-plan_noord.html",
        "gegevens/iv-kosten.html": "dossier/iv-plan.html",
        "gegevens/ict-stand.html": "dossier/ict-activiteit.html",
        "indicator/ict-portfolio.portefeuille-stijging.html": "dossier/ict-activiteit.html",
    }
    for page, target in pages.items():
        assert f'href="../{target}"' in (release / page).read_text("utf-8"), page


def test_an_activity_is_found_by_name_number_and_ministry(release: Path) -> None:
    html = (release / "zoeken.html").read_text("utf-8")
    entry = html.partition("dossier/ict-activiteit_~41-1.html")[2].partition("</li>")[0]
    assert "Nieuw stelsel" in entry
    assert "A-1, Alle grote ICT-activiteiten, NOORD, ZUID" in entry


def test_somebody_else_makes_the_same_pages(release: Path) -> None:
    assert verify(release).conclusion is Conclusion.EQUAL
