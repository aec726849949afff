"""The product works without the optional libraries, and says what to install where it needs one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.extras import EXTRAS, MissingExtra, require, using

MINI = REPOSITORY / "tests" / "packs" / "mini"
WHO = ("--organisation", "alfa", "--period", "2024-01")
BLOCKED = sorted(m for modules, _, _ in EXTRAS.values() for m in modules)
WITHOUT = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {BLOCKED!r}:
            raise ModuleNotFoundError("No module named " + name, name=name)
sys.meta_path.insert(0, Blocked())
sys.argv = ["verantwoord", *sys.argv[1:]]
from verantwoord.cli import main
main()
"""


def without(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that has none of the extras."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_deliveries_figures_and_a_release_need_no_extra(tmp_path: Path) -> None:
    (tmp_path / "fte.csv").write_text("organisatie,maand,fte\nalfa,2024-01,10\n", "utf-8")
    given = ("--pack", MINI, "--dataset", "fte", tmp_path / "fte.csv")
    assert "No module" not in without("check", *given).stderr
    out = tmp_path / "leeg.csv"
    assert without("template", *given[:4], *WHO, "--out", out).returncode == 0
    assert without("pack", "check", MINI).returncode == 0
    assert without("register", "check", "--pack", REPOSITORY / "packs" / "rijk").returncode in (
        0,
        1,
    )


@pytest.mark.parametrize(
    ("name", "content", "arguments", "extra"),
    [
        ("brief.txt", b"Zie Kamerstuk 36 360, nr. 1.", ("read",), "documents"),
        ("brief.html", b"<html><p>Tekst hier.</p></html>", ("read",), "documents"),
        ("brief.pdf", b"%PDF-1.4", ("read",), "documents"),
        (
            "lijst.xlsx",
            None,
            ("register", "import", "--theme", "x", "--until", "2024-12-31"),
            "spreadsheets",
        ),
    ],
)
def test_what_needs_an_extra_says_which_to_install(
    tmp_path: Path, name: str, content: bytes | None, arguments: tuple[str, ...], extra: str
) -> None:
    from tests.unit.sources.test_spreadsheet import workbook

    path = tmp_path / name
    if content is None:
        workbook(path)
    else:
        path.write_bytes(content)
    done = without(*arguments, path)
    assert done.returncode == 3, done.stderr
    assert f"pip install 'verantwoord[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
    said = without(*arguments, path, "--lang", "en").stderr
    assert said.startswith("Error: More is needed for")


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_template_as_spreadsheet_says_which_to_install(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"leeg.{suffix}"
    done = without("template", "--pack", MINI, "--dataset", "fte", *WHO, "--out", out)
    assert done.returncode == 3
    assert "pip install 'verantwoord[spreadsheets]'" in done.stderr
    assert not out.exists()


def test_citing_says_which_to_install() -> None:
    done = without("cite", "Kamerstukken II 2022/23, 34352, nr. 258")
    assert done.returncode == 3
    assert "verantwoord[documents]" in done.stderr


def test_a_missing_module_of_our_own_is_not_blamed_on_an_extra() -> None:
    with pytest.raises(ModuleNotFoundError) as caught, using("documents"):
        import verantwoord.bestaat_niet  # type: ignore[import-not-found]  # noqa: F401
    assert not isinstance(caught.value, MissingExtra)
    require("documents", "json")
    with pytest.raises(MissingExtra, match="bestaat_niet is niet"):
        require("documents", "bestaat_niet")


def test_the_extras_are_those_of_the_project_file() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    for extra, (modules, _, _) in EXTRAS.items():
        (line,) = (x for x in text.splitlines() if x.startswith(f"{extra} = ["))
        assert all(f'"{module}' in line for module in modules), extra
