"""Templates to fill in: xlsx and ods with drop-downs and an explanation, or plain csv.

Each has the header, one example row that passes `check`, and nothing that `check` would refuse.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from verantwoord.deliveries.example_row import Example, example_row, organisation_word
from verantwoord.deliveries.header import EXAMPLE
from verantwoord.formula import units
from verantwoord.formula.quantities import plain
from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.organisation import top_down
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.sql_types import scale_of

MARK = "voorbeeld: verwijder deze rij"
LAST_ROW = 5000  # drop-downs reach to here
TYPE_WORDS = {
    ColumnType.TEXT: ("tekst", "text"),
    ColumnType.CODE: ("keuze uit een lijst", "choice from a list"),
    ColumnType.INTEGER: ("geheel getal", "whole number"),
    ColumnType.DECIMAL: ("getal", "number"),
    ColumnType.DATE: ("datum, als 2024-07-15", "date, as 2024-07-15"),
    ColumnType.TIMESTAMP: (
        "tijdstip met zone, als 2024-07-15T13:30:00+02:00",
        "time with zone, as 2024-07-15T13:30:00+02:00",
    ),
    ColumnType.ORGANISATION: ("organisatie", "organisation"),
    ColumnType.PERIOD: ("periode, als 2024 of 2024-07", "period, as 2024 or 2024-07"),
    ColumnType.BOOLEAN: ("ja of nee", "ja (yes) or nee (no)"),
}


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """What goes in a template, whatever its form."""

    dataset: Dataset
    sheet: str
    example: Example
    choices: dict[str, tuple[str, ...]]  # column -> what may be chosen
    explanation: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the data sheet; the last marks the example row."""
        return (*(c.name for c in self.dataset.columns), EXAMPLE)

    @property
    def mark(self) -> str:
        """What stands in the last column of the example row."""
        return MARK


def plan(
    dataset: Dataset,
    pack: Pack,
    language: str,
    organisation: str | None = None,
    period: Period | None = None,
) -> TemplatePlan:
    """Decide what goes in the template of a dataset, for an organisation and a period."""
    example = example_row(dataset, pack, organisation, period)
    dataset = dataset.on(example.period.start)
    choices = {c.name: _choices(c, dataset, pack, example) for c in dataset.columns}
    word = organisation_word(pack, example.organisation, example.period.start)
    values = {
        c.name: word
        if c.type is ColumnType.ORGANISATION and example.values[c.name] == example.organisation.id
        else example.values[c.name]
        for c in dataset.columns
    }
    example = Example(example.organisation, example.period, values)
    found = {k: v for k, v in choices.items() if v}
    return TemplatePlan(
        dataset, dataset.id[:31], example, found, _explanation(dataset, found, language)
    )


def _choices(column: Column, dataset: Dataset, pack: Pack, example: Example) -> tuple[str, ...]:
    units_of = [
        k for c in dataset.columns if c.unit_column == column.name for k in c.unit_codes or {}
    ]
    if column.codes or units_of:
        return column.codes or tuple(dict.fromkeys(units_of))
    if column.type is ColumnType.BOOLEAN:
        return ("ja", "nee")
    if column.type is ColumnType.ORGANISATION:
        about = example.period
        return tuple(
            organisation_word(pack, o, max(about.start, o.exists_from))
            for o in top_down(pack.organisations.by_id.values())
            if o.exists_from < about.end and about.start < o.exists_until
        )
    return ()


def describe(column: Column, choices: dict[str, tuple[str, ...]], language: str = "nl") -> str:
    """Return in one text what belongs in a column."""
    nl = language != "en"
    parts = [column.title.in_language(language), TYPE_WORDS[column.type][0 if nl else 1]]
    if column.unit:
        parts.append(units.label(column.unit, language))
    if column.type is ColumnType.DECIMAL:
        parts.append(f"hoogstens {scale_of(column)} decimalen" if nl else
                     f"at most {scale_of(column)} decimals")  # fmt: skip
    if column.name in choices and column.type is not ColumnType.ORGANISATION:
        parts.append(", ".join(choices[column.name]))
    if nl:
        parts.append("verplicht" if column.required else "mag leeg zijn")
    else:
        parts.append("required" if column.required else "may be empty")
    return "; ".join(parts)


def _explanation(
    dataset: Dataset, choices: dict[str, tuple[str, ...]], language: str
) -> tuple[tuple[str, ...], ...]:
    nl = language != "en"
    intro = dataset.description.in_language(language) if dataset.description else ""
    rows: list[tuple[str, ...]] = [
        (dataset.title.in_language(language), intro),
        (
            "Vul het blad met de gegevens in en verwijder de voorbeeldrij."
            if nl
            else "Fill in the data sheet and remove the example row.",
            "Eigen kolommen mogen als de naam met flex_ begint. Geen gegevens over personen."
            if nl
            else "Your own columns are allowed when named flex_. No data about persons.",
        ),
        ("", ""),
        ("Kolom" if nl else "Column", "Wat erin hoort" if nl else "What belongs in it"),
    ]
    rows += [(c.name, describe(c, choices, language)) for c in dataset.columns]
    rows += [("", ""), ("Regel" if nl else "Rule", "Wat we controleren" if nl else "What we check")]
    rows += [
        (r.id, f"{r.expected.in_language(language)} {r.action.in_language(language)}")
        for r in dataset.rules
    ]
    return tuple(rows)


def as_text(value: Any, decimal_mark: str = ".") -> str:
    """Return a value as a sender types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return plain(value).replace(".", decimal_mark)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def csv_bytes(what: TemplatePlan) -> bytes:
    """Return the template as Dutch spreadsheets open it: semicolons and a decimal comma."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(what.header)
    cells = [as_text(what.example.values[c.name], ",") for c in what.dataset.columns]
    writer.writerow([*cells, what.mark])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
