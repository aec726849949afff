"""How a header is matched, and which columns are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.personal import PERSONAL_WORDS, personal_column, redacted
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack

REPOSITORY = Path(__file__).parents[3]
DATASET = dataset(column("uren", "decimal", required=True), column("soort_relatie"))


def findings(mini: Pack, folder: Path, text: str) -> tuple[Finding, ...]:
    return check(csv_file(folder, text), DATASET, mini).findings


@pytest.mark.parametrize("name", ["uren", "UREN", " Uren ", "soort relatie", "Soort-Relatie"])
def test_capitals_blanks_and_hyphens_do_not_matter(mini: Pack, tmp_path: Path, name: str) -> None:
    header = "uren," + name if "oort" in name else name + ",soort_relatie"
    assert findings(mini, tmp_path, f"{header}\n1,x") == ()


@pytest.mark.parametrize(
    ("header", "code", "column_name"),
    [
        ("uren,uren", "kolom-dubbel", "uren"),
        ("uren,Uren", "kolom-dubbel", "uren"),
        ("soort_relatie,x", "kolom-ontbreekt", "uren"),
        ("uren,urren", "kolom-onbekend", "urren"),
        ("uren,bsn", "persoonsgegeven-kolom", "bsn"),
        ("uren,BSN-nummer", "persoonsgegeven-kolom", "BSN-nummer"),
        ("uren,naam_medewerker", "persoonsgegeven-kolom", "naam_medewerker"),
        ("uren,E-mail", "persoonsgegeven-kolom", "E-mail"),
        ("uren,flex_naam", "persoonsgegeven-kolom", "flex_naam"),
        ("uren,geboorte datum", "persoonsgegeven-kolom", "geboorte datum"),
        ("uren,", "kolom-zonder-naam", None),
    ],
)
def test_a_wrong_header_is_named(
    mini: Pack, tmp_path: Path, header: str, code: str, column_name: str | None
) -> None:
    found = findings(mini, tmp_path, f"{header}\n1,1")
    assert code in [f.code for f in found]
    one = next(f for f in found if f.code == code)
    assert (one.row, one.column) == (1, column_name)


def test_an_unknown_column_comes_with_a_suggestion(mini: Pack, tmp_path: Path) -> None:
    found = findings(mini, tmp_path, "uren,soort_relaties\n1,x")
    assert found[0].action == "Bedoelt u 'soort_relatie'?"


def test_flex_columns_come_back_in_the_findings_but_are_not_stored(
    mini: Pack, tmp_path: Path
) -> None:
    found = findings(mini, tmp_path, "uren,flex_dossier\nx,D-17")
    assert [(f.code, f.flex) for f in found] == [("geen-getal", (("flex_dossier", "D-17"),))]


def test_a_declared_column_is_judged_by_the_pack_and_not_by_its_name(
    mini: Pack, tmp_path: Path
) -> None:
    definition = dataset(column("naam"), column("postcode"))
    assert check(csv_file(tmp_path, "naam,postcode\nKantoor,2500"), definition, mini).total == 0


def test_words_inside_longer_words_are_not_about_persons() -> None:
    assert not personal_column("vestigingsnaam_kort")
    assert not personal_column("gebouwadressering")
    assert personal_column("adres")


def test_what_is_shown_never_repeats_a_bsn_or_an_address() -> None:
    text = redacted("bel Jan (bsn111222333, 1112.22.333) of mail jan2@voorbeeld.nl")
    assert "111222333" not in text
    assert "333" not in text
    assert "voorbeeld" not in text
    assert "jan2" not in text


def test_the_list_of_personal_columns_is_in_the_documentation() -> None:
    page = (REPOSITORY / "docs" / "leveren.md").read_text("utf-8")
    missing = [w for w in sorted(PERSONAL_WORDS) if f"`{w}`" not in page]
    assert missing == []
