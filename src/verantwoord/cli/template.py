"""`verantwoord template`: a file to fill in, with drop-downs and an explanation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import (
    PACK,
    PeriodType,
    dataset_of,
    organisation_of,
    with_organisations,
)
from verantwoord.cli.terms import language, say

if TYPE_CHECKING:
    from verantwoord.model.period import Period


@click.command(
    "template",
    help=say(
        "Maak een invulsjabloon (.xlsx, .ods of .csv) voor een organisatie en een periode, met "
        "een voorbeeldrij die u verwijdert.\n\n"
        "Voorbeeld: verantwoord template --pack packs/oefenrijk --dataset fte "
        "--organisation alfa --period 2024 --out fte.xlsx",
        "Make a template (.xlsx, .ods or .csv) for an organisation and a period, with an example "
        "row that you remove.\n\n"
        "Example: verantwoord template --pack packs/oefenrijk --dataset fte "
        "--organisation alfa --period 2024 --out fte.xlsx",
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
@click.option("--organisation", required=True, help=say("Wie levert.", "Who delivers."))
@click.option("--period", type=PeriodType(), required=True, help=say("Waarover.", "Period."))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=say("Waarheen; de uitgang kiest de vorm.", "Where to; the extension is the form."),
)
def command(
    pack_folder: Path, dataset_id: str, organisation: str, period: Period, out: Path
) -> None:
    """Write the template and say where it is."""
    from verantwoord.deliveries.template import write_template
    from verantwoord.model.loading import load_pack

    if out.suffix.lower() not in (".xlsx", ".ods", ".csv"):
        raise click.BadParameter(
            say("kies een naam op .xlsx, .ods of .csv", "use a name in .xlsx, .ods or .csv"),
            param_hint="--out",
        )
    pack = with_organisations(load_pack(pack_folder))
    who = organisation_of(pack, organisation, period)
    write_template(dataset_of(pack, dataset_id), pack, out, language(), who, period)
    click.echo(say(f"Sjabloon geschreven: {out}", f"Template written: {out}"))
