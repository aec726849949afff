"""Makes sure that a text file is clean UTF-8 before anyone parses it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.messages import InWords, shown
from verantwoord.deliveries.raw import OTHER_BLANKS

_CHUNK = 4 * 1024 * 1024
_SPREADSHEET_TEXT = re.compile(rb'="|(?:^|[;,\t\r\n"])\'[0-9]')
_BOM = "\ufeff"
_ODD_QUOTE = re.compile(rb'[ \t]"|"[ \t]')  # readers differ in what they make of these
_ENCODINGS = {"cp850": "DOS (850)", "cp437": "DOS (437)",
              "mac_roman": "Mac Roman"}  # fmt: skip
_RUN = re.compile(rb"[A-Za-z'\x80-\xff]{2,}")
_LETTER, _HIGH = re.compile(rb"[A-Za-z]"), re.compile(rb"[\x80-\xff]")
_LONGEST = 64  # bytes; what is longer is no word
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
_RARE = re.compile(rb"[\x8a\x8c\x8e\x9a\x9c\x9e\x9f]")  # letters that Dutch does not have
# `k€`, `noord–zuid`, `µg`: a euro, a dash between words or a millionth is no letter elsewhere
_SIGNS = re.compile(rb"\x80|[A-Za-z]\x96+[A-Za-z]|[A-Za-z]{2}\x97[A-Za-z]{2}|\A\xb5[A-Za-z]{1,3}\Z")
_LOOKED_AT = 8 * 1024 * 1024  # bytes in which words are looked for
_UTF8_PAIR = re.compile(rb"[\xc3\xc2][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A UTF-8 file without NUL, and with a BOM at most at the start."""

    path: Path
    newlines: int
    ends_with_newline: bool
    plain: bool  # ASCII only, and no two blanks behind each other
    blanks: str  # which kinds of blank are in it
    spreadsheet_texts: bool  # some cell may be written ="00123", or '00123
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
    if wide := _wide(start):
        raise UnreadableFile(
            "tekenset", reason=InWords(f"het bestand is {wide}", f"the file is {wide}")
        )
    try:
        return _scan(file)
    except UnicodeDecodeError:
        _check_other_encodings(file)
        return _scan(_from_windows(file, scratch))


def _wide(start: bytes) -> str | None:
    """Name the encoding with two or four bytes a sign, if a file begins like one."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    nuls = tuple(byte == 0 for byte in start)  # without a mark at the start
    if nuls in ((False, True, False, True), (True, False, True, False)):
        return "UTF-16"
    return "UTF-32" if nuls in ((False, True, True, True), (True, True, True, False)) else None


def _check_other_encodings(file: Path) -> None:
    """Refuse a file whose words say that it is in an encoding of DOS or of the old Macintosh.

    In Windows-1252 these give other characters, not errors: `financi‰le` for `financiële`.
    """
    windows = 0
    others = dict.fromkeys(_ENCODINGS, 0)
    seen: dict[str, str] = {}
    with file.open("rb") as stream:
        for word in _words(stream.read(_LOOKED_AT)):
            if _is_a_word(word, "cp1252"):
                windows += not _RARE.search(word)  # `Cošrdinatie` says nothing
                continue
            if _SIGNS.search(word):
                continue
            for encoding in _ENCODINGS:
                if _is_a_word(word, encoding):
                    others[encoding] += 1
                    seen.setdefault(encoding, word.decode(encoding))
    best = max(others, key=lambda e: others[e])
    if others[best] > windows:
        raise UnreadableFile(
            "tekenset",
            reason=InWords(
                f"de letters zijn die van {_ENCODINGS[best]}, zoals in {shown(seen[best])}",
                f"the letters are those of {_ENCODINGS[best]}, as in {shown(seen[best])}",
            ),
        )


def _words(data: bytes) -> Iterator[bytes]:
    """Yield what may be words with letters outside ASCII; reads each byte once."""
    for run in _RUN.finditer(data):
        word = run[0]
        if len(word) <= _LONGEST and _LETTER.search(word) and _HIGH.search(word):
            yield word


def _is_a_word(word: bytes, encoding: str) -> bool:
    """Say whether bytes are a word as Dutch and its neighbours write them, in some encoding."""
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return False
    inside = text.lstrip("\u2018\u2019\u201c\u201e\u2013\u2014\u2022\u20ac").rstrip(
        "\u2019\u201d\u2026\u2013\u2014\u00b0\u00b2\u00b3"
    )
    if not inside:
        return True
    plain = inside.replace("\u2019", "")
    if not all(c.isascii() or c in _LETTERS for c in plain):
        return False
    return plain.islower() or plain.isupper() or plain[1:].islower()


def _scan(file: Path) -> CleanText:
    decoder = codecs.getincrementaldecoder("utf-8")()
    newlines = returns = pairs = 0
    quotes = odd_quotes = texts = False
    plain = True
    blanks, marks = {" "}, [(0, 0)]
    first, last, pending = True, b"", False
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk:
                line = newlines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                raise UnreadableFile("nul-teken", where=f"{line}")
            if pending or not chunk.isascii():
                text = decoder.decode(chunk)
                blanks.update(b for b in OTHER_BLANKS if b in text)
                if first and text.startswith(_BOM):
                    text = text[1:]
                if _BOM in text:
                    line = newlines + text[: text.index(_BOM)].count("\n") + 1
                    raise UnreadableFile("bom-midden", where=f"{line}")
                pending = bool(decoder.getstate()[0])
            plain = plain and chunk.isascii() and b"  " not in chunk
            newlines += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            if returns:
                pairs += (last + chunk).count(b"\r\n")
            if b"\t" in chunk:
                blanks.add("\t")
            if b'"' in chunk or last == b'"':
                quotes = True
                odd_quotes = odd_quotes or _ODD_QUOTE.search(last + chunk) is not None
            if not texts and (b'="' in chunk or b"'" in chunk or last in (b"=", b"'")):
                texts = _SPREADSHEET_TEXT.search(last + chunk) is not None
            first, last = False, chunk[-1:]
            marks.append((stream.tell(), newlines))
    decoder.decode(b"", final=True)
    regular = not odd_quotes and (returns == 0 or returns == pairs == newlines)
    return CleanText(
        file,
        newlines,
        ends_with_newline=last == b"\n",
        plain=plain,
        blanks="".join(sorted(blanks)),
        spreadsheet_texts=texts,
        regular=regular,
        quotes=quotes,
        marks=tuple(marks),
    )


def _from_windows(file: Path, scratch: Path) -> Path:
    copy = scratch / "als-utf8.txt"
    with file.open("rb") as stream, copy.open("w", encoding="utf-8", newline="") as out:
        while chunk := stream.read(_CHUNK):
            if _UTF8_PAIR.search(chunk):
                raise UnreadableFile("tekenset-gemengd")
            try:
                out.write(chunk.decode("cp1252"))
            except UnicodeDecodeError as error:
                byte = f"byte 0x{chunk[error.start]:02x}"
                reason = InWords(
                    f"{byte} bestaat niet in Windows-1252", f"{byte} is not in Windows-1252"
                )
                raise UnreadableFile("tekenset", reason=reason) from error
    return copy
