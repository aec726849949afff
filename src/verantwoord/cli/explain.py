"""`verantwoord explain INDICATOR`: question, formula, parameters over time, sources, the SQL."""

from __future__ import annotations

from pathlib import Path

import click

from verantwoord.cli.given import PACK
from verantwoord.cli.terms import say


@click.command(
    help=say(
        "Leg uit wat een indicator is en waar elk getal vandaan komt.\n\n"
        "Voorbeeld: verantwoord explain banenafspraak.realisatie-pct --pack rijk",
        "Explain an indicator: question, formula, parameters with their sources, SQL.\n\n"
        "Example: verantwoord explain banenafspraak.realisatie-pct --pack rijk",
    )
)
@click.argument("indicator")
@click.option(
    "--pack",
    "folder",
    type=PACK,
    default="rijk",
    show_default=True,
    help=say("Map of id van het pack.", "Folder or id of the pack."),
)
def command(indicator: str, folder: Path) -> None:
    """Print the explanation; exit 2 with near names if there is no such indicator."""
    import difflib

    from verantwoord.engine.explain import explain
    from verantwoord.model.loading import load_pack

    pack = load_pack(folder)
    found = pack.indicators.get(indicator)
    if found is None:
        near = difflib.get_close_matches(indicator, pack.indicators, n=5)
        hint = say(f" Bedoelt u: {', '.join(near)}?", f" Did you mean: {', '.join(near)}?")
        raise click.UsageError(
            say(f"Er is geen indicator '{indicator}'.", f"No indicator '{indicator}'.")
            + (hint if near else "")
        )
    click.echo(str(explain(pack, found)))
