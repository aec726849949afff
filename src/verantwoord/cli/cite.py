"""`verantwoord cite`: the references in a text, as list for people or as JSON for programs."""

from __future__ import annotations

import json
import sys

import click

from verantwoord.cli.apart import DOCUMENTS, Apart
from verantwoord.cli.terms import say


@click.command(
    "cite",
    cls=Apart,
    memory=DOCUMENTS,
    help=say(
        "Vind verwijzingen naar Kamerstukken, Handelingen, Stb., Stcrt., Trb. en wetten in TEXT. "
        "Zonder TEXT, of met -, wordt de standaardinvoer gelezen.\n\n"
        'Voorbeeld: verantwoord cite "Kamerstukken II 2022/23, 34352, nr. 258"',
        "Find references to parliamentary documents, official journals and law in TEXT. "
        "Without TEXT, or with -, standard input is read.\n\n"
        'Example: verantwoord cite "Kamerstukken II 2022/23, 34352, nr. 258"',
    ),
)
@click.argument("text", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=say("text voor mensen, json voor programma's", "text for people, json for programs"),
)
def command(text: str | None, form: str) -> None:
    """Print each reference with its place, id and address."""
    from verantwoord.documents.citations import find

    if text is None or text == "-":
        text = _standard_input()
    found = find(text)
    if form == "json":
        click.echo(json.dumps([c.as_json() for c in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(say("Geen verwijzingen gevonden.", "No references found."))
    for citation in found:
        target = citation.url or citation.identifier or say("geen id", "no id")
        start, end = citation.span
        click.echo(f"{start}-{end}\t{citation.normalised or citation.soort}\t{target}")
        for flag in citation.flags:
            click.echo(f"\t{say('let op', 'note')}: {flag}")


def _standard_input() -> str:
    """Read bytes, so that a Windows-1252 file does not stop with a traceback; no more than a text.

    A character has at most four bytes.
    """
    from verantwoord.documents.reading.limits import MOST_CHARACTERS, check_length

    data = sys.stdin.buffer.read(4 * MOST_CHARACTERS + 4)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    check_length(len(text), say("de standaardinvoer", "standard input"))
    return text
