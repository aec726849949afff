"""Exceptions, mirror and claims: what is in order is not mentioned, what is missing is."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.unit.register.factory import commitment, deadline, register
from verantwoord.errors import VerantwoordError
from verantwoord.model.text import Text
from verantwoord.register.accountability import (
    DocumentClaim,
    ExceptionKind,
    claim_of,
    claims_without_figure,
    exceptions,
    mirror,
)
from verantwoord.register.chain import chain
from verantwoord.register.facts import (
    DeliveryFact,
    TargetFact,
    read_delivery_facts,
    read_target_facts,
)
from verantwoord.register.items import Links
from verantwoord.register.lists import Announcement, Paragraph

D = dt.date
ON = D(2024, 6, 30)
DUE = D(2024, 6, 1)


def delivery(received: dt.date | None, due: dt.date = DUE, **more: int) -> DeliveryFact:
    return DeliveryFact("fte", "alfa", "2024-05", due, received, **more)


def target(status: str, motivation: str | None = None) -> TargetFact:
    return TargetFact("proef.doel", "alfa", "2023", status, "73 %", "100 %", motivation)


def kinds(*facts: DeliveryFact | TargetFact) -> list[str]:
    deliveries = [f for f in facts if isinstance(f, DeliveryFact)]
    targets = [f for f in facts if isinstance(f, TargetFact)]
    return [str(x.kind) for x in exceptions(deliveries, targets, None, ON)]


def test_what_is_in_order_is_not_mentioned() -> None:
    facts = (delivery(D(2024, 6, 1)), delivery(None, due=ON), target("gehaald"), target("op koers"))
    assert kinds(*facts) == []


def test_late_and_never_delivered_are_two_things() -> None:
    assert kinds(delivery(D(2024, 6, 2))) == ["te laat geleverd"]
    assert kinds(delivery(None)) == ["niet geleverd"]
    (line,) = exceptions([delivery(D(2024, 6, 11))], [], None, ON)
    assert "10 dagen te laat" in line.what.nl


def test_failed_validation_and_unexplained_warnings_are_exceptions() -> None:
    fact = delivery(D(2024, 6, 1), blocking=3, unexplained_warnings=2)
    assert sorted(kinds(fact)) == ["motivering ontbreekt", "validatie niet doorstaan"]


@pytest.mark.parametrize("status", ["niet gehaald", "niet op koers"])
def test_a_missed_target_needs_a_motivation(status: str) -> None:
    assert sorted(kinds(target(status))) == ["doel niet gehaald", "motivering ontbreekt"]
    assert sorted(kinds(target(status, "  "))) == ["doel niet gehaald", "motivering ontbreekt"]
    (line,) = exceptions([], [target(status, "Te weinig geld.")], None, ON)
    assert line.kind is ExceptionKind.MISSED
    assert "Te weinig geld." in line.what.nl
    assert line.item == "overige aspecten van de bedrijfsvoering"


def test_open_items_past_their_deadline_are_exceptions() -> None:
    late = commitment(deadlines=(deadline(D(2024, 6, 20)),), organisation="alfa")
    (line,) = exceptions([], [], register(late), ON)
    assert (line.kind, line.subject, line.organisation) == ("termijn verstreken", late.id, "alfa")
    assert "10 dagen over tijd" in line.what.nl


def announcement(name: str, **links: tuple[str, ...]) -> Announcement:
    return Announcement(
        f"proef.{name}", Text(name), "maatregel", "kst-99100-1", 2024, Links(**links)
    )


def passage(year: int = 2024, **links: tuple[str, ...]) -> Paragraph:
    return Paragraph("proef.passage", Text("p"), "kst-99100-2", year, Links(**links))


def test_an_announcement_returns_by_name_or_by_what_it_is_about() -> None:
    announced = announcement("a", indicators=("energie.gas",))
    by_name, by_figure = passage(announced=("proef.a",)), passage(indicators=("energie.gas",))
    other, last_year = passage(indicators=("energie.licht",)), passage(2023, announced=("proef.a",))
    for said, reported in ((by_name, True), (by_figure, True), (other, False), (last_year, False)):
        (line,) = mirror([announced], [said], 2024)
        assert line.reported is reported


def test_the_mirror_shows_what_was_not_reported_first_and_only_of_that_year() -> None:
    announced = [announcement("a"), announcement("b")]
    lines = mirror(announced, [passage(announced=("proef.a",))], 2024)
    assert [(x.announcement.id, x.reported) for x in lines] == [
        ("proef.b", False),
        ("proef.a", True),
    ]
    assert mirror(announced, [], 2023) == ()


def test_a_claim_needs_a_figure_and_not_just_an_indicator() -> None:
    claims = [
        DocumentClaim("1", "Het ging goed.", "blz. 1"),
        DocumentClaim("2", "Minder gas.", "blz. 1", ("energie.gas",)),
        DocumentClaim("3", "Meer treinen.", "blz. 2", ("reizen.trein",)),
        DocumentClaim("4", "Iedereen is blij.", "blz. 2", gap="niet te meten"),
    ]
    report = claims_without_figure(claims, {"energie.gas"})
    assert [u.claim.id for u in report.unfounded] == ["1", "3", "4"]
    assert report.total == 4
    reasons = [u.reason.nl for u in report.unfounded]
    assert "Geen indicator" in reasons[0]
    assert "geen cijfer" in reasons[1]
    assert "niet te meten" in reasons[2]


def test_what_covers_a_claim_is_walked_on_to_its_indicators() -> None:
    made = chain(register(commitment(links=Links(indicators=("energie.gas",)))))

    class Covered:
        covered_by = ("commitment:proef.toezegging-een", "indicator:energie.licht", "fact:x")
        gap = None

    claim = claim_of("1", "Tekst", "blz. 1", Covered(), made)
    assert claim.indicators == ("energie.gas", "energie.licht")


def test_facts_are_read_from_json() -> None:
    block = {"dataset": "fte", "organisation": "alfa", "period": "2024-05", "due": "2024-06-01"}
    assert read_delivery_facts(json.dumps([block])) == (delivery(None),)
    assert read_delivery_facts(json.dumps([{**block, "received": "2024-06-02"}])) == (
        delivery(D(2024, 6, 2)),
    )
    goal = {
        "goal": "proef.doel",
        "organisation": "alfa",
        "period": "2023",
        "status": "gehaald",
        "value": "73 %",
        "target": "100 %",
    }
    assert read_target_facts(json.dumps([goal])) == (target("gehaald"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "geen JSON"),
        ("3", "geen lijst"),
        ('[{"dataset": "fte"}]', "mist 'organisation'"),
        (
            '[{"dataset": "a", "organisation": "b", "period": "c", "due": "morgen"}]',
            "'due' is geen dag",
        ),
    ],
)
def test_facts_of_another_form_are_refused_with_what_is_missing(text: str, words: str) -> None:
    with pytest.raises(VerantwoordError, match=words):
        read_delivery_facts(text)
