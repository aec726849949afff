"""A file becomes findings, or accepted rows, or a delivery: the three entrances of this package."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.cells import name
from verantwoord.deliveries.chain import place_in_chain
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.errors import NotDelivered, Refused, UnreadableFile
from verantwoord.deliveries.judge import Verdict, judge_rows
from verantwoord.deliveries.log import append, canonical, locked, read_log
from verantwoord.deliveries.lookup import Sent
from verantwoord.deliveries.messages import CATALOGUE, RULE_CODES, Place, finding
from verantwoord.deliveries.reading import Progress, Reading, opened
from verantwoord.deliveries.table_rules import Previous, judge_previous, judge_table
from verantwoord.deliveries.workspace import Workspace, copy_atomically, half, move_atomically
from verantwoord.model.dataset import Dataset, Severity
from verantwoord.model.delivery import AcceptedWarning, Delivery
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.sql_types import sql_type


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said about a file. Nothing was stored."""

    findings: tuple[Finding, ...]  # worst first, at most 1,000
    counts: Mapping[str, int]  # all findings, by rule id or built-in code
    rows: int
    sheet: str | None = None
    notes: tuple[str, ...] = ()  # rules that could not be judged, and why

    @property
    def total(self) -> int:
        """How many findings there are, shown or not."""
        return sum(self.counts.values())

    @property
    def blocked(self) -> bool:
        """Say whether a finding blocks acceptance."""
        return any(f.severity is Severity.BLOCKS for f in self.findings)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Rows that were written: the hash of what they say, and of the bytes of the file."""

    checked: Checked
    rows_sha256: str
    stored_sha256: str
    warnings: tuple[AcceptedWarning, ...] = field(default=())


def check(
    file: Path,
    dataset: Dataset,
    pack: Pack,
    organisation: str | None = None,
    period: Period | None = None,
    previous: Previous | None = None,
    *,
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> Checked:
    """Say everything that is wrong with a file, without storing anything.

    Shape:    one file and its dataset -> Checked.
    Unit:     values are judged in the units of the dataset.
    Missing:  per column (`required`) and per rule (`missing`); never a default.
    Rounding: none.
    Errors:   none for whatever is in the file; OSError when it cannot be opened.
    Source:   the dataset definition; EXAMPLES 7.
    """
    try:
        sent = Sent(organisation, period)
        with opened(Path(file), dataset, pack, sent, language, progress) as reading:
            return _judged(reading, previous, progress)
    except UnreadableFile as error:
        return _unreadable(error, language)


def accept(
    file: Path,
    dataset: Dataset,
    pack: Pack,
    organisation: str,
    period: Period,
    out: Path,
    previous: Previous | None = None,
    *,
    explanations: Mapping[str, str] | None = None,
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> Accepted:
    """Check a file and write its rows to `out` as Parquet when nothing blocks.

    Shape:    one file -> Parquet with `_organisatie`, `_periode`, `_rij` and the columns.
    Unit:     quantities are in `unit` of their column.
    Missing:  an empty cell is NULL, never 0.
    Rounding: none.
    Errors:   Refused with all findings; then `out` does not exist.
    Source:   DESIGN 1 and 4; the same file gives the same bytes.
    """
    from verantwoord.deliveries.canonical_rows import rows_sha256  # `check` needs no Arrow

    try:
        sent = Sent(organisation, period)
        with opened(Path(file), dataset, pack, sent, language, progress) as reading:
            checked = _judged(reading, previous, progress)
            warnings = _explained(checked, explanations or {})
            progress("schrijven")
            write_parquet(reading, out)
    except UnreadableFile as error:
        refused = _unreadable(error, language)
        raise Refused(refused.findings, refused.counts) from error
    return Accepted(checked, rows_sha256(out), sha256_of(out), warnings)


def deliver(
    workspace: Workspace,
    dataset_id: str,
    organisation: str,
    period: Period,
    file: Path,
    received_on: dt.date,
    replaces: str | Sequence[str] | None = None,
    reason: str | None = None,
    explanations: Mapping[str, str] | None = None,
    *,
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> Delivery:
    """Check a file and take it in, as a first delivery or as the correction of an earlier one.

    Shape:    one file -> Delivery; the workspace is before or after, never between.
    Unit:     as in the dataset.
    Missing:  none.
    Rounding: none.
    Errors:   Refused(findings); NotDelivered when it does not fit what was received before.
    Source:   DESIGN 4: a correction never overwrites; forks are refused.
    """
    dataset, who = _named(workspace.pack, dataset_id, organisation, period)
    file = Path(file)
    digest = sha256_of(file)
    named = (replaces,) if isinstance(replaces, str) else tuple(replaces or ())
    known = workspace.deliveries()
    old = place_in_chain(known, dataset.id, who, period, digest, named, reason)
    new_id = delivery_id(dataset.id, who, period, digest, (old.id,) if old else ())
    rows_path = workspace.path / "rows" / dataset.id / f"{new_id}.parquet"
    temporary = half(rows_path)
    try:
        accepted = accept(
            file,
            dataset,
            workspace.pack,
            who,
            period,
            temporary,
            _earlier(workspace, dataset, who),
            explanations=explanations,
            language=language,
            progress=progress,
        )
        delivery = Delivery(
            id=new_id,
            dataset=dataset.id,
            organisation=who,
            period=period,
            file_name=file.name,
            file_sha256=digest,
            rows_sha256=accepted.rows_sha256,
            stored_sha256=accepted.stored_sha256,
            rows=accepted.checked.rows,
            received_on=received_on,
            replaces=(old.id,) if old else (),
            reason=reason if old else None,
            warnings=accepted.warnings,
            sheet=accepted.checked.sheet,
        )
        _commit(workspace, delivery, file, temporary, named, reason)
    finally:
        temporary.unlink(missing_ok=True)
    return delivery


def _commit(
    workspace: Workspace,
    delivery: Delivery,
    file: Path,
    rows: Path,
    replaces: tuple[str, ...],
    reason: str | None,
) -> None:
    """Give everything its place and then write the line; under the lock, so no fork slips in."""
    with locked(workspace.path):
        known, last, whole = read_log(workspace.log_path)
        place_in_chain(
            known, delivery.dataset, delivery.organisation, delivery.period,
            delivery.file_sha256, replaces, reason,
        )  # fmt: skip
        stored = workspace.file_path(delivery)
        if not stored.exists():
            copy_atomically(file, stored)
            if sha256_of(stored) != delivery.file_sha256:
                stored.unlink()
                raise NotDelivered(f"{file} veranderde tijdens het lezen. Lever opnieuw aan.")
        move_atomically(rows, workspace.rows_path(delivery))
        append(workspace.log_path, delivery, last, whole)
        workspace.remove_leftovers()


def delivery_id(
    dataset: str, organisation: str, period: Period, file_sha256: str, replaces: Sequence[str]
) -> str:
    """Return the id of a delivery: a hash over what it is.

    Shape:    what it is -> 64 hexadecimal digits.
    Missing:  a first delivery replaces nothing: null. Ids of several are one text, with blanks.
    Source:   DESIGN 4.
    """
    what = {
        "dataset": dataset,
        "organisation": organisation,
        "period": str(period),
        "file_sha256": file_sha256,
        "replaces": " ".join(replaces) or None,
    }
    return hashlib.sha256(canonical(what)).hexdigest()


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_parquet(reading: Reading, out: Path) -> None:
    """Write the accepted rows; the same file gives the same bytes, whatever the threads."""
    columns = ", ".join(
        f"{name(c.name)}::{sql_type(c)} AS {name(c.name)}" for c in reading.dataset.columns
    )
    reading.con.execute(
        f"COPY (SELECT _organisatie::VARCHAR AS _organisatie, _periode::VARCHAR AS _periode, "
        f"_rij::INTEGER AS _rij, {columns} FROM rijen ORDER BY _rij) TO {quoted(str(out))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, PARQUET_VERSION v1)"
    )


def _judged(reading: Reading, previous: Previous | None, progress: Progress) -> Checked:
    verdict = Verdict(reading.rows)
    for found in reading.findings:
        verdict.add(found)
    for code, count in reading.raw.counts.items():
        verdict.counts[code] = count
    if reading.usable and reading.rows:
        progress("regels")
        day = reading.sent.period.start if reading.sent.period else None
        judge_rows(reading, verdict, day)
        judge_table(reading, verdict, day)
        judge_previous(reading, verdict, day, previous)
    return Checked(
        tuple(worst_first(verdict.findings)[: limits.MAX_SHOWN]),
        dict(sorted(verdict.counts.items())),
        verdict.rows,
        reading.raw.sheet,
        tuple(verdict.notes),
    )


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Sort findings: what blocks first, then about the file, then persons, then by row."""
    order = {code: i for i, code in enumerate((*CATALOGUE, *RULE_CODES.values()))}

    def rank(f: Finding) -> tuple[bool, bool, bool, int, int, str]:
        personal = f.code.startswith("persoonsgegeven")
        about_rows = f.row is not None and f.row > 1
        return (
            f.severity is not Severity.BLOCKS,
            not personal,
            about_rows,
            f.row or 0,
            order[f.code],
            f.rule,
        )

    return sorted(findings, key=rank)


