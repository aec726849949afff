"""How one figure is written for a reader: the number, or in words why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from verantwoord.formula import expression, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.quantities import CONTEXT, Absence, Absent
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.goal import GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.wording import notation
from verantwoord.wording.statement import written

# kind of a shown value -> name of its icon; zero is a number and has none
ICON_OF_KIND = {
    "onbekend": "vraag",
    "nvt": "streep",
    "niet-gevraagd": "streep",
    "niet-geleverd": "wacht",
    "te-laat": "wacht",
    "niet-gevonden": "vraag",
    "onderdrukt": "dicht",
}
KIND = {
    Absence.UNKNOWN: "onbekend",
    Absence.NOT_APPLICABLE: "nvt",
    Absence.NOT_ASKED: "niet-gevraagd",
    Absence.NOT_DELIVERED: "niet-geleverd",
    Absence.LATE: "te-laat",
    Absence.NOT_FOUND: "niet-gevonden",
}
# status -> (css and icon, what it means in one sentence, English word)
STATUS: dict[FigureStatus, tuple[str, str, str]] = {
    FigureStatus.MEASURED: (
        "gemeten",
        "Alles wat verwacht werd, is geleverd en goedgekeurd.",
        "measured",
    ),
    FigureStatus.INCOMPLETE: (
        "onvolledig",
        "Er ontbreken gegevens. Het cijfer telt alleen wat er is.",
        "incomplete",
    ),
    FigureStatus.ESTIMATED: ("geschat", "De waarde is geschat, niet gemeten.", "estimated"),
    FigureStatus.PUBLISHED: (
        "gepubliceerd",
        "Overgenomen uit een publicatie, zoals het daar staat.",
        "taken from a publication",
    ),
    FigureStatus.FROM_PUBLISHED: (
        "berekend",
        "Berekend uit cijfers die in publicaties staan. Die cijfers staan erbij.",
        "computed from published figures",
    ),
    FigureStatus.OWN_WORK: (
        "eigen-berekening",
        "Berekend door de makers van dit pack, en niet overgenomen uit een publicatie.",
        "computed by the makers of this pack",
    ),
    FigureStatus.UNKNOWN: (
        "onbekend",
        "Er is iets geleverd of gepubliceerd, maar daaruit is de waarde niet vast te stellen. De "
        "reden staat erbij.",
        "unknown",
    ),
    FigureStatus.NOT_APPLICABLE: (
        "nvt",
        "De vraag geldt hier niet, bijvoorbeeld omdat de organisatie toen niet bestond.",
        "not applicable",
    ),
    FigureStatus.NOT_ASKED: (
        "niet-gevraagd",
        "Niemand heeft de organisatie om deze gegevens gevraagd.",
        "not asked for",
    ),
    FigureStatus.NOT_DELIVERED: (
        "niet-geleverd",
        "De gegevens zijn gevraagd. De dag waarop ze er moeten zijn, is nog niet voorbij.",
        "not delivered yet",
    ),
    FigureStatus.LATE: (
        "te-laat",
        "De gegevens zijn gevraagd en er niet, terwijl de afgesproken dag voorbij is.",
        "late",
    ),
    FigureStatus.NOT_FOUND: (
        "niet-gevonden",
        "Er is gezocht naar een publicatie met dit cijfer, en die is niet gevonden. Dat zegt niet "
        "dat het niet bestaat.",
        "not found",
    ),
    FigureStatus.SUPPRESSED: (
        "onderdrukt",
        "Niet getoond om personen te beschermen.",
        "suppressed",
    ),
}
GOAL: dict[GoalStatus, tuple[str, str]] = {
    GoalStatus.MET: ("gehaald", "met"),
    GoalStatus.ON_TRACK: ("op-koers", "on track"),
    GoalStatus.AT_RISK: ("risico", "at risk"),
    GoalStatus.OFF_TRACK: ("niet-op-koers", "off track"),
    GoalStatus.MISSED: ("niet-gehaald", "missed"),
    GoalStatus.NO_JUDGEMENT: ("geen-oordeel", "no judgement"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in words; `kind` is 'getal', 'nul', 'delen' or why there is no number."""

    text: str
    kind: str
    reason: str = ""
    amount: str = ""  # the number, when the unit is a word after it
    unit: str = ""

    @property
    def icon(self) -> str | None:
        """The name of the icon that goes with the kind."""
        return ICON_OF_KIND.get(self.kind)

    @property
    def is_number(self) -> bool:
        """Say whether there is a number to see."""
        return self.kind in ("getal", "nul", "delen")


def status_word(status: FigureStatus, language: str = "nl") -> str:
    """Return how a figure came about, in one word or a few."""
    return STATUS[status][2] if language == "en" else str(status)


