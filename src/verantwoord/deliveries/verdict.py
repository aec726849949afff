"""What was found in a file so far: the findings that are shown, and how many there are of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from verantwoord.deliveries.messages import RULE_CODES
from verantwoord.model.finding import Finding


@dataclass
class Findings:
    """What was found: the findings that are shown and how many there are of each rule."""

    rows: int
    findings: list[Finding] = field(default_factory=list)
    kinds: dict[str, Finding] = field(default_factory=dict)  # the first of each rule or code
    counts: dict[str, int] = field(default_factory=dict)  # by rule id or built-in code
    unlisted: int = 0  # that are counted, and named in no finding
    notes: list[str] = field(default_factory=list)  # rules that could not be judged, and why

    def add(self, found: Finding, count: int = 1, unlisted: int = 0) -> None:
        """Add one finding that stands for `count` of the same, of which some are not named."""
        self.unlisted += unlisted
        self.findings.append(found)
        key = kind_of(found)
        self.kinds.setdefault(key, found)
        self.counts[key] = self.counts.get(key, 0) + count


def kind_of(found: Finding) -> str:
    """Return under which name findings like this one are counted and explained."""
    return found.rule if found.code in RULE_CODES.values() else found.code
