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
from verantwoord.deliveries.header import EXAMPLE, template_name
from verantwoord.formula import units
from verantwoord.formula.quantities import plain
from verantwoord.model.cells import parts
from verantwoord.model.dataset import Column, ColumnType, Dataset, DatedAs
from verantwoord.model.organisation import top_down
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.sql_types import scale_of
from verantwoord.nouns import DECIMAL

MARK = "voorbeeld: verwijder deze rij"
LAST_ROW = 5000  # drop-downs and checks reach to here
_MOST_PERIODS = 400  # in a drop-down
_GRAINS = {"dag": Grain.DAY, "maand": Grain.MONTH, "kwartaal": Grain.QUARTER, "jaar": Grain.YEAR}
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
_PERIOD_WORDS = {
    "dag": ("dag, als 2024-07-15", "day, as 2024-07-15"),
    "maand": ("maand, als 2024-07", "month, as 2024-07"),
    "kwartaal": ("kwartaal, als 2024-Q3", "quarter, as 2024-Q3"),
    "jaar": ("jaar, als 2024", "year, as 2024"),
}


@dataclass(frozen=True, slots=True)
class Guard:
    """What a program lets somebody fill in in a column, and what it says when they do not."""

    kind: str  # list, integer, decimal, date or moment
    message: str
    choices: tuple[str, ...] = ()  # of a list
    low: dt.date | None = None  # of a date
    high: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """What the sheet beside the data says; each text is a cell."""

    title: str
    about: str  # for whom and about when
    intro: str
    steps: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]  # the header, then: title, what belongs in it, example, id
    rules: tuple[tuple[str, ...], ...]  # the header, then: what we check, id


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """What goes in a template, whatever its form."""

    dataset: Dataset
    sheet: str
    example: Example
    choices: dict[str, tuple[str, ...]]  # column -> what may be chosen
    guards: dict[str, Guard]  # column -> what may be filled in
    explanation: TemplatePage
    language: str

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the data sheet by id; the last marks the example row."""
        return (*(c.name for c in self.dataset.columns), EXAMPLE)

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns as people read them, each with its id below it."""
        named = [template_name(c.title.in_language(self.language), c.name)
                 for c in self.dataset.columns]  # fmt: skip
        return (*named, EXAMPLE)

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
    guards = {c.name: _guard(c, found.get(c.name, ()), example.period, language)
              for c in dataset.columns}  # fmt: skip
    return TemplatePlan(
        dataset,
        dataset.id[:31],
        example,
        found,
        {k: g for k, g in guards.items() if g is not None},
        _explanation(dataset, found, example, word, language),
        language,
    )


def _choices(column: Column, dataset: Dataset, pack: Pack, example: Example) -> tuple[str, ...]:
    units_of = [
        k for c in dataset.columns if c.unit_column == column.name for k in c.unit_codes or {}
    ]
    if column.codes or units_of:
        return column.codes or tuple(dict.fromkeys(units_of))
    if column.type is ColumnType.BOOLEAN:
        return ("ja", "nee")
    if column.type is ColumnType.PERIOD and column.role == "period" and column.grain in _GRAINS:
        found = parts(example.period, _GRAINS[column.grain])
        return tuple(str(p) for p in found) if len(found) <= _MOST_PERIODS else ()
    if column.type is ColumnType.ORGANISATION:
        about = example.period
        return tuple(
            organisation_word(pack, o, max(about.start, o.exists_from))
            for o in top_down(pack.organisations.by_id.values())
            if o.exists_from < about.end and about.start < o.exists_until
        )
    return ()


