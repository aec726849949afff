"""Making a release: the same bytes each time, all or nothing, never over another one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from tests.unit.release import factories
from verantwoord.deliveries.canonical_rows import rows_sha256
from verantwoord.deliveries.workspace import Workspace
from verantwoord.language import speaking
from verantwoord.model.pack import Pack
from verantwoord.release.errors import ReleaseError
from verantwoord.release.material import Material
from verantwoord.release.open_data import delivery_row
from verantwoord.release.program import this_program
from verantwoord.release.publish import Order, existing
from verantwoord.release.receipt import public_record
from verantwoord.release.switch import making
from verantwoord.site import files as site
from verantwoord.site.whole import publish

ORDER = Order("klein-2024")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_same_inputs_give_the_same_bytes(
    small_workspace: Workspace, release: Path, tmp_path: Path
) -> None:
    again = publish(small_workspace, ORDER, tmp_path / "elders" / "nog-een-keer")
    assert again.made
    assert contents(again.folder) == contents(release)


def test_nothing_in_a_release_says_where_it_was_made(release: Path) -> None:
    for name, content in contents(release).items():
        for place in (str(release.parent), "/tmp/", "/home/", "werkmap"):
            assert place.encode() not in content, name


def test_the_receipt_has_the_hash_of_every_file(release: Path) -> None:
    receipt = json.loads((release / "receipt.json").read_text("utf-8"))
    found = contents(release)
    found.pop("receipt.json")
    del found["data/figures.parquet"]
    assert receipt["rows"] == {
        "data/figures.parquet": rows_sha256(release / "data/figures.parquet")
    }
    assert receipt["files"] == {n: hashlib.sha256(c).hexdigest() for n, c in found.items()}


def test_every_delivered_file_and_the_whole_pack_are_inside(
    small_workspace: Workspace, release: Path
) -> None:
    kept = {
        hashlib.sha256(c).hexdigest()
        for folder in ("inputs", "vertrouwelijk")
        for c in contents(release / folder).values()
    }
    assert {d.file_sha256 for d in small_workspace.deliveries()} <= kept
    assert contents(release / "packs" / small_workspace.pack.info.id) == contents(
        small_workspace.pack.folder
    )


def test_files_about_people_stand_apart_and_nothing_that_is_public_leads_to_them(
    small_workspace: Workspace, release: Path
) -> None:
    about = {d.file_sha256 for d in small_workspace.deliveries() if d.dataset == "banen"}
    apart = {p.stem for p in (release / "vertrouwelijk").iterdir()} - {"LEES-MIJ"}
    assert apart == about
    assert not about & {p.stem for p in (release / "inputs").iterdir()}
    assert "NIET OPENBAAR" in (release / "vertrouwelijk/LEES-MIJ.txt").read_text("utf-8")
    for path in release.rglob("*.html"):
        assert 'href="vertrouwelijk' not in (text := path.read_text("utf-8"))
        assert "/vertrouwelijk/" not in text
    for path in (release / "data/trace").glob("*.json"):
        assert "vertrouwelijk" not in path.read_text("utf-8")


def test_where_a_row_is_a_person_the_number_of_rows_is_not_published(
    small_workspace: Workspace,
) -> None:
    pack = small_workspace.pack
    one = next(d for d in small_workspace.deliveries() if d.dataset == "banen")
    assert _material(pack).public_rows(one) == one.rows
    persons = dataclasses.replace(pack.datasets["banen"], people="1")
    changed = dataclasses.replace(pack, datasets={**pack.datasets, "banen": persons})
    material = _material(changed)
    assert material.public_rows(one) is None
    assert public_record(material, one)["rows"] is None
    assert delivery_row(material, one, True)["rows"] == ""


def _material(pack: Pack) -> Material:
    return Material(
        release="r", pack=pack, figures={}, current=(), received=(), sql={},
        program=this_program(),
    )  # fmt: skip


def test_a_second_time_it_does_nothing_and_says_so(
    small_workspace: Workspace, release: Path
) -> None:
    before = {p: p.stat().st_mtime_ns for p in release.rglob("*")}
    again = publish(small_workspace, ORDER, release)
    assert not again.made
    assert {p: p.stat().st_mtime_ns for p in release.rglob("*")} == before


def test_a_release_is_not_overwritten_unless_asked(
    small_workspace: Workspace, release: Path
) -> None:
    other = Order("klein-2024", known_on=dt.date(2024, 8, 1))
    before = contents(release)
    with pytest.raises(ReleaseError, match="--replace"):
        publish(small_workspace, other, release)
    assert contents(release) == before
    assert publish(small_workspace, other, release, replace=True).made
    assert contents(release) != before


def test_a_damaged_release_is_not_taken_for_a_finished_one(
    small_workspace: Workspace, release: Path
) -> None:
    (release / "index.html").write_text("leeg", "utf-8")
    with pytest.raises(ReleaseError, match="--replace"):
        publish(small_workspace, ORDER, release)


def test_a_release_in_a_form_of_before_is_replaced_only_when_asked(
    small_workspace: Workspace, release: Path
) -> None:
    """Who updates the program and makes the demo again is not sent away."""
    old = {"format": "verantwoord-kwitantie/1", "release": "klein-2024"}
    (release / "receipt.json").write_text(json.dumps(old), "utf-8")
    with pytest.raises(ReleaseError, match="--replace"):
        publish(small_workspace, ORDER, release)
    with pytest.raises(ReleaseError, match="bevat uitgave klein-2024"):
        publish(small_workspace, Order("anders-2024"), release, replace=True)
    assert publish(small_workspace, ORDER, release, replace=True).made
    assert not publish(small_workspace, ORDER, release).made


@pytest.mark.parametrize("name", ["/etc/passwd", "../buiten", "a/../../b", "", "a\0b"])
@pytest.mark.parametrize("part", ["files", "rows"])
def test_a_receipt_cannot_point_outside_the_release(release: Path, part: str, name: str) -> None:
    document = json.loads((release / "receipt.json").read_text("utf-8"))
    document[part][name] = "0" * 64
    (release / "receipt.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(ReleaseError, match=rf"vorm die dit programma kent \({part}"):
        existing(release)
    document[part] = ["niets"]
    (release / "receipt.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(ReleaseError, match=rf"vorm die dit programma kent \({part}\)"):
        existing(release)


def test_while_one_is_making_it_a_second_is_refused(
    small_workspace: Workspace, release: Path
) -> None:
    before = contents(release)
    other = Order("klein-2024", known_on=dt.date(2024, 8, 1))
    with making(release), pytest.raises(ReleaseError, match="Een ander proces maakt"):
        publish(small_workspace, other, release, replace=True)
    assert contents(release) == before
    assert not publish(small_workspace, ORDER, release).made  # looking is always allowed


def test_another_release_is_never_overwritten(small_workspace: Workspace, release: Path) -> None:
    with pytest.raises(ReleaseError, match="bevat uitgave klein-2024"):
        publish(small_workspace, Order("anders-2024"), release, replace=True)


def test_a_folder_with_something_else_is_left_alone(
    small_workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "brief.txt").write_text("bewaren", "utf-8")
    with pytest.raises(ReleaseError, match="niet leeg"):
        publish(small_workspace, ORDER, tmp_path, replace=True)
    assert contents(tmp_path) == {"brief.txt": b"bewaren"}


@pytest.mark.parametrize("name", ["", "../weg", ".verborgen", "met spatie", "a/b"])
def test_a_name_that_is_no_name_is_refused(
    small_workspace: Workspace, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ReleaseError, match="naam van een uitgave"):
        publish(small_workspace, Order(name), tmp_path / "uit")


def test_when_making_fails_nothing_is_left(
    small_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site.made_files

    def breaks(*arguments: object) -> object:
        for number, page in enumerate(made(*arguments)):  # type: ignore[arg-type]
            if number == 20:
                raise OSError("schijf vol")
            yield page

    monkeypatch.setattr(site, "made_files", breaks)
    with pytest.raises(OSError, match="schijf vol"):
        publish(small_workspace, ORDER, tmp_path / "uit")
    assert list(tmp_path.iterdir()) == []


def test_what_came_later_is_not_in_a_release_of_an_earlier_day(
    small_workspace: Workspace, tmp_path: Path
) -> None:
    day = dt.date(2024, 8, 1)
    publish(small_workspace, Order("toen", known_on=day), tmp_path / "uit")
    receipt = json.loads((tmp_path / "uit" / "receipt.json").read_text("utf-8"))
    assert receipt["known_on"] == "2024-08-01"
    received = [d["received_on"] for d in receipt["deliveries"]]
    assert received and max(received) <= "2024-08-01"
    later = {d.file_sha256 for d in small_workspace.deliveries() if d.received_on > day}
    kept = {hashlib.sha256(c).hexdigest() for c in contents(tmp_path / "uit" / "inputs").values()}
    assert later and not later & kept


def test_a_release_is_the_same_whatever_language_its_maker_speaks(
    release: Path, tmp_path: Path
) -> None:
    """Pages are in Dutch for their readers, and what was delivered is judged for them too."""
    with speaking("en"):
        (tmp_path / "engels").mkdir()
        workspace = factories.small_workspace(tmp_path / "engels")
        made = publish(workspace, ORDER, tmp_path / "engels" / "uit")
    assert contents(made.folder) == contents(release)
