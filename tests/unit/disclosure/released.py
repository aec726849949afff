"""Attacks a release from its own files: nothing is used of it but what stands in `data/trace`.

What the attacker adds is public too: of which organisations, periods and dimensions a figure is the
sum, and with which shares. The truth and the number of people are only used to judge the outcome.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.disclosure.attack import Known, Range, ranges
from verantwoord.disclosure.hiding import Published, component_name, contribution_name
from verantwoord.disclosure.protect import level, protect
from verantwoord.disclosure.table import Form, Name, tabled
from verantwoord.model.figure import ComponentValue, Figure
from verantwoord.model.pack import Pack

ZERO = Decimal(0)


@dataclass
class Seen:
    """What a reader saw of one component of a figure: numbers, or that there are none."""

    value: Decimal | None
    contributions: dict[tuple[str, str, str, str], Decimal]
    together: Decimal | None


def seen_in(folder: Path) -> Iterator[tuple[str, str, Seen]]:
    """Yield what the traces of a release show: figure, component, numbers."""
    for path in sorted((folder / "data" / "trace").glob("*.json")):
        for record in json.loads(path.read_text("utf-8"))["figures"]:
            for component in record["components"]:
                yield record["id"], component["alias"], _seen(component)


def _seen(component: Mapping[str, Any]) -> Seen:
    value, together = component["value"], component["withheld_amount"]
    return Seen(
        None if value is None else Decimal(value) * component["divisor"],
        {(d, o, p, s): Decimal(amount) for d, o, p, amount, s in component["contributions"]},
        None if together is None else Decimal(together),
    )


def shown_by(figures: Iterable[Figure]) -> Iterator[tuple[str, str, Seen]]:
    """Yield the same of figures that are not written yet."""
    for figure in figures:
        for c in figure.components:
            value = c.value * c.divisor if isinstance(c.value, Decimal) else None
            parts = {
                (k.delivery, k.organisation, str(k.period), format(k.share, "f")): k.amount
                for k in c.contributions
            }
            yield figure.id, c.alias, Seen(value, parts, c.withheld_amount)


def too_well_known(
    seen: Iterable[tuple[str, str, Seen]],
    before: Mapping[str, Figure],
    pack: Pack,
    table: Published,
) -> list[tuple[str, Name, Decimal, Range]]:
    """Return every hidden sum that follows, within k-1 people, from what was seen."""
    numbers, hidden = _numbers(seen, before, pack, table)
    found = []
    meant = protect(table.atoms, table.cells, table.k, table.floors).hidden
    sets = tabled(table.atoms, table.cells, table.floors).sets
    for measure in sorted({m for c in table.cells.values() for m in c.measures}):
        open_ = {_key(form) for form, _ in numbers.get(measure, ())}
        cells = {n: table.cells[n].form for n in hidden if measure in table.cells[n].measures}
        # what another figure shows is not hidden, whatever this one leaves out
        forms = {n: form for n, form in cells.items() if _key(form) not in open_}
        known = Known(tuple(numbers.get(measure, ())), table.floors.get(measure, ZERO))
        bounds = ranges(known, forms)
        for people in sets:
            if people.is_small(table.k) and _key(table.cells[people.names[0]].form) in open_:
                truth = people.amounts[measure]
                found.append((measure, people.names[0], truth, Range(float(truth), float(truth))))
            # a figure is hidden whole: a part of it that may be known is no secret
            secret = people.is_small(table.k) or meant & set(people.names)
            for name in set(people.names) & set(bounds) if secret else ():
                truth, here = people.amounts[measure], bounds[name]
                asked = level(people, measure, table.k) * (1 - 1e-5)
                above, below = here.most - float(truth), float(truth) - here.least
                small = people.is_small(table.k)
                if above < asked and (small or below < asked):
                    found.append((measure, name, truth, here))
    return found


def _key(form: Form) -> frozenset[tuple[Name, Decimal]]:
    return frozenset(form.items())


def _numbers(
    seen: Iterable[tuple[str, str, Seen]],
    before: Mapping[str, Figure],
    pack: Pack,
    table: Published,
) -> tuple[dict[str, list[tuple[Form, Decimal]]], set[Name]]:
    numbers: dict[str, list[tuple[Form, Decimal]]] = {}
    hidden: set[Name] = set()
    for figure_id, alias, what in seen:
        figure = before[figure_id]
        component = next(c for c in figure.components if c.alias == alias)
        whole = component_name(figure, component)
        if whole not in table.cells:
            continue  # not about people
        (measure,) = table.cells[whole].measures
        rows = numbers.setdefault(measure, [])
        if what.value is not None:
            rows.append((table.cells[whole].form, what.value))
        elif not what.contributions:
            hidden.add(whole)
        rest = _contributions(figure, component, pack, table, what, rows, hidden)
        if what.together is not None:
            rows.append((rest, what.together))
    return numbers, hidden


def _contributions(
    figure: Figure,
    component: ComponentValue,
    pack: Pack,
    table: Published,
    what: Seen,
    rows: list[tuple[Form, Decimal]],
    hidden: set[Name],
) -> dict[Name, Decimal]:
    """Add what was seen of each contribution; return the sum of those that were not seen."""
    rest: dict[Name, Decimal] = {}
    for c in component.contributions:
        name = contribution_name(figure, component, c, pack)
        key = (c.delivery, c.organisation, str(c.period), format(c.share, "f"))
        if key in what.contributions:
            rows.append((table.cells[name].form, what.contributions[key]))
            continue
        hidden.add(name)
        for atom, share in table.cells[name].form.items():
            rest[atom] = rest.get(atom, ZERO) + share
    return rest
