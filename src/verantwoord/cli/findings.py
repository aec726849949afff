"""Shows findings: as text for the sender, or as JSON for a program. Used by several commands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verantwoord.cli.progress import shown_progress
from verantwoord.cli.terms import language, say
from verantwoord.nouns import FINDING

if TYPE_CHECKING:
    from verantwoord.model.finding import Finding
    from verantwoord.model.pack import Pack


def as_dict(finding: Finding, pack: Pack) -> dict[str, Any]:
    """Return a finding as plain values, with its page and who answers for its rule."""
    from verantwoord.deliveries.wrong_rule import page_of, report_to

    shown = {k: v for k, v in asdict(finding).items() if k != "recorded"}  # that is for the log
    return {
        **shown,
        "severity": finding.severity.value,
        "flex": dict(finding.flex),
        "page": page_of(finding.code),
        "wrong_rule": report_to(pack, finding).in_language(language()),
    }


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
    findings: Sequence[Finding],
    counts: Mapping[str, int],
    pack: Pack,
    notes: Sequence[str] = (),
    unlisted: int = 0,
) -> None:
    """Print findings worst first, then of each rule how many there are and what explains it."""
    for finding in findings:
        click.echo(as_text(finding))
    if unlisted:
        total = sum(counts.values())
        click.echo(
            say(
                f"... niet getoond: {unlisted} van {FINDING.counted(total)}.",
                f"... not shown: {unlisted} of {FINDING.counted(total, 'en')}.",
            )
        )
    for note in notes:
        click.echo(say(f"Niet gecontroleerd: {note}", f"Not checked: {note}"))
    print_kinds(findings, counts, pack)


def print_kinds(findings: Sequence[Finding], counts: Mapping[str, int], pack: Pack) -> None:
    """Print of each rule how many findings it has, its page, and who answers for it."""
    from verantwoord.deliveries.verdict import kind_of
    from verantwoord.deliveries.wrong_rule import PAGES, folder_of_pages, page_of, reports_to

    if not counts:
        return
    pages = {kind_of(f): page_of(f.code) for f in findings}
    wide = max(map(len, counts))
    click.echo("")
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:>9}  {rule:<{wide}}  {pages.get(rule, '')}".rstrip())
    folder = folder_of_pages()
    if folder is not None and not Path(PAGES).is_dir():
        click.echo(say(f"De uitleg staat in {folder}.", f"The pages stand in {folder}."))
    for said in reports_to(pack, findings):
        click.echo(said.in_language(language()))


def print_told(findings: Sequence[Finding], pack: Pack) -> None:
    """Print findings that did not stop anything, with what explains them."""
    from verantwoord.deliveries.verdict import kind_of

    for finding in findings:
        click.echo(as_text(finding))
    print_kinds(findings, Counter(kind_of(f) for f in findings), pack)


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
        "teruggeven": (4, say("werkmap maken", "making the workbook")),
    }
    with shown_progress() as move:
        yield lambda name: move(words[name][1], words[name][0], 4)
