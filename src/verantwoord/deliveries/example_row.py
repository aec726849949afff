"""One row that passes every row rule: it fills the template, so a sender sees what is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from verantwoord.deliveries.moments import AMSTERDAM
from verantwoord.deliveries.rules import UnknownParameter, broken, parameter_values
from verantwoord.model.cells import around, smallest_period
from verantwoord.model.dataset import Column, ColumnType, Dataset, RuleLevel
from verantwoord.model.organisation import Organisation
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.rule_kinds import measures

_GRAINS = {"jaar": "2024", "kwartaal": "2024-Q1", "dag": "2024-01-15"}
_ROUNDS = 200
# what these hold follows from for whom and about when the row is, not from an example of a rule
_ABOUT = (ColumnType.ORGANISATION, ColumnType.PERIOD, ColumnType.DATE, ColumnType.TIMESTAMP)


@dataclass(frozen=True, slots=True)
class Example:
    """A row as a sender would fill it in, and for whom and which period it is meant."""

    organisation: Organisation
    period: Period
    values: dict[str, Any]


def example_row(
    dataset: Dataset, pack: Pack, organisation: str | None = None, period: Period | None = None
) -> Example:
    """Make an example row from the types, the codes and the passing examples of the rules.

    Shape:    one dataset, for whom and about when -> Example; values are text, Decimal, bool or
              dates.
    Unit:     numbers are in the first unit that the dataset allows.
    Missing:  without a period or organisation: the first that is asked. An optional column gets a
              value too.
    Errors:   none; a test checks for every dataset that the row passes `check`.
    Source:   the examples in the dataset definition, as it is for that period.
    """
    about = period or _period(dataset, pack)
    dataset = dataset.on(about.start)
    who = _organisation(pack, dataset, about, organisation)
    values = {c.name: _value(c, dataset, who, about) for c in dataset.columns}
    plain = {c.name for c in dataset.columns if c.type not in _ABOUT}
    for rule in dataset.rules:
        if rule.level is RuleLevel.ROW:
            known = {k: v for k, v in rule.passes.items() if k in plain and v is not None}
            values |= {k: _typed(dataset.column(k), v) for k, v in known.items()}
    return Example(who, about, _mended(dataset, pack, values, about))


def _period(dataset: Dataset, pack: Pack) -> Period:
    request = next((r for r in pack.requests.values() if r.dataset == dataset.id), None)
    if request is not None:
        return request.first
    role = dataset.role("period")
    return Period.parse(_GRAINS.get(role.grain or "", "2024-01") if role else "2024-01")


def organisation_word(pack: Pack, organisation: Organisation, day: dt.date) -> str:
    """Return the name of an organisation when it is understood on that day, else its id."""
    word = organisation.name_on(day).name
    found = pack.organisations.find(word, day)
    return word if found is not None and found.id == organisation.id else organisation.id


def _organisation(
    pack: Pack, dataset: Dataset, period: Period, asked_for: str | None
) -> Organisation:
    """Return who the row is about: who was named, or the first that was asked and exists."""
    by_id = pack.organisations.by_id
    if asked_for is not None:
        return by_id[asked_for]
    asked = [by_id[o] for r in pack.requests.values() if r.dataset == dataset.id
             for o in r.organisations]  # fmt: skip
    everybody = list(by_id.values())
    for candidates in (asked, [o for o in everybody if o.kind == "ministerie"], everybody):
        for organisation in candidates:
            if organisation.exists_on(period.start):
                return organisation
    return everybody[0]


def _value(column: Column, dataset: Dataset, who: Organisation, period: Period) -> Any:
    units = [k for c in dataset.columns if c.unit_column == column.name for k in c.unit_codes or {}]
    if units:
        return units[0]
    match column.type:
        case ColumnType.CODE | ColumnType.TEXT:
            return column.codes[0] if column.codes else "voorbeeld"
        case ColumnType.INTEGER | ColumnType.DECIMAL:
            return Decimal(1)
        case ColumnType.DATE:
            return period.start
        case ColumnType.TIMESTAMP:
            return _local(period.start)
        case ColumnType.BOOLEAN:
            return True
        case ColumnType.ORGANISATION:
            return who.id
        case ColumnType.PERIOD:
            return str(_of_grain(period, column.grain))


def _local(day: dt.date) -> str:
    """Return the first moment of a day in the Netherlands, as a sender writes it."""
    return dt.datetime.combine(day, dt.time(), AMSTERDAM).isoformat()


def _of_grain(period: Period, grain: str | None) -> Period:
    start = period.start
    match grain:
        case "maand":
            return Period.month(start.year, start.month)
        case "kwartaal":
            return Period.parse(f"{start.year}-Q{(start.month + 2) // 3}")
        case "jaar":
            return Period.year(start.year)
        case "dag":
            return Period.parse(start.isoformat())
        case _:
            return period


def _typed(column: Column, value: Any) -> Any:
    if column.type in (ColumnType.INTEGER, ColumnType.DECIMAL) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def _mended(dataset: Dataset, pack: Pack, values: dict[str, Any], period: Period) -> dict[str, Any]:
    """Change one value at a time as long as that breaks fewer rules."""
    day = period.start
    worst = _broken(dataset, pack, values, day)
    for _ in range(_ROUNDS):
        if not worst:
            break
        tries = ((_broken(dataset, pack, t, day), t) for t in _variants(dataset, values, period))
        better = next(((n, t) for n, t in tries if n < worst), None)
        if better is None:
            break
        worst, values = better
    return values


def _variants(dataset: Dataset, values: dict[str, Any], period: Period) -> Iterator[dict[str, Any]]:
    first = around(period, smallest_period(dataset))
    for column in dataset.columns:
        options: list[Any] = list(column.codes)
        if column.type in (ColumnType.INTEGER, ColumnType.DECIMAL):
            options = [Decimal(n) for n in (0, 1, 2, 10, 100, 1000)]
        if column.type is ColumnType.BOOLEAN:
            options = [True, False]
        if column.type is ColumnType.DATE:
            options = [first.last_day, period.last_day]
        if not column.required:
            options.append(None)
        for option in options:
            if option != values[column.name]:
                yield {**values, column.name: option}


def _broken(dataset: Dataset, pack: Pack, values: dict[str, Any], day: dt.date) -> int:
    row = {
        c.name: _moment(values[c.name]) if c.type is ColumnType.TIMESTAMP else values[c.name]
        for c in dataset.columns
    }
    count = 0
    for rule in dataset.rules:
        if rule.level not in (RuleLevel.ROW, RuleLevel.TABLE):
            continue
        try:
            parameters = parameter_values(rule, pack, day)
        except UnknownParameter:
            continue
        over_all = {k: m.over([row]) for k, m in measures(rule, dataset).items()}
        count += broken(rule, dataset, parameters).by({**row, **over_all})
    return count


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC).replace(tzinfo=None)
