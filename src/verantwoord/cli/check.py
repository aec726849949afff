"""`verantwoord check`: everything that is wrong with a file; stores nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.apart import DELIVERIES, Apart
from verantwoord.cli.findings import as_dict, print_findings, print_json, steps
from verantwoord.cli.given import FILE, PACK, PeriodType, dataset_of, organisation_of
from verantwoord.cli.terms import language, say
from verantwoord.deliveries.limits import MAX_SHOWN
from verantwoord.nouns import ROW

if TYPE_CHECKING:
    from verantwoord.deliveries.judged import CheckReport
    from verantwoord.deliveries.mapping import UsedMap
    from verantwoord.model.pack import Pack
    from verantwoord.model.period import Period


@click.command(
    "check",
    cls=Apart,
    memory=DELIVERIES,
    help=say(
        "Controleer een bestand tegen een dataset. Er wordt niets bewaard.\n\n"
        "Voorbeeld: verantwoord check --pack packs/oefenrijk --dataset fte --organisation alfa "
        "--period 2024-07 fte-juli.xlsx --out bevindingen.xlsx\n\n"
        "Een export met eigen kolomnamen: --mapping werk/mapping/alfa/fte.yaml\n\n"
        "Uitkomst: 0 schoon, 1 bevindingen, 2 verkeerd gebruik.",
        "Check a file against a dataset. Nothing is stored.\n\n"
        "Example: verantwoord check --pack packs/oefenrijk --dataset fte --organisation alfa "
        "--period 2024-07 fte-july.xlsx --out findings.xlsx\n\n"
        "An export with names of its own: --mapping work/mapping/alfa/fte.yaml\n\n"
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
@click.option(
    "--mapping",
    "mapping_file",
    type=FILE,
    help=say("De koppeling van uw export (YAML).", "The mapping of your export (YAML)."),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "Geef het bestand terug als werkmap (.xlsx), met de bevindingen erin aangewezen.",
        "Give the file back as a workbook (.xlsx), with the findings marked in it.",
    ),
)
@click.option(
    "--overwrite",
    is_flag=True,
    help=say("Vervang wat er bij --out al staat.", "Replace what is at --out already."),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("file", type=FILE)
def command(
    pack_folder: Path,
    dataset_id: str,
    organisation: str | None,
    period: Period | None,
    mapping_file: Path | None,
    out: Path | None,
    overwrite: bool,
    form: str,
    file: Path,
) -> None:
    """Print the findings and exit 1 when there are any."""
    from verantwoord.deliveries.accept import check
    from verantwoord.deliveries.mapping import said
    from verantwoord.deliveries.returned.book import check_and_return
    from verantwoord.model.loading import load_pack

    if out is not None:
        _may_write(out, file, overwrite)
    pack = load_pack(pack_folder)
    dataset = dataset_of(pack, dataset_id)
    who = organisation_of(pack, organisation, period)
    used = None if mapping_file is None else _mapping(mapping_file, pack, dataset_id, who, period)
    with steps() as step:
        if out is None:
            checked = check(file, dataset, pack, who, period, mapping=used, language=language(),
                            progress=step)  # fmt: skip
        else:
            checked = check_and_return(
                file, dataset, pack, out, who, period, mapping=used, language=language(),
                progress=step,
            )  # fmt: skip
    if form == "json":
        report = _report(file, dataset_id, checked, pack)
        if used is not None:
            report["mapping_sha256"] = used.sha256
        print_json({**report, **({"out": str(out)} if out else {})})
    else:
        if used is not None:
            click.echo(said(used, say, language()))
        unlisted = checked.unlisted + max(0, len(checked.findings) - MAX_SHOWN)
        some = checked.findings[:MAX_SHOWN]
        print_findings(some, checked.counts, pack, checked.notes, unlisted)
        if not checked.total:
            click.echo(
                say(
                    f"{file.name}: {ROW.counted(checked.rows)}, geen bevindingen.",
                    f"{file.name}: {ROW.counted(checked.rows, 'en')}, no findings.",
                )
            )
        if out is not None:
            click.echo(say(f"Werkmap met de bevindingen: {out}",
                           f"Workbook with the findings: {out}"))  # fmt: skip
    raise SystemExit(1 if checked.total else 0)


def _mapping(
    path: Path, pack: Pack, dataset: str, organisation: str | None, period: Period | None
) -> UsedMap:
    """Read a mapping, or stop when it is of somebody else, of other data or another period."""
    from verantwoord.deliveries.mapping import read_mapping

    used = read_mapping(path.read_bytes(), str(path), pack)
    says = used.says
    if says.dataset != dataset or organisation not in (None, says.organisation):
        wrong = say(
            f"deze koppeling is van {says.organisation} voor {says.dataset}",
            f"this mapping is of {says.organisation} for {says.dataset}",
        )
    elif period is not None and not says.holds_for(period):
        wrong = say(
            f"deze koppeling geldt van {says.holds_from} tot {says.holds_until or '...'}",
            f"this mapping holds from {says.holds_from} until {says.holds_until or '...'}",
        )
    else:
        return used
    raise click.BadParameter(wrong, param_hint="--mapping")


def _may_write(out: Path, file: Path, overwrite: bool) -> None:
    """Refuse a place where a workbook may not come, before anything is done."""
    if out.suffix.lower() != ".xlsx":
        wrong = say("kies een naam op .xlsx", "use a name in .xlsx")
    elif not out.parent.is_dir():
        wrong = say(
            f"de map {out.parent} is er niet; maak die eerst of kies een andere",
            f"the folder {out.parent} does not exist; make it first or choose another",
        )
    elif out.exists() and out.samefile(file):
        wrong = say(
            "dat is het bestand dat u controleert; kies een andere naam",
            "that is the file you check; choose another name",
        )
    elif out.exists() and not overwrite:
        wrong = say(
            f"{out} bestaat al; kies een andere naam, of geef --overwrite om het te vervangen",
            f"{out} exists already; choose another name, or give --overwrite to replace it",
        )
    else:
        return
    raise click.BadParameter(wrong, param_hint="--out")


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
