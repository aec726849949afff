"""What a release is made from, and the look-ups that every page needs."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from verantwoord.deliveries.mapping import UsedMap
from verantwoord.formula.expression import parse
from verantwoord.formula.quantities import Absence
from verantwoord.model.column_map import ColumnMap
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisation, Population
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.standing import Standing, main_grain, stand
from verantwoord.register.loading import register_of
from verantwoord.register.register import Register
from verantwoord.release import paths
from verantwoord.release.corrected import Moved
from verantwoord.release.owed import Owed, owed
from verantwoord.release.program import Program
from verantwoord.release.reports import CoveredDocument, covered_documents

_RANK = {"totaal": 0, "sector": 1, "ministerie": 2, "dienst": 3}  # from wide to narrow
_YEAR_IN_ID = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Material:
    """Everything a release rests on; figures have small numbers hidden already."""

    release: str
    pack: Pack
    figures: Mapping[str, Figure]
    current: tuple[Delivery, ...]  # the deliveries that count
    received: tuple[Delivery, ...]  # all that were known, corrections and what they replaced
    sql: Mapping[str, str]  # dataset -> the query that ran
    program: Program  # what made it
    known_on: dt.date | None = None
    year: int | None = None  # which year the release is about; None: see `reporting_year`
    base_url: str | None = None  # the address of the folder of the release, without last slash
    log_order: tuple[str, ...] | None = None  # ids as they came, when a check could see that order
    mappings: Mapping[str, UsedMap] = field(default_factory=dict)  # by hash
    moved: Mapping[str, tuple[Moved, ...]] = field(default_factory=dict)  # by id of a correction
    rows_path: Callable[[Delivery], Path] | None = field(default=None, compare=False)
    file_path: Callable[[Delivery], Path] | None = field(default=None, compare=False)

    @cached_property
    def stand(self) -> dt.date:
        """The day as of which the release speaks: `known_on`, else the last receipt."""
        days = [d.received_on for d in self.received]
        return self.known_on or max(days, default=dt.date(1, 1, 1))

    @cached_property
    def reporting_year(self) -> int:
        """The year the release is about: as given, as its id says, or the last with a figure."""
        if self.year is not None:
            return self.year
        in_id = _YEAR_IN_ID.findall(self.release)
        if in_id:
            return int(in_id[-1])
        return max((f.period.last_day.year for f in self.figures.values()), default=1)

    @cached_property
    def by_indicator(self) -> dict[str, list[Figure]]:
        """The figures of each indicator, oldest period first, in the order of the pack."""
        table: dict[str, list[Figure]] = {i: [] for i in self.pack.indicators}
        for figure in self.figures.values():
            table[figure.indicator].append(figure)
        for figures in table.values():
            figures.sort(key=_when)
        return table

    @cached_property
    def goals_of(self) -> dict[str, list[Goal]]:
        """The goals that are held against each indicator."""
        table: dict[str, list[Goal]] = {i: [] for i in self.pack.indicators}
        for goal in self.pack.goals.values():
            if goal.indicator is not None:
                table[goal.indicator].append(goal)
        return table

    @cached_property
    def related_goals(self) -> dict[str, list[Goal]]:
        """The goals that each indicator is itself, or is a share of."""
        table: dict[str, list[Goal]] = {i: [] for i in self.pack.indicators}
        for goal in self.pack.goals.values():
            for indicator in goal.related:
                table[indicator].append(goal)
        return table

    @cached_property
    def delivery(self) -> dict[str, Delivery]:
        """Every delivery by its id."""
        return {d.id: d for d in (*self.received, *self.current)}

    @cached_property
    def register(self) -> Register:
        """Motions, commitments, actions and programmes of the pack."""
        return self.pack.once(register_of)

    @cached_property
    def has_promises(self) -> bool:
        """Say whether the pack has a register at all."""
        found = self.register
        return bool(found.promises or found.programmes or found.recommendations or found.opinions)

    @cached_property
    def documents(self) -> list[CoveredDocument]:
        """The published documents of which the pack says what covers each claim."""
        return self.pack.once(covered_documents)

    def population(self, indicator: Indicator) -> Population:
        """Return the population of an indicator."""
        return self.pack.organisations.populations[indicator.population]

    def plain_figures(self, indicator: str) -> list[Figure]:
        """Return the figures without dimensions, of the organisations as they were."""
        return [f for f in self.by_indicator[indicator] if not f.dimensions and f.structure is None]

    def series(self, indicator: str, organisation: str, grain: Grain | None = None) -> list[Figure]:
        """Return one organisation over time, in one grain: the given one or the coarsest."""
        found = [f for f in self.plain_figures(indicator) if f.organisation == organisation]
        grains = {f.period.grain for f in found}
        chosen = grain or main_grain(grains)
        return [f for f in found if f.period.grain is chosen]

    @cached_property
    def chains(self) -> dict[tuple[object, ...], list[Figure]]:
        """Figures of one kind after each other: one indicator, organisation, split and grain."""
        found: dict[tuple[object, ...], list[Figure]] = {}
        for figures in self.by_indicator.values():
            for figure in figures:
                found.setdefault(chain_of(figure), []).append(figure)
        return found

    def before(self, figure: Figure) -> Figure | None:
        """Return the same figure one period earlier; None for the first."""
        return self._beside(figure, -1)

    def after(self, figure: Figure) -> Figure | None:
        """Return the same figure one period later; None for the last."""
        return self._beside(figure, 1)

    def _beside(self, figure: Figure, step: int) -> Figure | None:
        chain = self.chains[chain_of(figure)]
        at = bisect_left(chain, _when(figure), key=_when) + step
        return chain[at] if 0 <= at < len(chain) else None

    def leading(self, indicator: str) -> str:
        """Return the organisation whose figure stands for an indicator; see `all_leading`."""
        return self.all_leading(indicator)[0]

    def whole(self, indicator: str) -> str | None:
        """Return which organisation is the sum of the others, if one is.

        That of the population, unless it is itself a member: then the others stand beside it, and
        only who is a total by kind is their sum.
        """
        population = self.population(self.pack.indicators[indicator])
        if population.organisation not in population.members:
            return population.organisation
        known = self.pack.organisations.by_id
        totals = (o for o in self.organisations_of(indicator) if known[o].kind == "totaal")
        return next(totals, None)

    def all_leading(self, indicator: str) -> list[str]:
        """Return the organisations whose figures stand for an indicator.

        The whole population; where publications are about other groups, all that a goal is about
        (one that was met must not hide one that was missed), else the widest, if it is one.
        """
        total = self.population(self.pack.indicators[indicator]).organisation
        present = {f.organisation for f in self.plain_figures(indicator)}
        if total in present or not present:
            return [total]
        with_goal = [g.organisation for g in self.goals_of[indicator] if g.organisation in present]
        if with_goal:
            return list(dict.fromkeys(with_goal))
        known = self.pack.organisations.by_id
        widest = min((_RANK.get(known[o].kind, 9) for o in present if o in known), default=9)
        first = [o for o in known if o in present and _RANK.get(known[o].kind, 9) == widest]
        return first if len(first) == 1 else [total]

    def standing(self, indicator: str, organisation: str | None = None) -> Standing:
        """Return which figure stands for an indicator in the reporting year, and why.

        Of the organisation that leads, unless one is named; see `model.standing.stand`.
        """
        who = organisation or self.leading(indicator)
        mine = [f for f in self.plain_figures(indicator) if f.organisation == who]
        theirs = [f for f in self.plain_figures(indicator) if f.organisation != who]
        return stand(mine, who, self.reporting_year, theirs)

    def organisations_of(self, indicator: str) -> list[str]:
        """Return who has a figure: the whole first, then the members in the order of the pack."""
        present = {f.organisation for f in self.plain_figures(indicator)}
        population = self.population(self.pack.indicators[indicator])
        order = [population.organisation, *population.members]
        order += sorted(present - set(order))
        return [o for o in dict.fromkeys(order) if o in present]

    def figures_about(self, organisation: str) -> int:
        """Return how many figures there are of an organisation, with a value or without."""
        return self._figures_of.get(organisation, 0)

    @cached_property
    def _figures_of(self) -> Counter[str]:
        return Counter(f.organisation for f in self.figures.values())

    @cached_property
    def ministries(self) -> list[Organisation]:
        """The ministries that existed in the reporting year, also those without any figure."""
        year = self.reporting_year
        return [
            o
            for o in self.pack.organisations.by_id.values()
            if o.kind == "ministerie" and o.exists_from.year <= year <= o.exists_until.year
        ]

    @cached_property
    def organisations_shown(self) -> list[Organisation]:
        """Who has a page: with a figure, a request or a goal, and every ministry."""
        shown = {o for r in self.pack.requests.values() for o in r.organisations}
        shown |= set(self._figures_of) | {o.id for o in self.ministries}
        shown |= {g.organisation for g in self.pack.goals.values()}
        return [o for o in self.pack.organisations.by_id.values() if o.id in shown]

    def absence(
        self, indicator: Indicator, organisation: str | None = None, period: Period | None = None
    ) -> Absence:
        """Say why there is no figure at all, not even one without a value.

        Published series are asked of nobody: what is not there was not found, unless who it would
        be about did not exist. Of what is delivered there is a figure for everybody who was there,
        so somebody without one was not.
        """
        one = self.pack.organisations.by_id.get(organisation or "")
        if one and period and not exists_in(one, period):
            return Absence.NOT_APPLICABLE
        kinds = {self.pack.component(u.component)[0].kind for u in indicator.components.values()}
        return Absence.NOT_FOUND if kinds == {"gepubliceerd"} else Absence.NOT_APPLICABLE

    def is_confidential(self, delivery: Delivery) -> bool:
        """Say whether the file of a delivery is about people, and so is not public."""
        return is_confidential(self.pack, delivery.dataset)

    def public_file(self, delivery: Delivery) -> str | None:
        """Return where the file of a delivery stands; None when readers may not have it."""
        if self.is_confidential(delivery):
            return None
        return paths.input_file(delivery.file_sha256, delivery.file_name)

    def mapping_of(self, delivery: Delivery) -> ColumnMap | None:
        """Return the mapping with which the file of a delivery was read, if with one."""
        return self.mappings[delivery.mapping_sha256].says if delivery.mapping_sha256 else None

    def public_rows(self, delivery: Delivery) -> int | None:
        """Return how many rows a delivery has; None when each is a person."""
        people = self.pack.datasets[delivery.dataset].people
        return None if people is not None and not parse(people).names else delivery.rows

    def name(self, organisation: str, day: dt.date | None = None) -> str:
        """Return the full name of an organisation on a day."""
        found = self.pack.organisations.by_id.get(organisation)
        return found.name_on(day or self.stand).name if found else organisation

    def short_name(self, organisation: str, day: dt.date | None = None) -> str:
        """Return the short name of an organisation on a day."""
        found = self.pack.organisations.by_id.get(organisation)
        return found.name_on(day or self.stand).short if found else organisation

    def theme_indicators(self, theme: str) -> list[Indicator]:
        """Return the indicators of a theme, in the order of the pack."""
        return [i for i in self.pack.indicators.values() if i.theme == theme]

    @cached_property
    def owed(self) -> list[Owed]:
        """Every delivery that was due by `stand`, with what came of it."""
        return owed(self.pack, self.current, self.received, self.stand)

    @property
    def datasets_in_use(self) -> list[Dataset]:
        """The datasets of which there are deliveries or that are asked for, in pack order."""
        used = {d.dataset for d in self.received}
        used |= {r.dataset for r in self.pack.requests.values()}
        used |= {d.id for d in self.pack.datasets.values() if d.base in used}
        return [d for d in self.pack.datasets.values() if d.id in used]


def chain_of(figure: Figure) -> tuple[object, ...]:
    """Return what figures have in common that are about the same in different periods."""
    f = figure
    return f.indicator, f.organisation, f.dimensions, f.structure, f.period.grain


def _when(figure: Figure) -> tuple[dt.date, dt.date]:
    return figure.period.start, figure.period.end


def is_confidential(pack: Pack, dataset: str) -> bool:
    """Say whether what is delivered for a dataset is about people."""
    found = pack.datasets.get(dataset)
    return found is not None and found.people is not None


def exists_in(organisation: Organisation, period: Period) -> bool:
    """Say whether an organisation existed on a day of a period."""
    return organisation.exists_from < period.end and period.start < organisation.exists_until
