"""Does what docs/pack-maken.md says, in an empty folder, and writes what really came out.

`python -m tests.docs.tutorial` writes the page again. Each `sh` block is run; what it printed is in
the `text` block after it, and without one it must succeed. A block behind "Maak `file`", "Zet
onder aan `file`" or "Verander in `file`" is written to that file.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "pack-maken.md"
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"(?P<verb>Maak|Zet onder aan|Verander in)\s+`(?P<file>[^`]+)`:\n\n\Z")


def done(page: str, folder: Path) -> str:
    """Return the page with in every `text` block what its command printed."""
    parts: list[str] = []
    at, printed = 0, ""
    for block in _BLOCK.finditer(page):
        before = page[at : block.start()]
        parts.append(before)
        at = block.end()
        body = block["body"]
        if block["kind"] == "sh":
            shown = page.startswith("\n\n```text\n", at)
            printed = "".join(_run(line, folder, shown) for line in body.splitlines())
        elif block["kind"] == "text":
            body = printed
        else:
            _write(before, body, folder)
        parts.append(f"```{block['kind']}\n{body}```")
    return "".join([*parts, page[at:]])


def _write(before: str, body: str, folder: Path) -> None:
    said = _FILE.search(before)
    assert said is not None, f"no file is named before:\n{body}"
    path = folder / said["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if said["verb"] == "Maak":
        assert not path.exists(), path
        path.write_text(body, "utf-8")
    elif said["verb"] == "Zet onder aan":
        path.write_text(path.read_text("utf-8") + body, "utf-8")
    else:
        old, new = (
            "".join(f"{line[1:]}\n" for line in body.splitlines() if line[0] == sign)
            for sign in "-+"
        )
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{path} does not hold {old!r} once"
        path.write_text(text.replace(old, new), "utf-8")


def _run(line: str, folder: Path, shown: bool) -> str:
    program, *words = shlex.split(line)
    assert program == "verantwoord", line
    ran = subprocess.run(
        [sys.executable, "-m", "verantwoord", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "VERANTWOORD_LANG": "nl", "COLUMNS": "100",
             "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ran.returncode == 0 or (shown and ran.returncode in (1, 4)), ran.stdout
    assert "Traceback" not in ran.stdout, ran.stdout
    return "\n".join(row.rstrip() for row in ran.stdout.splitlines()) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(done(PAGE.read_text("utf-8"), Path(made)), "utf-8")
