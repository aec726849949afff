"""A file becomes findings, or accepted rows, or a delivery: the three entrances of this package."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verantwoord.deliveries.asked import check_asked
from verantwoord.deliveries.cells import name
from verantwoord.deliveries.chain import replaced_by_this
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.definition import definition_sha256
from verantwoord.deliveries.errors import NotDelivered, Refused, UnreadableFile
from verantwoord.deliveries.identity import new_id, readable, sha256_of
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.index_file import forget
from verantwoord.deliveries.judged import (
    CheckReport,
    check_named,
    checked,
    explained,
    judged,
    unreadable,
)
from verantwoord.deliveries.ledger import (
    Claim,
    Entry,
    as_bytes,
    cells_of_rows,
    check_overlap,
    entry,
    judge_entry,
    likeness,
)
from verantwoord.deliveries.log import append, locked
from verantwoord.deliveries.lookup import Sent
from verantwoord.deliveries.mapping import UsedMap, mapping_for, read_mapping
from verantwoord.deliveries.placing import placing, remove_unlogged
from verantwoord.deliveries.private_copy import private_copy
from verantwoord.deliveries.reading import Progress, Reading, opened
from verantwoord.deliveries.same_keys import judge_keys
from verantwoord.deliveries.table_rules import Previous
from verantwoord.deliveries.verdict import Findings
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.cells import parts, smallest_period
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import AcceptedWarning, Delivery
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.sql_types import sql_type
from verantwoord.scratch import place_whole, scratch_folder, write_whole

# what was received before has its say: (open file, its accepted rows, verdict so far) -> entry
Beside = Callable[[Reading, Path, Findings], Entry]
Told = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Rows that were written: the hash of what they say, and of the bytes of the file."""

    checked: CheckReport
    rows_sha256: str
    stored_sha256: str
    warnings: tuple[AcceptedWarning, ...] = ()
    entry: Entry = Entry(())  # noqa: RUF009 - an immutable value


