"""A template is a file that passes, and a definition that other tools can read."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
from tests.unit.deliveries.workbooks import seen
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.example_row import example_row
from verantwoord.deliveries.table_schema import table_schema
from verantwoord.deliveries.template import write_template
from verantwoord.deliveries.template_plan import MARK, plan
from verantwoord.model.dataset import ColumnType, Dataset
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

ROOT = Path(__file__).parents[3]
PACKS = [ROOT / "tests" / "packs" / "mini", ROOT / "packs" / "rijk", ROOT / "packs" / "oefenrijk"]
CASES = [
    (folder, path.stem)
    for folder in PACKS
    if (folder / "pack.yaml").exists()
    for path in sorted((folder / "datasets").glob("*.yaml"))
    if "kind: afgeleid" not in path.read_text("utf-8")
]
EVERYTHING = dataset(
    *(
        column(
            f"k_{t.value}",
            t.value,
            required=True,
            codes=("x", "y") if t is ColumnType.CODE else (),
        )
        for t in ColumnType
    ),
    column("verbruik", "decimal", unit="kwh", unit_column="eenheid", unit_codes={"MWh": "mwh"}),
    column("eenheid"),
    rules=[rule("r", "k_integer > 5 and k_decimal <= k_integer")],
)


# `make test-fast` makes workbooks of the types of columns only, not of every dataset there is
SHEETS = [pytest.param(form, marks=pytest.mark.slow) for form in ("xlsx", "ods")]


@cache
def loaded(folder: Path) -> Pack:
    return load_pack(folder)


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda v: getattr(v, "name", v))
@pytest.mark.parametrize("extension", ["csv", *SHEETS])
def test_the_template_of_every_dataset_passes(
    folder: Path, name: str, extension: str, tmp_path: Path
) -> None:
    pack = loaded(folder)
    passes(pack.datasets[name], pack, tmp_path / f"sjabloon.{extension}")


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_template_can_hold_every_type(
    mini: Pack, tmp_path: Path, extension: str, language: str
) -> None:
    passes(EVERYTHING, mini, tmp_path / f"sjabloon.{extension}", language)


def passes(definition: Dataset, pack: Pack, path: Path, language: str = "nl") -> None:
    write_template(definition, pack, path, language)
    example = example_row(definition, pack)
    checked = check(path, definition, pack, example.organisation.id, example.period)
    assert [(f.code, f.row) for f in checked.findings] == [("voorbeeldrij", 2)]
    assert checked.rows == 1


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_the_example_row_is_known_below_and_above_other_rows(
    mini: Pack, tmp_path: Path, extension: str
) -> None:
    """Whatever the form: the mark goes with the row."""
    path = tmp_path / f"a.{extension}"
    write_template(mini.datasets["meters"], mini, path, "nl", "alfa", Period.parse("2024-05"))
    found = check(path, mini.datasets["meters"], mini, "alfa", Period.parse("2024-05")).findings
    assert [f.code for f in found] == ["voorbeeldrij"]
    assert "flex_voorbeeld" in found[0].where


def test_a_row_written_over_the_example_counts_when_its_mark_is_gone(
    mini: Pack, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    may = Period.parse("2024-05")
    write_template(mini.datasets["meters"], mini, path, "nl", "alfa", may)
    header, row = path.read_text("utf-8-sig").splitlines()
    own = row.replace("stroom", "warmte").removesuffix(MARK)
    for lines, codes in (
        ([header, row, own], ["voorbeeldrij"]),
        ([header, own, row], ["voorbeeldrij"]),
        ([header, own], []),
    ):
        path.write_text("\n".join(lines) + "\n", "utf-8")
        found = check(path, mini.datasets["meters"], mini, "alfa", may).findings
        assert [f.code for f in found] == codes


def test_a_template_is_for_an_organisation_and_a_period(mini: Pack, tmp_path: Path) -> None:
    """Gamma began in July 2024: it is in the list of 2024, and not in that of 2023."""
    for period, there in (("2023", False), ("2024", True), ("2025", True)):
        made = plan(mini.datasets["meters"], mini, "nl", "alfa", Period.parse(period))
        assert ("Ministerie van Gamma" in made.choices["organisatie"]) is there
        assert ("Ministerie van Beta" in made.choices["organisatie"]) is (period != "2025")
        assert made.example.values["maand"] == f"{period}-01"
        assert made.example.values["organisatie"] == "Ministerie van Alfa"


def test_epsilon_and_zeta_are_in_the_list_of_the_year_in_which_they_began() -> None:
    pack = loaded(ROOT / "packs" / "oefenrijk")
    made = plan(pack.datasets["banenafspraak-uren"], pack, "nl", "alfa", Period.parse("2024"))
    names = " ".join(made.choices["organisatie"])
    assert all(n in names for n in ("Delta", "Epsilon", "Zeta"))


def test_an_example_lies_in_its_period_whatever_the_examples_of_the_rules_say() -> None:
    pack = loaded(ROOT / "packs" / "oefenrijk")
    values = example_row(pack.datasets["fte"], pack, "beta", Period.parse("2023")).values
    assert values["periode"] == "2023-01"
    assert values["peildatum"] == dt.date(2023, 1, 31)


def test_an_example_is_changed_until_it_breaks_no_rule(mini: Pack) -> None:
    values = example_row(EVERYTHING, mini).values
    assert values["k_integer"] > 5
    assert values["k_decimal"] == Decimal(1)


def test_people_read_titles_and_programs_read_ids(mini: Pack, tmp_path: Path) -> None:
    """One cell holds both, so that there is one header; a finding names the title."""
    path = tmp_path / "m.xlsx"
    write_template(mini.datasets["meters"], mini, path, "nl", "alfa", Period.parse("2024-05"))
    sheet = seen(path)["meters"]
    assert sheet.cells["C1"] == "Drager\ndrager"
    assert "keuze uit een lijst; stroom, warmte; verplicht" in sheet.comments["C1"]
    replaced(path, "xl/sharedStrings.xml", "<t>stroom</t>", "<t>gas</t>")
    found = check(path, mini.datasets["meters"], mini, "alfa", Period.parse("2024-05")).findings
    assert "Blad meters, cel C2 (Drager)" in [f.where for f in found]


def replaced(path: Path, part: str, old: str, new: str) -> None:
    """Change one part of a container, as a program that saves it would."""
    with zipfile.ZipFile(path) as container:
        parts = {n: container.read(n) for n in container.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)


@pytest.mark.parametrize("dataset_id", ["fte", "vliegreizen", "meterstanden-elektriciteit"])
@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_a_filled_in_template_passes_and_an_untouched_one_does_not(
    tmp_path: Path, dataset_id: str, extension: str
) -> None:
    """Filled in here is: the example with its mark emptied, as our own page says one may."""
    pack, about = loaded(ROOT / "packs" / "oefenrijk"), Period.parse("2024")
    path = tmp_path / f"a.{extension}"
    write_template(pack.datasets[dataset_id], pack, path, "nl", "alfa", about)
    given = (path, pack.datasets[dataset_id], pack, "alfa", about)
    assert [f.code for f in check(*given).findings] == ["voorbeeldrij"]
    if extension == "csv":
        path.write_text(path.read_text("utf-8").replace(MARK, ""), "utf-8")
    else:
        part = "xl/sharedStrings.xml" if extension == "xlsx" else "content.xml"
        replaced(path, part, MARK, "")
    report = check(*given)
    assert (report.rows, report.findings) == (1, ())


def test_the_header_of_a_template_may_be_saved_as_csv(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    titles = plan(mini.datasets["meters"], mini, "nl").titles[:5]
    header = ";".join(f'"{t}"' for t in titles)
    path.write_text(f"{header}\nalfa;2024-05;stroom;x;kWh\n", "utf-8")
    found = check(path, mini.datasets["meters"], mini).findings
    assert [(f.code, f.column) for f in found] == [("geen-getal", "Verbruik")]


def validations(path: Path) -> dict[str, ElementTree.Element]:
    """Return what may be filled in, by the letter of the column."""
    with zipfile.ZipFile(path) as container:
        root = ElementTree.fromstring(container.read("xl/worksheets/sheet1.xml"))
    return {v.get("sqref", "")[:1]: v for v in root.iter() if v.tag.endswith("}dataValidation")}


def test_a_template_says_what_may_be_filled_in(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    lies = dataset(
        column("maand", "period", grain="maand", role="period"), column("dag", "date"),
        column("aantal", "integer"), column("getal", "decimal"), column("moment", "timestamp"),
        column("vrij"), column("goed", "boolean"),
    )  # fmt: skip
    write_template(lies, mini, path, "nl", "alfa", Period.parse("2024-Q1"))
    made = validations(path)
    kinds = {k: v.get("type") for k, v in made.items()}
    assert kinds == {
        "A": "list", "B": "date", "C": "whole", "D": "decimal", "E": "custom", "G": "list"
    }  # fmt: skip
    assert all(v.get("errorTitle") == "Dit kan hier niet" for v in made.values())
    assert made["B"].get("error") == "Vul een datum in van 01-01-2024 tot en met 31-03-2024."
    assert [f.text for f in made["B"]] == ["45292", "45382"]
    assert seen(path)["Keuzelijsten"].rows() == [
        ["maand", "goed"], ["2024-01", "ja"], ["2024-02", "nee"], ["2024-03"]
    ]  # fmt: skip
    write_template(lies, mini, path, "en", "alfa", Period.parse("2024-Q1"))
    assert validations(path)["C"].get("error", "").startswith("Fill in a whole number")


def test_an_ods_template_says_the_same(mini: Pack, tmp_path: Path) -> None:
    write_template(mini.datasets["meters"], mini, tmp_path / "m.ods")
    with zipfile.ZipFile(tmp_path / "m.ods") as container:
        content = container.read("content.xml").decode().replace("&quot;", '"')
    assert 'of:cell-content-is-in-list("stroom";"warmte")' in content
    assert "of:cell-content-is-decimal-number() and cell-content-is-between" in content
    assert "Vul een getal in, zonder eenheid, procentteken of tekst." in content
    assert content.count('content-validation-name="keuze_drager"') == 2


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda v: getattr(v, "name", v))
def test_no_template_refuses_its_own_example(folder: Path, name: str) -> None:
    made = plan(loaded(folder).datasets[name], loaded(folder), "nl")
    for column_name, guard in made.guards.items():
        value = made.example.values[column_name]
        if guard.choices and value is not None and not isinstance(value, bool):
            assert value in guard.choices
        if guard.low is not None and guard.high is not None:
            assert value is None or guard.low <= value <= guard.high


def test_the_explanation_wraps_and_prints_on_one_page(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    write_template(mini.datasets["meters"], mini, path, "nl", "alfa", Period.parse("2024-05"))
    with zipfile.ZipFile(path) as container:
        sheet = container.read("xl/worksheets/sheet2.xml").decode()
        styles = container.read("xl/styles.xml").decode()
        book = container.read("xl/workbook.xml").decode()
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert '<pageSetup paperSize="9" orientation="landscape"' in sheet  # 1 by 1 is the default
    assert 'wrapText="1"' in styles
    assert 'name="Keuzelijsten" sheetId="3" state="hidden"' in book
    told = [[x for x in row if x] for row in seen(path)["Uitleg"].rows()]
    assert ["Voor Ministerie van Alfa, over 2024-05"] in told
    drager = next(r for r in told if r[0] == "Drager")
    assert drager == [
        "Drager",
        "keuze uit een lijst; stroom, warmte; verplicht",
        "stroom",
        "drager",
    ]
    wide = "".join(x for r in told for x in r)
    assert "meters.niet-negatief" in wide


def test_only_the_hidden_list_of_a_template_may_be_hidden(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    write_template(mini.datasets["meters"], mini, path, "nl", "alfa", Period.parse("2024-05"))
    replaced(path, "xl/workbook.xml", 'name="Keuzelijsten"', 'name="Verstopt"')
    found = check(path, mini.datasets["meters"], mini, "alfa", Period.parse("2024-05")).findings
    assert "blad-verborgen" in [f.code for f in found]


def test_the_same_template_has_the_same_bytes(mini: Pack, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(mini.datasets["meters"], mini, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_nobody_delivers_has_no_template(mini: Pack, tmp_path: Path) -> None:
    with pytest.raises(NotDelivered, match="niemand levert"):
        write_template(mini.datasets["uitstoot"], mini, tmp_path / "a.csv")
    with pytest.raises(NotDelivered, match="kies een naam"):
        write_template(mini.datasets["fte"], mini, tmp_path / "a.pdf")


def test_the_table_schema_says_what_the_dataset_says(mini: Pack) -> None:
    schema = table_schema(mini.datasets["meters"])
    fields = {f["name"]: f for f in schema["fields"]}
    assert schema["primaryKey"] == ["organisatie", "maand", "drager"]
    assert fields["drager"]["constraints"] == {"required": True, "enum": ["stroom", "warmte"]}
    assert fields["eenheid"]["constraints"]["enum"] == ["kWh", "MWh"]
    assert fields["verbruik"]["type"] == "number"
    assert fields["verbruik"]["unit"] == "kwh"
    every = {f["name"]: f["type"] for f in table_schema(EVERYTHING)["fields"]}
    assert set(every.values()) == {
        "string", "integer", "number", "date", "datetime", "boolean"
    }  # fmt: skip
