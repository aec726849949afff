"""docs/register.md says what the code does: its tables, codes, calls and commands."""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner

from tests.conftest import REPOSITORY
from tests.unit.register import steps_table
from verantwoord.cli.register import command
from verantwoord.register.checks import WHY
from verantwoord.site import site_data

TEXT = steps_table.PAGE.read_text("utf-8")
EXAMPLES = [
    line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()
]


def test_the_tables_are_those_of_the_code() -> None:
    assert steps_table.page(TEXT) == TEXT


@pytest.mark.parametrize("code", sorted(WHY))
def test_every_code_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in TEXT


def test_every_call_on_the_page_exists() -> None:
    for name in re.findall(r"`data\.(\w+)\(", TEXT):
        assert callable(getattr(site_data.SiteData, name))
    for name in re.findall(r"^\| `(\w+)\(", TEXT, re.MULTILINE):
        assert callable(getattr(site_data, name))


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_runs(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    program, group, *arguments = shlex.split(line)
    assert (program, group) == ("verantwoord", "register")
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code in (0, 1), done.output
    assert done.output
