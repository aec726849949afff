"""What is said of the figure that stands for an indicator: one story for each situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.standing import Situation, Standing
from verantwoord.nouns import FIGURE, INDICATOR, ORGANISATION
from verantwoord.wording import notation, sentences
from verantwoord.wording.goals import goal_sentence, outcome
from verantwoord.wording.tally import joined
from verantwoord.wording.who import inside


def story(
    standing: Standing,
    indicator: Indicator,
    before: Figure | None,
    goals: Mapping[str, Goal],
    name: str,
    language: str = "nl",
) -> str:
    """Say in a few sentences what the figure was, how it changed and what was asked.

    Shape:    `before` is the figure one period earlier, `goals` those to speak of, `name` that of
              the organisation.
    """
    words = [opening(standing, name, language)]
    figure = standing.figure or standing.later
    if figure is not None:
        words.append(sentences.value_sentence(figure, indicator, language))
        words.append(sentences.change_sentence(figure, before, indicator, language))
        if standing.figure:
            words += _judged(figure, indicator, goals, name, language)
    if standing.known is not None:
        when = notation.named(standing.known.period, language)
        words.append(_LAST_KNOWN[language == "en"].format(when=when))
        words.append(sentences.value_sentence(standing.known, indicator, language))
    return " ".join(word for word in words if word)


def _judged(
    figure: Figure, indicator: Indicator, goals: Mapping[str, Goal], name: str, language: str
) -> list[str]:
    """Say of each goal what was asked and what came of it; of another reading only what differs."""
    told = [j for j in figure.judgements if j.goal in goals]
    told.sort(key=lambda j: goals[j.goal].reading_of is not None)
    first = {j.goal: outcome(j, figure) for j in told}
    words = []
    for judgement in told:
        goal = goals[judgement.goal]
        if goal.reading_of in first and first[goal.reading_of] == outcome(judgement, figure):
            words.append(SAME_OUTCOME[language == "en"])
        else:
            words.append(goal_sentence(goal, judgement, figure, indicator, name, language))
    return words


SAME_OUTCOME = (
    "Een andere lezing van dit doel geeft dezelfde uitkomst.",
    "Another reading of this goal gives the same outcome.",
)


def names_who(standing: Standing) -> bool:
    """Say whether a story begins with whose figure there is or is not, or has none to tell of."""
    if standing.situation in (Situation.OTHERS, Situation.NOTHING):
        return True
    return standing.situation in _OPENING_BESIDE and bool(standing.others)


_LAST_KNOWN = (
    "Het laatste cijfer met een waarde gaat over {when}.",
    "The last figure with a value is about {when}.",
)
# situation -> what must be known before the number: Dutch, English
_OPENING = {
    Situation.ABOUT_YEAR: ("", ""),
    Situation.WITHOUT_VALUE: ("", ""),
    Situation.OLDER: (
        "Over {year} is er geen cijfer; het laatste gaat over {when}.",
        "There is no figure about {year}; the last is about {when}.",
    ),
    Situation.LATER: (
        "Over {year} of eerder is er geen cijfer; het eerste gaat over {when}.",
        "There is no figure about {year} or before; the first is about {when}.",
    ),
    Situation.OTHERS: (
        "Van {name} als geheel is er geen cijfer: {others}.",
        "There is no figure about {name} as a whole: {others}.",
    ),
    Situation.NOTHING: ("Er is nog geen cijfer.", "There is no figure yet."),
}
# the same where others do have a figure about the year
_OPENING_BESIDE = {
    Situation.OLDER: (
        "Van {name} is er over {year} geen cijfer; het laatste gaat over {when}. {others}.",
        "For {name} there is no figure about {year}; the last is about {when}. {others}.",
    ),
    Situation.LATER: (
        "Van {name} is er over {year} of eerder geen cijfer; het eerste gaat over {when}. "
        "{others}.",
        "For {name} there is no figure about {year} or before; the first is about {when}. "
        "{others}.",
    ),
}
_BESIDE_ONE = (
    "Over {year} is er wel een cijfer van één andere organisatie",
    "One other organisation does have a figure about {year}",
)
_BESIDE_MORE = (
    "Over {year} zijn er wel cijfers van {n} andere organisaties",
    "{n} other organisations do have a figure about {year}",
)


def opening(standing: Standing, name: str, language: str = "nl") -> str:
    """Say what must be known before the number: that it is older, later, or not there."""
    figure = standing.figure or standing.later
    when = notation.named(figure.period, language) if figure else ""
    who = inside(name, language)
    beside = standing.situation in _OPENING_BESIDE and bool(standing.others)
    form = (_OPENING_BESIDE if beside else _OPENING)[standing.situation][language == "en"]
    others = (_also_others if beside else _only_others)(standing, language)
    return form.format(year=standing.year, when=when, name=who, others=others)


def _also_others(standing: Standing, language: str) -> str:
    n = len(standing.others)
    form = (_BESIDE_ONE if n == 1 else _BESIDE_MORE)[language == "en"]
    return form.format(year=standing.year, n=n)


def _only_others(standing: Standing, language: str) -> str:
    n = len(standing.others)
    if language == "en":
        apart = "" if n == 1 else " apart"
        return f"there are only figures about {ORGANISATION.counted(n, 'en')}{apart}"
    who = "één organisatie" if n == 1 else f"{ORGANISATION.counted(n)} apart"
    return f"er zijn alleen cijfers van {who}"


def in_short(standing: Standing, language: str = "nl") -> str:
    """Return what stands beside or instead of the number in a list; empty when all is well."""
    later, english = standing.later, language == "en"
    whole = later is not None and later.period.start.year > standing.year
    after = _ONLY_AFTER[whole][english].format(year=standing.year)
    return {
        Situation.ABOUT_YEAR: "",
        Situation.WITHOUT_VALUE: "",
        Situation.OLDER: ("laatst bekend", "last known")[english],
        Situation.LATER: after,
        Situation.OTHERS: (
            "alleen per organisatie, geen totaal",
            "only per organisation, no total",
        )[english],
        Situation.NOTHING: ("nog geen cijfer", "no figure yet")[english],
    }[standing.situation]


_ONLY_AFTER = (
    (
        "alleen cijfers over een tijd die na {year} eindigt",
        "only figures about a time that ends after {year}",
    ),
    ("alleen cijfers van na {year}", "only figures from after {year}"),
)


def no_figure_about(year: int, language: str = "nl") -> str:
    """Return what stands in the place of the number where there is only an older one."""
    return f"no figure about {year}" if language == "en" else f"geen cijfer over {year}"


def older(standing: Standing, value: str, verdict: str = "", language: str = "nl") -> str:
    """Return what stands beside it: the last value, of when, and what was said of it then.

    Shape:    `value` as text, or as the link of a page, which stays one.
    """
    assert standing.figure is not None  # an older one
    when = notation.period(standing.figure.period, language)
    then = ("toen", "then")[language == "en"]
    said = f"{when}, {then} {verdict}" if verdict else when
    form = type(value)("{}: {} ({})")
    return form.format(in_short(standing, language), value, said)


_NOTHING_TO_JUDGE = {
    Situation.ABOUT_YEAR: ("", ""),
    Situation.WITHOUT_VALUE: ("over {when} is er geen cijfer", "there is no figure about {when}"),
    Situation.OLDER: (
        "over {year} is er geen cijfer; het laatste gaat over {when}",
        "there is no figure about {year}; the last is about {when}",
    ),
    Situation.LATER: (
        "over {year} of eerder is er geen cijfer; het eerste gaat over {when}",
        "there is no figure about {year} or before; the first is about {when}",
    ),
    Situation.OTHERS: (
        "over wie dit doel geldt, is er geen cijfer: {others}",
        "for those whom this goal is about there is no figure: {others}",
    ),
    Situation.NOTHING: (
        "er is nog geen cijfer om tegen het doel te houden",
        "there is no figure yet to hold against the goal",
    ),
}


def nothing_to_judge(standing: Standing, language: str = "nl") -> str:
    """Say why a goal has no judgement about the year, as the end of a sentence.

    Shape:    empty when the figure about the year is judged: then the judgement says it.
    """
    figure = standing.figure or standing.later
    when = notation.named(figure.period, language) if figure else ""
    form = _NOTHING_TO_JUDGE[standing.situation][language == "en"]
    return form.format(year=standing.year, when=when, others=_only_others(standing, language))


_REST = (
    (Situation.WITHOUT_VALUE, ("is er geen waarde", "there is no value")),
    (Situation.OLDER, ("is er alleen een ouder cijfer", "there is only an older figure")),
    (Situation.LATER, ("zijn er alleen latere cijfers", "there are only later figures")),
)


def organisation_sentence(
    name: str, standings: Sequence[Standing], year: int, language: str = "nl"
) -> str:
    """Say how many figures there are of one organisation, about the year and otherwise."""
    english, name = language == "en", inside(name, language)
    counts = Counter(s.situation for s in standings)
    if not counts:
        return (
            f"There is not a single figure about {name}."
            if english
            else f"Er is geen enkel cijfer over {name}."
        )
    n = counts[Situation.ABOUT_YEAR]
    if english:
        told = f"{FIGURE.counted(n, 'en')}" if n else "no figure"
        words = f"For {year} there {'are' if n > 1 else 'is'} {told} of {name}."
    else:
        told = FIGURE.counted(n) if n else "geen cijfer"
        words = f"Over {year} {'zijn' if n > 1 else 'is'} er {told} van {name}."
    of = "for" if english else "van"
    rest = [
        f"{of} {INDICATOR.counted(k, language)} {said[english]}"
        for situation, said in _REST
        if (k := counts[situation])
    ]
    if not rest:
        return words
    said = joined(rest, "and" if english else "en")
    return f"{words} {said[0].upper()}{said[1:]}."
