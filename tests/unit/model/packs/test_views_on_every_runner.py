"""The views that round or divide give the same digits on every runner."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.runners import PARAMS, runner_named
from tests.unit.model.packs.test_weer import (
    COUNTRY,
    RECEIVED,
    THEME,
    figure,
    measured,
    send_days,
    write,
)
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.model.period import Period

# three devices of which the yearly share has no end: 181 / 7, 64.7 / 3, 75.9 / 9, to a milligram
SHARES = Decimal("25.857143") + Decimal("21.566667") + Decimal("8.433333")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder: Path = tmp_path_factory.mktemp("runners")
    work = Workspace.create(folder / "werk", COUNTRY)
    send_days(work, folder, 2010, measured())
    rows: list[dict[str, object]] = [
        {"jaar": 2026, "soort": kind, "levensduur": life, "apparaatjaren": "1.00"}
        for kind, life in (("laptop", 7), ("monitor", 3), ("tablet", 9))
    ]
    file = write(folder / "ict.csv", rows)
    deliver(work, "ict-apparaten", "noord", Period.year(2026), file, RECEIVED)
    return work


@pytest.mark.parametrize("name", PARAMS)
def test_degree_days_and_devices_are_the_same_on_every_runner(sent: Workspace, name: str) -> None:
    wanted = [f"{THEME}.{n}" for n in
              ("weer-graaddagen", "weer-graaddagen-gewogen", "ict-productie")]  # fmt: skip
    with runner_named(name) as runner:
        found = compute(
            sent.pack, sent.deliveries(), sent.rows_path, indicators=wanted, runner=runner
        )
    assert figure(found, "weer-graaddagen", "land", "2010").value == Decimal("3320.6")
    assert figure(found, "weer-graaddagen-gewogen", "land", "2010").value == Decimal("3372.5")
    assert figure(found, "weer-graaddagen", "land", "2010-01").value == Decimal("572.1")
    assert figure(found, "ict-productie", "noord", "2026").value == SHARES / 1000
