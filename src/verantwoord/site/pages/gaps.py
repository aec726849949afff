"""Everything that is not known, on one page: promised but not measured, asked but not delivered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.standing import JUDGED
from verantwoord.release.material import Material
from verantwoord.release.owed import Owed
from verantwoord.release.promised import promised
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.absences import causes
from verantwoord.site.pages.goals import goal_row
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation
from verantwoord.wording.coverage import cells_words


@dataclass(frozen=True)
class MissingRun:
    """Deliveries of one dataset by one organisation that are missing, in one line."""

    dataset: str
    organisation: str
    owed: list[Owed]

    @property
    def periods(self) -> str:
        """The periods in words; of many the first and the last, unless a part of one came."""
        words = [_period_words(one) for one in self.owed]
        if len(words) <= 4 or any(one.came.covered for one in self.owed):
            return ", ".join(words)
        return f"{words[0]} tot en met {words[-1]} ({len(words)} keer)"


def _period_words(one: Owed) -> str:
    words = notation.period(one.expected.period)
    if not one.came.covered:
        return words
    return f"{words} ({cells_words(one.came.covered, one.came.cells, one.each)})"


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of gaps."""
    material = shell.material
    pack = material.pack
    rows = [goal_row(material, item) for item in promised(material)]
    yield shell.page(
        "hiaten.html",
        "gaps.html",
        "Hiaten: wat we niet weten",
        promised=[(t, t.gaps) for t in pack.themes.values() if t.gaps],
        goals=[r for r in rows if not r.item.standing],
        unjudged=[r for r in rows if r.item.standing and r.item.stand not in JUDGED],
        missing=_missing(material),
        late=late(material),
        parameters=unknown_parameters(material),
        causes=causes(material),
        no_figures=[i for i in pack.indicators.values() if not material.by_indicator[i.id]],
        unused=unused(material),
    )


def unused(material: Material) -> list[Delivery]:
    """Return the accepted deliveries of which nothing is in any figure, in order of receipt."""
    left = {d.id for d in material.current}
    for figure in material.figures.values():
        if not left:
            return []
        left -= {c.delivery for part in figure.components for c in part.contributions}
        hidden = figure.status is FigureStatus.SUPPRESSED
        if hidden or any(part.withheld for part in figure.components):
            of = _datasets(material, figure)  # which files are in it, is not told
            left -= {d.id for d in material.current if d.dataset in of}
    return [d for d in material.current if d.id in left]


def _datasets(material: Material, figure: Figure) -> set[str]:
    """Whose contributions a figure holds: of a view those of what is below it."""
    found = [material.pack.component(c.component)[0] for c in figure.components]
    return {dataset.base or dataset.id for dataset in found}


def _missing(material: Material) -> list[MissingRun]:
    table: dict[tuple[str, str], list[Owed]] = {}
    for one in material.owed:
        if not one.came.complete:
            key = one.expected.dataset, one.expected.organisation
            table.setdefault(key, []).append(one)
    return [
        MissingRun(d, o, sorted(mine, key=lambda one: one.expected.due_on))
        for (d, o), mine in table.items()
    ]


def late(material: Material) -> list[Owed]:
    """Return what was complete only after its due day; what came first counts."""
    return [one for one in material.owed if one.days_late]


def unknown_parameters(material: Material) -> list[tuple[Parameter, ParameterValue]]:
    """Return every value that is openly unknown."""
    return [
        (parameter, value)
        for parameter in material.pack.parameters.values()
        for value in parameter.values
        if value.value is None
    ]
