"""What the checks of a register find, and what they leave alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.unit.register.factory import (
    MADE,
    commitment,
    deadline,
    listed,
    motion,
    register,
    step,
)
from verantwoord.register.checks import WHY, check_register
from verantwoord.register.lists import CitedDocument, ListSeries
from verantwoord.register.register import Register
from verantwoord.register.states import CommitmentState, MotionState

title = "Controles van het register"

D = dt.date
HALF_1 = (D(2023, 1, 1), D(2023, 6, 30))
HALF_2 = (D(2023, 7, 1), D(2023, 12, 31))
ITEM = "proef.toezegging-een"


def codes(made: Register, known: set[str] | None = None) -> list[str]:
    return [f.code for f in check_register(made, known)]


def closed(kst: str | None) -> Register:
    done = step(CommitmentState.DONE, D(2023, 9, 1), kst)
    return register(commitment("een", step(CommitmentState.OPEN), done))


def test_two_lists_that_join_up_are_fine_and_a_gap_or_overlap_is_not() -> None:
    """What happened in a gap stands in no list; what happened in an overlap counts twice."""
    assert codes(register(listed("a", *HALF_1), listed("b", *HALF_2))) == []
    gap = listed("b", D(2023, 7, 2), HALF_2[1])
    assert codes(register(listed("a", *HALF_1), gap)) == ["venster-gat"]
    overlap = listed("b", D(2023, 6, 30), HALF_2[1])
    assert codes(register(listed("a", *HALF_1), overlap)) == ["venster-overlap"]


def test_lists_of_different_series_need_not_join_up() -> None:
    other = listed("b", D(2023, 10, 1), HALF_2[1], series=ListSeries.LETTER)
    assert codes(register(listed("a", *HALF_1), other)) == []


def test_a_window_of_which_the_begin_is_unknown_is_not_judged() -> None:
    unknown = listed("b", None, HALF_2[1], first_unknown="niet gevonden")  # type: ignore[arg-type]
    assert codes(register(listed("a", *HALF_1), unknown)) == []


def test_an_item_may_only_leave_a_list_as_closed() -> None:
    before = listed("a", *HALF_1, open_=(ITEM,))
    gone, kept = listed("b", *HALF_2), listed("b", *HALF_2, closed=(ITEM,))
    assert codes(register(commitment(), before, gone)) == ["item-verdwenen"]
    assert codes(register(commitment(), before, kept)) == []


def test_nothing_is_concluded_from_a_list_that_was_only_partly_read() -> None:
    before = listed("a", *HALF_1, open_=(ITEM,))
    assert codes(register(commitment(), before, listed("b", *HALF_2, complete=False))) == []


def test_one_move_of_a_deadline_is_fine_two_are_not() -> None:
    dates = (deadline(D(2023, 6, 1)), deadline(D(2023, 9, 1), "uitstel"))
    assert codes(register(commitment(deadlines=dates))) == []
    twice = (*dates, deadline(D(2023, 12, 1), "weer uitstel"))
    assert codes(register(commitment(deadlines=twice))) == ["termijn-vaker-verschoven"]


def test_repeating_the_same_date_is_no_move() -> None:
    dates = (
        deadline(D(2023, 6, 1)),
        deadline(D(2023, 9, 1), "uitstel"),
        deadline(D(2023, 9, 1), "bevestigd"),
    )
    assert codes(register(commitment(deadlines=dates))) == []


def test_closing_needs_a_kamerstuk_and_the_report_before_it_counts() -> None:
    assert codes(closed(None)) == ["gesloten-zonder-kamerstuk"]
    assert codes(closed("kst-99101-2")) == []
    reported = motion(
        "een",
        step(MotionState.REPORTED, kst="kst-99101-3"),
        step(MotionState.DONE),
        history_starts="niet gevonden",
    )
    assert codes(register(reported)) == []


def test_the_kamer_may_end_an_item_without_a_kamerstuk() -> None:
    rejected = motion("een", step(MotionState.TABLED), step(MotionState.REJECTED))
    replaced = commitment("een", step(CommitmentState.OPEN), step(CommitmentState.REPLACED))
    assert codes(register(rejected, replaced)) == []


def test_a_document_from_before_the_promise_proves_nothing() -> None:
    made = closed("kst-99101-2")

    def dated(on: dt.date) -> Register:
        paper = CitedDocument("kst-99101-2", on)
        return register(made.commitments[ITEM], paper)

    assert codes(dated(MADE - dt.timedelta(days=1))) == ["stuk-ouder-dan-belofte"]
    assert codes(dated(MADE)) == []


def test_the_document_in_which_it_was_promised_may_be_of_any_day() -> None:
    first = step(CommitmentState.OPEN, kst="kst-99101-1")
    older = CitedDocument("kst-99101-1", MADE - dt.timedelta(days=3))
    assert codes(register(commitment("een", first), older)) == []


def test_lists_of_one_day_must_say_the_same_about_what_is_open() -> None:
    here = listed("a", *HALF_1, open_=(ITEM,))

    def other(**more: object) -> Register:
        return register(
            commitment(),
            here,
            listed("b", *HALF_1, series=ListSeries.KAMER, **more),  # type: ignore[arg-type]
        )

    assert codes(other(open_=(ITEM,))) == []
    assert codes(other(closed=(ITEM,))) == ["lijsten-verschillen"]
    assert codes(other()) == ["lijsten-verschillen"]
    assert codes(other(themes=("anders",))) == []
    assert codes(other(kinds=("motie",))) == []
    assert codes(other(complete=False)) == []


def test_closed_here_and_no_longer_named_there_is_no_difference() -> None:
    """A quarterly letter names what it closed in its own quarter; a yearly list in its year."""
    year = listed("a", D(2023, 1, 1), HALF_2[1], closed=(ITEM,))
    quarter = listed("b", D(2023, 10, 1), HALF_2[1], series=ListSeries.LETTER)
    assert codes(register(commitment(), year, quarter)) == []


def test_an_id_that_cannot_exist_is_found_wherever_it_is_cited() -> None:
    assert codes(register(commitment(kst="kst-99101"))) == ["kamerstuk-vorm"]
    assert codes(closed("kst-99101-nr-2")) == ["kamerstuk-vorm"]
    bad_list = listed("a", *HALF_1, kst="kst-1-2-3-4")
    assert codes(register(bad_list)) == ["kamerstuk-vorm"]


def test_existence_is_only_judged_against_a_list_of_known_documents() -> None:
    assert codes(closed("kst-99101-2")) == []
    assert codes(closed("kst-99101-2"), {"kst-99101-2"}) == []
    assert codes(closed("kst-99101-2"), {"kst-99101-1"}) == ["kamerstuk-onbekend"]
    assert codes(closed("kst-99101"), set()) == ["kamerstuk-vorm"]


FINDINGS: dict[str, Callable[[], Register]] = {
    "venster-gat": lambda: register(listed("a", *HALF_1), listed("b", D(2023, 8, 1), HALF_2[1])),
    "gesloten-zonder-kamerstuk": lambda: closed(None),
}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_says_what_where_and_why_in_two_languages(code: str) -> None:
    (finding,) = check_register(FINDINGS[code]())
    assert finding.where
    assert finding.what.nl != finding.what.en
    assert finding.why is WHY[code]
    assert finding.why.nl
    assert finding.why.en
