"""Options that several commands share, read into values or a clear message."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        except ValueError as error:
            self.fail(str(error), param, ctx)


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


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
