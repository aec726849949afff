"""Rules over the values of a sub-unit after each other: what is missing, stuck, too high or double.

A dataset says with `series` which column is the time, how far apart values are, and which column is
the value. Each sub-unit then has one expected value for every step of the cells that it covers (a
month of a meter, in quarters of an hour); of a sub-unit that was there in the period before, from
the first step of its first cell. What a rule may use is `SERIES_NAMES` of the model.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from verantwoord.deliveries.cells import name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.messages import FilePlace, rule_finding, shown
from verantwoord.deliveries.moments import AMSTERDAM
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.rules import UnknownParameter, broken, parameter_values
from verantwoord.deliveries.table_rules import (
    Previous,
    earlier,
    number,
    organisations,
    rows_about,
    rules_of,
    uncomputable,
)
from verantwoord.deliveries.verdict import Findings
from verantwoord.formula.expression import parse
from verantwoord.model.cells import parts, smallest_period
from verantwoord.model.dataset import Rule, RuleLevel, ValueSeries
from verantwoord.model.finding import Finding
from verantwoord.nouns import DAY, HOUR_OF_CLOCK, MONTH, QUARTER_HOUR

_SECONDS = {"kwartier": 900, "uur": 3600}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STEPS = {"kwartier": QUARTER_HOUR, "uur": HOUR_OF_CLOCK, "dag": DAY, "maand": MONTH}


def judge_series(
    reading: Reading, verdict: Findings, day: dt.date | None, previous: Previous | None
) -> None:
    """Test the rules of level `series`: one finding for each stretch of values that breaks one.

    Shape:    an open file and the accepted rows of the period before -> findings in `verdict`, each
              with the sub-unit, from when until when, and the row.
    Unit:     `gat` and `gelijk` in steps, `waarde` in the unit of its column.
    Missing:  an empty value is none, so it is part of a gap; as declared at each rule. Without
              a period or the rows of the period before, the beginning of the first cell of a
              sub-unit is not judged; a whole cell without rows is told by the ledger.
    Rounding: none; the middle value is one of the values.
    Errors:   none; a rule that cannot be computed is a finding.
    Source:   the dataset definition; adr/2026-11-27-a-series-has-a-value-for-every-step.md
    """
    series, rules = reading.dataset.series, rules_of(reading, RuleLevel.SERIES)
    if series is None or not rules:
        return
    try:
        _make_tables(reading, series, previous, twins=_asks(rules, "tweelingen"))
    except Exception as error:
        uncomputable(reading, verdict, rules[0], error)
        return
    for rule in rules:
        try:
            test = broken(rule, reading.dataset, parameter_values(rule, reading.pack, day))
        except UnknownParameter as reason:
            verdict.notes.append(f"{rule.id}: {reason}")
            continue
        try:
            stretches = _stretches(reading, test.condition)
        except Exception as error:
            uncomputable(reading, verdict, rule, error)
            continue
        for i, row in enumerate(stretches):
            more = int(row["alle"]) - len(stretches) if i == 0 else 0
            verdict.add(_finding(reading, rule, series, test.names, row), 1 + more, more)


def _asks(rules: list[Rule], what: str) -> bool:
    return any(what in parse(rule.check).names for rule in rules)


def _step(series: ValueSeries, value: str) -> str:
    """Return SQL for the number of a step, counted from 1970."""
    if series.every in _SECONDS:
        return f"(epoch({value})::BIGINT // {_SECONDS[series.every]})"
    if series.every == "dag":
        return f"({value} - DATE '1970-01-01')::BIGINT"
    return f"(left({value}, 4)::BIGINT * 12 + substr({value}, 6, 2)::BIGINT - 1)"


def _make_tables(
    reading: Reading, series: ValueSeries, previous: Previous | None, *, twins: bool
) -> None:
    """Make `reeks`: every value with what rules may use, and one row behind the last of each."""
    con, grain = reading.con, reading.dataset.grain
    assert grain is not None  # the loader asks for a sub-unit
    unit, value = name(grain.sub_unit or ""), name(series.value)
    some = "" if series.where is None else f" AND ({parse(series.where).sql()})"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE stappen AS SELECT {unit} AS deel, "
        f"{_step(series, name(series.along))} AS stap, sum({value}) AS waarde, min(_rij) AS rij, "
        f"min(_periode) AS cel FROM rijen WHERE {unit} IS NOT NULL AND {value} IS NOT NULL "
        f"AND {name(series.along)} IS NOT NULL{some} GROUP BY ALL"
    )
    _make_edges(reading, series)
    con.execute(f"CREATE OR REPLACE TEMP TABLE eerder AS {_known_before(reading, previous)}")
    same = "0"
    if twins:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE handtekening AS SELECT deel, count(*) OVER sig - 1 AS n, "
            "list(deel) OVER sig AS wie FROM (SELECT deel, count(*) AS aantal, "
            "sum(hash(stap, waarde)::HUGEINT) AS merk FROM stappen GROUP BY deel) "
            "WINDOW sig AS (PARTITION BY aantal, merk)"
        )
        same = "(SELECT n FROM handtekening WHERE handtekening.deel = v.deel)"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE reeks AS WITH "
        f"per AS (SELECT deel, count(*) AS aantal, max(waarde) AS hoogste, "
        f"quantile_disc(waarde, 0.5) AS midden, min(stap) AS eerste, max(stap) AS laatste "
        f"FROM stappen GROUP BY deel), "
        f"achter AS (SELECT deel, max(tot) AS stap FROM stappen JOIN randen USING (cel) "
        f"GROUP BY deel), "
        f"alles AS (SELECT deel, stap, waarde, rij, cel FROM stappen UNION ALL "
        f"SELECT achter.deel, achter.stap, NULL, s.rij, NULL FROM achter JOIN per USING (deel) "
        f"JOIN stappen s ON s.deel = per.deel AND s.stap = per.laatste), "
        f"v AS (SELECT *, lag(stap) OVER w AS stap_ervoor, lag(waarde) OVER w AS vorige, "
        f"row_number() OVER w AS nr FROM alles WINDOW w AS (PARTITION BY deel ORDER BY stap)), "
        f"r AS (SELECT *, sum(CASE WHEN stap_ervoor = stap - 1 AND vorige = waarde THEN 0 ELSE 1 "
        f"END) OVER (PARTITION BY deel ORDER BY stap) AS keer FROM v), "
        f"begin AS (SELECT deel, min(van) AS stap FROM stappen JOIN randen USING (cel) "
        f"WHERE deel IN (FROM eerder) GROUP BY deel) "
        f"SELECT v.deel, v.stap, v.nr, v.rij, v.waarde, v.vorige, aantal, hoogste, midden, "
        f"coalesce(stap_ervoor + 1, begin.stap, v.stap) AS vanaf, "
        f"v.stap - coalesce(stap_ervoor + 1, begin.stap, v.stap) AS gat, "
        f"CASE WHEN v.waarde IS NOT NULL THEN row_number() OVER (PARTITION BY v.deel, keer "
        f"ORDER BY v.stap) END AS gelijk, CASE WHEN v.waarde IS NOT NULL THEN {same} END "
        f"AS tweelingen FROM r AS v JOIN per USING (deel) LEFT JOIN begin USING (deel)"
    )


def _make_edges(reading: Reading, series: ValueSeries) -> None:
    """Make `randen`: of each cell of the delivery, its first step and the first one after it."""
    period = reading.sent.period
    cells = parts(period, smallest_period(reading.dataset)) if period else []
    rows = [
        f"({quoted(str(c))}, {_number(series, c.start)}, {_number(series, c.end)})" for c in cells
    ]
    values = f"VALUES {', '.join(rows)}" if rows else "SELECT NULL, NULL, NULL WHERE false"
    reading.con.execute(
        f"CREATE OR REPLACE TEMP TABLE randen AS SELECT cel::VARCHAR AS cel, van::BIGINT AS van, "
        f"tot::BIGINT AS tot FROM ({values}) AS r(cel, van, tot)"
    )


def _number(series: ValueSeries, day: dt.date) -> int:
    """Return the number of the step that begins with a day of Amsterdam."""
    if series.every in _SECONDS:
        start = dt.datetime.combine(day, dt.time(), AMSTERDAM)
        return int((start - _EPOCH).total_seconds()) // _SECONDS[series.every]
    if series.every == "dag":
        return (day - _EPOCH.date()).days
    return day.year * 12 + day.month - 1


def _known_before(reading: Reading, previous: Previous | None) -> str:
    """Return SQL for the sub-units that were there in the period before."""
    period, grain = reading.sent.period, reading.dataset.grain
    before = earlier(period, 1) if period and previous else []
    who = organisations(reading)
    paths = previous(before, who)[0] if previous and before and who else None
    if not paths or grain is None:
        return "SELECT NULL::VARCHAR AS deel WHERE false"
    unit = name(grain.sub_unit or "")
    return f"SELECT DISTINCT {unit} AS deel FROM {rows_about(reading, before[0], paths, who)}"


def _stretches(reading: Reading, condition: str) -> list[dict[str, Any]]:
    """Return the stretches of values that break a rule, each with the worst of it last."""
    found = reading.con.execute(
        f"SELECT deel, min(vanaf) AS vanaf, min(stap) AS eerste, max(stap) AS laatste, "
        f"min(rij) AS rij, sum(gat)::BIGINT AS gat, max(gelijk) AS gelijk, "
        f"max(waarde) AS waarde, arg_max(vorige, waarde) AS vorige, max(aantal) AS aantal, "
        f"max(hoogste) AS hoogste, max(midden) AS midden, max(tweelingen) AS tweelingen, "
        f"count(*) OVER () AS alle FROM (SELECT *, nr - row_number() OVER (PARTITION BY deel "
        f"ORDER BY nr) AS stuk FROM reeks WHERE {condition}) GROUP BY deel, stuk "
        f"ORDER BY deel, eerste LIMIT {reading.most}"
    )
    columns = [c[0] for c in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _finding(
    reading: Reading, rule: Rule, series: ValueSeries, names: tuple[str, ...], row: dict[str, Any]
) -> Finding:
    nl, grain = reading.language != "en", reading.dataset.grain
    assert grain is not None  # the loader asks for a sub-unit
    first, last = row["eerste"], row["laatste"] + 1
    if "gat" in names:
        first, last = row["vanaf"], row["laatste"]
    elif "gelijk" in names:
        first = last - row["gelijk"]
    until = "tot" if nl else "until"
    extra = (
        f"{reading.header.as_sent(grain.sub_unit or '')} {shown(row['deel'])}, "
        f"{_moment(series, first)} {until} {_moment(series, last)}"
    )
    said = [f"{n} = {number(_plain(row[n]), reading.language)}" for n in names]
    if "gat" in names:
        missing = _STEPS[series.every].counted(row["gat"], reading.language)
        said = [f"{missing} zonder waarde" if nl else f"{missing} without a value"]
    if "tweelingen" in names:
        others = reading.con.execute(
            "SELECT list_sort(list_filter(wie, lambda x: x <> deel)) FROM handtekening "
            "WHERE deel = ?", [row["deel"]],
        ).fetchall()[0][0]  # fmt: skip
        said.append(("dezelfde waarden als " if nl else "the same values as ")
                    + ", ".join(shown(o) for o in others[:5]))  # fmt: skip
    place = FilePlace(reading.raw.sheet, int(row["rij"]))
    return rule_finding(rule, place, reading.language, "; ".join(said) + ".", extra=extra)


def _plain(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else value


def _moment(series: ValueSeries, step: int) -> str:
    """Return when a step begins, as the clock in the Netherlands says it."""
    if series.every in _SECONDS:
        utc = _EPOCH + dt.timedelta(seconds=step * _SECONDS[series.every])
        local = utc.astimezone(AMSTERDAM)
        return f"{local:%d-%m-%Y %H:%M}"
    if series.every == "dag":
        return f"{_EPOCH.date() + dt.timedelta(days=step):%d-%m-%Y}"
    return f"{step // 12}-{step % 12 + 1:02d}"
