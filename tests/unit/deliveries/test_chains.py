"""What a new delivery may replace, and in which words anything else is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import asked, column, csv_file, dataset, with_dataset
from tests.unit.deliveries.test_ledger import DAY, KWH, WHEN, WHO, Office, months
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.chain import replaced_by_this
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.scratch import scratch_folder

MINI = Path(__file__).parents[2] / "packs" / "mini"


@pytest.fixture
def office(tmp_path: Path, mini: Pack) -> Office:
    return Office(tmp_path, mini, WHO, WHEN, KWH, of=("alfa", "dienst-a"))


def refused(office: Office, replaces: Any, reason: str | None = "telfout") -> NotDelivered:
    """What is said of a correction of January; nothing of it may be kept."""
    before = office.workspace.deliveries()
    files = sorted(p.name for p in (office.workspace.path / "files").iterdir())
    with pytest.raises(NotDelivered) as refusal:
        office.send("alfa", "2024-01", *months(1, amount=9), replaces=replaces, reason=reason)
    assert office.workspace.deliveries() == before
    assert sorted(p.name for p in (office.workspace.path / "files").iterdir()) == files
    assert refusal.value.exit_code == 3
    return refusal.value


def words(error: NotDelivered) -> tuple[str, str]:
    return error.in_language("nl"), error.in_language("en")


@pytest.mark.parametrize("reason", [None, "", "   ", "\t\n"])
def test_a_correction_has_a_reason(office: Office, reason: str | None) -> None:
    first = office.send("alfa", "2024-01", *months(1))
    assert words(refused(office, first.id, reason)) == (
        "een correctie heeft een reden nodig: geef --reason 'waarom'.",
        "a correction needs a reason: give --reason 'why'.",
    )


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_beginning_has_six_characters(office: Office, length: int) -> None:
    first = office.send("alfa", "2024-01", *months(1))
    assert words(refused(office, [first.id[:length]])) == (
        "geef minstens zes tekens van de sha bij --replaces.",
        "give at least six characters of the sha with --replaces.",
    )


@pytest.mark.parametrize("known", ["id", "file_sha256"])
@pytest.mark.parametrize("length", [6, 12, 64])
@pytest.mark.parametrize("change", [str, str.upper, lambda t: f"  {t}\n"])
def test_a_delivery_is_known_by_the_beginning_of_its_id_or_file(
    office: Office, known: str, length: int, change: Any
) -> None:
    first = office.send("alfa", "2024-01", *months(1))
    prefix = change(getattr(first, known)[:length])
    second = office.send("alfa", "2024-01", *months(1, amount=9), replaces=prefix, reason="x")
    assert second.replaces == (first.id,)
    assert second.reason == "x"


@pytest.mark.parametrize("prefix", ["000000", "zzzzzz", "______", "%%%%%%", "'; --x", "******"])
def test_what_nobody_delivered_is_not_known(office: Office, prefix: str) -> None:
    office.send("alfa", "2024-01", *months(1))
    assert words(refused(office, prefix)) == (
        f"er is geen levering of bestand waarvan de sha begint met '{prefix}'.",
        f"there is no delivery or file of which the sha begins with '{prefix}'.",
    )


def test_a_file_that_two_deliveries_have_does_not_say_which(office: Office) -> None:
    january = months(1)
    first = office.send("alfa", "2024-01", *january)
    year = office.send("alfa", "2024", *months(*range(1, 13), amount=2), replaces=first.id,
                       reason="jaar ineens")  # fmt: skip
    office.send("alfa", "2024-02", *months(2), replaces=year.id, reason="per maand",
                explanations={"cellen-vervallen": "de andere volgen"})  # fmt: skip
    again = office.send("alfa", "2024-01", *january)
    listed = ", ".join(sorted(d.id[:12] for d in (first, again)))
    dutch, english = words(refused(office, first.file_sha256))
    prefix = first.file_sha256
    assert dutch.startswith(f"'{prefix}' past op meer leveringen: ")
    assert english.startswith(f"'{prefix}' fits more deliveries: ")
    for said, end in ((dutch, "Geef meer tekens."), (english, "Give more characters.")):
        assert said.endswith(end)
        found = said.removesuffix(f". {end}").rpartition(": ")[2]
        assert ", ".join(sorted(found.split(", "))) == listed


def test_the_same_file_corrects_nothing(office: Office) -> None:
    first = office.send("alfa", "2024-01", *months(1, amount=9))
    assert words(refused(office, first.id)) == (
        "dit bestand is gelijk aan wat het vervangt; er is niets te corrigeren.",
        "this file equals what it replaces; there is nothing to correct.",
    )


def test_what_was_corrected_is_not_corrected_again(office: Office) -> None:
    first = office.send("alfa", "2024-01", *months(1))
    second = office.send("alfa", "2024-01", *months(1, amount=2), replaces=first.id, reason="a")
    third = office.send("alfa", "2024-01", *months(1, amount=3), replaces=second.id, reason="b")
    assert words(refused(office, first.id)) == (
        f"{first.id[:12]} is al gecorrigeerd door {second.id[:12]}. Corrigeer de nieuwste: geef "
        f"--replaces {third.id[:12]}.",
        f"{first.id[:12]} was corrected by {second.id[:12]} already. Correct the newest: give "
        f"--replaces {third.id[:12]}.",
    )
    newest = office.send("alfa", "2024-01", *months(1, amount=9), replaces=third.id, reason="c")
    assert current(office.workspace.deliveries()) == [newest]


def test_a_correction_is_about_the_same_dataset(office: Office, tmp_path: Path) -> None:
    other = asked(
        with_dataset(office.pack, dataset(column("aantal", "integer", required=True))), "fte"
    )
    office.workspace.__dict__["pack"] = other
    file = csv_file(tmp_path, "fte\n12", "fte.csv")
    staff = deliver(office.workspace, "fte", "alfa", Period.parse("2024-01"), file, DAY)
    office.workspace.__dict__["pack"] = office.pack
    assert words(refused(office, staff.id)) == (
        f"{staff.id[:12]} is een levering van fte door alfa over 2024-01; een correctie gaat over "
        "dezelfde dataset.",
        f"{staff.id[:12]} is a delivery of fte by alfa about 2024-01; a correction is about the "
        "same dataset.",
    )


def test_several_are_replaced_once_each_and_named_by_their_ids(office: Office) -> None:
    sent = [office.send("alfa", f"2024-{m:02d}", *months(m)) for m in (1, 2, 3)]
    prefixes = [d.id[:9] for d in reversed(sent)] + [sent[0].id]
    quarter = office.send("alfa", "2024-Q1", *months(1, 2, 3, amount=5), replaces=prefixes,
                          reason="per kwartaal")  # fmt: skip
    assert quarter.replaces == tuple(sorted(d.id for d in sent))
    with office.workspace.index() as index:
        assert replaced_by_this(index, "proef", ("", ""), (), None) == ()


Step = tuple[int, int]  # a month and an amount


def _sent(office: Office, step: Step, heads: dict[int, Delivery]) -> Delivery:
    month, amount = step
    more: dict[str, Any] = {}
    if month in heads:
        more = {"replaces": heads[month].id, "reason": "beter geteld"}
    rows = months(month, amount=amount)
    return office.send("alfa", f"2024-{month:02d}", *rows, **more)


@settings(max_examples=examples(15))
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 10**6)), max_size=6, unique=True))
def test_of_every_chain_the_newest_counts_and_covers_exactly_its_cells(steps: list[Step]) -> None:
    pack = load_pack(MINI)
    heads: dict[int, Delivery] = {}
    with scratch_folder() as folder:
        office = Office(folder, pack, WHO, WHEN, KWH)
        for step in steps:
            heads[step[0]] = _sent(office, step, heads)
        everything = office.workspace.deliveries()
        assert len(everything) == len(steps)
        assert sorted(d.id for d in current(everything)) == sorted(d.id for d in heads.values())
        with office.workspace.index() as index:
            for month, newest in heads.items():
                about = index.about("proef", "alfa", Period.month(2024, month))
                assert [d.id for d in about] == [newest.id]
                assert [str(c.period) for c in newest.cells] == [f"2024-{month:02d}"]
