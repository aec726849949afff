"""SQL that turns the text of a cell into a value, and says what is wrong when it cannot.

For each column: `clean` (text or NULL), `value` (typed, NULL when empty or wrong) and `problems`
(what to test, in order, when there is a text but no value). Nothing is rounded or repaired.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.limits import MAX_CELL_CHARS
from verantwoord.deliveries.moments import NEVER, TWICE, day_of, sane, within
from verantwoord.deliveries.numbers import DecimalMark, one_reading, plain_number
from verantwoord.deliveries.personal import CONTROL, EMAIL, ENCODED, MANGLED, SHORTENED, SUSPICIOUS
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.sheets.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    FORMATS,
    INVISIBLE,
    NUMBER,
    PADDED,
    PERCENT,
    SCALED,
    TEXT,
)
from verantwoord.formula import units
from verantwoord.model.dataset import Column, ColumnType, Dataset, DatedAs
from verantwoord.model.period import Period
from verantwoord.model.sql_types import scale_of

UNDATED = "ongedateerd"
_DUTCH_DATE = r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)"

_WORDS = (ColumnType.TEXT, ColumnType.CODE, ColumnType.ORGANISATION, ColumnType.PERIOD)
_KEPT_TEXT = '="([^"]*)"|\'\'([0-9][0-9.,-]*)'  # between the quotes of SQL


@dataclass(frozen=True, slots=True)
class ColumnSql:
    """The SQL of one column; `problems` are (code, condition), the first that holds counts."""

    column: Column
    clean: str
    number: str | None  # for quantities: the plain digits of a well-formed number
    value: str
    problems: tuple[tuple[str, str], ...]
    kind: bool = False  # what its cells are is known, under `kind_name`
    remarks: tuple[tuple[str, str], ...] = ()  # the same, of a cell that has its value


def name(identifier: str) -> str:
    """Return a quoted SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def text_sign(column: str) -> str:
    """Return the name of the cleaned text of a column; no column of a pack has such a name."""
    return "$" + column


def text_name(column: str) -> str:
    """Return the quoted name under which the cleaned text of a column is known."""
    return name(text_sign(column))


def number_name(column: str) -> str:
    """Return the name under which the plain digits of a column are known."""
    return name("#" + column)


def kind_name(column: str) -> str:
    """Return the name under which is known what each cell of a column is (sheets/kinds.py)."""
    return name("%" + column)


def clean(
    cell: str, blanks: str, column: Column | None = None, *, spreadsheet_texts: bool = False
) -> str:
    """Return SQL for the text of a cell without outer blanks; empty is NULL.

    With `spreadsheet_texts` what a spreadsheet writes to keep a text a text is taken off:
    `="00123"`, and an apostrophe before digits.
    """
    # trimming every cell costs more than reading the file; so only those with a blank at an end,
    # and only the kinds of blank that are in the file are looked for
    ends = [f"{cell} < '!'", *(f"ends_with({cell}, '{b}')" for b in blanks)]
    ends += [f"starts_with({cell}, '{b}')" for b in blanks if b > "!"]
    trim = f"nullif(trim({cell}, '{blanks}'), '')"
    trimmed = f"CASE WHEN {' OR '.join(ends)} THEN {trim} ELSE {cell} END"
    if spreadsheet_texts:
        bare = f"regexp_replace({trim}, '{_KEPT_TEXT}', '\\1\\2')"
        trimmed = (
            f"CASE WHEN regexp_full_match({trim}, '{_KEPT_TEXT}') THEN nullif({bare}, '') "
            f"ELSE {trimmed} END"
        )
    nulls = [t.strip() for t in column.null_texts if t.strip()] if column else []
    if not nulls:
        return f"({trimmed})"
    words = ", ".join(quoted(t) for t in nulls)
    return f"CASE WHEN ({trimmed}) IN ({words}) THEN NULL ELSE ({trimmed}) END"


def cleaned(column: Column, place: int, raw: Raw) -> str:
    """Return SQL for the text of the cells of a column; see `clean`, and of a day `day_of`."""
    text = clean(f"c{place}", raw.blanks, column, spreadsheet_texts=raw.spreadsheet_texts)
    if column.type is ColumnType.DATE or column.grain == "dag":
        text = day_of(text)
    if raw.plain or column.type not in _WORDS:
        return text
    return f"CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE zelfde_tekst({text}) END"


