"""A file that came through a mapping: the release holds the mapping, shows it and counts on it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import PACKS
from verantwoord.cli.check import command as check_command
from verantwoord.cli.deliver import command as deliver_command
from verantwoord.cli.trace import command as trace_command
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.column_map import CellForm, MappedColumn
from verantwoord.model.errors import PackErrors
from verantwoord.model.period import Period
from verantwoord.release import trace, trace_text
from verantwoord.release.errors import ReleaseError
from verantwoord.release.publish import Order
from verantwoord.release.trace_text import read_trace
from verantwoord.release.verify import Conclusion
from verantwoord.site.whole import publish, verify

FIGURE = "energie.verbruik@alfa@2024-01"
OURS = "organisatie;maand;drager;verbruik;eenheid\nalfa;2024-01;stroom;12,5;kWh\n"
THEIRS = "Wie;Mnd;Bron;Afname;Tarief\nalfa;2024-01;E;12,5;hoog\n"
MAPPING = """\
organisation: alfa
dataset: meters
export: Gebouwbeheer 4
from: 2024-01-01
made-by: energiecoördinator
checked-by: controller
checked-on: 2024-02-01
columns:
  organisatie: Wie
  maand: Mnd
  drager: {column: Bron, codes: {E: stroom, W: warmte}}
  verbruik: Afname
fixed:
  eenheid: {value: kWh, reason: {nl: het programma levert alleen kWh, en: only kWh}}
left-out:
  Tarief: {nl: wij vragen geen prijs, en: we ask no price}
