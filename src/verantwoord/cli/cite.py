"""`verantwoord cite`: the references in a text, as list for people or as JSON for programs."""

from __future__ import annotations

import json
import sys

import click


@click.command(name="cite")
@click.argument("text", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text voor mensen, json voor programma's / for people or for programs",
)
def command(text: str | None, form: str) -> None:
    """Vind verwijzingen naar Kamerstukken, Handelingen, Stb., Stcrt., Trb. en wetten in TEXT.

    Zonder TEXT, of met -, wordt de tekst van de standaardinvoer gelezen.
    (Find references to parliamentary documents, official journals and law; reads standard input
    without TEXT or with -.)

    \b
    Voorbeeld / example:
      verantwoord cite "Kamerstukken II 2022/23, 34352, nr. 258"
      verantwoord cite --format json - < brief.txt
    """
    from verantwoord.documents.citations import find

    if text is None or text == "-":
        text = _standard_input()
    found = find(text)
    if form == "json":
        click.echo(json.dumps([c.as_json() for c in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("Geen verwijzingen gevonden. (No references found.)")
    for citation in found:
        target = citation.url or citation.identifier or "geen id (no id)"
        start, end = citation.span
        click.echo(f"{start}-{end}\t{citation.normalised or citation.soort}\t{target}")
        for flag in citation.flags:
            click.echo(f"\tlet op (note): {flag}")


def _standard_input() -> str:
    """Read bytes, so that a Windows-1252 file does not stop with a traceback."""
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
