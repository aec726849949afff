"""Oefenrijk: every fault that is in the practice data on purpose has its effect."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from verantwoord.deliveries.status import status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.cases import run_cases
from verantwoord.engine.compute import compute
from verantwoord.formula.quantities import CONTEXT
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
# only what the faults need: everything takes a minute
WANTED = {
    *(f.delivery for f in FAULTS),
    "banenafspraak-uren gamma 2023-07",
    "banenafspraak-uren gamma 2023-09",
    *(f"banenafspraak-uren beta 2024-{m:02d}" for m in (9, 10, 11)),
    "banenafspraak-uren gamma 2024-10",
    "meterstanden-elektriciteit gamma 2024-Q1",
    "meterstanden-gas epsilon 2024-Q3",
    "fte beta 2024",
    "quotum-grondslag oefenrijk 2024",
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
    """Gamma sent a correction for each of its estimates; Alfa never does."""
    gamma = practice.figure("energie.aandeel-geschat@gamma@2024")
    assert (gamma.value, gamma.numerator) == (0, 0)
    assert isinstance(gamma.denominator, Decimal) and gamma.denominator > 0


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
    figure = practice.figure("energie.gas@epsilon@2024")
    assert figure.status is FigureStatus.INCOMPLETE
    assert figure.coverage.missing == (("meterstanden-gas", "epsilon", "2024-Q4"),)
    total = practice.figure("energie.gas@oefenrijk@2024")
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
    figure = practice.figure("energie.elektriciteit@gamma@2024-Q2")
    before = practice.figure("energie.elektriciteit@gamma@2024-Q1")
    assert isinstance(figure.value, Decimal)
    assert isinstance(before.value, Decimal)
    assert before.value / 2 < figure.value < before.value * 2


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
    assert [w.count for w in outcome.delivery.warnings] == [3]
    lost = practice.figure("reizen.vluchten-zonder-afstand@alfa@2024")
    assert lost.value == Decimal(3 * 2 * 2)  # three rows of two people, there and back
    emission = practice.figure("reizen.vluchten-uitstoot@alfa@2024")
    assert emission.components[0].empty == 3


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
    only = {"reizen gamma 2023"}
    with pytest.raises(PracticeError, match="persoonsgegeven-kolom"):
        deliver_all(tmp_path / "w", tmp_path / "b", FOLDER, only=only.__contains__)


def test_the_same_program_makes_the_same_bytes(tmp_path: Path, pack: Pack) -> None:
    some = {
        "fte beta 2024",  # xlsx
        "quotum-grondslag oefenrijk 2024",  # ods
        "meterstanden-elektriciteit beta 2024-Q1",  # parquet
        "reizen gamma 2024",  # jsonl
        "fte alfa 2024",  # csv, Windows-1252
        "fte delta 2024-Q1",  # csv, utf-8
    }
    one = make_files(tmp_path / "een", pack, some.__contains__)
    two = make_files(tmp_path / "twee", pack, some.__contains__)
    assert len({d.file.suffix for d in one}) == 5
    assert [d.file.read_bytes() for d in one] == [d.file.read_bytes() for d in two]


# --- the views ------------------------------------------------------------------------------


def airports() -> dict[str, tuple[float, float]]:
    lines = (FOLDER / "reference" / "airports.csv").read_text("utf-8").splitlines()[1:]
    cells = [line.split(",") for line in lines]
    return {c[0]: (float(c[2]), float(c[3])) for c in cells}


def great_circle_km(a: str, b: str) -> float:
    (lat1, lon1), (lat2, lon2) = (map(math.radians, airports()[x]) for x in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.fixture
def flights(pack: Pack) -> Iterator[Any]:
    """The view over trips with small tables around it; returns a function of the bounds."""
    con = duckdb.connect()
    con.execute(
        f"CREATE TABLE luchthavens AS FROM read_csv('{FOLDER / 'reference' / 'airports.csv'}')"
    )
    shape = "(vanaf DATE, tot DATE, sleutel VARCHAR, waarde DECIMAL(38, 9))"
    for table in ("factoren", "omwegen", "grenzen"):
        con.execute(f"CREATE TABLE {table} {shape}")
    ever = "DATE '2000-01-01', DATE '2100-01-01'"
    con.execute(f"INSERT INTO omwegen VALUES ({ever}, NULL, 95)")
    for key, factor in (("kort", "0.3"), ("midden", "0.2"), ("lang", "0.1")):
        con.execute(f"INSERT INTO factoren VALUES ({ever}, '{key}', {factor})")
    con.execute(
        "CREATE TABLE rijen (_organisatie VARCHAR, _periode VARCHAR, vertrek VARCHAR, "
        "aankomst VARCHAR, datum DATE, reizigers BIGINT, traject VARCHAR, vervoermiddel VARCHAR)"
    )

    def run(to: str, short: str, long: str) -> tuple[Any, ...]:
        con.execute("DELETE FROM rijen; DELETE FROM grenzen")
        con.execute(
            "INSERT INTO rijen VALUES ('alfa', '2024', 'AMS', ?, '2024-03-01', 3, 'retour', "
            "'vliegtuig')",
            [to],
        )
        con.execute(f"INSERT INTO grenzen VALUES ({ever}, 'kort-tot', {short})")
        con.execute(f"INSERT INTO grenzen VALUES ({ever}, 'midden-tot-en-met', {long})")
        sql = pack.datasets["vluchten"].view_sql
        columns = "afstandsklasse, enkele_reizen, afstand_km, reizigerskm, uitstoot"
        found = con.execute(f"SELECT {columns} FROM ({sql})").fetchall()
        assert len(found) == 1
        return tuple(found[0])

    yield run
    con.close()


@pytest.mark.parametrize("to", ["LHR", "MAD", "JFK", "NBO", "CUR"])
def test_distance_is_the_great_circle(flights: Any, to: str) -> None:
    _, _, km, _, _ = flights(to, "700", "2500")
    assert abs(float(km) - great_circle_km("AMS", to)) < 0.001


def test_emission_is_exact_from_distance_detour_and_factor(flights: Any) -> None:
    band, trips, km, travelled, emission = flights("MAD", "700", "2500")
    assert band == "midden"
    assert trips == 6
    assert travelled == 6 * (km + 95)
    assert isinstance(emission, Decimal)
    assert emission == CONTEXT.multiply(travelled, Decimal("0.2"))


def test_a_flight_on_a_bound_is_in_the_middle_class(flights: Any) -> None:
    km = flights("MAD", "700", "2500")[2]
    just_less, just_more = km - Decimal("0.001"), km + Decimal("0.001")
    assert flights("MAD", str(km), "2500")[0] == "midden"
    assert flights("MAD", str(just_more), "2500")[0] == "kort"
    assert flights("MAD", "700", str(km))[0] == "midden"
    assert flights("MAD", "700", str(just_less))[0] == "lang"


def test_an_unknown_airport_has_no_distance_and_no_emission(flights: Any) -> None:
    assert flights("QQQ", "700", "2500") == ("onbekend", 6, None, None, None)


def test_the_rule_knows_the_same_airports_as_the_list(pack: Pack) -> None:
    rule = next(r for r in pack.datasets["reizen"].rules if r.id == "reizen.luchthaven-bekend")
    from sqlglot import exp, parse_one

    lists = [{e.name for e in node.expressions} for node in parse_one(rule.check).find_all(exp.In)]
    assert lists == [set(airports()), set(airports())]


def test_occupancy_leaves_out_weekends_and_holidays(pack: Pack) -> None:
    con = duckdb.connect()
    con.execute(
        f"CREATE TABLE vrije_dagen AS FROM read_csv('{FOLDER / 'reference' / 'vrije-dagen.csv'}')"
    )
    con.execute(
        "CREATE TABLE rijen AS SELECT 'alfa' AS _organisatie, '2024' AS _periode, "
        "'sensor' AS methode, datum::DATE AS datum, 87 AS in_gebruik, 100 AS beschikbaar FROM "
        "(VALUES ('2024-12-24'), ('2024-12-25'), ('2024-12-28')) t(datum)"
    )
    rows = con.execute(pack.datasets["bezetting-werkdag"].view_sql or "").fetchall()
    con.close()
    assert rows == [("alfa", "2024", "sensor", "dinsdag", 87, 100, 870)]


def test_oefenrijk_practises_with_the_rules_of_the_law(pack: Pack) -> None:
    """Only norms and data are invented; a rule that differs would teach the wrong thing."""
    assert [p.info.id for p in pack.parts] == ["privacy", "wet-banenafspraak", "oefenrijk"]
    for kind in ("indicator", "dataset"):
        shared = [
            k for k, of in pack.origins.items() if k.startswith(f"{kind}:") and of != "oefenrijk"
        ]
        assert len(shared) == {"indicator": 22, "dataset": 3}[kind]
    assert {key: o.of for key, o in pack.overrides.items()} == {
        "parameter:banenafspraak.heffing-per-baan": "wet-banenafspraak",
        "parameter:banenafspraak.quotumpercentage": "wet-banenafspraak",
        "parameter:banenafspraak.uren-per-baan": "wet-banenafspraak",
        "parameter:banenafspraak.uren-per-werknemer": "wet-banenafspraak",
    }
    real = load_pack(REPOSITORY / "packs" / "rijk")
    assert not real.overrides
    for key in pack.overrides:
        name = key.partition(":")[2]
        assert pack.parameters[name].unit == real.parameters[name].unit
        assert pack.parameters[name].values != real.parameters[name].values
