"""The command line: reads arguments, calls the core, prints, and gives an exit code.

Every command is a module here that offers `command`; it is imported only when it is used, so that
`verantwoord --help` costs next to nothing.

Exit codes: 0 good, 1 findings or a difference, 2 wrong use, 3 cannot go on, 4 the pack is wrong.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from verantwoord.cli.terms import say, without_language

# name -> (module, Dutch, English); the order is that of the help
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "Maak beide voorbeelduitgaven.", "Build both example releases."),
    "check": ("check", "Controleer een bestand; bewaart niets.", "Check a file; stores nothing."),
    "template": ("template", "Maak een invulsjabloon.", "Make a template to fill in."),
    "deliver": ("deliver", "Lever een bestand aan.", "Deliver a file."),
    "status": ("status", "Verwacht, ontvangen en te laat.", "Expected, received and late."),
    "figures": ("figures", "Reken de cijfers uit.", "Compute the figures."),
    "publish": ("publish", "Maak een uitgave.", "Make a release."),
    "verify": ("verify", "Reken een uitgave na.", "Recompute a release."),
    "trace": ("trace", "Volg een cijfer tot de bestanden.", "Follow a figure to its files."),
    "explain": ("explain", "Leg een indicator uit.", "Explain an indicator."),
    "impact": ("impact", "Welke cijfers hangen hiervan af?", "Which figures depend on this?"),
    "pack": ("pack", "Controleer een pack.", "Check a pack."),
    "cite": ("cite", "Herken verwijzingen naar Kamerstukken.", "Find citations of Kamerstukken."),
    "read": ("read", "Lees een document op doelen en claims.", "Read targets and claims."),
    "register": ("register", "Moties, toezeggingen en acties.", "Motions, commitments, actions."),
    "fetch": ("fetch", "Haal open data van de Tweede Kamer.", "Fetch open data of the Chamber."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and loads one only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"verantwoord.cli.{COMMANDS[cmd_name][0]}")
        found: click.Command = module.command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Opdrachten", "Commands")):
            formatter.write_dl([(n, say(nl, en)) for n, (_, nl, en) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "Verantwoord: van geleverd bestand tot navolgbaar cijfer.\n\n"
        "Voorbeeld: verantwoord check --pack packs/oefenrijk --dataset fte bestand.csv",
        "Verantwoord: from delivered file to accountable figure.\n\n"
        "Example: verantwoord check --pack packs/oefenrijk --dataset fte file.csv",
    ),
    epilog=say(
        "Uitkomst: 0 goed, 1 bevindingen of verschil, 2 verkeerd gebruik, 3 kan niet verder, "
        "4 fout in een pack. Aanvullen in de shell: zie docs/opdrachten.md.",
        "Exit codes: 0 good, 1 findings or a difference, 2 wrong use, 3 cannot go on, "
        "4 error in a pack. Shell completion: see docs/opdrachten.md.",
    ),
)
@click.option("--lang", type=click.Choice(["nl", "en"]), help=say("Taal.", "Language."))
@click.version_option(package_name="verantwoord", message="verantwoord %(version)s")
def group(lang: str | None) -> None:
    """Hold the commands; `--lang` was read before (see `terms`)."""


def main() -> None:
    """Run the command line; turn errors that a user can act on into one line and an exit code."""
    from verantwoord.errors import VerantwoordError

    try:
        group.main(without_language(sys.argv[1:]), prog_name="verantwoord")
    except VerantwoordError as error:
        click.echo(say(f"Fout: {error}", f"Error: {error}"), err=True)
        sys.exit(error.exit_code)
