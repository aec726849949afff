"""The receipt names the program: what computes, what draws, and every library that may matter."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.release import program
from verantwoord.release.program import ENGINE, LIBRARIES, PAGES, Program, this_program

SOURCE = REPOSITORY / "src/verantwoord"
# what neither computes nor draws: arguments, the web, imports into packs, and the names of errors
NEITHER = {
    "cli",
    "web",
    "sources",
    "errors.py",
    "extras.py",
    "scratch.py",
    "__init__.py",
    "__main__.py",
    "py.typed",
}
# libraries that decide nothing that is in a release
WITHOUT_EFFECT = {
    "click",
    "filelock",
    "httpx",
    "odfdo",
    "rich",
    "stamina",
    "typing-extensions",
    "xlsxwriter",
}


def test_every_part_of_the_program_is_in_one_identity_or_in_none_on_purpose() -> None:
    parts = {p.name for p in SOURCE.iterdir()} - {"__pycache__", "schemas", "packs", "commit.txt"}
    known = {p for p in (*ENGINE, *PAGES) if "/" not in p}
    new = parts - known - NEITHER
    assert not new, f"give {new} a place in release/program.py: what computes, or what draws?"
    assert not known & NEITHER and not {*ENGINE} & {*PAGES}
    for part in (*ENGINE, *PAGES):
        assert (SOURCE / part).exists(), part


def test_every_library_we_ask_for_is_named_or_has_no_effect() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(a for extra in extras for a in extra)]
    names = {re.split(r"[^A-Za-z0-9-]", a)[0].lower() for a in asked}
    new = names - {*LIBRARIES} - WITHOUT_EFFECT
    assert not new, f"name {new} in LIBRARIES of release/program.py, or above when it has no effect"
    assert {"python", "duckdb", "pyarrow", "sqlglot", "jinja2"} <= this_program().libraries.keys()


def copied(tmp_path: Path) -> Path:
    root = tmp_path / "src/verantwoord"
    shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    return root


def identities(root: Path) -> tuple[str, str]:
    return (
        program._identity(root, ENGINE, (), program._schemas(root)),
        program._identity(root, PAGES, ENGINE, []),
    )


@pytest.mark.parametrize(
    ("name", "engine", "pages"),
    [
        ("engine/compute.py", True, False),
        ("disclosure/hiding.py", True, False),
        ("release/apportioned.py", True, False),
        ("../../schemas/pack/v1/pack.json", True, False),
        ("wording/notation.py", False, True),
        ("site/templates/base.html", False, True),
        ("release/receipt.py", False, True),
        ("cli/verify.py", False, False),
        ("../verantwoord_oefenrijk/demo.py", False, False),
    ],
)
def test_what_can_change_a_figure_and_what_draws_are_told_apart(
    tmp_path: Path, name: str, engine: bool, pages: bool
) -> None:
    root = copied(tmp_path)
    before = identities(root)
    assert before == (this_program().engine, this_program().pages)
    file = root / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{file.read_text('utf-8') if file.exists() else ''}\n# anders\n", "utf-8")
    after = identities(root)
    assert (before[0] != after[0], before[1] != after[1]) == (engine, pages)


def test_a_program_is_read_back_from_a_receipt_as_it_was() -> None:
    assert Program.from_json(this_program().as_json()) == this_program()
    assert this_program().other_than(this_program()) == ()


def test_what_of_a_program_is_another_is_named_ourselves_first() -> None:
    now = this_program()
    then = replace(now, pages="0" * 64, commit="c" * 40, libraries={"python": "3.9", "oud": "1"})
    first, *others = then.other_than(replace(now, commit=None))
    assert first.name == "verantwoord" and first.then == "0.1.0 (commit cccccccccccc)"
    assert first.now == f"{now.version} ({now.engine[:6]}/{now.pages[:6]})"
    named = {other.name: other for other in others}
    assert (named["python"].then, named["oud"].now) == ("3.9", None)
    assert named["duckdb"].then is None
    assert replace(now, commit="c" * 40).other_than(now) == ()  # another commit, the same files


def test_a_commit_that_was_built_in_goes_before_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "src/verantwoord"
    root.mkdir(parents=True)
    (root / "commit.txt").write_text("d" * 40 + "\n", "ascii")
    assert program._commit(root) == "d" * 40
    (root / "commit.txt").write_text("\n", "ascii")
    assert program._commit(root) is None
    (root / "commit.txt").unlink()
    (tmp_path / ".git").write_text("gitdir: nergens\n", "utf-8")  # no repository that git can read
    assert program._commit(root) is None


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_the_commit_is_named_only_when_the_files_are_those_of_the_commit(tmp_path: Path) -> None:
    root = copied(tmp_path)
    assert program._commit(root) is None  # no repository
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "begin")
    assert program._commit(root) == git(tmp_path, "rev-parse", "HEAD")
    (root / "cli/verify.py").write_text("# anders\n", "utf-8")
    assert program._commit(root) is None


@pytest.mark.slow
def test_a_wheel_knows_the_commit_that_it_was_built_from(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    folder = tmp_path / "bron"
    for name in ("src", "schemas", "examples", "packs", "LICENSES", "docs/meldingen"):
        if (REPOSITORY / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(REPOSITORY / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "hatch_build.py"):
        shutil.copy(REPOSITORY / name, folder / name)
    git(tmp_path / "bron", "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "begin")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "uit")]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (wheel,) = (tmp_path / "uit").glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        commit = content.read("verantwoord/commit.txt").decode().strip()
    assert commit == git(folder, "rev-parse", "HEAD")
