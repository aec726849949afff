"""Packs are YAML 1.2 for any parser: a pack that only we can read belongs to us."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import REPOSITORY
from verantwoord.model import strict_yaml

PACKS = sorted(p.parent for p in (REPOSITORY / "packs").glob("*/pack.yaml"))


def read_by_another(text: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(text)


def differences(ours: Any, other: Any, at: str = "") -> Iterator[str]:
    """Where two readers disagree; only how a number is kept and the end of a block may differ."""
    if isinstance(ours, dict) and isinstance(other, dict):
        if list(ours) != list(other):
            yield f"{at}: keys {list(ours)} and {list(other)}"
            return
        for key in ours:
            yield from differences(ours[key], other[key], f"{at}.{key}")
    elif isinstance(ours, list) and isinstance(other, list):
        if len(ours) != len(other):
            yield f"{at}: {len(ours)} and {len(other)} items"
        for i, (one, two) in enumerate(zip(ours, other, strict=False)):
            yield from differences(one, two, f"{at}[{i}]")
    elif isinstance(ours, Decimal) and isinstance(other, float):
        if ours != Decimal(repr(other)):
            yield f"{at}: {ours!r} and {other!r}"
    elif isinstance(ours, str) and isinstance(other, str):
        if ours != other.rstrip("\n"):
            yield f"{at}: {ours!r} and {other!r}"
    elif type(ours) is not type(other) or ours != other:
        yield f"{at}: {ours!r} and {other!r}"


@pytest.mark.parametrize("pack", PACKS, ids=lambda p: p.name)
def test_another_reader_of_yaml_gets_the_same_from_every_file_of_a_pack(pack: Path) -> None:
    files = sorted(pack.rglob("*.yaml"))
    wrong = [
        f"{path.relative_to(pack)}{found}"
        for path in files
        for found in differences(
            strict_yaml.load(path, path.name).value, read_by_another(path.read_text("utf-8"))
        )
    ]
    assert files and wrong == []


@pytest.mark.parametrize(
    "text",
    ["2023: 5", "a: 1e3", "a: 0x1F", "a: .5", "a: 0o17", "a: True", "a: NULL", "b: [.inf]"],
)
def test_what_two_readers_read_otherwise_is_found(text: str) -> None:
    assert list(differences(strict_yaml.parse(text, "proef").value, read_by_another(text)))
