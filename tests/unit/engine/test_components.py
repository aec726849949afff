"""What an indicator may ask of a component: months, means, years back, the whole, extremes.

One country, delivered once. In 2024 alfa uses 1 kWh in January, 2 in February and so on, of which
nothing is heat but in May; beta uses 100 a month. In 2023 alfa used ten times as much. Each outcome
is added up by hand behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import PACKS
from tests.rows import Shelf
from tests.unit.engine.stories import country, shown
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

V, COUNT, HIGH = "meters.verbruik", "meters.rijen", "meters.hoogste"


def use(component: str = V, **fields: Any) -> ComponentUse:
    return ComponentUse(component=component, **fields)


@dataclass(frozen=True)
class Asked:
    """An indicator, and what its figures must be."""

    uses: Mapping[str, ComponentUse]
    formula: str
    wanted: Mapping[str, str]
    fields: Mapping[str, Any] = field(default_factory=dict)


ASKED: dict[str, Asked] = {
    "everything": Asked(
        {"a": use()}, "a",
        {
            "alfa@2024": "78 gemeten 12/12",  # 12 * 13 / 2
            "alfa@2024-Q2": "15 gemeten 3/3",
            "alfa@2023": "780 gemeten 12/12",
            "beta@2024": "1200 gemeten 12/12",
            "land@2024": "1278 gemeten 24/24",
        },
    ),
    "the state of December": Asked(
        {"a": use(months=(12,))}, "a",
        {
            "alfa@2024": "12 gemeten 1/1",
            "land@2024": "112 gemeten 2/2",
            "alfa@2024-Q4": "12 gemeten 1/1",
            "alfa@2024-Q1": "- niet gevraagd 0/0",
            "alfa@2024-12": "12 gemeten 1/1",
            "alfa@2024-11": "- niet gevraagd 0/0",
        },
    ),
    "the ends of the halves": Asked(
        {"a": use(months=(6, 12))}, "a",
        {"alfa@2024": "18 gemeten 2/2", "alfa@2024-Q2": "6 gemeten 1/1"},
    ),
    "a mean over the months": Asked(
        {"a": use(mean=True)}, "a",
        {
            "alfa@2024": "6.5 gemeten 12/12",  # 78 / 12
            "alfa@2024-Q1": "2 gemeten 3/3",  # 6 / 3
            "alfa@2024-07": "7 gemeten 1/1",
            "land@2024": "106.5 gemeten 24/24",  # of the country the sum of the means
        },
    ),
    "a mean over some months": Asked(
        {"a": use(mean=True, months=(3, 6, 9, 12))}, "a",
        {"alfa@2024": "7.5 gemeten 4/4", "alfa@2024-Q2": "6 gemeten 1/1"},  # 30 / 4
    ),
    "a year back": Asked(
        {"a": use(shift_years=-1), "b": use()}, "a - b",
        {
            "alfa@2024": "702 gemeten 24/24",  # 780 - 78
            "alfa@2024-01": "9 gemeten 2/2",
            "land@2024": "702 gemeten 48/48",  # beta is the same in both years
            "alfa@2023": "- niet gevraagd 12/12 +12",
        },
    ),
    "a year on": Asked(
        {"a": use(), "b": use(shift_years=1)}, "a + b",
        {"alfa@2023": "858 gemeten 24/24"},
    ),
    "change in percent": Asked(
        {"n": use(), "t": use(shift_years=-1)}, "as_percent(teller / noemer)",
        {"alfa@2024": "-90 gemeten 24/24", "beta@2024-Q1": "0 gemeten 6/6"},
        {"numerator": "n - t", "denominator": "t", "unit": "percent"},
    ),
    "the share of everybody": Asked(
        {"a": use(), "w": use(whole_population=True)}, "teller / noemer",
        {
            "land@2024-01": "1 gemeten 2/2",
            "beta@2023": "0.6060606060606060606060606060606061 gemeten 24/24",  # 1200 of 1980
            "alfa@2023": "0.3939393939393939393939393939393939 gemeten 24/24",  # 780 of 1980
        },
        {"numerator": "a", "denominator": "w", "unit": "ratio"},
    ),
    "how many rows": Asked(
        {"a": use(COUNT)}, "a",
        {"alfa@2024": "13 gemeten 12/12", "alfa@2024-05": "2 gemeten 1/1"},  # two in May
    ),
    "the highest cell": Asked(
        {"a": use(HIGH)}, "a",
        {
            "alfa@2024": "12 gemeten 12/12",
            "alfa@2024-Q2": "6 gemeten 3/3",
            "alfa@2024-05": "3 gemeten 1/1",  # 2 and 3
            "land@2024": "100 gemeten 24/24",
        },
    ),
    "one kind only": Asked(
        {"a": use("meters.stroom")}, "a",
        {"alfa@2024": "75 gemeten 12/12", "alfa@2024-05": "2 gemeten 1/1"},  # 3 of May is heat
    ),
    "what nobody delivers is no gap where it is not expected": Asked(
        {"a": use(), "c": use("fte.stand", expected=False, absent_is_zero=True)}, "a - c",
        {"alfa@2024": "78 gemeten 12/12"},
    ),
    "of what nobody asked, nothing is not zero": Asked(
        {"a": use(), "c": use("fte.stand", absent_is_zero=True)}, "a - c",
        {"alfa@2024": "- niet gevraagd 12/12"},
    ),
    "and is unknown where it is needed": Asked(
        {"a": use(), "c": use("fte.stand", expected=False)}, "a - c",
        {"alfa@2024": "- niet gevraagd 12/12"},
    ),
    "it does not apply to small users": Asked(
        {"a": use()}, "a",
        {"alfa@2024": "- n.v.t. 12/12", "beta@2024": "1200 gemeten 12/12",
         "alfa@2023": "- n.v.t. 12/12", "land@2024": "1278 gemeten 24/24"},
        {"applies_when": "a > 1000"},
    ),
    "months in a formula": Asked(
        {"a": use()}, "a / maanden",
        {"alfa@2024": "6.5 gemeten 12/12", "alfa@2024-Q1": "2 gemeten 3/3",
         "alfa@2024-02": "2 gemeten 1/1"},
    ),
    "divided by nothing": Asked(
        {"a": use(), "c": use("fte.stand", expected=False, absent_is_zero=True)},
        "teller / noemer",
        {"alfa@2024": "- onbekend 12/12"},
        {"numerator": "a", "denominator": "c", "unit": "kwh/fte"},
    ),
    "only the total": Asked(
        {"a": use()}, "a",
        {"land@2024": "1278 gemeten 24/24", "alfa@2024": "", "beta@2024": ""},
        {"scope": "total"},
    ),
    "only each": Asked(
        {"a": use()}, "a",
        {"land@2024": "", "alfa@2024": "78 gemeten 12/12"},
        {"scope": "each"},
    ),
    "years only": Asked(
        {"a": use()}, "a",
        {"alfa@2024": "78 gemeten 12/12", "alfa@2024-Q1": "", "alfa@2024-01": ""},
        {"periods": ("jaar",)},
    ),
    "split by kind": Asked(
        {"a": use()}, "a",
        {
            "alfa@2024@drager=stroom": "75 gemeten 12/12",
            "alfa@2024@drager=warmte": "3 gemeten 12/12",
            "alfa@2024-05@drager=warmte": "3 gemeten 1/1",
            "alfa@2024-05@drager=stroom": "2 gemeten 1/1",
            "alfa@2024-06@drager=warmte": "",
            "beta@2024@drager=warmte": "- onbekend 12/12",
            "land@2024@drager=stroom": "1275 gemeten 24/24",
        },
        {"dimensions": ("drager",)},
    ),
}  # fmt: skip
NAMES = {name: f"energie.t{i}" for i, name in enumerate(ASKED)}


def deliver(shelf: Shelf) -> None:
    for year, times in ((2023, 10), (2024, 1)):
        for month in Period.year(year).months():
            n = month.start.month
            heat = 3 if (year, n) == (2024, 5) else 0
            rows = [{"drager": "stroom", "verbruik": n * times - heat, "eenheid": "kwh"}]
            if heat:
                rows.append({"drager": "warmte", "verbruik": heat, "eenheid": "kwh"})
            shelf.deliver("meters", "alfa", str(month), rows)
            own = [{"drager": "stroom", "verbruik": 100, "eenheid": "kwh"}]
            shelf.deliver("meters", "beta", str(month), own)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    """All indicators of this file, computed at once."""
    pack = load_pack(PACKS / "mini")
    base = replace(
        pack.indicators["energie.verbruik"], dimensions=(), periods=("jaar", "kwartaal", "maand")
    )
    made = {
        NAMES[name]: replace(
            base, id=NAMES[name], components=asked.uses, formula=asked.formula, **asked.fields
        )
        for name, asked in ASKED.items()
    }
    request = replace(pack.requests["meters"], organisations=("alfa", "beta"))
    pack = replace(
        pack,
        indicators=made,
        goals={},
        requests={"meters": request},
        organisations=country(
            "land:\nalfa: land\nbeta: land", populations="alle of land: alfa, beta"
        ),
    )
    shelf = Shelf(pack, tmp_path_factory.mktemp("rijen"))
    deliver(shelf)
    return dict(shelf.compute().figures)


CASES = [(name, key) for name, asked in ASKED.items() for key in asked.wanted]


@pytest.mark.parametrize(("name", "key"), CASES)
def test_each_figure_is_what_was_asked_of_the_component(
    name: str, key: str, figures: dict[str, Figure]
) -> None:
    wanted = ASKED[name].wanted[key]
    found = figures.get(f"{NAMES[name]}@{key}")
    assert ("" if found is None else shown(found)) == wanted


@pytest.mark.parametrize("name", ASKED)
def test_what_deliveries_gave_adds_up_to_each_component(
    name: str, figures: dict[str, Figure]
) -> None:
    """Of a mean before it was divided; an extreme is one of what was given."""
    for key, figure in figures.items():
        if not key.startswith(f"{NAMES[name]}@"):
            continue
        for part in figure.components:
            amounts = [c.amount for c in part.contributions]
            if not isinstance(part.value, Decimal) or not amounts:
                continue
            if part.component == HIGH:
                assert part.value == max(amounts), key
            else:
                assert sum(amounts) == part.value * part.divisor, key


def test_a_mean_says_over_how_many_months_it_is(figures: dict[str, Figure]) -> None:
    def divisor(name: str, key: str) -> int:
        return figures[f"{NAMES[name]}@{key}"].components[0].divisor

    assert divisor("a mean over the months", "alfa@2024") == 12
    assert divisor("a mean over the months", "alfa@2024-Q1") == 3
    assert divisor("a mean over some months", "alfa@2024") == 4
    assert divisor("a mean over some months", "alfa@2024-Q2") == 1
    assert divisor("everything", "alfa@2024") == 1


def test_a_component_of_a_year_back_rests_on_files_of_a_year_back(
    figures: dict[str, Figure],
) -> None:
    change = figures[f"{NAMES['a year back']}@alfa@2024-01"]
    then, now = change.components
    assert [str(c.period) for c in then.contributions] == ["2023-01"]
    assert [str(c.period) for c in now.contributions] == ["2024-01"]
    assert (then.value, now.value, then.rows, now.rows) == (10, 1, 1, 1)


def test_numerator_and_denominator_stand_beside_the_ratio(figures: dict[str, Figure]) -> None:
    change = figures[f"{NAMES['change in percent']}@alfa@2024"]
    assert (change.numerator, change.denominator) == (-702, 780)
    plain = figures[f"{NAMES['everything']}@alfa@2024"]
    assert (plain.numerator, plain.denominator) == (None, None)


def test_why_there_is_no_number_is_told(figures: dict[str, Figure]) -> None:
    def why(name: str, key: str) -> str:
        return str(figures[f"{NAMES[name]}@{key}"].value)

    assert why("the state of December", "alfa@2024-Q1") == (
        "niet gevraagd: om deze gegevens is niet gevraagd"
    )
    assert why("it does not apply to small users", "alfa@2024").startswith("n.v.t.: ")
    assert why("divided by nothing", "alfa@2024") == "onbekend: de noemer is nul"
    assert why("split by kind", "beta@2024@drager=warmte") == (
        "onbekend: er zijn geen passende rijen geleverd"
    )
