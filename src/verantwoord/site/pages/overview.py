"""The start page, the list of all figures, and a page for each theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.indicator import Indicator
from verantwoord.model.standing import Situation, Stand
from verantwoord.model.theme import Theme
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.norms import NormRow, NormState, norm_counts, norm_rows
from verantwoord.release.promised import promised, tally
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.goals import GoalRow, bar_of, goal_row
from verantwoord.site.pages.rows import IndicatorRow, leading_rows
from verantwoord.site.pages.shell import Shell
from verantwoord.wording import notation
from verantwoord.wording.norms import norm_sentence
from verantwoord.wording.tally import tally_sentence

ON_START = 2  # leading figures of a theme on the start page; the others are on its own page
LEADING = 5  # where a pack names none, so many of the first with a figure


@dataclass(frozen=True)
class NormBlock:
    """An indicator with a norm, and how each organisation lies to it."""

    indicator: Indicator
    rows: list[NormRow]
    sentence: str
    english: str

    def compared(self, row: NormRow) -> str:
        """Return of what of an organisation there is a value, in words."""
        return _titles(row.compared) or "niets"

    def not_compared(self, row: NormRow) -> str:
        """Return of what there is none."""
        return _titles(row.missing)

    def bounds(self, row: NormRow) -> str:
        """Return the norm of a row, as `3 tot en met 5 jaar`; empty when it is not known."""
        return _bounds(self.indicator, row, "nl")


@dataclass(frozen=True)
class ThemeBlock:
    """What the report says about one theme."""

    theme: Theme
    counts: dict[Stand, int]
    sentence: str
    english: str
    leading: list[IndicatorRow]  # three to five that the pack chose
    rows: list[IndicatorRow]  # all others with a figure
    goals: list[GoalRow]
    norms: list[NormBlock]
    empty: list[Indicator]  # nothing was delivered or published for these

    @property
    def all_rows(self) -> list[IndicatorRow]:
        """Every indicator with a figure, the leading ones first."""
        return [*self.leading, *self.rows]

    @property
    def on_start(self) -> list[IndicatorRow]:
        """The leading lines for the start page: the first, and others about the year."""
        first, others = self.leading[:1], self.leading[1:ON_START]
        return [*first, *(r for r in others if r.standing.situation is Situation.ABOUT_YEAR)]

    def norm_of(self, indicator: Indicator) -> NormBlock | None:
        """Return who is within the norm of an indicator; None when it has no norm."""
        return next((n for n in self.norms if n.indicator.id == indicator.id), None)

    @property
    def unmeasured(self) -> int:
        """Of how many goals no measurement was found."""
        return self.counts.get(Stand.UNMEASURED, 0)

    @property
    def gaps(self) -> int:
        """What else is missing: the gaps of the theme, counted apart from its goals."""
        return len(self.theme.gaps)

    @property
    def about_year(self) -> int:
        """How many lines have a value about the reporting year."""
        return sum(r.standing.situation is Situation.ABOUT_YEAR for r in self.all_rows)


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the start page, the list of all figures and the page of every theme."""
    material = shell.material
    blocks = [theme_block(material, theme) for theme in material.pack.themes.values()]
    counts = tally(promised(material))
    year = material.reporting_year
    yield shell.page(
        "index.html",
        "start.html",
        f"{material.pack.info.title.nl} over {year}",
        themes=blocks,
        sentence=tally_sentence(counts, year),
        english=tally_sentence(counts, year, "en"),
        **bar_of(counts),
        ministries=[(o.id, material.figures_about(o.id)) for o in material.ministries],
        n_rows=sum(len(block.all_rows) for block in blocks),
        documents=material.documents,
    )
    yield shell.page("cijfers.html", "figures.html", "Alle cijfers", themes=blocks)
    for block in blocks:
        path = paths.theme_page(block.theme.id)
        title = block.theme.title.nl
        yield shell.page(path, "theme.html", title, block=block, **bar_of(block.counts))


def theme_block(material: Material, theme: Theme) -> ThemeBlock:
    """Return the indicators, goals and gaps of a theme."""
    indicators = material.theme_indicators(theme.id)
    with_figure = [i for i in indicators if material.by_indicator[i.id]]
    first = headlines(material, with_figure)
    others = [row for i in with_figure if i not in first for row in leading_rows(material, i)]
    items = [p for p in promised(material) if p.theme == theme.id]
    counts = tally(items)
    rows = [goal_row(material, p) for p in items]
    return ThemeBlock(
        theme=theme,
        counts=counts,
        sentence=tally_sentence(counts, material.reporting_year),
        english=tally_sentence(counts, material.reporting_year, "en"),
        leading=[row for i in first for row in leading_rows(material, i)[:1]],
        rows=[
            *(row for i in first for row in leading_rows(material, i)[1:]),
            *sorted(others, key=lambda r: (r.goal is None, r.figure is None)),  # goals first
        ],
        empty=[i for i in indicators if not material.by_indicator[i.id]],
        norms=[norm_block(material, i) for i in indicators if i.between],
        goals=sorted(rows, key=lambda r: (not r.item.counts, list(Stand).index(r.item.stand))),
    )


def norm_block(material: Material, indicator: Indicator) -> NormBlock:
    """Return how each organisation lies to the norm of an indicator, with the sentence that counts.

    Missing:  where figures have different norms, each of its own time, the sentence gives no one.
    """
    rows = norm_rows(material, indicator)
    counts = norm_counts(rows)

    def sentence(language: str) -> str:
        norms = {_bounds(indicator, row, language) for row in rows} - {""}
        own = "its own time" if language == "en" else "de eigen tijd"
        return norm_sentence(
            counts[NormState.WITHIN],
            counts[NormState.BELOW],
            counts[NormState.ABOVE],
            counts[NormState.UNKNOWN],
            norms.pop() if len(norms) == 1 else own,
            language,
        )

    return NormBlock(indicator, rows, sentence("nl"), sentence("en"))


def _titles(indicators: Iterable[Indicator]) -> str:
    names = (i.title.nl for i in indicators)
    return "; ".join(f"{name[0].lower()}{name[1:]}" for name in names)


def _bounds(indicator: Indicator, row: NormRow, language: str) -> str:
    if not isinstance(row.low, Decimal) or not isinstance(row.high, Decimal):
        return ""
    low, high = (notation.short(v, language) for v in (row.low, row.high))
    to = "to" if language == "en" else "tot en met"
    return f"{low} {to} {notation.with_unit(high, indicator.unit, language)}"


def headlines(material: Material, indicators: list[Indicator]) -> list[Indicator]:
    """Return the indicators that lead a theme: as the pack ranks them, else the first few.

    Where the pack ranks none, those with a goal go first, and no more than `LEADING`.
    """
    ranked = sorted((i for i in indicators if i.headline), key=lambda i: i.headline or 0)
    if ranked:
        return ranked
    return sorted(indicators, key=lambda i: not material.goals_of[i.id])[:LEADING]
