"""Reads `register/` and `programmes/` of a pack into a checked `Register`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError, Place
from verantwoord.model.pack import Pack
from verantwoord.model.parts import parts_of
from verantwoord.model.text import Text
from verantwoord.register import json_schema as schema
from verantwoord.register.building import Builder
from verantwoord.register.building_programme import loose_action, programme
from verantwoord.register.items import Links
from verantwoord.register.programme import Programme
from verantwoord.register.register import Register

T = TypeVar("T")


def register_of(pack: Pack) -> Register:
    """Read the register of a pack; `pack.once(register_of)` does so once."""
    return load_register(pack.folder)


def load_register(folder: Path) -> Register:
    """Load and check the register of a pack, with that of the packs it builds on.

    Shape:    the folder of a pack -> Register; a pack without these folders gives an empty one.
    Unit:     none.
    Missing:  what a source does not say stays `not-found` with its reason.
    Rounding: none.
    Errors:   PackError with file, line, what is wrong and how to mend it: schema, a step that is
              not allowed, a moved deadline without a reason, a link to nothing, an item of a
              replaced programme version of which nothing is said.
    Source:   kamerstukken section 3, werkagenda sections 2 and 3.
    """
    sources = _folders(Path(folder))
    read = _Reader(
        [
            _File(path, below, shown)
            for below, shown in sources
            for path in sorted((below / "register").glob("*.yaml"))
        ]
    )
    register = Register(
        motions=read.by_id("motions", Builder.motion),
        commitments=read.by_id("commitments", Builder.commitment),
        programmes=_programmes(sources),
        loose_actions=read.by_id("actions", loose_action),
        lists=tuple(read.by_id("lists", Builder.reported_list).values()),
        documents={d.kst: d for d in read.each("documents", Builder.known_document)},
        facts=tuple(read.by_id("facts", Builder.fact).values()),
        paragraphs=read.by_id("paragraphs", Builder.paragraph),
        announcements=tuple(read.by_id("announced", Builder.announcement).values()),
    )
    check_links(register)
    return register


def _folders(folder: Path) -> list[tuple[Path, str]]:
    """Return each folder to read, with what to put before its files in a message."""
    if not (folder / "pack.yaml").is_file():
        return [(folder, "")]
    *below, own = parts_of(folder)
    return [*((part.folder, f"{part.info.id}/") for part in below), (own.folder, "")]


class _File:
    def __init__(self, path: Path, folder: Path, shown: str) -> None:
        self.document = strict_yaml.load(path, shown + path.relative_to(folder).as_posix())
        self.theme = path.stem.partition("_")[0]
        schema.check(self.document, "register")
        self.builder = Builder(self.document)


class _Reader:
    def __init__(self, files: list[_File]) -> None:
        self.files = files

    def each(self, key: str, build: Callable[..., T]) -> Iterable[T]:
        for file in self.files:
            for i, block in enumerate(file.document.value.get(key, ())):
                yield build(file.builder, block, key, i)

    def by_id(self, key: str, build: Callable[..., T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for file in self.files:
            for i, block in enumerate(file.document.value.get(key, ())):
                self._check_id(file, key, i, block, found)
                found[block["id"]] = build(file.builder, block, key, i)
        return found

    @staticmethod
    def _check_id(
        file: _File, key: str, i: int, block: Mapping[str, Any], found: Mapping[str, Any]
    ) -> None:
        place = file.document.place(key, i, "id")
        if block["id"] in found:
            raise PackError(place, f"'{block['id']}' staat er twee keer.", "Geef een ander id.")
        if block["id"].partition(".")[0] != file.theme:
            raise PackError(
                place,
                f"'{block['id']}' hoort niet in dit bestand.",
                f"Begin het id met '{file.theme}.' of zet het in een ander bestand.",
            )


def _programmes(sources: Iterable[tuple[Path, str]]) -> dict[str, Programme]:
    found: dict[str, Programme] = {}
    for folder, shown in sources:
        for path in sorted((folder / "programmes").glob("*.yaml")):
            document = strict_yaml.load(path, shown + path.relative_to(folder).as_posix())
            made = _programme(path, document)
            if made.id in found:
                raise PackError(
                    document.place("id"),
                    Text(
                        f"'{made.id}' staat ook in {found[made.id].place}.",
                        f"'{made.id}' also stands in {found[made.id].place}.",
                    ),
                    Text("Haal een van de twee weg.", "Remove one of the two."),
                )
            found[made.id] = made
    for made in found.values():
        _check_replaced(made, found)
    return found


def _programme(path: Path, document: strict_yaml.Document) -> Programme:
    schema.check(document, "programme")
    made = programme(Builder(document))
    if path.stem != f"{made.name}-{made.version}":
        raise PackError(
            document.place("id"),
            f"het bestand heet niet naar het programma ({made.name}-{made.version}).",
            "Geef het bestand die naam.",
        )
    return made


def _check_replaced(made: Programme, all_of_them: Mapping[str, Programme]) -> None:
    """A new version must say of each old item what became of it: silence looks like 'done'."""
    place = made.place or Place(made.id, 1)
    if made.replaces is None:
        return
    old = all_of_them.get(made.replaces)
    if old is None:
        raise PackError(place, f"'{made.replaces}' bestaat niet.", "Noem een bestaande versie.")
    told = {item for i in made.items for item in i.replaces} | {b.item for b in made.became}
    silent = sorted({i.id for i in old.items} - told)
    if silent:
        raise PackError(
            place,
            f"zegt niet wat er van {', '.join(silent[:5])} is geworden ({len(silent)} in totaal).",
            "Noem ze bij 'replaces' of bij 'became', met de reden.",
        )
    strangers = sorted(told - {i.id for i in old.items})
    if strangers:
        raise PackError(
            place, f"vervangt {', '.join(strangers)}, die daar niet staan.", "Verbeter het id."
        )


def check_links(register: Register) -> None:
    """Refuse a link to a motion, commitment, action or announcement that is not there.

    Goals and indicators belong to the pack; see `chain.dangling`.
    """
    known = {
        "motions": set(register.motions),
        "commitments": set(register.commitments),
        "actions": set(register.programme_items),
        "announced": {a.id for a in register.announcements},
    }
    for name, links, place in _all_links(register):
        for key, ids in known.items():
            missing = [x for x in getattr(links, key) if x not in ids]
            if missing:
                raise PackError(
                    place, f"'{name}' verwijst naar '{missing[0]}', dat er niet is.", "Verbeter."
                )
    _check_other_references(register)


def _all_links(register: Register) -> Iterable[tuple[str, Links, Place]]:
    for group in (
        register.promises,
        register.programme_items.values(),
        register.facts,
        register.paragraphs.values(),
        register.announcements,
    ):
        for item in group:
            yield item.id, item.links, item.place or Place(item.id, 1)


def _check_other_references(register: Register) -> None:
    promises = {p.id for p in register.promises}
    for listed in register.lists:
        for entry in listed.entries:
            if entry.item not in promises:
                raise PackError(
                    listed.place or Place(listed.id, 1),
                    f"lijst '{listed.id}' noemt '{entry.item}', dat er niet is.",
                    "Neem het op als motie of toezegging.",
                )
    for motion in register.motions.values():
        _must_exist(motion.replaced_by, register.motions, motion.place)
    for commitment in register.commitments.values():
        for other in (*commitment.repeats, *commitment.changes, *commitment.supplements):
            _must_exist(other, register.commitments, commitment.place)
    for action in register.loose_actions.values():
        for parent in action.parents:
            _must_exist(parent, register.programme_items, action.place)


def _must_exist(name: str | None, where: Mapping[str, Any], place: Place | None) -> None:
    if name is not None and name not in where:
        raise PackError(place or Place(name, 1), f"'{name}' bestaat niet.", "Verbeter het id.")
