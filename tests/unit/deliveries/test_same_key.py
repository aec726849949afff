"""Rows with the same key: in one file, and in two deliveries that both count."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.test_ledger import KWH, WHEN, WHO, Office
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.same_keys import key_decides_cell
from verantwoord.model.dataset import Dataset, Dated, DatedAs
from verantwoord.model.finding import Finding
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text
from verantwoord.scratch import scratch_folder

MINI = Path(__file__).parents[2] / "packs" / "mini"
JULY = Period.parse("2024-07")
PLACE = column("plek", key=True, required=True)
KIND = column("soort", key=True)
HOURS = column("uren", "decimal")
TWO = dataset(PLACE, KIND, HOURS)


def doubles(pack: Pack, folder: Path, *rows: str, of: Dataset = TWO, **more: Any) -> list[Finding]:
    header = ";".join(c.name for c in of.columns)
    file = csv_file(folder, "\n".join([header, *rows]))
    found = check(file, of, pack, "alfa", JULY, **more).findings
    assert {f.code for f in found} <= {"dubbele-sleutel"}
    return list(found)


@pytest.mark.parametrize(
    ("rows", "stretches"),
    [
        (["A;x;1", "B;x;1"], []),
        (["A;x;1", "A;y;1"], []),
        (["A;x;1", "A;x;2"], [((2, 3),)]),
        (["A;x;1", "B;x;1", "A;x;1"], [((2, 2), (4, 4))]),
        (["A;x;1", "A;x;1", "A;x;1"], [((2, 4),)]),
        (["A;x;1", "B;y;1", "A;x;1", "B;y;1"], [((2, 2), (4, 4)), ((3, 3), (5, 5))]),
        (["A;;1", "A;;1"], []),  # an empty cell equals no other
        (["A;x;1", "a;x;1"], []),
        (["A;x;1", " A ;x;1"], [((2, 3),)]),
    ],
)
def test_which_rows_have_the_same_key(
    mini: Pack, tmp_path: Path, rows: list[str], stretches: list[Any]
) -> None:
    found = doubles(mini, tmp_path, *rows)
    assert [f.rows for f in found] == stretches
    for one in found:
        assert one.row == one.rows[-1][1]  # it stands at the last of them
        assert one.columns == ("plek", "soort")
        assert one.rule == "proef.sleutel"


def test_the_finding_says_the_key_and_the_rows(mini: Pack, tmp_path: Path) -> None:
    rows = ["A;x;1", "B;x;1", "A;x;2"]
    (dutch,) = doubles(mini, tmp_path, *rows)
    (english,) = doubles(mini, tmp_path, *rows, language="en")
    assert dutch.value == english.value == "plek A, soort x"
    for one in (dutch, english):
        assert "plek A, soort x" in one.found
        assert "2" in one.found
    assert dutch.action == "Voeg de rijen samen of verwijder de dubbele, en lever opnieuw aan."
    assert english.action == "Join the rows or remove the double ones, and deliver again."


def test_of_many_rows_five_are_named(mini: Pack, tmp_path: Path) -> None:
    (six,) = doubles(mini, tmp_path, *["A;x;1"] * 6)
    (seven,) = doubles(mini, tmp_path, *["A;x;1"] * 7)
    assert "2, 3, 4, 5, 6" in six.found + six.expected
    assert "…" not in six.found + six.expected
    assert "2, 3, 4, 5, 6 …" in seven.found + seven.expected
    assert seven.rows == ((2, 8),)


def test_doubles_are_counted_by_row_and_those_not_shown_too(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{place};x;1" for place in "ABCA" + "BCA"]
    file = csv_file(tmp_path, "\n".join(["plek;soort;uren", *rows]))
    whole = check(file, TWO, mini, "alfa", JULY)
    assert (dict(whole.counts), whole.unlisted) == ({"dubbele-sleutel": 4}, 0)
    monkeypatch.setattr(limits, "MAX_SHOWN", 2)
    short = check(file, TWO, mini, "alfa", JULY)
    assert (dict(short.counts), short.unlisted, len(short.findings)) == (
        {"dubbele-sleutel": 4},
        1,
        2,
    )


def test_own_columns_of_the_sender_help_to_find_the_row(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "plek;soort;uren;flex_nr\nA;x;1;7\nA;x;2;8")
    (one,) = check(file, TWO, mini, "alfa", JULY).findings
    assert one.flex == (("flex_nr", "8"),)


MOMENTS = dataset(column("dag", key=True), column("tijd", key=True), HOURS)


@pytest.mark.parametrize(
    ("day", "time", "winter"),
    [
        ("27-10-2024", "02:15", True),
        ("2024-10-27", "2:15", True),
        ("27-10-2024", "03:15", False),
        ("27-10-2024", "01:45", False),
        ("31-03-2024", "02:15", False),
        ("26-10-2024", "02:15", False),
        ("27-10-2024", "02:15+01:00", False),
    ],
)
def test_an_hour_that_was_there_twice_is_not_to_be_removed(
    mini: Pack, tmp_path: Path, day: str, time: str, winter: bool
) -> None:
    (one,) = doubles(mini, tmp_path, f"{day};{time};1", f"{day};{time};2", of=MOMENTS)
    assert ("Verwijder dus niets" in one.action) is winter
    assert (f"Op {day} kwam het uur van 02:00 tot 03:00 twee keer voor" in one.action) is winter


@settings(max_examples=examples(12))
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy")), max_size=8))
def test_each_key_is_found_once_with_all_its_rows(keys: list[tuple[str, str]]) -> None:
    pack = load_pack(MINI)
    with scratch_folder() as folder:
        found = doubles(pack, folder, *(f"{a};{b};1" for a, b in keys)) if keys else []
    rows: dict[tuple[str, str], list[int]] = {}
    for number, key in enumerate(keys, 2):
        rows.setdefault(key, []).append(number)
    expected = sorted(numbers for numbers in rows.values() if len(numbers) > 1)
    said = [[n for low, high in f.rows for n in range(low, high + 1)] for f in found]
    assert sorted(said) == expected


# does a key decide the cell


MARGIN = Dated(DatedAs.WITHIN, margin_minutes=15, reason=Text("De meter loopt voor.", "Early."))


@pytest.mark.parametrize(
    ("definition", "decides"),
    [
        (dataset(HOURS), True),
        (dataset(PLACE, HOURS), True),
        (dataset(WHO, WHEN, PLACE), True),
        (dataset(WHO, WHEN, PLACE, kind="gepubliceerd"), False),
        (dataset(PLACE, column("maand", "period", role="period", required=True)), False),
        (dataset(PLACE, column("wie", "organisation", role="organisation", required=True)), False),
        (dataset(column("maand", "period", key=True, role="period", required=True)), True),
        (dataset(column("tijd", "timestamp", key=True, dated=MARGIN)), False),
        (dataset(column("tijd", "timestamp", key=True)), True),
        (dataset(PLACE, column("tijd", "timestamp", dated=MARGIN)), True),
    ],
)
def test_whether_a_key_says_about_which_cell_a_row_is(definition: Dataset, decides: bool) -> None:
    assert key_decides_cell(definition) is decides


# two deliveries


@pytest.fixture
def office(tmp_path: Path, mini: Pack) -> Office:
    """Of a number and not of a month: the same number in two months is the same thing twice."""
    month = column("maand", "period", required=True, role="period", grain="maand")
    return Office(tmp_path, mini, column("nummer", required=True, key=True), month, KWH)


def test_the_key_of_another_delivery_that_counts_is_refused(office: Office) -> None:
    first = office.send("alfa", "2024-01", "7,2024-01,1", "8,2024-01,1")
    with pytest.raises(Refused) as refusal:
        office.send("alfa", "2024-02", "9,2024-02,5", "8,2024-02,5")
    (one,) = refusal.value.findings
    assert (one.code, one.row, one.rule) == ("sleutel-al-geleverd", 3, "proef.sleutel")
    said = f"{one.found} {one.expected} {one.action}"
    for part in ("nummer 8", first.id[:12], "2024-01"):
        assert part in said


@pytest.mark.parametrize(
    ("who", "period", "row"),
    [
        ("alfa", "2024-02", "9,2024-02,1"),  # another key
        ("beta", "2024-02", "7,2024-02,1"),  # of another organisation
    ],
)
def test_another_key_or_another_organisation_is_something_else(
    office: Office, who: str, period: str, row: str
) -> None:
    office.send("alfa", "2024-01", "7,2024-01,1")
    assert office.send(who, period, row).organisation == who


def test_what_is_replaced_does_not_stand_in_the_way(office: Office) -> None:
    first = office.send("alfa", "2024-01", "7,2024-01,1")
    second = office.send("alfa", "2024-01", "7,2024-01,2", replaces=first.id, reason="telfout")
    assert second.replaces == (first.id,)
    with pytest.raises(Refused):
        office.send("alfa", "2024-02", "7,2024-02,1")


def test_where_the_key_decides_the_cell_no_file_is_read_again(tmp_path: Path, mini: Pack) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH)
    office.send("alfa", "2024-01", "alfa,2024-01,1")
    for stored in office.workspace.path.glob("rows/proef/*.parquet"):
        stored.write_bytes(b"")
    assert office.send("alfa", "2024-02", "alfa,2024-02,1").received_on == dt.date(2025, 2, 1)


def test_all_keys_are_counted_and_a_screen_of_them_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send("alfa", "2024-01", *[f"{n},2024-01,1" for n in range(9)])
    monkeypatch.setattr(limits, "MAX_SHOWN", 4)
    with pytest.raises(Refused) as refusal:
        office.send("alfa", "2024-02", *[f"{n},2024-02,1" for n in range(9)])
    assert [f.row for f in refusal.value.findings] == [2, 3, 4, 5]
    assert refusal.value.counts == {"sleutel-al-geleverd": 9}
