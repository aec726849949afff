"""Whole deliveries, with files and rows, held against twenty lines of sets of cells.

Each step is one file that somebody sends, perhaps as a correction. After each step the workspace
must cover what the model covers, an index made anew must hold what the kept one holds, and the log
must be its own proof.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import asked, column, dataset, with_dataset, workspace_for
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered, Refused
from verantwoord.deliveries.index_file import built
from verantwoord.deliveries.status import status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.cells import Expectations
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Cell, counting
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

MINI = load_pack(Path(__file__).parents[2] / "packs" / "mini")
DEFINITION = dataset(
    column("wie", "organisation", role="organisation", required=True, key=True),
    column("maand", "period", role="period", grain="maand", required=True, key=True),
    column("uren", "decimal", required=True),
)
PACK = asked(with_dataset(MINI, DEFINITION), of=("alfa", "dienst-a"), first="2024", last="2024")
SPANS = [Period.parse(t) for t in ("2024-01", "2024-02", "2024-03", "2024-Q1", "2024-02/2024-03")]
BELOW = {"alfa": ("alfa", "dienst-a"), "dienst-a": ("dienst-a",)}
DAY = dt.date(2025, 1, 1)


@dataclass(frozen=True)
class Step:
    """One file: who sends it, about when, which rows, instead of what, and what is explained."""

    who: str
    span: Period
    picks: frozenset[int]  # of the rows that may stand in it
    replaces: frozenset[int]
    explained: bool
    days: int

    @property
    def cells(self) -> frozenset[Cell]:
        may = [Cell(who, month) for who in BELOW[self.who] for month in self.span.months()]
        return frozenset(cell for n, cell in enumerate(may) if n in self.picks)


@dataclass
class Plain:
    """The model: the cells of each accepted file, and which were replaced."""

    taken: list[Step] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def covered(self) -> set[Cell]:
        return {c for n, s in enumerate(self.taken) if n not in self.gone for c in s.cells}

    def takes(self, step: Step) -> bool:
        others = [s for n, s in enumerate(self.taken) if n not in self.gone | step.replaces]
        old = [self.taken[n] for n in step.replaces]
        same = [(s.who, s.span) == (step.who, step.span) or bool(s.cells & step.cells) for s in old]
        lost = {c for s in old for c in s.cells} - step.cells
        fits = not self.gone & step.replaces and all(same)
        free = not any(s.cells & step.cells for s in others)
        if not (step.cells and fits and free and (step.explained or not lost)):
            return False
        if step.explained and not lost:
            return False  # an explanation of nothing
        self.gone |= step.replaces
        self.taken.append(step)
        return True


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["alfa", "dienst-a"]),
        st.sampled_from(SPANS),
        st.frozensets(st.integers(0, 5), min_size=1),
        st.frozensets(st.integers(0, 3), max_size=2),
        st.sampled_from([False, False, True]),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=7,
)


def send(workspace: Workspace, folder: Path, number: int, step: Step, ids: list[str]) -> str | None:
    """Deliver the file of a step; None when it is refused."""
    rows = [f"{c.organisation},{c.period},{number}" for c in sorted(step.cells)]
    file = folder / f"{number}.csv"
    file.write_text("\n".join(["wie,maand,uren", *rows]) + "\n", "utf-8")
    said = {"cellen-vervallen": "klopt"} if step.explained else {}
    try:
        made = deliver(
            workspace, "proef", step.who, step.span, file, DAY + dt.timedelta(step.days),
            [ids[n] for n in sorted(step.replaces)], "beter", said,
        )  # fmt: skip
    except (NotDelivered, Refused):
        return None
    assert set(made.cells) == step.cells
    return made.id


@given(STEPS)
@settings(max_examples=examples(12), deadline=None)
def test_a_workspace_covers_what_the_model_covers_after_each_file(steps: list[Step]) -> None:
    plain, ids = Plain(), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = workspace_for(folder, PACK)
        for number, step in enumerate(steps):
            if any(n >= len(ids) for n in step.replaces):
                continue
            made = send(workspace, folder, number, step, ids)
            assert (made is not None) is plain.takes(step), step
            ids += [made] if made else []
            _held_against(workspace, plain)
        again = Workspace.open(workspace.path)
        assert [d.id for d in again.accepted()] == ids


def _held_against(workspace: Workspace, plain: Plain) -> None:
    covered = plain.covered()
    now = counting(workspace.deliveries())
    assert sorted(c for d in now for c in d.cells) == sorted(covered)  # no cell twice
    with workspace.index() as index:
        kept, anew = index.content(), built(workspace.log_path, workspace.cells_of)
        assert kept == anew.content()
        anew.con.close()
        assert set(index.covering("proef", covered, False)) == covered
    year = Period.year(2024)
    missing = Expectations(PACK, now).count(PACK.datasets["proef"], year).missing
    every = {Cell(who, m) for who in BELOW["alfa"] for m in year.months()}
    assert set(missing) == every - covered
    (request,) = (
        r for r in status(workspace, dt.date(2025, 6, 1)).requests if r.dataset == "proef"
    )
    assert request.accepted == len(covered)
    assert len(request.gaps) == 24 - len(covered)


METERS = dataset(
    column("meter", required=True, key=True),
    column("maand", "period", role="period", grain="maand", required=True, key=True),
    column("kwh", "decimal", required=True),
)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.integers(1, 3)), min_size=1,
             max_size=6, unique=True),
    st.integers(1, 6),
)  # fmt: skip
@settings(max_examples=examples(8), deadline=None)
def test_rows_cut_in_any_files_cover_the_same(rows: list[tuple[int, str, int]], cut: int) -> None:
    """Without a sub-unit in the grain two meters of one month are one cell."""
    definition: Dataset = METERS
    pack = asked(with_dataset(MINI, definition), first="2024", last="2024")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = workspace_for(folder, pack)
        seen: set[int] = set()
        for number, start in enumerate(range(0, len(rows), cut)):
            part = rows[start : start + cut]
            file = folder / f"{number}.csv"
            lines = {(month, meter): kwh for month, meter, kwh in part}
            text = [f"{meter},2024-{month + 1:02d},{kwh}" for (month, meter), kwh in lines.items()]
            file.write_text("\n".join(["meter,maand,kwh", *text]) + "\n", "utf-8")
            months = {month for month, _ in lines}
            try:
                deliver(workspace, "proef", "alfa", Period.parse("2024-Q1"), file, DAY)
            except NotDelivered:
                assert months & seen
            else:
                assert not months & seen
                seen |= months
        covered = {c.period.start.month - 1 for d in workspace.deliveries() for c in d.cells}
        assert covered == seen
