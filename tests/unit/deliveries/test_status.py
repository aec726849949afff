"""Expected, accepted, missing, late and corrected; counted in cells, not in files."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.unit.deliveries.factory import column, csv_file, with_dataset
from verantwoord.cli.status import command
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.status import (
    Came,
    RequestStatus,
    Status,
    index_is_right,
    judged_otherwise,
    status,
)
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.period import Period
from verantwoord.model.text import Text

MINI = Path(__file__).parents[2] / "packs" / "mini"
JANUARY, FEBRUARY = Period.parse("2023-01"), Period.parse("2023-02")
END = dt.date(2025, 3, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "werk", MINI)


def meters(folder: Path, who: str, *months: str) -> Path:
    rows = "\n".join(f"{who},{m},stroom,1,kWh" for m in months)
    return csv_file(folder, f"organisatie,maand,drager,verbruik,eenheid\n{rows}", f"m-{who}.csv")


def of(found: Status, request: str) -> RequestStatus:
    return next(r for r in found.requests if r.request == request)


def named(some: tuple[Came, ...]) -> list[tuple[str, str]]:
    return [(c.expected.organisation, str(c.expected.period)) for c in some]


def test_a_gap_is_due_and_a_late_delivery_stays_late_after_a_correction(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = csv_file(tmp_path, "fte\n1", "a.csv")
    second = csv_file(tmp_path, "fte\n1.5", "b.csv")
    better = csv_file(tmp_path, "fte\n2", "c.csv")
    odd = csv_file(tmp_path, "fte\n3", "d.csv")
    deliver(workspace, "fte", "alfa", JANUARY, first, dt.date(2023, 2, 20))
    late = deliver(workspace, "fte", "beta", JANUARY, second, dt.date(2023, 2, 21))
    deliver(workspace, "fte", "beta", JANUARY, better, dt.date(2023, 3, 1), late.id, "fout")
    deliver(workspace, "fte", "dienst-a", FEBRUARY, odd, dt.date(2023, 3, 1), unasked=True)

    found = status(workspace, dt.date(2023, 2, 20))
    fte = of(found, "fte")
    assert (fte.due, fte.accepted) == (2, 1)
    assert named(fte.gaps) == [("beta", "2023-01")]
    assert fte.expected == fte.accepted + len(fte.gaps) + len(fte.open)
    assert (found.corrections, found.unasked, found.complete) == ((), (), False)

    later = status(workspace, dt.date(2023, 3, 1))
    fte = of(later, "fte")
    assert fte.gaps == ()
    assert named(fte.late) == [("beta", "2023-01")]
    assert fte.late[0].complete_on == dt.date(2023, 2, 21)
    assert [d.reason for d in later.corrections] == ["fout"]
    assert [d.organisation for d in later.unasked] == ["dienst-a"]


def test_a_year_file_is_twelve_of_a_monthly_request(workspace: Workspace, tmp_path: Path) -> None:
    file = meters(tmp_path, "alfa", *(f"2023-{m:02d}" for m in range(1, 13)))
    deliver(workspace, "meters", "alfa", Period.year(2023), file, dt.date(2023, 4, 1))
    found = of(status(workspace, END), "meters")
    assert found.accepted == 12
    late = {c.expected.period.start.month for c in found.late}
    assert late == {1, 2}  # due on the twentieth of the month after


def test_half_a_quarter_is_a_gap_that_says_how_much_there_is(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = meters(tmp_path, "alfa", "2023-01", "2023-02")
    deliver(workspace, "meters", "alfa", Period.parse("2023-Q1"), file, dt.date(2023, 2, 1))
    found = of(status(workspace, END), "meters")
    assert found.accepted == 2
    assert ("alfa", "2023-03") in named(found.gaps)


def test_what_a_correction_left_out_is_a_gap_again(workspace: Workspace, tmp_path: Path) -> None:
    whole = meters(tmp_path, "alfa", "2023-01", "2023-02")
    made = deliver(workspace, "meters", "alfa", Period.parse("2023-01/2023-02"), whole,
                   dt.date(2023, 2, 1))  # fmt: skip
    half = meters(tmp_path, "alfa", "2023-01")
    deliver(workspace, "meters", "alfa", JANUARY, half, dt.date(2023, 5, 1), made.id, "fout",
            {"cellen-vervallen": "februari was nog niet af"})  # fmt: skip
    before = of(status(workspace, dt.date(2023, 4, 30)), "meters")
    after = of(status(workspace, END), "meters")
    assert ("alfa", "2023-02") not in named(before.gaps)
    assert ("alfa", "2023-02") in named(after.gaps)
    assert after.accepted == 1


def test_an_index_that_was_tampered_with_is_found(workspace: Workspace, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "fte\n1", "a.csv")
    deliver(workspace, "fte", "alfa", JANUARY, file, dt.date(2023, 2, 20))
    assert index_is_right(workspace)
    with workspace.index() as index:
        index.con.execute("UPDATE cells SET organisation = 'beta'")
    assert not index_is_right(workspace)


def test_what_was_judged_by_another_definition_is_named_when_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = deliver(workspace, "fte", "alfa", JANUARY, csv_file(tmp_path, "fte\n1"), END)
    other = deliver(workspace, "meters", "alfa", Period.parse("2023"),
                    meters(tmp_path, "alfa", "2023-01"), END)  # fmt: skip
    assert judged_otherwise(workspace) == []
    fte = workspace.pack.datasets["fte"]
    wider = replace(fte, columns=(*fte.columns, column("soort")))
    workspace.__dict__["pack"] = with_dataset(workspace.pack, wider)
    assert [d.id for d in judged_otherwise(workspace)] == [made.id]
    words = replace(fte, description=Text("Andere woorden"))
    workspace.__dict__["pack"] = with_dataset(workspace.pack, words)
    assert judged_otherwise(workspace) == []
    without = {k: v for k, v in workspace.pack.datasets.items() if k != "meters"}
    workspace.__dict__["pack"] = replace(workspace.pack, datasets=without)
    assert [d.id for d in judged_otherwise(workspace)] == [other.id]


def test_the_command_names_what_was_judged_by_another_definition(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "mini"
    shutil.copytree(MINI, pack)
    workspace = Workspace.create(tmp_path / "werk", pack)
    made = deliver(workspace, "fte", "alfa", JANUARY, csv_file(tmp_path, "fte\n1"), END)
    definition = pack / "datasets" / "fte.yaml"
    text = definition.read_text("utf-8")
    definition.write_text(text.replace("required: true", "required: false", 1), "utf-8")
    result = CliRunner().invoke(command, [str(workspace.path), "--check"])
    assert f"andere definitie dan die van nu: fte alfa 2023-01 ({made.id[:12]})" in result.output
    plain = CliRunner().invoke(command, [str(workspace.path)])
    assert "andere definitie" not in plain.output
