"""Which program made a release: version, commit, what computes, what draws, and with what.

Two hashes over our own files. `engine` covers what can change a figure; `pages` what only decides
how figures are shown and which texts stand around them. The libraries are named with their
versions, because another version may write the same facts in another form.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from verantwoord import __version__

# `release/apportioned.py` divides a published target; the other files of `release` write down
ENGINE = (
    "nouns.py",  # words of a reason, which is part of a figure
    "snapshot.py",
    "formula",
    "model",
    "deliveries",
    "engine",
    "disclosure",
    "release/apportioned.py",
)
PAGES = ("language.py", "wording", "charts", "release", "site", "documents", "register")
# of the libraries we use, those that read what is delivered, or decide what is written
LIBRARIES = (
    "babel",
    "duckdb",
    "fastexcel",
    "highspy",
    "jinja2",
    "lark",
    "lxml",
    "numpy",
    "pint",
    "pyarrow",
    "pydantic",
    "pypdfium2",
    "pyspark",
    "python-stdnum",
    "pyyaml",
    "spylls",
    "sqlglot",
    "tzdata",
)
_COMMIT = "commit.txt"  # in an installed package; written by hatch_build.py


class Other(NamedTuple):
    """A part of a program that has another version now; None is not there."""

    name: str
    then: str | None
    now: str | None


@dataclass(frozen=True)
class Program:
    """One program, as a receipt names it."""

    version: str
    commit: str | None  # None when it is not known, or the files are not those of the commit
    engine: str  # sha256 over the files that can change a figure
    pages: str  # sha256 over the files that draw
    libraries: Mapping[str, str]  # name -> version, Python among them

    def as_json(self) -> dict[str, Any]:
        """Return it as the receipt keeps it."""
        return {
            "name": "verantwoord",
            "version": self.version,
            "commit": self.commit,
            "engine_sha256": self.engine,
            "pages_sha256": self.pages,
            "libraries": dict(self.libraries),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Program:
        """Return the program that a receipt names; KeyError or TypeError when it does not."""
        libraries = {str(k): str(v) for k, v in found["libraries"].items()}
        commit = None if found["commit"] is None else str(found["commit"])
        return cls(
            str(found["version"]),
            commit,
            str(found["engine_sha256"]),
            str(found["pages_sha256"]),
            libraries,
        )

    def other_than(self, now: Program) -> tuple[Other, ...]:
        """Return what of this program is not as in `now`, ourselves first."""
        found = []
        if (self.engine, self.pages) != (now.engine, now.pages):
            found.append(Other("verantwoord", self._named(), now._named()))
        for name in sorted({*self.libraries, *now.libraries}):
            then, today = self.libraries.get(name), now.libraries.get(name)
            if then != today:
                found.append(Other(name, then, today))
        return tuple(found)

    def _named(self) -> str:
        what = (
            f"commit {self.commit[:12]}" if self.commit else f"{self.engine[:6]}/{self.pages[:6]}"
        )
        return f"{self.version} ({what})"


@cache
def this_program() -> Program:
    """Return the program that runs now."""
    root = Path(str(files("verantwoord")))
    return Program(
        version=__version__,
        commit=_commit(root),
        engine=_identity(root, ENGINE, (), _schemas(root)),
        pages=_identity(root, PAGES, ENGINE, []),
        libraries=_libraries(),
    )


def _identity(
    root: Path, parts: Iterable[str], but: tuple[str, ...], more: list[tuple[str, Path]]
) -> str:
    """Return one hash over the names and the content of files."""
    named = [
        (path.relative_to(root).as_posix(), path)
        for part in parts
        for path in ([root / part] if (root / part).is_file() else (root / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    total = hashlib.sha256()
    for name, path in sorted([*named, *more]):
        if name not in but:
            total.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return total.hexdigest()


def _schemas(root: Path) -> list[tuple[str, Path]]:
    """Return the schemas of packs: in the installed package, or in the repository."""
    places = (root / "schemas", root.parents[1] / "schemas")
    folder = next((p for p in places if p.is_dir()), None)
    if folder is None:
        return []
    found = (p for p in folder.rglob("*") if p.is_file())
    return [(f"schemas/{p.relative_to(folder).as_posix()}", p) for p in found]


def _libraries() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # an extra that is not installed
            continue
    return found


def _commit(root: Path) -> str | None:
    """Return the commit of this program; None when unknown or when its files were changed."""
    built = root / _COMMIT
    if built.is_file():
        return built.read_text("ascii").strip() or None
    repository = root.parents[1]
    if not (repository / ".git").exists():
        return None
    changed = _git(repository, "status", "--porcelain", "--", str(root), "schemas")
    return _git(repository, "rev-parse", "HEAD") if changed == "" else None


def _git(repository: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(repository), *arguments],
            capture_output=True, text=True, check=True, timeout=20,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
