"""One release of a small invented country, compared by bytes: a page, a chart, a table, a trace.

After a wanted change: VERANTWOORD_GOLDEN=write python -m pytest tests/golden/release, look at the
difference, and explain it in changes/.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from verantwoord.deliveries.workspace import Workspace
from verantwoord.release.trace_text import lines, read_trace

HERE = Path(__file__).parent / "klein-2024"
# the hash of the program changes with every line of code and is not what is guarded here
PROGRAM = re.compile(r"(?<=vingerafdruk <code class=\"hash-long\">)[0-9a-f]{64}")


@pytest.fixture(scope="module")
def release(_small: tuple[Workspace, Path]) -> Path:
    return _small[1]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("data/indicator/banen.aandeel.csv", "aandeel.csv"),
        ("data/deliveries.csv-metadata.json", "deliveries.csv-metadata.json"),
        ("indicator/energie.verbruik.html", "indicator.html"),
        ("cijfer/banen.aandeel_zilverland_2024-q2.html", "figure.html"),
        ("grafiek/energie.verbruik-zilverland.svg", "chart.svg"),
    ],
)
def test_the_bytes_are_the_agreed_ones(release: Path, made: str, kept: str) -> None:
    compare((release / made).read_bytes(), HERE / kept)


def test_the_trace_is_the_agreed_one(release: Path) -> None:
    text = "\n".join(lines(read_trace(release, "banen.aandeel@zilverland@2024-Q2"))) + "\n"
    compare(text.encode(), HERE / "trace.txt")


def compare(content: bytes, kept: Path) -> None:
    assert not PROGRAM.search(content.decode()), "choose files that do not change with the program"
    if os.environ.get("VERANTWOORD_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(content)
    assert content == kept.read_bytes(), f"{kept.name} changed; see the text of this module"
