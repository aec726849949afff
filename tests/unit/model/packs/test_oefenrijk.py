"""Oefenrijk: every fault that is in the practice data on purpose has its effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from verantwoord.deliveries.status import status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.cases import run_cases
from verantwoord.engine.compute import compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.delivery import current
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord_oefenrijk.practice import (
    FAULTS,
    FAULTY,
    Outcome,
    PracticeDelivery,
    PracticeError,
    deliver_all,
    make_files,
)
from verantwoord_oefenrijk.practice_files import Table

REPOSITORY = Path(__file__).parents[4]
FOLDER = REPOSITORY / "packs" / "oefenrijk"
DOMAIN = "duurzame-bedrijfsvoering"
# only what the faults need: everything takes a minute
WANTED = {
    *(f.delivery for f in FAULTS),
    "banenafspraak-uren gamma 2023-07",
    "banenafspraak-uren gamma 2023-09",
    *(f"banenafspraak-uren beta 2024-{m:02d}" for m in (9, 10, 11)),
    "banenafspraak-uren gamma 2024-10",
    "meterstanden-elektriciteit gamma 2024-Q1",
    "gasverbruik deltapanden 2023-Q3",
    *(f"elektriciteitsverbruik {who} {year}" for who in ("beta", "gamma") for year in (2023, 2024)),
    "elektriciteitsverbruik alfa 2024",
    *(f"garanties-van-oorsprong {who} 2024" for who in ("alfa", "beta")),
    "afval beta 2023",
    "fte beta 2024",
    "quotum-grondslag oefenrijk 2024",
    "ict-entry beta 2023",
}


@dataclass
class Practice:
    """What was sent and what became of it."""

    workspace: Workspace
    outcomes: list[Outcome]

    def of(self, fault: str) -> list[Outcome]:
        return [o for o in self.outcomes if o.sent.fault == fault]

    def figure(self, identifier: str, known_on: dt.date | None = None) -> Figure:
        indicator = identifier.partition("@")[0]
        w = self.workspace
        found = compute(
            w.pack, w.deliveries(), w.rows_path, known_on=known_on, indicators=[indicator]
        )
        return found.figures[identifier]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    folder = tmp_path_factory.mktemp("oefenrijk")
    outcomes = deliver_all(
        folder / "werkmap", folder / "bestanden", FOLDER, only=WANTED.__contains__
    )
    return Practice(Workspace.open(folder / "werkmap"), outcomes)


def test_the_pack_says_that_it_is_invented(pack: Pack) -> None:
    assert pack.info.fictional
    assert pack.info.notice is not None
    assert "verzonnen" in pack.info.notice.nl
    assert "invented" in (pack.info.notice.en or "")
    for organisation in pack.organisations.by_id.values():
        assert organisation.uri is not None
        assert organisation.uri.startswith("https://example.org/")


def test_every_case_comes_out_as_worked_by_hand(pack: Pack) -> None:
    results = run_cases(pack)
    assert [str(r) for r in results if not r.passed] == []
    with_cases = {r.indicator for r in results}
    ratios = {i.id for i in pack.indicators.values() if i.numerator is not None}
    assert ratios <= with_cases


def test_a_ministry_that_goes_leaves_all_of_itself_to_its_successors(pack: Pack) -> None:
    before, after = dt.date(2024, 6, 30), dt.date(2024, 7, 1)
    carried = pack.organisations.carried_to("delta", before, after)
    assert carried == {"epsilon": Decimal("0.6"), "zeta": Decimal("0.4")}
    assert not pack.organisations.by_id["delta"].exists_on(after)


def test_goals_of_every_kind_are_there(pack: Pack) -> None:
    goals = pack.goals.values()
    assert {g.kind.value for g in goals} == {"minimaal", "maximaal", "tussen"}
    assert any(g.path.table for g in goals)
    assert any(g.path.baseline is not None for g in goals)
    assert any(g.path.unknown for g in goals)
    assert any(g.path.target == 0 for g in goals)
    assert any(g.revisions for g in goals)
    assert any(g.indicator is None and g.gap for g in goals)


def test_each_fault_is_explained() -> None:
    page = (REPOSITORY / "docs" / "oefenrijk.md").read_text("utf-8")
    for fault in FAULTS:
        row = f"| `{fault.id}` | {fault.what} | {fault.delivery} | {fault.must} |"
        assert row in page


def test_each_fault_was_sent_or_left_out(practice: Practice) -> None:
    never = {f.id for f in FAULTS if not practice.of(f.id)}
    assert never == {"ontbrekende-maand", "ontbrekend-kwartaal"}


def test_an_estimate_that_was_put_right_is_no_estimate(practice: Practice) -> None:
    """Gamma sent a correction with its estimate of March; Alfa did not with that of February."""
    gamma, alfa = (
        practice.figure(f"duurzame-bedrijfsvoering.stroom-geschat@{who}@2024")
        for who in ("gamma", "alfa")
    )
    assert (gamma.value, gamma.numerator) == (0, 0)
    assert isinstance(gamma.denominator, Decimal) and gamma.denominator > 0
    assert isinstance(alfa.value, Decimal) and alfa.value > 0


def test_the_quota_percentage_follows_from_the_base_that_the_sector_sent(
    practice: Practice,
) -> None:
    """The sector is its only member, and its accepted file gives a figure."""
    found = practice.figure("banenafspraak.quotumpercentage-berekend@oefenrijk@2024")
    assert (found.value, found.status) == (Decimal("2.60"), FigureStatus.MEASURED)


def test_a_missing_month_is_a_gap_and_makes_the_quarter_incomplete(practice: Practice) -> None:
    figure = practice.figure("banenafspraak.uren-dienstverband@gamma@2023-Q3")
    assert figure.status is FigureStatus.INCOMPLETE
    assert (figure.coverage.received, figure.coverage.expected) == (2, 3)
    assert figure.coverage.missing == (("banenafspraak-uren", "gamma", "2023-08"),)


def test_a_missing_quarter_gives_no_judgement(practice: Practice) -> None:
    figure = practice.figure(f"{DOMAIN}.gas-verbruik@deltapanden@2023")
    assert figure.status is FigureStatus.INCOMPLETE
    assert ("gasverbruik", "deltapanden", "2023-Q4") in figure.coverage.missing
    total = practice.figure(f"{DOMAIN}.gas-verbruik@oefenrijk@2023")
    assert [j.status.value for j in total.judgements] == ["geen oordeel"]


def test_a_correction_replaces_and_the_earlier_state_can_be_asked_for(practice: Practice) -> None:
    first, second = (o.delivery for o in practice.of("correctie"))
    assert first is not None
    assert second is not None
    assert second.replaces == (first.id,)
    assert second.reason
    assert second.received_on > first.received_on
    assert second in current(practice.workspace.deliveries())
    assert first not in current(practice.workspace.deliveries())
    identifier = "banenafspraak.uren-inleen@alfa@2024-Q2"
    then = practice.figure(identifier, known_on=dt.date(2024, 8, 31))
    now = practice.figure(identifier)
    assert isinstance(then.value, Decimal)
    assert isinstance(now.value, Decimal)
    assert now.value > then.value
    assert (then.quality.restated, now.quality.restated) == (0, 1)


def test_a_late_file_counts_and_is_named(practice: Practice) -> None:
    (outcome,) = practice.of("te-laat")
    assert outcome.delivery is not None
    said = status(practice.workspace, dt.date(2025, 3, 1))
    late = {
        (c.expected.organisation, str(c.expected.period)) for r in said.requests for c in r.late
    }
    assert late == {("beta", "2024-02")}
    assert practice.figure("banenafspraak.uren-dienstverband@beta@2024-Q1").quality.late == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("dubbele-sleutel", "dubbele-sleutel"),
        ("kwh-als-mwh", "meterstanden-elektriciteit.sprong"),
        ("persoonsgegevens", "persoonsgegeven-kolom"),
        ("vervallen-code", "code-onbekend"),
        ("pasnummers", "persoonsgegeven-kolom"),
        ("dubbele-vergoeding", "thuiswerkdagen.een-vergoeding-per-dag"),
        ("kleine-groep", "enquete-hybride-werken.kleinste-groep"),
        ("duizend-keer", "ict-entry.duizend"),
        ("soorten-kosten", "ict-entry.telt-op"),
        ("activiteit-vergeten", "set-declaratie.reden-of-aanwezig"),
        ("nul-functiepunten", "ict-activiteit.functiepunten"),
    ],
)
def test_a_bad_file_is_refused_and_the_better_one_taken_in(
    practice: Practice, fault: str, code: str
) -> None:
    bad, good = practice.of(fault)
    assert bad.delivery is None
    assert code in bad.codes
    assert good.delivery is not None
    assert good.delivery.replaces == ()  # nothing was stored the first time
    stored = {d.file_name for d in practice.workspace.deliveries()}
    assert good.sent.file.name in stored
    assert bad.sent.file.name not in stored


def test_kwh_and_mwh_give_the_same_figure(practice: Practice) -> None:
    second, first = (
        practice.figure(f"energie.aandeel-nacht@gamma@2024-Q{quarter}").denominator
        for quarter in (2, 1)
    )
    assert isinstance(second, Decimal)
    assert isinstance(first, Decimal)
    assert first / 2 < second < first * 2


def test_an_accepted_warning_is_published_with_its_explanation(practice: Practice) -> None:
    (outcome,) = practice.of("december")
    assert outcome.delivery is not None
    figure = practice.figure("banenafspraak.banen-december@beta@2024")
    assert figure.quality.warnings == (
        (
            outcome.delivery.id,
            "banenafspraak-uren.december",
            outcome.sent.explanations["banenafspraak-uren.december"],
        ),
    )


def test_hours_lent_that_do_not_agree_are_found_on_both_sides(practice: Practice) -> None:
    found = status(practice.workspace, dt.date(2025, 3, 1)).between
    ours = [f for f in found if "2024-10" in f.where and "zeta" in f.where.casefold()]
    assert [f.rule for f in ours] == ["banenafspraak-uren.inleen-sluit-aan"]
    assert "200" in ours[0].found
    assert "240" in ours[0].found


def test_trips_to_an_unknown_airport_are_counted_and_never_zero(practice: Practice) -> None:
    (outcome,) = practice.of("onbekende-luchthaven")
    assert outcome.delivery is not None
    lost = practice.figure("duurzame-bedrijfsvoering.vluchten-zonder-afstand@alfa@2023")
    assert lost.value == Decimal(3 * 2 * 2)  # three rows of two people, there and back
    emission = practice.figure("duurzame-bedrijfsvoering.voetafdruk-vluchten@alfa@2023")
    assert emission.components[0].empty == 3
    assert emission.status is FigureStatus.INCOMPLETE


def test_a_month_that_is_not_in_the_file_of_a_year_is_a_gap(practice: Practice) -> None:
    name = "duurzame-bedrijfsvoering.restafval-van-alles"
    gamma, beta = (practice.figure(f"{name}@{who}@2023") for who in ("gamma", "beta"))
    assert isinstance(gamma.value, Absent)
    assert gamma.coverage.missing == (("afval", "gamma", "2023-03"),)
    assert isinstance(beta.value, Decimal)


def test_a_connection_that_ended_is_missed_no_more_once_somebody_said_so(
    practice: Practice,
) -> None:
    (outcome,) = practice.of("aansluiting-weg")
    assert outcome.delivery is not None
    assert [w.rule for w in outcome.delivery.warnings] == ["onderdeel-verdwenen"]
    figure = practice.figure("duurzame-bedrijfsvoering.elektriciteit-verbruik@beta@2024")
    assert figure.status is FigureStatus.MEASURED
    assert figure.coverage.missing == ()


def test_guarantees_from_abroad_do_not_count_as_dutch(practice: Practice) -> None:
    name = "duurzame-bedrijfsvoering.gvo"
    every, dutch = (practice.figure(f"{name}-{w}@beta@2024") for w in ("alle", "nederlands"))
    assert isinstance(every.value, Decimal)
    assert isinstance(dutch.value, Decimal)
    assert every.value > dutch.value + 50
    at_alfa = [practice.figure(f"{name}-{w}@alfa@2024").value for w in ("alle", "nederlands")]
    assert at_alfa[0] == at_alfa[1]


def test_contributions_add_up_to_the_numerator(practice: Practice) -> None:
    figure = practice.figure("banenafspraak.banen-jaar@gamma@2023")
    contributed = sum(
        (c.amount for component in figure.components for c in component.contributions), Decimal(0)
    )
    assert figure.numerator == contributed


def test_a_fault_that_is_not_found_stops_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The practice data must not quietly lose what it is there to show."""

    def harmless(sent: PracticeDelivery, table: Table) -> list[tuple[PracticeDelivery, Table]]:
        return [(replace(sent, refused="persoonsgegeven-kolom"), table)]

    monkeypatch.setitem(FAULTY, "persoonsgegevens", harmless)
    only = {"vliegreizen gamma 2023"}
    with pytest.raises(PracticeError, match="persoonsgegeven-kolom"):
        deliver_all(tmp_path / "w", tmp_path / "b", FOLDER, only=only.__contains__)


