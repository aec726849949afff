"""A spec states the language of the packs; it runs on every runner.

The table in a spec is what organisations delivered: a column `org`, perhaps a column `month`, and
columns with numbers. Every number column becomes a component that is summed; `n_<column>` is its
count, `h_<column>` its histogram, `min_<column>` and `max_<column>` its extremes. An empty cell is
an empty cell.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.rows import Shelf
from verantwoord.engine.runners import Runner
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack

ORGANISATIONS = ("alfa", "beta", "gamma", "delta")


@dataclass(frozen=True)
class Spec:
    """Runs one spec in a folder of its own."""

    folder: Path
    runner: Runner

    def __call__(
        self,
        rows: str,
        formula: str,
        expected: Mapping[str, object],
        unit: str = "ratio",
        on: str = "2024",
        told_on: str | None = None,
        **fields: Any,
    ) -> None:
        """Compute `formula` for every organisation and for `land`, and compare.

        `expected` maps an organisation to a number, or to the word for the kind of absence. Told on
        a day, it is what was known then.
        """
        shutil.rmtree(self.folder / "pack", ignore_errors=True)
        header, lines = _table(rows)
        numbers = [h for h in header if h not in ("org", "month")]
        pack = load_pack(_write_pack(self.folder / "pack", numbers, formula, unit, fields))
        shelf = Shelf(pack, self.folder)
        for (who, month), members in _by_delivery(header, lines).items():
            shelf.deliver("tabel", who, month, members, told_on or "2025-01-10")
        day = dt.date.fromisoformat(told_on) if told_on else None
        found = shelf.compute(indicators=["t.spec"], runner=self.runner, known_on=day).figures
        for who, wanted in expected.items():
            figure = found[f"t.spec@{who}@{on}"]
            assert (who, _shown(figure)) == (who, _wanted(wanted)), figure.value


def _words(*texts: str | None) -> set[str]:
    return {word for text in texts if text for word in re.findall(r"[a-z_0-9]+", text)}


def _shown(figure: Figure) -> object:
    value = figure.value
    return str(value.kind) if isinstance(value, Absent) else value


def _wanted(value: object) -> object:
    return value if value in set(Absence) else Decimal(str(value))


def _table(text: str) -> tuple[list[str], list[list[str]]]:
    lines = [line for line in textwrap.dedent(text).splitlines() if line.strip()]
    cells = [[c.strip() for c in line.split("|")] for line in lines if set(line) - set("-+ ")]
    return cells[0], cells[1:]


def _by_delivery(
    header: list[str], lines: list[list[str]]
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in lines:
        row = dict(zip(header, line, strict=True))
        key = (row.pop("org"), row.pop("month", "2024-01"))
        found.setdefault(key, []).append({k: Decimal(v) if v else None for k, v in row.items()})
    return found


def _write_pack(
    folder: Path, numbers: list[str], formula: str, unit: str, fields: dict[str, Any]
) -> Path:
    def put(name: str, text: str) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), "utf-8")

    put(
        "pack.yaml",
        "id: spec\nversion: 1.0.0\ntitle: Spec\nowner: tests\nfictional: true\n",
    )
    put("themes.yaml", "themes:\n  - {id: t, title: T, intro: I}\n")
    organisations = "".join(
        f"  - {{id: {o}, kind: ministerie, names: [{{name: {o}, short: {o}}}], "
        "parents: [{organisation: land}]}\n"
        for o in ORGANISATIONS
    )
    put(
        "organisations.yaml",
        "organisations:\n  - {id: land, kind: totaal, names: [{name: Land, short: L}]}\n"
        f"{organisations}populations:\n"
        f"  - {{id: alle, title: A, organisation: land, members: [{', '.join(ORGANISATIONS)}]}}\n",
    )
    units = fields.pop("units", {})
    missing_cell = fields.pop("missing_cell", "skip")
    time = fields.pop("time", "flow")
    use = fields.pop("use", "")
    columns, components, uses = "", "", ""
    for n in numbers:
        u = units.get(n, "ratio")
        columns += f"  - {{name: {n}, type: decimal, title: {n}, required: false, unit: {u}}}\n"
        rest = f"unit: {u}, time: {time}, missing: {missing_cell}"
        components += f"  - {{name: {n.replace('_', '-')}, aggregate: sum, column: {n}, {rest}}}\n"
        components += (
            f"  - {{name: n-{n.replace('_', '-')}, aggregate: count, column: {n}, "
            f"unit: ratio, time: flow, missing: {missing_cell}}}\n"
            f"  - {{name: h-{n.replace('_', '-')}, aggregate: histogram, column: {n}, "
            f"bins: [0, 100, 10], {rest}}}\n"
        )
        for extreme in ("min", "max"):
            components += (
                f"  - {{name: {extreme}-{n.replace('_', '-')}, aggregate: {extreme}, column: {n}, "
                f"{rest}}}\n"
            )
        for alias in (n, f"n_{n}", f"h_{n}", f"min_{n}", f"max_{n}"):
            if alias in _words(formula, *map(fields.get, ("numerator", "denominator", "terms"))):
                uses += f"  {alias}: {{of: tabel.{alias.replace('_', '-')}{use}}}\n"
    put(
        "datasets/tabel.yaml",
        f"id: tabel\ntitle: Tabel\nkind: geleverd\ncolumns:\n{columns}components:\n{components}",
    )
    if fields.pop("requested", False):
        put(
            "requests/tabel.yaml",
            "id: tabel\ndataset: tabel\n"
            f"organisations: [{', '.join(ORGANISATIONS[:2])}]\n"
            "first: 2024-01\nlast: 2024-12\nevery: maand\ndue-days: 10\n",
        )
    extra = "".join(f"{k.replace('_', '-')}: {v}\n" for k, v in fields.items())
    missing = "" if "if_missing" in fields else "if-missing: onvolledig\n"
    put(
        "indicators/t/spec.yaml",
        "id: t.spec\ntitle: T\nquestion: Q\npopulation: alle\n"
        f"unit: {unit}\nseries: s\ndirection: neutraal\nperiods: [jaar, maand]\n"
        f"components:\n{uses}formula: {formula}\nscope: both\n{missing}"
        f"publish: {{decimals: 1}}\nsources: [{{title: Spec}}]\n{extra}",
    )
    return folder
