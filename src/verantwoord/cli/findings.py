"""Shows findings: as text for the sender, or as JSON for a program. Used by several commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from verantwoord.cli.progress import shown_progress
from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.model.finding import Finding


def as_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    shown = {k: v for k, v in asdict(finding).items() if k != "recorded"}  # that is for the log
    return {**shown, "severity": finding.severity.value, "flex": dict(finding.flex)}


def as_text(finding: Finding) -> str:
    """Return a finding as one paragraph, in the order that a sender needs it."""
    word = say("waarschuwing", "warning") if finding.severity.value == "warns" else ""
    label = f"{finding.code}, {word}" if word else finding.code
    own = "".join(f" ({k}: {v})" for k, v in finding.flex)
    rule = f" <{finding.rule}>" if finding.code.startswith("regel-") else ""
    return (
        f"{finding.where}{own}: {finding.found} {finding.expected} {finding.action} [{label}]{rule}"
    )


def print_findings(
    findings: Sequence[Finding], counts: Mapping[str, int], notes: Sequence[str] = ()
) -> None:
    """Print findings worst first, then how many there are of each rule."""
    for finding in findings:
        click.echo(as_text(finding))
    total = sum(counts.values())
    if total > len(findings):
        click.echo(
            say(
                f"... {len(findings)} van {total} bevindingen getoond.",
                f"... {len(findings)} of {total} findings shown.",
            )
        )
    for note in notes:
        click.echo(say(f"Niet gecontroleerd: {note}", f"Not checked: {note}"))
    if counts:
        click.echo("")
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"{count:>9}  {rule}")


def print_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show which step is being done while somebody is watching."""
    words = {
        "openen": (1, say("openen", "opening")),
        "lezen": (2, say("lezen", "reading")),
        "regels": (3, say("regels nalopen", "checking rules")),
        "schrijven": (4, say("rijen schrijven", "writing rows")),
    }
    with shown_progress() as move:
        yield lambda name: move(words[name][1], words[name][0], len(words))
