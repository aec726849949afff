"""The corners of loading, importing and reading that the other tests do not pass."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.register.factory import motion, register
from tests.unit.register.test_loading import GOOD, write
from tests.unit.register.test_programme import OLD
from tests.unit.register.test_programme import load as load_programmes
from tests.unit.sources.test_spreadsheet import FRAME
from verantwoord.model.errors import PackError
from verantwoord.register.items import Links
from verantwoord.register.loading import load_register
from verantwoord.register.states import MotionState
from verantwoord.scratch import write_whole
from verantwoord.sources.lists.spreadsheet import import_list
from verantwoord.sources.tweedekamer.importing import import_open_data
from verantwoord.sources.tweedekamer.odata import from_values


def test_a_line_cannot_hang_under_a_line(tmp_path: Path) -> None:
    text = OLD.replace("title: Lijn twee}", "title: Lijn twee, parents: [lijn-1]}")
    with pytest.raises(PackError, match="staat niet boven"):
        load_programmes(tmp_path, agenda_2022=text)


def test_a_version_cannot_replace_what_is_not_there(tmp_path: Path) -> None:
    text = OLD.replace("title: Oude agenda", "title: Oude agenda\nreplaces: agenda:2020")
    with pytest.raises(PackError, match=r"'agenda:2020' bestaat niet"):
        load_programmes(tmp_path, agenda_2022=text)


def test_a_version_cannot_tell_about_items_that_were_never_there(tmp_path: Path) -> None:
    new = """
id: agenda
version: "2024"
title: Nieuw
sources: [{title: Bron}]
replaces: agenda:2022
became:
"""
    names = ("lijn-1", "lijn-2", "prioriteit-1", "actie-1", "verzonnen")
    rows = "".join(
        f'  - {{item: "agenda:2022/{n}", fate: onbekend, reason: niet gevonden}}\n' for n in names
    )
    with pytest.raises(PackError, match=r"vervangt agenda:2022/verzonnen, die daar niet staan"):
        load_programmes(tmp_path, agenda_2022=OLD, agenda_2024=new + rows)


def test_a_loose_action_hangs_under_an_item_that_exists(tmp_path: Path) -> None:
    action = """
actions:
  - id: proef.actie
    title: Actie
    parents: ["agenda:2022/lijn-1"]
    sources: [{title: Bron}]
"""
    with pytest.raises(PackError, match=r"'agenda:2022/lijn-1' bestaat niet"):
        load_register(write(tmp_path, GOOD + action))
    load_programmes(tmp_path, agenda_2022=OLD)
    assert [a.id for a in load_register(tmp_path).actions] == ["agenda:2022/actie-1", "proef.actie"]


def zaak(*decisions: tuple[str, str], **more: object) -> dict[str, object]:
    besluiten = [
        {"Id": f"b{n}", "BesluitTekst": text, "Status": "Besluit", "GewijzigdOp": on}
        for n, (text, on) in enumerate(decisions)
    ]
    base = {"Id": "z", "Nummer": "2099Z1", "Soort": "Motie", "GestartOp": "2099-01-01"}
    return base | {"Onderwerp": "Motie", "Besluit": besluiten} | more


def test_a_second_vote_that_cannot_be_is_noted_and_left_out() -> None:
    data = from_values(zaak(("Aangenomen.", "2099-02-01"), ("Verworpen.", "2099-02-02")))
    found = import_open_data(data, "proef")
    assert found.motions[0].state is MotionState.ADOPTED
    assert ["kan niet" in n.what.nl for n in found.notes] == [True]


def test_a_replacement_that_is_not_in_the_data_is_noted() -> None:
    data = from_values(zaak(VervangenDoor={"Id": "weg", "Nummer": "2099Z9"}))
    found = import_open_data(data, "proef")
    assert found.motions[0].state is MotionState.REPLACED
    assert found.motions[0].replaced_by is None
    assert "2099Z9" in found.notes[0].what.nl


def test_a_long_promise_gets_a_short_title_and_keeps_its_text() -> None:
    text = "De minister zegt toe " + "heel " * 40 + "veel te doen."
    data = from_values({"Id": "t", "Nummer": "TZ1", "Aanmaakdatum": "2099-01-01", "Tekst": text})
    (made,) = import_open_data(data, "proef").commitments
    assert made.title.nl.endswith(" …")
    assert len(made.title.nl) <= 122
    assert made.text == text


def test_two_new_rows_with_one_kamerstuk_get_two_ids() -> None:
    header = ["soort", "groep", "omschrijving", "kamerstuk", "stand van zaken", "vergadering"]
    row = ["toezegging", "in behandeling", "Iets", "kst-99101-4", "Loopt", "Debat"]
    found = import_list([header, row, row], FRAME)
    assert [c.id for c in found.commitments] == [
        "proef.toezegging-99101-4",
        "proef.toezegging-99101-4-2",
    ]


def test_a_header_with_one_kind_names_the_kind_of_every_row() -> None:
    header = ["groep", "Omschrijving motie", "vindplaats", "stand van zaken"]
    found = import_list([header, ["afgehandeld", "Iets", "2023-02-30 x", "Klaar"]], FRAME)
    assert [m.state for m in found.motions] == [MotionState.DONE]
    assert found.motions[0].made_on.unknown


def test_a_replaced_motion_must_point_at_a_motion(tmp_path: Path) -> None:
    text = GOOD.replace("title: Motie een", "title: Motie een\n    replaced-by: proef.weg")
    with pytest.raises(PackError, match=r"'proef\.weg' bestaat niet"):
        load_register(write(tmp_path, text))


def test_the_day_of_a_document_is_that_of_the_list_it_is() -> None:
    from tests.unit.register.factory import listed

    day = dt.date(2023, 7, 5)
    made = register(
        motion(links=Links()),
        listed("a", dt.date(2023, 1, 1), dt.date(2023, 6, 30), kst="kst-99101-5", published=day),
    )
    assert made.published_on("kst-99101-5") == day
    assert made.published_on("kst-99101-6") is None


def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("vol")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="vol"):
        write_whole(tmp_path / "uit.txt", b"tekst")
    assert list(tmp_path.iterdir()) == []
