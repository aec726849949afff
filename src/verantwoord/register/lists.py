"""Lists in which motions and commitments are reported, and the pages that answer them."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    Id,
    Numbered,
    PathId,
    Url,
    Whole,
    Words,
    in_file,
    wrong,
)
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Evidence, NotFound
from verantwoord.register.items import NO_LINKS, InFile, Links, Who
from verantwoord.register.moment import MomentText


class ListSeries(StrEnum):
    """The three lists in which the same item can stand."""

    MODEL_342 = "model-3.42"
    LETTER = "verzamelbrief"
    KAMER = "kamerregister"


def _closed(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("open", "gesloten"):
        return value == "gesloten"
    raise wrong(
        (f"'{value}' kan hier niet.", f"'{value}' cannot stand here."),
        ("Kies uit: open, gesloten.", "Choose from: open, gesloten."),
    )


@dataclass(frozen=True, slots=True, config=DECLARED)
class ListEntry:
    """One item in one list: open or closed there, and with which Kamerstuk."""

    item: Annotated[PathId, Field(description="The motion or commitment.")]
    closed: Annotated[
        bool,
        PlainValidator(_closed),
        PlainSerializer(lambda closed: "gesloten" if closed else "open"),
        WithJsonSchema({"enum": ["open", "gesloten"]}),
        Field(alias="state", description="What it is in the list."),
    ]
    kst: Annotated[Words | None, Field(description="The Kamerstuk that closed it.")] = None
    words: Annotated[Words | None, Field(description="The status as the list gives it.")] = None


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class ReportedList:
    """One published list over a window of time."""

    id: Annotated[PathId, Field(description="theme.name.")]
    series: Annotated[ListSeries, Field(description="Which of the three lists.")]
    title: Annotated[Text, Field(description="What readers see.")]
    owner: Annotated[Who | None, Field(description="Whose list it is.")] = None
    first: Annotated[Day | None, Field(alias="from", description="First day of the window.")] = None
    first_unknown: Annotated[
        Words | None,
        Field(alias="from-unknown", description="Why the begin of the window is not known."),
    ] = None
    last: Annotated[Day, Field(alias="until", description="The reference date.")]
    published: Annotated[Day | None, Field(description="When it was published.")] = None
    kst: Annotated[Words | None, Field(description="Id of the Kamerstuk of the list.")] = None
    kinds: Annotated[
        tuple[Literal["motie", "toezegging"], ...], Field(description="What it lists.")
    ] = ("motie", "toezegging")
    themes: Annotated[tuple[Id, ...], Field(description="Only these themes; else all.")] = ()
    complete: Annotated[
        Flag,
        Field(description="False: only partly read, so nothing is concluded from absence."),
    ] = True
    sources: Annotated[tuple[Source, ...], Field(description="Where it stands.")] = ()
    entries: Annotated[tuple[ListEntry, ...], Field(description="The items in it.")]
    place: InFile = field(default=None, compare=False)

    @model_validator(mode="after")
    def _window(self, info: ValidationInfo) -> Self:
        if in_file(info) and (self.first is None) is (self.first_unknown is None):
            raise wrong(
                ("zegt niet waar het venster begint, of twee keer.", "has no begin, or two."),
                ("Noem 'from' of 'from-unknown'.", "Give 'from' or 'from-unknown'."),
            )
        if in_file(info) and self.first is not None and self.last < self.first:
            raise wrong(
                (
                    f"het venster eindigt ({self.last}) voor het begint ({self.first}).",
                    f"the window ends ({self.last}) before it begins ({self.first}).",
                ),
                ("Verbeter from of until.", "Mend from or until."),
                at=("until",),
            )
        return self

    @property
    def open_items(self) -> frozenset[str]:
        """What the list calls open."""
        return frozenset(e.item for e in self.entries if not e.closed)

    @property
    def closed_items(self) -> frozenset[str]:
        """What the list calls closed in its window."""
        return frozenset(e.item for e in self.entries if e.closed)


@dataclass(frozen=True, slots=True, config=DECLARED)
class CitedDocument:
    """A document that others cite, with its date."""

    kst: Annotated[Words, Field(description="Id of the Kamerstuk.")]
    published: Annotated[Day, Field(description="When it was published.")]
    title: Annotated[Words | None, Field(description="What it is called.")] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Fact:
    """Something that happened and matters here, but that nobody asked or promised."""

    id: Annotated[PathId, Field(description="theme.name.")]
    title: Annotated[Text, Field(description="What happened.")]
    on: Annotated[MomentText, Field(description="When.")]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it stands.")]
    evidence: Annotated[tuple[Evidence, ...], Field(description="What shows it.")] = ()
    links: Annotated[Links, Field(description="To what it is tied.")] = NO_LINKS
    not_found: Annotated[
        tuple[NotFound, ...], Field(description="What was looked for and not found.")
    ] = ()
    place: InFile = field(default=None, compare=False)

    @property
    def theme(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Paragraph:
    """A passage of a report, and what it says something about."""

    id: Annotated[PathId, Field(description="theme.name.")]
    title: Annotated[Text, Field(description="What it is about.")]
    report: Annotated[Words, Field(description="Id of the Kamerstuk.")]
    year: Annotated[Whole, Field(description="The year of the report.")]
    links: Annotated[Links, Field(description="What it says something about.")]
    page: Annotated[Numbered | None, Field(description="On which page.")] = None
    url: Annotated[Url | None, Field(description="Where it can be read.")] = None
    quote: Annotated[Words | None, Field(description="Its words.")] = None
    place: InFile = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Announcement:
    """Something that a budget announced and that the report of that year must return."""

    id: Annotated[PathId, Field(description="theme.name.")]
    title: Annotated[Text, Field(description="What was announced.")]
    kind: Annotated[
        Literal["prioriteit", "doel", "indicator", "maatregel"],
        Field(description="As what it was announced."),
    ]
    budget: Annotated[Words, Field(description="Id of the Kamerstuk.")]
    year: Annotated[Whole, Field(description="The year of the budget.")]
    links: Annotated[Links, Field(description="To what it is tied.")] = NO_LINKS
    sources: Annotated[tuple[Source, ...], Field(description="Where it stands.")] = ()
    place: InFile = field(default=None, compare=False)
