"""Which part of a pack decides how a file is read and judged, as one hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from verantwoord.deliveries.log import canonical
from verantwoord.deliveries.rules import UnknownParameter, parameter_values
from verantwoord.model.dataset import Dataset, Rule
from verantwoord.model.pack import Pack

# words and examples: they explain a rule, and change nothing in what it lets through
_WORDS = frozenset(("expected", "action", "examples", "source", "category", "reason"))
_TIMES = frozenset(("holds_from", "holds_until", "changes", "was"))  # the day was chosen already


def definition_sha256(dataset: Dataset, pack: Pack, day: dt.date) -> str:
    """Return the hash of what a delivery about a period that begins on a day is judged by.

    Shape:    a dataset as it is on that day (`Dataset.on`) -> 64 hexadecimal digits.
    Missing:  an unknown parameter is part of it, with its reason.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    what = {
        "dataset": dataset.id,
        "kind": dataset.kind,
        "grain": _plain(dataset.grain),
        "columns": [
            {**_plain(c), "names": c.names_on(day), **({"scale": 0} if c.scale == 0 else {})}
            for c in dataset.columns  # a scale of nothing is another than none that is said
        ],
        "rules": [{**_plain(r), "parameters": _parameters(r, pack, day)} for r in dataset.rules],
    }
    return hashlib.sha256(canonical(what)).hexdigest()


def _parameters(rule: Rule, pack: Pack, day: dt.date) -> Any:
    try:
        return {k: format(v, "f") for k, v in sorted(parameter_values(rule, pack, day).items())}
    except UnknownParameter as reason:
        return str(reason)


def _plain(value: Any) -> Any:
    """Return a definition as JSON keeps it, without what it leaves at 'nothing'.

    A field that is added to the model later and that a pack does not use changes no hash.
    """
    if is_dataclass(value) and not isinstance(value, type):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, Mapping):
        kept = {str(k): v for k, v in value.items() if k not in _WORDS and k not in _TIMES}
        return {k: _plain(v) for k, v in kept.items() if v not in (None, (), False, {})}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    return format(value, "f") if isinstance(value, Decimal) else _text_or_number(value)


def _text_or_number(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool)) else str(value)
