"""Which reader a file needs: decided by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.limits import MOST_BYTES, check_length, too_much
from verantwoord.snapshot import read_at_once


def extract(path: Path) -> Extract:
    """Return the text of a file; DocumentError when it cannot be read, with what to do."""
    data = _bytes(path)
    if not data.strip(b"\x00 \t\r\n"):
        raise DocumentError(
            f"{path.name} is leeg. Kies een ander bestand.",
            f"{path.name} is empty. Choose another file.",
        )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        from verantwoord.documents.reading.pdf import extract_pdf

        return extract_pdf(data, path.name)
    if head.startswith(b"PK"):
        from verantwoord.documents.reading.office import extract_office

        return extract_office(data, path.name)
    if head.startswith(b"<") or head[:5].lower() == b"<?xml":
        from verantwoord.documents.reading.markup import extract_markup

        return extract_markup(data, path.name)
    return _plain(data, path.name)


def _bytes(path: Path) -> bytes:
    try:
        data = read_at_once(path, MOST_BYTES)
    except OSError as error:
        raise DocumentError(
            f"{path.name} kan niet worden geopend ({error.strerror}). Controleer naam en rechten.",
            f"{path.name} cannot be opened ({error.strerror}). Check its name and rights.",
        ) from error
    if data is None:
        most = MOST_BYTES // 1_000_000
        raise too_much(path.name, f"is groter dan {most} MB", f"is larger than {most} MB")
    return data


def _plain(data: bytes, name: str) -> Extract:
    if b"\x00" in data:
        raise DocumentError(
            f"{name} is geen tekst, PDF, XML, HTML, DOCX of ODT. Lever een van deze vormen aan.",
            f"{name} is no text, PDF, XML, HTML, DOCX or ODT. Give one of these forms.",
        )
    check_length(len(data) // 4, name)  # a character has at most four bytes
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    check_length(len(text), name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = []
    start = 0
    for piece in text.split("\f"):
        pages.append((start, start + len(piece)))
        start += len(piece) + 1
    return Extract("text", text, tuple(pages))