def judgement_word(status: GoalStatus, language: str = "nl") -> str:
    """Return how a goal stands, in one word or a few."""
    return GOAL[status][1] if language == "en" else str(status)


def mark_of(figure: Figure, language: str = "nl") -> str:
    """Return what a reader must know beside a number; empty when it is whole and measured."""
    if not isinstance(figure.value, Decimal):
        return ""
    if figure.status in (FigureStatus.INCOMPLETE, FigureStatus.ESTIMATED):
        return status_word(figure.status, language)
    if figure.existed is not None:
        return "part of the time" if language == "en" else "deel van de tijd"
    return ""


_SMALL = {
    "nl": "de noemer is te klein voor een verhouding",
    "en": "the denominator is too small for a ratio",
}


def show(figure: Figure, indicator: Indicator, language: str = "nl") -> Shown:
    """Return how the value of a figure is written.

    Six absences stay six words; a ratio whose denominator is too small to mean anything is
    written as its parts.
    """
    if isinstance(figure.value, Absent):
        hidden = figure.status is FigureStatus.SUPPRESSED
        kind = "onderdrukt" if hidden else KIND[figure.value.kind]
        return Shown(status_word(figure.status, language), kind, figure.value.why(language))
    if figure.show_parts_only:
        return Shown(both_parts(figure, indicator, language), "delen", _SMALL[language])
    seen = figure.value if figure.published is None else figure.published
    kind = "nul" if figure.value == 0 else "getal"
    words = written(seen, figure.stated, indicator, figure.unit, language)
    return Shown(words.text, kind, amount=words.amount, unit=words.unit)


def value_text(value: Decimal, indicator: Indicator, language: str = "nl") -> str:
    """Return what is asked, in the unit of an indicator; a norm as it was agreed is not rounded.

    Only a point on a line between two agreed values has more than three decimals.
    """
    exponent = value.normalize(CONTEXT).as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -3:
        return notation.with_unit(notation.exact(value, language), indicator.unit, language)
    publish = indicator.publish
    words = notation.number(value, publish.decimals, publish.mode, language)
    return notation.with_unit(words, indicator.unit, language)


def parts(figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Return `3 van 4 banen` of a share; empty of every other figure.

    A share has both parts in one unit. Of kWh per fte nobody is a part of the other, and a rise is
    no part of what it began with: there the formula in words says what was divided by what.
    """
    top_unit, bottom_unit = part_units(figure, indicator)
    share = indicator.unit in ("percent", "ratio") and top_unit == bottom_unit
    share = share and not _is_growth(indicator)
    return both_parts(figure, indicator, language) if share else ""


def _is_growth(indicator: Indicator) -> bool:
    """Say whether what a ratio divides is a rise over what it divides by: `(a - b) / b`."""
    first, minus, begin = str(indicator.numerator).rpartition(" - ")
    return bool(first and minus) and begin == str(indicator.denominator)


def both_parts(figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Return numerator and denominator: `3 van 4 banen`, or `12 kWh tegenover 3 fte`."""
    above, below = figure.numerator, figure.denominator
    if not isinstance(above, Decimal) or not isinstance(below, Decimal):
        return ""
    top_unit, bottom_unit = part_units(figure, indicator)
    top = notation.short(above, language)
    bottom = notation.with_unit(notation.short(below, language), bottom_unit, language)
    if top_unit == bottom_unit and not bottom.startswith("€"):
        return f"{top} {'of' if language == 'en' else 'van'} {bottom}"
    top = notation.with_unit(top, top_unit, language)
    between = ("tegenover", "against") if top_unit != bottom_unit else ("van", "of")
    return f"{top} {between[language == 'en']} {bottom}"


def part_units(figure: Figure, indicator: Indicator) -> tuple[str, str]:
    """Return the unit codes of numerator and denominator; empty where we have no word for it."""
    names = tuple((c.alias, c.unit) for c in figure.components)
    names += tuple((p.alias, p.unit) for p in figure.parameters)
    return (
        _unit_of(indicator.numerator, names),
        _unit_of(indicator.denominator, names),
    )


@lru_cache(maxsize=4096)
def _unit_of(formula: str | None, names: tuple[tuple[str, str], ...]) -> str:
    if formula is None:
        return ""
    environment = {alias: units.unit(code) for alias, code in names}
    environment["maanden"] = units.unit("month")
    try:
        found = expression.parse(formula).unit_of(environment)
        return next((code for code in units.UNITS if units.same(units.unit(code), found)), "")
    except (ExpressionError, KeyError, AttributeError):
        return ""  # a histogram or the like: the number is then shown without a unit
