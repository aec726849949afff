"""Writes `messages.txt`: every refusal of the tests beside this, whole, in Dutch and in English.

A reader of a pull request sees there what a maker of a pack will read.
`python -m tests.unit.formula.messages` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.unit.formula import test_kinds, test_nodes, test_pattern, test_refused
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.pattern import written

FILE = Path(__file__).parent / "messages.txt"
KNOWN = {"a", "b", "p"}


def refusals() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is refused, and how to have it refused."""
    for text, _ in test_refused.REFUSED.values():
        yield text, lambda text=text: parse(text)
    for text, _ in test_refused.REFUSED_OVER_ROWS.values():
        yield text, lambda text=text: parse_aggregate(text, KNOWN)
    for text in test_pattern.REFUSED:
        yield text, lambda text=text: written(text)
    for text in test_kinds.REFUSED:
        yield text, lambda text=text: parse(text).unit_of(test_kinds.KINDS)
    for text in test_kinds.REFUSED_OVER_ROWS:
        yield (
            text,
            lambda text=text: parse_aggregate(text, set(test_kinds.KINDS)).unit_of(
                test_kinds.KINDS
            ),
        )
    for text, _ in test_nodes.NOT_IN_SQL:
        yield text, lambda text=text: parse(text).sql()


def messages() -> str:
    """Return the whole file."""
    lines = []
    for text, refuse in refusals():
        try:
            refuse()
        except ExpressionError as error:
            shown = ascii(text)[1:-1] if len(text) < 80 else f"{text[:60]}…"
            said = [error.in_language(language).splitlines() for language in ("nl", "en")]
            lines += [
                shown or "(niets)",
                *(f"    {line}" for spoken in said for line in spoken),
                "",
            ]
        else:
            raise AssertionError(f"{text} is not refused")
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(messages(), "utf-8")
