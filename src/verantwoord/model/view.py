"""Views: one read-only SELECT over accepted rows, reference tables and parameters.

Checked when the pack loads, so that a pack can read no file, call no clock and write nothing.
"""

from __future__ import annotations

from typing import Any

import sqlglot
from sqlglot import exp

from verantwoord.formula.errors import ExpressionError

# by the name sqlglot gives them; deterministic scalar functions only
FUNCTIONS = frozenset(
    {
        "ABS",
        "ACOS",
        "AND",
        "ASIN",
        "ATAN",
        "ATAN2",
        "CASE",
        "CAST",
        "CEIL",
        "COALESCE",
        "COS",
        "DATE",
        "DATEDIFF",
        "DATE_TRUNC",
        "DAY",
        "DAYOFWEEK_ISO",
        "DAY_OF_WEEK_ISO",
        "DEGREES",
        "EXTRACT",
        "FLOOR",
        "GREATEST",
        "HOUR",
        "IF",
        "ISODOW",
        "LEAST",
        "LEFT",
        "LENGTH",
        "LOWER",
        "MONTH",
        "NULLIF",
        "OR",
        "PI",
        "POWER",
        "RADIANS",
        "RIGHT",
        "ROUND",
        "SIGN",
        "SIN",
        "SQRT",
        "STRFTIME",
        "SUBSTRING",
        "TAN",
        "TIMESTAMP_TRUNC",
        "TIME_TO_STR",
        "TRIM",
        "TRUNC",
        "TS_OR_DS_TO_DATE",
        "UPPER",
        "YEAR",
    }
)
MOST_CHARACTERS = 20_000
PASSED_ON = frozenset(("_organisatie", "_periode"))
ROWS = "rijen"  # what a view calls the rows of its base
_FORBIDDEN = (
    exp.Command,
    exp.Create,
    exp.Insert,
    exp.Update,
    exp.Delete,
    exp.Into,
    exp.AggFunc,
    exp.Window,
    exp.Lateral,
    exp.Unnest,
    exp.TableSample,
    exp.Group,
    exp.Limit,
    exp.Offset,
    exp.Fetch,
    exp.Qualify,
    exp.Order,
    exp.Distinct,
    exp.SetOperation,
    exp.Values,
    exp.Placeholder,
    exp.Parameter,
)


def check_view(sql: str, tables: set[str]) -> None:
    """Refuse a view that is not one plain SELECT, row by row, over known tables.

    A row may be held against the first or last of its group, as `MAX(dag) OVER (PARTITION BY
    _organisatie, _periode, meter)`: a group never spans deliveries, and no order of rows decides.

    Shape:    SQL text and the table names it may use -> nothing.
    Unit:     the columns it yields are declared with units in the dataset.
    Missing:  as in SQL; a LEFT JOIN without a partner gives an empty cell, which is counted.
    Rounding: whatever the view states with ROUND or CAST.
    Errors:   ExpressionError: more than one statement, another table, an aggregate (that is for
              components), a function that is not on the list, rows of another delivery.
    Source:   DESIGN 3.
    """
    if len(sql) > MOST_CHARACTERS:
        raise ExpressionError(
            f"een view heeft ten hoogste {MOST_CHARACTERS} tekens",
            f"a view has at most {MOST_CHARACTERS} characters",
        )
    try:
        _check_tree(sql, tables)
    except RecursionError as error:
        raise ExpressionError(
            "de view is te diep; splits haar", "the view is too deep; split it"
        ) from error


