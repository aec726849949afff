"""Plain facts about deliveries and goals, as the exceptions report takes them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from verantwoord.errors import VerantwoordError


@dataclass(frozen=True, slots=True)
class DeliveryFact:
    """When a delivery was due and received, and what its check left over."""

    dataset: str
    organisation: str
    period: str
    due: dt.date
    received: dt.date | None
    blocking: int = 0  # findings that stopped it
    unexplained_warnings: int = 0  # warnings that were accepted without a word


@dataclass(frozen=True, slots=True)
class TargetFact:
    """How a goal stands, in words that were already decided elsewhere."""

    goal: str
    organisation: str
    period: str
    status: str  # a GoalStatus
    value: str
    target: str
    motivation: str | None = None


def read_delivery_facts(text: str) -> tuple[DeliveryFact, ...]:
    """Read facts about deliveries from JSON; VerantwoordError says what is missing."""
    return tuple(
        DeliveryFact(
            dataset=str(b["dataset"]),
            organisation=str(b["organisation"]),
            period=str(b["period"]),
            due=dt.date.fromisoformat(str(b["due"])),
            received=dt.date.fromisoformat(str(b["received"])) if b.get("received") else None,
            blocking=int(b.get("blocking", 0)),
            unexplained_warnings=int(b.get("unexplained_warnings", 0)),
        )
        for b in _blocks(text, ("dataset", "organisation", "period", "due"))
    )


def read_target_facts(text: str) -> tuple[TargetFact, ...]:
    """Read facts about goals from JSON; VerantwoordError says what is missing."""
    needed = ("goal", "organisation", "period", "status", "value", "target")
    return tuple(
        TargetFact(**{key: str(b[key]) for key in needed}, motivation=b.get("motivation"))
        for b in _blocks(text, needed)
    )


def _blocks(text: str, needed: Sequence[str]) -> list[dict[str, Any]]:
    try:
        blocks = json.loads(text)
    except ValueError as error:
        raise VerantwoordError(
            f"Dit is geen JSON: {error}. Geef een lijst van blokken.",
            f"This is no JSON: {error}. Give a list of blocks.",
        ) from error
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        raise VerantwoordError(
            "Dit is geen lijst van blokken. Geef een lijst van blokken.",
            "This is no list of blocks. Give a list of blocks.",
        )
    for number, block in enumerate(blocks, 1):
        missing = [key for key in needed if block.get(key) is None]
        if missing:
            raise VerantwoordError(
                f"Blok {number} mist '{missing[0]}'. Voeg het toe.",
                f"Block {number} misses '{missing[0]}'. Add it.",
            )
        for key in ("due", "received"):
            _check_day(block.get(key), number, key)
    return blocks


def _check_day(value: Any, number: int, key: str) -> None:
    if value is None:
        return
    try:
        dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise VerantwoordError(
            f"Blok {number}: '{key}' is geen dag. Schrijf JJJJ-MM-DD.",
            f"Block {number}: '{key}' is no day. Write YYYY-MM-DD.",
        ) from error
