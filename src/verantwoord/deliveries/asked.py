"""Whether a delivery was asked for, and what was perhaps meant when it was not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import SequenceMatcher

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.cells import parts, smallest_period
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR, NOUN_OF, Grain, Period
from verantwoord.model.request import DataRequest

# how long a period is, in English
_EVERY = {g: noun.one_en for g, noun in NOUN_OF.items() if g} | {
    Grain.HALF: "half-year",
    Grain.THIRD: "four months",
}


def check_asked(
    pack: Pack, dataset: Dataset, organisation: str, period: Period, unasked: bool
) -> None:
    """Refuse a delivery that no data request asks for, and one that cannot be whole cells.

    Shape:    dataset, organisation and period of a delivery -> nothing.
    Missing:  what was taken over from publications nobody asked for, and it is never refused here.
    Errors:   NotDelivered with what was asked and what comes nearest; also when something that was
              asked is called unasked, because then no figure would count it.
    Source:   requests/*.yaml.
    """
    if not period.is_sane and (unasked or dataset.kind != "geleverd"):
        raise NotDelivered(
            f"{period} ligt niet tussen {FIRST_YEAR} en {LAST_YEAR}. Verbeter het jaar.",
            f"{period} does not lie between {FIRST_YEAR} and {LAST_YEAR}. Mend the year.",
        )
    if dataset.kind != "geleverd":
        return
    _check_whole(dataset, period)
    requests = [r for r in pack.requests.values() if r.dataset == dataset.id]
    asked = is_asked(pack, dataset, requests, organisation, period)
    if asked and unasked:
        raise NotDelivered(
            f"{dataset.id} van {organisation} over {period} is wel gevraagd. Laat --unasked weg, "
            "want anders telt geen cijfer het mee.",
            f"{dataset.id} of {organisation} about {period} is asked for. Leave --unasked out, "
            "or no figure counts it.",
        )
    if asked or unasked:
        return
    near_nl, near_en = _nearest(pack, dataset, requests, organisation, period)
    raise NotDelivered(
        f"niemand vroeg {dataset.id} van {organisation} over {period}. {near_nl} "
        "Wilt u het toch bewaren zonder dat een cijfer het meetelt, geef dan --unasked.",
        f"nobody asked {dataset.id} of {organisation} about {period}. {near_en} "
        "To keep it without a figure that counts it, give --unasked.",
    )


def is_asked(
    pack: Pack,
    dataset: Dataset,
    requests: Sequence[DataRequest],
    organisation: str,
    period: Period,
) -> bool:
    """Say whether all of a period is asked of an organisation, however it is cut in files.

    Shape:    organisation and period -> truth value.
    Missing:  a period in which the organisation does not exist is not asked and does not count.
    Source:   requests/*.yaml; a year file against monthly requests is twelve of them.
    """
    exists = pack.organisations.by_id[organisation].exists_on
    cells = [p for p in parts(period, smallest_period(dataset)) if exists(p.start)]
    spans = [(r.first.start, r.last.end) for r in requests if organisation in r.organisations]
    return bool(cells) and all(any(a <= c.start and c.end <= b for a, b in spans) for c in cells)


def _check_whole(dataset: Dataset, period: Period) -> None:
    grain = smallest_period(dataset)
    inside, one = parts(period, grain), _EVERY[grain]
    whole = bool(inside) and inside[0].start == period.start and inside[-1].end == period.end
    if not whole:
        raise NotDelivered(
            f"{dataset.id} gaat per {grain}; {period} is geen {grain} of een aantal daarvan.",
            f"{dataset.id} goes by {one}; {period} is no {one} or a number of them.",
        )
    if dataset.role("period") is None and len(inside) > 1:
        raise NotDelivered(
            f"de rijen van {dataset.id} zeggen niet over welke {grain} zij gaan. Lever elke "
            f"{grain} apart: {inside[0]} tot en met {inside[-1]}.",
            f"the rows of {dataset.id} do not say about which {one} they are. Deliver each "
            f"{one} apart: {inside[0]} to {inside[-1]}.",
        )


def _nearest(
    pack: Pack,
    dataset: Dataset,
    requests: Sequence[DataRequest],
    organisation: str,
    period: Period,
) -> tuple[str, str]:
    """Say in both languages what was asked, and which of it is nearest in time."""
    if not requests:
        return (
            f"Er is geen uitvraag van {dataset.id}.",
            f"There is no request of {dataset.id}.",
        )
    whose = {o for r in requests for o in r.organisations}
    who = organisation if organisation in whose else _likest(pack, organisation, whose, period)
    mine = [r for r in requests if who in r.organisations]
    asked_nl = " en ".join(f"{r.first} tot en met {r.last} per {r.every}" for r in mine)
    asked_en = " and ".join(f"{r.first} to {r.last} by {_EVERY[r.every]}" for r in mine)
    periods = [
        e.period for r in mine for e in r.expected(pack.organisations) if e.organisation == who
    ]
    if not periods:
        return f"Gevraagd is {who} over {asked_nl}.", f"Asked is {who} about {asked_en}."
    near = min(periods, key=lambda p: _distance(p, period))
    return (
        f"Gevraagd is {who} over {asked_nl}; bedoelt u {who} over {near}?",
        f"Asked is {who} about {asked_en}; do you mean {who} about {near}?",
    )


def _distance(a: Period, b: Period) -> tuple[int, int, dt.date]:
    """Return how many days lie between two periods; then between where they begin, oldest first."""
    between = max((a.start - b.end).days, (b.start - a.end).days, -1)  # -1: they overlap
    return between, abs((a.start - b.start).days), a.start


def _likest(pack: Pack, organisation: str, whose: set[str], period: Period) -> str:
    """Return who was asked and is nearest: above it, after it, or alike in name."""
    above = [o for o in pack.organisations.ancestors(organisation, period.start) if o in whose]
    heirs = [
        s.successor if s.predecessor == organisation else s.predecessor
        for s in pack.organisations.successions
        if organisation in (s.predecessor, s.successor)
    ]
    related = [*above, *(o for o in heirs if o in whose)]
    return related[0] if related else max(sorted(whose), key=lambda o: _alike(o, organisation))


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b).ratio()
