"""The log of accepted deliveries: one line each, chained by hash, never rewritten.

The line is the commit point. A line is whole when it ends in a newline and its hash continues the
chain; a torn last line (the machine stopped while writing) never counted, and is cut off at the
next write. Any other break in the chain means that somebody changed the log: an error.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from verantwoord.errors import VerantwoordError
from verantwoord.model.delivery import AcceptedWarning, Cell, Delivery
from verantwoord.model.period import Period
from verantwoord.scratch import sync_folder


class LogError(VerantwoordError):
    """The log was changed after it was written."""


class Tail(NamedTuple):
    """The end of a log: how many lines are whole, up to which byte, and the last of them."""

    lines: int
    whole: int  # bytes
    last: str  # hash of the last line
    last_start: int  # where the last line begins


START = Tail(0, 0, "0" * 64, 0)


def read_log(path: Path) -> list[Delivery]:
    """Return the deliveries of a log, in order; `cells` are beside the rows and not in it.

    Shape:    one file -> deliveries.
    Missing:  no file is an empty log.
    Errors:   LogError when a line is not what was written.
    Source:   adr/2026-11-23-the-log-line-is-the-commit.md
    """
    return [delivery for delivery, _ in lines_from(path, START)]


def lines_from(path: Path, tail: Tail) -> Iterator[tuple[Delivery, Tail]]:
    """Yield the whole lines after `tail`, each with the tail that the log then has.

    Shape:    a log and where to begin -> (delivery, tail) for each line.
    Missing:  a last line without its end never counted.
    Errors:   LogError when a line does not continue the chain.
    Source:   adr/2026-11-23-the-log-line-is-the-commit.md
    """
    if not path.exists():
        return
    with path.open("rb") as stream:
        stream.seek(tail.whole)
        for line in stream:
            if not line.endswith(b"\n"):
                return
            number = tail.lines + 1
            body, stated, before = _entry(line, path, number)
            if before != tail.last:
                raise _broken(path, number)
            tail = Tail(number, tail.whole + len(line), stated, tail.whole)
            yield _delivery(body, path, number), tail


def line_at(path: Path, position: int) -> Delivery:
    """Return the delivery of the line that begins at a byte, as the log says it.

    Errors:   LogError when no whole line that belongs to its own hash begins there.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    with path.open("rb") as stream:
        stream.seek(position)
        body, _, _ = _entry(stream.readline(), path, None)
    return _delivery(body, path, None)


def append(path: Path, delivery: Delivery, tail: Tail) -> Tail:
    """Write one line after the last whole one and force it to disk; call under `locked`."""
    line, after = _line(delivery, tail)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        os.ftruncate(handle, tail.whole)
        os.lseek(handle, tail.whole, os.SEEK_SET)
        data = line
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)
    return after


def append_many(path: Path, deliveries: Iterable[Delivery], tail: Tail) -> Tail:
    """Write lines after the last whole one, forced to disk together; call under `locked`."""
    with path.open("ab") as stream:
        stream.truncate(tail.whole)
        for delivery in deliveries:
            line, tail = _line(delivery, tail)
            stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(path.parent)
    return tail


def _line(delivery: Delivery, tail: Tail) -> tuple[bytes, Tail]:
    """Return the line that comes after a tail, and the tail that the log then has."""
    line, hashed = _written(tail.last, _body(delivery))
    return line, Tail(tail.lines + 1, tail.whole + len(line), hashed, tail.whole)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the only right to write in a workspace; a killed process loses it by itself."""
    from filelock import FileLock

    with FileLock(folder / ".slot"):
        yield


def canonical(value: Any) -> bytes:
    """Return JSON with one possible text: sorted names, no blanks."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _written(before: str, body: dict[str, Any]) -> tuple[bytes, str]:
    """Return the one text of a line, and its hash."""
    text = canonical(body)
    hashed = hashlib.sha256(before.encode() + text).hexdigest()
    return b'{"before":"%b","delivery":%b,"hash":"%b"}\n' % (
        before.encode(), text, hashed.encode()
    ), hashed  # fmt: skip


