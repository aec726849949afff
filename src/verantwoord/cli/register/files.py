"""`verantwoord register export-3.42|import`: lists out, and other people's data in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.apart import DELIVERIES, Apart
from verantwoord.cli.given import FILE, FOLDER, DayType
from verantwoord.cli.register.options import (
    OUT,
    PACK,
    helped,
    load,
    write,
)
from verantwoord.cli.terms import language, say

if TYPE_CHECKING:
    pass


@click.command(
    "export-3.42",
    help=helped(
        "Maak de bijlage moties en toezeggingen (model 3.42).",
        "Make the annex of motions and commitments (model 3.42).",
        "register export-3.42 --pack packs/oefenrijk --until 2024-12-31 --form html "
        "--out bijlage.html",
    ),
)
@PACK
@click.option("--until", type=DayType(), required=True, help=say("Laatste dag.", "Last day."))
@click.option("--from", "first", type=DayType(), help=say("Eerste dag.", "First day."))
@click.option("--owner", help=say("Alleen van deze organisatie.", "Of this organisation only."))
@click.option("--theme", "themes", multiple=True, help=say("Alleen dit thema.", "This theme only."))
@click.option("--form", type=click.Choice(["csv", "markdown", "html"]), default="csv")
@click.option("--out", type=OUT, help=say("Waarheen; anders scherm.", "Where; else the screen."))
def export_342(
    pack: Path,
    until: dt.date,
    first: dt.date | None,
    owner: str | None,
    themes: Sequence[str],
    form: str,
    out: Path | None,
) -> None:
    """Write the annex over a window that joins the last one."""
    from verantwoord.register import model342
    from verantwoord.site import annex

    made = model342.annex(load(pack), until, first, owner, themes)
    writers = {
        "csv": annex.to_csv,
        "markdown": annex.to_markdown,
        "html": annex.to_html,
    }
    write(writers[form](made), out)


@click.command(
    "import",
    cls=Apart,
    memory=DELIVERIES,
    help=helped(
        "Lees open data van de Tweede Kamer (json) of een lijst (csv, xlsx, ods).",
        "Read open data of the Tweede Kamer (json) or a list (csv, xlsx, ods).",
        "register import --theme digitalisering zaak.json besluit.json",
        "register import --theme bzk --until 2024-12-31 lijst.xlsx",
    ),
)
@click.option("--theme", required=True, help=say("Begin van de ids.", "Begin of the ids."))
@click.option("--pack", "pack", type=FOLDER, help=say("Om bekende items te herkennen.", "Pack."))
@click.option("--until", type=DayType(), help=say("Einddatum van de lijst.", "Last day of list."))
@click.option("--from", "first", type=DayType(), help=say("Begindatum.", "First day."))
@click.option("--title", default="Ingelezen lijst", help=say("Titel van de lijst.", "Title."))
@click.option("--out", type=OUT, help=say("Waarheen; anders scherm.", "Where; else the screen."))
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_files(
    theme: str,
    pack: Path | None,
    until: dt.date | None,
    first: dt.date | None,
    title: str,
    out: Path | None,
    files: tuple[Path, ...],
) -> None:
    """Write what was read as a file of the register; exit 1 when something needs a person."""
    if out is not None and out.exists():
        raise click.BadParameter(
            say(f"{out} bestaat al; kies een nieuw bestand", f"{out} exists; choose a new file"),
            param_hint="--out",
        )
    if all(f.suffix.lower() == ".json" for f in files):
        text, notes = _import_open_data(files, theme)
    elif len(files) == 1:
        text, notes = _import_list(files[0], theme, pack, until, first, title)
    else:
        raise click.UsageError(
            say("Geef json-bestanden, of een lijst.", "Give json files, or one list.")
        )
    _check_before_it_is_kept(text, theme, pack, out)
    write(text, out)
    for note in notes:
        click.echo(note, err=True)
    raise SystemExit(1 if notes else 0)


def _check_before_it_is_kept(text: str, theme: str, pack: Path | None, out: Path | None) -> None:
    """Load the register as it will be; what cannot be loaded is not written."""
    from verantwoord.register.loading import load_with

    inside = out is not None and out.parent.name == "register"
    name = out.name if out is not None and inside else f"{theme}.yaml"
    load_with(text, name, out.parent.parent if out is not None and inside else pack)


def _import_open_data(files: Iterable[Path], theme: str) -> tuple[str, list[str]]:
    from verantwoord.model.text import Text
    from verantwoord.model.writing import to_yaml
    from verantwoord.register.files import RegisterFile
    from verantwoord.sources.tweedekamer.importing import import_open_data
    from verantwoord.sources.tweedekamer.odata import read_files

    found = import_open_data(read_files(files), theme)
    note = Text("Ingelezen uit open data van de Tweede Kamer; nog door niemand nagekeken.")
    made = RegisterFile(note=note, motions=found.motions, commitments=found.commitments)
    return to_yaml(made), [f"{n.item}: {n.what.in_language(language())}" for n in found.notes]


def _import_list(
    file: Path,
    theme: str,
    pack: Path | None,
    until: dt.date | None,
    first: dt.date | None,
    title: str,
) -> tuple[str, list[str]]:
    from verantwoord.model.text import Text
    from verantwoord.model.writing import to_yaml
    from verantwoord.register.files import RegisterFile
    from verantwoord.sources.lists.spreadsheet import ListFrame, import_list, read_rows

    if until is None:
        raise click.UsageError(say("Noem --until bij een lijst.", "Give --until with a list."))
    frame = ListFrame(f"{theme}.lijst-{until}", Text(title), until, first)
    found = import_list(read_rows(file), frame, load(pack) if pack else None)
    made = RegisterFile(
        note=Text("Ingelezen uit een lijst; nog door niemand nagekeken."),
        motions=found.motions,
        commitments=found.commitments,
        lists=(found.listed,),
    )
    return to_yaml(made), [
        say(f"rij {p.row} {p.what.nl}", f"row {p.row} {p.what.in_language('en')}")
        for p in found.problems
    ]
