"""The command line: reads arguments, calls the core, prints, and gives an exit code.

Every command is a module here that offers `command`; it is imported only when it is used, so that
`verantwoord --help` costs next to nothing.

Exit codes: 0 good, 1 findings or a difference, 2 wrong use, 3 cannot go on, 4 the pack is wrong.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version

import click

from verantwoord.cli.apart import OWN_PROCESS
from verantwoord.cli.machine import refusal
from verantwoord.cli.screen import guard_streams
from verantwoord.cli.terms import asked_language, say, without_language
from verantwoord.errors import VerantwoordError
from verantwoord.language import LANGUAGES, speaking

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


def make_group() -> click.Group:
    """Return the command line with help in the language of the run."""
    return LazyGroup(
        name="verantwoord",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=say(
            "Verantwoord: van geleverd bestand tot navolgbaar cijfer.\n\n"
            "Voorbeeld: verantwoord check --pack packs/oefenrijk --dataset fte bestand.csv",
            "Verantwoord: from delivered file to accountable figure.\n\n"
            "Example: verantwoord check --pack packs/oefenrijk --dataset fte file.csv",
        ),
        epilog=say(
            "Uitkomst: 0 goed, 1 bevindingen of verschil, 2 verkeerd gebruik, 3 kan niet verder, "
            "4 fout in een pack, 5 alleen deels na te rekenen. "
            "Aanvullen in de shell: zie docs/opdrachten.md.",
            "Exit codes: 0 good, 1 findings or a difference, 2 wrong use, 3 cannot go on, "
            "4 error in a pack, 5 can be recomputed in part only. "
            "Shell completion: see docs/opdrachten.md.",
        ),
        params=[_language_option(), _version_option()],
    )


def _language_option() -> click.Option:
    """Show `--lang` in the help; it was read before (see `terms`)."""
    return click.Option(
        ["--lang"],
        type=click.Choice(list(LANGUAGES)),
        help=say("Taal.", "Language."),
        expose_value=False,
    )


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"verantwoord {version('verantwoord')}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("Toon de versie en stop.", "Show the version and exit."),
    )


def main() -> None:
    """Run the command line; turn errors that a user can act on into one line and an exit code."""
    words = sys.argv[1:]
    guard_streams()
    with speaking(asked_language(words)):
        try:
            make_group().main(without_language(words), prog_name="verantwoord", obj=OWN_PROCESS)
        except VerantwoordError as error:
            click.echo(say(f"Fout: {error}", f"Error: {error}"), err=True)
            sys.exit(error.exit_code)
        except Exception as error:
            told = refusal(error)
            if told is None:
                raise
            click.echo(say(f"Fout: {told}", f"Error: {told}"), err=True)
            sys.exit(told.exit_code)
