"""Which files may stand in a pack: a file that nothing reads looks like a rule and is none."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import Path

from verantwoord.errors import nearest
from verantwoord.model.errors import Faults, Place
from verantwoord.model.parts import check_own, files_of
from verantwoord.model.text import Text

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACES = {
    "pack.yaml, organisations.yaml, themes.yaml": r"(?:pack|organisations|themes)\.yaml",
    "teksten voor mensen (.md)": r"(?:[^/]+/)?[A-Za-z-]+\.md",
    "datasets/<naam>.yaml": rf"datasets/{_ID}\.yaml",
    "requests/<naam>.yaml": rf"requests/{_ID}\.yaml",
    "dossiers/<naam>.yaml": rf"dossiers/{_ID}\.yaml",
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
_FOLDERS = ("datasets", "requests", "dossiers", "parameters", "indicators", "goals", "register",
            "programmes", "documents", "published")  # fmt: skip
_KNOWN = re.compile("|".join(f"(?:{p})" for p in _PLACES.values()))


def unknown_files(folder: Path, named: Set[Path]) -> list[str]:
    """Return the files of a pack that have no place in it; `named` are named by a definition."""
    found = []
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        if not _KNOWN.fullmatch(name) and path.resolve() not in named:
            found.append(name)
    return found


def check_files(folder: Path, shown: str, named: Set[Path], faults: Faults) -> None:
    """Note every file of a pack that nothing reads, or that stands outside it."""
    for path in files_of(folder):
        with faults.kept():
            check_own(folder, path, shown + path.relative_to(folder).as_posix())
    for name in unknown_files(folder, named):
        meant = meant_name(name)
        faults.add(
            Place(shown + name, 1),
            Text(
                "staat in het pack, maar niets leest dit bestand.",
                "stands in the pack, but nothing reads this file.",
            ),
            Text(f"Noem het {shown}{meant}.", f"Call it {shown}{meant}.")
            if meant
            else Text(
                f"Haal het weg of geef het een plaats: {'; '.join(_PLACES)}; "
                "of een view of tabel die een dataset noemt.",
                "Remove it or give it a place that docs/pack-format.md names, or name it in a "
                "dataset.",
            ),
        )


def is_known(name: str) -> bool:
    """Say whether a file of a pack has a place in it by its name."""
    return _KNOWN.fullmatch(name) is not None


def meant_name(name: str) -> str | None:
    """Return what a file without a place was probably meant to be called: `.yaml` for `.yml`."""
    made = re.sub(r"[ _]+", "-", name.lower())
    made = re.sub(r"\.ya?ml(?:\.txt)?\Z", ".yaml", made)
    made = re.sub(r"[.-](?:cases?|gevallen)\.yaml\Z", ".cases.yaml", made)
    top, slash, rest = made.partition("/")
    near = nearest(top, _FOLDERS) if slash else None
    made = f"{near or top}{slash}{rest}"
    if re.fullmatch(rf"(?:parameters|indicators|goals)/{_ID}(?:\.cases)?\.yaml", made):
        folder, _, file = made.partition("/")
        return f"{folder}/<thema>/{file}"
    return made if made != name and is_known(made) else None
