"""Says in plain words what an indicator is: question, formula, parameters over time, SQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verantwoord.engine.plan import plans
from verantwoord.engine.runners import duckdb
from verantwoord.formula import units
from verantwoord.formula.quantities import plain
from verantwoord.model.indicator import OPEN, Indicator
from verantwoord.model.organisation import BEGINNING, FOREVER
from verantwoord.model.pack import Pack


@dataclass(frozen=True)
class Explanation:
    """One indicator, ready to print; lines are Dutch and need no mark-up."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)


def explain(pack: Pack, indicator: Indicator) -> Explanation:
    """Explain an indicator from its definition alone, without any figure.

    Shape:    one indicator -> lines of text.
    Unit:     shown beside every component and parameter.
    Missing:  an unknown parameter value is shown with its reason.
    Rounding: says how publication rounds.
    Errors:   none.
    Source:   the sources of the indicator and of each parameter value.
    """
    lines = [
        f"{indicator.title.nl}  [{indicator.id}]",
        f"Pack:       {pack.file_of('indicator', indicator.id)}",
        *_override(pack, "indicator", indicator.id, "            "),
        f"Vraag:      {indicator.question.nl}",
        f"Populatie:  {_population(pack, indicator)}",
        f"Reeks:      {indicator.series}",
        f"Eenheid:    {units.label(indicator.unit)}",
    ]
    if indicator.definition:
        lines.append(f"Betekenis:  {indicator.definition.nl}")
    if indicator.numerator and indicator.denominator:
        lines += [f"Teller:     {indicator.numerator}", f"Noemer:     {indicator.denominator}"]
    lines.append(f"Formule:    {indicator.formula}")
    if indicator.applies_when and indicator.applies_reason:
        lines.append(
            f"Geldt als:  {indicator.applies_when} (anders: {indicator.applies_reason.nl})"
        )
    decimals = indicator.publish.decimals
    lines.append(f"Afronding:  {decimals} decimalen, {indicator.publish.mode}; alleen bij tonen")
    lines += ["", "Componenten:", *_components(pack, indicator)]
    if indicator.parameters:
        lines += ["", "Parameters:", *_parameters(pack, indicator)]
    goals = [g for g in pack.goals.values() if g.indicator == indicator.id]
    if goals:
        lines += ["", "Doelen:", *(f"  {g.id}: {g.title.nl} ({g.kind})" for g in goals)]
    lines += ["", "Bronnen:", *(f"  {s.title}{_url(s.url)}" for s in indicator.sources)]
    for plan in plans(pack, [indicator]):
        lines += ["", f"SQL over {plan.dataset}:", duckdb.sql(plan)]
    return Explanation(tuple(lines))


def _population(pack: Pack, indicator: Indicator) -> str:
    if indicator.population == OPEN:
        return "opengelaten; wie op dit pack bouwt vult haar in"
    return pack.organisations.populations[indicator.population].title.nl


def _override(pack: Pack, kind: str, identifier: str, margin: str) -> list[str]:
    """Say that a definition replaces another, and why."""
    found = pack.overrides.get(f"{kind}:{identifier}")
    if found is None:
        return []
    return [f"{margin}wijkt af van {found.of}: {found.reason.nl}"]


def _components(pack: Pack, indicator: Indicator) -> list[str]:
    found = []
    for alias, use in indicator.components.items():
        _, component = pack.component(use.component)
        where = f" waar {component.where}" if component.where else ""
        months = f", maanden {', '.join(map(str, use.months))}" if use.months else ""
        mean = ", gemiddelde van de maanden" if use.mean else ""
        shift = f", {use.shift_years} jaar" if use.shift_years else ""
        what = f"{component.aggregate}({component.column or '*'}){where}"
        found.append(
            f"  {alias} = {use.component} [{units.label(component.unit)}]: "
            f"{what}{months}{mean}{shift}"
        )
        found += _override(pack, "dataset", use.component.rpartition(".")[0], "    ")
    return found


def _parameters(pack: Pack, indicator: Indicator) -> list[str]:
    found = []
    for alias, use in indicator.parameters.items():
        parameter = pack.parameters[use.parameter]
        origin = pack.origins[f"parameter:{parameter.id}"]
        found.append(
            f"  {alias} = {parameter.id} [{units.label(parameter.unit)}], uit pack {origin}"
        )
        found += _override(pack, "parameter", parameter.id, "    ")
        if parameter.open:
            found.append("    opengelaten; wie op dit pack bouwt vult haar in")
        for value in parameter.values:
            if use.key is not None and value.key != use.key:
                continue
            number = f"onbekend: {value.unknown}" if value.value is None else plain(value.value)
            source = f" ({value.source.title}{_url(value.source.url)})" if value.source else ""
            span = _span(value.holds_from, value.holds_until)
            found.append(f"    {span}: {number}{source}")
    return found


def _span(start: dt.date, end: dt.date) -> str:
    first = "altijd" if start == BEGINNING else f"vanaf {start}"
    return first if end == FOREVER else f"{first} tot {end}"


def _url(url: str | None) -> str:
    return f", {url}" if url else ""
