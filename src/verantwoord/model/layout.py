"""Which files may stand in a pack: a file that nothing reads looks like a rule and is none."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import Path

from verantwoord.model.errors import PackError, Place
from verantwoord.model.parts import files_of

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACES = {
    "pack.yaml, organisations.yaml, themes.yaml": r"(?:pack|organisations|themes)\.yaml",
    "teksten voor mensen (.md)": r"(?:[^/]+/)?[A-Za-z-]+\.md",
    "datasets/<naam>.yaml": rf"datasets/{_ID}\.yaml",
    "requests/<naam>.yaml": rf"requests/{_ID}\.yaml",
    "parameters, indicators en goals in <soort>/<thema>/<naam>.yaml": (
        rf"(?:parameters|indicators|goals)/{_ID}/{_ID}\.yaml"
    ),
    "gevallen in indicators/<thema>/<naam>.cases.yaml": rf"indicators/{_ID}/{_ID}\.cases\.yaml",
    "register/<thema>.yaml, programmes/<naam>.yaml": r"(?:register|programmes)/[^/]+\.yaml",
    "documents/<naam>.dekking.yaml, met het document ernaast": (
        r"documents/[^/]+\.(?:dekking\.yaml|txt|html|xml|pdf)"
    ),
    "published/leveringen.yaml, met de bestanden ernaast": (
        r"published/(?:leveringen\.yaml|[^/]+\.(?:csv|xlsx|ods|json|parquet))"
    ),
}
_KNOWN = re.compile("|".join(f"(?:{p})" for p in _PLACES.values()))


def unknown_files(folder: Path, named: Set[Path]) -> list[str]:
    """Return the files of a pack that have no place in it; `named` are named by a definition."""
    found = []
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        if not _KNOWN.fullmatch(name) and path.resolve() not in named:
            found.append(name)
    return found


def check_files(folder: Path, shown: str, named: Set[Path]) -> None:
    """Refuse a pack with a file that nothing reads."""
    unknown = unknown_files(folder, named)
    if unknown:
        more = f" (en nog {len(unknown) - 1})" if len(unknown) > 1 else ""
        raise PackError(
            Place(shown + unknown[0], 1),
            f"staat in het pack, maar niets leest dit bestand{more}.",
            f"Haal het weg of geef het een plaats: {'; '.join(_PLACES)}; "
            "of een view of tabel die een dataset noemt.",
        )
