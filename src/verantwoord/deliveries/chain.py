"""Chains of corrections: what a new delivery may replace. Only the newest of a chain counts."""

from __future__ import annotations

from collections.abc import Sequence

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.index import Index
from verantwoord.model.delivery import Delivery

_MIN_PREFIX = 6


def replaced_by_this(
    index: Index,
    dataset: str,
    digests: tuple[str, str],
    replaces: Sequence[str],
    reason: str | None,
) -> tuple[Delivery, ...]:
    """Return the deliveries that are corrected, by their ids; refuse what does not fit.

    Shape:    beginnings of ids or of the hashes of files, and the hashes of the new file and of
              its mapping -> deliveries, none for a first one.
    Errors:   NotDelivered for what is not known, of another dataset, or corrected already.
    Source:   DESIGN 4: a correction never overwrites; no forks.
    """
    if not replaces:
        return ()
    if not (reason or "").strip():
        raise NotDelivered(
            "een correctie heeft een reden nodig: geef --reason 'waarom'.",
            "a correction needs a reason: give --reason 'why'.",
        )
    found = {d.id: d for d in (_found(index, prefix) for prefix in replaces)}
    for old in found.values():
        _check_may_be_replaced(index, old, dataset)
    same = [d for d in found.values() if (d.file_sha256, d.mapping_sha256) == digests]
    if len(found) == 1 and same:
        raise NotDelivered(
            "dit bestand is gelijk aan wat het vervangt; er is niets te corrigeren.",
            "this file equals what it replaces; there is nothing to correct.",
        )
    return tuple(found[i] for i in sorted(found))


def _check_may_be_replaced(index: Index, old: Delivery, dataset: str) -> None:
    if old.dataset != dataset:
        raise NotDelivered(
            f"{old.id[:12]} is een levering van {old.dataset} door {old.organisation} over "
            f"{old.period}; een correctie gaat over dezelfde dataset.",
            f"{old.id[:12]} is a delivery of {old.dataset} by {old.organisation} about "
            f"{old.period}; a correction is about the same dataset.",
        )
    after = index.replaced_by(old)
    if after is None:
        return
    newest = after
    while (later := index.replaced_by(newest)) is not None:
        newest = later
    raise NotDelivered(
        f"{old.id[:12]} is al gecorrigeerd door {after.id[:12]}. Corrigeer de nieuwste: "
        f"geef --replaces {newest.id[:12]}.",
        f"{old.id[:12]} was corrected by {after.id[:12]} already. Correct the newest: "
        f"give --replaces {newest.id[:12]}.",
    )


def _found(index: Index, prefix: str) -> Delivery:
    prefix = prefix.strip().lower()
    if len(prefix) < _MIN_PREFIX:
        raise NotDelivered(
            "geef minstens zes tekens van de sha bij --replaces.",
            "give at least six characters of the sha with --replaces.",
        )
    candidates = index.with_prefix(prefix)
    if not candidates:
        raise NotDelivered(
            f"er is geen levering of bestand waarvan de sha begint met '{prefix}'.",
            f"there is no delivery or file of which the sha begins with '{prefix}'.",
        )
    if len(candidates) > 1:
        listed = ", ".join(d.id[:12] for d in candidates[:5])
        raise NotDelivered(
            f"'{prefix}' past op meer leveringen: {listed}. Geef meer tekens.",
            f"'{prefix}' fits more deliveries: {listed}. Give more characters.",
        )
    return candidates[0]
