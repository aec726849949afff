"""Makes a release again from its own inputs and pack, and says what is different.

First the values: every figure. Then the rows of every delivery. Then every file by its bytes; what
differs there was either made by other versions and says the same, or it is a difference.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verantwoord.errors import VerantwoordError
from verantwoord.language import say
from verantwoord.release import paths
from verantwoord.release.comparing import TELLING, same_content, same_receipt
from verantwoord.release.errors import ReleaseError
from verantwoord.release.program import Other, Program, this_program
from verantwoord.release.publish import (
    RECEIPT,
    Draw,
    ReleaseFile,
    changed_files,
    existing,
    extra_files,
    n_files,
    publish,
    sha256_of,
)
from verantwoord.release.reading import order_of, program_of, rebuilt_workspace, receipt_of
from verantwoord.release.tree import copied, tree_of
from verantwoord.release.withheld import has_confidential, recomputable, resting_on_people
from verantwoord.scratch import scratch_folder

if TYPE_CHECKING:
    from verantwoord.release.material import Material

FIGURES = "data/figures.csv"
_LONGEST = 4_000  # characters of one error
MORE_BYTES = 256 * 1024**2  # that what is made again may have, and twice what the release has


class Conclusion(Enum):
    """What verification comes to."""

    EQUAL = "gelijk"
    SAME_CONTENT = "gelijk in inhoud"
    IN_PART = "deels na te rekenen"
    DIFFERENT = "verschil"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what the release says."""

    figure: str
    column: str
    published: str
    recomputed: str


@dataclass(frozen=True)
class Verdict:
    """What verification found."""

    figures: int
    files: int
    differences: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = ()  # deliveries that no longer go as they went
    changed: tuple[str, ...] = ()  # not what the receipt says
    missing: tuple[str, ...] = ()  # in the receipt, not in the folder
    added: tuple[str, ...] = ()  # in the folder, not in the receipt
    remade: tuple[str, ...] = ()  # as the receipt says, but not what comes out when made again
    form: tuple[str, ...] = ()  # other bytes that say the same, made by other versions
    made_with: tuple[Other, ...] = ()  # what of the program of then is not as now
    unseen_figures: int = 0  # rest on files about people, which are not here
    unseen_files: int = 0  # say something of those, and are as the receipt says
    withheld: int = 0  # files about people that are not here
    receipt_sha256: str = field(default="", compare=False)  # to hold against one kept elsewhere

    @property
    def conclusion(self) -> Conclusion:
        """Equal, equal in what it says, in part, or different.

        A changed figure is always different. In part: what could be made again is the same.
        """
        wrong = (self.differences, self.problems, self.changed, self.missing, self.added)
        if any(wrong) or self.remade or (self.form and not self.made_with):
            return Conclusion.DIFFERENT
        if self.withheld:
            return Conclusion.IN_PART
        return Conclusion.SAME_CONTENT if self.form else Conclusion.EQUAL


def verify(
    folder: Path,
    draw: Draw,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    until_now: Callable[[Verdict], None] = lambda _: None,
) -> Verdict:
    """Recompute a release from its folder alone and compare every figure and every file.

    `until_now` hears what is known before the release is made again, which may never end.

    Missing:  what is no plain file counts as added, and is neither followed nor opened.
    Errors:   ReleaseError when the folder is no release, or larger than any.
    Source:   adr/2026-11-26-values-first-bytes-second.md
    """
    document = receipt_of(folder)
    with scratch_folder() as ours:
        tree = tree_of(folder)
        copied(folder, tree, ours / "uitgave")  # what we read now, nobody can change any more
        odd = [f"{name} ({kind})" for name, kind in sorted(tree.odd.items())]
        return _verified(ours / "uitgave", document, odd, draw, progress, until_now)


