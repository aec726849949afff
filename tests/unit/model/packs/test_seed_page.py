"""Page 24 of the annual report of 2022: what of it is shown, by what, and what is not.

Which claim has which degree is written out here, from reading the page beside its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.unit.model.packs.test_rijk import FOLDER
from tests.unit.model.packs.test_rijk import computed as computed
from tests.unit.model.packs.test_rijk import rijk as rijk
from tests.unit.model.packs.test_rijk import workspace as workspace
from verantwoord.deliveries.workspace import Workspace
from verantwoord.documents.coverage import CoverageEntry
from verantwoord.engine.compute import Computation
from verantwoord.model.pack import Pack
from verantwoord.model.text import Source
from verantwoord.register.loading import register_of
from verantwoord.release import reports
from verantwoord.release.degrees import Degree, degree_of, shows
from verantwoord.release.errors import ReleaseError
from verantwoord.release.material import Material
from verantwoord.release.program import this_program
from verantwoord.release.reports import CoveredDocument, covered_documents

THIS, OTHER, SOURCE, CIRCLE, GAP = Degree


@pytest.fixture(scope="module")
def material(workspace: Workspace, computed: Computation) -> Iterator[Material]:
    deliveries = tuple(workspace.deliveries())
    yield Material(
        "rijk-2022",
        workspace.pack,
        computed.figures,
        deliveries,
        deliveries,
        computed.sql,
        this_program(),
    )


@pytest.fixture(scope="module")
def page(material: Material) -> CoveredDocument:
    return next(d for d in material.documents if d.id == "kst-36360-VII-1_p24")


DEGREES = {
    1: [THIS, SOURCE, SOURCE],
    2: [SOURCE, GAP],
    3: [SOURCE, SOURCE, SOURCE, CIRCLE],
    4: [CIRCLE],
    5: [GAP],
    6: [OTHER],
    7: [GAP, OTHER],
    8: [OTHER, THIS, OTHER, GAP, THIS, OTHER],
    9: [GAP],
    10: [THIS],
    11: [THIS, GAP, GAP],
    12: [GAP, GAP],
    13: [GAP],
    14: [GAP, GAP],
    15: [GAP],
    16: [GAP],
    17: [GAP],
    18: [GAP, GAP, SOURCE, SOURCE],
    19: [GAP],
    20: [SOURCE],
    21: [THIS, GAP, GAP],
    22: [GAP, GAP],
}


@pytest.mark.parametrize("sentence", DEGREES)
def test_each_claim_of_the_page_is_shown_as_well_as_this(
    material: Material, page: CoveredDocument, sentence: int
) -> None:
    found = [degree_of(material, page.coverage, e) for e in page.claims(sentence)]
    assert found == DEGREES[sentence]


def test_every_sentence_of_the_page_is_taken_apart(page: CoveredDocument) -> None:
    assert [s.number for s in page.document.sentences] == list(DEGREES)
    for entry in page.coverage.entries:
        sentence = next(s for s in page.document.sentences if s.number == entry.sentence)
        assert entry.quote in sentence.text


def entry(*covers: str, evidence: tuple[Source, ...] = ()) -> CoverageEntry:
    return CoverageEntry(1, "", covers, None, None, "editor", None, 1, (), evidence)


def test_the_page_is_no_evidence_of_itself(material: Material, page: CoveredDocument) -> None:
    itself = Source("Jaarverslag BZK 2022", page.coverage.url)
    other = Source("Een andere bladzijde", "https://example.org/anders")
    assert degree_of(material, page.coverage, entry(evidence=(itself,))) is CIRCLE
    assert degree_of(material, page.coverage, entry(evidence=(itself, other))) is SOURCE


def test_a_fact_that_only_the_page_itself_tells_is_a_circle(material: Material) -> None:
    """The masterplans of 2019 were called a gap, while the register had them from this page."""
    page = next(d for d in material.documents if d.id == "jbr-2019_huisvesting")
    found = [degree_of(material, page.coverage, e) for e in page.coverage.entries]
    assert (found[0], set(found[1:])) == (CIRCLE, {GAP})


def test_a_promise_is_no_effect(material: Material, page: CoveredDocument) -> None:
    promised = entry("commitment:ict.informatieplannen-concreter", "action:werkagenda:2022/lijn-1")
    assert degree_of(material, page.coverage, promised) is GAP


def test_the_winter_of_the_gas_crisis_is_about_2022(
    material: Material, page: CoveredDocument
) -> None:
    found = shows(material, page.coverage, "goal:duurzame-bedrijfsvoering.gas-winter")
    assert found.figure is not None
    assert (str(found.figure.period), str(found.figure.value)) == ("2022-08/2023-03", "22")


def test_a_plan_of_five_years_is_about_no_single_year(
    material: Material, page: CoveredDocument
) -> None:
    found = shows(material, page.coverage, "indicator:cio-stelsel.iv-plan-looptijd")
    assert found.degree is not THIS


def test_without_a_year_no_figure_is_about_it(material: Material, page: CoveredDocument) -> None:
    undated = replace(page.coverage, year=None)
    covered = entry("indicator:banenafspraak.m4-realisatie-pct")
    assert degree_of(material, undated, covered) is GAP


def test_register_and_page_give_one_account(rijk: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    register = register_of(rijk)
    passages = dict(register.paragraphs)
    name = "jaarverslag-2022.banenafspraak"
    less = replace(passages[name].links, goals=())
    passages[name] = replace(passages[name], links=less)
    monkeypatch.setattr(reports, "register_of", lambda _: replace(register, paragraphs=passages))
    with pytest.raises(ReleaseError, match=r"Alleen in het dekkingsbestand: goal:banenafspraak"):
        covered_documents(rijk)
    assert (FOLDER / "register" / "jaarverslag-2022.yaml").is_file()
