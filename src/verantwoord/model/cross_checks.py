"""What must hold between the files of a pack: names that exist, units that fit, shares that add up.

Every check notes what is wrong at the line of the thing that is wrong, so that one run says all.
"""

from __future__ import annotations

from collections.abc import Set

from verantwoord.errors import nearest
from verantwoord.formula import expression, unit_check, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.unit_rules import Kind, numbers
from verantwoord.model.cell_checks import check_cells
from verantwoord.model.checks import Checks, Unread
from verantwoord.model.dataset import Aggregate, Component, TimeKind
from verantwoord.model.dataset_checks import check_dataset
from verantwoord.model.dossier_checks import check_dossier
from verantwoord.model.errors import Faults, PackError
from verantwoord.model.goal import Goal, GoalKind
from verantwoord.model.indicator import OPEN, ComponentUse, Indicator, ParameterUse
from verantwoord.model.organisation_checks import check_organisations
from verantwoord.model.pack import Pack
from verantwoord.model.request import DataRequest
from verantwoord.model.robust_checks import check_robust
from verantwoord.model.text import Text

BUILT_IN = {"maanden": "month"}
# a goal that asks the worse of an indicator
_AGAINST = {GoalKind.FLOOR: "lager", GoalKind.CEILING: "hoger"}


def check_pack(pack: Pack, unread: Set[str] = frozenset()) -> Faults:
    """Return what does not fit together in a pack, as far as it could be read; see the module."""
    checks = Checks(pack, unread)
    check_organisations(checks)
    for parameter in pack.parameters.values():
        with checks.at(f"parameter:{parameter.id}", "unit"):
            units.unit(parameter.unit)
    for dataset in pack.datasets.values():
        before = len(checks.faults.found)
        check_dataset(checks, dataset)
        if len(checks.faults.found) > before:
            checks.wrong_datasets.add(dataset.id)
    for request in pack.requests.values():
        _check_request(checks, request)
    check_cells(checks)
    for indicator in pack.indicators.values():
        _check_indicator(checks, indicator)
    for goal in pack.goals.values():
        _check_goal(checks, goal)
    for dossier in pack.dossiers.values():
        check_dossier(checks, dossier)
    _check_headlines(checks)
    return checks.faults


def _check_headlines(checks: Checks) -> None:
    """Of one theme no two indicators have the same place."""
    taken: dict[tuple[str, int], str] = {}
    for indicator in checks.pack.indicators.values():
        if indicator.headline is None:
            continue
        other = taken.setdefault((indicator.theme, indicator.headline), indicator.id)
        if other != indicator.id:
            checks.wrong(
                f"indicator:{indicator.id}",
                Text(
                    f"heeft in zijn thema dezelfde plaats als '{other}'.",
                    f"has the same place in its theme as '{other}'.",
                ),
                Text("Geef elk een andere 'headline'.", "Give each another 'headline'."),
                "headline",
            )


def _check_request(checks: Checks, request: DataRequest) -> None:
    key = f"request:{request.id}"
    with checks.at(key):
        checks.known(key, "dataset", request.dataset, checks.pack.datasets, "dataset")
    for i, who in enumerate(request.organisations):
        with checks.at(key):
            by_id = checks.pack.organisations.by_id
            checks.known(key, "organisation", who, by_id, "organisations", i)


