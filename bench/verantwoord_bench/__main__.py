"""`python -m verantwoord_bench`: generate seeded data, measure, print medians and ratios."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from verantwoord.cli.terms import say


@click.command(
    help=say(
        "Meet de snelheid op gemaakte gegevens, naast met de hand geschreven SQL en anderen.\n\n"
        "Voorbeeld: python -m verantwoord_bench --scale klein --folder out/bench",
        "Measure the speed on generated data, beside hand-written SQL and others.\n\n"
        "Example: python -m verantwoord_bench --scale rijk --folder out/bench --out bench.json",
    )
)
@click.option("--scale", type=click.Choice(["klein", "midden", "rijk"]), default="klein")
@click.option("--runs", type=click.IntRange(1, 25), default=5, show_default=True)
@click.option("--task", multiple=True, help=say("Alleen deze taken.", "Only these tasks."))
@click.option("--folder", type=click.Path(path_type=Path), default=Path("out/bench"))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="JSON")
def command(scale: str, runs: int, task: tuple[str, ...], folder: Path, out: Path | None) -> None:
    """Print the table; write everything as JSON when asked."""
    from verantwoord_bench.report import CHECK, ENGINE, OTHERS, as_markdown, run

    tasks = list(task) or [*ENGINE, *CHECK, *OTHERS]

    def progress(what: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{what}", err=True, nl=False)

    result = run(folder, scale, runs, tasks, progress)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(as_markdown(result))
    if out:
        out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    command()
