"""The fewest arguments that matter: datasets, rules, packs and files, all invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import (
    Column,
    ColumnType,
    Dataset,
    Missing,
    Rule,
    RuleExamples,
    RuleLevel,
    Severity,
)
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest
from verantwoord.model.text import Text


def column(name: str, kind: str = "text", **more: Any) -> Column:
    """One column; optional unless said otherwise."""
    more.setdefault("required", False)
    return Column(name=name, type=ColumnType(kind), title=Text(name.capitalize()), **more)


def rule(
    name: str,
    check: str,
    *,
    level: str = "row",
    missing: str = "skip-if-any",
    severity: str = "blocks",
    **more: Any,
) -> Rule:
    """One rule of the dataset `proef`."""
    return Rule(
        id=f"proef.{name}",
        level=RuleLevel(level),
        severity=Severity(severity),
        category="geldigheid",
        check=check,
        missing=Missing(missing),
        expected=Text(f"Verwacht: {name}.", f"Expected: {name}."),
        action=Text("Verbeter het.", "Mend it."),
        examples=RuleExamples({}, {}),
        **more,
    )


def dataset(*columns: Column, rules: Iterable[Rule] = (), **more: Any) -> Dataset:
    """A dataset called `proef`."""
    more.setdefault("kind", "geleverd")
    return Dataset(id="proef", title=Text("Proef"), columns=columns, rules=tuple(rules), **more)


def with_dataset(pack: Pack, *datasets: Dataset) -> Pack:
    """The pack with more datasets in it."""
    return replace(pack, datasets={**pack.datasets, **{d.id: d for d in datasets}})


def asked(
    pack: Pack,
    name: str = "proef",
    *,
    of: Sequence[str] = ("alfa", "beta"),
    first: str = "2022",
    last: str = "2025",
    every: Grain = Grain.MONTH,
) -> Pack:
    """The pack with a data request for a dataset."""
    request = DataRequest(
        id=name, dataset=name, organisations=tuple(of), first=Period.parse(first),
        last=Period.parse(last), every=every, due_days=20,
    )  # fmt: skip
    return replace(pack, requests={**pack.requests, name: request})


def workspace_for(folder: Path, pack: Pack) -> Workspace:
    """A workspace with a pack that was made in a test."""
    made = Workspace.create(folder / "werk", pack.folder)
    made.__dict__["pack"] = pack
    return made


def csv_file(folder: Path, text: str, name: str = "levering.csv") -> Path:
    """A CSV file from lines that may be indented."""
    lines = [line.strip() for line in text.strip().splitlines()]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def csv_text(header: Sequence[str], rows: Iterable[Mapping[str, Any]], separator: str = ",") -> str:
    """CSV text of rows, quoted where needed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
