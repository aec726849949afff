"""A dataset changes; a delivery is judged by what it was for its period, and stays computable."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import (
    asked,
    column,
    csv_file,
    dataset,
    rule,
    with_dataset,
    workspace_for,
)
from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.definition import definition_sha256
from verantwoord.engine.compute import compute
from verantwoord.model.cross_checks import check_pack
from verantwoord.model.dataset import (
    Column,
    ColumnChange,
    ColumnType,
    Component,
    Dataset,
    FormerName,
)
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

START = dt.date(2024, 1, 1)
OLD, NEW = Period.parse("2023-05"), Period.parse("2024-05")
KWH = column("kwh", "decimal", required=True)


def codes(file: Path, definition: Dataset, pack: Pack, period: Period | None) -> list[str]:
    return [f.rule if f.code == "regel-rij" else f.code
            for f in check(file, definition, pack, "alfa", period).findings]  # fmt: skip


def test_a_rule_judges_the_periods_in_which_it_holds(mini: Pack, tmp_path: Path) -> None:
    early = rule("vroeg", "kwh < 10", holds_until=START)
    late = rule("laat", "kwh < 5", holds_from=START)
    definition = dataset(KWH, rules=[early, late])
    file = csv_file(tmp_path, "kwh\n7")
    assert codes(file, definition, mini, OLD) == []
    assert codes(file, definition, mini, NEW) == ["proef.laat"]
    assert codes(file, definition, mini, None) == ["proef.laat"]  # as it is now
    file = csv_file(tmp_path, "kwh\n12")
    assert codes(file, definition, mini, Period.parse("2023-12")) == ["proef.vroeg"]
    assert codes(file, definition, mini, Period.parse("2024-01")) == ["proef.laat"]


def test_a_column_is_asked_only_in_its_time(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(KWH, column("nieuw", required=True, holds_from=START))
    without, there = csv_file(tmp_path, "kwh\n1", "a.csv"), csv_file(tmp_path, "kwh,nieuw\n1,x")
    assert codes(without, definition, mini, OLD) == []
    assert codes(without, definition, mini, NEW) == ["kolom-ontbreekt"]
    assert codes(there, definition, mini, NEW) == []
    assert codes(there, definition, mini, OLD) == ["kolom-onbekend"]


def test_a_former_name_is_known_in_its_time(mini: Pack, tmp_path: Path) -> None:
    named = column("verbruik", "decimal", required=True, was=(FormerName("kwh_oud", START),))
    definition = dataset(named, column("plek"))
    old = csv_file(tmp_path, "kwh_oud,plek\n1,x", "oud.csv")
    new = csv_file(tmp_path, "verbruik,plek\n1,x", "nieuw.csv")
    assert codes(old, definition, mini, OLD) == []
    assert codes(new, definition, mini, OLD) == []
    assert codes(new, definition, mini, NEW) == []
    assert set(codes(old, definition, mini, NEW)) == {"kolom-onbekend", "kolom-ontbreekt"}
    both = csv_file(tmp_path, "verbruik,kwh_oud\n1,2", "beide.csv")
    assert codes(both, definition, mini, OLD) == ["kolom-dubbel"]


def test_codes_can_be_narrowed_and_a_column_can_become_required(mini: Pack, tmp_path: Path) -> None:
    kind = column(
        "soort", "code", codes=("a", "b", "c"),
        changes=(
            ColumnChange(START, codes=("a", "b")),
            ColumnChange(dt.date(2025, 1, 1), required=True),
        ),
    )  # fmt: skip
    definition = dataset(kind, KWH)
    file = csv_file(tmp_path, "soort,kwh\nc,1\n,2")
    assert codes(file, definition, mini, OLD) == []
    assert codes(file, definition, mini, NEW) == ["code-onbekend"]
    assert codes(file, definition, mini, Period.parse("2025-05")) == [
        "code-onbekend", "verplicht-leeg",
    ]  # fmt: skip


def test_the_hash_of_a_definition_is_of_what_judges_that_period(mini: Pack) -> None:
    base = dataset(KWH, rules=[rule("r", "kwh < 10")])

    def sha(definition: Dataset, period: Period = OLD) -> str:
        return definition_sha256(definition.on(period.start), mini, period.start)

    assert sha(base) == sha(base, NEW)
    later = dataset(KWH, rules=[*base.rules, rule("nieuw", "kwh < 5", holds_from=START)])
    assert sha(later) == sha(base)
    assert sha(later, NEW) != sha(base, NEW)
    stricter = dataset(KWH, rules=[rule("r", "kwh < 9")])
    assert sha(stricter) != sha(base)
    wider = dataset(replace(KWH, scale=1), rules=base.rules)
    assert sha(wider) != sha(base)
    renamed = replace(KWH, was=(FormerName("oud", START),))
    assert sha(dataset(renamed, rules=base.rules)) != sha(base)
    assert sha(dataset(renamed, rules=base.rules), NEW) == sha(base, NEW)


def test_words_and_examples_are_no_part_of_the_hash(mini: Pack) -> None:
    one = rule("r", "kwh < 10")
    other = replace(one, action=replace(one.action, nl="Anders gezegd."))
    day = OLD.start
    assert definition_sha256(dataset(KWH, rules=[one]), mini, day) == definition_sha256(
        dataset(KWH, rules=[other]), mini, day
    )


def test_a_parameter_of_a_rule_is_part_of_the_hash(mini: Pack) -> None:
    with_norm = dataset(KWH, rules=[rule("r", "kwh < norm", parameters={"norm": "energie.norm"})])
    hashes = {definition_sha256(with_norm, mini, dt.date(y, 1, 1)) for y in (1990, 2023, 2024)}
    assert len(hashes) > 1


def component() -> Component:
    from verantwoord.model.dataset import Aggregate, TimeKind

    return Component(
        id="meters.extra", aggregate=Aggregate.SUM, column="extra", where=None, unit="kwh",
        time=TimeKind.FLOW, missing="skip",
    )  # fmt: skip


def test_deliveries_from_before_a_new_column_stay_computable(mini: Pack, tmp_path: Path) -> None:
    """D8: one added optional column made every older delivery uncomputable."""
    workspace = workspace_for(tmp_path, mini)
    old = csv_file(
        tmp_path, "organisatie,maand,drager,verbruik,eenheid\nalfa,2023-05,stroom,5,kWh", "oud.csv"
    )
    deliver(workspace, "meters", "alfa", OLD, old, START)
    meters = mini.datasets["meters"]
    extra = column("extra", "decimal", unit="kwh", scale=3, holds_from=START)
    grown = replace(
        meters, columns=(*meters.columns, extra), components=(*meters.components, component())
    )
    pack = with_dataset(mini, grown)
    workspace.__dict__["pack"] = pack
    new = csv_file(
        tmp_path,
        "organisatie,maand,drager,verbruik,eenheid,extra\nalfa,2024-05,stroom,6,kWh,1", "nieuw.csv",
    )  # fmt: skip
    made = deliver(workspace, "meters", "alfa", NEW, new, START)
    first, second = workspace.deliveries()
    assert made == second
    assert first.definition_sha256 != second.definition_sha256
    uses = pack.indicators["energie.verbruik"].components
    with_extra = replace(
        pack.indicators["energie.verbruik"],
        components={k: replace(u, component="meters.extra") for k, u in uses.items()},
    )
    for indicator, expected in ((pack.indicators["energie.verbruik"], {"2023-05": 5, "2024-05": 6}),
                                (with_extra, {"2024-05": 1})):  # fmt: skip
        asked_of = replace(pack, indicators={"energie.verbruik": indicator})
        found = compute(asked_of, workspace.deliveries(), workspace.rows_path)
        values = {
            str(f.period): f.value
            for f in found.figures.values()
            if f.organisation == "alfa" and isinstance(f.value, Decimal) and f.structure is None
        }
        assert {p: v for p, v in values.items() if p in ("2023-05", "2024-05")} == expected


def refuse(pack: Pack) -> None:
    """Refuse a pack in which something does not fit together, as loading does."""
    if found := check_pack(pack).found:
        raise PackErrors(found)


@pytest.mark.parametrize(
    ("columns", "rules", "words"),
    [
        ((KWH, column("b", "decimal", holds_from=START)), [rule("r", "kwh > b")], "b"),
        ((replace(KWH, holds_until=START), column("b")), [rule("r", "kwh > 1")], "kwh"),
        ((KWH, column("s", changes=(ColumnChange(START, codes=("a",)),))), [], "heeft geen codes"),
        (
            (KWH, column("s", "code", codes=("a", "b"), changes=(
                ColumnChange(START, codes=("a",)), ColumnChange(START, codes=("b",))))),
            [],
            "niet op volgorde",
        ),
        ((column("d", "text", role="period"),), [], "over wie of wanneer"),
        ((column("d", "date", role="organisation"),), [], "over wie of wanneer"),
        ((column("d", "date", role="period"),), [], "en mag leeg zijn"),
        ((column("w", "organisation", role="organisation"),), [], "en mag leeg zijn"),
        ((column("d", "date", role="period", required=True,
                 changes=(ColumnChange(START, required=False),)),), [], "en mag leeg zijn"),
    ],
)  # fmt: skip
def test_what_cannot_hold_together_is_refused_when_the_pack_loads(
    mini: Pack, columns: tuple[Column, ...], rules: list, words: str
) -> None:
    with pytest.raises(PackError, match=words):
        refuse(with_dataset(mini, dataset(*columns, rules=rules)))


def test_a_rule_over_a_column_of_its_own_time_is_fine(mini: Pack) -> None:
    columns = (KWH, column("b", "decimal", holds_from=START))
    refuse(with_dataset(mini, dataset(*columns, rules=[rule("r", "kwh > b", holds_from=START)])))


def test_a_pack_file_says_it_so(tmp_path: Path, mini: Pack) -> None:
    import shutil

    folder = tmp_path / "mini"
    shutil.copytree(mini.folder, folder)
    path = folder / "datasets" / "fte.yaml"
    path.write_text(
        """
