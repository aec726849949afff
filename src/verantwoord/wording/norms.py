"""How many organisations are within a norm, as one sentence over their counts."""

from __future__ import annotations

from verantwoord.wording.tally import joined


def norm_sentence(
    within: int, below: int, above: int, unknown: int, norm: str, language: str = "nl"
) -> str:
    """Say how many are within the norm, how many are not, and of how many that is not known.

    Shape:    four counts, and the norm in words (`3 tot en met 5 jaar`) -> one or two sentences.
    Missing:  unknown is always in the total, and named when it is not none.
    """
    total = within + below + above + unknown
    nl = language == "nl"
    if nl:
        said = f"{within} van {total} {'zijn' if total > 1 else 'is'} binnen de norm van {norm}"
    else:
        said = f"{within} of {total} {'are' if total > 1 else 'is'} within the norm of {norm}"
    rest = []
    for count, word_nl, word_en in ((below, "lager", "below"), (above, "hoger", "above")):
        if count:
            verb = ("zijn" if nl else "are") if count > 1 else "is"
            rest.append(f"{count} {verb} {word_nl if nl else word_en}")
    if unknown:
        rest.append(f"van {unknown} is het onbekend" if nl else f"of {unknown} it is not known")
    if not rest:
        return f"{said}."
    words = joined(rest, "en" if nl else "and")
    return f"{said}. {words[0].upper()}{words[1:]}."
