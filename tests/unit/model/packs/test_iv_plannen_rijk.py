"""The plans of the Rijk on one page: counted once more from the file, with the norm of the letter.

The norm is typed over from Kamerstuk 26643, nr. 932: priorities for 3 to 5 years.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation
from verantwoord.model.theme import Theme
from verantwoord.release.material import Material
from verantwoord.release.norms import NormState, norm_counts, norm_rows
from verantwoord.release.program import this_program
from verantwoord.site.pages.overview import norm_block, pages, theme_block
from verantwoord.site.pages.shell import Shell

FILE = Path(__file__).parents[4] / "packs" / "rijk" / "published" / "iv-plannen.csv"
HORIZON = "cio-stelsel.iv-plan-looptijd"


@pytest.fixture(scope="module")
def material(rijk_workspace: Workspace, rijk_computed: Computation) -> Material:
    return Material(
        release="rijk-2022",
        pack=rijk_workspace.pack,
        figures=rijk_computed.figures,
        current=tuple(rijk_computed.deliveries),
        received=tuple(rijk_workspace.deliveries()),
        sql=rijk_computed.sql,
        program=this_program(),
        rows_path=rijk_workspace.rows_path,
    )


def plans() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(plan: dict[str, str]) -> NormState:
    if not plan["iplan_from"] or not plan["iplan_to"]:
        return NormState.UNKNOWN
    years = int(plan["iplan_to"]) - int(plan["iplan_from"]) + 1
    if years < 3:
        return NormState.BELOW
    return NormState.WITHIN if years <= 5 else NormState.ABOVE


def test_every_ministry_with_a_plan_has_one_row_and_its_state(material: Material) -> None:
    rows = norm_rows(material, material.pack.indicators[HORIZON])
    found = {material.short_name(r.organisation): r.state for r in rows}
    shown = {"DEF": "Defensie"}
    wanted = {shown.get(p["ministry"], p["ministry"]).lower(): expected(p) for p in plans()}
    assert {name.lower(): state for name, state in found.items()} == wanted
    assert len(rows) == 12


def test_the_page_counts_the_plans_within_the_norm(material: Material) -> None:
    counts = Counter(map(expected, plans()))
    indicator = material.pack.indicators[HORIZON]
    assert norm_counts(norm_rows(material, indicator)) == {s: counts[s] for s in NormState}
    assert norm_block(material, indicator).sentence == (
        f"{counts[NormState.WITHIN]} van 12 zijn binnen de norm van 3 tot en met 5\u00a0jaar. "
        f"{counts[NormState.BELOW]} is lager, {counts[NormState.ABOVE]} zijn hoger en van "
        f"{counts[NormState.UNKNOWN]} is het onbekend."
    )


def test_only_an_indicator_with_a_norm_has_such_a_table(material: Material) -> None:
    def tables(theme: Theme) -> int:
        return len(theme_block(material, theme).norms)

    themes = material.pack.themes
    assert {t: tables(theme) for t, theme in themes.items()} == {
        t: int(t == "cio-stelsel") for t in themes
    }


def test_the_page_of_the_theme_has_a_row_for_each_ministry(material: Material) -> None:
    """In one screen: who, over which years, how long, the norm, and how it lies to the norm."""
    (page,) = (f for f in pages(Shell(material)) if f.path == "thema/cio-stelsel.html")
    text = page.content.decode("utf-8")
    table = text[text.index(f'id="norm-{HORIZON}"') :].partition("</table>")[0]
    rows = [
        [re.sub(r"<[^>]+>", "", c).strip() for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", table, re.S)
    ]
    block = norm_block(material, material.pack.indicators[HORIZON])
    assert [(cells[0], cells[5]) for cells in rows] == [
        (material.name(r.organisation, r.figure.period.start if r.figure else None), r.state)
        for r in block.rows
    ]
    known = {True: "looptijd van het informatieplan", False: "niets"}
    assert [(cells[1], cells[6]) for cells in rows] == [
        ("alleen een samenvatting", known[r.state is not NormState.UNKNOWN]) for r in block.rows
    ]
    assert len(rows) == 12
    assert block.sentence in table
    assert f'<a href="#norm-{HORIZON}">{block.sentence}</a>' in text  # the leading card
    assert block.english in text


def test_a_summary_without_years_was_found_all_the_same(material: Material) -> None:
    """Finance names no years: there is no figure, but the page may not say that nothing was found.

    Each row of the file is one summary that was found.
    """
    rows = {r.organisation: r for r in norm_rows(material, material.pack.indicators[HORIZON])}
    undated = [p["ministry"].lower() for p in plans() if not p["iplan_from"]]
    assert undated == ["fin"]
    assert rows["fin"].figure is None
    assert {o for o, r in rows.items() if r.present} == set(rows)
    assert len(plans()) == len(rows)