def cell_of(
    column: Column,
    dataset: Dataset,
    raw: Raw,
    place: int | None,
    mark: DecimalMark,
    thousands: bool,
    sent: Period | None = None,
) -> ColumnSql:
    """Return the SQL of one column of a dataset.

    Shape:    a column, where it stands in the file, the decimal mark of the file, and the period
              that was sent, to which its dates and moments relate as declared -> ColumnSql.
    Unit:     with `unit_column` the value is converted to `unit` by an exact factor.
    Missing:  a column that is not in the file is NULL in every row.
    Rounding: none; more decimals than `scale` after conversion is a problem of the cell.
    Errors:   none; the pack loader refuses units that do not fit.
    Source:   docs/leveren.md.
    """
    text = "NULL::VARCHAR" if place is None else cleaned(column, place, raw)
    t = text_name(column.name)
    known = place in raw.kinds
    if column.type not in (ColumnType.INTEGER, ColumnType.DECIMAL):
        value, problems = _value(column, dataset)
        if column.type in (ColumnType.DATE, ColumnType.TIMESTAMP):
            value, problems = _dated(column, dataset, value, problems, sent)
        if known and column.type is ColumnType.PERIOD and column.grain != "dag":
            made = f"{kind_name(column.name)} % {FORMATS} = {DATE}"  # of 2024-07, by a spreadsheet
            value = f"CASE WHEN NOT ({made}) THEN {value} END"
            problems = (("geen-periode", made), *problems)
        if known and column.type in (ColumnType.TEXT, ColumnType.CODE):
            no_text = _no_text(column)
            value = f"CASE WHEN NOT ({no_text}) THEN {value} END"
            problems = (("geen-tekst", no_text), *problems)
        return ColumnSql(column, text, None, value, problems, known, _remarks(column, known))
    if known and place not in raw.typed_numbers:
        return _of_mixed_cells(column, text)
    number = plain_number(t, mark, thousands)
    if mark is DecimalMark.POINT and not thousands:  # the text is already what we compute with
        value, problems = _quantity(column, t)
        return ColumnSql(
            column, text, None, value, (("geen-getal", f"({number}) IS NULL"), *problems), known
        )
    n = number_name(column.name)
    value, problems = _quantity(column, n)
    return ColumnSql(column, text, number, value, (("geen-getal", f"{n} IS NULL"), *problems))


def _of_mixed_cells(column: Column, text: str) -> ColumnSql:
    """Return the SQL of a quantity of which each cell says what it is, and how it is shown."""
    t, n, k = text_name(column.name), number_name(column.name), kind_name(column.name)
    base, shown = f"{k} % {FORMATS}", f"{k} // {FORMATS}"
    percent = f"{shown} = {PERCENT}" if column.unit != "ratio" else "false"
    number = (
        f"CASE WHEN {percent} THEN NULL "
        f"WHEN {base} = {NUMBER} THEN {plain_number(t, DecimalMark.POINT, False)} "
        f"WHEN {base} = {TEXT} THEN {one_reading(t)} END"
    )
    value, problems = _quantity(column, n)
    return ColumnSql(
        column, text, number, value,
        (("percentage-cel", f"({percent}) AND {base} = {NUMBER}"),
         ("tijdsduur", f"{base} = {DURATION}"), ("geen-getal", f"{n} IS NULL"), *problems),
        True, _remarks(column, True),
    )  # fmt: skip


def _remarks(column: Column, known: bool) -> tuple[tuple[str, str], ...]:
    """Return what is remarkable in how a cell is shown, though its value can be read."""
    if not known:
        return ()
    k = kind_name(column.name)
    seen = [("cel-onzichtbaar", f"{k} // {FORMATS} = {INVISIBLE}")]
    if column.type in (ColumnType.INTEGER, ColumnType.DECIMAL):
        seen.append(("getal-geschaald", f"{k} // {FORMATS} = {SCALED}"))
    return tuple(seen)


def _no_text(column: Column) -> str:
    """Return SQL that is true for a cell that holds no text but shows like one."""
    k, t = kind_name(column.name), text_name(column.name)
    odd = ", ".join(str(s) for s in (PERCENT, SCALED, PADDED))
    return (
        f"{k} % {FORMATS} IN ({DATE}, {BOOLEAN}) OR ({k} % {FORMATS} = {NUMBER} AND "
        f"({k} // {FORMATS} IN ({odd}) OR abs(TRY_CAST({t} AS DOUBLE)) >= 1e15))"
    )


