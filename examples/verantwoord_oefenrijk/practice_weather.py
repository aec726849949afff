"""Invents temperatures by day, in the shape of a daily file of KNMI, and the mapping that reads it.

Nothing here was measured: every degree is invented. The file looks as such files do, so that the
practice data show that nobody needs to retype one.
"""

from __future__ import annotations

from random import Random

from verantwoord.model.period import Period
from verantwoord_oefenrijk.practice_files import Table
from verantwoord_oefenrijk.practice_rows import Rows, days_of

STATION = 260
# mean by month, in tenths of a degree; invented, as mild and cold as one would expect
_MONTHS = (36, 39, 63, 95, 133, 160, 178, 176, 147, 108, 68, 42)
HEADER = ("STN", "YYYYMMDD", "TG")
MAPPING = """\
# Zo leest Oefenrijk het dagbestand van het KNMI: namen, dagen als 20240131, en uitleg erboven.
organisation: alfa
dataset: dagtemperaturen
export: KNMI daggegevens (in Oefenrijk verzonnen)
from: 2001-01-01
made-by: energiecoördinator
checked-by: controller
checked-on: 2023-01-12
columns:
  stn: STN
  datum: {column: YYYYMMDD, form: yyyymmdd}
  tg: TG
above-header: {nl: de uitleg van het KNMI over de kolommen, en: what KNMI says of the columns}
"""


def temperature_rows(_organisation: str, period: Period) -> Table:
    """Return a mean temperature for each day, as KNMI writes it."""
    rows: Rows = []
    for month in period.months():
        rng = Random(f"oefenrijk-2024 dagtemperaturen {month}")
        shift = rng.randint(-14, 14)
        for day in days_of([month]):
            degrees = _MONTHS[day.month - 1] + shift + rng.randint(-45, 45)
            rows.append([f"  {STATION}", f"{day:%Y%m%d}", f"{degrees:5d}"])
    return HEADER, rows
