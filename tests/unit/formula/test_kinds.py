"""Kinds and units: what goes together, what comes out, and what the message says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.functions import percentile
from verantwoord.formula.quantities import CONTEXT, Absent, plain, rounded, unknown
from verantwoord.formula.unit_check import check_result
from verantwoord.formula.unit_rules import (
    ANY,
    DATE,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    Histogram,
    fits,
    is_number,
    need,
    word,
)

KINDS: dict[str, Any] = {
    "hours": units.unit("hour"),
    "per_job": units.unit("hour/job"),
    "jobs": units.unit("job"),
    "share": units.unit("ratio"),
    "percent": units.unit("percent"),
    "some": NUMBER,
    "t": TEXT,
    "p": TRUTH,
    "d": DATE,
    "m": TIME,
    "h": Histogram(units.unit("kwh")),
}
YIELDS = {
    "hours / per_job": "job",
    "hours / per_job + jobs": "job",
    "hours + 0": "hour",
    "0 + hours": "hour",
    "-hours": "hour",
    "abs(hours)": "hour",
    "hours * share": "hour",
    "hours * hours / hours": "hour",
    "hours * 2": "hour",
    "greatest(0, hours)": "hour",
    "greatest(some, hours)": "hour",
    "coalesce(some, 0, hours)": "hour",
    "nullif(hours, 0)": "hour",
    "nullif(0, hours)": NUMBER,
    "round_down(hours, 2)": "hour",
    "as_percent(hours / hours)": "percent",
    "as_ratio(percent)": "ratio",
    "percentile(h, 0.9)": "kwh",
    "percentile(h, share)": "kwh",
    "case when p then hours else 0 end": "hour",
    "case when p then null else hours end": "hour",
    "case when p then 0 else null end": NUMBER,
    "case when p then t else null end": TEXT,
    "case when p then hours when d > d then hours end": "hour",
    "some * hours": NUMBER,
    "some / hours": NUMBER,
    "hours / some": NUMBER,
    "hours * some": NUMBER,
    "0": NUMBER,
    "1": "ratio",
    "length(t)": "ratio",
    "year(d)": "ratio",
    "year(m)": "ratio",
    "hour(m)": "ratio",
    "isodow(m)": "ratio",
    "lower(t)": TEXT,
    "upper(t)": TEXT,
    "'x'": TEXT,
    "true": TRUTH,
    "date '2024-01-31'": DATE,
    "greatest(d, date '2024-01-31')": DATE,
    "least(m, m)": TIME,
    "greatest(t, 'x')": TEXT,
    "hours > 0": TRUTH,
    "p = (hours > 0)": TRUTH,
    "d between d and d": TRUTH,
    "t in ('a', 'b')": TRUTH,
    "h is null": TRUTH,
    "p is true": TRUTH,
    "p and not p or p": TRUTH,
    "starts_with(t, 'a')": TRUTH,
    "t like 'a'": TRUTH,
    "regexp_matches(t, 'a')": TRUTH,
}
REFUSED = {
    "hours + jobs": "'hours + jobs' neemt 'hour' en 'job' samen; dat past niet",
    "hours + 1": "neemt 'hour' en een kaal getal samen",
    "hours > 1": "neemt 'hour' en een kaal getal samen",
    "hours = jobs": "neemt 'hour' en 'job' samen",
    "hours - percent": "neemt 'hour' en 'percent' samen",
    "share + percent": "neemt een kaal getal en 'percent' samen",
    "t > 0": "neemt tekst en een getal samen",
    "0 < t": "neemt een getal en tekst samen",
    "t = some": "neemt tekst en een getal samen",
    "d = m": "neemt een datum en een tijdstip samen",
    "d = '2024-01-31'": "neemt een datum en tekst samen",
    "p = 1": "neemt waar of onwaar en een kaal getal samen",
    "hours between 0 and jobs": "neemt 'hour' en 'job' samen",
    "hours in (jobs)": "neemt 'hour' en 'job' samen",
    "coalesce(hours, jobs)": "neemt 'hour' en 'job' samen",
    "coalesce(hours, t)": "neemt 'hour' en tekst samen",
    "nullif(hours, t)": "neemt 'hour' en tekst samen",
    "case when p then hours else jobs end": "neemt 'hour' en 'job' samen",
    "case when hours then 1 end": "vraagt waar of onwaar, maar krijgt 'hour'",
    "t + t": "'t + t' rekent met tekst",
    "p * 2": "rekent met waar of onwaar",
    "2 / d": "rekent met een datum",
    "-t": "rekent met tekst",
    "abs(h)": "rekent met een histogram",
    "h * 2": "rekent met een histogram",
    "round_down(t, 2)": "rekent met tekst",
    "round_down(hours, jobs)": "vraagt een kaal getal, maar krijgt 'job'",
    "h = h": "vergelijkt een histogram",
    "h > h": "zet een histogram op volgorde",
    "p > p": "zet waar of onwaar op volgorde",
    "p between p and p": "zet waar of onwaar op volgorde",
    "greatest(p, p)": "zet waar of onwaar op volgorde",
    "h + 0": "rekent met een histogram",
    "as_percent(hours)": "vraagt een kaal getal, maar krijgt 'hour'",
    "as_percent(percent)": "vraagt een kaal getal, maar krijgt 'percent'",
    "as_ratio(share)": "vraagt 'percent', maar krijgt een kaal getal",
    "percentile(hours, 0.9)": "percentile vraagt een histogram",
    "percentile(h, percent)": "vraagt een kaal getal, maar krijgt 'percent'",
    "length(hours)": "vraagt tekst, maar krijgt 'hour'",
    "lower(d)": "vraagt tekst, maar krijgt een datum",
    "starts_with(t, hours)": "vraagt tekst, maar krijgt 'hour'",
    "hours like 'a'": "vraagt tekst, maar krijgt 'hour'",
    "year(t)": "vraagt een datum, maar krijgt tekst",
    "year(hours)": "vraagt een datum, maar krijgt 'hour'",
    "hour(d)": "vraagt een tijdstip, maar krijgt een datum",
    "hour(hours)": "vraagt een tijdstip, maar krijgt 'hour'",
    "hours and p": "vraagt waar of onwaar, maar krijgt 'hour'",
    "p or t": "vraagt waar of onwaar, maar krijgt tekst",
    "not hours": "vraagt waar of onwaar, maar krijgt 'hour'",
    "hours is true": "vraagt waar of onwaar, maar krijgt 'hour'",
    "(t > 0) is null": "neemt tekst en een getal samen",
}
COUNTED = {
    "sum(hours)": "hour",
    "sum(hours) / sum(per_job)": "job",
    "min(d)": DATE,
    "max(t)": TEXT,
    "count(*)": "ratio",
    "count(t)": "ratio",
    "count(distinct d)": "ratio",
    "sum(hours) filter (where p)": "hour",
}
REFUSED_OVER_ROWS = {
    "sum(t)": "rekent met tekst",
    "sum(p)": "rekent met waar of onwaar",
    "max(p)": "zet waar of onwaar op volgorde",
    "sum(hours) filter (where t)": "vraagt waar of onwaar, maar krijgt tekst",
    "sum(hours) + count(*)": "neemt 'hour' en een kaal getal samen",
}


def kind(text: str) -> Any:
    return text if text in (NUMBER, TEXT, TRUTH, DATE, TIME) else units.unit(text)


@pytest.mark.parametrize("text", YIELDS)
def test_an_expression_yields_its_kind(text: str) -> None:
    found, wanted = parse(text).unit_of(KINDS), kind(YIELDS[text])
    assert found == wanted if isinstance(wanted, str) else units.same(found, wanted)


@pytest.mark.parametrize("text", REFUSED)
def test_what_does_not_go_together_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text).unit_of(KINDS)
    assert REFUSED[text] in str(caught.value), str(caught.value)


@pytest.mark.parametrize("text", COUNTED)
def test_what_is_counted_yields_its_kind(text: str) -> None:
    found, wanted = parse_aggregate(text, set(KINDS)).unit_of(KINDS), kind(COUNTED[text])
    assert found == wanted if isinstance(wanted, str) else units.same(found, wanted)


@pytest.mark.parametrize("text", REFUSED_OVER_ROWS)
def test_what_cannot_be_counted_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_aggregate(text, set(KINDS)).unit_of(KINDS)
    assert REFUSED_OVER_ROWS[text] in str(caught.value), str(caught.value)


def test_kinds_that_may_stand_for_each_other() -> None:
    hour, job = units.unit("hour"), units.unit("job")
    assert fits(ANY, hour) and fits(hour, ANY) and fits(ANY, TEXT) and fits(TEXT, ANY)
    assert fits(NUMBER, hour) and fits(hour, NUMBER) and fits(NUMBER, NUMBER)
    assert not fits(NUMBER, TEXT) and not fits(TEXT, NUMBER) and not fits(hour, job)
    assert fits(TEXT, TEXT) and not fits(TEXT, DATE) and not fits(DATE, TIME)
    assert fits(Histogram(hour), Histogram(hour)) and not fits(Histogram(hour), Histogram(job))
    assert not fits(Histogram(hour), hour) and not fits(NUMBER, Histogram(hour))
    assert not fits(units.unit("kwh"), units.unit("mwh"))
    assert is_number(hour) and is_number(NUMBER)
    assert not is_number(TEXT) and not is_number(ANY) and not is_number(Histogram(hour))


def test_kinds_have_words_that_a_reader_knows() -> None:
    given = (TEXT, TRUTH, DATE, TIME, NUMBER, ANY, Histogram(1), units.unit("ratio"))
    assert [word(k) for k in given] == [
        "tekst", "waar of onwaar", "een datum", "een tijdstip", "een getal", "niets",
        "een histogram", "een kaal getal",
    ]  # fmt: skip
    assert word(units.unit("kwh/fte")) == "'kwh / fte'"
    assert word(units.dimensionless() / units.dimensionless()) == "een kaal getal"


def test_what_is_needed_is_named_with_what_is_there() -> None:
    need(TEXT, TEXT, "t")
    with pytest.raises(ExpressionError, match=r"^'t' vraagt een datum, maar krijgt tekst$"):
        need(TEXT, DATE, "t")


def test_the_result_of_a_formula_must_be_in_the_declared_unit() -> None:
    check_result(units.unit("hour"), "hour", "de formule", "the formula")
    check_result(NUMBER, "hour", "de formule", "the formula")
    for found, said, english in (
        (units.unit("job"), "'job'", "'job'"),
        (TEXT, "tekst", "text"),
        (TRUTH, "waar of onwaar", "true or false"),
        (DATE, "een datum", "a date"),
        (Histogram(units.unit("kwh")), "een histogram", "a histogram"),
        (units.unit("ratio"), "een kaal getal", "a bare number"),
    ):
        with pytest.raises(ExpressionError) as caught:
            check_result(found, "hour", "de formule", "the formula")
        error = caught.value
        assert error.in_language("nl") == f"de formule geeft {said}, maar de eenheid is 'hour'"
        assert error.in_language("en") == f"the formula gives {english}, but the unit is 'hour'"


def test_a_unit_nobody_defined_is_refused() -> None:
    with pytest.raises(ExpressionError, match="onbekende eenheid 'koe'; bekend zijn: building, "):
        units.unit("koe")


def test_conversion_is_exact_or_refused() -> None:
    assert units.factor("mwh", "kwh") == Decimal(1000)
    assert units.factor("kwh", "mwh") == Decimal("0.001")
    assert units.factor("year", "month") == Decimal(12)
    assert units.factor("kwh*month", "mwh*month") == Decimal("0.001")
    assert units.factor("kg_co2e*kwh", "kt_co2e*mwh") == Decimal("0.000000001")
    with pytest.raises(ExpressionError, match="'kwh' en 'hour' meten niet hetzelfde"):
        units.factor("kwh", "hour")
    with pytest.raises(ExpressionError, match="van 'month' naar 'year' gaat niet exact"):
        units.factor("month", "year")


def test_a_unit_is_written_as_a_reader_does() -> None:
    assert units.label("kg_co2e/kwh") == "kg CO₂-eq per kWh"
    assert units.label("kwh/fte", "en") == "kWh per fte"
    assert units.label("trip", "en") == "trips"
    assert units.label("iets/kwh") == "iets per kWh"


ONE = Decimal(1)
BINS = ((20, ONE), (0, Decimal(5)), (10, Decimal(4)))


@pytest.mark.parametrize(
    ("share", "bound"),
    [("0", 0), ("0.5", 0), ("0.51", 10), ("0.9", 10), ("0.900001", 20), ("1", 20)],
)
def test_a_percentile_is_the_bin_of_the_nearest_rank(share: str, bound: int) -> None:
    assert percentile(BINS, Decimal(share)) == bound


def test_the_lowest_percentile_is_the_first_that_was_seen() -> None:
    few = ((0, Decimal(0)), (10, ONE), (20, Decimal(9)), (30, Decimal(0)))
    assert percentile(few, Decimal(0)) == 10
    assert percentile(few, Decimal("0.1")) == 10
    assert percentile(few, Decimal("0.11")) == 20
    assert percentile(few, ONE) == 20


def test_a_percentile_of_nothing_or_outside_the_range_is_unknown() -> None:
    assert percentile((), ONE) == unknown("er zijn geen waarnemingen")
    assert percentile(((0, Decimal(0)),), ONE) == unknown("er zijn geen waarnemingen")
    for share in ("-0.1", "1.1"):
        assert percentile(BINS, Decimal(share)) == unknown("een percentiel ligt tussen 0 en 1")


@pytest.mark.parametrize(
    ("number", "places", "result"),
    [
        ("2.919", "2", "2.91"),
        ("-2.911", "2", "-2.92"),
        ("2.9", "0", "2"),
        ("2.9", "9", "2.9"),
        ("1E+33", "9", "1E+33"),
        ("1234567890123456789012345678901234", "2", "1234567890123456789012345678901234"),
        ("9999999999999999999999999999.999999", "5", "9999999999999999999999999999.99999"),
    ],
)
def test_rounding_down_is_exact_however_large(number: str, places: str, result: str) -> None:
    env = {"a": Decimal(number), "n": Decimal(places)}
    assert parse("round_down(a, n)").evaluate(env) == Decimal(result)


@pytest.mark.parametrize("places", ["10", "-1", "1.5"])
def test_places_that_are_none_give_unknown(places: str) -> None:
    found = parse("round_down(a, n)").evaluate({"a": ONE, "n": Decimal(places)})
    assert isinstance(found, Absent)
    assert found.reason == "het aantal decimalen is geen geheel getal van 0 tot en met 9"


@pytest.mark.parametrize("text", ["abs(-a)", "-(-a)", "a + 0", "a - 0", "a * 1", "a / 1",
                                  "as_ratio(as_percent(a))", "greatest(a, 0)"])  # fmt: skip
def test_no_digit_is_lost_of_thirty_four(text: str) -> None:
    a = Decimal("1234567890123456789012345678901.234")
    assert parse(text).evaluate({"a": a}) == a
    assert len(a.as_tuple().digits) == CONTEXT.prec == 34


def test_a_sum_over_rows_keeps_all_digits() -> None:
    rows = [{"a": Decimal("1234567890123456789012345678901.234")}, {"a": Decimal("0.001")}]
    assert parse_aggregate("sum(a)", {"a"}).over(rows) == Decimal(
        "1234567890123456789012345678901.235"
    )


def test_whole_numbers_are_taken_as_they_come() -> None:
    assert parse("a / b").evaluate({"a": 1, "b": 8}) == Decimal("0.125")
    assert parse("p").evaluate({"p": True}) is True
    assert isinstance(parse("a").evaluate({"a": 1}), Decimal)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("0.00", "0"), ("-0", "0"), ("1.50", "1.5"), ("100", "100"), ("-2", "-2")],
)
def test_a_number_has_one_text(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [("half-up", "0.3", "-0.3"), ("half-even", "0.2", "-0.2"), ("down", "0.2", "-0.2"),
     ("floor", "0.2", "-0.3")],
)  # fmt: skip
def test_publication_rounds_as_was_said(mode: str, up: str, down: str) -> None:
    assert rounded(Decimal("0.25"), 1, mode) == Decimal(up)
    assert rounded(Decimal("-0.25"), 1, mode) == Decimal(down)
    assert rounded(Decimal("0.25"), 1) == Decimal("0.3")
    long = Decimal("12345678901234567890123456789012.34")
    assert rounded(long, 1, mode) == Decimal("12345678901234567890123456789012.3")


def test_an_absent_value_says_which_kind_and_why() -> None:
    assert str(unknown("er is brand")) == "onbekend: er is brand"
