"""`verantwoord check`: everything that is wrong with a file; stores nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.findings import as_dict, print_findings, print_json, steps
from verantwoord.cli.given import FILE, PACK, PeriodType, dataset_of, organisation_of
from verantwoord.cli.terms import language, say
from verantwoord.nouns import ROW

if TYPE_CHECKING:
    from verantwoord.deliveries.judged import CheckReport
    from verantwoord.model.pack import Pack
    from verantwoord.model.period import Period


@click.command(
    "check",
    help=say(
        "Controleer een bestand tegen een dataset. Er wordt niets bewaard.\n\n"
        "Voorbeeld: verantwoord check --pack packs/oefenrijk --dataset fte --organisation alfa "
        "--period 2024-07 fte-juli.xlsx\n\n"
        "Uitkomst: 0 schoon, 1 bevindingen, 2 verkeerd gebruik.",
        "Check a file against a dataset. Nothing is stored.\n\n"
        "Example: verantwoord check --pack packs/oefenrijk --dataset fte --organisation alfa "
        "--period 2024-07 fte-july.xlsx\n\n"
        "Exit codes: 0 clean, 1 findings, 2 wrong use.",
    ),
)
@click.option(
    "--pack",
    "pack_folder",
    type=PACK,
    required=True,
    help=say("Map of id van het pack.", "Folder or id of the pack."),
)
@click.option("--dataset", "dataset_id", required=True, help=say("Welke dataset.", "Dataset."))
@click.option("--organisation", help=say("Wie levert.", "Who delivers."))
@click.option("--period", type=PeriodType(), help=say("Waarover.", "About which period."))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("file", type=FILE)
def command(
    pack_folder: Path,
    dataset_id: str,
    organisation: str | None,
    period: Period | None,
    form: str,
    file: Path,
) -> None:
    """Print the findings and exit 1 when there are any."""
    from verantwoord.deliveries.accept import check
    from verantwoord.model.loading import load_pack

    pack = load_pack(pack_folder)
    dataset = dataset_of(pack, dataset_id)
    who = organisation_of(pack, organisation, period)
    with steps() as step:
        checked = check(file, dataset, pack, who, period, language=language(), progress=step)
    if form == "json":
        print_json(_report(file, dataset_id, checked, pack))
    else:
        print_findings(checked.findings, checked.counts, pack, checked.notes)
        if not checked.total:
            click.echo(
                say(
                    f"{file.name}: {ROW.counted(checked.rows)}, geen bevindingen.",
                    f"{file.name}: {ROW.counted(checked.rows, 'en')}, no findings.",
                )
            )
    raise SystemExit(1 if checked.total else 0)


def _report(file: Path, dataset_id: str, checked: CheckReport, pack: Pack) -> dict[str, object]:
    return {
        "file": file.name,
        "dataset": dataset_id,
        "sheet": checked.sheet,
        "rows": checked.rows,
        "total": checked.total,
        "counts": dict(checked.counts),
        "findings": [as_dict(f, pack) for f in checked.findings],
        "notes": list(checked.notes),
    }
