"""Chains of corrections: what a new delivery may replace. Only the newest of a chain counts."""

from __future__ import annotations

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.period import Period

_MIN_PREFIX = 6


def place_in_chain(
    known: list[Delivery],
    dataset: str,
    organisation: str,
    period: Period,
    digest: str,
    replaces: tuple[str, ...],
    reason: str | None,
) -> Delivery | None:
    """Return the delivery that is corrected, or None for a first one; refuse what does not fit."""
    same = [
        d for d in known if (d.dataset, d.organisation, d.period) == (dataset, organisation, period)
    ]
    if not replaces:
        if same:
            newest = current(same)[-1]
            raise NotDelivered(
                f"er is al een levering van {dataset} door {organisation} over {period} "
                f"({newest.id[:12]}). Is dit een correctie, geef dan --replaces {newest.id[:12]} "
                "--reason 'waarom'."
            )
        return None
    if not (reason or "").strip():
        raise NotDelivered("een correctie heeft een reden nodig: geef --reason 'waarom'.")
    old = _found(known, replaces[0])
    if old not in same:
        raise NotDelivered(
            f"{old.id[:12]} is een levering van {old.dataset} door {old.organisation} over "
            f"{old.period}; een correctie gaat over dezelfde dataset, organisatie en periode."
        )
    after = next((d for d in known if old.id in d.replaces), None)
    if after is not None:
        raise NotDelivered(
            f"{old.id[:12]} is al gecorrigeerd door {after.id[:12]}. Corrigeer die: geef "
            f"--replaces {current(same)[-1].id[:12]}."
        )
    if old.file_sha256 == digest:
        raise NotDelivered("dit bestand is gelijk aan wat het vervangt; er is niets te corrigeren.")
    return old


def _found(known: list[Delivery], prefix: str) -> Delivery:
    prefix = prefix.strip().lower()
    if len(prefix) < _MIN_PREFIX:
        raise NotDelivered("geef minstens zes tekens van de sha bij --replaces.")
    by_id = [d for d in known if d.id.startswith(prefix)]
    candidates = by_id or [d for d in known if d.file_sha256.startswith(prefix)]
    if not candidates:
        raise NotDelivered(f"er is geen levering of bestand waarvan de sha begint met '{prefix}'.")
    if len(candidates) > 1:
        listed = ", ".join(d.id[:12] for d in candidates[:5])
        raise NotDelivered(f"'{prefix}' past op meer leveringen: {listed}. Geef meer tekens.")
    return candidates[0]
