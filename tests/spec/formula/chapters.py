"""What each function and form of the formula language gives, by example.

`docs/formules.md` is made from this. Names have a fixed kind: a, b, c are numbers, t and u texts,
p and q truth values, d and e days, m a time, h a histogram. `leeg` is what is not there. Where a
figure differs from a row, `figure` says what a figure gives.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One expression, the values of its names, and what it gives."""

    text: str
    given: str
    gives: str
    figure: str | None = None


def examples(*rows: tuple[str, ...]) -> tuple[Example, ...]:
    return tuple(Example(*row) for row in rows)


CHAPTERS: dict[str, tuple[Example, ...]] = {
    "+": examples(
        ("a + b", "a = 0.1, b = 0.2", "0.3"),
        ("a + 1", "a = 9999999999", "10000000000"),
        ("a + b", "a = 1, b = leeg", "leeg"),
    ),
    "-": examples(
        ("a - b", "a = 0.3, b = 0.1", "0.2"),
        ("a - b - c", "a = 5, b = 2, c = 1", "2"),
        ("a - b", "a = leeg, b = 1", "leeg"),
    ),
    "*": examples(
        ("a * b", "a = 1.15, b = 1.15", "1.3225"),
        ("(a + b) * c", "a = 1, b = 2, c = -3", "-9"),
        ("a * b", "a = 0, b = leeg", "leeg"),
    ),
    "/": examples(
        ("a / b", "a = 1, b = 3", "0.3333333333333333333333333333333333"),
        ("a / b", "a = 1, b = 0", "leeg"),
        ("a / b", "a = leeg, b = 2", "leeg"),
    ),
    "neg": examples(
        ("-a", "a = 2.5", "-2.5"),
        ("-a + b", "a = 2, b = 5", "3"),
        ("-a", "a = leeg", "leeg"),
    ),
    "abs": examples(
        ("abs(a)", "a = -2.5", "2.5"),
        ("abs(a - b)", "a = 1, b = 3", "2"),
        ("abs(a)", "a = leeg", "leeg"),
    ),
    "=": examples(
        ("a = 1", "a = 1.0", "true"),
        ("t = 'Ja'", "t = 'ja'", "false"),
        ("d = date '2024-01-31'", "d = date '2024-01-31'", "true"),
        ("p = q", "p = false, q = false", "true"),
        ("a = b", "a = leeg, b = leeg", "leeg"),
    ),
    "<>": examples(
        ("t <> u", "t = 'a', u = 'b'", "true"),
        ("a != 1", "a = 1", "false"),
        ("t <> 'a'", "t = leeg", "leeg"),
    ),
    "<": examples(
        ("a < b", "a = 0.1, b = 0.11", "true"),
        ("t < u", "t = 'Zeta', u = 'alfa'", "true"),
        ("t < 'é'", "t = 'z'", "true"),
        ("a < 1", "a = leeg", "leeg"),
    ),
    "<=": examples(
        ("a <= 1", "a = 1.000", "true"),
        ("d <= e", "d = date '2024-02-01', e = date '2024-01-31'", "false"),
        ("a <= b", "a = 1, b = leeg", "leeg"),
    ),
    ">": examples(
        ("a > 0", "a = 0", "false"),
        ("a > b", "a = 1, b = leeg", "leeg"),
    ),
    ">=": examples(
        ("a >= -1", "a = -1", "true"),
        ("a >= b", "a = leeg, b = 1", "leeg"),
    ),
    "greatest": examples(
        ("greatest(a, b, 0)", "a = -1, b = -2", "0"),
        ("greatest(t, u)", "t = 'a', u = 'b'", "'b'"),
        ("greatest(a, b)", "a = 7, b = leeg", "leeg"),
    ),
    "least": examples(
        ("least(a, 10)", "a = 12", "10"),
        ("least(d, e)", "d = date '2024-02-01', e = date '2024-01-31'", "date '2024-01-31'"),
        ("least(a, b)", "a = leeg, b = 7", "leeg"),
    ),
    "as_percent": examples(
        ("as_percent(a)", "a = 0.125", "12.5"),
        ("as_percent(a)", "a = leeg", "leeg"),
    ),
    "as_ratio": examples(
        ("as_ratio(a)", "a = 2.15", "0.0215"),
        ("as_ratio(a)", "a = leeg", "leeg"),
    ),
    "round_down": examples(
        ("round_down(a, 2)", "a = 2.919", "2.91"),
        ("round_down(a, 0)", "a = -0.1", "-1"),
        ("round_down(a, 1)", "a = leeg", "leeg"),
    ),
    "percentile": examples(
        ("percentile(h, 0.9)", "h = 0: 5 10: 4 20: 1", "10"),
        ("percentile(h, 0)", "h = 0: 5 10: 4 20: 1", "0"),
        ("percentile(h, 1)", "h = 0: 5 10: 4 20: 1", "20"),
        ("percentile(h, 0.9)", "h = 0: 0", "leeg"),
        ("percentile(h, 0.5)", "h = 5: 1 6: 1 7: 1 8: 1 9: 1", "7"),
        ("percentile(h, 0.5)", "h = 5: 0.4 6: 0.4 7: 0.4 8: 0.4 9: 0.4", "7"),
    ),
    "length": examples(
        ("length(t)", "t = 'één'", "3"),
        ("length(t)", "t = ''", "0"),
        ("length(t)", "t = leeg", "leeg"),
    ),
    "lower": examples(
        ("lower(t)", "t = 'ÉÉN Straße'", "'één straße'"),
        ("lower(t)", "t = 'İ'", "'İ'"),
        ("lower(t)", "t = leeg", "leeg"),
    ),
    "upper": examples(
        ("upper(t)", "t = 'één straße'", "'ÉÉN STRAßE'"),
        ("upper(t)", "t = leeg", "leeg"),
    ),
    "starts_with": examples(
        ("starts_with(t, 'http')", "t = 'https://example.org'", "true"),
        ("starts_with(t, '')", "t = ''", "true"),
        ("starts_with(t, u)", "t = 'a', u = leeg", "leeg"),
    ),
    "like": examples(
        ("t like 'M_0%'", "t = 'M10-zuid'", "true"),
        ("t like 'a'", "t = 'ab'", "false"),
        ("t not like '%b'", "t = 'ab'", "false"),
        (r"t like 'a\_'", r"t = 'a\b'", "true"),
        ("t like '%'", "t = leeg", "leeg"),
    ),
    "regexp_matches": examples(
        ("regexp_matches(t, '^[A-Z]{2}[0-9]+$')", "t = 'NL12'", "true"),
        ("regexp_matches(t, '[0-9]')", "t = 'a1b'", "true"),
        ("regexp_matches(t, '^(ja|nee)$')", "t = 'neen'", "false"),
        ("regexp_matches(t, 'a')", "t = leeg", "leeg"),
    ),
    "year": examples(
        ("year(d)", "d = date '2024-01-31'", "2024"),
        ("year(m)", "m = 2024-12-31T23:59:00", "2024"),
        ("year(d)", "d = leeg", "leeg"),
    ),
    "month": examples(
        ("month(d)", "d = date '2024-01-31'", "1"),
        ("month(d) in (10, 11, 12)", "d = date '2024-12-01'", "true"),
        ("month(d)", "d = leeg", "leeg"),
    ),
    "day": examples(
        ("day(d) >= 28", "d = date '2024-01-31'", "true"),
        ("day(d)", "d = leeg", "leeg"),
    ),
    "hour": examples(
        ("hour(m) < 7", "m = 2024-01-31T06:59:59", "true"),
        ("hour(m)", "m = leeg", "leeg"),
    ),
    "isodow": examples(
        ("isodow(d)", "d = date '2024-07-01'", "1"),
        ("isodow(d)", "d = date '2024-07-04'", "4"),
        ("isodow(m)", "m = 2024-07-07T12:00:00", "7"),
        ("isodow(d)", "d = leeg", "leeg"),
    ),
    "and, or, not": examples(
        ("p and q", "p = true, q = true", "true"),
        ("p and q", "p = false, q = leeg", "false"),
        ("p and q", "p = true, q = leeg", "leeg"),
        ("p or q", "p = leeg, q = true", "true"),
        ("p or q", "p = leeg, q = false", "leeg"),
        ("not p", "p = leeg", "leeg"),
        ("not p and q", "p = false, q = true", "true"),
    ),
    "is null, is not null": examples(
        ("a is null", "a = leeg", "true"),
        ("a is not null", "a = 0", "true"),
        ("p or a is null", "p = false, a = leeg", "true"),
    ),
    "is true, is not true, is false, is not false": examples(
        ("(a > 1) is true", "a = 0", "false"),
        ("(a > 1) is not true", "a = leeg", "true"),
        ("p is false", "p = false", "true"),
        ("p is not false", "p = leeg", "true"),
    ),
    "in, not in": examples(
        ("t in ('a', 'b')", "t = 'b'", "true"),
        ("a not in (1, 2)", "a = 3", "true"),
        ("a in (b, c)", "a = 1, b = leeg, c = 1", "true"),
        ("a in (b, c)", "a = 1, b = leeg, c = 2", "leeg"),
        ("a in (1)", "a = leeg", "leeg"),
    ),
    "between, not between": examples(
        ("a between 1 and 2", "a = 2", "true"),
        ("a not between 1 and 2", "a = 2.001", "true"),
        ("a between 6 and b", "a = 5, b = leeg", "false"),
        ("a between 4 and b", "a = 5, b = leeg", "leeg"),
    ),
    "case": examples(
        ("case a when 0 then 1 else 2 end", "a = 0", "1"),
        ("case when a > 1 then 'veel' when a > 0 then 'iets' end", "a = 1", "'iets'"),
        ("case when a > 1 then 'veel' end", "a = 1", "leeg"),
        ("case when p then null else a end", "p = true, a = 1", "leeg"),
        ("case when p then a else b end", "p = true, a = 1, b = 2", "1"),
        ("case when p then a else b end", "p = false, a = 1, b = 2", "2"),
        ("case when a > 1 then 1 else 2 end", "a = leeg", "2", "leeg"),
        ("case a when b then 1 else 2 end", "a = leeg, b = leeg", "2", "leeg"),
        ("coalesce(case when a > 1 then 1 else 2 end, 9)", "a = leeg", "2", "9"),
    ),
    "coalesce": examples(
        ("coalesce(a, b, 0)", "a = leeg, b = leeg", "0"),
        ("coalesce(a, 0) + 1", "a = 2", "3"),
        ("coalesce(a, b)", "a = leeg, b = leeg", "leeg"),
    ),
    "nullif": examples(
        ("nullif(a, 0)", "a = 0", "leeg"),
        ("nullif(a, 0)", "a = 3", "3"),
        ("nullif(a, b)", "a = 3, b = leeg", "3", "leeg"),
    ),
    "date '2024-01-31'": examples(
        ("d >= date '2024-02-29'", "d = date '2024-03-01'", "true"),
        ("d < date '2024-02-29'", "d = leeg", "leeg"),
    ),
}
# over these rows
ROWS = (
    "a = 1, t = 'x'",
    "a = 2.5, t = 'y'",
    "a = leeg, t = 'x'",
    "a = 1, t = leeg",
)
COUNTED = examples(
    ("sum(a)", "", "4.5"),
    ("count(*)", "", "4"),
    ("count(a)", "", "3"),
    ("count(distinct a)", "", "2"),
    ("count(distinct t)", "", "2"),
    ("min(a)", "", "1"),
    ("max(t)", "", "'y'"),
    ("sum(a) filter (where t = 'x')", "", "1"),
    ("sum(a) filter (where t = 'z')", "", "leeg"),
    ("count(*) filter (where t is null)", "", "1"),
    ("coalesce(sum(a) filter (where t = 'z'), 0) + count(a)", "", "3"),
    ("sum(case when a > 1 then 10 else 1 end)", "", "13"),
    ("count(*) filter (where case when a > 1 then false else true end)", "", "3"),
    ("case when min(a) filter (where t = 'z') > 0 then 'ja' else 'nee' end", "", "'nee'"),
)
AGGREGATES = "sum, count, min, max"
