"""How much of what was asked is there, in words: `1 van 1 bestand, 6 van 12 maanden`."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.figure import Coverage
from verantwoord.model.period import Grain
from verantwoord.wording.notation import exact

FILES = {"nl": ("bestand", "bestanden"), "en": ("file", "files")}
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
