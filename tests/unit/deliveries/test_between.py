"""What one organisation says it got must be what the other says it gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

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
from verantwoord.deliveries.between import between_findings
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import Dataset, Rule
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JANUARY = Period.parse("2024-01")
LENT = rule(
    "sluit-aan",
    "links = rechts",
    level="between",
    missing="zero",
    severity="warns",
    by=("_organisatie", "tegenpartij", "soort"),
    measures={
        "links": "sum(uren) filter (where kant = 'in')",
        "rechts": "sum(uren) filter (where kant = 'uit')",
    },
)


def lent(*rules: Rule) -> Dataset:
    """Hours that organisations take in from and lend out to each other."""
    return dataset(
        column("tegenpartij", "organisation", key=True),
        column("kant", "code", codes=("in", "uit"), key=True, required=True),
        column("soort", key=True),
        column("uren", "decimal"),
        rules=rules or (LENT,),
    )


def workspace(folder: Path, pack: Pack, *rules: Rule) -> Workspace:
    made = asked(with_dataset(pack, lent(*rules)))
    return workspace_for(folder, made)


def send(
    work: Workspace,
    folder: Path,
    who: str,
    *rows: str,
    period: Period = JANUARY,
    on: str = "2025-02-01",
    instead_of: str | None = None,
) -> str:
    """Deliver some rows of an organisation; give the number of the delivery."""
    file = csv_file(folder, "\n".join(["tegenpartij;kant;soort;uren", *rows]))
    made = deliver(work, "proef", who, period, file, dt.date.fromisoformat(on),
                   replaces=instead_of, reason="verbeterd" if instead_of else None)  # fmt: skip
    return made.id


def said(work: Workspace, language: str = "nl", **more: object) -> list[tuple[str, str]]:
    found = between_findings(work, language=language, **more)  # type: ignore[arg-type]
    assert {f.rule for f in found} <= {"proef.sluit-aan"}
    assert {(f.row, f.column) for f in found} <= {(None, None)}
    return [(f.where, f.found) for f in found]


@pytest.mark.parametrize(
    ("alfa", "beta", "expected"),
    [
        (["beta;in;uitzend;260"], ["alfa;uit;uitzend;260"], []),
        (
            ["beta;in;uitzend;260"],
            ["alfa;uit;uitzend;300"],
            ["links = 260; rechts = 300."],
        ),
        # what is sent in parts is added before it is compared, cents and all
        (["beta;in;uitzend;0,1", "beta;in;wsw;0,2"], ["alfa;uit;uitzend;0,1", "alfa;uit;wsw;0,2"],
         []),
        (
            ["beta;in;uitzend;0,3"],
            ["alfa;uit;uitzend;0,30"],
            [],
        ),
        # the sum agrees and the kinds do not: two findings
        (
            ["beta;in;uitzend;10"],
            ["alfa;uit;wsw;10"],
            ["links = 10; rechts = (leeg).", "links = (leeg); rechts = 10."],
        ),
        # who delivered nothing of it is not taken to agree
        (["beta;in;uitzend;5"], ["gamma;uit;uitzend;5"],
         ["links = 5; rechts = (leeg).", "links = (leeg); rechts = 5."]),
        # both directions at once stand apart
        (
            ["beta;in;uitzend;1", "beta;uit;uitzend;2"],
            ["alfa;uit;uitzend;1", "alfa;in;uitzend;3"],
            ["links = 3; rechts = 2."],
        ),
        # no kind said by both is the same kind
        (["beta;in;;7"], ["alfa;uit;;7"], []),
        (["beta;in;;7"], ["alfa;uit;;8"], ["links = 7; rechts = 8."]),
    ],
)  # fmt: skip
def test_what_is_taken_in_is_what_is_lent_out(
    mini: Pack, tmp_path: Path, alfa: list[str], beta: list[str], expected: list[str]
) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", *alfa)
    send(work, tmp_path, "beta", *beta)
    assert [found for _, found in said(work)] == expected


def test_a_finding_names_both_sides_what_it_is_about_and_when(mini: Pack, tmp_path: Path) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", "beta;in;uitzend;2,5")
    send(work, tmp_path, "beta", "alfa;uit;uitzend;1234,75")
    assert said(work) == [("Alfa, beta, soort uitzend, 2024-01", "links = 2,5; rechts = 1234,75.")]
    english = said(work, "en")
    assert [where for where, _ in english] == ["Alfa, beta, soort uitzend, 2024-01"]
    assert "1234.75" in english[0][1]


def test_what_is_empty_on_both_sides_is_not_named(mini: Pack, tmp_path: Path) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", "beta;in;;2")
    assert [where for where, _ in said(work)] == ["Alfa, beta, 2024-01"]


@pytest.mark.parametrize(("who", "count"), [("alfa", 1), ("beta", 2), ("gamma", 1), ("delta", 0)])
def test_an_organisation_sees_what_it_is_a_side_of(
    mini: Pack, tmp_path: Path, who: str, count: int
) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", "beta;in;uitzend;1")
    send(work, tmp_path, "beta", "gamma;in;uitzend;2")
    assert len(said(work)) == 2
    assert len(said(work, organisation=who)) == count


def test_each_period_is_compared_by_itself_and_the_oldest_comes_first(
    mini: Pack, tmp_path: Path
) -> None:
    """One month too much and the next too little is not right on the whole."""
    work = workspace(tmp_path, mini)
    for month, mine, theirs in (("2024-02", 3, 5), ("2024-01", 5, 3)):
        period = Period.parse(month)
        send(work, tmp_path, "alfa", f"beta;in;a;{mine}", period=period, on="2026-02-01")
        send(work, tmp_path, "beta", f"alfa;uit;a;{theirs}", period=period, on="2026-02-01")
    assert said(work) == [
        ("Alfa, beta, soort a, 2024-01", "links = 5; rechts = 3."),
        ("Alfa, beta, soort a, 2024-02", "links = 3; rechts = 5."),
    ]


def test_a_correction_is_what_counts_from_the_day_it_came(mini: Pack, tmp_path: Path) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", "beta;in;a;5")
    first = send(work, tmp_path, "beta", "alfa;uit;a;4")
    assert len(said(work)) == 1
    send(work, tmp_path, "beta", "alfa;uit;a;5", on="2025-03-01", instead_of=first)
    assert said(work) == []
    assert len(said(work, known_on=dt.date(2025, 2, 15))) == 1


def test_before_anything_came_there_is_nothing_to_say(mini: Pack, tmp_path: Path) -> None:
    work = workspace(tmp_path, mini)
    assert said(work) == []
    send(work, tmp_path, "alfa", "beta;in;a;5")
    assert said(work, known_on=dt.date(2025, 1, 31)) == []


@pytest.mark.parametrize(
    ("first", "until", "count"),
    [
        (dt.date(2024, 1, 1), dt.date(2025, 1, 1), 1),
        (dt.date(2025, 1, 1), dt.date(2026, 1, 1), 0),
        (dt.date(2020, 1, 1), dt.date(2024, 1, 1), 0),
    ],
)
def test_a_rule_is_only_for_periods_in_which_it_holds(
    mini: Pack, tmp_path: Path, first: dt.date, until: dt.date, count: int
) -> None:
    work = workspace(tmp_path, mini, replace(LENT, holds_from=first, holds_until=until))
    send(work, tmp_path, "alfa", "beta;in;a;5")
    assert len(said(work)) == count


@pytest.mark.parametrize(("missing", "count"), [("zero", 1), ("skip-if-any", 0)])
def test_the_rule_says_what_a_side_that_sent_nothing_means(
    mini: Pack, tmp_path: Path, missing: str, count: int
) -> None:
    work = workspace(tmp_path, mini, replace(LENT, missing=type(LENT.missing)(missing)))
    send(work, tmp_path, "alfa", "beta;in;a;5")
    assert len(said(work)) == count


@pytest.mark.parametrize(("month", "count"), [("2022-05", 0), ("2023-05", 1)])
def test_a_margin_that_nobody_knows_yet_is_not_judged(
    mini: Pack, tmp_path: Path, month: str, count: int
) -> None:
    """The norm begins in 2023; without it nobody can say that the difference is too large."""
    wide = replace(LENT, check="links - rechts <= marge", parameters={"marge": "energie.norm"})
    work = workspace(tmp_path, mini, wide)
    send(work, tmp_path, "alfa", "beta;in;a;50", period=Period.parse(month))
    assert len(said(work)) == count


def test_a_row_without_the_other_side_is_about_one_organisation(mini: Pack, tmp_path: Path) -> None:
    work = workspace(tmp_path, mini)
    send(work, tmp_path, "alfa", ";in;a;5")
    found = said(work)
    assert [where for where, _ in found] == ["Alfa, soort a, 2024-01"]
    assert Decimal(found[0][1].split(";")[0].removeprefix("links = ")) == 5
