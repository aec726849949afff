"""How large, deep and long a document may be; own choices, guarded by the tests of hostile files.

A thousand pages are about three million characters. Reading them takes a minute of processor time
and 500 MB. What is larger is split by whoever has it, so that no file can keep a reader busy.
"""

from __future__ import annotations

from verantwoord.documents.errors import DocumentError

MOST_BYTES = 200_000_000  # of a file; scanned pages are most of it
MOST_UNPACKED = 30_000_000  # bytes of XML or HTML; a thousand pages of Word are about ten million
MOST_NODES = 3_000_000  # elements and attributes
MOST_MEMBERS = 10_000  # of a zip
MOST_PAGES = 5_000  # of a PDF
MOST_CHARACTERS = 3_000_000  # of text
MOST_LINES = 200_000  # or paragraphs; a page has sixty
MOST_SENTENCES = 100_000


def too_much(name: str, nl: str, en: str) -> DocumentError:
    """Return the error for a file that is over a limit; `nl` and `en` say which."""
    return DocumentError(
        f"{name} {nl}. Splits het bestand, of controleer waar het vandaan komt.",
        f"{name} {en}. Split the file, or check where it comes from.",
    )


def check_text(text: str, name: str) -> None:
    """Refuse a text with more lines than a document may have, before anything looks at each."""
    if text.count("\n") + text.count("\f") >= MOST_LINES:
        raise too_much(
            name, f"heeft meer dan {MOST_LINES} regels", f"has more than {MOST_LINES} lines"
        )


def check_length(length: int, name: str) -> None:
    """Refuse a text that is longer than a document may be."""
    if length > MOST_CHARACTERS:
        raise too_much(
            name,
            f"bevat meer dan {MOST_CHARACTERS // 1_000_000} miljoen tekens tekst",
            f"has more than {MOST_CHARACTERS // 1_000_000} million characters of text",
        )
