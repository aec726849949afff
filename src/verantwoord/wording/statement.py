"""What a figure states besides its number, in words: its nature and how precise it is."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from verantwoord.formula.quantities import CONTEXT, rounded
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.stated import Nature, Origin, Precision, Stated
from verantwoord.wording import notation


class Word(NamedTuple):
    """A word for readers, in both languages, with what it means."""

    nl: str
    en: str
    meaning: str
    the: str = ""  # with its article, as in "is het doel 5.144 banen"

    @property
    def value(self) -> str:
        """The English noun of a sentence: of a result, the value."""
        return "value" if self.en == "result" else self.en

    @property
    def a(self) -> str:
        """The English noun with its article."""
        return f"{'an' if self.en[0] in 'aeiou' else 'a'} {self.en}"


NATURE = {
    Nature.REALISATION: Word(
        "realisatie", "result", "Wat er is gebeurd of gemeten.", "de waarde"
    ),
    Nature.TARGET: Word("doel", "target", "Wat men wil bereiken. Geen resultaat.", "het doel"),
    Nature.NORM: Word("norm", "norm", "Wat een regel voorschrijft. Geen resultaat.", "de norm"),
    Nature.FORECAST: Word(
        "raming", "forecast", "Wat men vooraf verwacht. Geen resultaat.", "de raming"
    ),
    Nature.AGREED: Word(
        "afspraak", "agreement", "Wat is afgesproken te doen. Geen resultaat.", "de afspraak"
    ),
    Nature.ESTIMATE: Word(
        "schatting", "estimate", "Geschat en niet gemeten. Wij geven er geen oordeel over.",
        "de schatting",
    ),
}  # fmt: skip
PRECISION = {
    Precision.EXACT: Word("precies", "exact", "Zoals het is geteld, gemeten of berekend."),
    Precision.ROUNDED: Word("afgerond", "rounded", "Het getal is afgerond."),
    Precision.ABOUT: Word("ongeveer", "about", "De bron noemt een getal dat in de buurt komt."),
    Precision.AT_MOST: Word("ten hoogste", "at most", "De echte waarde is dit of lager."),
    Precision.AT_LEAST: Word("ten minste", "at least", "De echte waarde is dit of hoger."),
    Precision.BETWEEN: Word("tussen", "between", "De echte waarde ligt tussen twee grenzen."),
}
VAGUE = frozenset(PRECISION) - {Precision.EXACT, Precision.ROUNDED}  # told beside every number


class Written(NamedTuple):
    """A number in words: whole, and split where the unit is a word after it."""

    text: str
    amount: str = ""
    unit: str = ""


def written(
    value: Decimal, stated: Stated, indicator: Indicator, unit: str, language: str = "nl"
) -> Written:
    """Return a value with the word that says how precise it is.

    Rounding: as the indicator is published; a bound is never rounded to the wrong side. What was
              taken over as one value gets no decimals that the source does not print; amounts of
              money have those that money has.
    """
    publish = indicator.publish
    decimals = _decimals(value, stated, indicator)

    def number(of: Decimal) -> str:
        return notation.number(of, decimals, publish.mode, language)

    precision, low, high = stated.precision, stated.low, stated.high
    if precision is Precision.BETWEEN and low is not None and high is not None:
        first, last = number(_down(low, indicator)), number(_up(high, indicator))
        return _between(first, last, unit, language)
    if precision is Precision.AT_MOST and high is not None:
        value = _up(high, indicator)
    if precision is Precision.AT_LEAST and low is not None:
        value = _down(low, indicator)
    words = number(value)
    begin = f"{how_precise(stated, language)} " if precision in VAGUE else ""
    amount, word = notation.split_unit(words, unit, language)
    return Written(begin + notation.with_unit(words, unit, language), begin + amount, word)


def stated_text(value: Decimal, stated: Stated, unit: str, language: str = "nl") -> str:
    """Return a value with all its digits, and the word that says how precise it is.

    Shape:    what a formula takes in: `bijna 90.000 banen`, `tussen 17,8% en 26%`.
    Rounding: none.
    """

    def number(of: Decimal) -> str:
        return notation.exact(of, language)

    if stated.precision is Precision.BETWEEN and None not in (stated.low, stated.high):
        assert stated.low is not None and stated.high is not None
        return _between(number(stated.low), number(stated.high), unit, language).text
    words = notation.with_unit(number(value), unit, language)
    return f"{how_precise(stated, language)} {words}" if stated.precision in VAGUE else words


def _decimals(value: Decimal, stated: Stated, indicator: Indicator) -> int:
    most = indicator.publish.decimals
    if stated.origin is not Origin.PUBLICATION or indicator.unit == "euro":
        return most
    exponent = value.normalize(CONTEXT).as_tuple().exponent
    return min(most, max(0, -exponent)) if isinstance(exponent, int) else most


def _between(first: str, last: str, unit: str, language: str) -> Written:
    """Say the unit once where it is a word, else at both ends."""
    begin, middle = ("between", "and") if language == "en" else ("tussen", "en")
    amount, word = notation.split_unit(last, unit, language)
    end = notation.with_unit(last, unit, language)
    if word:
        return Written(
            f"{begin} {first} {middle} {end}", f"{begin} {first} {middle} {amount}", word
        )
    return Written(f"{begin} {notation.with_unit(first, unit, language)} {middle} {end}")


def how_precise(stated: Stated, language: str = "nl") -> str:
    """Return the word of the source where it has one, else ours; English readers get ours."""
    if language == "en":
        return PRECISION[stated.precision].en
    return stated.words or PRECISION[stated.precision].nl


def precision_sentence(figure: Figure) -> str:
    """Say how precise a figure is, with its bounds; empty of what is exact or no number."""
    stated = figure.stated
    if stated.precision is Precision.EXACT or not isinstance(figure.value, Decimal):
        return ""
    word = PRECISION[stated.precision]
    bounds = stated.low is not None and stated.high is not None
    said = f"{word.nl.capitalize()}."
    if not (bounds and stated.precision is Precision.BETWEEN):
        said += f" {word.meaning}"
    if stated.words:
        said += f" De bron zegt: “{stated.words}”."
    if stated.low is not None and stated.high is not None:
        ends = (notation.short(bound) for bound in (stated.low, stated.high))
        low, high = (notation.with_unit(end, figure.unit) for end in ends)
        said += f" De echte waarde ligt tussen {low} en {high}."
    return said


def _down(value: Decimal, indicator: Indicator) -> Decimal:
    return rounded(value, indicator.publish.decimals, "floor")


def _up(value: Decimal, indicator: Indicator) -> Decimal:
    return -rounded(-value, indicator.publish.decimals, "floor")
