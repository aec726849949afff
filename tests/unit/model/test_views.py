"""What a view may do: read its rows and tables, row by row, and never say who or when otherwise.

Each SELECT that is refused stands beside others that do nearly the same and are not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.model.test_bad_packs import copied, edit, faults
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.dataset import Dataset
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.reference_tables import check_reference, exact_path, literal_path
from verantwoord.model.text import Text
from verantwoord.model.view import check_view
from verantwoord.model.view_columns import check_view_columns

TABLES = {"rijen", "dragers", "factor"}
WHO = "r._organisatie, r._periode"
CELLS = [
    "r.verbruik",
    "r.verbruik::DECIMAL(18, 3)",
    "CAST(r.verbruik AS DECIMAL(18, 3))",
    "r.verbruik * 2 + 1 - r.verbruik / 4",
    "r.verbruik % 2",
    "-r.verbruik",
    "CAST(ROUND(SQRT(r.verbruik), 3) AS DECIMAL(18, 3))",
    "COALESCE(r.verbruik, 0)",
    "NULLIF(r.verbruik, 0)",
    "CASE WHEN r.drager = 'stroom' THEN 1 ELSE 2 END",
    "GREATEST(r.verbruik, 0)",
    "FLOOR(r.verbruik)",
    "SIN(RADIANS(r.breedte))",
    "UPPER(r.drager) || 'x'",
    "SUBSTRING(r.drager, 1, 2)",
    "LEFT(r.drager, 1)",
    "EXTRACT(YEAR FROM r.datum)",
    "DATE_TRUNC('month', r.datum)",
    "STRFTIME(r.datum, '%Y')",
    "DATE_DIFF('day', r.datum, r.datum)",
    "ISODOW(r.datum)",
    "r.verbruik IN (1, 2)",
    "r.verbruik BETWEEN 1 AND 2",
    "r.drager LIKE 's%'",
    "r.verbruik IS NULL",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_may_be_made_of_the_cells_of_its_row(cell: str) -> None:
    check_view(f"SELECT {WHO}, {cell} AS kg FROM rijen AS r", TABLES)


GROUP = "PARTITION BY r._organisatie, r._periode, r.meter"


@pytest.mark.parametrize("extreme", ["MAX(r.datum)", "MIN(CASE WHEN r.eerste THEN r.datum END)"])
def test_a_row_may_be_held_against_the_first_or_last_of_its_group(extreme: str) -> None:
    check_view(f"SELECT {WHO}, {extreme} OVER ({GROUP}) AS slot FROM rijen AS r", TABLES)
    check_view(
        f"WITH a AS (SELECT {WHO}, r.meter FROM rijen AS r) "
        f"SELECT {WHO}, {extreme} OVER ({GROUP}) AS slot FROM a AS r",
        TABLES,
    )


@pytest.mark.parametrize(
    "cell",
    [
        f"SUM(r.verbruik) OVER ({GROUP})",  # of floating numbers it depends on the order of rows
        f"ROW_NUMBER() OVER ({GROUP})",
        f"MAX(r.datum) OVER ({GROUP} ORDER BY r.datum)",
        f"MAX(r.datum) OVER ({GROUP} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
        f"MAX(r.datum) FILTER (WHERE r.verbruik > 0) OVER ({GROUP})",
        "MAX(r.datum) OVER ()",
        "MAX(r.datum) OVER (PARTITION BY r.meter)",  # of all organisations together
        "MAX(r.datum) OVER (PARTITION BY r._organisatie, r.meter)",
        "MAX(r.datum) OVER (PARTITION BY r._periode, r.meter)",
        f"MAX(r.datum, 2) OVER ({GROUP})",  # a list
    ],
)
def test_of_a_group_only_the_first_and_last_are_known(cell: str) -> None:
    with pytest.raises(ExpressionError, match="een view mag geen Window gebruiken"):
        check_view(f"SELECT {WHO}, {cell} AS x FROM rijen AS r", TABLES)


def test_a_group_is_of_delivered_rows() -> None:
    """Of the rows of another table one does not know in which delivery they came."""
    of_a_table = "MAX(d.kg) OVER (PARTITION BY d._organisatie, d._periode) AS x"
    with pytest.raises(ExpressionError, match="geen Window"):
        check_view(f"SELECT d._organisatie, d._periode, {of_a_table} FROM dragers AS d", TABLES)
    with pytest.raises(ExpressionError, match="geen Qualify"):
        check_view(f"SELECT {WHO} FROM rijen AS r QUALIFY MAX(r.d) OVER ({GROUP}) = r.d", TABLES)


# a function that reads a clock, a machine, a file, other rows, or gives something else each time
FUNCTIONS = {
    "now()": "now",
    "today()": "CURRENT_DATE",
    "current_date": "CURRENT_DATE",
    "current_timestamp": "CURRENT_TIMESTAMP",
    "localtime": "LOCALTIME",
    "age(r.datum)": "age",
    "current_user": "CURRENT_USER",
    "version()": "CURRENT_VERSION",
    "getenv('HOME')": "getenv",
    "current_setting('x')": "current_setting",
    "random()": "RAND",
    "uuid()": "UUID",
    "nextval('x')": "nextval",
    "hash(1)": "hash",
    "pg_typeof(1)": "pg_typeof",
    "list_sum([1])": "list_sum",
    "[x for x in [1]][1]": "ARRAY",
    "regexp_matches('a', 'a')": "REGEXP_LIKE",
    "ln(2)": "LN",
    "exp(2)": "EXP",
    "try_cast('x' AS INTEGER)": "TRY_CAST",
    "read_text('/etc/passwd')": "read_text",
    "r.verbruik + now()": "now",
    "CASE WHEN now() > r.datum THEN 1 END": "now",
}


@pytest.mark.parametrize(("cell", "name"), FUNCTIONS.items())
def test_a_function_that_is_not_on_the_list_is_named(cell: str, name: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(f"SELECT {WHO}, {cell} AS kg FROM rijen AS r", TABLES)
    assert caught.value.in_language("nl") == f"functie {name} is niet toegestaan"
    assert caught.value.in_language("en") == f"function {name} is not allowed"


KG = "r.verbruik AS kg"
KINDS = [
    (f"SELECT {WHO}, sum(r.verbruik) AS kg FROM rijen AS r", "Sum"),
    (f"SELECT {WHO}, (SELECT max(verbruik) FROM rijen) AS kg FROM rijen AS r", "Max"),
    (f"SELECT {WHO}, row_number() OVER () AS kg FROM rijen AS r", "Window"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r LIMIT 1", "Limit"),
    (f"SELECT * FROM (SELECT {WHO}, {KG} FROM rijen AS r LIMIT 1)", "Limit"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r OFFSET 1", "Offset"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r FETCH FIRST 1 ROWS ONLY", "Fetch"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r ORDER BY 3", "Order"),
    (f"SELECT DISTINCT {WHO}, {KG} FROM rijen AS r", "Distinct"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r GROUP BY ALL", "Group"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r USING SAMPLE 10%", "TableSample"),
    (f"SELECT {WHO}, $1 AS kg FROM rijen AS r", "Placeholder"),
    (f"SELECT {WHO}, ? AS kg FROM rijen AS r", "Placeholder"),
    ("WITH a AS (FROM rijen UNION ALL FROM rijen) SELECT * FROM a", "Union"),
    ("SELECT * FROM (VALUES ('alfa', '2024', 1))", "Values"),
    (f"SELECT {WHO}, {KG} FROM rijen AS r, UNNEST([1, 2])", "Unnest"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "kind"), KINDS)
def test_what_looks_at_more_than_a_row_is_refused(sql: str, kind: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert caught.value.in_language("nl") == f"een view mag geen {kind} gebruiken"
    assert caught.value.in_language("en") == f"a view may not use {kind}"


@pytest.mark.parametrize(
    "sql",
    [
        "",
        ";",
        "SELECT 1; SELECT 2",
        f"SELECT {WHO} FROM rijen AS r UNION SELECT {WHO} FROM rijen AS r",
        "DESCRIBE rijen",
        "DROP TABLE rijen",
        "INSERT INTO rijen SELECT * FROM rijen",
        "CREATE TABLE x AS SELECT 1",
        "COPY rijen TO 'x.csv'",
        "ATTACH 'x.db'",
        "PIVOT rijen ON drager USING sum(verbruik)",
        "SET threads = 1",
        "PRAGMA version",
        "EXPLAIN SELECT 1",
        "VALUES (1)",
    ],
)
def test_a_view_is_one_select(sql: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert caught.value.in_language("en") == "a view is exactly one SELECT"


@pytest.mark.parametrize("sql", ["SELECT (", "SELEC 1", "SELECT 'x", "SELECT * FROM rijen WHERE"])
def test_what_is_no_sql_says_so_in_one_line(sql: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert caught.value.in_language("nl").startswith(("geen geldige SQL (", "een view is precies"))
    assert "\n" not in caught.value.in_language("nl")


OTHER_TABLES = [
    "'x.csv'", "main.rijen", "information_schema.tables", "duckdb_settings()", "range(3)", "weg",
    "generate_series(1, 3)", "read_csv('x.csv')", "sqlite_master", '"x.parquet"', "db.main.rijen",
]  # fmt: skip


@pytest.mark.parametrize("table", OTHER_TABLES)
@pytest.mark.parametrize(
    "form", ["FROM {}", "FROM rijen AS r, {}", "FROM rijen AS r LEFT JOIN {} ON true"]
)
def test_only_tables_that_the_dataset_names_are_read(form: str, table: str) -> None:
    sql = f"SELECT {WHO}, {KG} {form.format(f'{table} AS q')}"
    with pytest.raises(ExpressionError, match="is onbekend; bekend zijn: dragers, factor, rijen"):
        check_view(sql, TABLES)


WITH_SCOPE = {
    "WITH a AS (SELECT * FROM weg), weg AS (FROM rijen) SELECT * FROM a": "is onbekend",
    "WITH weg AS (SELECT * FROM weg) SELECT * FROM weg": "is onbekend",
    "SELECT r.* FROM rijen AS r, (WITH weg AS (FROM rijen) FROM weg) AS q, weg": "alleen aan het",
    "WITH a AS (WITH weg AS (FROM rijen) FROM weg) SELECT * FROM weg": "alleen aan het begin",
    f"SELECT {WHO}, {KG} FROM rijen AS r POSITIONAL JOIN factor": "geen POSITIONAL JOIN",
    f"SELECT {WHO}, {KG} FROM rijen AS r ASOF JOIN factor AS f ON r.a >= f.a": "geen ASOF JOIN",
    f"SELECT {WHO}, EXTRACT(HOUR FROM CAST('2024-01-01' AS TIMESTAMPTZ)) AS kg FROM rijen AS r":
        "tijd met een zone",
    f"SELECT {WHO}, EXTRACT(HOUR FROM r.datum::TIMETZ) AS kg FROM rijen AS r": "tijd met een zone",
    f"SELECT {WHO}, {'(' * 1500}1{')' * 1500} AS kg FROM rijen AS r": "te diep",
    f"{'SELECT * FROM (' * 300}FROM rijen{')' * 300}": "te diep",
    f"SELECT {WHO}, {'+'.join('1' * 20_000)} AS kg FROM rijen AS r": "ten hoogste 20000 tekens",
}  # fmt: skip


@pytest.mark.parametrize("sql", WITH_SCOPE)
def test_a_view_says_the_same_everywhere_and_names_what_is_there(sql: str) -> None:
    with pytest.raises(ExpressionError, match=WITH_SCOPE[sql]):
        check_view(sql, TABLES)


def test_a_table_of_with_is_known_below_itself() -> None:
    own = f"WITH a AS (SELECT {WHO}, {KG} FROM rijen AS r), b AS (FROM a)"
    check_view(f"{own} SELECT b.* FROM b LEFT JOIN a USING (_organisatie, _periode)", TABLES)


NOT_PASSED_ON = [
    f"SELECT r._organisatie, '2024' AS _periode, {KG} FROM rijen AS r",
    f"SELECT r._organisatie, '2024' AS _PERIODE, {KG} FROM rijen AS r",
    f"SELECT 'alfa' AS _organisatie, r._periode, {KG} FROM rijen AS r",
    f"SELECT r.drager AS _organisatie, r._periode, {KG} FROM rijen AS r",
    f"SELECT r._periode AS _organisatie, r._organisatie AS _periode, {KG} FROM rijen AS r",
    f"SELECT r._organisatie, upper(r._periode) AS _periode, {KG} FROM rijen AS r",
    f"SELECT r._organisatie, r._periode || '' AS _periode, {KG} FROM rijen AS r",
    # of two rows: who from one, when from the other
    f"SELECT r._organisatie, b._periode, {KG} FROM rijen AS r JOIN rijen AS b ON true",
    # further in
    f"WITH a AS (SELECT r._organisatie, '2024' AS _periode, {KG} FROM rijen AS r) SELECT * FROM a",
    f"SELECT * FROM (SELECT 'beta' AS _organisatie, r._periode, {KG} FROM rijen AS r)",
    "WITH rijen AS (SELECT 'alfa' AS _organisatie) SELECT * FROM rijen",
]
NAMED_ANEW = [
    f"SELECT * REPLACE ('2024' AS _periode) FROM (SELECT {WHO}, {KG} FROM rijen AS r)",
    "SELECT * RENAME (drager AS _periode) FROM rijen",
    f"WITH a(_periode, _organisatie, kg) AS (SELECT {WHO}, {KG} FROM rijen AS r) SELECT * FROM a",
    f"SELECT * FROM (SELECT {WHO}, {KG} FROM rijen AS r) AS t(_periode, _organisatie, kg)",
]
PASSED_ON = [
    f"SELECT {WHO}, {KG} FROM rijen AS r",
    f"SELECT r._organisatie AS _organisatie, r._periode AS _periode, {KG} FROM rijen AS r",
    "SELECT _organisatie, _periode, verbruik AS kg FROM rijen",
    "SELECT *, 1 AS kg FROM rijen",
    f"SELECT * EXCLUDE (_rij), {KG} FROM rijen AS r",
    f"WITH a AS (SELECT {WHO}, {KG} FROM rijen AS r) SELECT _organisatie, _periode, kg FROM a",
    f"SELECT {WHO}, {KG} FROM rijen AS r JOIN rijen AS c USING (_organisatie, _periode, _rij)",
    f"SELECT {WHO}, {KG} FROM rijen AS r JOIN dragers AS d ON d.drager = r.drager",
    f"SELECT {WHO}, {KG} FROM rijen AS r -- ; DROP TABLE rijen",
    f"SELECT {WHO}, {KG} FROM rijen AS r;",
    f"FROM rijen AS r SELECT {WHO}, {KG}",
    f"SELECT {WHO}, r._periode AS tijdvak, {KG} FROM rijen AS r",
]


@pytest.mark.parametrize("sql", NOT_PASSED_ON)
def test_a_row_keeps_who_and_when_it_is_about(sql: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert "niet door zoals het was; noem de kolom zelf" in caught.value.in_language("nl")
    assert " as it was; name the column itself" in caught.value.in_language("en")


@pytest.mark.parametrize("sql", NAMED_ANEW)
def test_a_list_of_names_cannot_hide_that_they_change_places(sql: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert "andere naam met AS in de SELECT zelf" in caught.value.in_language("nl")
    assert "otherwise by AS in the SELECT itself" in caught.value.in_language("en")


@pytest.mark.parametrize("sql", PASSED_ON)
def test_what_passes_them_on_is_fine(sql: str) -> None:
    check_view(sql, TABLES)


def column(name: str, kind: ColumnType, scale: int | None = None) -> Column:
    return Column(name, kind, Text(name), required=False, scale=scale)


def derived(sql: str, *columns: Column) -> Dataset:
    return Dataset("d", Text("D"), "afgeleid", columns, base="meters", view="v.sql", view_sql=sql)


BASE = Dataset(
    "meters",
    Text("Meters"),
    "geleverd",
    (
        column("verbruik", ColumnType.DECIMAL, 3),
        column("aantal", ColumnType.INTEGER),
        column("drager", ColumnType.TEXT),
        column("dag", ColumnType.DATE),
        column("waar", ColumnType.BOOLEAN),
    ),
)
YIELDS = [
    # what a view gives, as what it is declared -> what is said of it, or nothing
    ("verbruik", ColumnType.DECIMAL, 3, ""),
    ("verbruik", ColumnType.DECIMAL, None, ""),
    (
        "verbruik",
        ColumnType.DECIMAL,
        2,
        "is DECIMAL(18,3), but columns says 'decimal' with scale 2",
    ),
    ("verbruik", ColumnType.INTEGER, None, "is DECIMAL(18,3), but columns says 'integer'"),
    ("verbruik * 2", ColumnType.DECIMAL, 3, ""),
    ("verbruik * verbruik", ColumnType.DECIMAL, 6, ""),
    ("verbruik / 3", ColumnType.DECIMAL, None, "is DOUBLE, and then adding up is not exact"),
    ("sqrt(verbruik)", ColumnType.DECIMAL, None, "is DOUBLE, and then adding up is not exact"),
    ("verbruik::FLOAT", ColumnType.DECIMAL, None, "is FLOAT, and then adding up is not exact"),
    ("CAST(round(sqrt(verbruik), 2) AS DECIMAL(18, 2))", ColumnType.DECIMAL, 2, ""),
    ("aantal", ColumnType.INTEGER, None, ""),
    ("aantal", ColumnType.DECIMAL, None, "is BIGINT, but columns says 'decimal'"),
    ("aantal + 1", ColumnType.INTEGER, None, ""),
    ("CAST(aantal AS UTINYINT)", ColumnType.INTEGER, None, ""),
    ("CAST(aantal AS HUGEINT)", ColumnType.INTEGER, None, ""),
    ("aantal / 2", ColumnType.INTEGER, None, "is DOUBLE, and then adding up is not exact"),
    ("drager", ColumnType.TEXT, None, ""),
    ("drager", ColumnType.CODE, None, ""),
    ("drager", ColumnType.DATE, None, "is VARCHAR, but columns says 'date'"),
    ("dag", ColumnType.DATE, None, ""),
    ("dag", ColumnType.TEXT, None, "is DATE, but columns says 'text'"),
    ("waar", ColumnType.BOOLEAN, None, ""),
    ("aantal > 3", ColumnType.BOOLEAN, None, ""),
    ("NULL", ColumnType.DECIMAL, None, "but columns says 'decimal'"),
]


@pytest.mark.parametrize(("cell", "kind", "scale", "said"), YIELDS)
def test_a_view_gives_what_was_declared(
    cell: str, kind: ColumnType, scale: int | None, said: str
) -> None:
    sql = f"SELECT _organisatie, _periode, {cell} AS x FROM rijen"
    made = derived(sql, column("x", kind, scale))
    if not said:
        check_view_columns(made, BASE, {})
        return
    with pytest.raises(ExpressionError) as caught:
        check_view_columns(made, BASE, {})
    assert said in caught.value.in_language("en")
    assert "kolom 'x' van de view is" in caught.value.in_language("nl")


COLUMNS = [
    ("SELECT _organisatie, _periode FROM rijen", "misses x;"),
    ("SELECT _organisatie, 1 AS x FROM rijen", "misses _periode;"),
    ("SELECT _organisatie, _periode, 1 AS x, 2 AS y FROM rijen", "gives y, which columns"),
    ("SELECT _organisatie, _periode, 1 AS y FROM rijen", "misses x and gives y, which columns"),
    ("SELECT _organisatie, _periode, 1 AS x, 2 AS x FROM rijen", "gives x more than once"),
    ("SELECT _organisatie, _periode, weg AS x FROM rijen", "cannot run (Binder Error:"),
    ("SELECT _organisatie, _periode, drager + dag AS x FROM rijen", "cannot run (Binder Error:"),
]


@pytest.mark.parametrize(("sql", "said"), COLUMNS)
def test_a_view_gives_its_columns_and_no_others(sql: str, said: str) -> None:
    made = derived(sql, column("x", ColumnType.INTEGER))
    with pytest.raises(ExpressionError) as caught:
        check_view_columns(made, BASE, {})
    assert said in caught.value.in_language("en")


TABLE_FILES = [
    # a file -> its fault and line, or nothing
    (b"a,b\n1,2\n", "", 0),
    (b"\xef\xbb\xbfa,b\n1,2\n", "", 0),
    (b"a,b\r\n1,2\r\n", "", 0),
    (b"a,b\n1,2", "", 0),
    (b"a,b\n,\n", "", 0),  # cells may be empty
    (b'a,b\n"1,5","x ""y"""\n', "", 0),
    (b'a,b\n"over\ntwee",2\n', "", 0),
    (b"a\n1\n", "", 0),
    (b"", "has no rows", 1),
    (b"a,b\n", "has no rows", 1),
    (b"a,\n1,2\n", "has a header with an empty or double name", 1),
    (b"a,a\n1,2\n", "has a header with an empty or double name", 1),
    (b"a,A\n1,2\n", "has a header with an empty or double name", 1),
    (b"a, a \n1,2\n", "has a header with an empty or double name", 1),
    (b"a,_organisatie\n1,2\n", "has a column that begins with _", 1),
    (b"a,b\n1,2,3\n", "has 3 cells, but the header has 2", 2),
    (b"a,b\n1,2\n1\n", "has 1 cells, but the header has 2", 3),
    (b"a,b\n1,2\n\n3,4\n", "has 0 cells, but the header has 2", 3),
    (b"a;b\n1;2,5\n", "has 2 cells, but the header has 1", 2),
    (b"a,b\n1,Str\xf6m\n", "is not UTF-8", 1),
    (b'a,b\n1,"x\n', "is no valid CSV", 2),
    (b'a,b\n1,"x"y\n', "is no valid CSV", 2),
]


