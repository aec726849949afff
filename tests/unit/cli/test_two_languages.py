"""What goes wrong is said in the language that was asked, and in that language only."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.conftest import REPOSITORY
from tests.unit.deliveries.factory import csv_file
from verantwoord.cli import make_group
from verantwoord.errors import VerantwoordError
from verantwoord.language import speaking

MINI = REPOSITORY / "tests" / "packs" / "mini"
# words that stand in a sentence of the one language and of no other, nor in an id of the pack
DUTCH = re.compile(
    r"\b(?:de|het|een|geen|niet|er|zijn|wordt|bestaat|bestand|levering|ontbreekt|kies|gebruik|"
    r"bedoelt|noem|onbekend|verbeter|lever|regel|van|voor|met|bij|naar|opnieuw)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:the|there|file|is not|are|missing|choose|use|unknown|mend|deliver|or|of the|for|"
    r"with|again|cannot|does|no such)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"\([^)]*\)|'[^']*'|\"[^\"]*\"|\S*[/\\.=@_]\S*|--?\w[\w-]*"
)  # what is quoted, not said

Make = Callable[[Path], list[object]]


def workspace(folder: Path) -> Path:
    file = csv_file(folder, "fte\n10")
    given = ("--pack", MINI, "--dataset", "fte", "--organisation", "alfa", "--period", "2023-01")
    done = invoke("deliver", folder / "werk", file, *given)
    assert done.exit_code == 0, done.output
    return folder / "werk"


def delivery(folder: Path, text: str = "fte\n10", **other: object) -> list[object]:
    given = {"dataset": "fte", "organisation": "alfa", "period": "2023-01"} | other
    options = [x for name, value in given.items() for x in (f"--{name}", value)]
    return ["deliver", workspace(folder), csv_file(folder, text), *options]


def text_file(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


WRONG: dict[str, Make] = {
    "already delivered": lambda f: delivery(f, "fte\n11"),
    "not asked": lambda f: delivery(f, period="1999-01"),
    "unknown organisation": lambda f: delivery(f, organisation="niemand"),
    "a correction without a reason": lambda f: delivery(f, "fte\n11", replaces="abcdef012345"),
    "a correction of nothing": lambda f: delivery(
        f, "fte\n11", replaces="abcdef012345", reason="x"
    ),
    "no workspace": lambda f: ["status", f],
    "no release to verify": lambda f: ["verify", f],
    "no release to trace": lambda f: ["trace", f, "a.b@c@2024"],
    "no such indicator": lambda f: ["explain", "bestaat.niet", "--pack", MINI],
    "no such dataset": lambda f: ["check", "--pack", MINI, "--dataset", "x", csv_file(f, "a\n1")],
    "a template of another form": lambda f: [
        *("template", "--pack", MINI, "--dataset", "fte", "--organisation", "alfa"),
        *("--period", "2023-01", "--out", f / "leeg.doc"),
    ],
    "an empty document": lambda f: ["read", text_file(f, "leeg.txt", b"")],
    "no document": lambda f: ["read", text_file(f, "foto.png", b"\x89PNG\0\0\0")],
    "a broken pack": lambda f: ["pack", "check", text_file(f, "pack.yaml", b"id: x\n").parent],
    "no list": lambda f: [
        *("register", "import", "--theme", "x", "--until", "2024-01-01"),
        text_file(f, "lijst.csv", b"a,b\n1,2\n"),
    ],
    "no open data": lambda f: [
        *("register", "import", "--theme", "x", text_file(f, "zaak.json", b"{"))
    ],
    "no window": lambda f: ["register", "export-3.42", "--pack", MINI, "--until", "2024-01-01"],
    "not in the register": lambda f: ["register", "chain", "--pack", MINI, "weg"],
    "no facts": lambda f: [
        *("register", "exceptions", "--pack", MINI, "--on", "2024-01-01", "--targets"),
        text_file(f, "doelen.json", b"[{}]"),
    ],
}


class Said:
    def __init__(self, exit_code: int, output: str) -> None:
        self.exit_code, self.output = exit_code, output


def invoke(*arguments: object) -> Said:
    """Run a command as `main` does, and return what it says."""
    result = CliRunner().invoke(make_group(), [str(a) for a in arguments])
    error = result.exception
    if isinstance(error, VerantwoordError):
        return Said(error.exit_code, str(error))
    assert error is None or isinstance(error, SystemExit | click.ClickException), error
    # what click itself says around our words is English in every language
    ours = [x for x in result.output.splitlines() if not x.startswith(("Usage:", "Try "))]
    return Said(result.exit_code, re.sub(r"(?:Error: )?Invalid value[^:]*:", "", "\n".join(ours)))


@pytest.mark.parametrize("name", WRONG)
def test_an_error_speaks_the_language_that_was_asked(name: str, tmp_path: Path) -> None:
    said = {}
    for language, other in (("nl", ENGLISH), ("en", DUTCH)):
        folder = tmp_path / language
        folder.mkdir()
        arguments = WRONG[name](folder)
        with speaking(language):
            found = invoke(*arguments)
        assert found.exit_code != 0, found.output
        said[language] = QUOTED.sub(" ", found.output)
        assert said[language].strip(), found.output
        assert other.findall(said[language]) == [], (language, found.output)
    assert said["nl"] != said["en"]


def test_the_look_knows_the_languages_apart() -> None:
    """A check that cannot fail is none."""
    assert DUTCH.search("Error: er is al een levering")
    assert ENGLISH.search("Fout: the file is empty")
    assert not DUTCH.search("there is a delivery already")
    assert not ENGLISH.search("er is al een levering van alfa")
