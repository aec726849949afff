"""What must hold in a pack so that every published row says what kind of statement it is."""

from __future__ import annotations

from enum import StrEnum

from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dataset import Dataset
from verantwoord.model.stated import Nature, Origin, Precision
from verantwoord.model.text import Text

_CODED: dict[str, type[StrEnum]] = {
    "nature": Nature,
    "precision": Precision,
    "origin": Origin,
}
_BOUNDS = ("low", "high")


def faults_of_statements(dataset: Dataset) -> list[tuple[Text, Text]]:
    """Return what is wrong with the columns that say what a value is, each with how to mend it.

    Missing:  of what is published every row says its nature, precision and origin; what is
              delivered says none of them.
    Source:   adr/2026-11-26-what-a-value-is.md
    """
    found = []
    published = dataset.kind == "gepubliceerd"
    for role, kind in _CODED.items():
        column = dataset.role(role)
        if column is None and published:
            found.append(
                (
                    Text(
                        f"heeft geen kolom met role: {role}; van een overgenomen waarde moet dat "
                        "bekend zijn.",
                        f"has no column with role: {role}; of a value that was taken over that "
                        "must be known.",
                    ),
                    Text(
                        f"Geef een kolom van type code role: {role} en means.",
                        f"Give a column of type code role: {role} and means.",
                    ),
                )
            )
        if column is not None:
            found += _faults(column, role, kind)
    for role in _BOUNDS:
        column = dataset.role(role)
        if column is not None and column.type is not ColumnType.DECIMAL:
            found.append(
                (
                    Text(
                        f"kolom '{column.name}' is geen decimal.", f"'{column.name}' is no decimal."
                    ),
                    Text("Een grens is een getal: type: decimal.", "A bound is a number: decimal."),
                )
            )
    return found


def _faults(column: Column, role: str, kind: type[StrEnum]) -> list[tuple[Text, Text]]:
    ours = ", ".join(kind)
    means = column.means or {}
    strange = [v for v in means.values() if v not in set(kind)]
    codes = [c for c in column.codes if c not in means]
    codes += [c for change in column.changes for c in change.codes or () if c not in means]
    if column.type is ColumnType.CODE and column.required and not strange and not codes:
        return []
    wrong = ", ".join(strange or codes) or column.type
    return [
        (
            Text(
                f"kolom '{column.name}' zegt niet van elke rij wat haar {role} is: {wrong}.",
                f"column '{column.name}' does not say of every row what its {role} is: {wrong}.",
            ),
            Text(
                f"Maak haar required, van type code; means noemt elke code met een van {ours}.",
                f"Make it required, of type code; means names each code with one of {ours}.",
            ),
        )
    ]
