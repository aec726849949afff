"""The tables of open data: figures, goals, deliveries and what was taken from publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from verantwoord.formula.quantities import plain
from verantwoord.model.delivery import Delivery
from verantwoord.release.material import Material
from verantwoord.release.open_figures import FIGURE_COLUMNS, figure_row
from verantwoord.release.open_files import Cells, Table, truth
from verantwoord.release.promised import Promised, promised
from verantwoord.release.robust import ROBUST_COLUMNS, robust_row, robust_scores
from verantwoord.release.taken_over import TakenOver

CC0 = ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0")
CC_BY = ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0")
# column -> (meaning, CSVW datatype)
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
    scores = [s for i in material.pack.indicators.values() for s in robust_scores(material, i)]
    if scores:
        yield Table(
            "robustness",
            "Scores bij andere gewichten",
            "Van elke gewogen score de grenzen bij verschoven gewichten en de plaatsen die zij kan "
            "hebben; een score is een deel van 1.",
            "data/robustness.csv",
            ROBUST_COLUMNS,
            lambda: (robust_row(s) for s in scores),
            len(scores),
            ("figure",),
            CC0,
        )


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
        "counts": truth(item.counts),
        "reading_of": goal.reading_of or "",
        "figure": figure.id if figure else "",
        "figure_status": str(item.judgement.status) if item.judgement else "",
        "reason": item.why,
    }


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
        "counts": truth(counts),
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
        return truth(value)
    return plain(value) if isinstance(value, Decimal) else str(value)
