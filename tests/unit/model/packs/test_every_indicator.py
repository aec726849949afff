"""Oefenrijk has a figure, a trace and a case for every indicator of the two domains.

An indicator that nobody ever saw with a number may be wrong in any way.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.conftest import REPOSITORY
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import Computation, compute
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.worked_cases import load_cases
from verantwoord.release.trace import checked

SHARES = {  # of whom a successor is, and for how much
    "epsilon": ("delta", Decimal("0.6")), "zeta": ("delta", Decimal("0.4")),
    "ict-epsilon": ("ict-delta", Decimal("0.6")), "ict-zeta": ("ict-delta", Decimal("0.4")),
}  # fmt: skip
PARTS = ("duurzame-bedrijfsvoering", "hybride-werken")


@cache
def oefenrijk() -> Pack:
    return load_pack(REPOSITORY / "packs" / "oefenrijk")


INDICATORS = [i for i in oefenrijk().indicators if oefenrijk().origins[f"indicator:{i}"] in PARTS]


@cache
def worked() -> set[str]:
    """The indicators of which a case was worked by hand, beside their definition."""
    packs = [load_pack(REPOSITORY / "packs" / part) for part in PARTS]
    return {indicator for pack in packs for indicator, _, _ in load_cases(pack)}


@pytest.fixture(scope="module")
def found(practice_workspace: Workspace) -> Computation:
    w = practice_workspace
    return compute(w.pack, w.deliveries(), w.rows_path, w.components_folder)


def known(found: Computation, indicator: str) -> list[Figure]:
    return [
        f
        for f in found.figures.values()
        if f.indicator == indicator and not isinstance(f.value, Absent)
    ]


def test_both_packs_are_looked_at_as_a_whole() -> None:
    for part in PARTS:
        own = load_pack(REPOSITORY / "packs" / part)
        assert set(own.indicators) <= set(INDICATORS)
    assert len(INDICATORS) > 70


@pytest.mark.slow
@pytest.mark.parametrize("indicator", INDICATORS)
def test_an_indicator_has_a_figure_a_trace_that_adds_up_and_a_case(
    found: Computation, indicator: str
) -> None:
    pack = oefenrijk()
    figures = known(found, indicator)
    assert figures, "no figure has a value"
    whole = pack.indicators[indicator]
    figure = max(figures, key=lambda f: len(f.components))
    for value in figure.components:
        assert checked(pack, value).holds is not False
    assert figure.components or figure.terms or figure.parameters
    assert {p.alias for p in figure.parameters} <= set(whole.parameters)
    assert indicator in worked(), "no worked case"


@pytest.mark.slow
def test_earlier_years_are_there_to_compare_with_and_have_no_figures(found: Computation) -> None:
    assert oefenrijk().info.figures_from is not None
    own = [f for f in found.figures.values() if f.indicator in INDICATORS]
    assert {f.period.start.year for f in own} == {2023, 2024}
    saving = known(found, "duurzame-bedrijfsvoering.gas-besparing")
    assert {f.organisation for f in saving} >= {"alfa", "beta", "gamma"}


@pytest.mark.slow
def test_what_is_divided_is_a_share_of_what_it_was_or_the_same(found: Computation) -> None:
    """Anything else would be said of an organisation by a division that it cannot bear.

    A median of three fifths of five activities, say, or six tenths of a plan plus one year.
    """
    was = {
        (f.indicator, f.organisation, f.period, f.dimensions): f.value
        for f in found.figures.values()
        if f.structure is None
    }
    looked = set()
    for figure in found.figures.values():
        if figure.structure is None or figure.organisation not in SHARES:
            continue
        if figure.period.start.year != 2023:  # before both splits
            continue
        before, part = SHARES[figure.organisation]
        then = was[figure.indicator, before, figure.period, figure.dimensions]
        if isinstance(then, Absent) or isinstance(figure.value, Absent):
            assert isinstance(then, Absent) and isinstance(figure.value, Absent), figure.id
            continue
        off = min(abs(figure.value - then), abs(figure.value - then * part))
        assert off < Decimal("1e-20") * max(1, abs(then)), (figure.id, figure.value, then)
        looked.add(figure.indicator)
    assert len(looked) > 60
