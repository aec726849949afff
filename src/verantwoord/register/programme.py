"""Programmes: trees of lines, priorities and actions, one tree per version.

An item may hang under several parents and be tied to motions, goals, budget articles and items of
other programmes. A new version says of every item of the version it replaces what became of it;
otherwise an action that vanished would look finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    WithJsonSchema,
    field_serializer,
    model_validator,
)
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    Id,
    InProgram,
    Numbered,
    ReadAs,
    Words,
    in_file,
    wrong,
)
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Deadline, Evidence, NotFound, Step, due_on, state_on
from verantwoord.register.items import NO_LINKS, InFile, ItemId, Links, Who, check_kept
from verantwoord.register.moment import Moment, MomentText
from verantwoord.register.states import ActionState, State, is_open

ProgrammeId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(-[a-z0-9]+)*$")]


class Level(StrEnum):
    """How deep in the tree."""

    LINE = "lijn"
    PRIORITY = "prioriteit"
    ACTION = "actie"


class Fate(StrEnum):
    """What became of an item in the next version of its programme."""

    CONTINUED = "voortgezet"
    REPLACED = "vervangen"
    DROPPED = "vervallen"
    UNKNOWN = "onbekend"


class Progress(StrEnum):
    """The honest states of progress."""

    NOT_REPORTED = "niet gerapporteerd"
    WITHOUT_EVIDENCE = "gerapporteerd zonder bewijs"
    ONLY_ACCOUNT = "alleen door het verslag zelf gemeld"
    WITH_EVIDENCE = "gerapporteerd met bewijs"
    VERIFIED = "geverifieerd"


@dataclass(frozen=True, slots=True, config=DECLARED)
class Target:
    """A target in the words of its source; the number that is judged stands in a goal."""

    value: Annotated[Text, Field(description="What must be reached.")]
    by: Annotated[Numbered | None, Field(description="In which year.")] = None
    base: Annotated[Numbered | None, Field(description="From which level.")] = None
    base_unknown: Annotated[Words | None, Field(description="Why that is not known.")] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Report:
    """What was said about an action: 'unchanged' is said too, silence is not."""

    on: Annotated[MomentText, Field(description="When.")]
    by: Annotated[Words, Field(description="Who said it.")]
    text: Annotated[Text, Field(description="What was said.")]
    unchanged: Annotated[Flag, Field(description="Said that nothing changed.")] = False
    evidence: Annotated[tuple[Evidence, ...], Field(description="What shows it.")] = ()
    verified_by: Annotated[Words | None, Field(description="Who verified it; never `by`.")] = None
    verified_on: Annotated[Day | None, Field(description="When it was verified.")] = None

    @model_validator(mode="after")
    def _verified_by_another(self, info: ValidationInfo) -> Self:
        if not in_file(info) or (self.verified_by is None and self.verified_on is None):
            return self
        if self.verified_by == self.by:
            raise wrong(
                (
                    f"{self.by} kan het eigen bericht niet verifiëren.",
                    f"{self.by} cannot verify the own report.",
                ),
                ("Laat een ander het verifiëren.", "Let somebody else verify it."),
                at=("verified-by",),
            )
        if self.verified_by is None or self.verified_on is None or not self.evidence:
            raise wrong(
                ("is half geverifieerd.", "is half verified."),
                (
                    "Noem 'verified-by', 'verified-on' en 'evidence'.",
                    "Give 'verified-by', 'verified-on' and 'evidence'.",
                ),
            )
        return self


# a node of a programme; in the file of a programme an id is only the name after the slash
NodeId = Annotated[
    ItemId,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*((:[a-z0-9]+(-[a-z0-9]+)*/|\.)"
            r"[a-z0-9]+(-[a-z0-9]+)*)?$",
        }
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class ProgrammeItem:
    """One node of a programme."""

    id: Annotated[NodeId, Field(description="Own name; outside a programme theme.name.")]
    level: Annotated[SkipJsonSchema[Level], InProgram, Field(exclude=True)] = Level.ACTION
    title: Annotated[Text, Field(description="What readers see.")]
    called: Annotated[
        Words | None, Field(description="The word of the source: spoor, thema, doel, maatregel.")
    ] = None
    number: Annotated[Words | None, Field(description="As published: 1.2.")] = None
    parents: Annotated[tuple[NodeId, ...], Field(description="Under what it hangs.")] = ()
    replaces: Annotated[
        tuple[ItemId, ...], Field(description="Items of the replaced version.")
    ] = ()
    targets: Annotated[
        tuple[Target, ...], Field(description="Targets in the words of the source.")
    ] = ()
    links: Annotated[Links, Field(description="To what it is tied.")] = NO_LINKS
    not_found: Annotated[
        tuple[NotFound, ...], Field(description="What was looked for and not found.")
    ] = ()
    sources: Annotated[tuple[Source, ...], Field(description="Where it stands.")] = ()
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    place: InFile = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Action(ProgrammeItem):
    """Something that somebody would do by some day."""

    owner: Annotated[Who | None, Field(description="Who must do it.")] = None
    co_owners: Annotated[tuple[Who, ...], Field(description="Who must help.")] = ()
    start: Annotated[MomentText | None, Field(description="Planned begin.")] = None
    deadlines: Annotated[
        tuple[Deadline, ...], Field(description="Planned end, with every change of it.")
    ] = ()
    steps: Annotated[
        tuple[Step, ...],
        ReadAs(tuple[Step[ActionState], ...]),
        Field(description="What happened."),
    ] = ()
    history_starts: Annotated[
        Words | None, Field(description="Why the history does not begin at its begin.")
    ] = None
    reports: Annotated[tuple[Report, ...], Field(description="What was said about it.")] = ()

    @model_validator(mode="after")
    def _happened_in_order(self, info: ValidationInfo) -> Self:
        if in_file(info):
            check_kept(self.steps, self.history_starts, self.deadlines, may_be_empty=True)
        return self

    def state_on(self, on: dt.date) -> State | None:
        """Return the state on a day; None when nobody said anything."""
        return state_on(self.steps, on)

    def due_on(self, on: dt.date) -> Moment | None:
        """Return the planned end as it was known on a day."""
        return due_on(self.deadlines, on)

    def progress_on(
        self, on: dt.date, since: dt.date | None = None, accounts: Collection[str] = ()
    ) -> Progress:
        """Return which of the honest states holds on a day.

        Shape:    a day, from which day a report still counts, and the papers and addresses of the
                  accounts that are being tested -> one state. What only such an account says is no
                  evidence of itself.
        Unit:     none.
        Missing:  no report in the window is 'niet gerapporteerd', never 'ongewijzigd'.
        Rounding: none.
        Errors:   none.
        Source:   werkagenda section 5, rule 2.
        """
        counting = [r for r in self.reports if _within(r.on, since, on)]
        if not counting:
            return Progress.NOT_REPORTED
        last = counting[-1]
        if not last.evidence:
            return Progress.WITHOUT_EVIDENCE
        if all(e.kst in accounts or e.url in accounts for e in last.evidence):
            return Progress.ONLY_ACCOUNT
        if last.verified_by and last.verified_on and last.verified_on <= on:
            return Progress.VERIFIED
        return Progress.WITH_EVIDENCE

    def overdue_days(self, on: dt.date) -> int | None:
        """Return for how many days, at least, an unfinished action is past its end."""
        due, state = self.due_on(on), self.state_on(on)
        if due is None or due.last is None or due.last >= on:
            return None
        return None if state is not None and not is_open(state) else (on - due.last).days


def _within(on: Moment, since: dt.date | None, until: dt.date) -> bool:
    if on.last is None or on.first is None:
        return False
    return on.last <= until and (since is None or on.first >= since)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Became:
    """What became of one item of the replaced version, with the reason."""

    item: Annotated[ItemId, Field(description="The item of the replaced version.")]
    fate: Annotated[Fate, Field(description="What became of it.")]
    reason: Annotated[Text, Field(description="Why.")]


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Programme:
    """One version of a programme."""

    name: Annotated[Id, Field(alias="id", description="The programme, whatever its version.")]
    version: Annotated[Id, Field(description="Which version; often a year.")]
    title: Annotated[Text, Field(description="What readers see.")]
    owner: Annotated[Who | None, Field(description="Whose programme it is.")] = None
    published: Annotated[MomentText | None, Field(description="When it was published.")] = None
    replaces: Annotated[
        ProgrammeId | None, Field(description="The version that it replaces: name:version.")
    ] = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it stands.")]
    lines: Annotated[tuple[ProgrammeItem, ...], Field(description="The top of the tree.")] = ()
    priorities: Annotated[
        tuple[ProgrammeItem, ...], Field(description="What hangs under a line.")
    ] = ()
    actions: Annotated[
        tuple[Action, ...], Field(description="The leaves that somebody must do.")
    ] = ()
    became: Annotated[
        tuple[Became, ...], Field(description="What became of items of the replaced version.")
    ] = ()
    not_found: Annotated[
        tuple[NotFound, ...], Field(description="What was looked for and not found.")
    ] = ()
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    place: InFile = field(default=None, compare=False)

    @model_validator(mode="before")
    @classmethod
    def _whole_ids(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        prefix = f"{value.get('id')}:{value.get('version')}/"
        return {
            key: [_with_ids(prefix, item) for item in part]
            if key in ("lines", "priorities", "actions") and isinstance(part, list)
            else part
            for key, part in value.items()
        }

    def __post_init__(self) -> None:
        for level, part in ((Level.LINE, self.lines), (Level.PRIORITY, self.priorities)):
            for item in part:
                object.__setattr__(item, "level", level)

    @field_serializer("lines", "priorities", "actions", mode="wrap")
    def _own_names(self, value: Any, write: SerializerFunctionWrapHandler) -> Any:
        return [_without_ids(f"{self.id}/", block) for block in write(value)]

    @property
    def id(self) -> str:
        """Name and version."""
        return f"{self.name}:{self.version}"

    @property
    def items(self) -> tuple[ProgrammeItem, ...]:
        """Lines, then priorities, then actions."""
        return (*self.lines, *self.priorities, *self.actions)

    def children(self, item_id: str | None) -> tuple[ProgrammeItem, ...]:
        """Return what hangs under an item; under None what has no parent."""
        if item_id is None:
            return tuple(i for i in self.items if not i.parents)
        return tuple(i for i in self.items if item_id in i.parents)


def evidence_share(
    actions: Sequence[Action], on: dt.date, accounts: Collection[str] = ()
) -> tuple[int, int]:
    """Return how many actions were reported with evidence, and how many there are.

    Shape:    actions, a day and the accounts being tested, as in `progress_on` -> (with evidence,
              all): numerator and denominator apart.
    Unit:     action.
    Missing:  an action without a report counts in the denominator only.
    Rounding: none; only `publish` divides.
    Errors:   none.
    Source:   werkagenda section 3: each report states the share of actions with evidence.
    """
    good = {Progress.WITH_EVIDENCE, Progress.VERIFIED}
    found = (a.progress_on(on, accounts=accounts) for a in actions)
    return sum(progress in good for progress in found), len(actions)


def _with_ids(prefix: str, block: Any) -> Any:
    """Give a node of a file the id by which others name it."""
    if not isinstance(block, dict):
        return block
    whole = dict(block)
    if isinstance(block.get("id"), str):
        whole["id"] = prefix + block["id"]
    if isinstance(block.get("parents"), list):
        whole["parents"] = [prefix + p if isinstance(p, str) else p for p in block["parents"]]
    return whole


def _without_ids(prefix: str, block: dict[str, Any]) -> dict[str, Any]:
    own = {**block, "id": block["id"].removeprefix(prefix)}
    if "parents" in own:
        own["parents"] = [p.removeprefix(prefix) for p in own["parents"]]
    return own
