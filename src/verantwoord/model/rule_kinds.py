"""What the names in the expressions of a dataset stand for, and what must hold for each rule.

Units are not compared in rules: `kosten <= verbruik * 5` is a rule of thumb. Text, days, truth
values and numbers are, so that a rule cannot compare what has no order together.
"""

from __future__ import annotations

from collections.abc import Mapping

from verantwoord.formula import unit_check, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import Expression, parse, parse_aggregate
from verantwoord.formula.unit_rules import Kind, is_number
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.rule import Rule, RuleLevel

ROW_KINDS: Mapping[str, Kind] = {
    "_organisatie": unit_check.TEXT,
    "_periode": unit_check.TEXT,
    "_rij": unit_check.NUMBER,
}
COUNTERPART = "tegenpartij"  # BETWEEN: the other organisation of a row
# SERIES: what is known of each value, in steps and in the unit of the value
SERIES_NAMES = (
    "waarde",  # the value
    "vorige",  # the one before it
    "gat",  # how many values are missing before it, or behind the last
    "gelijk",  # how many times in a row this value stands, this time included
    "aantal",  # how many values its sub-unit has in the delivery
    "hoogste",  # the highest of them
    "midden",  # the middle one of them
    "tweelingen",  # how many other sub-units have just the same values at the same times
)
_OF_SERIES = {
    ColumnType.TIMESTAMP: ("kwartier", "uur"),
    ColumnType.DATE: ("dag",),
    ColumnType.PERIOD: ("maand",),
}
SIDES = frozenset({"links", "rechts"})
_NUMBERS = (ColumnType.INTEGER, ColumnType.DECIMAL)


def column_kind(column: Column) -> Kind:
    """Return what an expression may do with a column: its unit, or that it is text or a day."""
    if column.type in _NUMBERS:
        return units.unit(column.unit or "ratio")
    return {
        ColumnType.DATE: unit_check.DATE,
        ColumnType.TIMESTAMP: unit_check.TIME,
        ColumnType.BOOLEAN: unit_check.TRUTH,
    }.get(column.type, unit_check.TEXT)


def column_kinds(dataset: Dataset) -> dict[str, Kind]:
    """Return the kind of every column of a row, for components."""
    kinds = {c.name: column_kind(c) for c in dataset.columns}
    if dataset.kind == "gepubliceerd":  # the source says per row in which unit; `where` picks one
        kinds |= {
            c.name: unit_check.NUMBER
            for c in dataset.columns
            if c.type in _NUMBERS and c.unit is None
        }
    return {**kinds, **ROW_KINDS}


def check_component(component: Component, kinds: Mapping[str, Kind]) -> None:
    """Refuse a component that does not give what it declares, or that SQL cannot compute exactly.

    Errors:   ExpressionError: a division, another unit, a key that the aggregate does not read.
    """
    if component.where is not None:
        where = parse(component.where, set(kinds))
        unit_check.need(where.unit_of(kinds), unit_check.TRUTH, where.text)
        check_sql(where)
    units.unit(component.unit)
    if (component.aggregate is Aggregate.HISTOGRAM) is (component.bins is None):
        raise ExpressionError(
            f"{component.id}: bins horen bij een histogram, en andersom",
            f"{component.id}: bins belong to a histogram, and the other way round",
        )
    if component.bins is not None:
        first, last, step = component.bins
        if step < 1 or last <= first or (last - first) % step:
            raise ExpressionError(
                f"{component.id}: van {first} tot en met {last} met stappen van {step} geeft geen "
                "hele bakken",
                f"{component.id}: from {first} to {last} in steps of {step} gives no whole bins",
            )
    if component.column is None:
        if component.aggregate is not Aggregate.COUNT:
            raise ExpressionError(
                f"component {component.id} noemt geen kolom",
                f"component {component.id} names no column",
            )
        return
    cell = parse(component.column, set(kinds))
    if cell.divides:
        raise ExpressionError(
            f"{component.id} deelt; delen kan alleen in een formule, want SQL deelt "
            "decimalen niet exact",
            f"{component.id} divides; dividing is for formulas only, because SQL does not divide "
            "decimals exactly",
        )
    check_sql(cell)
    kind = cell.unit_of(kinds)
    if component.aggregate is not Aggregate.COUNT:
        unit_check.check_result(kind, component.unit, component.id, component.id)


def check_sql(expression: Expression) -> None:
    """Refuse an expression that an engine cannot run exactly."""
    for dialect in ("duckdb", "spark"):
        expression.sql(dialect)


def measures(rule: Rule, dataset: Dataset) -> dict[str, Expression]:
    """Return the measures of a rule, such as `sum(uren)`, by name."""
    columns = set(column_kinds(dataset))
    return {k: parse_aggregate(text, columns) for k, text in (rule.measures or {}).items()}


