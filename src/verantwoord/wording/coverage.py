"""How much of what was asked is there, in words: `1 van 1 bestand, 6 van 12 maanden`."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.figure import Coverage, Figure, Matched
from verantwoord.model.period import NOUN_OF, Grain
from verantwoord.nouns import FILE, ROW
from verantwoord.wording.notation import exact


def coverage_words(coverage: Coverage, language: str = "nl") -> str:
    """Return how much of what was asked is there.

    Shape:    `1 van 1 bestand, 6 van 12 maanden`; cells of several organisations or sub-units are
              counted together, and that is said.
    Missing:  empty when nothing is needed; what nobody asked for is said apart.
    """
    parts = []
    if coverage.expected:
        parts.append(FILE.of(coverage.received, coverage.expected, language))
    if coverage.cells_expected:
        parts.append(cells_words(coverage.cells, coverage.cells_expected, coverage.each, language))
        parts[-1] += _together(coverage, language)
    if coverage.unasked:
        count = NOUN_OF[coverage.each].counted(coverage.unasked, language)
        parts.append(f"{count} not asked for" if language == "en" else f"{count} niet gevraagd")
    return ", ".join(parts)


def figure_words(figure: Figure, language: str = "nl") -> str:
    """Return how much of what a figure needs is there, and over what a ratio was computed.

    Shape:    as `coverage_words`; then the rows without a value; then the cells of which numerator
              and denominator are both there, where a ratio is incomplete.
    Missing:  empty when nothing is needed and nothing was left out.
    """
    said = [coverage_words(figure.coverage, language)]
    if figure.coverage.left_out != 0:
        said.append(_left_out(figure.coverage.left_out, language))
    if figure.matched is not None:
        said.append(_matched(figure.matched, language))
    return "; ".join(filter(None, said))


def _left_out(rows: int | None, language: str) -> str:
    """Return `3 rijen zonder waarde tellen niet mee`; without a number where that is not told."""
    one = rows == 1
    if language == "en":
        which = "rows" if rows is None else ROW.counted(rows, "en")
        return f"{which} without a value {'does' if one else 'do'} not count"
    which = "rijen" if rows is None else ROW.counted(rows)
    return f"{which} zonder waarde {'telt' if one else 'tellen'} niet mee"


def _matched(matched: Matched, language: str) -> str:
    """Return `teller en noemer gaan over dezelfde 11 van 12 maanden (teller 11, noemer 12)`."""
    cells = cells_words(matched.cells, matched.expected, matched.each, language)
    above, below = (exact(Decimal(n), language) for n in (matched.above, matched.below))
    cells += _SUMMED[matched.several, False][language == "en"]
    if language == "en":
        return (
            f"numerator and denominator are about the same {cells} "
            f"(there are {above} of the numerator, {below} of the denominator)"
        )
    return (
        f"teller en noemer gaan over dezelfde {cells} "
        f"(van de teller zijn er {above}, van de noemer {below})"
    )


def cells_words(covered: int, expected: int, each: Grain | None, language: str = "nl") -> str:
    """Return `6 van 12 maanden`."""
    return NOUN_OF[each].of(covered, expected, language)


def _together(coverage: Coverage, language: str) -> str:
    """Say of how many organisations and sub-units the cells are counted together."""
    return _SUMMED[coverage.several, coverage.divided][language == "en"]


_SUMMED = {
    (False, False): ("", ""),
    (True, False): (" van alle organisaties samen", " of all organisations together"),
    (False, True): (" van alle onderdelen samen", " of all sub-units together"),
    (True, True): (
        " van alle onderdelen van alle organisaties samen",
        " of all sub-units of all organisations together",
    ),
}
