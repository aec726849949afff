"""Rows and columns that are perhaps no data: totals among the rows, and what is not shown.

Each of these warns: the sender sees which rows, and may say that they are right.
"""

from __future__ import annotations

from verantwoord.deliveries.cells import name, text_name
from verantwoord.deliveries.database import as_written
from verantwoord.deliveries.messages import FilePlace, Said, Spread, finding
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.seen import letters, ranges, stretches
from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.finding import Finding

TOTAL = "totaalrij"
_MOST_ROWS = 50_000  # of a file whose last row is added up; nobody totals more by hand
_MUCH = 20  # steps of the last decimal; 1 + 2 = 3 is chance, 10,5 + 20,5 = 31,0 is not
_WORD = "(?:sub|eind|deel|tussen)?-?tota(?:al|len|ls?)"
# the word stands alone, first or last; `Totaalbeheer` and `Totaal-beheer` are names
_NAMED = (
    rf"(?i)^[\s(]*(?:grand\s+)?{_WORD}(?:[\s:.,;()].*)?$|^.*[\s(:;,]{_WORD}[\s:.,;)0-9]*$"
    r"|^(?:som|sum|\x{03a3}|\x{2211})(?:\s+(?:van|of)\s.*)?[\s:.]*$|^(?:waarvan|of which)\s"
)
_INSIDE = ("ota", "OTA")  # cheap first looks: most names have neither
_BEGINS = ("s", "S", "w", "W", "o", "O", "\u03a3", "\u2211")
_QUANTITIES = (ColumnType.INTEGER, ColumnType.DECIMAL)
_WHY = {
    "verborgen": ("verborgen", "hidden"),
    "filter": ("weggefilterd", "filtered out"),
    "hoogte 0": ("zo klein gemaakt dat niemand ze ziet", "made so small that nobody sees them"),
    "gegroepeerd": (
        "gegroepeerd; vaak staat er dan ook een totaal bij",
        "grouped; often there is a total among them then",
    ),
}


def named_a_total(dataset: Dataset, column: Column) -> str | None:
    """Return SQL that says whether a cell calls its row a total; None in a column without names.

    Shape:    a dataset and one of its columns -> SQL of a truth value.
    Missing:  an empty cell calls nothing a total.
    Source:   own choice of words; what publications said may hold totals.
    """
    if dataset.kind != "geleverd":
        return None
    t = text_name(column.name)
    hints = " OR ".join(
        [
            *(f"contains({t}, '{h}')" for h in _INSIDE),
            *(f"starts_with({t}, '{h}')" for h in _BEGINS),
        ]
    )
    says = f"({hints}) AND regexp_matches({t}, '{_NAMED}')"
    if column in naming(dataset):
        return says
    if column.type in (ColumnType.PERIOD, ColumnType.ORGANISATION, ColumnType.DATE):
        return f"{name(column.name)} IS NULL AND {t} IS NOT NULL AND {says}"
    return None


def naming(dataset: Dataset) -> list[Column]:
    """Return the texts that say which row it is: those of the key, or else all that are required.

    A remark may speak of a total; a key may not.
    """
    units = {c.unit_column for c in dataset.columns}
    texts = [c for c in dataset.columns if c.type is ColumnType.TEXT and c.name not in units]
    return [c for c in texts if c.key] or [c for c in texts if c.required]


def last_row_adds_up(reading: Reading) -> Finding | None:
    """Return a finding when the last row is the sum of the others of its period.

    Shape:    an open file -> Finding or None.
    Unit:     each quantity with itself, in the unit in which it is stored.
    Missing:  an empty cell adds nothing; an empty cell in the last row proves nothing either way.
    Errors:   none.
    Source:   votingworks/arlo #1212; with fewer than three rows equal numbers are no sum (#2148).
    """
    dataset = reading.dataset
    columns = [c for c in dataset.columns if c.type in _QUANTITIES and c.name in _sent(reading)]
    if dataset.kind != "geleverd" or not columns or not 3 <= reading.rows <= _MOST_ROWS:
        return None
    about = "_periode" if dataset.role("period") else "NULL"
    with as_written(reading.con, few=reading.kept):
        return _adds_up(reading, columns, about)


