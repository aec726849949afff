"""Two thousand mutated releases: no traceback, no wait, no look outside, and never "Gelijk".

Each is read by every stage that reads before anything of it is carried out: the list of the folder,
the receipt, the hashes, the deliveries, the definitions. In half of them the hashes in the receipt
fit again, as somebody would do who wants to be believed. A sample is verified as a whole, in the
process apart in which `verify` does that.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lanes import examples
from tests.unit.release.test_strangers import SECRET, mutated
from tests.unit.release.test_tampering import before_it_is_made_again
from verantwoord.deliveries.workspace import Workspace
from verantwoord.errors import VerantwoordError
from verantwoord.model.loading import load_pack
from verantwoord.release.paths import DELIVERIES
from verantwoord.release.reading import pack_folder, records
from verantwoord.release.verify import Conclusion
from verantwoord.site.apart import verify_apart

LIMIT = 20.0  # seconds of processor time for reading one; each takes a tenth of one
ODD_VALUES = (
    "null", "[]", "{}", "[[[[[[[[[]]]]]]]]]", "true", "-1", "1e999999", ".inf", "'\\0'",
    '"\\e[31m"', "../../../../etc/passwd", "/etc/passwd", "&a [*a, *a]", "*a",
    "!!python/object/apply:os.system [ls]", "2024-02-30", "9" * 400, "x" * 5_000, "{a: 1, a: 2}",
    "? [a]\n: b", "|\n  " + "y\n  " * 50,
)  # fmt: skip


def written(path: Path, lines: list[str]) -> None:
    """Write lines that are certainly other ones than were there."""
    text = "\n".join(lines) + "\n"
    path.write_text(text if text != path.read_text("utf-8") else f"{text}# ook dit\n", "utf-8")


def yaml_value(release: Path, draw: random.Random) -> str:
    """Give a key of a definition a value that no definition has."""
    path = draw.choice(sorted((release / "packs").rglob("*.yaml")))
    lines = path.read_text("utf-8").splitlines()
    keyed = [i for i, line in enumerate(lines) if ":" in line]
    i = draw.choice(keyed)
    lines[i] = f"{lines[i].partition(':')[0]}: {draw.choice(ODD_VALUES)}"
    written(path, lines)
    return path.relative_to(release).as_posix()


def yaml_structure(release: Path, draw: random.Random) -> str:
    """Move, drop or repeat lines of a definition, or put them deeper."""
    path = draw.choice(sorted((release / "packs").rglob("*.yaml")))
    lines = path.read_text("utf-8").splitlines()
    i, j = sorted(draw.randrange(len(lines) + 1) for _ in range(2))
    some = lines[i:j]
    parts = draw.choice(([], some * 2, some * 40, [f"  {line}" for line in some], some[::-1]))
    written(path, [*lines[:i], *parts, *lines[j:]])
    return path.relative_to(release).as_posix()


def reference(release: Path, draw: random.Random) -> str:
    """Let a definition point at a file elsewhere."""
    path = draw.choice(sorted((release / "packs").rglob("datasets/*.yaml")))
    target = draw.choice(("../../../../geheim/brief.csv", "/etc/passwd", "../pack.yaml", "\\\\x"))
    key = draw.choice(("reference: {buiten: %s}", "view: %s", "base: %s")) % target
    path.write_text(f"{path.read_text('utf-8')}{key}\n", "utf-8")
    return path.relative_to(release).as_posix()


def strange_name(release: Path, draw: random.Random) -> str:
    names = (
        "a\nb",
        "\u202egnp.exe",
        "-rf",
        " ",
        "con",
        "x" * 250,
        "a\x07b",
        "é",
        "e\u0301",
        ".git",
    )
    name = draw.choice(("", "packs/", "inputs/", "data/")) + draw.choice(names)
    (release / name).write_bytes(b"x")
    return name


def shuffled_lines(release: Path, draw: random.Random) -> str:
    """Put records of deliveries in another order, twice, or one in another."""
    path = release / DELIVERIES
    lines = path.read_text("utf-8").splitlines()
    changed = [
        lines[::-1], lines * 2, [lines[0]] * 50, ["", *lines, " "], ["[" + lines[0] + "]"],
        [line[: draw.randrange(len(line))] for line in lines], lines[1:],
    ]  # fmt: skip
    path.write_text("\n".join(draw.choice(changed)) + "\n", "utf-8")
    return DELIVERIES


MUTATIONS: tuple[Callable[[Path, random.Random], str], ...] = (
    lambda release, draw: mutated(release, draw).split(" ", 1)[1],
    yaml_value, yaml_structure, reference, strange_name, shuffled_lines,
)  # fmt: skip


def with_fitting_hashes(release: Path) -> None:
    """Let the receipt say of every file what it is now; as far as it can still be read."""
    path = release / "receipt.json"
    try:
        document = json.loads(path.read_bytes())
        names = list(document["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    for name in names:
        file = release / str(name)
        if file.is_file() and not file.is_symlink():
            document["files"][name] = hashlib.sha256(file.read_bytes()).hexdigest()
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


class Opened:
    """Notes what this process opens in a folder that it has no business in."""

    def __init__(self) -> None:
        self.secret = "\0"
        self.seen: list[str] = []
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.secret in str(arguments[0]):
            self.seen.append(str(arguments[0]))


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


def read_all_of(folder: Path) -> bool:
    """Read a release as far as nothing of it is carried out; True when no change was seen."""
    seen = before_it_is_made_again(folder).conclusion is Conclusion.DIFFERENT
    records(folder)
    load_pack(pack_folder(folder))
    return not seen


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_reading_a_mutated_release_ends_in_a_clear_answer(
    _small: tuple[Workspace, Path], tmp_path: Path, opened: Opened, part: int
) -> None:
    """Two thousand in all."""
    (tmp_path / "geheim").mkdir()
    (tmp_path / "geheim/brief.csv").write_text(f"{SECRET}\n", "utf-8")
    opened.secret = str(tmp_path / "geheim")
    draw = random.Random(f"mutated {part}")
    for number in range(examples(500)):
        folder = tmp_path / "a/b" / str(number)
        shutil.copytree(_small[1], folder)
        change = MUTATIONS[number % len(MUTATIONS)]
        name = change(folder, draw)
        if number % 2:
            with_fitting_hashes(folder)
        started = time.process_time()
        what = f"{part} {number}: {change.__name__} {name}"
        try:
            unseen = read_all_of(folder)
        except VerantwoordError as error:  # anything else is a traceback
            said = str(error)
            assert SECRET not in said and "root:" not in said, what
            assert "Traceback" not in said, what
        else:
            later = number % 2 or name == "receipt.json"  # seen when it is made again
            assert not unseen or later, what
        assert time.process_time() - started < LIMIT, what
        assert not opened.seen, what
        shutil.rmtree(folder)


@pytest.mark.slow
def test_a_mutated_release_whose_hashes_fit_is_never_equal(
    _small: tuple[Workspace, Path], tmp_path: Path
) -> None:
    """The whole way, in a process apart; what is carried out there has its limits."""
    draw = random.Random("whole")
    for number in range(examples(6)):
        folder = tmp_path / str(number)
        shutil.copytree(_small[1], folder)
        change = MUTATIONS[number % len(MUTATIONS)]
        what = f"{number}: {change.__name__} {change(folder, draw)}"
        with_fitting_hashes(folder)
        try:
            verdict = verify_apart(folder)
        except VerantwoordError as error:
            assert "root:" not in str(error), what
        else:
            assert verdict.conclusion is Conclusion.DIFFERENT, what
            assert "root:" not in str(verdict) and "Traceback" not in str(verdict), what
            assert "brak af" not in str(verdict), what  # it ended by itself
            assert all(len(problem) < 6_000 for problem in verdict.problems), what
        shutil.rmtree(folder)


def test_the_watch_on_files_outside_sees_one(tmp_path: Path, opened: Opened) -> None:
    """What never notes anything would prove nothing."""
    opened.secret = str(tmp_path / "geheim")
    (tmp_path / "geheim").write_text("x", "utf-8")
    os.close(os.open(tmp_path / "geheim", os.O_RDONLY))
    assert opened.seen
    opened.seen.clear()
