"""A template is a file that passes, and a definition that other tools can read."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
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


@cache
def loaded(folder: Path) -> Pack:
    return load_pack(folder)


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda v: getattr(v, "name", v))
@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
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


def test_drop_downs_and_comments_are_in_the_file(mini: Pack, tmp_path: Path) -> None:
    write_template(mini.datasets["meters"], mini, tmp_path / "m.xlsx")
    with zipfile.ZipFile(tmp_path / "m.xlsx") as container:
        sheet = container.read("xl/worksheets/sheet1.xml").decode()
        comments = container.read("xl/comments1.xml").decode()
        lists = container.read("xl/sharedStrings.xml").decode()
    assert sheet.count('<dataValidation type="list"') == 3
    assert "Drager; keuze uit een lijst; stroom, warmte; verplicht" in comments
    assert "Ministerie van Beta" in lists
    write_template(mini.datasets["meters"], mini, tmp_path / "m.ods")
    with zipfile.ZipFile(tmp_path / "m.ods") as container:
        content = container.read("content.xml").decode()
    assert 'of:cell-content-is-in-list("stroom";"warmte")' in content.replace("&quot;", '"')
    assert content.count('content-validation-name="keuze_drager"') == 2


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
