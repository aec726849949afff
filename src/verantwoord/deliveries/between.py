"""Rules between the deliveries of different organisations: what one says it got, the other gave.

A rule of level `between` has measures `links` and `rechts` over the accepted rows of a period, by
the columns in `by`. For `rechts` the columns `_organisatie` and `tegenpartij` are swapped, so that
the two sides stand beside each other.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.cells import name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.messages import FilePlace, rule_finding, shown
from verantwoord.deliveries.rules import UnknownParameter, broken, parameter_values
from verantwoord.deliveries.table_rules import number
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import Dataset, Rule, RuleLevel
from verantwoord.model.finding import Finding
from verantwoord.model.period import Period
from verantwoord.model.rule_kinds import COUNTERPART, measures
from verantwoord.scratch import scratch_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SWAP = {"_organisatie": COUNTERPART, COUNTERPART: "_organisatie"}


def between_findings(
    workspace: Workspace,
    known_on: dt.date | None = None,
    language: str = "nl",
    organisation: str | None = None,
) -> list[Finding]:
    """Test the rules between organisations over everything that counts.

    Shape:    workspace -> findings, by rule, period and organisations; with `organisation` those
              that it is a side of.
    Unit:     as declared in the dataset.
    Missing:  a side that delivered nothing is empty; the rule says what that means.
    Rounding: none.
    Errors:   none.
    Source:   the dataset definitions; banenafspraak section 7 rule 3.
    """
    from verantwoord.deliveries.database import database

    findings: list[Finding] = []
    judged = [
        (dataset, [r for r in dataset.rules if r.level is RuleLevel.BETWEEN])
        for dataset in workspace.pack.datasets.values()
    ]
    with workspace.index() as index:
        paths = {d.id: [workspace.rows_path(x) for x in index.counting(d.id, known_on)]
                 for d, rules in judged if rules}  # fmt: skip
    if not any(paths.values()):
        return []
    with scratch_folder() as folder, database(folder) as con:
        for dataset, rules in judged:
            if rules and paths[dataset.id]:
                listed = ", ".join(quoted(str(p)) for p in paths[dataset.id])
                con.execute(
                    f"CREATE OR REPLACE VIEW alles AS "
                    f"SELECT * FROM read_parquet([{listed}], union_by_name=true)"
                )
                for rule in rules:
                    findings += _findings(con, workspace, dataset, rule, language, organisation)
    return findings


def _findings(
    con: DuckDBPyConnection,
    workspace: Workspace,
    dataset: Dataset,
    rule: Rule,
    language: str,
    organisation: str | None,
) -> list[Finding]:
    periods = [
        str(r[0])
        for r in con.execute("SELECT DISTINCT _periode FROM alles ORDER BY _periode").fetchall()
    ]
    found: list[Finding] = []
    for text in periods:
        try:
            day = Period.parse(text).start
        except ValueError:
            continue  # an undated fact belongs to no period
        if not rule.holds_from <= day < rule.holds_until:
            continue
        try:
            values = parameter_values(rule, workspace.pack, day)
        except UnknownParameter:
            continue
        test = broken(rule, dataset, values)
        rows = con.execute(_sql(dataset, rule, text, test.condition)).fetchall()
        found += [
            _finding(rule, text, row, language)
            for row in rows
            if organisation in (None, *_sides(rule, row))
        ]
    return found


def _sides(rule: Rule, row: tuple[Any, ...]) -> list[Any]:
    """Return the two organisations that a result is about."""
    return [value for c, value in zip(rule.by, row, strict=False) if c in _SWAP]


def _sql(dataset: Dataset, rule: Rule, period: str, condition: str) -> str:
    sides = {k: m.sql() for k, m in measures(rule, dataset).items()}
    by = ", ".join(name(c) for c in rule.by)
    swapped = ", ".join(f"{name(_SWAP.get(c, c))} AS {name(c)}" for c in rule.by)
    numbers = ", ".join(str(i + 1) for i in range(len(rule.by)))
    here = f"FROM alles WHERE _periode = {quoted(period)}"
    same = " AND ".join(f"l.{name(c)} IS NOT DISTINCT FROM r.{name(c)}" for c in rule.by)
    joined = ", ".join(f"coalesce(l.{name(c)}, r.{name(c)}) AS {name(c)}" for c in rule.by)
    return (
        f"SELECT * FROM (SELECT {joined}, l.links, r.rechts FROM "
        f"(SELECT {by}, {sides['links']} AS links {here} GROUP BY {numbers}) l FULL JOIN "
        f"(SELECT {swapped}, {sides['rechts']} AS rechts {here} GROUP BY {numbers}) r "
        f"ON {same}) WHERE {condition} ORDER BY ALL"
    )


def _finding(rule: Rule, period: str, row: tuple[Any, ...], language: str) -> Finding:
    group = ", ".join(
        shown(v) if c in _SWAP else f"{c} {shown(v)}"
        for c, v in zip(rule.by, row, strict=False)
        if v is not None
    )
    left, right = (number(v, language) for v in row[-2:])
    return rule_finding(
        rule,
        FilePlace(),
        language,
        f"links = {left}; rechts = {right}.",
        extra=f"{group}, {period}" if group else period,
    )
