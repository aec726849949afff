"""What the columns of a dataset must say together: of published rows what kind of value each is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from verantwoord.model.column import Column, ColumnChange, ColumnType, Dated, DatedAs
from verantwoord.model.dataset import CellGrain, Dataset
from verantwoord.model.period import Grain
from verantwoord.model.stated import MEASURED, Nature, Origin, Precision, Stated
from verantwoord.model.statement_checks import faults_of_statements
from verantwoord.model.text import Text

T = Text("T")
NATURE = {"uitkomst": "realisation", "doel": "target", "norm": "norm", "raming": "forecast"}
PRECISION = {"precies": "exact", "ongeveer": "about", "hoogstens": "at-most"}
ORIGIN = {"bron": "publication", "wij": "makers"}


def coded(role: str, means: dict[str, str], **more: Any) -> Column:
    given = {"required": True, "codes": tuple(means), "means": means, "role": role} | more
    return Column(f"k_{role}", more.get("type", ColumnType.CODE), T, **{
        k: v for k, v in given.items() if k != "type"
    })  # fmt: skip


ALL = (coded("nature", NATURE), coded("precision", PRECISION), coded("origin", ORIGIN))
NUMBER = Column("waarde", ColumnType.DECIMAL, T, required=False)


def said(kind: Any, columns: Sequence[Column]) -> list[tuple[str, str]]:
    faults = faults_of_statements(Dataset("d", T, kind, (NUMBER, *columns)))
    assert all(mend.nl and mend.in_language("en") for _, mend in faults)
    return [(what.nl, what.in_language("en")) for what, _ in faults]


def test_published_rows_that_say_it_all_are_fine() -> None:
    assert said("gepubliceerd", ALL) == []


@pytest.mark.parametrize("kind", ["geleverd", "afgeleid"])
def test_what_is_delivered_need_not_say_what_it_is(kind: str) -> None:
    dataset = Dataset("d", T, "geleverd", (NUMBER,))
    assert faults_of_statements(dataset) == []


@pytest.mark.parametrize("role", ["nature", "precision", "origin"])
def test_of_what_was_taken_over_each_must_be_known(role: str) -> None:
    left = [c for c in ALL if c.role != role]
    assert said("gepubliceerd", left) == [
        (
            f"heeft geen kolom met role: {role}; van een overgenomen waarde moet dat bekend zijn.",
            f"has no column with role: {role}; of a value that was taken over that must be known.",
        )
    ]
    assert len(said("gepubliceerd", [])) == 3


# how a column of a nature can fail to say it of every row -> what is named
UNSURE: list[tuple[Column, str]] = [
    (coded("nature", NATURE, required=False), "code"),
    (coded("nature", NATURE, codes=("uitkomst", "gok")), "gok"),
    (coded("nature", NATURE | {"gok": "guess"}), "guess"),
    (coded("nature", {"uitkomst": "exact"}), "exact"),  # a word of another kind
    (
        coded("nature", NATURE, changes=(ColumnChange(dt.date(2024, 1, 1),
              codes=("uitkomst", "nieuw")),)),
        "nieuw",
    ),
    (Column("k_nature", ColumnType.TEXT, T, required=True, role="nature"), "text"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "named"), UNSURE)
@pytest.mark.parametrize("kind", ["gepubliceerd", "geleverd"])
def test_a_column_that_says_it_says_it_of_every_row(column: Column, named: str, kind: str) -> None:
    assert said(kind, [column, *ALL[1:]]) == [
        (
            f"kolom 'k_nature' zegt niet van elke rij wat haar nature is: {named}.",
            f"column 'k_nature' does not say of every row what its nature is: {named}.",
        )
    ]


@pytest.mark.parametrize("role", ["low", "high"])
def test_a_bound_is_a_decimal(role: Any) -> None:
    for kind in ColumnType:
        column = Column("grens", kind, T, required=False, role=role,
                        codes=("a",) if kind is ColumnType.CODE else ())  # fmt: skip
        wrong = [] if kind is ColumnType.DECIMAL else [
            ("kolom 'grens' is geen decimal.", "'grens' is no decimal.")
        ]  # fmt: skip
        assert said("gepubliceerd", [*ALL, column]) == wrong


def test_every_word_of_ours_can_be_meant() -> None:
    for role, kind in (("nature", Nature), ("precision", Precision), ("origin", Origin)):
        column = coded(role, {f"c{i}": word.value for i, word in enumerate(kind)})
        assert said("gepubliceerd", [column, *(c for c in ALL if c.role != role)]) == []


def test_an_exact_value_is_its_own_bounds_and_another_what_was_said() -> None:

    five = Decimal(5)
    assert MEASURED.bounds(five) == (five, five)
    assert Stated(low=Decimal(1), high=Decimal(9)).bounds(five) == (
        five,
        five,
    )  # exact all the same
    for precision in set(Precision) - {Precision.EXACT}:
        stated = Stated(precision=precision, low=Decimal(1), high=None)
        assert stated.bounds(five) == (Decimal(1), None)


REASON = Text("Omdat.")
# how a date may lie -> taken or refused
DATED: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"relation": DatedAs.WITHIN, "reason": REASON}, ""),
    ({"relation": DatedAs.ANY, "reason": REASON}, ""),
    ({"relation": DatedAs.BY_END, "reason": REASON}, ""),
    ({"relation": DatedAs.ANY}, "'reason' ontbreekt"),
    ({"relation": DatedAs.BY_END}, "'reason' ontbreekt"),
    ({"margin_minutes": 1}, "'reason' ontbreekt"),
    ({"margin_minutes": 2880, "reason": REASON}, ""),
    ({"margin_minutes": 2881, "reason": REASON}, "2880"),
    ({"margin_minutes": -1, "reason": REASON}, "greater than or equal to 0"),
    ({"first_year": 2024, "last_year": 2024}, ""),
    ({"first_year": 2025, "last_year": 2024}, "first-year ligt na last-year"),
]


@pytest.mark.parametrize(("given", "said"), DATED)
def test_a_date_outside_the_period_is_explained(given: dict[str, Any], said: str) -> None:
    if not said:
        assert Dated(**given).relation in DatedAs
        return
    with pytest.raises(ValueError, match=said):
        Dated(**given)


def test_a_date_of_which_nothing_was_said_lies_within_the_period() -> None:
    column = Column("dag", ColumnType.DATE, T, required=True)
    assert column.dated is None
    assert column.lies == Dated()
    assert CellGrain() == CellGrain(Grain.MONTH, None, "missing")
