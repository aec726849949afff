"""Reads a pack file into a declared class and gives every fault its line, in two languages.

Which keys there are and what they may hold stands in the classes; here is only how a fault is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from verantwoord.errors import nearest
from verantwoord.model import meant
from verantwoord.model.errors import Faults, PackErrors
from verantwoord.model.schema import keys_at
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Text

T = TypeVar("T")
Path = tuple[str | int, ...]
Pair = tuple[str, str]  # Dutch and English

# where an empty value is a value: what a case is given, and the rows of the examples of a rule
_CELLS = (
    ("cases", "given"),
    ("cases", "parts"),
    ("cases", "parameters"),
    ("rules", "passes"),
    ("rules", "fails"),
)

_KINDS: dict[str, tuple[str, str]] = {
    "string_type": ("tekst", "text"),
    "bool_type": ("true of false", "true or false"),
    "int_type": ("een geheel getal", "a whole number"),
    "number_type": ("een getal", "a number"),
    "date_type": ("een datum, zoals 2024-07-15", "a date, such as 2024-07-15"),
    "is_instance_of": ("een datum, zoals 2024-07-15", "a date, such as 2024-07-15"),
    "list_type": ("een lijst", "a list"),
    "tuple_type": ("een lijst", "a list"),
    "dict_type": ("een blok met sleutels", "a block with keys"),
    "mapping_type": ("een blok met sleutels", "a block with keys"),
    "dataclass_type": ("een blok met sleutels", "a block with keys"),
}
# what was probably meant, by the kind that is asked
_MEANT: dict[str, Callable[[object], Pair | None]] = {
    "number_type": meant.a_number,
    "int_type": meant.a_number,
    "dataclass_type": meant.a_number,  # a number may stand in the place of some blocks
    "date_type": meant.a_day,
    "is_instance_of": meant.a_day,
    "bool_type": meant.a_truth_value,
    "string_type": meant.a_text,
    "list_type": meant.a_list,
    "tuple_type": meant.a_list,
}

_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_MEMBER = re.compile(r"<\w+\.\w+: (.+?)>")  # how pydantic names a member of an enumeration
_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """Return what reads and writes a declared class; made once, and only when needed."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def read(document: Document, kind: type[T]) -> T:
    """Make a declared thing of one file.

    Shape:    a Document and a declared class -> one object of it.
    Missing:  a required key that is not there is a fault; so is a key without a value.
    Errors:   PackErrors with every fault of the file, each at its line.
    Source:   adr/2026-11-26-one-description-of-each-thing.md
    """
    faults = Faults()
    for path in document.empty:
        if not _is_cell(path):
            where, what = _where(path), ("is leeg.", "is empty.")
            faults.add(
                document.place(*path),
                _after(where, what),
                Text("Vul het of laat de sleutel weg.", "Fill it or leave the key out."),
            )
    try:
        made = adapter(kind).validate_python(
            document.value, by_alias=True, by_name=False, context={"file": document.file}
        )
    except ValidationError as error:
        details = list(_telling(error.errors(include_url=False)))
        instead = _misspelt(details, kind)
        for detail in details:
            told = detail["loc"] in document.empty and not _is_cell(detail["loc"])
            if not told and detail["loc"] not in instead.values():
                _say(faults, detail, document, kind, instead.get(detail["loc"]))
        raise PackErrors(faults.found) from error
    faults.check()
    return made


def _is_cell(path: Path) -> bool:
    return any(path[:1] == (first,) and below in path[2:-1] for first, below in _CELLS)


