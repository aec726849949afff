"""What is said of the figure that stands for an indicator: one story for each situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.standing import Situation, Standing
from verantwoord.wording import notation, sentences
from verantwoord.wording.goals import goal_sentence
from verantwoord.wording.tally import joined


def story(
    standing: Standing,
    indicator: Indicator,
    before: Figure | None,
    goals: Mapping[str, Goal],
    name: str,
) -> str:
    """Say in a few sentences what the figure was, how it changed and what was asked.

    Shape:    `before` is the figure one period earlier, `goals` those to speak of, `name` that of
              the organisation.
    """
    words = [opening(standing, name)]
    figure = standing.figure or standing.later
    if figure is not None:
        words.append(sentences.value_sentence(figure, indicator))
        words.append(sentences.change_sentence(figure, before, indicator))
        for judgement in figure.judgements if standing.figure else ():
            goal = goals.get(judgement.goal)
            if goal is None:
                continue
            words.append(goal_sentence(goal, judgement, figure, indicator, name))
    if standing.known is not None:
        when = notation.period(standing.known.period)
        words.append(f"Het laatste cijfer met een waarde gaat over {when}.")
        words.append(sentences.value_sentence(standing.known, indicator))
    return " ".join(word for word in words if word)


def opening(standing: Standing, name: str) -> str:
    """Say what must be known before the number: that it is older, later, or not there."""
    year, figure = standing.year, standing.figure or standing.later
    when = notation.period(figure.period) if figure else ""
    return {
        Situation.ABOUT_YEAR: "",
        Situation.WITHOUT_VALUE: "",
        Situation.OLDER: f"Over {year} is er geen cijfer; het laatste gaat over {when}.",
        Situation.LATER: f"Over {year} of eerder is er geen cijfer; het eerste gaat over {when}.",
        Situation.OTHERS: f"Van {name} als geheel is er geen cijfer: {_only_others(standing)}.",
        Situation.NOTHING: "Er is nog geen cijfer.",
    }[standing.situation]


def _only_others(standing: Standing) -> str:
    n = len(standing.others)
    return "er zijn alleen cijfers van " + (
        "één organisatie" if n == 1 else f"{n} organisaties apart"
    )


def in_short(standing: Standing) -> str:
    """Return what stands beside or instead of the number in a list; empty when all is well."""
    later = standing.later
    whole = later is not None and later.period.start.year > standing.year
    return {
        Situation.ABOUT_YEAR: "",
        Situation.WITHOUT_VALUE: "",
        Situation.OLDER: "laatst bekend",
        Situation.LATER: f"alleen cijfers van na {standing.year}"
        if whole
        else f"alleen cijfers over een tijd die na {standing.year} eindigt",
        Situation.OTHERS: "alleen per organisatie, geen totaal",
        Situation.NOTHING: "nog geen cijfer",
    }[standing.situation]


def nothing_to_judge(standing: Standing) -> str:
    """Say why a goal has no judgement about the year, as the end of a sentence.

    Shape:    empty when the figure about the year is judged: then the judgement says it.
    """
    year, figure = standing.year, standing.figure or standing.later
    when = notation.period(figure.period) if figure else ""
    return {
        Situation.ABOUT_YEAR: "",
        Situation.WITHOUT_VALUE: f"over {when} is er geen cijfer",
        Situation.OLDER: f"over {year} is er geen cijfer; het laatste gaat over {when}",
        Situation.LATER: f"over {year} of eerder is er geen cijfer; het eerste gaat over {when}",
        Situation.OTHERS: f"over wie dit doel geldt, is er geen cijfer: {_only_others(standing)}",
        Situation.NOTHING: "er is nog geen cijfer om tegen het doel te houden",
    }[standing.situation]


def organisation_sentence(name: str, standings: Sequence[Standing], year: int) -> str:
    """Say how many figures there are of one organisation, about the year and otherwise."""
    counts = Counter(s.situation for s in standings)
    if not counts:
        return f"Er is geen enkel cijfer over {name}."
    n = counts[Situation.ABOUT_YEAR]
    words = f"Over {year} {'zijn' if n > 1 else 'is'} er {n or 'geen'} {_figures(n)} van {name}."
    rest = [
        f"van {k} {'indicator' if k == 1 else 'indicatoren'} {said}"
        for situation, said in (
            (Situation.WITHOUT_VALUE, "is er geen waarde"),
            (Situation.OLDER, "is er alleen een ouder cijfer"),
            (Situation.LATER, "zijn er alleen latere cijfers"),
        )
        if (k := counts[situation])
    ]
    if not rest:
        return words
    said = joined(rest)
    return f"{words} {said[0].upper()}{said[1:]}."


def _figures(n: int) -> str:
    return "cijfers" if n > 1 else "cijfer"


def in_english(standing: Standing, indicator: Indicator, goals: Mapping[str, Goal]) -> str:
    """Say in English what `story` says in Dutch, without the change."""
    year, figure = standing.year, standing.figure or standing.later
    when = notation.period(figure.period, "en") if figure else ""
    words = [
        {
            Situation.ABOUT_YEAR: "",
            Situation.WITHOUT_VALUE: "",
            Situation.OLDER: f"There is no figure about {year}; the last is about {when}.",
            Situation.LATER: f"There is no figure about {year} or before; the first is about "
            f"{when}.",
            Situation.OTHERS: "There is no figure for the whole, only for organisations apart.",
            Situation.NOTHING: "There is no figure yet.",
        }[standing.situation]
    ]
    if figure is not None:
        words.append(sentences.english_sentence(figure, indicator))
        for judgement in figure.judgements if standing.figure else ():
            goal = goals[judgement.goal]
            words.append(goal_sentence(goal, judgement, figure, indicator, "", "en"))
    if standing.known is not None:
        words.append("The last figure with a value:")
        words.append(sentences.english_sentence(standing.known, indicator))
    return " ".join(word for word in words if word)
