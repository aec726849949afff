"""Of which packs a pack is made: those it builds on first, itself last.

A pack names the packs it builds on by id. They are looked for beside it, and else among the packs
that come with the program. Every pack counts once, by whatever way it is reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError, Place
from verantwoord.model.pack import BuildsOn, PackInfo, Part
from verantwoord.model.reading import read
from verantwoord.model.strict_yaml import Document
from verantwoord.model.text import Text

_HERE = Path(__file__).resolve()
DEEPEST = 20  # packs on packs; a release of a stranger may not exhaust the program
_WITH_THE_PROGRAM = (_HERE.parents[1] / "packs", _HERE.parents[3] / "packs")


def folder_with_the_program() -> Path:
    """Return where the packs stand that come with the program: in the package or repository."""
    return next((f for f in _WITH_THE_PROGRAM if f.is_dir()), _WITH_THE_PROGRAM[0])


def find_pack(name: str, *folders: Path) -> Path | None:
    """Return the folder of a pack by id: in one of `folders`, or with the program."""
    places = (folder / name for folder in (*folders, folder_with_the_program()))
    return next((place for place in places if is_pack(place)), None)


def is_pack(folder: Path) -> bool:
    """Say whether a pack stands in a folder."""
    return (folder / "pack.yaml").is_file()


def parts_of(folder: Path) -> tuple[Part, ...]:
    """Return the packs that a pack is made of, itself last; reads nothing but each pack.yaml.

    Shape:    a folder -> parts, each pack once, in the order in which they are named.
    Missing:  a pack that is nowhere is an error that says where was looked.
    Errors:   PackError for that, for a pack that builds on itself, and for another version.
    Source:   adr/2026-11-26-packs-build-on-packs.md.
    """
    found: dict[str, Part] = {}
    _collect(Path(folder), Path(folder).resolve().parent, (), found)
    return tuple(found.values())


def parts_beneath(folder: Path) -> Iterator[Part]:
    """Yield the parts of what a pack says it builds on, though the rest of pack.yaml is wrong.

    Errors:   PackError if it does not say so in a form that can be followed.
    """
    document = _pack_yaml(folder, "")
    said = document.value.get("builds-on", []) if isinstance(document.value, dict) else None
    if not isinstance(said, list):
        said = [None]
    for one in said:
        name = one.get("pack") if isinstance(one, dict) else one
        if not isinstance(name, str) or Path(name).name != name:
            raise PackError(document.place("builds-on"), Text("is onleesbaar.", "is unreadable."))
        yield from parts_of(_located(name, folder.resolve().parent, document.place("builds-on")))


def _collect(folder: Path, beside: Path, above: tuple[str, ...], found: dict[str, Part]) -> None:
    document = _pack_yaml(folder, f"{folder.name}/" if above else "")
    info = read(document, PackInfo)
    if above and info.id != folder.name:
        raise PackError(
            document.place("id"),
            Text(
                f"heet '{info.id}', maar de map heet '{folder.name}'.",
                f"is called '{info.id}', but its folder '{folder.name}'.",
            ),
            Text("Geef de map de id van het pack.", "Give the folder the id of the pack."),
        )
    line = (*above, info.id)
    if len(line) > DEEPEST:
        raise PackError(
            document.place("builds-on"),
            Text(
                f"bouwt op meer dan {DEEPEST} packs boven elkaar.",
                f"builds on more than {DEEPEST} packs above each other.",
            ),
            Text("Voeg packs samen.", "Join packs."),
        )
    for i, base in enumerate(info.builds_on):
        place = document.place("builds-on", i)
        if base.pack in line:
            way = " -> ".join((*line[line.index(base.pack) :], base.pack))
            raise PackError(
                place,
                Text(f"bouwt op zichzelf: {way}.", f"builds on itself: {way}."),
                Text("Verbreek de kring.", "Break the circle."),
            )
        if base.pack not in found:
            _collect(_located(base.pack, beside, place), beside, line, found)
        _check_version(base, found[base.pack].info.version, place)
    found[info.id] = Part(info, folder, document)


def check_own(folder: Path, path: Path, shown: str) -> None:
    """Refuse a file that is a link to somewhere outside the pack."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PackError(
            Place(shown, 1),
            Text(
                "is een link naar een bestand buiten het pack.",
                "is a link to a file outside the pack.",
            ),
            Text("Zet het bestand zelf in het pack.", "Put the file itself in the pack."),
        )


def _pack_yaml(folder: Path, prefix: str) -> Document:
    if not is_pack(folder):
        raise PackError(
            Place(str(folder), 1),
            Text("is geen pack: pack.yaml ontbreekt.", "is no pack: pack.yaml is missing."),
            Text("Noem de map van een pack.", "Name the folder of a pack."),
        )
    check_own(folder, folder / "pack.yaml", f"{prefix}pack.yaml")
    return strict_yaml.load(folder / "pack.yaml", f"{prefix}pack.yaml")


def _located(name: str, beside: Path, place: Place) -> Path:
    found = find_pack(name, beside)
    if found is None:
        raise PackError(
            place,
            Text(
                f"bouwt op pack '{name}', dat niet is gevonden in {beside / name} "
                f"en niet in {folder_with_the_program() / name}.",
                f"builds on pack '{name}', which was not found in {beside / name} "
                f"and not in {folder_with_the_program() / name}.",
            ),
            Text(
                "Zet het pack op een van die plaatsen of verbeter de naam.",
                "Put the pack in one of those places or mend the name.",
            ),
        )
    return found


def _check_version(base: BuildsOn, version: str, place: Place) -> None:
    if base.version is None:
        return
    asked, there = ([int(n) for n in v.split(".")] for v in (base.version, version))
    if there[0] != asked[0] or there < asked:
        raise PackError(
            place,
            Text(
                f"vraagt versie {base.version} van '{base.pack}', maar er is {version}.",
                f"asks version {base.version} of '{base.pack}', but there is {version}.",
            ),
            Text(
                f"Gebruik versie {base.version} of later, maar niet {asked[0] + 1}, "
                "of pas de gevraagde versie aan.",
                f"Use version {base.version} or later, but not {asked[0] + 1}, "
                "or change the version that is asked.",
            ),
        )


def files_of(folder: Path) -> Iterator[Path]:
    """Yield all files of one pack in a fixed order, without hidden files."""
    for path in sorted(Path(folder).rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def parts_sha256(parts: Iterable[Part]) -> str:
    """Return one hash over the names and contents of all files of all parts."""
    total = hashlib.sha256()
    for part in parts:
        for path in files_of(part.folder):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            name = f"{part.info.id}/{path.relative_to(part.folder).as_posix()}"
            total.update(f"{content}  {name}\n".encode())
    return total.hexdigest()


def pack_sha256(folder: Path) -> str:
    """Return the hash of a pack and all it builds on, without loading their definitions."""
    return parts_sha256(parts_of(folder))
