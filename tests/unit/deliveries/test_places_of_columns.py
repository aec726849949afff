"""Where each column of a dataset stands in a file, and what is said of all other names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.deliveries.factory import column, dataset
from verantwoord.deliveries.header import Header, known_names, match_header, template_name
from verantwoord.deliveries.raw import Raw
from verantwoord.model.dataset import Column, FormerName
from verantwoord.model.finding import Finding
from verantwoord.model.text import Text

DAY = dt.date(2024, 7, 1)


def named(name: str, dutch: str, english: str | None = None, **more: Any) -> Column:
    return replace(column(name, **more), title=Text(dutch, english))


HOURS = named("uren", "Gewerkte uren", "Hours worked", required=True)
KIND = named("soort_relatie", "Soort van de relatie", "Kind of relation")
DATASET = dataset(HOURS, KIND)


def match(*names: str, language: str = "nl", sheet: str | None = None, row: int = 1) -> Header:
    raw = Raw(names, "niets", sheet=sheet, header_row=row)
    return match_header(raw, DATASET, language, DAY)


def codes(header: Header) -> list[tuple[str, str | None]]:
    return [(f.code, f.column) for f in header.findings]


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("uren", "soort_relatie"), {"uren": 0, "soort_relatie": 1}),
        (("soort_relatie", "uren"), {"soort_relatie": 0, "uren": 1}),
        (("UREN",), {"uren": 0}),
        (("  uren  ",), {"uren": 0}),
        (("u\u00adren",), {"uren": 0}),
        (("Gewerkte uren",), {"uren": 0}),
        (("gewerkte-uren",), {"uren": 0}),
        (("Hours worked",), {"uren": 0}),
        (("Gewerkte uren\nuren",), {"uren": 0}),
        (("Hours worked\nuren",), {"uren": 0}),
        (("uren", "Soort-Relatie"), {"uren": 0, "soort_relatie": 1}),
        (("uren", "soort  van de relatie"), {"uren": 0, "soort_relatie": 1}),
        (("", "uren"), {"uren": 1}),
        (("uren", "uren"), {"uren": 0}),
        (("uren", "Gewerkte uren"), {"uren": 0}),
    ],
)
def test_a_column_is_found_by_its_id_or_title(
    names: tuple[str, ...], places: dict[str, int]
) -> None:
    assert match(*names).places == places


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("uren",), []),
        (("uren", "soort_relatie"), []),
        (("soort_relatie",), [("kolom-ontbreekt", "uren")]),
        ((), [("kolom-ontbreekt", "uren")]),
        (("uren", "uren"), [("kolom-dubbel", "uren")]),
        (("uren", "Gewerkte uren", "UREN"), [("kolom-dubbel", "uren")]),
        (("uren", "vreemd"), [("kolom-onbekend", "vreemd")]),
        (("uren", "vreemd", "Vreemd"), [("kolom-onbekend", "vreemd"), ("kolom-dubbel", "vreemd")]),
        (("uren", "flex_a", "flex_a"), [("kolom-dubbel", "flex_a")]),
        (("uren", "naam"), [("persoonsgegeven-kolom", "naam")]),
        (("uren", "flex_naam"), [("persoonsgegeven-kolom", "flex_naam")]),
        (
            ("uren", "bsn", "bsn"),
            [("persoonsgegeven-kolom", "bsn")] * 2 + [("kolom-dubbel", "bsn")],
        ),
        (("uren", "urren"), [("kolom-onbekend", "urren")]),
    ],
)
def test_what_is_said_of_a_header(
    names: tuple[str, ...], expected: list[tuple[str, str | None]]
) -> None:
    assert codes(match(*names)) == expected


def only(header: Header) -> Finding:
    (found,) = header.findings
    return found


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("urren", "Bedoelt u 'uren'?", "Do you mean 'uren'?"),
        ("soort relaties", "Bedoelt u 'soort_relatie'?", "Do you mean 'soort_relatie'?"),
        ("heel iets anders", "Verwijder of hernoem de kolom.", "Remove or rename the column."),
    ],
)
def test_an_unknown_name_comes_with_what_to_do(name: str, dutch: str, english: str) -> None:
    for language, hint in (("nl", dutch), ("en", english)):
        found = only(match("uren", name, language=language))
        assert found.action == hint
        assert f"'{name}'" in found.found
        assert "uren, soort_relatie" in found.expected


@pytest.mark.parametrize(("language", "title"), [("nl", "Gewerkte uren"), ("en", "Hours worked")])
def test_a_column_that_is_missing_is_called_by_its_title(language: str, title: str) -> None:
    found = only(match("soort_relatie", language=language))
    assert title in f"{found.found} {found.expected} {found.action}"


def test_a_finding_says_in_which_sheet_and_row_the_header_stands() -> None:
    found = only(match("uren", "vreemd", sheet="proef", row=4))
    assert (found.row, found.column) == (4, "vreemd")
    assert found.where.startswith("Blad proef, ")
    assert "4" in found.where


def test_columns_of_the_sender_and_without_a_name_are_kept_apart() -> None:
    header = match("", "uren", "flex_nr", " ", "Flex-kleur")
    assert header.unnamed == (0, 3)
    assert header.flex == {"flex_nr": 2, "flex_kleur": 4}
    assert header.findings == []


@pytest.mark.parametrize(
    ("column_name", "at", "sent"),
    [
        ("uren", 1, "Gewerkte uren"),
        ("flex_nr", 2, "flex_NR"),
        ("soort_relatie", None, "soort_relatie"),
        ("onbekend", None, "onbekend"),
    ],
)
def test_a_column_is_called_as_the_sender_wrote_it(
    column_name: str, at: int | None, sent: str
) -> None:
    header = match("x", "Gewerkte uren\nuren", "flex_NR")
    assert header.at(column_name) == at
    assert header.as_sent(column_name) == sent


def test_a_column_that_a_mapping_makes_is_called_by_what_it_is_made_of() -> None:
    header = Header(
        {"tijdstip": 3, "eenheid": 4}, {}, ("Datum", "Van", "x"), (),
        made={"tijdstip": 3, "eenheid": 4}, sources={"tijdstip": (0, 1)},
    )  # fmt: skip
    assert (header.at("tijdstip"), header.as_sent("tijdstip")) == (0, "Datum + Van")
    assert (header.at("eenheid"), header.as_sent("eenheid")) == (None, "eenheid")


# names through time


OLD = FormerName("manuren", dt.date(2024, 1, 1))
RENAMED = dataset(column("uren", required=True, was=(OLD,)))


@pytest.mark.parametrize(
    ("name", "day", "known"),
    [
        ("uren", dt.date(2023, 12, 31), True),
        ("uren", dt.date(2024, 1, 1), True),
        ("manuren", dt.date(2023, 12, 31), True),
        ("Manuren", dt.date(2020, 1, 1), True),
        ("manuren", dt.date(2024, 1, 1), False),
    ],
)
def test_a_former_name_fits_in_the_days_that_it_was_the_name(
    name: str, day: dt.date, known: bool
) -> None:
    header = match_header(Raw((name,), "niets"), RENAMED, "nl", day)
    assert (header.places == {"uren": 0}) is known
    assert bool(header.findings) is not known


def test_where_two_columns_could_be_meant_the_id_decides() -> None:
    """The title of one is the id of the other."""
    both = dataset(named("a", "b"), named("b", "iets"))
    assert known_names(both, DAY)["b"] == "b"
    twins = dataset(named("a", "zelfde"), named("c", "zelfde"))
    assert known_names(twins, DAY)["zelfde"] == "a"


def test_all_that_a_header_may_hold() -> None:
    assert known_names(DATASET, DAY) == {
        "uren": "uren",
        "gewerkte_uren": "uren",
        "gewerkte_uren_uren": "uren",
        "hours_worked": "uren",
        "hours_worked_uren": "uren",
        "soort_relatie": "soort_relatie",
        "soort_van_de_relatie": "soort_relatie",
        "soort_van_de_relatie_soort_relatie": "soort_relatie",
        "kind_of_relation": "soort_relatie",
        "kind_of_relation_soort_relatie": "soort_relatie",
    }


@given(st.permutations(["uren", "soort_relatie", "flex_a", "flex_b"]))
def test_the_order_of_columns_changes_only_where_they_stand(names: list[str]) -> None:
    header = match(*names)
    assert header.findings == []
    assert {n: names[i] for n, i in {**header.places, **header.flex}.items()} == {
        n: n for n in names
    }


@given(st.sampled_from(["Gewerkte uren", "Hours worked"]))
def test_what_a_template_writes_is_known(title: str) -> None:
    assert match(template_name(title, "uren")).places == {"uren": 0}
