"""Follows a figure down: formula, parameters, components, files, and whether they add up.

The page of a figure shows it, `data/trace/` keeps it for machines, and `verantwoord trace` reads it
from there and adds up again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from verantwoord.formula.quantities import CONTEXT, Absent, Value, plain
from verantwoord.model.column_map import MappedColumn
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import (
    ComponentValue,
    Coverage,
    Figure,
    Judgement,
    ParameterUsed,
    TermValue,
)
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.stated import Stated
from verantwoord.release import paths, receipt
from verantwoord.release.material import Material
from verantwoord.release.taken_over import TakenOver, as_json
from verantwoord.wording.coverage import coverage_words, figure_words
from verantwoord.wording.goals import goal_sentence
from verantwoord.wording.sentences import label
from verantwoord.wording.shown import judgement_word, show, status_word
from verantwoord.wording.statement import NATURE, PRECISION, how_precise, stated_text

_HOW = {
    Aggregate.MIN: "de laagste van alle bijdragen",
    Aggregate.MAX: "de hoogste van alle bijdragen",
}
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class CheckedComponent:
    """A component with the proof that its contributions make it."""

    value: ComponentValue
    dataset: Dataset
    component: Component
    total: Decimal | None  # of the contributions, made again here
    holds: bool | None  # None when there is nothing to check: no number, or hidden
    how: str  # in words


def checked(pack: Pack, value: ComponentValue) -> CheckedComponent:
    """Add up the contributions of a component and compare with the component itself."""
    dataset, component = pack.component(value.component)
    amounts = [c.amount for c in value.contributions]
    if value.withheld_amount is not None:
        amounts.append(value.withheld_amount)
    if not amounts:
        return CheckedComponent(value, dataset, component, None, None, "er zijn geen bijdragen")
    total, result = added_up(amounts, component.aggregate, value.divisor)
    how = _HOW.get(component.aggregate, "de som van alle bijdragen")
    if value.divisor != 1:
        how += f"; de waarde is dit getal gedeeld door {value.divisor} maanden"
    if isinstance(value.value, Absent):
        return CheckedComponent(value, dataset, component, total, None, how)
    return CheckedComponent(value, dataset, component, total, result == value.value, how)


def added_up(amounts: list[Decimal], aggregate: str, divisor: int) -> tuple[Decimal, Decimal]:
    """Return the contributions taken together, and after division by the months of a mean."""
    if aggregate in (Aggregate.MIN, Aggregate.MAX):
        total = min(amounts) if aggregate == Aggregate.MIN else max(amounts)
    else:
        total = reduce(CONTEXT.add, amounts, Decimal(0))
    return total, total if divisor == 1 else CONTEXT.divide(total, Decimal(divisor))


def filled_in(figure: Figure, indicator: Indicator) -> list[tuple[str, str, str]]:
    """Return (name, formula, formula with the numbers in it) for numerator, denominator, result."""
    values: dict[str, Value] = {c.alias: c.value for c in figure.components if not c.bins}
    values |= {u.alias: u.value for u in figure.parameters}
    values["maanden"] = Decimal(len(figure.period.months()))
    lines = []
    for term in figure.terms:
        lines.append((term.alias, indicator.terms[term.alias].rule(), _parts(term)))
        values[term.alias] = term.value
    for name, formula, result in (
        ("teller", indicator.numerator, figure.numerator),
        ("noemer", indicator.denominator, figure.denominator),
        ("waarde", indicator.formula, figure.value),
    ):
        if formula is None:
            continue
        filled, outcome = _filled(formula, values), _text(result)
        lines.append((name, formula, outcome if filled == outcome else f"{filled} = {outcome}"))
        if result is not None:
            values[name] = result
    return lines


def _parts(term: TermValue) -> str:
    """Write what a term is in each part and together, as a sum that the reader can make again."""
    listed = " + ".join(f"{_text(p.value)} ({p.organisation} {p.period})" for p in term.parts)
    return f"{listed} = {_text(term.value)}" if len(term.parts) > 1 else _text(term.value)


def _filled(formula: str, values: Mapping[str, Value]) -> str:
    def swap(match: re.Match[str]) -> str:
        value = values.get(match[0])
        return match[0] if value is None else _text(value)

    return _NAME.sub(swap, formula)


def _text(value: Value | None) -> str:
    if value is None:
        return "-"
    return f"[{value.kind}]" if isinstance(value, Absent) else plain(value)


def file_of(
    material: Material, indicator: Indicator, figures: list[Figure], taken: TakenOver
) -> Iterator[bytes]:
    """Yield the traces of all figures of an indicator as JSON, one figure a line."""
    used = {c.delivery for f in figures for v in f.components for c in v.contributions}
    deliveries = {
        d.id: {
            "file_name": d.file_name,
            "file_sha256": d.file_sha256,
            "file": material.public_file(d),
            "dataset": d.dataset,
            "received_on": d.received_on.isoformat(),
            **_mapped(material, d),
        }
        for d in material.received
        if d.id in used
    }
    head = json.dumps(deliveries, ensure_ascii=False, indent=1)
    yield f'{{"deliveries": {head},\n"figures": [\n'.encode()
    for number, figure in enumerate(figures):
        line = json.dumps(record(material, figure, indicator, taken), ensure_ascii=False)
        yield (",\n" if number else "").encode() + line.encode()
    yield b"\n]}\n"


def _mapped(material: Material, delivery: Delivery) -> dict[str, Any]:
    """How the file of a delivery was read, where that was through a mapping of its export."""
    says = material.mapping_of(delivery)
    if says is None:
        return {}
    fixed = {
        name: {"value": f.value, "nl": f.reason.nl, "en": f.reason.in_language("en")}
        for name, f in says.said.items()
    }
    return {
        "mapping": {
            "file": paths.mapping_file(delivery.mapping_sha256),
            "sha256": delivery.mapping_sha256,
            "export": says.export,
            "columns": {name: _column(c) for name, c in says.columns.items()},
            "fixed": fixed,
            "left_out": {
                name: {"nl": reason.nl, "en": reason.in_language("en")}
                for name, reason in says.left_out.items()
            },
        }
    }


def _column(mapped: MappedColumn) -> dict[str, Any]:
    """Which columns of an export became one of ours, and what was done to their texts."""
    form, codes = mapped.form, mapped.codes
    return {
        "from": list(mapped.sources),
        **({"form": str(form)} if form else {}),
        **({"codes": dict(codes)} if codes else {}),
    }


def record(
    material: Material, figure: Figure, indicator: Indicator, taken: TakenOver
) -> dict[str, Any]:
    """Return the whole trace of one figure as JSON keeps it."""
    shown = show(figure, indicator)
    return {
        "id": figure.id,
        "title": indicator.title.nl,
        "title_en": indicator.title.in_language("en"),
        "organisation": material.name(figure.organisation, figure.period.start),
        "period": str(figure.period),
        "when": label(figure, indicator),
        "when_en": label(figure, indicator, "en"),
        "value": _plain(figure.value),
        "published": shown.text,
        "reason": shown.reason or None,
        "reason_en": show(figure, indicator, "en").reason or None,
        "published_en": show(figure, indicator, "en").text,
        "status_en": status_word(figure.status, "en"),
        "unit": figure.unit,
        "status": str(figure.status),
        **_stated(figure.stated),
        "formula": [list(line) for line in filled_in(figure, indicator)],
        "parameters": [_parameter(material, u) for u in figure.parameters],
        "components": [_component(material, c, taken) for c in figure.components],
        "coverage": {
            "received": figure.coverage.received,
            "expected": figure.coverage.expected,
            "missing": [list(m) for m in figure.coverage.missing],
            **_cells(figure.coverage),
            "nl": figure_words(figure),
            "en": figure_words(figure, "en"),
        },
        "quality": {
            "verified": figure.quality.verified.nl,
            "verified_en": figure.quality.verified.in_language("en"),
            "late": figure.quality.late,
            "restated": figure.quality.restated,
            "warnings": [list(w) for w in figure.quality.warnings],
        },
        "judgements": [
            {
                "goal": j.goal,
                "status": str(j.status),
                "status_en": judgement_word(j.status, "en"),
                "basis": str(j.basis),
                "nl": j.reason.nl,
                "en": j.reason.in_language("en"),
                **_judged(material, figure, indicator, j),
            }
            for j in figure.judgements
        ],
        "sources": [receipt.source_record(s) for s in indicator.sources],
    }


def _judged(
    material: Material, figure: Figure, indicator: Indicator, one: Judgement
) -> dict[str, str]:
    """What a page says of the figure and a goal, in both languages."""
    goal = material.pack.goals[one.goal]
    name = material.name(figure.organisation, figure.period.start)
    nl, en = (goal_sentence(goal, one, figure, indicator, name, x) for x in ("nl", "en"))
    return {"said": nl, "said_en": en}


def _stated(stated: Stated) -> dict[str, Any]:
    """What a value is and how precise, as keys and in both languages."""
    nature, precision = NATURE[stated.nature], PRECISION[stated.precision]
    return {
        "nature": {"key": str(stated.nature), "nl": nature.nl, "en": nature.en},
        "precision": {
            "key": str(stated.precision),
            "nl": how_precise(stated),
            "en": precision.en,
            "low": _plain(stated.low),
            "high": _plain(stated.high),
        },
    }


def _cells(coverage: Coverage) -> dict[str, Any]:
    """How much is there, in cells, and said in words."""
    return {
        "cells": coverage.cells,
        "cells_expected": coverage.cells_expected,
        "cells_unasked": coverage.unasked,
        "nl": coverage_words(coverage),
        "en": coverage_words(coverage, "en"),
    }


def _parameter(material: Material, used: ParameterUsed) -> dict[str, Any]:
    return {
        "alias": used.alias,
        "id": used.parameter,
        "title": material.pack.parameters[used.parameter].title.nl,
        "value": _plain(used.value),
        "unit": used.unit,
        "on": used.day.isoformat(),
        "from": used.chosen.holds_from.isoformat() if used.chosen else None,
        "source": receipt.source_record(used.chosen.source) if used.chosen else None,
    }


def _component(material: Material, value: ComponentValue, taken: TakenOver) -> dict[str, Any]:
    _, component = material.pack.component(value.component)
    return {
        "alias": value.alias,
        "id": value.component,
        "aggregate": str(component.aggregate),
        "unit": value.unit,
        "value": _plain(value.value),
        "shown": _shown(value, "nl"),
        "shown_en": _shown(value, "en"),
        "reason": value.value.reason if isinstance(value.value, Absent) else None,
        "reason_en": value.value.why("en") if isinstance(value.value, Absent) else None,
        **_stated(value.stated),
        "rows": value.rows,
        "empty": value.empty,
        "coverage": _cells(value.coverage),
        "divisor": value.divisor,
        "bins": [[lower, plain(count)] for lower, count in value.bins],
        "taken_from": [as_json(row) for row in taken.rows(value)],
        "contributions": [
            [c.delivery, c.organisation, str(c.period), plain(c.amount), plain(c.share)]
            for c in value.contributions
        ],
        "withheld": value.withheld,
        "withheld_amount": _plain(value.withheld_amount) if value.withheld else None,
    }


def _shown(value: ComponentValue, language: str) -> str:
    """How a component is written: with its unit and how precise it is, or why it is not there."""
    if isinstance(value.value, Absent):
        return value.value.why(language)
    return stated_text(value.value, value.stated, value.unit, language)


def _plain(value: Value | None) -> str | None:
    return plain(value) if isinstance(value, Decimal) else None
