"""Makes schemas/pack/v1 and docs/pack-format.md from the declared classes."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import REPOSITORY
from tests.docs.pack_examples import examples
from verantwoord.formula.functions import FORMS, FUNCTIONS
from verantwoord.formula.units import UNITS
from verantwoord.model.case import Cases
from verantwoord.model.column_map import ColumnMap
from verantwoord.model.dataset import Dataset
from verantwoord.model.dossier import Dossier
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisations
from verantwoord.model.pack import PackInfo
from verantwoord.model.parameter import Parameter
from verantwoord.model.request import DataRequest
from verantwoord.model.schema import json_schema
from verantwoord.model.theme import Themes
from verantwoord.register.files import RegisterFile
from verantwoord.register.programme import Programme

SCHEMAS = REPOSITORY / "schemas" / "pack" / "v1"
# schema -> the class, and which files of a pack have this form
KINDS: dict[str, tuple[type[Any], str]] = {
    "pack": (PackInfo, "pack.yaml"),
    "organisations": (Organisations, "organisations.yaml"),
    "themes": (Themes, "themes.yaml"),
    "dataset": (Dataset, "datasets/*.yaml"),
    "parameter": (Parameter, "parameters/*/*.yaml"),
    "indicator": (Indicator, "indicators/*/*.yaml"),
    "cases": (Cases, "indicators/*/*.cases.yaml"),
    "goal": (Goal, "goals/*/*.yaml"),
    "request": (DataRequest, "requests/*.yaml"),
    "dossier": (Dossier, "dossiers/*.yaml"),
    "register": (RegisterFile, "register/*.yaml"),
    "programme": (Programme, "programmes/*.yaml"),
}
# files that stand beside deliveries, and so in no pack
BESIDE = REPOSITORY / "schemas" / "workspace" / "v1"
BESIDE_KINDS: dict[str, tuple[type[Any], str]] = {
    "mapping": (ColumnMap, "mapping/<organisation>/<dataset>.yaml"),
}
STAR = r"\*"
PIPE = r"\|"
INTRO = """\
# What a pack file may hold

Made from the declared classes of the program; `make docs` writes it again. The same is in
`schemas/pack/v1/*.json` (JSON Schema), for editors and other programs.

An editor with a YAML language server shows these texts and marks faults while you type, if the
first line of a file names its schema:

```yaml
# yaml-language-server: $schema=../../../../schemas/pack/v1/indicator.json
id: energie.verbruik
```

`verantwoord pack check PACK` says everything that is wrong, with file and line. Pack files are YAML
1.2, and stricter: every key once, no anchors or tags, `null` only for an empty cell of an example,
decimals are exact, and only `true` and `false` are truth values. A text is a string, or
`{nl: …, en: …}`. A key marked * must be there. Examples are from the packs of the program.
To begin: `verantwoord pack new` and [pack-maken.md](pack-maken.md). At the end stand the
[units](#units) and the [functions](#functions-and-signs-of-a-formula).

*Nederlands: wat er in een packbestand mag staan, gemaakt uit de klassen van het programma.*
"""


def schema_text(kind: str) -> str:
    """Return the text of one schema file."""
    made, files = (KINDS | BESIDE_KINDS)[kind]
    schema = {**json_schema(made), "title": files}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def page() -> str:
    """Return docs/pack-format.md."""
    parts = [INTRO]
    told: set[str] = set()
    shown = examples(KINDS)
    for kind, (made, files) in KINDS.items():
        whole = json_schema(made)
        parts += [f"## {files}", "", *_block(whole, kind, whole, shown)]
        for name, block in whole.get("$defs", {}).items():
            if name not in told and {"properties", "enum", "anyOf"} & block.keys():
                parts += [f"### {_called(name)}", "", *_block(whole, name, block, shown)]
            told.add(name)
    return "\n".join([*parts, *_units(), *_functions()])


def _units() -> list[str]:
    rows = [f"| `{code}` | {nl} | {en} | {_made_of(code)} |" for code, (_, nl, en) in UNITS.items()]
    return [
        "## Units",
        "",
        "Combined with `*`, `/` and brackets: `kg_co2e/kwh`, `kwh/(fte*month)`. No other exists. "
        "`percent` and",
        "`ratio` (0 to 1) differ: `as_percent()` and `as_ratio()` go from one to the other.",
        "",
        "| unit | Nederlands | English | is |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _made_of(code: str) -> str:
    made = UNITS[code][0]
    return f"`{made}`" if made and "[" not in made else ""


def _functions() -> list[str]:
    told = {row.name: (row.nl, row.en) for row in FUNCTIONS.values()} | FORMS
    rows = [f"| `{n}` | {nl} | {en} |".replace("`|`", f"`{PIPE}`") for n, (nl, en) in told.items()]
    return [
        "## Functions and signs of a formula",
        "",
        "All there are; [formules.md](formules.md) has examples of each.",
        "",
        "| name | Nederlands | English |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


def _called(name: str) -> str:
    return name.removesuffix("_").replace("_", " of ")


def _block(
    whole: dict[str, Any], name: str, block: dict[str, Any], shown: dict[tuple[str, str], str]
) -> list[str]:
    said = [block.get("description", "").split("\n")[0], ""]
    if "enum" in block:
        return [*said, ", ".join(f"`{v}`" for v in block["enum"]), ""]
    block = next((b for b in block.get("anyOf", ()) if "properties" in b), block)
    required = set(block.get("required", ()))
    rows = [
        f"| `{key}`{STAR if key in required else ''} | {_form(value)} | {_meaning(whole, value)} "
        f"| {_default(value)} | `{shown[name, key].replace('|', PIPE)}` |"
        for key, value in block.get("properties", {}).items()
    ]
    head = ["| key | form | meaning | default | example |", "| --- | --- | --- | --- | --- |"]
    return [*said, *head, *rows, ""]


def _meaning(whole: dict[str, Any], value: dict[str, Any]) -> str:
    """What a key means; one of a block of its own means what that block does."""
    block = whole.get("$defs", {}).get(value.get("$ref", "").rpartition("/")[2], {})
    said = value.get("description") or block.get("description", "").split("\n")[0]
    return str(said).replace("|", PIPE)


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    return "" if default in (None, "") else f"`{json.dumps(default, ensure_ascii=False)}`"


def _form(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return _called(value["$ref"].rpartition("/")[2])
    if "enum" in value or "const" in value:
        return " / ".join(f"`{v}`" for v in value.get("enum", [value.get("const")]))
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(_form(v) for v in value["anyOf"]))
    if value.get("type") == "array":
        items = value.get("items") or next(iter(value.get("prefixItems", ())), {})
        return f"list of {_form(items)}"
    if value.get("type") == "object":
        inner = value.get("additionalProperties") or {}
        inner = inner or next(iter(value.get("patternProperties", {}).values()), {})
        return f"by name: {_form(inner)}" if isinstance(inner, dict) and inner else "block"
    if value.get("format") == "date":
        return "date"
    kind = value.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def write() -> None:
    """Write all schemas; one that no class makes any more goes."""
    for path in SCHEMAS.glob("*.json"):
        if path.stem not in KINDS:
            path.unlink()
    for kind in KINDS:
        (SCHEMAS / f"{kind}.json").write_text(schema_text(kind), "utf-8")
    for kind in BESIDE_KINDS:
        (BESIDE / f"{kind}.json").write_text(schema_text(kind), "utf-8")
