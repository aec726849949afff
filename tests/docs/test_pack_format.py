"""The JSON Schemas are what the classes say, and fit every pack file, for any YAML 1.2 reader."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.conftest import PACKS, REPOSITORY
from tests.docs.pack_examples import OTHERS
from tests.docs.pack_format import BESIDE, BESIDE_KINDS, KINDS, SCHEMAS, _called, schema_text
from verantwoord.formula.functions import FORMS, FUNCTIONS
from verantwoord.formula.units import UNITS
from verantwoord.model import strict_yaml

FOLDERS = [*sorted((REPOSITORY / "packs").iterdir()), PACKS / "mini"]
BAD = sorted((REPOSITORY / "tests/unit/model/bad_packs").glob("*.yaml"))
# a mistake of these is one of form, which a schema can see; others are about what fits together
SEEN = (
    "extra-key",
    "unknown-key",
    "wrong-type",
    "a-key-in-the-form-of-python",
    "a-text-that-is-empty",
    "a-value-that-is-empty",
    "a-number-as-text",
    "a-truth-value-as-number",
    "a-list-without-items",
    "too-many-items",
    "too-few-items",
    "too-large-a-number",
    "too-small-a-number",
    "a-word-that-is-not-on-the-list",
    "a-state-that-is-not-on-the-list",
    "an-id-with-capitals",
    "an-address-that-is-none",
    "a-language-that-is-not-there",
    "a-key-that-only-the-program-fills",
    "a-rhythm-that-is-none",
    "a-month-that-is-not",
)


def files(folder: Path, kind: str) -> list[Path]:
    found = sorted(folder.glob(KINDS[kind][1]))
    return [p for p in found if p.name.endswith(".cases.yaml") == (kind == "cases")]


def plain(value: Any) -> Any:
    """As JSON would have it."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker(["date"])
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_what_its_class_says(kind: str) -> None:
    assert (SCHEMAS / f"{kind}.json").read_text("utf-8") == schema_text(kind), "run: make docs"


@pytest.mark.parametrize("kind", BESIDE_KINDS)
def test_the_schema_of_a_file_beside_deliveries_is_what_its_class_says(kind: str) -> None:
    schema = json.loads((BESIDE / f"{kind}.json").read_text("utf-8"))
    assert schema == json.loads(schema_text(kind)), "run: make docs"
    assert not _descriptions(schema)


def test_the_example_of_a_mapping_in_the_docs_has_the_form_that_the_schema_says() -> None:
    page = (REPOSITORY / "docs/leveren.md").read_text("utf-8")
    text = page.partition("```yaml\norganisation:")[2].partition("```")[0]
    example = plain(strict_yaml.parse("organisation:" + text, "x").value)
    schema = jsonschema.Draft202012Validator(json.loads((BESIDE / "mapping.json").read_text()))
    assert not list(schema.iter_errors(example))
    assert list(schema.iter_errors({**example, "kolommen": {}}))


def test_there_is_no_schema_without_a_class() -> None:
    assert {p.stem for p in SCHEMAS.glob("*")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_accepts_every_file_of_every_pack(kind: str) -> None:
    checked = 0
    check = validator(kind)
    for folder in FOLDERS:
        for path in files(folder, kind):
            value = plain(strict_yaml.load(path, path.name).value)
            faults = [f"{path}: {e.json_path} {e.message[:200]}" for e in check.iter_errors(value)]
            assert not faults
            checked += 1
    assert checked


@pytest.mark.parametrize("name", SEEN)
def test_a_schema_refuses_a_mistake_of_form(name: str) -> None:
    mistake = yaml.safe_load(
        (REPOSITORY / f"tests/unit/model/bad_packs/{name}.yaml").read_text("utf-8")
    )
    text = (PACKS / "mini" / mistake["file"]).read_text("utf-8")
    text = text.replace(mistake["replace"], mistake["by"], 1)
    kind = next(k for k in KINDS if PACKS / "mini" / mistake["file"] in files(PACKS / "mini", k))
    assert list(validator(kind).iter_errors(plain(strict_yaml.parse(text, "x").value)))


def _defined(schema: Any, value: Any) -> Any:
    return schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})


def _descriptions(schema: Any) -> list[str]:
    blocks = [schema, *schema.get("$defs", {}).values()]
    blocks += [option for b in blocks for option in b.get("anyOf", ())]
    return [
        f"{b.get('title')}.{key}"
        for b in blocks
        for key, value in b.get("properties", {}).items()
        if not (value.get("description") or _defined(schema, value).get("description"))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_means(kind: str) -> None:
    assert not _descriptions(json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8")))


def _in_any_reader(value: Any) -> Any:
    """What another reader gives; YAML 1.1 takes the word `on` for true, 1.2 does not."""
    if isinstance(value, dict):
        return {("on" if k is True else str(k)): _in_any_reader(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_any_reader(v) for v in value]
    return value


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_another_reader_finds_the_same_keys_in_every_file(folder: Path) -> None:
    """The reader of PyYAML that is written in Python refuses more than the one in C."""
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text("utf-8")
        other = _in_any_reader(yaml.load(text, Loader=yaml.SafeLoader))
        assert _keys(other) == _keys(strict_yaml.parse(text, path.name).value), path


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _keys(v) for k, v in value.items()}
    return [_keys(v) for v in value] if isinstance(value, list) else None


def _blocks(kind: str) -> list[tuple[str, Any]]:
    """The blocks of a schema by name, the file itself under its kind."""
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    named = [(kind, schema), *schema.get("$defs", {}).items()]
    return [(n, next((o for o in b.get("anyOf", ()) if "properties" in o), b)) for n, b in named]


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_has_every_key_with_meaning_and_example(kind: str) -> None:
    """Read from the page itself, so that a table that leaves something out is seen."""
    lines = (REPOSITORY / "docs" / "pack-format.md").read_text("utf-8").splitlines()
    for name, block in _blocks(kind):
        head = f"## {KINDS[kind][1]}" if name == kind else f"### {_called(name)}"
        for key in block.get("properties", {}):
            start = lines.index(head)
            row = next(x for x in lines[start:] if x.startswith(f"| `{key}`"))
            cells = [c.strip() for c in row.replace(r"\|", "/").strip("|").split("|")]
            assert len(cells) == 5, row
            assert all((cells[1], cells[2], cells[4].strip("`"))), row


@pytest.mark.parametrize("key", sorted(OTHERS), ids=".".join)
def test_an_example_that_no_pack_has_may_stand_there(key: tuple[str, str]) -> None:
    kind, (name, block) = next(
        (kind, found) for kind in KINDS for found in _blocks(kind)
        if found[0] == key[0] and key[1] in found[1].get("properties", {})
    )  # fmt: skip
    assert name == key[0]
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    own = {"$defs": schema.get("$defs", {}), **block["properties"][key[1]]}
    value = strict_yaml.parse(f"x: {OTHERS[key]}", "x").value["x"]
    check = jsonschema.Draft202012Validator(own, format_checker=jsonschema.FormatChecker(["date"]))
    assert [e.message for e in check.iter_errors(plain(value))] == []


def test_every_unit_and_function_is_in_the_reference() -> None:
    page = (REPOSITORY / "docs" / "pack-format.md").read_text("utf-8")
    for code, (_, nl, en) in UNITS.items():
        assert f"| `{code}` | {nl} | {en} |" in page
    for name in (*(row.name for row in FUNCTIONS.values()), *FORMS):
        assert f"| `{name}` |" in page
