"""Judges every row in one scan: each test is one bit, so a good file is read once and no more.

The table `oordeel` has one line per row: its number, a hash of its key, and the bits of the tests
it failed. Only rows that failed are read again, to show what is in them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from verantwoord.deliveries import limits
from verantwoord.deliveries.about import about, looks_like_a_day
from verantwoord.deliveries.cells import kind_name, name, text_name, text_problems
from verantwoord.deliveries.database import as_written
from verantwoord.deliveries.double_keys import report_doubles
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.header import EXAMPLE
from verantwoord.deliveries.messages import (
    RULE_CODES,
    FilePlace,
    Said,
    Spread,
    finding,
    rule_finding,
    shown,
)
from verantwoord.deliveries.not_data import TOTAL, last_row_adds_up, named_a_total
from verantwoord.deliveries.reading import Irregular, Reading
from verantwoord.deliveries.row_texts import fetch_texts, flex_of
from verantwoord.deliveries.rules import UnknownParameter, broken, parameter_values
from verantwoord.deliveries.seen import address, letters, ranges_of
from verantwoord.deliveries.sheets.kinds import FORMATS, TEXT
from verantwoord.deliveries.verdict import Findings
from verantwoord.model.dataset import Column, Rule, RuleLevel
from verantwoord.model.finding import Finding
from verantwoord.nouns import PERIOD

_BITS = 60


@dataclass(frozen=True, slots=True)
class Test:
    """One bit of the verdict: a built-in code on a column, or a rule of the dataset."""

    code: str
    column: str | None
    rule: Rule | None
    word: int
    bit: int
    names: tuple[str, ...] = ()

    @property
    def failed(self) -> str:
        """SQL over `oordeel` that is true for rows that failed this test."""
        return f"(m{self.word} & {1 << self.bit}) <> 0"


class _Words:
    """Packs tests into numbers of 60 bits each."""

    def __init__(self) -> None:
        self.tests: list[Test] = []
        self.sql: list[list[str]] = [[]]
        self.rules: list[tuple[Rule, str]] = []  # each with its condition
        self.used = 0

    def add(self, cases: list[tuple[str, str, str | None, Rule | None, tuple[str, ...]]]) -> None:
        """Add one CASE; each entry is (condition, code, column, rule, names)."""
        if self.used + len(cases) > _BITS:
            self.sql.append([])
            self.used = 0
        word, branches = len(self.sql) - 1, []
        for condition, code, column, rule, names in cases:
            if code:
                self.tests.append(Test(code, column, rule, word, self.used, names))
                self.rules += [] if rule is None else [(rule, condition)]
                branches.append(f"WHEN {condition} THEN {1 << self.used}")
                self.used += 1
            else:
                branches.append(f"WHEN {condition} THEN 0")
        self.sql[-1].append(f"(CASE {' '.join(branches)} ELSE 0 END)::UBIGINT")

    def select(self) -> str:
        """Return the SQL of all words."""
        words = [" | ".join(parts) if parts else "0::UBIGINT" for parts in self.sql]
        return ", ".join(f"({w}) AS m{i}" for i, w in enumerate(words))


def judge_rows(reading: Reading, verdict: Findings, day: dt.date | None) -> None:
    """Test every row: cells, row rules and the key.

    Shape:    an open file -> findings and counts, added to `verdict`.
    Unit:     values are in the units of the dataset.
    Missing:  an empty required cell is a finding; an empty optional cell is none.
    Rounding: none.
    Errors:   Irregular when the quick way of reading does not hold; a rule that cannot be
              computed is a finding.
    Source:   the dataset definition.
    """
    words = _tests(reading, verdict, day)
    key = [c.name for c in reading.dataset.columns if c.key]
    _scan(reading, words, key)
    _report(reading, words.tests, verdict)
    if TOTAL not in verdict.counts and (sum_row := last_row_adds_up(reading)):
        verdict.add(sum_row)
    if key:
        report_doubles(reading, key, verdict)


def _tests(reading: Reading, verdict: Findings, day: dt.date | None) -> _Words:
    """Return the tests of every column and every rule of level `row`."""
    words = _Words()
    for cell in reading.cells:
        _add_cell(words, reading, cell.column, cell.problems)
        for code, condition in cell.remarks:
            words.add([(condition, code, cell.column.name, None, ())])
        total = named_a_total(reading.dataset, cell.column)
        if total and cell.column.name in reading.header.places:
            words.add([(total, TOTAL, cell.column.name, None, ())])
    for flex in reading.header.flex:
        t = text_name(flex)
        if flex == EXAMPLE:
            words.add([(f"{t} IS NULL", "", None, None, ()),
                       ("true", "voorbeeldrij", flex, None, ())])  # fmt: skip
            continue
        words.add([(f"{t} IS NULL", "", None, None, ()),
                   *((c, code, flex, None, ()) for code, c in text_problems(t))])  # fmt: skip
    _add_rules(words, reading, verdict, day)
    return words


def _add_cell(
    words: _Words, reading: Reading, column: Column, problems: Iterable[tuple[str, str]]
) -> None:
    if column.name not in reading.header.places:
        return  # a missing column is one finding, not one for each row
    t = text_name(column.name)
    cases: list[tuple[str, str, str | None, Rule | None, tuple[str, ...]]] = []
    empty = "verplicht-leeg" if column.required else ""
    cases.append((f"{t} IS NULL", empty, column.name, None, ()))
    cases.append((f"{name(column.name)} IS NOT NULL", "", None, None, ()))
    if column.unit_column is not None and column.unit_column in reading.header.places:
        # a wrong unit has its own finding, at the unit
        u = column.unit_column
        cases.append((f"{text_name(u)} IS NOT NULL AND {name(u)} IS NULL", "", None, None, ()))
    cases += [(condition, code, column.name, None, ()) for code, condition in problems]
    words.add(cases)


def _add_rules(words: _Words, reading: Reading, verdict: Findings, day: dt.date | None) -> None:
    columns = [c.name for c in reading.dataset.columns]
    for rule in reading.dataset.rules:
        if rule.level is not RuleLevel.ROW:
            continue
        try:
            values = parameter_values(rule, reading.pack, day)
        except UnknownParameter as reason:
            verdict.notes.append(f"{rule.id}: {reason}")
            continue
        test = broken(rule, reading.dataset, values, texts_of=columns)
        words.add([(test.condition, RULE_CODES["row"], None, rule, test.names)])


def _scan(reading: Reading, words: _Words, key: list[str]) -> None:
    import duckdb

    empty = " OR ".join(f"{name(c)} IS NULL" for c in key)
    values = ", ".join(name(c) for c in key)
    hashed = f"CASE WHEN {empty} THEN NULL ELSE hash({values}) END" if key else "NULL::UBIGINT"
    later = reading.counted_later
    number, source = ("", "rijen_snel") if later else ("_rij, ", "rijen")
    try:
        with as_written(reading.con, few=reading.kept):
            reading.con.execute(
                f"CREATE OR REPLACE TABLE oordelen AS SELECT {number}{hashed} AS sleutel, "
                f"{words.select()} FROM {source}"
            )
        # DuckDB keeps the order of a file when it makes a table of it, so rows can be counted now
        number = f"(rowid + {reading.raw.first_row})::INTEGER AS _rij, " if later else ""
        reading.con.execute(f"CREATE OR REPLACE VIEW oordeel AS SELECT {number}* FROM oordelen")
    except duckdb.Error as error:
        if not reading.proven:
            raise Irregular from error
        rule, reason = _culprit(reading, words), str(error).splitlines()[0][:100]
        raise UnreadableFile("regel-niet-berekenbaar", rule=rule, reason=reason) from error
    if not reading.proven:
        judged = reading.con.execute("SELECT count(*) FROM oordelen").fetchall()[0]
        if int(judged[0]) != reading.rows:
            raise Irregular
        reading.proven = True


def _culprit(reading: Reading, words: _Words) -> str:
    """Return the id of the first rule that cannot be computed by itself, or that it is none."""
    import duckdb

    for rule, condition in words.rules:
        try:
            reading.con.execute(f"SELECT count(*) FILTER ({condition}) FROM rijen")
        except duckdb.Error:
            return rule.id
    return "-"


def _report(reading: Reading, tests: list[Test], verdict: Findings) -> None:
    """Count every test, then show the first rows of each that failed."""
    if not tests:
        return
    words = {t.word for t in tests}
    either = ", ".join(f"coalesce(bit_or(m{w}), 0)" for w in sorted(words))
    some = reading.con.execute(f"SELECT {either} FROM oordeel").fetchall()[0]
    tests = [t for t in tests if int(some[t.word]) & (1 << t.bit)]
    if not tests:
        return
    counted = ", ".join(f"count(*) FILTER ({t.failed})" for t in tests)
    counts = reading.con.execute(f"SELECT {counted} FROM oordeel").fetchall()[0]
    failed = [
        (t, int(n))
        for t, n in zip(tests, counts, strict=True)
        if n and (t.code != TOTAL or n < reading.rows)  # with nothing beside it, it is no total
    ]
    # every test that failed is counted and shown once, however many there are
    quota = [max(1, n) for n in shares([n for _, n in failed], reading.most)]
    rows: list[list[int]] = []
    for (test, _), most in zip(failed, quota, strict=True):
        found = reading.con.execute(
            f"SELECT _rij FROM oordeel WHERE {test.failed} ORDER BY _rij LIMIT {most}"
        ).fetchall()
        rows.append([int(r[0]) for r in found])
    texts = fetch_texts(reading, sorted({r for part in rows for r in part}))
    whole = _whole_columns(reading, failed)
    for (test, count), shown_rows in zip(failed, rows, strict=True):
        if test.failed in whole:
            verdict.add(_whole(reading, test, shown_rows, count, texts), count)
            continue
        for i, row in enumerate(shown_rows):
            more = count - len(shown_rows) if i == 0 else 0
            verdict.add(_finding(reading, test, row, texts[row]), 1 + more, more)


# what one cause does to a whole column: how its cells are formatted
_OF_A_FORMAT = ("percentage-cel", "tijdsduur", "geen-tekst", "getal-geschaald", "cel-onzichtbaar")
_SEVERAL = 4  # from so many cells, all of a column, it is one finding


def _whole_columns(reading: Reading, failed: list[tuple[Test, int]]) -> set[str]:
    """Return which tests (as `failed`) one cause made fail: a format, or every cell of a column."""
    some = [(t, n) for t, n in failed if t.column is not None and n > 1]
    whole = {t.failed for t, _ in some if t.code in _OF_A_FORMAT}
    rest = [(t, n) for t, n in some if t.failed not in whole and n >= _SEVERAL]
    if rest:
        filled = ", ".join(f"count({text_name(t.column or '')})" for t, _ in rest)
        counts = reading.con.execute(f"SELECT {filled} FROM schoon_snel").fetchall()[0]
        for (test, n), cells in zip(rest, counts, strict=True):
            of = reading.rows if test.code == "verplicht-leeg" else int(cells)
            if n == of or _of_one_kind(reading, test):
                whole.add(test.failed)
    return whole


def _of_one_kind(reading: Reading, test: Test) -> bool:
    """Say whether all cells that failed are, say, dates: then one cause made them."""
    if not any(c.kind and c.column.name == test.column for c in reading.cells):
        return False
    kind = f"{kind_name(test.column or '')} % {FORMATS}"
    low, high = reading.con.execute(
        f"SELECT min({kind}), max({kind}) FROM schoon SEMI JOIN "
        f"(SELECT _rij AS fout FROM oordeel WHERE {test.failed}) ON _rij = fout"
    ).fetchall()[0]
    return bool(low == high != TEXT)


def _whole(
    reading: Reading,
    test: Test,
    rows: list[int],
    count: int,
    texts: dict[int, dict[str, str | None]],
) -> Finding:
    """Return one finding for all cells that one cause made wrong."""
    one = _finding(reading, test, rows[0], texts[rows[0]])
    assert test.column is not None  # only such tests are taken together
    found = reading.con.execute(
        f"SELECT min(_rij), max(_rij), count(*) FROM (SELECT _rij, _rij - row_number() OVER "
        f"(ORDER BY _rij) AS stuk FROM oordeel WHERE {test.failed}) GROUP BY stuk "
        f"ORDER BY 1 LIMIT {_MOST_STRETCHES}"
    ).fetchall()
    spans = tuple((int(low), int(high)) for low, high, _ in found)
    place = FilePlace(reading.raw.sheet, rows[0], reading.header.as_sent(test.column))
    at = reading.header.at(test.column)
    left = sum(n for _, _, n in found) < count
    if reading.raw.first_column is not None and at is not None:
        place = place._replace(
            cells=ranges_of(spans, letters(reading.raw.first_column + at), more=left)
        )
    else:
        place = place._replace(rows=ranges_of(spans, more=left))
    return replace(one, where=place.text(reading.language), flex=(), rows=spans,
                   found=_found_in_all(one, test, count, reading.language))  # fmt: skip


def _found_in_all(one: Finding, test: Test, count: int, language: str) -> str:
    """Return what stands in all cells of a column; one cause is said as the one cause it is."""
    nl = language != "en"
    if test.code == "geen-periode" and looks_like_a_day(one.value):
        return (
            f"Het rekenprogramma heeft van {PERIOD.counted(count)} een datum gemaakt, zoals "
            f"'{one.value}'."
            if nl
            else f"The spreadsheet program made a date of {PERIOD.counted(count, 'en')}, such as "
            f"'{one.value}'."
        )
    again = f" Zo staat het in {count} cellen." if nl else f" So it is in {count} cells."
    return one.found + again


_MOST_STRETCHES = 10_000  # of rows, for which one finding stands


def shares(counts: list[int], total: int) -> list[int]:
    """Divide `total` places so that each count gets its number or an equal share of what is left.

    Shape:    counts and a total -> one number per count, at most its count.
    Unit:     none.
    Missing:  none.
    Rounding: down; a rule that failed is always shown at least once while there is room.
    Errors:   none.
    Source:   own choice: a rule that fails everywhere may not hide one that fails once.
    """
    result = [0] * len(counts)
    left = total
    open_ = [i for i, n in enumerate(counts) if n]
    while open_ and left >= len(open_):
        each = left // len(open_)
        for i in open_:
            more = min(each, counts[i] - result[i])
            result[i] += more
            left -= more
        open_ = [i for i in open_ if result[i] < counts[i]]
    for i in open_[:left]:
        result[i] += 1
    return result


def _finding(reading: Reading, test: Test, row: int, texts: dict[str, str | None]) -> Finding:
    flex = flex_of(reading, texts)
    if test.rule is not None:
        found = "; ".join(
            f"{n} = {shown(texts[n]) if texts[n] is not None else '(leeg)'}"
            for n in test.names
            if n in texts
        )
        place = FilePlace(reading.raw.sheet, row)
        sent = [n for n in test.names if n in reading.header.places]
        if len(test.names) == 1 and sent:
            place = _place(reading, row, sent[0])
        elif sent and (at := [_place(reading, row, n).cells for n in sent]) and at[0]:
            place = place._replace(cells=", ".join(filter(None, at)))
        of_rule = tuple(reading.header.as_sent(n) for n in test.names)
        says = found.partition(" = ")[2] if len(test.names) == 1 else found
        spread = Spread(columns=of_rule, value=says)
        return rule_finding(
            test.rule, place, reading.language, f"{found}.", flex=flex, spread=spread
        )
    assert test.column is not None  # every built-in test is about one column
    column = test.column
    place = _place(reading, row, column)
    values = {"value": texts[column] or "", **about(reading, column, texts)}
    if test.code == TOTAL:
        says = "er staat" if reading.language != "en" else "it says"
        values["why"] = Said(f"{says} '{shown(values['value'])}'")
    rule = f"{reading.dataset.id}.{column}"
    spread = Spread(value=shown(values["value"], limits.MAX_VALUE_CHARS))
    return finding(
        test.code, place, reading.language, rule=rule, flex=flex, spread=spread, **values
    )


def _place(reading: Reading, row: int, column: str) -> FilePlace:
    number = reading.header.at(column)
    at = address(reading.raw, row, number)
    return FilePlace(reading.raw.sheet, row, reading.header.as_sent(column), at)
