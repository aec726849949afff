"""The JSON Schema of each kind of pack file, generated from the declared classes.

Written to schemas/pack/v1 by `python -m tests.docs.generated`, for editors and other programs;
our own reader does not use it.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class _Schema(GenerateJsonSchema):
    """Says what a file may hold: an absent key is absent, never null; fields have no titles."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if not isinstance(found.get("default", ()), (bool, int, str)) or found["default"] is None:
            found.pop("default", None)
        return found

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        block = super().dataclass_schema(schema)
        short = getattr(schema["cls"], "SHORT_FORM", None)  # what may stand instead of the block
        if short is None:
            return block
        return {"description": block.pop("description", ""), "anyOf": [short, block]}

    def field_title_should_be_set(self, schema: CoreSchema | Any) -> bool:
        return False


_MADE: dict[object, dict[str, Any]] = {}


def json_schema(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file.

    Shape:  a declared class -> a schema (draft 2020-12) with what each key means.
    Source: the class itself.
    """
    if kind not in _MADE:
        schema = TypeAdapter(kind).json_schema(schema_generator=_Schema, by_alias=True)
        _MADE[kind] = {"$schema": GenerateJsonSchema.schema_dialect, **schema}
    return _MADE[kind]


def keys_at(kind: type[Any], path: tuple[str | int, ...]) -> dict[str, str]:
    """Return the keys that may stand at a place in a file, each with what it means."""
    whole = json_schema(kind)
    here = _resolved(whole, whole)
    for step in path:
        if isinstance(step, int):
            inner = here.get("items", {})
        else:
            inner = here.get("properties", {}).get(step, here.get("additionalProperties", {}))
        here = _resolved(whole, inner if isinstance(inner, dict) else {})
    return {k: v.get("description", "") for k, v in here.get("properties", {}).items()}


def _resolved(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        return _resolved(whole, found)
    for option in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        if "$ref" in option or "properties" in option:
            return _resolved(whole, option)
    return schema