def rule_kinds(rule: Rule, dataset: Dataset) -> dict[str, Kind]:
    """Return the names that the check of a rule may use, and what each stands for.

    Missing:  any of them can be empty; what that means is `missing` of the rule.
    Errors:   ExpressionError for a measure that is not in order, or a column that is not there.
    """
    columns = {n: _plain(k) for n, k in column_kinds(dataset).items()}
    found = {k: _plain(m.unit_of(columns)) for k, m in measures(rule, dataset).items()}
    match rule.level:
        case RuleLevel.ROW:
            found |= columns
        case RuleLevel.TABLE:
            found |= {c: columns[c] for c in rule.by if c in columns}
        case RuleLevel.PREVIOUS:
            found |= {f"vorig_{m}": k for m, k in found.items()} | {"maand": unit_check.NUMBER}
        case RuleLevel.SERIES:
            found |= dict.fromkeys(SERIES_NAMES, unit_check.NUMBER)
        case RuleLevel.BETWEEN:
            pass
    return found | dict.fromkeys(rule.parameters or {}, unit_check.NUMBER)


def _plain(kind: Kind) -> Kind:
    return unit_check.NUMBER if is_number(kind) else kind


def check_rule(rule: Rule, dataset: Dataset) -> None:
    """Refuse a rule that cannot be judged as it is written.

    Errors:   ExpressionError: a column that is not there, kinds that do not go together, a key
              that this level does not read, a parameter or measure that the check does not use.
    """
    _check_keys(rule, dataset)
    kinds = rule_kinds(rule, dataset)
    check = parse(rule.check, set(kinds))
    unit_check.need(check.unit_of(kinds), unit_check.TRUTH, check.text)
    for word, given in (("parameter", rule.parameters), ("measure", rule.measures)):
        for name in given or {}:
            if not {name, f"vorig_{name}"} & check.names:
                raise ExpressionError(
                    f"regel {rule.id} gebruikt {word} '{name}' niet",
                    f"rule {rule.id} does not use {word} '{name}'",
                )
    if rule.when is not None:
        when = parse(rule.when, {"maand"})
        unit_check.need(when.unit_of(kinds), unit_check.TRUTH, when.text)
    if rule.level is not RuleLevel.PREVIOUS:  # that one is judged from a few values, not in SQL
        check_sql(check)


def _check_keys(rule: Rule, dataset: Dataset) -> None:
    level = rule.level
    read = {
        "by": level in (RuleLevel.TABLE, RuleLevel.BETWEEN),
        "measures": level not in (RuleLevel.ROW, RuleLevel.SERIES),
        "when": level is RuleLevel.PREVIOUS,
    }
    given = {"by": bool(rule.by), "measures": bool(rule.measures), "when": rule.when is not None}
    for key, is_read in read.items():
        if given[key] and not is_read:
            raise ExpressionError(
                f"regel {rule.id}: '{key}' hoort niet bij level {level}",
                f"rule {rule.id}: '{key}' does not belong to level {level}",
            )
    if level is RuleLevel.SERIES and dataset.series is None:
        raise ExpressionError(
            f"regel {rule.id}: level series vraagt 'series' bij de dataset",
            f"rule {rule.id}: level series asks for 'series' at the dataset",
        )
    if read["measures"] and not given["measures"]:
        raise ExpressionError(
            f"regel {rule.id}: level {level} vraagt 'measures'",
            f"rule {rule.id}: level {level} asks for 'measures'",
        )
    _check_columns(rule, dataset)
    if level is RuleLevel.BETWEEN and set(rule.measures or {}) != SIDES:
        raise ExpressionError(
            f"regel {rule.id}: level between vraagt measures links en rechts",
            f"rule {rule.id}: level between asks for measures left and right",
        )


def _check_columns(rule: Rule, dataset: Dataset) -> None:
    columns = column_kinds(dataset)
    wanted = set(rule.by)
    if rule.level is RuleLevel.BETWEEN and "_organisatie" in wanted:
        wanted.add(COUNTERPART)
    strange = sorted(wanted - set(columns))
    if strange:
        raise ExpressionError(
            f"regel {rule.id} noemt in 'by' {', '.join(strange)}; "
            f"bekend zijn: {', '.join(sorted(columns))}",
            f"rule {rule.id} names {', '.join(strange)} in 'by'; "
            f"known are: {', '.join(sorted(columns))}",
        )


def check_series(dataset: Dataset) -> None:
    """Refuse a series that has no sub-unit, or whose steps do not fit its column.

    Errors:   ExpressionError: no sub-unit in `grain`, a column that is not there, a value that is
              no number, steps that the column cannot have.
    """
    series = dataset.series
    if series is None:
        return
    if dataset.grain is None or dataset.grain.sub_unit is None:
        raise ExpressionError(
            "'series' vraagt een sub-unit bij 'grain'", "'series' asks for a sub-unit at 'grain'"
        )
    columns = {c.name: c for c in dataset.columns}
    for name in (series.along, series.value):
        if name not in columns:
            raise ExpressionError(
                f"'series' noemt kolom '{name}', en die is er niet",
                f"'series' names column '{name}', which is not there",
            )
    along = columns[series.along]
    if series.every not in _OF_SERIES.get(along.type, ()):
        raise ExpressionError(
            f"'series': bij een kolom van soort {along.type} hoort niet '{series.every}'",
            f"'series': '{series.every}' does not go with a column of type {along.type}",
        )
    if columns[series.value].type not in _NUMBERS:
        raise ExpressionError(
            f"'series': '{series.value}' is geen getal", f"'series': '{series.value}' is no number"
        )
    if series.where is not None:
        kinds = column_kinds(dataset)
        where = parse(series.where, set(kinds))
        unit_check.need(where.unit_of(kinds), unit_check.TRUTH, where.text)
        check_sql(where)
