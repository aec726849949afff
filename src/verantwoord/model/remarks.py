"""What a pack may hold, but looks forgotten. `pack check` says so; nothing here refuses a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain

from verantwoord.model.errors import Place
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.text import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a pack that looks forgotten, and where it stands."""

    place: Place
    what: Text

    def in_language(self, language: str) -> str:
        """Return the remark with its place, in `nl` or `en`."""
        return f"{self.place}: {self.what.in_language(language)}"


def without_case(pack: Pack, worked: Set[str]) -> Iterator[Remark]:
    """Yield each indicator without a worked case.

    One that takes over a published value as it is has nothing to work out and needs none.
    """
    for indicator in pack.indicators.values():
        if indicator.id not in worked and not _takes_over(indicator):
            yield Remark(
                pack.places[f"indicator:{indicator.id}"],
                Text(
                    f"'{indicator.id}' heeft geen uitgewerkt geval (.cases.yaml).",
                    f"'{indicator.id}' has no worked case (.cases.yaml).",
                ),
            )


def _takes_over(indicator: Indicator) -> bool:
    published = indicator.periods == ("als-geleverd",)
    return published and [indicator.formula] == list(indicator.components)


def without_figure(pack: Pack, taken_over: Set[str]) -> Iterator[Remark]:
    """Yield each indicator that can never have a figure: nobody is asked for what it needs.

    `taken_over` are the datasets of which the pack holds published files. Of a pack without
    organisations nothing is known: who builds on it asks.
    """
    asked = {r.dataset for r in pack.requests.values()} | set(taken_over)
    for indicator in pack.indicators.values() if pack.complete else ():
        missing = sorted(set(_needed(pack, indicator)) - asked)
        if missing:
            yield Remark(
                pack.places[f"indicator:{indicator.id}"],
                Text(
                    f"'{indicator.id}' kan geen cijfer krijgen; aan niemand gevraagd en niet "
                    f"overgenomen: {', '.join(missing)}.",
                    f"'{indicator.id}' can have no figure; asked of nobody and not taken over: "
                    f"{', '.join(missing)}.",
                ),
            )


def _needed(pack: Pack, indicator: Indicator) -> Iterator[str]:
    for use in indicator.components.values():
        if use.expected:
            dataset, _ = pack.component(use.component)
            yield dataset.base or dataset.id


def unread(pack: Pack, also: Set[str]) -> Iterator[Remark]:
    """Yield what stands in the pack itself and nothing in it reads; `also` are parameters that do.

    A dataset of which nothing is read is named once, and not each of its components.
    """
    components = {u.component for i in pack.indicators.values() for u in i.components.values()}
    datasets = {c.rpartition(".")[0] for c in components}
    datasets |= {d.base for d in pack.datasets.values() if d.base and d.id in datasets}
    for dataset in pack.datasets.values():
        place = pack.places[f"dataset:{dataset.id}"]
        if pack.origins[f"dataset:{dataset.id}"] != pack.info.id:
            continue
        if dataset.id not in datasets:
            yield _unread(place, f"dataset '{dataset.id}'")
            continue
        for component in dataset.components:
            if component.id not in components:
                yield _unread(place, f"component '{component.id}'")
    read = set(_parameters_read(pack)) | set(also)
    for parameter in pack.parameters.values():
        key = f"parameter:{parameter.id}"
        if parameter.id not in read and pack.origins[key] == pack.info.id:
            yield _unread(pack.places[key], f"parameter '{parameter.id}'")


def _unread(place: Place, what: str) -> Remark:
    return Remark(place, Text(f"niets leest {what}.", f"nothing reads {what}."))


def _parameters_read(pack: Pack) -> Iterable[str]:
    indicators = pack.indicators.values()
    datasets = pack.datasets.values()
    return chain(
        (use.parameter for i in indicators for use in i.parameters.values()),
        (i.apportion for i in indicators if i.apportion),
        (p for d in datasets for p in (d.view_parameters or {}).values()),
        (p for d in datasets for rule in d.rules for p in (rule.parameters or {}).values()),
    )
