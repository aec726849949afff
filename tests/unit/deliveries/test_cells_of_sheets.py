"""A cell of a spreadsheet is read as the cell that it is, not as what its column mostly holds."""

from __future__ import annotations

import io
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.sheets import Cell, Page, letter, write
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.sheets import xlsx
from verantwoord.deliveries.sheets.kinds import (
    DATE,
    DURATION,
    INVISIBLE,
    NUMBER,
    PADDED,
    PERCENT,
    PLAIN,
    SCALED,
    format_of,
)
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JULY = Period.parse("2024-07")
MINI = Path(__file__).parents[2] / "packs" / "mini"
DATASET = dataset(column("plek"), column("uren", "decimal"), column("aandeel", "decimal",
                  unit="ratio"))  # fmt: skip
FORMS = ["xlsx", "ods"]
PERCENTS = {"xlsx": "0%", "ods": "percent"}
SCALES = {"xlsx": "#,##0,", "ods": "scaled"}
PADS = {"xlsx": "00000", "ods": "padded"}
NOTHINGS = {"xlsx": ";;;", "ods": "nothing"}


def found(pack: Pack, path: Path, *rows: Any, **more: Any) -> list[tuple[str, str]]:
    """Where each finding is, and which it is, of a sheet with these rows under the header."""
    write(path, Page([["plek", "uren", "aandeel"], *rows]), **more)
    checked = check(path, DATASET, pack, "alfa", JULY)
    return [(f.where.removeprefix("Blad proef, "), f.code) for f in checked.findings]