def _guard(column: Column, choices: tuple[str, ...], period: Period, language: str) -> Guard | None:
    """Return what may be filled in: never less than `check` takes."""
    nl = language != "en"
    if choices:
        return Guard(
            "list",
            "Kies een waarde uit de lijst." if nl else "Choose a value from the list.",
            choices,
        )
    match column.type:
        case ColumnType.INTEGER:
            text = "Vul een geheel getal in, zonder eenheid of tekst."
            return Guard("integer", text if nl else "Fill in a whole number, without unit or text.")
        case ColumnType.DECIMAL:
            text = "Vul een getal in, zonder eenheid, procentteken of tekst."
            english = "Fill in a number, without unit, percent sign or text."
            return Guard("decimal", text if nl else english)
        case ColumnType.DATE:
            return _of_dates(column, period, nl)
        case ColumnType.TIMESTAMP:
            text = "Vul een tijdstip met zone in, als 2024-07-15T13:30:00+02:00."
            english = "Fill in a time with its zone, as 2024-07-15T13:30:00+02:00."
            return Guard("moment", text if nl else english)
        case _:
            return None


def _of_dates(column: Column, period: Period, nl: bool) -> Guard:
    lies = column.lies
    low, high = dt.date(max(1900, lies.first_year), 1, 1), dt.date(lies.last_year, 12, 31)
    if lies.relation is DatedAs.WITHIN:
        low, high = max(low, period.start), min(high, period.last_day)
    elif lies.relation is DatedAs.BY_END:
        high = min(high, period.last_day)
    between = (f"Vul een datum in van {low:%d-%m-%Y} tot en met {high:%d-%m-%Y}." if nl
               else f"Fill in a date from {low} to {high}.")  # fmt: skip
    return Guard("date", between, (), low, high)


def describe(column: Column, choices: dict[str, tuple[str, ...]], language: str = "nl") -> str:
    """Return in one text what belongs in a column."""
    nl = language != "en"
    words = _PERIOD_WORDS.get(column.grain or "") if column.type is ColumnType.PERIOD else None
    parts = [(words or TYPE_WORDS[column.type])[0 if nl else 1]]
    if column.unit:
        parts.append(units.label(column.unit, language))
    if column.type is ColumnType.DECIMAL:
        most = DECIMAL.counted(scale_of(column), language)
        parts.append(f"hoogstens {most}" if nl else f"at most {most}")
    if column.name in choices and column.type not in (ColumnType.ORGANISATION, ColumnType.PERIOD):
        parts.append(", ".join(choices[column.name]))
    if nl:
        parts.append("verplicht" if column.required else "mag leeg zijn")
    else:
        parts.append("required" if column.required else "may be empty")
    return "; ".join(parts)


def _explanation(
    dataset: Dataset,
    choices: dict[str, tuple[str, ...]],
    example: Example,
    organisation: str,
    language: str,
) -> TemplatePage:
    nl = language != "en"
    intro = dataset.description.in_language(language) if dataset.description else ""
    mark = "," if nl else "."
    columns = [
        (
            c.title.in_language(language),
            describe(c, choices, language),
            as_text(example.values[c.name], mark),
            c.name,
        )
        for c in dataset.columns
    ]
    rules = [
        (f"{r.expected.in_language(language)} {r.action.in_language(language)}", r.id)
        for r in dataset.rules
    ]
    heads = (
        ("Kolom", "Wat erin hoort", "Voorbeeld", "Naam voor programma's"),
        ("Column", "What belongs in it", "Example", "Name for programs"),
    )[0 if nl else 1]
    ruled = (("Wat we controleren", "Regel"), ("What we check", "Rule"))[0 if nl else 1]
    return TemplatePage(
        title=dataset.title.in_language(language),
        about=f"Voor {organisation}, over {example.period}" if nl
        else f"For {organisation}, about {example.period}",
        intro=" ".join(intro.split()),
        steps=_STEPS[0 if nl else 1],
        columns=(heads, *columns),
        rules=(ruled, *rules) if rules else (),
    )  # fmt: skip


_STEPS = (
    (
        "1. Vul het blad met de gegevens in, een regel per gegeven.",
        "2. Verwijder de voorbeeldrij (rij 2).",
        "3. Eigen kolommen mogen als de naam met flex_ begint. Geen gegevens over personen.",
    ),
    (
        "1. Fill in the sheet with the data, a row for each fact.",
        "2. Remove the example row (row 2).",
        "3. Your own columns are allowed when named flex_. No data about persons.",
    ),
)


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
