"""What must hold between the files of a pack: names that exist, units that fit, shares that add up.

Each check raises `PackError` at the line of the thing that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from verantwoord.formula import expression, unit_check, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.cell_checks import check_cells
from verantwoord.model.dataset import (
    Aggregate,
    Column,
    ColumnType,
    Dataset,
    Rule,
    TimeKind,
)
from verantwoord.model.errors import PackError, Place
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import OPEN, Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.people import check_dimensions, check_people
from verantwoord.model.rule_kinds import check_component, check_rule, column_kinds
from verantwoord.model.view import check_view
from verantwoord.model.view_columns import check_view_columns

BUILT_IN = {"maanden": "month"}


def check_pack(pack: Pack) -> None:
    """Refuse a pack whose parts do not fit together; see the module."""
    _check_organisations(pack)
    for parameter in pack.parameters.values():
        with _at(pack, f"parameter:{parameter.id}"):
            units.unit(parameter.unit)
    for dataset in pack.datasets.values():
        _check_dataset(pack, dataset)
    for request in pack.requests.values():
        _known(pack, f"request:{request.id}", "dataset", request.dataset, pack.datasets)
        for who in request.organisations:
            _known(pack, f"request:{request.id}", "organisatie", who, pack.organisations.by_id)
    check_cells(pack)
    for indicator in pack.indicators.values():
        _check_indicator(pack, indicator)
    for goal in pack.goals.values():
        _check_goal(pack, goal)


@contextmanager
def _at(pack: Pack, key: str) -> Iterator[None]:
    """Give an ExpressionError the place of the thing it is about."""
    try:
        yield
    except ExpressionError as error:
        raise PackError(_place(pack, key), f"{error}.", "Verbeter de uitdrukking.") from error


def _place(pack: Pack, key: str) -> Place:
    return pack.places.get(key, Place("pack.yaml", 1))


def _known(pack: Pack, key: str, what: str, identifier: str, known: Any) -> None:
    if identifier not in known:
        near = [k for k in known if identifier.split(".")[-1] in k][:5]
        hint = f"Bedoelt u {', '.join(near)}?" if near else "Maak het of verbeter de naam."
        raise PackError(_place(pack, key), f"noemt {what} '{identifier}', die er niet is.", hint)


def _check_organisations(pack: Pack) -> None:
    all_of = pack.organisations
    place = Place("organisations.yaml", 1)
    for organisation in all_of.by_id.values():
        for parent in organisation.parents:
            if parent.organisation not in all_of.by_id:
                raise PackError(
                    place,
                    f"'{organisation.id}' valt onder '{parent.organisation}', die er niet is.",
                    "Voeg die organisatie toe.",
                )
            above = all_of.ancestors(parent.organisation, parent.holds_from)
            if organisation.id in above:
                raise PackError(
                    place, f"'{organisation.id}' valt onder zichzelf.", "Verbreek de kring."
                )
    for population in all_of.populations.values():
        for member in (population.organisation, *population.members, *population.excluding):
            if member not in all_of.by_id:
                raise PackError(
                    place, f"populatie '{population.id}' noemt '{member}', die er niet is.", ""
                )
    _check_successions(pack, place)


def _check_successions(pack: Pack, place: Place) -> None:
    totals: dict[tuple[Any, str], Decimal] = {}
    heirs: set[tuple[Any, str]] = set()
    for s in pack.organisations.successions:
        for who in (s.predecessor, s.successor):
            if who not in pack.organisations.by_id:
                raise PackError(place, f"opvolging noemt '{who}', die er niet is.", "")
        totals[s.on, s.predecessor] = totals.get((s.on, s.predecessor), Decimal(0)) + s.share
        heirs.add((s.on, s.successor))
    for (day, who), total in totals.items():
        if total != 1:
            raise PackError(
                place,
                f"de aandelen van '{who}' op {day} zijn samen {total}.",
                "Zorg dat ze samen 1 zijn.",
            )
        if (day, who) in heirs:
            raise PackError(
                place,
                f"'{who}' is op {day} zowel voorganger als opvolger.",
                "Gebruik een andere id voor wat doorgaat.",
            )


def _check_dataset(pack: Pack, dataset: Dataset) -> None:
    key = f"dataset:{dataset.id}"
    names = [c.name for c in dataset.columns]
    if len(set(names)) != len(names):
        raise PackError(_place(pack, key), "heeft een kolom twee keer.", "Verwijder er een.")
    for column in dataset.columns:
        _check_column(pack, dataset, column)
    for dimension in dataset.dimensions:
        _known(pack, key, "kolom", dimension, names)
    with _at(pack, key):
        check_dimensions(dataset)
    if dataset.kind == "afgeleid":
        _check_view(pack, dataset)
    kinds = column_kinds(dataset)
    with _at(pack, key):
        check_people(pack, dataset, kinds)
    for component in dataset.components:
        with _at(pack, key):
            check_component(component, kinds)
    for rule in dataset.rules:
        with _at(pack, key):
            _check_rule(pack, dataset, rule)


def _check_column(pack: Pack, dataset: Dataset, column: Column) -> None:
    key = f"dataset:{dataset.id}"
    with _at(pack, key):
        if column.unit:
            units.unit(column.unit)
        for code in (column.unit_codes or {}).values():
            units.factor(code, column.unit or "")
        if column.type is ColumnType.CODE and not column.codes:
            raise ExpressionError(f"kolom '{column.name}' is een code zonder lijst van codes")
        if column.unit_column:
            dataset_columns = {c.name for c in dataset.columns}
            if column.unit_column not in dataset_columns or not column.unit_codes:
                raise ExpressionError(f"kolom '{column.name}': unit-column of unit-codes ontbreekt")


def _check_view(pack: Pack, dataset: Dataset) -> None:
    key = f"dataset:{dataset.id}"
    _known(pack, key, "dataset", dataset.base or "", pack.datasets)
    for name, file in (dataset.reference or {}).items():
        if not (pack.folder / file).is_file():
            raise PackError(
                _place(pack, key), f"tabel '{name}' noemt {file}, dat er niet is.", "Voeg het toe."
            )
    for identifier in (dataset.view_parameters or {}).values():
        _known(pack, key, "parameter", identifier, pack.parameters)
    tables = {"rijen", *(dataset.reference or {}), *(dataset.view_parameters or {})}
    with _at(pack, f"view:{dataset.id}"):
        check_view(dataset.view_sql or "", tables)
        references = {n: pack.folder / f for n, f in (dataset.reference or {}).items()}
        check_view_columns(dataset, pack.datasets[dataset.base or ""], references)


def _check_rule(pack: Pack, dataset: Dataset, rule: Rule) -> None:
    if not rule.id.startswith(f"{dataset.id}."):
        raise ExpressionError(f"regel '{rule.id}' moet met '{dataset.id}.' beginnen")
    for identifier in (rule.parameters or {}).values():
        _known(pack, f"dataset:{dataset.id}", "parameter", identifier, pack.parameters)
    check_rule(rule, _throughout(dataset, rule))


def _throughout(dataset: Dataset, rule: Rule) -> Dataset:
    """Return the dataset with the columns that are there as long as a rule holds."""
    columns = tuple(
        c
        for c in dataset.columns
        if c.holds_from <= rule.holds_from and rule.holds_until <= c.holds_until
    )
    return replace(dataset, columns=columns)


def _check_indicator(pack: Pack, indicator: Indicator) -> None:
    key = f"indicator:{indicator.id}"
    if pack.complete:  # a pack to build on leaves sections of the report to the pack above it
        _known(pack, key, "thema", indicator.theme, pack.themes)
    if indicator.population != OPEN:
        _known(pack, key, "populatie", indicator.population, pack.organisations.populations)
    if indicator.replaced_by:
        _known(pack, key, "indicator", indicator.replaced_by, pack.indicators)
    names: dict[str, Any] = {n: units.unit(u) for n, u in BUILT_IN.items()}
    for alias, use in indicator.components.items():
        names[alias] = _component_unit(pack, indicator, alias)
        for dimension in indicator.dimensions:
            dataset = pack.datasets[use.component.rpartition(".")[0]]
            _known(pack, key, "dimensie", dimension, dataset.dimensions)
    for alias, parameter_use in indicator.parameters.items():
        _known(pack, key, "parameter", parameter_use.parameter, pack.parameters)
        if alias in names:
            raise PackError(_place(pack, key), f"gebruikt '{alias}' voor twee dingen.", "Hernoem.")
        names[alias] = units.unit(pack.parameters[parameter_use.parameter].unit)
    with _at(pack, key):
        _check_formulas(indicator, names)


def _component_unit(pack: Pack, indicator: Indicator, alias: str) -> Any:
    key = f"indicator:{indicator.id}"
    use = indicator.components[alias]
    dataset, _, name = use.component.rpartition(".")
    _known(pack, key, "dataset", dataset, pack.datasets)
    _known(pack, key, "component", use.component, {c.id for c in pack.datasets[dataset].components})
    component = pack.datasets[dataset].component(name)
    published = indicator.periods == ("als-geleverd",)
    chosen = len(use.months) == 1 or use.mean or published
    longer = set(indicator.periods) - {"maand"}
    additive = component.aggregate in (Aggregate.SUM, Aggregate.COUNT, Aggregate.HISTOGRAM)
    if component.time is TimeKind.STOCK and additive and longer and not chosen:
        raise PackError(
            _place(pack, key),
            f"telt de stand '{use.component}' over maanden op.",
            "Kies één maand (months: [12]) of het gemiddelde (mean: true).",
        )
    unit = units.unit(component.unit)
    return unit_check.Histogram(unit) if component.aggregate is Aggregate.HISTOGRAM else unit


def _check_formulas(indicator: Indicator, names: dict[str, Any]) -> None:
    names = dict(names)
    for word, text in (("teller", indicator.numerator), ("noemer", indicator.denominator)):
        if text is not None:
            names[word] = expression.parse(text, set(names)).unit_of(names)
    if (indicator.numerator is None) is not (indicator.denominator is None):
        raise ExpressionError("een verhouding heeft een numerator én een denominator")
    formula = expression.parse(indicator.formula, set(names))
    unit_check.check_result(formula.unit_of(names), indicator.unit, "de formule")
    if indicator.denominator is None and formula.divisors & indicator.components.keys():
        raise ExpressionError(
            "de formule deelt componenten op elkaar; noem dan numerator en denominator"
        )
    for text in (indicator.applies_when, indicator.small_denominator):
        if text is not None:
            condition = expression.parse(text, set(names))
            unit_check.need(condition.unit_of(names), unit_check.TRUTH, text)
    if indicator.applies_when and indicator.applies_reason is None:
        raise ExpressionError("applies-when vraagt ook applies-reason")


def _check_goal(pack: Pack, goal: Goal) -> None:
    key = f"goal:{goal.id}"
    _known(pack, key, "thema", goal.theme, pack.themes)
    _known(pack, key, "organisatie", goal.organisation, pack.organisations.by_id)
    if goal.indicator is None:
        if goal.gap is None:
            raise PackError(
                _place(pack, key), "heeft geen indicator.", "Zeg in 'gap' waarom niets het meet."
            )
        return
    _known(pack, key, "indicator", goal.indicator, pack.indicators)
    indicator = pack.indicators[goal.indicator]
    for what, mine, theirs in (
        ("reeks", goal.series, indicator.series),
        ("eenheid", goal.unit, indicator.unit),
    ):
        if mine is not None and mine != theirs:
            raise PackError(
                _place(pack, key),
                f"heeft {what} '{mine}', maar {indicator.id} heeft '{theirs}'.",
                "Vergelijk alleen wat hetzelfde meet.",
            )
