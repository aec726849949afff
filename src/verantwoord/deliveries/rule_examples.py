"""The two examples of every rule are its tests: one must pass, the other must not.

They are judged by the exact evaluator of the formula language, not by the SQL that judges files, so
that the two ways hold each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import Scalar, parse, parse_aggregate
from verantwoord.formula.quantities import Absent
from verantwoord.model.dataset import ColumnType, Dataset, Missing, Rule, RuleLevel
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

Row = Mapping[str, Any]


def failing_examples(pack: Pack) -> list[str]:
    """Return a line for every example that does not do what it says.

    Shape:    pack -> lines; none when all is well.
    Unit:     example values are in the unit of their column.
    Missing:  a column that is not named in an example is empty.
    Rounding: none.
    Errors:   none; an example that cannot be judged is a line.
    Source:   issue part 2: the rule catalogue is data, its examples are its tests.
    """
    faults: list[str] = []
    for part in pack.parts[:-1]:  # with the parameters of the pack in which they stand
        faults += _failing(load_pack(part.folder))
    return faults + _failing(pack)


def _failing(pack: Pack) -> list[str]:
    faults = []
    own = [d for d in pack.datasets.values() if pack.origins[f"dataset:{d.id}"] == pack.info.id]
    for dataset in own:
        for rule in dataset.rules:
            for name, example, wanted in (
                ("passes", rule.passes, True),
                ("fails", rule.fails, False),
            ):
                try:
                    found = _holds(pack, dataset, rule, example)
                except (ExpressionError, KeyError, TypeError, ValueError, ArithmeticError) as error:
                    faults.append(f"regel {rule.id}: voorbeeld '{name}' is niet te lezen ({error})")
                    continue
                if found is not wanted:
                    said = "voldoet" if found else "voldoet niet"
                    faults.append(f"regel {rule.id}: voorbeeld '{name}' {said}")
    return faults


def _holds(pack: Pack, dataset: Dataset, rule: Rule, example: Mapping[str, Any]) -> bool:
    names = parse(rule.check).names
    constants = _constants(pack, rule)
    if rule.level is RuleLevel.ROW:
        return _judge(rule, {**dict.fromkeys(names), **_row(dataset, example), **constants})
    if rule.level is RuleLevel.TABLE:
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for raw in example["rows"]:
            row = _row(dataset, raw)
            groups.setdefault(tuple(row.get(b) for b in rule.by), []).append(row)
        return all(
            _judge(
                rule, {**dict(zip(rule.by, key, strict=True)), **_measures(rule, g), **constants}
            )
            for key, g in groups.items()
        )
    if rule.level is RuleLevel.PREVIOUS:
        env: dict[str, Any] = {k: _exact(v) for k, v in example["current"].items()}
        env |= {f"vorig_{k}": _exact(v) for k, v in example["previous"].items()}
        env["maand"] = _exact(example.get("maand"))
        if rule.when and parse(rule.when).evaluate(env) is not True:
            return True
        return _judge(rule, {**dict.fromkeys(names), **env, **constants})
    left = [_row(dataset, r) for r in example["left"]]
    right = [_row(dataset, r) for r in example["right"]]
    found = {"links": _measures(rule, left)["links"], "rechts": _measures(rule, right)["rechts"]}
    return _judge(rule, {**found, **constants})


def _judge(rule: Rule, env: Mapping[str, Any]) -> bool:
    check = parse(rule.check)
    used = [env[n] for n in check.names if n not in (rule.parameters or {})]
    empty = [v is None for v in used]
    if rule.missing is Missing.SKIP_IF_ANY and any(empty):
        return True
    if rule.missing is Missing.SKIP_IF_ALL and used and all(empty):
        return True
    if rule.missing is Missing.ZERO:
        env = {k: Decimal(0) if v is None else v for k, v in env.items()}
    return check.evaluate(env, sql_nulls=True) is True


def _constants(pack: Pack, rule: Rule) -> dict[str, Scalar | None]:
    """The parameters of a rule, as they last were."""
    found: dict[str, Scalar | None] = {}
    for alias, identifier in (rule.parameters or {}).items():
        known = [v.value for v in pack.parameters[identifier].values if v.value is not None]
        found[alias] = known[-1] if known else None
    return found


def _row(dataset: Dataset, raw: Row) -> dict[str, Scalar | None]:
    kinds = {c.name: c.type for c in dataset.columns}
    return {
        **dict.fromkeys(kinds),
        **{k: _exact(v, kinds.get(k)) for k, v in raw.items()},
    }


def _exact(value: Any, kind: ColumnType | None = None) -> Scalar | None:
    numeric = kind in (ColumnType.DECIMAL, ColumnType.INTEGER, None)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value) if numeric else str(value)
    if isinstance(value, str) and kind is ColumnType.TIMESTAMP:
        return dt.datetime.fromisoformat(value)
    found: Scalar | None = value
    return found


def _measures(rule: Rule, rows: Sequence[Row]) -> dict[str, Scalar | None]:
    return {name: _aggregate(text, rows) for name, text in (rule.measures or {}).items()}


def _aggregate(text: str, rows: Sequence[Row]) -> Scalar | None:
    """Evaluate an aggregate over rows in plain Python."""
    from sqlglot import exp

    names = set().union(*(r.keys() for r in rows)) if rows else None
    tree: Any = parse_aggregate(text, names or set(_names(text))).tree

    def value(node: Any) -> Scalar | None:
        if isinstance(node, exp.Filter):
            where = node.expression.this
            kept = [r for r in rows if _plain(where).evaluate(r, sql_nulls=True) is True]
            return over(node.this, kept)
        if isinstance(node, (exp.Sum, exp.Count, exp.Min, exp.Max)):
            return over(node, rows)
        for inner in list(node.find_all(exp.Filter, exp.Sum, exp.Count, exp.Min, exp.Max)):
            if inner.parent_select is None and not inner.find_ancestor(exp.Filter):
                found = value(inner)
                literal = exp.Null() if found is None else exp.Literal.number(str(found))
                inner.replace(literal)
        result = _plain(node).evaluate({})
        return None if isinstance(result, Absent) else result

    def over(node: Any, kept: Sequence[Row]) -> Scalar | None:
        if isinstance(node, exp.Count) and isinstance(node.this, exp.Star):
            return Decimal(len(kept))
        distinct = isinstance(node.this, exp.Distinct)
        inner = node.this.expressions[0] if distinct else node.this
        cells = [_plain(inner).evaluate(r, sql_nulls=True) for r in kept]
        there: list[Any] = [c for c in cells if not isinstance(c, Absent)]
        if isinstance(node, exp.Count):
            return Decimal(len(set(there)) if distinct else len(there))
        if not there:
            return None
        if isinstance(node, exp.Sum):
            return sum(there, Decimal(0))
        best: Scalar = min(there) if isinstance(node, exp.Min) else max(there)
        return best

    return value(exp.paren(tree, copy=False).this if tree.parent is None else tree)


def _plain(node: Any) -> Any:
    return parse(node.sql(dialect="duckdb"))


def _names(text: str) -> list[str]:
    import sqlglot
    from sqlglot import exp

    return [c.name for c in sqlglot.parse_one(text, read="duckdb").find_all(exp.Column)]
