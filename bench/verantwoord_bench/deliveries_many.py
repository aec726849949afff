"""The 500,000th delivery beside the first: what one more costs when there are many already.

A synthetic log is written with the program's own `append`, one line and one file of cells for each
delivery, as a workspace would have it. Then deliveries are made for real, on an empty workspace and
on the full one in turns, and their CPU time is compared; so is that of `status`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.ledger import as_bytes
from verantwoord.deliveries.log import START, append_many
from verantwoord.deliveries.status import status
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Cell, Delivery
from verantwoord.model.period import Period

DAY = dt.date(2024, 7, 1)
_DATASET = "fte"


def synthetic(number: int) -> Iterator[tuple[Delivery, bytes]]:
    """Yield deliveries of months long ago, each with its cells as they are kept."""
    for i in range(number):
        period = Period.month(1 + i // 12 % 1900, i % 12 + 1)
        cells = (Cell(f"org-{i // 22_800}", period),)
        content = as_bytes(cells)
        sha = hashlib.sha256(str(i).encode()).hexdigest()
        yield (
            Delivery(
                id=sha, dataset=_DATASET, organisation=cells[0].organisation, period=period,
                file_name=f"{i}.csv", file_sha256=sha, rows_sha256=sha, stored_sha256=sha, rows=1,
                received_on=DAY, cells=cells, likeness=f"1-{i}", definition_sha256=sha,
                cells_sha256=hashlib.sha256(content).hexdigest(),
            ),
            content,
        )  # fmt: skip


def filled(folder: Path, pack: Path, number: int) -> Workspace:
    """Make a workspace with so many deliveries; only what the ledger reads is there."""
    shutil.rmtree(folder, ignore_errors=True)
    workspace = Workspace.create(folder, pack)
    (folder / "rows" / _DATASET).mkdir(parents=True)

    def written() -> Iterator[Delivery]:
        for delivery, content in synthetic(number):
            workspace.cells_path(delivery).write_bytes(content)
            yield delivery

    append_many(workspace.log_path, written(), START)
    with workspace.index():
        pass  # made once; a real one grows along
    return workspace


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def one_more(workspace: Workspace, number: int) -> Callable[[], object]:
    """Return the work of one real delivery."""
    file = workspace.path.parent / f"echt-{number}.csv"
    file.write_text(f"fte\n{number}.5\n")
    period = Period.month(2023 + number // 12, number % 12 + 1)
    return lambda: deliver(workspace, _DATASET, "alfa", period, file, DAY)


def compare(folder: Path, pack: Path, number: int, rounds: int = 12) -> dict[str, float]:
    """Return the median CPU seconds of a delivery and a status, at the beginning and at the end."""
    empty = filled(folder / "leeg", pack, 0)
    full = filled(folder / "vol", pack, number)
    times: dict[str, list[float]] = {"deliver first": [], "deliver last": [],
                                     "status first": [], "status last": []}  # fmt: skip
    for i in range(rounds):
        for name, workspace in (("first", empty), ("last", full)):
            times[f"deliver {name}"].append(cpu(one_more(workspace, i)))
            times[f"status {name}"].append(cpu(lambda w=workspace: status(w, DAY)))  # type: ignore[misc]
    return {k: statistics.median(v[2:]) for k, v in times.items()}


def main() -> None:
    """Print the comparison as JSON: folder, pack, number of deliveries."""
    found = compare(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    ratios = {
        f"{what} ratio": found[f"{what} last"] / found[f"{what} first"]
        for what in ("deliver", "status")
    }
    print(json.dumps({**found, **ratios}, indent=2))


if __name__ == "__main__":
    main()
