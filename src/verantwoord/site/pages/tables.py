"""Tables of figures: periods by organisations, and one period by the values of a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.model.standing import later
from verantwoord.release.material import Material
from verantwoord.wording.comparing import break_sentence, broken
from verantwoord.wording.shown import Shown, mark_of, parts, show

GRAIN_WORDS = {
    Grain.YEAR: "per jaar",
    Grain.HALF: "per half jaar",
    Grain.THIRD: "per vier maanden",
    Grain.QUARTER: "per kwartaal",
    Grain.MONTH: "per maand",
    Grain.DAY: "op een dag",
    Grain.RANGE: "over andere perioden",
}


@dataclass(frozen=True)
class TableEntry:
    """One figure in a table."""

    figure: Figure
    shown: Shown
    parts: str
    mark: str  # what a reader must know beside the number


@dataclass(frozen=True)
class TimeTable:
    """Periods down, organisations across; an empty place is a figure that is not there at all."""

    grain: Grain
    organisations: list[str]
    rows: list[tuple[Period, list[TableEntry | None]]]
    breaks: Mapping[Period, str]  # why a period is not comparable with the row below it

    @property
    def listed(self) -> list[tuple[str, Period, TableEntry]]:
        """Each organisation with its own period, where nobody has a second; else empty.

        As a matrix this would be almost all empty places, where nothing was to be expected.
        """
        found = [
            (organisation, period, there)
            for i, organisation in enumerate(self.organisations)
            for period, entries in self.rows
            if (there := entries[i]) is not None
        ]
        return found if len(found) == len(self.organisations) and len(self.rows) > 2 else []


def entry(figure: Figure, indicator: Indicator) -> TableEntry:
    """Return a figure as it stands in a table."""
    shown = show(figure, indicator)
    both = "" if shown.kind == "delen" else parts(figure, indicator)
    return TableEntry(figure, shown, both, mark_of(figure))


def time_tables(material: Material, indicator: Indicator, grain: Grain) -> TimeTable:
    """Return the figures of one grain, newest period first."""
    figures = [f for f in material.plain_figures(indicator.id) if f.period.grain is grain]
    order = material.organisations_of(indicator.id)
    who = [o for o in order if any(f.organisation == o for f in figures)]
    at = {(f.period, f.organisation): f for f in figures}
    periods = sorted({f.period for f in figures}, key=lambda p: (p.start, p.end), reverse=True)
    rows = [
        (p, [entry(at[p, o], indicator) if (p, o) in at else None for o in who]) for p in periods
    ]
    return TimeTable(grain, who, rows, _breaks(material, indicator, rows))


def _breaks(
    material: Material, indicator: Indicator, rows: list[tuple[Period, list[TableEntry | None]]]
) -> dict[Period, str]:
    """Say between which rows is not measured the same, and at whom where not at all of them."""
    found: dict[Period, str] = {}
    for (period, entries), (_, below) in pairwise(rows):
        pairs = [
            (new.figure, old.figure) for new, old in zip(entries, below, strict=True) if new and old
        ]
        reasons: dict[str, list[str]] = {}
        for new, old in pairs:
            obstacle = broken(new, old, indicator)
            if obstacle and obstacle.why:
                reasons.setdefault(obstacle.why.nl, []).append(
                    material.short_name(new.organisation, new.period.start)
                )
        told = [
            break_sentence(why, who if len(who) < len(pairs) else [])
            for why, who in reasons.items()
        ]
        if told:
            found[period] = " ".join(told)
    return found


@dataclass(frozen=True)
class DimensionTable:
    """One organisation in one period, by the values of a dimension."""

    organisation: str
    period: Period
    rows: list[tuple[str, TableEntry]]


def dimension_tables(material: Material, indicator: Indicator) -> list[DimensionTable]:
    """Return the last period of the reporting year by dimension, for each organisation."""
    split = [f for f in material.by_indicator[indicator.id] if f.dimensions and not f.structure]
    split = [f for f in split if not later(f.period, material.reporting_year)]
    tables = []
    for organisation in material.organisations_of(indicator.id):
        mine = [f for f in split if f.organisation == organisation]
        if not mine:
            continue
        grain = min((f.period.grain for f in mine), key=list(Grain).index)
        last = [f.period for f in mine if f.period.grain is grain][-1]
        rows = [
            (", ".join(v for _, v in f.dimensions), entry(f, indicator))
            for f in mine
            if f.period == last
        ]
        tables.append(DimensionTable(organisation, last, rows))
    return tables


def restated(material: Material, indicator: Indicator) -> list[TableEntry]:
    """Return the figures in the organisations of a later day, newest first."""
    found = [f for f in material.by_indicator[indicator.id] if f.structure and not f.dimensions]
    return [entry(f, indicator) for f in reversed(found)]
