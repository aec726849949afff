"""Reads `register/` and `programmes/` of a pack into a checked `Register`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from verantwoord.model import strict_yaml
from verantwoord.model.errors import Faults, Place
from verantwoord.model.pack import Pack
from verantwoord.model.parts import parts_of
from verantwoord.model.reading import read
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Text
from verantwoord.register.audits import Opinion, Recommendation
from verantwoord.register.files import RegisterFile
from verantwoord.register.items import Commitment, Links, Motion
from verantwoord.register.lists import Announcement, Fact, Paragraph, ReportedList
from verantwoord.register.measures import PlannedMeasure
from verantwoord.register.programme import Action, Level, Programme, ProgrammeItem
from verantwoord.register.register import Register

T = TypeVar(
    "T",
    Motion,
    Commitment,
    Recommendation,
    Opinion,
    Action,
    Fact,
    ReportedList,
    Paragraph,
    Announcement,
    PlannedMeasure,
)
MEND = Text("Verbeter het id.", "Mend the id.")


def register_of(pack: Pack) -> Register:
    """Read the register of a pack; `pack.once(register_of)` does so once."""
    return load_register(pack.folder)


def load_register(folder: Path) -> Register:
    """Load and check the register of a pack, with that of the packs it builds on.

    Shape:    the folder of a pack -> Register; a pack without these folders gives an empty one.
    Missing:  what a source does not say stays `not-found` with its reason.
    Errors:   PackErrors with file, line, what is wrong and how to mend it, for everything that is
              wrong in a file by itself: an unknown key, a step that is not allowed, a moved
              deadline without a reason; and if nothing is, for what does not fit between files: a
              link to nothing, an item of a replaced version of which nothing is said.
    Source:   kamerstukken section 3, werkagenda sections 2 and 3.
    """
    return _load(_Reader(_folders(Path(folder))))


def load_with(text: str, name: str, folder: Path | None) -> Register:
    """Load and check a register as it is with one file more, before that file is kept.

    Shape:    the text and the name of a file of `register/`, and the folder of a pack or None ->
              Register.
    Errors:   PackErrors, as for `load_register`.
    """
    folders = [] if folder is None else _folders(folder)
    return _load(_Reader(folders, (strict_yaml.parse(text, name),)))


def _load(reader: _Reader) -> Register:
    files = reader.files()
    programmes = reader.programmes()
    register = Register(
        motions=reader.by_id("motions", ((f, f.made.motions) for f in files)),
        commitments=reader.by_id("commitments", ((f, f.made.commitments) for f in files)),
        programmes=programmes,
        loose_actions=reader.by_id("actions", ((f, f.made.actions) for f in files)),
        lists=tuple(reader.by_id("lists", ((f, f.made.lists) for f in files)).values()),
        documents={d.kst: d for f in files for d in f.made.documents},
        facts=tuple(reader.by_id("facts", ((f, f.made.facts) for f in files)).values()),
        paragraphs=reader.by_id("paragraphs", ((f, f.made.paragraphs) for f in files)),
        announcements=tuple(
            reader.by_id("announced", ((f, f.made.announced) for f in files)).values()
        ),
        measures=reader.by_id("measures", ((f, f.made.measures) for f in files)),
        recommendations=reader.by_id(
            "recommendations", ((f, f.made.recommendations) for f in files)
        ),
        opinions=reader.by_id("opinions", ((f, f.made.opinions) for f in files)),
    )
    reader.faults.check()
    check_links(register)
    return register


def _folders(folder: Path) -> list[tuple[Path, str]]:
    """Return each folder to read, with what to put before its files in a message."""
    if not (folder / "pack.yaml").is_file():
        return [(folder, "")]
    *below, own = parts_of(folder)
    return [*((part.folder, f"{part.info.id}/") for part in below), (own.folder, "")]


@dataclass(frozen=True)
class _File:
    document: Document
    theme: str
    made: RegisterFile


def _file(document: Document, path: Path) -> _File:
    return _File(document, path.stem.partition("_")[0], read(document, RegisterFile))


@dataclass
class _Reader:
    folders: list[tuple[Path, str]]
    more: tuple[Document, ...] = ()  # files of `register/` that are not kept yet
    faults: Faults = field(default_factory=Faults)

    def files(self) -> list[_File]:
        found = []
        for path, name in self._paths("register"):
            with self.faults.kept():
                found.append(_file(strict_yaml.load(path, name), path))
        for document in self.more:
            with self.faults.kept():
                found.append(_file(document, Path(document.file)))
        return found

    def _paths(self, subfolder: str) -> Iterator[tuple[Path, str]]:
        """Yield each file of every folder, and how it is called in a message."""
        for folder, shown in self.folders:
            for path in sorted((folder / subfolder).glob("*.yaml")):
                yield path, shown + path.relative_to(folder).as_posix()

    def by_id(self, key: str, parts: Iterable[tuple[_File, tuple[T, ...]]]) -> dict[str, T]:
        found: dict[str, T] = {}
        for file, items in parts:
            for i, item in enumerate(items):
                self._check_id(file, key, i, item.id, found)
                found[item.id] = _placed(item, file.document.place(key, i))
        return found

    def _check_id(
        self, file: _File, key: str, i: int, name: str, found: Mapping[str, object]
    ) -> None:
        place = file.document.place(key, i, "id")
        if name in found:
            self.faults.add(place, *_twice(name))
        if name.partition(".")[0] != file.theme:
            self.faults.add(
                place,
                Text(
                    f"'{name}' hoort niet in dit bestand.",
                    f"'{name}' does not belong in this file.",
                ),
                Text(
                    f"Begin het id met '{file.theme}.' of zet het in een ander bestand.",
                    f"Begin the id with '{file.theme}.' or put it in another file.",
                ),
            )

    def programmes(self) -> dict[str, Programme]:
        found: dict[str, Programme] = {}
        for path, name in self._paths("programmes"):
            with self.faults.kept():
                document = strict_yaml.load(path, name)
                made = _placed(read(document, Programme), document.place("id"))
                for key in ("lines", "priorities", "actions"):
                    for i, item in enumerate(getattr(made, key)):
                        _placed(item, document.place(key, i))
                _check_tree(made, self.faults)
                self._check_name(path, made, document)
                if made.id in found:
                    self.faults.add(
                        document.place("id"),
                        Text(
                            f"'{made.id}' staat ook in {found[made.id].place}.",
                            f"'{made.id}' also stands in {found[made.id].place}.",
                        ),
                        Text("Haal een van de twee weg.", "Remove one of the two."),
                    )
                found[made.id] = made
        for made in found.values():
            _check_replaced(made, found, self.faults)
        return found

    def _check_name(self, path: Path, made: Programme, document: Document) -> None:
        wanted = f"{made.name}-{made.version}"
        if path.stem != wanted:
            self.faults.add(
                document.place("id"),
                Text(
                    f"het bestand heet niet naar het programma ({wanted}).",
                    f"the file is not named after the programme ({wanted}).",
                ),
                Text("Geef het bestand die naam.", "Give the file that name."),
            )


P = TypeVar(
    "P",
    Motion,
    Commitment,
    Recommendation,
    Opinion,
    ProgrammeItem,
    Action,
    Programme,
    Fact,
    ReportedList,
    Paragraph,
    Announcement,
    PlannedMeasure,
)


def _placed(item: P, place: Place) -> P:
    """Say where an item stands; it was just made, so nobody has seen it without."""
    object.__setattr__(item, "place", place)
    return item


def _twice(name: str) -> tuple[Text, Text]:
    return (
        Text(f"'{name}' staat er twee keer.", f"'{name}' stands here twice."),
        Text("Geef een ander id.", "Give another id."),
    )


def _absent(name: str) -> Text:
    return Text(f"'{name}' bestaat niet.", f"'{name}' does not exist.")


def _check_tree(made: Programme, faults: Faults) -> None:
    """Note double ids, unknown parents, and a parent that is not above its child."""
    seen: dict[str, ProgrammeItem] = {}
    ranks = list(Level)
    for item in made.items:  # lines come first, then priorities, then actions
        place = item.place or Place(made.id, 1)
        if item.id in seen:
            faults.add(place, *_twice(item.id))
        for parent in item.parents:
            if parent not in seen:
                faults.add(
                    place,
                    _absent(parent),
                    Text("Noem een bestaande ouder.", "Name a parent that exists."),
                )
            elif ranks.index(seen[parent].level) >= ranks.index(item.level):
                faults.add(
                    place,
                    Text(
                        f"'{parent}' staat niet boven '{item.id}'.",
                        f"'{parent}' does not stand above '{item.id}'.",
                    ),
                    Text(
                        "Hang een prioriteit onder een lijn en een actie onder een prioriteit of "
                        "lijn.",
                        "Hang a priority under a line, and an action under a priority or line.",
                    ),
                )
        seen[item.id] = item


def _check_replaced(made: Programme, all_of_them: Mapping[str, Programme], faults: Faults) -> None:
    """A new version must say of each old item what became of it: silence looks like 'done'."""
    place = made.place or Place(made.id, 1)
    if made.replaces is None:
        return
    old = all_of_them.get(made.replaces)
    if old is None:
        faults.add(
            place,
            _absent(made.replaces),
            Text("Noem een bestaande versie.", "Name a version that exists."),
        )
        return
    told = {item for i in made.items for item in i.replaces} | {b.item for b in made.became}
    silent = sorted({i.id for i in old.items} - told)
    if silent:
        some, count = ", ".join(silent[:5]), len(silent)
        faults.add(
            place,
            Text(
                f"zegt niet wat er van {some} is geworden ({count} in totaal).",
                f"does not say what became of {some} ({count} in all).",
            ),
            Text(
                "Noem ze bij 'replaces' of bij 'became', met de reden.",
                "Name them in 'replaces' or in 'became', with the reason.",
            ),
        )
    strangers = ", ".join(sorted(told - {i.id for i in old.items}))
    if strangers:
        faults.add(
            place,
            Text(
                f"vervangt {strangers}, die daar niet staan.",
                f"replaces {strangers}, which are not there.",
            ),
            MEND,
        )


def check_links(register: Register) -> None:
    """Refuse a link to a motion, commitment, action or announcement that is not there.

    Goals and indicators belong to the pack; see `chain.dangling`.
    """
    faults = Faults()
    known: dict[str, set[str]] = {
        "motions": set(register.motions),
        "commitments": set(register.commitments),
        "actions": set(register.programme_items),
        "announced": {a.id for a in register.announcements},
    }
    for name, links, place in _all_links(register):
        for key, ids in known.items():
            for target in getattr(links, key):
                if target not in ids:
                    faults.add(
                        place,
                        Text(
                            f"'{name}' verwijst naar '{target}', dat er niet is.",
                            f"'{name}' refers to '{target}', which does not exist.",
                        ),
                        MEND,
                    )
    _check_other_references(register, faults)
    faults.check()


def _all_links(register: Register) -> Iterable[tuple[str, Links, Place]]:
    for group in (
        register.promises,
        register.recommendations.values(),
        register.programme_items.values(),
        register.facts,
        register.paragraphs.values(),
        register.announcements,
    ):
        for item in group:
            yield item.id, item.links, item.place or Place(item.id, 1)


def _check_other_references(register: Register, faults: Faults) -> None:
    promises = {p.id for p in register.promises}
    for listed in register.lists:
        for entry in listed.entries:
            if entry.item not in promises:
                faults.add(
                    listed.place or Place(listed.id, 1),
                    Text(
                        f"lijst '{listed.id}' noemt '{entry.item}', dat er niet is.",
                        f"list '{listed.id}' names '{entry.item}', which does not exist.",
                    ),
                    Text(
                        "Neem het op als motie of toezegging.", "Add it as a motion or commitment."
                    ),
                )
    for name, where, place in _references(register):
        if name not in where:
            faults.add(place or Place(name, 1), _absent(name), MEND)


def _references(
    register: Register,
) -> Iterable[tuple[str, Mapping[str, object], Place | None]]:
    for motion in register.motions.values():
        if motion.replaced_by is not None:
            yield motion.replaced_by, register.motions, motion.place
    for commitment in register.commitments.values():
        for other in (*commitment.repeats, *commitment.changes, *commitment.supplements):
            yield other, register.commitments, commitment.place
    for action in register.loose_actions.values():
        for parent in action.parents:
            yield parent, register.programme_items, action.place
