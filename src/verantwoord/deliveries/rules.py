"""What a rule of a dataset means, in one place: when it is skipped, and when it is broken.

What an empty cell means is declared at each rule: `skip-if-any` skips when one of the names it
uses is empty, `skip-if-all` when all are, `zero` reads an empty number as 0. A rule that is not
skipped must be TRUE; unknown is not good enough. Parameters do not count as cells.

All of that is put into one expression, true for what breaks the rule. Files are judged by its SQL;
earlier periods and the examples in the pack by its exact value. There is no second meaning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.deliveries.cells import text_sign
from verantwoord.formula.expression import Environment, Expression, parse
from verantwoord.formula.nodes import (
    And,
    CaseWhen,
    Coalesce,
    Identifier,
    Is,
    Literal,
    Node,
    Not,
    Or,
)
from verantwoord.formula.unit_rules import is_number
from verantwoord.model.dataset import Dataset, Missing, Rule
from verantwoord.model.pack import Pack
from verantwoord.model.rule_kinds import rule_kinds

_ZERO = Literal(Decimal(0))
_FALSE = Literal(False)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule, and the expression that is true for what breaks it."""

    rule: Rule
    expression: Expression
    names: tuple[str, ...]  # the columns or measures it uses, sorted

    @property
    def condition(self) -> str:
        """DuckDB SQL of the expression, between brackets."""
        return f"({self.expression.sql()})"

    def by(self, values: Environment) -> bool:
        """Say whether plain values break the rule; a name that is not there is empty."""
        env = {**dict.fromkeys(self.names), **values}
        return self.expression.evaluate(env, sql_nulls=True) is True


class UnknownParameter(Exception):
    """The rule needs a parameter that is not known on the day; it cannot be judged."""


def parameter_values(rule: Rule, pack: Pack, day: dt.date | None) -> dict[str, Decimal]:
    """Return the value of each parameter of a rule on the first day of the period.

    Shape:    rule and day -> alias -> Decimal.
    Unit:     that of the parameter.
    Missing:  raises UnknownParameter: a rule with an unknown norm is not judged, and that is said.
    Errors:   UnknownParameter with the reason, for the notes of the check.
    Source:   packs, parameters/.
    """
    values: dict[str, Decimal] = {}
    for alias, identifier in (rule.parameters or {}).items():
        if day is None:
            raise UnknownParameter(f"geef de periode, want {identifier} hangt af van de datum")
        found = pack.parameters[identifier].on(day)
        if found is None or found.value is None:
            reason = found.unknown.nl if found and found.unknown else None
            raise UnknownParameter(f"{identifier} is op {day} niet bekend: {reason or '-'}")
        values[alias] = found.value
    return values


def broken(
    rule: Rule,
    dataset: Dataset,
    parameters: Mapping[str, Decimal],
    *,
    texts_of: Iterable[str] = (),
) -> Broken:
    """Return the expression that is true for what breaks a rule.

    Shape:    one rule and the values of its parameters; `texts_of` are columns whose text stands
              beside the value: a cell with a text and no value has its own finding -> Broken.
    Unit:     as in the pack; checked when it loads.
    Missing:  see the module.
    Source:   the rule in the dataset.
    """
    check = parse(rule.check)
    names = tuple(sorted(check.names - set(rule.parameters or {})))
    swaps: dict[str, Node] = {alias: Literal(value) for alias, value in parameters.items()}
    kinds = rule_kinds(rule, dataset)
    if rule.missing is Missing.ZERO:
        swaps |= {n: Coalesce((Identifier(n), _ZERO)) for n in names if is_number(kinds[n])}
    skips = [_wrong(n) for n in names if n in set(texts_of)]
    empty = tuple(_empty(n) for n in names)
    if rule.missing is Missing.SKIP_IF_ANY:
        skips += empty
    elif rule.missing is Missing.SKIP_IF_ALL and empty:
        skips.append(And(empty))
    fails: Node = Not(Is(check.replaced(swaps).node, "true"))
    node = CaseWhen(((Or(tuple(skips)), _FALSE),), fails) if skips else fails
    return Broken(rule, Expression(rule.check, node), names)


def _empty(name: str) -> Node:
    return Is(Identifier(name), "null")


def _wrong(name: str) -> Node:
    return And((Not(_empty(text_sign(name))), _empty(name)))


def in_season(rule: Rule, month: int) -> bool:
    """Say whether a rule with `when` is judged in a month."""
    return rule.when is None or parse(rule.when).evaluate({"maand": Decimal(month)}) is True