def _check_tree(sql: str, tables: set[str]) -> None:
    try:
        trees = sqlglot.parse(sql, read="duckdb")
    except sqlglot.errors.SqlglotError as error:
        raise ExpressionError(
            f"geen geldige SQL ({str(error).splitlines()[0]})",
            f"no valid SQL ({str(error).splitlines()[0]})",
        ) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Select):
        raise ExpressionError("een view is precies één SELECT", "a view is exactly one SELECT")
    tree: Any = trees[0]
    _check_passed_on(tree)
    _check_tables(tree, tables)
    grouped = {id(part) for window in _extremes(tree) for part in (window, window.this)}
    for node in tree.walk():
        if id(node) in grouped:
            continue
        if isinstance(node, _FORBIDDEN):
            raise ExpressionError(
                f"een view mag geen {type(node).__name__} gebruiken",
                f"a view may not use {type(node).__name__}",
            )
        _check_names(node)
        _check_same_everywhere(node)
        if isinstance(node, exp.Anonymous):
            raise ExpressionError(
                f"functie {node.name} is niet toegestaan", f"function {node.name} is not allowed"
            )
        if isinstance(node, exp.Func) and node.sql_name().upper() not in FUNCTIONS:
            raise ExpressionError(
                f"functie {node.sql_name()} is niet toegestaan",
                f"function {node.sql_name()} is not allowed",
            )
    _check_one_delivery(tree)


def selects_of_rows(tree: exp.Select) -> list[exp.Select]:
    """Return the SELECTs that begin from the delivered rows, also by way of a table of WITH.

    Shape:    the tree of a view -> its SELECTs over `rijen`, those of WITH first.
    Errors:   none; what begins from another table is left out.
    Source:   own definition: of these rows one knows in which delivery they came.
    """
    known, found = {ROWS}, []
    for cte in tree.find_all(exp.CTE):
        if isinstance(cte.this, exp.Select) and _begins_from(cte.this, known):
            known.add(cte.alias)
            found.append(cte.this)
    return [*found, tree] if _begins_from(tree, known) else found


def _begins_from(select: exp.Select, known: set[str]) -> bool:
    source = select.args.get("from_") or select.args.get("from")
    return source is not None and isinstance(source.this, exp.Table) and source.this.name in known


def windows_of(select: exp.Select) -> list[exp.Window]:
    """Return the windows of a SELECT itself, not those of a SELECT within it."""
    return [w for w in select.find_all(exp.Window) if w.find_ancestor(exp.Select) is select]


def _extremes(tree: exp.Select) -> list[exp.Window]:
    """Return the windows that give the lowest or highest of a group of rows of one delivery."""
    return [w for s in selects_of_rows(tree) for w in windows_of(s) if _is_extreme(w)]


def _is_extreme(window: exp.Window) -> bool:
    given = {name for name, value in window.args.items() if value}
    group = [c for c in window.args.get("partition_by") or () if isinstance(c, exp.Column)]
    return (
        isinstance(window.this, exp.Max | exp.Min)
        and {name for name, value in window.this.args.items() if value} == {"this"}
        and given <= {"this", "partition_by", "over"}
        and {c.name.lower() for c in group} >= PASSED_ON
    )


def _check_passed_on(tree: exp.Select) -> None:
    """Refuse a view that changes about whom or when a row is: the ledger counted it there."""
    for select in tree.find_all(exp.Select):
        passed = [g for g in select.expressions if g.alias_or_name.lower() in PASSED_ON]
        other = [g for g in passed if not _is_itself(g)]
        if not other and len({g.unalias().args.get("table") for g in passed}) > 1:
            other = passed  # who from one row, and when from another
        if other:
            name = other[0].alias_or_name
            raise ExpressionError(
                f"de view geeft {name} niet door zoals het was; noem de kolom zelf",
                f"the view does not pass on {name} as it was; name the column itself",
            )


def _is_itself(given: exp.Expression) -> bool:
    column = given.unalias()
    return isinstance(column, exp.Column) and column.name == given.alias_or_name.lower()