def _check_indicator(checks: Checks, indicator: Indicator) -> None:
    key, pack = f"indicator:{indicator.id}", checks.pack
    if pack.complete:  # a pack to build on leaves sections of the report to the pack above it
        with checks.at(key):
            checks.known(key, "theme", indicator.theme, pack.themes)
    if indicator.population != OPEN:
        with checks.at(key):
            populations = pack.organisations.populations
            checks.known(key, "population", indicator.population, populations, "population")
    if indicator.replaced_by:
        with checks.at(key):
            checks.known(key, "indicator", indicator.replaced_by, pack.indicators, "replaced-by")
            _check_replaced(checks, key, indicator)
    if indicator.apportion:
        with checks.at(key):
            totals = {*pack.parameters, *pack.indicators} - {indicator.id}
            checks.known(key, "parameter", indicator.apportion, totals, "apportion")
    _check_beside(checks, key, indicator)
    check_robust(checks, key, indicator.robust)
    _check_sources(checks, key, indicator)
    for i, change in enumerate(indicator.breaks):
        for who in change.organisations if pack.complete else ():
            with checks.at(key):
                checks.known(key, "organisation", who, pack.organisations.by_id, "breaks", i)
    is_unit = False
    with checks.at(key, "unit"):
        is_unit = units.unit(indicator.unit) is not None
    names: dict[str, Kind] = {n: units.unit(u) for n, u in BUILT_IN.items()}
    wanted = len(names) + len(indicator.components) + len(indicator.parameters)
    for alias, use in indicator.components.items():
        with checks.at(key, "components", alias):
            names[alias] = _component_kind(checks, indicator, use, key, alias)
    for alias, parameter_use in indicator.parameters.items():
        with checks.at(key, "parameters", alias):
            kind = _parameter_kind(checks, parameter_use, key, alias)
            if alias in names:
                raise ExpressionError(
                    f"gebruikt '{alias}' voor twee dingen", f"uses '{alias}' for two things"
                )
            names[alias] = kind
    if len(names) == wanted and is_unit:
        _check_between(checks, key, indicator, names)
    if len(names) == wanted:
        _check_terms(checks, key, indicator, names)
        wanted += len(indicator.terms)
    if (
        len(names) == wanted and is_unit
    ):  # else a formula would only say again that a name is not known
        _check_formulas(checks, key, indicator, names)


def _check_sources(checks: Checks, key: str, indicator: Indicator) -> None:
    """Refuse sources and parts of a change that are not there, or not in the same unit."""
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (other, ("adds-up", i)) for i, other in enumerate(indicator.adds_up)
    ]
    if indicator.change is not None:
        named += [(indicator.change.activity, ("change", "activity"))]
        named += [(indicator.change.factor, ("change", "factor"))]
    for other, path in named:
        with checks.at(key):
            checks.known(key, "indicator", other, checks.pack.indicators, *path)
            unit = checks.pack.indicators[other].unit
            if unit != indicator.unit or other == indicator.id:
                raise ExpressionError(
                    f"'{other}' is in {unit} en kan geen deel zijn van '{indicator.id}' in "
                    f"{indicator.unit}",
                    f"'{other}' is in {unit} and cannot be part of '{indicator.id}' in "
                    f"{indicator.unit}",
                )


def _check_beside(checks: Checks, key: str, indicator: Indicator) -> None:
    for i, other in enumerate(indicator.beside):
        with checks.at(key):
            checks.known(key, "indicator", other, checks.pack.indicators, "beside", i)
    if indicator.between is None and (indicator.beside or indicator.found):
        checks.wrong(
            key,
            Text("heeft geen norm ('between').", "has no norm ('between')."),
            Text("Haal 'beside' en 'found' weg.", "Remove 'beside' and 'found'."),
            "beside" if indicator.beside else "found",
        )


def _check_between(checks: Checks, key: str, indicator: Indicator, names: dict[str, Kind]) -> None:
    """Refuse bounds that are no parameters, or in another unit than the figure."""
    for i, alias in enumerate(indicator.between or ()):
        with checks.at(key, "between"):
            checks.known(key, "parameter", alias, indicator.parameters, "between", i)
            if not units.same(names.get(alias), units.unit(indicator.unit)):
                raise ExpressionError(
                    f"grens '{alias}' is niet in {indicator.unit}",
                    f"bound '{alias}' is not in {indicator.unit}",
                )


def _check_replaced(checks: Checks, key: str, indicator: Indicator) -> None:
    """Refuse a circle: following what took over must come to an end."""
    seen, following = [indicator.id], indicator.replaced_by
    while following and following in checks.pack.indicators and following not in seen:
        seen.append(following)
        following = checks.pack.indicators[following].replaced_by
    if following == indicator.id:
        checks.wrong(
            key,
            Text(
                f"wordt vervangen door zichzelf: {' -> '.join((*seen, indicator.id))}.",
                f"is replaced by itself: {' -> '.join((*seen, indicator.id))}.",
            ),
            Text("Verbreek de kring.", "Break the circle."),
            "replaced-by",
        )


