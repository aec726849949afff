"""The two examples of every rule are its tests: one must pass, the other must not.

They are judged by the same expression as files are (`rules.broken`), by its exact value instead of
its SQL; that the two agree is held in `tests/property/formula`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from verantwoord.deliveries.rules import broken, in_season
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import Environment, Scalar
from verantwoord.model.dataset import ColumnType, Dataset, Rule, RuleLevel
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.rule_kinds import measures

Row = Mapping[str, Any]


def failing_examples(pack: Pack) -> list[str]:
    """Return a line for every example that does not do what it says.

    Shape:    pack -> lines; none when all is well.
    Unit:     example values are in the unit of their column.
    Missing:  a column that is not named in an example is empty.
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
                    found = holds(pack, dataset, rule, example)
                except (ExpressionError, KeyError, TypeError, ValueError, ArithmeticError) as error:
                    faults.append(f"regel {rule.id}: voorbeeld '{name}' is niet te lezen ({error})")
                    continue
                if found is not wanted:
                    said = "voldoet" if found else "voldoet niet"
                    faults.append(f"regel {rule.id}: voorbeeld '{name}' {said}")
    return faults


def holds(pack: Pack, dataset: Dataset, rule: Rule, example: Mapping[str, Any]) -> bool:
    """Say whether an example of a rule passes it; parameters are as they last were."""
    test = broken(rule, dataset, _parameters(pack, rule))
    month = example.get("maand")
    if month is not None and not in_season(rule, int(month)):
        return True
    return not any(test.by(values) for values in situations(dataset, rule, example))


def situations(dataset: Dataset, rule: Rule, example: Mapping[str, Any]) -> list[Environment]:
    """Return what a rule is held against in an example: one row, a group, or two sides."""
    match rule.level:
        case RuleLevel.ROW:
            return [_row(dataset, example)]
        case RuleLevel.TABLE:
            return _groups(dataset, rule, [_row(dataset, raw) for raw in example["rows"]])
        case RuleLevel.PREVIOUS:
            now = {k: _exact(v) for k, v in example["current"].items()}
            before = {f"vorig_{k}": _exact(v) for k, v in example["previous"].items()}
            return [{**now, **before, "maand": _exact(example.get("maand"))}]
        case RuleLevel.SERIES:
            return [{k: _exact(v) for k, v in example.items()}]
        case RuleLevel.BETWEEN:
            sides = (("links", "left"), ("rechts", "right"))
            rows = {side: [_row(dataset, r) for r in example[key]] for side, key in sides}
            return [{k: m.over(rows[k]) for k, m in measures(rule, dataset).items()}]


def _groups(dataset: Dataset, rule: Rule, rows: Sequence[Environment]) -> list[Environment]:
    """Return one situation for each value of the columns in `by`; without `by` there is one."""
    groups: dict[tuple[Any, ...], list[Environment]] = {} if rule.by else {(): []}
    for row in rows:
        groups.setdefault(tuple(row[b] for b in rule.by), []).append(row)
    counted = measures(rule, dataset)
    return [
        {
            **dict(zip(rule.by, key, strict=True)),
            **{k: m.over(members) for k, m in counted.items()},
        }
        for key, members in groups.items()
    ]


def _parameters(pack: Pack, rule: Rule) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for alias, identifier in (rule.parameters or {}).items():
        known = [v.value for v in pack.parameters[identifier].values if v.value is not None]
        if not known:
            raise ValueError(f"parameter {identifier} is nooit bekend")
        found[alias] = known[-1]
    return found


def _row(dataset: Dataset, raw: Row) -> dict[str, Scalar | None]:
    kinds = {c.name: c.type for c in dataset.columns}
    strange = sorted(raw.keys() - kinds.keys() - {"_organisatie", "_periode", "_rij"})
    if strange:
        raise KeyError(f"kolom {', '.join(strange)} is er niet")
    return {
        **dict.fromkeys(("_organisatie", "_periode", "_rij", *kinds)),
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
