"""Of any number of faults in a pack, each in a file of its own, one run says every one at its line.

The faults are those of the tables of single mistakes; here they are put together at random.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS
from tests.lanes import examples
from verantwoord.model.errors import PackErrors
from verantwoord.model.loading import load_pack

I = "indicators/energie"  # noqa: E741


class Fault(NamedTuple):
    """An edit of the mini pack that is wrong in its file by itself, whatever else is wrong."""

    file: str
    old: str
    by: str
    line: int


FAULTS = [
    Fault("pack.yaml", "owner: de tests\n", "", 1),
    Fault("pack.yaml", "version: 1.0.0", "version: 1.0", 2),
    Fault("pack.yaml", "fictional: true", "fictional: ja", 5),
    Fault("pack.yaml", "owner: de tests", "owner: de tests\nkleur: rood", 5),
    Fault("organisations.yaml", "kind: totaal", "kind: alles", 2),
    Fault("organisations.yaml", "short: BETA", "short: [BETA]", 4),
    Fault("organisations.yaml", "share: 0.6", "share: 1.6", 9),
    Fault("organisations.yaml", "on: 2024-07-01", "on: 2024-06-31", 9),
    Fault("organisations.yaml", "id: delta", "id: gamma", 6),
    Fault("organisations.yaml", "members: [alfa", "members: [beta, alfa", 12),
    Fault("organisations.yaml", "successions:", "successions: &x", 8),
    Fault("themes.yaml", "{nl: Energie, en", "{en", 3),
    Fault("datasets/fte.yaml", "required: true", "required: misschien", 5),
    Fault("datasets/fte.yaml", "kind: geleverd", "kind: gebracht", 3),
    Fault("datasets/fte.yaml", "scale: 1", "scale: 10", 5),
    Fault("datasets/fte.yaml", "id: fte", "id: vte", 1),
    Fault("datasets/meters.yaml", "level: row", "level: rij", 13),
    Fault("datasets/meters.yaml", "unit-codes: {kWh: kwh", "unit-codes: {kWh: ", 8),
    Fault("datasets/meters.yaml", "{name: maand", "{name: Maand", 6),
    Fault("datasets/uitstoot.yaml", "base: meters\n", "", 1),
    Fault("datasets/uitstoot.yaml", "view: views", "view: ../views", 5),
    Fault("parameters/energie/norm.yaml", "value: 8, ", "", 6),
    Fault("parameters/energie/norm.yaml", "from: 2024-01-01", "from: 2023-01-01", 6),
    Fault("parameters/energie/norm.yaml", "title: Besluit 2", "titel: Besluit 2", 6),
    Fault("parameters/energie/factor.yaml", "key: warmte, ", "", 8),
    Fault("parameters/energie/factor.yaml", "value: 0.1", "value: '0.1'", 8),
    Fault(f"{I}/verbruik.yaml", "direction: lager", "direction: laag", 7),
    Fault(f"{I}/verbruik.yaml", "decimals: 0", "decimals: veel", 14),
    Fault(f"{I}/verbruik.yaml", "scope: both\n", "", 1),
    Fault(f"{I}/p90.yaml", "sources: [{title: Verzonnen}]", "sources: []", 15),
    Fault(f"{I}/p90.yaml", "formula: percentile", "formula: !!str percentile", 11),
    Fault(f"{I}/per-fte.yaml", "mean: true", "mean: 1", 11),
    Fault(f"{I}/uitstoot.yaml", "id: energie.uitstoot", "id: energie.uitstoten", 1),
    Fault("goals/energie/minder.yaml", "kind: maximaal", "kind: hoogstens", 4),
    Fault("goals/energie/minder.yaml", "year: 2030", "year: 2022", 7),
    Fault("requests/fte.yaml", "every: maand", "every: week", 6),
    Fault("requests/fte.yaml", "due-days: 20", "due-days: -20", 7),
    Fault("requests/meters.yaml", "first: 2023-01", "first: 2023-13", 4),
    Fault("requests/meters.yaml", "[alfa, beta", "[alfa, alfa", 3),
]
BY_FILE = {f.file: [g for g in FAULTS if g.file == f.file] for f in FAULTS}


def said(faults: list[Fault]) -> list[str]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "mini"
        shutil.copytree(PACKS / "mini", folder)
        for fault in faults:
            path = folder / fault.file
            text = path.read_text("utf-8")
            assert fault.old in text, fault
            path.write_text(text.replace(fault.old, fault.by, 1), "utf-8")
        with pytest.raises(PackErrors) as caught:
            load_pack(folder)
    assert caught.value.in_language("nl").count("\n") + 1 == len(caught.value.errors)
    return [str(e.place) for e in caught.value.errors]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.file}:{f.by[:30]!r}")
def test_alone_it_is_said_at_its_line(fault: Fault) -> None:
    assert said([fault]) == [f"{fault.file}:{fault.line}"]


PLANTED = st.lists(st.sampled_from(sorted(BY_FILE)), min_size=2, unique=True).flatmap(
    lambda files: st.tuples(*(st.sampled_from(BY_FILE[f]) for f in files))
)


@settings(max_examples=examples(60))
@given(faults=PLANTED)
def test_together_each_is_said_at_its_line_and_nothing_else(faults: tuple[Fault, ...]) -> None:
    assert said(list(faults)) == sorted(f"{f.file}:{f.line}" for f in faults)


@settings(max_examples=examples(20))
@given(faults=PLANTED, order=st.randoms())
def test_in_whatever_order_the_files_were_written(faults: tuple[Fault, ...], order: object) -> None:
    assert said(list(reversed(faults))) == said(list(faults))
