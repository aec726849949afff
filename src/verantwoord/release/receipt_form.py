"""What a receipt and a line of `inputs/deliveries.jsonl` must look like to be read at all.

A release may come from anyone. Its records are held against these classes before a word of them is
used.
"""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as _Invalid

from verantwoord.release.errors import ReleaseError
from verantwoord.release.receipt import FORMAT

_LONG = 100_000
_WIDEST = 255  # bytes of one name, on any disk


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    plain = name.isprintable() and "\\" not in name and 0 < len(name) <= 1_000
    fits = all(len(part.encode("utf-8")) <= _WIDEST for part in path.parts)
    if (
        not plain
        or not fits
        or path.is_absolute()
        or ".." in path.parts
        or str(path) != name
        or name == "."
    ):
        raise ValueError("cannot be a file of a release")
    return name


def _one_name(name: str) -> str:
    if "/" in _inside(name):
        raise ValueError("cannot be the name of a file")
    return name


def _day(text: str) -> str:
    dt.date.fromisoformat(text)
    return text


Sha256 = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{64}\z")]
InRelease = Annotated[str, AfterValidator(_inside)]
FileName = Annotated[str, AfterValidator(_one_name)]
Day = Annotated[
    str, StringConstraints(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"), AfterValidator(_day)
]
Short = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(max_length=_LONG)]
Year = Annotated[int, Field(ge=1900, le=2199)]
Count = Annotated[int, Field(ge=0, le=10**12)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WarningForm(_Form):
    """A warning that was accepted with an explanation."""

    rule: Short
    count: Count
    text: Text
    explanation: Text


class DeliveryForm(_Form):
    """One delivery as it was written down."""

    id: Sha256
    dataset: Short
    organisation: Short
    period: Short
    file_name: FileName
    file_sha256: Sha256
    rows_sha256: Sha256
    rows: Count | None  # None where each row is a person
    received_on: Day
    replaces: list[Sha256]
    reason: Text | None
    sheet: Text | None
    unasked: bool
    mapping_sha256: Sha256 | None = None  # none when the file had our own form
    warnings: list[WarningForm]


class ProgramForm(_Form):
    """The program that made the release."""

    name: Literal["verantwoord"]
    version: Short
    commit: Short | None
    engine_sha256: Sha256
    pages_sha256: Sha256
    libraries: dict[Short, Short]


class PartForm(_Form):
    """A pack on which the pack builds."""

    id: FileName
    version: Short


class PackForm(_Form):
    """The pack of the release."""

    id: FileName
    version: Short
    title: Text
    fictional: bool
    sha256: Sha256
    builds_on: list[PartForm]


class ReceiptForm(_Form):
    """The receipt of a release; what its values mean is said in docs/publicatie.md."""

    format: Annotated[str, StringConstraints(pattern=FORMAT)]
    release: Short
    reporting_year: Year
    year_given: Year | None
    known_on: Day | None
    base_url: Text | None
    program: ProgramForm
    pack: PackForm
    inputs_sha256: Sha256
    figures: Count
    deliveries: list[DeliveryForm]
    log_order: list[Sha256] | None = None
    parameters: list[dict[Short, Any]]
    sql: dict[Short, Text]
    files: dict[InRelease, Sha256]
    rows: dict[InRelease, Sha256]


_Kind = TypeVar("_Kind", bound=_Form)


def valid(kind: type[_Kind], content: bytes, where: str) -> dict[str, Any]:
    """Return JSON that has the form of a class.

    Shape:    bytes and their name in errors -> the document as plain JSON values.
    Errors:   ReleaseError that names the first place that is wrong; nesting, sizes and numbers that
              no reader should have to deal with are refused by the form too.
    """
    try:
        return kind.model_validate_json(content).model_dump(mode="json")
    except _Invalid as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])[:200]
        raise ReleaseError(
            f"{where} heeft niet de vorm die dit programma kent ({place or 'JSON'}). "
            "Haal de uitgave opnieuw op.",
            f"{where} has not the form that this program knows ({place or 'JSON'}: "
            f"{first['msg'][:200]}). Fetch the release again.",
        ) from error
