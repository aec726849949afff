"""What a template says of each column and what it lets somebody fill in, in both languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import asked, column, dataset, rule, with_dataset
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.template import write_template
from verantwoord.deliveries.template_plan import MARK, Guard, as_text, describe, plan
from verantwoord.model.dataset import Column, Dated, DatedAs
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text

QUARTER = Period.parse("2024-Q3")
# a column -> what belongs in it
DESCRIBED: list[tuple[Column, str, str]] = [
    (column("a"), "tekst; mag leeg zijn", "text; may be empty"),
    (column("a", required=True), "tekst; verplicht", "text; required"),
    (column("a", "code", codes=("x", "y"), required=True),
     "keuze uit een lijst; x, y; verplicht", "choice from a list; x, y; required"),
    (column("a", "integer"), "geheel getal; mag leeg zijn", "whole number; may be empty"),
    (column("a", "integer", unit="hour"),
     "geheel getal; uur; mag leeg zijn", "whole number; hours; may be empty"),
    (column("a", "decimal"),
     "getal; hoogstens 3 decimalen; mag leeg zijn", "number; at most 3 decimals; may be empty"),
    (column("a", "decimal", scale=1, unit="kwh", required=True),
     "getal; kWh; hoogstens 1 decimaal; verplicht", "number; kWh; at most 1 decimal; required"),
    (column("a", "date"),
     "datum, als 2024-07-15; mag leeg zijn", "date, as 2024-07-15; may be empty"),
    (column("a", "timestamp"),
     "tijdstip met zone, als 2024-07-15T13:30:00+02:00; mag leeg zijn",
     "time with zone, as 2024-07-15T13:30:00+02:00; may be empty"),
    (column("a", "organisation", required=True),
     "organisatie; verplicht", "organisation; required"),
    (column("a", "period"),
     "periode, als 2024 of 2024-07; mag leeg zijn", "period, as 2024 or 2024-07; may be empty"),
    (column("a", "period", grain="any"),
     "periode, als 2024 of 2024-07; mag leeg zijn", "period, as 2024 or 2024-07; may be empty"),
    (column("a", "period", grain="dag", role="period"),
     "dag, als 2024-07-15; mag leeg zijn", "day, as 2024-07-15; may be empty"),
    (column("a", "period", grain="maand", role="period"),
     "maand, als 2024-07; mag leeg zijn", "month, as 2024-07; may be empty"),
    (column("a", "period", grain="kwartaal", role="period"),
     "kwartaal, als 2024-Q3; mag leeg zijn", "quarter, as 2024-Q3; may be empty"),
    (column("a", "period", grain="jaar", role="period"),
     "jaar, als 2024; mag leeg zijn", "year, as 2024; may be empty"),
    (column("a", "boolean", required=True),
     "ja of nee; ja, nee; verplicht", "ja (yes) or nee (no); ja, nee; required"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "nl", "en"), DESCRIBED, ids=[nl.partition(";")[0] for _, nl, _ in DESCRIBED]
)
def test_what_belongs_in_a_column_is_said_in_one_line(
    mini: Pack, one: Column, nl: str, en: str
) -> None:
    made = plan(dataset(one), mini, "nl", "alfa", Period.parse("2024"))
    assert describe(one, made.choices, "nl") == nl
    assert describe(one, made.choices, "en") == en
    assert made.explanation.columns[1] == ("A", nl, made.explanation.columns[1][2], "a")


LIST = ("Kies een waarde uit de lijst.", "Choose a value from the list.")
GUARDED: list[tuple[Column, Guard | None, str]] = [
    (column("a"), None, ""),
    (column("a", "code", codes=("x", "y")), Guard("list", LIST[0], ("x", "y")), LIST[1]),
    (column("a", "boolean"), Guard("list", LIST[0], ("ja", "nee")), LIST[1]),
    (column("a", "period", grain="maand", role="period"),
     Guard("list", LIST[0], ("2024-07", "2024-08", "2024-09")), LIST[1]),
    (column("a", "period"), None, ""),
    (column("a", "integer"),
     Guard("integer", "Vul een geheel getal in, zonder eenheid of tekst."),
     "Fill in a whole number, without unit or text."),
    (column("a", "decimal"),
     Guard("decimal", "Vul een getal in, zonder eenheid, procentteken of tekst."),
     "Fill in a number, without unit, percent sign or text."),
    (column("a", "timestamp"),
     Guard("moment", "Vul een tijdstip met zone in, als 2024-07-15T13:30:00+02:00."),
     "Fill in a time with its zone, as 2024-07-15T13:30:00+02:00."),
    (column("a", "date"),
     Guard("date", "Vul een datum in van 01-07-2024 tot en met 30-09-2024.", (),
           dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
     "Fill in a date from 2024-07-01 to 2024-09-30."),
    (column("a", "date", dated=Dated(relation=DatedAs.BY_END, reason=Text("het begin"))),
     Guard("date", "Vul een datum in van 01-01-1900 tot en met 30-09-2024.", (),
           dt.date(1900, 1, 1), dt.date(2024, 9, 30)),
     "Fill in a date from 1900-01-01 to 2024-09-30."),
    (column("a", "date", dated=Dated(relation=DatedAs.ANY, reason=Text("elke dag"),
                                     first_year=2000, last_year=2030)),
     Guard("date", "Vul een datum in van 01-01-2000 tot en met 31-12-2030.", (),
           dt.date(2000, 1, 1), dt.date(2030, 12, 31)),
     "Fill in a date from 2000-01-01 to 2030-12-31."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "guard", "english"), GUARDED)
def test_a_program_lets_in_what_we_take_and_says_what_it_refuses(
    mini: Pack, one: Column, guard: Guard | None, english: str
) -> None:
    assert plan(dataset(one), mini, "nl", "alfa", QUARTER).guards.get("a") == guard
    said = plan(dataset(one), mini, "en", "alfa", QUARTER).guards.get("a")
    assert (said.message if said else "") == english


def test_more_periods_than_a_list_can_show_are_not_in_a_list(mini: Pack) -> None:
    days = column("dag", "period", grain="dag", role="period")
    assert len(plan(dataset(days), mini, "nl", "alfa", Period.parse("2024")).choices["dag"]) == 366
    two_years = Period.parse("2023-01/2024-12")
    assert "dag" not in plan(dataset(days), mini, "nl", "alfa", two_years).choices


@pytest.mark.parametrize(
    ("value", "comma", "point"),
    [
        (None, "", ""), (True, "ja", "ja"), (False, "nee", "nee"), (Decimal("1.50"), "1,5", "1.5"),
        (Decimal("1E+3"), "1000", "1000"), (3, "3", "3"), (dt.date(2024, 7, 15), "2024-07-15",
        "2024-07-15"), ("a.b", "a.b", "a.b"),
    ],
)  # fmt: skip
def test_a_value_is_typed_as_a_sender_types_it(value: object, comma: str, point: str) -> None:
    assert as_text(value, ",") == comma
    assert as_text(value) == point


def test_the_page_beside_the_data_says_all_of_it_in_either_language(mini: Pack) -> None:
    hours = rule("r", "uren >= 0")
    one = dataset(
        column("plek", required=True), column("uren", "decimal", unit="hour"), rules=[hours],
        description=Text("Gewerkte\n  uren.", "Hours worked."),
    )  # fmt: skip
    pack = asked(with_dataset(mini, one))
    dutch = plan(one, pack, "nl").explanation
    assert (dutch.title, dutch.about) == ("Proef", "Voor Ministerie van Alfa, over 2022")
    assert dutch.intro == "Gewerkte uren."
    assert dutch.columns == (
        ("Kolom", "Wat erin hoort", "Voorbeeld", "Naam voor programma's"),
        ("Plek", "tekst; verplicht", dutch.columns[1][2], "plek"),
        ("Uren", "getal; uur; hoogstens 3 decimalen; mag leeg zijn", dutch.columns[2][2], "uren"),
    )
    assert dutch.rules == (
        ("Wat we controleren", "Regel"), ("Verwacht: r. Verbeter het.", "proef.r")
    )  # fmt: skip
    assert dutch.steps[1] == "2. Verwijder de voorbeeldrij (rij 2)."
    english = plan(one, pack, "en").explanation
    assert (english.about, english.intro) == (
        "For Ministerie van Alfa, about 2022",
        "Hours worked.",
    )
    assert english.columns[0] == ("Column", "What belongs in it", "Example", "Name for programs")
    assert english.rules == (("What we check", "Rule"), ("Expected: r. Mend it.", "proef.r"))
    assert english.steps[1] == "2. Remove the example row (row 2)."


NAMES = st.text("abcdefgh", min_size=1, max_size=4).map("k_{}".format)
KINDS = st.sampled_from(
    [
        ("text", {}), ("text", {"key": True, "required": True}), ("integer", {"unit": "count"}),
        ("decimal", {"scale": 0}), ("decimal", {"scale": 9, "unit": "kwh"}), ("date", {}),
        ("timestamp", {}), ("boolean", {}), ("code", {"codes": ("één", "twee; drie")}),
        ("organisation", {}), ("period", {}), ("period", {"grain": "maand"}),
    ]
)  # fmt: skip
ROLES = st.sampled_from(
    [(), (("maand", "period", {"role": "period", "grain": "maand"}),),
     (("dag", "date", {"role": "period"}),), (("toen", "timestamp", {"role": "period"}),),
     (("wie", "organisation", {"role": "organisation"}),)]
)  # fmt: skip
COLUMNS = st.dictionaries(NAMES, KINDS, min_size=1, max_size=5)


@pytest.mark.parametrize("form", ["csv", pytest.param("xlsx", marks=pytest.mark.slow),
                                  pytest.param("ods", marks=pytest.mark.slow)])  # fmt: skip
@given(columns=COLUMNS, roles=ROLES, about=st.sampled_from(["2024", "2024-Q2", "2024-05"]))
@settings(max_examples=examples(25), deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_the_template_of_any_dataset_is_a_file_that_passes_but_for_its_example(
    mini: Pack, tmp_path: Path, columns: dict, roles: tuple, about: str, form: str
) -> None:
    """Whatever a dataset asks, the row that shows it must be right; of a CSV also without mark."""
    made = [column(n, k, **{"required": True, **m, **({"required": True} if m.get("role") else {})})
            for n, k, m in (*roles, *((n, k, m) for n, (k, m) in columns.items()))]  # fmt: skip
    one, period = dataset(*made), Period.parse(about)
    path = tmp_path / f"a.{form}"
    write_template(one, mini, path, "nl", "alfa", period)
    given_it = (path, one, mini, "alfa", period)
    assert [f.code for f in check(*given_it).findings] == ["voorbeeldrij"]
    if form == "csv":
        path.write_text(path.read_text("utf-8-sig").replace(MARK, ""), "utf-8")
        assert check(*given_it).findings == ()
