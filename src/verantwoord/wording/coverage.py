"""How much of what was asked is there, in words: `1 van 1 bestand, 6 van 12 maanden`."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.figure import Coverage, Figure, Matched
from verantwoord.model.period import Grain
from verantwoord.wording.notation import exact

FILES = {"nl": ("bestand", "bestanden"), "en": ("file", "files")}
DELIVERIES = {"nl": ("levering", "leveringen"), "en": ("delivery", "deliveries")}
ROWS = {"nl": ("rij", "rijen"), "en": ("row", "rows")}
SHARES = {"nl": ("bijdrage", "bijdragen"), "en": ("contribution", "contributions")}
PERIODS = {"nl": ("periode", "perioden"), "en": ("period", "periods")}
ASKED = {"nl": ("gevraagde levering", "gevraagde leveringen"), "en": ("request", "requests")}
_EACH: dict[Grain | None, dict[str, tuple[str, str]]] = {
    Grain.DAY: {"nl": ("dag", "dagen"), "en": ("day", "days")},
    Grain.MONTH: {"nl": ("maand", "maanden"), "en": ("month", "months")},
    Grain.QUARTER: {"nl": ("kwartaal", "kwartalen"), "en": ("quarter", "quarters")},
    Grain.YEAR: {"nl": ("jaar", "jaren"), "en": ("year", "years")},
    None: {"nl": ("deel", "delen"), "en": ("part", "parts")},
}


def coverage_words(coverage: Coverage, language: str = "nl") -> str:
    """Return how much of what was asked is there.

    Shape:    `1 van 1 bestand, 6 van 12 maanden`; cells of several organisations or sub-units are
              counted together, and that is said.
    Missing:  empty when nothing is needed; what nobody asked for is said apart.
    """
    parts = []
    if coverage.expected:
        parts.append(of(coverage.received, coverage.expected, FILES, language))
    if coverage.cells_expected:
        parts.append(cells_words(coverage.cells, coverage.cells_expected, coverage.each, language))
        parts[-1] += _together(coverage, language)
    if coverage.unasked:
        count = counted(coverage.unasked, _EACH[coverage.each], language)
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
        which = "rows" if rows is None else counted(rows, ROWS, "en")
        return f"{which} without a value {'does' if one else 'do'} not count"
    which = "rijen" if rows is None else counted(rows, ROWS)
    return f"{which} zonder waarde {'telt' if one else 'tellen'} niet mee"


def _matched(matched: Matched, language: str) -> str:
    """Return `teller en noemer gaan over dezelfde 11 van 12 maanden (teller 11, noemer 12)`."""
    cells = cells_words(matched.cells, matched.expected, matched.each, language)
    above, below = (exact(Decimal(n), language) for n in (matched.above, matched.below))
    if language == "en":
        cells += " of organisations" if matched.several else ""
        return (
            f"numerator and denominator are about the same {cells} "
            f"(there are {above} of the numerator, {below} of the denominator)"
        )
    cells += " van organisaties" if matched.several else ""
    return (
        f"teller en noemer gaan over dezelfde {cells} "
        f"(van de teller zijn er {above}, van de noemer {below})"
    )


def cells_words(covered: int, expected: int, each: Grain | None, language: str = "nl") -> str:
    """Return `6 van 12 maanden`."""
    return of(covered, expected, _EACH[each], language)


def of(count: int, total: int, words: dict[str, tuple[str, str]], language: str) -> str:
    """Return `1 van 12 maanden`, in the singular where the total is one."""
    between = "of" if language == "en" else "van"
    return f"{exact(Decimal(count), language)} {between} {counted(total, words, language)}"


def counted(number: int, words: dict[str, tuple[str, str]], language: str = "nl") -> str:
    """Return a number with its word: `1 rij`, `1.200 rijen`."""
    return f"{exact(Decimal(number), language)} {words[language][number != 1]}"


def _together(coverage: Coverage, language: str) -> str:
    """Say of how many organisations and sub-units the cells are counted together."""
    said = {
        (False, False): ("", ""),
        (True, False): (" van organisaties", " of organisations"),
        (False, True): (" van onderdelen", " of sub-units"),
        (True, True): (" van onderdelen van organisaties", " of sub-units of organisations"),
    }[coverage.several, coverage.divided]
    return said[language == "en"]
