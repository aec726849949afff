"""Tables of people for tests: hierarchies with organisations, months, dimensions and shares."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from verantwoord.disclosure.table import Atom, Name, TableCell

K = Decimal(10)
ONE = Decimal(1)
COUNT, HOURS = "n", "uren"
FLOORS = {COUNT: ONE}


@dataclass
class Made:
    """A table: its atoms and what is published of it."""

    atoms: dict[Name, Atom] = field(default_factory=dict)
    cells: dict[Name, TableCell] = field(default_factory=dict)

    def atom(self, name: Name, period: str, people: int, hours: Decimal | int = 0) -> None:
        amounts = {COUNT: Decimal(people), HOURS: Decimal(hours)}
        self.atoms[name] = Atom(period, Decimal(people), amounts)

    def publish(
        self, name: Name, of: Iterable[Name], measures: Iterable[str] = (COUNT, HOURS)
    ) -> None:
        self.cells[name] = TableCell(dict.fromkeys(of, ONE), frozenset(measures))

    def publish_shares(self, name: Name, form: dict[Name, Decimal]) -> None:
        self.cells[name] = TableCell(form, frozenset((COUNT, HOURS)))


def row_of(*people: int, total: bool = True) -> Made:
    """Return one row of numbers of people and its total."""
    made = Made()
    for i, n in enumerate(people):
        made.atom((f"a{i}",), "2024", n, n * 100)
        made.publish((f"a{i}",), [(f"a{i}",)])
    if total:
        made.publish(("totaal",), list(made.atoms))
    return made


def square(numbers: list[list[int]]) -> Made:
    """Return a table of rows and columns with all totals."""
    made = Made()
    for i, line in enumerate(numbers):
        for j, n in enumerate(line):
            made.atom((f"r{i}", f"k{j}"), "2024", n, n * 100)
            made.publish((f"r{i}", f"k{j}"), [(f"r{i}", f"k{j}")])
    for i in range(len(numbers)):
        made.publish((f"r{i}", "alle"), [a for a in made.atoms if a[0] == f"r{i}"])
    for j in range(len(numbers[0])):
        made.publish(("alle", f"k{j}"), [a for a in made.atoms if a[1] == f"k{j}"])
    made.publish(("alle", "alle"), list(made.atoms))
    return made


@dataclass(frozen=True)
class Shape:
    """How large a random country is, and what is odd about it."""

    parts: int = 2  # ministries
    agencies: int = 3  # below each
    months: int = 3  # in each of its quarters
    quarters: int = 2
    kinds: int = 2  # values of a dimension
    small: float = 0.15  # part of the agencies that is small
    missing: float = 0.05
    alone: float = 0.2  # part of the groups with one person, and of those with nobody
    succession: bool = True
    without: bool = True  # a second population, without one ministry


def country(seed: int, shape: Shape | None = None) -> Made:
    """Return a random country in which everything is published, for several measures."""
    shape = shape or Shape()
    rng = random.Random(seed)
    made = Made()
    agencies = [(f"m{i}", f"m{i}a{j}") for i in range(shape.parts) for j in range(shape.agencies)]
    months = [(q, m) for q in range(shape.quarters) for m in range(shape.months)]
    kinds = [f"s{i}" for i in range(shape.kinds)]
    size = {a: rng.randint(1, 6) if rng.random() < shape.small else 60 for _, a in agencies}
    for (part, agency), (q, m), kind in itertools.product(agencies, months, kinds):
        if rng.random() >= shape.missing:
            n = 0 if rng.random() < shape.alone else size[agency] + rng.randint(0, 9)
            n = 1 if rng.random() < shape.alone else n
            hours = Decimal(n * rng.randint(60, 140)) + (Decimal("0.25") if n else 0)
            made.atom((part, agency, f"q{q}", f"m{q}{m}", kind), f"m{q}{m}", n, hours)
    groups: dict[Name, list[Name]] = {}
    for atom in made.atoms:
        part, agency, q, m, kind = atom
        wheres = ["land", part, agency] + (["zonder"] if shape.without and part != "m0" else [])
        for where, when, which in itertools.product(wheres, ("jaar", q, m), ("alle", kind)):
            groups.setdefault((where, when, which), []).append(atom)
    for name, members in groups.items():
        made.publish(name, members, (COUNT, HOURS) if name[0] != "zonder" else (HOURS,))
    if shape.succession:
        _succession(made, agencies[0][1], agencies[-1][1])
    return made


def _succession(made: Made, before: str, after: str) -> None:
    """Restate one agency: three tenths of it went to another."""
    for when in ("jaar", "q0"):
        own = [a for a in made.atoms if a[1] == before and when in ("jaar", a[2])]
        other = [a for a in made.atoms if a[1] == after and when in ("jaar", a[2])]
        if own:
            form = dict.fromkeys(other, ONE) | dict.fromkeys(own, Decimal("0.3"))
            made.publish_shares((after, when, "alle", "nu"), form)
            made.publish_shares((before, when, "alle", "nu"), dict.fromkeys(own, Decimal("0.7")))
