"""Goals and promises: a row for each, and the page on which every count of them can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from verantwoord.charts import stack
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.standing import Stand
from verantwoord.model.theme import Theme
from verantwoord.release.material import Material
from verantwoord.release.promised import Promised, promised, tally
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.goals import promised_text
from verantwoord.wording.shown import Shown, show
from verantwoord.wording.tally import tally_sentence

# stand -> css class and anchor
CSS = {stand: str(stand).replace(" ", "-") for stand in Stand}
WORDS = {
    Stand.MET: "De waarde over het jaar is zoals gevraagd.",
    Stand.ON_TRACK: "Het eindjaar komt nog; de waarde ligt op of voor het pad ernaartoe.",
    Stand.AT_RISK: "De waarde ligt achter op het pad, maar binnen de afgesproken marge.",
    Stand.OFF_TRACK: "De waarde ligt achter op het pad.",
    Stand.MISSED: "De waarde over het jaar is niet zoals gevraagd.",
    Stand.NO_JUDGEMENT: "Er is een cijfer over het jaar, maar geen oordeel; de reden staat erbij.",
    Stand.OLDER: "Er is alleen een cijfer van voor het jaar. Dat is geen oordeel over het jaar.",
    Stand.NO_FIGURE: "Er is een indicator voor, maar geen cijfer over het jaar of daarvoor.",
    Stand.UNMEASURED: "Er is geen meting gevonden. Dat zegt niet dat niemand het meet.",
}


@dataclass(frozen=True)
class GoalRow:
    """A goal or promise as a row of a table."""

    item: Promised
    asked: str
    shown: Shown | None

    @property
    def figure(self) -> Figure | None:
        """The figure it is held against: about the year, or the last before it."""
        return self.item.standing.figure if self.item.standing else None


def goal_row(material: Material, item: Promised) -> GoalRow:
    """Return a goal or promise with what is asked and the figure it is held against."""
    goal = item.goal
    indicator = _indicator(material, item)
    figure = item.standing.figure if item.standing else None
    span = figure.period if figure else None
    asked = promised_text(goal, indicator, material.reporting_year, span)
    shown = show(figure, indicator) if figure and indicator else None
    return GoalRow(item, asked, shown)


def _indicator(material: Material, item: Promised) -> Indicator | None:
    if item.goal.indicator is None:
        return None
    return material.pack.indicators[item.goal.indicator]


def bar_of(counts: dict[Stand, int]) -> dict[str, Any]:
    """Return what a page needs to show counts as a bar with its numbers below it."""
    drawn = stack.draw([(CSS[stand], n) for stand, n in counts.items()])
    return {"counts": counts, "bar": Markup(drawn), "css": CSS}


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page with every goal and promise, by where it stands in the reporting year."""
    material = shell.material
    rows = [goal_row(material, item) for item in promised(material)]
    counts = tally([row.item for row in rows])
    yield shell.page(
        "doelen.html",
        "goals.html",
        f"Doelen en beloften over {material.reporting_year}",
        sentence=tally_sentence(counts, material.reporting_year),
        **bar_of(counts),
        words=WORDS,
        by_stand=[(stand, _by_theme(material, rows, stand)) for stand in counts],
        beside=[r for r in rows if not r.item.counts],
    )


def _by_theme(
    material: Material, rows: list[GoalRow], stand: Stand
) -> list[tuple[Theme, list[GoalRow]]]:
    mine = [r for r in rows if r.item.stand is stand and r.item.counts]
    themes = material.pack.themes.values()
    found = [(t, [r for r in mine if r.item.theme == t.id]) for t in themes]
    return [(theme, some) for theme, some in found if some]
