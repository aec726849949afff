"""How well documents are read, against pages annotated by hand: `python -m tests.gold.measure`.

Writes the tables of docs/reading.md. A test compares that page with what this would write, so the
numbers there are never typed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.words import Dictionary, WordList

HERE = Path(__file__).parent
PAGES = HERE / "pages"
DOCS = HERE.parents[1] / "docs" / "reading.md"
MARK = "<!-- gemeten: hieronder schrijft tests/gold/measure.py -->"
BARS = {"joins": 0.98, "citations": 0.98, "targets": 0.85, "claims": 0.80, "quantities": 0.90}
NAMES = {
    "joins": "samengevoegde woorden",
    "citations": "verwijzingen",
    "targets": "doelen",
    "claims": "claims",
    "quantities": "hoeveelheden",
}


@dataclass
class Count:
    """What was found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


def gold_pages() -> dict[str, dict[str, Any]]:
    """Return what was annotated by hand, by page."""
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((HERE / "annotations").glob("*.yaml"))
    }


def page_file(name: str) -> Path:
    """Return the page of an annotation."""
    [path] = PAGES.glob(f"{name}.*")
    return path


def compare(document: ReadDocument, gold: dict[str, Any]) -> dict[str, Count]:
    """Compare a document with its annotation: joins and citations by value, else by sentence."""
    return {
        "joins": _values([join.word for join in document.joins], gold["joins"]),
        "citations": _values(
            [str(f.values.get("identifier")) for _, f in document.findings("citation")],
            gold["citations"],
        ),
        "targets": _sentences([s.text for s, _ in document.findings("target")], gold["targets"]),
        "claims": _sentences([s.text for s, _ in document.findings("claim")], gold["claims"]),
        "quantities": _quantities(document, gold),
    }


def _values(found: list[str], expected: Iterable[str]) -> Count:
    count = Count(missed=list(expected))
    for value in found:
        if value in count.missed:
            count.missed.remove(value)
            count.right += 1
        else:
            count.wrong.append(value)
    return count


def _quantities(document: ReadDocument, gold: dict[str, Any]) -> Count:
    """Value, unit and year must all be right; pages from before this was annotated are left out."""
    if "quantities" not in gold:
        return Count()
    found = [f.values for _, f in document.findings("quantity")]
    shown = [f"{v['value']} {v['unit'] or '-'} {v['year'] or '-'}" for v in found]
    return _values(shown, gold["quantities"])


def _sentences(found: list[str], expected: Iterable[str]) -> Count:
    count = Count(missed=list(expected))
    for sentence in found:
        quote = next((q for q in count.missed if q in sentence), None)
        if quote is None:
            count.wrong.append(sentence)
        else:
            count.missed.remove(quote)
            count.right += 1
    return count


def measure(words: WordList, which: Iterable[str] | None = None) -> dict[str, dict[str, Count]]:
    """Return the counts by page and kind."""
    gold = gold_pages()
    return {
        name: compare(read(page_file(name), words=words), gold[name])
        for name in (which or sorted(gold))
    }


def total(results: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """Add the counts of pages."""
    sums = {kind: Count() for kind in BARS}
    for result in results:
        for kind, count in result.items():
            sums[kind].add(count)
    return sums


def report(results: dict[str, dict[str, Count]]) -> str:
    """Return the tables in Markdown: what no training touches, and what was left out of it."""
    from tests.gold.train import examples, tables

    counts = total(results.values())
    lines = ["### Verwijzingen, woorden en hoeveelheden", "", _HEAD, _RULE]
    for kind in ("joins", "citations", "quantities"):
        count = counts[kind]
        reached = "ja" if count.f1 >= BARS[kind] else "nee"
        lines.append(
            f"| {NAMES[kind]} | {count.right + len(count.missed)} | {count.precision:.3f} "
            f"| {count.recall:.3f} | {count.f1:.3f} | {BARS[kind]:.2f} | {reached} |"
        )
    lines += ["", "### Doelen en claims, gemeten op soorten die buiten de training bleven", ""]
    lines += [tables(examples(Dictionary(HERE.parents[1] / "out" / "cache"))), ""]
    lines += ["### Wat er verder misgaat", ""]
    for name, result in results.items():
        for kind in ("joins", "citations", "quantities"):
            count = result[kind]
            lines += [f"- `{name}`, {NAMES[kind]}, ten onrechte: {text}" for text in count.wrong]
            lines += [f"- `{name}`, {NAMES[kind]}, gemist: {text}" for text in count.missed]
    return "\n".join(lines).rstrip() + "\n"


_HEAD = "| wat | aantal | precisie | vindkracht | F1 | eis | gehaald |"
_RULE = "| --- | --- | --- | --- | --- | --- | --- |"


def page(results: dict[str, dict[str, Count]]) -> str:
    """Return docs/reading.md with the part below the mark written anew."""
    above = DOCS.read_text("utf-8").split(MARK)[0]
    return f"{above}{MARK}\n\n{report(results)}"


def main() -> None:
    """Measure, show, and write the page when asked with --write."""
    names = [name for name in sys.argv[1:] if not name.startswith("--")]
    results = measure(Dictionary(HERE.parents[1] / "out" / "cache"), names or None)
    print(report(results))
    if "--write" in sys.argv:
        DOCS.write_text(page(results), "utf-8")


if __name__ == "__main__":
    main()
