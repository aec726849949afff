"""All units: what each is called, which measure the same, and how many of one go into another."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse

# what the smallest of a family is, and how many of it are one of the others; copied from the law
# of measures and written out in whole numbers, never read from the product
FAMILIES = [
    {"ratio": 1},
    {"percent": 1},
    {"count": 1},
    {"hour": 1},
    {"job": 1},
    {"person": 1},
    {"employee": 1},
    {"relation": 1},
    {"fte": 1},
    {"euro": 1, "keur": 1000, "meur": 1_000_000},
    {"kwh": 1, "mwh": 1000},
    {"tj": 1},
    {"nm3": 1},
    {"m3": 1, "mm3": 1_000_000},
    {"m2": 1, "mm2": 1_000_000},
    {"kg_co2e": 1, "t_co2e": 1000, "kt_co2e": 1_000_000},
    {"km": 1},
    {"passenger_km": 1},
    {"trip": 1},
    {"flight": 1},
    {"workplace": 1},
    {"workplace_day": 1},
    {"location_day": 1},
    {"building": 1},
    {"month": 1, "year": 12},
    {"day": 1},
    {"decicelsius": 1},
    {"degree_day": 1},
    {"weighted_degree_day": 1},
    {"score": 1},
    {"gj": 1},
    {"liter": 1},
    {"kg": 1, "tonne": 1000},
    {"kg_dry": 1},
    {"vehicle_km": 1},
    {"tonne_km": 1},
    {"location": 1},
    {"requirement": 1},
    {"finding": 1},
    {"document": 1},
    {"visit": 1},
    {"room_night": 1},
    {"device": 1},
    {"vehicle": 1},
    {"pollution_unit": 1},
]
FAMILY = {code: i for i, family in enumerate(FAMILIES) for code in family}
SIZE = {code: size for family in FAMILIES for code, size in family.items()}
CALLED = {
    "requirement": ("eisen", "requirements"),
    "finding": ("bevindingen", "findings"),
    "document": ("stukken", "documents"),
    "ratio": ("verhouding", "ratio"),
    "count": ("aantal", "number"),
    "percent": ("%", "%"),
    "hour": ("uur", "hours"),
    "job": ("banen", "jobs"),
    "person": ("personen", "persons"),
    "relation": ("arbeidsrelaties", "work relations"),
    "fte": ("fte", "fte"),
    "euro": ("euro", "euro"),
    "keur": ("duizend euro", "thousand euro"),
    "meur": ("mln euro", "million euro"),
    "kwh": ("kWh", "kWh"),
    "mwh": ("MWh", "MWh"),
    "tj": ("TJ", "TJ"),
    "nm3": ("Nm³", "Nm³"),
    "m3": ("m³", "m³"),
    "mm3": ("mln m³", "million m³"),
    "m2": ("m²", "m²"),
    "mm2": ("mln m²", "million m²"),
    "kg_co2e": ("kg CO₂-eq", "kg CO₂e"),
    "t_co2e": ("ton CO₂-eq", "tonnes CO₂e"),
    "kt_co2e": ("kton CO₂-eq", "kilotonnes CO₂e"),
    "km": ("km", "km"),
    "passenger_km": ("reizigerskm", "passenger-km"),
    "trip": ("reizen", "trips"),
    "flight": ("vluchten", "flights"),
    "workplace": ("werkplekken", "workplaces"),
    "workplace_day": ("werkplekdagen", "workplace days"),
    "location_day": ("locatiedagen", "location days"),
    "building": ("panden", "buildings"),
    "month": ("maanden", "months"),
    "year": ("jaar", "years"),
    "day": ("dagen", "days"),
    "decicelsius": ("0,1 °C", "0.1 °C"),
    "degree_day": ("graaddagen", "degree days"),
    "weighted_degree_day": ("gewogen graaddagen", "weighted degree days"),
    "score": ("score", "score"),
    "employee": ("werknemers", "employees"),
    "gj": ("GJ", "GJ"),
    "liter": ("liter", "litre"),
    "kg": ("kg", "kg"),
    "tonne": ("ton", "tonne"),
    "kg_dry": ("kg droge stof", "kg of dry matter"),
    "vehicle_km": ("voertuigkm", "vehicle-km"),
    "tonne_km": ("tonkm", "tonne-km"),
    "location": ("locaties", "locations"),
    "visit": ("bezoeken", "visits"),
    "room_night": ("kamernachten", "room nights"),
    "device": ("apparaten", "devices"),
    "vehicle": ("voertuigen", "vehicles"),
    "pollution_unit": ("vervuilingseenheden", "pollution units"),
}
PAIRS = list(itertools.product(SIZE, SIZE))


def test_these_are_all_the_units_there_are() -> None:
    assert set(SIZE) == set(CALLED) == set(units.UNITS)


@pytest.mark.parametrize("code", CALLED)
def test_a_unit_is_called_as_a_reader_calls_it(code: str) -> None:
    assert (units.label(code), units.label(code, "en")) == CALLED[code]


def test_a_unit_is_the_same_as_itself_only() -> None:
    for one, other in PAIRS:
        assert units.same(units.unit(one), units.unit(other)) is (one == other), (one, other)


def test_only_what_measures_the_same_can_be_converted_and_only_exactly() -> None:
    for one, other in PAIRS:
        if FAMILY[one] != FAMILY[other]:
            with pytest.raises(ExpressionError) as caught:
                units.factor(one, other)
            assert caught.value.in_language("nl") == (f"'{one}' en '{other}' meten niet hetzelfde")
            assert caught.value.in_language("en") == (
                f"'{one}' and '{other}' do not measure the same"
            )
        elif (one, other) != ("month", "year"):
            wanted = Fraction(SIZE[one], SIZE[other])
            assert Fraction(units.factor(one, other)) == wanted


def test_a_month_in_years_never_ends_in_decimals() -> None:
    with pytest.raises(ExpressionError) as caught:
        units.factor("month", "year")
    assert caught.value.in_language("nl") == "van 'month' naar 'year' gaat niet exact in decimalen"
    assert caught.value.in_language("en") == "from 'month' to 'year' is not exact in decimals"


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("kwh/fte", "mwh/fte", "0.001"),
        ("mwh/fte", "kwh/fte", "1000"),
        ("kg_co2e/kwh", "t_co2e/mwh", "1"),  # a thousand above and a thousand below
        ("kg_co2e/kwh", "kt_co2e/mwh", "0.001"),
        ("t_co2e/mwh", "kg_co2e/kwh", "1"),
        ("euro/month", "euro/year", "12"),  # twelve months of it make a year
        ("meur/year", "meur/year", "1"),
        ("m3/m2", "mm3/mm2", "1"),
        ("hour/job", "hour/job", "1"),
        ("ratio/month", "ratio/year", "12"),
        ("kwh*kwh", "mwh*mwh", "0.000001"),
        ("ratio*kwh", "mwh", "0.001"),
    ],
)
def test_what_is_made_of_units_is_converted_part_by_part(one: str, other: str, times: str) -> None:
    assert units.factor(one, other) == Decimal(times)


NO_UNIT = [
    "koe", "kWh", "kwh/koe", "kwh **", "", " ", "kwh + mwh", "2 km", "3*kwh", "kwh*1000", "1/month",
    # what the library beneath would take: plurals, powers, words without a sign between them
    "kwhs", "hours", "m3s", "kwh^2", "kwh**2", "kwh**0.5", "sqrt(kwh)", "kwh fte", "kwh (fte)",
    "(kwh)fte", "(kwh) (fte)", "kwh per fte", "kwh//fte", "kwh%", "dimensionless", "kwh/", "*kwh",
    "(kwh", "kwh)", "()",
]  # fmt: skip


# who writes it so, probably means this
MEANT = {
    "kWh": "kwh", "kwhs": "kwh", "hours": "hour", "m3s": "m3", "kwh^2": "kwh", "kwh%": "kwh",
    "(kwh": "kwh", "kwh)": "kwh", "kwh per fte": "kwh/fte", "kWh/FTE": "kwh/fte", "%": "percent",
    "procent": "percent", "kg CO2": "kg_co2e", "ton CO2": "t_co2e", "uur": "hour", "banen": "job",
    "aantal": "count", "kwwh": "kwh", "euro per maand": "euro/month", "m³": "m3",
}  # fmt: skip


@pytest.mark.parametrize("text", sorted({*NO_UNIT, *MEANT}))
def test_what_is_no_unit_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        units.unit(text)
    near, known = MEANT.get(text), ", ".join(sorted(CALLED))
    nl = f"bedoelt u {near}?" if near else f"bekend zijn: {known}"
    en = f"do you mean {near}?" if near else f"known are: {known}"
    assert caught.value.in_language("nl") == f"onbekende eenheid '{text}'; {nl}"
    assert caught.value.in_language("en") == f"unknown unit '{text}'; {en}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("kwh", "kwh"),
        (" kwh ", "kwh"),
        ("(kwh)", "kwh"),
        ("kwh/fte", "kwh / fte"),
        ("(kwh) / (fte)", "kwh / fte"),
        ("kwh*fte", "fte * kwh"),
        ("kwh/(fte*month)", "kwh / fte / month"),
        ("kwh/fte/month", "kwh / fte / month"),
        ("fte*fte", "fte * fte"),
        ("fte*fte*fte/month/month", "fte * fte * fte / month / month"),
        ("ratio/month", "1 / month"),
        ("kwh/kwh", "1"),
        ("kwh*ratio", "kwh"),
    ],
)
def test_a_unit_is_written_in_a_message_with_its_powers_written_out(
    text: str, written: str
) -> None:
    assert units.written(units.unit(text)) == written


@pytest.mark.parametrize(
    ("text", "label", "english"),
    [
        ("kwh/fte", "kWh per fte", "kWh per fte"),
        ("kg_co2e/passenger_km", "kg CO₂-eq per reizigerskm", "kg CO₂e per passenger-km"),
        ("hour/job", "uur per baan", "hours per job"),
        ("kwh / m2", "kWh per m²", "kWh per m²"),
        ("euro/fte/month", "euro per fte per maand", "euro per fte per month"),
    ],
)
def test_a_unit_of_units_is_written_with_per(text: str, label: str, english: str) -> None:
    assert (units.label(text), units.label(text, "en")) == (label, english)


@pytest.mark.parametrize(
    ("text", "number", "label", "english"),
    [
        ("job", 1, "baan", "job"),
        ("job", 2, "banen", "jobs"),
        ("job", 0, "banen", "jobs"),
        ("job", None, "banen", "jobs"),
        ("month", 1, "maand", "month"),
        ("flight", 1, "vlucht", "flight"),
        ("kwh/fte", 1, "kWh per fte", "kWh per fte"),
        ("job/month", 2, "banen per maand", "jobs per month"),
        ("job/month", 1, "baan per maand", "job per month"),
    ],
)
def test_one_is_one_and_what_stands_behind_per_is_always_one(
    text: str, number: int | None, label: str, english: str
) -> None:
    assert (units.label(text, "nl", number), units.label(text, "en", number)) == (label, english)


# what a formula with these names yields, worked out by crossing units away
NAMES = {
    "uren": "hour", "uren_per_baan": "hour/job", "banen": "job", "kwh": "kwh", "mwh": "mwh",
    "factor": "kg_co2e/kwh", "reis": "passenger_km", "per_km": "kg_co2e/passenger_km",
    "fte": "fte", "euro": "euro", "meur": "meur", "deel": "ratio", "procent": "percent",
    "m2": "m2", "maanden": "month", "jaren": "year", "ton": "t_co2e", "plekken": "workplace",
}  # fmt: skip
YIELDS = [
    ("uren / uren_per_baan", "job"),  # hour / (hour / job)
    ("banen * uren_per_baan", "hour"),
    ("kwh * factor", "kg_co2e"),
    ("kwh * factor / kwh", "kg_co2e/kwh"),
    ("reis * per_km", "kg_co2e"),
    ("kwh * factor + reis * per_km", "kg_co2e"),
    ("kwh / fte", "kwh/fte"),
    ("kwh / fte * fte", "kwh"),
    ("kwh / (fte / maanden)", "kwh*month/fte"),
    ("euro / fte / maanden", "euro/fte/month"),
    ("kwh * deel", "kwh"),
    ("kwh * 2", "kwh"),
    ("2 * kwh / 3", "kwh"),
    ("kwh / kwh", "ratio"),
    ("as_percent(kwh / kwh)", "percent"),
    ("as_ratio(procent) * kwh", "kwh"),
    ("kwh * (1 - as_ratio(procent))", "kwh"),
    ("fte * fte", "fte*fte"),
    ("abs(kwh / m2)", "kwh/m2"),
    ("greatest(kwh, kwh * 2)", "kwh"),
    ("case when kwh > 0 then euro / kwh else 0 end", "euro/kwh"),
    ("coalesce(kwh, 0) / fte", "kwh/fte"),
    ("round_down(uren / uren_per_baan, 2)", "job"),
]
DOES_NOT_FIT = [
    ("kwh + mwh", "'kwh' en 'mwh'", "'kwh' and 'mwh'"),
    ("euro + meur", "'euro' en 'meur'", "'euro' and 'meur'"),
    ("maanden > jaren", "'month' en 'year'", "'month' and 'year'"),
    ("kwh * factor + ton", "'kg_co2e' en 't_co2e'", "'kg_co2e' and 't_co2e'"),
    ("deel + procent", "een kaal getal en 'percent'", "a bare number and 'percent'"),
    ("1 - procent", "een kaal getal en 'percent'", "a bare number and 'percent'"),
    ("fte + banen", "'fte' en 'job'", "'fte' and 'job'"),
    ("kwh / fte + kwh", "'kwh / fte' en 'kwh'", "'kwh / fte' and 'kwh'"),
    ("uren * banen + uren", "'hour * job' en 'hour'", "'hour * job' and 'hour'"),
    ("greatest(kwh, mwh)", "'kwh' en 'mwh'", "'kwh' and 'mwh'"),
    ("coalesce(plekken, m2)", "'workplace' en 'm2'", "'workplace' and 'm2'"),
    ("fte * fte + fte", "'fte * fte' en 'fte'", "'fte * fte' and 'fte'"),
    ("kwh / m2 / m2 > kwh", "'kwh / m2 / m2' en 'kwh'", "'kwh / m2 / m2' and 'kwh'"),
    ("mwh / kwh + 1", "'mwh / kwh' en een kaal getal", "'mwh / kwh' and a bare number"),
    ("kwh between 0 and fte", "'kwh' en 'fte'", "'kwh' and 'fte'"),
]


@pytest.mark.parametrize(("text", "wanted"), YIELDS)
def test_a_formula_yields_what_is_left_after_crossing_out(text: str, wanted: str) -> None:
    found = parse(text).unit_of({n: units.unit(u) for n, u in NAMES.items()})
    assert units.same(found, units.unit(wanted)), found


@pytest.mark.parametrize(("text", "nl", "en"), DOES_NOT_FIT)
def test_two_units_that_do_not_fit_are_both_named(text: str, nl: str, en: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text).unit_of({n: units.unit(u) for n, u in NAMES.items()})
    assert f"neemt {nl} samen; dat past niet" in caught.value.in_language("nl")
    assert f"takes {en} together; that does not fit" in caught.value.in_language("en")
