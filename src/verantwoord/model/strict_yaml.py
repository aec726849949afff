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
from pathlib import Path as FilePath
from typing import Any

import yaml

from verantwoord.model.errors import Faults, PackError, Place
from verantwoord.model.text import Text
from verantwoord.model.yaml_words import said_of

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MOST_CHARACTERS = 5_000_000
MOST_LEVELS = 40
MOST_DIGITS = 100  # of a number; what is longer is a word
_DIGITS = re.compile(r"[0-9]+")
_OPENED = re.compile(r"[\[{]")
_INDENTED = re.compile(r"(?:\A|[\n\r\x85\u2028\u2029])[ ?-]{40}")  # each ends a line in YAML
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """One YAML file: its plain value and the place of every key and item in it."""

    file: str
    value: Any
    lines: dict[Path, int] = field(repr=False)
    empty: tuple[Path, ...] = ()  # where nothing stands after a key or dash

    def place(self, *path: str | int) -> Place:
        """Return where `path` stands; of a path that is not there, where its nearest parent is."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def load(path: FilePath, shown_as: str) -> Document:
    """Read one strict YAML file.

    Shape:    a path and the name to show in errors -> Document.
    Missing:  an empty file is refused; `null` is None.
    Rounding: none; `0.10` becomes Decimal("0.10").
    Errors:   PackErrors with file and line for bad YAML, double keys, anchors and tags.
    Source:   EXAMPLES 4 (adr/2026-11-23-strict-yaml.md).
    """
    return parse(text_of(path, shown_as), shown_as)


def text_of(path: FilePath, shown_as: str) -> str:
    """Return the text of a file of a pack; PackError for one that is no text, or no file."""
    if not path.is_file():  # a folder, or a pipe that would be waited for
        raise PackError(
            Place(shown_as, 1),
            Text("is geen gewoon bestand.", "is no ordinary file."),
            Text("Zet er een bestand voor in de plaats.", "Put a file in its place."),
        )
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PackError(
            Place(shown_as, line),
            Text("is geen UTF-8.", "is not UTF-8."),
            Text("Sla het bestand op als UTF-8.", "Save the file as UTF-8."),
        ) from error


def parse(text: str, shown_as: str) -> Document:
    """Read strict YAML from text; see `load`."""
    _refuse_bombs(text, shown_as)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise _no_yaml(error, text, shown_as) from error
    finally:
        loader.dispose()
    if node is None:
        raise PackError(
            Place(shown_as, 1),
            Text("is leeg.", "is empty."),
            Text("Vul het bestand of verwijder het.", "Fill the file or remove it."),
        )
    tree = _Tree(shown_as)
    if "&" in text or "!" in text:  # once composed, a tag or an anchor without * cannot be seen
        tree.refuse_marks(text)
    value = tree.value(node, ())
    tree.faults.check()
    return Document(shown_as, value, tree.lines, tuple(tree.empty))


def _no_yaml(error: yaml.YAMLError, text: str, shown_as: str) -> PackError:
    line, said, mend = said_of(error, text)
    return PackError(
        Place(shown_as, line),
        Text(f"is geen geldige YAML: {said.nl}.", f"is no valid YAML: {said.in_language('en')}."),
        mend,
    )


def _refuse_bombs(text: str, shown_as: str) -> None:
    """Refuse what would take the parser minutes or its stack: it nests in C, without a limit."""
    if len(text) > MOST_CHARACTERS:
        raise PackError(
            Place(shown_as, 1),
            Text(
                f"is te groot ({len(text)} tekens; hoogstens {MOST_CHARACTERS}).",
                f"is too large ({len(text)} characters; at most {MOST_CHARACTERS}).",
            ),
            Text("Verdeel het over meer bestanden.", "Divide it over more files."),
        )
    if _may_be_deep(text):
        _refuse_deep(text, shown_as)


def _may_be_deep(text: str) -> bool:
    """Say quickly whether nesting may pass the limit: what closes may stand in a comment."""
    if len(_OPENED.findall(text)) > MOST_LEVELS // 2 or _INDENTED.search(text) is not None:
        return True
    return any(line.count("- ") + line.count("? ") > MOST_LEVELS // 2 for line in text.split("\n"))


def _refuse_deep(text: str, shown_as: str) -> None:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MOST_LEVELS:
                mark = event.start_mark
                raise PackError(
                    Place(shown_as, mark.line + 1 if mark else 1),
                    Text(
                        f"is meer dan {MOST_LEVELS} niveaus diep.",
                        f"is more than {MOST_LEVELS} levels deep.",
                    ),
                    Text("Schrijf het platter.", "Write it flatter."),
                )
    except yaml.YAMLError:
        return  # said by the reader itself, with its line


class _Tree:
    """Turns nodes into plain values; remembers lines and everything that is not allowed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.empty: list[Path] = []
        self.faults = Faults()
        self.seen: set[int] = set()

    def refuse_marks(self, text: str) -> None:
        """Refuse each anchor and each tag, also those that would change nothing."""
        for event in yaml.parse(text, Loader=_Loader):
            is_alias = isinstance(event, yaml.AliasEvent)
            if not is_alias and getattr(event, "anchor", None) is not None:
                self._refuse(
                    event,
                    Text("gebruikt een anker (&, *).", "uses an anchor (&, *)."),
                    Text("Schrijf de waarde voluit.", "Write the value in full."),
                )
            tag = getattr(event, "tag", None)
            if tag is not None:
                self._refuse(
                    event,
                    Text(f"gebruikt een tag ({tag}).", f"uses a tag ({tag})."),
                    Text("Laat de tag weg.", "Leave the tag out."),
                )

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            return None  # by an anchor, which was refused; it may repeat itself without end
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._block(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(n, (*path, i)) for i, n in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # YAML has no fourth kind of node
        return self._scalar(node, path)

    def _block(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        previous: yaml.Node | None = None  # the value before
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                self._refuse(
                    key_node,
                    Text("heeft een sleutel die geen woord is.", "has a key that is not a word."),
                    Text("Noem een woord.", "Name a word."),
                )
                continue
            key = key_node.value
            if key != key.strip("\u00a0\u2007\u202f\ufeff"):
                self._refuse(
                    key_node,
                    Text("heeft een vaste spatie voor of na een sleutel.",
                         "has a non-breaking space before or after a key."),
                    Text("Zet er gewone spaties voor in de plaats.",
                         "Put ordinary spaces in its place."),
                )  # fmt: skip
                continue
            if key in result:
                self._refuse(
                    key_node,
                    Text(f"noemt '{key}' twee keer.", f"names '{key}' twice."),
                    Text("Verwijder een van de twee.", "Remove one of the two."),
                )
                continue
            if node.flow_style and value_node.start_mark.index == key_node.end_mark.index:
                self._comma(key_node, previous)
                continue
            previous = value_node
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            result[key] = self.value(value_node, (*path, key))
        return result

    def _comma(self, key: yaml.ScalarNode, before: yaml.Node | None) -> None:
        """Refuse a word between brackets that has no colon: a comma made two of one value."""
        start = before.value if isinstance(before, yaml.ScalarNode) else ""
        digits = _DIGITS.match(key.value)
        if start.isdigit() and digits and not key.value[digits.end() :].strip("% "):
            mend = Text(
                f"Een decimaal getal schrijft u met een punt: {start}.{digits[0]}.",
                f"A decimal number is written with a full stop: {start}.{digits[0]}.",
            )
        elif start:
            whole = f"{start}{',' if digits and start[-1:].isdigit() else ', '}{key.value}"
            mend = Text(
                f'Zet een tekst met een komma tussen aanhalingstekens: "{whole}".',
                f'Put a text with a comma in quotes: "{whole}".',
            )
        else:
            mend = Text(f"Schrijf '{key.value}: …'.", f"Write '{key.value}: …'.")
        self._refuse(
            key,
            Text(
                f"heeft tussen haken een komma, en dan '{key.value}' zonder dubbele punt.",
                f"has a comma between brackets, and then '{key.value}' without a colon.",
            ),
            mend,
        )

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text: str = node.value
        if node.style:  # quoted or a block: always text
            return text.rstrip("\n") if node.style in "|>" else text
        if text in ("", "null", "~"):
            self.empty.append(path)
            return None
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.match(text) and len(text) <= MOST_DIGITS:  # beyond it, Python refuses
            return int(text)
        if _DECIMAL.match(text) and len(text) <= MOST_DIGITS:
            return Decimal(text)
        if _DATE.match(text):
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                self._refuse(
                    node,
                    Text(
                        f"noemt een dag die niet bestaat: {text}.",
                        f"names a day that does not exist: {text}.",
                    ),
                    Text("Verbeter de datum.", "Mend the date."),
                )
                return None
        return text

    def _refuse(self, at: Any, what: Text, mend: Text) -> None:
        self.faults.add(Place(self.file, at.start_mark.line + 1), what, mend)  # a node or event
