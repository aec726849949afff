"""`verantwoord --help` is instant: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from verantwoord.cli import COMMANDS

HEAVY = ("duckdb", "pyarrow", "sqlglot", "pint", "pydantic", "lxml", "lark", "rich", "jinja2")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verantwoord", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['verantwoord', '--help']\n"
        "from verantwoord.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str, language: str) -> None:
    done = run("--lang", language, name, "--help")
    assert done.returncode == 0, done.stderr
    words = "Voorbeeld" if language == "nl" else "Example"
    assert words in done.stdout or name in ("pack", "register"), done.stdout


def test_wrong_use_exits_with_two() -> None:
    assert run("explain").returncode == 2
    assert run("bestaat-niet").returncode == 2


def test_a_broken_pack_exits_with_four_and_says_where(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    (folder / "pack.yaml").write_text("id: x\n", "utf-8")
    done = run("pack", "check", str(folder))
    assert done.returncode == 4
    assert "pack.yaml:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_may_stand_after_the_command() -> None:
    assert "Example" in run("explain", "--help", "--lang", "en").stdout
    assert "Example" in run("explain", "--lang=en", "--help").stdout
