"""`verantwoord pack check PACK`: load a pack strictly and run the cases beside its indicators."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import PACK
from verantwoord.cli.terms import language, say
from verantwoord.nouns import CASE, DATASET, GOAL, INDICATOR, MISTAKE, PARAMETER, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verantwoord.model.pack import Pack
    from verantwoord.model.remarks import Remark


@click.command(
    "check",
    help=say(
        "Laad een pack streng en reken de gevallen na, ook die van de packs waarop het bouwt.\n\n"
        "Voorbeeld: verantwoord pack check wet-banenafspraak\n\n"
        "Uitkomst: 0 goed, 1 een geval of voorbeeld klopt niet (met --strict ook: een indicator "
        "zonder geval, of iets dat niets gebruikt en niet bij 'unused' staat), 4 fout in het pack.",
        "Load a pack strictly and work its cases, also those of the packs it builds on.\n\n"
        "Example: verantwoord pack check wet-banenafspraak\n\n"
        "Exit codes: 0 good, 1 a case or example is wrong (with --strict also: an indicator "
        "without a case, or what nothing uses and 'unused' does not name), 4 error in the pack.",
    ),
)
@click.option(
    "--strict",
    is_flag=True,
    help=say("Een waarschuwing telt als fout.", "A warning counts as an error."),
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=say("Schrijf fouten in het pack als JSON.", "Write errors of the pack as JSON."),
)
@click.argument("folder", metavar="PACK", type=PACK)
def check(folder: Path, strict: bool, as_json: bool) -> None:
    """Print what the pack holds; exit 4 with file and line if it is wrong, 1 if a case fails."""
    from verantwoord.deliveries.rule_examples import failing_examples
    from verantwoord.engine.cases import run_cases
    from verantwoord.model.doubts import doubtful_numbers
    from verantwoord.model.errors import PackErrors
    from verantwoord.model.remarks import without_case

    try:
        pack = loaded(folder)
    except PackErrors as errors:
        if not as_json:
            raise
        click.echo(json.dumps([e.plain() for e in errors.errors], ensure_ascii=False, indent=2))
        raise SystemExit(errors.exit_code) from errors
    _check_documents(pack)
    results = run_cases(pack)
    broken = [str(r) for r in results if not r.passed] + failing_examples(pack)
    for line in broken:
        click.echo(line, err=True)
    warnings = list(without_case(pack, {r.indicator for r in results}))
    warnings += [*forgotten(pack, taken_over(pack)), *doubtful_numbers(pack)]
    _print(say("waarschuwing", "warning"), warnings)
    click.echo(f"{_counts(pack, len(results))}; {_conclusion(len(broken), len(warnings))}")
    if broken or (strict and warnings):
        raise SystemExit(1)


def loaded(folder: Path) -> Pack:
    """Load a pack with its register and published files; what is wrong in any is said at once."""
    from verantwoord.model.errors import Faults, PackErrors
    from verantwoord.model.loading import load_pack
    from verantwoord.register.loading import load_register, register_of
    from verantwoord.release.published import published_of

    faults = Faults()
    pack: Pack | None = None
    with faults.kept():
        pack = load_pack(folder)
    if pack is None:
        with faults.kept():
            load_register(folder)
        raise PackErrors(faults.found)
    with faults.kept():
        pack.once(register_of)
    with faults.kept():
        pack.once(published_of)
    faults.check()
    return pack


def _check_documents(pack: Pack) -> None:
    """Read the documents, or say that they were not checked."""
    from verantwoord.extras import MissingExtra
    from verantwoord.release.reports import covered_documents

    try:
        pack.once(covered_documents)
    except MissingExtra as missing:
        unchecked = say("documents/ is niet nagekeken", "documents/ was not checked")
        click.echo(f"{unchecked}: {missing}", err=True)


def taken_over(pack: Pack) -> set[str]:
    """Return the datasets of which the pack holds published files."""
    from verantwoord.release.published import published_of

    return {one.dataset for one in pack.once(published_of)}


def forgotten(pack: Pack, published: set[str]) -> list[Remark]:
    """What can have no figure or no judgement, or is read by nothing, and no `unused` explains."""
    from verantwoord.model.people import K
    from verantwoord.model.remarks import never_judged, undeclared, unread, without_figure

    remarks = [*without_figure(pack, published), *never_judged(pack), *unread(pack, {K})]
    return list(undeclared(pack, remarks))


def _print(kind: str, remarks: Iterable[Remark]) -> None:
    for remark in remarks:
        click.echo(f"{kind}: {remark.in_language(language())}")


def _counts(pack: Pack, cases: int) -> str:
    counted = (
        (DATASET, len(pack.datasets)),
        (PARAMETER, len(pack.parameters)),
        (INDICATOR, len(pack.indicators)),
        (GOAL, len(pack.goals)),
        (CASE, cases),
    )
    words = ", ".join(noun.counted(number, language()) for noun, number in counted)
    return f"{pack.info.id} {pack.info.version}: {words}"


def _conclusion(broken: int, warnings: int) -> str:
    if broken:
        return MISTAKE.counted(broken, language())
    if warnings:
        return WARNING.counted(warnings, language())
    return say("alles klopt", "all is well")
