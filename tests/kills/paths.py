"""The ways in which something is written, each with what must hold whenever its writer is killed.

`prepare` and `act` and `finish` run in a process of their own; `found` and `check_end` look from
outside, without any query.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from tests.conftest import PACKS, REPOSITORY
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.index_file import forget
from verantwoord.deliveries.log import read_log
from verantwoord.deliveries.status import index_is_right
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.period import Period
from verantwoord.release import receipt
from verantwoord.release.material import Material
from verantwoord.release.publish import Order, ReleaseFile, changed_files, existing, extra_files
from verantwoord.release.publish import publish as publish_with

DAY = dt.date(2025, 2, 1)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Writing:
    """One way to write; `found` says on which side of its switch it was killed."""

    modules: ClassVar[tuple[str, ...]] = (
        "duckdb", "pyarrow.parquet", "sqlglot", "sqlite3", "filelock", "numpy",
        "verantwoord.deliveries.canonical_rows", "verantwoord.engine.compute",
        "verantwoord.engine.people", "verantwoord.disclosure.hiding",
    )  # fmt: skip

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> None:
        """Load once what every process needs."""
        for name in self.modules:
            __import__(name)
        tempfile.gettempdir()  # Python tries the folder once with a file of four bytes of its own

    def prepare(self) -> None: ...
    def ready(self, number: int) -> None: ...
    def act(self, number: int) -> None: ...
    def finish(self) -> None: ...
    def check_end(self) -> None: ...
    def found(self, number: int) -> str:
        raise NotImplementedError


class Delivering(Writing):
    """A first delivery of each month; what nobody asked for, so that there are enough."""

    ending = "csv"

    def prepare(self) -> None:
        Workspace.create(self.folder / "werkmap", PACKS / "mini")
        (self.folder / "bestanden").mkdir()

    def load(self) -> None:
        super().load()
        self.workspace = Workspace.open(self.folder / "werkmap")
        assert self.workspace.pack  # loaded
        self.log: list[Delivery] = []

    def file(self, number: int) -> Path:
        path = self.folder / f"bestanden/{number}.{self.ending}"
        if not path.exists():
            self.write(path, number)
        return path

    def write(self, path: Path, number: int) -> None:
        path.write_text(f"fte\n{number + 1}\n")

    def month(self, number: int) -> Period:
        return Period.month(1950 + number // 12, number % 12 + 1)

    def ready(self, number: int) -> None:
        self.file(number)

    def act(self, number: int) -> None:
        file = self.file(number)  # there already, see `ready`
        deliver(self.workspace, "fte", "dienst-a", self.month(number), file, DAY, unasked=True)

    def found(self, number: int) -> str:
        """The log is as it was, or one whole delivery longer."""
        log = read_log(self.workspace.log_path)
        assert log[: len(self.log)] == self.log, "lost"
        new = log[len(self.log) :]
        assert len(new) <= 1, "doubled"
        for d in new:
            self.check(d, number)
        self.log = log
        return "after" if new else "before"

    def check(self, d: Delivery, number: int) -> None:
        w = self.workspace
        assert d.period == self.month(number) and d.file_sha256 == sha256(self.file(number))
        assert sha256(w.file_path(d)) == d.file_sha256, "half a file"
        assert sha256(w.rows_path(d)) == d.stored_sha256, "half of the rows"
        assert w.cells_of(d) == d.cells or not d.cells

    def finish(self) -> None:
        self.act(1_000)

    def check_end(self) -> None:
        w = self.workspace
        log = read_log(w.log_path)
        assert log[:-1] == self.log
        assert len({d.id for d in log}) == len(log)
        for d in log:  # still there and whole, also what was killed long ago
            assert sha256(w.file_path(d)) == d.file_sha256
            assert sha256(w.rows_path(d)) == d.stored_sha256
        files = {p.name for p in (w.path / "files").iterdir()}
        assert files == {w.file_path(d).name for d in log}, "a file of nobody"
        rows = {p.name for p in (w.path / "rows/fte").iterdir()}
        assert rows == {f"{d.id}{e}" for d in log for e in (".parquet", ".cells")}
        assert not list(w.unfinished.iterdir())
        assert index_is_right(w)


class DeliveringXlsx(Delivering):
    """The same in a workbook, which is read in a process of its own."""

    ending = "xlsx"

    def write(self, path: Path, number: int) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("fte")
            sheet.write_row(0, 0, ["fte"])
            sheet.write_row(1, 0, [number + 1])


class Correcting(Delivering):
    """One month, corrected over and over: each takes the place of the last."""

    def prepare(self) -> None:
        super().prepare()
        w = Workspace.open(self.folder / "werkmap")
        file = self.folder / "bestanden/eerste.csv"
        file.write_text("fte\n0.5\n")
        deliver(w, "fte", "alfa", Period.month(2024, 1), file, DAY)

    def load(self) -> None:
        super().load()
        self.log = read_log(self.workspace.log_path)

    def month(self, number: int) -> Period:
        return Period.month(2024, 1)

    def act(self, number: int) -> None:
        newest = read_log(self.workspace.log_path)[-1]
        deliver(self.workspace, "fte", "alfa", self.month(number), self.file(number), DAY,
                newest.id, "telfout")  # fmt: skip

    def found(self, number: int) -> str:
        side = super().found(number)
        assert len(current(self.log)) == 1, "one counts"
        return side


class Publishing(Writing):
    """A release, made or replaced: a reader finds the old one or the new one, whole."""

    replaces = True

    def prepare(self) -> None:
        w = Workspace.create(self.folder / "werkmap", PACKS / "mini")
        file = self.folder / "a.csv"
        file.write_text("fte\n3\n")
        deliver(w, "fte", "alfa", Period.month(2024, 1), file, DAY)
        (self.folder / "site").mkdir()
        self.publish(w, "oud")

    def load(self) -> None:
        super().load()
        self.workspace = Workspace.open(self.folder / "werkmap")
        assert self.workspace.pack
        self.address = "oud"

    @property
    def out(self) -> Path:
        return self.folder / "site/uit"

    def publish(self, workspace: Workspace, address: str) -> None:
        order = Order("klein-2024", base_url=f"https://example.org/{address}")
        publish_with(workspace, order, self.out, _draw, replace=True)

    def act(self, number: int) -> None:
        self.publish(self.workspace, str(number))

    def found(self, number: int) -> str:
        document = existing(self.out)
        if document is None:
            assert not self.replaces, "gone"
            return "before"
        assert changed_files(self.out, document) == []
        assert extra_files(self.out, document) == []
        address = str(document["base_url"]).rpartition("/")[2]
        assert address in (self.address, str(number))
        side = "after" if address == str(number) else "before"
        self.address = address
        if not self.replaces:
            shutil.rmtree(self.out)
        return side

    def finish(self) -> None:
        self.act(5_000)

    def check_end(self) -> None:
        assert [p.name for p in (self.folder / "site").iterdir()] == ["uit"]
        assert self.found(5_000) == "after"
        check_components(self.workspace)


class PublishingFirst(Publishing):
    """The same where nothing stood."""

    replaces = False


def _draw(material: Material, copied: Mapping[str, str], key: str) -> Iterator[ReleaseFile]:
    """Make a release with as few pages as its receipt allows: what is killed is the writing."""
    hashes = dict(copied)
    for number in range(12):
        content = f"{material.base_url} {number}".encode() * 50
        hashes[f"pagina/{number}.html"] = hashlib.sha256(content).hexdigest()
        yield ReleaseFile(f"pagina/{number}.html", content)
    yield ReleaseFile("receipt.json", receipt.as_bytes(receipt.make(material, hashes, {}, key)))


def check_components(workspace: Workspace) -> None:
    """In the cache are segments, and nothing that was being made."""
    odd = [
        p.name
        for p in workspace.components_folder.rglob("*")
        if p.is_file() and p.suffix != ".arrow" and p.name != ".lock"
    ]
    assert not odd


class Caching(Writing):
    """The components that the engine keeps: every reader computes the same with what is there."""

    def prepare(self) -> None:
        w = Workspace.create(self.folder / "werkmap", PACKS / "mini")
        for month in range(1, 13):
            file = self.folder / f"{month}.csv"
            file.write_text(f"fte\n{month}\n")
            deliver(w, "fte", "alfa", Period.month(2024, month), file, DAY)

    def load(self) -> None:
        super().load()
        self.workspace = Workspace.open(self.folder / "werkmap")
        assert self.workspace.pack
        self.known = self.workspace.deliveries()
        self.before: set[Path] = set()

    def act(self, number: int) -> None:
        """Keep one delivery more each time; every tenth segment they are put together."""
        self.values(self.known[: number % 12 + 1])

    def values(self, deliveries: list[Delivery]) -> dict[str, str]:
        from verantwoord.engine.compute import compute

        w = self.workspace
        with_cache = compute(
            w.pack, deliveries, w.rows_path, w.components_folder, indicators=["energie.per-fte"]
        )
        return {f.id: str(f.value) for f in with_cache.figures.values()}

    def found(self, number: int) -> str:
        now = set(self.workspace.components_folder.glob("*/*/*.arrow"))
        side = "after" if now != self.before else "before"
        self.before = now
        if number % 12 == 11:  # begin anew; what was half stays, for the next to remove
            for path in now:
                path.unlink()
            self.before = set()
        return side

    def finish(self) -> None:
        from verantwoord.engine.compute import compute

        w = self.workspace
        plain = compute(w.pack, self.known, w.rows_path, indicators=["energie.per-fte"])
        assert self.values(self.known) == {f.id: str(f.value) for f in plain.figures.values()}

    def check_end(self) -> None:
        check_components(self.workspace)


class Indexing(Writing):
    """The index of the log, made anew from its first line."""

    def prepare(self) -> None:
        w = Workspace.create(self.folder / "werkmap", PACKS / "mini")
        for month in range(1, 13):
            file = self.folder / f"{month}.csv"
            file.write_text(f"fte\n{month}\n")
            deliver(w, "fte", "alfa", Period.month(2024, month), file, DAY)

    def load(self) -> None:
        super().load()
        self.workspace = Workspace.open(self.folder / "werkmap")
        self.log = self.workspace.log_path.read_bytes()

    def act(self, number: int) -> None:
        if number % 3 == 0:
            self.workspace.index_path.unlink(missing_ok=True)  # and not what lies beside it
        elif number % 3 == 1:
            forget(self.workspace.index_path)
            self.workspace.index_path.write_bytes(b"no database" * number)
        with self.workspace.index() as index:
            assert len(index.deliveries("1")) == 12

    def found(self, number: int) -> str:
        assert self.workspace.log_path.read_bytes() == self.log
        side = "after" if self.workspace.index_path.exists() else "before"
        if number % 5 == 0:
            assert index_is_right(self.workspace)  # whatever the killed one left
        return side

    def check_end(self) -> None:
        assert index_is_right(self.workspace)
        assert not self.workspace.index_path.with_name("index.sqlite-journal").exists()


class Importing(Writing):
    """A file of the register from open data: there whole, or not there."""

    modules = ("verantwoord.cli.register.files", "verantwoord.sources.tweedekamer.importing",
               "verantwoord.register.loading", "verantwoord.model.writing")  # fmt: skip

    def prepare(self) -> None:
        (self.folder / "lijsten").mkdir()
        self.act(-1)
        (self.folder / "lijsten/-1.yaml").rename(self.folder / "goed.yaml")

    def load(self) -> None:
        super().load()
        self.good = (self.folder / "goed.yaml").read_bytes()

    def act(self, number: int) -> None:
        from click.testing import CliRunner

        from verantwoord.cli.register.files import import_files

        data = REPOSITORY / "tests/unit/sources/data"
        out = self.folder / f"lijsten/{number}.yaml"
        files = [str(data / name) for name in ("zaak.json", "toezegging.json")]
        done = CliRunner().invoke(import_files, ["--theme", "proef", "--out", str(out), *files])
        assert done.exit_code in (0, 1), done.output

    def found(self, number: int) -> str:
        path = self.folder / f"lijsten/{number}.yaml"
        assert not path.exists() or path.read_bytes() == self.good
        return "after" if path.exists() else "before"

    def finish(self) -> None:
        self.act(5_000)

    def check_end(self) -> None:
        odd = [p.name for p in (self.folder / "lijsten").iterdir() if p.suffix != ".yaml"]
        assert not odd


class Beginning(Writing):
    """A new pack with rows to practise with and schemas: all of it, or it can be asked again."""

    modules = ("verantwoord.cli.pack.making", "verantwoord.cli.pack.new")

    def act(self, number: int) -> None:
        from verantwoord.cli.pack.making import make_pack

        make_pack(f"pack-{max(number, 0)}", (), self.folder / "werk")

    def found(self, number: int) -> str:
        """What was killed before its end is asked again at once, by the same name."""
        work, name = self.folder / "werk", f"pack-{max(number, 0)}"
        side = "after" if (work / "packs" / name).exists() else "before"
        if side == "before":
            self.act(number)
        else:
            assert (work / "packs" / name / "pack.yaml").is_file()
        assert sorted(p.name for p in (work / "oefenen" / name).iterdir()) == self.rows(work)
        assert len(list((work / "schemas/pack/v1").glob("*.json"))) > 5
        return side

    def finish(self) -> None:
        self.act(5_000)

    def rows(self, work: Path) -> list[str]:
        return sorted(p.name for p in (work / "oefenen/pack-0").iterdir())

    def check_end(self) -> None:
        work = self.folder / "werk"
        for place in (work / "packs", work / "oefenen", work / "schemas/pack"):
            assert not [p.name for p in place.iterdir() if p.name.startswith(".")]


PATHS: dict[str, Callable[[Path], Any]] = {
    "deliver csv": Delivering,
    "deliver xlsx": DeliveringXlsx,
    "correct": Correcting,
    "publish": PublishingFirst,
    "publish --replace": Publishing,
    "cache": Caching,
    "index": Indexing,
    "register import": Importing,
    "pack new": Beginning,
}
