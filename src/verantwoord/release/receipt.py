"""The receipt of a release: what it was made of and with, and the hash of everything in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from verantwoord.formula.quantities import plain
from verantwoord.model.delivery import Delivery
from verantwoord.model.parameter import ParameterValue
from verantwoord.model.text import Source
from verantwoord.release.program import Program

if TYPE_CHECKING:
    from verantwoord.release.material import Material

FORMAT = "verantwoord-receipt/2"
OLDER = ("verantwoord-kwitantie/1",)


def inputs_key(
    release: str,
    pack_sha256: str,
    deliveries: list[Delivery],
    known_on: str | None,
    year: int | None,
    program: Program,
    base_url: str | None = None,
) -> str:
    """Return one hash over all that decides what is in a release.

    The versions of libraries are not in it: an update alone makes no other release.
    """
    lines = [FORMAT, release, pack_sha256, str(known_on), str(year), program.engine, program.pages]
    lines += [base_url] if base_url else []
    lines += [json.dumps(delivery_record(d), sort_keys=True) for d in deliveries]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def make(
    material: Material, hashes: Mapping[str, str], rows: Mapping[str, str], key: str
) -> dict[str, Any]:
    """Return the receipt: `hashes` of every file but the receipt itself and what is in `rows`.

    `rows` has, for each Parquet file, the hash over what its rows say (docs/canonical-rows.md).
    `log_order` is there only when the checks of another order could have said something else.
    """
    known_on = material.known_on.isoformat() if material.known_on else None
    return {
        "format": FORMAT,
        "release": material.release,
        "reporting_year": material.reporting_year,
        "year_given": material.year,
        "known_on": known_on,
        "base_url": material.base_url,
        "program": material.program.as_json(),
        "pack": {
            "id": material.pack.info.id,
            "version": material.pack.info.version,
            "title": material.pack.info.title.nl,
            "fictional": material.pack.info.fictional,
            "sha256": material.pack.sha256,
            "builds_on": [
                {"id": part.info.id, "version": part.info.version}
                for part in material.pack.parts[:-1]
            ],
        },
        "inputs_sha256": key,
        "figures": len(material.figures),
        "deliveries": [public_record(material, d) for d in material.received],
        **({} if material.log_order is None else {"log_order": list(material.log_order)}),
        "parameters": parameters_used(material),
        "sql": dict(sorted(material.sql.items())),
        "files": dict(sorted(hashes.items())),
        "rows": dict(sorted(rows.items())),
    }


def delivery_record(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as JSON keeps it; also one line of inputs/deliveries.jsonl."""
    return {
        "id": delivery.id,
        "dataset": delivery.dataset,
        "organisation": delivery.organisation,
        "period": str(delivery.period),
        "file_name": delivery.file_name,
        "file_sha256": delivery.file_sha256,
        "rows_sha256": delivery.rows_sha256,
        "rows": delivery.rows,
        "received_on": delivery.received_on.isoformat(),
        "replaces": list(delivery.replaces),
        "reason": delivery.reason,
        "sheet": delivery.sheet,
        "unasked": delivery.unasked,
        **({"mapping_sha256": delivery.mapping_sha256} if delivery.mapping_sha256 else {}),
        "warnings": [
            {"rule": w.rule, "count": w.count, "text": w.text, "explanation": w.explanation}
            for w in delivery.warnings
        ],
    }


def public_record(material: Material, delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as a release shows it: without the rows where each row is a person."""
    return {**delivery_record(delivery), "rows": material.public_rows(delivery)}


def parameters_used(material: Material) -> list[dict[str, Any]]:
    """Return every parameter value that some figure used, or a view could use, with its source."""
    found: dict[tuple[str, str, str], ParameterValue] = {}
    for figure in material.figures.values():
        for used in figure.parameters:
            if used.chosen is not None:
                _keep(found, used.parameter, used.chosen)
    for dataset in material.pack.datasets.values():
        if dataset.id in material.sql:
            for identifier in (dataset.view_parameters or {}).values():
                for value in material.pack.parameters[identifier].values:
                    _keep(found, identifier, value)
    return [
        {
            "id": identifier,
            "unit": material.pack.parameters[identifier].unit,
            "key": value.key,
            "from": value.holds_from.isoformat(),
            "until": value.holds_until.isoformat(),
            "value": None if value.value is None else plain(value.value),
            "unknown": value.unknown.nl if value.unknown else None,
            "source": source_record(value.source),
        }
        for (identifier, _, _), value in sorted(found.items())
    ]


def _keep(
    found: dict[tuple[str, str, str], ParameterValue], identifier: str, value: ParameterValue
) -> None:
    found[identifier, value.key or "", value.holds_from.isoformat()] = value


def source_record(source: Source | None) -> dict[str, Any] | None:
    """Return a source as JSON keeps it."""
    if source is None:
        return None
    return {
        "title": source.title,
        "url": source.url,
        "locator": source.locator,
        "published": source.published.isoformat() if source.published else None,
        "own_choice": source.own_choice,
    }


def as_bytes(document: Mapping[str, Any]) -> bytes:
    """Return a receipt as it is written: readable, and always the same."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
