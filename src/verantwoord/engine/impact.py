"""Which figures a parameter touches, and what another value would do to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from verantwoord.formula.quantities import Value
from verantwoord.model.figure import Figure
from verantwoord.model.pack import Pack
from verantwoord.model.parameter import Parameter
from verantwoord.model.text import Source

_SUPPOSED = Source("verondersteld", own_choice=True)  # never published


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after."""

    figure: str
    before: Value
    after: Value


def depending_on(pack: Pack, parameter: str) -> set[str]:
    """Return the indicators whose figures use a parameter, directly or through a view."""
    views = {
        d.id for d in pack.datasets.values() if parameter in (d.view_parameters or {}).values()
    }
    return {
        i.id
        for i in pack.indicators.values()
        if any(u.parameter == parameter for u in i.parameters.values())
        or any(u.component.rpartition(".")[0] in views for u in i.components.values())
    }


def with_value(pack: Pack, parameter: Parameter, value: Decimal, key: str | None) -> Pack:
    """Return the pack as if a parameter always had another value; for a look ahead only.

    Shape:    pack, parameter, value and (for a parameter with a dimension) a key -> Pack.
    Unit:     that of the parameter.
    Missing:  values that are unknown become known; that is the point.
    """
    values = tuple(
        replace(v, value=value, unknown=None, source=v.source or _SUPPOSED)
        if key is None or v.key == key
        else v
        for v in parameter.values
    )
    changed = dict(pack.parameters)
    changed[parameter.id] = replace(parameter, values=values)
    return replace(pack, parameters=changed)


def changes(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[Change]:
    """Return the figures whose value differs, in the order of `after`."""
    return [
        Change(key, before[key].value, figure.value)
        for key, figure in after.items()
        if key in before and before[key].value != figure.value
    ]
