"""A ministry splits: what all ministries have together is the same as they were and as they are."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from tests.unit.model.packs.test_ict_portfolio import COUNTRY, THEME, entry
from verantwoord.formula.quantities import Absent
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack


@dataclass(frozen=True)
class Split:
    """Where a ministry becomes two; the figures are of a year before."""

    pack: Path
    total: str
    other: str  # goes on as it was
    whole: str
    parts: tuple[str, str]
    year: int
    after: dt.date


SPLITS = (
    Split(COUNTRY, "land", "noord", "zuid", ("oost", "west"), 2024, dt.date(2027, 6, 1)),
    Split(REPOSITORY / "packs/oefenrijk", "oefenrijk", "alfa", "ict-delta",
          ("ict-epsilon", "ict-zeta"), 2023, dt.date(2024, 12, 31)),
)  # fmt: skip
CENTS = st.integers(1, 10**12).map(lambda n: Decimal(n) / 100)
STATUS = st.sampled_from(("In uitvoering", "In heroriëntatie", "Afgerond"))
# first estimate, latest estimate, spent, status, year in which it ends
ACTIVITY = st.tuples(CENTS, st.none() | CENTS, CENTS, STATUS, st.integers(2026, 2030))
# an estimate of a cent that becomes a hundred million, as a typing error: no reason to stop for all
FROM_A_CENT = [(Decimal("0.01"), Decimal("100000000.01"), Decimal("0.01"), "In uitvoering", 2026)]
PORTFOLIO = st.lists(ACTIVITY, min_size=1, max_size=4)
NAMES = (
    "rest", "kostenverandering-eerste", "portefeuille-stijging", "deel-besteed",
    "verandering-in-een-jaar", "stijging-dekking", "stijging-mediaan", "aandeel-hoger",
    "aandeel-verdubbeld", "zonder-schatting", "uitloop-maanden", "uitloop-aandeel", "volledig",
)  # fmt: skip


@cache
def pack_of(folder: Path) -> Pack:
    return load_pack(folder)


@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split.whole)
@given(others=PORTFOLIO, divided=PORTFOLIO)
@example(others=FROM_A_CENT, divided=FROM_A_CENT)
def test_totals_are_the_same_in_both_views(
    split: Split, others: list[tuple[Any, ...]], divided: list[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(pack_of(split.pack), Path(folder))
        for who, portfolio in ((split.other, others), (split.whole, divided)):
            rows = []
            for n, (first, latest, spent, status, end) in enumerate(portfolio):
                common = {"jaar": str(split.year), "startdatum": "2021-01-01"}
                rows.append(entry(f"{who}{n}", "2021-01-01", soort="initieel", schatting=first,
                                  **common))  # fmt: skip
                rows.append(entry(f"{who}{n}", f"{split.year}-12-31", schatting=latest,
                                  besteed=spent, status=status, einddatum=f"{end}-01-01",
                                  **common))  # fmt: skip
            shelf.deliver("ict-entry", who, str(split.year), rows)
        wanted = [f"{THEME}.{n}" for n in NAMES]
        found = shelf.compute(indicators=wanted, structure_on=split.after).figures
    now = f"@{split.year}@structuur={split.after}"
    for name in wanted:
        was, is_now = (found[f"{name}@{split.total}{s}"] for s in (f"@{split.year}", now))
        if isinstance(was.value, Absent):
            assert isinstance(is_now.value, Absent), name
        else:
            assert was.value == is_now.value, name
    known = [(e, a) for _, e, a, *_ in divided if e is not None]
    if not known:
        return
    parts = [found[f"{THEME}.rest@{w}{now}"].value for w in split.parts]
    assert sum(v for v in parts if isinstance(v, Decimal)) == sum(e - a for e, a in known)
