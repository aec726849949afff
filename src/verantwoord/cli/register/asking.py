"""`verantwoord register check|chain|open`: ask the register."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.given import FILE
from verantwoord.cli.given import PACK as PACK_TYPE
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
from verantwoord.nouns import FINDING

if TYPE_CHECKING:
    from verantwoord.register.chain import Chain, Ref
    from verantwoord.register.register import Register


@click.command(
    "check",
    help=helped(
        "Controleer het register en de lijsten. Uitkomst 1 als er bevindingen zijn.",
        "Check the register and the lists. Exit code 1 if anything was found.",
        "register check --pack packs/oefenrijk --known bekend.txt",
    ),
)
@PACK
@click.option(
    "--known",
    type=FILE,
    help=say("Bekende stukken, een id per regel.", "Known documents, one id a line."),
)
@click.option(
    "--before",
    type=PACK_TYPE,
    help=say(
        "Een eerdere versie van het pack: wat is er zonder reden uit het register?",
        "An earlier version of the pack: what left the register without a reason?",
    ),
)
@FORM
def check(pack: Path, known: Path | None, before: Path | None, form: str) -> None:
    """Print the findings."""
    from verantwoord.register.checks import check_register
    from verantwoord.register.vanished import vanished

    register = load(pack)
    ids = frozenset(known.read_text("utf-8").split()) if known else None
    findings = check_register(register, ids)
    if before is not None:
        findings += vanished(load(before), register)
    lang = language()
    if form == "json":
        print_json(
            [
                {
                    "code": f.code,
                    "items": list(f.items),
                    "where": f.where,
                    "what": f.what.in_language(lang),
                    "why": f.why.in_language(lang),
                }
                for f in findings
            ]
        )
    else:
        for f in findings:
            click.echo(
                f"{f.where}: {f.what.in_language(lang)} {f.why.in_language(lang)} [{f.code}]"
            )
        count = f"{len(register.motions)} / {len(register.commitments)} / {len(register.actions)}"
        click.echo(
            say(
                f"Moties / toezeggingen / acties: {count}; {FINDING.counted(len(findings))}.",
                f"Motions / commitments / actions: {count}; "
                f"{FINDING.counted(len(findings), 'en')}.",
            )
        )
    raise SystemExit(1 if findings else 0)


@click.command(
    "chain",
    help=helped(
        "Loop van een motie naar het cijfer, of terug.",
        "Walk from a motion to the figure, or back.",
        "register chain --pack packs/rijk banenafspraak.motie-doel-per-ministerie",
    ),
)
@PACK
@click.option("--back", is_flag=True, help=say("Loop terug.", "Walk back."))
@FORM
@click.argument("item")
def chain(pack: Path, back: bool, form: str, item: str) -> None:
    """Print every walk from an item."""
    from verantwoord.register.chain import chain as make_chain
    from verantwoord.register.chain import parse_ref

    register = load(pack)
    start = parse_ref(item, register)
    if start is None:
        raise click.BadParameter(
            say(f"'{item}' staat niet in het register", f"'{item}' is not in the register")
        )
    made = make_chain(register)
    if form == "json":
        print_json([[str(r) for r in walk] for walk in made.walks(start, back=back)])
        return
    _print_tree(made, register, start, back, 0)


def _print_tree(made: Chain, register: Register, ref: Ref, back: bool, depth: int) -> None:
    from verantwoord.site.site_data import link_to

    title = link_to(register, ref).title.in_language(language())
    click.echo(f"{'  ' * depth}{ref}" + (f"  {title}" if title != ref.id else ""))
    arrows = made.backward if back else made.forward
    for following in arrows.get(ref, ()):
        _print_tree(made, register, following, back, depth + 1)


@click.command(
    "open",
    help=helped(
        "Wat open staat, hoe lang al, en wat over tijd is.",
        "What is open, for how long, and what is overdue.",
        "register open --pack packs/oefenrijk --on 2024-12-31",
    ),
)
@PACK
@ON
def open_items(pack: Path, on: dt.date | None) -> None:
    """Print the open items, the oldest first."""
    from verantwoord.site.site_data import SiteData

    for line in SiteData(load(pack), on or today()).index():
        if not line.is_open:
            continue
        age = "?" if line.age_days is None else str(line.age_days)
        late = f"+{line.overdue_days}" if line.overdue_days else ""
        known = "" if line.known else say(" (laatst bekend)", " (last known)")
        click.echo(f"{age:>6} {late:>6}  {line.link.ref}  {line.state}{known}  Kamer: {line.kamer}")
