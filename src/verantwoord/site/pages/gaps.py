"""Everything that is not known, on one page: promised but not measured, asked but not delivered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.period import Period
from verantwoord.model.request import Expected
from verantwoord.release.material import Material
from verantwoord.release.publish import Made
from verantwoord.site.pages.overview import GoalRow, goal_row
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation


@dataclass(frozen=True)
class MissingRun:
    """Deliveries of one dataset by one organisation that are missing, in one line."""

    dataset: str
    organisation: str
    expected: list[Expected]

    @property
    def periods(self) -> str:
        """The periods in words; a run of many is its first and last."""
        words = [notation.period(e.period) for e in self.expected]
        if len(words) <= 4:
            return ", ".join(words)
        return f"{words[0]} tot en met {words[-1]} ({len(words)} keer)"


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


def pages(shell: Shell) -> Iterator[Made]:
    """Yield the page of gaps."""
    material = shell.material
    pack = material.pack
    yield shell.page(
        "hiaten.html",
        "gaps.html",
        "Hiaten: wat we niet weten",
        promised=[(t, t.gaps) for t in pack.themes.values() if t.gaps],
        goals=[goal_row(material, g) for g in pack.goals.values() if g.indicator is None],
        unjudged=_unjudged(material),
        missing=_missing(material),
        late=late(material),
        parameters=unknown_parameters(material),
        absent=absent_figures(material),
        no_figures=[i for i in pack.indicators.values() if not material.by_indicator[i.id]],
    )


def _unjudged(material: Material) -> list[GoalRow]:
    rows = [goal_row(material, g) for g in material.pack.goals.values() if g.indicator]
    return [r for r in rows if r.why]


def _missing(material: Material) -> list[MissingRun]:
    table: dict[tuple[str, str], list[Expected]] = {}
    for expected, got in material.owed:
        if got is None:
            table.setdefault((expected.dataset, expected.organisation), []).append(expected)
    return [MissingRun(d, o, sorted(e, key=lambda e: e.due_on)) for (d, o), e in table.items()]


def late(material: Material) -> list[tuple[Expected, Delivery, int]]:
    """Return what came in after its due day, with how many days; the first receipt counts."""
    return [
        (expected, got, (material.first_receipt(got) - expected.due_on).days)
        for expected, got in material.owed
        if got is not None and material.first_receipt(got) > expected.due_on
    ]


def unknown_parameters(material: Material) -> list[tuple[Parameter, ParameterValue]]:
    """Return every value that is openly unknown."""
    return [
        (parameter, value)
        for parameter in material.pack.parameters.values()
        for value in parameter.values
        if value.value is None
    ]


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
