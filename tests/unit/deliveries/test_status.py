"""Expected, accepted, missing, late and corrected."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.unit.deliveries.factory import csv_file
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.status import status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.period import Period

MINI = Path(__file__).parents[2] / "packs" / "mini"


def test_a_gap_is_due_and_a_late_delivery_stays_late_after_a_correction(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "werk", MINI)
    file = csv_file(tmp_path, "fte\n1", "a.csv")
    better = csv_file(tmp_path, "fte\n2", "b.csv")
    odd = csv_file(tmp_path, "fte\n3", "c.csv")
    january, february = Period.parse("2023-01"), Period.parse("2023-02")
    on_time = deliver(workspace, "fte", "alfa", january, file, dt.date(2023, 2, 20))
    late = deliver(workspace, "fte", "beta", january, file, dt.date(2023, 2, 21))
    deliver(workspace, "fte", "beta", january, better, dt.date(2023, 3, 1), late.id, "fout")
    deliver(workspace, "fte", "dienst-a", february, odd, dt.date(2023, 3, 1))

    found = status(workspace, dt.date(2023, 2, 20))
    fte = next(r for r in found.requests if r.request == "fte")
    assert (fte.due, fte.accepted) == (2, 1)
    assert [(e.organisation, str(e.period)) for e in fte.gaps] == [("beta", "2023-01")]
    assert fte.expected == fte.accepted + len(fte.gaps) + len(fte.open)
    assert (found.corrections, found.unasked, found.complete) == ((), (), False)

    later = status(workspace, dt.date(2023, 3, 1))
    fte = next(r for r in later.requests if r.request == "fte")
    assert fte.gaps == ()
    assert [(e.organisation, d.id) for e, d in fte.late] == [("beta", late.id)]
    assert [d.reason for d in later.corrections] == ["fout"]
    assert [d.organisation for d in later.unasked] == ["dienst-a"]
    assert on_time.id not in {d.id for _, d in fte.late}
