"""No file of any form, however damaged, gives a traceback, a part of its rows, or a long wait.

More of them: `VERANTWOORD_EXAMPLES=50 pytest tests/hostile`, or `python -m tests.hostile.mutated`.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.mutated import KINDS, SEED, cases, fault, try_one
from tests.hostile.running import MEGABYTES, SECONDS, Ran, runner
from tests.lanes import examples

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.mark.slow
def test_no_damage_gives_more_than_a_finding_or_an_error(tmp_path: Path) -> None:
    exits: Counter[int] = Counter()
    with runner() as running:
        for number, (kind, data) in enumerate(cases(examples(200))):
            ran, wrong = try_one(running, tmp_path, kind, data)
            assert wrong is None, f"file {number} of seed {SEED}, {kind.name}: {wrong}"
            exits[ran.exit] += 1
    assert min(exits[0], exits[1] + exits[3]) > 0  # some are still good, and some are refused


def test_damage_is_of_every_form_and_the_same_each_time() -> None:
    some = list(cases(400))
    assert {kind.name for kind, _ in some} == {kind.name for kind in KINDS}
    assert some == list(cases(400))
    good = {kind.name: kind.good() for kind in KINDS}
    assert sum(data != good[kind.name] for kind, data in some) > 350


@pytest.mark.parametrize(
    "ran",
    [
        Ran(70, 0.1, 10, "Traceback (most recent call last): ..."),
        Ran(-9, 0.1, 10, "x"),
        Ran(3, 0.1, 10, ""),
        Ran(0, SECONDS + 1, 10, "x"),
        Ran(0, 0.1, MEGABYTES + 1, "x"),
        Ran(0, 0.1, 10, '{"rows": 5}'),
    ],
)
def test_a_fault_is_seen(ran: Ran) -> None:
    kind = next(kind for kind in KINDS if kind.name == "x.csv")
    assert fault(kind, kind.good(), ran) is not None
