"""Times the check of one large delivery beside hand-written SQL, frictionless and plain reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from verantwoord.deliveries.personal import SUSPICIOUS
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

Totals = dict[str, Decimal]
HAND = Path(__file__).parent / "hand"
ROWS = 1_000_000
FAULTS = (97, 1013, 50021, 777777)  # rows with a planted fault, where there are as many


def make_upload(folder: Path, rows: int = ROWS) -> Path:
    """Write the CSV of `rows` rows and ten columns once; four rows are wrong."""
    path = folder / f"upload-{rows}.csv"
    if path.is_file():
        return path
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    wrong = f"i IN {FAULTS}"
    query = f"""
        SELECT i AS regel,
          'V' || lpad(CAST(i % 900 AS VARCHAR), 3, '0') AS vestiging,
          CASE i % 3 WHEN 0 THEN 'stroom' WHEN 1 THEN 'gas' ELSE 'warmte' END AS drager,
          CASE i % 3 WHEN 0 THEN 'E' ELSE 'M' END
            || 'meter-' || lpad(CAST(i % 5000 AS VARCHAR), 12, '0') AS meter,
          DATE '2024-01-01' + CAST(i % 366 AS INTEGER) AS datum,
          CASE WHEN {wrong} THEN CAST(-5 AS DECIMAL(18,3))
               WHEN i % 500 = 0 THEN NULL
               ELSE CAST((i * 7919) % 900000 AS DECIMAL(18,3)) END AS verbruik,
          CAST((i * 31) % 900 AS DECIMAL(18,2)) AS kosten,
          CAST(50 + i % 3000 AS DECIMAL(18,1)) AS oppervlak,
          CAST(1 + i % 300 AS DECIMAL(18,1)) AS fte,
          'opmerking bij regel ' || i || ' van de meting' AS opmerking
        FROM range(1, {rows + 1}) t(i)
    """
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER)")
    return path


def make_xlsx(folder: Path, rows: int = ROWS) -> Path:
    """Write the same rows as a workbook, once."""
    path = folder / f"upload-{rows}.xlsx"
    if path.is_file():
        return path
    import csv

    import xlsxwriter

    temporary = path.with_suffix(".half.xlsx")
    book = xlsxwriter.Workbook(str(temporary), {"constant_memory": True})
    sheet = book.add_worksheet("upload")
    with make_upload(folder, rows).open(newline="") as file:
        for r, line in enumerate(csv.reader(file)):
            for c, cell in enumerate(line):
                sheet.write_string(r, c, cell)
    book.close()
    temporary.rename(path)
    return path


def _check(folder: Path, path: Path) -> Callable[[], Totals]:
    from verantwoord.deliveries.accept import check

    pack = load_pack(folder / "pack")
    dataset = pack.datasets["upload"]

    def run() -> Totals:
        checked = check(path, dataset, pack, "dienst-000", Period.year(2024))
        return {"fouten": Decimal(sum(checked.counts.values()))}

    return run


def check_csv(folder: Path) -> Callable[[], Totals]:
    """`verantwoord check` of the CSV."""
    return _check(folder, make_upload(folder))


def check_xlsx(folder: Path) -> Callable[[], Totals]:
    """`verantwoord check` of the workbook."""
    return _check(folder, make_xlsx(folder))


def hand_csv(name: str, folder: Path) -> Callable[[], Totals]:
    """One hand-written DuckDB query: `upload` knows the rules, `upload_looked` each cell too."""
    path = make_upload(folder)

    def run() -> Totals:
        import duckdb

        sql = (HAND / f"{name}.sql").read_text("utf-8").replace("$bestand", f"'{path}'")
        sql = sql.replace("$verdacht", f"'{SUSPICIOUS}'")
        with duckdb.connect() as connection:
            return {"fouten": Decimal(len(connection.execute(sql).fetchall()))}

    return run


def read_xlsx(folder: Path) -> Callable[[], Totals]:
    """Reading the workbook and nothing more."""
    path = make_xlsx(folder)

    def run() -> Totals:
        import fastexcel

        sheet = fastexcel.read_excel(path).load_sheet(0, dtypes="string")
        return {"rijen": Decimal(sheet.to_arrow().num_rows)}

    return run


def frictionless(folder: Path) -> Callable[[], Totals]:
    """frictionless on a tenth of the rows, because it is slow: multiply by ten."""
    from frictionless import Checklist, Resource, Schema, checks

    path = make_upload(folder, ROWS // 10)
    kinds = {"regel": "integer", "datum": "date"}
    numbers = ("verbruik", "kosten", "oppervlak", "fte")
    names = ("regel", "vestiging", "drager", "meter", "datum", *numbers, "opmerking")
    fields = [
        {"name": n, "type": "number" if n in numbers else kinds.get(n, "string")} for n in names
    ]
    formulas = (
        "verbruik is None or verbruik >= 0",
        "kosten is None or kosten >= 0",
        "verbruik is None or verbruik <= 1000000",
        "kosten is None or verbruik is None or kosten <= verbruik * 5 + 1000",
        "regel > 0",
        "drager != 'stroom' or meter[0] == 'E'",
        "datum.year == 2024",
        "oppervlak > 0",
    )
    bounds: dict[str, dict[str, object]] = {  # its formulas know no len()
        "vestiging": {"constraints": {"minLength": 4, "maxLength": 4}},
        "opmerking": {"constraints": {"maxLength": 60}},
    }
    described = [f | bounds.get(str(f["name"]), {}) for f in fields]
    schema = Schema.from_descriptor({"fields": described, "primaryKey": ["regel"]})
    constraint = getattr(checks, "row_constraint")  # noqa: B009  # its stubs do not name it
    checklist = Checklist(checks=[constraint(formula=f) for f in formulas])

    def run() -> Totals:
        resource = Resource(path.name, basepath=str(path.parent), schema=schema)
        report = resource.validate(checklist)
        return {"fouten": Decimal(report.stats["errors"])}

    return run
