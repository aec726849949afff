"""Numbers in a pack that are probably of another scale; `pack check` asks, nothing is refused.

A file that explains its number in `note` is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from verantwoord.model.errors import Place
from verantwoord.model.goal import Goal
from verantwoord.model.pack import Pack
from verantwoord.model.remarks import Remark
from verantwoord.model.text import Text


def doubtful_numbers(pack: Pack) -> Iterator[Remark]:
    """Yield each value of a parameter or goal of the pack itself that is asked about.

    Shape:    a pack -> remarks: a percentage between 0 and 1, a goal above 1 for a ratio, and a
              number such as 32.000, which is thirty-two.
    """
    for parameter in pack.parameters.values():
        key = f"parameter:{parameter.id}"
        if pack.origins[key] != pack.info.id or parameter.note is not None:
            continue
        for i, value in enumerate(parameter.values):
            at = pack.documents[key].place("values", i, "value")
            yield from _doubts(at, value.value, parameter.unit, of_goal=False)
    for goal in pack.goals.values():
        key = f"goal:{goal.id}"
        if pack.origins[key] != pack.info.id or goal.note is not None or goal.indicator is None:
            continue
        unit = pack.indicators[goal.indicator].unit
        for asked in _asked(goal):
            yield from _doubts(pack.documents[key].place("path"), asked, unit, of_goal=True)


def _asked(goal: Goal) -> list[Decimal | None]:
    bounds = [b for b in (*goal.path.table.values(), goal.path.norm) if b is not None]
    return [*(v for b in bounds for v in dict.fromkeys((b.low, b.high))),
            goal.path.baseline, goal.path.target]  # fmt: skip


def _doubts(at: Place, value: Decimal | None, unit: str, *, of_goal: bool) -> Iterator[Remark]:
    if value is None:
        return
    if unit == "percent" and 0 < abs(value) < 1:
        yield _asks(at, value, value * 100, "percent")
    if unit == "ratio" and of_goal and abs(value) > 1:
        yield _asks(at, value, value / 100, "ratio")
    exponent = value.as_tuple().exponent
    if exponent == -3 and abs(value) >= 1 and value.as_tuple().digits[-1] == 0:
        yield _asks(at, value, value * 1000, unit)


def _asks(at: Place, value: Decimal, meant: Decimal, unit: str) -> Remark:
    written = f"{meant.normalize():f}"
    return Remark(
        at,
        Text(
            f"er staat {value}, met eenheid {unit}; bedoelt u {written}? Klopt het, zeg dat dan in "
            "'note'.",
            f"it says {value}, with unit {unit}; do you mean {written}? If it is right, say so in "
            "'note'.",
        ),
    )
