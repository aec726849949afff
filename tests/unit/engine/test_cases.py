"""A worked case that comes out different is never passed over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import PACKS
from verantwoord.engine.apportion import largest_remainder
from verantwoord.engine.cases import run_cases
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack

FILE = "indicators/energie/per-fte.cases.yaml"


def faults(folder: Path, expect: str, given: str = "verbruik: 100, fte: 8", more: str = "") -> str:
    """Return what is said of one case of energy per person; nothing when it comes out."""
    pack = copytree(PACKS / "mini", folder / "mini")
    (pack / FILE).write_text(
        f"cases:\n  - name: proef\n    on: 2024\n    given: {{{given}}}\n    expect: {{{expect}}}\n"
        f"    because: daarom\n{more}",
        "utf-8",
    )
    (result,) = run_cases(load_pack(pack))
    assert result.passed is not bool(result.faults)
    assert str(result).startswith(f"{FILE}:2: energie.per-fte, geval 'proef': ")
    return "; ".join(result.faults)


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ('value: "12.5"', ""),
        ('value: "13"', ""),  # as many decimals as it is written with, half up
        ('value: "12"', "value: verwacht 12, kreeg 12.5; want: daarom"),
        ('value: "12.50"', ""),
        ('numerator: "99"', "numerator: verwacht 99, kreeg 100; want: daarom"),
        ('denominator: "9"', "denominator: verwacht 9, kreeg 8; want: daarom"),
        ('published: "12,5"', "gepubliceerd: verwacht 12,5, kreeg 12.5; want: daarom"),
        ("absent: onbekend", "verwacht 'onbekend', kreeg 12.5; want: daarom"),
    ],
)
def test_what_comes_out_is_held_against_what_was_worked_by_hand(
    tmp_path: Path, expect: str, said: str
) -> None:
    assert faults(tmp_path, expect) == said


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("absent: onbekend", ""),
        ("absent: n.v.t.", "verwacht 'n.v.t.', kreeg onbekend; want: daarom"),
        ('value: "0"', "value: verwacht 0, kreeg onbekend: niet gegeven; want: daarom"),
        ('published: "onbekend"', ""),
        ('published: "0.0"', "gepubliceerd: verwacht 0.0, kreeg onbekend; want: daarom"),
    ],
)
def test_what_is_not_known_is_not_zero_in_a_case_either(
    tmp_path: Path, expect: str, said: str
) -> None:
    assert faults(tmp_path, expect, "verbruik: null, fte: 8") == said


@pytest.mark.parametrize(
    ("given", "more", "said"),
    [
        ("verbruik: 100, fte: 8, gas: 1", "", "'gas' is geen component van energie.per-fte"),
        ("verbruik: 100", "", "fte is niet gegeven"),
        (
            "verbruik: 100, fte: 8",
            "    parameters: {gas: 1}\n",
            "gas is geen parameter van energie.per-fte",
        ),
    ],
)
def test_a_case_that_names_something_else_is_a_mistake_with_its_line(
    tmp_path: Path, given: str, more: str, said: str
) -> None:
    with pytest.raises(PackError) as caught:
        faults(tmp_path, 'value: "1"', given, more)
    assert f"{FILE}:2" in str(caught.value)
    assert f"geval 'proef': {said}." in str(caught.value)


# ---- whole numbers that add up ---------------------------------------------------------------


def test_what_is_left_goes_to_the_largest_remainders_and_of_equal_ones_by_name() -> None:
    parts = {"c": Decimal("1.5"), "b": Decimal("1.5"), "a": Decimal("2.4"), "d": Decimal("0.6")}
    assert largest_remainder(parts, 6) == {"a": 2, "b": 2, "c": 1, "d": 1}
    assert largest_remainder(parts, 4) == {"a": 2, "b": 1, "c": 1, "d": 0}
    assert largest_remainder({}, 0) == {}


@pytest.mark.parametrize("total", [3, 9])
def test_parts_that_are_not_about_the_total_are_not_made_to_fit(total: int) -> None:
    """A total of another edition would be spread over parts that it is not the total of."""
    parts = {"a": Decimal("2.4"), "b": Decimal("1.5"), "c": Decimal("1.5"), "d": Decimal("0.6")}
    with pytest.raises(ValueError, match=f"samen 6.0, niet ongeveer {total}"):
        largest_remainder(parts, total)
