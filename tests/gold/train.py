"""Trains the weights of signs and measures them on kinds of document that they never saw.

`python -m tests.gold.train` shows the figures and, with --write, writes `data/gewichten.json`;
after that `python -m tests.gold.measure --write` writes docs/reading.md.
Plain logistic regression in plain Python, the same on every machine: full steps from zero, a fixed
number of them, a fixed penalty.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.gold.measure import BARS, HERE, gold_pages, page_file
from verantwoord.documents.findings.weigh import BEGIN, CERTAIN, confidence
from verantwoord.documents.reading import read
from verantwoord.documents.words import Dictionary, WordList

WEIGHTS = HERE.parents[1] / "src" / "verantwoord" / "documents" / "data" / "gewichten.json"
KINDS = ("target", "claim")
STEPS, PACE, PENALTY = 400, 0.5, 0.01


@dataclass(frozen=True)
class Example:
    """One sentence of the gold set: its signs, and whether it really is a target and a claim."""

    page: str
    kind: str  # of document
    first_measured: bool  # its page was annotated after the rules were made, and is not tuned on
    text: str
    signs: frozenset[str]
    really: Mapping[str, bool]


def examples(words: WordList) -> list[Example]:
    """Return every sentence of the gold set."""
    found = []
    for name, gold in gold_pages().items():
        document = read(page_file(name), words=words)
        left = {"target": list(gold["targets"]), "claim": list(gold["claims"])}
        for sentence in document.sentences:
            really = {kind: _taken(sentence.text, left[kind]) for kind in KINDS}
            found.append(
                Example(
                    name, gold["kind"], "quantities" in gold, sentence.text, sentence.signs, really
                )
            )
    return found


def _taken(sentence: str, quotes: list[str]) -> bool:
    quote = next((q for q in quotes if q in sentence), None)
    if quote is not None:
        quotes.remove(quote)
    return quote is not None


def train(given: Sequence[Example], kind: str) -> dict[str, float]:
    """Return the weight of every sign, at two decimals."""
    weight = dict.fromkeys(sorted({s for e in given for s in e.signs}), 0.0)
    weight[BEGIN] = 0.0
    rows = [([BEGIN, *sorted(e.signs)], float(e.really[kind])) for e in given]
    for _ in range(STEPS):
        slope = dict.fromkeys(weight, 0.0)
        for signs, really in rows:
            total = math.fsum(weight[s] for s in signs)
            missed = really - 1 / (1 + math.exp(-total))
            for sign in signs:
                slope[sign] += missed
        for sign in weight:
            held = 0.0 if sign == BEGIN else PENALTY * weight[sign]
            weight[sign] += PACE * (20 * slope[sign] / len(rows) - held)
    return {sign: round(w, 2) for sign, w in sorted(weight.items()) if round(w, 2)}


def left_out(given: Sequence[Example], kind: str) -> list[LeftOut]:
    """Return every sentence with what weights say that never saw its kind of document."""
    judged = []
    for out in sorted({e.kind for e in given}):
        weight = train([e for e in given if e.kind != out], kind)
        judged += [LeftOut(e, confidence(e.signs, weight)) for e in given if e.kind == out]
    return judged


BANDS = (Decimal("0.50"), Decimal("0.65"), Decimal("0.80"), Decimal("0.95"))


@dataclass(frozen=True)
class LeftOut:
    """What weights say of a sentence of a kind of document that they never saw."""

    example: Example
    sure: Decimal

    @property
    def said(self) -> bool:
        return self.sure >= CERTAIN


def tables(given: Sequence[Example]) -> str:
    """Return the figures for docs/reading.md, and what goes wrong."""
    judged = {kind: left_out(given, kind) for kind in KINDS}
    first = [e for e in given if e.first_measured]
    lines = ["| wat | zinnen | precisie | vindkracht | F1 | eis | gehaald |", _RULE]
    for kind in KINDS:
        new = [one for one in judged[kind] if one.example.first_measured]
        for title, pairs in (
            (f"{LABELS[kind]}, alle bladzijden", _pairs(judged[kind], kind)),
            (f"{LABELS[kind]}, alleen de nieuwe bladzijden", _pairs(new, kind)),
            (f"{LABELS[kind]}, nieuwe bladzijden, regels alleen", _by_rules(first, kind)),
        ):
            lines.append(_row(title, pairs, BARS[f"{kind}s"]))
    lines += [
        "",
        "| zekerheid | " + " | ".join(LABELS[k] for k in KINDS) + " |",
        "| --- |" + 2 * " --- |",
    ]
    for low, high in zip(BANDS, (*BANDS[1:], Decimal("1.01")), strict=True):
        shown = f"{low} tot {high}" if high < 1 else f"{low} of meer"
        lines.append(
            f"| {shown} | " + " | ".join(_right(judged[k], k, low, high) for k in KINDS) + " |"
        )
    lines += [
        "",
        "| soort document | zinnen | " + " | ".join(f"F1 {LABELS[k]}" for k in KINDS) + " |",
    ]
    lines.append("| --- | --- |" + 2 * " --- |")
    for out in sorted({e.kind for e in given}):
        own = {k: [one for one in judged[k] if one.example.kind == out] for k in KINDS}
        cells = " | ".join(_f1(_pairs(own[k], k)) for k in KINDS)
        lines.append(f"| {out} | {len(own['claim'])} | {cells} |")
    lines += ["", "### Wat er misgaat, per zin", ""]
    for kind in KINDS:
        for one in judged[kind]:
            if one.said is not one.example.really[kind]:
                what = "ten onrechte" if one.said else "gemist"
                where = f"`{one.example.page}`, {LABELS[kind]}"
                lines.append(f"- {where}, {what} ({one.sure}): {one.example.text}")
    return "\n".join(lines)


_RULE = "| --- | --- | --- | --- | --- | --- | --- |"
LABELS = {"target": "doelen", "claim": "claims"}


def _pairs(judged: Iterable[LeftOut], kind: str) -> list[tuple[bool, bool]]:
    return [(one.said, one.example.really[kind]) for one in judged]


def _by_rules(given: Iterable[Example], kind: str) -> list[tuple[bool, bool]]:
    sign = {"target": "regel: doel", "claim": "regel: claim"}[kind]
    return [(sign in e.signs, e.really[kind]) for e in given]


def score(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of what was said against what is; 0 where there is none."""
    right = sum(said and really for said, really in pairs)
    precision = right / (sum(said for said, _ in pairs) or 1)
    recall = right / (sum(really for _, really in pairs) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _row(title: str, pairs: Sequence[tuple[bool, bool]], bar: float) -> str:
    precision, recall, f1 = score(pairs)
    return (
        f"| {title} | {sum(r for _, r in pairs)} | {precision:.3f} | {recall:.3f} | {f1:.3f} "
        f"| {bar:.2f} | {'ja' if f1 >= bar else 'nee'} |"
    )


def _f1(pairs: Sequence[tuple[bool, bool]]) -> str:
    return f"{score(pairs)[2]:.2f}" if any(r or s for s, r in pairs) else "geen"


def _right(judged: Iterable[LeftOut], kind: str, low: Decimal, high: Decimal) -> str:
    inside = [one.example.really[kind] for one in judged if low <= one.sure < high]
    return f"{sum(inside)} van {len(inside)} goed" if inside else "geen"


def written(given: Sequence[Example]) -> str:
    """Return the weights of all pages as they are kept."""
    weights: dict[str, Any] = {kind: train(given, kind) for kind in KINDS}
    return json.dumps(weights, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Show the figures; write the weights when asked."""
    given = examples(Dictionary(HERE.parents[1] / "out" / "cache"))
    print(tables(given))
    if "--write" in sys.argv:
        WEIGHTS.write_text(written(given), "utf-8")


if __name__ == "__main__":
    main()
