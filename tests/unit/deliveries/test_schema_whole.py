"""The Table Schema that other tools read, whole, of a dataset with a column of every type."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.deliveries.factory import column, dataset
from verantwoord.deliveries.table_schema import table_schema
from verantwoord.model.dataset import ColumnType
from verantwoord.model.text import Text

EVERYTHING = dataset(
    column("maand", "period", required=True, key=True, role="period", grain="maand"),
    column("wie", "organisation", required=True, key=True, role="organisation"),
    column("soort", "code", required=True, key=True, codes=("stroom", "warmte")),
    column("verbruik", "decimal", unit="kwh", unit_column="eenheid",
           unit_codes={"kWh": "kwh", "MWh": "mwh"}),
    column("eenheid", required=True),
    column("kosten", "decimal", scale=2, unit="eur", null_texts=("n.b.", "-")),
    column("panden", "integer", unit="count"),
    column("gemeten", "date", null_texts=("-",)),
    column("gelezen", "timestamp"),
    column("geschat", "boolean", required=True),
    column("ooit", "period", undated=("onbekend",)),
    description=Text("Wat is verbruikt.", "What was used."),
)  # fmt: skip
PERIOD = r"\d{4}(-(H[12]|K[1-3]|Q[1-4]|\d{2}(-\d{2})?))?(/\d{4}-\d{2})?"


def fields(most_three: str, most_two: str) -> list[dict[str, Any]]:
    must = {"required": True}
    return [
        {"name": "maand", "type": "string", "title": "Maand",
         "constraints": {**must, "pattern": PERIOD}},
        {"name": "wie", "type": "string", "title": "Wie", "constraints": must},
        {"name": "soort", "type": "string", "title": "Soort",
         "constraints": {**must, "enum": ["stroom", "warmte"]}},
        {"name": "verbruik", "type": "number", "title": "Verbruik", "description": most_three,
         "unit": "kwh"},
        {"name": "eenheid", "type": "string", "title": "Eenheid",
         "constraints": {**must, "enum": ["kWh", "MWh"]}},
        {"name": "kosten", "type": "number", "title": "Kosten", "description": most_two,
         "unit": "eur"},
        {"name": "panden", "type": "integer", "title": "Panden", "unit": "count"},
        {"name": "gemeten", "type": "date", "title": "Gemeten"},
        {"name": "gelezen", "type": "datetime", "title": "Gelezen"},
        {"name": "geschat", "type": "boolean", "title": "Geschat", "constraints": must,
         "trueValues": ["ja", "true", "waar", "1"], "falseValues": ["nee", "false", "onwaar", "0"]},
        {"name": "ooit", "type": "string", "title": "Ooit"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "about", "three", "two"),
    [
        ("nl", "Wat is verbruikt.", "hoogstens 3 decimalen", "hoogstens 2 decimalen"),
        ("en", "What was used.", "at most 3 decimals", "at most 2 decimals"),
    ],
)
def test_the_schema_says_all_that_the_dataset_asks_in_one_language(
    language: str, about: str, three: str, two: str
) -> None:
    assert table_schema(EVERYTHING, language) == {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": "proef",
        "title": "Proef",
        "description": about,
        "fields": fields(three, two),
        "missingValues": ["", "-", "n.b."],
        "primaryKey": ["maand", "wie", "soort"],
    }


def test_what_a_dataset_does_not_say_is_not_in_its_schema() -> None:
    plain = table_schema(dataset(column("plek"), column("uren", "decimal", scale=1)))
    assert plain == {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": "proef",
        "title": "Proef",
        "fields": [
            {"name": "plek", "type": "string", "title": "Plek"},
            {"name": "uren", "type": "number", "title": "Uren",
             "description": "hoogstens 1 decimaal"},
        ],
        "missingValues": [""],
    }  # fmt: skip


def test_every_type_has_a_type_of_the_schema_and_all_of_it_is_json() -> None:
    types = {c.type for c in EVERYTHING.columns}
    assert types == set(ColumnType)
    assert json.loads(json.dumps(table_schema(EVERYTHING))) == table_schema(EVERYTHING)
