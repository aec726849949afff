"""Sentences about goals: what was asked, by whom a line was drawn, and what came of it.

Somebody asked for what stands in an agreed table or line, for the end of every line, and for a
norm. A line that we drew ourselves is always called so: *onze rekenlijn*.
"""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.figure import Basis, Figure, Judgement
from verantwoord.model.goal import Bound, Goal, GoalKind, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.wording import notation
from verantwoord.wording.sentences import lies
from verantwoord.wording.shown import judgement_word, show, value_text
from verantwoord.wording.statement import NATURE

_SIDE = {
    GoalKind.FLOOR: ("minimaal {low}", "at least {low}"),
    GoalKind.CEILING: ("maximaal {high}", "at most {high}"),
    GoalKind.RANGE: ("tussen {low} en {high}", "between {low} and {high}"),
}


def bound_text(
    goal: Goal, bound: Bound | None, indicator: Indicator | None, language: str = "nl"
) -> str:
    """Return what is asked: `minimaal 5.144 banen`.

    Missing:  empty without a bound; without an indicator the goal says the unit.
    """
    if bound is None:
        return ""

    def written(value: Decimal | None) -> str:
        if value is None:
            return ""
        if indicator is not None:
            return value_text(value, indicator, language)
        exact = notation.exact(value, language)
        return notation.with_unit(exact, goal.unit or "", language)

    form = _SIDE[goal.kind][language == "en"]
    return form.format(low=written(bound.low), high=written(bound.high))


def asked_text(goal: Goal, indicator: Indicator | None, language: str = "nl") -> str:
    """Return what a goal asks and when: `maximaal 0 ton in 2030`; of a table every year."""
    path, at = goal.path, "in"
    if path.norm is not None:
        without = ", without a year" if language == "en" else ", zonder jaar"
        return bound_text(goal, path.norm, indicator, language) + without
    asked = dict(sorted(path.table.items()))
    if path.target is not None and path.target_year is not None:
        asked = {path.target_year: Bound(path.target, path.target)}
    each = [f"{bound_text(goal, b, indicator, language)} {at} {y}" for y, b in asked.items()]
    if len(each) > 4:
        between = " through " if language == "en" else " tot en met "
        return f"{each[0]}{between}{each[-1]}"
    return ", ".join(each)


def promised_text(
    goal: Goal, indicator: Indicator | None, year: int, span: Period | None = None
) -> str:
    """Return what was agreed, about a year if the agreement names it: `minimaal 5.144 banen`.

    Shape:    `span` is what the figure is about that is held against it, in a publication sometimes
              no year: `minimaal 15% over augustus 2022 tot en met maart 2023`.
              of a table the row of the year, else the first after it, else the last, with its year;
              of a line only the end; of a norm that it has no year.
    Missing:  empty when the goal names no number.
    """
    path = goal.path
    if not path.table:
        asked = asked_text(goal, indicator)
        return asked.removesuffix(f" in {year}")
    at = next((y for y in sorted(path.table) if y >= year), max(path.table))
    words = bound_text(goal, path.table[at], indicator)
    if span is not None and span.grain is Grain.RANGE and span.last_day.year == at:
        return f"{words} {notation.when(span)}"
    return words if at == year else f"{words} in {at}"


def goal_sentence(
    goal: Goal,
    judgement: Judgement,
    figure: Figure,
    indicator: Indicator,
    who: str,
    language: str = "nl",
) -> str:
    """Say whose figure is held against what, and what came of it.

    Shape:    a goal, what the engine said, the figure and who it is about -> sentences.
    Missing:  without a bound or a number only the reason why there is no judgement.
    Rounding: as published; the judgement itself is about the value without rounding.
    """
    said = asked_sentence(goal, judgement, figure, indicator, who, language)
    if judgement.status is GoalStatus.NO_JUDGEMENT:
        return said
    english = language == "en"
    status = judgement_word(judgement.status, language)
    return f"{said} {'Judgement' if english else 'Oordeel'}: {status}."


