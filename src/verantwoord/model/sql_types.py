"""In which type a column is stored: quantities are DECIMAL or integer end to end."""

from __future__ import annotations

from verantwoord.model.column import Column, ColumnType

DEFAULT_SCALE = 3
WIDTH = 18


def scale_of(column: Column) -> int:
    """Return how many decimals a decimal column stores."""
    return DEFAULT_SCALE if column.scale is None else column.scale


def sql_type(column: Column) -> str:
    """Return the type in which a column is stored.

    Shape:    one column -> DuckDB type.
    Missing:  every type can be NULL.
    Rounding: none; DECIMAL(18, scale).
    Source:   DESIGN 4.
    """
    if column.type is ColumnType.DECIMAL:
        return f"DECIMAL({WIDTH}, {scale_of(column)})"
    return {
        ColumnType.INTEGER: "BIGINT",
        ColumnType.DATE: "DATE",
        ColumnType.TIMESTAMP: "TIMESTAMP",
        ColumnType.BOOLEAN: "BOOLEAN",
    }.get(column.type, "VARCHAR")