def _dated(
    column: Column,
    dataset: Dataset,
    value: str,
    problems: tuple[tuple[str, str], ...],
    sent: Period | None,
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the value where it may stand beside the period of the delivery, and else what."""
    likely = sane(f"({value})", column.type, column.lies)
    inside = None
    if dataset.kind == "geleverd" or column.dated is not None:
        inside = within(f"({value})", column.type, column.lies, sent)
    may = f"{likely} AND {inside}" if inside else likely
    if inside and sent is not None and _says_the_year(column, sent):
        may = inside
    found = [("jaar-onwaarschijnlijk", f"NOT {likely}")]
    if inside:
        found.append(("periode-buiten-levering", f"NOT {inside}"))
    return f"CASE WHEN {may} THEN {value} END", (*found, *problems)


def _says_the_year(column: Column, sent: Period) -> bool:
    """Whether what lies in the period lies in the years that can be meant: one test the less."""
    lies = column.lies
    first, last = sent.start.year, sent.last_day.year
    within_years = lies.first_year < first and last < lies.last_year
    return lies.relation is DatedAs.WITHIN and within_years


def _quantity(column: Column, n: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return _integer(n) if column.type is ColumnType.INTEGER else _decimal(column, n)


def _value(column: Column, dataset: Dataset) -> tuple[str, tuple[tuple[str, str], ...]]:
    t = text_name(column.name)
    match column.type:
        case ColumnType.DATE:
            return _date(t), (("geen-datum", "true"),)
        case ColumnType.TIMESTAMP:
            return _timestamp(t)
        case ColumnType.BOOLEAN:
            return _boolean(t), (("geen-ja-nee", "true"),)
        case ColumnType.CODE | ColumnType.TEXT:
            return _text(column, dataset)
        case ColumnType.ORGANISATION:
            return _looked_up(column, ("organisatie-andere",), "organisatie-onbekend")
        case _:  # a period; quantities do not come here
            faults = ("periode-korrel", "jaar-onwaarschijnlijk", "periode-buiten-levering")
            return _looked_up(column, faults, "geen-periode")


def _looked_up(
    column: Column, faults: tuple[str, ...], unknown: str
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the value that `lookup` found, and the faults it names."""
    fault = name("!" + column.name)
    named = tuple((code, f"{fault} = '{code}'") for code in faults)
    return name("@" + column.name), (*named, (unknown, "true"))


def _integer(n: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    whole = r"[+-]?(?:[0-9]+(?:\.0+)?|\.0+)"
    fits = r"[+-]?(?:0*[0-9]{1,18}(?:\.0+)?|\.0+)"  # as many digits as a number with decimals
    value = f"CASE WHEN regexp_full_match({n}, '{fits}') THEN TRY_CAST({n} AS BIGINT) END"
    return value, (
        ("geen-geheel-getal", f"NOT regexp_full_match({n}, '{whole}')"),
        ("getal-te-groot", "true"),
    )


def _decimal(column: Column, n: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    scale = scale_of(column)
    if column.unit_column is None:
        value = (
            f"CASE WHEN regexp_full_match({n}, '{_fits(scale)}') "
            f"THEN TRY_CAST({n} AS DECIMAL(18, {scale})) END"
        )
        return value, (
            ("te-veel-decimalen", f"NOT regexp_full_match({n}, '{_fits(scale)}')"),
            ("getal-te-groot", "true"),
        )
    return _converted(column, n, scale)


def _fits(decimals: int) -> str:
    """Return the shape of a number with at most so many decimals, apart from trailing zeros."""
    some = rf"[0-9]{{1,{decimals}}}0*|" if decimals else ""
    behind = rf"\.(?:{some}0+)"
    return rf"[+-]?(?:[0-9]+(?:{behind})?|{behind})"


def _converted(column: Column, n: str, scale: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    u = text_name(column.unit_column or "")
    branches, shapes = [], []
    for code, ours in (column.unit_codes or {}).items():
        factor = units.factor(ours, column.unit or "")
        allowed = _decimals_before(factor, scale)
        literal = f"CAST({format(factor, 'f')} AS DECIMAL({_width(factor)}))"
        product = f"CAST(TRY_CAST({n} AS DECIMAL(18, {allowed})) AS DECIMAL(38, {allowed}))"
        product = f"({product} * {literal})"
        exact = f"{product} = TRY_CAST({product} AS DECIMAL(38, {scale}))"
        branches.append(
            f"WHEN {u} = {quoted(code)} THEN CASE WHEN regexp_full_match({n}, '{_fits(allowed)}') "
            f"AND {exact} THEN TRY_CAST({product} AS DECIMAL(18, {scale})) END"
        )
        shapes.append(
            f"({u} = {quoted(code)} AND NOT coalesce(regexp_full_match({n}, '{_fits(allowed)}') "
            f"AND ({exact} OR {product} IS NULL), false))"
        )
    codes = ", ".join(quoted(c) for c in column.unit_codes or {})
    value = f"CASE {' '.join(branches)} ELSE NULL::DECIMAL(18, {scale}) END"
    return value, (
        ("eenheid-onbekend", f"{u} IS NULL OR {u} NOT IN ({codes})"),
        ("te-veel-decimalen", " OR ".join(shapes) or "false"),
        ("getal-te-groot", "true"),
    )


def _decimals_before(factor: Decimal, scale: int) -> int:
    """Return how many decimals a value may have so that times `factor` it keeps within `scale`."""
    exponent = factor.normalize().as_tuple().exponent
    return max(0, min(15, scale + int(exponent)))


def _width(factor: Decimal) -> str:
    _, digits, exponent = Decimal(format(factor, "f")).as_tuple()
    decimals = max(0, -int(exponent))
    return f"{max(len(digits), decimals + 1)}, {decimals}"


def _date(t: str) -> str:
    """Return a date; a cast alone takes more forms than we promise."""
    whole = f"{t} LIKE '____-__-__' AND strlen({t}) = 10 AND {t} >= '0' AND right({t}, 1) >= '0'"
    return (
        f"CASE WHEN {whole} THEN TRY_CAST({t} AS DATE) "
        f"WHEN regexp_full_match({t}, '{_DUTCH_DATE}') "
        f"THEN CAST(try_strptime({t}, '%d-%m-%Y') AS DATE) END"
    )


def _timestamp(t: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    moment = f"CAST(TRY_CAST({t} AS TIMESTAMPTZ) AS TIMESTAMP)"
    usual = (  # the usual form first, because a regular expression costs more
        f"{t} LIKE '____-__-__T__:__:__Z' AND strlen({t}) = 20 AND {t} >= '0' "
        f"AND substr({t}, 12, 1) >= '0'"
    )
    value = (
        f"CASE WHEN {usual} THEN {moment} "
        f"WHEN regexp_full_match({t}, '{_TIME}{_ZONE}') THEN {moment} END"
    )
    return value, (
        ("tijdstip-twee-keer", f"ends_with({t}, '{TWICE}')"),
        ("tijdstip-bestaat-niet", f"ends_with({t}, '{NEVER}')"),
        ("tijdstip-zonder-zone", f"regexp_full_match({t}, '{_TIME}')"),
        ("geen-tijdstip", "true"),
    )


def _boolean(t: str) -> str:
    return (
        f"CASE WHEN lower({t}) IN ('ja', 'true', 'waar', '1') THEN true "
        f"WHEN lower({t}) IN ('nee', 'false', 'onwaar', '0') THEN false END"
    )


def _text(column: Column, dataset: Dataset) -> tuple[str, tuple[tuple[str, str], ...]]:
    t = text_name(column.name)
    quantities = [c for c in dataset.columns if c.unit_column == column.name]
    if quantities:
        mapping = {k: v for c in quantities for k, v in (c.unit_codes or {}).items()}
        targets = {c.unit for c in quantities}
        one = next(iter(targets)) if len(targets) == 1 else None
        cases = " ".join(f"WHEN {quoted(k)} THEN {quoted(one or v)}" for k, v in mapping.items())
        return f"CASE {t} {cases} END", (("eenheid-onbekend", "true"),)
    if column.codes:
        codes = ", ".join(quoted(c) for c in column.codes)
        return f"CASE WHEN {t} IN ({codes}) THEN {t} END", (("code-onbekend", "true"),)
    bad = text_problems(t)
    suspicious = f"regexp_matches({t}, '{SUSPICIOUS}') OR strlen({t}) > {MAX_CELL_CHARS}"
    any_bad = " OR ".join(f"({condition})" for _, condition in bad)
    return f"CASE WHEN ({suspicious}) AND ({any_bad}) THEN NULL ELSE {t} END", bad


def text_problems(t: str) -> tuple[tuple[str, str], ...]:
    """Return what may be wrong with free text: personal data, control characters, length."""
    return (
        ("persoonsgegeven-bsn", f"heeft_bsn({t})"),
        ("persoonsgegeven-email", f"regexp_matches({t}, '{EMAIL}')"),
        ("geen-tekst", f"regexp_full_match({t}, '{SHORTENED}')"),
        ("tekst-verminkt", f"regexp_matches({t}, '{MANGLED}')"),
        ("tekst-met-codes", f"regexp_matches({t}, '{ENCODED}')"),
        ("stuurteken", f"regexp_matches({t}, '{CONTROL}')"),
        ("cel-te-lang", f"strlen({t}) > {MAX_CELL_CHARS}"),
    )
