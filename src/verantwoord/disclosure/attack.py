"""Attacks what is published: how closely can a reader know what is hidden?

The attacker knows every published number, of which files, organisations, periods and dimensions
each number is the sum and with which shares, that nothing is below zero, that somebody is in
whatever is hidden (nobody is shown as nobody), and k. The attacker does not know which hidden
number is small: all are hidden with the same words.

For each hidden sum the attacker asks a linear programme for the least and the most that it can be.
This shares no code with the choice of what to hide but the solver, and does not know the truth: it
takes published numbers only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from verantwoord.disclosure.moves import INFINITE, LinearProgram, Solver, SolverError
from verantwoord.disclosure.protect import level
from verantwoord.disclosure.table import Atom, Form, Name, TableCell, tabled

_TOLERANCE = 1e-5
_LARGEST = 1e4  # numbers are scaled to this: a solver calls a difference of 1e-7 none


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader knows of one measure."""

    shown: tuple[tuple[Form, Decimal], ...]  # what each published number is the sum of
    floor: Decimal = Decimal(0)  # the least that somebody has
    signed: bool = False  # a group can be below zero


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a hidden sum can be, for all that a reader knows."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Found:
    """Something hidden that a reader knows too closely."""

    cell: Name
    measure: str
    truth: Decimal
    range: Range
    level: float  # by how much it must be unknown


def ranges(known: Known, hidden: Mapping[Name, Form]) -> dict[Name, Range]:
    """Return how closely each hidden sum is known.

    Shape:    published sums with their numbers, and hidden sums -> the range of each.
    Missing:  what nothing is known about has no upper end.
    Errors:   SolverError when published numbers contradict each other in what has to be solved;
              what follows at once is not looked at twice.
    """
    parts = _parts(_filled_in(known, hidden))
    return {name: seen for part in parts for name, seen in _bounds(part, known)}


def attack(
    atoms: Mapping[Name, Atom],
    cells: Mapping[Name, TableCell],
    hidden: Iterable[Name],
    k: Decimal,
    floors: Mapping[str, Decimal] | None = None,
) -> list[Found]:
    """Return every hidden cell that a reader of all others knows within k-1 people.

    Shape:    a table and which cells of it are hidden -> what was found; nothing when it is safe.
    Unit:     per measure, what k-1 people of the cell amount to.
    Missing:  as in `tabled`.
    Source:   adr/2026-11-26-an-attack-on-small-numbers-must-fail.md

    A small cell is found when it cannot be k-1 people more than it is; any other hidden cell when
    it can be neither k-1 people more nor k-1 people less.
    """
    floors, secret = floors or {}, set(hidden)
    table = tabled(atoms, cells, floors)
    found = []
    for measure in table.measures:
        known, forms = _published(atoms, cells, secret, measure, floors)
        seen = ranges(known, forms)
        for people in table.sets:
            if measure not in people.measures or people.names[0] not in seen:
                continue
            truth = people.amounts.get(measure, Decimal(0))
            asked = level(people, measure, k)
            here = seen[people.names[0]]
            if _too_close(here, float(truth), asked, small=people.is_small(k)):
                found.append(Found(people.names[0], measure, truth, here, asked))
    return found


def _too_close(here: Range, truth: float, asked: float, *, small: bool) -> bool:
    asked *= 1 - _TOLERANCE
    above = here.most - truth >= asked
    return not above and (small or truth - here.least < asked)


def _published(
    atoms: Mapping[Name, Atom],
    cells: Mapping[Name, TableCell],
    secret: set[Name],
    measure: str,
    floors: Mapping[str, Decimal],
) -> tuple[Known, dict[Name, Form]]:
    """Split what there is into what a reader sees and what not."""
    shown: list[tuple[Form, Decimal]] = []
    forms: dict[Name, Form] = {}
    for name, cell in sorted(cells.items()):
        if measure in cell.measures and name in secret:
            forms[name] = cell.form
        elif measure in cell.measures:
            parts = ((atoms[a].amounts.get(measure, Decimal(0)), s) for a, s in cell.form.items())
            shown.append((cell.form, sum((v * s for v, s in parts), Decimal(0))))
    signed = any(a.amounts.get(measure, Decimal(0)) < 0 for a in atoms.values())
    return Known(tuple(shown), floors.get(measure, Decimal(0)), signed), forms


@dataclass
class _Row:
    """What is still unknown in one sum, and the part of it that is known."""

    terms: dict[int, Decimal]
    rest: Decimal  # published: what the unknown groups are together; hidden: minus what is known

    @property
    def shares(self) -> Iterable[Decimal]:
        """Of the groups that are unknown."""
        return self.terms.values()

    def fill(self, group: int, value: Decimal) -> None:
        self.rest -= self.terms.pop(group) * value


