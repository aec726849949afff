"""Expected, accepted, missing, late and corrected; counted in cells, not in files."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.unit.deliveries.factory import column, csv_file, with_dataset
from tests.unit.deliveries.test_ledger import KWH, METER, WHEN, Office
from verantwoord.cli import make_group
from verantwoord.cli.status import command
from verantwoord.cli.status_of_one import print_for
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
from verantwoord.language import speaking
from verantwoord.model.dataset import CellGrain
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
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


def told(workspace: Workspace, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(workspace.path), "--on", "2023-03-15", *more])
    return result.exit_code, result.output


def test_one_organisation_sees_what_is_its_own_and_what_comes_next(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "fte\n1", "a.csv")
    deliver(workspace, "fte", "alfa", JANUARY, file, dt.date(2023, 2, 25))
    deliver(workspace, "fte", "beta", FEBRUARY, csv_file(tmp_path, "fte\n2"), dt.date(2023, 3, 1))
    code, said = told(workspace, "--organisation", "alfa")
    assert code == 1
    assert said.splitlines()[0] == "Ministerie van Alfa (alfa), stand op 15-03-2023"
    assert "geleverd: 2023-01, compleet op 25-02-2023, te laat (uiterlijk 20-02-2023)" in said
    assert "beta" not in said
    found = status(workspace, dt.date(2023, 3, 15), organisation="alfa")
    assert {c.expected.organisation for r in found.requests for c in (*r.gaps, *r.open)} == {"alfa"}
    steps = json.loads(told(workspace, "--organisation", "alfa", "--format", "json")[1])["next"]
    assert [s["due_on"] for s in steps] == sorted(s["due_on"] for s in steps)
    assert said.rstrip().endswith(steps[0]["commands"][-1])


def test_the_commands_that_come_next_are_commands(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is run as it is printed: a template is made, refused while untouched, and delivered."""
    monkeypatch.chdir(tmp_path)
    steps = json.loads(told(workspace, "--organisation", "alfa", "--format", "json")[1])["next"]
    template, check, send = (
        shlex.split(c) for c in next(s for s in steps if s["dataset"] == "meters")["commands"]
    )
    assert template[0] == "verantwoord"
    assert CliRunner().invoke(make_group(), template[1:]).exit_code == 0
    assert CliRunner().invoke(make_group(), check[1:]).exit_code == 1
    month = send[send.index("--period") + 1]
    header = "organisatie,maand,drager,verbruik,eenheid"
    rows = csv_file(tmp_path, f"{header}\nalfa,{month}-01,stroom,1,kWh" if len(month) == 4
                    else f"{header}\nalfa,{month},stroom,1,kWh")  # fmt: skip
    sent = CliRunner().invoke(make_group(), [*send[1:-1], str(rows)])
    assert (sent.exit_code, "Aangenomen" in sent.output) == (0, True), sent.output


def test_of_what_is_there_in_part_only_the_rest_is_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The rest may come in a file of its own, by the very command that is printed."""
    pack = replace(workspace.pack)
    request = next(r for r in pack.requests.values() if r.dataset == "meters")
    year = replace(request, every=Grain.YEAR, first=Period.year(2023), last=Period.year(2023))
    workspace.__dict__["pack"] = replace(pack, requests={**pack.requests, request.id: year})
    for name in "ab":
        (tmp_path / name).mkdir()
    first, rest = (meters(tmp_path / n, "alfa", *m) for n, m in (
        ("a", ["2023-01", "2023-02"]), ("b", [f"2023-{m:02}" for m in range(3, 13)]),
    ))  # fmt: skip
    about = (workspace, "meters", "alfa", Period.year(2023))
    deliver(*about, first, END, explanations={"periode-zonder-rijen": "later"})
    found = status(workspace, END, organisation="alfa")
    gap = of(found, request.id).gaps[0]
    assert (gap.covered, gap.cells) == (2, 12)
    with CliRunner().isolation() as streams:
        print_for("alfa", workspace, found)
        said = streams[0].getvalue().decode()
    assert "er zijn 2 van 12 cellen, lever alleen de rest" in said
    deliver(*about, rest, END)  # and nothing is said to be missing, for it is there
    assert of(status(workspace, END, organisation="alfa"), request.id).gaps == ()


def test_an_unknown_organisation_is_wrong_use_and_english_is_english(workspace: Workspace) -> None:
    assert told(workspace, "--organisation", "omega")[0] == 2
    with speaking("en"):
        code, said = told(workspace, "--organisation", "beta")
    assert code == 1
    assert "missing: 2023-01, due 2023-02-20, 23 days late" in said
    assert "Next step:" in said


@pytest.mark.parametrize(("day", "gaps"), [(5, 1), (9, 1), (10, 0), (20, 0)])
def test_an_end_counts_from_the_day_on_which_it_was_told(
    mini: Pack, tmp_path: Path, day: int, gaps: int
) -> None:
    grain = CellGrain(Grain.MONTH, "meter")
    office = Office(tmp_path, mini, METER, WHEN, KWH, grain=grain, of=("alfa",))
    at = dt.date(2025, 2, 1)
    office.send("alfa", "2023-01", "m1,2023-01,1", "m2,2023-01,1", received_on=at)
    first = office.send("alfa", "2024-01", "m1,2024-01,1", received_on=at)
    said = {"onderdeel-verdwenen": "weg"}
    office.send("alfa", "2024-01", "m1,2024-01,2", replaces=first.id, reason="uitleg",
                explanations=said, received_on=at.replace(day=10))  # fmt: skip
    (request,) = (r for r in status(office.workspace, at.replace(day=day)).requests
                  if r.request == "proef")  # fmt: skip
    months = [g.expected.period for g in request.gaps]
    assert months.count(Period.parse("2024-01")) == gaps
