"""Draws the framework of docs/iv-plannen.md from the pack; run this module to write it again."""

from __future__ import annotations

import csv

from tests.conftest import REPOSITORY
from verantwoord.model.loading import load_pack

PACK = REPOSITORY / "packs" / "iv-plannen"
PAGE = REPOSITORY / "docs" / "iv-plannen.md"
BEGIN, END = "<!-- kader:begin -->\n", "<!-- kader:eind -->\n"
Row = dict[str, str]


def texts(name: str) -> list[Row]:
    """Return the rows of a table of the framework."""
    with (PACK / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weights() -> dict[tuple[str, str], str]:
    """Return the weight of each criterion by the day from which it holds."""
    pack = load_pack(REPOSITORY / "tests" / "packs" / "ict")
    values = pack.parameters["iv-plannen.gewicht"].values
    return {(str(v.holds_from), str(v.key)): str(v.value) for v in values}


def tables() -> str:
    """Return the criteria with their weights, and the levels, of each version."""
    held = weights()
    lines = []
    for version in dict.fromkeys(r["versie"] for r in texts("kader")):
        rows = [r for r in texts("kader") if r["versie"] == version]
        lines += [f"Versie `{version}`, vanaf {rows[0]['vanaf']}:", ""]
        lines += ["| nr. | criterium | gewicht | bewijs | niveau 3 betekent |"]
        lines += ["| --- | --- | --- | --- | --- |"]
        for r in rows:
            weight = held[r["vanaf"], r["criterium"]]
            cells = (r["criterium"], r["titel_nl"], weight, r["bewijs_nl"], r["niveau_3_nl"])
            lines.append(f"| {' | '.join(cells)} |")
        lines += ["", "| niveau | naam | betekent |", "| --- | --- | --- |"]
        for r in texts("niveaus"):
            if r["versie"] == version:
                lines.append(f"| {r['niveau']} | {r['naam_nl']} | {r['betekenis_nl']} |")
        lines.append("")
    return "\n".join(lines)


def page(text: str) -> str:
    """Return the page with the framework as the pack has it now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + tables() + END + after


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
