"""`verantwoord figures WORKSPACE`: compute and print figures."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verantwoord.deliveries.workspace import Workspace
    from verantwoord.engine.compute import Computation
    from verantwoord.model.figure import Figure
    from verantwoord.model.pack import Pack


@click.command(
    help=say(
        "Reken de cijfers van een werkmap uit.\n\n"
        "Voorbeeld: verantwoord figures werkmap --indicator banenafspraak.realisatie-pct",
        "Compute the figures of a workspace.\n\n"
        "Example: verantwoord figures workspace --indicator banenafspraak.realisatie-pct",
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--as-known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("Met wat op die dag bekend was.", "With what was known on that day."),
)
@click.option("--indicator", multiple=True, help=say("Alleen deze.", "Only this one."))
@click.option("--organisation", multiple=True, help=say("Alleen deze.", "Only this one."))
@click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    help=say(
        "Wie telt: duckdb, reference, of een Spark zoals local[2] of spark://host:7077.",
        "Who counts: duckdb, reference, or a Spark such as local[2] or spark://host:7077.",
    ),
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "parquet"]), default="table"
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("Schrijf naar een bestand.", "Write to a file."),
)
def command(
    workspace: Path,
    as_known_on: dt.datetime | None,
    indicator: tuple[str, ...],
    organisation: tuple[str, ...],
    engine: str,
    form: str,
    out: Path | None,
) -> None:
    """Print figures; numbers are unrounded except in the table."""
    from verantwoord.cli.computing import compute_workspace, open_workspace
    from verantwoord.engine.runners.choose import runner_for
    from verantwoord.release.apportioned import whole_parts
    from verantwoord.scratch import write_whole

    opened = open_workspace(workspace)
    _known(indicator, set(opened.pack.indicators), "--indicator")
    _known(organisation, set(opened.pack.organisations.by_id), "--organisation")
    found = compute_workspace(
        opened,
        say("Cijfers uitrekenen", "Computing figures"),
        known_on=as_known_on.date() if as_known_on else None,
        indicators=indicator or None,
        runner=runner_for(engine),
    )
    whole = whole_parts(found.figures, opened.pack)  # parts add up among all organisations
    chosen = {i: f for i, f in whole.items() if not organisation or f.organisation in organisation}
    figures = list(chosen.values())
    if form == "table":
        _print_table(opened.pack, figures)
        return
    content = _serialised(opened, found, chosen, form)
    if out:
        write_whole(out, content)
    elif form == "parquet" and sys.stdout.isatty():
        raise click.UsageError(
            say("Parquet past niet op een scherm; noem --out.", "Give --out for Parquet.")
        )
    else:
        sys.stdout.buffer.write(content)


def _known(given: tuple[str, ...], known: set[str], option: str) -> None:
    import difflib

    for word in given:
        if word not in known:
            near = ", ".join(difflib.get_close_matches(word, known, n=3))
            hint = say(f" Bedoelt u {near}?", f" Do you mean {near}?") if near else ""
            raise click.BadParameter(
                say(f"'{word}' is er niet.{hint}", f"no '{word}'.{hint}"), param_hint=option
            )


def _serialised(
    workspace: Workspace, found: Computation, figures: Mapping[str, Figure], form: str
) -> bytes:
    """The same columns as data/figures.csv of a release, so that both read alike."""
    import json

    from verantwoord.release.material import Material
    from verantwoord.release.open_data import tables
    from verantwoord.release.open_files import csv_bytes, parquet
    from verantwoord.release.program import this_program

    received = tuple(workspace.deliveries())
    current = tuple(found.deliveries)
    made = this_program()
    table = next(tables(Material("", workspace.pack, figures, current, received, found.sql, made)))
    if form == "csv":
        return csv_bytes(table)
    if form == "parquet":
        return parquet(table)[0]
    return (json.dumps(list(table.rows()), ensure_ascii=False, indent=1) + "\n").encode()


def _print_table(pack: Pack, figures: list[Figure]) -> None:
    from rich.console import Console
    from rich.table import Table

    from verantwoord.language import spoken
    from verantwoord.wording.coverage import figure_words
    from verantwoord.wording.shown import judgement_word, show, status_word

    invented = say(" (verzonnen)", " (invented)") if pack.info.fictional else ""
    table = Table(title=pack.info.title.in_language(spoken()) + invented)
    for name in (
        say("cijfer", "figure"),
        say("waarde", "value"),
        say("stand", "status"),
        say("dekking", "coverage"),
        say("doel", "goal"),
    ):
        table.add_column(name, overflow="fold")
    for figure in figures:
        table.add_row(
            figure.id,
            show(figure, pack.indicators[figure.indicator], spoken()).text,
            status_word(figure.status, spoken()),
            figure_words(figure, spoken()),
            ", ".join(judgement_word(j.status, spoken()) for j in figure.judgements),
        )
    Console().print(table)
