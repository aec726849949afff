"""A process of its own that reads one spreadsheet: `python worker.py ORDER.json`.

Reading a spreadsheet takes memory that depends on what the file claims, and a damaged file can
bring the reader down. Here that costs nothing but a finding: memory and time have a limit, and
the caller only sees an Arrow file or a reason. Imports nothing heavy, so it starts quickly.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

if __name__ == "__main__":  # run as a file, so that nothing of the caller's path is trusted
    sys.path[0:0] = [str(Path(__file__).parents[3])]

from verantwoord.deliveries.bounded import bound, end_with
from verantwoord.deliveries.names import LOOKED_AT, header_row, hits, normal
from verantwoord.deliveries.sheets import ods, xlsx
from verantwoord.deliveries.sheets.kinds import TEXT

# in a column of texts: what a date or a long number looks like that was not typed as a text
_NUMBERED = re.compile(r"_[0-9]+\Z")
_NO_TEXT = r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]{8})?|-?[0-9]{16,}|true|false)$"


def main() -> None:
    """Read the order, obey it, and write `blad.json` (and `blad.arrow`) in its folder."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # Arrow does without, and starts sooner
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    folder = Path(sys.argv[1]).parent
    end_with(order["parent"])
    bound(order["memory"], order["seconds"])
    try:
        answer = _read(order, folder)
    except MemoryError:
        answer = {"error": "memory"}
    except zipfile.BadZipFile as error:
        answer = {"error": "damaged", "reason": str(error)}
    except BaseException as error:  # a panic of the reader is not an Exception
        answer = {"error": "damaged", "reason": f"{type(error).__name__}: {error}"}
    (folder / "blad.json").write_text(json.dumps(answer), "utf-8")


