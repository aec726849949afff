"""Every key of a pack is read by somebody, and no field takes what it should refuse."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

import pytest

from tests.conftest import REPOSITORY
from tests.docs.pack_format import KINDS

SOURCES = REPOSITORY / "src" / "verantwoord"
# fields that only people read, in the file or in what `explain` shows of it, with the reason
ONLY_FOR_PEOPLE = {
    "Action.co_owners": "who must help; on no page yet",
    "Commitment.chamber": "the Kamerstuk beside it says so too",
    "Goal.revisions": "how a target changed; `note` tells readers, on no page of its own yet",
    "Links.budget_articles": "for who follows the budget; on no page yet",
    "Motion.chamber": "the Kamerstuk beside it says so too",
    "Recommendation.chamber": "the document beside it says so too",
    "Motion.zaak": "the number with which an import finds it again",
    "ParameterValue.checked_on": "says to reviewers when a value was last held against its source",
    "Report.unchanged": "the text says so in words",
    "Rule.category": "orders the rules for who reviews a dataset",
    "Target.base_unknown": "says to reviewers why there is no base",
    "Vote.not_voting": "the seats that are missing from for and against",
    "RegisterFile.note": "says to reviewers how the file came about",
}


def declared(kind: Any, seen: dict[str, type[Any]]) -> dict[str, type[Any]]:
    """All declared classes that can be reached from one."""
    for part in (kind, *get_args(kind)):
        origin = getattr(part, "__origin__", part)
        if isinstance(origin, type) and dataclasses.is_dataclass(origin):
            if origin.__name__ not in seen and origin.__module__.startswith("verantwoord"):
                seen[origin.__name__] = origin
                for hint in get_type_hints(origin, include_extras=True).values():
                    declared(hint, seen)
        elif part is not kind:
            declared(part, seen)
    return seen


CLASSES: dict[str, type[Any]] = {}
for made, _ in KINDS.values():
    declared(made, CLASSES)
CLASSES = {n: c for n, c in CLASSES.items() if hasattr(c, "__pydantic_decorators__")}


@cache
def read_names() -> frozenset[str]:
    """Every attribute that some module reads, but not through `self` where it is declared."""
    names: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                names.add(node.attr)
    for path in SOURCES.rglob("*.html"):
        text = path.read_text("utf-8")
        names |= {word for word in text.replace(".", " .").split() if word.startswith(".")}
        names |= {part.split("(")[0].strip("{}|, )\"'") for part in text.split(".")}
    return frozenset(names)


def fields_of(made: type[Any]) -> Iterator[str]:
    return (f.name for f in dataclasses.fields(made))


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_field_is_read_by_somebody(name: str) -> None:
    unread = {f"{name}.{f}" for f in fields_of(CLASSES[name]) if f not in read_names()}
    assert unread <= set(ONLY_FOR_PEOPLE), "a key that nothing reads: use it or remove it"


def test_what_only_people_read_is_still_there() -> None:
    there = {f"{n}.{f}" for n, c in CLASSES.items() for f in fields_of(c)}
    assert set(ONLY_FOR_PEOPLE) <= there


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_field_turns_another_kind_into_itself(name: str) -> None:
    """A plain `bool` takes "yes", a plain `int` takes "12": Flag and Whole do not."""
    hints = get_type_hints(CLASSES[name], include_extras=True)
    for field in fields_of(CLASSES[name]):
        assert not list(_bare(hints[field], guarded=False)), f"{name}.{field}: see declared.py"


def _bare(hint: Any, *, guarded: bool) -> Iterator[Any]:
    metadata = getattr(hint, "__metadata__", ())
    strict = any(
        type(m).__name__ in ("Strict", "PlainValidator", "BeforeValidator", "ReadAs")
        for m in metadata
    )
    if metadata:
        yield from _bare(hint.__origin__, guarded=guarded or strict)
    elif hint in (bool, int, dt.date, Decimal, float) and not guarded:
        yield hint
    else:
        for part in get_args(hint):
            if not isinstance(part, (str, int)):
                yield from _bare(part, guarded=guarded)
