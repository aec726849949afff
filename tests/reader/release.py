"""A built release as a reader has it: pages of HTML and one table of figures.

Nothing of the product is imported here: what it says is held against what it gives away.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html

Row = dict[str, str]
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
NUMBER = r"[−-]?\d{1,3}(?:\.\d{3})*(?:,\d+)?"


def clean(text: str) -> str:
    """Return a text with single plain spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def number(text: str) -> Decimal:
    """Return a number as a Dutch reader reads it."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def decimals(text: str) -> int:
    """Return how many digits stand after the comma."""
    return len(text.partition(",")[2])


def words_of(period: str) -> str:
    """Return a period as the pages name it: a year, a month, a day, a quarter or a range."""
    if "/" in period:
        first, last = period.split("/")
        return f"{words_of(first)} tot en met {words_of(last)}"
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        order = ("eerste", "tweede", "derde", "vierde")[int(found[2]) - 1]
        return f"het {order} kwartaal van {found[1]}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", period):
        return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", period):
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return period


@dataclass(frozen=True)
class Page:
    """One page, without what folds away nothing: all that a reader can find on it."""

    path: str
    tree: Any

    @cached_property
    def main(self) -> Any:
        """What is not head, menu or foot of the site."""
        return self.tree.xpath("//main")[0]

    @cached_property
    def text(self) -> str:
        """All words of the page, and those that a screen reader says of its charts."""
        return clean(self.main.text_content())

    def sentences(self) -> Iterator[str]:
        """The text of each paragraph, list item and description, by itself."""
        for part in self.main.xpath(".//p|.//li|.//dd|.//figcaption|.//*[local-name()='desc']"):
            yield clean(part.text_content())

    def links(self) -> Iterator[tuple[Any, str]]:
        """Every link with the page it leads to, from the top of the release."""
        for link in self.main.xpath(".//a[@href]"):
            href = link.get("href").partition("#")[0]
            if href and "://" not in href and not href.startswith("mailto:"):
                yield link, _joined(self.path, href)


def _joined(page: str, href: str) -> str:
    parts = page.split("/")[:-1]
    for step in href.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


@dataclass(frozen=True)
class Release:
    """A folder with a release."""

    folder: Path

    @cached_property
    def figures(self) -> dict[str, Row]:
        """The figures by id."""
        with (self.folder / "data/figures.csv").open(encoding="utf-8", newline="") as file:
            return {row["id"]: row for row in csv.DictReader(file)}

    @cached_property
    def by_page(self) -> dict[str, Row]:
        """The figures by their page."""
        return {row["page"]: row for row in self.figures.values()}

    @cached_property
    def by_indicator(self) -> dict[str, list[Row]]:
        """The figures of each indicator, without splits and later structures."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.figures.values():
            if not row["dimensions"] and not row["structure"]:
                found[row["indicator"]].append(row)
        return found

    def pages(self, pattern: str = "**/*.html") -> Iterator[Page]:
        """The pages of the site, in order."""
        for path in sorted(self.folder.glob(pattern)):
            relative = path.relative_to(self.folder).as_posix()
            if not relative.startswith(("packs/", "inputs/", "vertrouwelijk/", "en/")):
                yield Page(relative, html.fromstring(path.read_bytes()))

    def before(self, row: Row) -> Row | None:
        """Return the same figure one period earlier."""
        same = ("indicator", "organisation", "dimensions", "structure")
        kind = _kind(row["period"])
        chain = [
            other
            for other in self.figures.values()
            if all(other[k] == row[k] for k in same)
            and _kind(other["period"]) == kind
            and (other["period_start"], other["period_end"])
            < (row["period_start"], row["period_end"])
        ]
        return max(chain, key=lambda r: (r["period_start"], r["period_end"]), default=None)


def _kind(period: str) -> str:
    if "/" in period:
        return "range"
    return "quarter" if "Q" in period else str(period.count("-"))
