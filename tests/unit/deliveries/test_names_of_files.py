"""What the machine calls a file and what is typed may hold any bytes; the log is whole text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.deliveries.test_ledger import DAY, KWH, WHEN, WHO, Office
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.identity import readable
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

LATIN = os.fsdecode(b"caf\xe9.csv")  # as it comes out of an archive of another system
NAMES = (
    LATIN,
    "a\nb.csv",
    "x" * 240 + ".csv",
    "--help.csv",
    "a'b.csv",
    "[ab]*.csv",
    "ë.CSV",
    "a.b.txt",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything(tmp_path: Path, mini: Pack, name: str) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH)
    file = tmp_path / name
    file.write_text("wie,maand,kwh\nalfa,2024-01,1\n", "utf-8")
    made = deliver(office.workspace, "proef", "alfa", Period.parse("2024-01"), file, DAY)
    again = Workspace.open(office.workspace.path).deliveries()
    assert again == [made]
    assert made.file_name == name.replace("\udce9", "\ufffd")
    assert office.workspace.file_path(made).read_bytes() == file.read_bytes()


def test_what_is_typed_may_hold_any_bytes_too(tmp_path: Path, mini: Pack) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH)
    first = office.send("alfa", "2024-01", "alfa,2024-01,1")
    second = office.send("alfa", "2024-01", "alfa,2024-01,2", replaces=first.id, reason="caf\udce9")
    said = {"totaalrij": "\udcff klopt "}
    assert second.reason == "caf\ufffd"
    assert office.workspace.accepted()[-1].reason == "caf\ufffd"
    assert [readable(v) for v in said.values()] == ["\ufffd klopt "]


@pytest.mark.parametrize("text", ["", "gewoon", "ë €", "\U0001f600"])
def test_whole_text_stays_what_it_is(text: str) -> None:
    assert readable(text) == text
