"""Writes `messages.txt`: all that is said of each of the broken packs beside it, in two languages.

A reader of a pull request sees there what a maker of a pack will read.
`python -m tests.unit.model.messages` writes it anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.unit.model.test_bad_packs import BAD, copied, edit, faults

FILE = Path(__file__).parent / "messages.txt"


def messages() -> str:
    """Return the whole file."""
    lines: list[str] = []
    for path in BAD:
        mistake: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        with tempfile.TemporaryDirectory() as place:
            folder = edit(copied(Path(place)), mistake["file"], mistake.get("replace"),
                          mistake["by"])  # fmt: skip
            found = faults(folder)
        lines.append(path.stem)
        for fault in found:
            for language in ("nl", "en"):
                said = fault.in_language(language).replace(str(folder.resolve()), "…")
                lines += [f"    {line}" for line in said.splitlines()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(messages(), "utf-8")
