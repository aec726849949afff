"""What an expression can yield, and what its names can stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from verantwoord.formula.quantities import Absent

Bins: TypeAlias = tuple[tuple[int, Decimal], ...]
Scalar: TypeAlias = Decimal | Absent | bool | str | dt.date | dt.datetime | Bins
Environment: TypeAlias = Mapping[str, Scalar | int | None]
