"""Tells the engine a story: a country, what was asked, what was delivered, and what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.rows import Shelf
from verantwoord.formula.quantities import Absent, plain
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.organisation import (
    BEGINNING,
    FOREVER,
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
)
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Source, Text

SOURCE = Source("verzonnen")
INDICATOR = "energie.verbruik"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def country(text: str, heirs: str = "", populations: str = "") -> Organisations:
    """Read a country.

    `dienst from 2020-01-01: alfa until 2024-05-01, beta from 2024-05-01` says when one exists and
    under whom it falls; `2024-07-01 beta: gamma 0.6, delta 0.4` who inherits what;
    `rijk of land: alfa, beta not gamma` who is in a population, whose whole it is, and who is not.
    """
    each = {}
    for line in lines(text):
        head, _, rest = line.partition(":")
        who, *life = head.split()
        start, end = _stretch(life)
        parents = tuple(
            Parent(words[0], *_stretch(words[1:])) for words in map(str.split, _listed(rest))
        )
        each[who] = Organisation(
            who, "dienst", (Name(who, who),), parents, exists_from=start, exists_until=end
        )
    successions = []
    for line in lines(heirs):
        head, _, rest = line.partition(":")
        on, before = head.split()
        for part in _listed(rest):
            after, share = part.split()
            successions.append(Succession(day(on), before, after, Decimal(share), SOURCE))
    found = {}
    for line in lines(populations):
        head, _, rest = line.partition(":")
        name, _, whole = head.split()
        members, _, out = rest.partition(" not ")
        found[name] = Population(
            name, Text(name), whole, tuple(_listed(members)), tuple(_listed(out))
        )
    return Organisations(each, tuple(successions), found)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _stretch(words: list[str]) -> tuple[dt.date, dt.date]:
    said = dict(zip(words[::2], words[1::2], strict=True))
    start = day(said["from"]) if "from" in said else BEGINNING
    end = day(said["until"]) if "until" in said else FOREVER
    return start, end


@dataclass(frozen=True)
class Story:
    """Everything that decides a figure, in a few lines each."""

    country: str = "land:\nalfa: land\nbeta: land"
    heirs: str = ""
    population: str = "alle of land: alfa, beta"
    asked: str = "alfa, beta"  # of whom a file is asked
    first: str = "2024-01"
    last: str = "2024-12"
    every: Grain = Grain.MONTH
    given: str = ""  # `alfa 2024-01..2024-03 10`: each of these months 10; `leeg` is an empty cell
    on: str | None = None  # the day of the structure of restated figures

    def told(self, shelf: Shelf, indicator: str = INDICATOR, **options: Any) -> dict[str, Figure]:
        """Deliver what was given, and compute."""
        request = replace(
            shelf.pack.requests["meters"],
            organisations=tuple(_listed(self.asked)),
            first=Period.parse(self.first),
            last=Period.parse(self.last),
            every=self.every,
        )
        shelf.pack = replace(
            shelf.pack,
            organisations=country(self.country, self.heirs, self.population),
            requests={"meters": request},
            goals={},
        )
        for line in lines(self.given):
            deliver(shelf, line)
        made = options | {"structure_on": day(self.on)} if self.on else options
        found = shelf.compute(indicators=[indicator], **made).figures
        return {key.removeprefix(f"{indicator}@"): figure for key, figure in found.items()}


def deliver(shelf: Shelf, line: str, replaces: Delivery | None = None) -> list[Delivery]:
    """Deliver one line of a story: one file for each of its periods."""
    who, when, *amounts = line.split()
    rows = [
        {"drager": "stroom", "verbruik": None if a == "leeg" else Decimal(a), "eenheid": "kwh"}
        for a in amounts
    ]
    return [shelf.deliver("meters", who, p, rows, replaces=replaces) for p in _each(when)]


def _each(text: str) -> list[str]:
    first, _, last = text.partition("..")
    if not last:
        return [text]
    whole = Period(Period.parse(first).start, Period.parse(last).end, Grain.RANGE)
    return [str(month) for month in whole.months()]


def shown(figure: Figure) -> str:
    """Write a figure as the stories do: value or -, status, cells of cells, what was not asked."""
    value = "-" if isinstance(figure.value, Absent) else plain(figure.value)
    coverage = figure.coverage
    cells = f"{coverage.cells}/{coverage.cells_expected}"
    unasked = f" +{coverage.unasked}" if coverage.unasked else ""
    return f"{value} {figure.status} {cells}{unasked}"


def differing(found: Mapping[str, Figure], wanted: Iterable[str]) -> list[str]:
    """Return where figures are not as was told; a line is `alfa@2024: 120 gemeten 12/12`."""
    wrong = []
    for line in wanted:
        key, _, said = line.partition(": ")
        seen = shown(found[key]) if key in found else "er is geen cijfer"
        if seen != said:
            wrong.append(f"{key}: {seen}, en niet {said}")
    return wrong
