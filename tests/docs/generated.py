"""Makes the pages of docs/ that say what the code says; `make docs` writes them."""

from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
from importlib import import_module
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.docs import pack_format
from tests.spec.formula.chapters import AGGREGATES, CHAPTERS, COUNTED, ROWS, Example
from verantwoord.cli import COMMANDS
from verantwoord.formula.functions import FORMS, FUNCTIONS

DOCS = REPOSITORY / "docs"


def commands_page() -> str:
    """The help of every command, and how to get completion in the shell."""
    parts = [
        "# Opdrachten",
        "",
        "Gemaakt uit de hulp van het programma; Engels met `--lang en`.",
        "",
        "Uitkomst: 0 goed, 1 bevindingen of verschil, 2 verkeerd gebruik, 3 kan niet verder, "
        "4 fout in een pack,\n5 alleen deels na te rekenen.",
        "",
        "Aanvullen in de shell (bash; voor zsh en fish `zsh_source` en `fish_source`):",
        "",
        "```sh",
        'eval "$(_VERANTWOORD_COMPLETE=bash_source verantwoord)"',
        "```",
    ]
    for name in COMMANDS:
        parts += ["", f"## verantwoord {name}", "", "```text", help_of(name), "```"]
        group = import_module(f"verantwoord.cli.{COMMANDS[name][0]}").command
        for part in getattr(group, "commands", ()):
            parts += [
                "",
                f"### verantwoord {name} {part}",
                "",
                "```text",
                help_of(name, part),
                "```",
            ]
    return "\n".join(parts) + "\n"


def help_of(*name: str) -> str:
    """Return the Dutch help of a command, as a terminal of 100 columns shows it."""
    done = subprocess.run(
        [sys.executable, "-m", "verantwoord", *name, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={
            "COLUMNS": "100",
            "PYTHONPATH": str(REPOSITORY / "src"),
            "PATH": "",
            "LANG": "C.UTF-8",
        },
    )
    return done.stdout.strip()


def formulas_page() -> str:
    """The specs of the engine, as a chapter: what holds, and the example that shows it."""
    parts = [
        "# Wat een formule doet",
        "",
        "Gemaakt uit `tests/spec/engine`. Elk voorbeeld draait op elke rekenmachine (DuckDB, en "
        "een langzame in Python); alle moeten hetzelfde geven. `land` is het totaal.",
    ]
    for path in sorted((REPOSITORY / "tests" / "spec" / "engine").glob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        title = next(
            ast.literal_eval(n.value)
            for n in tree.body
            if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "title"
        )
        parts += ["", f"## {title}"]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                parts += _spec(node, tree)
    return "\n".join([*parts, *_language()]) + "\n"


def _language() -> list[str]:
    """The chapters of the formula language, one for each function and form of its table."""
    parts = [
        "",
        "# De formuletaal",
        "",
        "Gemaakt uit de tabel in `formula/functions.py` en `tests/spec/formula`. Elk voorbeeld "
        "draait als cijfer, als rij en in DuckDB. Alleen wat hier staat bestaat.",
        "",
        "Wat leeg is maakt leeg wat ermee wordt berekend. Een cijfer en een rij verschillen in één "
        "ding: een *voorwaarde* die leeg is (bij `case` en `nullif`). Een cijfer is dan leeg, want "
        "niemand weet welke uitkomst geldt; in een rij geldt de voorwaarde dan niet, zoals in SQL.",
        "",
        "Getallen zijn exact tot 34 cijfers. SQL geeft precies hetzelfde, of stopt met een fout "
        "als een getal te groot wordt; daarom deelt SQL nooit.",
    ]
    told = {row.name: (row.nl, row.en) for row in FUNCTIONS.values()} | FORMS
    for name, (nl, en) in told.items():
        title = "-a (minteken)" if name == "neg" else name
        parts += ["", f"## {title}", "", nl, "", f"*{en}*", ""]
        counted = name == AGGREGATES
        parts += ["```text", *(_example(e) for e in (COUNTED if counted else CHAPTERS[name]))]
        parts += [f"over de rijen: {'; '.join(ROWS)}", "```"] if counted else ["```"]
    return parts


def _example(example: Example) -> str:
    given = f"   bij {example.given}" if example.given else ""
    figure = f" (in een cijfer: {example.figure})" if example.figure else ""
    return f"{example.text}{given}   geeft {example.gives}{figure}"


def _spec(node: ast.FunctionDef, tree: ast.Module) -> list[str]:
    call = next(n for n in ast.walk(node) if isinstance(n, ast.Call))
    constants = {
        n.targets[0].id: n.value  # type: ignore[attr-defined]
        for n in tree.body
        if isinstance(n, ast.Assign)
    }
    values = {}
    for keyword in call.keywords:
        value = constants.get(getattr(keyword.value, "id", ""), keyword.value)
        values[keyword.arg] = ast.literal_eval(value)
    rows = textwrap.dedent(values.pop("rows")).strip()
    formula = values.pop("formula")
    expected = ", ".join(f"{k}: {v}" for k, v in values.pop("expected").items())
    rest = "".join(f"{k}: {v}\n" for k, v in values.items())
    said = ast.get_docstring(node) or ""
    block = f"{rows}\n\nformule: {formula}\n{rest}uitkomst: {expected}"
    return ["", f"**{said}**", "", "```text", block, "```"]


PAGES = {
    "opdrachten.md": commands_page,
    "formules.md": formulas_page,
    "pack-format.md": pack_format.page,
}

if __name__ == "__main__":
    for file_name, make in PAGES.items():
        Path(DOCS / file_name).write_text(make(), "utf-8")
    pack_format.write()
