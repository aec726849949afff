"""What a pack offers to cover a claim with: its indicators, goals, actions, motions, commitments.

Reads only ids, titles and references; what these things are is told by `model` and `register`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verantwoord.documents.citations import find
from verantwoord.documents.coverage import Coverable
from verantwoord.model.strict_yaml import load

_ITEMS = ("lines", "priorities", "actions")


def items_of_pack(folder: Path) -> list[Coverable]:
    """Return everything in a pack folder that a coverage file may name, in the order of ids."""
    found = [
        *_definitions(folder, "indicators", "indicator"),
        *_definitions(folder, "goals", "goal"),
    ]
    for path in sorted((folder / "programmes").glob("*.yaml")):
        found += _programme(load(path, path.name).value)
    for path in sorted((folder / "register").glob("*.yaml")):
        value = load(path, path.name).value
        for key, kind in (("motions", "motion"), ("commitments", "commitment")):
            found += [_item(kind, str(item["id"]), item) for item in value.get(key) or []]
    return sorted(found, key=lambda item: item.reference)


def _definitions(folder: Path, name: str, kind: str) -> Iterator[Coverable]:
    for path in sorted((folder / name).rglob("*.yaml")):
        if path.name.endswith(".cases.yaml"):
            continue
        value = load(path, path.name).value
        if isinstance(value, dict) and "id" in value:
            yield _item(kind, str(value["id"]), value)


def _programme(value: dict[str, Any]) -> Iterator[Coverable]:
    base = f"{value['id']}:{value['version']}"
    for group in _ITEMS:
        for item in value.get(group) or []:
            yield _item("action", f"{base}/{item['id']}", item)


def _item(kind: str, id_: str, item: dict[str, Any]) -> Coverable:
    """Keep the references of the item itself; not the report that only mentions it."""
    title = _dutch(item.get("title")) or _dutch(item.get("question")) or ""
    references = [str(item["kst"])] if item.get("kst") else []
    for source in item.get("sources") or []:
        if isinstance(source, dict):
            cited = find(str(source.get("title", "")))
            references += [c.identifier for c in cited if c.identifier]
    return Coverable(kind, id_, title, tuple(dict.fromkeys(references)))


def _dutch(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("nl")
    return str(value) if value else None
