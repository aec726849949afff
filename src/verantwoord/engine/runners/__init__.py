"""Those who carry out a plan. Each gives the same table; which one ran changes no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa

from verantwoord.engine.plan import Plan, RowFile


class Runner(Protocol):
    """A module or object that carries out plans."""

    @property
    def NAME(self) -> str:
        """A word for the log and the receipt."""

    def sql(self, plan: Plan) -> str:
        """Return what is run, for a reader to check; empty when it is not SQL."""

    def run(self, plan: Plan, files: Sequence[RowFile]) -> pa.Table:
        """Return the components of some files in the form of `SCHEMA`, in no particular order."""
