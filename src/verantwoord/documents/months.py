"""The Dutch names of the months, January first, as Unicode CLDR has them."""

from __future__ import annotations

from babel.dates import get_month_names

MONTHS = tuple(name for _, name in sorted(get_month_names("wide", locale="nl").items()))