def asked_sentence(
    goal: Goal,
    judgement: Judgement,
    figure: Figure,
    indicator: Indicator,
    who: str,
    language: str = "nl",
) -> str:
    """Say whose figure is held against what; without a judgement also why there is none."""
    begin = ", ".join(filter(None, (who, notation.period(figure.period, language))))
    held = _held(goal, judgement, figure, indicator, language)
    begin = f"{begin}: {held}." if held else f"{begin}."
    if judgement.status is not GoalStatus.NO_JUDGEMENT:
        return begin
    reason = judgement.reason.in_language(language)
    none = "There is no judgement" if language == "en" else "Er is geen oordeel"
    return f"{begin} {none}: {reason}."


def _held(
    goal: Goal, judgement: Judgement, figure: Figure, indicator: Indicator, language: str
) -> str:
    """Return the bound and the value that is held against it, each called what it is."""
    bound, english = judgement.bound, language == "en"
    number = isinstance(figure.value, Decimal)
    shown = show(figure, indicator, language).text
    what = NATURE[figure.nature]
    value = f"{f'the {what.value}' if english else what.the} {lies(figure, language)} {shown}"
    if figure.show_parts_only:
        value = f"it is {shown}" if english else f"het is {shown}"
    if bound is None:
        return ""
    if judgement.basis is Basis.OWN_LINE:
        if not number or not figure.coverage.complete:
            return ""
        assert isinstance(figure.value, Decimal) and bound.low is not None  # a point on a line
        point = value_text(bound.low, indicator, language)
        side = (figure.value > bound.low) - (figure.value < bound.low)
        nl, en = {
            1: ("hoger dan", "higher than"),
            0: ("gelijk aan", "equal to"),
            -1: ("lager dan", "lower than"),
        }[side]
        if english:
            return f"{value}, {en} our own line of calculation ({point}), which nobody agreed"
        return f"{value}, {nl} onze rekenlijn ({point}), die niemand heeft afgesproken"
    asked = bound_text(goal, bound, indicator, language)
    if judgement.basis is Basis.NORM:
        asked = f"the norm is {asked}" if english else f"de norm is {asked}"
    else:
        asked = f"{asked} was asked" if english else f"gevraagd is {asked}"
    return f"{asked}; {value}" if number else asked


def outcome(judgement: Judgement, figure: Figure) -> tuple[GoalStatus, str, int]:
    """Return what came of a goal: its status, why it has none, the side of our own line.

    Shape:    two readings of one goal with the same outcome say nothing new.
    """
    side = 0
    if judgement.basis is Basis.OWN_LINE and judgement.bound is not None:
        low, value = judgement.bound.low, figure.value
        assert low is not None  # a point on a line
        side = (value > low) - (value < low) if isinstance(value, Decimal) else 0
    why = judgement.reason.nl if judgement.status is GoalStatus.NO_JUDGEMENT else ""
    return judgement.status, why, side


def path_text(goal: Goal, indicator: Indicator) -> str:
    """Say where a line begins and ends and who drew it; empty for a table."""
    path = goal.path
    if path.norm is not None:
        return f"De norm is {asked_text(goal, indicator)}."
    if path.target is None or path.target_year is None:
        return ""
    asked = f"Gevraagd is {asked_text(goal, indicator)}."
    if path.unknown is not None:
        return f"{asked} De uitgangswaarde is onbekend: {path.unknown.nl}."
    assert path.baseline is not None  # a line begins with a value, or says why not
    line = (
        f"een {_CURVE if path.curve else 'rechte lijn'} "
        f"van {value_text(path.baseline, indicator)} in {path.baseline_year} naar "
        f"{value_text(path.target, indicator)} in {path.target_year}"
    )
    if path.line == "afgesproken":
        return f"{asked} Afgesproken is {line}."
    return (
        f"{asked} Een pad ernaartoe is niet afgesproken. Onze rekenlijn, alleen om te vergelijken, "
        f"is {line}."
    )


