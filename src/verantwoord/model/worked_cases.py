"""Reads the worked cases that stand beside the indicators of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verantwoord.model import strict_yaml
from verantwoord.model.case import Case, Cases
from verantwoord.model.errors import Faults, PackError, Place
from verantwoord.model.pack import Pack
from verantwoord.model.parts import check_own
from verantwoord.model.reading import read
from verantwoord.model.text import Text


def load_cases(pack: Pack) -> Iterator[tuple[str, Place, Case]]:
    """Yield (indicator id, place, case) for every worked case in the folder of the pack itself.

    The cases of what it builds on are worked with the parameters of their own pack.
    """
    faults = Faults()
    found: list[tuple[str, Place, Case]] = []
    for path in sorted((pack.folder / "indicators").glob("**/*.cases.yaml")):
        with faults.kept():
            found += _cases_of(pack, path)
    faults.check()
    yield from found


def _cases_of(pack: Pack, path: Path) -> Iterator[tuple[str, Place, Case]]:
    name = path.relative_to(pack.folder).as_posix()
    check_own(pack.folder, path, name)
    document = strict_yaml.load(path, name)
    parts = path.relative_to(pack.folder / "indicators").parts
    indicator = ".".join((*parts[:-1], parts[-1].removesuffix(".cases.yaml")))
    if indicator not in pack.indicators:
        raise PackError(
            Place(name, 1),
            Text(
                f"hoort bij '{indicator}', dat er niet is.",
                f"belongs to '{indicator}', which does not exist.",
            ),
            Text("Hernoem het bestand.", "Rename the file."),
        )
    for i, case in enumerate(read(document, Cases).cases):
        yield indicator, document.place("cases", i), case
