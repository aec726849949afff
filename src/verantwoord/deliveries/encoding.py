"""Makes sure that a text file is clean UTF-8 before anyone parses it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from verantwoord.deliveries.errors import UnreadableFile

_CHUNK = 4 * 1024 * 1024
_NARROW = "\u00a0"
_BOM = "\ufeff"
_ODD_QUOTE = re.compile(rb'[ \t]"|"[ \t]')  # readers differ in what they make of these
_UTF8_PAIR = re.compile(rb"[\xc3\xc2][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A UTF-8 file without NUL, and with a BOM at most at the start."""

    path: Path
    newlines: int
    ends_with_newline: bool
    blanks: str  # which kinds of blank are in it
    regular: bool  # every line ends in the same way, and no blank stands beside a quote
    quotes: bool  # there is a quotation mark in it
    marks: tuple[tuple[int, int], ...]  # places in the file, and how many lines end before each


def clean_text(file: Path, scratch: Path) -> CleanText:
    """Return the file itself when it is UTF-8, else a copy in UTF-8 made from Windows-1252.

    Shape:    one file and a folder for the copy -> CleanText.
    Unit:     none.
    Missing:  none.
    Rounding: none.
    Errors:   UnreadableFile: tekenset, tekenset-gemengd, nul-teken, bom-midden.
    Source:   docs/leveren.md; one encoding per file, never per line.
    """
    with file.open("rb") as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFile("tekenset", reason="het bestand is UTF-16")
    try:
        return _scan(file)
    except UnicodeDecodeError:
        return _scan(_from_windows(file, scratch))


def _scan(file: Path) -> CleanText:
    decoder = codecs.getincrementaldecoder("utf-8")()
    newlines = returns = pairs = 0
    quotes = odd_quotes = False
    blanks, marks = {" "}, [(0, 0)]
    first, last, pending = True, b"", False
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk:
                line = newlines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                raise UnreadableFile("nul-teken", where=f"{line}")
            if pending or not chunk.isascii():
                text = decoder.decode(chunk)
                if _NARROW in text:
                    blanks.add(_NARROW)
                if first and text.startswith(_BOM):
                    text = text[1:]
                if _BOM in text:
                    line = newlines + text[: text.index(_BOM)].count("\n") + 1
                    raise UnreadableFile("bom-midden", where=f"{line}")
                pending = bool(decoder.getstate()[0])
            newlines += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            if returns:
                pairs += (last + chunk).count(b"\r\n")
            if b"\t" in chunk:
                blanks.add("\t")
            if b'"' in chunk or last == b'"':
                quotes = True
                odd_quotes = odd_quotes or _ODD_QUOTE.search(last + chunk) is not None
            first, last = False, chunk[-1:]
            marks.append((stream.tell(), newlines))
    decoder.decode(b"", final=True)
    regular = not odd_quotes and (returns == 0 or returns == pairs == newlines)
    ends, found = last == b"\n", "".join(sorted(blanks))
    return CleanText(file, newlines, ends, found, regular, quotes, tuple(marks))


def _from_windows(file: Path, scratch: Path) -> Path:
    copy = scratch / "als-utf8.txt"
    with file.open("rb") as stream, copy.open("w", encoding="utf-8", newline="") as out:
        while chunk := stream.read(_CHUNK):
            if _UTF8_PAIR.search(chunk):
                raise UnreadableFile("tekenset-gemengd")
            try:
                out.write(chunk.decode("cp1252"))
            except UnicodeDecodeError as error:
                reason = f"byte 0x{chunk[error.start]:02x} bestaat niet in Windows-1252"
                raise UnreadableFile("tekenset", reason=reason) from error
    return copy
