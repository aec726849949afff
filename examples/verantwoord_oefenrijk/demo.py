"""The two example releases: real published figures, and an invented state that delivers files.

Their workspaces are made once under `werk/`; a workspace that is whole, of the same packs and the
same program, is used again. A half-made one (killed, say) is made anew: nothing in it is anybody's
work.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from verantwoord.deliveries.bounded import end_with
from verantwoord.deliveries.workspace import Workspace
from verantwoord.errors import VerantwoordError
from verantwoord.model.parts import find_pack, is_pack, pack_sha256
from verantwoord.release.program import this_program
from verantwoord.release.publish import Order, PublishResult
from verantwoord.release.published import deliver_published
from verantwoord.site.whole import publish
from verantwoord_oefenrijk import practice

Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Example:
    """One release of the demo."""

    release: str
    pack: str
    fill: Callable[[Workspace, Say], None]


def make(out: Path, packs: Path | None, progress: Say) -> list[PublishResult]:
    """Make both releases in `out`; the packs are in `packs`, or else found by their ids.

    The invented state is delivered by two processes at once, so the real one waits for its turn:
    it is made while the other is published, by one process, of which that is the long work.
    """
    first, second = ((example, out, _pack(example.pack, packs)) for example in EXAMPLES)
    delivered = _delivered(*second, progress)
    # each has its own packs and its own folder; spawned, so that it inherits no engine half at work
    with ProcessPoolExecutor(1, get_context("spawn"), end_with, (os.getpid(),)) as aside:
        beside = aside.submit(_one, *first, _in_silence)
        done = _published(second[0], out, delivered, progress)
        return [beside.result(), done]


def _pack(name: str, packs: Path | None) -> Path:
    if packs is not None and not is_pack(packs / name):
        raise VerantwoordError(
            f"In {packs} staat geen pack {name}.", f"There is no pack {name} in {packs}."
        )
    found = packs / name if packs is not None else find_pack(name, Path("packs"))
    if found is None:
        raise VerantwoordError(
            f"Er is geen pack {name}, hier niet en bij het programma niet. Noem --packs.",
            f"There is no pack {name}, not here and not with the program. Name --packs.",
        )
    return found


def _in_silence(_what: str, _done: int, _total: int) -> None:
    return None


def _one(example: Example, out: Path, pack: Path, progress: Say) -> PublishResult:
    return _published(example, out, _delivered(example, out, pack, progress), progress)


def _delivered(example: Example, out: Path, pack: Path, progress: Say) -> Workspace:
    """Return the workspace with everything delivered; made anew unless it is whole."""
    workspace = out / "werk" / example.release
    whole = workspace / "compleet.txt"
    wanted = _fingerprint(pack)
    if whole.is_file() and whole.read_text("utf-8") == wanted:
        return Workspace.open(workspace)
    shutil.rmtree(workspace, ignore_errors=True)
    made = Workspace.create(workspace, pack)
    example.fill(made, progress)
    whole.write_text(wanted, "utf-8")
    return made


def _published(example: Example, out: Path, delivered: Workspace, progress: Say) -> PublishResult:
    order = Order(example.release)
    return publish(delivered, order, out / example.release, replace=True, progress=progress)


def _fingerprint(pack: Path) -> str:
    """The pack, the program and this generator: another of these makes another workspace."""
    total = hashlib.sha256(f"{pack_sha256(pack)} {this_program().engine}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def _fill_rijk(workspace: Workspace, progress: Say) -> None:
    for count, delivery in enumerate(deliver_published(workspace), 1):
        progress(f"aanleveren {delivery.file_name}", count, 0)


def _fill_practice(workspace: Workspace, progress: Say) -> None:
    practice.send_side_by_side(
        workspace,
        workspace.path.parent / "oefenbestanden",
        lambda done, total: progress("aanleveren", done, total),
    )


EXAMPLES = (
    Example("rijk-2022", "rijk", _fill_rijk),
    Example("oefenrijk-2024", "oefenrijk", _fill_practice),
)
