"""Fills in what a pack leaves open for the packs that build on it: populations and parameters."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from verantwoord.model.dataset import Dataset
from verantwoord.model.errors import Faults, PackError, Place
from verantwoord.model.indicator import OPEN, Indicator, ParameterUse
from verantwoord.model.pack import Part
from verantwoord.model.parameter import Parameter
from verantwoord.model.text import Text


class Filling:
    """The `fills` of all parts together."""

    def __init__(
        self,
        parts: tuple[Part, ...],
        parameters: Mapping[str, Parameter],
        faults: Faults,
        unread: Iterable[str] = (),  # 'parameter:<id>': of which that was said already
    ) -> None:
        self._whole = parts[-1]
        self._faults = faults
        self._populations: dict[str, tuple[str, Place]] = {}
        self._instead: dict[str, str] = {}
        self._places: dict[str, tuple[int, Place]] = {}  # in the headlines of a theme
        for part in parts:
            for target, population in part.info.fills.populations.items():
                place = part.document.place("fills", "populations", target)
                with faults.kept():
                    _once(target, self._populations, place)
                    self._populations[target] = population, place
            for target, parameter in part.info.fills.parameters.items():
                place = part.document.place("fills", "parameters", target)
                with faults.kept():
                    _once(target, self._instead, place)
                    if not {f"parameter:{target}", f"parameter:{parameter}"} & set(unread):
                        _check_parameter(target, parameter, parameters, place)
                    self._instead[target] = parameter
            for theme, leading in part.info.fills.headlines.items():
                for i, identifier in enumerate(leading):
                    place = part.document.place("fills", "headlines", theme, i)
                    with faults.kept():
                        _once(identifier, self._places, place)
                        _check_theme(identifier, theme, place)
                        self._places[identifier] = i + 1, place
        self.parameters = {i: p for i, p in parameters.items() if i not in self._instead}

    def indicators(self, open_ones: Mapping[str, Indicator]) -> dict[str, Indicator]:
        """Fill in the indicators; a fill that fills nothing is refused."""
        used: set[str] = set()
        filled = {i: self._filled(indicator, used) for i, indicator in open_ones.items()}
        for target, (_, place) in self._populations.items():
            if target not in used:
                self._faults.add(
                    place,
                    Text(
                        f"vult de populatie van '{target}' in, maar niets daarvan is opengelaten.",
                        f"fills in the population of '{target}', but nothing of it was left open.",
                    ),
                    Text(
                        "Haal de regel weg of verbeter de naam.",
                        "Remove the line or mend the name.",
                    ),
                )
        return {**filled, **self._leading(filled)}

    def _leading(self, filled: Mapping[str, Indicator]) -> dict[str, Indicator]:
        """Give indicators their place among the headlines of a theme."""
        found: dict[str, Indicator] = {}
        for identifier, (number, place) in self._places.items():
            indicator = filled.get(identifier)
            if indicator is None or indicator.headline is not None:
                self._faults.add(
                    place,
                    Text(
                        f"zet '{identifier}' voorop, en die is er niet of staat er al.",
                        f"puts '{identifier}' first, which is not there or stands there already.",
                    ),
                    Text("Verbeter de naam of haal haar weg.", "Mend the name or remove it."),
                )
                continue
            found[identifier] = replace(indicator, headline=number)
        return found

    def _filled(self, indicator: Indicator, used: set[str]) -> Indicator:
        targets = [t for t in (indicator.id, indicator.theme) if t in self._populations]
        population = indicator.population
        if population == OPEN and targets:
            used.add(targets[0])
            population = self._populations[targets[0]][0]
        apportion = indicator.apportion
        if population == indicator.population and not self._instead:
            return indicator
        return replace(
            indicator,
            population=population,
            parameters={a: self._use(use) for a, use in indicator.parameters.items()},
            apportion=None if apportion is None else self._instead.get(apportion, apportion),
        )

    def _use(self, use: ParameterUse) -> ParameterUse:
        instead = self._instead.get(use.parameter)
        return use if instead is None else replace(use, parameter=instead)

    def datasets(self, datasets: Mapping[str, Dataset]) -> dict[str, Dataset]:
        """Fill in the parameters of views and rules."""
        if not self._instead:
            return dict(datasets)
        return {
            i: replace(
                dataset,
                view_parameters=self._names(dataset.view_parameters),
                rules=tuple(
                    replace(rule, parameters=self._names(rule.parameters)) for rule in dataset.rules
                ),
            )
            for i, dataset in datasets.items()
        }

    def _names(self, names: Mapping[str, str] | None) -> dict[str, str] | None:
        return None if names is None else {a: self._instead.get(i, i) for a, i in names.items()}

    def check_nothing_open(self, indicators: Mapping[str, Indicator]) -> None:
        """Note what a pack with organisations leaves open."""
        place = self._whole.document.place("fills")
        for parameter in self.parameters.values():
            if parameter.open:
                path = f"parameters/{parameter.id.replace('.', '/')}.yaml"
                self._faults.add(
                    place,
                    Text(
                        f"laat parameter '{parameter.id}' open.",
                        f"leaves parameter '{parameter.id}' open.",
                    ),
                    Text(
                        f"Maak {path}, of noem bij fills.parameters welke parameter hier in zijn "
                        "plaats komt.",
                        f"Make {path}, or name in fills.parameters which parameter stands in its "
                        "place here.",
                    ),
                )
        left = [i.id for i in indicators.values() if i.population == OPEN]
        if left:
            more = len(left) > 1
            self._faults.add(
                place,
                Text(
                    f"laat de populatie van '{left[0]}' open"
                    + (f" ({len(left)} indicatoren in totaal)." if more else "."),
                    f"leaves the population of '{left[0]}' open"
                    + (f" ({len(left)} indicators in all)." if more else "."),
                ),
                Text(
                    "Noem haar bij fills.populations, per thema of per indicator.",
                    "Name it in fills.populations, by theme or by indicator.",
                ),
            )


def _once(target: str, filled: Container[str], place: Place) -> None:
    if target in filled:
        raise PackError(
            place,
            Text(
                f"vult '{target}' in, maar een pack waarop dit bouwt deed dat al.",
                f"fills in '{target}', but a pack on which this one builds already did.",
            ),
            Text("Haal de regel weg.", "Remove the line."),
        )


def _check_theme(identifier: str, theme: str, place: Place) -> None:
    if identifier.partition(".")[0] != theme:
        raise PackError(
            place,
            Text(
                f"'{identifier}' is geen indicator van thema '{theme}'.",
                f"'{identifier}' is no indicator of theme '{theme}'.",
            ),
            Text("Zet haar bij haar eigen thema.", "Put it at its own theme."),
        )


def _check_parameter(
    target: str, parameter: str, known: Mapping[str, Parameter], place: Place
) -> None:
    if target not in known or not known[target].open:
        raise PackError(
            place,
            Text(
                f"vult '{target}' in, maar die parameter is niet opengelaten.",
                f"fills in '{target}', but that parameter was not left open.",
            ),
            Text("Haal dit weg.", "Remove this."),
        )
    if parameter not in known or known[parameter].open:
        raise PackError(
            place,
            Text(
                f"noemt parameter '{parameter}', die er niet is.",
                f"names parameter '{parameter}', which does not exist.",
            ),
            Text("Maak haar of verbeter dit.", "Make it or mend this."),
        )
    check_unit(known[target], known[parameter], place)


def check_unit(left_open: object, filled: object, place: Place) -> None:
    """Refuse another unit than the one that was left open."""
    assert isinstance(left_open, Parameter) and isinstance(filled, Parameter)
    asked, given = left_open.unit, filled.unit
    if asked != given:
        raise PackError(
            place,
            Text(
                f"vult '{left_open.id}' in met een getal in {given}; gevraagd is {asked}.",
                f"fills in '{left_open.id}' with a number in {given}; asked is {asked}.",
            ),
            Text("Gebruik dezelfde eenheid.", "Use the same unit."),
        )
