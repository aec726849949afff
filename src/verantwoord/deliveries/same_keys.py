"""The same key in two current deliveries of a dataset, found when the second is delivered.

Where the key of a row decides its cell, the ledger finds it already and no file is read again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.cells import name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.ledger import Claim
from verantwoord.deliveries.messages import FilePlace, finding, shown
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.verdict import Findings
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery


def key_decides_cell(dataset: Dataset) -> bool:
    """Say whether two rows with one key are always about the same cell.

    Shape:    dataset -> truth value.
    Missing:  a dataset without a key has no equal keys: true. What the rows do not say (about whom
              or when), the delivery says, and that is part of the cell.
    Source:   own definition.
    """
    key = {c.name for c in dataset.columns if c.key}
    if not key:
        return True
    if any(c.key and c.lies.margin_minutes for c in dataset.columns):
        return False  # a moment on the edge of two periods may stand in the delivery of both
    about = [c.name for role in ("organisation", "period") if (c := dataset.role(role))]
    return dataset.kind == "geleverd" and key.issuperset(about)


def judge_keys(
    reading: Reading,
    rows: Path,
    claim: Claim,
    index: Index,
    rows_of: Callable[[Delivery], Path],
    verdict: Findings,
) -> None:
    """Find keys that another current delivery of the dataset and organisation has too.

    Shape:    accepted rows and where those of others are -> findings in `verdict`.
    Missing:  a row with an empty cell in its key equals no other.
    Source:   docs/leveren.md.
    """
    key = [c.name for c in claim.dataset.columns if c.key]
    if key_decides_cell(claim.dataset):
        return
    mine = {d.id for d in claim.replaces}
    others = [
        d
        for d in index.current_of(claim.dataset.id, claim.organisation)
        if d.id not in mine and d.unasked == claim.unasked
    ]
    if not others:
        return
    same = " AND ".join(f"a.{name(c)} = b.{name(c)}" for c in key)
    values = ", ".join(f"a.{name(c)}" for c in key)
    listed = ", ".join(quoted(str(rows_of(d))) for d in others)
    found = reading.con.execute(
        f"SELECT a._rij, b._rij, b.filename, count(*) OVER (), {values} "
        f"FROM read_parquet({quoted(str(rows))}) a JOIN "
        f"read_parquet([{listed}], union_by_name=true, filename=true) b ON {same} "
        f"ORDER BY a._rij, b.filename, b._rij LIMIT {limits.MAX_SHOWN}"
    ).fetchall()
    by_path = {str(rows_of(d)): d for d in others}
    for i, row in enumerate(found):
        more = int(row[3]) - len(found) if i == 0 else 0
        verdict.add(_double(reading, key, row, by_path[str(row[2])]), 1 + more)


def _double(reading: Reading, key: list[str], row: tuple[Any, ...], other: Delivery) -> Any:
    named = ", ".join(f"{c} {shown(v)}" for c, v in zip(key, row[4:], strict=True))
    return finding(
        "sleutel-al-geleverd",
        FilePlace(reading.raw.sheet, int(row[0])),
        reading.language,
        rule=f"{reading.dataset.id}.sleutel",
        key=named,
        delivery=other.id[:12],
        period=str(other.period),
        row=int(row[1]),
    )
