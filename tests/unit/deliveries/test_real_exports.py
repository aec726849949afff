"""Exports of systems that ministries have, delivered as they are through a mapping.

Contents are invented; the shapes are those of lists of travel agencies, building registers with
energy labels and fleet overviews. Meters and days of temperatures are in `test_mapping`.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.mapping import read_mapping
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

OEFENRIJK = Path(__file__).parents[3] / "packs" / "oefenrijk"
HEAD = """\
organisation: alfa
dataset: {dataset}
export: {export}
from: 2023-01-01
made-by: medewerker bedrijfsvoering
checked-by: controller
checked-on: 2024-02-01
"""


@cache
def oefenrijk() -> Pack:
    return load_pack(OEFENRIJK)


def stored(folder: Path, file: Path, text: str, period: str, columns: str) -> list[Any]:
    """Deliver an export through the mapping of the workspace; return columns of what was stored."""
    work = Workspace.create(folder / "werk", OEFENRIJK)
    dataset = read_mapping(text.encode(), "x", oefenrijk()).says.dataset
    place = work.mapping_folder / "alfa" / f"{dataset}.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(text, "utf-8")
    made = deliver(work, dataset, "alfa", Period.parse(period), file, dt.date(2025, 1, 10))
    path = str(work.rows_path(made))
    sql = f"SELECT {columns} FROM read_parquet(?) ORDER BY _rij"
    return duckdb.execute(sql, [path]).fetchall()


def codes(file: Path, text: str, period: str) -> dict[str, int]:
    used = read_mapping(text.encode(), "x", oefenrijk())
    dataset = oefenrijk().datasets[used.says.dataset]
    return dict(
        check(file, dataset, oefenrijk(), "alfa", Period.parse(period), mapping=used).counts
    )


FLIGHTS = (
    HEAD.format(dataset="vliegreizen", export="boekingen van het reisbureau")
    + """\
columns:
  datum: {column: Vertrek, form: yyyymmdd}
  van: Orig
  naar: Dest
  traject: {column: Type, codes: {OW: enkel, RT: retour}}
  klasse: {column: Cabin, codes: {Y: economy, W: premium, C: business, F: first},
           empty: {value: onbekend, reason: het bureau laat de klasse soms leeg}}
  reizigers: Pax
left-out:
  Vluchtnr: niet gevraagd; kan met de datum een persoon aanwijzen
"""
)
BOOKINGS = """\
Vertrek,Vluchtnr,Orig,Dest,Type,Cabin,Pax
20240115,KL1001,AMS,LHR,RT,Y,2
20240301,KL0641,AMS,JFK,OW,C,1
20240301,XX1,AMS,GVA,OW,,3
"""


def test_bookings_of_a_travel_agency(tmp_path: Path) -> None:
    file = tmp_path / "boekingen.csv"
    file.write_text(BOOKINGS, "utf-8")
    rows = stored(tmp_path, file, FLIGHTS, "2024", "datum, van, naar, traject, klasse, reizigers")
    assert rows == [
        (dt.date(2024, 1, 15), "AMS", "LHR", "retour", "economy", 2),
        (dt.date(2024, 3, 1), "AMS", "JFK", "enkel", "business", 1),
        (dt.date(2024, 3, 1), "AMS", "GVA", "enkel", "onbekend", 3),
    ]


BUILDINGS = (
    HEAD.format(dataset="gebouwen", export="vastgoedregister")
    + """\
columns:
  gebouw: Objectcode
  soort: {column: Gebruiksfunctie, codes: {Kantoorfunctie: kantoor,
          Overige gebruiksfunctie: overig}}
  eigendom: {column: Huur/eigendom, codes: {E: eigen, H: gehuurd}}
  oppervlakte: GO m2
  label: {column: Energielabel, codes: {A++++: A, A+++: A, A++: A, A+: A, Geen label: onbekend},
          empty: {value: onbekend, reason: van dit pand is geen label geregistreerd}}
