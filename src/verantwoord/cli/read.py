"""`verantwoord read FILE`: take a document apart and show what it says and claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.apart import DOCUMENTS, Apart
from verantwoord.cli.given import FILE, PACK
from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.documents.findings.names import Names
    from verantwoord.documents.reading import ReadDocument


@click.command(
    "read",
    cls=Apart,
    memory=DOCUMENTS,
    help=say(
        "Lees FILE (PDF, XML, HTML, DOCX, ODT of tekst) op doelen, claims en verwijzingen.\n\n"
        "De regels buiten de tekst gaan eraf, afgebroken woorden worden heel gemaakt, en per zin "
        "ziet u wat er staat, met de plaats in het origineel.\n\n"
        "Voorbeeld: verantwoord read --format html --out gelezen.html brief.docx",
        "Read FILE (PDF, XML, HTML, DOCX, ODT or text) for targets, claims and citations.\n\n"
        "Page furniture goes, cut words are made whole, and per sentence you see what it says, "
        "with its place in the original.\n\n"
        "Example: verantwoord read --format html --out read.html letter.docx",
    ),
)
@click.argument("file", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help=say(
        "text voor een terminal, html voor een browser, json voor programma's",
        "text for a terminal, html for a browser, json for programs",
    ),
)
@click.option(
    "--pack",
    type=PACK,
    help=say(
        "pack met de namen van organisaties en programma's",
        "pack with the names of organisations and programmes",
    ),
)
@click.option(
    "--coverage",
    type=FILE,
    help=say(
        "controleer dit dekkingsbestand (met --pack)", "check this coverage file (with --pack)"
    ),
)
@click.option(
    "--at",
    help=say(
        "toon alleen wat hier staat: 'bladzijde 4, alinea 2' of 'onder Kosten, alinea 1'",
        "show only what stands here: 'page 4, paragraph 2' or 'under Costs, paragraph 1'",
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("schrijf naar bestand", "write to a file"),
)
@click.option(
    "--no-cache",
    is_flag=True,
    help=say("bewaar geen beslissingen over woorden", "keep no decisions about words"),
)
def command(
    file: Path,
    form: str,
    pack: Path | None,
    coverage: Path | None,
    at: str | None,
    out: Path | None,
    no_cache: bool,
) -> None:
    """Print what a document says; with --coverage, check what covers each claim."""
    from verantwoord.documents.reading import read
    from verantwoord.documents.reading.show import as_html
    from verantwoord.documents.words import Dictionary, cache_folder
    from verantwoord.scratch import write_whole

    words = Dictionary(None if no_cache else cache_folder())
    document = read(file, _names(pack), words)
    words.keep()
    if coverage is not None:
        _check(document, file, coverage, pack)
        return
    if at is not None:
        _show(document, at)
        return
    text = as_html(document) if form == "html" else _as_lines(document, form)
    if out is None:
        click.echo(text)
        return
    write_whole(out, text.encode())
    count = len(document.sentences)
    click.echo(say(f"{out}: {count} zinnen", f"{out}: {count} sentences"))


def _show(document: ReadDocument, at: str) -> None:
    """Print what stands at a place, each paragraph with its heading."""
    from verantwoord.documents.positions import passage_at, position_of

    for one in passage_at(document, position_of(at)):
        page = "" if one.page is None else say(f"bladzijde {one.page}, ", f"page {one.page}, ")
        heading = one.heading or say("(zonder kop)", "(no heading)")
        where = say(f"alinea {one.paragraph}", f"paragraph {one.paragraph}")
        click.echo(f"{page}{where}, {heading}: {one.text}")


def _check(document: ReadDocument, file: Path, coverage: Path, pack: Path | None) -> None:
    """Print what does not fit and the share of gaps; exit 1 when something does not fit."""
    from verantwoord.documents.coverage import check_coverage
    from verantwoord.model.loading import load_pack
    from verantwoord.release.coverage_files import load_coverage
    from verantwoord.release.pack_items import items_of_pack

    if pack is None:
        raise click.UsageError(
            say(
                "noem met --pack het pack waarin de ids staan",
                "name the pack in which the ids stand with --pack",
            )
        )
    known = {item.reference for item in items_of_pack(load_pack(pack))}
    loaded = load_coverage(coverage)
    problems = check_coverage(loaded, document, known, file.read_bytes())
    for problem in problems:
        click.echo(str(problem), err=True)
    gaps = sum(entry.gap is not None for entry in loaded.entries)
    unconfirmed = sum(entry.confirmed_by is None for entry in loaded.entries)
    total, share, wrong = len(loaded.entries), f"{float(loaded.gap_share):.0%}", len(problems)
    click.echo(
        say(
            f"{total} claims en doelen, {gaps} zonder dekking ({share}), "
            f"{unconfirmed} nog niet bevestigd, {wrong} fout",
            f"{total} claims and targets, {gaps} not covered ({share}), "
            f"{unconfirmed} not yet confirmed, {wrong} wrong",
        )
    )
    if problems:
        raise SystemExit(1)


def _as_lines(document: ReadDocument, form: str) -> str:
    from verantwoord.documents.reading.show import as_text

    if form == "text":
        return as_text(document)
    return json.dumps(document.as_json(), ensure_ascii=False, indent=2)


def _names(pack: Path | None) -> Names:
    """Return the names of organisations in the pack, and of programmes by their files."""
    from verantwoord.documents.findings.names import Names

    if pack is None or not (pack / "pack.yaml").exists():
        return Names()
    from verantwoord.model.loading import load_pack
    from verantwoord.register.loading import register_of

    loaded = load_pack(pack)
    organisations = {
        one.id: [n for name in one.names for n in (name.name, name.short) if n]
        for one in loaded.organisations.by_id.values()
    }
    programmes = {
        f"{one.name}-{one.version}": [one.title.nl]
        for one in loaded.once(register_of).programmes.values()
    }
    return Names(organisations, programmes)
