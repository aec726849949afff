"""The tables of steps: every combination is listed or refused, and nobody approves own work."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.unit.register.factory import MADE, SOURCE, step
from verantwoord.register.history import (
    Step,
    StepRefused,
    check_step,
    step_allowed,
    take,
    take_over,
)
from verantwoord.register.states import (
    ACTION_STEPS,
    COMMITMENT_STEPS,
    MOTION_STEPS,
    RECOMMENDATION_STEPS,
    ActionState,
    CommitmentState,
    MotionState,
    RecommendationState,
    Role,
    State,
    Table,
    is_open,
)

TABLES: dict[type[State], Table] = {
    MotionState: MOTION_STEPS,
    CommitmentState: COMMITMENT_STEPS,
    ActionState: ACTION_STEPS,
    RecommendationState: RECOMMENDATION_STEPS,
}
COMBINATIONS = [
    (table, start, end, role, evidence, same)
    for kind, table in TABLES.items()
    for start, end, role, evidence, same in itertools.product(
        kind, kind, Role, (True, False), (True, False)
    )
]


def test_every_combination_of_state_state_role_evidence_and_person_is_listed_or_refused() -> None:
    for table, start, end, role, evidence, same in COMBINATIONS:
        history = (step(start, by="voorbereider"),)
        new = step(
            end,
            kst="kst-99101-1" if evidence else None,
            role=role,
            by="voorbereider" if same else "ander",
        )
        rule = table.get((start, end))
        expected = (
            rule is not None
            and rule.role is role
            and (evidence or not rule.evidence)
            and not (same and rule.second)
        )
        assert step_allowed(history, new) is expected, (start, end, role, evidence, same)
        published = replace(new, source=SOURCE)  # naming a publication opens no other way
        assert step_allowed(history, published) is expected, (start, end, role, evidence, same)


def test_the_combinations_are_all_there() -> None:
    assert len(COMBINATIONS) == (12 * 12 + 6 * 6 + 6 * 6 + 7 * 7) * 4 * 2 * 2


@pytest.mark.parametrize("kind", TABLES)
def test_every_state_can_be_reached_from_the_first(kind: type[State]) -> None:
    reached = {next(iter(kind))}
    for _ in kind:
        reached |= {to for (start, to) in TABLES[kind] if start in reached}
    assert reached == set(kind)


@pytest.mark.parametrize("kind", TABLES)
def test_nothing_is_closed_without_a_second_person(kind: type[State]) -> None:
    closing = {
        pair: rule
        for pair, rule in TABLES[kind].items()
        if rule.second
        or str(pair[1]) in ("afgedaan", "gereed", "niet uitgevoerd", "vervallen", "uitgevoerd")
    }
    assert closing
    assert all(rule.second and rule.role is Role.REVIEWER for rule in closing.values())


def test_who_prepared_may_not_approve_even_when_another_took_the_step_before() -> None:
    history = (step(CommitmentState.IN_PROGRESS, by="m.prins"),)
    new = step(
        CommitmentState.DONE,
        kst="kst-99101-1",
        role=Role.REVIEWER,
        by="r.smit",
        prepared_by="r.smit",
    )
    with pytest.raises(StepRefused, match=r"r\.smit heeft .* voorbereid"):
        check_step(history, new)


def test_a_refusal_says_what_is_possible() -> None:
    with pytest.raises(StepRefused, match="Kies een van: aangehouden, aangenomen"):
        take_over((step(MotionState.TABLED),), step(MotionState.DONE))
    with pytest.raises(StepRefused, match="eindstand"):
        take_over((step(MotionState.REJECTED),), step(MotionState.ADOPTED))


def test_a_rejected_or_replaced_item_is_not_open_and_an_adopted_motion_is() -> None:
    assert not is_open(MotionState.REJECTED)
    assert not is_open(CommitmentState.REPLACED)
    assert is_open(MotionState.ADOPTED)
    assert is_open(CommitmentState.PARTLY)


def test_the_chain_of_a_whole_motion_can_be_walked() -> None:
    history: tuple[Step, ...] = ()
    walk: tuple[tuple[State, Role], ...] = (
        (MotionState.TABLED, Role.COORDINATOR),
        (MotionState.HELD, Role.KAMER),
        (MotionState.ADOPTED, Role.KAMER),
        (MotionState.OPEN, Role.COORDINATOR),
        (MotionState.IN_PROGRESS, Role.CONTRIBUTOR),
        (MotionState.REPORTED, Role.CONTRIBUTOR),
        (MotionState.DONE, Role.REVIEWER),
        (MotionState.IN_PROGRESS, Role.COORDINATOR),
    )
    for state, role in walk:
        history = take(history, step(state, MADE, "kst-99101-1", role=role, by=f"p-{role}"))
    assert [s.to for s in history] == [state for state, _ in walk]
