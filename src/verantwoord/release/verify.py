"""Makes a release again from its own inputs and pack, and says what is different."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from verantwoord.errors import VerantwoordError
from verantwoord.release import receipt
from verantwoord.release.publish import (
    Draw,
    changed_files,
    existing,
    extra_files,
    publish,
    sha256_of,
)
from verantwoord.release.reading import order_of, rebuilt_workspace, receipt_of

FIGURES = "data/figures.csv"
_TELLING = ("value", "numerator", "denominator", "published", "status", "reason", "unit")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what the release says."""

    figure: str
    column: str
    published: str
    recomputed: str


@dataclass(frozen=True)
class Verdict:
    """What verification found; equal when there is nothing in it."""

    figures: int
    files: int
    differences: tuple[Difference, ...] = ()
    changed: tuple[str, ...] = ()  # files that are not what they would be when made again
    tampered: tuple[str, ...] = ()  # files that are not what the receipt says
    unknown: tuple[str, ...] = ()  # files of which the receipt knows nothing
    problems: tuple[str, ...] = ()  # deliveries that no longer go as they went
    other_engine: str | None = None  # the release was made by another version of the program
    notes: tuple[str, ...] = field(default=())

    @property
    def equal(self) -> bool:
        """Say whether the release is exactly what its inputs give."""
        found = (self.differences, self.changed, self.tampered, self.unknown, self.problems)
        return not any(found)


def verify(
    folder: Path, draw: Draw, progress: Callable[[str, int, int], None] = lambda *_: None
) -> Verdict:
    """Recompute a release from its folder alone and compare every figure and every file."""
    document = receipt_of(folder)
    tampered = tuple(changed_files(folder, document))
    unknown = tuple(extra_files(folder, document))
    engine = receipt.engine_identity()
    other = document["engine"] if document["engine"] != engine else None
    named = f"{other['version']} ({other['sha256'][:12]})" if other else None
    base = {"tampered": tampered, "unknown": unknown, "other_engine": named}
    try:
        with (
            rebuilt_workspace(folder, progress) as (workspace, problems),
            TemporaryDirectory(prefix="verantwoord-") as temporary,
        ):
            again = Path(temporary) / "uitgave"
            publish(
                workspace,
                order_of(document),
                again,
                draw,
                engine=document["engine"],
                progress=progress,
            )
            return Verdict(
                figures=document["figures"],
                files=len(document["files"]) + 1,
                differences=tuple(_compare_figures(folder, again)),
                changed=tuple(_compare_files(folder, again)),
                problems=tuple(problems),
                **base,  # type: ignore[arg-type]  # three fields with three types
            )
    except VerantwoordError as error:
        return Verdict(
            figures=document["figures"],
            files=len(document["files"]) + 1,
            problems=(f"de uitgave is niet opnieuw te maken: {error}",),
            **base,  # type: ignore[arg-type]  # same
        )


def _compare_figures(folder: Path, again: Path) -> list[Difference]:
    """Return one difference for each figure, in the order of the release."""
    then, now = _figures(folder / FIGURES), _figures(again / FIGURES)
    found = []
    for identifier in dict.fromkeys([*then, *now]):
        old, new = then.get(identifier), now.get(identifier)
        if old is None or new is None:
            words = ("ontbreekt", "staat erin")
            found.append(
                Difference(identifier, "id", words[old is not None], words[new is not None])
            )
        elif old != new:
            columns = [*_TELLING, *old]
            column = next(c for c in columns if old.get(c) != new.get(c))
            found.append(
                Difference(identifier, column, old.get(column) or "", new.get(column) or "")
            )
    return found


def _figures(path: Path) -> dict[str, dict[str, str]]:
    try:
        text = path.read_text("utf-8")
        return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}


def _compare_files(folder: Path, again: Path) -> list[str]:
    new = existing(again)
    assert new is not None  # `publish` has just written it
    names = [*new["files"], "receipt.json"]
    return [name for name in names if sha256_of(folder / name) != sha256_of(again / name)]
