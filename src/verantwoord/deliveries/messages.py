"""The words of every built-in finding: what is there, what is expected and what to do next.

One entry per code, Dutch and English. `docs/meldingen/<code>.md` explains each to contributors;
a test keeps the two complete. The rules of a dataset bring their own words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from verantwoord.deliveries.messages_cells import CELLS
from verantwoord.deliveries.messages_file import FILE, KINDS_OF_FILES, Words
from verantwoord.deliveries.messages_header import HEADER
from verantwoord.deliveries.messages_ledger import LEDGER
from verantwoord.deliveries.messages_mapping import MAPPING
from verantwoord.deliveries.messages_values import VALUES
from verantwoord.model.dataset import Rule, Severity
from verantwoord.model.finding import Finding

# the rules of a dataset, by level
RULE_CODES = {
    "row": "regel-rij",
    "table": "regel-tabel",
    "previous": "regel-vorige-periode",
    "between": "regel-tussen-bestanden",
    "series": "regel-reeks",
}
CATALOGUE: dict[str, Words] = {**FILE, **HEADER, **MAPPING, **LEDGER, **CELLS, **VALUES}
OPTIONAL = frozenset(code for code, words in CATALOGUE.items() if words.optional)
FINDING_CODES = frozenset(CATALOGUE) | frozenset(RULE_CODES.values())


class Said(str):
    """Words of our own or of the pack among the values of a finding: shown whole."""


class InWords(NamedTuple):
    """The same in Dutch and in English, for what a log keeps is Dutch in a run of any language."""

    nl: str
    en: str


class Spread(NamedTuple):
    """All of where something stands and what stands there; see `Finding`."""

    rows: tuple[tuple[int, int], ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    value: str = ""


class FilePlace(NamedTuple):
    """Where something stands, for people and for machines."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cells: str | None = None  # of a spreadsheet: `D2`, or several as `D2:D9, D12`
    rows: str | None = None  # several rows, as `2-9, 12`

    def text(self, language: str, extra: str = "") -> str:
        """Return the place as the sender sees it: sheet and cell, or row and column."""
        nl = language != "en"
        parts = []
        if self.sheet:
            parts.append(("Blad " if nl else "Sheet ") + self.sheet)
        if self.cells:
            several = ":" in self.cells or "," in self.cells
            word = ("cellen " if several else "cel ") if nl else ("cells " if several else "cell ")
            parts.append(word + self.cells + (f" ({self.column})" if self.column else ""))
        elif self.rows or self.row is not None:
            word = ("rijen " if nl else "rows ") if self.rows else ("rij " if nl else "row ")
            parts.append(word + (self.rows or str(self.row)))
        if self.column and not self.cells:
            parts.append(("kolom " if nl else "column ") + self.column)
        if extra:
            parts.append(extra)
        text = ", ".join(parts) or ("het bestand" if nl else "the file")
        return text[0].upper() + text[1:]


def finding(
    code: str,
    place: FilePlace = FilePlace(),  # noqa: B008 - an immutable value
    language: str = "nl",
    *,
    rule: str = "bestand",
    flex: tuple[tuple[str, str], ...] = (),
    extra: str = "",
    spread: Spread = Spread(),  # noqa: B008 - an immutable value
    **values: Any,
) -> Finding:
    """Make a built-in finding from its code and the values that its words name."""
    words = CATALOGUE[code]
    found, expected, action = words.en if language == "en" else words.nl
    if (kind := str(values.get("actual"))) in KINDS_OF_FILES:
        values["actual"] = InWords(*KINDS_OF_FILES[kind])
    filled = {"rule": rule, **{k: _filled(v, language) for k, v in values.items()}}
    dutch = {"rule": rule, **{k: _filled(v, "nl") for k, v in values.items()}}
    return Finding(
        code=code,
        where=place.text(language, extra),
        found=found.format_map(filled),
        expected=expected.format_map(filled),
        action=action.format_map(filled),
        rule=rule,
        severity=Severity.WARNS if words.warns else Severity.BLOCKS,
        row=place.row,
        column=place.column,
        flex=flex,
        recorded=words.nl[1].format_map(dutch),
        **spread._asdict(),
    )


def _filled(value: Any, language: str) -> str:
    if isinstance(value, InWords):
        return value.en if language == "en" else value.nl
    return value if isinstance(value, Said) else shown(value)


def rule_finding(
    rule: Rule,
    place: FilePlace,
    language: str,
    found: str,
    *,
    flex: tuple[tuple[str, str], ...] = (),
    extra: str = "",
    spread: Spread = Spread(),  # noqa: B008 - an immutable value
) -> Finding:
    """Make a finding for a rule of the dataset, which has its own words."""
    return Finding(
        code=RULE_CODES[rule.level.value],
        where=place.text(language, extra),
        found=found,
        expected=rule.expected.in_language(language),
        action=rule.action.in_language(language),
        rule=rule.id,
        severity=rule.severity,
        row=place.row,
        column=place.column,
        flex=flex,
        recorded=rule.expected.nl,
        **spread._asdict(),
    )


def shown(value: Any, most: int = 120) -> str:
    """Return a value as it may be shown: short, on one line, without personal data.

    Only its beginning is looked at, and enough behind it for an address that is cut by the end of
    what is shown: a pattern for addresses reads a text of one long word again from each letter.
    """
    from verantwoord.deliveries.personal import LONGEST_EMAIL, redacted

    whole = str(value)
    read = whole[: most + LONGEST_EMAIL]
    text = "".join(c if c.isprintable() else "·" for c in redacted(read))
    if len(whole) == len(read) and len(text) <= most:
        return text
    return text[: most - 20] + "…"