def _telling(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out that a list is too short where that is only because an item of it is wrong."""
    for detail in details:
        loc = detail["loc"]
        below = any(len(d["loc"]) > len(loc) and d["loc"][: len(loc)] == loc for d in details)
        if detail["type"] != "too_short" or not below:
            yield detail


def _misspelt(details: list[ErrorDetails], kind: type[Any]) -> dict[Path, Path]:
    """Return of each unknown key which missing or known key beside it was probably meant."""
    missing = {d["loc"] for d in details if d["type"] == "missing"}
    found: dict[Path, Path] = {}
    for loc in (d["loc"] for d in details if d["type"] in _UNKNOWN):
        absent = [str(m[-1]) for m in missing if m[:-1] == loc[:-1]]
        name = nearest(str(loc[-1]), absent) or nearest(str(loc[-1]), keys_at(kind, loc[:-1]))
        if name is not None:
            found[loc] = (*loc[:-1], name)
    return found


def _say(
    faults: Faults,
    detail: ErrorDetails,
    document: Document,
    kind: type[Any],
    instead: Path | None = None,
) -> None:
    loc = tuple(p for p in detail["loc"] if p != "[key]")
    what, mend, at = _words(detail, loc, kind)
    if instead is not None:
        mend = (f"Bedoelt u '{instead[-1]}'?", f"Do you mean '{instead[-1]}'?")
    path = (*loc, *at)
    faults.add(document.place(*path), _after(_where(path), what), Text(*mend) if mend[0] else "")


def _after(where: str, what: tuple[str, str]) -> Text:
    return Text(
        f"{where or 'het bestand'}: {what[0]}",
        f"{where or 'the file'}: {what[1]}",
    )


def _where(path: Path) -> str:
    return ".".join(str(p + 1 if isinstance(p, int) else p) for p in path)


def _words(detail: ErrorDetails, loc: Path, kind: type[Any]) -> tuple[Pair, Pair, Path]:
    """Say one fault: what is wrong, how to mend it, and where below `loc` it is."""
    sort, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    if sort == "wrong":
        words: tuple[Pair, Pair, Path] = context["words"]
        return words
    if sort == "missing" and isinstance(loc[-1], int):
        said = (f"onderdeel {loc[-1] + 1} ontbreekt.", f"item {loc[-1] + 1} is missing.")
        return said, ("Voeg het toe.", "Add it."), ()
    if sort == "missing":
        key, meaning = loc[-1], keys_at(kind, loc[:-1]).get(str(loc[-1]), "")
        return (
            (f"'{key}' ontbreekt.", f"'{key}' is missing."),
            (f"Voeg '{key}' toe.", f"Add '{key}': {meaning}".rstrip(": ")),
            (),
        )
    if sort in _UNKNOWN:
        known = ", ".join(sorted(keys_at(kind, loc[:-1])))
        return (
            (f"onbekende sleutel {loc[-1]}.", f"unknown key {loc[-1]}."),
            (f"Bekend zijn: {known}.", f"Known are: {known}."),
            (),
        )
    return (*_limits(sort, context, found), ())


_EMPTY = ("is leeg.", "is empty.")


def _limits(sort: str, context: Mapping[str, Any], found: object) -> tuple[Pair, Pair]:
    nl, en = _shown(found, 0), _shown(found, 1)
    cannot = (f"{nl} kan hier niet.", f"{en} cannot stand here.")
    there = len(found) if isinstance(found, (dict, list)) else 0
    counted = (f"er staan er {there}.", f"there are {there}.") if there else _EMPTY
    if sort in _KINDS:
        asked = (f"Schrijf {_KINDS[sort][0]}.", f"Write {_KINDS[sort][1]}.")
        return cannot, (_MEANT[sort](found) if sort in _MEANT else None) or asked
    if sort in ("enum", "literal_error"):
        allowed = _MEMBER.sub(r"\1", context["expected"]).replace(" or ", ", ").replace("'", "")
        near = nearest(str(found), allowed.split(", "))
        ask = (f"Bedoelt u '{near}'? ", f"Do you mean '{near}'? ") if near else ("", "")
        return cannot, (f"{ask[0]}Kies uit: {allowed}.", f"{ask[1]}Choose from: {allowed}.")
    if sort == "string_pattern_mismatch":
        return (
            (f"{nl} heeft niet de goede vorm.", f"{en} has not the right form."),
            meant.of_form(str(found), context["pattern"]),
        )
    if sort == "string_too_short":
        return _EMPTY, ("Schrijf er iets.", "Write something.")
    if sort == "too_short":
        return counted, (
            f"Het moeten er minstens {context['min_length']} zijn.",
            f"There must be at least {context['min_length']}.",
        )
    if sort == "too_long":
        return counted, (
            f"Het moeten er {context['max_length']} zijn.",
            f"There must be {context['max_length']}.",
        )
    if sort == "greater_than_equal":
        return cannot, (f"Minstens {context['ge']}.", f"At least {context['ge']}.")
    return cannot, (f"Hoogstens {context['le']}.", f"At most {context['le']}.")


def _shown(value: object, language: int) -> str:
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, (dict, list)):
        block = ("een blok", "a block") if isinstance(value, dict) else ("een lijst", "a list")
        return block[language]
    return f"'{str(value)[:60]}'"
