"""Charts: deterministic, honest about zero and gaps, and different without colour."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from verantwoord.charts import bars, multiples, series, svg
from verantwoord.charts.bars import Bar, Bars
from verantwoord.charts.series import Asked, Point, Series

NUMBERS = st.decimals("-1000000", "1000000", places=3, allow_nan=False)
KINDS = st.sampled_from(["gemeten", "onvolledig", "geschat", "gepubliceerd"])


def point(year: int, value: str | None, kind: str = "gemeten") -> Point:
    number = None if value is None else Decimal(value)
    return Point(Decimal(year), str(year), number, value or "onbekend", kind)


SERIES = Series(
    "Banen <2024>",
    "Een & ander",
    "banen",
    (point(2021, "10"), point(2022, None), point(2023, "14"), point(2024, "9", "onvolledig")),
    (Asked(Decimal(2021), Decimal(11), "doel"), Asked(Decimal(2024), Decimal(15), "doel 2024")),
)


def drawn(chart: Series, wide: bool = True) -> etree._Element:
    low, high = series.value_range(chart)
    ticks = [(t, str(t)) for t in svg.ticks(low, high)]
    return etree.fromstring(series.draw(chart, "g", wide=wide, ticks=ticks))


def of_class(tree: etree._Element, css: str) -> list[etree._Element]:
    return [e for e in tree.iter() if e.get("class") == css]


def test_nothing_is_drawn_across_a_period_without_a_value() -> None:
    tree = drawn(SERIES)
    assert of_class(tree, "line") == []  # 2021 and 2023 stand alone
    assert len(of_class(tree, "line-open")) == 1  # from 2023 to the incomplete 2024, dotted


def test_the_target_differs_in_more_than_colour_and_zero_is_on_the_axis() -> None:
    tree = drawn(SERIES)
    assert len(of_class(tree, "norm")) == 1 and len(of_class(tree, "m-norm")) == 2
    assert len(of_class(tree, "m-open")) == 1 and len(of_class(tree, "m-full")) == 2
    assert len(of_class(tree, "axis")) == 1


def test_texts_are_escaped_and_named() -> None:
    tree = drawn(SERIES)
    assert tree.get("role") == "img"
    assert tree.findtext("{*}title") == "Banen <2024>"
    assert tree.findtext("{*}desc") == "Een & ander"


@given(st.lists(st.tuples(st.one_of(st.none(), NUMBERS), KINDS), min_size=1, max_size=30))
def test_any_series_is_drawn_inside_its_box_and_always_the_same(
    values: list[tuple[Decimal | None, str]],
) -> None:
    points = tuple(
        Point(Decimal(2000 + i), str(2000 + i), v, "1", kind) for i, (v, kind) in enumerate(values)
    )
    for wide in (True, False):
        tree = drawn(replace(SERIES, points=points, asked=()), wide)
        assert etree.tostring(tree) == etree.tostring(
            drawn(replace(SERIES, points=points, asked=()), wide)
        )
        width, height = float(tree.get("width")), float(tree.get("height"))
        for circle in tree.iter("{*}circle"):
            assert 0 <= float(circle.get("cx")) <= width
            assert 0 <= float(circle.get("cy")) <= height


def test_the_label_of_the_goal_stands_in_no_other_label() -> None:
    """A goal far ahead on a telephone: its words reach back to the last values."""
    points = tuple(point(2019 + n, v) for n, v in enumerate(("1642", "1571", "1524", "1421")))
    asked = tuple(
        Asked(Decimal(2019 + n), Decimal(1642 - 49 * n), "doel 2030: 1.100") for n in range(12)
    )
    tree = drawn(replace(SERIES, points=points, asked=asked), wide=False)
    boxes = []
    for text in (*of_class(tree, "t-value"), *of_class(tree, "t-norm")):
        half = svg.width_of(text.text or "", bold=True) / 2
        boxes.append((float(text.get("x")), float(text.get("y")), half))
    assert len(boxes) > 2
    for n, (x, y, half) in enumerate(boxes):
        for other, place, wide in boxes[n + 1 :]:
            assert abs(x - other) >= half + wide - 1 or abs(y - place) >= svg.SIZE - 1


def test_absence_is_a_word_and_never_a_bar() -> None:
    chart = Bars(
        "t", "d", "procent",
        (
            Bar("A", Decimal(50), "50%", "gemeten"),
            Bar("B", None, "nog niet geleverd", "nog niet geleverd"),
            Bar("C", Decimal(0), "0%", "gemeten"),
            Bar("D", Decimal(20), "20%", "onvolledig"),
        ),
        Decimal(60), "doel 60%",
    )  # fmt: skip
    tree = etree.fromstring(bars.draw(chart, "b", wide=True))
    assert len(of_class(tree, "bar")) == 1
    assert len(of_class(tree, "bar-hatch")) == 1
    assert [e.text for e in of_class(tree, "t-absent")] == ["nog niet geleverd"]
    assert len(of_class(tree, "norm")) == 1


@given(NUMBERS, NUMBERS)
def test_ticks_enclose_the_values_in_round_steps(a: Decimal, b: Decimal) -> None:
    low, high = min(a, b, Decimal(0)), max(a, b, Decimal(0))
    found = svg.ticks(low, high)
    assert found[0] <= low and high <= found[-1]
    assert 2 <= len(found) <= 8
    assert Decimal(0) in found


def test_small_charts_share_one_scale() -> None:
    span = (Decimal(0), Decimal(100))
    low = multiples.draw("t", "d", "a", (point(2021, "10"), point(2022, "20")), span)
    high = multiples.draw("t", "d", "b", (point(2021, "90"), point(2022, "20")), span)
    ends = [etree.fromstring(c).findall("{*}circle")[1].get("cy") for c in (low, high)]
    assert ends[0] == ends[1]
    assert multiples.spark((point(2021, "1"),)) == ""


def test_a_line_over_years_that_nobody_published_is_dotted() -> None:
    skipping = (point(2019, "5"), replace(point(2021, "7"), joins=False), point(2022, "8"))
    tree = drawn(replace(SERIES, points=skipping, asked=()))
    assert len(of_class(tree, "line-open")) == 1 and len(of_class(tree, "line")) == 1


def test_no_line_is_drawn_over_a_break_and_a_mark_stands_there() -> None:
    def point(year: int, *, broken: bool = False) -> Point:
        return Point(Decimal(year), str(year), Decimal(year - 2019), "1", "gemeten", True, broken)

    def drawn(*points: Point) -> str:
        drawing = Series("Reeks", "Zoals gemeten.", "procent", points)
        return series.draw(drawing, "r", wide=True, ticks=[(Decimal(0), "0"), (Decimal(5), "5")])

    whole = drawn(point(2020), point(2021), point(2022), point(2023))
    apart = drawn(point(2020), point(2021), point(2022, broken=True), point(2023))
    assert whole.count('<polyline class="line"') == 1 and 'class="break"' not in whole
    assert apart.count('<polyline class="line"') == 2
    assert apart.count('<line class="break"') == 1 and ">breuk</text>" in apart
