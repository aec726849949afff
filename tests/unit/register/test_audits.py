"""What auditors say: an answer is no effect, an opinion holds for its figures only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from verantwoord.model.errors import PackError
from verantwoord.model.period import Period
from verantwoord.register.chain import Kind, Ref, chain, dangling
from verantwoord.register.checks import SHORTER, VANISHED
from verantwoord.register.loading import load_register
from verantwoord.register.register import Register
from verantwoord.register.vanished import vanished

GOOD = """
recommendations:
  - id: proef.meten
    kind: aanbeveling
    made-by: Rekenkamer
    title: Meet het
    made-on: 2023-03-01
    sources: [{title: Rapport}]
    links: {indicators: [proef.cijfer]}
    steps:
      - {to: open, on: 2023-03-01, by: j.bakker, role: coördinator, why: Ontvangen.}
      - {to: overgenomen, on: 2023-06-01, by: j.bakker, role: leverancier,
         why: Brief., evidence: [{kst: kst-99100-1}]}
    effects:
      - {figure: "proef.cijfer@alfa@2023", seen: nog niet te zien, on: 2023-09-01, by: r.smit,
         why: Te vroeg.}
      - {figure: "proef.cijfer@alfa@2024", seen: gezien, on: 2025-01-01, by: r.smit, why: Hoger.}
opinions:
  - id: proef.oordeel
    by: Auditdienst
    on: 2024-03-01
    kind: controle
    period: 2023
    indicators: [proef.cijfer]
    organisations: [alfa]
    verdict: Het beeld is getrouw.
    scope: De opgave van Alfa.
    sources: [{title: Rapport}]
"""


def loaded(folder: Path, text: str = GOOD) -> Register:
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / "proef.yaml").write_text(text, "utf-8")
    return load_register(folder)


def test_an_answer_and_an_effect_are_known_apart_and_each_on_its_day(tmp_path: Path) -> None:
    item = loaded(tmp_path).recommendations["proef.meten"]
    early, answered, late = dt.date(2023, 5, 1), dt.date(2023, 7, 1), dt.date(2025, 2, 1)
    assert (item.answer_on(early), item.effect_on(early)) == (None, None)
    answer = item.answer_on(answered)
    assert answer is not None and str(answer.to) == "overgenomen"
    assert item.effect_on(answered) is None  # answered, and nobody looked yet
    assert [
        str(e.seen) for e in (item.effect_on(dt.date(2024, 1, 1)), item.effect_on(late)) if e
    ] == [
        "nog niet te zien",
        "gezien",
    ]
    assert item.open_on(late)  # an effect closes nothing
    assert item.age_days(late) == (late - dt.date(2023, 3, 1)).days


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("links: {indicators: [proef.cijfer]}", "links: {}", "niet bij 'links' staat"),
        ("    period: 2023\n", "", "zegt niet over welke tijd"),
        ("    indicators: [proef.cijfer]\n    organisations: [alfa]\n", "", "over geen cijfer"),
        ("to: overgenomen", "to: uitgevoerd", "Van 'open' naar 'uitgevoerd' kan niet"),
        ("to: overgenomen", "to: vervallen", "is aan de controleur"),
        (", evidence: [{kst: kst-99100-1}]", "", "heeft bewijs nodig"),
        ("why: Brief.", "why: ' '", "heeft een reden nodig"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(PackError, match=said):
        loaded(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("indicator", "organisation", "period", "about"),
    [
        ("proef.cijfer", "alfa", "2023", True),
        ("proef.cijfer", "alfa", "2023-Q2", True),
        ("proef.cijfer", "beta", "2023", False),
        ("proef.cijfer", "alfa", "2024", False),
        ("proef.ander", "alfa", "2023", False),
    ],
)
def test_an_opinion_is_about_its_own_figures_only(
    tmp_path: Path, indicator: str, organisation: str, period: str, about: bool
) -> None:
    opinion = loaded(tmp_path).opinions["proef.oordeel"]
    assert opinion.about(indicator, organisation, Period.parse(period)) is about


def test_an_opinion_over_a_quarter_is_none_over_the_year(tmp_path: Path) -> None:
    text = GOOD.replace("period: 2023\n", "period: 2023-Q2\n")
    opinion = loaded(tmp_path, text).opinions["proef.oordeel"]
    assert not opinion.about("proef.cijfer", "alfa", Period.parse("2023"))


def test_only_an_audit_and_a_review_give_assurance(tmp_path: Path) -> None:
    sure = {}
    for kind in ("controle", "beoordeling", "overeengekomen werkzaamheden", "onderzoek"):
        text = GOOD.replace("    kind: controle", f"    kind: {kind}")
        sure[kind] = loaded(tmp_path, text).opinions["proef.oordeel"].gives_assurance
    assert [kind for kind, yes in sure.items() if yes] == ["controle", "beoordeling"]


def test_a_recommendation_leads_to_its_figures_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    register = loaded(tmp_path)
    ref = Ref(Kind.RECOMMENDATION, "proef.meten")
    assert chain(register).reach(ref) == (Ref(Kind.INDICATOR, "proef.cijfer"),)
    assert {name for name, _ in dangling(register, (), ())} == {"proef.meten", "proef.oordeel"}
    assert dangling(register, (), ["proef.cijfer"]) == ()


def test_nothing_leaves_the_set_without_a_reason(tmp_path: Path) -> None:
    before = loaded(tmp_path)
    assert vanished(before, before) == ()
    (gone,) = vanished(before, Register())
    assert (gone.code, gone.items) == (VANISHED, ("proef.meten",))
    assert "vervallen" in gone.why.nl
    begin, end = GOOD.index("      - {to: overgenomen"), GOOD.index("    effects:")
    shorter = loaded(tmp_path, GOOD[:begin] + GOOD[end:])
    (lost,) = vanished(before, shorter)
    assert (lost.code, lost.items) == (SHORTER, ("proef.meten",))
    step = "{to: vervallen, on: 2024-01-01, by: r.smit, role: controleur, why: Overgegaan.}"
    dropped = GOOD.replace("    effects:", f"      - {step}\n    effects:")
    kept = loaded(tmp_path, dropped)
    assert vanished(before, kept) == ()
    assert not kept.recommendations["proef.meten"].open_on(dt.date(2024, 2, 1))
