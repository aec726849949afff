"""`verantwoord pack new NAME`: a small whole pack to begin with. `pack schema`: for an editor."""

from __future__ import annotations

from pathlib import Path

import click

from verantwoord.cli.terms import say

HERE = click.Path(file_okay=False, path_type=Path)


@click.command(
    "new",
    help=say(
        "Maak een klein pack dat klopt en een cijfer geeft, met uitleg bij elke keuze. Verander "
        "daarna wat u anders wilt. Er wordt nooit iets overschreven.\n\n"
        "Voorbeeld: verantwoord pack new mijn-pack --builds-on wet-banenafspraak\n\n"
        "Uitkomst: 0 gemaakt, 2 verkeerd gebruik, 4 het past niet op het pack waarop het bouwt.",
        "Make a small pack that is right and gives a figure, with an explanation at each choice. "
        "Then change what you want otherwise. Nothing is ever written over.\n\n"
        "Example: verantwoord pack new mijn-pack --builds-on wet-banenafspraak\n\n"
        "Exit codes: 0 made, 2 wrong use, 4 it does not fit on the pack it builds on.",
    ),
)
@click.argument("name")
@click.option(
    "--builds-on",
    "beneath",
    multiple=True,
    metavar="PACK",
    help=say(
        "Id van een pack waarop het bouwt; mag vaker.", "Id of a pack it builds on; repeatable."
    ),
)
@click.option(
    "--out",
    type=HERE,
    default=Path(),
    help=say(
        "In welke map; standaard hier. Het pack komt in packs/.",
        "In which folder; here unless said. The pack goes into packs/.",
    ),
)
def new(name: str, beneath: tuple[str, ...], out: Path) -> None:
    """Make the pack, and say what to do next."""
    from verantwoord.cli.pack.making import make_pack

    made = make_pack(name, beneath, out)
    for path, what in made.folders:
        click.echo(f"{path.as_posix()}/  {what.in_language(say('nl', 'en'))}")
    click.echo(say("\nVerder, bijvoorbeeld:", "\nNext, for example:"))
    for line in made.next_steps:
        click.echo(f"  {line}")


@click.command(
    "schema",
    help=say(
        "Schrijf de schema's van packbestanden. Een editor met een YAML-taalserver vult daarmee "
        "aan, legt elke sleutel uit en streept fouten aan.\n\n"
        "Voorbeeld: verantwoord pack schema --out schemas/pack/v1",
        "Write the schemas of pack files. With them an editor with a YAML language server "
        "completes, explains each key and marks faults.\n\n"
        "Example: verantwoord pack schema --out schemas/pack/v1",
    ),
)
@click.option(
    "--out",
    type=HERE,
    default=Path("schemas/pack/v1"),
    show_default=True,
    help=say(
        "In welke map; een ouder schema daar wordt vervangen.",
        "In which folder; an older schema there is replaced.",
    ),
)
def schema(out: Path) -> None:
    """Write every schema that comes with the program into a folder."""
    from verantwoord.cli.pack.making import write_schemas

    for path in write_schemas(out):
        click.echo(path.as_posix())
