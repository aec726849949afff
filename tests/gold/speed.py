"""How fast references are found in running report text: `python -m tests.gold.speed`.

Repeats the gold pages to two million bytes and prints the median of five runs on one core.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from verantwoord.documents.citations import find

PAGES = Path(__file__).parent / "pages"
BYTES = 2_000_000


def main() -> None:
    """Print megabytes per second and how dense the references stand."""
    page = "\n".join(path.read_text("utf-8") for path in sorted(PAGES.glob("*.txt")))
    text = page * (BYTES // len(page.encode()) + 1)
    size = len(text.encode())
    find(page)  # builds the parsers
    times = []
    for _ in range(5):
        started = time.process_time()
        found = len(find(text))
        times.append(time.process_time() - started)
    speed = size / 1e6 / statistics.median(times)
    print(f"{speed:.1f} MB/s; {size / found:.0f} bytes of text for each reference")


if __name__ == "__main__":
    main()
