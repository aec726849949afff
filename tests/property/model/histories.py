"""Draws histories of a country: organisations that begin, end, are renamed, split and merged.

And tells by itself, day after day, what was so on each day: the oracle for `Organisations`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from verantwoord.model.organisation import (
    BEGINNING,
    FOREVER,
    Name,
    Organisation,
    Organisations,
    Parent,
    Population,
    Succession,
)
from verantwoord.model.text import Source, Text

FIRST = dt.date(2024, 2, 26)  # a leap day and the turn of a month are among the days
DAYS = [FIRST + dt.timedelta(i) for i in range(12)]
SOURCE = Source("Verzonnen besluit")
SHARES = [("1",), ("0.5", "0.5"), ("0.3", "0.7"), ("0.25", "0.25", "0.5"), ("0.125", "0.875")]


@dataclass
class Told:
    """One day: who there is, how each is called, under whom each falls."""

    alive: dict[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass
class History:
    """What was drawn, and what the oracle says of each day."""

    made: Organisations
    told: dict[dt.date, Told]
    events: list[tuple[dt.date, str, list[tuple[str, Fraction]]]]  # day, who gives, heirs

    def carried(self, who: str, start: dt.date, end: dt.date) -> dict[str, Fraction]:
        """Follow what somebody was over the days, one day at a time."""
        held = {who: Fraction(1)}
        day = start
        while day < end:
            day += dt.timedelta(1)
            today = {giver: heirs for on, giver, heirs in self.events if on == day}
            after: dict[str, Fraction] = {}
            for holder, part in held.items():
                for heir, share in today.get(holder, [(holder, Fraction(1))]):
                    after[heir] = after.get(heir, Fraction(0)) + part * share
            held = after
        return held


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw what happens on each day, apply it, and write down what was so."""
    numbers: Iterator[int] = iter(range(1000))
    begun: dict[str, dt.date] = {}
    ended: dict[str, dt.date] = {}
    names: dict[str, list[tuple[dt.date, str]]] = {}
    above: dict[str, list[tuple[dt.date, str | None]]] = {}
    events: list[tuple[dt.date, str, list[tuple[str, Fraction]]]] = []
    told: dict[dt.date, Told] = {}
    alive: list[str] = []

    def begin(day: dt.date, among: list[str]) -> str:
        who = f"org-{next(numbers)}"
        begun[who] = day
        names[who] = [(day, f"Naam {next(numbers)}")]
        under = draw(st.sampled_from([None, *among]))
        above[who] = [(day, under)]
        return who

    alive += [begin(BEGINNING, []) for _ in range(draw(st.integers(1, 3)))]
    for day in DAYS:
        givers = [w for w in alive if draw(st.integers(0, 7)) == 0]
        stay = [w for w in alive if w not in givers]
        new = [begin(day, stay) for _ in range(draw(st.integers(0, 1)) + bool(givers) * 2)]
        heirs_of_day = new + stay
        for giver in givers:
            ended[giver] = day
            shares = draw(st.sampled_from([s for s in SHARES if len(s) <= len(heirs_of_day)]))
            heirs = draw(st.permutations(heirs_of_day))[: len(shares)]
            events.append(
                (day, giver, [(h, Fraction(s)) for h, s in zip(heirs, shares, strict=True)])
            )
        alive = stay + new
        for who in stay:
            if draw(st.integers(0, 5)) == 0:
                names[who].append((day, f"Naam {next(numbers)}"))
        for who in stay:  # who falls under somebody falls under one who began earlier: no circles
            gone = above[who][-1][1] in givers
            if gone or draw(st.integers(0, 6)) == 0:
                older = [w for w in alive if int(w[4:]) < int(who[4:])]
                above[who].append((day, draw(st.sampled_from([None, *older]))))
        told[day] = Told({w: (names[w][-1][1], above[w][-1][1]) for w in alive})
    made = Organisations(
        {
            who: Organisation(
                who,
                "ministerie",
                tuple(
                    Name(name, name.removeprefix("Naam "), start, until)
                    for start, until, name in _spans(names[who])
                    if name is not None
                ),
                tuple(
                    Parent(under, start, until)
                    for start, until, under in _spans(above[who])
                    if under is not None
                ),
                exists_from=begun[who],
                exists_until=ended.get(who, FOREVER),
            )
            for who in begun
        },
        tuple(
            Succession(on, giver, heir, Decimal(share.numerator) / share.denominator, SOURCE)
            for on, giver, heirs in events
            for heir, share in heirs
        ),
        {"alle": Population("alle", Text("Alle"), "org-0", tuple(begun))},
    )
    return History(made, told, events)


def _spans(
    dated: list[tuple[dt.date, str]] | list[tuple[dt.date, str | None]],
) -> Iterator[tuple[dt.date, dt.date, str | None]]:
    """What begins on a day ends where the next begins; what lasted no day is left out."""
    for i, (start, what) in enumerate(dated):
        until = dated[i + 1][0] if i + 1 < len(dated) else FOREVER
        if start < until:
            yield start, until, what
