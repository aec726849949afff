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
    FigureStatus.ESTIMATED: ("geschat", "Een deel van de waarden is geschat.", "estimated"),
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
        "Berekend door de makers van dit pack. Wij vonden dit cijfer in geen publicatie.",
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


def show(figure: Figure, indicator: Indicator) -> Shown:
    """Return how the value of a figure is written.

    Four absences stay four words; a ratio whose denominator is too small to mean anything is
    written as its parts.
    """
    if figure.status is FigureStatus.SUPPRESSED:
        reason = figure.value.reason if isinstance(figure.value, Absent) else ""
        return Shown("onderdrukt", "onderdrukt", reason)
    if isinstance(figure.value, Absent):
        return Shown(str(figure.value.kind), KIND[figure.value.kind], figure.value.reason)
    if figure.show_parts_only:
        return Shown(
            parts(figure, indicator), "delen", "De noemer is te klein voor een verhouding."
        )
    seen = figure.value if figure.published is None else figure.published
    kind = "nul" if figure.value == 0 else "getal"
    words = written(seen, figure.stated, indicator, figure.unit)
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


def parts(figure: Figure, indicator: Indicator) -> str:
    """Return `3 van 4 banen`; empty when the figure has no numerator and denominator."""
    above, below = figure.numerator, figure.denominator
    if above is None or below is None:
        return ""
    if isinstance(above, Absent) or isinstance(below, Absent):
        return ""
    top_unit, bottom_unit = part_units(figure, indicator)
    top = notation.short(above)
    if top_unit and top_unit != bottom_unit:
        top = notation.with_unit(top, top_unit)
    return f"{top} van {notation.with_unit(notation.short(below), bottom_unit)}"


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
