"""What a cell of a spreadsheet is, beside its value: of which kind, and shown in which format.

A column of a reader has one type, and drops how a cell is shown. Here a cell is a small number:
its kind, and sixteen times its format. `kind` and `shown_as` take it apart.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

TEXT, NUMBER, DATE, BOOLEAN, DURATION, ERROR = range(6)
PLAIN, PERCENT, SCALED, PADDED, INVISIBLE = range(5)
FORMATS = 16  # a cell is kind + FORMATS * format

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 17, 22), "d-m-yyyy"),
             **dict.fromkeys((18, 19, 20, 21), "h:mm"), **dict.fromkeys((45, 46, 47), "[h]:mm"),
             **dict.fromkeys((*range(27, 37), *range(50, 59)), "d-m-yyyy")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """How a number format shows a number: as a date, a duration, or a number in some way."""

    kind: int = NUMBER
    shown: int = PLAIN

    @property
    def is_special(self) -> bool:
        """Whether a number in this format is shown as something else than it is."""
        return self.shown != PLAIN or self.kind == DURATION


def format_of(code: str | None, number: int = 0) -> Format:
    """Return what a number format does with a number.

    Shape:    the code as the file has it (`0.0%`), or the number of a built-in one -> Format.
    Missing:  no code, or one of the built-in numbers that show a number as it is: plain.
    Source:   ECMA-376 part 1, 18.8.30 and 18.8.31.
    """
    text = _BUILT_IN.get(number, "") if code is None else code
    if text.startswith(";"):
        return Format(shown=INVISIBLE)
    first = _QUOTED.sub("", text).split(";")[0]
    if _ELAPSED.search(first):
        return Format(DURATION)
    bare = _BRACKETS.sub("", first).lower()
    if bare.strip() == "standaard":  # it has a d, and is no date
        return Format()
    if re.search(r"[yd]", bare) or ("m" in bare and not re.search(r"[hs0#]", bare)):
        return Format(DATE)
    if re.search(r"[hs]", bare):
        return Format(DURATION)  # a time of the day, or hours that go no further than 24
    if "%" in bare:
        return Format(shown=PERCENT)
    if _SCALED.search(bare):
        return Format(shown=SCALED)
    if re.fullmatch(r"[^0#?.,]*0[0 /-]*0[^0#?.,]*", bare):
        return Format(shown=PADDED)
    return Format()


def number_text(value: str) -> str:
    """Return a stored number as text, with the fifteen digits that a spreadsheet keeps.

    Missing:  what is no number stays as it is stored.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    if number == 0 or 1e-4 <= abs(number) < 1e15:
        return f"{number:.15g}"
    if abs(number) >= 1e15:
        return f"{number:.0f}"
    return format(Decimal(f"{number:.14e}").normalize(), "f")


def duration_text(seconds: Decimal) -> str:
    """Return a duration as a sender sees it: hours and minutes, and seconds if there are any."""
    whole = int(seconds.to_integral_value())
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    hours, rest = divmod(whole, 3600)
    text = f"{sign}{hours}:{rest // 60:02}"
    return f"{text}:{rest % 60:02}" if rest % 60 else text


def days_text(value: str) -> str:
    """Return a number of days as a duration."""
    try:
        return duration_text(Decimal(value) * 86400)
    except InvalidOperation:
        return value