def test_the_same_program_makes_the_same_bytes(tmp_path: Path, pack: Pack) -> None:
    some = {
        "fte beta 2024",  # xlsx
        "quotum-grondslag oefenrijk 2024",  # ods
        "meterstanden-elektriciteit beta 2024-Q1",  # parquet
        "vliegreizen gamma 2024",  # jsonl
        "fte alfa 2024",  # csv, Windows-1252
        "fte delta 2024-Q1",  # csv, utf-8
    }
    one = make_files(tmp_path / "een", pack, some.__contains__)
    two = make_files(tmp_path / "twee", pack, some.__contains__)
    assert len({d.file.suffix for d in one}) == 5
    assert [d.file.read_bytes() for d in one] == [d.file.read_bytes() for d in two]


# --- the views ------------------------------------------------------------------------------


def test_oefenrijk_practises_with_the_rules_of_the_law(pack: Pack) -> None:
    """Only norms and data are invented; a rule that differs would teach the wrong thing."""
    assert [p.info.id for p in pack.parts] == [
        "privacy",
        "wet-banenafspraak",
        "duurzame-bedrijfsvoering",
        "normen-hybride-werken",
        "hybride-werken",
        "normen-ict",
        "ict-portfolio",
        "iv-plannen",
        "cio-stelsel",
        "informatie-op-orde",
        "oefenrijk",
    ]
    norms = ("normen-hybride-werken", "normen-ict")
    governance = ("iv-plannen", "cio-stelsel", "informatie-op-orde")
    below = ("wet-banenafspraak", DOMAIN, "hybride-werken", "ict-portfolio", *norms, *governance)
    shared = {of: load_pack(REPOSITORY / "packs" / of) for of in below}
    for of, base in shared.items():
        for kind, ids in (("indicator", base.indicators), ("dataset", base.datasets)):
            assert ids or of in norms
            assert {pack.origins[f"{kind}:{i}"] for i in ids} <= {of}
    assert not [k for k in pack.overrides if not k.startswith("parameter:")]
    assert sorted(pack.overrides) == [
        "parameter:banenafspraak.heffing-per-baan",
        "parameter:banenafspraak.quotumpercentage",
        "parameter:banenafspraak.uren-per-baan",
        "parameter:banenafspraak.uren-per-werknemer",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-apparaat-embedded",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-gj-wtw",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-kwh-wtw",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-liter-biogeen",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-liter-wtw",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-reizigerskm-wtw",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-ton-ghg-protocol",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-ton-verwerking",
        "parameter:duurzame-bedrijfsvoering.emissiefactor-voertuigkm-wtw",
        "parameter:hybride-werken.thuiswerkvergoeding-dag",
    ]
    assert not load_pack(REPOSITORY / "packs" / "rijk").overrides
    for key, override in pack.overrides.items():
        name = key.partition(":")[2]
        real = shared[override.of].parameters[name]
        assert pack.parameters[name].unit == real.unit
        assert pack.parameters[name].values != real.values


def test_a_factor_that_is_carried_over_is_a_decision_that_says_why(pack: Pack) -> None:
    factor = pack.parameters["duurzame-bedrijfsvoering.emissiefactor-gj-wtw"]
    first, second = (factor.on(dt.date(year, 7, 1), "warmtenet_gemiddeld") for year in (2023, 2024))
    assert first is not None
    assert second is not None
    assert first.value == second.value
    assert second.source is not None
    assert "een jaar langer" in (second.source.note or "")
    assert factor.on(dt.date(2025, 1, 1), "warmtenet_gemiddeld") is None