fixed:
  jaar: {value: "{period}", reason: het register is dat van de laatste dag van het jaar}
left-out:
  Label geldig tot: niet gevraagd
above-header: de titel van het rapport en de datum van de uitdraai
"""
)
REGISTER = [
    ["Vastgoedregister"], ["Uitdraai 31-12-2024"],
    ["Objectcode", "Gebruiksfunctie", "Huur/eigendom", "GO m2", "Energielabel", "Label geldig tot"],
    ["00123", "Kantoorfunctie", "E", 12345.6, "A+++", "01-01-2030"],
    ["00124", "Kantoorfunctie", "H", 800, "D", "01-01-2026"],
    ["00125", "Overige gebruiksfunctie", "H", 95.5, None, None],
    ["00126", "Kantoorfunctie", "H", 400, "Geen label", None],
]  # fmt: skip


def register(folder: Path, rows: list[list[Any]]) -> Path:
    path = folder / "register.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Rapport")
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    return path


def test_a_building_register_with_labels(tmp_path: Path) -> None:
    """Classes above A count as A, and what has no label is unknown, never left out."""
    file = register(tmp_path, REGISTER)
    rows = stored(
        tmp_path, file, BUILDINGS, "2024",
        "jaar, gebouw, soort, eigendom, oppervlakte::VARCHAR, label",
    )  # fmt: skip
    assert rows == [
        ("2024", "00123", "kantoor", "eigen", "12345.6", "A"),
        ("2024", "00124", "kantoor", "gehuurd", "800.0", "D"),
        ("2024", "00125", "overig", "gehuurd", "95.5", "onbekend"),
        ("2024", "00126", "kantoor", "gehuurd", "400.0", "onbekend"),
    ]


def test_a_register_with_addresses_is_refused_whatever_is_left_out(tmp_path: Path) -> None:
    """An address with a number is no business of ours, and the file is published as it is sent."""
    rows = [*REGISTER[:2], [*REGISTER[2], "Postcode"], *([*r, "1234AB"] for r in REGISTER[3:])]
    left = BUILDINGS.replace("left-out:\n", "left-out:\n  Postcode: niet gevraagd\n")
    assert codes(register(tmp_path, rows), left, "2024") == {"persoonsgegeven-kolom": 1}


FLEET = (
    HEAD.format(dataset="wagenpark", export="overzicht van de leasemaatschappij")
    + """\
columns:
  aandrijving: {column: Brandstof, codes: {Elektrisch: batterij, Benzine: benzine, Diesel: diesel,
                Hybride (plug-in): plug-in-hybride, Onbekend: onbekend}}
  aantal: Aantal
fixed:
  maand: {value: "{period}", reason: het overzicht is dat van het eind van de maand}
"""
)


def test_an_overview_of_a_fleet(tmp_path: Path) -> None:
    file = tmp_path / "wagenpark.csv"
    file.write_text("Brandstof;Aantal\nElektrisch;12\nHybride (plug-in);3\nOnbekend;1\n", "utf-8")
    rows = stored(tmp_path, file, FLEET, "2024-12", "maand, aandrijving, aantal")
    assert rows == [
        ("2024-12", "batterij", 12), ("2024-12", "plug-in-hybride", 3), ("2024-12", "onbekend", 1)
    ]  # fmt: skip


def test_a_list_of_vehicles_with_number_plates_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wagenpark.csv"
    file.write_text("Kenteken;Brandstof;Aantal\nAB-123-C;Elektrisch;1\n", "utf-8")
    left = FLEET + "left-out:\n  Kenteken: niet gevraagd\n"
    assert codes(file, left, "2024-12") == {"persoonsgegeven-kolom": 1}


def test_an_empty_quantity_is_never_given_a_meaning() -> None:
    text = FLEET.replace(
        "aantal: Aantal", "aantal: {column: Aantal, empty: {value: '0', reason: x}}"
    )
    with pytest.raises(PackError, match="leeg is onbekend"):
        read_mapping(text.encode(), "x", oefenrijk())
