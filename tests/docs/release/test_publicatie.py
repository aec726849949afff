"""docs/publicatie.md says what the program does: options, columns, folders and commands."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from verantwoord.cli import publish, trace, verify
from verantwoord.release.open_figures import FIGURE_COLUMNS

PAGE = (Path(__file__).parents[3] / "docs" / "publicatie.md").read_text("utf-8")


def test_every_option_of_publish_is_explained_and_no_other() -> None:
    options = {
        name for p in publish.command.params if isinstance(p, click.Option) for name in p.opts
    }
    section = PAGE.partition("## Maken")[2].partition("## Wat zit erin")[0]
    assert set(re.findall(r"^\| `(--[a-z-]+)`", section, re.MULTILINE)) == options - {"--help"}


def test_every_column_is_explained_as_the_metadata_does() -> None:
    table = PAGE.partition("<!-- kolommen -->")[2].partition("<!-- einde -->")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", table, re.MULTILINE)
    told = {name: text.replace("\\|", "|") for name, text in rows}
    assert told == {name: meaning for name, (meaning, _) in FIGURE_COLUMNS.items()}


@pytest.mark.parametrize(
    "command", [publish.command, verify.command, trace.command], ids=["publish", "verify", "trace"]
)
def test_every_command_of_a_release_has_an_example_in_its_help(command: click.Command) -> None:
    assert command.help and ("Voorbeeld: verantwoord" in command.help)
    assert f"verantwoord {command.name} " in PAGE


def test_every_kind_of_page_is_named() -> None:
    pages = Path(publish.__file__).parents[1] / "release"
    made = set(re.findall(r"return f\"([a-z]+)/", (pages / "paths.py").read_text("utf-8")))
    assert len(made) >= 7
    section = PAGE.partition("## Wat zit erin")[2].partition("## Kolommen")[0]
    assert {folder for folder in made if f"`{folder}/`" not in section} == set()
