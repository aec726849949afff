"""Where a figure comes from: a page per organisation, and all measures by effect per euro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.formula import units
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.register.measures import PlannedMeasure
from verantwoord.release import paths
from verantwoord.release.dossiers import FilledDossier
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.support import Support, number, per_euro, rank, support_of, wholes
from verantwoord.site.pages.dossiers import listed_text
from verantwoord.site.pages.shell import Shell
from verantwoord.wording.notation import number as written
from verantwoord.wording.notation import period as written_period
from verantwoord.wording.sentences import value_sentence
from verantwoord.wording.support import estimate_text, gap_sentence, per_euro_text


@dataclass(frozen=True)
class MeasureRow:
    """A measure as a row of a table, in words."""

    measure: PlannedMeasure
    effect: str
    cost: str
    per_thousand: str


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the pages of every indicator that says what it adds up from, and has figures."""
    for indicator in wholes(shell.material.pack):
        shown = organisations(shell.material, indicator)
        if not shown:
            continue
        for who in shown:
            yield _page(shell, indicator, who, shown)
        yield _measures(shell, indicator, shown)


def organisations(material: Material, indicator: Indicator) -> list[str]:
    """Return of whom there is a page: who has a figure in the reporting year, known or not."""
    year = str(material.reporting_year)
    found = {f.organisation for f in material.plain_figures(indicator.id) if str(f.period) == year}
    return [o for o in material.pack.organisations.by_id if o in found]


def _page(shell: Shell, indicator: Indicator, who: str, shown: list[str]) -> ReleaseFile:
    material = shell.material
    support = support_of(material, indicator, who)
    whole = support.whole
    return shell.page(
        paths.support_page(indicator.id, who),
        "support.html",
        f"{material.name(who)}: opbouw en maatregelen",
        indicator=indicator,
        who=who,
        others=[o for o in shown if o != who],
        support=support,
        rows=[measure_row(m) for m in support.measures],
        changed=_signed,
        shares=_shares(support),
        sentence=_gap(support, indicator, "nl"),
        gap_english=_gap(support, indicator, "en"),
        beside=[one for d in shell.dossiers if (one := _said_beside(d, indicator, who))],
        value_english=whole.figure and value_sentence(whole.figure, whole.indicator, "en"),
    )


@dataclass(frozen=True)
class SaidBeside:
    """What an organisation delivered of itself beside a figure, in words; no part of a number."""

    title: str
    page: str
    period: str
    cells: list[tuple[str, str]]


def _said_beside(one: FilledDossier, indicator: Indicator, who: str) -> SaidBeside | None:
    """Return the last row of an organisation in a dossier of the theme; None without any."""
    dossier = one.dossier
    if dossier.about is not None or dossier.theme != indicator.theme:
        return None
    subject = next((s for s in one.subjects if s.id == who), None)
    if subject is None or subject.last is None:
        return None
    first = subject.tables[0]
    columns = [first.dataset.column(c) for c in first.table.listed]
    empty = "geen waarde" if first.dataset.base else "niet ingevuld"
    cells = [(c.title.nl, listed_text(subject, 0, c) or empty) for c in columns]
    when = written_period(Period.parse(subject.last.period))
    title = (first.table.title or first.dataset.title).nl
    return SaidBeside(title, paths.dossier_page(dossier.id, who), when, cells)


def _gap(support: Support, indicator: Indicator, language: str) -> str | None:
    gap = support.gap
    if gap is None:
        return None
    unknown = len(gap.unknown)
    return gap_sentence(
        gap.open, gap.least, gap.most, unknown, gap.year, indicator, gap.each, language
    )


def _measures(shell: Shell, indicator: Indicator, shown: list[str]) -> ReleaseFile:
    material = shell.material
    mine = [m for m in material.register.measures.values() if m.indicator == indicator.id]
    ranked = [measure_row(m) for m in sorted(mine, key=rank)]
    return shell.page(
        paths.measures_page(indicator.id),
        "measures.html",
        f"Maatregelen: {indicator.title.nl}",
        indicator=indicator,
        shown=shown,
        unit=units.label(indicator.unit, "nl"),
        unit_english=units.label(indicator.unit, "en"),
        ranked=[r for r in ranked if not rank(r.measure)[0]],
        unranked=[r for r in ranked if rank(r.measure)[0]],
    )


def measure_row(measure: PlannedMeasure) -> MeasureRow:
    """Return a measure in words."""
    return MeasureRow(
        measure,
        estimate_text(measure.effect, measure.unit),
        estimate_text(measure.cost, "euro"),
        per_euro_text(measure, per_euro(measure)),
    )


def _signed(value: Decimal | None) -> str | None:
    """Return a change with its sign and one decimal, as its parts are shown."""
    if value is None:
        return None
    text = written(value, 1)
    return f"+{text}" if value > 0 else text


def _shares(support: Support) -> dict[str, str]:
    """Return which part of the whole each source is, in whole per cents; only when they add up."""
    whole = number(support.whole.figure)
    if not support.adds_up or not whole:
        return {}
    return {
        s.indicator.id: f"{written(s.value * 100 / whole, 0)}%"
        for s in support.sources
        if s.value is not None
    }
