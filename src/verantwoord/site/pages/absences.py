"""Figures without a value: together where who, what and why agree, and by what caused it."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.nouns import ORGANISATION, PERIOD
from verantwoord.release.material import Material
from verantwoord.wording import notation
from verantwoord.wording.notation import moment


@dataclass(frozen=True)
class AbsentFigures:
    """Figures of one indicator and organisation without a value, for one reason."""

    indicator: Indicator
    organisation: str
    status: FigureStatus
    reason: str
    figures: list[Figure]

    @property
    def periods(self) -> list[Period]:
        """The periods concerned, oldest first."""
        return [f.period for f in self.figures]

    @property
    def periods_text(self) -> str:
        """The periods in words; of many the first and the last, with how many there are."""
        words = [notation.period(p) for p in self.periods]
        if len(words) <= 4:
            return ", ".join(words)
        return f"{words[0]} tot en met {words[-1]} ({len(words)} keer)"


def absent_figures(material: Material) -> list[AbsentFigures]:
    """Return figures without a value, together where indicator, who and reason agree."""
    table: dict[tuple[str, str, FigureStatus, str], list[Figure]] = {}
    for figures in material.by_indicator.values():
        for figure in figures:
            if figure.dimensions or figure.structure or not hasattr(figure.value, "reason"):
                continue
            key = (figure.indicator, figure.organisation, figure.status, figure.value.reason)
            table.setdefault(key, []).append(figure)
    return [
        AbsentFigures(material.pack.indicators[i], o, status, reason, figures)
        for (i, o, status, reason), figures in table.items()
        if status is not FigureStatus.NOT_APPLICABLE
    ]


@dataclass(frozen=True)
class Cause:
    """What made figures have no value: a missing delivery, or a reason that they share."""

    status: FigureStatus
    words: str
    rows: list[AbsentFigures]

    @property
    def count(self) -> int:
        """How many figures it took away."""
        return sum(len(row.figures) for row in self.rows)


def causes(material: Material) -> list[Cause]:
    """Return why figures have no value, what took away the most first.

    One delivery that is missing makes many figures unknown; they stand under that delivery.
    """
    table: dict[tuple[FigureStatus, str], list[AbsentFigures]] = {}
    for row in absent_figures(material):
        table.setdefault((row.status, _cause(material, row)), []).append(row)
    found = [Cause(status, words, rows) for (status, words), rows in table.items()]
    return sorted(found, key=lambda cause: -cause.count)


def _cause(material: Material, row: AbsentFigures) -> str:
    if row.status is FigureStatus.NOT_ASKED:
        return "om deze gegevens is niet gevraagd"
    missing = {one for figure in row.figures for one in figure.coverage.missing}
    if not missing or row.status is FigureStatus.SUPPRESSED:
        return row.reason
    lacking: dict[tuple[str, str], list[str]] = {}
    for dataset, organisation, period in sorted(missing):
        lacking.setdefault((dataset, organisation), []).append(moment(period))
    each = [
        f"{material.pack.datasets[dataset].title.nl} van {material.name(organisation)}, "
        f"{', '.join(when) if len(when) <= 3 else PERIOD.counted(len(when))}"
        for (dataset, organisation), when in lacking.items()
    ]
    if len(each) > 3:
        return f"er ontbreken leveringen van {ORGANISATION.counted(len({o for _, o in lacking}))}"
    return f"er ontbreekt: {'; '.join(each)}"