def check(
    file: Path,
    dataset: Dataset,
    pack: Pack,
    organisation: str | None = None,
    period: Period | None = None,
    previous: Previous | None = None,
    *,
    mapping: UsedMap | None = None,
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> CheckReport:
    """Say everything that is wrong with a file, without storing anything.

    Shape:    one file and its dataset -> CheckReport.
    Unit:     values are judged in the units of the dataset.
    Missing:  per column (`required`) and per rule (`missing`); never a default. Without a period
              the dataset judges as it is defined now.
    Errors:   none for whatever is in the file; OSError when it cannot be opened.
    Source:   the dataset definition; EXAMPLES 7.
    """
    try:
        sent = Sent(organisation, period, mapping)
        with (
            private_copy(Path(file)) as copy,
            opened(copy, dataset.on(sent.day), pack, sent, language, progress) as reading,
        ):
            return checked(judged(reading, previous, progress), reading.raw.sheet)
    except UnreadableFile as error:
        return unreadable(error, language)


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
    Errors:   Refused with all findings; then `out` does not exist.
    Source:   DESIGN 1 and 4; the same file gives the same bytes.
    """
    try:
        sent = Sent(organisation, period)
        with private_copy(Path(file)) as copy:
            return _accepted(
                copy, dataset.on(sent.day), pack, sent, out, previous,
                lambda *_: Entry(()), explanations or {}, language, progress,
            )  # fmt: skip
    except UnreadableFile as error:
        refused = unreadable(error, language)
        raise Refused(refused.findings, refused.counts) from error


def _accepted(
    copy: Path,
    dataset: Dataset,
    pack: Pack,
    sent: Sent,
    out: Path,
    previous: Previous | None,
    beside: Beside,
    explanations: Mapping[str, str],
    language: str,
    progress: Progress,
) -> Accepted:
    """Judge a file of our own and write its rows; `out` is gone again when it is refused."""
    from verantwoord.deliveries.canonical_rows import rows_sha256  # `check` needs no Arrow

    with opened(copy, dataset, pack, sent, language, progress) as reading:
        verdict = judged(reading, previous, progress)
        if checked(verdict, None).blocked:
            explained(checked(verdict, reading.raw.sheet), explanations)  # raises
        progress("schrijven")
        write_parquet(reading, out)
        try:
            made = beside(reading, out, verdict)
            found = checked(verdict, reading.raw.sheet)
            warnings = explained(found, explanations)
        except BaseException:
            out.unlink(missing_ok=True)
            raise
    return Accepted(found, rows_sha256(out), sha256_of(out), warnings, made)


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
    unasked: bool = False,
    mapping: bytes | None = None,
    language: str = "nl",
    progress: Progress = lambda _: None,
    told: Told = lambda _: None,
) -> Delivery:
    """Check a file and take it in, as a first delivery or as the correction of earlier ones.

    Shape:    one file -> Delivery; the workspace is before or after, never between.
    Unit:     as in the dataset.
    Missing:  findings that may stay without an explanation are told to `told`. Without `mapping`
              the workspace says which mapping is for the period; of b"" the file has our own form.
    Errors:   Refused(findings); NotDelivered when it does not fit what was asked or received.
    Source:   DESIGN 4: a correction never overwrites; adr/2026-11-26-facts-before-files.md
    """
    dataset, who = _named(workspace.pack, dataset_id, organisation, period)
    check_named(explanations or {}, dataset)
    check_asked(workspace.pack, dataset, who, period, unasked)
    used = used_mapping(workspace, dataset_id, who, period, mapping)
    order = _Order(
        workspace, Claim(dataset.on(period.start), who, period, "", (), unasked), Path(file),
        received_on, (replaces,) if isinstance(replaces, str) else tuple(replaces or ()),
        readable(reason) if reason else reason,
        {k: readable(v).strip() for k, v in (explanations or {}).items()}, used, language,
        progress, told,
    )  # fmt: skip
    try:
        return order.carry_out()
    except sqlite3.DatabaseError:  # the index is broken, not the log: make it anew, once
        forget(workspace.index_path)
        return order.carry_out()


@dataclass(frozen=True, slots=True)
class _Order:
    """One delivery that is being made."""

    workspace: Workspace
    claim: Claim
    file: Path
    received_on: dt.date
    replaces: tuple[str, ...]
    reason: str | None
    explanations: Mapping[str, str]
    mapping: UsedMap | None
    language: str
    progress: Progress
    told: Told

    def carry_out(self) -> Delivery:
        try:
            with private_copy(self.file) as copy:
                return self._of(copy, sha256_of(copy))
        except UnreadableFile as error:
            refused = unreadable(error, self.language)
            raise Refused(refused.findings, refused.counts) from error

    def _of(self, copy: Path, digest: str) -> Delivery:
        w = self.workspace
        with w.index() as index, scratch_folder(w.unfinished) as ours:
            remove_unlogged(w, index)
            claim = self._claim(index, digest)
            identity = new_id(index, claim)
            rows = ours / f"{identity}.parquet"
            accepted = _accepted(
                copy, claim.dataset, w.pack,
                Sent(claim.organisation, claim.period, self.mapping), rows,
                _earlier(w, index, claim), self._beside(claim, index), self.explanations,
                self.language, self.progress,
            )  # fmt: skip
            delivery = self._delivery(identity, claim, accepted)
            self._commit(index, delivery, copy, rows)
        for key, found in accepted.checked.kinds.items():
            if key not in self.explanations:
                self.told(found)
        return delivery

    def _claim(self, index: Index, digest: str) -> Claim:
        digests = (digest, self._mapping_sha256)
        old = replaced_by_this(index, self.claim.dataset.id, digests, self.replaces, self.reason)
        return replace(self.claim, file_sha256=digest, replaces=old)

    @property
    def _mapping_sha256(self) -> str:
        return self.mapping.sha256 if self.mapping else ""

    def _beside(self, claim: Claim, index: Index) -> Beside:
        def beside(reading: Reading, rows: Path, verdict: Findings) -> Entry:
            cells = cells_of_rows(reading.con, rows, claim.dataset) if claim.keeps_cells else ()
            like = likeness(reading.con, rows, claim.dataset)
            made = entry(claim, cells, self.workspace.pack, index, like)
            judge_entry(claim, made, self.explanations, index, verdict, self.language)
            judge_keys(reading, rows, claim, index, self.workspace.rows_path, verdict)
            if claim.keeps_cells and not made.covered(self.explanations):
                found = checked(verdict, reading.raw.sheet)
                raise Refused(found.findings, found.counts, found.unlisted)
            return made

        return beside

    def _delivery(self, identity: str, claim: Claim, accepted: Accepted) -> Delivery:
        cells = accepted.entry.covered(self.explanations)
        return Delivery(
            id=identity,
            dataset=claim.dataset.id,
            organisation=claim.organisation,
            period=claim.period,
            file_name=readable(self.file.name),
            file_sha256=claim.file_sha256,
            rows_sha256=accepted.rows_sha256,
            stored_sha256=accepted.stored_sha256,
            rows=accepted.checked.rows,
            received_on=self.received_on,
            replaces=tuple(d.id for d in claim.replaces),
            reason=self.reason if claim.replaces else None,
            warnings=accepted.warnings,
            sheet=accepted.checked.sheet,
            cells_sha256=hashlib.sha256(as_bytes(cells)).hexdigest(),
            cells=cells,
            ended=accepted.entry.ended(self.explanations),
            likeness=accepted.entry.likeness,
            definition_sha256=definition_sha256(
                claim.dataset, self.workspace.pack, claim.period.start
            ),
            unasked=claim.unasked,
            mapping_sha256=self._mapping_sha256,
        )

    def _commit(self, index: Index, delivery: Delivery, copy: Path, rows: Path) -> None:
        """Give everything its place, then write the line; under the lock, so no fork slips in."""
        w = self.workspace
        with locked(w.path):
            index.catch_up()
            claim = self._claim(index, delivery.file_sha256)
            if new_id(index, claim) != delivery.id:
                raise NotDelivered(
                    "er kwam intussen een andere levering. Lever opnieuw aan.",
                    "another delivery came in meanwhile. Deliver again.",
                )
            check_overlap(claim, delivery.cells, index)
            stored, cells = w.file_path(delivery), rows.with_suffix(".cells")
            with placing(w, delivery):
                if not stored.exists():
                    place_whole(Path(shutil.copyfile(copy, rows.with_suffix(".file"))), stored)
                if self.mapping and not w.mapping_path(self.mapping.sha256).exists():
                    write_whole(w.mapping_path(self.mapping.sha256), self.mapping.content)
                cells.write_bytes(as_bytes(delivery.cells))
                place_whole(cells, w.cells_path(delivery))
                place_whole(rows, w.rows_path(delivery))
                append(w.log_path, delivery, index.tail)
            if not index.caught_up():
                forget(w.index_path)  # the line is there; the next makes the index anew


def used_mapping(
    workspace: Workspace, dataset: str, organisation: str, period: Period, given: bytes | None
) -> UsedMap | None:
    """Return the mapping that a file is read with: the given one, or that of the workspace."""
    if given is not None:
        return read_mapping(given, "mapping", workspace.pack) if given else None
    return mapping_for(workspace.mapping_folder, workspace.pack, dataset, organisation, period)


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


def _named(pack: Pack, dataset_id: str, organisation: str, period: Period) -> tuple[Dataset, str]:
    dataset = pack.datasets.get(dataset_id)
    if dataset is None or dataset.kind == "afgeleid":
        known = ", ".join(d.id for d in pack.datasets.values() if d.kind != "afgeleid")
        raise NotDelivered(
            f"dataset '{dataset_id}' is er niet. Bekend zijn: {known}.",
            f"there is no dataset '{dataset_id}'. Known are: {known}.",
        )
    found = pack.organisations.find(organisation, period.start)
    if found is None:
        raise NotDelivered(
            f"organisatie '{organisation}' kennen we niet op {period.start}. "
            "Gebruik de id uit organisations.yaml.",
            f"organisation '{organisation}' is not known on {period.start}. "
            "Use the id from organisations.yaml.",
        )
    return dataset, found.id


def _earlier(workspace: Workspace, index: Index, claim: Claim) -> Previous:
    """Return how earlier periods are found: by the cells, in whatever files they came."""
    dataset = claim.dataset

    def of(period: Period, who: list[str]) -> list[Path] | None:
        if not claim.keeps_cells:
            named = index.named(dataset.id, claim.organisation, period)
            return [workspace.rows_path(d) for d in named] or None
        inside = parts(period, smallest_period(dataset))
        found = [index.about(dataset.id, w, p) for p in inside for w in who]
        if not found or not all(found):
            return None
        return [workspace.rows_path(d) for d in {d.id: d for some in found for d in some}.values()]

    return lambda periods, who: [of(p, who) for p in periods]
