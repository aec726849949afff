"""Reads JSON lines: one object with plain values per line; numbers stay the digits that stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.batches import write_rows
from verantwoord.deliveries.encoding import clean_text
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.messages import InWords, shown
from verantwoord.deliveries.raw import Raw


class _Number(str):
    """The text of a JSON number."""


def _number(text: str) -> _Number:
    """Return the digits of a number; one far below one is written with an exponent by itself."""
    small = re.search(r"[eE]-([0-9]{1,2})\Z", text)
    return _Number(format(Decimal(text), "f") if small else text)


def read_jsonl(file: Path, scratch: Path) -> Raw:
    """Read a JSON lines file into a relation of texts; the row is the line.

    Shape:    file -> Raw; the header is every name in order of first appearance.
    Unit:     none.
    Missing:  null, a name that is absent and an empty text are NULL.
    Rounding: none; `0.10` stays the text 0.10.
    Errors:   UnreadableFile at the first line that is not one flat object.
    Source:   jsonlines.org; docs/leveren.md.
    """
    text = clean_text(file, scratch)
    names: dict[str, int] = {}
    for _, record in _records(text.path):
        for name in record:
            names.setdefault(name, len(names))
        if len(names) > limits.MAX_COLUMNS:
            raise UnreadableFile("te-veel-kolommen", found=len(names), limit=limits.MAX_COLUMNS)
    if not names:
        raise UnreadableFile("bestand-leeg")
    rows = ((n, [r.get(name) for name in names]) for n, r in _records(text.path))
    table = write_rows(rows, len(names), scratch / "rijen.arrow")
    return Raw(tuple(names), "json_rijen", decimal_from_text=False, tables={"json_rijen": table})


def _records(path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    number = 0
    with path.open("r", encoding="utf-8-sig", newline="\n") as stream:
        while line := stream.readline(limits.MAX_LINE_CHARS + 1):
            number += 1
            if len(line) > limits.MAX_LINE_CHARS:
                raise UnreadableFile(
                    "tekstregel-te-lang", limit=limits.MAX_LINE_CHARS, where=str(number)
                )
            if line.strip():
                yield number, _record(line, number)


def _record(line: str, number: int) -> dict[str, str | None]:
    try:
        value = json.loads(line, parse_float=_number, parse_int=_Number, object_pairs_hook=_pairs)
    except UnreadableFile as error:
        raise UnreadableFile("json-regel", where=str(number), **error.values) from error
    except (ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0][:60] or type(error).__name__
        raise UnreadableFile("json-regel", where=str(number), reason=reason) from error
    if not isinstance(value, dict):
        raise UnreadableFile(
            "json-regel", where=str(number), reason=InWords("geen object", "no object")
        )
    return {_whole(name, number): _text(v, name, number) for name, v in value.items()}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise UnreadableFile(
            "json-regel", reason=InWords("een naam staat er twee keer", "a name is there twice")
        )
    return result


def _text(value: Any, name: str, number: int) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _whole(str(value), number)
    reason = InWords(f"'{shown(name)}' is geen gewone waarde", f"'{shown(name)}' is no plain value")
    raise UnreadableFile("json-regel", where=str(number), reason=reason)


def _whole(text: str, number: int) -> str:
    """Return a name or text; half a pair of UTF-16, which nothing reads or writes, is refused."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UnreadableFile(
            "json-regel",
            where=str(number),
            reason=InWords("een half teken", "half a character"),
        )
    return text
