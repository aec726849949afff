"""What a correction may take the place of: something about the same, in whichever cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column
from tests.unit.deliveries.test_ledger import KWH, WHEN, WHO, Office
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.dataset import CellGrain
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain


@pytest.fixture
def meters(tmp_path: Path, mini: Pack) -> Office:
    """A ministry may say of which meter a row is, or leave that open."""
    grain = CellGrain(Grain.MONTH, "meter")
    return Office(tmp_path, mini, WHO, WHEN, column("meter"), KWH, grain=grain)


def test_one_meter_is_corrected_by_a_file_about_that_meter(meters: Office) -> None:
    old = meters.send("alfa", "2024", "alfa,2024-01,m1,5")
    new = meters.send("alfa", "2024-01", "alfa,2024-01,m1,6", replaces=[old.id], reason="telfout")
    assert new.replaces == (old.id,)


def test_another_meter_in_the_same_month_is_no_correction(meters: Office) -> None:
    """It would make the first meter vanish, and the reason would say that it was corrected."""
    old = meters.send("alfa", "2024", "alfa,2024-01,m1,5")
    with pytest.raises(NotDelivered, match="Daar gaat dit bestand niet over"):
        meters.send("alfa", "2024-01", "alfa,2024-01,m2,6", replaces=[old.id], reason="telfout")


@pytest.mark.parametrize(("first", "second"), [("", "m1"), ("m1", "")])
def test_a_file_without_meters_is_about_all_of_them(
    meters: Office, first: str, second: str
) -> None:
    old = meters.send("alfa", "2024", f"alfa,2024-01,{first},5")
    new = meters.send(
        "alfa", "2024-01", f"alfa,2024-01,{second},6", replaces=[old.id], reason="telfout",
        explanations={"cellen-vervallen": "dezelfde meters, anders genoemd"},
    )  # fmt: skip
    assert new.replaces == (old.id,)


def test_the_same_meter_in_another_month_is_no_correction(meters: Office) -> None:
    old = meters.send("alfa", "2024", "alfa,2024-01,m1,5")
    with pytest.raises(NotDelivered, match="Daar gaat dit bestand niet over"):
        meters.send("alfa", "2024-02", "alfa,2024-02,m1,6", replaces=[old.id], reason="telfout")
