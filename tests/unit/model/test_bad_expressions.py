"""A pack whose expressions cannot be right is refused when it loads, with what to write instead."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PACKS
from verantwoord.formula import unit_check, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.dataset import Aggregate, Component, Dataset, TimeKind
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.rule_kinds import check_component
from verantwoord.model.view_columns import described

METERS, VIEW, DERIVED = "datasets/meters.yaml", "views/uitstoot.sql", "datasets/uitstoot.yaml"
CHECK = "    check: verbruik >= 0\n"
LEVEL = "    level: row\n"
ROOM = "id: meters.niet-negatief\n    level: row\n"
WHERE = "column: verbruik, where: \"drager = 'stroom'\""
MISTAKES = {
    "text against a number": (METERS, CHECK, "    check: drager > 0\n", "tekst en een getal"),
    "no truth value": (METERS, CHECK, "    check: verbruik\n", "waar of onwaar"),
    "a column that is not there": (METERS, CHECK, "    check: gebruik >= 0\n", "noemt gebruik"),
    "a division in a rule": (METERS, CHECK, "    check: verbruik / 2 >= 0\n", "kan niet in SQL"),
    "by at a level without groups": (METERS, LEVEL, LEVEL + "    by: [drager]\n", "'by' hoort"),
    "measures in a row rule": (
        METERS,
        LEVEL,
        LEVEL + "    measures: {n: count(*)}\n",
        "'measures' hoort",
    ),
    "when in a row rule": (METERS, LEVEL, LEVEL + "    when: maand = 12\n", "'when' hoort"),
    "by a column that is not there": (
        METERS,
        ROOM + "    severity: blocks\n    category: geldigheid\n" + CHECK,
        ROOM.replace("row", "table")
        + "    by: [gebouw]\n    measures: {n: count(*)}\n"
        + "    severity: blocks\n    category: geldigheid\n    check: n > 0\n",
        "gebouw",
    ),
    "a table rule without measures": (METERS, LEVEL, "    level: table\n", "vraagt 'measures'"),
    "a measure that is not used": (
        METERS,
        ROOM + "    severity: blocks\n    category: geldigheid\n" + CHECK,
        ROOM.replace("row", "table")
        + "    by: [drager]\n    measures: {n: count(*), m: sum(verbruik)}\n"
        + "    severity: blocks\n    category: geldigheid\n    check: n > 0\n",
        "measure 'm' niet",
    ),
    "a parameter that is not used": (
        METERS,
        LEVEL,
        LEVEL + "    parameters: {norm: energie.norm}\n",
        "parameter 'norm' niet",
    ),
    "a column outside a sum": (
        METERS,
        ROOM + "    severity: blocks\n    category: geldigheid\n" + CHECK,
        ROOM.replace("row", "table")
        + "    measures: {n: verbruik + 1}\n"
        + "    severity: blocks\n    category: geldigheid\n    check: n > 0\n",
        "buiten een som",
    ),
    "sides of a mirror by another name": (
        METERS,
        ROOM + "    severity: blocks\n    category: geldigheid\n" + CHECK,
        ROOM.replace("row", "between")
        + "    by: [maand]\n    measures: {links: count(*), midden: count(*)}\n"
        + "    severity: blocks\n    category: geldigheid\n    check: links = 1\n",
        "links en rechts",
    ),
    "a mirror without the other side": (
        METERS,
        ROOM + "    severity: blocks\n    category: geldigheid\n" + CHECK,
        ROOM.replace("row", "between")
        + "    by: [_organisatie]\n    measures: {links: count(*), rechts: count(*)}\n"
        + "    severity: blocks\n    category: geldigheid\n    check: links = rechts\n",
        "tegenpartij",
    ),
    "a filter that is no question": (METERS, WHERE, 'column: verbruik, where: "drager"', "waar of"),
    "a filter that SQL cannot run": (
        METERS,
        WHERE,
        'column: verbruik, where: "verbruik / verbruik > 1"',
        "kan niet in SQL",
    ),
    "places from a column": (
        METERS,
        WHERE,
        'column: "round_down(verbruik, verbruik)"',
        "round_down",
    ),
    "bins without a histogram": (
        METERS,
        "aggregate: max, column",
        "aggregate: max, bins: [0, 1, 1], column",
        "bins horen",
    ),
    "a sum of nothing": (METERS, "max, column: verbruik", "max", "geen kolom"),
    "a view that yields DOUBLE": (VIEW, "r.verbruik * f.waarde AS kg", "r.verbruik / 3 AS kg",
                                  "is DOUBLE, en optellen is dan niet exact; schrijf CAST"),
    "a view that yields FLOAT": (VIEW, "r.verbruik * f.waarde AS kg",
                                 "CAST(r.verbruik AS FLOAT) AS kg", "is FLOAT"),
    "a view that yields text": (VIEW, "r.verbruik * f.waarde AS kg", "r.drager AS kg",
                                "is VARCHAR, maar bij columns staat 'decimal'"),
    "a view that yields whole numbers": (VIEW, "r.verbruik * f.waarde AS kg",
                                         "CAST(r.verbruik AS INTEGER) AS kg", "is INTEGER"),
    "a view with another scale": (DERIVED, "unit: kg_co2e}\ncomp", "unit: kg_co2e, scale: 2}\ncomp",
                                  "met scale 2"),
    "a view without a column": (VIEW, " AS kg", " AS kilo", "mist kg en geeft kilo"),
    "a view without the period": (VIEW, "  r._periode,\n", "", "mist _periode"),
    "a view with one column more": (VIEW, "AS kg", "AS kg, r.drager", "geeft drager"),
    "a view that cannot run": (VIEW, "r.verbruik *", "r.gebruik *", "de view kan niet draaien"),
}  # fmt: skip


def load(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "mini", folder)
    text = (folder / file).read_text("utf-8")
    assert old in text, f"{file} no longer has {old!r}"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    load_pack(folder)


@pytest.mark.parametrize("name", MISTAKES)
def test_an_expression_that_cannot_be_right_is_refused_at_load(name: str, tmp_path: Path) -> None:
    file, old, new, words = MISTAKES[name]
    with pytest.raises(PackError) as caught:
        load(tmp_path, file, old, new)
    assert words in str(caught.value), str(caught.value)


def test_what_stood_there_loads(tmp_path: Path) -> None:
    for i, (file, old) in enumerate({(m[0], m[1]) for m in MISTAKES.values()}):
        load(tmp_path / str(i), file, old, old)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("as_percent(deel)", "percent"),
        ("as_ratio(as_percent(deel))", "ratio"),
        ("round_down(verbruik, 2)", "kwh"),
        ("abs(verbruik - verbruik)", "kwh"),
        ("case drager when 'stroom' then verbruik end", "kwh"),
    ],
)
def test_a_component_may_use_every_function_that_sql_gives_exactly(text: str, unit: str) -> None:
    kinds = {
        "verbruik": units.unit("kwh"),
        "deel": units.unit("ratio"),
        "drager": unit_check.TEXT,
    }
    component = Component(
        id="t.x",
        aggregate=Aggregate.SUM,
        column=text,
        unit=unit,
        time=TimeKind.FLOW,
        missing="skip",
    )
    check_component(component, kinds)
    with pytest.raises(ExpressionError, match="eenheid"):
        check_component(replace(component, unit="km"), kinds)


def test_a_view_is_described_as_it_will_run(tmp_path: Path) -> None:
    pack = load_pack(PACKS / "mini")
    derived: Dataset = pack.datasets["uitstoot"]
    references = {n: pack.folder / f for n, f in (derived.reference or {}).items()}
    assert described(derived, pack.datasets["meters"], references) == {
        "_organisatie": "VARCHAR",
        "_periode": "VARCHAR",
        "kg": "DECIMAL(38,12)",
    }