def rule_text(goal: Goal, language: str = "nl") -> str:
    """Return the rule that gives the status, in words."""
    english = language == "en"
    if goal.path.norm is not None:
        return _NORM[english]
    must, side = _MUST[goal.kind][english]
    if goal.judged == "elk jaar":
        return _EACH_YEAR[english].format(must=must, side=side)
    year = goal.path.target_year
    end = f" in {year}" if year else _LAST[english]
    way = _way(goal)[english]
    if goal.risk_margin is not None:
        share = notation.short(goal.risk_margin * 100, language)
        way += _MARGIN[english].format(share=share)
    return _END[english].format(end=end, must=must, side=side, way=way)


def _way(goal: Goal) -> tuple[str, str]:
    """Return what is said of the years before the end: only who agreed a path has one."""
    path = goal.path
    if path.line == "rekenlijn":
        return _OWN_WAY
    if path.table:
        return _AGREED_WAY if len(path.table) > 1 else _NOTHING_BEFORE
    return _AGREED_WAY if path.baseline is not None else _NO_WAY


_CURVE = "lijn waarop elk jaar hetzelfde deel verandert,"
_MUST = {
    GoalKind.FLOOR: (
        ("mag", "niet lager zijn dan wat gevraagd is"),
        ("may not", "be lower than what is asked"),
    ),
    GoalKind.CEILING: (
        ("mag", "niet hoger zijn dan wat gevraagd is"),
        ("may not", "be higher than what is asked"),
    ),
    GoalKind.RANGE: (
        ("moet", "tussen de twee grenzen liggen"),
        ("must", "lie between the two bounds"),
    ),
}
_NORM = (
    "De norm noemt geen jaar. Daarom staat de waarde naast de norm en geven wij geen oordeel.",
    "The norm names no year. So the value stands beside the norm and we give no judgement.",
)
_EACH_YEAR = (
    "De waarde van elk jaar {must} {side}: dan is het doel gehaald, anders niet gehaald. "
    "Vergeleken wordt de waarde zonder afronding. Over een onvolledig cijfer volgt geen oordeel.",
    "The value of each year {must} {side}: then the goal is met, else missed. The value "
    "without rounding is compared. There is no judgement on an incomplete figure.",
)
_LAST = (" in het eindjaar", " in the last year")
_AGREED_WAY = (
    "Eerdere jaren worden vergeleken met het afgesproken pad ernaartoe: op koers of niet op koers. "
    "Over het jaar van de uitgangswaarde volgt geen oordeel.",
    "Earlier years are compared with the agreed path to it: on track or off track. There is no "
    "judgement on the year of the baseline.",
)
_OWN_WAY = (
    "Een pad ernaartoe is niet afgesproken. Over eerdere jaren volgt dus geen oordeel; wij zeggen "
    "alleen aan welke kant van onze eigen rekenlijn de waarde ligt.",
    "No path to it was agreed. So there is no judgement on earlier years; we only say on which "
    "side of our own line of calculation the value lies.",
)
_NO_WAY = (
    "Zonder uitgangswaarde is er geen pad ernaartoe; over eerdere jaren volgt dus geen oordeel.",
    "Without a baseline there is no path to it; so there is no judgement on earlier years.",
)
_NOTHING_BEFORE = (
    "Voor eerdere jaren is geen doelwaarde afgesproken of gevonden; daarover volgt geen oordeel.",
    "For earlier years no target was agreed or found; there is no judgement on those.",
)
_MARGIN = (
    " Is het verschil met het pad hoogstens {share}% van de afstand tussen uitgangswaarde en doel, "
    "dan is de status risico.",
    " If the difference from the path is at most {share}% of the distance between baseline and "
    "target, the status is at risk.",
)
_END = (
    "Het doel wordt beoordeeld{end}: dan {must} de waarde {side}. {way} Vergeleken wordt de waarde "
    "zonder afronding. Over een onvolledig cijfer volgt geen oordeel.",
    "The goal is judged{end}: then the value {must} {side}. {way} The value without rounding is "
    "compared. There is no judgement on an incomplete figure.",
)
