"""Whole plans: everything that a runner is told, of rows as delivered and of a view over them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PACKS
from verantwoord.engine.plan import (
    Field,
    Measure,
    ParameterTable,
    Plan,
    ReferenceTable,
    RowFile,
    plan,
    plans,
    row_file,
)
from verantwoord.model.dataset import Aggregate, Column, ColumnType, Component, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text

# what is delivered about meters, and so what stands below the view of their emission too
METERS = (
    Field("organisatie", "organisation", None, True),
    Field("maand", "period", None, True),
    Field("drager", "code", None, True),
    Field("verbruik", "decimal", 3, False),
    Field("eenheid", "text", None, True),
)
SUM, HISTOGRAM = Aggregate.SUM, Aggregate.HISTOGRAM


@pytest.fixture
def pack() -> Pack:
    """Read anew for each test: a plan that was made before hides what is wrong with making it."""
    return load_pack(PACKS / "mini")


def test_a_dataset_without_an_organisation_in_its_rows_is_about_who_delivered(pack: Pack) -> None:
    fte, _, _ = plans(pack, pack.indicators.values())
    assert fte == Plan(
        dataset="fte",
        measures=(Measure("fte.stand", SUM, "fte", None, empty_is_zero=False),),
        dimensions=(),
        by_row=False,
        fields=(Field("fte", "decimal", 1, True),),
    )


def test_components_that_some_indicator_uses_are_measured_and_others_are_not(pack: Pack) -> None:
    _, meters, _ = plans(pack, pack.indicators.values())
    assert meters == Plan(
        dataset="meters",
        measures=(
            Measure("meters.verbruik", SUM, "verbruik", None, False),
            Measure("meters.spreiding", HISTOGRAM, "verbruik", None, False, (0, 1000, 100)),
        ),
        dimensions=("drager",),
        by_row=True,
        fields=METERS,
    )


def test_a_view_is_planned_over_what_was_delivered_with_all_it_reads(pack: Pack) -> None:
    _, _, view = plans(pack, pack.indicators.values())
    path = PACKS / "mini" / "reference" / "dragers.csv"
    assert view == Plan(
        dataset="uitstoot",
        measures=(Measure("uitstoot.kg", SUM, "kg", None, False),),
        dimensions=(),
        by_row=True,
        fields=METERS,
        view=(PACKS / "mini" / "views" / "uitstoot.sql").read_text("utf-8").strip(),
        references=(
            ReferenceTable("dragers", hashlib.sha256(path.read_bytes()).hexdigest(), path),
        ),
        parameters=(
            ParameterTable(
                "factor",
                (
                    ("2023-01-01", "2024-01-01", "stroom", "0.5"),
                    ("2024-01-01", "9999-12-31", "stroom", "0.4"),
                    ("2023-01-01", "9999-12-31", "warmte", "0.1"),
                ),
            ),
        ),
    )
    assert view.references[0].path == path  # which equality leaves out


def test_a_value_that_is_not_known_is_no_row_of_a_parameter(pack: Pack) -> None:
    """Then the view finds nothing, and the figure is unknown; a zero would be a value."""
    factor = pack.parameters["energie.factor"]
    first, *rest = factor.values
    unknown = replace(first, value=None, unknown=Text("nog niet gepubliceerd"))
    changed = replace(factor, values=(unknown, *rest))
    pack = replace(pack, parameters={**pack.parameters, factor.id: changed})
    (view,) = plans(pack, [pack.indicators["energie.uitstoot"]])
    assert [row[3] for row in view.parameters[0].rows] == ["0.4", "0.1"]


def test_tables_of_a_view_stand_in_the_order_of_their_names(pack: Pack) -> None:
    """So that the order in which a pack names them changes no hash."""
    dataset = pack.datasets["uitstoot"]
    tables = {"z": "reference/dragers.csv", "dragers": "reference/dragers.csv"}
    factors = {"z": "energie.factor", "factor": "energie.factor"}
    made = [
        plan(pack, replace(dataset, reference=dict(t), view_parameters=dict(p)), (), ())
        for t, p in (
            (tables.items(), factors.items()),
            (reversed(tables.items()), reversed(factors.items())),
        )
    ]
    assert [r.name for r in made[0].references] == ["dragers", "z"]
    assert [p.name for p in made[0].parameters] == ["factor", "z"]
    assert made[0].sha256 == made[1].sha256


@pytest.mark.parametrize(
    ("roles", "by_row"),
    [((), False), (("organisation",), True), (("period",), True),
     (("organisation", "period"), True)],
)  # fmt: skip
def test_rows_say_about_whom_or_when_as_soon_as_one_column_does(
    pack: Pack, roles: tuple[str, ...], by_row: bool
) -> None:
    columns = tuple(
        Column(name=r, type=ColumnType(r), title=Text(r), required=True, role=r)  # type: ignore[arg-type]
        for r in roles
    )
    hours = Column(name="uren", type=ColumnType.DECIMAL, title=Text("Uren"), required=True)
    dataset = Dataset(id="d", title=Text("D"), kind="geleverd", columns=(*columns, hours), rules=())
    assert plan(pack, dataset, (), ()).by_row is by_row


@pytest.mark.parametrize("role", ["method", "nature", "precision", "low", "high", "words",
                                  "origin"])  # fmt: skip
def test_rows_are_kept_apart_by_what_they_say_of_themselves(pack: Pack, role: str) -> None:
    """A sum over measured and estimated rows could not say any more which it is."""
    said = Column(name="gezegd", type=ColumnType.TEXT, title=Text("Gezegd"), required=False,
                  role=role)  # type: ignore[arg-type]  # fmt: skip
    meters = pack.datasets["meters"]
    meters = replace(meters, columns=(*meters.columns, said))
    pack = replace(pack, datasets={**pack.datasets, "meters": meters})
    (one,) = plans(pack, [pack.indicators["energie.verbruik"]])
    assert one.dimensions == ("drager", "gezegd")


@pytest.mark.parametrize(
    ("column", "missing", "zero"),
    [("kwh", "zero", True), ("kwh", "skip", False), (None, "zero", False), (None, "skip", False)],
)
def test_an_empty_cell_is_zero_where_there_is_a_cell_and_the_component_says_so(
    pack: Pack, column: str | None, missing: str, zero: bool
) -> None:
    component = Component(
        id="fte.x", aggregate=SUM if column else Aggregate.COUNT, column=column, where="fte > 1",
        unit="fte", time="stock", missing=missing,  # type: ignore[arg-type]
    )  # fmt: skip
    (measure,) = plan(pack, pack.datasets["fte"], [component], ()).measures
    assert measure == Measure(
        "fte.x", component.aggregate, column, "fte > 1", empty_is_zero=zero, bins=None
    )


def test_a_runner_is_told_of_a_delivery_who_when_where_and_by_which_definition() -> None:
    delivery = Delivery(
        id="d1", dataset="fte", organisation="alfa", period=Period.parse("2024-Q1"),
        file_name="a.csv", file_sha256="f", rows_sha256="r", stored_sha256="s", rows=3,
        received_on=dt.date(2024, 4, 1), definition_sha256="def",
    )  # fmt: skip
    assert row_file(delivery, Path("rijen.parquet")) == RowFile(
        "d1", "alfa", "2024-Q1", Path("rijen.parquet"), "def"
    )


def test_a_table_that_is_gone_is_an_error_of_the_file_system(pack: Pack) -> None:
    lost = replace(pack.datasets["uitstoot"], reference={"dragers": "reference/weg.csv"})
    with pytest.raises(OSError, match=r"weg\.csv"):
        plan(pack, lost, (), ())
