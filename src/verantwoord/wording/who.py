"""Names of organisations inside a Dutch sentence: `van het ministerie van Financiën`."""

from __future__ import annotations

# first word of a name -> the words that stand for it inside a sentence
_INSIDE = {
    "Alle": "alle",
    "De": "de",
    "Een": "een",
    "Elf": "elf",
    "Het": "het",
    "ICT-activiteit": "de ICT-activiteit",
    "Iedereen": "iedereen",
    "KNMI-station": "het KNMI-station",
    "Ministerie": "het ministerie",
    "Overheid": "overheid",
    "Overheidsdatacenter": "het overheidsdatacenter",
    "Rijks": "het Rijks",
    "Sector": "de sector",
    "Sociale": "de Sociale",
    "Wet": "de Wet",
    "Werkagenda": "de Werkagenda",
    "Zelfstandige": "zelfstandige",
}


def inside(name: str, language: str = "nl") -> str:
    """Return a name as it stands inside a sentence; in English the name itself."""
    first, space, rest = name.partition(" ")
    return name if language == "en" else f"{_INSIDE.get(first, first)}{space}{rest}"
