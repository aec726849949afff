"""Good files of every form, damaged at random; and what may never come of reading one.

`python -m tests.hostile.mutated 10000` tries so many, and prints the outcomes and what they cost.
`python -m tests.hostile.mutated 10000 2500 5000` tries those from 2,500 up to 5,000 only.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.running import Ran, Runner, runner
from tests.unit.deliveries.sheets import Cell, Page, write
from tests.unit.documents.makers import docx, odt, pdf

SEED = 20_261_126
_LINES = [
    "Zie Kamerstukken II 2022/23, 34352, nr. 258 en Stb. 2020, 12.",
    "De uitstoot daalde in 2023 met 12 procent ten opzichte van 2019.",
    "Het doel is 5% minder in 2030.",
]
_HEADER = ["periode", "peildatum", "onderdeel", "fte"]
_DAYS = (31, 29, 31, 30, 31, 30)
_ROWS = [[f"2024-{m:02}", f"2024-{m:02}-{d}", "staf", m + 0.5] for m, d in enumerate(_DAYS, 1)]
_XML = "".join(f"<al>{line}</al>" for line in _LINES)
_LIST = (
    "Soort;Omschrijving;Vindplaats;Stand van zaken;Groep\n"
    "motie;De motie over het dak;Kamerstuk 34352-258;Afgedaan.;Afgehandeld\n"
)
_ZAAK = {
    "value": [
        {"Id": f"{n:08}-0000-0000-0000-000000000000", "Soort": "Motie", "Nummer": f"2024Z{n:05}",
         "Onderwerp": "Motie over het dak", "GestartOp": "2024-01-02T00:00:00+01:00",
         "Besluit": [{"Id": f"b{n}", "BesluitSoort": "Stemmen - aangenomen", "BesluitTekst": "x"}]}
        for n in range(3)
    ],
    "@odata.context": "https://x/OData/v4/2.0/$metadata#Zaak",
}  # fmt: skip


def _sheet(name: str) -> bytes:
    rows = [*_HEADER], *([p, Cell(d, "d") if name == "x.ods" else d, o, v] for p, d, o, v in _ROWS)
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / name, Page(rows, name="fte")).read_bytes()


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([_HEADER, *_ROWS])
    return out.getvalue().encode()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({n: [str(r[i]) for r in _ROWS] for i, n in enumerate(_HEADER)}), out)
    return out.getvalue()


@dataclass(frozen=True)
class Kind:
    """A form of file: a good one, the command that reads it, and how often it is tried."""

    name: str
    good: Callable[[], bytes]
    command: Sequence[str]
    share: int  # of a hundred


_CHECK = ("check", "--pack", "oefenrijk", "--dataset", "fte", "--organisation", "alfa", "--period",
          "2024", "--format", "json")  # fmt: skip
_READ = ("read", "--no-cache", "--format", "json")
_IMPORT = ("register", "import", "--theme", "dak", "--until", "2024-12-31")
KINDS = (
    Kind("x.docx", lambda: docx("".join(f"<w:p><w:r><w:t>{x}</w:t></w:r></w:p>" for x in _LINES)),
         _READ, 14),
    Kind("x.odt", lambda: odt("".join(f"<text:p>{x}</text:p>" for x in _LINES)), _READ, 12),
    Kind("x.pdf", lambda: pdf([_LINES, _LINES]), _READ, 12),
    Kind("x.html", lambda: f"<html><body>{_XML}</body></html>".encode(), _READ, 9),
    Kind("x.xml", lambda: f"<kamerstuk>{_XML}</kamerstuk>".encode(), _READ, 9),
    Kind("x.txt", lambda: "\n".join(_LINES).encode(), _READ, 8),
    Kind("x.csv", _csv, _CHECK, 8),
    Kind("x.jsonl", lambda: "\n".join(
        json.dumps(dict(zip(_HEADER, r, strict=True))) for r in _ROWS).encode(), _CHECK, 6),
    Kind("x.parquet", _parquet, _CHECK, 4),
    Kind("x.xlsx", lambda: _sheet("x.xlsx"), _CHECK, 3),
    Kind("x.ods", lambda: _sheet("x.ods"), _CHECK, 3),
    Kind("x.json", lambda: json.dumps(_ZAAK).encode(), _IMPORT, 6),
    Kind("lijst.csv", lambda: _LIST.encode(), _IMPORT, 6),
)  # fmt: skip
_CHUNKS = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u0301é".encode()),
    *(b"<", b">", b"&#0;", b"&x;", b"<!--", b"]]>", b'"', b"'", b"\r", b"\n\n", b";;;", b","),
    *(b"=1+1", b"1e999", b"-", b"9" * 400, b"NaN", b"{", b"[" * 500, b"a" * 40_000),
    *(b"PK\x03\x04", b"endstream", b"/Kids [2 0 R]"),
)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Flip bits, cut, swap, double or put something in between."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed) + 1)
        to = min(len(changed), at + chance.choice((1, 4, 30, 500)))
        kind = chance.randrange(6)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[at:at] = chance.choice(_CHUNKS)
        elif kind == 2:
            del changed[at:to]
        elif kind == 3:
            changed[at:at] = changed[at:to] * chance.choice((1, 3, 40))
        elif kind == 4:
            piece = changed[at:to]
            del changed[at:to]
            other = chance.randrange(len(changed) + 1)
            changed[other:other] = piece
        elif chance.randrange(4) == 0:
            del changed[at:]
    return bytes(changed)


_TAG = re.compile(rb"<[^<>]*>")


def _markup(data: bytes, chance: random.Random) -> bytes:
    """Take away, double, swap or nest elements."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return _bytes(data, chance)
    one, two = (chance.choice(tags) for _ in range(2))
    kind = chance.randrange(4)
    if kind == 0:
        return data[: one.start()] + data[one.end() :]
    if kind == 1:
        return data[: one.end()] + one.group() * chance.choice((1, 50, 1_000)) + data[one.end() :]
    if kind == 2:
        return data[: one.start()] + two.group() + data[one.end() :]
    return data[: one.end()] + data[min(one.start(), two.start()) : two.end()] + data[one.end() :]


