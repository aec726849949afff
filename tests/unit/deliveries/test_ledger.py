"""One cell has one delivery that counts: overlap, corrections, silence, and mistaken files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import (
    asked,
    column,
    csv_file,
    dataset,
    rule,
    with_dataset,
    workspace_for,
)
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered, Refused
from verantwoord.deliveries.ledger import as_bytes, in_words, read_cells
from verantwoord.deliveries.log import LogError
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import CellGrain, Column, Dated, DatedAs
from verantwoord.model.delivery import Cell, Delivery, counting, current
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Text

DAY = dt.date(2025, 2, 1)
WHO = column("wie", "organisation", required=True, key=True, role="organisation")
WHEN = column("maand", "period", required=True, key=True, role="period", grain="maand")
DATE = column("dag", "date", required=True, role="period")
METER = column("meter", required=True, key=True)
KWH = column("kwh", "decimal", required=True)


class Office:
    """A workspace with one dataset, and a short way to send it files."""

    def __init__(self, folder: Path, mini: Pack, *columns: Column, **more: Any) -> None:
        request = {k: more.pop(k) for k in ("of", "every") if k in more}
        self.pack = asked(with_dataset(mini, dataset(*columns, **more)), **request)
        self.workspace = workspace_for(folder, self.pack)
        self.folder = folder
        self.columns = columns
        self.told: list[Finding] = []
        self.sent = 0

    def file(self, rows: Iterable[str]) -> Path:
        self.sent += 1
        header = ",".join(c.name for c in self.columns)
        return csv_file(self.folder, "\n".join([header, *rows]), f"{self.sent}.csv")

    def send(self, who: str, period: str, *rows: str, **more: Any) -> Delivery:
        more.setdefault("received_on", DAY)
        return deliver(
            self.workspace, "proef", who, Period.parse(period), self.file(rows),
            told=self.told.append, **more,
        )  # fmt: skip

    def refused(self, who: str, period: str, *rows: str, **more: Any) -> list[str]:
        before = self.workspace.deliveries()
        with pytest.raises(Refused) as refusal:
            self.send(who, period, *rows, **more)
        assert self.workspace.deliveries() == before
        return [f.code for f in refusal.value.findings]


def months(*numbers: int, who: str = "alfa", amount: int = 1) -> list[str]:
    return [f"{who},2024-{m:02d},{amount}" for m in numbers]


@pytest.fixture
def office(tmp_path: Path, mini: Pack) -> Office:
    return Office(tmp_path, mini, WHO, WHEN, KWH, of=("alfa", "dienst-a", "beta"))


@pytest.fixture
def meters(tmp_path: Path, mini: Pack) -> Office:
    grain = CellGrain(Grain.MONTH, "meter")
    return Office(tmp_path, mini, METER, WHEN, KWH, grain=grain)


def cells(*texts: str, who: str = "alfa", unit: str = "") -> tuple[Cell, ...]:
    return tuple(Cell(who, Period.parse(t), unit) for t in texts)


def test_a_delivery_covers_the_cells_of_its_rows_and_keeps_them_beside_these(
    office: Office,
) -> None:
    made = office.send("alfa", "2024-Q1", *months(1, 2, 3), *months(2, who="dienst-a"))
    assert made.cells == (
        *cells("2024-01", "2024-02", "2024-03"),
        *cells("2024-02", who="dienst-a"),
    )
    again = Workspace.open(office.workspace.path)
    assert again.deliveries() == [made]
    assert read_cells(again.cells_path(made), made.cells_sha256) == made.cells
    assert len(made.definition_sha256) == 64


def test_a_month_that_the_year_file_has_is_refused_with_the_command_that_replaces(
    office: Office,
) -> None:
    """D1: a year file and a file of January counted January twice."""
    year = office.send("alfa", "2024", *months(*range(1, 13)))
    with pytest.raises(NotDelivered) as refused:
        office.send("alfa", "2024-01", *months(1, amount=2))
    said = str(refused.value)
    assert f"--replaces {year.id[:12]} --reason" in said
    assert "alfa 2024-01" in said
    assert office.workspace.deliveries() == [year]


def test_cells_of_another_length_are_in_the_way_too(office: Office, tmp_path: Path) -> None:
    """A dataset that was per quarter and is per month now: the quarter still counts."""
    quarter = column("kwartaal", "period", required=True, role="period", grain="kwartaal")
    monthly = office.workspace.pack
    office.workspace.__dict__["pack"] = with_dataset(monthly, dataset(WHO, quarter, KWH))
    file = csv_file(tmp_path, "wie,kwartaal,kwh\nalfa,2024-Q1,9", "kwartaal.csv")
    old = deliver(office.workspace, "proef", "alfa", Period.parse("2024-Q1"), file, DAY)
    office.workspace.__dict__["pack"] = monthly
    with pytest.raises(NotDelivered, match=f"--replaces {old.id[:12]}"):
        office.send("alfa", "2024-02", *months(2))
    office.send("alfa", "2024-04", *months(4))
    office.send("alfa", "2024-01/2024-03", *months(1, 2, 3), replaces=old.id, reason="per maand",
                explanations={"cellen-vervallen": "nu per maand"})  # fmt: skip


def test_a_cell_without_sub_unit_is_in_the_way_of_one_with(tmp_path: Path, mini: Pack) -> None:
    grain = CellGrain(Grain.MONTH, "meter")
    office = Office(tmp_path, mini, METER, WHEN, KWH)
    divided = with_dataset(office.pack, dataset(METER, WHEN, KWH, grain=grain))
    whole = office.send("alfa", "2024-01", "m1,2024-01,1")
    office.workspace.__dict__["pack"] = divided
    with pytest.raises(NotDelivered, match=f"--replaces {whole.id[:12]}"):
        office.send("alfa", "2024-01", "m2,2024-01,1")
    office.send("alfa", "2024-02", "m2,2024-02,1")
    office.workspace.__dict__["pack"] = office.pack
    with pytest.raises(NotDelivered, match="--replaces"):
        office.send("alfa", "2024-02", "m3,2024-02,1")


def test_a_ministry_and_its_agency_cannot_both_deliver_a_cell(office: Office) -> None:
    own = office.send("dienst-a", "2024-05", *months(5, who="dienst-a"))
    with pytest.raises(NotDelivered, match=f"--replaces {own.id[:12]}"):
        office.send("alfa", "2024-05", *months(5), *months(5, who="dienst-a"))
    both = office.send("alfa", "2024-05", *months(5), *months(5, who="dienst-a"),
                       replaces=own.id, reason="het ministerie levert voortaan alles")  # fmt: skip
    assert counting(office.workspace.deliveries()) == [both]


def test_a_year_file_replaces_the_months_that_were_there(office: Office) -> None:
    one = office.send("alfa", "2024-01", *months(1))
    two = office.send("alfa", "2024-02", *months(2))
    with pytest.raises(NotDelivered) as refused:
        office.send("alfa", "2024", *months(*range(1, 13)), replaces=one.id, reason="jaar")
    assert f"--replaces {one.id[:12]}" in str(refused.value)
    assert f"--replaces {two.id[:12]}" in str(refused.value)
    year = office.send("alfa", "2024", *months(*range(1, 13)),
                       replaces=[two.id, one.id], reason="jaar")  # fmt: skip
    assert sorted(year.replaces) == sorted([one.id, two.id])
    assert current(office.workspace.deliveries()) == [year]


def test_months_can_take_the_place_of_a_year_file(office: Office) -> None:
    year = office.send("alfa", "2024", *months(1, 2))
    assert office.refused("alfa", "2024-01", *months(1, amount=3), replaces=year.id,
                          reason="los") == ["cellen-vervallen"]  # fmt: skip
    one = office.send("alfa", "2024-01", *months(1, amount=3), replaces=year.id, reason="los",
                      explanations={"cellen-vervallen": "februari volgt apart"})  # fmt: skip
    two = office.send("alfa", "2024-02", *months(2, amount=4))
    assert current(office.workspace.deliveries()) == [one, two]
    assert [w.rule for w in one.warnings] == ["cellen-vervallen"]


def test_the_very_same_file_may_come_back_after_it_was_replaced(office: Office) -> None:
    january = months(1)
    first = office.send("alfa", "2024-01", *january)
    year = office.send("alfa", "2024", *months(*range(1, 13), amount=2), replaces=first.id,
                       reason="jaar ineens")  # fmt: skip
    office.send("alfa", "2024-02", *months(2), replaces=year.id, reason="toch per maand",
                explanations={"cellen-vervallen": "de andere volgen"})  # fmt: skip
    back = office.send("alfa", "2024-01", *january)
    assert back.file_sha256 == first.file_sha256
    assert back.id != first.id
    assert [d.id for d in office.workspace.deliveries()].count(first.id) == 1
    office.workspace.index_path.unlink()
    with office.workspace.index() as index:
        assert [d.id for d in index.about("proef", "alfa", Period.month(2024, 1))] == [back.id]


def test_a_file_that_was_kept_unasked_may_come_again_when_it_is_asked(
    tmp_path: Path, mini: Pack
) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH, of=("beta",))
    first = office.send("alfa", "2024-01", *months(1), unasked=True)
    office.workspace.__dict__["pack"] = asked(office.pack, of=("alfa",))
    second = office.send("alfa", "2024-01", *months(1))
    assert second.file_sha256 == first.file_sha256 and second.id != first.id
    assert [d.unasked for d in office.workspace.accepted()] == [True, False]


def test_two_files_about_one_year_may_stand_beside_each_other(office: Office) -> None:
    """The name of a delivery decides nothing: January to June and July to December are a year."""
    first = office.send("alfa", "2024", *months(*range(1, 7)))
    second = office.send("alfa", "2024", *months(*range(7, 13)))
    assert counting(office.workspace.accepted()) == [first, second]
    assert not set(first.cells) & set(second.cells)


def test_what_was_replaced_is_found_and_its_newest_is_named(office: Office) -> None:
    first = office.send("alfa", "2024-01", *months(1))
    second = office.send("alfa", "2024-01", *months(1, amount=2), replaces=first.id, reason="a")
    third = office.send("alfa", "2024-01", *months(1, amount=3), replaces=second.id, reason="b")
    with pytest.raises(NotDelivered) as refused:
        office.send("alfa", "2024-01", *months(1, amount=4), replaces=first.id, reason="c")
    assert f"al gecorrigeerd door {second.id[:12]}" in str(refused.value)
    assert f"--replaces {third.id[:12]}" in str(refused.value)


def test_a_delivery_about_something_else_cannot_be_replaced(office: Office) -> None:
    january = office.send("alfa", "2024-01", *months(1))
    with pytest.raises(NotDelivered, match="gaat dit bestand niet over"):
        office.send("alfa", "2024-02", *months(2), replaces=january.id, reason="x")


def test_a_period_without_rows_is_told_and_stays_missing(office: Office) -> None:
    """Six of twelve months in a year file are six months, and the sender hears it."""
    made = office.send("alfa", "2024", *months(*range(1, 7)))
    assert len(made.cells) == 6
    assert [f.code for f in office.told] == ["periode-zonder-rijen"]
    assert "2024-07" in office.told[0].found
    assert "en nog 2" in office.told[0].found
    assert made.warnings == ()


def test_months_that_another_file_holds_are_not_told_to_be_missing(office: Office) -> None:
    """The rest of a year may come in a file of its own, and then nothing is a gap."""
    office.send("alfa", "2024", *months(*range(1, 7)))
    office.told.clear()
    rest = office.send("alfa", "2024", *months(*range(7, 12)))
    assert len(rest.cells) == 5
    assert [f.code for f in office.told] == ["periode-zonder-rijen"]
    assert "2024-12" in office.told[0].found
    assert "2024-01" not in office.told[0].found


def test_a_correction_that_leaves_months_out_is_told_so(office: Office) -> None:
    """What it replaces does not count as another file that holds them."""
    year = office.send("alfa", "2024", *months(*range(1, 13)))
    office.told.clear()
    office.send("alfa", "2024", *months(*range(1, 12)), replaces=year.id, reason="december fout",
                explanations={"cellen-vervallen": "december hoort er niet bij"})  # fmt: skip
    assert "periode-zonder-rijen" in [f.code for f in office.told]


def test_months_in_which_an_organisation_did_not_exist_are_not_silent(office: Office) -> None:
    made = office.send("beta", "2024", *months(*range(1, 7), who="beta"))
    assert len(made.cells) == 6
    assert office.told == []


def test_nothing_happened_can_be_said_where_the_dataset_allows_it(
    tmp_path: Path, mini: Pack
) -> None:
    grain = CellGrain(Grain.MONTH, None, "covered")
    office = Office(tmp_path, mini, DATE, KWH, grain=grain)
    quiet = {"periode-zonder-gebeurtenis": "er is niet gereisd"}
    made = office.send("alfa", "2024-Q1", "2024-01-05,1", "2024-03-05,2")
    assert made.cells == cells("2024-01", "2024-03")
    assert [f.code for f in office.told] == ["periode-zonder-gebeurtenis"]
    said = office.send("alfa", "2024-02", explanations=quiet)
    assert (said.rows, said.cells) == (0, cells("2024-02"))
    assert [w.explanation for w in said.warnings] == ["er is niet gereisd"]
    assert office.refused("alfa", "2024-04") == ["periode-zonder-gebeurtenis"]


def test_a_correction_that_says_again_that_nothing_happened_loses_nothing(
    tmp_path: Path, mini: Pack
) -> None:
    grain = CellGrain(Grain.MONTH, None, "covered")
    office = Office(tmp_path, mini, DATE, KWH, grain=grain)
    quiet = {"periode-zonder-gebeurtenis": "er is niet gereisd"}
    first = office.send("alfa", "2024-01/2024-02", "2024-01-05,1", explanations=quiet)
    codes = office.refused("alfa", "2024-01/2024-02", "2024-01-05,2", replaces=first.id, reason="x")
    assert codes == ["cellen-vervallen", "periode-zonder-gebeurtenis"]
    second = office.send("alfa", "2024-01/2024-02", "2024-01-05,2", replaces=first.id, reason="x",
                         explanations=quiet)  # fmt: skip
    assert second.cells == first.cells


def test_the_file_of_last_year_is_refused_row_by_row(tmp_path: Path, mini: Pack) -> None:
    """The 2024 file delivered as 2023 was accepted when dates were no period."""
    office = Office(tmp_path, mini, DATE, KWH)
    assert office.refused("alfa", "2023", "2024-05-01,1") == ["periode-buiten-levering"]


def test_the_same_rows_of_another_are_found_in_any_order_and_form(
    tmp_path: Path, mini: Pack
) -> None:
    """Beta's file delivered as Alfa's."""
    office = Office(tmp_path, mini, WHEN, KWH)
    office.send("beta", "2024-Q1", "2024-01,1", "2024-02,2", "2024-03,3")
    turned = ("2024-03,3.000", "2024-01,1", "2024-02,2")
    assert office.refused("alfa", "2024-Q1", *turned) == ["zelfde-rijen"]
    said = {"zelfde-rijen": "beide delen één kantoor, half om half"}
    made = office.send("alfa", "2024-Q1", *turned, explanations=said)
    assert [w.rule for w in made.warnings] == ["zelfde-rijen"]
    other = office.send("dienst-a", "2024-Q1", "2024-03,3.1", "2024-01,1", "2024-02,2",
                        unasked=True)  # fmt: skip
    assert other.unasked


def test_the_same_rows_for_another_period_are_found_when_rows_do_not_say_when(
    tmp_path: Path, mini: Pack
) -> None:
    office = Office(tmp_path, mini, KWH)
    office.send("alfa", "2024-01", "12.5")
    assert office.refused("alfa", "2024-02", "12.5") == ["zelfde-rijen"]
    assert office.send("alfa", "2024-02", "12.6").cells == cells("2024-02")


def test_rows_that_say_whom_and_when_are_never_like_those_of_another(office: Office) -> None:
    assert office.send("alfa", "2024-01", *months(1)).likeness == ""


def test_a_meter_of_another_organisation_is_found(meters: Office) -> None:
    meters.send("beta", "2024-01", "m1,2024-01,1", "m2,2024-01,1")
    assert meters.refused("alfa", "2024-01", "m1,2024-01,5") == ["onderdeel-van-ander"]
    meters.send("alfa", "2024-02", "m1,2024-02,5")  # it moved: another period is another matter


def test_files_per_meter_stand_beside_each_other_and_the_same_meter_does_not(
    meters: Office,
) -> None:
    first = meters.send("alfa", "2024-01", "m1,2024-01,1")
    second = meters.send("alfa", "2024-01", "m2,2024-01,2")
    assert first.cells == cells("2024-01", unit="m1")
    assert counting(meters.workspace.deliveries()) == [first, second]
    with pytest.raises(NotDelivered, match="alfa m2 2024-01"):
        meters.send("alfa", "2024-01", "m2,2024-01,3")


def test_a_meter_that_vanished_is_told_and_with_an_explanation_it_has_ended(
    meters: Office,
) -> None:
    meters.send("alfa", "2023-01", "m1,2023-01,1", "m2,2023-01,2", "m3,2023-01,3")
    made = meters.send("alfa", "2024-01", "m1,2024-01,1")
    assert [f.code for f in meters.told] == ["onderdeel-verdwenen"]
    assert "m2" in meters.told[0].found and "m3" in meters.told[0].found
    assert (made.ended, made.warnings) == ((), ())
    said = {"onderdeel-verdwenen": "gebouw verkocht"}
    better = meters.send("alfa", "2024-01", "m1,2024-01,1", "m2,2024-01,2", replaces=made.id,
                         reason="m2 vergeten", explanations=said)  # fmt: skip
    assert better.ended == (Cell("alfa", Period.parse("2024-01"), "m3"),)
    meters.told.clear()
    meters.send("alfa", "2025-01", "m1,2025-01,1", "m2,2025-01,1")
    assert meters.told == []


def test_an_end_that_was_explained_in_spring_holds_in_winter(meters: Office) -> None:
    meters.send("alfa", "2023-Q1", *(f"{m},2023-0{i},1" for m in ("m1", "m2") for i in (1, 2, 3)))
    meters.send("alfa", "2024-01", "m1,2024-01,1",
                explanations={"onderdeel-verdwenen": "weg"})  # fmt: skip
    meters.told.clear()
    meters.send("alfa", "2024-02", "m1,2024-02,1")
    assert meters.told == []


def test_a_key_without_period_may_not_come_back_in_another_delivery(
    tmp_path: Path, mini: Pack
) -> None:
    contract = column("contract", required=True, key=True)
    when = column("maand", "period", required=True, role="period", grain="maand")
    office = Office(tmp_path, mini, contract, when, KWH)
    first = office.send("alfa", "2024-01", "c1,2024-01,1", "c2,2024-01,1")
    assert office.refused("alfa", "2024-02", "c2,2024-02,1", "c3,2024-02,1") == [
        "sleutel-al-geleverd"
    ]
    office.send("beta", "2024-02", "c2,2024-02,1", "c3,2024-02,1")  # of another: its own contracts
    office.send("alfa", "2024-02", "c3,2024-02,7")
    office.send("alfa", "2024-01", "c1,2024-01,1", replaces=first.id, reason="c2 loopt pas later")
    office.send("alfa", "2024-03", "c2,2024-03,1")


def test_a_moment_on_the_edge_of_two_periods_counts_once(tmp_path: Path, mini: Pack) -> None:
    """With a margin the first quarter of February may stand in the file of January too."""
    dated = Dated(reason=Text("Meters lopen voor."), margin_minutes=30)
    at = column("t", "timestamp", required=True, key=True, role="period", dated=dated)
    office = Office(tmp_path, mini, METER, at, KWH)
    edge = "m1,2024-02-01T00:15:00+01:00"
    office.send("alfa", "2024-01", "m1,2024-01-10T00:00:00+01:00,1", f"{edge},2")
    assert office.refused("alfa", "2024-02", f"{edge},2") == ["sleutel-al-geleverd"]
    office.send("alfa", "2024-02", "m1,2024-02-01T00:30:00+01:00,3")


LOOSE = column("opgesteld", "date", dated=Dated(DatedAs.ANY, Text("Wanneer is om het even.")))


@pytest.mark.parametrize(
    ("columns", "row", "more"),
    [
        ((KWH,), "5", {}),
        ((LOOSE, KWH), "2024-01-15,5", {}),
        ((METER, KWH), "m1,5", {}),
        ((WHO, KWH), "alfa,5", {}),
        ((METER, WHEN, KWH), "m1,2024-01,5", {}),
        ((WHO, WHEN, KWH), "alfa,2024-01,5", {}),
        ((DATE, KWH), "2024-01-15,5", {}),
        ((METER, LOOSE, KWH), "m1,2024-01-15,5", {}),
        ((METER, WHEN, KWH), "m1,2024-01,5", {"kind": "gepubliceerd"}),
    ],
)
def test_a_file_byte_for_byte_is_never_silently_taken_in_for_another_period(
    tmp_path: Path, mini: Pack, columns: tuple[Column, ...], row: str, more: dict[str, Any]
) -> None:
    office = Office(tmp_path, mini, *columns, **more)
    office.send("alfa", "2024-01", row)
    for period in ("2024-02", "2024-Q1", "2024"):
        with pytest.raises((Refused, NotDelivered)):
            office.send("alfa", period, row)
    assert len(office.workspace.deliveries()) == 1


def test_the_same_key_in_two_publications_is_found(tmp_path: Path, mini: Pack) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH, kind="gepubliceerd")
    office.send("alfa", "2024-01", *months(1))
    assert office.refused("alfa", "2024-02", *months(1, amount=9)) == ["sleutel-al-geleverd"]
    made = office.send("alfa", "2024-02", *months(2))
    assert made.cells == ()
    with pytest.raises(NotDelivered, match="--replaces"):
        office.send("alfa", "2024-02", *months(3))


def test_every_warning_needs_its_explanation_also_those_that_are_not_shown(
    tmp_path: Path, mini: Pack
) -> None:
    """D14: 3,000 warnings of one rule hid a warning of another."""
    rules = [
        *(rule(f"r{i:03d}", f"kwh < {i}", severity="warns") for i in range(1001)),
        rule("laatste", "kwh <> 7", severity="warns"),
    ]
    office = Office(tmp_path, mini, KWH, rules=rules)
    few = {f"proef.r{i:03d}": "x" for i in range(1001)}
    rows = [str(2000 + i) for i in range(3)]
    with pytest.raises(Refused) as refused:
        office.send("alfa", "2024-01", *rows, "7", explanations=few)
    assert refused.value.counts["proef.laatste"] == 1
    assert len(refused.value.findings) <= 1000


def test_what_the_log_keeps_of_a_warning_does_not_depend_on_the_language_of_the_run(
    tmp_path: Path, mini: Pack
) -> None:
    made = []
    for language in ("nl", "en"):
        (tmp_path / language).mkdir()
        office = Office(tmp_path / language, mini, WHO, WHEN, KWH, of=("alfa",),
                        rules=[rule("veel", "kwh < 5", severity="warns")])  # fmt: skip
        first = office.send("alfa", "2024", *months(*range(1, 13), amount=2))
        made.append(
            office.send("alfa", "2024-01", *months(1, amount=9), replaces=first.id, reason="x",
                        explanations={"proef.veel": "klopt", "cellen-vervallen": "volgt"},
                        language=language).warnings
        )  # fmt: skip
    assert made[0] == made[1]
    assert [w.rule for w in made[0]] == ["cellen-vervallen", "proef.veel"]
    assert made[0][1].text == "Verwacht: veel."


def test_what_nobody_asked_for_claims_no_cell(office: Office) -> None:
    with pytest.raises(NotDelivered, match="--unasked"):
        office.send("alfa", "2020-01", "alfa,2020-01,1")
    kept = office.send("alfa", "2020-01", "alfa,2020-01,1", unasked=True)
    assert counting(office.workspace.deliveries()) == []
    with pytest.raises(NotDelivered, match="--replaces"):
        office.send("alfa", "2020-01", "alfa,2020-01,2", unasked=True)
    better = office.send("alfa", "2020-01", "alfa,2020-01,2", unasked=True, replaces=kept.id,
                         reason="fout")  # fmt: skip
    assert current(office.workspace.deliveries()) == [better]


def test_cells_that_were_changed_or_lost_are_an_error(office: Office) -> None:
    made = office.send("alfa", "2024-01", *months(1))
    path = office.workspace.cells_path(made)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"2024-01", b"2024-02"))
    with pytest.raises(LogError, match="veranderd"):
        office.workspace.deliveries()
    path.unlink()
    with pytest.raises(LogError, match="is weg"):
        office.workspace.deliveries()


def test_cells_are_named_a_few_and_the_others_counted() -> None:
    some = cells(*(f"2024-{m:02d}" for m in range(1, 7)))
    assert in_words(some[:1], "nl") == "alfa 2024-01"
    assert in_words(some, "nl").endswith("alfa 2024-04, en nog 2")
    assert in_words(some, "en").endswith("and 2 more")
    assert in_words(cells("2024-01", unit="m1"), "nl") == "alfa m1 2024-01"


def test_cells_are_written_sorted_one_on_a_line() -> None:
    some = cells("2024-02", "2024-01")
    assert as_bytes(some) == b'["alfa","2024-01",""]\n["alfa","2024-02",""]\n'


def test_a_name_with_a_glob_reads_no_neighbour(tmp_path: Path, mini: Pack) -> None:
    """D13: `fte*.parquet` with one row took in the rows of the file beside it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    office = Office(tmp_path, mini, KWH)
    pq.write_table(pa.table({"kwh": ["1"]}), tmp_path / "fte*.parquet")
    pq.write_table(pa.table({"kwh": ["900"]}), tmp_path / "fte-van-een-ander.parquet")
    made = deliver(office.workspace, "proef", "alfa", Period.parse("2024-01"),
                   tmp_path / "fte*.parquet", DAY)  # fmt: skip
    assert made.rows == 1
    assert made.file_name == "fte*.parquet"
