"""Writes the commit into what is built, so that a program can name itself in a receipt."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CommitHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling names it without
    """Puts `commit.txt` in the package; nothing when there is no repository, or it was changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to what is built; an editable install asks git itself."""
        commit = _commit(Path(self.root))
        if version == "editable" or commit is None:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="verantwoord-build-")
        file = Path(self._folder.name) / "commit.txt"
        file.write_text(commit + "\n", "ascii")
        inside = "src/verantwoord" if self.target_name == "sdist" else "verantwoord"
        build_data["force_include"][str(file)] = f"{inside}/commit.txt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the file away again."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def _commit(root: Path) -> str | None:
    try:
        if _git(root, "status", "--porcelain", "--", "src", "schemas"):
            return None
        return _git(root, "rev-parse", "HEAD")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True, timeout=20
    )
    return done.stdout.strip()
