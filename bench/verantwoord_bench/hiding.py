"""How much processor time it takes to choose what is hidden: `python -m verantwoord_bench.hiding`.

A made-up country of sectors with agencies, months, quarters, a year and one dimension. In one of
fourteen agencies a handful of people work; everything is published. Prints, per size, the cells,
what is small, what is hidden in all, and seconds of processor time (user and system).
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
from decimal import Decimal

from verantwoord.disclosure.protect import protect
from verantwoord.disclosure.table import Atom, Name, TableCell

ONE = Decimal(1)
MEASURES = frozenset(("n", "uren"))
SECTOR = 14  # agencies in a sector
SIZES = (1000, 2500, 5000, 10_000)
_CELLS_AN_AGENCY = 51  # twelve months, four quarters and a year, each in all and by two kinds


def country(wanted: int) -> tuple[dict[Name, Atom], dict[Name, TableCell]]:
    """Return atoms and cells of a country with about so many cells."""
    rng = random.Random(wanted)
    agencies = max(2, wanted // _CELLS_AN_AGENCY - wanted // _CELLS_AN_AGENCY // SECTOR - 1)
    atoms: dict[Name, Atom] = {}
    forms: dict[Name, dict[Name, Decimal]] = {}
    for number, month, kind in itertools.product(range(agencies), range(12), ("a", "b")):
        sector, agency = f"s{number // SECTOR:03d}", f"a{number:04d}"
        people = rng.randint(1, 5) if number % SECTOR == 3 else rng.randint(40, 400)
        name = (agency, f"{month:02d}", kind)
        amounts = {"n": Decimal(people), "uren": Decimal(people * rng.randint(90, 120))}
        atoms[name] = Atom(f"{month:02d}", Decimal(people), amounts)
        whens = ("jaar", f"q{month // 3}", f"{month:02d}")
        for where, when, which in itertools.product(
            ("land", sector, agency), whens, ("alle", kind)
        ):
            forms.setdefault((where, when, which), {})[name] = ONE
    return atoms, {name: TableCell(form, MEASURES) for name, form in forms.items()}


def measure(wanted: int) -> dict[str, float]:
    """Protect one country and return what it took."""
    atoms, cells = country(wanted)
    before = _cpu()
    result = protect(atoms, cells, Decimal(10), {"n": ONE})
    return {
        "cells": len(cells),
        "small": len(result.small),
        "hidden": len(result.hidden),
        "cpu_seconds": round(_cpu() - before, 2),
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(sizes: list[int]) -> None:
    """Print one line a size."""
    for size in sizes:
        print(json.dumps(measure(size)), flush=True)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or list(SIZES))
