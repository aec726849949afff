"""One file opened for judging: from bytes to the view `rijen` with typed columns.

`ruw` holds the texts as sent, `schoon` without blanks, `rijen` the values. Of a large file all are
views, so the file is the only copy; of a small one they are tables, for there the time goes into
understanding the views again for every question. The same with `_snel` after their name have no row
number: numbering rows takes one core, so what needs no number, or can count rows afterwards, reads
those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries import limits, numbers
from verantwoord.deliveries.cells import (
    ColumnSql,
    cell_of,
    clean,
    kind_name,
    name,
    number_name,
    text_name,
)
from verantwoord.deliveries.csv_source import quoted, read_csv
from verantwoord.deliveries.database import as_written, database
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.evidence import is_filled, proofs
from verantwoord.deliveries.form import Form, form_of
from verantwoord.deliveries.header import Header, known_names, mapped_names, match_header
from verantwoord.deliveries.json_source import read_jsonl
from verantwoord.deliveries.lookup import LookUps, Sent, distinct_columns, make_tables
from verantwoord.deliveries.mapped import mapped
from verantwoord.deliveries.messages import FilePlace, finding
from verantwoord.deliveries.moments import period_text
from verantwoord.deliveries.names import normal
from verantwoord.deliveries.numbers import DecimalMark, MarkEvidence
from verantwoord.deliveries.parquet_source import read_parquet
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.spreadsheet_source import read_spreadsheet
from verantwoord.model.cells import smallest_period
from verantwoord.model.dataset import ColumnType, Dataset
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.scratch import scratch_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[str], None]
FEW = 50_000  # rows up to which a file is kept in memory as tables


@dataclass
class Reading:
    """A file that is open: its views live in `con` until the block ends."""

    con: DuckDBPyConnection
    dataset: Dataset
    pack: Pack
    sent: Sent
    language: str
    raw: Raw
    header: Header
    cells: tuple[ColumnSql, ...] = ()
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    usable: bool = True  # False: the rows could not be looked at
    ordered: bool = True  # the `_snel` views keep the rows in the order of the file
    texts: tuple[str, ...] = ()  # SQL over `ruw`: what stands in each column, without blanks
    most: int = limits.MAX_SHOWN  # findings that are asked for
    proven: bool = True  # False: that every line is one row is seen when the rows are judged
    kept: bool = False  # the steps from texts to values are tables, not views

    @property
    def counted_later(self) -> bool:
        """Say whether a table made from `rijen_snel` can be numbered afterwards."""
        return self.ordered and self.raw.first_row is not None and self.source != "rijen"

    @property
    def source(self) -> str:
        """The view that rules run over: the quick one, unless a rule asks for the row number."""
        texts = [t for r in self.dataset.rules for t in (r.check, *(r.measures or {}).values())]
        return "rijen" if any("_rij" in t for t in texts) else "rijen_snel"

    def report(self, code: str, place: FilePlace | None = None, **values: Any) -> None:
        """Add a built-in finding about the file."""
        where = place or FilePlace(self.raw.sheet)
        self.findings.append(finding(code, where, self.language, **values))

    def read_exactly(self) -> None:
        """Read the file again, in the way that knows each row; the quick way did not hold."""
        assert self.raw.slow is not None  # only the fast way is ever in doubt
        self.raw, self.proven = self.raw.slow(), True
        self.findings = [*self.raw.findings, *self.header.findings]
        _settle(self, _explore(self))


@contextmanager
def opened(
    file: Path,
    dataset: Dataset,
    pack: Pack,
    sent: Sent,
    language: str = "nl",
    progress: Progress = lambda _: None,
    most: int | None = None,
) -> Iterator[Reading]:
    """Open a file for judging; raises UnreadableFile when there is nothing to judge."""
    progress("openen")
    form, most = form_of(file), limits.MAX_SHOWN if most is None else most
    with scratch_folder() as scratch, database(scratch) as con:
        progress("lezen")
        raw = _source(file, form, dataset, sent, scratch, con, language, most)
        yield _prepared(con, raw, dataset, pack, sent, language, most)


def _source(
    file: Path,
    form: Form,
    dataset: Dataset,
    sent: Sent,
    scratch: Path,
    con: DuckDBPyConnection,
    language: str,
    most: int,
) -> Raw:
    known = known_names(dataset, sent.day)
    if sent.mapping is not None:
        says = sent.mapping.says
        known = {**dict.fromkeys(mapped_names(says), ""), **known}
        known |= {normal(c.column): ours for ours, c in says.columns.items()}
    if form is Form.CSV:
        return read_csv(file, scratch, frozenset(known), language, most)
    if form is Form.JSONL:
        return read_jsonl(file, scratch)
    if form is Form.PARQUET:
        return read_parquet(file, con)
    names = (dataset.id[:31], dataset.title.nl, dataset.title.en or dataset.title.nl)
    quantities = (ColumnType.INTEGER, ColumnType.DECIMAL)
    texts = (ColumnType.TEXT, ColumnType.CODE, ColumnType.PERIOD)
    types = {n: dataset.column(c).type for n, c in known.items() if c}
    asked = {
        n: "quantity" if t in quantities else "text"
        for n, t in types.items()
        if t in (*quantities, *texts)
    }
    return read_spreadsheet(file, form, scratch, names, (asked, frozenset(known)), language)


def _prepared(
    con: DuckDBPyConnection,
    raw: Raw,
    dataset: Dataset,
    pack: Pack,
    sent: Sent,
    language: str,
    most: int,
) -> Reading:
    says = sent.mapping.says if sent.mapping else None
    header = (
        match_header(raw, dataset, language, sent.day, says)
        if raw.header
        else Header({}, {}, (), ())
    )
    if says is not None and says.above_header is not None:
        raw.findings = [f for f in raw.findings if f.code != "kop-lager"]
    reading = Reading(con, dataset, pack, sent, language, raw, header, most=most)
    reading.findings = [*raw.findings, *header.findings]
    if says is not None and raw.header:
        reading.raw = mapped(raw, header, says, dataset, sent.period)
    if not header.places:
        reading.usable = False
        return reading
    evidence = _explored(reading)
    reading.kept = reading.rows <= FEW
    try:
        _settle(reading, evidence)
    except Irregular:
        reading.read_exactly()
    return reading


def _settle(reading: Reading, evidence: MarkEvidence) -> None:
    """Decide the decimal mark and make the views from texts to values."""
    raw, mark = reading.raw, DecimalMark.POINT
    if raw.decimal_from_text:
        mark = _decided(reading, evidence)
    elif evidence.point and evidence.comma:  # texts among the numbers of a spreadsheet
        reading.report("decimaalteken-gemengd")
    elif evidence.unclear is not None:
        reading.report("decimaalteken-onduidelijk", value=evidence.unclear)
    _make_views(reading, mark, thousands=raw.decimal_from_text and evidence.commas)


def _decided(reading: Reading, evidence: MarkEvidence) -> DecimalMark:
    mark = numbers.decide(evidence, reading.raw.separator)
    if mark is not None:
        return mark
    if evidence.point and evidence.comma:
        reading.report("decimaalteken-gemengd")
    else:
        reading.report("decimaalteken-onduidelijk", value=evidence.unclear)
    return DecimalMark.POINT


def _explored(reading: Reading) -> MarkEvidence:
    """Read the file once for what must be known before values can be made."""
    import duckdb

    try:
        return _explore(reading)
    except duckdb.Error as error:
        if reading.raw.slow is None:
            reason = str(error).splitlines()[0][:80]
            raise UnreadableFile("bestand-beschadigd", reason=reason) from error
    except Irregular:
        pass
    assert reading.raw.slow is not None  # only the fast way raises Irregular
    reading.raw = reading.raw.slow()
    reading.findings = [*reading.raw.findings, *reading.header.findings]
    return _explore(reading)


class Irregular(Exception):
    """The fast reader saw another number of rows than there are lines."""


def _explore(reading: Reading) -> MarkEvidence:
    at_most = reading.raw.at_most
    few = at_most is not None and at_most <= FEW
    with as_written(reading.con, few=few):
        _take_in(reading, few)
        return _seen(reading)


def _take_in(reading: Reading, few: bool) -> None:
    """Make `ruw`: of few rows it stands on a table, so that the file is read once.

    It is a view either way: a file that is read again may have more or fewer rows than it seemed.
    """
    con, raw = reading.con, reading.raw
    for table, arrow in raw.tables.items():
        con.register(table, arrow)
    everything = ", ".join(f"c{i}" for i in range(len(raw.header) + raw.made))
    filled = is_filled(raw)
    everything = ", ".join([everything, *(k for k in raw.kinds.values() if k.startswith("k"))])
    counted = raw.first_row is not None
    number = f"(row_number() OVER () + {(raw.first_row or 1) - 1})::INTEGER AS " if counted else ""
    ruw = f"SELECT * FROM (SELECT {number}_rij, {everything} FROM {raw.relation}) WHERE {filled}"
    if few:
        _create(con, "TABLE", {"ruw_gelezen": ruw})
        ruw = "SELECT * FROM ruw_gelezen"
    _create(con, "VIEW", {"ruw": ruw})
    without = " EXCLUDE (_rij)" if counted else ""
    quick = f"SELECT *{without} FROM ruw" if few else f"SELECT * FROM {raw.relation} WHERE {filled}"
    _create(con, "VIEW", {"ruw_snel": quick})


def _seen(reading: Reading) -> MarkEvidence:
    con, raw = reading.con, reading.raw
    wanted = distinct_columns(reading.dataset, reading.header, raw)
    asked = wanted or raw.commas or reading.header.unnamed
    if not asked and raw.expected_rows and raw.expected_rows > FEW:
        # nothing is asked of the rows yet; whether they are what they seem is seen when judged
        reading.rows, reading.proven = raw.expected_rows, False
        return MarkEvidence(False, False, None)
    quick = raw.separator == ","
    shown = proofs(reading.dataset, reading.header, raw, quick=quick)
    unnamed = [f"count(c{i}) AS leeg{i}" for i in reading.header.unnamed]
    con.execute(
        f"CREATE OR REPLACE TABLE verkend AS SELECT {', '.join([*wanted, *shown, *unnamed])}, "
        f"count(*) AS n FROM ruw_snel "
        + (f"GROUP BY {', '.join(str(i + 1) for i in range(len(wanted)))}" if wanted else "")
    )
    sums = "".join(f", coalesce(sum(leeg{i}), 0)" for i in reading.header.unnamed)
    row = con.execute(
        f"SELECT coalesce(sum(n), 0), coalesce(bool_or(punt), false), "
        f"coalesce(bool_or(komma), false), min(onduidelijk), coalesce(bool_or(kommas), false)"
        f"{sums} FROM verkend"
    ).fetchall()[0]
    if raw.expected_rows is not None and int(row[0]) != raw.expected_rows:
        raise Irregular
    reading.rows = int(row[0])
    grain = reading.dataset.grain
    silence = grain is not None and grain.without_rows == "covered"
    if reading.rows == 0 and not raw.counts and not silence:
        reading.report("geen-rijen")
    for place, count in zip(reading.header.unnamed, row[5:], strict=True):
        if count:
            reading.report("kolom-zonder-naam", FilePlace(raw.sheet, 1), number=place + 1)
    if quick and row[4]:
        shown = proofs(reading.dataset, reading.header, raw, quick=False)
        row = con.execute(f"SELECT 0, {', '.join(shown)} FROM ruw_snel").fetchall()[0]
    return MarkEvidence(bool(row[1]), bool(row[2]), row[3], bool(row[4]))


def _make_views(reading: Reading, mark: DecimalMark, *, thousands: bool) -> None:
    con, header = reading.con, reading.header
    reading.cells = tuple(
        cell_of(
            c,
            reading.dataset,
            reading.raw,
            header.places.get(c.name),
            mark,
            thousands,
            reading.sent.period,
        )
        for c in reading.dataset.columns
    )
    found = make_tables(con, reading.dataset, header, reading.pack, reading.sent)
    reading.ordered = not found.joins
    steps = _chain(reading, found, "", "_rij, ")
    counted = reading.raw.first_row is not None  # then `_snel` goes without the number
    if reading.kept:
        _keep(reading, steps)
        without = " EXCLUDE (_rij)" if counted else ""
        quick = {view: f"SELECT *{without} FROM {view}" for view in steps}
    else:
        quick = _chain(reading, found, "_snel", "" if counted else "_rij, ")
        _create(con, "VIEW", steps)
    _create(con, "VIEW", {f"{view}_snel": sql for view, sql in quick.items()})


def _keep(reading: Reading, steps: dict[str, str]) -> None:
    """Make the steps as tables: here every cell of the file is read for the first time."""
    import duckdb

    try:
        with as_written(reading.con, few=True):
            _create(reading.con, "TABLE", steps)
    except duckdb.Error as error:
        if reading.raw.slow is not None:
            raise Irregular from error
        reason = str(error).splitlines()[0][:80]
        raise UnreadableFile("bestand-beschadigd", reason=reason) from error


def _create(con: DuckDBPyConnection, kind: str, steps: dict[str, str]) -> None:
    for made, sql in steps.items():
        con.execute(f"CREATE OR REPLACE {kind} {made} AS {sql}")


def _chain(reading: Reading, found: LookUps, suffix: str, number: str) -> dict[str, str]:
    """Return the steps from texts to values, by name."""
    header, cells, raw = reading.header, reading.cells, reading.raw
    texts = [f"{cell.clean} AS {text_name(cell.column.name)}" for cell in cells]
    texts += [
        f"{clean(f'c{place}', raw.blanks)} AS {text_name(flex)}"
        for flex, place in header.flex.items()
    ]
    kinds = {c.column.name: raw.kinds[header.places[c.column.name]] for c in cells if c.kind}
    texts += [f"{kind} AS {kind_name(column)}" for column, kind in kinds.items()]
    digits = [f"{c.number} AS {number_name(c.column.name)}" for c in cells if c.number is not None]
    absent = [
        f"NULL::VARCHAR AS {name(sign + c.name)}"
        for c in reading.dataset.columns
        for sign in "@!"
        if c.type in (ColumnType.PERIOD, ColumnType.ORGANISATION) and c.name not in header.places
    ]
    values = [f"{cell.value} AS {name(cell.column.name)}" for cell in cells]
    subject = [
        f"{_subject(reading, 'organisation')} AS _organisatie",
        f"{_subject(reading, 'period')} AS _periode",
    ]
    reading.texts = tuple(texts)
    return {
        "schoon": f"SELECT {number}{', '.join(texts)} FROM ruw{suffix}",
        "getallen": f"SELECT {', '.join(['*', *digits])} FROM schoon{suffix}",
        "opgezocht": f"SELECT {', '.join(['getallen.*', *found.columns, *absent])} "
        f"FROM getallen{suffix} AS getallen {' '.join(found.joins)}",
        "rijen": f"SELECT {', '.join(['*', *subject])} FROM "
        f"(SELECT {', '.join(['*', *values])} FROM opgezocht{suffix})",
    }


def _subject(reading: Reading, role: str) -> str:
    """Return SQL for what a row is about: its own column, else what was said at delivery."""
    column = reading.dataset.role(role)
    if column is not None and column.type in (ColumnType.DATE, ColumnType.TIMESTAMP):
        grain = smallest_period(reading.dataset)
        return period_text(name(column.name), column.type, grain, reading.sent.period)
    if column is not None:
        return name(column.name)
    sent = reading.sent.organisation if role == "organisation" else reading.sent.period
    return "NULL::VARCHAR" if sent is None else f"{quoted(str(sent))}::VARCHAR"
