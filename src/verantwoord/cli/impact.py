"""`verantwoord impact PARAMETER WORKSPACE`: which figures depend on it, and what would change."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from verantwoord.cli.terms import say
from verantwoord.nouns import FIGURE


@click.command(
    help=say(
        "Toon welke cijfers van een parameter afhangen; met --value ook wat er zou veranderen.\n\n"
        "Voorbeeld: verantwoord impact banenafspraak.uren-per-baan werkmap --value 1326",
        "Show which figures depend on a parameter; with --value also what would change.\n\n"
        "Example: verantwoord impact banenafspraak.uren-per-baan workspace --value 1326",
    )
)
@click.argument("parameter")
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--value", help=say("Een andere waarde.", "Another value."))
@click.option("--key", help=say("Van een parameter met klassen.", "Of a parameter with classes."))
def command(parameter: str, workspace: Path, value: str | None, key: str | None) -> None:
    """Print the figures, one a line."""
    from verantwoord.cli.computing import compute_workspace, open_workspace
    from verantwoord.engine.impact import changes, depending_on, with_value

    opened = open_workspace(workspace)
    pack = opened.pack
    if parameter not in pack.parameters:
        raise click.UsageError(
            say(f"Er is geen parameter '{parameter}'.", f"No parameter '{parameter}'.")
        )
    indicators = depending_on(pack, parameter)
    words = say("Cijfers uitrekenen", "Computing figures")
    before = compute_workspace(opened, words, indicators=indicators).figures
    if value is None:
        for figure in before:
            click.echo(figure)
        count = len(before)
        hang, depend = ("hangt", "depends") if count == 1 else ("hangen", "depend")
        counted = FIGURE.counted(count, "en")
        click.echo(say(f"{FIGURE.counted(count)} {hang} hiervan af", f"{counted} {depend} on it"))
        return
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise click.BadParameter(value, param_hint="--value") from error
    other = with_value(pack, pack.parameters[parameter], number, key)
    after = compute_workspace(opened, words, pack=other, indicators=indicators).figures
    found = changes(before, after)
    for change in found:
        click.echo(f"{change.figure}\t{change.before}\t->\t{change.after}")
    would = "zou" if len(found) == 1 else "zouden"
    counted = FIGURE.counted(len(found), "en")
    click.echo(say(f"{FIGURE.counted(len(found))} {would} veranderen", f"{counted} would change"))
