"""What is published about people, as sums over the smallest groups that are delivered.

An *atom* is the smallest group of people that a file is split into: a delivery, an organisation, a
period, a value of every dimension and which filters hold. Whatever is published about people is a
sum of atoms, each with a share that is less than one only after a reorganisation. Two published
things with the same sum are about the same people and are one *set of people* here, whatever their
indicator, organisation or period is called.

Nothing here knows an indicator or a file: the tests make tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

Name: TypeAlias = tuple[str, ...]  # names an atom or a cell; the order of names decides every tie
Form: TypeAlias = Mapping[Name, Decimal]  # the share of each atom; a share of zero is left out


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest group of people that can be told apart, in one period."""

    period: str  # people of different periods may be the same people
    people: Decimal | None  # None: not known
    amounts: Mapping[str, Decimal] = field(default_factory=dict)  # measure -> sum over the group


@dataclass(frozen=True, slots=True)
class TableCell:
    """Something that is published: the sum of which atoms, and which measures of it are shown."""

    form: Form
    measures: frozenset[str]


@dataclass(frozen=True)
class People:
    """One set of people about which something is published."""

    form: tuple[tuple[int, Decimal], ...]  # place of the group in the table, and its share
    names: tuple[Name, ...]  # the cells that are about exactly these people
    measures: frozenset[str]
    people: Decimal | None
    amounts: Mapping[str, Decimal]

    @property
    def empty(self) -> bool:
        """Say whether it is known that there is nobody, and nothing either."""
        return self.people == 0 and not any(self.amounts.values())

    def is_small(self, k: Decimal) -> bool:
        """Say whether there are too few people to show; unknown is too few."""
        return self.people is None or (self.people < k and not self.empty)


@dataclass(frozen=True)
class Group:
    """Atoms that are always published together, as one."""

    amounts: Mapping[str, Decimal]
    within: tuple[tuple[int, float], ...]  # the sets that it is in with its share, smallest first


@dataclass(frozen=True)
class PeopleTable:
    """All sets of people and the groups that they are sums of, in an order of their own."""

    groups: tuple[Group, ...]
    sets: tuple[People, ...]
    measures: tuple[str, ...]
    floors: Mapping[str, Decimal]  # the least that a group of somebody can have of a measure


def tabled(
    atoms: Mapping[Name, Atom], cells: Mapping[Name, TableCell], floors: Mapping[str, Decimal]
) -> PeopleTable:
    """Return the table of what is published.

    Shape:    atoms and cells by name -> PeopleTable; in which order they come changes nothing.
    Missing:  people of one atom unknown -> people of every cell with it unknown; a measure that an
              atom does not have counts as nothing.
    Errors:   KeyError when a cell is a sum of an atom that is not there.

    `floors` says of which measures somebody who is there has at least so much: a count of people
    is at least one.
    """
    forms: dict[tuple[tuple[Name, Decimal], ...], list[Name]] = {}
    for name in sorted(cells):
        form = tuple(sorted((a, s.normalize()) for a, s in cells[name].form.items() if s))
        if form:
            forms.setdefault(form, []).append(name)
    ordered = sorted(forms.items(), key=lambda item: (len(item[0]), item[1][0]))
    place, members, within = _groups([form for form, _ in ordered])
    sets = tuple(
        _people(form, names, atoms, cells, tuple(sorted({(place[a], s) for a, s in form})))
        for form, names in ordered
    )
    groups = tuple(
        Group(_amounts((atoms[a], Decimal(1)) for a in those), inside)
        for those, inside in zip(members, within, strict=True)
    )
    measures = sorted({m for s in sets for m in s.measures})
    return PeopleTable(groups, sets, tuple(measures), dict(floors))


def _groups(
    forms: list[tuple[tuple[Name, Decimal], ...]],
) -> tuple[dict[Name, int], list[list[Name]], list[tuple[tuple[int, float], ...]]]:
    """Join the atoms that stand in the same sets with the same shares."""
    columns: dict[Name, list[tuple[int, Decimal]]] = {}
    for i, form in enumerate(forms):
        for atom, share in form:
            columns.setdefault(atom, []).append((i, share))
    place: dict[Name, int] = {}
    members: list[list[Name]] = []
    within: list[tuple[tuple[int, float], ...]] = []
    seen: dict[tuple[tuple[int, Decimal], ...], int] = {}
    for atom in sorted(columns):
        column = tuple(columns[atom])
        at = seen.setdefault(column, len(members))
        if at == len(members):
            members.append([])
            within.append(tuple((i, float(share)) for i, share in column))
        members[at].append(atom)
        place[atom] = at
    return place, members, within


def _people(
    form: tuple[tuple[Name, Decimal], ...],
    names: list[Name],
    atoms: Mapping[Name, Atom],
    cells: Mapping[Name, TableCell],
    places: tuple[tuple[int, Decimal], ...],
) -> People:
    parts = [(atoms[a], share) for a, share in form]
    measures = frozenset(m for name in names for m in cells[name].measures)
    return People(places, tuple(names), measures, people_in(parts), _amounts(parts))


def people_in(parts: Iterable[tuple[Atom, Decimal]]) -> Decimal | None:
    """Return how many people are surely behind a sum: those of its largest period.

    Shape:    atoms with their shares -> one number.
    Missing:  unknown as soon as one atom is unknown.
    Source:   own choice, adr/2026-11-26-an-attack-on-small-numbers-must-fail.md: rows are about a
              person in a month, and the person of January may be the person of February. After a
              reorganisation a share of somebody is somebody: what it is a share of can be read.
    """
    by_period: dict[str, Decimal] = {}
    for atom, _ in parts:
        if atom.people is None:
            return None
        by_period[atom.period] = by_period.get(atom.period, Decimal(0)) + atom.people
    return max(by_period.values(), default=Decimal(0))


def _amounts(parts: Iterable[tuple[Atom, Decimal]]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for atom, share in parts:
        for measure, amount in atom.amounts.items():
            total[measure] = total.get(measure, Decimal(0)) + amount * share
    return total
