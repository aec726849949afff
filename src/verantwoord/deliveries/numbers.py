"""Which mark stands before the decimals: decided once per file, never guessed per cell.

A cell proves a mark when it can be read in one way only: `12,5` and `1.234,5` prove a comma,
`0.125` and `1,234.5` a point. `1.234` and `1,234` prove nothing. Then:

- proof of both in one file: a finding, nothing is guessed;
- proof of one: that one; the other may only group thousands, in threes;
- no proof, and there are cells such as `1.234`: in a file with commas between the cells it is a
  point, because a program that separates with commas writes points; in another text file it is a
  finding, because a factor 1000 is never guessed;
- numbers stored as numbers (spreadsheet, Parquet, JSON) have a point by definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DecimalMark(StrEnum):
    """The decimal mark of a file."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class MarkEvidence:
    """What the number cells of a file show together."""

    point: bool  # some cell can only have a decimal point
    comma: bool  # some cell can only have a decimal comma
    unclear: str | None  # a cell that can be both
    commas: bool = False  # some number cell has a comma


# RE2; a cell that can be read in one way only
_DECIMALS = r"[0-9]{1,2}|[0-9]{4,}"  # after the mark; exactly three could be thousands


def proof(mark: str) -> str:
    """Return the regular expression of cells that prove that `mark` stands before decimals."""
    m, o = (r"\.", ",") if mark == DecimalMark.POINT else (",", r"\.")
    grouped = rf"[0-9]{{1,3}}(?:{o}[0-9]{{3}})+{m}[0-9]+"
    leading = rf"(?:0[0-9]*|[0-9]{{4,}}){m}[0-9]+"  # 0.125 and 1234.567 are no thousands
    other_thousands = rf"[0-9]{{1,3}}(?:{o}[0-9]{{3}}){{2,}}"  # 1,234,567 has grouping commas
    plain = rf"[0-9]+{m}(?:{_DECIMALS})"
    bare = rf"{m}[0-9]+"  # .747: no group of thousands begins with its mark
    return rf"[+-]?(?:{grouped}|{leading}|{plain}|{bare}|{other_thousands})"


UNCLEAR = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"


def decide(evidence: MarkEvidence, separator: str | None) -> DecimalMark | None:
    """Return the decimal mark of a text file, or None when it cannot be decided.

    Shape:    MarkEvidence and the separator between cells -> DecimalMark or None.
    Unit:     none.
    Missing:  without any mark in the file it does not matter; then a point.
    Rounding: none.
    Errors:   none; the caller makes the finding.
    Source:   adr/2026-11-23-decimal-mark-once-per-file.md
    """
    if evidence.point and evidence.comma:
        return None
    if evidence.comma:
        return DecimalMark.COMMA
    if evidence.point or evidence.unclear is None:
        return DecimalMark.POINT
    return DecimalMark.POINT if separator == "," and "," not in evidence.unclear else None


def number_shape(mark: DecimalMark) -> str:
    """Return the regular expression of a well-formed number in a file with this mark."""
    m, o = (r"\.", ",") if mark is DecimalMark.POINT else (",", r"\.")
    whole = rf"(?:[0-9]+|[0-9]{{1,3}}(?:{o}[0-9]{{3}})+)"
    return rf"[+-]?(?:{whole}(?:{m}[0-9]+)?|{m}[0-9]+)"


def one_reading(cell: str) -> str:
    """Return SQL for the plain digits of a text among typed numbers that can be read in one way.

    Shape:    SQL of a text -> SQL; digits alone, or a text that proves its own decimal mark.
    Missing:  NULL for what is not a number; a text that can be two is a finding about the file.
    Source:   docs/leveren.md.
    """
    point, comma = proof(DecimalMark.POINT), proof(DecimalMark.COMMA)
    return (
        f"CASE WHEN regexp_full_match({cell}, '[+-]?[0-9]+') THEN {cell} "
        f"WHEN regexp_full_match({cell}, '{point}') "
        f"AND regexp_full_match({cell}, '{number_shape(DecimalMark.POINT)}') "
        f"THEN replace({cell}, ',', '') WHEN regexp_full_match({cell}, '{comma}') "
        f"AND regexp_full_match({cell}, '{number_shape(DecimalMark.COMMA)}') "
        f"THEN replace(replace({cell}, '.', ''), ',', '.') "
        f"WHEN regexp_full_match({cell}, '{UNCLEAR}') THEN replace({cell}, ',', '.') END"
    )


def plain_number(cell: str, mark: DecimalMark, thousands: bool) -> str:
    """Return SQL that makes `1.234,5` into `1234.5`, and NULL of what is not a number."""
    shape = f"regexp_full_match({cell}, '{number_shape(mark)}')"
    if mark is DecimalMark.COMMA:
        return f"CASE WHEN {shape} THEN replace(replace({cell}, '.', ''), ',', '.') END"
    text = f"replace({cell}, ',', '')" if thousands else cell
    return f"CASE WHEN {shape} THEN {text} END"