def _component_kind(
    checks: Checks, indicator: Indicator, use: ComponentUse, key: str, alias: str
) -> Kind:
    component = _component(checks, use, key, alias)
    if use.component.rpartition(".")[0] in checks.wrong_datasets:
        raise Unread
    published = indicator.periods == ("als-geleverd",)
    chosen = len(use.months) == 1 or use.mean or published
    longer = set(indicator.periods) - {"maand"}
    additive = component.aggregate in (Aggregate.SUM, Aggregate.COUNT, Aggregate.HISTOGRAM)
    if component.time is TimeKind.STOCK and additive and longer and not chosen:
        raise ExpressionError(
            f"telt de stand '{use.component}' over maanden op; kies één maand (months: [12]) of "
            "het gemiddelde (mean: true)",
            f"adds up the stock '{use.component}' over months; choose one month (months: [12]) or "
            "the mean (mean: true)",
        )
    dataset = checks.pack.datasets[use.component.rpartition(".")[0]]
    by = () if use.whole_population else indicator.dimensions  # it is never split
    for i, dimension in enumerate(by):
        checks.known(key, "dimension", dimension, dataset.dimensions, "dimensions", i)
    unit = units.unit(component.unit)
    return unit_check.Histogram(unit) if component.aggregate is Aggregate.HISTOGRAM else unit


def _component(checks: Checks, use: ComponentUse, key: str, alias: str) -> Component:
    dataset, dot, name = use.component.rpartition(".")
    path = ("components", alias, "of")
    if not dot:
        known = [c.id for d in checks.pack.datasets.values() for c in d.components]
        near = nearest(f"{name}.{alias}", known) or "<dataset>.<component>"
        raise PackError(
            checks.place(key, *path),
            Text(f"'{name}' noemt geen component.", f"'{name}' names no component."),
            Text(f"Schrijf {near}.", f"Write {near}."),
        )
    checks.known(key, "dataset", dataset, checks.pack.datasets, *path)
    components = {c.id for c in checks.pack.datasets[dataset].components}
    checks.known(key, "component", use.component, components, *path)
    return checks.pack.datasets[dataset].component(name)


def _parameter_kind(checks: Checks, use: ParameterUse, key: str, alias: str) -> Kind:
    parameters = checks.pack.parameters
    checks.parameter(key, use.parameter, "parameters", alias, "of")
    parameter = parameters[use.parameter]
    keys = {v.key for v in parameter.values}
    if keys and use.key is not None:
        named = [k for k in keys if k is not None]
        checks.known(key, "key", use.key, named, "parameters", alias, "key")
    if keys and use.key is None and None not in keys:
        raise ExpressionError(
            f"'{use.parameter}' heeft een waarde per {parameter.dimension or 'sleutel'}; "
            "noem welke in 'key'",
            f"'{use.parameter}' has a value for each {parameter.dimension or 'key'}; "
            "say which in 'key'",
        )
    return units.unit(parameter.unit)


def _check_terms(checks: Checks, key: str, indicator: Indicator, names: dict[str, Kind]) -> None:
    """A term is a number, over names that are known before it and that a part of it has."""
    for alias, term in indicator.terms.items():
        with checks.at(key, "terms", alias):
            if alias in names:
                raise ExpressionError(
                    f"gebruikt '{alias}' voor twee dingen", f"uses '{alias}' for two things"
                )
            formula = expression.parse(term.formula, set(names))
            kind = numbers([formula.unit_of(names)], term.formula)
            for name in sorted(formula.names & indicator.components.keys()):
                use = indicator.components[name]
                if "month" in term.each and (use.months or use.mean):
                    raise ExpressionError(
                        f"rekent per maand met '{name}', dat zelf over andere maanden gaat",
                        f"works by month with '{name}', which is about other months itself",
                    )
            names[alias] = kind


