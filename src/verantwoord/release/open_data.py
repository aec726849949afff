"""The figures and deliveries as open data: CSV with its meaning beside it (CSVW), and Parquet.

Machines get a point for the decimals, ISO dates and unrounded values (DATA-01); `published` is the
text as the pages show it. A value has up to 34 digits, which no decimal column of Parquet holds, so
there `value` is text and `value_float` stands beside it for those who only want to draw.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from verantwoord.formula.quantities import Absent, Value, plain
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.text import Text
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.promised import Promised, promised
from verantwoord.release.taken_over import TakenOver
from verantwoord.wording.comparing import Obstacle, incomparable
from verantwoord.wording.coverage import figure_words
from verantwoord.wording.shown import show, status_word
from verantwoord.wording.statement import NATURE, how_precise

CC0 = ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0")
CC_BY = ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0")
# column -> (meaning, CSVW datatype)
FIGURE_COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("nummer van het cijfer", "string"),
    "indicator": ("indicator", "string"),
    "indicator_title": ("naam van de indicator", "string"),
    "theme": ("thema", "string"),
    "series": ("reeks; alleen binnen een reeks vergelijken", "string"),
    "population": ("groep organisaties waarbinnen het cijfer geldt", "string"),
    "organisation": ("organisatie", "string"),
    "organisation_name": ("naam van de organisatie in de periode", "string"),
    "period": ("periode", "string"),
    "period_start": ("eerste dag van de periode", "date"),
    "period_end": ("laatste dag van de periode", "date"),
    "dimensions": ("uitsplitsing, als naam=waarde", "string"),
    "structure": ("indeling van welke dag, als die niet die van toen is", "date"),
    "value": ("waarde zonder afronding", "decimal"),
    "published": ("waarde zoals getoond", "string"),
    "reason": ("waarom er geen waarde is", "string"),
    "reason_en": ("waarom er geen waarde is, in het Engels", "string"),
    "unit": ("eenheid", "string"),
    "numerator": ("teller zonder afronding", "decimal"),
    "denominator": ("noemer zonder afronding", "decimal"),
    "status": ("hoe het cijfer tot stand kwam", "string"),
    "status_en": ("hoe het cijfer tot stand kwam, in het Engels", "string"),
    "nature": ("wat het cijfer is: realisatie, doel, norm, raming, afspraak, schatting", "string"),
    "nature_nl": ("hetzelfde in een Nederlands woord", "string"),
    "precision": (
        "hoe precies: exact, rounded, about, at-most, at-least, between",
        "string",
    ),
    "precision_nl": ("hetzelfde in een Nederlands woord, of dat van de bron", "string"),
    "low": (
        "niet lager dan; leeg als het cijfer precies is, of als geen grens bekend is",
        "decimal",
    ),
    "high": (
        "niet hoger dan; leeg als het cijfer precies is, of als geen grens bekend is",
        "decimal",
    ),
    "parts_only": ("noemer te klein: gebruik teller en noemer, niet de verhouding", "boolean"),
    "methods": ("wijze van meten; meer dan een gescheiden door |", "string"),
    "comparable": ("te vergelijken met de periode ervoor; leeg als die er niet is", "boolean"),
    "comparable_why": ("waarom niet te vergelijken met de periode ervoor", "string"),
    "comparable_why_en": ("waarom niet te vergelijken, in het Engels", "string"),
    "existed": (
        "deel van de periode waarin de organisatie bestond; leeg: de hele periode",
        "string",
    ),
    "coverage": ("dekking in woorden", "string"),
    "coverage_received": ("ontvangen bestanden", "integer"),
    "coverage_expected": ("gevraagde bestanden", "integer"),
    "coverage_cells": (
        "wat ervan binnen is, in maanden of waar de gegevens in geteld worden",
        "integer",
    ),
    "coverage_cells_expected": ("wat ervan gevraagd is, in hetzelfde", "integer"),
    "coverage_cells_unasked": (
        "wat nodig is, niet gevraagd en niet binnen, in hetzelfde",
        "integer",
    ),
    "coverage_rows_left_out": ("geleverde rijen zonder waarde, die niet meetellen", "integer"),
    "matched_cells": (
        "waarover een onvolledige verhouding gaat: wat er van teller en noemer allebei is",
        "integer",
    ),
    "matched_cells_expected": ("waarover zij had moeten gaan, in hetzelfde", "integer"),
    "matched_numerator": ("wat er van de teller is, in hetzelfde", "integer"),
    "matched_denominator": ("wat er van de noemer is, in hetzelfde", "integer"),
    "goal": ("doel; meer dan een gescheiden door |", "string"),
    "goal_status": ("oordeel over elk doel, in dezelfde volgorde", "string"),
    "goal_basis": (
        "wat de grens is: gevraagd, een norm zonder jaar, of een punt op onze eigen rekenlijn",
        "string",
    ),
    "goal_low": ("onderste grens, of leeg; een getal als er één doel is", "string"),
    "goal_high": ("bovenste grens, of leeg; een getal als er één doel is", "string"),
    "sources": (
        "bronnen van een overgenomen cijfer, dan van de definitie; gescheiden door |",
        "string",
    ),
    "page": ("pagina met de herkomst, binnen deze uitgave", "string"),
}
GOAL_COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("nummer van het doel of de belofte", "string"),
    "theme": ("thema", "string"),
    "title": ("wat is afgesproken of beloofd", "string"),
    "organisation": ("voor wie het doel geldt", "string"),
    "indicator": ("indicator die het meet; leeg als niets het meet", "string"),
    "year": ("jaar van de uitgave", "integer"),
    "stand": ("waar het staat in dat jaar", "string"),
    "counts": ("telt mee in de aantallen op de eerste pagina", "boolean"),
    "reading_of": ("het doel waarvan dit een andere lezing is", "string"),
    "figure": ("cijfer waaraan het is gehouden: over het jaar, of ouder", "string"),
    "figure_status": ("oordeel over dat cijfer, van welk jaar ook", "string"),
    "reason": ("waarom er geen oordeel over het jaar is", "string"),
}
DELIVERY_COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("nummer van de levering", "string"),
    "dataset": ("gegevens", "string"),
    "organisation": ("organisatie", "string"),
    "period": ("periode", "string"),
    "file_name": ("naam van het bestand bij de leverancier", "string"),
    "file_sha256": ("vingerafdruk van het bestand", "string"),
    "rows_sha256": ("vingerafdruk van de goedgekeurde rijen", "string"),
    "rows": ("aantal rijen", "integer"),
    "received_on": ("ontvangen op", "date"),
    "counts": ("telt mee; zo niet, dan is zij vervangen", "boolean"),
    "replaces": ("vervangt deze levering", "string"),
    "reason": ("reden van de verbetering", "string"),
    "warnings": ("geaccepteerde waarschuwingen met toelichting", "string"),
}


Cells: TypeAlias = Mapping[str, str]
_NUMBERS = re.compile(r"-?[0-9]+([.][0-9]+)?([|](-?[0-9]+([.][0-9]+)?)?)*")
_PART = 1000  # rows that are written at a time


@dataclass(frozen=True)
class Table:
    """A table of text cells with the meaning of its columns; its rows are made when asked for."""

    id: str
    title: str
    about: str
    path: str  # of the CSV
    columns: Mapping[str, tuple[str, str]]
    rows: Callable[[], Iterable[Cells]]
    count: int
    key: tuple[str, ...]
    licence: tuple[str, str]


def tables(material: Material) -> Iterator[Table]:
    """Yield the tables of a release: figures, deliveries, and what was taken from publications."""
    licence = licence_of(material)
    taken = TakenOver(material)
    yield Table(
        "figures",
        "Cijfers",
        "Alle cijfers van deze uitgave.",
        "data/figures.csv",
        FIGURE_COLUMNS,
        lambda: (figure_row(material, f, taken) for f in material.figures.values()),
        len(material.figures),
        ("id",),
        licence,
    )
    items = promised(material)
    yield Table(
        "goals",
        "Doelen en beloften",
        "Elk doel en elke belofte, met waar die staat in het jaar van de uitgave.",
        "data/goals.csv",
        GOAL_COLUMNS,
        lambda: (goal_row(material, item) for item in items),
        len(items),
        ("id",),
        CC0,
    )
    counting = {d.id for d in material.current}
    yield Table(
        "deliveries",
        "Leveringen",
        "De bestanden waar de cijfers op rusten.",
        "data/deliveries.csv",
        DELIVERY_COLUMNS,
        lambda: (delivery_row(material, d, d.id in counting) for d in material.received),
        len(material.received),
        ("id",),
        CC0,
    )
    yield from _published(material)


def by_indicator(material: Material) -> Iterator[tuple[str, Table]]:
    """Yield the table of the figures of each indicator that has any, in the order of figures."""
    ids: dict[str, list[str]] = {}
    for identifier in material.figures:
        ids.setdefault(identifier.partition("@")[0], []).append(identifier)
    whole, taken = next(tables(material)), TakenOver(material)
    for indicator, mine in ids.items():
        made = partial(_rows_of_figures, material, mine, taken)
        yield indicator, replace(whole, rows=made, count=len(mine))


def _rows_of_figures(material: Material, ids: list[str], taken: TakenOver) -> Iterator[Cells]:
    for identifier in ids:
        yield figure_row(material, material.figures[identifier], taken)


def licence_of(material: Material) -> tuple[str, str]:
    """Return the licence: CC BY when figures are derived from rows about people, else CC0."""
    people = any(d.people is not None for d in material.pack.datasets.values())
    return CC_BY if people else CC0


def figure_row(material: Material, figure: Figure, taken: TakenOver) -> dict[str, str]:
    """Return one figure as text cells."""
    indicator = material.pack.indicators[figure.indicator]
    shown = show(figure, indicator)
    bounds = [j.bound for j in figure.judgements]
    return {
        "id": figure.id,
        "indicator": figure.indicator,
        "indicator_title": indicator.title.nl,
        "theme": indicator.theme,
        "series": indicator.series,
        "population": indicator.population,
        "organisation": figure.organisation,
        "organisation_name": material.name(figure.organisation, figure.period.start),
        "period": str(figure.period),
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.last_day.isoformat(),
        "dimensions": ";".join(f"{k}={v}" for k, v in figure.dimensions),
        "structure": figure.structure.isoformat() if figure.structure else "",
        "value": _number(figure.value),
        "published": shown.text,
        "reason": figure.value.reason if isinstance(figure.value, Absent) else "",
        "reason_en": figure.value.why("en") if isinstance(figure.value, Absent) else "",
        "unit": figure.unit,
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "status": str(figure.status),
        "status_en": status_word(figure.status, "en"),
        **_stated(figure),
        "parts_only": _truth(figure.show_parts_only),
        "methods": "|".join(figure.methods),
        **_comparable(material, figure, indicator),
        "existed": str(figure.existed) if figure.existed else "",
        "coverage": figure_words(figure),
        "coverage_received": str(figure.coverage.received),
        "coverage_expected": str(figure.coverage.expected),
        "coverage_cells": str(figure.coverage.cells),
        "coverage_cells_expected": str(figure.coverage.cells_expected),
        "coverage_cells_unasked": str(figure.coverage.unasked),
        "coverage_rows_left_out": _count(figure.coverage.left_out),
        **_matched(figure),
        "goal": "|".join(j.goal for j in figure.judgements),
        "goal_status": "|".join(j.status for j in figure.judgements),
        "goal_basis": "|".join(j.basis if j.bound else "" for j in figure.judgements),
        "goal_low": "|".join(_number(b.low) if b else "" for b in bounds),
        "goal_high": "|".join(_number(b.high) if b else "" for b in bounds),
        "sources": "|".join([*taken.urls(figure), *(s.url or s.title for s in indicator.sources)]),
        "page": paths.figure_page(figure.id),
    }


def _stated(figure: Figure) -> dict[str, str]:
    """What it is and how precise; of a figure without a number nothing is said."""
    stated, known = figure.stated, isinstance(figure.value, Decimal)
    return {
        "nature": str(stated.nature) if known else "",
        "nature_nl": NATURE[stated.nature].nl if known else "",
        "precision": str(stated.precision) if known else "",
        "precision_nl": how_precise(stated) if known else "",
        "low": _number(stated.low) if known else "",
        "high": _number(stated.high) if known else "",
    }


_WHY = {
    Obstacle.NO_NUMBER: Text("een van beide is geen getal", "one of the two is no number"),
    Obstacle.PARTS_ONLY: Text(
        "van een van beide zijn alleen de delen getoond",
        "of one of the two only the parts are shown",
    ),
    Obstacle.INCOMPLETE: Text("een van beide is onvolledig", "one of the two is incomplete"),
}


def _comparable(material: Material, figure: Figure, indicator: Indicator) -> dict[str, str]:
    before = material.before(figure)
    if before is None:
        return {"comparable": "", "comparable_why": "", "comparable_why_en": ""}
    found = incomparable(figure, before, indicator)
    why = None if found is None else found.why or _WHY[found.obstacle]
    return {
        "comparable": _truth(found is None),
        "comparable_why": why.nl if why else "",
        "comparable_why_en": why.in_language("en") if why else "",
    }


def goal_row(material: Material, item: Promised) -> dict[str, str]:
    """Return one goal as text cells."""
    goal = item.goal
    figure = item.standing.figure if item.standing else None
    return {
        "id": item.id,
        "theme": item.theme,
        "title": item.title.nl,
        "organisation": goal.organisation,
        "indicator": goal.indicator or "",
        "year": str(material.reporting_year),
        "stand": str(item.stand),
        "counts": _truth(item.counts),
        "reading_of": goal.reading_of or "",
        "figure": figure.id if figure else "",
        "figure_status": str(item.judgement.status) if item.judgement else "",
        "reason": item.why,
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _matched(figure: Figure) -> dict[str, str]:
    """Over what a ratio with gaps was computed; empty cells for every other figure."""
    one = figure.matched
    counts = ["", "", "", ""]
    if one is not None:
        counts = [str(n) for n in (one.cells, one.expected, one.above, one.below)]
    names = ("cells", "cells_expected", "numerator", "denominator")
    return {f"matched_{name}": count for name, count in zip(names, counts, strict=True)}


def delivery_row(material: Material, delivery: Delivery, counts: bool) -> dict[str, str]:
    """Return one delivery as text cells."""
    rows = material.public_rows(delivery)
    return {
        "id": delivery.id,
        "dataset": delivery.dataset,
        "organisation": delivery.organisation,
        "period": str(delivery.period),
        "file_name": delivery.file_name,
        "file_sha256": delivery.file_sha256,
        "rows_sha256": delivery.rows_sha256,
        "rows": "" if rows is None else str(rows),
        "received_on": delivery.received_on.isoformat(),
        "counts": _truth(counts),
        "replaces": " ".join(delivery.replaces),
        "reason": delivery.reason or "",
        "warnings": "|".join(f"{w.rule} ({w.count}): {w.explanation}" for w in delivery.warnings),
    }


def _published(material: Material) -> Iterator[Table]:
    """Yield the accepted rows of what was taken over from publications, each with its source."""
    for dataset in material.pack.datasets.values():
        mine = [d for d in material.current if d.dataset == dataset.id]
        if dataset.kind != "gepubliceerd" or not mine or material.rows_path is None:
            continue
        rows = [row for d in mine for row in _rows_of(material, d)]
        names = list(dict.fromkeys(name for row in rows for name in row))
        kinds = {"integer": "integer", "decimal": "decimal", "date": "date"}
        known = {c.name: (c.title.nl, kinds.get(c.type, "string")) for c in dataset.columns}
        columns = {n: known.get(n, ("toegevoegd bij ontvangst", "string")) for n in names}
        yield Table(
            f"published-{dataset.id}",
            dataset.title.nl,
            "Overgenomen uit publicaties; elke rij heeft haar bron.",
            f"data/published/{dataset.id}.csv",
            columns,
            partial(iter, rows),
            len(rows),
            (),
            CC0,
        )


def _rows_of(material: Material, delivery: Delivery) -> Iterator[dict[str, str]]:
    import pyarrow.parquet as pq

    assert material.rows_path is not None  # the caller has looked
    for row in pq.read_table(material.rows_path(delivery)).to_pylist():
        yield {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _truth(value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def csv_bytes(table: Table) -> bytes:
    """Return a table as CSV; see `csv_parts`."""
    return b"".join(csv_parts(table))


def csv_parts(table: Table) -> Iterator[bytes]:
    """Yield a table as CSV (RFC 4180, UTF-8); text that looks like a formula is neutralised."""
    text = [kind == "string" for _, kind in table.columns.values()]
    yield _csv([list(table.columns)])
    for rows in _in_parts(table.rows(), _PART):
        cells = ([row.get(name, "") for name in table.columns] for row in rows)
        yield _csv([safe(c) if t else c for c, t in zip(r, text, strict=True)] for r in cells)


def _csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _in_parts(rows: Iterable[Cells], size: int) -> Iterator[list[Cells]]:
    remaining = iter(rows)
    while part := list(islice(remaining, size)):
        yield part


def safe(cell: str) -> str:
    """Return a text that a spreadsheet will not run (DATA-03, ASVS 1.2.10)."""
    if _NUMBERS.fullmatch(cell):
        return cell
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\x00") else cell


def csvw(table: Table) -> bytes:
    """Return the metadata of a CSV file: meaning and type of each column, key and licence."""
    schema: dict[str, Any] = {
        "columns": [
            {
                "name": name,
                "titles": name,
                "dc:description": meaning,
                "datatype": kind,
                "required": name in table.key,
            }
            for name, (meaning, kind) in table.columns.items()
        ]
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": table.path.rpartition("/")[2],
        "dc:title": table.title,
        "dc:description": table.about,
        "dc:license": {"@id": table.licence[0]},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": schema,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def parquet(table: Table) -> tuple[bytes, str]:
    """Return the figures as Parquet, and the hash over what the rows say.

    See the module text for `value` and `value_float`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from verantwoord.deliveries.canonical_rows import table_sha256

    kinds = {"integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    fields = []
    for name, (_, kind) in table.columns.items():
        fields.append((name, kinds.get(kind, pa.string())))
        if name == "value":
            fields.append(("value_float", pa.float64()))
    schema = pa.schema(fields)
    buffer = pa.BufferOutputStream()
    with pq.ParquetWriter(buffer, schema, compression="zstd", version="2.6") as writer:

        def written() -> Iterator[Any]:
            for rows in _in_parts(table.rows(), _PART * 10):
                batch = _batch(schema, rows)
                writer.write_batch(batch)
                yield batch

        rows_sha256 = table_sha256(schema, written())
    return buffer.getvalue().to_pybytes(), rows_sha256


def _batch(schema: Any, rows: list[Cells]) -> Any:
    import pyarrow as pa

    arrays = []
    for field in schema:
        cells = [row["value" if field.name == "value_float" else field.name] for row in rows]
        if pa.types.is_boolean(field.type):
            arrays.append(pa.array([c == "true" if c else None for c in cells], pa.bool_()))
        elif pa.types.is_integer(field.type):
            arrays.append(pa.array([int(c) if c else None for c in cells], field.type))
        elif pa.types.is_floating(field.type):
            arrays.append(pa.array([float(c) if c else None for c in cells], field.type))
        else:
            arrays.append(pa.array([c or None for c in cells], pa.string()).cast(field.type))
    return pa.record_batch(arrays, schema=schema)


def _number(value: Value | None) -> str:
    return plain(value) if isinstance(value, Decimal) else ""


def _truth(value: bool) -> str:
    return "true" if value else "false"