id: fte
title: Personeel
kind: geleverd
grain: {period: maand, without-rows: covered}
columns:
  - {name: fte, type: decimal, title: Fte, required: true, unit: fte, scale: 1,
     was: [{name: aantal, until: 2023-01-01}]}
  - {name: soort, type: code, title: Soort, required: false, codes: [a, b, c], from: 2022-01-01,
     changes: [{from: 2024-01-01, codes: [a, b], required: true}]}
components:
  - {name: stand, aggregate: sum, column: fte, unit: fte, time: stock, missing: skip}
""".lstrip(),
        "utf-8",
    )
    fte = load_pack(folder).datasets["fte"]
    assert fte.grain is not None
    assert (fte.grain.period.value, fte.grain.without_rows) == ("maand", "covered")
    assert fte.column("fte").names_on(dt.date(2022, 5, 1)) == ("fte", "aantal")
    assert fte.column("fte").names_on(dt.date(2023, 1, 1)) == ("fte",)
    assert [c.name for c in fte.on(dt.date(2021, 1, 1)).columns] == ["fte"]
    narrowed = fte.on(dt.date(2024, 1, 1)).column("soort")
    assert (narrowed.type, narrowed.codes, narrowed.required) == (ColumnType.CODE, ("a", "b"), True)


def test_what_fits_no_grain_is_refused(mini: Pack) -> None:
    from verantwoord.model.dataset import CellGrain
    from verantwoord.model.period import Grain

    month = column("maand", "period", required=True, role="period", grain="maand", key=True)
    meter = column("meter", required=True)
    for columns, grain, words in (
        ((month,), CellGrain(Grain.QUARTER), "gaat per maand"),
        ((month,), CellGrain(Grain.MONTH, "meter"), "geen verplichte kolom"),
        ((month, column("meter")), CellGrain(Grain.MONTH, "meter"), "geen verplichte kolom"),
        ((month, meter), CellGrain(Grain.MONTH, "meter"), "hoort niet bij de sleutel"),
        (
            (month, replace(meter, key=True)),
            CellGrain(Grain.MONTH, "meter", "covered"),
            "welke sub-unit",
        ),
    ):
        with pytest.raises(PackError, match=words):
            refuse(with_dataset(mini, dataset(*columns, grain=grain)))
    silent = with_dataset(mini, dataset(KWH))
    refuse(asked(silent))
    with pytest.raises(PackError, match="per jaar, maar een rij"):
        refuse(asked(silent, every=Grain.YEAR))