def _check_formulas(checks: Checks, key: str, indicator: Indicator, names: dict[str, Kind]) -> None:
    before = len(checks.faults.found)
    for path, word, text in (
        ("numerator", "teller", indicator.numerator),
        ("denominator", "noemer", indicator.denominator),
    ):
        if text is not None:
            with checks.at(key, path):
                names[word] = expression.parse(text, set(names)).unit_of(names)
    if len(checks.faults.found) > before:
        return
    with checks.at(key, "formula"):
        _check_formula(indicator, names)
    for path, text in (
        ("applies-when", indicator.applies_when),
        ("small-denominator", indicator.small_denominator),
    ):
        if text is not None:
            with checks.at(key, path):
                condition = expression.parse(text, set(names))
                unit_check.need(condition.unit_of(names), unit_check.TRUTH, text)
    with checks.at(key, "applies-when"):
        if indicator.applies_when and indicator.applies_reason is None:
            raise ExpressionError(
                "applies-when vraagt ook applies-reason", "applies-when needs applies-reason too"
            )
    with checks.at(key, "applies-reason"):
        if indicator.applies_reason and indicator.applies_when is None:
            raise ExpressionError(
                "applies-reason vraagt ook applies-when", "applies-reason needs applies-when too"
            )


def _check_formula(indicator: Indicator, names: dict[str, Kind]) -> None:
    if (indicator.numerator is None) is not (indicator.denominator is None):
        raise ExpressionError(
            "een verhouding heeft een numerator én een denominator",
            "a ratio has both a numerator and a denominator",
        )
    formula = expression.parse(indicator.formula, set(names))
    if indicator.denominator is not None and not {"teller", "noemer"} <= formula.names:
        raise ExpressionError(
            "de formule gebruikt teller en noemer niet, die er wel naast staan",
            "the formula does not use teller and noemer, which are shown beside it",
        )
    unit_check.check_result(formula.unit_of(names), indicator.unit, "de formule", "the formula")
    if indicator.denominator is None and formula.divisors & indicator.components.keys():
        raise ExpressionError(
            "de formule deelt componenten op elkaar; noem dan numerator en denominator",
            "the formula divides components; then name numerator and denominator",
        )


def _check_goal(checks: Checks, goal: Goal) -> None:
    key, pack = f"goal:{goal.id}", checks.pack
    with checks.at(key):
        checks.known(key, "theme", goal.theme, pack.themes)
    with checks.at(key):
        by_id = pack.organisations.by_id
        checks.known(key, "organisation", goal.organisation, by_id, "organisation")
    with checks.at(key):
        _check_measured(checks, key, goal)
    if goal.reading_of is not None:
        with checks.at(key):
            main = [g.id for g in pack.goals.values() if g.reading_of is None]
            checks.known(key, "goal", goal.reading_of, main, "reading-of")


def _check_measured(checks: Checks, key: str, goal: Goal) -> None:
    for i, related in enumerate(goal.related):
        with checks.at(key):
            checks.known(key, "indicator", related, checks.pack.indicators, "related", i)
    if goal.indicator is None:
        if goal.gap is None:
            checks.wrong(
                key,
                Text("heeft geen indicator.", "has no indicator."),
                Text(
                    "Zeg in 'gap' waarom niets het meet.", "Say in 'gap' why nothing measures it."
                ),
            )
        return
    checks.known(key, "indicator", goal.indicator, checks.pack.indicators, "indicator")
    indicator = checks.pack.indicators[goal.indicator]
    if _AGAINST.get(goal.kind) == indicator.direction:
        checks.wrong(
            key,
            Text(
                f"vraagt '{goal.kind}', maar bij {indicator.id} is '{indicator.direction}' beter.",
                f"asks '{goal.kind}', but of {indicator.id} '{indicator.direction}' is better.",
            ),
            Text(
                "Verbeter 'kind', of 'direction' van de indicator.",
                "Mend 'kind', or 'direction' of the indicator.",
            ),
            "kind",
        )
    for path, nl, mine, theirs in (
        ("series", "reeks", goal.series, indicator.series),
        ("unit", "eenheid", goal.unit, indicator.unit),
    ):
        if mine is not None and mine != theirs:
            checks.wrong(
                key,
                Text(
                    f"heeft {nl} '{mine}', maar {indicator.id} heeft '{theirs}'.",
                    f"has {path} '{mine}', but {indicator.id} has '{theirs}'.",
                ),
                Text(
                    "Vergelijk alleen wat hetzelfde meet.", "Compare only what measures the same."
                ),
                path,
            )
