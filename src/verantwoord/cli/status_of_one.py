"""What `verantwoord status --organisation` says to one sender: what is there, what comes next."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

import click

from verantwoord.cli.findings import print_told
from verantwoord.cli.terms import language, say
from verantwoord.nouns import CELL, DAY, DELIVERY

if TYPE_CHECKING:
    from verantwoord.deliveries.status import Came, RequestStatus, Status
    from verantwoord.deliveries.workspace import Workspace

_MANY = 24  # of one request that are named with a command; the rest is counted


class NextStep(TypedDict):
    """Something that is missing, and the commands that mend it, in order."""

    dataset: str
    period: str
    due_on: str
    days_late: int
    covered: int
    cells: int
    commands: list[str]


def next_steps(place: Workspace, found: Status) -> list[NextStep]:
    """Return what is missing, the longest overdue first, each with the commands that mend it.

    Shape:    a workspace and its status for one organisation -> steps; the commands make a
              template, check it and deliver it.
    Missing:  what is not due yet is no step; without gaps there are none.
    """
    gaps = [gap for r in found.requests for gap in r.gaps]
    return [
        NextStep(
            dataset=gap.expected.dataset,
            period=str(gap.expected.period),
            due_on=gap.expected.due_on.isoformat(),
            days_late=(found.on - gap.expected.due_on).days,
            covered=gap.covered,
            cells=gap.cells,
            commands=_commands(place, gap),
        )
        for gap in sorted(gaps, key=lambda g: (g.expected.due_on, g.expected.dataset))
    ]


def _commands(place: Workspace, gap: Came) -> list[str]:
    e = gap.expected
    period = str(e.period)
    file = f"{e.dataset}-{period.replace('/', '_')}.xlsx"
    about = ["--dataset", e.dataset, "--organisation", e.organisation, "--period", period]
    pack = ["--pack", _pack_word(place)]
    lines = (
        ["template", *pack, *about, "--out", file],
        ["check", *pack, *about, file],
        ["deliver", str(place.path), *about, file],
    )
    return [shlex.join(["verantwoord", *line]) for line in lines]


def _pack_word(place: Workspace) -> str:
    """Return how the pack of a workspace is named here: by its id, or the shortest way to it."""
    from verantwoord.model.parts import folder_with_the_program

    folder = place.pack_folder.resolve()
    if folder.parent == folder_with_the_program().resolve():
        return folder.name
    try:
        return min(os.path.relpath(folder), str(folder), key=len)
    except ValueError:  # another disk
        return str(folder)


def print_for(organisation: str, place: Workspace, found: Status) -> None:
    """Print the status of one organisation, and at the end what it must do first."""
    named = place.pack.organisations.by_id[organisation].name_on(found.on).name
    click.echo(
        say(
            f"{named} ({organisation}), stand op {_day(found.on)}",
            f"{named} ({organisation}), status on {_day(found.on)}",
        )
    )
    asked = [r for r in found.requests if r.expected]
    if not asked:
        click.echo(
            say("Van deze organisatie is niets gevraagd.", "Nothing is asked of this organisation.")
        )
    for r in asked:
        click.echo("")
        for line in _request(r, place, found.on):
            click.echo(line)
    _print_rest(place, found)
    steps = next_steps(place, found)
    if steps:
        first = steps[0]
        click.echo("")
        click.echo(
            say(
                f"Volgende stap: {first['dataset']} over {first['period']}.",
                f"Next step: {first['dataset']} about {first['period']}.",
            )
        )
        for command in first["commands"]:
            click.echo(f"  {command}")
    elif asked:
        click.echo("")
        click.echo(say("Alles wat nu nodig is, is er.", "All that is due is there."))


def _request(r: RequestStatus, place: Workspace, on: dt.date) -> Iterator[str]:
    title = place.pack.datasets[r.dataset].title.in_language(language())
    yield say(
        f"{r.dataset} – {title}: {DELIVERY.counted(r.expected)} gevraagd, {r.due} nu nodig, "
        f"{r.accepted} compleet",
        f"{r.dataset} – {title}: {DELIVERY.counted(r.expected, 'en')} asked, {r.due} due, "
        f"{r.accepted} complete",
    )
    for gap in r.gaps[:_MANY]:
        due, late = _day(gap.expected.due_on), (on - gap.expected.due_on).days
        yield say(
            f"  ontbreekt: {gap.expected.period}, uiterlijk {due}, {_late(late, 'nl')}{_part(gap)}",
            f"  missing: {gap.expected.period}, due {due}, {_late(late, 'en')}{_part(gap)}",
        )
        yield f"    {_commands(place, gap)[-1]}"
    if len(r.gaps) > _MANY:
        left = len(r.gaps) - _MANY
        yield say(f"  ontbreekt: en nog {left}", f"  missing: and {left} more")
    for came in r.done:
        day = _day(came.complete_on or on)
        due = _day(came.expected.due_on)
        after = say(f", te laat (uiterlijk {due})", f", late (due {due})") if came.late else ""
        yield say(
            f"  geleverd: {came.expected.period}, compleet op {day}{after}",
            f"  delivered: {came.expected.period}, complete on {day}{after}",
        )
    for gap in r.open[:1]:
        more = ""
        if len(r.open) > 1:
            more = say(f", en nog {len(r.open) - 1} daarna", f", and {len(r.open) - 1} after that")
        due = _day(gap.expected.due_on)
        yield say(
            f"  nog niet nodig: {gap.expected.period}, uiterlijk {due}{_part(gap)}{more}",
            f"  not needed yet: {gap.expected.period}, due {due}{_part(gap)}{more}",
        )


def _late(days: int, to: str) -> str:
    if days == 0:
        return "today" if to == "en" else "vandaag"
    return f"{DAY.counted(days, to)} {'late' if to == 'en' else 'te laat'}"


def _print_rest(place: Workspace, found: Status) -> None:
    """Print what was corrected, what nobody asked, and what does not agree with others."""
    for d in found.corrections:
        when = _day(d.received_on)
        click.echo(
            say("verbeterd: ", "corrected: ") + f"{d.dataset} {d.period} ({when}): {d.reason}"
        )
    for d in found.unasked:
        click.echo(say("niet gevraagd: ", "not asked for: ") + f"{d.dataset} {d.period}")
    print_told(found.between, place.pack)


def _part(came: Came) -> str:
    if not came.covered:
        return ""
    return say(
        f"; er zijn {came.covered} van {CELL.counted(came.cells)}, lever alleen de rest",
        f"; {came.covered} of {CELL.counted(came.cells, 'en')} are there, deliver only the rest",
    )


def _day(day: dt.date) -> str:
    return f"{day:%d-%m-%Y}" if language() == "nl" else day.isoformat()
