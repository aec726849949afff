"""What must hold between organisations: parents, populations and successions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Context, Decimal
from itertools import combinations

from verantwoord.model.checks import Checks
from verantwoord.model.organisation import BEGINNING, Name, Organisation, Parent, Succession
from verantwoord.model.text import Text

_EXACT = Context(prec=1000)  # more than a share can have: almost 1 is not 1


def check_organisations(checks: Checks) -> None:
    """Note organisations that cannot be, and populations and successions that name nobody."""
    by_id = checks.pack.organisations.by_id
    for organisation in by_id.values():
        _check_parents(checks, organisation)
        _check_one_a_day(checks, organisation)
    for population in checks.pack.organisations.populations.values():
        key = f"population:{population.id}"
        for member in (population.organisation, *population.members, *population.excluding):
            with checks.at(key):
                checks.known(key, "organisation", member, by_id)
        for who in set(population.members) & set(population.excluding):
            checks.wrong(
                key,
                Text(f"'{who}' hoort erbij en niet.", f"'{who}' is in it and is not."),
                Text(
                    "Haal haar weg bij 'members' of bij 'excluding'.",
                    "Remove it from 'members' or from 'excluding'.",
                ),
            )
    _check_successions(checks)


def _check_parents(checks: Checks, organisation: Organisation) -> None:
    key = f"organisation:{organisation.id}"
    all_of = checks.pack.organisations
    for parent in organisation.parents:
        with checks.at(key):
            checks.known(key, "organisation", parent.organisation, all_of.by_id)
            if organisation.id in all_of.ancestors(parent.organisation, parent.holds_from):
                checks.wrong(
                    key,
                    Text(
                        f"'{organisation.id}' valt onder zichzelf.",
                        f"'{organisation.id}' falls under itself.",
                    ),
                    Text("Verbreek de kring.", "Break the circle."),
                )


def _check_one_a_day(checks: Checks, organisation: Organisation) -> None:
    """On one day there is one parent and one name: of two, nobody could say which counts."""
    for nl, en, dated in (
        ("bovenliggende organisaties", "parents", organisation.parents),
        ("namen", "names", organisation.names),
    ):
        day = _first_double_day(dated)
        if day is not None:
            checks.wrong(
                f"organisation:{organisation.id}",
                Text(
                    f"'{organisation.id}' heeft op één dag twee {nl} ({_said(day)[0]}).",
                    f"'{organisation.id}' has two {en} on one day ({_said(day)[1]}).",
                ),
                Text(
                    "Geef de eerste een 'until', of de tweede een 'from'.",
                    "Give the first an 'until', or the second a 'from'.",
                ),
            )


def _said(day: dt.date) -> tuple[str, str]:
    begin = day == BEGINNING
    return ("vanaf het begin", "from the beginning") if begin else (f"{day}", f"{day}")


def _first_double_day(dated: Sequence[Parent | Name]) -> dt.date | None:
    for one, other in combinations(dated, 2):
        first = max(one.holds_from, other.holds_from)
        if first < min(one.holds_until, other.holds_until):
            return first
    return None


def _check_successions(checks: Checks) -> None:
    totals: dict[tuple[dt.date, str], Decimal] = {}
    heirs: set[tuple[dt.date, str]] = set()
    first: dict[tuple[dt.date, str], str] = {}  # where the first of them stands
    for i, s in enumerate(checks.pack.organisations.successions):
        key = f"succession:{i}"
        for who in (s.predecessor, s.successor):
            with checks.at(key):
                checks.known(key, "organisation", who, checks.pack.organisations.by_id)
        _check_heir(checks, key, s)
        shares = totals.get((s.on, s.predecessor), Decimal(0))
        totals[s.on, s.predecessor] = _EXACT.add(shares, s.share)
        first.setdefault((s.on, s.predecessor), key)
        heirs.add((s.on, s.successor))
    for (day, who), total in totals.items():
        key = first[day, who]
        _check_giver(checks, key, day, who)
        if total != 1:
            checks.wrong(
                key,
                Text(
                    f"de aandelen van '{who}' op {day} zijn samen {total}.",
                    f"the shares of '{who}' on {day} add up to {total}.",
                ),
                Text("Zorg dat ze samen 1 zijn.", "Make them add up to 1."),
            )
        if (day, who) in heirs:
            checks.wrong(
                key,
                Text(
                    f"'{who}' is op {day} zowel voorganger als opvolger.",
                    f"'{who}' is both predecessor and successor on {day}.",
                ),
                Text(
                    "Gebruik een andere id voor wat doorgaat.",
                    "Use another id for what goes on.",
                ),
            )


def _check_giver(checks: Checks, key: str, day: dt.date, who: str) -> None:
    """Refuse who goes on after it was succeeded: what it had would count twice."""
    giver = checks.pack.organisations.by_id.get(who)
    if giver is not None and giver.exists_until != day:
        checks.wrong(
            key,
            Text(
                f"'{who}' wordt op {day} opgevolgd, maar houdt dan niet op te bestaan.",
                f"'{who}' is succeeded on {day}, but does not end on that day.",
            ),
            Text(
                f"Zet bij '{who}' until: {day}, of verbeter 'on'.",
                f"Give '{who}' until: {day}, or mend 'on'.",
            ),
        )


def _check_heir(checks: Checks, key: str, succession: Succession) -> None:
    day, heir = succession.on, checks.pack.organisations.by_id.get(succession.successor)
    if heir is not None and not heir.exists_on(day):
        checks.wrong(
            key,
            Text(
                f"'{heir.id}' volgt op {day} op, maar bestaat dan niet.",
                f"'{heir.id}' succeeds on {day}, but does not exist then.",
            ),
            Text(f"Verbeter 'from' van '{heir.id}'.", f"Mend 'from' of '{heir.id}'."),
        )