"""


def workspace(folder: Path, mapping: str = MAPPING, name: str = "meters.yaml") -> Workspace:
    made = Workspace.create(folder / "werk", PACKS / "mini")
    (made.mapping_folder / "alfa").mkdir(parents=True)
    (made.mapping_folder / "alfa" / name).write_text(mapping, "utf-8")
    return made


def file(folder: Path, text: str = THEIRS) -> Path:
    path = folder / "januari.csv"
    path.write_text(text, "utf-8")
    return path


def given(folder: Path, to: Workspace, text: str = THEIRS, mapping: bytes | None = None) -> str:
    made = deliver(
        to, "meters", "alfa", Period.parse("2024-01"), file(folder, text), dt.date(2024, 2, 10),
        mapping=mapping,
    )  # fmt: skip
    return made.rows_sha256


def test_an_export_gives_the_rows_that_retyping_it_would_give(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    mapped = given(tmp_path, workspace(tmp_path / "a"))
    assert mapped == given(tmp_path, workspace(tmp_path / "b"), OURS, mapping=b"")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    work = workspace(tmp_path)
    given(tmp_path, work)
    (work.mapping_folder / "alfa/meters.yaml").unlink()  # what was used is kept with the delivery
    publish(work, Order("proef-2024"), tmp_path / "uitgave")
    return tmp_path / "uitgave"


def test_a_release_is_made_again_with_its_mappings(release: Path) -> None:
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.EQUAL, verdict
    (mapping,) = (release / "inputs/mapping").iterdir()
    assert mapping.read_text("utf-8") == MAPPING
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    assert receipt["deliveries"][0]["mapping_sha256"] == mapping.stem
    assert receipt["files"][f"inputs/mapping/{mapping.name}"] == mapping.stem


def test_another_mapping_in_a_release_is_found(release: Path) -> None:
    (mapping,) = (release / "inputs/mapping").iterdir()
    mapping.write_text(MAPPING.replace("value: kWh", "value: MWh"), "utf-8")
    verdict = verify(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    assert any("de koppeling is veranderd" in p for p in verdict.problems)
    assert verdict.differences[0].figure.startswith("energie.")
    mapping.unlink()
    assert any("de koppeling ontbreekt" in p for p in verify(release).problems)


def test_a_reader_sees_with_which_mapping_a_file_was_read_and_what_it_filled_in(
    release: Path,
) -> None:
    (mapping,) = (release / "inputs/mapping").iterdir()
    page = (release / "leveringen.html").read_text("utf-8")
    assert f'href="inputs/mapping/{mapping.name}"' in page
    assert "Gebouwbeheer 4" in page and "het programma levert alleen kWh" in page
    (one,) = read_trace(release, FIGURE)["components"][0]["contributions"]
    assert one["mapping"]["sha256"] == mapping.stem
    said = CliRunner().invoke(trace_command, [str(release), FIGURE]).output
    assert f"gelezen met koppeling {mapping.stem[:12]} voor Gebouwbeheer 4" in said
    assert "eenheid = kWh (het programma levert alleen kWh)" in said


def test_a_reader_sees_which_column_of_the_file_became_which_of_the_dataset(release: Path) -> None:
    (one,) = read_trace(release, FIGURE)["components"][0]["contributions"]
    assert one["mapping"]["columns"] == {
        "organisatie": {"from": ["Wie"]},
        "maand": {"from": ["Mnd"]},
        "drager": {"from": ["Bron"], "codes": {"E": "stroom", "W": "warmte"}},
        "verbruik": {"from": ["Afname"]},
    }
    assert one["mapping"]["left_out"] == {
        "Tarief": {"nl": "wij vragen geen prijs", "en": "we ask no price"}
    }
    said = CliRunner().invoke(trace_command, [str(release), FIGURE]).output.splitlines()
    sha = one["mapping"]["sha256"][:12]
    start = said.index(f"Koppeling {sha}: kolommen van Gebouwbeheer 4 en van meters")
    assert said[start + 1 : start + 7] == [
        "  Wie -> organisatie",
        "  Mnd -> maand",
        "  Bron -> drager  (E = stroom; W = warmte)",
        "  Afname -> verbruik",
        "  Tarief: niet gevraagd (wij vragen geen prijs)",
        "",
    ]


def test_the_trace_of_a_clock_names_both_columns_and_the_form() -> None:
    clock = MappedColumn("Datum", time="Van", form=CellForm.DUTCH_TIME)
    says = {"from": ["Datum", "Van"], "form": "dutch-time"}
    assert trace._column(clock) == says
    mapping = {"sha256": "ab" * 32, "export": "netbeheerder", "columns": {"tijdstip": says},
               "fixed": {}, "left_out": {}}  # fmt: skip
    given = [{"contributions": [{"dataset": "meters", "mapping": mapping}]}] * 2
    assert list(trace_text._mappings(given)) == [
        "",
        "Koppeling abababababab: kolommen van netbeheerder en van meters",
        "  Datum + Van -> tijdstip  (dutch-time)",
    ]
    older = {
        key: mapping[key] for key in ("sha256", "export", "fixed")
    }  # before columns stood here
    assert not list(trace_text._mappings([{"contributions": [{"mapping": older}]}]))


def test_a_mapping_that_was_changed_after_delivery_stops_a_release(tmp_path: Path) -> None:
    work = workspace(tmp_path)
    given(tmp_path, work)
    (used,) = (work.path / "files").glob("*.yaml")
    used.write_text(MAPPING + "# later\n", "utf-8")
    with pytest.raises(ReleaseError, match="is veranderd sinds de levering"):
        publish(work, Order("proef-2024"), tmp_path / "uitgave")


def test_the_mapping_alone_may_be_corrected(tmp_path: Path) -> None:
    """The same file counts otherwise under a better mapping; that is a correction like any."""
    work = workspace(tmp_path, MAPPING.replace("value: kWh", "value: MWh"))
    first = deliver(work, "meters", "alfa", Period.parse("2024-01"), file(tmp_path),
                    dt.date(2024, 2, 10))  # fmt: skip
    again = {"replaces": first.id[:12], "reason": "de koppeling noemde MWh"}
    with pytest.raises(NotDelivered, match="niets te corrigeren"):
        deliver(work, "meters", "alfa", Period.parse("2024-01"), file(tmp_path),
                dt.date(2024, 2, 11), **again)  # fmt: skip
    (work.mapping_folder / "alfa/meters.yaml").write_text(MAPPING, "utf-8")
    second = deliver(work, "meters", "alfa", Period.parse("2024-01"), file(tmp_path),
                     dt.date(2024, 2, 11), **again)  # fmt: skip
    assert second.rows_sha256 != first.rows_sha256
    assert [d.mapping_sha256 for d in work.deliveries()] == [
        first.mapping_sha256, second.mapping_sha256
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "becomes", "name", "said"),
    [
        ("from: 2024-01-01", "from: 2024-01-15", "meters.yaml", "geen koppeling voor heel 2024-01"),
        ("dataset: meters", "dataset: meters", "fte.yaml", None),
        ("organisation: alfa", "organisation: beta", "meters.yaml", "een koppeling van beta"),
    ],
)
def test_a_mapping_for_something_else_is_not_used(
    tmp_path: Path, was: str, becomes: str, name: str, said: str | None
) -> None:
    work = workspace(tmp_path, MAPPING.replace(was, becomes), name)
    if said is None:  # it has the name of another dataset, so nobody looks at it here
        given(tmp_path, work, OURS)
        return
    with pytest.raises(NotDelivered, match=said):
        given(tmp_path, work)


def test_two_mappings_for_one_period_are_refused_and_two_after_each_other_not(
    tmp_path: Path,
) -> None:
    work = workspace(tmp_path)
    later = work.mapping_folder / "alfa/meters.nieuw.yaml"
    later.write_text(MAPPING, "utf-8")
    with pytest.raises(NotDelivered, match=r"meters.yaml, mapping/alfa/meters.nieuw.yaml"):
        given(tmp_path, work)
    later.write_text(MAPPING.replace("from: 2024-01-01", "from: 2025-01-01"), "utf-8")
    (work.mapping_folder / "alfa/meters.yaml").write_text(
        MAPPING.replace("from: 2024-01-01", "from: 2024-01-01\nuntil: 2025-01-01"), "utf-8"
    )
    given(tmp_path, work)


def test_on_the_command_line_a_mapping_is_said_before_anything_else(tmp_path: Path) -> None:
    work = workspace(tmp_path)
    export, mapping = file(tmp_path), work.mapping_folder / "alfa/meters.yaml"
    about = ["--dataset", "meters", "--organisation", "alfa", "--period", "2024-01"]
    pack = ["--pack", str(PACKS / "mini")]
    ran = CliRunner().invoke(check_command, [*pack, *about, "--mapping", str(mapping), str(export)])
    assert ran.exit_code == 0, ran.output
    assert ran.output.startswith("Gelezen met de koppeling voor Gebouwbeheer 4")
    assert "eenheid is in elke rij 'kWh': het programma levert alleen kWh" in ran.output
    other = [*about[:4], "--period", "2023-12", "--mapping", str(mapping), str(export)]
    ran = CliRunner().invoke(check_command, [*pack, *other])
    assert ran.exit_code == 2 and "deze koppeling geldt van 2024-01-01" in ran.output
    ran = CliRunner().invoke(
        deliver_command, [str(work.path), *about, "--without-mapping", str(export)]
    )
    assert ran.exit_code == 1 and "ontbreekt" in ran.output
    ran = CliRunner().invoke(deliver_command, [str(work.path), *about, str(export)])
    assert ran.exit_code == 0 and "Gelezen met koppeling" in ran.output, ran.output


@pytest.mark.parametrize("condition", ["where: Bron = 'E'", "group-by: [Mnd]"])
def test_a_mapping_cannot_choose_or_add_up_rows(tmp_path: Path, condition: str) -> None:
    with pytest.raises(PackErrors, match=condition.partition(":")[0]):
        given(tmp_path, workspace(tmp_path, f"{MAPPING}{condition}\n"))


def test_each_row_of_an_export_is_one_row_of_the_delivery(tmp_path: Path) -> None:
    work = workspace(tmp_path)
    given(tmp_path, work, f"{THEIRS}alfa;2024-01;W;3;laag\n")
    (delivery,) = work.deliveries()
    assert delivery.rows == 2
