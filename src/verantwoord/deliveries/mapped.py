"""What a mapping does to the rows of a file: cells of an export become cells as we ask them.

A column that only has another name is taken where it stands. Any other gets a place behind the last
column of the file, with a text made from its cells; all that follows reads, judges and shows that
text as if it had been sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verantwoord.deliveries.cells import clean
from verantwoord.deliveries.clock import ClockChange, changes
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.header import Header
from verantwoord.deliveries.moments import NEVER, TWICE, day_of
from verantwoord.deliveries.raw import Raw
from verantwoord.model.column_map import (
    OF_DELIVERY,
    CellForm,
    ColumnMap,
    FixedValue,
    MappedColumn,
)
from verantwoord.model.dataset import Dataset
from verantwoord.model.period import Period

_DAY = "(?:[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_LOCAL = f"{_DAY}[ T][0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?"
_FORMS = [f"{day}{gap}{time}" for day in ("%d-%m-%Y", "%Y-%m-%d") for gap in (" ", "T")
          for time in ("%H:%M:%S", "%H:%M")]  # fmt: skip
_MIDNIGHT = "([ T])24:00(:00)?$"
_SUMMER, _WINTER = 120, 60  # minutes ahead of UTC in the hour that was there twice
_NEVER, _TWICE = 0, 1  # in the place of minutes ahead of UTC


def mapped(
    raw: Raw, header: Header, says: ColumnMap, dataset: Dataset, period: Period | None
) -> Raw:
    """Return the rows of a file with a column for each that the mapping makes.

    Shape:    rows as texts, the header matched with the mapping, the mapping, the dataset and the
              period that was sent -> the same rows, and behind the columns of the file those that
              are made; `header.places` says where.
    Unit:     none; a quantity is never made.
    Missing:  an empty cell stays empty; what is not in the form that the mapping says stays as it
              is, and is judged as it is.
    Rounding: none.
    Errors:   none; an hour that was there twice or never is marked, and judged as such.
    Source:   adr/2026-11-27-an-export-is-mapped-once.md
    """
    relation, made, numbered = raw.relation, [], raw.first_row is None
    local: list[_Local] = []
    for ours, place in sorted(header.made.items(), key=lambda item: item[1]):
        fixed = says.fixed.get(ours)
        if fixed is not None:
            made.append(f"{_value(fixed, period)} AS c{place}")
            continue
        column, at = says.columns[ours], header.sources[ours]
        texts = [_text(raw, i, column) for i in at]
        if column.form is CellForm.DUTCH_TIME:
            made.append(f"concat_ws(' ', {', '.join(texts)}) AS c{place}")
            local.append(_Local(ours, place))
        else:
            made.append(f"{_cell(column, texts[0], period)} AS c{place}")
    if made:
        count = "" if numbered or not local else f"row_number() OVER () + {_before(raw)} AS _rij, "
        relation = f"(SELECT {count}*, {', '.join(made)} FROM {relation})"
    for one in local:
        relation = _with_zone(relation, one, _beside(dataset, header, one), changes(period))
    slow = raw.slow
    return replace(
        raw,
        relation=relation,
        made=len(header.made),
        first_row=None if local else raw.first_row,
        rows_at=None if made else raw.rows_at,  # those rows lack the columns that are made
        slow=None if slow is None else lambda: mapped(slow(), header, says, dataset, period),
    )


@dataclass(frozen=True, slots=True)
class _Local:
    """A made column with times of a clock in the Netherlands."""

    column: str
    place: int


def _before(raw: Raw) -> int:
    return (raw.first_row or 1) - 1


def _text(raw: Raw, place: int, column: MappedColumn) -> str:
    text = clean(f"c{place}", raw.blanks, spreadsheet_texts=raw.spreadsheet_texts)
    if column.time is not None:
        text = day_of(text)
    if raw.plain:
        return text
    return f"CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE zelfde_tekst({text}) END"


def _value(fixed: FixedValue, period: Period | None) -> str:
    if fixed.value == OF_DELIVERY:
        return "NULL::VARCHAR" if period is None else quoted(str(period))
    return quoted(fixed.value)


def _cell(column: MappedColumn, text: str, period: Period | None) -> str:
    if column.empty is not None:
        text = f"coalesce({text}, {_value(column.empty, period)})"
    if column.form is CellForm.YYYYMMDD:
        dashed = f"left({text}, 4) || '-' || substr({text}, 5, 2) || '-' || right({text}, 2)"
        text = f"CASE WHEN regexp_full_match({text}, '[0-9]{{8}}') THEN {dashed} ELSE {text} END"
    if not column.codes:
        return text
    branches = " ".join(f"WHEN {quoted(k)} THEN {quoted(v)}" for k, v in column.codes.items())
    return f"CASE {text} {branches} ELSE {text} END"


def _beside(dataset: Dataset, header: Header, one: _Local) -> list[list[str]]:
    """Return in what each moment is there once: the key, and else the sub-unit of the dataset."""
    key = [c.name for c in dataset.columns if c.key and c.name != one.column]
    unit = dataset.grain.sub_unit if dataset.grain else None
    groups = [key, [unit] if unit and [unit] != key else None]
    places = header.places
    return [[f"c{places[c]}" for c in g if c in places] for g in groups if g is not None]


def _with_zone(
    relation: str, one: _Local, groups: Sequence[Sequence[str]], found: Sequence[ClockChange]
) -> str:
    """Return a relation in which the times of a clock in the Netherlands have become UTC.

    Of an hour that was there twice, the first row of two is in summer time; in a file that runs
    back in time, the last. One row, or three, cannot be placed.
    """
    cell = f"c{one.place}"
    bare = f"regexp_replace({cell}, '{_MIDNIGHT}', '\\100:00')"
    forms = ", ".join(quoted(f) for f in _FORMS)
    moment = (
        f"CASE WHEN regexp_full_match({cell}, '{_LOCAL}') THEN try_strptime({bare}, [{forms}]) + "
        f"CASE WHEN regexp_matches({cell}, '{_MIDNIGHT}') THEN INTERVAL 1 DAY "
        f"ELSE INTERVAL 0 DAY END END"
    )
    twice = " OR ".join(
        f"(_klok >= {_literal(c.first)} AND _klok < {_literal(c.until)})" for c in found if c.back
    )
    counts = [
        f"count(*) OVER (PARTITION BY {', '.join([*g, '_klok'])}) AS _n{i}, "
        f"row_number() OVER (PARTITION BY {', '.join([*g, '_klok'])} ORDER BY _rij) AS _v{i}"
        for i, g in enumerate(groups)
    ]
    nth = "".join(f"WHEN _n{i} = 2 THEN _v{i} " for i in range(len(groups)))
    summer = f"(CASE {nth}END) = CASE WHEN _terug THEN 2 ELSE 1 END"
    branches = "".join(f"WHEN _klok < {_literal(at)} THEN {then} " for at, then in _spans(found))
    offset = f"CASE {branches}END"
    key = "".join(f"{c} AS _s{c}, " for c in groups[0])
    same = " AND ".join(f"{c} IS NOT DISTINCT FROM _s{c}" for c in groups[0]) or "true"
    return (
        f"(WITH gelezen AS (SELECT *, {moment} AS _klok FROM {relation}), "
        f"loop AS (SELECT {key}coalesce(arg_min(_klok, _rij) > arg_max(_klok, _rij), false) "
        f"AS _terug FROM gelezen WHERE _klok IS NOT NULL GROUP BY ALL), "
        f"dubbel AS (SELECT _rij AS _van, {', '.join(counts)} FROM gelezen "
        f"WHERE {twice or 'false'}), "
        f"gevonden AS (SELECT gelezen.*, CASE WHEN {summer} THEN {_SUMMER} "
        f"WHEN ({summer}) IS NOT NULL THEN {_WINTER} END AS _dubbel, {offset} AS _minuten "
        f"FROM gelezen LEFT JOIN loop ON {same} LEFT JOIN dubbel ON _rij = _van) "
        f"SELECT * EXCLUDE ({cell}, _klok, _dubbel, _minuten), CASE "
        f"WHEN _minuten = {_NEVER} THEN {cell} || '{NEVER}' "
        f"WHEN _minuten = {_TWICE} AND _dubbel IS NULL THEN {cell} || '{TWICE}' "
        f"WHEN _minuten IS NOT NULL THEN strftime(_klok - to_minutes(CASE WHEN _minuten = "
        f"{_TWICE} THEN _dubbel ELSE _minuten END), '%Y-%m-%dT%H:%M:%SZ') ELSE {cell} END "
        f"AS {cell} FROM gevonden)"
    )


def _spans(found: Sequence[ClockChange]) -> Iterator[tuple[dt.datetime, int]]:
    """Yield until which time of the clock it is how far ahead of UTC it is."""
    for one in found:
        yield one.first, one.before
        yield one.until, _TWICE if one.back else _NEVER
    if found:
        yield found[-1].until.replace(month=12, day=31), found[-1].after


def _literal(moment: dt.datetime) -> str:
    return f"TIMESTAMP '{moment.isoformat(' ')}'"
