"""What is said above a comparison of organisations: how many have a figure, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.nouns import ORGANISATION
from verantwoord.wording import notation
from verantwoord.wording.shown import show

_HOW_MANY = {  # of those whom the question is about: one of one, none, all, two of two, one, some
    "only": (
        "Over {when} is er een cijfer van één organisatie.",
        "About {when} there is a figure of one organisation.",
    ),
    "none": (
        "Over {when} is er van geen enkele organisatie een cijfer.",
        "About {when} there is no figure of any organisation.",
    ),
    "all": (
        "Over {when} zijn er cijfers van alle {total} organisaties.",
        "About {when} there are figures of all {total} organisations.",
    ),
    "both": (
        "Over {when} zijn er cijfers van beide organisaties.",
        "About {when} there are figures of both organisations.",
    ),
    "one": (
        "Over {when} is er een cijfer van 1 van de {total} organisaties.",
        "About {when} there is a figure of 1 of the {total} organisations.",
    ),
    "some": (
        "Over {when} zijn er cijfers van {known} van de {total} organisaties.",
        "About {when} there are figures of {known} of the {total} organisations.",
    ),
}
_NOT_ABOUT = (
    "Voor {who} geldt de vraag niet.",
    "The question does not hold for {who}.",
)
_OTHER_WAYS = (
    "Zij meten op verschillende wijzen: vergelijk alleen binnen één wijze.",
    "They measure in different ways: compare within one way only.",
)
_SAME = ("De waarde is overal {low}.", "The value is {low} everywhere.")
_ENDS = (
    "De laagste waarde is {low}, de hoogste {high}.",
    "The lowest value is {low}, the highest {high}.",
)
_PARTED = {
    True: (
        "Van hen bestond er 1 maar een deel van die tijd; die telt hierin niet mee.",
        "Of them 1 existed in a part of that time only; it does not count in this.",
    ),
    False: (
        "Van hen bestonden er {n} maar een deel van die tijd; die tellen hierin niet mee.",
        "Of them {n} existed in a part of that time only; they do not count in this.",
    ),
}


def spread_sentence(
    figures: Sequence[Figure], indicator: Indicator, period: Period, language: str = "nl"
) -> str:
    """Say of how many organisations there is a figure, and between which values they lie.

    Shape:    the figures of the organisations themselves, without the whole -> a few sentences.
    Missing:  who has no number is counted, and not compared; nor is who existed a part of the time
              only, who shows parts only, or who measures in another way.
    """
    english = language == "en"
    about = [f for f in figures if f.status is not FigureStatus.NOT_APPLICABLE]
    known = [f for f in about if isinstance(f.value, Decimal)]
    when = notation.period(period, language)
    how = _HOW_MANY[_case(len(known), len(about))][english]
    said = [how.format(when=when, known=len(known), total=len(about))]
    if rest := len(figures) - len(about):
        said.append(_NOT_ABOUT[english].format(who=ORGANISATION.counted(rest, language)))
    if len({f.methods for f in known}) > 1:
        return " ".join([*said, _OTHER_WAYS[english]])
    values = {
        show(f, indicator, language).text: f.value
        for f in known
        if f.existed is None and not f.show_parts_only and isinstance(f.value, Decimal)
    }
    compared = sum(f.existed is None and not f.show_parts_only for f in known)
    if compared > 1:
        low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
        said.append((_SAME if low == high else _ENDS)[english].format(low=low, high=high))
        parted = sum(f.existed is not None for f in known)
        said += [_PARTED[parted == 1][english].format(n=parted)] if parted else []
    return " ".join(said)


def _case(known: int, total: int) -> str:
    if not known:
        return "none"
    if known == total:
        return {1: "only", 2: "both"}.get(total, "all")
    return "one" if known == 1 else "some"
