"""Histories grow, say why, and never lose a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.register.factory import MADE, SOURCE, commitment, deadline, motion, step
from verantwoord.model.text import Text
from verantwoord.register.history import (
    Evidence,
    KamerJudgement,
    KamerVerdict,
    StepRefused,
    check_history,
    move_deadline,
    take,
    take_over,
)
from verantwoord.register.moment import Moment, day, days_between, parse, surely_before
from verantwoord.register.states import ActionState, CommitmentState, MotionState, Role

LATER = dt.date(2024, 1, 15)


def test_a_step_needs_a_reason() -> None:
    with pytest.raises(StepRefused, match="reden"):
        take((), step(MotionState.TABLED, role=Role.KAMER, why=Text("  ")))
    with pytest.raises(StepRefused, match="reden"):
        take_over((), step(MotionState.TABLED, why=Text("  ")))


def test_a_history_begins_at_its_begin_unless_it_says_why_not() -> None:
    steps = (step(MotionState.REPORTED),)
    with pytest.raises(StepRefused, match="history-starts"):
        check_history(steps, None)
    check_history(steps, "niet gevonden: de stemming")
    with pytest.raises(StepRefused, match="geen enkele stap"):
        check_history((), "niet gevonden")


def test_a_step_cannot_lie_before_the_one_it_follows() -> None:
    with pytest.raises(StepRefused, match="ligt voor"):
        take_over((step(MotionState.TABLED, LATER),), step(MotionState.ADOPTED, MADE))


def test_gereed_needs_evidence_even_when_a_publication_says_so() -> None:
    running = (step(ActionState.RUNNING),)
    with pytest.raises(StepRefused, match="gereed"):
        take_over(running, step(ActionState.FINISHED))
    assert take_over(running, step(ActionState.FINISHED, kst="kst-99101-1"))[-1].to == "gereed"


def test_a_shifted_date_needs_a_reason_and_keeps_its_history() -> None:
    first = (deadline(dt.date(2023, 12, 31)),)
    with pytest.raises(StepRefused, match="zonder reden"):
        move_deadline(first, deadline(LATER))
    moved = move_deadline(first, deadline(LATER, "Het onderzoek duurt langer."))
    assert [str(d.due) for d in moved] == ["2023-12-31", "2024-01-15"]
    earlier = deadline(LATER, "later", set_on=dt.date(2022, 1, 1))
    with pytest.raises(StepRefused, match="op volgorde"):
        move_deadline(first, earlier)


def test_the_deadline_is_the_one_that_was_known_on_the_day() -> None:
    dates = (
        deadline(dt.date(2023, 12, 31)),
        deadline(dt.date(2024, 6, 30), "later", set_on=dt.date(2023, 12, 1)),
    )
    item = commitment(deadlines=dates)
    assert str(item.due_on(dt.date(2023, 11, 30))) == "2023-12-31"
    assert str(item.due_on(dt.date(2023, 12, 1))) == "2024-06-30"
    assert item.overdue_days(dt.date(2024, 7, 1)) == 1
    assert item.overdue_days(dt.date(2024, 6, 30)) is None


def test_age_counts_open_items_only_and_from_the_last_possible_day() -> None:
    item = commitment()
    assert item.age_days(dt.date(2023, 3, 31)) == 30
    done = commitment(
        "b", step(CommitmentState.OPEN), step(CommitmentState.DONE, LATER, "kst-99101-1")
    )
    assert done.age_days(dt.date(2024, 1, 14)) == 319
    assert done.age_days(LATER) is None
    vague = commitment(made_on=parse(2023))
    assert vague.age_days(dt.date(2024, 1, 10)) == 10
    undated = commitment(made_on=Moment(None, None, None, "niet gevonden"))
    assert undated.age_days(LATER) is None


def test_an_item_that_was_not_followed_has_no_age_and_is_never_overdue() -> None:
    item = commitment(
        followed_until=dt.date(2023, 6, 1),
        not_followed="niet opgezocht",
        deadlines=(deadline(dt.date(2023, 5, 1)),),
    )
    assert item.age_days(dt.date(2023, 6, 1)) == 92
    assert item.overdue_days(dt.date(2023, 6, 1)) == 31
    assert item.age_days(dt.date(2023, 6, 2)) is None
    assert item.overdue_days(dt.date(2023, 6, 2)) is None
    assert item.open_on(dt.date(2023, 6, 2))


def test_afgedaan_by_the_government_is_not_accepted_by_the_kamer() -> None:
    item = motion(
        "een",
        step(MotionState.TABLED),
        step(MotionState.ADOPTED),
        step(MotionState.OPEN),
        step(MotionState.REPORTED, kst="kst-99101-1"),
        step(MotionState.DONE, kst="kst-99101-1"),
    )
    assert item.motion_state is MotionState.DONE
    assert not item.accepted
    refused = KamerJudgement(KamerVerdict.NOT_ACCEPTED, day(LATER), "commissie")
    accepted = KamerJudgement(
        KamerVerdict.ACCEPTED, day(LATER), "commissie", (Evidence("kst-99101-2"),)
    )
    assert not motion("een", *item.steps, judgements=(refused,)).accepted
    judged = motion("een", *item.steps, judgements=(refused, accepted))
    assert judged.accepted
    assert judged.judgement is accepted
    assert [e.kst for e in judged.evidence] == ["kst-99101-1", "kst-99101-1", "kst-99101-2"]


def test_the_state_on_a_day_is_the_last_that_was_taken_by_then() -> None:
    item = motion("een", step(MotionState.TABLED, MADE), step(MotionState.ADOPTED, LATER))
    assert item.state_on(MADE - dt.timedelta(days=1)) is None
    assert item.state_on(MADE) is MotionState.TABLED
    assert item.state_on(LATER) is MotionState.ADOPTED


@pytest.mark.parametrize(
    ("value", "first", "last", "words"),
    [
        (dt.date(2023, 3, 1), "2023-03-01", "2023-03-01", "2023-03-01"),
        (2022, "2022-01-01", "2022-12-31", "2022"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ({"in": 2022, "words": "eind 2022"}, "2022-01-01", "2022-12-31", "eind 2022"),
        ({"unknown": "niet gevonden"}, "None", "None", "niet gevonden"),
    ],
)
def test_a_moment_is_as_exact_as_its_source(
    value: object, first: str, last: str, words: str
) -> None:
    moment = parse(value)
    assert (str(moment.first), str(moment.last), str(moment)) == (first, last, words)


@pytest.mark.parametrize("value", ["gisteren", "2024-13", "20240101", 99])
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="geen dag, maand of jaar"):
        parse(value)


def test_vague_moments_are_before_each_other_only_when_that_is_sure() -> None:
    year, march = parse(2023), parse("2023-03")
    assert not surely_before(march, year)
    assert surely_before(parse(2022), march)
    assert not surely_before(parse({"unknown": "x"}), march)
    assert days_between(march, dt.date(2023, 4, 1)) == 1
    assert days_between(march, dt.date(2023, 3, 5)) == 0


def test_a_role_step_without_the_right_role_says_whom_to_ask() -> None:
    with pytest.raises(StepRefused, match="Vraag een coördinator"):
        take((step(MotionState.ADOPTED),), step(MotionState.OPEN, role=Role.CONTRIBUTOR))


def test_a_person_who_names_a_source_is_checked_as_fully_as_one_who_does_not() -> None:
    """Otherwise a web form in which one fills in a source would have no four eyes."""
    history = (step(CommitmentState.IN_PROGRESS, by="m.prins"),)
    done = step(
        CommitmentState.DONE, kst="kst-99101-1", role=Role.REVIEWER, by="m.prins", source=SOURCE
    )
    with pytest.raises(StepRefused, match="niet zelf goedkeuren"):
        take(history, done)
    with pytest.raises(StepRefused, match="heeft bewijs nodig"):
        take(history, replace(done, evidence=()))
    with pytest.raises(StepRefused, match="aan de controleur, niet aan leverancier"):
        take(history, replace(done, role=Role.CONTRIBUTOR))
    with pytest.raises(StepRefused, match="in welke rol"):
        take(history, replace(done, role=None))
    assert take(history, replace(done, by="r.smit"))[-1].to is CommitmentState.DONE


def test_a_step_is_taken_over_only_from_a_publication() -> None:
    history = (step(CommitmentState.IN_PROGRESS, by="m.prins"),)
    told = step(CommitmentState.DONE, by="m.prins", role=None, source=SOURCE)
    assert take_over(history, told)[-1] is told
    with pytest.raises(StepRefused, match="noemt geen bron"):
        take_over(history, replace(told, source=None))
    with pytest.raises(StepRefused, match="kan niet"):
        take_over((step(CommitmentState.REPLACED),), told)
