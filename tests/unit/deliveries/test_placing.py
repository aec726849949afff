"""Files that were placed for a delivery whose line never came are removed by the next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.conftest import PACKS
from verantwoord.deliveries import accept
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.identity import sha256_of
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery
from verantwoord.model.period import Period

DAY = dt.date(2024, 3, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "werkmap", PACKS / "mini")


def send(
    workspace: Workspace, who: str, fte: int, month: int = 1, said: dict[str, str] | None = None
) -> Delivery:
    file = workspace.path.parent / f"{who}-{month}.csv"
    file.write_text(f"fte\n{fte}\n", "utf-8")
    period = Period.month(2024, month)
    return deliver(workspace, "fte", who, period, file, DAY, explanations=said)


def placed(workspace: Workspace) -> set[str]:
    folders = (workspace.path / "files", workspace.path / "rows/fte", workspace.unfinished)
    return {p.name for folder in folders for p in folder.iterdir()}


def names_of(workspace: Workspace, *deliveries: Delivery) -> set[str]:
    return {
        name
        for d in deliveries
        for name in (workspace.file_path(d).name, f"{d.id}.parquet", f"{d.id}.cells")
    }


def breaks_off(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fails(*_: object) -> None:
        raise OSError("stroom weg")

    monkeypatch.setattr(accept, name, fails)


def test_without_its_line_its_files_go(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = send(workspace, "alfa", 1)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="stroom weg"):
        breaks_off(broken, "append")
        send(workspace, "beta", 2)
    assert len(placed(workspace)) == 7  # of the second too, and a note
    third = send(workspace, "alfa", 3, month=2)
    assert placed(workspace) == names_of(workspace, first, third)
    again = send(workspace, "beta", 2)  # and it can come as if nothing had happened
    assert placed(workspace) == names_of(workspace, first, third, again)


def test_a_file_that_another_delivery_has_too_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = send(workspace, "alfa", 1)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="stroom weg"):
        breaks_off(broken, "append")
        send(workspace, "beta", 1, said={"zelfde-rijen": "zij delen één kantoor"})
    third = send(workspace, "alfa", 3, month=2)
    assert placed(workspace) == names_of(workspace, first, third)
    assert sha256_of(workspace.file_path(first)) == first.file_sha256


def test_with_its_line_its_files_stay_and_only_the_note_goes(workspace: Workspace) -> None:
    first = send(workspace, "alfa", 1)
    note = workspace.unfinished / f"{first.id}.note"
    note.write_text(f'["fte","{first.file_sha256}","{first.file_name}"]', "utf-8")
    second = send(workspace, "alfa", 3, month=2)
    assert placed(workspace) == names_of(workspace, first, second)


def test_half_a_note_says_that_nothing_was_placed(workspace: Workspace) -> None:
    first = send(workspace, "alfa", 1)
    (workspace.unfinished / f"{'0' * 64}.note").write_text('["fte","', "utf-8")
    second = send(workspace, "alfa", 3, month=2)
    assert placed(workspace) == names_of(workspace, first, second)
