"""Makes a new pack from the starter beside this file: whole, checked, and over nothing.

The starter is a pack that is right as it stands. It is copied beside its destination, fitted to
the packs it builds on, checked as `pack check` does, and only then put in its place.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from verantwoord.cli.pack.check import forgotten, taken_over
from verantwoord.cli.terms import say
from verantwoord.model import strict_yaml
from verantwoord.model.indicator import OPEN
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import BuildsOn, Fills, Pack, PackInfo, Unused
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.parts import find_pack, folder_with_the_program, is_pack
from verantwoord.model.reading import read
from verantwoord.model.text import Text
from verantwoord.model.theme import Theme, Themes
from verantwoord.model.writing import to_yaml
from verantwoord.scratch import scratch_folder

_STARTER = Path(__file__).parent / "starter"
_NAME = "mijn-pack"  # what the starter calls itself
_POPULATION = "diensten"
SCHEMAS = Path("schemas") / "pack" / "v1"
_SCHEMA_LINE = (
    "# yaml-language-server: $schema=../../../../schemas/pack/v1/parameter.json\n"
    "# Vul in: 'value' en 'source' in plaats van 'unknown'. Tot dan is onbekend wat dit gebruikt.\n"
)
_SINCE = dt.date(2000, 1, 1)


class NewPack(NamedTuple):
    """What was made: each folder with what is in it, and commands to go on with."""

    folders: list[tuple[Path, Text]]
    next_steps: list[str]


def make_pack(name: str, beneath: Sequence[str], out: Path) -> NewPack:
    """Make a pack, rows to practise with and the schemas.

    Shape:    an id, ids of packs to build on and a folder -> what was made.
    Missing:  what the packs below leave open is filled in with the population of the starter, or
              with parameters of which the value is unknown: the author must say it.
    Errors:   BadParameter for an id that is none or that is taken, before anything is written;
              PackErrors if the starter does not fit on the packs below, and then nothing stays.
    Source:   the starter, which is a pack that the tests check.
    """
    packs, rows, schemas = out / "packs", out / "oefenen", out / SCHEMAS
    left = _is_copy(_STARTER / "oefenen" / _NAME, rows / name, name)  # by one that was killed
    _check_name(name, (packs / name,) if left else (packs / name, rows / name))
    bases = [_base(one, packs) for one in beneath]
    packs.mkdir(parents=True, exist_ok=True)
    with scratch_folder(packs) as folder:
        _copy(_STARTER / "packs" / _NAME, folder, name)
        if bases:
            _fit(folder, [load_pack(base) for base in bases])
        with scratch_folder(rows) as practice, scratch_folder(schemas.parent) as forms:
            _copy(_STARTER / "oefenen" / _NAME, practice, name)
            write_schemas(forms)
            for made, at in ((practice, rows / name), (forms, schemas)):
                if not at.exists():
                    _place(made, at)
        _place(folder, packs / name)  # the last: with it all is there
    return NewPack(
        [
            (packs / name, Text("het pack", "the pack")),
            (rows / name, Text("rijen om mee te oefenen", "rows to practise with")),
            (out / SCHEMAS, Text("schema's voor uw editor", "schemas for your editor")),
        ],
        _next_steps(name, packs, rows),
    )


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas that come with the program; one of the same name is replaced."""
    place = folder_with_the_program().parent / SCHEMAS
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for schema in sorted(place.glob("*.json")):
        content = schema.read_bytes()  # before it is written: the folder may be this very one
        written.append(folder / schema.name)
        written[-1].write_bytes(content)
    return written


def _check_name(name: str, places: Iterable[Path]) -> None:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is None:
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        better = say(f"; bijvoorbeeld {near}", f"; for example {near}") if near else ""
        raise _bad(
            f"'{name}' kan geen id zijn: kleine letters, cijfers en streepjes{better}",
            f"'{name}' cannot be an id: small letters, digits and hyphens{better}",
        )
    taken = [p for p in (*places, folder_with_the_program() / name) if p.exists()]
    if taken:
        raise _bad(
            f"{taken[0]} is er al; kies een andere naam. Er is niets geschreven",
            f"{taken[0]} is there already; choose another name. Nothing was written",
        )


def _bad(nl: str, en: str) -> click.BadParameter:
    return click.BadParameter(say(nl, en), param_hint="NAME")


