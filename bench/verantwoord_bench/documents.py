"""How fast documents are read, in CPU time: `python -m verantwoord_bench.documents FOLDER`.

FOLDER holds pages as text (tests/gold/pages of the repository). Prints what 300 pages cost, and how
the cost of hostile texts grows: eight times the text should cost about eight times as much.
Nothing fails here; the tests count work and memory instead.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from verantwoord.documents.citations import find
from verantwoord.documents.findings.names import Names
from verantwoord.documents.reading.document import Extract
from verantwoord.documents.reading.read import read_extract
from verantwoord.documents.words import Dictionary

PAGES = 300
LINES = 45
HOSTILE = ("wordt ", "dat nog ", "zal Kamer ", "5% ", "Kamerstukken ", "36 360, nr. 1, ", "kst-1-")


def main() -> None:
    """Print one line for the long document and one for each hostile text."""
    words = Dictionary()
    text = long_text(Path(sys.argv[1]))
    extract = Extract("text", text, ((0, len(text)),))
    seconds = cpu_seconds(lambda: read_extract(extract, "lang.txt", Names(), words))
    print(f"{PAGES} pages: {seconds:.1f} s")
    for piece in HOSTILE:
        short, long = (
            cpu_seconds(partial(_hostile, piece, size, words)) for size in (20_000, 160_000)
        )
        print(f"{piece!r}: {short:.2f} s, eight times as long {long:.2f} s ({long / short:.1f} x)")


def long_text(folder: Path) -> str:
    """Return the pages of a folder, repeated and shifted to 300 pages with a footer each."""
    source = [
        line
        for page in sorted(folder.glob("*.txt"))
        for line in page.read_text("utf-8").split("\n")
        if "vergaderjaar 20" not in line
    ]
    pages = []
    for number in range(PAGES):
        begin = (number * 37) % len(source)
        footer = f"Tweede Kamer, vergaderjaar 2022–2023, 36 360 VII, nr. 1 {number + 1}"
        pages += [*(source * 2)[begin : begin + LINES], footer]
    return "\n".join(pages)


def _hostile(piece: str, size: int, words: Dictionary) -> None:
    text = (piece * size)[:size]
    find(text)
    read_extract(Extract("text", text, ((0, size),), flowing=True), "x.txt", Names(), words)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
