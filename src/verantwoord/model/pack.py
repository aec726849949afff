"""All definitions of one pack together. Loading is in `verantwoord.model.loading`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass

from verantwoord.model.dataset import Component, Dataset
from verantwoord.model.declared import DECLARED, Day, Flag, Id, PathId, Words
from verantwoord.model.dossier import Dossier
from verantwoord.model.errors import Place
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisations
from verantwoord.model.parameter import Parameter
from verantwoord.model.request import DataRequest
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Text
from verantwoord.model.theme import Theme

ThemeOrIndicator = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$")
]
UnusedKey = Annotated[
    str,
    Field(pattern=r"^(indicator|dataset|component|parameter|population|goal):[a-z0-9.-]+$"),
]
T = TypeVar("T")


@pydantic_dataclass(frozen=True, slots=True, config=DECLARED)
class BuildsOn:
    """A pack on which another one builds; `version` 1.2 means 1.2 or later, but not 2."""

    SHORT_FORM: ClassVar[Mapping[str, object]] = {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    }

    pack: Annotated[Id, Field(description="Its id; found beside this one or with the program.")]
    version: Annotated[
        str | None,
        Field(pattern=r"^\d+(\.\d+){0,2}$", description="1.2 means 1.2 or later, but not 2."),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, value: Any) -> Any:
        return {"pack": value} if isinstance(value, str) else value


@pydantic_dataclass(frozen=True, slots=True, config=DECLARED)
class Fills:
    """What a pack fills in of what the packs below it left open."""

    populations: Annotated[
        Mapping[ThemeOrIndicator, Id], Field(description="Theme or indicator -> population.")
    ] = field(default_factory=dict)
    parameters: Annotated[
        Mapping[PathId, PathId],
        Field(description="Open parameter -> parameter of this pack that stands in its place."),
    ] = field(default_factory=dict)
    headlines: Annotated[
        Mapping[Id, Annotated[tuple[PathId, ...], Field(min_length=1, max_length=5)]],
        Field(description="Theme -> the indicators that lead it, of a pack that names none."),
    ] = field(default_factory=dict)


@pydantic_dataclass(frozen=True, slots=True, config=DECLARED)
class Unused:
    """What stands in a pack though nothing can use it, and why it stands there all the same."""

    what: Annotated[
        tuple[UnusedKey, ...],
        Field(min_length=1, description="Such as `parameter:<id>` or `dataset:<id>`."),
    ]
    reason: Annotated[Text, Field(description="Why it is kept; readers may see it.")]


@pydantic_dataclass(frozen=True, slots=True, config=DECLARED)
class PackInfo:
    """Who a pack is: id, version, owner, whether its content is invented, what it builds on."""

    id: Annotated[Id, Field(description="Id of the pack.")]
    version: Annotated[
        str,
        Field(pattern=r"^\d+\.\d+\.\d+$", description="Such as 1.4.0; raised with each change."),
    ]
    title: Annotated[Text, Field(description="What readers see.")]
    owner: Annotated[Words, Field(description="Who answers for the content.")]
    fictional: Annotated[
        Flag, Field(description="Whether the content is invented; every page then says so.")
    ]
    notice: Annotated[Text | None, Field(description="Shown on every page.")] = None
    contact: Annotated[
        str | None,
        Field(
            pattern=r"^(https?://[^\s]+|[^\s@]+@[^\s@]+)$",
            description="Where one says that a rule is wrong: an e-mail address or a web page.",
        ),
    ] = None
    builds_on: Annotated[
        tuple[BuildsOn, ...], Field(description="Packs on which this one builds.")
    ] = ()
    figures_from: Annotated[
        Day | None,
        Field(
            description="From when there are figures; what was delivered about earlier periods is "
            "there to compare with. Left out: as far back as anything was delivered."
        ),
    ] = None
    fills: Annotated[
        Fills, Field(description="What this pack fills in of what those packs left open.")
    ] = Fills()
    unused: Annotated[
        tuple[Unused, ...],
        Field(description="What is kept although nothing can use it; else `pack check` warns."),
    ] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One of the packs that a whole is made of, and the folder where it stands."""

    info: PackInfo
    folder: Path
    document: Document  # pack.yaml, for the place of what it says


@dataclass(frozen=True, slots=True)
class Override:
    """A definition of one pack that another replaces, with the reason for readers."""

    of: str  # the pack whose definition no longer counts
    by: str
    reason: Text


@dataclass(frozen=True)
class Pack:
    """A loaded and checked pack, with all that the packs below it define."""

    folder: Path
    info: PackInfo
    organisations: Organisations
    datasets: Mapping[str, Dataset]
    parameters: Mapping[str, Parameter]
    indicators: Mapping[str, Indicator]
    goals: Mapping[str, Goal]
    requests: Mapping[str, DataRequest]
    dossiers: Mapping[str, Dossier]
    themes: Mapping[str, Theme]
    places: Mapping[str, Place]  # 'indicator:<id>' -> where it stands
    sha256: str  # over all files of all parts, names included
    parts: tuple[Part, ...]  # what it builds on first, itself last
    origins: Mapping[str, str]  # 'indicator:<id>' -> id of the part in which it stands
    overrides: Mapping[str, Override]  # 'parameter:<id>' -> what it replaces
    documents: Mapping[str, Document] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def complete(self) -> bool:
        """Say whether there are organisations; without them it can be checked, not computed."""
        return bool(self.organisations.by_id)

    def once(self, read: Callable[[Pack], T]) -> T:
        """Return what `read` gives for this pack; read at first use, then kept.

        For what packages above this one know: the register, documents, published figures.
        """
        if read not in self._kept:
            self._kept[read] = read(self)
        made: T = self._kept[read]
        return made

    def file_of(self, kind: str, identifier: str) -> str:
        """Return the file of a definition as `<pack>/<path in it>`."""
        key = f"{kind}:{identifier}"
        own = self.origins[key] == self.info.id
        return f"{self.info.id}/{self.places[key].file}" if own else self.places[key].file

    def component(self, component_id: str) -> tuple[Dataset, Component]:
        """Return a component and the dataset it belongs to; KeyError if there is none."""
        dataset, _, name = component_id.rpartition(".")
        return self.datasets[dataset], self.datasets[dataset].component(name)

    def component_title(self, component_id: str) -> Text:
        """Return what readers see of a component; no code of a formula says it to them.

        Shape:    its own title; else that of the indicator that shows it as it is; else its id.
        """
        _, component = self.component(component_id)
        return component.title or self.once(_shown_alone).get(component_id) or Text(component_id)

    def expected_until(self, day: dt.date) -> int:
        """Return how many deliveries are due on or before a day."""
        return sum(
            e.due_on <= day for r in self.requests.values() for e in r.expected(self.organisations)
        )


def _shown_alone(pack: Pack) -> dict[str, Text]:
    """Return the titles of the indicators that show one component as it is."""
    found: dict[str, Text] = {}
    for indicator in pack.indicators.values():
        for alias, use in indicator.components.items():
            if str(indicator.formula) == alias:
                found.setdefault(use.component, indicator.title)
    return found
