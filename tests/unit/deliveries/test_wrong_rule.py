"""Each finding says where it is explained, and to whom one says that its rule is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.conftest import PACKS, REPOSITORY
from tests.unit.deliveries.factory import csv_file
from tests.unit.deliveries.test_commands import METERS, run
from verantwoord.deliveries.messages import FINDING_CODES
from verantwoord.deliveries.wrong_rule import folder_of_pages, page_of, reports_to
from verantwoord.language import speaking
from verantwoord.model.finding import Finding
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

BAD_ROW = f"{METERS}\nalfa,2024-05,stroom,-1,kWh\nalfa,2024-06,stroom,-1,koe\n"
OF_THE_PACK = "Klopt een regel niet? Zeg het tegen de tests (regels@mini.example) en noem: "


@pytest.fixture
def with_contact(tmp_path: Path) -> Path:
    folder = tmp_path / "mini"
    shutil.copytree(PACKS / "mini", folder)
    text = (folder / "pack.yaml").read_text("utf-8")
    (folder / "pack.yaml").write_text(f"{text}contact: regels@mini.example\n", "utf-8")
    return folder


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_the_page_of_a_code_is_there(code: str) -> None:
    assert (REPOSITORY / page_of(code)).is_file()
    assert folder_of_pages() == REPOSITORY / "docs" / "meldingen"


def test_check_says_the_page_of_each_rule_and_who_answers_for_it(
    with_contact: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, BAD_ROW)
    said = run("check", "--pack", with_contact, "--dataset", "meters", file).output.splitlines()
    assert "        1  meters.niet-negatief  docs/meldingen/regel-rij.md" in said
    assert "        1  eenheid-onbekend      docs/meldingen/eenheid-onbekend.md" in said
    assert f"{OF_THE_PACK}pack mini 1.0.0 en de regel." in said
    of_the_program = [line for line in said if "verantwoord 0.1.0 en de regel." in line]
    assert of_the_program == [
        "Klopt een regel niet? Zeg het tegen The verantwoord contributors (geen adres bekend) en "
        "noem: verantwoord 0.1.0 en de regel."
    ]


def test_in_json_each_finding_has_its_page_and_who_answers_for_it(
    with_contact: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, BAD_ROW)
    given = ("check", "--pack", with_contact, "--dataset", "meters", "--format", "json", file)
    with speaking("en"):
        found = {f["code"]: f for f in json.loads(run(*given).output)["findings"]}
    assert found["regel-rij"]["page"] == "docs/meldingen/regel-rij.md"
    assert found["regel-rij"]["wrong_rule"] == (
        "Is this rule wrong? Tell de tests (regels@mini.example) and name: pack mini 1.0.0, "
        "rule meters.niet-negatief."
    )
    assert found["eenheid-onbekend"]["wrong_rule"].endswith(
        "name: verantwoord 0.1.0, finding eenheid-onbekend."
    )


def test_a_refused_delivery_says_it_too(with_contact: Path, tmp_path: Path) -> None:
    file = csv_file(tmp_path, f"{METERS}\nalfa,2024-05,stroom,-1,kWh\n")
    given = ("--organisation", "alfa", "--period", "2024-05", "--pack", with_contact)
    said = run("deliver", tmp_path / "werk", "--dataset", "meters", *given, file).output
    assert f"{OF_THE_PACK}pack mini 1.0.0 en de regel." in said.splitlines()


def test_where_a_pack_names_no_address_none_is_made_up(mini: Pack) -> None:
    (said,) = reports_to(mini, [Finding("regel-rij", "", "", "", "", "meters.niet-negatief")] * 2)
    assert "de tests (geen adres bekend)" in said.nl
    assert "de tests (no address known)" in said.in_language("en")


def test_a_rule_from_a_pack_below_goes_to_the_owner_of_that_pack() -> None:
    pack = load_pack(REPOSITORY / "packs" / "oefenrijk")
    dataset = next(
        d for d in pack.datasets.values()
        if d.rules and pack.origins[f"dataset:{d.id}"] == "wet-banenafspraak"
    )  # fmt: skip
    (said,) = reports_to(pack, [Finding("regel-rij", "", "", "", "", dataset.rules[0].id)])
    assert "noem: pack wet-banenafspraak 1." in said.nl


def test_who_answers_for_the_program_is_whom_publiccode_names() -> None:
    about = yaml.safe_load((REPOSITORY / "publiccode.yml").read_text("utf-8"))
    (contact,) = about["maintenance"]["contacts"]
    (said,) = reports_to(load_pack(PACKS / "mini"), [Finding("geen-getal", "", "", "", "", "x")])
    assert f"tegen {contact['name']} (" in said.nl
