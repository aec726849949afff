"""A ministry splits: what all ministries have together is the same as they were and as they are."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.rows import Shelf
from tests.unit.model.packs.test_ict_portfolio import COUNTRY, THEME, entry
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

AFTER = dt.date(2027, 6, 1)
CENTS = st.integers(1, 10**12).map(lambda n: Decimal(n) / 100)
ACTIVITY = st.tuples(CENTS, CENTS, CENTS)  # first estimate, latest estimate, spent
PORTFOLIO = st.lists(ACTIVITY, min_size=1, max_size=4)
NAMES = ("rest", "kostenverandering-eerste", "portefeuille-stijging", "deel-besteed")


@cache
def the_pack() -> Pack:
    return load_pack(COUNTRY)


@given(noord=PORTFOLIO, zuid=PORTFOLIO)
def test_totals_are_the_same_in_both_views(
    noord: list[tuple[Decimal, ...]], zuid: list[tuple[Decimal, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(the_pack(), Path(folder))
        for who, portfolio in (("noord", noord), ("zuid", zuid)):
            rows = []
            for n, (first, latest, spent) in enumerate(portfolio):
                rows.append(entry(f"{who}{n}", "2023-01-01", soort="initieel", schatting=first))
                rows.append(entry(f"{who}{n}", "2024-12-31", schatting=latest, besteed=spent))
            shelf.deliver("ict-entry", who, "2024", rows)
        wanted = [f"{THEME}.{n}" for n in NAMES]
        found = shelf.compute(indicators=wanted, structure_on=AFTER).figures
    for name in wanted:
        then, now = (found[f"{name}@land@2024{s}"] for s in ("", f"@structuur={AFTER}"))
        assert isinstance(then.value, Decimal)
        assert then.value == now.value, name
    rest = sum(latest - spent for _, latest, spent in [*noord, *zuid])
    assert found[f"{THEME}.rest@land@2024"].value == rest
    before = found[f"{THEME}.rest@zuid@2024"].value
    after = [found[f"{THEME}.rest@{w}@2024@structuur={AFTER}"].value for w in ("oost", "west")]
    assert sum(v for v in after if isinstance(v, Decimal)) == before
