"""What is to be said about a file, and which of it must be explained before it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from verantwoord.deliveries import limits
from verantwoord.deliveries.errors import NotDelivered, Refused, UnreadableFile
from verantwoord.deliveries.judge import judge_rows
from verantwoord.deliveries.look_alikes import texts_that_look_equal
from verantwoord.deliveries.messages import (
    CATALOGUE,
    OPTIONAL,
    RULE_CODES,
    FilePlace,
    finding,
)
from verantwoord.deliveries.not_data import what_is_not_shown
from verantwoord.deliveries.reading import Irregular, Reading
from verantwoord.deliveries.series_rules import judge_series
from verantwoord.deliveries.table_rules import Previous, judge_previous, judge_table
from verantwoord.deliveries.verdict import Findings
from verantwoord.model.dataset import ColumnType, Dataset, Severity
from verantwoord.model.delivery import AcceptedWarning
from verantwoord.model.finding import Finding


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is to be said about a file. Nothing was stored."""

    findings: tuple[Finding, ...]  # worst first, no more than was asked for
    counts: Mapping[str, int]  # all findings, by rule id or built-in code
    rows: int
    sheet: str | None = None
    notes: tuple[str, ...] = ()  # rules that could not be judged, and why
    kinds: Mapping[str, Finding] = field(default_factory=dict)  # one of each that is counted
    unlisted: int = 0  # that are counted, and named in no finding

    @property
    def total(self) -> int:
        """How many findings there are, shown or not."""
        return sum(self.counts.values())

    @property
    def blocked(self) -> bool:
        """Say whether a finding blocks acceptance, shown or not."""
        return any(f.severity is Severity.BLOCKS for f in self.kinds.values())


def judged(
    reading: Reading, previous: Previous | None, progress: Callable[[str], None]
) -> Findings:
    """Judge an open file by its form, its rows and the rules of the dataset."""
    try:
        return _judged(reading, previous, progress)
    except Irregular:
        reading.read_exactly()
        return _judged(reading, previous, progress)


def _judged(
    reading: Reading, previous: Previous | None, progress: Callable[[str], None]
) -> Findings:
    verdict = Findings(reading.rows)
    for found in reading.findings:
        verdict.add(found)
    for code, count in reading.raw.counts.items():
        verdict.unlisted += count - verdict.counts.get(code, 0)
        verdict.counts[code] = count
    if reading.usable and reading.rows:
        progress("regels")
        day = reading.sent.period.start if reading.sent.period else None
        judge_rows(reading, verdict, day)
        verdict.notes += _not_bound(reading)
        for found in texts_that_look_equal(reading):
            verdict.add(found)
        for found, count in what_is_not_shown(reading):
            verdict.add(found, count)
        judge_table(reading, verdict, day)
        judge_previous(reading, verdict, day, previous)
        judge_series(reading, verdict, day, previous)
    return verdict


def _not_bound(reading: Reading) -> list[str]:
    """Say what could not be held against the period, because nobody said which it is."""
    if reading.sent.period is not None or reading.dataset.kind != "geleverd":
        return []
    dated = (ColumnType.DATE, ColumnType.TIMESTAMP)
    named = [c.name for c in reading.dataset.columns if c.type in dated or c.role == "period"]
    bound = [reading.header.as_sent(n) for n in named if n in reading.header.places]
    return [f"{', '.join(bound)}: geef de periode, dan zien we of deze erin valt"] if bound else []


def checked(verdict: Findings, sheet: str | None, most: int | None = None) -> CheckReport:
    """Return a verdict as it is told: sorted, and no more than a person can read."""
    most = limits.MAX_SHOWN if most is None else most
    return CheckReport(
        tuple(worst_first(verdict.findings)[:most]),
        dict(sorted(verdict.counts.items())),
        verdict.rows,
        sheet,
        tuple(verdict.notes),
        dict(verdict.kinds),
        verdict.unlisted + max(0, len(verdict.findings) - most),
    )


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Sort findings: what blocks first, then about the file, then persons, then by row."""
    order = {code: i for i, code in enumerate((*CATALOGUE, *RULE_CODES.values()))}

    def rank(f: Finding) -> tuple[bool, bool, bool, int, int, str]:
        personal = f.code.startswith("persoonsgegeven")
        about_rows = f.row is not None and f.row > 1
        return (
            f.severity is not Severity.BLOCKS,
            not personal,
            about_rows,
            f.row or 0,
            order[f.code],
            f.rule,
        )

    return sorted(findings, key=rank)


def unreadable(error: UnreadableFile, language: str) -> CheckReport:
    """Return the one finding about a file that cannot be read."""
    row = int(error.where) if error.where.isdigit() else None
    found = finding(error.code, FilePlace(row=row), language, **error.values)
    return CheckReport((found,), {error.code: 1}, 0, kinds={error.code: found})


def check_named(explanations: Mapping[str, str], dataset: Dataset) -> None:
    """Refuse an explanation of a rule that does not exist, and say which one comes near.

    Shape:    rule id or code -> text, and the dataset that is delivered -> nothing.
    Errors:   NotDelivered with the name that was perhaps meant.
    Source:   docs/leveren.md.
    """
    known = [*(c for c, words in CATALOGUE.items() if words.warns),
             *(r.id for r in dataset.rules if r.severity is Severity.WARNS)]  # fmt: skip
    every = {*CATALOGUE, *(r.id for r in dataset.rules)}
    for name in explanations:
        if name in every:
            continue  # whether it warns here is seen when the file has been judged
        tails = {k.rpartition(".")[2]: k for k in known} | {k: k for k in known}
        near = get_close_matches(name.casefold(), tails, n=1, cutoff=0.5)
        nl = f"Bedoelt u '{tails[near[0]]}'?" if near else f"Bekend zijn: {', '.join(known)}."
        en = f"Do you mean '{tails[near[0]]}'?" if near else f"Known are: {', '.join(known)}."
        raise NotDelivered(
            f"--accept {name}: die regel is er niet bij {dataset.id}. {nl}",
            f"--accept {name}: {dataset.id} has no such rule. {en}",
        )


def explained(what: CheckReport, explanations: Mapping[str, str]) -> tuple[AcceptedWarning, ...]:
    """Return the warnings that were accepted.

    Shape:    what was found and warning -> explanation, both by rule id or code.
    Missing:  a warning that may stay without explanation is then not accepted, and not kept.
    Errors:   Refused when something blocks or a warning has no reason, whether it is among the
              findings that are shown or not; NotDelivered for an explanation of nothing.
    Source:   docs/leveren.md.
    """
    warned = {k: f for k, f in what.kinds.items() if f.severity is Severity.WARNS}
    said = {k: text.strip() for k, text in explanations.items() if text.strip()}
    unexplained = [k for k, f in warned.items() if k not in said and f.code not in OPTIONAL]
    if what.blocked or unexplained:
        raise Refused(what.findings, what.counts, what.unlisted)
    useless = sorted(set(explanations) - set(warned))
    if useless:
        raise NotDelivered(
            f"--accept {useless[0]}: deze regel geeft geen waarschuwing. Laat hem weg.",
            f"--accept {useless[0]}: this rule gives no warning. Leave it out.",
        )
    return tuple(
        AcceptedWarning(key, what.counts[key], f.recorded, said[key])
        for key, f in sorted(warned.items())
        if key in said
    )
