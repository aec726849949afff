"""`verantwoord pack check DIR`: load a pack strictly and run the cases beside its indicators."""

from __future__ import annotations

from pathlib import Path

import click

from verantwoord.cli.terms import say


@click.group(help=say("Werk met een pack.", "Work with a pack."))
def command() -> None:
    """Hold the commands about packs."""


@command.command(
    "check",
    help=say(
        "Laad een pack streng en reken de gevallen na.\n\n"
        "Voorbeeld: verantwoord pack check packs/rijk",
        "Load a pack strictly and work its cases.\n\nExample: verantwoord pack check packs/rijk",
    ),
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Print what the pack holds; exit 4 with file and line if it is wrong, 1 if a case fails."""
    from verantwoord.deliveries.rule_examples import failing_examples
    from verantwoord.engine.cases import run_cases
    from verantwoord.model.loading import load_pack

    pack = load_pack(folder)
    results = run_cases(pack)
    broken = [str(r) for r in results if not r.passed] + failing_examples(pack)
    for line in broken:
        click.echo(line, err=True)
    counts = (
        f"{pack.info.id} {pack.info.version}: {len(pack.datasets)} datasets, "
        f"{len(pack.parameters)} parameters, {len(pack.indicators)} indicatoren, "
        f"{len(pack.goals)} doelen, {len(results)} gevallen"
    )
    click.echo(f"{counts}; {len(broken)} fout" if broken else f"{counts}; alles klopt")
    if broken:
        raise SystemExit(1)
