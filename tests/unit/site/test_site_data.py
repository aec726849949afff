"""What the pages of the site say: honest states, both directions of the chain, no dead ends."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from tests.conftest import REPOSITORY
from tests.unit.register.factory import (
    MADE,
    SOURCE,
    commitment,
    deadline,
    motion,
    register,
    step,
)
from verantwoord.model.text import Text
from verantwoord.register.chain import Kind, Ref, chain, parse_ref, without_effect
from verantwoord.register.history import KamerJudgement, KamerVerdict
from verantwoord.register.items import Links, Vote
from verantwoord.register.lists import Paragraph
from verantwoord.register.loading import load_register
from verantwoord.register.moment import day
from verantwoord.register.programme import Action, Level
from verantwoord.register.register import Register
from verantwoord.register.states import CommitmentState, Role
from verantwoord.site.site_data import SiteData, slug

ON = dt.date(2024, 1, 1)
MOTION, COMMITMENT = "proef.motie-een", "proef.toezegging-een"
FIGURE = Ref(Kind.INDICATOR, "energie.gas")


def sample() -> Register:
    action = Action(
        id="proef.actie",
        level=Level.ACTION,
        title=Text("Actie"),
        links=Links(indicators=("energie.gas",)),
        sources=(SOURCE,),
    )
    passage = Paragraph(
        "proef.passage", Text("Passage"), "kst-99100-2", 2023, Links(indicators=("energie.gas",))
    )
    done = step(
        CommitmentState.DONE,
        dt.date(2023, 9, 1),
        "kst-99101-2",
        by="r.smit",
        prepared_by="m.prins",
        role=Role.REVIEWER,
    )
    return register(
        motion(links=Links(commitments=(COMMITMENT,)), vote=Vote(MADE, 80, 70)),
        commitment(
            "een",
            step(CommitmentState.OPEN),
            done,
            links=Links(actions=("proef.actie",)),
            deadlines=(deadline(MADE), deadline(ON, "uitstel")),
        ),
        loose_actions={action.id: action},
        paragraphs={passage.id: passage},
    )


def refs(links: object) -> list[str]:
    return [str(x.ref) for x in links]  # type: ignore[attr-defined]


def test_a_motion_leads_to_its_figure_and_the_figure_leads_back() -> None:
    data = SiteData(sample(), ON)
    page = data.motion(MOTION)
    assert refs(page.after) == [
        f"toezegging:{COMMITMENT}",
        "actie:proef.actie",
        "indicator:energie.gas",
        "passage:proef.passage",
    ]
    assert refs(page.figures) == ["indicator:energie.gas"]
    assert refs(data.before(FIGURE)) == [
        f"motie:{MOTION}",
        f"toezegging:{COMMITMENT}",
        "actie:proef.actie",
    ]
    assert refs(data.after(FIGURE)) == ["passage:proef.passage"]


def test_a_page_tells_who_approved_and_what_the_kamer_says_apart() -> None:
    """A login name is told to nobody: who is at work stands there by the role."""
    page = SiteData(sample(), ON).commitment(COMMITMENT)
    assert (page.state, page.is_open, page.kamer) == ("afgedaan", False, "geen oordeel bekend")
    last = page.steps[-1]
    assert (last.by, last.prepared) == ("controleur", True)
    assert last.evidence[0].url == "https://zoek.officielebekendmakingen.nl/kst-99101-2.html"
    assert [(d.due, d.moved) for d in page.deadlines] == [
        ("2023-03-01", False),
        ("2024-01-01", True),
    ]
    earlier = SiteData(sample(), dt.date(2023, 6, 1)).commitment(COMMITMENT)
    assert (earlier.state, earlier.age_days, earlier.overdue_days) == ("openstaand", 92, None)


def test_the_kamer_is_quoted_as_of_the_day() -> None:
    judged = commitment(judgements=(KamerJudgement(KamerVerdict.PARTLY, day(ON), "commissie"),))
    assert SiteData(register(judged), ON).commitment(COMMITMENT).kamer == (
        "deels voldaan (commissie, 2024-01-01)"
    )
    before = ON - dt.timedelta(days=1)
    assert SiteData(register(judged), before).commitment(COMMITMENT).kamer == "geen oordeel bekend"


def test_the_last_known_state_is_shown_as_such() -> None:
    item = commitment(followed_until=MADE, not_followed="niet opgezocht: wat er daarna gebeurde")
    page = SiteData(register(item), ON).commitment(COMMITMENT)
    assert page.age_days is None
    assert page.state_note is not None
    assert "laatst bekende stand, van 2023-03-01" in page.state_note.nl
    (line,) = SiteData(register(item), ON).index()
    assert (line.is_open, line.known) == (True, False)


def test_an_impossible_id_is_shown_without_an_address() -> None:
    page = SiteData(register(commitment(kst="kst-99101")), ON).commitment(COMMITMENT)
    assert page.kst is not None
    assert (page.kst.title.nl, page.kst.url) == ("kst-99101", None)


def test_open_items_come_first_the_oldest_on_top() -> None:
    made = register(
        motion("jong", made_on=day(dt.date(2023, 12, 1))),
        motion("oud"),
        commitment("dicht", step(CommitmentState.OPEN), step(CommitmentState.NOT_KEPT)),
    )
    names = [line.link.title.nl for line in SiteData(made, ON).index()]
    assert names == ["Motie oud", "Motie jong", "Toezegging dicht"]


@pytest.mark.parametrize("pack", ["rijk", "oefenrijk"])
def test_every_page_can_be_made_and_every_link_inside_has_a_page(pack: str) -> None:
    made = load_register(REPOSITORY / "packs" / pack)
    data = SiteData(made, ON)
    pages = {p.ref: p for p in data.pages()}
    said = len(made.recommendations)
    assert len(pages) == len(made.promises) + said + len(made.programme_items)
    elsewhere = {Kind.GOAL, Kind.INDICATOR, Kind.PARAGRAPH}
    for page in pages.values():
        for link in (*page.before, *page.after):
            assert link.ref is not None
            assert link.ref in pages or link.ref.kind in elsewhere
    for kind in Kind:
        names = [slug(r) for r in (*pages, *data.chain.refs) if r.kind is kind]
        assert len(set(names)) == len({r.id for r in (*pages, *data.chain.refs) if r.kind is kind})


def test_a_page_of_a_programme_shows_what_is_not_reported_and_what_became_of_the_old() -> None:
    data = SiteData(load_register(REPOSITORY / "packs" / "rijk"), ON)
    page = data.programme("werkagenda:2024")
    assert page.replaces == "werkagenda:2022"
    assert {f.fate for f in page.became} == {"vervangen", "onbekend"}
    extra = data.programme("extra-inspanning-banenafspraak:2022")
    states = {line.progress for line in extra.lines if line.depth == 1}
    assert states == {"niet gerapporteerd"}
    assert (extra.with_evidence, extra.actions) == (0, 4)
    numbers = [t.nl for line in extra.lines for t in line.targets]
    assert numbers == ["ten hoogste 400 extra banen (2022)", "500 extra banen (2023)"]
    tree = data.programme("werkagenda:2022").lines
    assert [line.number for line in tree][:6] == ["1", "1.1", "1.2", "1.3", "1.4", "2"]


def test_goals_of_the_pack_join_the_chain() -> None:
    goal, figure = Ref(Kind.GOAL, "energie.doel"), Ref(Kind.INDICATOR, "energie.licht")
    made = register(motion(links=Links(goals=("energie.doel",))))
    assert without_effect(made, chain(made)) == (Ref(Kind.MOTION, MOTION),)
    extra = chain(made, [(goal, figure)])
    assert without_effect(made, extra) == ()
    walks = list(extra.walks(Ref(Kind.MOTION, MOTION)))
    assert walks == [(Ref(Kind.MOTION, MOTION), goal, figure)]


def test_walks_back_are_the_walks_forward_reversed() -> None:
    made = chain(load_register(REPOSITORY / "packs" / "oefenrijk"))
    starts = [r for r in made.refs if not made.backward.get(r)]
    ends = [r for r in made.refs if not made.forward.get(r)]
    forward = set(itertools.chain.from_iterable(made.walks(r) for r in starts))
    back = {w[::-1] for r in ends for w in made.walks(r, back=True)}
    assert forward == back
    assert forward


def test_a_person_may_leave_out_the_kind() -> None:
    made = sample()
    for text, ref in (
        (MOTION, Ref(Kind.MOTION, MOTION)),
        ("proef.actie", Ref(Kind.ACTION, "proef.actie")),
        ("energie.gas", FIGURE),
        ("indicator:energie.gas", FIGURE),
    ):
        assert parse_ref(text, made) == ref
    assert parse_ref("weg", made) is None