@dataclass
class _Part:
    """Sums that hang together because they have unknown groups in common."""

    rows: list[_Row] = field(default_factory=list)
    secrets: dict[Name, _Row] = field(default_factory=dict)


def _filled_in(known: Known, hidden: Mapping[Name, Form]) -> _Part:
    """Return the sums, after everything that follows at once has been filled in."""
    place = _columns([*(form for form, _ in known.shown), *hidden.values()])
    distinct = {tuple(sorted(_placed(f, place).items())): number for f, number in known.shown}
    rows = [_Row(dict(terms), number) for terms, number in sorted(distinct.items())]
    secrets = {name: _Row(_placed(form, place), Decimal(0)) for name, form in hidden.items()}
    within: dict[int, list[_Row]] = {}
    for row in (*rows, *secrets.values()):
        for group in row.terms:
            within.setdefault(group, []).append(row)
    published = {id(row) for row in rows}
    ready = [row for row in rows if _tells(row, known)]
    while ready:
        row = ready.pop()
        for group, share in list(row.terms.items()):
            value = row.rest / share if len(row.terms) == 1 else Decimal(0)
            for other in within[group]:
                other.fill(group, value)
                if id(other) in published and _tells(other, known):
                    ready.append(other)
    return _Part([row for row in rows if row.terms], secrets)


def _tells(row: _Row, known: Known) -> bool:
    """Say whether a sum gives its parts: there is one, or there is nothing to be divided."""
    return len(row.terms) == 1 or (bool(row.terms) and row.rest == 0 and not known.signed)


def _columns(forms: list[Form]) -> dict[Name, int]:
    """Give a place to each group; groups that always stand together are one."""
    columns: dict[Name, list[tuple[int, Decimal]]] = {}
    for i, form in enumerate(forms):
        for atom, share in form.items():
            if share:
                columns.setdefault(atom, []).append((i, share))
    seen: dict[tuple[tuple[int, Decimal], ...], int] = {}
    return {a: seen.setdefault(tuple(columns[a]), len(seen)) for a in sorted(columns)}


def _placed(form: Form, place: Mapping[Name, int]) -> dict[int, Decimal]:
    return {place[atom]: share for atom, share in form.items() if share}


def _parts(whole: _Part) -> Iterator[_Part]:
    """Split into parts that have no unknown group in common."""
    leader: dict[int, int] = {}

    def find(group: int) -> int:
        leader.setdefault(group, group)
        while leader[group] != group:
            leader[group] = leader[leader[group]]
            group = leader[group]
        return group

    for row in (*whole.rows, *whole.secrets.values()):
        first, *others = list(row.terms) or [-1]
        for other in others:
            leader[find(other)] = find(first)
    parts: dict[int, _Part] = {}
    for name, row in whole.secrets.items():
        home = find(next(iter(row.terms), -1))
        parts.setdefault(home, _Part()).secrets[name] = row
    for row in whole.rows:
        part = parts.get(find(next(iter(row.terms))))
        if part is not None:
            part.rows.append(row)
    yield from parts.values()


def _bounds(part: _Part, known: Known) -> Iterator[tuple[Name, Range]]:
    """Ask for the least and the most of each hidden sum of a part."""
    programme = LinearProgram()
    place: dict[int, int] = {}
    for row in (*part.rows, *part.secrets.values()):
        for group in row.terms:
            if group not in place:
                place[group] = programme.column(-INFINITE if known.signed else 0.0, INFINITE)
    largest = max((float(abs(row.rest)) for row in part.rows), default=0.0)
    unit = 2.0 ** math.ceil(math.log2(largest / _LARGEST)) if largest else 1.0  # divides exactly
    for row in part.rows:
        rest = float(row.rest) / unit
        programme.row(_floats(row, place), rest, rest)
    for row in part.secrets.values():
        if row.terms and not known.signed:
            somebody = known.floor * min(row.shares)
            programme.row(_floats(row, place), float(somebody + row.rest) / unit, INFINITE)
    solver = Solver(programme)
    if solver.least() is None:
        raise SolverError("what is published contradicts itself")
    for name, row in part.secrets.items():
        terms, fixed = _floats(row, place), float(-row.rest)
        least, most = (unit * solver.bound(terms, len(place), sense) for sense in (1, -1))
        yield name, Range(fixed + least, fixed + most)


def _floats(row: _Row, place: Mapping[int, int]) -> list[tuple[int, float]]:
    return [(place[group], float(share)) for group, share in row.terms.items()]
