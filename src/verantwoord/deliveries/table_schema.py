"""A dataset as Frictionless Table Schema, so that other tools can check and describe a file."""

from __future__ import annotations

from typing import Any

from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.sql_types import scale_of
from verantwoord.nouns import DECIMAL

_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.CODE: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.DECIMAL: "number",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "datetime",
    ColumnType.ORGANISATION: "string",
    ColumnType.PERIOD: "string",
    ColumnType.BOOLEAN: "boolean",
}
_PERIOD = r"\d{4}(-(H[12]|K[1-3]|Q[1-4]|\d{2}(-\d{2})?))?(/\d{4}-\d{2})?"


def table_schema(dataset: Dataset, language: str = "nl") -> dict[str, Any]:
    """Return the Table Schema of what a sender delivers.

    Shape:    one dataset -> a dictionary that is JSON.
    Unit:     our unit code stands in `unit` of a field, an extension of ours.
    Missing:  the empty text and the texts that a column names mean that there is no value.
    Rounding: none.
    Errors:   none.
    Source:   https://datapackage.org/standard/table-schema/ (version 2).
    """
    missing = sorted({t for c in dataset.columns for t in c.null_texts})
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": dataset.id,
        "title": dataset.title.in_language(language),
        "fields": [_field(c, dataset, language) for c in dataset.columns],
        "missingValues": ["", *missing],
    }
    key = [c.name for c in dataset.columns if c.key]
    if key:
        schema["primaryKey"] = key
    if dataset.description:
        schema["description"] = dataset.description.in_language(language)
    return schema


def _field(column: Column, dataset: Dataset, language: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.title.in_language(language),
    }
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    codes = [k for c in dataset.columns if c.unit_column == column.name for k in c.unit_codes or {}]
    if column.codes or codes:
        constraints["enum"] = list(column.codes or codes)
    if column.type is ColumnType.PERIOD and not column.undated:
        constraints["pattern"] = _PERIOD
    if column.type is ColumnType.BOOLEAN:
        field["trueValues"] = ["ja", "true", "waar", "1"]
        field["falseValues"] = ["nee", "false", "onwaar", "0"]
    if column.type is ColumnType.DECIMAL:
        most = "at most" if language == "en" else "hoogstens"
        field["description"] = f"{most} {DECIMAL.counted(scale_of(column), language)}"
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field