def _members(data: bytes, chance: random.Random) -> bytes:
    """Damage, drop, double or rename members of a zip, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = [(i.filename, container.read(i)) for i in container.infolist()]
    at = chance.randrange(len(members))
    name, content = members[at]
    kind = chance.randrange(6)
    if kind < 3:
        members[at] = (name, (_markup if chance.randrange(2) else _bytes)(content, chance))
    elif kind == 3:
        del members[at]
    elif kind == 4:
        members[at] = (chance.choice(("../x", "/x", "a" * 300, name.upper(), "x")), content)
    else:
        other = chance.randrange(len(members))
        members[at] = (name, members[other][1])
    return _packed(members, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _packed(members: Sequence[tuple[str, bytes]], how: int) -> bytes:
    """Return a zip that says the same time of its members whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in members:
            container.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def _good(kind: Kind) -> bytes:
    data = kind.good()
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = [(i.filename, container.read(i)) for i in container.infolist()]
    return _packed(members, zipfile.ZIP_DEFLATED)


def mutated(kind: Kind, good: bytes, chance: random.Random) -> bytes:
    """Return a damaged file; the same chance gives the same file."""
    if good.startswith(b"PK") and chance.randrange(10) < 7:
        return _members(good, chance)
    if kind.name.endswith(("ml",)) and chance.randrange(2):
        return _markup(good, chance)
    return _bytes(good, chance)


def cases(number: int, seed: int = SEED) -> Iterator[tuple[Kind, bytes]]:
    """Yield files of every form by their share, mixed."""
    chance = random.Random(seed)
    good = {kind.name: _good(kind) for kind in KINDS}
    for kind in chance.choices(KINDS, [k.share for k in KINDS], k=number):
        yield kind, mutated(kind, good[kind.name], chance)


def fault(kind: Kind, data: bytes, ran: Ran) -> str | None:
    """Return what may never come of reading a file; None when all is well."""
    wrong = ran.fault((0, 1, 3))
    if wrong is None and ran.exit == 0 and kind.command is _CHECK:
        return _partly(kind, data, json.loads(ran.said))
    return wrong


def _partly(kind: Kind, data: bytes, report: Mapping[str, int]) -> str | None:
    """Count the rows in another way than the reader; a good answer is about all of them."""
    if kind.name == "x.csv":
        lines = data.decode("utf-8-sig", "replace").splitlines()
        rows = list(csv.reader(lines, delimiter=";")) if ";" in lines[0] else []
        number = sum(1 for row in rows[1:] if any(cell.strip() for cell in row))
    elif kind.name == "x.jsonl":
        number = sum(1 for line in data.decode("utf-8", "replace").split("\n") if line.strip())
    else:
        return None
    return None if report["rows"] == number else f"{report['rows']} of {number} rows"


def try_one(running: Runner, folder: Path, kind: Kind, data: bytes) -> tuple[Ran, str | None]:
    """Read one file, and leave nothing behind."""
    path = folder / kind.name
    path.write_bytes(data)
    command = kind.command
    if kind.name == "x.json":
        command = command[:4]
    ran = running.run(*command, path)
    return ran, fault(kind, data, ran)


def main(number: int, first: int = 0, stop: int | None = None) -> int:
    """Try so many and print what came of it; the faults stay in a folder."""
    ends: Counter[str] = Counter()
    seconds = [0.0]
    most = faults = 0
    kept = Path(tempfile.mkdtemp(prefix="mutated-"))
    with runner() as running, tempfile.TemporaryDirectory() as folder:
        for at, (kind, data) in enumerate(cases(number)):
            if not first <= at < (number if stop is None else stop):
                continue
            ran, wrong = try_one(running, Path(folder), kind, data)
            ends[f"{kind.name} {ran.exit}"] += 1
            seconds.append(ran.seconds)
            most = max(most, ran.megabytes)
            if wrong is not None:
                faults += 1
                (kept / f"{at}-{kind.name}").write_bytes(data)
                print(at, kind.name, wrong, flush=True)
            if at % 250 == 249:
                _report(at + 1, faults, seconds, most)
    _report(len(seconds) - 1, faults, seconds, most)
    print(dict(sorted(ends.items())), kept)
    return 1 if faults else 0


def _report(done: int, faults: int, seconds: Sequence[float], most: int) -> None:
    cost = f"{sum(seconds):.0f} s, at most {max(seconds):.1f} s and {most} MB"
    print(f"{done}: {faults} faults, {cost}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
