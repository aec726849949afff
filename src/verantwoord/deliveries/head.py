"""What is said of a header that does not stand in the first row; `names` finds it."""

from __future__ import annotations

from verantwoord.deliveries.messages import FilePlace, Said, finding, shown
from verantwoord.model.finding import Finding


def header_below(row: int, first: str, place: FilePlace, language: str) -> Finding:
    """Return the finding that the header stands in a row below the first."""
    nl = language != "en"
    text = first.strip()
    if text.strip('"').casefold().startswith("sep="):
        above = (
            f"Rij 1 is '{shown(text)}', een aanwijzing voor Excel.",
            f"Row 1 is '{shown(text)}', an instruction for Excel.",
        )
    elif text.startswith("#"):
        above = ("Daarboven staan regels met een #.", "Above it stand lines with a #.")
    else:
        above = (
            "Daarboven staat iets dat er niet bij hoort.",
            "Above it stands something that does not belong.",
        )
    rows = "1" if row == 2 else f"1-{row - 1}"
    said = Said(above[0 if nl else 1])
    return finding("kop-lager", place, language, number=row, rows=rows, above=said)
