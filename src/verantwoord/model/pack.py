"""All definitions of one pack together. Loading is in `verantwoord.model.loading`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verantwoord.model.dataset import Component, Dataset
from verantwoord.model.errors import Place
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisations
from verantwoord.model.parameter import Parameter
from verantwoord.model.request import DataRequest
from verantwoord.model.text import Text
from verantwoord.model.theme import Theme


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Who a pack is: id, version, owner, and whether its content is invented."""

    id: str
    version: str
    title: Text
    owner: str
    fictional: bool
    notice: Text | None = None


@dataclass(frozen=True)
class Pack:
    """A loaded and checked pack."""

    folder: Path
    info: PackInfo
    organisations: Organisations
    datasets: Mapping[str, Dataset]
    parameters: Mapping[str, Parameter]
    indicators: Mapping[str, Indicator]
    goals: Mapping[str, Goal]
    requests: Mapping[str, DataRequest]
    themes: Mapping[str, Theme]
    places: Mapping[str, Place]  # 'indicator:<id>' -> where it stands
    sha256: str  # over all files of the pack, names included

    def component(self, component_id: str) -> tuple[Dataset, Component]:
        """Return a component and the dataset it belongs to; KeyError if there is none."""
        dataset, _, name = component_id.rpartition(".")
        return self.datasets[dataset], self.datasets[dataset].component(name)

    def expected_until(self, day: dt.date) -> int:
        """Return how many deliveries are due on or before a day."""
        return sum(
            e.due_on <= day for r in self.requests.values() for e in r.expected(self.organisations)
        )
