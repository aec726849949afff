"""The trace: every file with its contribution, and a sum that is made again."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from verantwoord.cli.trace import command
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.model.stated import Precision, Stated
from verantwoord.release.errors import ReleaseError
from verantwoord.release.trace import added_up, checked
from verantwoord.release.trace_text import lines, read_trace
from verantwoord.wording.statement import stated_text

FIGURE = "banen.aandeel@zilverland@2024"


def test_the_contributions_of_all_files_make_the_numerator(zilverland: Path) -> None:
    record = read_trace(zilverland, FIGURE)
    hours = next(c for c in record["components"] if c["alias"] == "uren")
    # four ministries, four quarters, one missing; one is too small, and hides one beside it
    assert (len(hours["contributions"]), hours["withheld"]) == (7, 8)
    total = sum(Decimal(c["amount"]) for c in hours["contributions"])
    assert total + Decimal(hours["withheld_amount"]) == Decimal(hours["value"])
    assert hours["adds_up"] is True
    row = next(
        line
        for line in (zilverland / "data/figures.csv").read_text("utf-8").splitlines()
        if line.startswith(f"{FIGURE},")
    )
    assert f",{hours['value']}," in row


def test_the_correction_counts_and_what_it_replaced_does_not(zilverland: Path) -> None:
    names = {
        c["file_name"]
        for part in read_trace(zilverland, FIGURE)["components"]
        for c in part["contributions"]
    }
    assert "banen-dijken-2024-K2-verbeterd.csv" in names
    assert "banen-dijken-2024-K2.csv" not in names


def test_each_named_file_is_in_the_release(zilverland: Path) -> None:
    for component in read_trace(zilverland, FIGURE)["components"]:
        for c in component["contributions"]:
            assert c["file"] is None  # it is about people
    for component in read_trace(zilverland, "energie.verbruik@zilverland@2024")["components"]:
        for c in component["contributions"]:
            assert (zilverland / c["file"]).is_file()


def test_the_text_names_sources_missing_files_and_the_check(zilverland: Path) -> None:
    text = "\n".join(lines(read_trace(zilverland, FIGURE)))
    assert "samen, 15 bestanden: klopt precies" in text
    assert "banen, handel, 2024-Q4" in text
    assert "eigen keuze, geen bron gevonden" in text
    assert "Verzonnen besluit banen" in text


def test_what_is_not_precise_is_written_so_in_a_trace_too() -> None:
    """`bijna 90.000 banen` is no 90.000, and a count has no unit word after it."""
    almost = Stated(precision=Precision.AT_MOST, high=Decimal(90000), words="bijna")
    between = Stated(precision=Precision.BETWEEN, low=Decimal("17.8"), high=Decimal(26))
    for stated, value, unit, nl, en in (
        (almost, "90000", "job", "bijna 90.000 banen", "at most 90,000 jobs"),
        (between, "17.8", "percent", "tussen 17,8% en 26%", "between 17.8% and 26%"),
        (Stated(), "45", "count", "45", "45"),
    ):
        for language, said in (("nl", nl), ("en", en)):
            text = stated_text(Decimal(value), stated, unit, language)
            assert text.replace("\u00a0", " ") == said


def test_a_trace_says_of_a_goal_what_the_page_says(zilverland: Path) -> None:
    text = [
        " ".join(x.split())
        for x in lines(read_trace(zilverland, "energie.verbruik@zilverland@2024"))
    ]
    page = html.fromstring(
        (zilverland / "cijfer/energie.verbruik_zilverland_2024.html").read_text("utf-8")
    )
    said = [" ".join(p.text_content().split()) for p in page.xpath("//section[@class='goal']/p[1]")]
    judged = [line.partition("): ")[2] for line in text if line.startswith("Oordeel (")]
    assert judged and len(judged) == len(said)
    for one, there in zip(judged, said, strict=True):
        assert one.partition(": ")[2] == there.partition(": ")[2]


def test_a_sum_that_does_not_hold_is_said_and_gives_exit_1(release: Path) -> None:
    path = release / "data/trace/energie.verbruik.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"3240.125", "1"]', '"3240.126", "1"]'), "utf-8")
    result = CliRunner().invoke(command, [str(release), "energie.verbruik@zilverland@2024"])
    assert result.exit_code == 1 and "KLOPT NIET" in result.output


def test_json_is_the_same_trace(zilverland: Path) -> None:
    result = CliRunner().invoke(command, [str(zilverland), FIGURE, "--format", "json"])
    assert result.exit_code == 0
    assert json.loads(result.output) == read_trace(zilverland, FIGURE)


def test_an_unknown_figure_names_what_may_have_been_meant(zilverland: Path) -> None:
    with pytest.raises(ReleaseError, match=r"banen\.aandeel@zilverland@2024"):
        read_trace(zilverland, "banen.aandeel@zilverlnd@2024")
    with pytest.raises(ReleaseError, match=r"banen\.aandeel"):
        read_trace(zilverland, "banen.andeel@zilverland@2024")


@pytest.mark.parametrize(
    ("aggregate", "divisor", "result"),
    [("sum", 1, "6"), ("sum", 12, "0.5"), ("min", 1, "1"), ("max", 1, "3")],
)
def test_contributions_are_taken_together_as_the_component_says(
    aggregate: str, divisor: int, result: str
) -> None:
    amounts = [Decimal(1), Decimal(3), Decimal(2)]
    assert added_up(amounts, aggregate, divisor)[1] == Decimal(result)


def test_the_sum_below_a_mean_is_called_a_sum(small_workspace: Workspace) -> None:
    """It said "gedeeld door 12 maanden" beside a number that was not divided yet."""
    made = compute(small_workspace.pack, small_workspace.deliveries(), small_workspace.rows_path)
    figure = next(f for f in made.figures.values() if f.indicator == "energie.verbruik")
    (value,) = [c for c in figure.components if isinstance(c.value, Decimal)][:1]
    total = sum(c.amount for c in value.contributions)
    mean = replace(value, divisor=2, value=total / 2)
    found = checked(small_workspace.pack, mean)
    assert (found.total, found.holds) == (total, True)
    assert found.how == "de som van alle bijdragen; de waarde is dit getal gedeeld door 2 maanden"
