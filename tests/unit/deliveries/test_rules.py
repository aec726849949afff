"""Rules of the pack: what a missing value means, parameters, and the four levels."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import asked, column, csv_file, dataset, rule, with_dataset
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import accept, check, deliver
from verantwoord.deliveries.between import between_findings
from verantwoord.deliveries.rules import broken
from verantwoord.deliveries.table_rules import earlier
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import Rule
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

A, B, C = column("a", "decimal"), column("b", "decimal"), column("c")
JULY = Period.parse("2024-07")


def broken_rows(mini: Pack, folder: Path, one: Rule, *rows: str) -> list[int]:
    definition = dataset(A, B, C, column("altijd"), rules=[one])
    file = csv_file(folder, "a,b,c,altijd\n" + "\n".join(f"{r},x" for r in rows))
    checked = check(file, definition, mini, "alfa", JULY)
    assert {f.rule for f in checked.findings} <= {one.id}
    assert checked.counts.get(one.id, 0) == len(checked.findings)
    return [f.row or 0 for f in checked.findings]


ROWS = ("1,2,", "2,1,", ",1,", "1,,", ",,", "-1,,", ",-1,")


@pytest.mark.parametrize(
    ("missing", "check_text", "expected"),
    [
        ("skip-if-any", "a <= b", [3]),
        ("skip-if-all", "a <= b", [3, 4, 5, 7, 8]),
        ("zero", "a <= b", [3, 5, 8]),
        ("skip-if-any", "a is not null", []),
        ("skip-if-all", "a is null or b is null", [2, 3]),
        ("zero", "a + b > 0", [6, 7, 8]),
    ],
)
def test_what_an_empty_cell_means_is_declared_at_each_rule(
    mini: Pack, tmp_path: Path, missing: str, check_text: str, expected: list[int]
) -> None:
    assert broken_rows(mini, tmp_path, rule("r", check_text, missing=missing), *ROWS) == expected


def test_zero_only_fills_in_numbers(mini: Pack, tmp_path: Path) -> None:
    one = rule("r", "c = 'ja' or a = 0", missing="zero")
    assert broken_rows(mini, tmp_path, one, ",,ja", ",,", "1,,", "1,,ja") == [4]


def test_a_cell_that_holds_no_value_breaks_no_rule_as_well(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(A, B, rules=[rule("r", "a > b", missing="zero")])
    checked = check(csv_file(tmp_path, "a,b\nx,5"), definition, mini)
    assert [f.code for f in checked.findings] == ["geen-getal"]


def test_a_parameter_holds_on_the_first_day_of_the_period(mini: Pack, tmp_path: Path) -> None:
    factor = {"grens": "energie.norm"}
    definition = dataset(A, rules=[rule("r", "a <= grens", parameters=factor)])
    values = mini.parameters["energie.norm"].values
    first = next(v for v in values if v.value is not None)
    assert first.value is not None
    file = csv_file(tmp_path, f"a\n{first.value}\n{first.value + 1}")
    period = Period.month(first.holds_from.year, first.holds_from.month)
    checked = check(file, definition, mini, "alfa", period)
    assert [(f.rule, f.row) for f in checked.findings] == [("proef.r", 3)]
    unknown = check(file, definition, mini)
    assert unknown.findings == ()
    assert "periode" in unknown.notes[0]
    before = check(file, definition, mini, "alfa", Period.parse("1900"))
    assert "niet bekend" in before.notes[0]


def test_a_table_rule_gives_one_finding_for_each_group(mini: Pack, tmp_path: Path) -> None:
    one = rule("som", "totaal <= 10", level="table", by=("c",), measures={"totaal": "sum(a)"})
    definition = dataset(A, C, rules=[one])
    checked = check(csv_file(tmp_path, "a,c\n6,x\n5,x\n9,y\n,z"), definition, mini)
    assert [(f.code, f.rule, f.where, f.found) for f in checked.findings] == [
        ("regel-tabel", "proef.som", "C x", "totaal = 11.")
    ]


def test_a_rule_that_cannot_be_computed_blocks_instead_of_passing(
    mini: Pack, tmp_path: Path
) -> None:
    wide = dataset(column("a", "decimal", scale=9), rules=[rule("r", "a * a * a * a * a >= 0")])
    checked = check(csv_file(tmp_path, "a\n999999999\n"), wide, mini)
    assert [f.code for f in checked.findings] == ["regel-niet-berekenbaar"]


def test_this_period_is_compared_with_the_mean_of_earlier_ones(mini: Pack, tmp_path: Path) -> None:
    one = rule(
        "sprong",
        "uren <= 1.15 * vorig_uren",
        level="previous",
        severity="warns",
        measures={"uren": "sum(a)"},
        periods_back=3,
        when="maand = 12",
    )
    definition = dataset(A, rules=[one])
    before = []
    for i, hours in enumerate((100, 110, 90)):
        file = csv_file(tmp_path, f"a\n{hours}")
        before.append(tmp_path / f"{i}.parquet")
        accept(file, definition, mini, "alfa", Period.month(2024, 9 + i), before[-1])

    def found(hours: str, month: int, known: list[list[Path] | None]) -> list[str]:
        asked: list[Period] = []

        def previous(periods: list[Period], _: list[str]) -> list[list[Path] | None]:
            asked.extend(periods)
            return known

        file = csv_file(tmp_path, f"a\n{hours}")
        checked = check(file, definition, mini, "alfa", Period.month(2024, month), previous)
        assert [str(p) for p in asked] in ([], ["2024-11", "2024-10", "2024-09"])
        return [f.found for f in checked.findings] + list(checked.notes)

    known: list[list[Path] | None] = [[p] for p in reversed(before)]
    assert found("115", 12, known) == []
    assert found("115.001", 12, known) == ["uren = 115,001; vorig_uren = 100."]
    assert found("500", 11, known) == []
    assert "niet alle 3 eerdere perioden" in found("500", 12, [[before[0]], None, [before[1]]])[0]


def test_a_table_rule_with_a_parameter_that_is_not_known_yet_is_not_judged_and_that_is_said(
    mini: Pack, tmp_path: Path
) -> None:
    one = rule(
        "som", "totaal <= grens", level="table", measures={"totaal": "sum(a)"},
        parameters={"grens": "energie.norm"},
    )  # fmt: skip
    definition, file = dataset(A, rules=[one]), csv_file(tmp_path, "a\n9")
    late = check(file, definition, mini, "alfa", Period.parse("2025-01"))
    assert late.findings == ()
    (note,) = late.notes
    assert note.startswith("proef.som: ") and "niet bekend" in note
    known = check(file, definition, mini, "alfa", Period.parse("2024-01"))
    assert [f.found for f in known.findings] == ["totaal = 9."]


def test_a_table_rule_that_cannot_be_computed_blocks_instead_of_passing(
    mini: Pack, tmp_path: Path
) -> None:
    one = rule("som", "totaal * totaal * totaal >= 0", level="table", measures={"totaal": "sum(a)"})
    definition = dataset(column("a", "decimal", scale=9), rules=[one])
    checked = check(csv_file(tmp_path, "a\n999999999"), definition, mini)
    assert [(f.code, f.rule) for f in checked.findings] == [("regel-niet-berekenbaar", "proef.som")]


def test_more_groups_than_are_shown_are_counted(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SHOWN", 3)
    one = rule("som", "totaal <= 0", level="table", by=("c",), measures={"totaal": "sum(a)"})
    file = csv_file(tmp_path, "a,c\n" + "\n".join(f"1,g{i:03d}" for i in range(7)))
    checked = check(file, dataset(A, C, rules=[one]), mini)
    assert [f.where for f in checked.findings] == ["C g000", "C g001", "C g002"]
    assert checked.counts["proef.som"] == 7


def previous_rule(check_text: str, **more: object) -> Rule:
    return rule(
        "sprong", check_text, level="previous", measures={"uren": "sum(a)"}, periods_back=1, **more
    )


def told(pack: Pack, folder: Path, one: Rule, earlier_row: str, month: str = "2024-07") -> str:
    """Judge a month of 5 against the one before it; return what is said."""
    definition = dataset(A, C, rules=[one])
    before = folder / "eerder.parquet"
    file = csv_file(folder, f"a,c\n{earlier_row}", "eerder.csv")
    accept(file, definition, pack, "alfa", earlier(Period.parse(month), 1)[0], before)
    now = csv_file(folder, "a,c\n5,x")
    period = Period.parse(month)
    checked = check(now, definition, pack, "alfa", period, lambda *_: [[before]])
    return "; ".join([*(f"{f.code}: {f.found}" for f in checked.findings), *checked.notes])


def test_a_month_of_empty_cells_has_no_mean_to_compare_with(mini: Pack, tmp_path: Path) -> None:
    """Not zero: five hours after an empty month is no growth."""
    assert told(mini, tmp_path, previous_rule("uren <= vorig_uren"), ",x") == ""
    assert told(mini, tmp_path, previous_rule("uren <= vorig_uren"), "4,x") == (
        "regel-vorige-periode: uren = 5; vorig_uren = 4."
    )


def test_a_comparison_with_a_parameter_that_is_not_known_yet_is_said(
    mini: Pack, tmp_path: Path
) -> None:
    one = previous_rule("uren - vorig_uren <= grens - 10", parameters={"grens": "energie.norm"})
    assert "niet bekend" in told(mini, tmp_path, one, "4,x", "2025-02")
    assert (
        told(mini, tmp_path, one, "4,x")
        == "regel-vorige-periode: grens = 8; uren = 5; vorig_uren = 4."
    )


def test_earlier_periods_are_of_the_same_kind() -> None:
    assert [str(p) for p in earlier(Period.parse("2024-01"), 2)] == ["2023-12", "2023-11"]
    assert [str(p) for p in earlier(Period.parse("2024-Q1"), 1)] == ["2023-Q4"]
    assert [str(p) for p in earlier(Period.parse("2024"), 1)] == ["2023"]
    assert earlier(Period.parse("2024-01-15"), 1) == []


def test_plain_values_break_a_rule_the_same_way() -> None:
    one, two = Decimal(1), Decimal(2)
    definition = dataset(A, B)

    def breaks(values: dict[str, Decimal | None], missing: str = "skip-if-any") -> bool:
        return broken(rule("r", "a <= b", missing=missing), definition, {}).by(values)

    assert breaks({"a": two, "b": one})
    assert not breaks({"a": two, "b": None})
    assert breaks({"a": two, "b": None}, "skip-if-all")
    assert not breaks({"a": None, "b": None}, "skip-if-all")
    assert breaks({"a": two, "b": None}, "zero")
    assert breaks({"a": two}, "zero")


def test_what_one_received_another_must_have_given(mini: Pack, tmp_path: Path) -> None:
    one = rule(
        "spiegel",
        "links = rechts",
        level="between",
        missing="zero",
        by=("_organisatie", "tegenpartij"),
        measures={
            "links": "sum(uren) filter (where soort = 'in')",
            "rechts": "sum(uren) filter (where soort = 'uit')",
        },
    )
    definition = dataset(
        column("tegenpartij", "organisation"),
        column("soort", "code", codes=("in", "uit")),
        column("uren", "decimal"),
        rules=[one],
    )
    pack = asked(with_dataset(mini, definition))
    workspace = Workspace.create(tmp_path / "w", mini.folder)
    workspace.__dict__["pack"] = pack
    may = Period.parse("2024-05")

    def send(who: str, text: str) -> None:
        file = csv_file(tmp_path, f"tegenpartij,soort,uren\n{text}", f"{who}.csv")
        deliver(workspace, "proef", who, may, file, dt.date(2024, 6, 1))

    send("alfa", "beta,in,10\nbeta,uit,5")
    assert [(f.where, f.found) for f in between_findings(workspace)] == [
        ("Alfa, beta, 2024-05", "links = 10; rechts = (leeg)."),
        ("Beta, alfa, 2024-05", "links = (leeg); rechts = 5."),
    ]
    send("beta", "alfa,uit,10\nalfa,in,4")
    assert [(f.where, f.found) for f in between_findings(workspace)] == [
        ("Beta, alfa, 2024-05", "links = 4; rechts = 5.")
    ]
    assert between_findings(workspace, dt.date(2024, 5, 31)) == []