def _check_one_delivery(tree: exp.Select) -> None:
    """Refuse a view in which a row may be held against the rows of another delivery."""
    known = {ROWS}
    for cte in tree.find_all(exp.CTE):
        if _reads(cte.this, known):
            known.add(cte.alias)
    for select in tree.find_all(exp.Select):
        begin = select.args.get("from_") or select.args.get("from")
        joins = [j for j in select.args.get("joins") or () if _reads(j.this, known)]
        first = begin.this if begin is not None and _reads(begin.this, known) else None
        sources = [s for s in (first, *(j.this for j in joins)) if s is not None]
        beside = [j for j in joins if j.this is not sources[0]]
        own = {id(t) for s in sources for t in s.find_all(exp.Table)}
        own |= {id(t) for w in select.find_all(exp.With) for t in w.find_all(exp.Table)}
        loose = [t for t in select.find_all(exp.Table) if t.name in known and id(t) not in own]
        names = {s.alias_or_name for s in sources}
        if loose or not all(_held_to_its_own(j, names) for j in beside):
            raise ExpressionError(
                f"de view houdt rijen naast rijen van een andere levering; neem {ROWS} een tweede "
                "keer alleen op met JOIN, op gelijke _organisatie en _periode",
                f"the view holds rows against rows of another delivery; take {ROWS} a second time "
                "only by JOIN, on the same _organisatie and _periode",
            )


def _reads(source: exp.Expression, known: set[str]) -> bool:
    return any(t.name in known for t in source.find_all(exp.Table))


def _held_to_its_own(join: exp.Join, names: set[str]) -> bool:
    """Say whether rows are joined only to rows of the same organisation and period."""
    using = {u.name.lower() for u in join.args.get("using") or ()}
    on, own, held = join.args.get("on"), join.this.alias_or_name, set[str]()
    for part in on.flatten() if isinstance(on, exp.And) else [on]:
        two = [c for c in part.args.values() if isinstance(c, exp.Column)] if part else []
        sides, columns = {c.table for c in two}, {c.name for c in two}
        known = own in sides and len(sides) == 2 and sides <= names
        if isinstance(part, exp.EQ) and known and len(columns) == 1:
            held |= {c.lower() for c in columns}
    return using >= PASSED_ON or held >= PASSED_ON


def _check_names(node: exp.Expression) -> None:
    """Refuse what names columns anew in a list: one of those passed on could be another."""
    listed = isinstance(node, exp.TableAlias) and node.columns
    replaced = isinstance(node, exp.Star) and (node.args.get("replace") or node.args.get("rename"))
    if listed or replaced:
        raise ExpressionError(
            "geef een kolom een andere naam met AS in de SELECT zelf",
            "name a column otherwise by AS in the SELECT itself",
        )


def _check_same_everywhere(node: exp.Expression) -> None:
    """Refuse what depends on the order of rows, or on the time zone of the machine."""
    how = str(node.args.get("method") or "") if isinstance(node, exp.Join) else ""
    if how in ("ASOF", "POSITIONAL"):
        raise ExpressionError(
            f"een view mag geen {how} JOIN gebruiken", f"a view may not use {how} JOIN"
        )
    if isinstance(node, exp.DataType) and node.sql("duckdb") in ("TIMESTAMPTZ", "TIMETZ"):
        raise ExpressionError(
            "een view mag geen tijd met een zone maken; schrijf TIMESTAMP",
            "a view may not make a time with a zone; write TIMESTAMP",
        )


def _check_tables(tree: exp.Select, tables: set[str]) -> None:
    """Refuse each table that is not known where it is named; a table of WITH is so below itself."""
    known = set(tables)
    beside = list(tree.find_all(exp.With))
    if any(w.parent is not tree for w in beside):
        raise ExpressionError(
            "zet WITH alleen aan het begin van de view",
            "put WITH at the beginning of the view only",
        )
    for one in beside:
        for own in one.expressions:
            for node in own.this.find_all(exp.Table):
                _check_table(node, known)
            known.add(own.alias)
    for node in tree.find_all(exp.Table):
        if node.find_ancestor(exp.With) is None:
            _check_table(node, known)


def _check_table(node: exp.Table, known: set[str]) -> None:
    if not isinstance(node.this, exp.Identifier) or node.db or node.name not in known:
        raise ExpressionError(
            f"tabel '{node.sql()}' is onbekend; bekend zijn: {', '.join(sorted(known))}",
            f"table '{node.sql()}' is unknown; known are: {', '.join(sorted(known))}",
        )