@pytest.mark.parametrize(("data", "said", "line"), TABLE_FILES)
def test_a_table_says_one_thing_only(data: bytes, said: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    if not said:
        check_reference(path, "reference/t.csv")
        return
    with pytest.raises(PackError) as caught:
        check_reference(path, "reference/t.csv")
    assert said in caught.value.what.in_language("en")
    assert str(caught.value.place) == f"reference/t.csv:{line}"
    assert caught.value.mend


def test_a_name_with_signs_of_a_pattern_means_that_file_alone() -> None:
    assert exact_path("a*b?c[1].csv") == "a[*]b[?]c[[]1].csv"
    assert literal_path("it's.csv") == "'it''s.csv'"


def test_a_column_of_a_table_cannot_pass_for_who_a_row_is_about(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    table = folder / "reference" / "dragers.csv"
    table.write_text("drager,_organisatie,_periode\nstroom,alfa,2024-01\n", "utf-8")
    edit(
        folder,
        "views/uitstoot.sql",
        "r._organisatie,\n  r._periode",
        "d._organisatie,\n  d._periode",
    )
    assert "reference/dragers.csv:1" in [str(f.place) for f in faults(folder)]


def test_the_view_of_the_mini_pack_loads(tmp_path: Path) -> None:
    load_pack(copied(tmp_path))


OWN = "c._organisatie = r._organisatie AND c._periode = r._periode"
A = f"WITH a AS (SELECT {WHO}, r.meter FROM rijen AS r)"
TO_ITS_OWN = [
    f"SELECT {WHO}, c.kg FROM rijen AS r LEFT JOIN rijen AS c ON {OWN} AND c.meter = r.meter",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON c.x < r.x AND {OWN} AND (c.a OR c.b)",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c USING (meter, _periode, _organisatie)",
    f"{A} SELECT {WHO}, c.meter FROM rijen AS r LEFT JOIN a AS c ON {OWN}",
    f"SELECT {WHO}, c.kg FROM rijen AS r LEFT JOIN (SELECT * FROM rijen) AS c ON {OWN}",
    f"SELECT {WHO}, c.kg FROM dragers AS d JOIN rijen AS r ON true JOIN rijen AS c ON {OWN}",
]
TO_OTHERS = [
    f"SELECT {WHO}, c.kg FROM rijen AS r LEFT JOIN rijen AS c ON c.meter = r.meter",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON c._rij = r._rij",  # each file has a 2
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON c._organisatie = r._organisatie",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON c._periode = r._periode",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c USING (_organisatie)",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON {OWN} OR c.meter = r.meter",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON NOT ({OWN})",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c ON {OWN.replace('r.', 'c.')}",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c "
    "ON c._organisatie = r._periode AND c._periode = r._organisatie",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN rijen AS c "
    "ON c._organisatie = r._organisatie AND c._periode < r._periode",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN dragers AS d ON true JOIN rijen AS c "
    f"ON {OWN.replace('r.', 'd.')}",  # a table that merely has columns of that name
    f"SELECT {WHO}, c.kg FROM rijen AS r, rijen AS c",
    f"SELECT {WHO}, c.kg FROM rijen AS r CROSS JOIN rijen AS c",
    f"SELECT {WHO}, {KG} FROM rijen AS r WHERE r.meter IN (SELECT meter FROM rijen)",
    f"SELECT {WHO}, (SELECT c.kg FROM rijen AS c) AS kg FROM rijen AS r",
    f"SELECT {WHO}, {KG} FROM rijen AS r JOIN dragers AS d ON d.x IN (SELECT meter FROM rijen)",
    f"SELECT {WHO}, c.kg FROM rijen AS r JOIN (SELECT * FROM rijen) AS c ON c.meter = r.meter",
    f"{A} SELECT {WHO}, c.meter FROM rijen AS r LEFT JOIN a AS c ON c.meter = r.meter",
    f"{A}, b AS (SELECT * FROM a) SELECT {WHO} FROM a AS r JOIN b AS c ON c.meter = r.meter",
    f"WITH a AS (SELECT {WHO} FROM rijen AS r JOIN rijen AS c ON c.x = r.x) SELECT * FROM a",
]


@pytest.mark.parametrize("sql", TO_ITS_OWN)
def test_a_row_may_be_held_against_the_rows_of_its_own_delivery(sql: str) -> None:
    check_view(sql, TABLES)


@pytest.mark.parametrize("sql", TO_OTHERS)
def test_a_row_is_never_held_against_rows_of_another_delivery(sql: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_view(sql, TABLES)
    assert caught.value.in_language("nl") == (
        "de view houdt rijen naast rijen van een andere levering; neem rijen een tweede keer "
        "alleen op met JOIN, op gelijke _organisatie en _periode"
    )
    assert caught.value.in_language("en") == (
        "the view holds rows against rows of another delivery; take rijen a second time only by "
        "JOIN, on the same _organisatie and _periode"
    )