def stored(pack: Pack, path: Path, *rows: Any) -> list[dict[str, Any]]:
    """What is taken in of such a sheet."""
    out = path.parent / "uit.parquet"
    write(path, Page([["plek", "uren", "aandeel"], *rows]))
    accept(path, DATASET, pack, "alfa", JULY, out)
    return [
        {k: v for k, v in r.items() if not k.startswith("_")}
        for r in pq.read_table(out).to_pylist()
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("beside", [1.5, 2, "3,5"])
def test_a_truth_value_is_no_number_whatever_stands_beside_it(
    mini: Pack, tmp_path: Path, form: str, beside: Any
) -> None:
    """The reader makes 1 and 0 of them (ToucanToco/fastexcel #250, #158)."""
    rows = [["A", beside], ["B", Cell(1, "b")], ["C", Cell(0, "b")]]
    assert found(mini, tmp_path / f"a.{form}", *rows) == [
        ("cel B3 (uren)", "geen-getal"), ("cel B4 (uren)", "geen-getal"),
    ]  # fmt: skip
    assert found(mini, tmp_path / f"b.{form}", ["A", Cell(1, "b")]) == [
        ("cel B2 (uren)", "geen-getal")
    ]


@pytest.mark.parametrize("addresses", [True, False])
def test_cells_without_an_address_are_counted(mini: Pack, tmp_path: Path, addresses: bool) -> None:
    rows = [["A", None, 0.5], ["B", Cell(1, "b")], ["C", Cell(0.85, form="0%"), 0.1]]
    assert found(mini, tmp_path / "a.xlsx", *rows, addresses=addresses) == [
        ("cel B3 (uren)", "geen-getal"), ("cel B4 (uren)", "percentage-cel"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_percentage_is_only_right_in_a_ratio(mini: Pack, tmp_path: Path, form: str) -> None:
    shown = Cell(0.853, form=PERCENTS[form])
    path = tmp_path / f"a.{form}"
    write(path, Page([["plek", "uren", "aandeel"], ["A", shown, shown], ["B", 1.25, 0.2]]))
    only = check(path, DATASET, mini).findings
    assert [(f.where, f.code) for f in only] == [("Blad proef, cel B2 (uren)", "percentage-cel")]
    assert only[0].found == "De cel toont '85,3%' en bewaart 0,853."
    assert stored(mini, path, ["A", 1, shown])[0]["aandeel"] == Decimal("0.853")


@pytest.mark.parametrize("form", FORMS)
def test_a_duration_is_named_as_one(mini: Pack, tmp_path: Path, form: str) -> None:
    """The whole file was called damaged (fastexcel #184)."""
    long = Cell(1.5208333333333333, form="[h]:mm") if form == "xlsx" else Cell(
        "PT36H30M00S", form="time"
    )  # fmt: skip
    path = tmp_path / f"a.{form}"
    for beside in (1.5, "x", Cell("2024-07-01", "d") if form == "ods" else 3):
        write(path, Page([["plek", "uren", "aandeel"], ["A", beside], ["B", long]]))
        last = check(path, DATASET, mini).findings[-1]
        assert (last.where, last.code) == ("Blad proef, cel B3 (uren)", "tijdsduur")
        assert last.found == "Er staat '36:30', een tijdsduur."


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("beside", ["A1", 12, None])
def test_a_long_number_in_a_text_column_is_refused(
    mini: Pack, tmp_path: Path, form: str, beside: Any
) -> None:
    """Only fifteen digits are kept: an EAN of 18 comes out with others (bloom-housing #4458)."""
    rows = [[Cell("871687110012345678"), 1], [beside, 2]]
    assert found(mini, tmp_path / f"a.{form}", *rows) == [("cel A2 (plek)", "geen-tekst")]
    ok = [["871687110012345678", 1], [123456789012345, 2], ["00123", 3]]
    assert [r["plek"] for r in stored(mini, tmp_path / f"b.{form}", *ok)] == [
        "871687110012345678", "123456789012345", "00123",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_what_a_text_column_shows_and_does_not_hold_is_refused(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    day = Cell("2024-02-01", "d") if form == "ods" else Cell(45323, form="d-mmm")
    for odd in (Cell(123, form=PADS[form]), day, Cell(1, "b"), Cell(0.5, form=PERCENTS[form])):
        for beside in ("A", 5):
            rows = [[beside, 1], [odd, 2]]
            assert found(mini, tmp_path / f"a.{form}", *rows) == [("cel A3 (plek)", "geen-tekst")]


def test_a_shortened_number_in_csv_is_no_identifier(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "plek;uren;aandeel\n8,71687E+17;1;\n1.2E+16;1;\nKE+1;1;\n2E+05;1;")
    report = check(file, DATASET, mini)
    assert [(f.where, f.code) for f in report.findings] == [
        ("Rijen 2-3, 5, kolom plek", "geen-tekst")
    ]
    assert report.counts == {"geen-tekst": 3}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_shown_in_thousands_or_not_at_all_warns(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    rows = [["A", Cell(12345, form=SCALES[form])], ["B", 7],
            ["C", Cell(3, form=NOTHINGS[form])]]  # fmt: skip
    assert found(mini, tmp_path / f"a.{form}", *rows) == [
        ("cel B2 (uren)", "getal-geschaald"), ("cel B4 (uren)", "cel-onzichtbaar"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "value"),
    [("0,78", "0.780"), ("0.78", "0.780"), ("12,5", "12.500"), ("1.234,5", "1234.500"),
     ("1,234.5", "1234.500"), (",5", "0.500"), ("-.747", "-0.747"), ("1.234", None)],
)  # fmt: skip
def test_a_number_stored_as_text_is_read_when_it_can_be_only_one(
    mini: Pack, tmp_path: Path, form: str, text: str, value: str | None
) -> None:
    path = tmp_path / f"a.{form}"
    if value is None:
        assert found(mini, path, ["A", text], ["B", 1.234]) == [
            ("Blad proef", "decimaalteken-onduidelijk")
        ]
        return
    # a real number of three decimals beside it proves nothing of how texts are written
    assert [r["uren"] for r in stored(mini, path, ["A", text], ["B", 12.345])] == [
        Decimal(value), Decimal("12.345"),
    ]  # fmt: skip


def test_texts_with_both_marks_in_one_sheet_are_refused(mini: Pack, tmp_path: Path) -> None:
    assert ("Blad proef", "decimaalteken-gemengd") in found(
        mini, tmp_path / "a.xlsx", ["A", "0,78"], ["B", "0.78"]
    )


@pytest.mark.parametrize(
    ("code", "kind", "shown"),
    [
        ("0%", NUMBER, PERCENT), ("0.0 %", NUMBER, PERCENT), ('0"%"', NUMBER, PLAIN),
        (r"0\%", NUMBER, PLAIN), ("[Red]0.0%;-0.0%", NUMBER, PERCENT),
        ("#,##0,", NUMBER, SCALED), ('0.0,,"M"', NUMBER, SCALED), ("#,##0", NUMBER, PLAIN),
        ("#,##0.00", NUMBER, PLAIN), ("00000", NUMBER, PADDED), ("000-000", NUMBER, PADDED),
        ("0", NUMBER, PLAIN), ("0.00", NUMBER, PLAIN), ("General", NUMBER, PLAIN),
        (";;;", NUMBER, INVISIBLE), (";;;@", NUMBER, INVISIBLE), ("@", NUMBER, PLAIN),
        ("[h]:mm", DURATION, PLAIN), ("h:mm", DURATION, PLAIN), ("mm:ss.0", DURATION, PLAIN),
        ("d-m-yyyy", DATE, PLAIN), ("mmm-yy", DATE, PLAIN), ("yyyy-mm-dd hh:mm", DATE, PLAIN),
        ("[$-413]d mmmm yyyy;@", DATE, PLAIN), ('[$€-413] #,##0.00', NUMBER, PLAIN),
        ('0.00 "kWh per d"', NUMBER, PLAIN), ("0.00E+00", NUMBER, PLAIN),
    ],
)  # fmt: skip
def test_what_a_number_format_does(code: str, kind: int, shown: int) -> None:
    assert (format_of(code).kind, format_of(code).shown) == (kind, shown)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("texts", [[], ["2024-01", "2024-02"]])
def test_a_column_of_periods_that_became_dates_is_one_finding(
    mini: Pack, tmp_path: Path, form: str, texts: list[str]
) -> None:
    days = [
        Cell(f"2024-{m:02}-01", "d") if form == "ods" else Cell(45292 + 31 * (m - 1), form="mmm-yy")
        for m in range(1, 7)
    ]
    path = write(tmp_path / f"a.{form}", Page([["maand", "n"], *([t, 1] for t in texts),
                                                *([d, 1] for d in days)]))  # fmt: skip
    asked = dataset(column("maand", "period", grain="maand"), column("n", "integer"))
    report = check(path, asked, mini)
    first = 2 + len(texts)
    assert [f.where for f in report.findings] == [
        f"Blad proef, cellen A{first}:A{first + 5} (maand)"
    ]
    assert report.findings[0].found == (
        "Het rekenprogramma heeft van 6 perioden een datum gemaakt, zoals '1-1-2024'."
    )
    assert report.counts == {"geen-periode": 6}


def test_a_finding_shows_a_number_with_a_comma_as_its_sender_does(
    mini: Pack, tmp_path: Path
) -> None:
    whole = dataset(column("plek"), column("n", "integer"))
    path = write(tmp_path / "a.xlsx", Page([["plek", "n"], ["A", 1640.257]]))
    nl, en = (check(path, whole, mini, language=x).findings[0].found for x in ("nl", "en"))
    assert nl == "Er staat '1640,257'."
    assert en == "It says '1640.257'."


def test_the_same_fault_in_all_cells_of_a_csv_is_one_finding(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "d;n\n" + "2024/01/01;1\n" * 5 + "\n2024/01/02;x\n")
    report = check(file, dataset(column("d", "date"), column("n", "integer")), mini)
    assert [(f.where, f.code) for f in report.findings] == [
        ("Rijen 2-6, 8, kolom d", "geen-datum"), ("Rij 8, kolom n", "geen-getal"),
    ]  # fmt: skip
    assert report.counts == {"geen-datum": 6, "geen-getal": 1}


CELLS = st.one_of(
    st.just(None),
    st.integers(-(10**6), 10**6).map(lambda n: Cell(n / 100)),
    st.booleans().map(lambda b: Cell(int(b), "b")),
    st.sampled_from([0.5, 0.853]).map(lambda v: Cell(v, form="percent")),
    st.sampled_from(["x", "0,5", "1.5", "-,25"]).map(lambda t: Cell(t, "s")),
    st.sampled_from([7, 1200]).map(lambda v: Cell(v, form="scaled")),
)


@given(cells=st.lists(CELLS, min_size=1, max_size=8), form=st.sampled_from(FORMS))
@settings(max_examples=examples(10), deadline=None)
def test_any_mixture_of_cells_is_read_one_by_one(cells: list[Cell | None], form: str) -> None:
    """What is said of a cell does not depend on the cells around it."""
    forms = {"percent": PERCENTS[form], "scaled": SCALES[form]}
    rows = [
        [f"p{i}", c if c is None or not c.form else Cell(c.value, c.kind, forms[c.form])]
        for i, c in enumerate(cells)
    ]
    mixed = any(c and c.kind == "s" and c.value == "1.5" for c in cells) and any(
        c and c.kind == "s" and "," in str(c.value) for c in cells
    )
    expected = set()
    for row, c in enumerate(cells, 2):
        if c is None or (c.kind == "n" and not c.form):
            continue
        code = {"b": "geen-getal", "s": "geen-getal"}.get(c.kind, {
            "percent": "percentage-cel", "scaled": "getal-geschaald"}.get(c.form, ""))  # fmt: skip
        if c.kind != "s" or c.value == "x":
            expected.add((row, code))
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"a.{form}", Page([["plek", "uren", "aandeel"], *rows]))
        report = check(path, DATASET, load_pack(MINI), "alfa", JULY)
    counts: dict[str, int] = {}
    for _, code in expected:
        counts[code] = counts.get(code, 0) + 1
    if mixed:
        counts["decimaalteken-gemengd"] = 1
    assert dict(report.counts) == counts


def no_texts(rows: str) -> set[int]:
    """Which of the first three columns hold something else than texts."""
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as container:
        container.writestr("blad.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    with zipfile.ZipFile(sheet) as container:
        return {*xlsx.other_than_text(container, {"part": "blad.xml"}, frozenset({1, 2, 3}))}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ('<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c>', set()),
        ('<c r="A1" t="str"><v>0</v></c><c r="B1" s="4" t="s"><v>1</v></c>', set()),
        ('<c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c>', {2}),
        ('<c r="A1" t="n"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>', {1}),
        ('<c r="A1" s="1"><v>0</v></c><c r="B1" s="1" cm="1"><v>1</v></c>', {1, 2}),
        ('<c r="C1" t="b"><v>1</v></c>', {3}),
        ('<c r="C1" s="2" t="e"><v>#N/A</v></c><c r="B1" t="d"><v>2024-01-01</v></c>', {2, 3}),
        ('<x:c r="C1"><x:v>1</x:v></x:c>', {3}),
        ('<c r="A1" s="1"/><c r="B1"/>', set()),  # a cell with a border, and nothing in it
        ('<c r="AA1"><v>1</v></c><c r="CA1"><v>1</v></c>', set()),  # other columns
        ("<c><v>1</v></c>", {1, 2, 3}),  # nobody says where it is
        ('<c t="s" r="A1"><v>1</v></c>', {1, 2, 3}),
    ],
)
def test_which_columns_hold_something_else_than_texts(cells: str, columns: set[int]) -> None:
    assert no_texts(f'<row r="1">{cells}</row>') == columns
    text = '<c r="A2" t="s"><v>1</v></c>'
    many = f'<row r="2">{text * 60_000}</row>'  # in another block of the file
    assert no_texts(f'{many}<row r="1">{cells}</row>') == columns


@pytest.mark.parametrize("number", [1, 26, 27, 52, 53, 702, 703, 16_384])
def test_a_column_has_letters_and_a_number(number: int) -> None:
    letters = xlsx.column_letters(number)
    assert xlsx.column_number(letters.encode()) == number
    assert number > 26 or letters == letter(number)


def test_numbers_that_are_all_texts_are_read_as_texts(mini: Pack, tmp_path: Path) -> None:
    """As many programs export them; not one of them needs to be looked at by itself."""
    rows = [["a", "1,5", "0,25"], ["b", "1.234,5", "1"]]
    assert [r["uren"] for r in stored(mini, tmp_path / "a.xlsx", *rows)] == [
        Decimal("1.500"),
        Decimal("1234.500"),
    ]
    mixed = [*rows, ["c", 2, "1"]]
    assert found(mini, tmp_path / "b.xlsx", *mixed) == found(mini, tmp_path / "a.ods", *mixed)
