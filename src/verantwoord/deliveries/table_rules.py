"""Rules over a whole delivery, and rules against earlier periods of the same organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from verantwoord.deliveries.cells import name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.messages import FilePlace, finding, rule_finding, shown
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.rules import UnknownParameter, broken, in_season, parameter_values
from verantwoord.deliveries.verdict import Findings
from verantwoord.formula.quantities import CONTEXT, plain
from verantwoord.model.cells import parts, smallest_period
from verantwoord.model.dataset import Rule, RuleLevel
from verantwoord.model.finding import Finding
from verantwoord.model.period import Grain, Period
from verantwoord.model.rule_kinds import measures

# (earlier periods, newest first, and organisations) -> the files with accepted rows about each
# period, None where something of the period was not accepted of one of them
Previous: TypeAlias = Callable[[list[Period], list[str]], list[list[Path] | None]]


def judge_table(reading: Reading, verdict: Findings, day: dt.date | None) -> None:
    """Test the rules of level `table`: one result per value of the columns in `by`.

    Shape:    an open file -> findings, added to `verdict`.
    Unit:     as declared in the dataset.
    Missing:  as declared at each rule, over its measures.
    Rounding: none.
    Errors:   none; a rule that cannot be computed is a finding.
    Source:   the dataset definition.
    """
    for rule in rules_of(reading, RuleLevel.TABLE):
        try:
            values = parameter_values(rule, reading.pack, day)
        except UnknownParameter as reason:
            verdict.notes.append(f"{rule.id}: {reason}")
            continue
        test = broken(rule, reading.dataset, values)
        by = [name(c) for c in rule.by]
        asked_of = measures(rule, reading.dataset)
        counted = [f"{m.sql()} AS {name(k)}" for k, m in asked_of.items()]
        group = f"GROUP BY {', '.join(by)}" if by else ""
        asked = ", ".join([*by, *map(name, asked_of)])
        grouped = f"SELECT {', '.join([*by, *counted])} FROM {reading.source} {group}"
        sql = f"FROM ({grouped}) WHERE {test.condition}"
        order = ", ".join(by) or "1"
        try:
            rows = reading.con.execute(
                f"SELECT {asked}, count(*) OVER () {sql} ORDER BY {order} LIMIT {reading.most}"
            ).fetchall()
        except Exception as error:
            uncomputable(reading, verdict, rule, error)
            continue
        for i, row in enumerate(rows):
            more = int(row[-1]) - len(rows) if i == 0 else 0
            verdict.add(_table_finding(reading, rule, row[:-1]), 1 + more, more)


def judge_previous(
    reading: Reading, verdict: Findings, day: dt.date | None, previous: Previous | None
) -> None:
    """Test the rules of level `previous`: a measure now against its mean over earlier periods.

    The same organisations are compared: those of the rows now, in whichever files they came before.

    Shape:    an open file and the accepted rows of earlier periods -> findings in `verdict`.
    Unit:     as declared in the dataset.
    Missing:  without all earlier periods the rule is not judged, and that is said.
    Rounding: none; means are exact to 34 digits.
    Errors:   none.
    Source:   the dataset definition; DESIGN 4.
    """
    period = reading.sent.period
    for rule in rules_of(reading, RuleLevel.PREVIOUS):
        if period is None or previous is None:
            verdict.notes.append(f"{rule.id}: geen eerdere perioden om mee te vergelijken")
            continue
        if not in_season(rule, period.start.month):
            continue
        periods = earlier(period, rule.periods_back)
        who = organisations(reading)
        paths = [p for p in previous(periods, who) if p is not None]
        if len(paths) < rule.periods_back:
            verdict.notes.append(f"{rule.id}: niet alle {rule.periods_back} eerdere perioden zijn "
                                 "aangenomen")  # fmt: skip
            continue
        try:
            parameters = parameter_values(rule, reading.pack, day)
            now = _measures(reading, rule, reading.source)
            relations = [rows_about(reading, *one, who) for one in zip(periods, paths, strict=True)]
            before = [_measures(reading, rule, relation) for relation in relations]
        except UnknownParameter as reason:
            verdict.notes.append(f"{rule.id}: {reason}")
            continue
        except Exception as error:
            uncomputable(reading, verdict, rule, error)
            continue
        values = now | {f"vorig_{m}": _mean([b[m] for b in before]) for m in now}
        month: dict[str, Decimal | None] = {"maand": Decimal(period.start.month)}
        if broken(rule, reading.dataset, parameters).by(month | values):
            shown_values = {**parameters, **values}
            found = "; ".join(
                f"{k} = {number(v, reading.language)}" for k, v in shown_values.items()
            ) + "."  # fmt: skip
            place = FilePlace(reading.raw.sheet)
            verdict.add(rule_finding(rule, place, reading.language, found))


def organisations(reading: Reading) -> list[str]:
    """Return about whom the rows of a file are."""
    rows = reading.con.execute("SELECT DISTINCT _organisatie FROM rijen_snel ORDER BY 1").fetchall()
    return [str(who) for (who,) in rows if who is not None]


def rows_about(reading: Reading, period: Period, paths: list[Path], who: list[str]) -> str:
    """Return the accepted rows about a period and organisations, in whichever files they came."""
    listed = ", ".join(quoted(str(p)) for p in paths)
    about = [period, *parts(period, smallest_period(reading.dataset))]
    texts = ", ".join(quoted(str(p)) for p in about)
    names = ", ".join(quoted(w) for w in who)
    return (
        f"read_parquet([{listed}], union_by_name=true) WHERE _periode IN ({texts}) "
        f"AND _organisatie IN ({names})"
    )


def earlier(period: Period, back: int) -> list[Period]:
    """Return the periods of the same kind before a period, newest first.

    Shape:    one period -> `back` periods.
    Unit:     none.
    Missing:  a range or a day has no earlier periods of its kind: an empty list.
    Rounding: none.
    Errors:   none.
    Source:   own definition.
    """
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.THIRD: 4, Grain.HALF: 6, Grain.YEAR: 12}
    length = months.get(period.grain)
    if length is None:
        return []
    result = []
    for i in range(1, back + 1):
        start = _months_before(period.start, length * i)
        result.append(Period(start, _months_before(period.start, length * (i - 1)), period.grain))
    return result


def _months_before(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


def rules_of(reading: Reading, level: RuleLevel) -> list[Rule]:
    """Return the rules of one level that a file is held against."""
    return [r for r in reading.dataset.rules if r.level is level]


def _measures(reading: Reading, rule: Rule, relation: str) -> dict[str, Decimal | None]:
    asked = measures(rule, reading.dataset)
    listed = ", ".join(m.sql() for m in asked.values())
    row = reading.con.execute(f"SELECT {listed} FROM {relation}").fetchall()[0]
    return {n: None if v is None else Decimal(str(v)) for n, v in zip(asked, row, strict=True)}


def _mean(values: list[Decimal | None]) -> Decimal | None:
    known = [v for v in values if v is not None]
    if len(known) < len(values) or not known:
        return None
    total = Decimal(0)
    for value in known:
        total = CONTEXT.add(total, value)
    return CONTEXT.divide(total, Decimal(len(known)))


def _table_finding(reading: Reading, rule: Rule, row: tuple[Any, ...]) -> Finding:
    group = [f"{c} {shown(v)}" for c, v in zip(rule.by, row[: len(rule.by)], strict=True)]
    values = zip(rule.measures or {}, row[len(rule.by) :], strict=True)
    found = "; ".join(f"{m} = {number(v, reading.language)}" for m, v in values) + "."
    extra = ", ".join(group)
    return rule_finding(rule, FilePlace(reading.raw.sheet), reading.language, found, extra=extra)


def number(value: Any, language: str) -> str:
    """Return a measure as a reader writes it: a Dutch comma, without trailing zeros."""
    if value is None:
        return "(empty)" if language == "en" else "(leeg)"
    if not isinstance(value, Decimal):
        return shown(value)
    return plain(value) if language == "en" else plain(value).replace(".", ",")


def uncomputable(reading: Reading, verdict: Findings, rule: Rule, error: Exception) -> None:
    """Say of a rule that its values could not be worked out."""
    reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
    place = FilePlace(reading.raw.sheet)
    verdict.add(
        finding("regel-niet-berekenbaar", place, reading.language, rule=rule.id, reason=reason)
    )
