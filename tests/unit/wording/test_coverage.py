"""How much of what was asked is there, as a reader is told."""

from __future__ import annotations

import datetime as dt

import pytest

from verantwoord.model.figure import NOTHING_NEEDED, Coverage
from verantwoord.model.period import Grain
from verantwoord.nouns import ROW
from verantwoord.wording.coverage import cells_words, coverage_words

DUE = dt.date(2024, 2, 10)


@pytest.mark.parametrize(
    ("coverage", "nl", "en"),
    [
        (NOTHING_NEEDED, "", ""),
        (
            Coverage(1, 1, cells=6, cells_expected=12, each=Grain.MONTH),
            "1 van 1 bestand, 6 van 12 maanden",
            "1 of 1 file, 6 of 12 months",
        ),
        (
            Coverage(0, 1, cells=0, cells_expected=1, each=Grain.MONTH, due=DUE),
            "0 van 1 bestand, 0 van 1 maand",
            "0 of 1 file, 0 of 1 month",
        ),
        (
            Coverage(2, 3, cells=2, cells_expected=3, each=Grain.QUARTER),
            "2 van 3 bestanden, 2 van 3 kwartalen",
            "2 of 3 files, 2 of 3 quarters",
        ),
        (
            Coverage(1200, 1200, cells=14400, cells_expected=14400, each=Grain.DAY, several=True),
            "1.200 van 1.200 bestanden, 14.400 van 14.400 dagen van alle organisaties samen",
            "1,200 of 1,200 files, 14,400 of 14,400 days of all organisations together",
        ),
        (
            Coverage(1, 1, cells=2, cells_expected=3, each=Grain.YEAR, divided=True),
            "1 van 1 bestand, 2 van 3 jaren van alle onderdelen samen",
            "1 of 1 file, 2 of 3 years of all sub-units together",
        ),
        (
            Coverage(2, 2, cells=4, cells_expected=4, each=None, several=True, divided=True),
            "2 van 2 bestanden, 4 van 4 delen van alle onderdelen van alle organisaties samen",
            "2 of 2 files, 4 of 4 parts of all sub-units of all organisations together",
        ),
        (
            Coverage(1, 1, cells=6, cells_expected=6, each=Grain.MONTH, unasked=6),
            "1 van 1 bestand, 6 van 6 maanden, 6 maanden niet gevraagd",
            "1 of 1 file, 6 of 6 months, 6 months not asked for",
        ),
        (
            Coverage(0, 0, each=Grain.MONTH, unasked=1),
            "1 maand niet gevraagd",
            "1 month not asked for",
        ),
    ],
)
def test_coverage_is_said_in_files_and_in_what_they_cover(
    coverage: Coverage, nl: str, en: str
) -> None:
    assert (coverage_words(coverage), coverage_words(coverage, "en")) == (nl, en)


def test_one_is_never_said_in_the_plural() -> None:
    assert ROW.counted(1) == "1 rij"
    assert ROW.counted(0) == "0 rijen"
    assert ROW.counted(1200, "en") == "1,200 rows"
    assert cells_words(0, 1, Grain.MONTH) == "0 van 1 maand"
