"""The country that the speed of hiding is measured on is a fair one: safe, and not trivial."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verantwoord.disclosure.attack import attack
from verantwoord.disclosure.protect import protect
from verantwoord_bench.hiding import country, measure

K = Decimal(10)
ONE = {"n": Decimal(1)}


@pytest.mark.parametrize("wanted", [300, 800])
def test_it_has_about_as_many_cells_as_asked(wanted: int) -> None:
    assert abs(len(country(wanted)[1]) - wanted) < 0.2 * wanted


def test_what_is_hidden_in_it_cannot_be_known() -> None:
    atoms, cells = country(400)
    result = protect(atoms, cells, K, ONE)
    assert attack(atoms, cells, result.small, K, ONE)
    assert attack(atoms, cells, result.hidden, K, ONE) == []


def test_what_is_measured_is_told() -> None:
    told = measure(400)
    assert 0 < told["small"] < told["hidden"] < told["cells"]
    assert told["cpu_seconds"] >= 0
