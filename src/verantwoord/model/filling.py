"""Fills in what a pack leaves open for the packs that build on it: populations and parameters.

Works on the plain values of files, before anything is made of them, so that what is made never
shows that something was open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verantwoord.model.errors import PackError, Place
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Part
from verantwoord.model.strict_yaml import Document

Documents = dict[str, Document]


class Filling:
    """The `fills` of all parts together."""

    def __init__(self, parts: tuple[Part, ...], parameters: Documents) -> None:
        self._whole = parts[-1]
        self._populations: dict[str, tuple[str, Place]] = {}
        self._instead: dict[str, str] = {}
        for part in parts:
            for target, population in part.info.fills.populations.items():
                place = part.document.place("fills", "populations", target)
                _once(target, self._populations, place)
                self._populations[target] = population, place
            for target, parameter in part.info.fills.parameters.items():
                place = part.document.place("fills", "parameters", target)
                _once(target, self._instead, place)
                _check_parameter(target, parameter, parameters, place)
                self._instead[target] = parameter
        self.parameters = {i: d for i, d in parameters.items() if i not in self._instead}

    def indicators(self, documents: Documents) -> Documents:
        """Fill in the indicators; a fill that fills nothing is refused."""
        used: set[str] = set()
        for identifier, document in documents.items():
            value = document.value
            if "population" not in value:
                for target in (identifier, identifier.partition(".")[0]):
                    if target in self._populations:
                        value["population"] = self._populations[target][0]
                        used.add(target)
                        break
            for use in value.get("parameters", {}).values():
                use["of"] = self._instead.get(use["of"], use["of"])
            if "apportion" in value:
                value["apportion"] = self._instead.get(value["apportion"], value["apportion"])
        for target, (_, place) in self._populations.items():
            if target not in used:
                raise PackError(
                    place,
                    f"vult de populatie van '{target}' in, maar niets daarvan is opengelaten.",
                    "Haal de regel weg of verbeter de naam.",
                )
        return documents

    def datasets(self, documents: Documents) -> Documents:
        """Fill in the parameters of views and rules."""
        for document in documents.values():
            self._fill(document.value.get("view-parameters"))
            for rule in document.value.get("rules", ()):
                self._fill(rule.get("parameters"))
        return documents

    def _fill(self, names: dict[str, Any] | None) -> None:
        for alias, identifier in (names or {}).items():
            names[alias] = self._instead.get(identifier, identifier)  # type: ignore[index]

    def check_nothing_open(self, indicators: Mapping[str, Indicator]) -> None:
        """Refuse a pack with organisations that leaves something open."""
        place = self._whole.document.place("fills")
        open_parameters = [i for i, d in self.parameters.items() if d.value.get("open")]
        if open_parameters:
            raise PackError(
                place,
                f"laat parameter '{open_parameters[0]}' open.",
                f"Maak parameters/{open_parameters[0].replace('.', '/')}.yaml, of noem bij "
                "fills.parameters welke parameter hier in zijn plaats komt.",
            )
        open_indicators = [i.id for i in indicators.values() if not i.population]
        if open_indicators:
            raise PackError(
                place,
                f"laat de populatie van '{open_indicators[0]}' open"
                f" ({len(open_indicators)} indicatoren in totaal).",
                "Noem haar bij fills.populations, per thema of per indicator.",
            )


def _once(target: str, filled: Mapping[str, Any], place: Place) -> None:
    if target in filled:
        raise PackError(
            place,
            f"vult '{target}' in, maar een pack waarop dit bouwt deed dat al.",
            "Haal de regel weg.",
        )


def _check_parameter(target: str, parameter: str, known: Documents, place: Place) -> None:
    if target not in known or not known[target].value.get("open"):
        raise PackError(
            place, f"vult '{target}' in, maar die parameter is niet opengelaten.", "Haal dit weg."
        )
    if parameter not in known or known[parameter].value.get("open"):
        raise PackError(
            place, f"noemt parameter '{parameter}', die er niet is.", "Maak haar of verbeter dit."
        )
    check_unit(known[target], known[parameter], place)


def check_unit(left_open: Document, filled: Document, place: Place) -> None:
    """Refuse another unit than the one that was left open."""
    asked, given = left_open.value["unit"], filled.value["unit"]
    if asked != given:
        raise PackError(
            place,
            f"vult '{left_open.value['id']}' in met een getal in {given}; gevraagd is {asked}.",
            "Gebruik dezelfde eenheid.",
        )
