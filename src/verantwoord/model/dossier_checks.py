"""What must hold for a dossier: datasets, columns and a condition that can be shown to anyone."""

from __future__ import annotations

from verantwoord.formula.errors import ExpressionError
from verantwoord.model.checks import Checks, Unread
from verantwoord.model.column import ColumnType
from verantwoord.model.dataset import Aggregate, Component, Dataset, TimeKind
from verantwoord.model.dossier import Dossier, DossierTable
from verantwoord.model.rule_kinds import check_component, column_kinds

_DRAWN = {
    "along": (ColumnType.DATE, ColumnType.PERIOD),
    "value": (ColumnType.INTEGER, ColumnType.DECIMAL),
}


def check_dossier(checks: Checks, dossier: Dossier) -> None:
    """Note what is wrong with one dossier, each at its line."""
    key = f"dossier:{dossier.id}"
    if checks.pack.complete:
        with checks.at(key):
            checks.known(key, "theme", dossier.theme, checks.pack.themes, "theme")
    for i, table in enumerate(dossier.tables):
        with checks.at(key, "tables", i):
            checks.known(
                key, "dataset", table.dataset, checks.pack.datasets, "tables", i, "dataset"
            )
            if table.dataset in checks.wrong_datasets:
                raise Unread
            _check_table(checks, dossier, table, i)
    first = checks.pack.datasets.get(dossier.tables[0].dataset)
    if first is None or first.id in checks.wrong_datasets:
        return
    if dossier.name is not None:
        with checks.at(key):
            checks.known(key, "column", dossier.name, _names(first), "name")


def _check_table(checks: Checks, dossier: Dossier, table: DossierTable, i: int) -> None:
    key, dataset = f"dossier:{dossier.id}", checks.pack.datasets[table.dataset]
    delivered = checks.pack.datasets.get(dataset.base or dataset.id, dataset)
    if delivered.people is not None:
        raise ExpressionError(
            f"'{dataset.id}' gaat over mensen; hun rijen staan op geen bladzijde",
            f"'{dataset.id}' is about people; their rows stand on no page",
        )
    for part, named in (("columns", table.columns), ("listed", table.listed)):
        for at, column in enumerate(named):
            with checks.at(key):
                checks.known(key, "column", column, _names(dataset), "tables", i, part, at)
    beside, line = table.side_by_side, table.line
    others = [
        *([dossier.about] if dossier.about else []),
        *([line.along, line.value] if line else []),
        *([beside.cell, *beside.by] if beside else []),
        *([beside.columns_of] if beside and beside.columns_of else []),
    ]
    for column in others:
        checks.known(key, "column", column, _names(dataset), "tables", i)
    for part, types in _DRAWN.items() if line else ():
        column = getattr(line, part)
        if dataset.column(column).type not in types:
            raise ExpressionError(
                f"'{column}' kan niet worden getekend als {part}",
                f"'{column}' cannot be drawn as {part}",
            )
    if table.where is not None:
        counted = Component(
            f"{dataset.id}.rijen", Aggregate.COUNT, None, table.where, "count", TimeKind.FLOW,
            "skip",
        )  # fmt: skip
        check_component(counted, column_kinds(dataset))


def _names(dataset: Dataset) -> list[str]:
    return [c.name for c in dataset.columns]
