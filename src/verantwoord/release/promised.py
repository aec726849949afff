"""Every goal of a pack, with where it stands in the reporting year.

Counts on pages are counts of these rows, and the rows are open data, so that anyone can count. A
gap of a theme is no row: it says what was looked for and not found, often no promise at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from verantwoord.model.figure import Judgement
from verantwoord.model.goal import Goal
from verantwoord.model.standing import JUDGED, Situation, Stand, Standing
from verantwoord.model.text import Text
from verantwoord.release.material import Material
from verantwoord.wording.standing import nothing_to_judge


@dataclass(frozen=True)
class Promised:
    """A goal with where it stands."""

    stand: Stand
    goal: Goal
    standing: Standing | None = None  # None when no indicator measures it
    judgement: Judgement | None = None  # on the figure of `standing`, of whichever year that is

    @property
    def id(self) -> str:
        """The id of the goal."""
        return self.goal.id

    @property
    def theme(self) -> str:
        """The theme of the goal."""
        return self.goal.theme

    @property
    def title(self) -> Text:
        """What was promised."""
        return self.goal.title

    @property
    def counts(self) -> bool:
        """Say whether it is counted: not another reading of a goal, nor one for comparison."""
        return self.goal.reading_of is None and self.goal.outside is None

    @property
    def why(self) -> str:
        """Say why there is no judgement about the year; empty when there is."""
        if self.stand in JUDGED:
            return ""
        if self.standing is None:
            return self.goal.gap.nl if self.goal.gap else "er is geen indicator die dit meet"
        if self.stand is Stand.NO_JUDGEMENT and self.judgement is not None:
            return self.judgement.reason.nl
        return nothing_to_judge(self.standing)


def promised(material: Material) -> list[Promised]:
    """Return every goal of the pack, by theme."""
    pack = material.pack
    return [
        of_goal(material, goal)
        for theme in pack.themes
        for goal in pack.goals.values()
        if goal.theme == theme
    ]


def of_goal(material: Material, goal: Goal) -> Promised:
    """Return where one goal stands in the reporting year."""
    if goal.indicator is None:
        return Promised(Stand.UNMEASURED, goal)
    standing = material.standing(goal.indicator, goal.organisation)
    figure = standing.figure
    judged = (j for j in figure.judgements if j.goal == goal.id) if figure else iter(())
    judgement = next(judged, None)
    stand = _stand(standing, judgement)
    return Promised(stand, goal, standing, judgement)


def _stand(standing: Standing, judgement: Judgement | None) -> Stand:
    if standing.situation is Situation.OLDER:
        return Stand.OLDER
    if standing.situation is not Situation.ABOUT_YEAR:
        return Stand.NO_FIGURE
    return Stand(judgement.status) if judgement is not None else Stand.NO_JUDGEMENT


def tally(rows: list[Promised]) -> dict[Stand, int]:
    """Return how many goals and promises stand where, in the order of `Stand`; zeros left out."""
    counted = Counter(row.stand for row in rows if row.counts)
    return {stand: counted[stand] for stand in Stand if counted[stand]}
