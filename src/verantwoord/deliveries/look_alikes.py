"""Texts of a key that look the same and are not: a letter of another alphabet, a second blank.

What nobody can see was taken away before (`zelfde_tekst`): accents that are written apart, zero
width and soft hyphens, other kinds of blanks. What is left may be meant, so it warns.
"""

from __future__ import annotations

import re
import unicodedata

from verantwoord.deliveries import limits
from verantwoord.deliveries.cells import text_name
from verantwoord.deliveries.messages import FilePlace, finding
from verantwoord.deliveries.not_data import naming
from verantwoord.deliveries.reading import Reading
from verantwoord.model.finding import Finding

# letters of Cyrillic and Greek that look like Latin ones, and signs that look like each other
_LIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеосрхуѕіјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονγıℓ‐‑‒–—−’‘ʼ´`“”„«»․‚",
    "ABESIJKMHOPCTYXaeocpxysijdqwABEZHIKMNOPTYXovyil------'''''\"\"\"\"\".,",
)
_UNSEEN = re.compile("[\u115f\u1160\ufe00-\ufe0f]")  # fillers, and signs that choose a form
_SHOWN = 20


def skeleton(text: str) -> str:
    """Return what a text looks like: equal for two texts that a reader cannot tell apart.

    Shape:    text -> text; capitals and accents stay, for those are seen.
    Source:   own list, after Unicode TR 39 (confusables), for what stands in Dutch files.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).translate(_LIKE))
    return re.sub(r"\s+", " ", _UNSEEN.sub("", folded)).strip()


def texts_that_look_equal(reading: Reading) -> list[Finding]:
    """Return a finding for each group of texts in a key that look the same and differ.

    Shape:    an open file -> findings, at most twenty of each column.
    Missing:  a file of plain ASCII with single blanks has none.
    Errors:   none.
    Source:   adr/2026-11-26-text-is-compared-as-it-is-seen.md
    """
    if reading.raw.plain:
        return []
    found: list[Finding] = []
    for column in naming(reading.dataset):
        if column.name in reading.header.places:
            found += _in_column(reading, column.name)
    return found


def _in_column(reading: Reading, column: str) -> list[Finding]:
    t = text_name(column)
    odd = f"strlen({t}) <> length({t}) OR contains({t}, '  ')"
    some = reading.con.execute(f"SELECT 1 FROM schoon_snel WHERE {odd} LIMIT 1").fetchall()
    if not some:
        return []
    rows = reading.con.execute(
        f"SELECT {t}, min(_rij) AS eerste FROM schoon WHERE {t} IS NOT NULL GROUP BY {t} "
        f"ORDER BY eerste LIMIT {limits.MAX_DISTINCT}"
    ).fetchall()
    groups: dict[str, list[tuple[str, int]]] = {}
    for text, row in rows:
        groups.setdefault(skeleton(text), []).append((text, int(row)))
    alike = [group for group in groups.values() if len(group) > 1]
    return [_finding(reading, column, group) for group in alike[:_SHOWN]]


def _finding(reading: Reading, column: str, group: list[tuple[str, int]]) -> Finding:
    (one, first), (other, row) = group[:2]
    place = FilePlace(reading.raw.sheet, row, reading.header.as_sent(column))
    return finding(
        "tekst-lijkt-gelijk", place, reading.language, rule=f"{reading.dataset.id}.{column}",
        value=other, other=one, row=first, signs=_signs(one, other),
    )  # fmt: skip


def _signs(one: str, other: str) -> str:
    """Name the first signs in which two texts differ."""
    for a, b in zip(one, other, strict=False):
        if a != b:
            return f"U+{ord(a):04X} / U+{ord(b):04X}"
    longer = max(one, other, key=len)
    return f"U+{ord(longer[min(len(one), len(other))]):04X}"
