"""Writes declared things as YAML, in the form in which people write packs.

What is written is read back as the same, by our own reader and as YAML 1.2 by any other: keys in
the order of the class, nothing that is empty or only says what holds anyway, small blocks on one
line, text of more lines as a block, and quotes around each text that could be taken for something
else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import Any

import yaml

from verantwoord.model.reading import adapter

ON_ONE_LINE = 160
# what some version of YAML takes for a truth value or nothing
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_BREAKS = re.compile("[\r\x85\u2028\u2029]")  # line ends to some readers
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*\Z")


class _Dumper(yaml.SafeDumper):
    """Never writes an anchor: the strict reader refuses those."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Key(str):
    """A name of a field: a plain word, as people write it."""


class _Short(dict[str, Any]):
    """A small block that reads better on one line."""


class _ShortList(list[Any]):
    """A list of some words that reads better on one line."""


def _short_list(dumper: yaml.SafeDumper, value: _ShortList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _key(dumper: yaml.SafeDumper, value: _Key) -> yaml.ScalarNode:
    plain = _PLAIN.match(value) is not None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), None if plain else '"')


def _short(dumper: yaml.SafeDumper, value: _Short) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style: str | None = '"'
    if _PLAIN.match(value) and value.lower() not in _WORDS:
        style = None
    elif "\n" in value and not value.endswith("\n") and not _BREAKS.search(value):
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = format(value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(_Key, _key)
_Dumper.add_representer(_Short, _short)
_Dumper.add_representer(_ShortList, _short_list)
_Dumper.add_representer(Decimal, _number)


def to_yaml(value: Any) -> str:
    """Write one declared thing, such as a file of `register/`.

    Shape:    an object of a declared class -> YAML text that `read` reads back as the same.
    Missing:  what is empty or at its default is left out.
    Rounding: none; decimals are written as they are.
    Source:   EXAMPLES 4, adr/2026-11-26-one-description-of-each-thing.md
    """
    block = adapter(type(value)).dump_python(
        value, by_alias=True, exclude_none=True, exclude_defaults=True
    )
    return yaml.dump(
        {_Key(k): _plain(v) for k, v in block.items()},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _block({_Key(k): _plain(v) for k, v in value.items()})
    if isinstance(value, (list, tuple)):
        items = [_plain(v) for v in value]
        return _ShortList(items) if _is_short(items) else items
    return value.value if isinstance(value, Enum) else value


def _block(block: dict[str, Any]) -> Any:
    if list(block) == ["nl"]:
        return block["nl"]
    return _Short(block) if _is_short([*block, *block.values()]) else block


def _is_short(values: list[Any]) -> bool:
    """Say whether values fit on one line: no blocks, no lists, no text of more lines."""
    if any(isinstance(v, (dict, list)) or "\n" in str(v) for v in values):
        return False
    return sum(len(str(v)) + 2 for v in values) <= ON_ONE_LINE