def _verified(
    folder: Path,
    document: dict[str, Any],
    odd: list[str],
    draw: Draw,
    progress: Callable[[str, int, int], None],
    until_now: Callable[[Verdict], None],
) -> Verdict:
    maker = program_of(document)
    unlike = changed_files(folder, document)
    whole = has_confidential(folder)
    if not whole:
        unlike = [p for p in unlike if not p.startswith(f"{paths.CONFIDENTIAL}/")]
    missing = tuple(p for p in unlike if not (folder / p).is_file())
    seen: dict[str, Any] = {
        "figures": document["figures"],
        "files": n_files(document),
        "missing": missing,
        "changed": tuple(p for p in unlike if p not in missing),
        "added": (*extra_files(folder, document), *odd),
        "made_with": maker.other_than(this_program()),
        "receipt_sha256": sha256_of(folder / RECEIPT) or "",
    }
    until_now(Verdict(**seen))
    try:
        with (
            rebuilt_workspace(folder, progress) as (workspace, problems),
            scratch_folder() as temporary,
        ):
            again = temporary / "uitgave"
            order = order_of(document)
            most = 2 * sum(tree_of(folder).files.values()) + MORE_BYTES
            drawn = _no_more_than(most, draw)
            publish(workspace, order, again, drawn, program=maker, progress=progress)
            differences = tuple(_figures(folder, again))
            if whole:
                remade, form = _files(folder, again, set(unlike), maker)
            else:
                pack = workspace.pack
                resting = resting_on_people(pack)
                figures = _rows(folder / FIGURES).keys() | _rows(again / FIGURES).keys()
                can = recomputable(pack, figures)
                names = {*_names(document), *_names(receipt_of(again))}
                aside = {n for n in names if not can(n)}
                remade, form = _files(folder, again, {*unlike, *aside}, maker, receipt=False)
                differences = tuple(
                    d for d in differences if d.figure.partition("@")[0] not in resting
                )
                seen["unseen_figures"] = sum(f.partition("@")[0] in resting for f in figures)
                secret = {n for n in aside if n.startswith(f"{paths.CONFIDENTIAL}/")}
                seen["unseen_files"] = len(aside - secret) + 1  # and the receipt
                secret.discard(f"{paths.CONFIDENTIAL}/{paths.READ_ME}")  # about nobody
                seen["withheld"] = len(secret)
                seen["files"] -= 1
            return Verdict(
                differences=differences,
                problems=tuple(problems),
                remade=remade,
                form=form,
                **seen,
            )
    except VerantwoordError as error:
        nl, en = "de uitgave is niet opnieuw te maken", "the release cannot be made again"
        return Verdict(problems=(f"{say(nl, en)}: {shortened(str(error))}",), **seen)


def _no_more_than(most: int, draw: Draw) -> Draw:
    """Draw no more bytes than a release can have that was as large: the disk is not the maker's."""
    left = most

    def counted(parts: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal left
        for part in parts:
            left -= len(part)
            if left < 0:
                raise ReleaseError(
                    f"opnieuw gemaakt is zij groter dan {most:,} bytes, en dat is zij zelf niet",
                    f"made again it is larger than {most:,} bytes, which it is not itself",
                )
            yield part

    def drawn(material: Material, copied: Mapping[str, str], key: str) -> Iterator[ReleaseFile]:
        for file in draw(material, copied, key):
            yield replace(file, content=counted(file.parts))

    return drawn


def shortened(text: str) -> str:
    """Return what a stranger made us say, in no more lines than anybody reads."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(chr(10))[0] or text[:_LONGEST]}\n" + say(
        "en meer", "and more"
    )


def _figures(folder: Path, again: Path) -> Iterator[Difference]:
    """Yield one difference for each figure, in the order of the release."""
    then, now = _rows(folder / FIGURES), _rows(again / FIGURES)
    words = ("ontbreekt", "staat erin")
    for identifier in dict.fromkeys([*then, *now]):
        old, new = then.get(identifier), now.get(identifier)
        if old is None or new is None:
            yield Difference(identifier, "id", words[old is not None], words[new is not None])
            continue
        columns = (*TELLING, *(name for name in old if name and name in new))
        column = next((c for c in columns if old.get(c) != new.get(c)), None)
        if column is not None:
            yield Difference(identifier, column, old.get(column) or "", new.get(column) or "")


def _rows(path: Path) -> dict[str, dict[str, str]]:
    try:
        text = path.read_text("utf-8")
        return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}


def _files(
    folder: Path, again: Path, unlike: set[str], maker: Program, *, receipt: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files that say something else when made again, and those of another form.

    A file that is not as the receipt says was changed afterwards, and is counted there only.
    `receipt` says whether the receipt itself can be made again.
    """
    then, now = receipt_of(folder), existing(again)
    assert now is not None  # `publish` has just written it
    names = sorted({*_names(then), *_names(now)} - unlike)
    other = [n for n in names if sha256_of(folder / n) != sha256_of(again / n)]
    today = this_program()
    other_receipt = receipt and _bytes(folder, RECEIPT) != _bytes(again, RECEIPT)
    if not maker.other_than(today):
        return (*other, *([RECEIPT] if other_receipt else [])), ()
    redrawn = (maker.engine, maker.pages) != (today.engine, today.pages)
    form = {n for n in other if _same(folder, again, n, redrawn)}
    remade = [n for n in other if n not in form]
    if other_receipt:
        loose = form | set(remade) | unlike  # each is counted already
        (form.add if same_receipt(then, now, loose) else remade.append)(RECEIPT)
    return tuple(remade), tuple(sorted(form))


def _names(document: Mapping[str, Any]) -> Iterator[str]:
    yield from document["files"]
    yield from document["rows"]


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        return b""


def _same(folder: Path, again: Path, name: str, redrawn: bool) -> bool:
    if name.startswith(
        ("packs/", "inputs/", "vertrouwelijk/")
    ):  # copied, so bytes are all there is
        return False
    return same_content(name, _bytes(folder, name), _bytes(again, name), redrawn)
