"""What must hold for a dataset: units, codes, components, rules and the view it is made by."""

from __future__ import annotations

from dataclasses import replace

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.checks import Checks, Unread
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dataset import Dataset
from verantwoord.model.people import check_dimensions, check_people
from verantwoord.model.rule import Rule
from verantwoord.model.rule_kinds import (
    check_component,
    check_rule,
    check_series,
    column_kinds,
)
from verantwoord.model.view import check_view
from verantwoord.model.view_columns import check_view_columns


def check_dataset(checks: Checks, dataset: Dataset) -> None:
    """Note what is wrong with one dataset, each at its line."""
    key = f"dataset:{dataset.id}"
    before = len(checks.faults.found)
    _check_columns(checks, key, dataset)
    for i, dimension in enumerate(dataset.dimensions):
        with checks.at(key):
            names = [c.name for c in dataset.columns]
            checks.known(key, "column", dimension, names, "dimensions", i)
    with checks.at(key, "dimensions"):
        if len(checks.faults.found) == before:
            check_dimensions(dataset)
    if dataset.kind == "afgeleid":
        _check_view(checks, key, dataset)
    if len(checks.faults.found) > before:
        return  # what is built on these columns would only say the same again
    kinds = column_kinds(dataset)
    with checks.at(key, "people"):
        check_people(checks.pack, dataset, kinds)
    with checks.at(key, "series"):
        check_series(dataset)
    for i, component in enumerate(dataset.components):
        with checks.at(key, "components", i):
            check_component(component, kinds)
    for i, rule in enumerate(dataset.rules):
        with checks.at(key, "rules", i):
            _check_rule(checks, key, dataset, rule, i)


def _check_columns(checks: Checks, key: str, dataset: Dataset) -> None:
    for i, column in enumerate(dataset.columns):
        with checks.at(key, "columns", i):
            _check_column(dataset, column)


def _check_column(dataset: Dataset, column: Column) -> None:
    if column.unit:
        units.unit(column.unit)
    for code in (column.unit_codes or {}).values():
        units.factor(code, column.unit or "")
    if column.type is ColumnType.CODE and not column.codes:
        raise ExpressionError(
            f"kolom '{column.name}' is een code zonder lijst van codes",
            f"column '{column.name}' is a code without a list of codes",
        )
    if column.unit_column:
        names = {c.name for c in dataset.columns}
        if column.unit_column not in names or not column.unit_codes:
            raise ExpressionError(
                f"kolom '{column.name}': unit-column of unit-codes ontbreekt",
                f"column '{column.name}': unit-column or unit-codes is missing",
            )


def _check_view(checks: Checks, key: str, dataset: Dataset) -> None:
    pack = checks.pack
    references = {n: pack.folder / f for n, f in (dataset.reference or {}).items()}
    before = len(checks.faults.found)
    with checks.at(key, "base"):
        checks.known(key, "dataset", dataset.base or "", pack.datasets, "base")
        if pack.datasets[dataset.base or ""].kind == "afgeleid":
            raise ExpressionError(
                f"'{dataset.base}' is zelf afgeleid; maak dit van wat geleverd is",
                f"'{dataset.base}' is derived itself; make this from what was delivered",
            )
    for name, identifier in (dataset.view_parameters or {}).items():
        with checks.at(key):
            checks.parameter(key, identifier, "view-parameters", name)
    if len(checks.faults.found) > before:
        return
    tables = {"rijen", *references, *(dataset.view_parameters or {})}
    with checks.at(f"view:{dataset.id}"):
        check_view(dataset.view_sql or "", tables)
        base = pack.datasets.get(dataset.base or "")
        if base is None or base.id in checks.wrong_datasets:
            raise Unread
        check_view_columns(dataset, base, references)


def _check_rule(checks: Checks, key: str, dataset: Dataset, rule: Rule, i: int) -> None:
    if not rule.id.startswith(f"{dataset.id}."):
        raise ExpressionError(
            f"regel '{rule.id}' moet met '{dataset.id}.' beginnen",
            f"rule '{rule.id}' must begin with '{dataset.id}.'",
        )
    for name, identifier in (rule.parameters or {}).items():
        path = ("rules", i, "parameters", name)
        checks.parameter(key, identifier, *path)
    check_rule(rule, _throughout(dataset, rule))


def _throughout(dataset: Dataset, rule: Rule) -> Dataset:
    """Return the dataset with the columns that are there as long as a rule holds."""
    columns = tuple(
        c
        for c in dataset.columns
        if c.holds_from <= rule.holds_from and rule.holds_until <= c.holds_until
    )
    return replace(dataset, columns=columns)
