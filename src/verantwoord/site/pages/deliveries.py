"""The files that figures rest on: who delivered what when, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from verantwoord.formula.quantities import Absence
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.release.corrected import of_people
from verantwoord.release.material import Material, exists_in
from verantwoord.release.publish import ReleaseFile
from verantwoord.site.pages.shell import Shell
from verantwoord.site.pages.tables import GRAIN_WORDS
from verantwoord.wording.shown import Shown, show

FEW = 4  # deliveries of a dataset that need no matrix to find one's way


class Arrival(StrEnum):
    """What the cell of an organisation and period says of what came."""

    IN_TIME = "op tijd"
    LATE = "te laat"
    CORRECTED = "verbeterd"
    MISSING = "ontbreekt"


@dataclass(frozen=True)
class DeliveryCell:
    """What came from one organisation about one period; without a delivery it is missing."""

    came: Arrival
    delivery: Delivery | None


@dataclass(frozen=True)
class NoDelivery:
    """Why there is none: one of the kinds of absence, or it comes in periods of another length."""

    absence: Absence | None
    each: Grain | None = None


@dataclass(frozen=True)
class DeliveryTable:
    """The deliveries of one dataset: all of them, and a matrix of periods by organisations."""

    dataset: Dataset
    deliveries: list[Delivery]
    organisations: list[str]
    rows: list[tuple[Period, list[DeliveryCell | NoDelivery]]]  # empty when there are few

    @property
    def otherwise(self) -> bool:
        """Say whether somebody delivers in periods of another length than a row."""
        cells = (cell for _, some in self.rows for cell in some)
        return any(isinstance(cell, NoDelivery) and cell.each is not None for cell in cells)


@dataclass(frozen=True)
class Correction:
    """A delivery that took the place of others, with the figures that rest on it now."""

    delivery: Delivery
    replaced: list[Delivery]
    figures: dict[str, int]  # indicator -> how many figures
    moved: list[MovedRow]  # figures that it changed, with what they were
    of_people: bool  # then what changed is not shown


@dataclass(frozen=True)
class MovedRow:
    """A figure that a correction changed: as it was and as it is, both as published."""

    figure: Figure
    indicator: Indicator
    was: Shown
    is_now: Shown


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield the page of deliveries and the page of corrections."""
    material = shell.material
    late = days_late(material)
    found = corrections(material)
    yield shell.page(
        "leveringen.html",
        "deliveries.html",
        "Leveringen",
        tables=[t for d in material.pack.datasets.values() if (t := _table(material, d, late))],
        counts={d.id for d in material.current},
        days_late=late,
        corrections=found,
        explained=[d for d in material.current if d.warnings],
        each=GRAIN_WORDS,
        missing=sum(not one.came.complete for one in material.owed),
    )
    yield shell.page("verbeteringen.html", "corrections.html", "Verbeteringen", corrections=found)


def days_late(material: Material) -> dict[str, int]:
    """Return the deliveries that came late, with the most days of any period in them."""
    found: dict[str, int] = {}
    for one in material.owed:
        for delivery in one.deliveries if one.days_late else ():
            found[delivery.id] = max(found.get(delivery.id, 0), one.days_late)
    return found


def _table(material: Material, dataset: Dataset, late: dict[str, int]) -> DeliveryTable | None:
    mine = [d for d in material.received if d.dataset == dataset.id]
    if not mine:
        return None
    cells = _cells(material, dataset, late)
    order = list(material.pack.organisations.by_id)
    who = sorted({o for _, o in cells}, key=order.index)
    periods = sorted({p for p, _ in cells}, key=lambda p: (p.start, p.end), reverse=True)
    rows = [
        (p, [cells.get((p, o)) or none_of(material, dataset, cells, p, o) for o in who])
        for p in periods
    ]
    return DeliveryTable(dataset, mine, who, rows if len(mine) > FEW else [])


def none_of(
    material: Material,
    dataset: Dataset,
    cells: dict[tuple[Period, str], DeliveryCell],
    period: Period,
    organisation: str,
) -> NoDelivery:
    """Say why an organisation has no delivery about a period, nor one that is missing."""
    if not exists_in(material.pack.organisations.by_id[organisation], period):
        return NoDelivery(Absence.NOT_APPLICABLE)
    for other, who in cells:
        if who == organisation and other.start < period.end and period.start < other.end:
            return NoDelivery(None, other.grain)
    asked = (
        one
        for request in material.pack.requests.values()
        if request.dataset == dataset.id
        for one in request.expected(material.pack.organisations)
    )
    if any((one.organisation, one.period) == (organisation, period) for one in asked):
        return NoDelivery(Absence.NOT_DELIVERED)
    published = dataset.kind == "gepubliceerd"
    return NoDelivery(Absence.NOT_FOUND if published else Absence.NOT_ASKED)


def _cells(
    material: Material, dataset: Dataset, late: dict[str, int]
) -> dict[tuple[Period, str], DeliveryCell]:
    found = {
        (one.expected.period, one.expected.organisation): DeliveryCell(Arrival.MISSING, None)
        for one in material.owed
        if one.expected.dataset == dataset.id and not one.deliveries
    }
    for delivery in material.current:
        if delivery.dataset == dataset.id:
            came = Arrival.LATE if delivery.id in late else Arrival.IN_TIME
            came = Arrival.CORRECTED if delivery.replaces else came
            found[delivery.period, delivery.organisation] = DeliveryCell(came, delivery)
    return found


def corrections(material: Material) -> list[Correction]:
    """Return what was corrected, newest first, with how many figures of what rest on it."""
    made = [d for d in material.received if d.replaces]
    resting: dict[str, dict[str, int]] = {d.id: {} for d in made}
    for figure in material.figures.values() if made else ():
        used = {k.delivery for c in figure.components for k in c.contributions}
        for identifier in used & resting.keys():
            counts = resting[identifier]
            counts[figure.indicator] = counts.get(figure.indicator, 0) + 1
    return [
        Correction(
            d,
            [material.delivery[o] for o in d.replaces],
            resting[d.id],
            _moved(material, d),
            of_people(material.pack, d),
        )
        for d in sorted(made, key=lambda d: (d.received_on, d.id), reverse=True)
    ]


def _moved(material: Material, delivery: Delivery) -> list[MovedRow]:
    found = []
    for one in material.moved.get(delivery.id, ()):
        indicator = material.pack.indicators[one.is_now.indicator]
        views = (show(f, indicator) for f in (one.was, one.is_now))
        found.append(MovedRow(one.is_now, indicator, *views))
    return found
