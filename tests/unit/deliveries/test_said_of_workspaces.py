"""What is said of a folder that is no workspace, or not any more, in both languages."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PACKS
from tests.unit.deliveries.factory import asked, column, csv_file, dataset, with_dataset
from tests.unit.deliveries.test_ledger import KWH, WHEN, WHO, Office, months
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.ledger import as_bytes, read_cells
from verantwoord.deliveries.log import LogError
from verantwoord.deliveries.template import write_template
from verantwoord.deliveries.workspace import Workspace
from verantwoord.errors import VerantwoordError
from verantwoord.model.delivery import Cell
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

Told = Callable[[Path], object]


def settings_of(folder: Path) -> Path:
    """Where a workspace keeps which pack it is of: the one JSON file in it."""
    Workspace.create(folder, PACKS / "mini")
    (path,) = folder.glob("*.json")
    return path


def twice(folder: Path) -> object:
    Workspace.create(folder / "werk", PACKS / "mini")
    return Workspace.create(folder / "werk", PACKS / "mini")


def nothing_there(folder: Path) -> object:
    return Workspace.open(folder / "werk")


def of_an_earlier_program(folder: Path) -> object:
    settings_of(folder / "werk").write_text(json.dumps({"versie": 1}), "utf-8")
    return Workspace.open(folder / "werk")


def without_a_pack(folder: Path) -> object:
    settings_of(folder / "werk").write_text("{}", "utf-8")
    return Workspace.open(folder / "werk")


def torn(folder: Path) -> object:
    settings_of(folder / "werk").write_text('{"pack": ', "utf-8")
    return Workspace.open(folder / "werk")


SAID: list[tuple[Told, str, str]] = [
    (twice, "{map} is al een werkmap. Laat --pack weg.",
     "{map} is a workspace already. Leave --pack out."),
    (nothing_there,
     "{map} is geen werkmap: {bestand} ontbreekt. Noem bij de eerste levering het pack met --pack.",
     "{map} is no workspace: {bestand} is missing. Name the pack with --pack at the first "
     "delivery."),
    (of_an_earlier_program,
     "{map} is gemaakt met een eerdere versie, die nog geen cellen kende. Begin een nieuwe werkmap "
     "en lever de bestanden uit files/ opnieuw aan.",
     "{map} was made by an earlier version, which knew no cells yet. Begin a new workspace and "
     "deliver the files of files/ again."),
    (without_a_pack, "{map}/{bestand} is niet te lezen. Zet hem terug.",
     "{map}/{bestand} cannot be read. Put it back."),
    (torn, "{map}/{bestand} is niet te lezen. Zet hem terug.",
     "{map}/{bestand} cannot be read. Put it back."),
]  # fmt: skip


@pytest.mark.parametrize(("told", "nl", "en"), SAID, ids=[s[0].__name__ for s in SAID])
def test_a_folder_that_is_no_workspace_is_told_with_what_to_do(
    tmp_path: Path, told: Told, nl: str, en: str
) -> None:
    with pytest.raises(NotDelivered) as refused:
        told(tmp_path)
    file = settings_of(tmp_path / "heel").name
    words = {"map": str(tmp_path / "werk"), "bestand": file}
    assert refused.value.in_language("nl") == nl.format(**words)
    assert refused.value.in_language("en") == en.format(**words)


def test_a_pack_without_organisations_has_nobody_to_deliver(tmp_path: Path) -> None:
    law = tmp_path / "wet"
    law.mkdir()
    (law / "pack.yaml").write_text(
        "id: wet\nversion: 1.0.0\ntitle: {nl: Een wet, en: A law}\nowner: de tests\n"
        "fictional: true\n", "utf-8",
    )  # fmt: skip
    with pytest.raises(NotDelivered) as refused:
        Workspace.create(tmp_path / "werk", law)
    assert refused.value.in_language("nl") == (
        "pack 'wet' heeft geen organisaties. Noem een pack dat erop bouwt."
    )
    assert refused.value.in_language("en") == (
        "pack 'wet' has no organisations. Name a pack that builds on it."
    )
    assert not (tmp_path / "werk").exists()


def test_what_nobody_delivers_is_refused_with_what_is_delivered(tmp_path: Path, mini: Pack) -> None:
    office = Office(tmp_path, mini, WHO, WHEN, KWH)
    for name in ("uitstoot", "fout"):  # computed, and not there
        with pytest.raises(NotDelivered) as refused:
            deliver(office.workspace, name, "alfa", Period.parse("2024-01"),
                    office.file(months(1)), dt.date(2025, 2, 1))  # fmt: skip
        known = "fte, meters, proef"
        assert refused.value.in_language("nl") == (
            f"dataset '{name}' is er niet. Bekend zijn: {known}."
        )
        assert refused.value.in_language("en") == (
            f"there is no dataset '{name}'. Known are: {known}."
        )


def test_a_template_in_another_form_is_refused_with_the_forms(tmp_path: Path, mini: Pack) -> None:
    refusals: list[VerantwoordError] = []
    for name, out in (("fte", "a.pdf"), ("uitstoot", "a.csv")):
        with pytest.raises(NotDelivered) as refused:
            write_template(mini.datasets[name], mini, tmp_path / out)
        refusals.append(refused.value)
        assert not (tmp_path / out).exists()
    assert [(r.in_language("nl"), r.in_language("en")) for r in refusals] == [
        ("'.pdf' kan niet; kies een naam op .xlsx, .ods of .csv.",
         "'.pdf' is not possible; choose a name in .xlsx, .ods or .csv."),
        ("dataset 'uitstoot' wordt berekend; niemand levert hem aan.",
         "dataset 'uitstoot' is computed; nobody delivers it."),
    ]  # fmt: skip


def test_cells_that_are_gone_or_changed_are_told_by_their_file(tmp_path: Path) -> None:
    path = tmp_path / "a.cells"
    with pytest.raises(LogError) as refused:
        read_cells(path, "0" * 64)
    assert (refused.value.in_language("nl"), refused.value.in_language("en")) == (
        f"{path} is weg. Zet de map terug uit de reservekopie.",
        f"{path} is gone. Put the folder back from the backup.",
    )
    path.write_bytes(as_bytes([Cell("alfa", Period.parse("2024-01"), "")]))
    with pytest.raises(LogError) as refused:
        read_cells(path, "0" * 64)
    assert (refused.value.in_language("nl"), refused.value.in_language("en")) == (
        f"{path} is veranderd. Zet de map terug uit de reservekopie.",
        f"{path} has changed. Put the folder back from the backup.",
    )


def test_a_workspace_that_was_moved_with_its_pack_still_finds_it(
    tmp_path: Path, mini: Pack
) -> None:
    """The pack is named as seen from the workspace; a folder of both may go anywhere."""
    shutil.copytree(PACKS / "mini", tmp_path / "een" / "pack")
    Workspace.create(tmp_path / "een" / "werk", tmp_path / "een" / "pack")
    (tmp_path / "een").rename(tmp_path / "twee")
    moved = Workspace.open(tmp_path / "twee" / "werk")
    assert moved.pack.info.id == mini.info.id
    assert moved.deliveries() == []


def test_a_delivery_in_another_language_is_the_same_delivery(tmp_path: Path, mini: Pack) -> None:
    """Only what is shown differs: not the log, nor the rows, nor any hash."""
    pack = asked(with_dataset(mini, dataset(column("plek"), KWH)))
    kept = []
    for language in ("nl", "en"):
        folder = tmp_path / language
        folder.mkdir()
        made = Workspace.create(folder / "werk", mini.folder)
        made.__dict__["pack"] = pack
        file = csv_file(folder, "plek,kwh\nhal,5\nkelder,7")
        deliver(made, "proef", "alfa", Period.parse("2024-01"), file, dt.date(2025, 2, 1),
                language=language)  # fmt: skip
        kept.append(made.log_path.read_bytes())
    assert kept[0] == kept[1]