def _entry(line: bytes, path: Path, number: int | None) -> tuple[dict[str, Any], str, str]:
    """Return what a line says: the delivery, its hash and that of the line before.

    Errors:   LogError for a line that is not, to the byte, what is written for what it says.
    """
    try:
        entry = json.loads(line)
        if "levering" in entry:
            raise LogError(
                f"{path} is van een eerdere versie van dit programma, die nog geen cellen kende. "
                "Begin een nieuwe werkmap en lever de bestanden uit files/ opnieuw aan.",
                f"{path} is of an earlier version of this program, which knew no cells yet. "
                "Begin a new workspace and deliver the files of files/ again.",
            )
        body, stated, before = entry["delivery"], entry["hash"], entry["before"]
        if (line, stated) != _written(before, body):
            raise ValueError("another text than is written for it")
        return body, stated, before
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _broken(path, number) from error


def _broken(path: Path, number: int | None) -> LogError:
    nl, en = (f"{path}, regel {number}", f"{path}, line {number}") if number else (path, path)
    return LogError(
        f"{nl}: het logboek is veranderd nadat het is geschreven. "
        "Zet de map terug uit de reservekopie; wijzig dit bestand nooit met de hand.",
        f"{en}: the log was changed after it was written. "
        "Put the folder back from the backup; never change this file by hand.",
    )


def _body(d: Delivery) -> dict[str, Any]:
    return {
        "id": d.id,
        "dataset": d.dataset,
        "organisation": d.organisation,
        "period": str(d.period),
        "file_name": d.file_name,
        "file_sha256": d.file_sha256,
        "rows_sha256": d.rows_sha256,
        "stored_sha256": d.stored_sha256,
        "rows": d.rows,
        "received_on": d.received_on.isoformat(),
        "replaces": list(d.replaces),
        "reason": d.reason,
        "sheet": d.sheet,
        "warnings": [
            {"rule": w.rule, "count": w.count, "text": w.text, "explanation": w.explanation}
            for w in d.warnings
        ],
        "cells_sha256": d.cells_sha256,
        "ended": [cell_text(c) for c in d.ended],
        "likeness": d.likeness,
        "definition_sha256": d.definition_sha256,
        "unasked": d.unasked,
        **({"mapping_sha256": d.mapping_sha256} if d.mapping_sha256 else {}),
    }


def cell_text(cell: Cell) -> list[str]:
    """Return a cell as JSON keeps it."""
    return [cell.organisation, str(cell.period), cell.unit]


def cell_of(text: Sequence[str]) -> Cell:
    """Return a cell from what JSON kept; ValueError when it is none."""
    organisation, period, unit = text
    return Cell(organisation, Period.parse(period), unit)


def _delivery(b: dict[str, Any], path: Path, number: int | None) -> Delivery:
    try:
        return Delivery(
            id=b["id"],
            dataset=b["dataset"],
            organisation=b["organisation"],
            period=Period.parse(b["period"]),
            file_name=b["file_name"],
            file_sha256=b["file_sha256"],
            rows_sha256=b["rows_sha256"],
            stored_sha256=b["stored_sha256"],
            rows=b["rows"],
            received_on=dt.date.fromisoformat(b["received_on"]),
            replaces=tuple(b["replaces"]),
            reason=b["reason"],
            warnings=tuple(
                AcceptedWarning(w["rule"], w["count"], w["text"], w["explanation"])
                for w in b["warnings"]
            ),
            sheet=b["sheet"],
            cells_sha256=b["cells_sha256"],
            ended=tuple(cell_of(c) for c in b["ended"]),
            likeness=b["likeness"],
            definition_sha256=b["definition_sha256"],
            unasked=b["unasked"],
            mapping_sha256=b.get("mapping_sha256", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, number) from error
