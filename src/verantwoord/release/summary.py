"""A release in a few lines, read from its own open data, for the command line."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from verantwoord.language import say
from verantwoord.release.reading import receipt_of

_ORDER = (
    "gemeten",
    "gepubliceerd",
    "berekend uit publicaties",
    "eigen berekening van de makers",
    "geschat",
    "onvolledig",
    "onbekend",
    "n.v.t.",
    "niet gevraagd",
    "nog niet geleverd",
    "te laat",
    "niet gevonden",
    "onderdrukt",
)


def summary(folder: Path) -> str:
    """Return a summary: how many figures of each kind, and how the goals stand."""
    receipt = receipt_of(folder)
    with (folder / "data" / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = Counter(r["status"] for r in rows)
    goals = Counter(
        status for r in rows for status in r["goal_status"].split("|") if r["goal_status"]
    )
    with (folder / "data" / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        deliveries = len(list(csv.DictReader(file)))
    lines = [
        f"{receipt['release']}: "
        + say(
            f"{len(rows)} cijfers uit {deliveries} leveringen",
            f"{len(rows)} figures from {deliveries} deliveries",
        ),
        say("  stand:  ", "  status: ") + ", ".join(f"{kinds[k]} {k}" for k in _ORDER if kinds[k]),
    ]
    if goals:
        lines.append(
            say("  doelen: ", "  goals:  ") + ", ".join(f"{n} {k}" for k, n in goals.most_common())
        )
    return "\n".join(lines)
