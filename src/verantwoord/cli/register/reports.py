"""`verantwoord register exceptions|mirror|claims`: what the annual report needs."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import FILE
from verantwoord.cli.register.options import (
    FORM,
    ON,
    PACK,
    helped,
    load,
    print_json,
    today,
)
from verantwoord.cli.terms import language, say

if TYPE_CHECKING:
    from verantwoord.register.accountability import DocumentClaim


@click.command(
    "exceptions",
    help=helped(
        "Alleen wat niet op orde is: te laat, afgekeurd, gemist, niet gemotiveerd.",
        "Only what is not in order: late, refused, missed, not explained.",
        "register exceptions --pack packs/oefenrijk --on 2024-12-31",
    ),
)
@PACK
@ON
@click.option("--deliveries", type=FILE, help=say("JSON met leveringen.", "JSON of deliveries."))
@click.option("--targets", type=FILE, help=say("JSON met doelen.", "JSON of goals."))
@FORM
def exceptions(
    pack: Path, on: dt.date | None, deliveries: Path | None, targets: Path | None, form: str
) -> None:
    """Print the exceptions report."""
    from verantwoord.register import accountability
    from verantwoord.register.facts import read_delivery_facts, read_target_facts

    lines = accountability.exceptions(
        read_delivery_facts(deliveries.read_text("utf-8")) if deliveries else (),
        read_target_facts(targets.read_text("utf-8")) if targets else (),
        load(pack),
        on or today(),
    )
    if form == "json":
        keys = ("kind", "item", "subject", "organisation", "period")
        print_json(
            [
                {**{k: str(getattr(x, k)) for k in keys}, "what": x.what.in_language(language())}
                for x in lines
            ]
        )
        return
    item = ""
    for x in lines:
        if x.item != item:
            item = x.item
            click.echo(f"\n{item}")
        click.echo(
            f"  [{x.kind}] {x.subject} {x.organisation} {x.period}: "
            f"{x.what.in_language(language())}"
        )


@click.command(
    "mirror",
    help=helped(
        "Wat de begroting aankondigde tegen wat het verslag teruggeeft.",
        "What the budget announced against what the report returns.",
        "register mirror --pack packs/oefenrijk --year 2024",
    ),
)
@PACK
@click.option("--year", type=int, required=True, help=say("Welk jaar.", "Which year."))
def mirror(pack: Path, year: int) -> None:
    """Print every announcement; exit 1 when one was not reported."""
    from verantwoord.register.accountability import mirror as hold

    register = load(pack)
    lines = hold(register.announcements, register.paragraphs.values(), year)
    if not lines:
        click.echo(
            say(f"Geen aankondigingen over {year}.", f"No announcements about {year}."), err=True
        )
    for line in lines:
        passages = ", ".join(p.id for p in line.passages)
        word = passages or say("NIET GERAPPORTEERD", "NOT REPORTED")
        click.echo(f"{line.announcement.id}: {word}")
    raise SystemExit(0 if all(x.reported for x in lines) else 1)


@click.command(
    "claims",
    help=helped(
        "De uitspraken van gelezen documenten waar geen cijfer achter staat.",
        "The claims of documents that no figure stands behind.",
        "register claims --pack packs/rijk --figures cijfers.csv",
    ),
)
@PACK
@click.option(
    "--figures",
    type=FILE,
    help=helped(
        "CSV met een kolom 'indicator' (open data van een uitgave).",
        "CSV with a column 'indicator' (open data of a release).",
    ),
)
def claims(pack: Path, figures: Path | None) -> None:
    """Print the claims without a figure and how many there are of how many."""
    from verantwoord.register.accountability import claims_without_figure

    found = _claims(pack)
    with_figure = {i for c in found for i in c.indicators}
    if figures is not None:
        with figures.open(encoding="utf-8-sig", newline="") as file:
            with_figure = {row.get("indicator") or "" for row in csv.DictReader(file)}
    report = claims_without_figure(found, with_figure)
    for line in report.unfounded:
        click.echo(
            f"{line.claim.where}: {line.claim.text} -> {line.reason.in_language(language())}"
        )
    n, total = len(report.unfounded), report.total
    click.echo(
        say(f"{n} van {total} uitspraken zonder cijfer.", f"{n} of {total} claims without figure.")
    )


def _claims(pack: Path) -> list[DocumentClaim]:
    """Read the claims of the coverage files, and walk from what covers them to indicators."""
    from verantwoord.register.accountability import claim_of
    from verantwoord.register.chain import chain as make_chain
    from verantwoord.release.coverage_files import load_coverage

    made = make_chain(load(pack))
    return [
        claim_of(f"{path.stem}:{e.sentence}:{e.line}", e.quote, f"{path.name}:{e.line}", e, made)
        for path in sorted((pack / "documents").glob("*.dekking.yaml"))
        for e in load_coverage(path).entries
    ]
