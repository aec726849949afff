"""`verantwoord status`: what was asked, what came, what is missing or late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verantwoord.cli.findings import as_dict, print_json, print_told
from verantwoord.cli.given import FOLDER, DayType, organisation_of, today
from verantwoord.cli.terms import language, say

if TYPE_CHECKING:
    from verantwoord.deliveries.status import Came, Status
    from verantwoord.model.delivery import Delivery
    from verantwoord.model.pack import Pack
    from verantwoord.model.request import Expected


@click.command(
    "status",
    help=say(
        "Verwacht, aangenomen, ontbrekend en te laat per uitvraag.\n\n"
        "Met --organisation: wat van een organisatie wordt gevraagd, wat er is, wat ontbreekt of "
        "te laat is, en de opdracht die dan volgt.\n\n"
        "Voorbeeld: verantwoord status werk --organisation alfa --on 2024-08-20\n\n"
        "Uitkomst: 0 alles is er, 1 er ontbreekt iets of er klopt iets niet tussen leveringen.",
        "Expected, accepted, missing and late by data request.\n\n"
        "With --organisation: what is asked of an organisation, what is there, what is missing or "
        "late, and the command that comes next.\n\n"
        "Example: verantwoord status work --organisation alfa --on 2024-08-20\n\n"
        "Exit codes: 0 everything is there, 1 something is missing or does not agree.",
    ),
)
@click.argument("workspace", type=FOLDER)
@click.option(
    "--organisation",
    help=say("Alleen van deze organisatie.", "Of this organisation only."),
)
@click.option("--on", type=DayType(), help=say("Standaard vandaag.", "Default today."))
@click.option(
    "--check",
    is_flag=True,
    help=say(
        "Loop het hele logboek na, vergelijk de index ermee, en noem wat is beoordeeld met een "
        "andere definitie dan de dataset nu heeft.",
        "Verify the whole log, compare the index with it, and name what was judged by another "
        "definition than the dataset has now.",
    ),
)
@click.option("--format", "form", type=click.Choice(["table", "text", "json"]), default="table")
def command(
    workspace: Path, organisation: str | None, on: dt.date | None, check: bool, form: str
) -> None:
    """Print the status of a workspace."""
    from verantwoord.cli.status_of_one import next_steps, print_for
    from verantwoord.deliveries.index_file import forget
    from verantwoord.deliveries.status import index_is_right, judged_otherwise, status
    from verantwoord.deliveries.workspace import Workspace
    from verantwoord.model.period import Period

    place = Workspace.open(workspace)
    if check and not index_is_right(place):
        forget(place.index_path)
        click.echo(
            say("De index klopte niet met het logboek en is opnieuw gemaakt.",
                "The index did not agree with the log and was made anew."), err=True,
        )  # fmt: skip
    day = on or today()
    who = organisation_of(place.pack, organisation, Period.parse(day.isoformat()))
    found = status(place, day, language(), who)
    otherwise = judged_otherwise(place) if check else None
    if form == "json":
        ids = {} if otherwise is None else {"judged_otherwise": [d.id for d in otherwise]}
        mine = {} if who is None else {"organisation": who, "next": next_steps(place, found)}
        print_json({**_report(found, place.pack), **mine, **ids})
    else:
        if who is None:
            _print(found, place.pack)
        else:
            print_for(who, place, found)
        _print_otherwise(otherwise or [])
    raise SystemExit(0 if found.complete and not found.between else 1)


def _print(found: Status, pack: Pack) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=say(f"Stand op {found.on}", f"Status on {found.on}"))
    table.add_column(say("uitvraag", "request"))
    for nl, en in (
        ("verwacht", "expected"),
        ("nu nodig", "due"),
        ("aangenomen", "accepted"),
        ("ontbreekt", "missing"),
        ("te laat", "late"),
    ):
        table.add_column(say(nl, en), justify="right")
    for r in found.requests:
        numbers = (r.expected, r.due, r.accepted, len(r.gaps), len(r.late))
        table.add_row(r.request, *(str(n) for n in numbers))
    console = Console()
    console.print(table)
    for r in found.requests:
        for gap in r.gaps[:20]:
            click.echo(say("ontbreekt: ", "missing: ") + _expected(gap.expected) + _part(gap))
        if len(r.gaps) > 20:
            click.echo(say(f"... en nog {len(r.gaps) - 20}", f"... and {len(r.gaps) - 20} more"))
        for late in r.late[:20]:
            click.echo(
                say("te laat: ", "late: ")
                + _expected(late.expected)
                + say(f", compleet op {late.complete_on}", f", complete on {late.complete_on}")
            )
    for d in found.corrections:
        click.echo(
            say("correctie: ", "correction: ")
            + f"{d.dataset} {d.organisation} {d.period} ({d.received_on}): {d.reason}"
        )
    for d in found.unasked:
        click.echo(say("niet gevraagd: ", "not asked for: ")
                   + f"{d.dataset} {d.organisation} {d.period}")  # fmt: skip
    print_told(found.between, pack)


def _print_otherwise(found: list[Delivery]) -> None:
    for d in found:
        click.echo(
            say(
                f"beoordeeld met een andere definitie dan die van nu: {d.dataset} "
                f"{d.organisation} {d.period} ({d.id[:12]})",
                f"judged by another definition than that of now: {d.dataset} "
                f"{d.organisation} {d.period} ({d.id[:12]})",
            )
        )


def _expected(e: Expected) -> str:
    due = say(f"uiterlijk {e.due_on}", f"due {e.due_on}")
    return f"{e.dataset} {e.organisation} {e.period} ({due})"


def _part(came: Came) -> str:
    if not came.covered:
        return ""
    return say(
        f": {came.covered} van {came.cells} cellen", f": {came.covered} of {came.cells} cells"
    )


def _report(found: Status, pack: Pack) -> dict[str, Any]:
    def one(came: Came) -> dict[str, Any]:
        e = came.expected
        return {
            "dataset": e.dataset,
            "organisation": e.organisation,
            "period": str(e.period),
            "due_on": e.due_on.isoformat(),
            "cells": came.cells,
            "covered": came.covered,
            "complete_on": came.complete_on.isoformat() if came.complete_on else None,
        }

    return {
        "on": found.on.isoformat(),
        "complete": found.complete,
        "requests": [
            {
                "request": r.request,
                "dataset": r.dataset,
                "expected": r.expected,
                "due": r.due,
                "accepted": r.accepted,
                "gaps": [one(e) for e in r.gaps],
                "open": [one(e) for e in r.open],
                "late": [one(e) for e in r.late],
                "done": [one(e) for e in r.done],
            }
            for r in found.requests
        ],
        "corrections": [
            {
                "id": d.id,
                "replaces": list(d.replaces),
                "reason": d.reason,
                "received_on": d.received_on.isoformat(),
            }
            for d in found.corrections
        ],
        "unasked": [d.id for d in found.unasked],
        "between": [as_dict(f, pack) for f in found.between],
    }
