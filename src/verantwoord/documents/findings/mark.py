"""A mark: something found in a sentence, before it has its place in the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A finding with its place counted in the sentence."""

    kind: str
    start: int
    end: int
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
