"""Reads a pack folder into a checked `Pack`: strict, with file and line for every fault.

What a pack builds on is read first, then the pack itself; a definition stands in one of them, or
one says that it overrides the other. `Pack` is the flattened whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from verantwoord.model import building, schema, strict_yaml
from verantwoord.model.cross_checks import check_pack
from verantwoord.model.dataset import Dataset
from verantwoord.model.errors import PackError, Place
from verantwoord.model.filling import Filling, check_unit
from verantwoord.model.layout import check_files
from verantwoord.model.organisation import Organisations
from verantwoord.model.pack import Override, Pack, Part
from verantwoord.model.parts import parts_of, parts_sha256
from verantwoord.model.strict_yaml import Document
from verantwoord.model.theme import Theme

T = TypeVar("T")


def load_pack(folder: Path) -> Pack:
    """Load and check a pack with all it builds on.

    Shape:    a folder -> Pack.
    Unit:     every formula, component and goal is checked for units here.
    Missing:  a pack without organisations is whole enough to be checked and to be built upon; it
              may leave populations and parameters open.
    Errors:   PackError with file, line, what is wrong and how to mend it; the first one found.
    Source:   DESIGN 3, EXAMPLES 4, adr/2026-11-26-packs-build-on-packs.md.
    """
    folder = Path(folder)
    parts = parts_of(folder)
    read = _Reader(parts)
    organisations = read.organisations()
    filling = Filling(parts, read.defined("parameters", "parameter"))
    pack = Pack(
        folder=folder,
        info=parts[-1].info,
        organisations=organisations,
        datasets=read.datasets(filling),
        parameters=read.built(filling.parameters, building.parameter),
        indicators=read.built(
            filling.indicators(read.defined("indicators", "indicator")), building.indicator
        ),
        goals=read.built(read.defined("goals", "goal"), building.goal),
        requests=read.built(read.defined("requests", "request"), building.request),
        themes=read.themes(),
        places=read.places,
        sha256=parts_sha256(parts),
        parts=parts,
        origins=read.origins,
        overrides=read.overrides,
    )
    if pack.complete:
        filling.check_nothing_open(pack.indicators)
    check_pack(pack)
    read.check_files()
    return pack


class _Reader:
    """Reads the YAML files of all parts and remembers where everything stands."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self.places: dict[str, Place] = {}
        self.origins: dict[str, str] = {}
        self.overrides: dict[str, Override] = {}
        self._part_of: dict[str, Part] = {p.info.id: p for p in parts}
        self._named: set[Path] = set()  # views and tables that a dataset names

    def one(self, part: Part, name: str, kind: str) -> Document:
        """Read one file and hold it against its schema."""
        document = strict_yaml.load(part.folder / name, self._shown(part) + name)
        schema.check(document, kind)
        return document

    def _shown(self, part: Part) -> str:
        """Files of the pack itself are named as they stand in it, others with their pack."""
        return "" if part is self.parts[-1] else f"{part.info.id}/"

    def defined(self, subfolder: str, kind: str) -> dict[str, Document]:
        """Return the document of each definition of one kind, in the order of their paths."""
        found: dict[str, Document] = {}
        for part in self.parts:
            for path in sorted((part.folder / subfolder).glob("**/*.yaml")):
                if path.name.endswith(".cases.yaml"):
                    continue
                document = self.one(part, path.relative_to(part.folder).as_posix(), kind)
                _id_is_path(document, path.relative_to(part.folder / subfolder))
                self._take(kind, part, document, found)
        return {i: found[i] for i in sorted(found, key=lambda i: _order(i))}

    def _take(self, kind: str, part: Part, document: Document, found: dict[str, Document]) -> None:
        """Let a definition count, in the place of the one that it says it overrides."""
        identifier = document.value["id"]
        key = f"{kind}:{identifier}"
        declared = document.value.pop("overrides", None)
        if declared is not None:
            self._check_override(key, declared["of"], document)
            self.overrides[key] = Override(
                declared["of"], part.info.id, building.text(declared["reason"])
            )
        elif key in self.places and _left_open(found[identifier], document):
            check_unit(found[identifier], document, document.place("unit"))
        elif key in self.places:
            raise PackError(
                document.place("id"),
                f"'{identifier}' staat ook in {self.places[key]}.",
                "Haal een van de twee weg, of zeg met 'overrides' dat dit de andere vervangt "
                "en waarom.",
            )
        self.places[key] = document.place("id")
        self.origins[key] = part.info.id
        found[identifier] = document

    def _check_override(self, key: str, of: str, document: Document) -> None:
        there = self.origins.get(key)
        if there != of:
            where = f"staat in {self.places[key]}" if there else "heeft geen ander pack"
            raise PackError(
                document.place("overrides"),
                f"vervangt '{document.value['id']}' van '{of}', maar die definitie {where}.",
                "Noem bij 'of' het pack waarin de definitie staat, of haal 'overrides' weg.",
            )

    @staticmethod
    def built(documents: Mapping[str, Document], build: Callable[[Document], T]) -> dict[str, T]:
        """Make the object of each document."""
        return {identifier: build(document) for identifier, document in documents.items()}

    def datasets(self, filling: Filling) -> dict[str, Dataset]:
        """Make the datasets; a view gets its SQL text."""
        documents = filling.datasets(self.defined("datasets", "dataset"))
        made = self.built(documents, building.dataset)
        return {i: self._with_files(dataset) for i, dataset in made.items()}

    def _with_files(self, dataset: Dataset) -> Dataset:
        """Read the SQL of a view; let its tables be found from the pack that is loaded."""
        part = self._part_of[self.origins[f"dataset:{dataset.id}"]]
        own = part is self.parts[-1]
        place = self.places[f"dataset:{dataset.id}"]
        if dataset.reference:
            tables = {n: self._inside(part, f, place) for n, f in dataset.reference.items()}
            if not own:
                start = self.parts[-1].folder.resolve()
                found = {n: os.path.relpath(f.resolve(), start) for n, f in tables.items()}
                dataset = replace(dataset, reference=found)
        if dataset.view_sql is None:
            return dataset
        path = self._inside(part, dataset.view_sql, place)
        if not path.is_file():
            raise PackError(
                place, f"noemt view {dataset.view_sql}, die er niet is.", "Maak het bestand."
            )
        self.places[f"view:{dataset.id}"] = Place(self._shown(part) + dataset.view_sql, 1)
        return replace(dataset, view_sql=path.read_text("utf-8").strip())

    def _inside(self, part: Part, name: str, place: Place) -> Path:
        """Return a file that a definition names; one outside the pack is refused."""
        path = part.folder / name
        if not path.resolve().is_relative_to(part.folder.resolve()):
            raise PackError(
                place,
                f"noemt {name}, dat buiten het pack staat.",
                "Zet het in het pack: wat daar niet in staat, staat ook niet in de uitgave.",
            )
        self._named.add(path.resolve())
        return path

    def check_files(self) -> None:
        """Refuse a file that nothing reads, in any part."""
        for part in self.parts:
            check_files(part.folder, self._shown(part), self._named)

    def organisations(self) -> Organisations:
        """Put the organisations of all parts together."""
        by_id: dict[str, Any] = {}
        populations: dict[str, Any] = {}
        successions: list[Any] = []
        for part in self.parts:
            if not (part.folder / "organisations.yaml").is_file():
                continue
            document = self.one(part, "organisations.yaml", "organisations")
            made = building.organisations(document)
            self._join(by_id, made.by_id, document, "organisations")
            self._join(populations, made.populations, document, "populations")
            successions += made.successions
        return Organisations(by_id, tuple(successions), populations)

    def themes(self) -> dict[str, Theme]:
        """Put the themes of all parts together."""
        found: dict[str, Theme] = {}
        for part in self.parts:
            if (part.folder / "themes.yaml").is_file():
                document = self.one(part, "themes.yaml", "themes")
                self._join(found, building.themes(document), document, "themes")
        return found

    @staticmethod
    def _join(found: dict[str, T], more: Mapping[str, T], document: Document, key: str) -> None:
        twice = [identifier for identifier in more if identifier in found]
        if twice:
            line = list(more).index(twice[0])
            raise PackError(
                document.place(key, line),
                f"'{twice[0]}' staat ook in een pack waarop dit bouwt.",
                "Haal een van de twee weg.",
            )
        found.update(more)


