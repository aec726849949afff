"""Holds a register file against its JSON Schema and says in Dutch, with the line, what is wrong."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import referencing
from jsonschema.protocols import Validator

from verantwoord.model.errors import PackError
from verantwoord.model.strict_yaml import Document

_HERE = Path(__file__).resolve()
FOLDERS = (_HERE.parents[1] / "schemas", _HERE.parents[3] / "schemas")


def folder() -> Path:
    """Return where the schemas are: in the installed package, or in the repository."""
    return next(f for f in FOLDERS if f.is_dir()) / "pack" / "v1"


def check(document: Document, kind: str) -> None:
    """Refuse a file that does not follow its schema.

    Shape:    a Document and the name of a schema in schemas/pack/v1 -> nothing.
    Unit:     none.
    Missing:  a required key that is not there is an error.
    Rounding: none.
    Errors:   PackError at the line of the first fault, with what is allowed there.
    Source:   schemas/pack/v1.
    """
    faults = sorted(
        _validator(kind).iter_errors(_as_json(document.value)),
        key=lambda e: (document.place(*e.absolute_path).line, str(e.json_path)),
    )
    if not faults:
        return
    fault = faults[0]
    path = list(fault.absolute_path)
    what, mend = _in_words(fault)
    where = ".".join(str(p) for p in path)
    raise PackError(document.place(*path), f"{where or 'het bestand'}: {what}", mend)


def _in_words(fault: jsonschema.ValidationError) -> tuple[str, str]:
    schema: Any = fault.schema
    allowed: Any = fault.validator_value
    found: Any = fault.instance
    if fault.validator == "additionalProperties":
        known = schema.get("properties", {})
        extra = ", ".join(sorted(set(found) - set(known)))
        return f"onbekende sleutel {extra}.", f"Bekend zijn: {', '.join(sorted(known))}."
    if fault.validator == "required":
        missing = fault.message.split("'")[1]
        return f"'{missing}' ontbreekt.", f"Voeg '{missing}' toe."
    if fault.validator == "enum":
        return (
            f"{fault.instance!r} kan hier niet.",
            f"Kies uit: {', '.join(allowed)}.",
        )
    if fault.validator in ("oneOf", "anyOf") and fault.context:
        deepest = max(fault.context, key=lambda e: len(e.absolute_path))
        if len(deepest.absolute_path) > len(fault.absolute_path):
            return _in_words(deepest)
        forms = " of ".join(_in_words(e)[1] for e in fault.context)
        return "past in geen van de vormen.", forms
    if fault.validator == "pattern":
        return f"{fault.instance!r} heeft niet de goede vorm.", f"Vorm: {fault.validator_value}"
    return f"{fault.message}.", f"Verwacht: {fault.validator} {fault.validator_value}."


@cache
def _validator(kind: str) -> Validator:
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        (path.name, referencing.Resource.from_contents(json.loads(path.read_text("utf-8"))))
        for path in sorted(folder().glob("*.json"))
    )
    schema = json.loads((folder() / f"{kind}.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(
        schema, registry=registry, format_checker=jsonschema.FormatChecker(["date"])
    )


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _as_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_json(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
