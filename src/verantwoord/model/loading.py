"""Reads a pack folder into a checked `Pack`: strict, with file and line for every fault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from verantwoord.model import building, schema, strict_yaml
from verantwoord.model.cross_checks import check_pack
from verantwoord.model.dataset import Dataset
from verantwoord.model.errors import PackError, Place
from verantwoord.model.pack import Pack
from verantwoord.model.strict_yaml import Document

T = TypeVar("T")


def load_pack(folder: Path) -> Pack:
    """Load and check a pack.

    Shape:    a folder -> Pack.
    Unit:     every formula, component and goal is checked for units here.
    Missing:  a file that must be there is an error; `parameters`, `requests` and the like may be
              empty.
    Rounding: none.
    Errors:   PackError with file, line, what is wrong and how to mend it; the first one found.
    Source:   DESIGN 3, EXAMPLES 4.
    """
    folder = Path(folder)
    if not (folder / "pack.yaml").is_file():
        raise PackError(
            Place(str(folder), 1), "is geen pack: pack.yaml ontbreekt.", "Noem de map van een pack."
        )
    places: dict[str, Place] = {}
    read = _Reader(folder, places)
    pack = Pack(
        folder=folder,
        info=building.pack_info(read.one("pack.yaml", "pack")),
        organisations=building.organisations(read.one("organisations.yaml", "organisations")),
        datasets=_with_views(folder, places, read.all("datasets", "dataset", building.dataset)),
        parameters=read.all("parameters", "parameter", building.parameter),
        indicators=read.all("indicators", "indicator", building.indicator),
        goals=read.all("goals", "goal", building.goal),
        requests=read.all("requests", "request", building.request),
        themes=building.themes(read.one("themes.yaml", "themes")),
        places=places,
        sha256=folder_sha256(folder),
    )
    check_pack(pack)
    return pack


class _Reader:
    """Reads the YAML files of one folder and remembers where everything stands."""

    def __init__(self, folder: Path, places: dict[str, Place]) -> None:
        self.folder = folder
        self.places = places

    def one(self, name: str, kind: str) -> Document:
        path = self.folder / name
        if not path.is_file():
            raise PackError(Place(name, 1), "ontbreekt.", f"Maak {name}.")
        document = strict_yaml.load(path, name)
        schema.check(document, kind)
        return document

    def all(self, subfolder: str, kind: str, build: Callable[[Document], T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for path in sorted((self.folder / subfolder).glob("**/*.yaml")):
            if path.name.endswith(".cases.yaml"):
                continue
            name = path.relative_to(self.folder).as_posix()
            document = self.one(name, kind)
            self._id_is_path(document, subfolder, path)
            identifier = document.value["id"]
            self.places[f"{kind}:{identifier}"] = document.place("id")
            found[identifier] = build(document)
        return found

    def _id_is_path(self, document: Document, subfolder: str, path: Path) -> None:
        relative = path.relative_to(self.folder / subfolder).with_suffix("")
        wanted = ".".join(relative.parts)
        if document.value["id"] != wanted:
            raise PackError(
                document.place("id"),
                f"heet '{document.value['id']}', maar de id is het pad.",
                f"Noem de id '{wanted}' of verplaats het bestand.",
            )


def _with_views(
    folder: Path, places: dict[str, Place], datasets: dict[str, Dataset]
) -> dict[str, Dataset]:
    """Put the SQL text of each view in its dataset."""
    for identifier, dataset in datasets.items():
        if dataset.view_sql is None:
            continue
        path = folder / dataset.view_sql
        if not path.is_file():
            raise PackError(
                places[f"dataset:{identifier}"],
                f"noemt view {dataset.view_sql}, die er niet is.",
                "Maak het bestand of verbeter de naam.",
            )
        places[f"view:{identifier}"] = Place(dataset.view_sql, 1)
        datasets[identifier] = replace(dataset, view_sql=path.read_text("utf-8").strip())
    return datasets


def files_of(folder: Path) -> Iterator[Path]:
    """Yield all files of a pack in a fixed order, without hidden files."""
    for path in sorted(Path(folder).rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def folder_sha256(folder: Path) -> str:
    """Return one hash over the names and contents of all files of a pack."""
    total = hashlib.sha256()
    for path in files_of(folder):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{content}  {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()


def load_cases(pack: Pack) -> Iterator[tuple[str, Document, Any]]:
    """Yield (indicator id, document, case) for every worked case beside an indicator."""
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
