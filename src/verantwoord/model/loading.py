"""Reads a pack folder into a checked `Pack`: strict, with file and line for every fault.

What a pack builds on is read first, then the pack itself; a definition stands in one of them, or
one says that it overrides the other. `Pack` is the flattened whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from verantwoord.model import strict_yaml
from verantwoord.model.cross_checks import check_pack
from verantwoord.model.dataset import Dataset
from verantwoord.model.dossier import Dossier
from verantwoord.model.errors import Faults, PackError, Place
from verantwoord.model.filling import Filling, check_unit
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.layout import check_files, is_known, meant_name, unknown_files
from verantwoord.model.organisation import Organisation, Organisations, Population, Succession
from verantwoord.model.pack import Override, Pack, PackInfo, Part
from verantwoord.model.parameter import Parameter
from verantwoord.model.parts import check_own, files_of, parts_beneath, parts_of, parts_sha256
from verantwoord.model.reading import read
from verantwoord.model.reference_tables import check_reference
from verantwoord.model.request import DataRequest
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Text
from verantwoord.model.theme import Theme, Themes

# what cannot be known when one of these files cannot be read
_KINDS = {
    "organisations.yaml": {"organisation:", "population:"},
    "themes.yaml": {"theme:"},
}
T = TypeVar("T")
Defined = TypeVar("Defined", Dataset, Parameter, Indicator, Goal, DataRequest, Dossier)


def load_pack(folder: Path) -> Pack:
    """Load and check a pack with all it builds on.

    Shape:    a folder -> Pack.
    Unit:     every formula, component and goal is checked for units here.
    Missing:  a pack without organisations is whole enough to be checked and to be built upon; it
              may leave populations and parameters open.
    Errors:   PackErrors with file, line, what is wrong and how to mend it, for everything that is
              wrong in a file by itself or does not fit between the files that could be read.
    Source:   DESIGN 3, EXAMPLES 4, adr/2026-11-26-packs-build-on-packs.md.
    """
    folder = Path(folder)
    faults = Faults()
    parts, all_known = _parts_or_itself(folder, faults)
    reader = _Reader(parts, faults, all_known)
    organisations, themes = reader.organisations(), reader.themes()
    parameters = reader.defined("parameters", "parameter", Parameter)
    filling = Filling(parts, parameters, reader.faults, reader.unread)
    indicators = filling.indicators(reader.defined("indicators", "indicator", Indicator))
    datasets = reader.with_files(filling.datasets(reader.defined("datasets", "dataset", Dataset)))
    goals = reader.defined("goals", "goal", Goal)
    requests = reader.defined("requests", "request", DataRequest)
    dossiers = reader.defined("dossiers", "dossier", Dossier)
    reader.check_files()
    if organisations.by_id and not faults.found:
        filling.check_nothing_open(indicators)
    pack = Pack(
        folder=folder,
        info=parts[-1].info,
        organisations=organisations,
        datasets=datasets,
        parameters=filling.parameters,
        indicators=indicators,
        goals=goals,
        requests=requests,
        dossiers=dossiers,
        themes=themes,
        places=reader.places,
        sha256="" if faults.found else parts_sha256(parts),
        parts=parts,
        origins=reader.origins,
        overrides=reader.overrides,
        documents=reader.documents,
    )
    if all_known:  # else what is elsewhere would seem not to be there
        faults.found += check_pack(pack, reader.unread).found
    faults.check()
    return pack


def _parts_or_itself(folder: Path, faults: Faults) -> tuple[tuple[Part, ...], bool]:
    """Return the parts of a pack, and whether that is all of them.

    If pack.yaml is wrong, the folder still has files to check, with what it says it builds on.
    """
    if not (folder / "pack.yaml").is_file():
        return parts_of(folder), True  # which says that it is no pack
    with faults.kept():
        return parts_of(folder), True
    nobody = PackInfo("onbekend", "0.0.0", Text("?"), "?", fictional=False)
    itself = Part(nobody, folder, Document("pack.yaml", {}, {}))
    beneath: dict[str, Part] = {}
    try:
        for part in parts_beneath(folder):
            beneath.setdefault(part.info.id, part)
    except PackError:
        return (itself,), False
    return (*beneath.values(), itself), True


class _Reader:
    """Reads the files of all parts; remembers where everything stands and what is wrong."""

    def __init__(self, parts: tuple[Part, ...], faults: Faults, all_known: bool) -> None:
        self.parts = parts
        self.faults = faults
        self.all_known = all_known
        self.unread: set[str] = set()
        self.documents: dict[str, Document] = {}
        self.places: dict[str, Place] = {}
        self.origins: dict[str, str] = {}
        self.overrides: dict[str, Override] = {}
        self._part_of: dict[str, Part] = {p.info.id: p for p in parts}
        self._named: set[Path] = set()  # views and tables that a dataset names

    def shown(self, part: Part) -> str:
        """Files of the pack itself are named as they stand in it, others with their pack."""
        return "" if part is self.parts[-1] else f"{part.info.id}/"

    def files(self, subfolder: str) -> Iterator[tuple[Part, Path, str]]:
        """Yield the definitions in a folder of each part: part, path, and the id it must have."""
        for part in self.parts:
            for path in sorted((part.folder / subfolder).glob("**/*.yaml")):
                name = path.relative_to(part.folder).as_posix()
                if not path.name.endswith(".cases.yaml") and is_known(name):
                    relative = path.relative_to(part.folder / subfolder).with_suffix("")
                    yield part, path, ".".join(relative.parts)

    def defined(self, subfolder: str, kind: str, made: type[Defined]) -> dict[str, Defined]:
        """Return each definition of one kind, in the order of their paths."""
        found: dict[str, Defined] = {}
        for part, path, wanted in self.files(subfolder):
            before = len(self.faults.found)
            with self.faults.kept():
                document = self._load(part, path)
                _id_is_path(document, wanted)
                self._take(kind, part, document, read(document, made), found)
            if len(self.faults.found) > before:
                self.unread.add(f"{kind}:{wanted}")
        return {i: found[i] for i in sorted(found, key=_order)}

    def _take(
        self, kind: str, part: Part, document: Document, made: Defined, found: dict[str, Defined]
    ) -> None:
        """Let a definition count, in the place of the one that it says it overrides."""
        key = f"{kind}:{made.id}"
        declared = made.overrides
        if declared is not None:
            self._check_override(key, declared.of, document)
            self.overrides[key] = Override(declared.of, part.info.id, declared.reason)
        elif made.id in found and _left_open(found[made.id], made):
            check_unit(found[made.id], made, document.place("unit"))
        elif made.id in found:
            raise PackError(
                document.place("id"),
                Text(
                    f"'{made.id}' staat ook in {self.places[key]}.",
                    f"'{made.id}' also stands in {self.places[key]}.",
                ),
                Text(
                    "Haal een van de twee weg, of zeg met 'overrides' dat dit de andere vervangt "
                    "en waarom.",
                    "Remove one of the two, or say with 'overrides' that this one replaces the "
                    "other and why.",
                ),
            )
        self.places[key] = document.place("id")
        self.documents[key] = document
        self.origins[key] = part.info.id
        found[made.id] = made

    def _load(self, part: Part, path: Path) -> Document:
        """Read one file of a part; a link that leads out of it is not followed."""
        name = self.shown(part) + path.relative_to(part.folder).as_posix()
        check_own(part.folder, path, name)
        return strict_yaml.load(path, name)

    def _check_override(self, key: str, of: str, document: Document) -> None:
        there = self.origins.get(key)
        if there == of or not self.all_known:
            return
        where = f"staat in {self.places[key]}" if there else "heeft geen ander pack"
        stands = f"stands in {self.places[key]}" if there else "is in no other pack"
        name = key.partition(":")[2]
        raise PackError(
            document.place("overrides"),
            Text(
                f"vervangt '{name}' van '{of}', maar die definitie {where}.",
                f"replaces '{name}' of '{of}', but that definition {stands}.",
            ),
            Text(
                "Noem bij 'of' het pack waarin de definitie staat, of haal 'overrides' weg.",
                "Name in 'of' the pack in which the definition stands, or remove 'overrides'.",
            ),
        )

    def with_files(self, datasets: Mapping[str, Dataset]) -> dict[str, Dataset]:
        """Read the SQL of views; let their tables be found from the pack that is loaded."""
        made: dict[str, Dataset] = {}
        for identifier, dataset in datasets.items():
            self.unread.add(f"dataset:{identifier}")
            with self.faults.kept():
                made[identifier] = self._with_files(dataset)
                self.unread.discard(f"dataset:{identifier}")
        return made

    def _with_files(self, dataset: Dataset) -> Dataset:
        part = self._part_of[self.origins[f"dataset:{dataset.id}"]]
        document = self.documents[f"dataset:{dataset.id}"]
        place = document.place("view")
        if dataset.reference:
            tables = self._tables(part, dataset.reference, document)
            if part is not self.parts[-1]:
                start = self.parts[-1].folder.resolve()
                found = {n: os.path.relpath(f.resolve(), start) for n, f in tables.items()}
                dataset = replace(dataset, reference=found)
        if dataset.view is None:
            return dataset
        path = self._inside(part, dataset.view, place)
        if not path.is_file():
            raise PackError(
                place,
                Text(
                    f"noemt view {dataset.view}, die er niet is.",
                    f"names view {dataset.view}, which does not exist.",
                ),
                Text("Maak het bestand of verbeter de naam.", "Make the file or mend the name."),
            )
        shown = self.shown(part) + dataset.view
        self.places[f"view:{dataset.id}"] = Place(shown, 1)
        return replace(dataset, view_sql=strict_yaml.text_of(path, shown).strip())

    def _tables(self, part: Part, tables: Mapping[str, str], document: Document) -> dict[str, Path]:
        """Return where the tables of a view stand; all that is wrong with any is said at once."""
        found: dict[str, Path] = {}
        faults = Faults()
        for name, file in tables.items():
            place = document.place("reference", name)
            with faults.kept():
                found[name] = self._inside(part, file, place)
                if not found[name].is_file():
                    raise PackError(
                        place,
                        Text(
                            f"tabel '{name}' noemt {file}, dat er niet is.",
                            f"table '{name}' names {file}, which does not exist.",
                        ),
                        Text("Voeg het toe.", "Add it."),
                    )
                check_reference(found[name], self.shown(part) + file)
        faults.check()
        return found

    def _inside(self, part: Part, name: str, place: Place) -> Path:
        """Return a file that a definition names; one outside the pack is refused."""
        path = part.folder / name
        if not path.resolve().is_relative_to(part.folder.resolve()):
            raise PackError(
                place,
                Text(
                    f"noemt {name}, dat buiten het pack staat.",
                    f"names {name}, which stands outside the pack.",
                ),
                Text(
                    "Zet het in het pack: wat daar niet in staat, staat ook niet in de uitgave.",
                    "Put it in the pack: what is not in it, is not in the release either.",
                ),
            )
        self._named.add(path.resolve())
        return path

    def check_files(self) -> None:
        """Note every file that nothing reads, in any part."""
        for part in self.parts:
            named = self._named | self._perhaps_named(part)
            check_files(part.folder, self.shown(part), named, self.faults)
            self.unread |= _meant_definitions(part.folder, named)

    def _perhaps_named(self, part: Part) -> set[Path]:
        """Return the files that a dataset that could not be read may name: it has their path."""
        unread = [p for _, p, i in self.files("datasets") if f"dataset:{i}" in self.unread]
        own = [
            p for p in unread if p.is_file() and p.resolve().is_relative_to(part.folder.resolve())
        ]
        text = b"\n".join(p.read_bytes() for p in own)
        return {
            path.resolve()
            for path in files_of(part.folder)
            if path.relative_to(part.folder).as_posix().encode() in text
        }

    def organisations(self) -> Organisations:
        """Put the organisations of all parts together."""
        by_id: dict[str, Organisation] = {}
        populations: dict[str, Population] = {}
        successions: list[Succession] = []
        for document, made in self._one_a_part("organisations.yaml", Organisations):
            self._join(by_id, made.by_id, document, "organisations")
            self._join(populations, made.populations, document, "populations")
            for i in range(len(made.successions)):
                place = document.place("successions", i)
                self.places[f"succession:{len(successions) + i}"] = place
            successions += made.successions
        return Organisations(by_id, tuple(successions), populations)

    def themes(self) -> dict[str, Theme]:
        """Put the themes of all parts together."""
        found: dict[str, Theme] = {}
        for document, made in self._one_a_part("themes.yaml", Themes):
            self._join(found, made.by_id, document, "themes")
        return found

    def _one_a_part(self, name: str, kind: type[T]) -> Iterator[tuple[Document, T]]:
        for part in self.parts:
            if not (part.folder / name).is_file():
                continue
            made: T | None = None
            with self.faults.kept():
                document = self._load(part, part.folder / name)
                made = read(document, kind)
            if made is None:
                self.unread |= _KINDS[name]
            else:
                yield document, made

    def _join(self, found: dict[str, T], more: Mapping[str, T], at: Document, key: str) -> None:
        for line, identifier in enumerate(more):
            self.places.setdefault(f"{key[:-1]}:{identifier}", at.place(key, line))
            if identifier in found:
                self.faults.add(
                    at.place(key, line),
                    Text(
                        f"'{identifier}' staat ook in een pack waarop dit bouwt.",
                        f"'{identifier}' also stands in a pack on which this one builds.",
                    ),
                    Text("Haal een van de twee weg.", "Remove one of the two."),
                )
        found.update(more)


def _meant_definitions(folder: Path, named: set[Path]) -> set[str]:
    """Return what files of another name would define: it is not missing where it is used."""
    found: set[str] = set()
    for name in unknown_files(folder, named):
        kind, *parts = (meant_name(name) or "").removesuffix(".yaml").split("/")
        found.add(f"{kind.removesuffix('s')}:{'.'.join(parts)}")
    return found


def _order(identifier: str) -> tuple[str, ...]:
    """Sort as the paths of the files do, whichever pack they stand in."""
    *folders, name = identifier.split(".")
    return (*folders, f"{name}.yaml")


def _id_is_path(document: Document, wanted: str) -> None:
    said = document.value.get("id") if isinstance(document.value, dict) else None
    if said is not None and said != wanted:
        raise PackError(
            document.place("id"),
            Text(
                f"heet '{said}', maar de id is het pad.",
                f"is called '{said}', but the id is the path.",
            ),
            Text(
                f"Noem de id '{wanted}' of verplaats het bestand.",
                f"Call the id '{wanted}' or move the file.",
            ),
        )


def _left_open(first: object, second: object) -> bool:
    """Say whether a parameter was left open and is filled in."""
    if isinstance(first, Parameter) and isinstance(second, Parameter):
        return first.open and not second.open
    return False
