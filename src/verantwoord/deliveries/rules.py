"""The rules of a dataset as SQL: when a rule is skipped, and when it is broken.

What an empty cell means is declared at each rule: `skip-if-any` skips when one of the names it
uses is empty, `skip-if-all` when all are, `zero` reads an empty number as 0. A rule that is not
skipped must be TRUE; unknown is not good enough. Parameters do not count as cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.deliveries.cells import name, text_name
from verantwoord.formula import expression
from verantwoord.model.dataset import ColumnType, Dataset, Missing, Rule
from verantwoord.model.pack import Pack

NUMERIC = (ColumnType.INTEGER, ColumnType.DECIMAL)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule as SQL; `condition` is true for what breaks it."""

    rule: Rule
    condition: str
    names: tuple[str, ...]  # the columns or measures it uses, sorted


class UnknownParameter(Exception):
    """The rule needs a parameter that is not known on the day; it cannot be judged."""


def parameter_values(rule: Rule, pack: Pack, day: dt.date | None) -> dict[str, Decimal]:
    """Return the value of each parameter of a rule on the first day of the period.

    Shape:    rule and day -> alias -> Decimal.
    Unit:     that of the parameter.
    Missing:  raises UnknownParameter: a rule with an unknown norm is not judged, and that is said.
    Rounding: none.
    Errors:   UnknownParameter with the reason, for the notes of the check.
    Source:   packs, parameters/.
    """
    values: dict[str, Decimal] = {}
    for alias, identifier in (rule.parameters or {}).items():
        if day is None:
            raise UnknownParameter(f"geef de periode, want {identifier} hangt af van de datum")
        found = pack.parameters[identifier].on(day)
        if found is None or found.value is None:
            reason = found.unknown if found else None
            raise UnknownParameter(f"{identifier} is op {day} niet bekend: {reason or '-'}")
        values[alias] = found.value
    return values


def sql_of(parsed: expression.Expression, replacements: Mapping[str, str]) -> str:
    """Return an expression of the pack as SQL; names are quoted, or replaced by other SQL."""
    from sqlglot import exp

    tree = parsed.tree.copy()

    def swap(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column):
            other = replacements.get(node.name, name(node.name))
            return exp.Paren(this=exp.Var(this=other))
        return node

    return str(tree.transform(swap).sql(dialect="duckdb"))


def aggregate_sql(text: str, dataset: Dataset) -> str:
    """Return the SQL of a measure, such as `sum(uren)`."""
    allowed = {*(c.name for c in dataset.columns), "_organisatie", "_periode", "_rij"}
    return sql_of(expression.parse_aggregate(text, allowed), {})


def literal(value: Decimal) -> str:
    """Return an exact SQL literal."""
    return format(value, "f")


def broken(
    rule: Rule,
    pack: Pack,
    day: dt.date | None,
    *,
    numeric: Iterable[str],
    wrong: Mapping[str, str] | None = None,
) -> Broken:
    """Return the SQL condition under which a rule is broken.

    Shape:    one rule; `numeric` are the names that are numbers; `wrong` says for a name when its
              cell holds something that is no value (that has its own finding) -> Broken.
    Unit:     as in the pack; checked when it loads.
    Missing:  see the module.
    Rounding: none.
    Errors:   UnknownParameter.
    Source:   the rule in the dataset.
    """
    parameters = parameter_values(rule, pack, day)
    parsed = expression.parse(rule.check)
    names = tuple(sorted(parsed.names - set(parameters)))
    swaps = {alias: literal(value) for alias, value in parameters.items()}
    numbers = set(numeric)
    skip = [condition for n, condition in (wrong or {}).items() if n in names]
    empty = [f"{name(n)} IS NULL" for n in names]
    if rule.missing is Missing.ZERO:
        swaps |= {n: f"coalesce({name(n)}, 0)" for n in names if n in numbers}
    elif rule.missing is Missing.SKIP_IF_ANY:
        skip += empty
    elif empty:
        skip.append("(" + " AND ".join(empty) + ")")
    good = f"({sql_of(parsed, swaps)})"
    if not skip:
        return Broken(rule, f"({good} IS NOT TRUE)", names)
    skipped = " OR ".join(skip)
    return Broken(rule, f"(CASE WHEN {skipped} THEN false ELSE {good} IS NOT TRUE END)", names)


def wrong_cells(dataset: Dataset) -> dict[str, str]:
    """Return for each column the SQL that is true when its cell has text but no value."""
    return {
        c.name: f"({text_name(c.name)} IS NOT NULL AND {name(c.name)} IS NULL)"
        for c in dataset.columns
    }


def numeric_columns(dataset: Dataset) -> list[str]:
    """Return the names of the columns that hold numbers."""
    return [c.name for c in dataset.columns if c.type in NUMERIC]
