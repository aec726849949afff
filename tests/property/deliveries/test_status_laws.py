"""What a status says of a day is what a figure of that day rests on: the same cells are missing.

The status reads an index in SQLite, with spans of days; a figure counts the cells of the deliveries
that were known. Whatever was sent, corrected and explained, and when: both say the same.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import asked, column, dataset, with_dataset
from verantwoord.deliveries.index_file import opened
from verantwoord.deliveries.log import START, append_many
from verantwoord.deliveries.status import _of_request
from verantwoord.model.cells import Expectations
from verantwoord.model.dataset import CellGrain
from verantwoord.model.delivery import Cell, Delivery, current
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Grain, Period

MINI = load_pack(Path(__file__).parents[2] / "packs" / "mini")
METER = column("meter", required=True, key=True)
WHEN = column("maand", "period", role="period", grain="maand", required=True, key=True)
PLAIN = dataset(WHEN)
DIVIDED = dataset(METER, WHEN, grain=CellGrain(Grain.MONTH, "meter"))
FIRST = dt.date(2025, 1, 1)
MONTHS = [Period.month(y, m) for y in (2023, 2024) for m in (1, 2, 3)]
WHO = ("alfa", "beta", "gamma")  # beta ends, and gamma begins, on 1 July 2024


@dataclass(frozen=True)
class Sent:
    """One delivery: its cells, its day, which earlier ones it replaces and what it says ended."""

    who: str
    months: frozenset[Period]
    units: frozenset[str]
    day: int
    replaces: frozenset[int]
    ended: frozenset[str]
    unasked: bool


SENT = st.lists(
    st.builds(
        Sent,
        st.sampled_from(WHO),
        st.frozensets(st.sampled_from(MONTHS), min_size=1, max_size=4),
        st.frozensets(st.sampled_from("ab"), min_size=1),
        st.integers(0, 20),
        st.frozensets(st.integers(0, 5), max_size=2),
        st.frozensets(st.sampled_from("ab"), max_size=1),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=7,
)


def deliveries(sent: list[Sent], divided: bool) -> list[Delivery]:
    """Make the deliveries of which no two cover a cell; the others are left out."""
    made: list[Delivery] = []
    gone: set[str] = set()
    for s in sent:
        old = [made[n] for n in sorted(s.replaces) if n < len(made) and made[n].id not in gone]
        old = [d for d in old if d.unasked == s.unasked]
        units = sorted(s.units) if divided else [""]
        cells = {Cell(s.who, m, u) for m in s.months for u in units}
        others = [d for d in made if d.id not in gone | {o.id for o in old}]
        if any(set(d.cells) & cells and d.unasked == s.unasked for d in others):
            continue
        gone |= {o.id for o in old}
        ended = [Cell(s.who, min(s.months), u) for u in sorted(s.ended)] if divided else []
        # what replaces comes on the same day or later
        day = FIRST + dt.timedelta(max([s.day, *((d.received_on - FIRST).days for d in old)]))
        made.append(
            Delivery(
                id=f"{len(made):064x}", dataset="proef", organisation=s.who,
                period=Period.year(1000 + len(made)), file_name="a.csv", file_sha256="a",
                rows_sha256="a", stored_sha256="a", rows=1, received_on=day,
                replaces=tuple(d.id for d in old), reason="x", unasked=s.unasked,
                cells=tuple(sorted(cells)), ended=tuple(ended),
            )
        )  # fmt: skip
    return made


@given(SENT, st.booleans(), st.integers(-1, 22))
@settings(max_examples=examples(150), deadline=None)
def test_a_status_misses_what_a_figure_misses(sent: list[Sent], divided: bool, day: int) -> None:
    definition = DIVIDED if divided else PLAIN
    pack = asked(with_dataset(MINI, definition), of=WHO, first="2023-01", last="2024-03")
    made, on = deliveries(sent, divided), FIRST + dt.timedelta(day)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        append_many(log, made, START)
        cells = {d.id: d.cells for d in made}
        with opened(Path(folder) / "i.sqlite", log, lambda d: cells[d.id]) as index:
            found = _of_request(index, pack, pack.requests["proef"], on, None)
    figures = Expectations(pack, current(made, on))
    due = pack.requests["proef"].expected(pack.organisations)
    want = {
        (e.organisation, e.period): [
            c for c in figures.cells(definition, e.period) if c.organisation == e.organisation
        ]
        for e in due
    }
    covered = figures.covered.get("proef", frozenset())
    gaps = {key for key, needed in want.items() if not set(needed) <= covered}
    assert {(g.expected.organisation, g.expected.period) for g in found.gaps} == gaps
    assert found.accepted == len(want) - len(gaps)
    counted = {(c.expected.organisation, c.expected.period): (c.cells, c.covered)
               for c in (*found.gaps, *found.late)}  # fmt: skip
    for key, (number, there) in counted.items():
        assert (number, there) == (len(want[key]), len(set(want[key]) & covered))
