"""What is wrong with a delivery, in the words of the file that was sent (EXAMPLES 7)."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.rule import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a contributor can act on, in the terms of the file they sent."""

    code: str  # stable; docs/meldingen/<code>.md explains it
    where: str  # as the sender sees it: sheet, row with the header as 1, column name
    found: str  # what is there
    expected: str  # the rule, and why it exists
    action: str  # what to do next
    rule: str  # id in the dataset definition, which has the source; 'bestand' for the file itself
    severity: Severity = Severity.BLOCKS
    row: int | None = None  # for sorting and for machines; the same row as in `where`
    column: str | None = None
    flex: tuple[tuple[str, str], ...] = ()  # the sender's own flex_ columns of that row
    # where it is, for who marks a file: as `row` and `column`, but all of it
    rows: tuple[tuple[int, int], ...] = ()  # first and last of each stretch; none: only `row`
    columns: tuple[str, ...] = ()  # those a rule compares; none: only `column`
    cells: tuple[str, ...] = ()  # addresses in a spreadsheet, of what has no row of its own: `D26`
    value: str = ""  # what stands there, as the sender sees it; longer than in `found`
    recorded: str = ""  # `expected` as a log keeps it: in Dutch, whatever the language of the run