def _base(name: str, packs: Path) -> Path:
    found = find_pack(name, packs)
    if found is None:
        there = {p.name for f in (packs, folder_with_the_program()) if f.is_dir()
                 for p in f.iterdir() if is_pack(p)}  # fmt: skip
        known = ", ".join(sorted(there))
        raise click.BadParameter(
            say(f"er is geen pack '{name}'; er zijn: {known}", f"no pack '{name}'; are: {known}"),
            param_hint="--builds-on",
        )
    return found


def _copy(source: Path, folder: Path, name: str) -> None:
    """Copy the starter under another name."""
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8").replace(_NAME, name), "utf-8")


def _is_copy(source: Path, folder: Path, name: str) -> bool:
    """Say whether a folder is the starter under another name, and nothing else."""
    wanted = {p.relative_to(source) for p in source.rglob("*") if p.is_file()}
    found = {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}
    return wanted == found and all(
        (folder / p).read_text("utf-8") == (source / p).read_text("utf-8").replace(_NAME, name)
        for p in wanted
    )


def _place(finished: Path, at: Path) -> None:
    finished.chmod(0o755)
    finished.rename(at)


def _fit(folder: Path, bases: Sequence[Pack]) -> None:
    """Let the copy build on other packs: fill in what they leave open, and say what is not used."""
    info = read(strict_yaml.load(folder / "pack.yaml", "pack.yaml"), PackInfo)
    parameters = {p.id: p for base in bases for p in base.parameters.values() if p.open}
    for parameter in parameters.values():
        _write_unknown(folder, parameter)
    indicators = [i for base in bases for i in base.indicators.values()]
    there = {theme for base in bases for theme in base.themes}
    _add_themes(folder, sorted({i.theme for i in indicators} - there))
    open_themes = sorted({i.theme for i in indicators if i.population == OPEN})
    info = replace(
        info,
        builds_on=tuple(BuildsOn(base.info.id) for base in bases),
        fills=Fills(populations=dict.fromkeys(open_themes, _POPULATION)),
    )
    _write_tail(folder, info)
    pack = load_pack(folder)
    remarks = forgotten(pack, taken_over(pack))
    what = tuple(dict.fromkeys(remark.about[-1] for remark in remarks))
    if what:
        why = Text(
            "Nog aan niemand gevraagd. Haal een regel weg als u er een uitvraag voor maakt.",
            "Not asked of anybody yet. Remove a line when you make a data request for it.",
        )
        _write_tail(folder, replace(info, unused=(Unused(what, why),)))
    load_pack(folder)


def _write_tail(folder: Path, info: PackInfo) -> None:
    """Write what pack.yaml says of other packs, under what the starter has there."""
    path = folder / "pack.yaml"
    head = path.read_text("utf-8").partition("\n# Waarop dit pack bouwt")[0].rstrip("\n")
    written = to_yaml(info)
    path.write_text(
        f"{head}\n# Waarop dit pack bouwt, en wat het invult van wat daar open is gelaten.\n"
        + written[written.index("builds-on:") :],
        "utf-8",
    )


def _add_themes(folder: Path, themes: Sequence[str]) -> None:
    if not themes:
        return
    intro = Text("Schrijf hier waar dit thema over gaat.", "Write here what this theme is about.")
    more = Themes({t: Theme(t, Text(t.capitalize(), t.capitalize()), intro) for t in themes})
    lines = to_yaml(more).partition("\n")[2]
    path = folder / "themes.yaml"
    path.write_text(path.read_text("utf-8") + textwrap.indent(lines, "  "), "utf-8")


def _write_unknown(folder: Path, parameter: Parameter) -> None:
    """Write a parameter that a pack below left open: nobody said its value, so it is unknown."""
    unknown = ParameterValue(
        holds_from=_SINCE, unknown=Text("nog niet ingevuld", "not filled in yet")
    )
    filled = replace(parameter, open=False, values=(unknown,), note=None)
    path = folder / "parameters" / f"{parameter.id.replace('.', '/')}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_SCHEMA_LINE + to_yaml(filled), "utf-8")


def _next_steps(name: str, packs: Path, rows: Path) -> list[str]:
    pack = shlex.quote((packs / name).as_posix())
    steps = [f"verantwoord pack check {pack} --strict"]
    for file in sorted(rows.joinpath(name).glob("*.csv")):
        dataset, organisation, period = file.stem.rsplit("-", 2)
        steps.append(
            f"verantwoord deliver werk --pack {pack} --dataset {dataset} "
            f"--organisation {organisation} --period {period} {shlex.quote(file.as_posix())}"
        )
    return [
        *steps,
        "verantwoord figures werk",
        "verantwoord publish werk --release proef --out out/proef",
    ]
