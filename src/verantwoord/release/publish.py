"""Writes a release: all or nothing, never over another one, and not again when nothing changed.

What is in the folder besides the site: `packs/` and `inputs/` (the definitions, also those that the
pack builds on, and the delivered files as they were sent), from which anyone can make the whole
release again (`verify`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from verantwoord.deliveries.mapping import UsedMap, read_mapping
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery, in_order
from verantwoord.model.parts import files_of, pack_sha256
from verantwoord.release import paths, receipt
from verantwoord.release.apportioned import whole_parts
from verantwoord.release.comparing import only_once
from verantwoord.release.errors import ReleaseError
from verantwoord.release.program import Program, this_program
from verantwoord.release.receipt_form import ReceiptForm, valid
from verantwoord.release.switch import making
from verantwoord.release.tree import content_of

if TYPE_CHECKING:
    from verantwoord.release.material import Material

# The engine and the pages are imported where they are used: when nothing has changed, they are not.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release: its path in the folder and its bytes."""

    path: str
    content: bytes | Iterable[bytes]  # in parts when it is large: a part is written, and forgotten
    rows_sha256: str | None = None  # of a Parquet file: over what its rows say

    @property
    def parts(self) -> Iterable[bytes]:
        """The content in parts."""
        return (self.content,) if isinstance(self.content, bytes) else self.content


RECEIPT = "receipt.json"

# material, hash of every copied file, key of the inputs -> every file that is made
Draw: TypeAlias = Callable[["Material", Mapping[str, str], str], Iterator[ReleaseFile]]


_NOT_PUBLIC = """NIET OPENBAAR

In deze map staan geleverde bestanden over mensen. Zet haar niet op een website en geef haar alleen
aan wie de uitgave narekent. Zonder deze map blijft alles werken, behalve narekenen (verify).

NOT PUBLIC. These are delivered files about people. Give this folder only to who verifies.
"""


def _quiet(_what: str, _done: int, _total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What `publish` did."""

    folder: Path
    made: bool  # False: the release was already there and nothing has changed
    figures: int
    files: int
    scanned: int  # files of rows that were read
    first_page: Path


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish."""

    release: str
    known_on: dt.date | None = None
    year: int | None = None
    base_url: str | None = None  # where it will stand, for who cites a figure


def publish(
    workspace: Workspace,
    order: Order,
    out: Path,
    draw: Draw,
    *,
    replace: bool = False,
    program: Program | None = None,
    progress: Progress = _quiet,
) -> PublishResult:
    """Make a release of a workspace in `out`; `draw` makes its files.

    `program` is given only by `verify`, to make a receipt as the program of then would.
    """
    _check_name(order.release)
    maker = program or this_program()
    log = workspace.accepted()
    if order.known_on is not None:
        log = [d for d in log if d.received_on <= order.known_on]
    known_on = order.known_on.isoformat() if order.known_on else None
    # the hash of the files, not the loaded pack: loading takes longer than all the rest of a no-op
    definitions = pack_sha256(workspace.pack_folder)
    key = receipt.inputs_key(
        order.release, definitions, in_order(log), known_on, order.year, maker, order.base_url
    )
    found = existing(out, older=True)
    if found is not None and found["inputs_sha256"] == key and not changed_files(out, found):
        return PublishResult(out, False, found["figures"], n_files(found), 0, out / "index.html")
    _may_write(out, order.release, found, replace)
    with making(out) as (folder, switch):
        _may_write(
            out, order.release, existing(out, older=True), replace
        )  # somebody may have been before us
        material, scanned = _material(workspace, order, log, maker, progress)
        count = _write(workspace, material, folder, key, draw, progress)
        switch()
    return PublishResult(out, True, len(material.figures), count, scanned, out / "index.html")


def existing(out: Path, *, older: bool = False) -> dict[str, Any] | None:
    """Return the receipt of the release in a folder; None when there is no release.

    With `older`, of a receipt in a form of before only the name: such a release can be replaced.
    """
    try:
        content = content_of(out, RECEIPT)
        document = only_once(content)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, OSError, RecursionError) as error:
        raise ReleaseError(
            f"{out / 'receipt.json'} is niet te lezen. Kies een andere map of zet hem terug.",
            f"{out / 'receipt.json'} cannot be read. Choose another folder, or put it back.",
        ) from error
    if older and isinstance(document, dict) and document.get("format") in receipt.OLDER:
        return {"release": document.get("release"), "inputs_sha256": None}
    if not isinstance(document, dict) or document.get("format") != receipt.FORMAT:
        raise ReleaseError(
            f"{out / 'receipt.json'} is geen kwitantie die dit programma kent "
            f"({receipt.FORMAT}). Kies een andere map.",
            f"{out / 'receipt.json'} is no receipt that this program knows "
            f"({receipt.FORMAT}). Choose another folder.",
        )
    return valid(ReceiptForm, content, str(out / RECEIPT))


