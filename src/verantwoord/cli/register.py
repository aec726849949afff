"""`verantwoord register ...`: what was promised, to whom, and what became of it.

A little over 400 lines: nine commands of one group, each thin, are easier to find in one file.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verantwoord.cli.fetch import write_whole
from verantwoord.cli.given import FILE, FOLDER, DayType
from verantwoord.cli.terms import language, say

if TYPE_CHECKING:
    from verantwoord.register.accountability import Claim
    from verantwoord.register.chain import Chain, Ref
    from verantwoord.register.register import Register

OUT = click.Path(dir_okay=False, path_type=Path)
PACK = click.option(
    "--pack", "pack", type=FOLDER, required=True, help=say("Map van het pack.", "Pack folder.")
)
ON = click.option("--on", type=DayType(), help=say("Peildag; anders vandaag.", "Day; else today."))
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


def _help(nl: str, en: str, *examples: str) -> str:
    """Return help in the language of this run, with its examples."""
    shown = "".join(
        say(f"\n\nVoorbeeld: verantwoord {x}", f"\n\nExample: verantwoord {x}") for x in examples
    )
    return say(nl, en) + shown


@click.group(
    help=say(
        "Moties, toezeggingen, acties en programma's.\n\n"
        "Voorbeeld: verantwoord register check --pack packs/rijk",
        "Motions, commitments, actions and programmes.\n\n"
        "Example: verantwoord register check --pack packs/rijk",
    )
)
def command() -> None:
    """Hold the commands about the register."""


def _load(pack: Path) -> Register:
    from verantwoord.register.loading import load_register

    return load_register(pack)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(text, out)
        click.echo(str(out))


@command.command(
    "check",
    help=_help(
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
@FORM
def check(pack: Path, known: Path | None, form: str) -> None:
    """Print the findings."""
    from verantwoord.register.checks import check_register

    register = _load(pack)
    ids = frozenset(known.read_text("utf-8").split()) if known else None
    findings = check_register(register, ids)
    lang = language()
    if form == "json":
        _json(
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
                f"Moties / toezeggingen / acties: {count}; {len(findings)} bevindingen.",
                f"Motions / commitments / actions: {count}; {len(findings)} findings.",
            )
        )
    raise SystemExit(1 if findings else 0)


@command.command(
    "chain",
    help=_help(
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

    register = _load(pack)
    start = parse_ref(item, register)
    if start is None:
        raise click.BadParameter(
            say(f"'{item}' staat niet in het register", f"'{item}' is not in the register")
        )
    made = make_chain(register)
    if form == "json":
        _json([[str(r) for r in walk] for walk in made.walks(start, back=back)])
        return
    _print_tree(made, register, start, back, 0)


def _print_tree(made: Chain, register: Register, ref: Ref, back: bool, depth: int) -> None:
    from verantwoord.register.site_data import link_to

    title = link_to(register, ref).title.in_language(language())
    click.echo(f"{'  ' * depth}{ref}" + (f"  {title}" if title != ref.id else ""))
    arrows = made.backward if back else made.forward
    for following in arrows.get(ref, ()):
        _print_tree(made, register, following, back, depth + 1)


@command.command(
    "open",
    help=_help(
        "Wat open staat, hoe lang al, en wat over tijd is.",
        "What is open, for how long, and what is overdue.",
        "register open --pack packs/oefenrijk --on 2024-12-31",
    ),
)
@PACK
@ON
def open_items(pack: Path, on: dt.date | None) -> None:
    """Print the open items, the oldest first."""
    from verantwoord.register.site_data import SiteData

    for line in SiteData(_load(pack), on or _today()).index():
        if not line.is_open:
            continue
        age = "?" if line.age_days is None else str(line.age_days)
        late = f"+{line.overdue_days}" if line.overdue_days else ""
        known = "" if line.known else say(" (laatst bekend)", " (last known)")
        click.echo(f"{age:>6} {late:>6}  {line.link.ref}  {line.state}{known}  Kamer: {line.kamer}")


@command.command(
    "export-3.42",
    help=_help(
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

    made = model342.annex(_load(pack), until, first, owner, themes)
    writers = {
        "csv": model342.to_csv,
        "markdown": model342.to_markdown,
        "html": model342.to_html,
    }
    _write(writers[form](made), out)


@command.command(
    "import",
    help=_help(
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
    _write(text, out)
    for note in notes:
        click.echo(note, err=True)
    raise SystemExit(1 if notes else 0)


def _import_open_data(files: Iterable[Path], theme: str) -> tuple[str, list[str]]:
    from verantwoord.register.writing import to_yaml
    from verantwoord.sources.tweedekamer.importing import import_open_data
    from verantwoord.sources.tweedekamer.odata import read_files

    found = import_open_data(read_files(files), theme)
    note = "Ingelezen uit open data van de Tweede Kamer; nog door niemand nagekeken."
    text = to_yaml(found.motions, found.commitments, note=note)
    return text, [f"{n.item}: {n.what}" for n in found.notes]


def _import_list(
    file: Path,
    theme: str,
    pack: Path | None,
    until: dt.date | None,
    first: dt.date | None,
    title: str,
) -> tuple[str, list[str]]:
    from verantwoord.model.text import Text
    from verantwoord.register.writing import to_yaml
    from verantwoord.sources.lists.spreadsheet import ListFrame, import_list, read_rows

    if until is None:
        raise click.UsageError(say("Noem --until bij een lijst.", "Give --until with a list."))
    frame = ListFrame(f"{theme}.lijst-{until}", Text(title), until, first)
    found = import_list(read_rows(file), frame, _load(pack) if pack else None)
    note = "Ingelezen uit een lijst; nog door niemand nagekeken."
    text = to_yaml(found.motions, found.commitments, [found.listed], note=note)
    return text, [say(f"rij {p.row} {p.what}", f"row {p.row}: {p.what}") for p in found.problems]


@command.command(
    "exceptions",
    help=_help(
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
        _load(pack),
        on or _today(),
    )
    if form == "json":
        keys = ("kind", "item", "subject", "organisation", "period")
        _json(
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


@command.command(
    "mirror",
    help=_help(
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

    register = _load(pack)
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


@command.command(
    "claims",
    help=_help(
        "De uitspraken van gelezen documenten waar geen cijfer achter staat.",
        "The claims of documents that no figure stands behind.",
        "register claims --pack packs/rijk --figures cijfers.csv",
    ),
)
@PACK
@click.option(
    "--figures",
    type=FILE,
    help=_help(
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


def _claims(pack: Path) -> list[Claim]:
    """Read the claims of the coverage files, and walk from what covers them to indicators."""
    from verantwoord.documents.coverage import load_coverage
    from verantwoord.register.accountability import claim_of
    from verantwoord.register.chain import chain as make_chain

    made = make_chain(_load(pack))
    return [
        claim_of(f"{path.stem}:{e.sentence}", e.quote, f"{path.name}:{e.line}", e, made)
        for path in sorted((pack / "documents").glob("*.dekking.yaml"))
        for e in load_coverage(path).entries
    ]
