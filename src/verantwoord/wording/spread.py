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

_HOW_MANY = {  # of those whom the question is about: only, none, all, both, found, one, some
    "only": (
        "{when} is er een cijfer van één organisatie.",
        "{when} there is a figure of one organisation.",
    ),
    "none": (
        "{when} is er van geen enkele organisatie een cijfer.",
        "{when} there is no figure of any organisation.",
    ),
    "all": (
        "{when} zijn er cijfers van alle {total} organisaties{whom}.",
        "{when} there are figures of all {total} organisations{whom}.",
    ),
    "both": (
        "{when} zijn er cijfers van beide organisaties{whom}.",
        "{when} there are figures of both organisations{whom}.",
    ),
    "found": (
        "{when} zijn er cijfers van {known} organisaties.",
        "{when} there are figures of {known} organisations.",
    ),
    "one": (
        "{when} is er een cijfer van 1 van de {total} organisaties.",
        "{when} there is a figure of 1 of the {total} organisations.",
    ),
    "some": (
        "{when} zijn er cijfers van {known} van de {total} organisaties.",
        "{when} there are figures of {known} of the {total} organisations.",
    ),
}
_WHOM = (" voor wie de vraag geldt", " for whom the question holds")
_NOT_ABOUT = (
    "Voor {who} geldt de vraag niet.",
    "The question does not hold for {who}.",
)
_OTHER_WAYS = (
    "Zij meten op verschillende wijzen: vergelijk alleen binnen één wijze.",
    "They measure in different ways: compare within one way only.",
)
_SAME = ("De waarde is overal {low}.", "The value is {low} everywhere.")
_SAME_OF_SOME = ("Bij hen is de waarde {low}.", "Of these the value is {low}.")
_SAME_OF_REST = ("Bij de andere {n} is de waarde {low}.", "Of the other {n} the value is {low}.")
_ENDS = (
    "De laagste waarde is {low}, de hoogste {high}.",
    "The lowest value is {low}, the highest {high}.",
)
_PARTED = {
    True: (
        "Van hen bestond er 1 maar een deel van die tijd; die vergelijken wij niet.",
        "Of them 1 existed in a part of that time only; we do not compare it.",
    ),
    False: (
        "Van hen bestonden er {n} maar een deel van die tijd; die vergelijken wij niet.",
        "Of them {n} existed in a part of that time only; we do not compare them.",
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
    when = notation.capital(notation.when(period, language))
    case = _case(len(known), len(about))
    if case in ("all", "both") and not any(f.coverage.expected for f in about):
        case = "found"  # of a published series nobody knows who else there is
    how = _HOW_MANY[case][english]
    rest = len(figures) - len(about)
    whom = _WHOM[english] if rest else ""
    said = [how.format(when=when, known=len(known), total=len(about), whom=whom)]
    if rest:
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
        parted = sum(f.existed is not None for f in known)
        said += [_PARTED[parted == 1][english].format(n=parted)] if parted else []
        same = _SAME if len(known) == len(about) else _SAME_OF_SOME
        same = same if compared == len(known) else _SAME_OF_REST
        form = (same if low == high else _ENDS)[english]
        said.append(form.format(low=low, high=high, n=compared))
    return " ".join(said)


def _case(known: int, total: int) -> str:
    if not known:
        return "none"
    if known == total:
        return {1: "only", 2: "both"}.get(total, "all")
    return "one" if known == 1 else "some"


def order_sentence(total: int, fixed: int, language: str = "nl") -> str:
    """Say whether scores have an order that does not rest on the weights.

    Shape:    of how many there is a score, and of how many the place is certain.
    """
    if total == 1:
        return {
            "nl": "Er is één score, dus geen volgorde.",
            "en": "There is one score, so no order.",
        }[language]
    if fixed == total:
        return {
            "nl": f"De volgorde van deze {total} is bij al die gewichten dezelfde.",
            "en": f"The order of these {total} is the same under all those weights.",
        }[language]
    if language == "en":
        others = "The others" if fixed else "They"
        return (
            f"The place is certain of {fixed or 'none'} of the {total}. "
            f"{others} may change places under other weights, so there is no ranking."
        )
    others = "De andere" if fixed else "Zij"
    return (
        f"De plaats staat vast van {fixed or 'geen'} van de {total}. "
        f"{others} kunnen bij andere gewichten van plaats wisselen. Daarom is er geen rangorde."
    )