def _read(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    file = order["file"]
    form: ModuleType = xlsx if order["form"] == "xlsx" else ods
    with zipfile.ZipFile(file) as container:
        sheets = form.sheets(container)
    answer: dict[str, Any] = {"sheets": [{k: s[k] for k in ("name", "hidden")} for s in sheets]}
    if order.get("choose") == "first":
        chosen = next((str(s["name"]) for s in sheets if not s["hidden"]), None)
    else:
        chosen = _choose(sheets, order["names"], order["side"])
    answer["chosen"] = chosen
    if chosen is None:
        return answer
    part = next(s for s in sheets if s["name"] == chosen)
    most = order.get("max_cells")
    if most is not None and form is xlsx:
        with zipfile.ZipFile(file) as container:
            answer["extent"] = xlsx.extent(container, part)
        if answer["extent"]["cells"] > most:
            return answer | {"error": "cells"}
    thread = threading.Thread(target=_guarded, args=(form.look, file, part, answer))
    thread.start()  # decompressing leaves the interpreter free: this runs beside the reading
    batch = None
    try:
        names, batch, mixed = _load(file, chosen, order["max_columns"])
    finally:
        thread.join()
    if "failure" in answer:
        raise answer.pop("failure")
    answer |= {"names": names, "above": None, "header_row": 0}
    answer["first_column"] -= _empty_before(file, chosen, names)
    if batch is None:
        return answer
    above = _rows_above(names, batch, frozenset(order.get("known", ())))
    if above:
        words = (n for n in names if not n.startswith("__UNNAMED__"))
        answer["above"] = next(words, "")
        answer["first_row"] += above
        answer["header_row"] = int(answer["first_row"]) - 1  # 0 is: the first that is used
        answer["names"], batch, mixed = _load(
            file, chosen, order["max_columns"], answer["header_row"]
        )
    if most is not None and batch.num_rows * batch.num_columns > most:
        return answer | {"error": "cells"}
    kinds: dict[int, Any] = {}
    odd = list(range(batch.num_columns)) if mixed else []
    if "columns" in order and not mixed:
        first = int(answer["first_column"])
        special, doubtful = _odd(answer, batch, order["columns"])
        if doubtful and form is xlsx:  # most are texts only, and then what the reader says is right
            with zipfile.ZipFile(file) as container:
                asked = frozenset(i + first for i in doubtful)
                mixed_with = {n - first for n in xlsx.other_than_text(container, part, asked)}
            answer["texts"] = sorted(doubtful - mixed_with)
            doubtful = mixed_with
        odd = sorted(special | doubtful)
    if odd:
        batch, kinds = _cell_by_cell(file, form, part, chosen, batch, odd, answer)
    _write(batch, kinds, int(answer["first_row"]), folder / "blad.arrow")
    answer["kinds"] = sorted(kinds)
    return answer


def _choose(sheets: list[dict[str, Any]], names: list[str], side: list[str]) -> str | None:
    wanted = {n.casefold() for n in names}
    visible = [s["name"] for s in sheets if not s["hidden"]]
    for name in visible:
        if name.casefold() in wanted:
            return str(name)
    rest = [n for n in visible if n.casefold() not in {s.casefold() for s in side}]
    return str(rest[0]) if len(rest) == 1 else None


def _rows_above(names: list[str], batch: Any, known: frozenset[str]) -> int:
    """Return how many rows stand above the header."""
    if not known or hits(names, known) == len(known):
        return 0
    first = [[str(v or "") for v in row.values()] for row in batch.slice(0, LOOKED_AT).to_pylist()]
    return header_row([names, *first], known) - 1


def _load(file: str, sheet: str, max_columns: int, row: int = 0) -> tuple[list[str], Any, bool]:
    """Return the names, the rows, and whether a column holds kinds that have no type in common."""
    import fastexcel

    reader = fastexcel.read_excel(file)
    mixed = False
    try:
        loaded = reader.load_sheet(sheet, header_row=row, schema_sample_rows=None)
    except fastexcel.FastExcelError as error:
        if "unsupported column type combination" not in str(error):
            raise
        mixed = True
        loaded = reader.load_sheet(sheet, header_row=row, dtypes="string")
    if loaded.width > max_columns:
        return [f"k{i}" for i in range(loaded.width)], None, mixed
    batch = loaded.to_arrow()
    return _as_sent(reader, sheet, list(batch.schema.names), row), batch, mixed


def _as_sent(reader: Any, sheet: str, names: list[str], row: int) -> list[str]:
    """Return the names as they stand in the sheet: the reader puts a number behind a double one.

    Whether `uren_1` is a second `uren` or a column of that name, only the row itself can tell.
    """
    numbered = [i for i, name in enumerate(names) if _NUMBERED.sub("", name) in names[:i]]
    if not numbered:
        return names
    stands = _row(reader, sheet, row)
    return [stands[i] or name if i in numbered else name for i, name in enumerate(names)]


def _empty_before(file: str, sheet: str, names: list[str]) -> int:
    """Return how many columns stand before the first cell of a sheet that holds something.

    A cell with a day has no name either, so where the first has none the row itself is looked at.
    """
    import fastexcel

    if not names or not names[0].startswith("__UNNAMED__"):
        return 0
    stands = _row(fastexcel.read_excel(file), sheet, 0)
    return next((i for i, text in enumerate(stands) if text), 0)


def _row(reader: Any, sheet: str, row: int) -> list[str | None]:
    """Return one row of a sheet as texts; 0 is the first that is used."""
    found = reader.load_sheet(
        sheet, header_row=None, skip_rows=row or None, n_rows=1, dtypes="string"
    ).to_arrow()
    return [column[0].as_py() for column in found.columns]


def _odd(answer: dict[str, Any], batch: Any, columns: dict[str, str]) -> tuple[set[int], set[int]]:
    """Return the columns that must be read cell by cell, and those that may have to.

    Shape:    what the look found, the rows, and header -> what the dataset asks of the column
              (`quantity` or `text`) -> places of columns: with a cell that is shown as something
              else than it is; and of texts, among which there may be other cells.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    everything = {*range(batch.num_columns)}
    if answer["special"] is None:
        return everything, set()
    first = int(answer["first_column"])
    special = {number - first for number in answer["special"]} & everything
    doubtful = set()
    for i, field in enumerate(batch.schema):
        asked = columns.get(normal(answer["names"][i]))
        if not pa.types.is_string(field.type) or asked is None or i in special:
            continue
        column = batch.column(i)
        if asked == "quantity" or pc.any(pc.match_substring_regex(column, _NO_TEXT)).as_py():
            doubtful.add(i)
    return special, doubtful


def _cell_by_cell(
    file: str,
    form: ModuleType,
    part: dict[str, Any],
    sheet: str,
    batch: Any,
    odd: list[int],
    answer: dict[str, Any],
) -> tuple[Any, dict[int, Any]]:
    """Return the rows with the odd columns as texts, and of each of those the kind of its cells."""
    import fastexcel
    import pyarrow as pa

    reader = fastexcel.read_excel(file)
    texts = reader.load_sheet(
        sheet, header_row=int(answer["header_row"]), dtypes="string"
    ).to_arrow()
    first_row, first_column = int(answer["first_row"]), int(answer["first_column"])
    words = {i: texts.column(i).to_pylist() for i in odd}
    kinds = {i: bytearray([TEXT]) * batch.num_rows for i in odd}
    hidden: dict[str, list[Any]] = {"rows": [], "columns": []}
    wanted = frozenset(i + first_column for i in odd)
    with zipfile.ZipFile(file) as container:
        more = (hidden,) if form is ods else ()
        for row, column, kind, text in form.cells(container, part, wanted, *more):
            at, i = row - first_row - 1, column - first_column
            if 0 <= at < batch.num_rows and i in kinds:
                kinds[i][at] = kind
                if text is not None:
                    words[i][at] = text or None
    answer["hidden_rows"] += hidden["rows"]
    answer["hidden_columns"] += hidden["columns"]
    columns = [
        pa.array(words[i], pa.string()) if i in words else batch.column(i)
        for i in range(batch.num_columns)
    ]
    names = [str(i) for i in range(batch.num_columns)]
    made = {i: pa.array(list(k), pa.uint8()) for i, k in kinds.items()}
    return pa.record_batch(columns, names=names), made


def _write(batch: Any, kinds: dict[int, Any], header_row: int, out: Path) -> None:
    """Write the rows with their number in the sheet, in pieces."""
    import pyarrow as pa

    numbers = pa.array(range(header_row + 1, header_row + 1 + batch.num_rows), pa.int32())
    fields = [pa.field("_rij", pa.int32())]
    fields += [pa.field(f"c{i}", f.type) for i, f in enumerate(batch.schema)]
    fields += [pa.field(f"k{i}", pa.uint8()) for i in kinds]
    columns = [numbers, *batch.columns, *kinds.values()]
    whole = pa.record_batch(columns, schema=pa.schema(fields))
    with pa.OSFile(str(out), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
        for start in range(0, whole.num_rows, 100_000):
            writer.write_batch(whole.slice(start, 100_000))


def _guarded(look: Any, file: str, part: dict[str, Any], answer: dict[str, Any]) -> None:
    try:
        with zipfile.ZipFile(file) as container:
            answer.update(look(container, part))
    except BaseException as error:
        answer["failure"] = error


if __name__ == "__main__":
    main()
