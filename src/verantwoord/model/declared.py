"""How a thing of a pack is declared: once, as a class, and all else follows from it.

A declared class is a frozen dataclass whose fields say what they may hold and what they mean. From
it follow the reading of YAML with all faults at once (`verantwoord.model.reading`), the writing of
it (`verantwoord.model.writing`), and the JSON Schema and docs/pack-format.md
(`verantwoord.model.schema`). In YAML a key is the name of the field in kebab-case, unless `alias`
says otherwise.

Plain `int`, `bool`, `date` and `Decimal` would turn other kinds into themselves ("yes" into true);
the types below do not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    Strict,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from verantwoord.model.meant import a_period
from verantwoord.model.period import Period, PeriodError


def kebab(name: str) -> str:
    """Return the key in YAML of a field."""
    return name.replace("_", "-")


# `defer_build`: a class costs nothing until something of it is made
DECLARED = ConfigDict(
    extra="forbid",
    alias_generator=kebab,
    validate_by_name=True,
    validate_by_alias=True,
    defer_build=True,
)


def wrong(
    what: tuple[str, str], mend: tuple[str, str] = ("", ""), *, at: tuple[str | int, ...] = ()
) -> PydanticCustomError:
    """Make the error that a check of a declared class raises.

    Shape:  Dutch and English of what is wrong and of how to mend it, and the keys below the thing
            itself that lead to the faulty line -> an error that `reading` gives its file and line.
    Source: adr/2026-11-26-one-description-of-each-thing.md
    """
    return PydanticCustomError("wrong", "{what}", {"what": what[0], "words": (what, mend, at)})


def check_span(first: dt.date, until: dt.date) -> None:
    """Refuse what ends on or before its first day: it would hold on no day.

    Errors:   that of `wrong`, at the key `until`.
    """
    if until <= first:
        raise wrong(
            (
                f"geldt tot {until}, en pas vanaf {first}.",
                f"holds until {until}, and only from {first}.",
            ),
            ("Zet 'until' na 'from'.", "Put 'until' after 'from'."),
            at=("until",),
        )


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for i, value in enumerate(values):
        if value in values[:i]:
            raise _twice(value, i)
    return values


def _twice(value: object, *at: str | int) -> PydanticCustomError:
    return wrong(
        (f"'{value}' staat er twee keer.", f"'{value}' stands here twice."),
        ("Verwijder er een.", "Remove one of them."),
        at=at,
    )


def check_once(key: str, names: Iterable[str]) -> None:
    """Refuse a list of which two items have one name, at the line of the second."""
    seen = set[str]()
    for i, name in enumerate(names):
        if name in seen:
            raise _twice(name, key, i)
        seen.add(name)


def _exact(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        if value.is_finite():
            return value
    elif isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("number_type", "Input should be a number")


def _written(value: Any) -> Decimal:
    if isinstance(value, str):
        try:
            return _exact(Decimal(value))
        except InvalidOperation as error:
            raise PydanticCustomError("number_type", "Input should be a number") from error
    return _exact(value)


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    try:
        return Period.parse(str(value))
    except PeriodError as error:
        said = (f"{error.in_language('nl')}.", f"{error.in_language('en')}.")
        mend = a_period(value) or ("Verbeter de periode.", "Mend the period.")
        raise wrong(said, mend) from error


def _year(value: Any) -> Any:
    text = str(value)
    if len(text) == 4 and text.isascii() and text.isdigit():
        return int(text)
    raise wrong(
        (f"'{value}' is geen jaar.", f"'{value}' is not a year."),
        ("Schrijf vier cijfers, zoals 2024.", "Write four digits, such as 2024."),
    )


def _inside(value: str, info: ValidationInfo) -> str:
    """Refuse a reference that leaves the pack; links are followed where the file is opened.

    Only in a file: for the loader a table of a pack below stands beside the pack itself.
    """
    if info.context is None:
        return value
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in path.parts[0]:
        raise wrong(
            (f"'{value}' wijst buiten het pack.", f"'{value}' leads out of the pack."),
            (
                "Noem een bestand in het pack, gerekend vanaf de map van het pack.",
                "Name a file in the pack, counted from the folder of the pack.",
            ),
        )
    return value


def _in_program(value: Any, info: ValidationInfo) -> Any:
    """Refuse a value in a file for what only the loader puts in."""
    if info.context is not None:
        raise PydanticCustomError("unexpected_keyword_argument", "unknown key")
    return value


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ReadAs:
    """Marks a field that is read as another type, of which the values are those of the field."""

    def __init__(self, form: Any) -> None:
        self.form = form

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler.generate_schema(self.form)


def in_file(info: ValidationInfo) -> bool:
    """Say whether a thing is being read from a file, where every rule holds."""
    return info.context is not None


Words = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PathId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
ShortName = Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$")]
Url = Annotated[str, Field(pattern=r"^https?://")]
Formula = Annotated[str, Field(min_length=1)]
Unit = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Day = Annotated[dt.date, Strict()]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer"})]
InPack = Annotated[str, Field(min_length=1), AfterValidator(_inside)]
Number = Annotated[Decimal, PlainValidator(_exact), WithJsonSchema({"type": "number"})]
# a number that keeps its zeros at the end: "2.60" is compared with two decimals
Exact = Annotated[Decimal, PlainValidator(_written), WithJsonSchema({"type": ["number", "string"]})]
PeriodText = Annotated[
    Period,
    PlainValidator(_period),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"]}),
]
# what a cell of a worked example may hold: null is an empty cell
Cell = Annotated[Any, WithJsonSchema({})]


# a text that a file may also write as a number, such as a page or a year
Numbered = Annotated[
    str,
    BeforeValidator(_text),
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "integer"]}),
]
# of a list in which each stands once: what stands twice would count twice
Once = AfterValidator(_once)
# of a field that no file writes; combine with SkipJsonSchema and Field(exclude=True)
InProgram = BeforeValidator(_in_program)


class Listed:
    """Marks a mapping by id that YAML writes as a list; an id that stands twice is refused."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        items = handler.generate_schema(list[get_args(source)[1]])  # type: ignore[misc]
        return core_schema.no_info_wrap_validator_function(
            _by_id,
            items,
            serialization=core_schema.wrap_serializer_function_ser_schema(_listed, schema=items),
        )


def _listed(value: Mapping[str, object], write: Callable[[list[object]], Any]) -> Any:
    return write(list(value.values()))


def _by_id(
    value: Any, handler: Callable[[Any], list[Any]]
) -> dict[str, Any] | Mapping[str, object]:
    if isinstance(value, Mapping):
        return value  # made in the program, not read
    found: dict[str, Any] = {}
    for i, item in enumerate(handler(value)):
        if item.id in found:
            raise _twice(item.id, i)
        found[item.id] = item
    return found
