"""`verantwoord --help` is instant: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

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


HELP = """
import json, sys
from click.testing import CliRunner
from verantwoord.cli import COMMANDS, make_group
from verantwoord.language import speaking
with speaking(sys.argv[1]):
    asked = {name: CliRunner().invoke(make_group(), [name, "--help"]) for name in COMMANDS}
print(json.dumps({name: [done.exit_code, done.output] for name, done in asked.items()}))
"""


@cache
def helps(language: str) -> dict[str, tuple[int, str]]:
    """Ask the help of every command, in one process: a text is in the language that it began in."""
    done = subprocess.run(
        [sys.executable, "-c", HELP, language], capture_output=True, text=True, check=True
    )
    return {name: (code, said) for name, (code, said) in json.loads(done.stdout).items()}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str, language: str) -> None:
    code, said = helps(language)[name]
    assert code == 0, said
    words = "Voorbeeld" if language == "nl" else "Example"
    assert words in said or name in ("pack", "register"), said


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