def _order(identifier: str) -> tuple[str, ...]:
    """Sort as the paths of the files do, whichever pack they stand in."""
    *folders, name = identifier.split(".")
    return (*folders, f"{name}.yaml")


def _id_is_path(document: Document, relative: Path) -> None:
    wanted = ".".join(relative.with_suffix("").parts)
    if document.value["id"] != wanted:
        raise PackError(
            document.place("id"),
            f"heet '{document.value['id']}', maar de id is het pad.",
            f"Noem de id '{wanted}' of verplaats het bestand.",
        )


def _left_open(first: Document, second: Document) -> bool:
    """Say whether a parameter was left open and is filled in."""
    return bool(first.value.get("open")) and not second.value.get("open")


def load_cases(pack: Pack) -> Iterator[tuple[str, Document, Any]]:
    """Yield (indicator id, document, case) for every worked case in the folder of the pack itself.

    The cases of what it builds on are worked with the parameters of their own pack.
    """
    for path in sorted((pack.folder / "indicators").glob("**/*.cases.yaml")):
        name = path.relative_to(pack.folder).as_posix()
        document = strict_yaml.load(path, name)
        schema.check(document, "cases")
        parts = path.relative_to(pack.folder / "indicators").parts
        indicator = ".".join((*parts[:-1], parts[-1].removesuffix(".cases.yaml")))
        if indicator not in pack.indicators:
            raise PackError(
                Place(name, 1), f"hoort bij '{indicator}', dat er niet is.", "Hernoem het bestand."
            )
        for case in document.value["cases"]:
            yield indicator, document, case
