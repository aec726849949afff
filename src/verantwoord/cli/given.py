"""Options that several commands share, read into values or a clear message."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.model.dataset import Dataset
    from verantwoord.model.pack import Pack
    from verantwoord.model.period import Period


class PeriodType(click.ParamType["Period"]):
    """A period such as 2024-07."""

    name = "periode"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        from verantwoord.model.period import Period

        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError:
            forms = "2024, 2024-H1, 2024-Q3, 2024-07, 2024-07-15"
            example = "2022-08/2023-03"
            self.fail(
                say(
                    f"'{value}' is geen periode; bedoeld is {forms} of {example}",
                    f"'{value}' is no period; use {forms} or {example}",
                ),
                param,
                ctx,
            )


class DayType(click.ParamType[dt.date]):
    """A day such as 2024-07-15."""

    name = "dag"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(say("bedoeld is JJJJ-MM-DD", "use YYYY-MM-DD"), param, ctx)


def today() -> dt.date:
    """Return the day that it is in the Netherlands, wherever the machine stands."""
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


HERE = Path("packs")  # where packs are looked for by id, before those of the program


class PackType(click.ParamType[Path]):
    """A pack: the folder it stands in, or its id; one that comes with the program if none is here.

    `packs/rijk` is taken as an id too, so that the examples in the help hold in any folder.
    """

    name = "pack"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        from verantwoord.model.parts import find_pack, folder_with_the_program, is_pack

        given = Path(value)
        if is_pack(given):
            return given
        if given.parent in (Path(), HERE):
            found = find_pack(given.name, HERE)
            if found is not None:
                return found
        if given.is_dir():
            return given  # what is missing in it is said by whoever reads it
        places = f"{given}, {HERE / given.name}, {folder_with_the_program() / given.name}"
        raise click.BadParameter(
            say(
                f"er is geen pack '{value}'. Gezocht in: {places}",
                f"no pack '{value}'. Looked in: {places}",
            ),
            ctx,
            param,
        )


PACK = PackType()
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class FileType(click.Path):
    """A plain file, or a link to one: no pipe or device, which may have no end."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        path = super().convert(value, param, ctx)
        if not Path(os.fsdecode(path)).is_file():
            self.fail(
                say(
                    f"'{value}' is geen gewoon bestand; bewaar het eerst als bestand",
                    f"'{value}' is no plain file; save it as a file first",
                ),
                param,
                ctx,
            )
        return path


FILE = FileType()


def with_organisations(pack: Pack) -> Pack:
    """Return a pack about organisations, or stop: to a pack of law alone nobody delivers."""
    if not pack.complete:
        raise click.BadParameter(
            say(
                f"pack '{pack.info.id}' heeft geen organisaties; noem een pack dat erop bouwt",
                f"pack '{pack.info.id}' has no organisations; name a pack that builds on it",
            ),
            param_hint="--pack",
        )
    return pack


def dataset_of(pack: Pack, name: str) -> Dataset:
    """Return a dataset that people deliver, or stop with the names that exist."""
    found = pack.datasets.get(name)
    if found is None or found.kind == "afgeleid":
        known = ", ".join(d.id for d in pack.datasets.values() if d.kind != "afgeleid")
        raise click.BadParameter(
            say(f"'{name}' is er niet; kies uit {known}", f"no '{name}'; choose from {known}"),
            param_hint="--dataset",
        )
    return found


def organisation_of(pack: Pack, text: str | None, period: Period | None) -> str | None:
    """Return the id of an organisation, or stop."""
    if text is None:
        return None
    day = period.start if period else dt.date.max - dt.timedelta(days=1)
    found = pack.organisations.find(text, day)
    if found is None:
        raise click.BadParameter(
            say(
                f"'{text}' kennen we niet (op {day}); gebruik de id uit organisations.yaml",
                f"'{text}' is not known (on {day}); use the id from organisations.yaml",
            ),
            param_hint="--organisation",
        )
    return found.id
