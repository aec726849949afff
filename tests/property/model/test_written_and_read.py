"""What is written is read back as the same, by us and, where texts are, by any reader of YAML."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.lanes import examples
from verantwoord.model.case import Case, Cases, Expect, Given
from verantwoord.model.goal import Baseline, Bound, End, Goal, GoalKind, Path, Revision
from verantwoord.model.organisation import FOREVER
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.period import Period
from verantwoord.model.reading import read
from verantwoord.model.request import MOST_YEARS, DataRequest
from verantwoord.model.strict_yaml import parse
from verantwoord.model.text import Source, Text
from verantwoord.model.theme import Gap, Theme, Themes
from verantwoord.model.writing import to_yaml

# signs and words that mean something to some reader of YAML, and ordinary ones
SIGNS = """
    a B é 1 1.5 007 true No null ~ = << 2024-01-01 12:30 0x1 1e3 .inf - -- --- ... ? | > ' " { } [ ]
    , & * ! % @ ` # : :a a: a:b http://x ½ ٣ 😀
"""
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\xa0", "\x85", "\u2028", "\ufeff", "\u200b", "\r", "\x7f"]
PIECES = st.sampled_from([*SIGNS.split(), *SPACES, " #", "\\"])
WORDS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
TEXTS = st.builds(Text, nl=WORDS, en=st.none() | WORDS)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3
)
SOURCES = st.builds(
    Source,
    title=WORDS, locator=st.none() | WORDS, published=st.none() | DAYS, own_choice=st.booleans(),
    note=st.none() | WORDS,
)  # fmt: skip


def same(made: Any) -> None:
    text = to_yaml(made)
    assert read(parse(text, "x.yaml"), type(made)) == made
    assert to_yaml(read(parse(text, "x.yaml"), type(made))) == text


@settings(max_examples=examples(400))
@given(title=WORDS)
@example("\\<<\n\x85")  # a line end to some readers, within a text of more lines
@example("\n")
@example("a\n")
@example(" a")
def test_a_text_stays_that_text_for_every_reader(title: str) -> None:
    made = Themes({"a": Theme("a", Text(title), Text("x"))})
    same(made)
    assert yaml.safe_load(to_yaml(made))["themes"][0]["title"] == title


@settings(max_examples=examples(80))
@given(
    themes=st.lists(
        st.builds(
            Theme,
            id=st.from_regex(r"\A[a-z0-9]+(-[a-z0-9]+)?\Z"),
            title=TEXTS,
            intro=TEXTS,
            gaps=st.lists(
                st.builds(
                    Gap,
                    id=st.from_regex(r"\A[a-z0-9]{1,4}\Z"),
                    title=TEXTS,
                    reason=TEXTS,
                    claim=st.none() | WORDS,
                ),
                max_size=3,
                unique_by=lambda g: g.id,
            ).map(tuple),
            sources=st.lists(SOURCES, max_size=2).map(tuple),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda t: t.id,
    )
)
def test_themes_keep_their_order_and_their_gaps(themes: list[Theme]) -> None:
    made = Themes({t.id: t for t in themes})
    same(made)
    again = read(parse(to_yaml(made), "x.yaml"), Themes)
    assert list(again.by_id) == [t.id for t in themes]


@settings(max_examples=examples(120))
@given(
    days=st.lists(DAYS, min_size=1, max_size=5, unique=True).map(sorted),
    numbers=st.lists(st.none() | NUMBERS, min_size=5, max_size=5),
    source=SOURCES,
    key=st.none() | WORDS,
    last=st.none() | DAYS,
)
def test_a_parameter_keeps_its_values_to_the_digit(
    days: list[dt.date], numbers: list[Decimal | None], source: Source, key: str | None,
    last: dt.date | None,
) -> None:  # fmt: skip
    ends = [FOREVER] * (len(days) - 1) + [last if last and last > days[-1] else FOREVER]
    values = tuple(
        ParameterValue(
            day, end, number, Text("weet niemand") if number is None else None, source, key=key
        )
        for day, end, number in zip(days, ends, numbers, strict=False)
    )
    made = Parameter("a.b", Text("T"), "kwh", values, dimension=None if key is None else "band")
    same(made)
    again = read(parse(to_yaml(made), "x.yaml"), Parameter)
    assert [str(v.value) for v in again.values] == [str(v.value) for v in made.values]


YEARS = st.integers(1900, 2199)
TABLES = st.dictionaries(YEARS, NUMBERS.map(lambda n: Bound(n, n)), min_size=1, max_size=4)
LINES = st.tuples(YEARS, YEARS, NUMBERS, NUMBERS).filter(lambda t: t[0] < t[1])


@settings(max_examples=examples(120))
@given(
    path=st.one_of(
        TABLES.map(lambda t: Path(t)),
        LINES.map(
            lambda t: Path(start=Baseline(t[0], t[2]), end=End(t[1], t[3]), line="afgesproken")
        ),
        YEARS.map(
            lambda y: Path(start=Baseline(unknown=Text("nooit gemeten")), end=End(y, Decimal(0)))
        ),
        NUMBERS.map(lambda n: Path(norm=Bound(n, n))),
    ),
    kind=st.sampled_from([GoalKind.FLOOR, GoalKind.CEILING]),
    judged=st.sampled_from(["elk jaar", "eindjaar"]),
    title=TEXTS,
    revision=st.none()
    | st.builds(Revision, on=DAYS, reason=TEXTS, decided_by=WORDS, source=SOURCES, what=TEXTS),
    source=SOURCES,
)
def test_a_goal_keeps_what_was_asked_in_which_year(
    path: Path, kind: GoalKind, judged: Any, title: Text, revision: Revision | None, source: Source
) -> None:
    made = Goal(
        "a.b", title, "land", kind, path, (source,), gap=Text("Niemand meet het."),
        judged=None if path.norm else judged, revisions=(revision,) if revision else (),
        risk_margin=Decimal("0.25") if path.line == "afgesproken" else None,
    )  # fmt: skip
    same(made)
    again = read(parse(to_yaml(made), "x.yaml"), Goal).path
    assert (again.table, again.baseline, again.target) == (path.table, path.baseline, path.target)


FORMS = st.one_of(
    YEARS.map(str),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-K{}".format, YEARS, st.integers(1, 3)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    DAYS.map(str),
)


@settings(max_examples=examples(200))
@given(first=FORMS, last=FORMS, days=st.integers(0, 3660))
def test_a_request_keeps_its_periods(first: str, last: str, days: int) -> None:
    start, end = Period.parse(first), Period.parse(last)
    try:
        made = DataRequest("a", "b", ("c",), start, end, "maand", days)  # type: ignore[arg-type]
    except ValidationError:
        assert end.end <= start.start or end.end.year - start.start.year > MOST_YEARS
        return
    assert end.end > start.start
    same(made)


@settings(max_examples=examples(120))
@given(
    number=st.none() | NUMBERS,
    bins=st.dictionaries(st.integers(0, 99).map(str), NUMBERS, min_size=1, max_size=3),
    expected=NUMBERS,
    name=WORDS,
    period=FORMS,
)
def test_a_case_keeps_an_empty_cell_and_the_zeros_of_what_must_come_out(
    number: Decimal | None, bins: dict[str, Decimal], expected: Decimal, name: str, period: str
) -> None:
    case = Case(
        name, Period.parse(period), {"v": Given(number), "h": Given(bins=bins)},
        Expect(expected, numerator=Decimal("1.500")), Text("Daarom."),
        parameters={"p": None, "q": expected},
    )  # fmt: skip
    text = to_yaml(Cases((case,)))
    (again,) = read(parse(text, "x.yaml"), Cases).cases
    assert again.given["h"] == case.given["h"]
    assert str(again.expect.value) == str(expected)
    assert str(again.expect.numerator) == "1.500"
    assert again.name == name
