"""Hides small numbers about people, and enough around them that no sum gives them back (PRIV-03).

A *cell* is what the figures of one dataset say about one set of people: an organisation, a period
and a choice of dimensions. It is small when fewer than `privacy.k` relations are in it. Every
figure over a hidden cell is hidden, whatever its indicator, because two indicators may show the
same hours.

Whether a hidden cell can be computed from published ones is a question of linear algebra. Every
component is a sum over deliveries, so every cell is a row of shares over (delivery, dimensions). A
small cell is safe when its row is not a combination of the published rows. Trees, periods,
dimensions and reorganisations need no rules of their own. We compute modulo a large prime: what
follows over the fractions also follows there, so nothing that can be recovered is missed.

What this does not do: bounds. Two hidden cells that together are 3 are both at most 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import ComponentValue, Figure, FigureStatus
from verantwoord.model.pack import Pack

K = "privacy.k"
COUNT = "n-relaties"  # the component that says how many people are in a cell
_PRIME = (1 << 61) - 1

Dimensions: TypeAlias = tuple[tuple[str, str], ...]
Atom: TypeAlias = tuple[str, Dimensions]
Row: TypeAlias = dict[Atom, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """What figures of one dataset say about one set of people."""

    dataset: str
    organisation: str
    period: str
    dimensions: Dimensions
    structure: str


def hide_small(figures: Mapping[str, Figure], pack: Pack) -> dict[str, Figure]:
    """Return the figures with small cells hidden, and others that would give them away."""
    if K not in pack.parameters:
        return dict(figures)
    cells = _cells(figures, pack)
    small = {cell for cell, found in cells.items() if _is_small(found, pack)}
    if not small:
        return dict(figures)
    rows = _rows(cells, pack)
    secrets = {
        cell: _secret_rows(_components(cell, cells[cell], pack), rows[cell]) for cell in small
    }
    counts = {cell: _count(found) or Decimal(0) for cell, found in cells.items()}
    hidden = complement(secrets, rows, counts)
    return {i: _hide_where_needed(f, small, hidden, pack) for i, f in figures.items()}


def complement(
    secrets: Mapping[Cell, list[Row]],
    rows: Mapping[Cell, list[Row]],
    counts: Mapping[Cell, Decimal],
) -> set[Cell]:
    """Return the small cells and the further ones that must be hidden with them.

    Hides one cell at a time: of those that a small cell could be computed from, the one that rests
    on the fewest deliveries and then has the fewest people, so that totals go last.
    """
    hidden = set(secrets)
    for dataset in sorted({c.dataset for c in secrets}):
        mine = [c for c in rows if c.dataset == dataset]
        wanted = [row for cell in mine for row in secrets.get(cell, [])]
        while True:
            solver = _Span((c, row) for c in mine if c not in hidden for row in rows[c])
            used: set[Cell] = set()
            for row in wanted:
                used |= solver.combination(row) or set()
            if not used:
                break
            hidden.add(min(used, key=lambda c: (_size(rows[c]), counts[c], _order(c))))
    return hidden


def _size(rows: list[Row]) -> int:
    return max(len(row) for row in rows)


def _order(cell: Cell) -> tuple[str, ...]:
    return (cell.organisation, cell.period, str(cell.dimensions), cell.structure)


def _cells(figures: Mapping[str, Figure], pack: Pack) -> dict[Cell, list[Figure]]:
    table: dict[Cell, list[Figure]] = {}
    for figure in figures.values():
        for cell in _cells_of(figure, pack):
            table.setdefault(cell, []).append(figure)
    return table


def _cells_of(figure: Figure, pack: Pack) -> set[Cell]:
    structure = figure.structure.isoformat() if figure.structure else ""
    return {
        Cell(
            _family(component, pack),
            figure.organisation,
            str(figure.period),
            figure.dimensions,
            structure,
        )
        for component in figure.components
    }


def _count(figures: Iterable[Figure]) -> Decimal | None:
    found = [
        c.value
        for f in figures
        for c in f.components
        if _is_count(c) and isinstance(c.value, Decimal)
    ]
    return min(found, default=None)


def _is_small(figures: list[Figure], pack: Pack) -> bool:
    count = _count(figures)
    chosen = pack.parameters[K].on(figures[0].period.start)
    limit = chosen.value if chosen else None
    return count is not None and limit is not None and 0 < count < limit


def _rows(cells: Mapping[Cell, list[Figure]], pack: Pack) -> dict[Cell, list[Row]]:
    """Return what each cell shows, as shares of (delivery, dimensions): one row per component.

    A cell without dimensions is the sum over all dimensions that its dataset is shown by, so that
    a total and all but one of its parts are seen to give the last part. One cell may have several
    rows: a formula may also use last year, or the whole population.
    """
    split: dict[tuple[str, str], set[Dimensions]] = {}
    for cell, figures in cells.items():
        for component in _components(cell, figures, pack):
            for c in component.contributions:
                split.setdefault((cell.dataset, c.delivery), set()).add(cell.dimensions)
    return {
        cell: _distinct(
            _row(cell, component, split) for component in _components(cell, figures, pack)
        )
        for cell, figures in cells.items()
    }


def _row(
    cell: Cell, component: ComponentValue, split: Mapping[tuple[str, str], set[Dimensions]]
) -> Row:
    row: Row = {}
    for c in component.contributions:
        for dimensions in _finest(cell.dimensions, split[cell.dataset, c.delivery]):
            row[c.delivery, dimensions] = _modular(c.share)
    return row


def _distinct(rows: Iterable[Row]) -> list[Row]:
    seen: dict[tuple[tuple[Atom, int], ...], Row] = {}
    for row in rows:
        if row:
            seen.setdefault(tuple(sorted(row.items())), row)
    return list(seen.values())


def _secret_rows(components: list[ComponentValue], rows: list[Row]) -> list[Row]:
    """Return the rows of a small cell that are about its few people and nobody else."""
    counted = [c for c in components if _is_count(c)]
    few = min(counted, key=lambda c: c.value if isinstance(c.value, Decimal) else Decimal("inf"))
    deliveries = {c.delivery for c in few.contributions}
    return [row for row in rows if {delivery for delivery, _ in row} <= deliveries]


def _finest(own: Dimensions, seen: set[Dimensions]) -> list[Dimensions]:
    """Return the most detailed splits below one: those that hold all its dimensions and more."""
    below = [d for d in seen if set(own) < set(d)]
    if not below:
        return [own]
    names = {tuple(k for k, _ in d) for d in below}
    longest = max(names, key=lambda keys: (len(keys), keys))
    return [d for d in sorted(below) if tuple(k for k, _ in d) == longest]


def _family(component: ComponentValue, pack: Pack) -> str:
    """Return the delivered dataset: a view over it is about the same people."""
    dataset = component.component.rpartition(".")[0]
    return pack.datasets[dataset].base or dataset


def _components(cell: Cell, figures: list[Figure], pack: Pack) -> list[ComponentValue]:
    return [c for f in figures for c in f.components if _family(c, pack) == cell.dataset]


def _is_count(component: ComponentValue) -> bool:
    return component.component.rpartition(".")[2] == COUNT


def _modular(share: Decimal) -> int:
    exact = Fraction(share)
    return exact.numerator * pow(exact.denominator, -1, _PRIME) % _PRIME


class _Span:
    """The rows that are published, in echelon form, each with the rows it was made from.

    What it was made from is kept per row and not per cell: two rows of one cell may cancel, and
    then the cell would seem to have no part in a sum that gives a secret away.
    """

    def __init__(self, rows: Iterable[tuple[Cell, Row]]) -> None:
        self._basis: dict[Atom, tuple[Row, dict[tuple[Cell, int], int]]] = {}
        for number, (cell, row) in enumerate(rows):
            rest, made_of = self._reduce(dict(row), {(cell, number): 1})
            if rest:
                pivot = min(rest)
                inverse = pow(rest[pivot], -1, _PRIME)
                self._basis[pivot] = (_times(rest, inverse), _times(made_of, inverse))

    def combination(self, row: Row) -> set[Cell] | None:
        """Return from which published cells a row can be computed; None if it cannot."""
        rest, made_of = self._reduce(dict(row), {})
        return {cell for cell, _ in made_of} if not rest else None

    def _reduce(
        self, row: Row, made_of: dict[tuple[Cell, int], int]
    ) -> tuple[Row, dict[tuple[Cell, int], int]]:
        while True:
            pivot = min((a for a in row if a in self._basis), default=None)
            if pivot is None:
                return row, made_of
            base, parts = self._basis[pivot]
            factor = -row[pivot]
            _add(row, base, factor)
            _add(made_of, parts, factor)


def _times(row: dict, factor: int) -> dict:  # type: ignore[type-arg]  # of atoms or of cells
    return {key: value * factor % _PRIME for key, value in row.items()}


def _add(row: dict, other: dict, factor: int) -> None:  # type: ignore[type-arg]  # same
    for key, value in other.items():
        total = (row.get(key, 0) + factor * value) % _PRIME
        if total:
            row[key] = total
        else:
            row.pop(key, None)


def _hide_where_needed(figure: Figure, small: set[Cell], hidden: set[Cell], pack: Pack) -> Figure:
    cells = _cells_of(figure, pack)
    if not cells & hidden:
        return figure
    if cells & small:
        chosen = pack.parameters[K].on(figure.period.start)
        limit = chosen.value if chosen else None
        reason = f"het gaat om minder dan {limit} arbeidsrelaties"
    else:
        reason = "met dit cijfer zou een ander klein aantal zijn terug te rekenen"
    absent = unknown(reason)
    return replace(
        figure,
        value=absent,
        numerator=None if figure.numerator is None else absent,
        denominator=None if figure.denominator is None else absent,
        status=FigureStatus.SUPPRESSED,
        components=tuple(_without_amounts(c, reason) for c in figure.components),
        judgements=(),
        show_parts_only=False,
    )


def _without_amounts(component: ComponentValue, reason: str) -> ComponentValue:
    return replace(component, value=unknown(reason), rows=0, empty=0, contributions=(), bins=())
