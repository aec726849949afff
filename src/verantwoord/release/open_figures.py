"""A figure as a row of the open data; `published` is the text as the pages show it."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.text import Text
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.release.open_files import number, truth
from verantwoord.release.taken_over import TakenOver
from verantwoord.wording.comparing import Obstacle, incomparable
from verantwoord.wording.coverage import figure_words
from verantwoord.wording.shown import show, status_word
from verantwoord.wording.statement import NATURE, how_precise

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
        "value": number(figure.value),
        "published": shown.text,
        "reason": figure.value.reason if isinstance(figure.value, Absent) else "",
        "reason_en": figure.value.why("en") if isinstance(figure.value, Absent) else "",
        "unit": figure.unit,
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "status": str(figure.status),
        "status_en": status_word(figure.status, "en"),
        **_stated(figure),
        "parts_only": truth(figure.show_parts_only),
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
        "goal_low": "|".join(number(b.low) if b else "" for b in bounds),
        "goal_high": "|".join(number(b.high) if b else "" for b in bounds),
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
        "low": number(stated.low) if known else "",
        "high": number(stated.high) if known else "",
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
        "comparable": truth(found is None),
        "comparable_why": why.nl if why else "",
        "comparable_why_en": why.in_language("en") if why else "",
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
