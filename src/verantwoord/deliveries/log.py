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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verantwoord.errors import VerantwoordError
from verantwoord.model.delivery import AcceptedWarning, Delivery
from verantwoord.model.period import Period

_START = "0" * 64


class LogError(VerantwoordError):
    """The log was changed after it was written."""


def read_log(path: Path) -> tuple[list[Delivery], str, int]:
    """Return the deliveries, the hash of the last whole line, and how many bytes are whole.

    Shape:    one file -> (deliveries in order, hash, length).
    Unit:     none.
    Missing:  no file is an empty log.
    Rounding: none.
    Errors:   LogError when a line is not what was written.
    Source:   adr/2026-11-23-the-log-line-is-the-commit.md
    """
    if not path.exists():
        return [], _START, 0
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    deliveries, last = [], _START
    for number, line in enumerate(content[:whole].splitlines(), 1):
        try:
            entry = json.loads(line)
            body, stated, before = entry["delivery"], entry["hash"], entry["before"]
        except (ValueError, KeyError, TypeError) as error:
            raise LogError(_broken(path, number)) from error
        if before != last or stated != _hash(last, body):
            raise LogError(_broken(path, number))
        deliveries.append(_delivery(body))
        last = stated
    return deliveries, last, whole


def append(path: Path, delivery: Delivery, last: str, whole: int) -> None:
    """Write one line after the last whole one and force it to disk; call under `locked`."""
    body = _body(delivery)
    entry = {"before": last, "hash": _hash(last, body), "delivery": body}
    line = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        os.ftruncate(handle, whole)
        os.lseek(handle, whole, os.SEEK_SET)
        data = line.encode()
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the only right to write in a workspace; a killed process loses it by itself."""
    import fcntl

    with (folder / ".slot").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def canonical(value: Any) -> bytes:
    """Return JSON with one possible text: sorted names, no blanks."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _hash(before: str, body: dict[str, Any]) -> str:
    return hashlib.sha256(before.encode() + canonical(body)).hexdigest()


def _broken(path: Path, number: int) -> str:
    return (
        f"{path}, regel {number}: het logboek is veranderd nadat het is geschreven. "
        "Zet de map terug uit de reservekopie; wijzig dit bestand nooit met de hand."
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
    }


def _delivery(b: dict[str, Any]) -> Delivery:
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
    )
