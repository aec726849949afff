"""`verantwoord deliver`: takes a file in, as a first delivery or as a correction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.apart import DELIVERIES, Apart
from verantwoord.cli.findings import as_dict, print_findings, print_json, print_told, steps
from verantwoord.cli.given import FILE, PACK, DayType, PeriodType, today
from verantwoord.cli.terms import language, say
from verantwoord.nouns import CELL, ROW

if TYPE_CHECKING:
    from verantwoord.deliveries.workspace import Workspace
    from verantwoord.model.delivery import Delivery
    from verantwoord.model.finding import Finding
    from verantwoord.model.pack import Pack
    from verantwoord.model.period import Period


@click.command(
    "deliver",
    cls=Apart,
    memory=DELIVERIES,
    help=say(
        "Lever een bestand aan in een werkmap. Met bevindingen wordt er niets bewaard.\n\n"
        "Voorbeeld: verantwoord deliver werk --pack packs/oefenrijk --dataset fte "
        "--organisation alfa --period 2024-07 fte-juli.xlsx\n\n"
        "Correctie: voeg toe --replaces 3fa9c1 --reason 'uren van juli vergeten'\n\n"
        "Een export met eigen kolomnamen lezen we met werk/mapping/alfa/fte.yaml, als dat er is.",
        "Deliver a file into a workspace. With findings nothing is stored.\n\n"
        "Example: verantwoord deliver work --pack packs/oefenrijk --dataset fte "
        "--organisation alfa --period 2024-07 fte-july.xlsx\n\n"
        "Correction: add --replaces 3fa9c1 --reason 'forgot the hours of July'\n\n"
        "An export with names of its own is read with work/mapping/alfa/fte.yaml, if there is one.",
    ),
)
@click.argument("workspace", type=click.Path(file_okay=False, path_type=Path))
@click.argument("file", type=FILE)
@click.option(
    "--pack",
    "pack_folder",
    type=PACK,
    help=say(
        "Map of id van het pack; alleen bij een nieuwe werkmap.",
        "Folder or id of the pack; only for a new workspace.",
    ),
)
@click.option("--dataset", "dataset_id", required=True, help=say("Welke dataset.", "Dataset."))
@click.option("--organisation", required=True, help=say("Wie levert.", "Who delivers."))
@click.option("--period", type=PeriodType(), required=True, help=say("Waarover.", "Period."))
@click.option(
    "--replaces",
    multiple=True,
    help=say(
        "Begin van de sha van wat u corrigeert; mag vaker.", "Corrected sha; may be repeated."
    ),
)
@click.option("--reason", help=say("Waarom u corrigeert.", "Why you correct."))
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="REGEL=TEKST",
    help=say("Uitleg bij een waarschuwing; wordt gepubliceerd.", "Explains a warning; published."),
)
@click.option(
    "--unasked",
    is_flag=True,
    help=say(
        "Bewaar wat niet is gevraagd; geen cijfer telt het mee.",
        "Keep what was not asked for; no figure counts it.",
    ),
)
@click.option(
    "--without-mapping",
    is_flag=True,
    help=say(
        "Het bestand heeft onze kolommen al; lees het zonder koppeling.",
        "The file has our columns already; read it without a mapping.",
    ),
)
@click.option("--received-on", type=DayType(), help=say("Standaard vandaag.", "Default today."))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(
    workspace: Path,
    file: Path,
    pack_folder: Path | None,
    dataset_id: str,
    organisation: str,
    period: Period,
    replaces: tuple[str, ...],
    reason: str | None,
    accepted: tuple[str, ...],
    unasked: bool,
    without_mapping: bool,
    received_on: dt.date | None,
    form: str,
) -> None:
    """Deliver; exit 1 with the findings when the file is refused."""
    from verantwoord.deliveries.accept import deliver
    from verantwoord.deliveries.errors import Refused

    explanations = _explanations(accepted)
    told: list[Finding] = []
    place = _workspace(workspace, pack_folder)
    try:
        with steps() as step:
            delivery = deliver(
                place,
                dataset_id,
                organisation,
                period,
                file,
                received_on or today(),
                replaces,
                reason,
                explanations,
                unasked=unasked,
                mapping=b"" if without_mapping else None,
                told=told.append,
                language=language(),
                progress=step,
            )
    except Refused as refused:
        if form == "json":
            findings = [as_dict(f, place.pack) for f in refused.findings]
            print_json({"accepted": False, "counts": refused.counts, "findings": findings})
        else:
            left = refused.unlisted
            print_findings(refused.findings, refused.counts, place.pack, unlisted=left)
            click.echo(say("Niet aangenomen; er is niets bewaard.", "Refused; nothing stored."))
        raise SystemExit(1) from refused
    if form == "json":
        print_json(_report(delivery, told, place.pack))
        return
    print_told(told, place.pack)
    if delivery.mapping_sha256:
        click.echo(say(f"Gelezen met koppeling {delivery.mapping_sha256[:12]}.",
                       f"Read with mapping {delivery.mapping_sha256[:12]}."))  # fmt: skip
    cells = len(delivery.cells)
    click.echo(
        say(
            f"Aangenomen: {ROW.counted(delivery.rows)}, {CELL.counted(cells)}, levering "
            f"{delivery.id[:12]}.",
            f"Accepted: {ROW.counted(delivery.rows, 'en')}, {CELL.counted(cells, 'en')}, delivery "
            f"{delivery.id[:12]}.",
        )
    )


def _report(delivery: Delivery, told: list[Finding], pack: Pack) -> dict[str, object]:
    return {
        "accepted": True,
        "id": delivery.id,
        "file_sha256": delivery.file_sha256,
        "rows": delivery.rows,
        "cells": [[c.organisation, str(c.period), c.unit] for c in delivery.cells],
        "replaces": list(delivery.replaces),
        "unasked": delivery.unasked,
        "mapping_sha256": delivery.mapping_sha256 or None,
        "findings": [as_dict(f, pack) for f in told],
    }


def _workspace(path: Path, pack_folder: Path | None) -> Workspace:
    from verantwoord.deliveries.workspace import Workspace

    if (path / "workspace.json").exists():
        opened = Workspace.open(path)
        if pack_folder is not None and opened.pack_folder.resolve() != pack_folder.resolve():
            raise click.BadParameter(
                say(
                    f"deze werkmap werkt met {opened.pack_folder}",
                    f"this workspace uses {opened.pack_folder}",
                ),
                param_hint="--pack",
            )
        return opened
    if pack_folder is None:
        raise click.UsageError(
            say(
                f"{path} is nog geen werkmap; noem het pack met --pack",
                f"{path} is not a workspace yet; name the pack with --pack",
            )
        )
    return Workspace.create(path, pack_folder)


def _explanations(accepted: tuple[str, ...]) -> dict[str, str]:
    result = {}
    for text in accepted:
        rule, is_there, why = text.partition("=")
        if not is_there or not why.strip():
            raise click.BadParameter(
                say("bedoeld is REGEL=uitleg", "use RULE=explanation"), param_hint="--accept"
            )
        result[rule.strip()] = why
    return result
