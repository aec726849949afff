"""Small files in the shape of real ones that went wrong somewhere: what is said of each.

All contents are invented; where the fault was seen stands in the comments.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from verantwoord.deliveries.accept import check
from verantwoord.deliveries.judged import CheckReport
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

HERE = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[3]
FTE = ("packs/oefenrijk", "fte", "2024-02")
METERS = ("packs/oefenrijk", "meterstanden-elektriciteit", "2024")
GAP = "meterstanden-elektriciteit.geen-gat"  # the rest of a month, that the file leaves out
EXPORTS = "tests/packs/exports"


@cache
def pack(folder: str) -> Pack:
    return load_pack(ROOT / folder)


def report(file: str, about: tuple[str, str, str] = FTE, who: str = "alfa") -> CheckReport:
    folder, name, period = about
    whole = pack(folder)
    return check(HERE / file, whole.datasets[name], whole, who, Period.parse(period))


@pytest.mark.parametrize(
    ("file", "counts", "where"),
    [
        # fastexcel #250 and #158, exceljs #278, polars #17407: one type per column
        ("R04_true_in_number_column.xlsx", {"geen-getal": 2}, "Blad fte, cel D3 (fte)"),
        ("R04_true_in_number_column.ods", {"geen-getal": 1}, "Blad fte, cel D3 (fte)"),
        ("R04_true_int.xlsx", {"geen-getal": 1}, "Blad fte, cel D3 (fte)"),
        # votingworks/arlo #697, #948, #1212: the totals row is left in
        ("R05_total_row.csv", {"totaalrij": 1}, "Rij 4, kolom onderdeel"),
        ("R05_subtotal_eindtotaal_waarvan.csv", {"totaalrij": 3}, "Rij 4, kolom onderdeel"),
        # SheetJS #630, LinqToExcel #74, ImportExcel #762, EPPlus #602
        ("R06_hidden_row.xlsx", {"rij-verborgen": 1}, "Blad fte, rij 3"),
        ("R06_autofilter.xlsx", {"rij-verborgen": 2}, "Blad fte, rijen 3-4"),
        # readxl #462, grist-core #284: what is shown as 85% is 0.85
        ("R07_percent_cell_fte.xlsx", {"percentage-cel": 1}, "Blad fte, cel D2 (fte)"),
        # bloom #4458, and real files with an EAN of 18 digits
        ("R08_ean_number_cell.xlsx", {"geen-tekst": 2}, "Blad fte, cellen C2:C3 (onderdeel)"),
        ("R08_ean_mixed_text.xlsx", {"geen-tekst": 1}, "Blad fte, cel C2 (onderdeel)"),
        ("R08_16_digits.xlsx", {"geen-tekst": 1}, "Blad fte, cel C3 (onderdeel)"),
        ("R08_leading_zeros_format.xlsx", {"geen-tekst": 1}, "Blad fte, cel C2 (onderdeel)"),
        ("R10_equals_quoted_text.csv", {"dubbele-sleutel": 1}, "Rij 3"),
        ("R10_apostrophe_text.csv", {}, ""),
        # pandas #4793, gbif/ipt #2016, csvlint #37
        ("R27_bom_quoted_header.csv", {}, ""),
        ("R28_leading_point.csv", {"fte.niet-negatief": 1}, "Rij 3, kolom fte"),
        ("R29_text_number_comma.xlsx", {}, ""),
        ("R29_text_number_point.xlsx", {}, ""),
        # fastexcel #184, calamine #153 and #318: "the file is damaged"
        ("R30_duration_and_number.xlsx", {"tijdsduur": 1}, "Blad fte, cel D3 (fte)"),
        ("R30_duration_and_number.ods", {"tijdsduur": 1}, "Blad fte, cel D2 (fte)"),
        ("R30_duration_and_text.xlsx", {"geen-getal": 1, "tijdsduur": 1}, "Blad fte, cel D2 (fte)"),
        # argo #4316, Energy-Sparks #2797
        ("R31_rows_of_blanks.csv", {}, ""),
        # ckan/datapusher #89, ckan/ideas #124
        ("R32_notes_above_header.csv", {"kop-lager": 1}, "Rij 4"),
        ("R32_sep_line.csv", {"kop-lager": 1}, "Rij 2"),
        ("R32_hash_comments.csv", {"geen-datum": 1, "kop-lager": 1}, "Rij 4"),
        ("R32_pipe.csv", {"scheidingsteken": 1}, "Het bestand"),
        # these were right, and stay so
        ("OK_cell_comment.ods", {}, ""),
        ("OK_date_in_num.xlsx", {"geen-getal": 1}, "Blad fte, cel D3 (fte)"),
        ("OK_dim_a1.xlsx", {}, ""),
        ("OK_down_blank.xlsx", {}, ""),
        ("OK_formula0.xlsx", {"formule": 1}, "Blad fte"),
        ("OK_no_r.xlsx", {"fte.niet-negatief": 1}, "Blad fte, cel D3 (fte)"),
        ("OK_period_date.xlsx", {"geen-periode": 1}, "Blad fte, cel A2 (periode)"),
        ("OK_repeated_rows.ods", {"dubbele-sleutel": 2, "fte.niet-negatief": 1},
         "Blad fte, rij 4"),
        ("OK_strict.xlsx", {}, ""),
        ("OK_wide_blank.xlsx", {}, ""),
        ("OK_x1904.xlsx", {}, ""),
        ("OK_x1904true.xlsx", {}, ""),
    ],
)  # fmt: skip
def test_what_is_said_of_a_file_of_fte(file: str, counts: dict[str, int], where: str) -> None:
    found = report(file)
    assert dict(found.counts) == counts
    assert [f.where for f in found.findings[:1]] == ([where] if where else [])


@pytest.mark.parametrize(
    ("file", "about", "who", "counts"),
    [
        # TANF-app #3391, hmda-platform #469: delivered under the wrong year
        ("R01_meter_outside_period.csv", (METERS[0], METERS[1], "2024-Q1"), "alfa",
         {"periode-buiten-levering": 2}),
        ("R01_trip_2019_in_2024.csv", ("packs/oefenrijk", "vliegreizen", "2024"), "alfa",
         {"periode-buiten-levering": 1}),
        # columns that came later are missing; the percentage is named beside that
        ("R07_percent_cell_rijk.xlsx", ("packs/rijk", "gepubliceerd-duurzaamheid", "2023"), "rijk",
         {"kolom-ontbreekt": 2, "percentage-cel": 1}),
        ("R28_liander_shape.csv", (EXPORTS, "liander", "2023"), "alfa", {}),
        ("R33_fluvius_october_local_time.csv", (EXPORTS, "fluvius", "2023"), "alfa",
         {"dubbele-sleutel": 4}),
        ("OK_hour_24.csv", METERS, "alfa", {"geen-tijdstip": 2, GAP: 1}),
        ("OK_october_hours_with_zone.csv", METERS, "alfa", {GAP: 1}),
    ],
)  # fmt: skip
def test_what_is_said_of_other_files(
    file: str, about: tuple[str, str, str], who: str, counts: dict[str, int]
) -> None:
    assert dict(report(file, about, who).counts) == counts


def test_a_real_hour_is_never_called_double_with_the_advice_to_remove_it() -> None:
    """On the last Sunday of October the quarters from 02:00 are there twice in local time."""
    found = report("R33_fluvius_october_local_time.csv", (EXPORTS, "fluvius", "2023")).findings
    for one in found:
        assert "Op 29-10-2023 kwam het uur van 02:00 tot 03:00 twee keer voor" in one.action
        assert "Verwijder dus niets" in one.action


def test_a_header_of_hundreds_of_blanks_is_shown_short(tmp_path: Path) -> None:
    text = (HERE / "R28_liander_shape.csv").read_text("utf-8")
    assert len(text.splitlines()[0]) > 300
    path = tmp_path / "a.csv"
    path.write_text(text.replace(".747,.747", ".747,x"), "utf-8")
    whole = pack(EXPORTS)
    found = check(path, whole.datasets["liander"], whole, "alfa", Period.parse("2023")).findings
    assert [f.where for f in found] == ["Rij 3, kolom usage4"]
