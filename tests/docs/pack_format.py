"""Makes schemas/pack/v1 and docs/pack-format.md from the declared classes."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import REPOSITORY
from verantwoord.model.case import Cases
from verantwoord.model.dataset import Dataset
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
    "register": (RegisterFile, "register/*.yaml"),
    "programme": (Programme, "programmes/*.yaml"),
}
STAR = r"\*"
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
`{nl: …, en: …}`. A key marked * must be there.

*Nederlands: wat er in een packbestand mag staan, gemaakt uit de klassen van het programma.*
"""


def schema_text(kind: str) -> str:
    """Return the text of one schema file."""
    made, files = KINDS[kind]
    schema = {**json_schema(made), "title": files}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def page() -> str:
    """Return docs/pack-format.md."""
    parts = [INTRO]
    told: set[str] = set()
    for made, files in KINDS.values():
        whole = json_schema(made)
        parts += [f"## {files}", "", *_block(whole)]
        for name, block in whole.get("$defs", {}).items():
            if name not in told and ("properties" in block or "enum" in block):
                parts += [f"### {_called(name)}", "", *_block(block)]
            told.add(name)
    return "\n".join(parts)


def _called(name: str) -> str:
    return name.removesuffix("_").replace("_", " of ")


def _block(block: dict[str, Any]) -> list[str]:
    said = [block.get("description", "").split("\n")[0], ""]
    if "enum" in block:
        return [*said, ", ".join(f"`{v}`" for v in block["enum"]), ""]
    block = next((b for b in block.get("anyOf", ()) if "properties" in b), block)
    required = set(block.get("required", ()))
    rows = [
        f"| `{key}`{STAR if key in required else ''} | {_form(value)} | {_meaning(value)} |"
        for key, value in block.get("properties", {}).items()
    ]
    return [*said, "| key | form | meaning |", "| --- | --- | --- |", *rows, ""]


def _meaning(value: dict[str, Any]) -> str:
    default = value.get("default")
    also = f" Default `{json.dumps(default)}`." if default is not None else ""
    return value.get("description", "").replace("|", "\\|") + also


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