def changed_files(out: Path, document: Mapping[str, Any]) -> list[str]:
    """Return the files of a release that are not as the receipt says, missing ones included."""
    changed = [path for path, sha in document["files"].items() if sha256_of(out / path) != sha]
    changed += [path for path, sha in document["rows"].items() if rows_of(out / path) != sha]
    return changed


def rows_of(path: Path) -> str | None:
    """Return the hash over the rows of a Parquet file; None when it cannot be read."""
    if not path.is_file():  # a pipe would be waited for
        return None
    from pyarrow import ArrowException

    from verantwoord.deliveries.canonical_rows import rows_sha256

    try:
        return rows_sha256(path)
    except (OSError, TypeError, ValueError, OverflowError, ArrowException):
        return None


def extra_files(out: Path, document: Mapping[str, Any]) -> list[str]:
    """Return the files in a release folder of which the receipt knows nothing."""
    known = {*document["files"], *document["rows"], "receipt.json"}
    present = (p.relative_to(out).as_posix() for p in sorted(out.rglob("*")) if p.is_file())
    return [path for path in present if path not in known]


def n_files(document: Mapping[str, Any]) -> int:
    """Return how many files a release has, its receipt included."""
    return len(document["files"]) + len(document["rows"]) + 1


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file; None when it is not there, or is no file."""
    if not path.is_file():  # a pipe would be waited for
        return None
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _check_name(release: str) -> None:
    good = release and all(c.isascii() and (c.isalnum() or c in "-._") for c in release)
    if not good or release.startswith("."):
        raise ReleaseError(
            f"'{release}' kan geen naam van een uitgave zijn. "
            "Gebruik letters, cijfers, - en punten, bijvoorbeeld rijk-2022.",
            f"'{release}' cannot be the name of a release. "
            "Use letters, digits, - and points, such as rijk-2022.",
        )


def _may_write(out: Path, release: str, found: Mapping[str, Any] | None, replace: bool) -> None:
    if found is None:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise ReleaseError(
                f"{out} is niet leeg en is geen uitgave. Kies een andere map.",
                f"{out} is not empty and is no release. Choose another folder.",
            )
        return
    if found["release"] != release:
        raise ReleaseError(
            f"{out} bevat uitgave {found['release']}. Kies een andere map.",
            f"{out} holds release {found['release']}. Choose another folder.",
        )
    if not replace:
        raise ReleaseError(
            f"{out} bevat al een andere uitgave met de naam {release}. "
            "Een uitgave blijft zoals zij is: kies een nieuwe naam en map, "
            "of gebruik --replace als zij nog niet openbaar is.",
            f"{out} already holds another release of the name {release}. "
            "A release stays as it is: choose a new name and folder, "
            "or use --replace when it is not public yet.",
        )


def _material(
    workspace: Workspace,
    order: Order,
    log: list[Delivery],
    program: Program,
    progress: Progress,
) -> tuple[Material, int]:
    from verantwoord.deliveries.order import order_shows
    from verantwoord.disclosure import hiding as privacy
    from verantwoord.engine.compute import compute
    from verantwoord.engine.people import people_behind
    from verantwoord.release.corrected import moved
    from verantwoord.release.material import Material

    progress("rekenen", 0, 0)
    result = compute(
        workspace.pack,
        workspace.deliveries(),
        workspace.rows_path,
        workspace.components_folder,
        known_on=order.known_on,
    )
    people = people_behind(
        workspace.pack, result.deliveries, workspace.rows_path, workspace.components_folder
    )
    known = {d.id for d in log}
    changed = moved(
        workspace.pack,
        [d for d in workspace.deliveries() if d.id in known],
        workspace.rows_path,
        workspace.components_folder,
        order.known_on,
    )
    shown = privacy.hide_small(result.figures, workspace.pack, people)
    material = Material(
        release=order.release,
        pack=workspace.pack,
        figures=whole_parts(shown, workspace.pack),
        moved=changed,
        current=tuple(result.deliveries),
        received=tuple(in_order(log)),
        log_order=tuple(d.id for d in log) if order_shows(log, workspace.pack) else None,
        sql=result.sql,
        program=program,
        known_on=order.known_on,
        year=order.year,
        base_url=order.base_url,
        mappings=_mappings(workspace, log),
        rows_path=workspace.rows_path,
        file_path=workspace.file_path,
    )
    return material, result.scanned


def _mappings(workspace: Workspace, log: list[Delivery]) -> dict[str, UsedMap]:
    """Return the mappings with which files were read, by hash."""
    found: dict[str, UsedMap] = {}
    for sha in sorted({d.mapping_sha256 for d in log if d.mapping_sha256}):
        path = workspace.mapping_path(sha)
        try:
            used = read_mapping(path.read_bytes(), path.name, workspace.pack)
        except OSError as error:
            raise _changed(path) from error
        if used.sha256 != sha:
            raise _changed(path)
        found[sha] = used
    return found


def _changed(path: Path) -> ReleaseError:
    return ReleaseError(
        f"{path} is veranderd sinds de levering. Zet het oorspronkelijke bestand terug.",
        f"{path} was changed after delivery. Put the original file back.",
    )


def _write(
    workspace: Workspace,
    material: Material,
    folder: Path,
    key: str,
    draw: Draw,
    progress: Progress,
) -> int:
    """Make every file in a folder; return how many."""
    copied = dict(_copy(workspace, material, folder))
    total = len(material.figures)
    count = len(copied)
    folders: set[Path] = set()
    for done, page in enumerate(draw(material, copied, key)):
        path = folder / page.path
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        with path.open("wb") as stream:
            stream.writelines(page.parts)
        count += 1
        if done % 50 == 0:
            progress("pagina's", done, total)
    return count


def _copy(workspace: Workspace, material: Material, making: Path) -> Iterator[tuple[str, str]]:
    """Copy all packs and the delivered files; yield each path with its hash."""
    for part in workspace.pack.parts:
        for source in files_of(part.folder):
            name = f"packs/{part.info.id}/{source.relative_to(part.folder).as_posix()}"
            yield name, _copied(source, making / name)
    for delivery in material.received:
        name = paths.input_file(
            delivery.file_sha256,
            delivery.file_name,
            confidential=material.is_confidential(delivery),
        )
        target = making / name
        if target.exists():
            continue
        sha = _copied(workspace.file_path(delivery), target)
        if sha != delivery.file_sha256:
            raise _changed(workspace.file_path(delivery))
        yield name, sha
    for sha, used in material.mappings.items():
        target = making / paths.mapping_file(sha)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(used.content)
        yield paths.mapping_file(sha), sha
    if (making / paths.CONFIDENTIAL).is_dir():
        warning = f"{paths.CONFIDENTIAL}/{paths.READ_ME}"
        (making / warning).write_text(_NOT_PUBLIC, "utf-8")
        yield warning, hashlib.sha256(_NOT_PUBLIC.encode()).hexdigest()
    lines = [
        json.dumps(receipt.public_record(material, d), ensure_ascii=False, sort_keys=True)
        for d in material.received
    ]
    content = "".join(line + "\n" for line in lines).encode()
    (making / "inputs").mkdir(exist_ok=True)
    (making / "inputs/deliveries.jsonl").write_bytes(content)
    yield "inputs/deliveries.jsonl", hashlib.sha256(content).hexdigest()


def _copied(source: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise ReleaseError(
            f"{source} is niet te lezen ({error.strerror}).",
            f"{source} cannot be read ({error.strerror}).",
        ) from error
    return sha256_of(target) or ""
