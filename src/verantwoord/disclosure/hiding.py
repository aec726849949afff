"""Hides small numbers about people in figures, and enough around them (PRIV-03).

Everything that is published of a dataset about people is put in one table (`table`): the components
of every figure, and what each delivery contributed to them. `protect` chooses what is not shown.
A figure is shown when all its components are. Where a figure is shown and some of its contributions
are not, these are given together: their sum follows from the figure anyway.

All that is hidden is hidden with the same words: a reader may not know which number is the small
one. How many rows a component looked at is never published of people: a row may be a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from verantwoord.disclosure.attack import attack
from verantwoord.disclosure.errors import DisclosureError
from verantwoord.disclosure.protect import protect
from verantwoord.disclosure.table import Atom, Name, TableCell
from verantwoord.engine.people import PeopleGroup, counts_people, measure_of
from verantwoord.formula.quantities import CONTEXT, unknown
from verantwoord.model.figure import (
    ComponentValue,
    Contribution,
    Coverage,
    Figure,
    FigureStatus,
)
from verantwoord.model.pack import Pack
from verantwoord.model.people import K
from verantwoord.model.period import Period

REASON = "dit gaat over te weinig mensen om te tonen, of het zou zo'n klein aantal verraden"
_HIDDEN = unknown(
    REASON, "this is about too few people to be shown, or it would betray so small a number"
)


@dataclass(frozen=True)
class Published:
    """Everything that would be published about people, as a table."""

    atoms: Mapping[Name, Atom]
    cells: Mapping[Name, TableCell]
    floors: Mapping[str, Decimal]
    k: Decimal


class ProtectedFigures(Mapping[str, Figure]):
    """Figures of which some are replaced; the others are made when somebody looks, as before."""

    def __init__(self, figures: Mapping[str, Figure], instead: Mapping[str, Figure]) -> None:
        self._figures = figures
        self._instead = instead

    def __getitem__(self, identifier: str) -> Figure:
        return self._instead.get(identifier) or self._figures[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def hide_small(
    figures: Mapping[str, Figure], pack: Pack, people: Iterable[PeopleGroup]
) -> Mapping[str, Figure]:
    """Return the figures with small numbers hidden, and others that would give them away.

    Shape:    all figures of a release -> the same figures.
    Missing:  of a dataset about people, a sum of which the people cannot be counted is hidden.
    Errors:   DisclosureError when an attack on the outcome finds something: nothing is published.
    Source:   adr/2026-11-26-an-attack-on-small-numbers-must-fail.md
    """
    concerned = list(_about_somebody(figures, pack))
    if not concerned:
        return figures
    table = published(figures, pack, people)
    hidden = protect(table.atoms, table.cells, table.k, table.floors).hidden
    audit(table, hidden)
    return ProtectedFigures(figures, {i: _without(figures[i], hidden, pack) for i in concerned})


def audit(table: Published, hidden: frozenset[Name]) -> None:
    """Attack what would be published, as anyone could afterwards; nothing may be found.

    Errors:   DisclosureError: the first hidden number that could be known, without saying it.
    """
    found = attack(table.atoms, table.cells, hidden, table.k, table.floors)
    if found:
        raise DisclosureError(
            f"Met wat openbaar zou worden, is {' '.join(found[0].cell[:2])} te herleiden "
            f"(en {len(found) - 1} andere). Er is niets gepubliceerd; meld dit als een fout.",
            f"From what would be published, {' '.join(found[0].cell[:2])} could be derived "
            f"(and {len(found) - 1} others). Nothing was published; report this as a defect.",
        )


def published(
    figures: Mapping[str, Figure], pack: Pack, people: Iterable[PeopleGroup]
) -> Published:
    """Put what figures say about people in a table: components, and contributions to them."""
    behind = _Behind(pack, people)
    cells: dict[Name, TableCell] = {}
    for identifier in _about_somebody(figures, pack):
        figure = figures[identifier]
        for component in figure.components:
            if not _about_people(component, pack):
                continue
            form: dict[Name, Decimal] = {}
            for contribution in component.contributions:
                part = behind.form(figure, component, contribution)
                name = contribution_name(figure, component, contribution, pack)
                cells[name] = TableCell(part, behind.measures(component))
                for atom, share in part.items():
                    form[atom] = form.get(atom, Decimal(0)) + share
            cells[component_name(figure, component)] = TableCell(form, behind.measures(component))
    return Published(behind.atoms, cells, behind.floors, _limit(figures, pack))


def component_name(figure: Figure, component: ComponentValue) -> Name:
    """Name the cell that a component of a figure is."""
    return ("cijfer", figure.id, component.alias)


def contribution_name(
    figure: Figure, component: ComponentValue, contribution: Contribution, pack: Pack
) -> Name:
    """Name the cell that a contribution is: the same in every figure that shows it."""
    return (
        "bijdrage",
        component.component,
        contribution.delivery,
        contribution.organisation,
        str(contribution.period),
        str(_dimensions(figure, component, pack)),
        str(contribution.share),
    )


def _about_somebody(figures: Mapping[str, Figure], pack: Pack) -> Iterator[str]:
    """Yield the figures with a component about people; which ones follows from the indicator."""
    known: dict[str, bool] = {}
    for identifier in figures:
        indicator = identifier.partition("@")[0]
        if indicator not in known:
            known[indicator] = any(_about_people(c, pack) for c in figures[identifier].components)
        if known[indicator]:
            yield identifier


def _limit(figures: Mapping[str, Figure], pack: Pack) -> Decimal:
    """The highest `privacy.k` that holds at the start of a period that is published."""
    parameter = pack.parameters[K]
    days = {figures[i].period.start for i in _about_somebody(figures, pack)}
    chosen = [parameter.on(day) for day in sorted(days)]
    known = [c.value for c in chosen if c is not None and c.value is not None]
    always = [v.value for v in parameter.values if v.value is not None]
    return max(known or always)


def _about_people(component: ComponentValue, pack: Pack) -> bool:
    dataset = pack.datasets[component.component.rpartition(".")[0]]
    return dataset.people is not None


def _dimensions(
    figure: Figure, component: ComponentValue, pack: Pack
) -> tuple[tuple[str, str], ...]:
    """The dimensions that a component was really split by."""
    indicator = pack.indicators.get(figure.indicator)
    use = indicator.components.get(component.alias) if indicator else None
    return () if use is not None and use.whole_population else figure.dimensions


class _Behind:
    """The groups of people, and which of them a contribution is the sum of."""

    def __init__(self, pack: Pack, people: Iterable[PeopleGroup]) -> None:
        self._pack = pack
        self.atoms: dict[Name, Atom] = {}
        self.floors: dict[str, Decimal] = {}
        self._found: dict[tuple[str, str, str, str], list[tuple[Name, PeopleGroup]]] = {}
        for group in people:
            self._add(group)

    def _add(self, group: PeopleGroup) -> None:
        period = _canonical(group.period)
        key = (group.dataset, group.delivery, group.organisation, period)
        name = (*key, str(group.dimensions))
        amounts = {self._measure(component): amount for component, amount in group.amounts.items()}
        self.atoms[name] = Atom(period, group.people, amounts)
        self._found.setdefault(key, []).append((name, group))

    def _measure(self, component: str) -> str:
        dataset, definition = self._pack.component(component)
        measure = f"{dataset.id} {measure_of(definition)}"
        if counts_people(dataset, definition):
            self.floors[measure] = Decimal(1)
        return measure

    def measures(self, component: ComponentValue) -> frozenset[str]:
        """What a component shows of its people."""
        return frozenset((self._measure(component.component),))

    def form(
        self, figure: Figure, component: ComponentValue, contribution: Contribution
    ) -> dict[Name, Decimal]:
        """Of which groups a contribution is the sum; of an unknown one if there are none."""
        key = (
            component.component.rpartition(".")[0],
            contribution.delivery,
            contribution.organisation,
            str(contribution.period),
        )
        wanted = set(_dimensions(figure, component, self._pack))
        form = {
            name: contribution.share
            for name, group in self._found.get(key, ())
            if component.component in group.amounts and wanted <= set(group.dimensions)
        }
        if form:
            return form
        stray = (*key, component.component, str(sorted(wanted)))
        amounts = {self._measure(component.component): contribution.amount}
        self.atoms[stray] = Atom(key[3], None, amounts)
        return {stray: contribution.share}


def _canonical(period: str) -> str:
    try:
        return str(Period.parse(period))
    except ValueError:
        return period  # a row without a date makes no figure


# ---- leaving out ----------------------------------------------------------------------------


def _without(figure: Figure, hidden: frozenset[Name], pack: Pack) -> Figure:
    """Return a figure as it may be shown."""
    if any(component_name(figure, c) in hidden for c in figure.components):
        return _suppressed(figure)
    shown = tuple(
        _with_some_together(figure, c, hidden, pack) if _about_people(c, pack) else c
        for c in figure.components
    )
    about_people = any(_about_people(c, pack) for c in figure.components)
    coverage = _uncounted(figure.coverage) if about_people else figure.coverage
    return replace(figure, components=shown, coverage=coverage)


def _uncounted(coverage: Coverage) -> Coverage:
    """Leave out how many rows about people have no value, as how many rows there are."""
    return replace(coverage, left_out=None if coverage.left_out else 0)


def _with_some_together(
    figure: Figure, component: ComponentValue, hidden: frozenset[Name], pack: Pack
) -> ComponentValue:
    """Return a component of which the contributions that are hidden are one sum."""
    kept: list[Contribution] = []
    together: list[Contribution] = []
    for contribution in component.contributions:
        name = contribution_name(figure, component, contribution, pack)
        (together if name in hidden else kept).append(contribution)
    total = Decimal(0)
    for contribution in together:
        total = CONTEXT.add(total, contribution.amount)
    return replace(
        component,
        rows=0,
        empty=0,
        contributions=tuple(kept),
        withheld=len(together),
        withheld_amount=total if together else None,
    )


def _suppressed(figure: Figure) -> Figure:
    return replace(
        figure,
        value=_HIDDEN,
        numerator=None if figure.numerator is None else _HIDDEN,
        denominator=None if figure.denominator is None else _HIDDEN,
        status=FigureStatus.SUPPRESSED,
        components=tuple(_amountless(c) for c in figure.components),
        terms=tuple(replace(t, value=_HIDDEN, parts=()) for t in figure.terms),
        coverage=replace(figure.coverage, left_out=0),
        judgements=(),
        show_parts_only=False,
    )


def _amountless(component: ComponentValue) -> ComponentValue:
    return replace(component, value=_HIDDEN, rows=0, empty=0, contributions=(), bins=())
