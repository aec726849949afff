"""Figures without a value, together where indicator, organisation and reason agree."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.release.material import Material
from verantwoord.wording import notation


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
