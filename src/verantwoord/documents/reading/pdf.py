"""Text of a PDF, page by page, as it stands on the page."""

from __future__ import annotations

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.limits import MOST_PAGES, check_length, too_much
from verantwoord.extras import using


def extract_pdf(data: bytes, name: str) -> Extract:
    """Return the text of a PDF; pages are apart by a form feed."""
    with using("documents"):
        import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise DocumentError(
            f"{name} is een beschadigde of beveiligde PDF ({error}). Sla het bestand opnieuw op, "
            "zonder wachtwoord.",
            f"{name} is a damaged or protected PDF ({error}). Save it again, without a password.",
        ) from error
    pieces: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    try:
        if len(document) > MOST_PAGES:
            raise too_much(
                name, f"heeft meer dan {MOST_PAGES} bladzijden", f"has more than {MOST_PAGES} pages"
            )
        for number in range(len(document)):
            text = _page(document, number, name)
            pages.append((length, length + len(text)))
            pieces.append(text)
            length += len(text) + 1
            check_length(length, name)
    except pdfium.PdfiumError as error:
        raise DocumentError(
            f"{name}: bladzijde {len(pages) + 1} is beschadigd ({error}). Sla het opnieuw op.",
            f"{name}: page {len(pages) + 1} is damaged ({error}). Save the file again.",
        ) from error
    finally:
        document.close()
    if not any(piece.strip() for piece in pieces):
        raise DocumentError(
            f"{name} bevat geen tekst; het is waarschijnlijk een scan. Maak er eerst met OCR een "
            "doorzoekbare PDF van.",
            f"{name} has no text; it is probably a scan. Make a searchable PDF of it by OCR first.",
        )
    return Extract("pdf", "\f".join(pieces), tuple(pages))


def _page(document: object, number: int, name: str) -> str:
    page = document[number]  # type: ignore[index]
    textpage = page.get_textpage()
    check_length(textpage.count_chars(), name)
    text: str = textpage.get_text_range()
    textpage.close()
    page.close()
    # pdfium writes one character for a hyphen and the line break behind it
    text = text.replace("\ufffe\r\n", "-\n").replace("\ufffe", "-\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
