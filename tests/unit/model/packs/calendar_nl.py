"""The working-day calendar of `packs/hybride-werken`, made from the library `holidays`.

`python -m tests.unit.model.packs.calendar_nl` writes both tables anew; `test_hybride.py` holds the
files in the pack against what this makes. Liberation Day is in the library once in five years.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from functools import cache

import holidays

from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "packs" / "hybride-werken" / "reference"
YEARS = range(2020, 2036)


@cache
def free_days() -> dict[dt.date, str]:
    """Return the public holidays of the Netherlands with their Dutch names."""
    return dict(sorted(holidays.country_holidays("NL", years=YEARS, language="nl").items()))


def working_days(year: int, month: int) -> int:
    """Count Monday to Friday without holidays, day by day."""
    free, day, found = free_days(), dt.date(year, month, 1), 0
    while day.month == month:
        found += day.weekday() < 5 and day not in free
        day += dt.timedelta(1)
    return found


def tables() -> dict[str, str]:
    """Return the text of each reference table by its name."""
    free = [(day.isoformat(), name) for day, name in free_days().items()]
    months = [(f"{y}-{m:02d}", working_days(y, m)) for y in YEARS for m in range(1, 13)]
    return {
        "feestdagen.csv": _text(("datum", "naam"), free),
        "werkdagen.csv": _text(("maand", "werkdagen"), months),
    }


def _text(header: tuple[str, str], rows: Iterable[tuple[object, object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([header, *rows])
    return made.getvalue()


def main() -> None:
    """Write the tables."""
    for name, text in tables().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
