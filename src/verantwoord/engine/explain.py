"""Says in plain words what an indicator is: question, formula, parameters over time, SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.engine.plan import plans
from verantwoord.engine.runners import duckdb
from verantwoord.formula import units
from verantwoord.formula.quantities import plain
from verantwoord.language import say, spoken
from verantwoord.model.goal import GoalKind
from verantwoord.model.indicator import OPEN, Indicator
from verantwoord.model.organisation import BEGINNING, FOREVER
from verantwoord.model.pack import Pack
from verantwoord.model.text import Text

_KIND = {
    GoalKind.FLOOR: ("minimaal", "at least"),
    GoalKind.CEILING: ("maximaal", "at most"),
    GoalKind.RANGE: ("tussen", "between"),
}


@dataclass(frozen=True)
class Explanation:
    """One indicator, ready to print in the language of the run; lines need no mark-up."""

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
    lines = [f"{_said(indicator.title)}  [{indicator.id}]", *_definition(pack, indicator)]
    lines += ["", say("Componenten:", "Components:"), *_components(pack, indicator)]
    if indicator.parameters:
        lines += ["", say("Parameters:", "Parameters:"), *_parameters(pack, indicator)]
    goals = [g for g in pack.goals.values() if g.indicator == indicator.id]
    if goals:
        listed = (f"  {g.id}: {_said(g.title)} ({say(*_KIND[g.kind])})" for g in goals)
        lines += ["", say("Doelen:", "Goals:"), *listed]
    sources = (f"  {s.title}{_url(s.url)}" for s in indicator.sources)
    lines += ["", say("Bronnen:", "Sources:"), *sources]
    for plan in plans(pack, [indicator]):
        lines += ["", f"SQL over {plan.dataset}:", duckdb.sql(plan)]
    return Explanation(tuple(lines))


def _definition(pack: Pack, indicator: Indicator) -> Iterator[str]:
    yield _line("Pack", "Pack", pack.file_of("indicator", indicator.id))
    yield from _override(pack, "indicator", indicator.id, " " * _width())
    yield _line("Vraag", "Question", _said(indicator.question))
    yield _line("Populatie", "Population", _population(pack, indicator))
    yield _line("Reeks", "Series", indicator.series)
    yield _line("Eenheid", "Unit", units.label(indicator.unit, spoken()))
    if indicator.definition:
        yield _line("Betekenis", "Meaning", _said(indicator.definition))
    for alias, term in indicator.terms.items():
        yield _line("Onderdeel", "Term", f"{alias} = {term.rule(spoken())}")
    if indicator.numerator and indicator.denominator:
        yield _line("Teller", "Numerator", str(indicator.numerator))
        yield _line("Noemer", "Denominator", str(indicator.denominator))
    yield _line("Formule", "Formula", str(indicator.formula))
    if indicator.applies_when and indicator.applies_reason:
        otherwise = f"{say('anders', 'else')}: {_said(indicator.applies_reason)}"
        yield _line("Geldt als", "Applies when", f"{indicator.applies_when} ({otherwise})")
    if indicator.no_number:
        yield _line("Geen getal als", "No number when", _said(indicator.no_number))
    decimals, mode = indicator.publish.decimals, indicator.publish.mode
    shown = say(
        f"{decimals} decimalen, {mode}; alleen bij tonen",
        f"{decimals} decimals, {mode}; only when shown",
    )
    yield _line("Afronding", "Rounding", shown)
    yield from _apart(indicator)


def _apart(indicator: Indicator) -> Iterator[str]:
    """What is not compared, and since when."""
    if indicator.apart is not None:
        yield _line("Vergelijken", "Comparing", _said(indicator.apart))
    if indicator.cumulative:
        told = say("nooit: telt op vanaf een vaste dag", "never: counts on from a fixed day")
        yield _line("Vergelijken", "Comparing", told)
    for one in indicator.breaks:
        since = say(f"vanaf {one.on}", f"from {one.on}")
        yield _line("Breuk", "Break", f"{since}: {_said(one.reason)}")


def _line(nl: str, en: str, value: str) -> str:
    return f"{say(nl, en) + ':':<{_width()}}{value}"


def _width() -> int:
    return 12 if spoken() == "nl" else 14


def _said(text: Text) -> str:
    return text.in_language(spoken())


def _population(pack: Pack, indicator: Indicator) -> str:
    if indicator.population == OPEN:
        return _left_open()
    return _said(pack.organisations.populations[indicator.population].title)


def _left_open() -> str:
    return say(
        "opengelaten; wie op dit pack bouwt vult haar in",
        "left open; who builds on this pack fills it in",
    )


def _override(pack: Pack, kind: str, identifier: str, margin: str) -> list[str]:
    """Say that a definition replaces another, and why."""
    found = pack.overrides.get(f"{kind}:{identifier}")
    if found is None:
        return []
    replaces = say(f"wijkt af van {found.of}", f"differs from {found.of}")
    return [f"{margin}{replaces}: {_said(found.reason)}"]


def _components(pack: Pack, indicator: Indicator) -> list[str]:
    found = []
    for alias, use in indicator.components.items():
        _, component = pack.component(use.component)
        where = f" {say('waar', 'where')} {component.where}" if component.where else ""
        listed = ", ".join(map(str, use.months or ()))
        months = f", {say('maanden', 'months')} {listed}" if use.months else ""
        mean = say(", gemiddelde van de maanden", ", mean of the months") if use.mean else ""
        shift = f", {use.shift_years} {say('jaar', 'years')}" if use.shift_years else ""
        what = f"{component.aggregate}({component.column or '*'}){where}"
        found.append(
            f"  {alias} = {use.component} [{units.label(component.unit, spoken())}]: "
            f"{what}{months}{mean}{shift}"
        )
        found += _override(pack, "dataset", use.component.rpartition(".")[0], "    ")
    return found


def _parameters(pack: Pack, indicator: Indicator) -> list[str]:
    found = []
    for alias, use in indicator.parameters.items():
        parameter = pack.parameters[use.parameter]
        origin = pack.origins[f"parameter:{parameter.id}"]
        of_pack = say(f"uit pack {origin}", f"of pack {origin}")
        found.append(
            f"  {alias} = {parameter.id} [{units.label(parameter.unit, spoken())}], {of_pack}"
        )
        found += _override(pack, "parameter", parameter.id, "    ")
        if parameter.open:
            found.append(f"    {_left_open()}")
        for value in parameter.values:
            if use.key is not None and value.key != use.key:
                continue
            number = "" if value.value is None else plain(value.value)
            if value.unknown is not None:
                number = f"{say('onbekend', 'unknown')}: {value.unknown.in_language(spoken())}"
            source = f" ({value.source.title}{_url(value.source.url)})" if value.source else ""
            span = _span(value.holds_from, value.holds_until)
            found.append(f"    {span}: {number}{source}")
    return found


def _span(start: dt.date, end: dt.date) -> str:
    first = say("altijd", "always") if start == BEGINNING else f"{say('vanaf', 'from')} {start}"
    return first if end == FOREVER else f"{first} {say('tot', 'until')} {end}"


def _url(url: str | None) -> str:
    return f", {url}" if url else ""