def _adds_up(reading: Reading, columns: list[Column], about: str) -> Finding | None:
    slot, when = reading.con.execute(
        f"SELECT _rij, {about} FROM rijen ORDER BY _rij DESC LIMIT 1"
    ).fetchall()[0]
    listed = ", ".join(
        f"sum({q}) FILTER (_rij < {slot}), max({q}) FILTER (_rij = {slot}), "
        f"count(*) FILTER (_rij < {slot} AND {q} <> 0), "
        f"CASE WHEN bool_or({q} <> round({q}, 1)) THEN 100 "
        f"WHEN bool_or({q} <> round({q}, 0)) THEN 10 ELSE 1 END"
        for q in (name(c.name) for c in columns)
    )
    row = reading.con.execute(
        f"SELECT count(*), {listed} FROM rijen WHERE {about} IS NOT DISTINCT FROM ?", [when]
    ).fetchall()[0]
    sums = [row[i : i + 4] for i in range(1, len(row), 4)]
    known = [s for s in sums if s[1] is not None]
    adds = known and all(before is not None and before == last for before, last, *_ in known)
    enough = any(parts > 1 and abs(last) * steps >= _MUCH for _, last, parts, steps in known)
    if not adds or row[0] < 3 or not enough:
        return None
    nl = reading.language != "en"
    why = (
        "elke hoeveelheid is de som van de rijen erboven"
        if nl
        else "every quantity is the sum of the rows above"
    )
    place = FilePlace(reading.raw.sheet, int(slot))
    return finding(TOTAL, place, reading.language, rule=reading.dataset.id, why=Said(why))


def _sent(reading: Reading) -> set[str]:
    return set(reading.header.places)


def what_is_not_shown(reading: Reading) -> list[tuple[Finding, int]]:
    """Return findings about rows and columns with data that the sender does not see.

    Shape:    an open file -> (finding, for how many rows it stands).
    Missing:  a hidden row or column without data is none.
    Source:   adr/2026-11-26-cells-are-read-as-cells.md
    """
    raw, nl = reading.raw, reading.language != "en"
    found: list[tuple[Finding, int]] = []
    for why in dict.fromkeys(w for _, w in raw.hidden_rows):
        rows = _with_data(reading, [n for n, w in raw.hidden_rows if w == why])
        if rows:
            place = FilePlace(raw.sheet, rows[0])
            if len(rows) > 1:
                place = place._replace(rows=ranges(rows))
            said = Said(_WHY[why][0 if nl else 1])
            one = finding(
                "rij-verborgen", place, reading.language, why=said, count=len(rows),
                spread=Spread(stretches(rows)),
            )  # fmt: skip
            found.append((one, len(rows)))
    for at, why in raw.hidden_columns:
        filled = reading.con.execute(f"SELECT count(c{at}) FROM ruw").fetchall()[0][0]
        if filled:
            called = reading.header.names[at] or letters((raw.first_column or 1) + at)
            place = FilePlace(raw.sheet, 1, called)
            said = Said(_WHY[why][0 if nl else 1])
            one = finding("kolom-verborgen", place, reading.language, why=said, count=int(filled))
            found.append((one, 1))
    return found


def _with_data(reading: Reading, rows: list[int]) -> list[int]:
    import pyarrow as pa

    reading.con.register("niet_te_zien", pa.table({"n": pa.array(rows, pa.int32())}))
    kept = reading.con.execute(
        "SELECT DISTINCT _rij FROM ruw SEMI JOIN niet_te_zien ON _rij = n ORDER BY _rij"
    ).fetchall()
    reading.con.unregister("niet_te_zien")
    return [int(r[0]) for r in kept]
