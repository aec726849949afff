"""The rows of a publication that a figure was taken from, each with its own source.

Only for datasets of kind `gepubliceerd`: their rows are public already. Rows that organisations
deliver never come on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from verantwoord.engine.stated import STATUS
from verantwoord.formula import expression
from verantwoord.model.dataset import Column, Component, Dataset
from verantwoord.model.figure import ComponentValue, Figure
from verantwoord.model.stated import Nature, Origin, Precision
from verantwoord.release.material import Material
from verantwoord.wording.notation import exact
from verantwoord.wording.shown import status_word
from verantwoord.wording.statement import NATURE, PRECISION

_AT_MOST = 20


class TakenCell(NamedTuple):
    """What stands in one column, with its address if it is one; `said` is ours for a code."""

    title: str
    title_en: str
    text: str
    url: str | None
    said: str
    said_en: str
    language: str


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One row as it was taken over, cell by cell."""

    number: int  # in the file, the header is row 1
    file_name: str
    cells: tuple[TakenCell, ...]

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses in the row."""
        return tuple(cell.url for cell in self.cells if cell.url)


class TakenOver:
    """Finds the rows below a figure; the rows of each delivery are read once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._rows: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = {}

    def rows(self, value: ComponentValue) -> list[TakenRow]:
        """Return the rows of a component, at most twenty; none for what was delivered."""
        dataset, component = self._material.pack.component(value.component)
        if dataset.kind != "gepubliceerd" or self._material.rows_path is None:
            return []
        found = []
        for c in value.contributions:
            name = self._material.delivery[c.delivery].file_name
            for row in self._of(c.delivery).get((c.organisation, str(c.period)), []):
                if _counts(component, row):
                    found.append(_taken(dataset, row, name))
        return found[:_AT_MOST]

    def urls(self, figure: Figure) -> list[str]:
        """Return the addresses of the publications that a figure was taken from, each once."""
        taken = (row for c in figure.components for row in self.rows(c))
        return list(dict.fromkeys(url for row in taken for url in row.urls))

    def _of(self, delivery: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
        if delivery not in self._rows:
            import pyarrow.parquet as pq

            assert self._material.rows_path is not None  # `rows` has looked
            path = self._material.rows_path(self._material.delivery[delivery])
            table: dict[tuple[str, str], list[dict[str, Any]]] = {}
            for row in pq.read_table(path).to_pylist():
                table.setdefault((row["_organisatie"], row["_periode"]), []).append(row)
            self._rows[delivery] = table
        return self._rows[delivery]


@cache
def _condition(text: str) -> expression.Expression:
    return expression.parse(text)


def _counts(component: Component, row: Mapping[str, Any]) -> bool:
    """Say whether the component counts a row; the same expression as the engine runs."""
    if component.where is None:
        return True
    condition = _condition(component.where)
    names = {n: Decimal(v) if isinstance(v := row[n], int) else v for n in condition.names}
    return condition.evaluate(names, sql_nulls=True) is True


def _taken(dataset: Dataset, row: Mapping[str, Any], file_name: str) -> TakenRow:
    cells = []
    for column in dataset.columns:
        value = row.get(column.name)
        if value is None or column.role in ("organisation", "period"):
            continue
        text = exact(value) if isinstance(value, Decimal) else str(value)
        url = text if text.startswith(("http://", "https://")) else None
        nl, en = _said(column, text)
        titles = column.title.nl, column.title.in_language("en")
        cells.append(TakenCell(*titles, text, url, nl, en, column.language))
    return TakenRow(int(row["_rij"]), file_name, tuple(cells))


def _said(column: Column, text: str) -> tuple[str, str]:
    """Return what a code means, in the words of the pages; empty for what is no such code."""
    meant = (column.means or {}).get(text)
    if meant is None:
        return "", ""
    if column.role == "origin":
        status = STATUS[Origin(meant)]
        return str(status), status_word(status, "en")
    words = {
        "nature": lambda: NATURE[Nature(meant)],
        "precision": lambda: PRECISION[Precision(meant)],
    }
    if column.role not in words:
        return "", ""
    word = words[column.role]()
    return word.nl, word.en


def as_json(row: TakenRow) -> dict[str, Any]:
    """Return a row as the trace file keeps it."""
    return {
        "row": row.number,
        "file_name": row.file_name,
        "cells": [cell._asdict() for cell in row.cells],
    }
