"""Makes programmes and their items from files that passed their schema."""

from __future__ import annotations

from typing import Any

from verantwoord.model.errors import PackError
from verantwoord.register.building import (
    Block,
    Builder,
    evidence,
    links,
    maybe_text,
    not_found,
    sources,
    text,
)
from verantwoord.register.programme import (
    Action,
    Became,
    Fate,
    Level,
    Programme,
    ProgrammeItem,
    Report,
    Target,
)
from verantwoord.register.states import ActionState


def programme(builder: Builder) -> Programme:
    """Make one version of a programme; ids inside become `programme:version/name`."""
    b: Block = builder.document.value
    programme_id = f"{b['id']}:{b['version']}"
    items: list[ProgrammeItem] = []
    for key, level in (("lines", Level.LINE), ("priorities", Level.PRIORITY)):
        items += [
            ProgrammeItem(**_node(builder, node, programme_id, level, key, i))
            for i, node in enumerate(b.get(key, ()))
        ]
    items += [
        Action(
            **_node(builder, node, programme_id, Level.ACTION, "actions", i),
            **_action(builder, node, "actions", i),
        )
        for i, node in enumerate(b.get("actions", ()))
    ]
    _check_tree(builder, items)
    return Programme(
        id=programme_id,
        name=b["id"],
        version=b["version"],
        title=text(b["title"]),
        items=tuple(items),
        sources=sources(b),
        owner=b.get("owner"),
        published=builder.moment(b["published"], "published") if "published" in b else None,
        replaces=b.get("replaces"),
        became=tuple(
            Became(x["item"], Fate(x["fate"]), text(x["reason"])) for x in b.get("became", ())
        ),
        not_found=not_found(b),
        note=maybe_text(b.get("note")),
        place=builder.document.place("id"),
    )


def loose_action(builder: Builder, b: Block, *path: str | int) -> Action:
    """Make an action that stands outside a programme."""
    node = _node(builder, b, None, Level.ACTION, *path)
    return Action(**node, **_action(builder, b, *path))


def _node(
    builder: Builder, b: Block, programme_id: str | None, level: Level, *path: str | int
) -> dict[str, Any]:
    def full(name: str) -> str:
        return name if programme_id is None else f"{programme_id}/{name}"

    return {
        "id": full(b["id"]),
        "level": level,
        "title": text(b["title"]),
        "called": b.get("called"),
        "number": b.get("number"),
        "parents": tuple(full(p) for p in b.get("parents", ())),
        "replaces": tuple(b.get("replaces", ())),
        "targets": tuple(
            Target(
                text(t["value"]),
                None if "by" not in t else str(t["by"]),
                None if "base" not in t else str(t["base"]),
                t.get("base-unknown"),
            )
            for t in b.get("targets", ())
        ),
        "links": links(b.get("links")),
        "not_found": not_found(b),
        "sources": sources(b),
        "note": maybe_text(b.get("note")),
        "place": builder.document.place(*path),
    }


def _action(builder: Builder, b: Block, *path: str | int) -> dict[str, Any]:
    return {
        "owner": b.get("owner"),
        "co_owners": tuple(b.get("co-owners", ())),
        "start": builder.moment(b["start"], *path, "start") if "start" in b else None,
        "deadlines": builder.deadlines(b, *path),
        "steps": builder.history(b, ActionState, *path) if "steps" in b else (),
        "history_starts": b.get("history-starts"),
        "reports": tuple(
            _report(builder, r, *path, "reports", i) for i, r in enumerate(b.get("reports", ()))
        ),
    }


def _report(builder: Builder, b: Block, *path: str | int) -> Report:
    if b.get("verified-by") == b["by"]:
        raise PackError(
            builder.document.place(*path, "verified-by"),
            f"{b['by']} kan het eigen bericht niet verifiëren.",
            "Laat een ander het verifiëren.",
        )
    return Report(
        builder.moment(b["on"], *path, "on"),
        b["by"],
        text(b["text"]),
        b.get("unchanged", False),
        evidence(b.get("evidence", ())),
        b.get("verified-by"),
        b.get("verified-on"),
    )


def _check_tree(builder: Builder, items: list[ProgrammeItem]) -> None:
    """Refuse double ids, unknown parents, and a parent that is not above its child."""
    seen: dict[str, ProgrammeItem] = {}
    ranks = list(Level)
    for item in items:  # lines come first, then priorities, then actions
        place = item.place or builder.document.place()
        if item.id in seen:
            raise PackError(place, f"'{item.id}' staat er twee keer.", "Geef een ander id.")
        for parent in item.parents:
            if parent not in seen:
                raise PackError(place, f"'{parent}' bestaat niet.", "Noem een bestaande ouder.")
            if ranks.index(seen[parent].level) >= ranks.index(item.level):
                raise PackError(
                    place,
                    f"'{parent}' staat niet boven '{item.id}'.",
                    "Hang een prioriteit onder een lijn en een actie onder een prioriteit of lijn.",
                )
        seen[item.id] = item
