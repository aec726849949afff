"""YAML as packs need it: strict, exact and with the line of everything.

Differs from plain YAML on purpose: a number with a point is a `Decimal`, `yes`, `no` and `on` are
words, a key may stand only once, and there are no anchors, tags or merge keys, so that a file says
what it seems to say.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from verantwoord.model.errors import PackError, Place

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TAGS = {
    f"tag:yaml.org,2002:{word}"
    for word in ("map", "seq", "str", "null", "bool", "int", "float", "timestamp", "value", "merge")
}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """One YAML file: its plain value and the place of every key and item in it."""

    file: str
    value: Any
    lines: dict[tuple[str | int, ...], int] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Return where `path` stands; of a path that is not there, where its nearest parent is."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def load(path: Path, shown_as: str) -> Document:
    """Read one strict YAML file.

    Shape:    a path and the name to show in errors -> Document.
    Unit:     none.
    Missing:  an empty file is refused; `null` is None.
    Rounding: none; `0.10` becomes Decimal("0.10").
    Errors:   PackError with file and line for bad YAML, a double key, an anchor or a tag.
    Source:   EXAMPLES 4 (adr/2026-11-23-strict-yaml.md).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(
            Place(shown_as, 1), f"is geen UTF-8 ({error.reason}).", "Sla het bestand op als UTF-8."
        ) from error
    return parse(text, shown_as)


def parse(text: str, shown_as: str) -> Document:
    """Read strict YAML from text; see `load`."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "onleesbaar"
        raise PackError(
            Place(shown_as, line), f"is geen geldige YAML: {problem}.", "Herstel de opmaak."
        ) from error
    finally:
        loader.dispose()
    if node is None:
        raise PackError(Place(shown_as, 1), "is leeg.", "Vul het bestand of verwijder het.")
    lines: dict[tuple[str | int, ...], int] = {}
    seen: set[int] = set()
    value = _value(node, (), lines, shown_as, seen)
    return Document(shown_as, value, lines)


def _value(
    node: yaml.Node,
    path: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    file: str,
    seen: set[int],
) -> Any:
    place = Place(file, node.start_mark.line + 1)
    lines.setdefault(path, place.line)
    if id(node) in seen:
        raise PackError(place, "gebruikt een anker (&, *).", "Schrijf de waarde voluit.")
    seen.add(id(node))
    if node.tag not in _TAGS:
        raise PackError(place, f"gebruikt een tag ({node.tag}).", "Laat de tag weg.")
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key_place = Place(file, key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                raise PackError(
                    key_place, "heeft een sleutel die geen woord is.", "Noem een woord."
                )
            key = key_node.value
            if key in result:
                raise PackError(
                    key_place, f"noemt '{key}' twee keer.", "Verwijder een van de twee."
                )
            lines[(*path, key)] = key_place.line
            result[key] = _value(value_node, (*path, key), lines, file, seen)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(n, (*path, i), lines, file, seen) for i, n in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)  # YAML has no fourth kind of node
    return _scalar(node, place)


def _scalar(node: yaml.ScalarNode, place: Place) -> Any:
    text: str = node.value
    if node.style:  # quoted or a block: always text
        return text.rstrip("\n") if node.style in "|>" else text
    if text in ("", "null", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    if _DATE.match(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise PackError(place, f"noemt een dag die niet bestaat: {text}.", "") from error
    return text
