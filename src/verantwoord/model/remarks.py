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
    """Something in a pack that looks forgotten, and where it stands.

    `about` are the keys of which one in `unused` of a `pack.yaml` says that it is meant so.
    """

    place: Place
    what: Text
    about: tuple[str, ...] = ()

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
                    f"'{indicator.id}' heeft geen uitgewerkt geval (.cases.yaml). Reken het een "
                    f"keer met de hand na, in indicators/{indicator.id.replace('.', '/')}"
                    ".cases.yaml.",
                    f"'{indicator.id}' has no worked case (.cases.yaml). Work it by hand once, in "
                    f"indicators/{indicator.id.replace('.', '/')}.cases.yaml.",
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
                (f"indicator:{indicator.id}", *(f"dataset:{d}" for d in missing)),
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
    datasets |= {t.dataset for dossier in pack.dossiers.values() for t in dossier.tables}
    datasets |= {d.base for d in pack.datasets.values() if d.base and d.id in datasets}
    for dataset in pack.datasets.values():
        place = pack.places[f"dataset:{dataset.id}"]
        if pack.origins[f"dataset:{dataset.id}"] != pack.info.id:
            continue
        if dataset.id not in datasets:
            yield _unread(place, "dataset", dataset.id)
            continue
        for component in dataset.components:
            if component.id not in components:
                yield _unread(place, "component", component.id)
    read = set(_parameters_read(pack)) | set(also)
    for parameter in pack.parameters.values():
        key = f"parameter:{parameter.id}"
        own = pack.origins[key] == pack.info.id
        if parameter.id not in read and own and not parameter.context:
            yield _unread(pack.places[key], "parameter", parameter.id)
    of = {i.population for i in pack.indicators.values()}
    for name in pack.organisations.populations:
        if name not in of:
            yield _unread(pack.places[f"population:{name}"], "population", name)


_NL = {"population": "populatie"}


def _unread(place: Place, kind: str, identifier: str) -> Remark:
    what = f"'{identifier}'"
    return Remark(
        place,
        Text(f"niets leest {_NL.get(kind, kind)} {what}.", f"nothing reads {kind} {what}."),
        (f"{kind}:{identifier}",),
    )


def never_judged(pack: Pack) -> Iterator[Remark]:
    """Yield each goal for an organisation of which its indicator never has a figure.

    What is published "as delivered" can be about anybody; the page of gaps shows those goals.
    """
    for goal in pack.goals.values():
        if goal.indicator is None:
            continue
        indicator = pack.indicators[goal.indicator]
        if goal.organisation in figures_for(pack, indicator):
            continue
        yield Remark(
            pack.places[f"goal:{goal.id}"],
            Text(
                f"'{goal.id}' is een doel van {goal.organisation}, maar {indicator.id} heeft van "
                "die organisatie nooit een cijfer.",
                f"'{goal.id}' is a goal of {goal.organisation}, but {indicator.id} never has a "
                "figure of that organisation.",
            ),
            (f"goal:{goal.id}",),
        )


def figures_for(pack: Pack, indicator: Indicator) -> Set[str]:
    """Return of which organisations an indicator can have figures."""
    if indicator.periods == ("als-geleverd",):
        return set(pack.organisations.by_id)
    population = pack.organisations.populations[indicator.population]
    whole, each = {population.organisation}, set(population.members)
    return {"total": whole, "each": each, "both": whole | each}[indicator.scope]


def undeclared(pack: Pack, remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield the remarks that no `unused` explains, and each `unused` that explains nothing."""
    declared = {key for part in pack.parts for one in part.info.unused for key in one.what}
    explained: set[str] = set()
    for remark in remarks:
        keys = declared.intersection(remark.about)
        explained |= keys
        if not keys:
            yield remark
    document = pack.parts[-1].document
    for i, one in enumerate(pack.info.unused):
        for j, key in enumerate(one.what):
            if key not in explained:
                yield Remark(
                    document.place("unused", i, "what", j),
                    Text(
                        f"'{key}' staat bij 'unused', maar wordt gebruikt of is er niet.",
                        f"'{key}' stands under 'unused', but is used or is not there.",
                    ),
                )


def _parameters_read(pack: Pack) -> Iterable[str]:
    indicators = pack.indicators.values()
    datasets = pack.datasets.values()
    return chain(
        (use.parameter for i in indicators for use in i.parameters.values()),
        (i.apportion for i in indicators if i.apportion),
        (p for i in indicators if (r := i.robust) for p in (r.weights, r.highest, r.swing)),
        (p for d in datasets for p in (d.view_parameters or {}).values()),
        (p for d in datasets for rule in d.rules for p in (rule.parameters or {}).values()),
    )
