"""A workspace: what was received, on disk. Killed at any moment it is either before or after.

workspace.json          which pack it works with
leveringen.jsonl        the log; a delivery exists when its line does (see `log`)
index.sqlite            finds its way in the log; may be thrown away
files/<sha256><ext>     every accepted file as it was sent, and the mapping it was read with
mapping/<organisation>/<dataset>.yaml   how an export becomes a dataset (see `mapping`)
rows/<dataset>/<id>.parquet   its accepted rows
rows/<dataset>/<id>.cells     the cells that they cover (see `ledger`)
components/             what the engine keeps; may be thrown away
unfinished/             what is being made, and notes of what is being placed (see `placing`)
"""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.index_file import opened
from verantwoord.deliveries.ledger import read_cells
from verantwoord.deliveries.log import read_log
from verantwoord.model.delivery import Cell, Delivery, in_order
from verantwoord.model.pack import Pack
from verantwoord.model.parts import folder_with_the_program
from verantwoord.scratch import write_whole

_SETTINGS = "workspace.json"


class Workspace:
    """One folder with deliveries and the pack they belong to."""

    def __init__(self, path: Path, pack_folder: Path) -> None:
        self.path = path
        self.pack_folder = pack_folder

    @classmethod
    def create(cls, path: Path, pack_folder: Path) -> Workspace:
        """Make a workspace for a pack; an existing one is refused.

        Shape:    folder and pack folder -> Workspace.
        Unit:     none.
        Missing:  none.
        Rounding: none.
        Errors:   NotDelivered for a folder that is a workspace, or a pack without organisations.
        Source:   DESIGN 2.
        """
        from verantwoord.model.loading import load_pack

        path = Path(path)
        if (path / _SETTINGS).exists():
            raise NotDelivered(
                f"{path} is al een werkmap. Laat --pack weg.",
                f"{path} is a workspace already. Leave --pack out.",
            )
        pack = load_pack(pack_folder)
        if not pack.complete:
            raise NotDelivered(
                f"pack '{pack.info.id}' heeft geen organisaties. Noem een pack dat erop bouwt.",
                f"pack '{pack.info.id}' has no organisations. Name a pack that builds on it.",
            )
        path.mkdir(parents=True, exist_ok=True)
        settings = {"version": 2, **_named(Path(pack_folder).resolve(), path.resolve())}
        text = json.dumps(settings, indent=2) + "\n"
        write_whole(path / _SETTINGS, text.encode())
        made = cls.open(path)
        made.pack = pack  # loaded already
        return made

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open a workspace.

        Shape:    folder -> Workspace.
        Unit:     none.
        Missing:  none.
        Rounding: none.
        Errors:   NotDelivered when the folder is not a workspace.
        Source:   DESIGN 2.
        """
        path = Path(path)
        try:
            settings = json.loads((path / _SETTINGS).read_text("utf-8"))
            if "versie" in settings:
                raise NotDelivered(
                    f"{path} is gemaakt met een eerdere versie, die nog geen cellen kende. Begin "
                    "een nieuwe werkmap en lever de bestanden uit files/ opnieuw aan.",
                    f"{path} was made by an earlier version, which knew no cells yet. Begin a new "
                    "workspace and deliver the files of files/ again.",
                )
            if "pack_id" in settings:
                pack = folder_with_the_program() / settings["pack_id"]
            else:
                pack = Path(os.path.normpath(path.resolve() / settings["pack"]))
        except FileNotFoundError as error:
            raise NotDelivered(
                f"{path} is geen werkmap: {_SETTINGS} ontbreekt. "
                "Noem bij de eerste levering het pack met --pack.",
                f"{path} is no workspace: {_SETTINGS} is missing. "
                "Name the pack with --pack at the first delivery.",
            ) from error
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise NotDelivered(
                f"{path / _SETTINGS} is niet te lezen. Zet hem terug.",
                f"{path / _SETTINGS} cannot be read. Put it back.",
            ) from error
        return cls(path, pack)

    @cached_property
    def pack(self) -> Pack:
        """The pack, loaded and checked at first use."""
        from verantwoord.model.loading import load_pack

        return load_pack(self.pack_folder)

    @property
    def log_path(self) -> Path:
        """Where the log stands."""
        return self.path / "leveringen.jsonl"

    @property
    def index_path(self) -> Path:
        """Where the index of the log stands; may be thrown away at any time."""
        return self.path / "index.sqlite"

    @property
    def unfinished(self) -> Path:
        """Where files are written until they are whole."""
        return self.path / "unfinished"

    @property
    def components_folder(self) -> Path:
        """Where the engine keeps components; may be thrown away at any time."""
        return self.path / "components"

    def deliveries(self) -> list[Delivery]:
        """Return every accepted delivery, in the one order of `in_order`: what rests on them does
        not depend on which came first.

        Shape:    workspace -> deliveries, replaced ones included.
        Unit:     none.
        Missing:  none.
        Rounding: none.
        Errors:   LogError when the log was changed.
        Source:   DESIGN 4: a correction never overwrites; adr/2026-11-26-facts-have-one-order.md
        """
        return in_order(self.accepted())

    def accepted(self) -> list[Delivery]:
        """Return every accepted delivery in the order of the log; see `deliveries`."""
        return [replace(d, cells=self.cells_of(d)) for d in read_log(self.log_path)]

    def cells_of(self, delivery: Delivery) -> tuple[Cell, ...]:
        """Return the cells that a delivery covers, as they were written down."""
        return read_cells(self.cells_path(delivery), delivery.cells_sha256)

    def index(self) -> AbstractContextManager[Index]:
        """Open the index of the log, as far as the log goes now; see `index`."""
        return opened(self.index_path, self.log_path, self.cells_of)

    def rows_path(self, delivery: Delivery) -> Path:
        """Return where the accepted rows stand, as Parquet."""
        return self.path / "rows" / delivery.dataset / f"{delivery.id}.parquet"

    def cells_path(self, delivery: Delivery) -> Path:
        """Return where the cells stand that it covers."""
        return self.rows_path(delivery).with_suffix(".cells")

    def file_path(self, delivery: Delivery) -> Path:
        """Return where the file stands as it was sent."""
        return self.stored_file(delivery.file_sha256, delivery.file_name)

    @property
    def mapping_folder(self) -> Path:
        """Where the mappings stand that new deliveries are read with."""
        return self.path / "mapping"

    def mapping_path(self, sha256: str) -> Path:
        """Return where the mapping stands that a delivery was read with."""
        return self.stored_file(sha256, "mapping.yaml")

    def stored_file(self, sha256: str, file_name: str) -> Path:
        """Return where a file with this hash belongs."""
        return self.path / "files" / f"{sha256}{Path(file_name).suffix.lower()}"


def _named(pack: Path, workspace: Path) -> dict[str, str]:
    """Say where a pack is, so that the workspace may move: by its id when it is the program's."""
    if pack.parent == folder_with_the_program().resolve():
        return {"pack_id": pack.name}
    return {"pack": os.path.relpath(pack, workspace)}
