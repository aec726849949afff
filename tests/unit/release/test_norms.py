"""Who is within a norm: the bounds are within, unknown is counted and never guessed."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from tests.conftest import REPOSITORY
from verantwoord.formula.quantities import unknown
from verantwoord.model.loading import load_pack
from verantwoord.release.material import Material
from verantwoord.release.norms import NormState, norm_rows, state_of
from verantwoord.wording.norms import norm_sentence

LOW, HIGH = Decimal(3), Decimal(5)
ABSENT = unknown("niet genoemd", "not named")


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("2.99", NormState.BELOW),
        ("3", NormState.WITHIN),
        ("5.00", NormState.WITHIN),
        ("5.01", NormState.ABOVE),
    ],
)
def test_a_bound_itself_is_within(value: str, state: NormState) -> None:
    assert state_of(Decimal(value), LOW, HIGH) is state


def test_without_a_value_or_a_bound_nothing_is_judged() -> None:
    assert state_of(ABSENT, LOW, HIGH) is NormState.UNKNOWN
    assert state_of(Decimal(9), LOW, ABSENT) is NormState.UNKNOWN
    assert state_of(Decimal(1), ABSENT, HIGH) is NormState.UNKNOWN


def test_the_sentence_counts_all_and_names_what_is_not_known() -> None:
    norm = "3 tot en met 5 jaar"
    assert norm_sentence(7, 1, 2, 2, norm) == (
        "7 van 12 zijn binnen de norm van 3 tot en met 5 jaar. "
        "1 is lager, 2 zijn hoger en van 2 is het onbekend."
    )
    assert norm_sentence(2, 0, 0, 0, norm) == "2 van 2 zijn binnen de norm van 3 tot en met 5 jaar."
    assert norm_sentence(0, 0, 0, 1, norm) == (
        "0 van 1 is binnen de norm van 3 tot en met 5 jaar. Van 1 is het onbekend."
    )
    assert norm_sentence(7, 1, 2, 2, "3 to 5 years", "en") == (
        "7 of 12 are within the norm of 3 to 5 years. "
        "1 is below, 2 are above and of 2 it is not known."
    )


@pytest.mark.parametrize(("year", "delta"), [(2023, True), (2024, False)])
def test_who_went_on_in_others_does_not_stand_beside_them(year: int, delta: bool) -> None:
    """The ICT of Delta ended on 1 January 2024; its two successors have plans of their own."""
    pack = load_pack(REPOSITORY / "packs" / "oefenrijk")
    material = SimpleNamespace(
        pack=pack, reporting_year=year, by_indicator=defaultdict(list), rows_path=None
    )
    found = norm_rows(cast(Material, material), pack.indicators["iv-plannen.looptijd"])
    who = ["alfa", "beta", "gamma", *["ict-delta"] * delta, "ict-epsilon", "ict-zeta"]
    assert [row.organisation for row in found] == who
