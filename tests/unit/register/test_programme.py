"""Programmes: four honest states of progress, many parents, and versions that hide nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.register.factory import deadline, step
from verantwoord.model.errors import PackError
from verantwoord.model.text import Text
from verantwoord.register.history import Evidence
from verantwoord.register.loading import load_register
from verantwoord.register.moment import day
from verantwoord.register.programme import (
    Action,
    Fate,
    Level,
    Progress,
    Report,
    evidence_share,
)
from verantwoord.register.states import ActionState

ON = dt.date(2024, 6, 30)


def action(*reports: Report, name: str = "a", **more: object) -> Action:
    given: dict[str, object] = {"reports": reports} | more
    return Action(id=f"p:1/{name}", level=Level.ACTION, title=Text(name), **given)  # type: ignore[arg-type]


def report(on: dt.date = dt.date(2024, 5, 1), **more: object) -> Report:
    return Report(day(on), "m.prins", Text("Het gaat goed."), **more)  # type: ignore[arg-type]


PAPER = (Evidence("kst-99101-1"),)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ((), Progress.NOT_REPORTED),
        ((report(),), Progress.WITHOUT_EVIDENCE),
        ((report(unchanged=True),), Progress.WITHOUT_EVIDENCE),
        ((report(evidence=PAPER),), Progress.WITH_EVIDENCE),
        (
            (report(evidence=PAPER, verified_by="r.smit", verified_on=dt.date(2024, 6, 1)),),
            Progress.VERIFIED,
        ),
        (
            (report(evidence=PAPER, verified_by="r.smit", verified_on=dt.date(2024, 7, 1)),),
            Progress.WITH_EVIDENCE,
        ),
        ((report(dt.date(2024, 7, 1), evidence=PAPER),), Progress.NOT_REPORTED),
    ],
)
def test_progress_is_one_of_four_states(reports: tuple[Report, ...], expected: Progress) -> None:
    assert action(*reports).progress_on(ON) is expected


def test_an_old_report_does_not_count_in_a_new_window() -> None:
    said = action(report(dt.date(2023, 5, 1), evidence=PAPER))
    assert said.progress_on(ON) is Progress.WITH_EVIDENCE
    assert said.progress_on(ON, since=dt.date(2024, 1, 1)) is Progress.NOT_REPORTED


def test_what_only_the_account_under_test_says_is_no_evidence() -> None:
    account = ("kst-99101-1", "https://example.org/verslag")
    page = (Evidence(url="https://example.org/verslag"),)
    other = (*PAPER, Evidence("kst-99102-1"))
    for evidence in (PAPER, page):
        said = action(report(evidence=evidence))
        assert said.progress_on(ON, accounts=account) is Progress.ONLY_ACCOUNT
        assert evidence_share([said], ON, account) == (0, 1)
    told = action(report(evidence=other))
    assert told.progress_on(ON, accounts=account) is Progress.WITH_EVIDENCE
    assert evidence_share([told], ON, account) == (1, 1)


def test_the_share_with_evidence_counts_silent_actions_in_the_whole() -> None:
    actions = [
        action(name="a"),
        action(report(), name="b"),
        action(report(evidence=PAPER), name="c"),
    ]
    assert evidence_share(actions, ON) == (1, 3)


def test_an_unfinished_action_past_its_end_is_overdue_and_a_finished_one_is_not() -> None:
    ends = (deadline(dt.date(2024, 6, 20)),)
    assert action(deadlines=ends).overdue_days(ON) == 10
    done = (step(ActionState.FINISHED, dt.date(2024, 6, 1), "kst-99101-1"),)
    assert action(deadlines=ends, steps=done).overdue_days(ON) is None
    assert action().overdue_days(ON) is None


OLD = """
id: agenda
version: "2022"
title: Oude agenda
sources: [{title: Bron}]
lines:
  - {id: lijn-1, title: Lijn een}
  - {id: lijn-2, title: Lijn twee}
priorities:
  - {id: prioriteit-1, title: Prioriteit, parents: [lijn-1, lijn-2]}
actions:
  - {id: actie-1, title: Actie, parents: [prioriteit-1]}
"""
NEW = """
id: agenda
version: "2024"
title: Nieuwe agenda
sources: [{title: Bron}]
replaces: agenda:2022
became:
  - {item: "agenda:2022/lijn-2", fate: vervallen, reason: Samengevoegd met lijn 1.}
  - {item: "agenda:2022/prioriteit-1", fate: voortgezet, reason: Staat er nog.}
  - {item: "agenda:2022/actie-1", fate: onbekend, reason: "niet gevonden: de nieuwe lijst"}
lines:
  - {id: spoor-1, title: Spoor een, replaces: ["agenda:2022/lijn-1"]}
"""


def load(folder: Path, **files: str) -> object:
    (folder / "programmes").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "programmes" / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return load_register(folder)


def test_an_item_may_hang_under_several_parents(tmp_path: Path) -> None:
    load(tmp_path, agenda_2022=OLD)
    made = load_register(tmp_path).programmes["agenda:2022"]
    for parent in ("agenda:2022/lijn-1", "agenda:2022/lijn-2"):
        assert [i.id for i in made.children(parent)] == ["agenda:2022/prioriteit-1"]
    assert [i.id for i in made.children(None)] == ["agenda:2022/lijn-1", "agenda:2022/lijn-2"]


def test_a_new_version_says_what_became_of_each_old_item(tmp_path: Path) -> None:
    load(tmp_path, agenda_2022=OLD, agenda_2024=NEW)
    made = load_register(tmp_path).programmes["agenda:2024"]
    assert {b.item: b.fate for b in made.became}["agenda:2022/actie-1"] is Fate.UNKNOWN
    silent = NEW.replace('  - {item: "agenda:2022/actie-1"', '  #- {item: "agenda:2022/actie-1"')
    with pytest.raises(PackError, match=r"zegt niet wat er van agenda:2022/actie-1 is geworden"):
        load(tmp_path, agenda_2024=silent)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("parents: [lijn-1, lijn-2]", "parents: [lijn-9]", "'agenda:2022/lijn-9' bestaat niet"),
        ("id: lijn-2, ", "id: lijn-1, ", "staat er twee keer"),
        ('version: "2022"', 'version: "2023"', "heet niet naar het programma"),
        ("id: actie-1, title: Actie", "id: actie-1, name: Actie", "onbekende sleutel name"),
        (
            "{id: actie-1, title: Actie,",
            "{id: actie-1, title: Actie, steps: [{to: gereed, on: 2024-01-01, by: x, why: y, "
            "source: {title: z}}], history-starts: onbekend,",
            "",
        ),
        (
            "{id: actie-1, title: Actie,",
            "{id: actie-1, title: Actie, reports: [{on: 2024-01-01, by: x, text: y, "
            "evidence: [{kst: kst-99101-1}], verified-by: x, verified-on: 2024-01-02}],",
            "kan het eigen bericht niet verifiëren",
        ),
    ],
)
def test_a_wrong_programme_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in OLD
    if not words:  # a first state that a publication gives without evidence is refused too
        words = "pas 'gereed' met bewijs"
    with pytest.raises(PackError, match=r"programmes/agenda-2022\.yaml:\d+") as caught:
        load(tmp_path, agenda_2022=OLD.replace(old, new))
    assert words in str(caught.value)
