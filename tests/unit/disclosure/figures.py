"""What a computation would make of invented numbers of people, to hide small ones in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from tests.unit.disclosure.released import shown_by, too_well_known
from verantwoord.disclosure.hiding import hide_small, published
from verantwoord.engine.people import PeopleGroup
from verantwoord.model.figure import (
    ComponentValue,
    Contribution,
    Coverage,
    Figure,
    FigureStatus,
    Quality,
    figure_id,
)
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text

LIMIT = 5  # as in parameters/privacy/k.yaml of Zilverland
KINDS = ("dienst", "inhuur")
Cell = tuple[str, int, str]  # organisation, quarter, kind
Counts = Mapping[Cell, int]


def people(counts: Counts, delivery: str = "") -> list[PeopleGroup]:
    """Return what the engine counts: one file a quarter and organisation, or one for everything."""
    return [
        PeopleGroup(
            "banen",
            delivery or f"{who}-{quarter}",
            who,
            f"2024-Q{quarter}",
            (("soort", kind),),
            Decimal(n),
            {"banen.n-relaties": Decimal(n), "banen.uren": Decimal(n) * 300},
        )
        for (who, quarter, kind), n in counts.items()
    ]


def figure(
    counts: Counts,
    whose: list[str],
    when: list[int],
    kinds: list[str],
    *,
    called: str = "",
    component: str = "n-relaties",
    delivery: str = "",
) -> Figure:
    """Return the figure that a computation would make of some organisations and quarters."""
    organisation = called or (whose[0] if len(whose) == 1 else "zilverland")
    period = Period.parse(f"2024-Q{when[0]}") if len(when) == 1 else Period.year(2024)
    dimensions = {"soort": kinds[0]} if len(kinds) == 1 else {}
    times = 300 if component == "uren" else 1
    parts = {
        (o, q): times * sum(counts[o, q, k] for k in kinds if (o, q, k) in counts)
        for o in whose
        for q in when
        if any((o, q, k) in counts for k in kinds)
    }
    value = Decimal(sum(parts.values()))
    return Figure(
        id=figure_id(f"banen.{component}", organisation, period, dimensions),
        indicator=f"banen.{component}",
        organisation=organisation,
        period=period,
        dimensions=tuple(dimensions.items()),
        structure=None,
        value=value,
        numerator=None,
        denominator=None,
        unit="relation",
        status=FigureStatus.MEASURED,
        coverage=Coverage(1, 1),
        components=(
            ComponentValue(
                alias="n",
                component=f"banen.{component}",
                unit="relation",
                value=value,
                rows=7,
                empty=2,
                contributions=tuple(
                    Contribution(delivery or f"{o}-{q}", o, Period.parse(f"2024-Q{q}"), Decimal(n))
                    for (o, q), n in parts.items()
                ),
            ),
        ),
        parameters=(),
        judgements=(),
        quality=Quality(Text("proef"), 0, 0, ()),
        known_on=dt.date(2025, 1, 1),
    )


def everything(counts: Counts, delivery: str = "") -> dict[str, Figure]:
    """Return what would be published: cells, rows, columns, years and the whole."""
    organisations = sorted({o for o, _, _ in counts})
    quarters = sorted({q for _, q, _ in counts})
    found = {}
    for whose, called in [*(([o], o) for o in organisations), (organisations, "zilverland")]:
        for when in [*([q] for q in quarters), quarters]:
            for kinds in [*([k] for k in KINDS), list(KINDS)]:
                for component in ("n-relaties", "uren"):
                    one = figure(
                        counts, whose, when, kinds,
                        called=called, component=component, delivery=delivery,
                    )  # fmt: skip
                    found[one.id] = one
    return found


def hide(counts: Counts, pack: Pack, delivery: str = "") -> dict[str, Figure]:
    """Hide what must be, and attack the outcome: every test of this file is attacked too."""
    before, groups = everything(counts, delivery), people(counts, delivery)
    after = hide_small(before, pack, groups)
    table = published(before, pack, groups)
    assert too_well_known(shown_by(after.values()), before, pack, table) == []
    return after


def suppressed(figures: Mapping[str, Figure]) -> set[str]:
    return {i for i, f in figures.items() if f.status is FigureStatus.SUPPRESSED}
