"""Which names call their row a total, and which only sound like it; each is one row of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, csv_text, dataset
from verantwoord.deliveries.accept import check
from verantwoord.model.dataset import Column
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.rule import Severity

PLACE = column("plek", key=True, required=True)
HOURS = column("uren", "decimal")
TOTALS = [
    "Totaal", "totaal", "TOTAAL", "Totaal:", "Totaal.", "Totalen", "Total", "Totals",
    "Subtotaal", "Sub-totaal", "subtotalen", "Eindtotaal", "Eind-totaal", "Deeltotaal",
    "Tussentotaal", "Tussen-totaal", "Grand total", "grand totaal",
    "Totaal Den Haag", "Totaal: alle panden", "Totaal (alle panden)", "(totaal)", "  Totaal",
    "Den Haag totaal", "Den Haag, totaal", "Den Haag (totaal)", "Alles samen: totaal 2024",
    "Som", "som:", "Som van alle panden", "Sum", "Sum of all buildings", "Σ", "∑", "Σ van alles",
    "waarvan extern", "Waarvan Den Haag", "of which external", "Of which The Hague",
]  # fmt: skip
NAMES = [
    "Totaalbeheer", "Totaal-beheer", "Totaalvoetbal BV", "Totale Zorg", "Bureau Totaalconcept",
    "Sommelsdijk", "Sommige panden", "Somerset", "Sumatra", "Summer school", "Som-straat",
    "Waarvandaan", "Waar van alles", "Officewhich", "Toendra", "Notaris", "Rotatie", "Botanie",
    "Total-E", "Stotaal", "Kwartaal", "Portaal", "Mentaal", "Betaalautomaat", "A", "1",
]  # fmt: skip


def found(pack: Pack, folder: Path, *names: str, columns: tuple[Column, ...] = (PLACE, HOURS),
          values: tuple[str, ...] = ("7,25", "3,5", "1,125", "9")) -> list[Finding]:  # fmt: skip
    """Check a file of some names; the numbers beside them are no sum of each other."""
    header = [c.name for c in columns]
    rows = [dict(zip(header, (n, v), strict=True)) for n, v in zip(names, values, strict=False)]
    (folder / "a.csv").write_text(csv_text(header, rows, ";"), "utf-8")
    return list(check(folder / "a.csv", dataset(*columns), pack).findings)


@pytest.mark.parametrize("name", TOTALS)
def test_a_row_that_is_called_a_total_warns(mini: Pack, tmp_path: Path, name: str) -> None:
    (one,) = found(mini, tmp_path, "Utrecht", name)
    assert (one.code, one.row, one.column) == ("totaalrij", 3, "plek")
    assert one.severity is Severity.WARNS  # who knows better explains it
    assert name.strip() in one.found


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_only_sounds_like_a_total_is_a_name(
    mini: Pack, tmp_path: Path, name: str
) -> None:
    assert found(mini, tmp_path, "Utrecht", name) == []


def test_the_only_row_is_no_total_of_anything(mini: Pack, tmp_path: Path) -> None:
    """An organisation with one place may well call it `Totaal`."""
    assert found(mini, tmp_path, "Totaal") == []


def test_a_remark_may_speak_of_a_total(mini: Pack, tmp_path: Path) -> None:
    """Only what says which row it is can call the row a total."""
    remark = column("opmerking")
    key = column("plek", "integer", key=True, required=True)
    assert found(mini, tmp_path, "1", "2", columns=(key, remark), values=("totaal", "x")) == []
    text = column("opmerking", required=True)
    assert [f.code for f in found(mini, tmp_path, "1", "2", columns=(key, text),
                                  values=("totaal", "x"))] == ["totaalrij"]  # fmt: skip


def test_a_last_row_that_is_the_sum_of_the_others_warns_whatever_it_is_called(
    mini: Pack, tmp_path: Path
) -> None:
    rows = ("A", "B", "C", "D")
    (one,) = found(mini, tmp_path, *rows, values=("10,5", "20,25", "7", "37,75"))
    assert (one.code, one.row) == ("totaalrij", 5)
    assert "elke hoeveelheid is de som van de rijen erboven" in one.found


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (("10,5", "20,25", "7", "37,5"), "a quarter short"),
        (("10,5", "20,25", "37,75", "7"), "the sum is not the last"),
        (("1", "2", "3"), "small whole numbers add up by chance"),
        (("0", "0", "0"), "nothing is nothing"),
        (("0", "37,75", "37,75"), "one part is no sum but the same twice"),
        (("37,75", "37,75"), "two rows that are equal"),
    ],
)
def test_numbers_that_add_up_by_chance_or_not_at_all_are_data(
    mini: Pack, tmp_path: Path, values: tuple[str, ...], why: str
) -> None:
    names = ("A", "B", "C", "D")[: len(values)]
    assert found(mini, tmp_path, *names, values=values) == [], why


def test_every_quantity_must_add_up_or_none_does(mini: Pack, tmp_path: Path) -> None:
    columns = (PLACE, HOURS, column("mensen", "integer"))
    header = [c.name for c in columns]

    def codes(last: str) -> list[str]:
        lines = ["A;10,5;100", "B;20,25;200", "C;7;50", f"D;37,75;{last}"]
        (tmp_path / "a.csv").write_text("\n".join([";".join(header), *lines]) + "\n", "utf-8")
        return [f.code for f in check(tmp_path / "a.csv", dataset(*columns), mini).findings]

    assert codes("350") == ["totaalrij"]
    assert codes("351") == []
    assert codes("") == ["totaalrij"]  # an empty cell in a total proves nothing either way


def test_what_publications_say_may_hold_totals(mini: Pack, tmp_path: Path) -> None:
    """A table that was taken over is taken over whole."""
    published = dataset(PLACE, HOURS, kind="gepubliceerd")
    (tmp_path / "a.csv").write_text("plek;uren\nA;10,5\nB;20,25\nTotaal;30,75\n", "utf-8")
    assert check(tmp_path / "a.csv", published, mini).findings == ()
