"""Checks a file and gives it back as a workbook with the findings in it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.form import Form, form_of
from verantwoord.deliveries.judged import CheckReport, checked, judged, unreadable
from verantwoord.deliveries.lookup import Sent
from verantwoord.deliveries.mapping import UsedMap
from verantwoord.deliveries.private_copy import private_copy
from verantwoord.deliveries.reading import Progress, Reading, opened
from verantwoord.deliveries.returned.marks import RowsPlace, marks
from verantwoord.deliveries.returned.rows import MADE, write_rows
from verantwoord.deliveries.spreadsheet_source import RETURNED, run_worker
from verantwoord.deliveries.wrong_rule import reports_to
from verantwoord.extras import require, using
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.scratch import place_whole, scratch_folder

OURS = "verantwoord_bevindingen"  # the name in a workbook that says which sheet is ours


def check_and_return(
    file: Path,
    dataset: Dataset,
    pack: Pack,
    out: Path,
    organisation: str | None = None,
    period: Period | None = None,
    *,
    mapping: UsedMap | None = None,
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> CheckReport:
    """Say everything that is wrong with a file, and write a workbook in which it is marked.

    Shape:    as `check`; an xlsx comes back as it was with colours, comments and a sheet of
              findings added; of another form its rows come back, as texts -> CheckReport with up
              to 100,000 findings, and the workbook at `out`.
    Unit:     values are shown as the sender sees them.
    Missing:  of a file that cannot be read only the sheet of findings is there.
    Errors:   none for whatever is in the file; OSError when `out` cannot be written.
    Source:   adr/2026-11-26-the-own-workbook-comes-back.md
    """
    require("spreadsheets", "lxml")
    sent = Sent(organisation, period, mapping)
    with scratch_folder() as scratch:
        try:
            with (
                private_copy(file) as copy,
                opened(
                    copy, dataset.on(sent.day), pack, sent, language, progress, limits.MAX_RETURNED
                ) as reading,
            ):
                verdict = judged(reading, None, progress)
                report = checked(verdict, reading.raw.sheet, limits.MAX_RETURNED)
                progress("teruggeven")
                made = _with_rows(copy, file.name, reading, report, pack, scratch)
        except UnreadableFile as error:
            report = unreadable(error, language)
            made = _without_rows(file.name, report, pack, scratch, language)
        with scratch_folder(out.resolve().parent) as beside:
            shutil.copyfile(made, beside / "half")
            place_whole(beside / "half", out.resolve())
    return report


def _with_rows(
    copy: Path, name: str, reading: Reading, report: CheckReport, pack: Pack, scratch: Path
) -> Path:
    language = reading.language
    raw, said = reading.raw, _said(report, pack, language)
    failure: str | None = None
    if form_of(copy) is Form.XLSX:
        layout = None
        if raw.sheet is not None and raw.first_column is not None:
            layout = RowsPlace(raw.sheet, raw.header_row, raw.first_column, reading.header.names)
        try:
            return _edited(copy, marks(name, report, layout, said, language), scratch)
        except UnreadableFile as error:
            failure = str(error.values.get("reason") or error.code)
    if not raw.header:
        return _without_rows(name, report, pack, scratch, language)
    base = scratch / "rijen.xlsx"
    made = write_rows(reading, report, base)
    above = [*said, *made.said, *([_no_edit(failure, language)] if failure else [])]
    return _edited(base, marks(name, report, made.layout, above, language), scratch)


def _without_rows(name: str, report: CheckReport, pack: Pack, scratch: Path, language: str) -> Path:
    with using("spreadsheets"):
        import xlsxwriter

    base = scratch / "leeg.xlsx"
    book = xlsxwriter.Workbook(str(base))
    book.set_properties({"created": MADE})
    book.add_worksheet(RETURNED[0 if language != "en" else 1])
    book.define_name(OURS, f"={RETURNED[0 if language != 'en' else 1]}!$A$1")
    book.close()
    return _edited(
        base, marks(name, report, None, _said(report, pack, language), language), scratch
    )


def _edited(base: Path, what: dict[str, object], scratch: Path) -> Path:
    """Have the marks put in a workbook, in a process with a limit on memory and time."""
    out = scratch / "terug.xlsx"
    order = {
        "file": str(base),
        "out": str(out),
        "ours": OURS,
        "what": what,
        "memory": limits.READER_MEMORY_BYTES,
        "seconds": limits.READER_SECONDS,
    }
    run_worker(order, scratch, "returned/edit.py")
    return out


def _said(report: CheckReport, pack: Pack, language: str) -> Sequence[str]:
    nl = language != "en"
    not_checked = [f"Niet gecontroleerd: {n}" if nl else f"Not checked: {n}" for n in report.notes]
    if not report.total:
        return not_checked
    return [
        *not_checked,
        *(said.in_language(language) for said in reports_to(pack, report.findings)),
    ]


def _no_edit(reason: str, language: str) -> str:
    return (
        f"Uw eigen werkmap kon niet worden aangevuld ({reason}). Hier staan de rijen zoals wij ze "
        "lazen, als tekst."
        if language != "en"
        else f"Your own workbook could not be added to ({reason}). Here are the rows as we read "
        "them, as texts."
    )
