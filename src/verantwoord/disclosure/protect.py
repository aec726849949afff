"""Chooses which sets of people are not shown: the small ones, and what would give them away.

Small ones that overlap are protected together. For each such cluster we look for the cheapest
*move* (see `moves`) in which every small set of it becomes as much larger as k-1 more people would
make it. What is shown and would change in that move is hidden too; then the move is possible for
all that a reader knows, and proves that the cluster is safe. The cost of hiding a set is its number
of people plus k, so that few and small sets go first and totals last.

A set that is hidden for the sake of another must not be known closely either, or it would give
the other away again: something k-1 people more or less must be possible. The proof is most often
a move that we have already, made as large as it can be.

Moves are looked for near the cluster first, so that the work grows with the number of clusters and
not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from verantwoord.disclosure.moves import INFINITE, LinearProgram, Solver, SolverError
from verantwoord.disclosure.table import Atom, Name, People, PeopleTable, TableCell, tabled

_DUST = 1e-6  # what a solver calls nothing
_NEAR = (60, 300, 1500)  # groups that are looked at, and when that is not enough
_DEAR = 1000  # how much rather what was hidden before is hidden again than something else
_SIBLINGS = 40  # groups of one large set that are looked at


@dataclass(frozen=True, slots=True)
class Protection:
    """Which cells are not shown: the small ones, and all that are hidden with them."""

    small: frozenset[Name]
    hidden: frozenset[Name]


def protect(
    atoms: Mapping[Name, Atom],
    cells: Mapping[Name, TableCell],
    k: Decimal,
    floors: Mapping[str, Decimal] | None = None,
) -> Protection:
    """Choose the cells that must be hidden.

    Shape:    atoms and cells by name, and from how many people something is shown -> Protection.
    Unit:     k in people; how closely another measure may be known follows from what it is per
              person: k-1 people of the set itself.
    Missing:  a cell of which the people are not known is hidden.
    Source:   adr/2026-11-26-an-attack-on-small-numbers-must-fail.md
    """
    table = tabled(atoms, cells, floors or {})
    hidden = hidden_sets(table, k)
    small = [s for s in table.sets if s.is_small(k)]
    return Protection(
        frozenset(n for s in small for n in s.names),
        frozenset(n for i in hidden for n in table.sets[i].names),
    )


def hidden_sets(table: PeopleTable, k: Decimal) -> set[int]:
    """Return the places of the sets of people that must be hidden.

    Done twice: what was hidden first may turn out not to be needed for what came later, so the
    second time goes the other way round and chooses from what was hidden the first time.
    """
    first = _Search(table, k)
    first.run()
    second = _Search(table, k, preferred=frozenset(first.hidden))
    second.run(backwards=True)
    return set(min((first, second), key=lambda s: (s.paid(), len(s.hidden))).hidden)


def level(people: People, measure: str, k: Decimal) -> float:
    """Return by how much a hidden amount must be unknown: what k-1 people of it amount to."""
    amount = abs(people.amounts.get(measure, Decimal(0)))
    heads = people.people if people.people and people.people > 0 else Decimal(1)
    return float(amount * (k - 1) / heads)


@dataclass
class _Search:
    """The sets that are hidden so far, and how far each is proven to be uncertain."""

    table: PeopleTable
    k: Decimal
    preferred: frozenset[int] | None = None  # what may be hidden at its price; all else is dear
    hidden: dict[int, None] = field(default_factory=dict)
    clusters: list[tuple[int, ...]] = field(default_factory=list)
    up: dict[tuple[int, str], float] = field(default_factory=dict)
    down: dict[tuple[int, str], float] = field(default_factory=dict)
    solver: Solver = field(default_factory=Solver)

    def __post_init__(self) -> None:
        small = [i for i, s in enumerate(self.table.sets) if s.is_small(self.k)]
        self.hidden = dict.fromkeys(small)
        self.small = frozenset(small)
        self.clusters = _clusters(self.table, small)
        sets = self.table.sets
        self.zero = {g for s in sets if s.empty for g, _ in s.form}
        self.units = {m: _unit(sets, m) for m in self.table.measures}
        self.levels = {
            (i, m): level(s, m, self.k) / self.units[m]
            for i, s in enumerate(sets)
            for m in s.measures
        }
        self._siblings: dict[int, list[int]] = {}

    def run(self, *, backwards: bool = False) -> None:
        """Hide until everything hidden is proven to be uncertain enough."""
        published = Counter(m for s in self.table.sets for m in s.measures)
        measures = sorted(self.table.measures, key=lambda m: (-published[m], m))
        for measure in measures[::-1] if backwards else measures:
            for cluster in self.clusters[::-1] if backwards else self.clusters:
                self.secure(cluster, measure)
        before: list[tuple[int, str]] = []
        while open_ := list(self.unproven()):
            if open_ == before:
                raise SolverError(f"{len(open_)} hidden numbers could not be made uncertain enough")
            for place, measure in open_:
                self.secure_partner(place, measure)
            before = open_

    def paid(self) -> float:
        """What it costs that all this is hidden."""
        return sum(self._price(i) for i in self.hidden)

    # ---- what is asked for -----------------------------------------------------------------

    def secure(self, cluster: Iterable[int], measure: str) -> None:
        """Hide what must be hidden for the small sets of one cluster."""
        targets = [i for i in cluster if not self.proven(i, measure)]
        if targets and not self._move(targets, measure, 1):
            for i in targets:  # not all at once, then one by one
                self._move([i], measure, 1)

    def secure_partner(self, place: int, measure: str) -> None:
        """Hide what must be hidden for a set that was itself hidden for another."""
        if self.proven(place, measure):
            return
        amount = float(self.table.sets[place].amounts.get(measure, Decimal(0)))
        down = place not in self.small and amount >= self.levels[place, measure]
        if not down or not self._move([place], measure, -1, free_only=True):
            self._move([place], measure, 1)

    def unproven(self) -> Iterator[tuple[int, str]]:
        """Yield what is hidden and not yet known to be uncertain enough."""
        for place in list(self.hidden):
            for measure in sorted(self.table.sets[place].measures):
                if not self.proven(place, measure):
                    yield place, measure

    def proven(self, place: int, measure: str) -> bool:
        """Say whether a move is known that makes a hidden set uncertain enough."""
        if measure not in self.table.sets[place].measures:
            return True
        asked = self.levels[place, measure] * (1 - _DUST)
        if self.up.get((place, measure), 0.0) >= asked:
            return True
        return place not in self.small and self.down.get((place, measure), 0.0) >= asked

    # ---- looking for a move ----------------------------------------------------------------

    def _move(
        self, targets: list[int], measure: str, sign: int, *, free_only: bool = False
    ) -> bool:
        """Find the cheapest move for the targets, hide what it changes, and keep it as proof."""
        found: tuple[float, dict[int, float]] | None = None
        for limit in _NEAR:
            groups = self._near(targets, limit)
            tried = self._cheapest(groups, targets, measure, sign, free_only)
            if tried is not None and (found is None or tried[0] < found[0]):
                found = tried
            if len(groups) < limit or (found is not None and self._stays_near(found[1], groups)):
                break
        if found is None:
            return False
        self._keep(found[1], measure)
        return True

    def _near(self, targets: list[int], limit: int) -> dict[int, None]:
        """Return the groups of the targets and those that share the smallest sets with them."""
        start = [g for i in targets for g, _ in self.table.sets[i].form]
        found = dict.fromkeys(start)
        ring, limit = start, limit + len(found)
        for _ in range(3):
            fresh: dict[int, None] = {}
            for group in ring:
                for other in self._neighbours(group, _SIBLINGS):
                    if other not in found:
                        found[other] = fresh[other] = None
                if len(found) >= limit:
                    return found
            ring = list(fresh)
        return found

    def _neighbours(self, group: int, most: int) -> Iterator[int]:
        """Yield groups of the smallest sets around a group."""
        seen = 0
        for place, _ in self.table.groups[group].within:
            siblings = self._siblings_in(place)
            yield from siblings
            seen += len(siblings)
            if seen > 2 * most:
                return

    def _siblings_in(self, place: int) -> list[int]:
        """The groups of a set; of a large one those with the least to lose."""
        if place not in self._siblings:
            groups = [g for g, _ in self.table.sets[place].form if g not in self.zero]
            if len(groups) > _SIBLINGS:
                groups = sorted(groups, key=lambda g: (self._alone(g), g))[:_SIBLINGS]
            self._siblings[place] = groups
        return self._siblings[place]

    def _alone(self, group: int) -> Decimal:
        """How many people are in the smallest set around a group that may be used."""
        within = (self.table.sets[i].people for i, _ in self.table.groups[group].within)
        return min((p for p in within if p is not None and p >= self.k), default=Decimal("inf"))

    def _cheapest(
        self,
        groups: Iterable[int],
        targets: list[int],
        measure: str,
        sign: int,
        free_only: bool,
    ) -> tuple[float, dict[int, float]] | None:
        programme = LinearProgram()
        place = {}
        touched: dict[int, list[tuple[int, float]]] = {}
        for g in groups:
            if g not in self.zero:
                place[g] = programme.column(-self._less(g, measure), INFINITE)
        for g, column in place.items():
            for i, share in self.table.groups[g].within:
                touched.setdefault(i, []).append((column, share))
        for terms, cost in self._rows(touched, measure).items():
            self._pay(programme, terms, INFINITE if free_only else cost)
        for i in targets:
            terms = tuple((c, sign * s) for c, s in touched.get(i, ()))
            programme.row(terms, self.levels[i, measure], INFINITE)
        self.solver.load(programme)
        answer = self.solver.least()
        if answer is None:
            return None
        paid = sum(c * x for c, x in zip(programme.cost, answer, strict=True))
        return paid, {g: answer[c] for g, c in place.items() if abs(answer[c]) > _DUST}

    def _less(self, group: int, measure: str) -> float:
        """By how much a group can be less: to nothing, or to the least that somebody has."""
        amount = self.table.groups[group].amounts.get(measure, Decimal(0))
        floor = min(amount, self.table.floors.get(measure, Decimal(0)))
        return float(max(amount - floor, Decimal(0))) / self.units[measure]

    def _rows(
        self, touched: Mapping[int, list[tuple[int, float]]], measure: str
    ) -> dict[tuple[tuple[int, float], ...], float]:
        """What may not change unless it is hidden; the same condition twice costs both."""
        rows: dict[tuple[tuple[int, float], ...], float] = {}
        for i in sorted(touched):
            shown = self.table.sets[i]
            if i in self.hidden or measure not in shown.measures:
                continue
            terms = tuple(touched[i])
            rows[terms] = rows.get(terms, 0.0) + self._cost(i)
        return rows

    def _cost(self, place: int) -> float:
        dear = self.preferred is not None and place not in self.preferred
        return self._price(place) * (_DEAR if dear else 1)

    def _price(self, place: int) -> float:
        people = self.table.sets[place].people or Decimal(0)
        tie = (place * 2654435761 % 4294967296) / 4294967296  # so that no two answers cost the same
        return float(people + self.k) * (1 + tie / 1000)

    @staticmethod
    def _pay(programme: LinearProgram, terms: tuple[tuple[int, float], ...], cost: float) -> None:
        """Let a shown sum change at a price, or not at all."""
        if cost == INFINITE:
            programme.row(terms, 0.0, 0.0)
            return
        more, less = programme.column(0.0, INFINITE, cost), programme.column(0.0, INFINITE, cost)
        programme.row((*terms, (more, -1.0), (less, 1.0)), 0.0, 0.0)

    def _stays_near(self, move: Mapping[int, float], groups: Mapping[int, None]) -> bool:
        """Say whether nothing is changed that is larger than where we looked."""
        return not any(
            i not in self.hidden and any(g not in groups for g, _ in self.table.sets[i].form)
            for i, change in self._changes(move).items()
            if abs(change) > _DUST
        )

    # ---- what a move proves ----------------------------------------------------------------

    def _changes(self, move: Mapping[int, float]) -> dict[int, float]:
        changes: dict[int, float] = {}
        for g, step in move.items():
            for i, share in self.table.groups[g].within:
                changes[i] = changes.get(i, 0.0) + step * share
        return changes

    def _keep(self, move: Mapping[int, float], measure: str) -> None:
        changed = {
            i: c
            for i, c in self._changes(move).items()
            if abs(c) > _DUST and measure in self.table.sets[i].measures
        }
        self.hidden.update(dict.fromkeys(sorted(changed)))
        onward = self._reach(move, measure, 1)
        back = self._reach(move, measure, -1)
        for i, change in changed.items():
            rises, falls = (onward, back) if change > 0 else (back, onward)
            key = (i, measure)
            self.up[key] = max(self.up.get(key, 0.0), abs(change) * rises)
            self.down[key] = max(self.down.get(key, 0.0), abs(change) * falls)

    def _reach(self, move: Mapping[int, float], measure: str, sign: int) -> float:
        """How many times a move, or its opposite, can be made before a group has nothing."""
        return min(
            (self._less(g, measure) / abs(s) for g, s in move.items() if sign * s < 0),
            default=INFINITE,
        )


def _unit(sets: Iterable[People], measure: str) -> float:
    """What one person has of a measure, about: moves are in that unit, so that dust is dust."""
    known = ((s.people, abs(s.amounts.get(measure, Decimal(0)))) for s in sets)
    people, amount = max(((p, a) for p, a in known if p), default=(Decimal(1), Decimal(1)))
    return float(amount / people) or 1.0


def _clusters(table: PeopleTable, small: list[int]) -> list[tuple[int, ...]]:
    """Return the small sets, those with people in common together."""
    leader: dict[int, int] = {i: i for i in small}

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    owner: dict[int, int] = {}
    for i in small:
        for group, _ in table.sets[i].form:
            other = owner.setdefault(group, i)
            low, high = sorted((find(other), find(i)))
            leader[high] = low
    members: dict[int, list[int]] = {}
    for i in small:
        members.setdefault(find(i), []).append(i)
    return [tuple(those) for _, those in sorted(members.items())]
