"""Draws the table of steps of docs/register.md; run this module to write it again."""

from __future__ import annotations

from tests.conftest import REPOSITORY
from verantwoord.register.states import (
    ACTION_STEPS,
    COMMITMENT_STEPS,
    MOTION_STEPS,
    RECOMMENDATION_STEPS,
    Table,
)

PAGE = REPOSITORY / "docs" / "register.md"
BEGIN, END = "<!-- stappen:begin -->\n", "<!-- stappen:eind -->\n"


def table(title: str, steps: Table) -> str:
    """Return one table in Markdown, in the order of the code."""
    lines = [f"### {title}", "", "| van | naar | wie | bewijs | tweede persoon |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for (start, end), rule in steps.items():
        evidence, second = ("ja" if x else "" for x in (rule.evidence, rule.second))
        lines.append(f"| {start} | {end} | {rule.role} | {evidence} | {second} |")
    return "\n".join(lines) + "\n"


def tables() -> str:
    """Return the tables of every kind."""
    named = (
        ("Motie", MOTION_STEPS),
        ("Toezegging", COMMITMENT_STEPS),
        ("Actie", ACTION_STEPS),
        ("Aanbeveling", RECOMMENDATION_STEPS),
    )
    return "\n" + "\n".join(table(title, steps) for title, steps in named) + "\n"


def page(text: str) -> str:
    """Return the page with the tables as the code has them now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + tables() + END + after


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