def _unreadable(error: UnreadableFile, language: str) -> Checked:
    row = int(error.where) if error.where.isdigit() else None
    found = finding(error.code, Place(row=row), language, **error.values)
    return Checked((found,), {error.code: 1}, 0)


def _explained(checked: Checked, explanations: Mapping[str, str]) -> tuple[AcceptedWarning, ...]:
    """Return the accepted warnings; refuse when something blocks or a warning has no reason."""
    warned: dict[str, Finding] = {}
    for f in checked.findings:
        if f.severity is Severity.WARNS:
            warned.setdefault(_key(f), f)
    unexplained = [k for k in warned if not explanations.get(k, "").strip()]
    if checked.blocked or unexplained:
        raise Refused(checked.findings, checked.counts)
    useless = sorted(set(explanations) - set(warned))
    if useless:
        raise NotDelivered(
            f"--accept {useless[0]}: deze regel geeft geen waarschuwing. Laat hem weg."
        )
    return tuple(
        AcceptedWarning(key, checked.counts[key], f.expected, explanations[key].strip())
        for key, f in sorted(warned.items())
    )


def _key(f: Finding) -> str:
    return f.rule if f.code in RULE_CODES.values() else f.code


def _named(pack: Pack, dataset_id: str, organisation: str, period: Period) -> tuple[Dataset, str]:
    dataset = pack.datasets.get(dataset_id)
    if dataset is None or dataset.kind == "afgeleid":
        known = ", ".join(d.id for d in pack.datasets.values() if d.kind != "afgeleid")
        raise NotDelivered(f"dataset '{dataset_id}' is er niet. Bekend zijn: {known}.")
    found = pack.organisations.find(organisation, period.start)
    if found is None:
        raise NotDelivered(
            f"organisatie '{organisation}' kennen we niet op {period.start}. "
            "Gebruik de id uit organisations.yaml."
        )
    return dataset, found.id


def _earlier(workspace: Workspace, dataset: Dataset, organisation: str) -> Previous:
    def previous(periods: list[Period]) -> list[Path | None]:
        known = workspace.current_for(dataset.id, organisation)
        return [workspace.rows_path(known[p]) if p in known else None for p in periods]

    return previous
