"""In any order of words, the year behind a comparison is the base and not that of the value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verantwoord.documents.findings.quantities import find_quantities

COMPARED = st.sampled_from(
    ["ten opzichte van {}", "vergeleken met {}", "in vergelijking met {}", "t.o.v. {}",
     "ten opzichte van het jaar {}", "vergeleken met het niveau van {}"]
)  # fmt: skip
ORDERS = st.sampled_from(
    [
        "In {year} daalde het verbruik met {value} procent {compared}.",
        "Het verbruik daalde in {year} {compared} met {value} procent.",
        "{compared} daalde het verbruik in {year} met {value} procent.",
        "Met {value} procent daalde het verbruik in {year} {compared}.",
        "Het verbruik lag in {year} {value} procent lager dan in {base}.",
        "In {year} moet het verbruik {value} procent lager zijn dan eind {base}.",
    ]
)
NAMES = st.sampled_from(
    ["artikel", "agendapunt", "paragraaf", "tabel", "bladzijde", "vraag", "bijlage", "voetnoot"]
)


@given(ORDERS, COMPARED, st.integers(2016, 2040), st.integers(1990, 2015), st.integers(1, 99))
def test_the_base_is_never_the_year_of_the_value(
    order: str, compared: str, year: int, base: int, value: int
) -> None:
    said = compared.format(base)
    text = order.format(year=year, value=value, compared=said, base=base)
    (mark,) = find_quantities(text[0].upper() + text[1:], [])
    got = tuple(mark.values.get(key) for key in ("value", "unit", "year", "base"))
    assert got == (str(value), "%", str(year), str(base))


@given(NAMES, st.integers(1, 999), st.integers(1, 99))
def test_a_number_that_is_a_name_is_no_quantity(name: str, number: int, value: int) -> None:
    text = f"Volgens {name} {number} is {value} procent van de kantoren verkocht."
    assert [m.values["value"] for m in find_quantities(text, [])] == [str(value)]
    assert not find_quantities(f"{number}. {name.capitalize()} {number}", [])
