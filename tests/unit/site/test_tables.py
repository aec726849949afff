"""A table is a matrix only where periods and organisations meet."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.wording.test_sentences import figure
from verantwoord.model.period import Grain, Period
from verantwoord.site.pages.tables import TableEntry, TimeTable
from verantwoord.wording.shown import Shown


def at(organisation: str, period: str) -> TableEntry:
    made = replace(figure("4"), organisation=organisation, period=Period.parse(period))
    return TableEntry(made, Shown("4", "getal"), "", "")


def table(*entries: TableEntry) -> TimeTable:
    who = list(dict.fromkeys(e.figure.organisation for e in entries))
    there = {(e.figure.period, e.figure.organisation): e for e in entries}
    rows = [(p, [there.get((p, o)) for o in who]) for p in dict.fromkeys(p for p, _ in there)]
    return TimeTable(Grain.RANGE, who, rows, {})


def test_plans_that_each_have_their_own_period_are_listed_and_leave_no_empty_place() -> None:
    plans = [at("az", "2024-01/2027-12"), at("bz", "2024-01/2025-12"), at("vws", "2024-01/2038-12")]
    made = table(*plans, at("lnv", "2024-01/2038-12"))
    assert [(o, str(p)) for o, p, _ in made.listed] == [
        ("az", "2024-01/2027-12"),
        ("bz", "2024-01/2025-12"),
        ("vws", "2024-01/2038-12"),
        ("lnv", "2024-01/2038-12"),
    ]


def test_a_series_stays_a_matrix() -> None:
    assert not table(at("az", "2022"), at("az", "2023"), at("bz", "2024")).listed
    assert not table(at("az", "2022"), at("bz", "2022"), at("vws", "2022")).listed
