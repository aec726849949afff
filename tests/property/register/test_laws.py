"""What must hold for every register, however it came about."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.register.factory import SOURCE, commitment, motion, register
from verantwoord.model.kamerstuk import form_fault, url
from verantwoord.model.text import Text
from verantwoord.model.writing import to_yaml
from verantwoord.register.chain import Kind, Ref, chain
from verantwoord.register.checks import check_register
from verantwoord.register.files import RegisterFile
from verantwoord.register.history import (
    Deadline,
    Evidence,
    NotFound,
    Step,
    StepRefused,
    take_over,
)
from verantwoord.register.items import Commitment, Links
from verantwoord.register.loading import load_register
from verantwoord.register.moment import Moment, day, parse
from verantwoord.register.states import CommitmentState, Role, table_for

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))
# printable text as people type it, with the characters that YAML finds special
WORDS = st.text(
    st.one_of(
        st.characters(categories=("L", "N"), max_codepoint=0x17F),
        st.sampled_from(" .,:;#-'\"{}[]&*!|>%@`?"),
    ),
    min_size=1,
    max_size=40,
).map(lambda t: t.strip() or "x")
MOMENTS = st.one_of(
    DAYS.map(day),
    st.integers(1990, 2040).map(parse),
    DAYS.map(lambda d: parse(f"{d:%Y-%m}")),
    WORDS.map(lambda w: Moment(None, None, None, w)),
    st.builds(lambda y, w: parse({"in": y, "words": w}), st.integers(1990, 2040), WORDS),
)
EVIDENCE = st.builds(
    Evidence,
    kst=st.just("kst-99101-1"),
    title=st.none() | WORDS,
    published=st.none() | DAYS,
    locator=st.none() | WORDS,
)


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    steps = (
        Step(CommitmentState.OPEN, draw(MOMENTS), draw(WORDS), Text(draw(WORDS)), source=SOURCE),
    )
    for _ in range(draw(st.integers(0, 4))):
        choices = [to for (start, to) in table_for(steps[-1].to) if start == steps[-1].to]
        if not choices:
            break
        new = Step(
            draw(st.sampled_from(choices)),
            draw(MOMENTS),
            draw(WORDS),
            Text(draw(WORDS), draw(st.none() | WORDS)),
            draw(st.none() | st.sampled_from(Role)),
            draw(st.none() | WORDS),
            tuple(draw(st.lists(EVIDENCE, max_size=2))),
            SOURCE,
        )
        with suppress(StepRefused):
            steps = take_over(steps, new)
    return commitment(
        "een",
        *steps,
        title=Text(draw(WORDS), draw(st.none() | WORDS)),
        text=draw(st.none() | WORDS),
        made_on=draw(MOMENTS),
        made_in=draw(st.none() | WORDS),
        policy_area=draw(st.none() | WORDS.map(Text)),
        deadlines=tuple(
            Deadline(draw(MOMENTS), day(dt.date(2020, 1, 1)), draw(WORDS), Text(draw(WORDS)))
            for _ in range(draw(st.integers(0, 3)))
        ),
        not_found=tuple(NotFound(draw(WORDS), draw(WORDS)) for _ in range(draw(st.integers(0, 2)))),
        promised_to=tuple(draw(st.lists(WORDS, max_size=2))),
        number=draw(st.none() | WORDS),
    )


@settings(max_examples=examples(60))
@given(commitments())
def test_what_is_written_is_read_back_as_the_same(item: Commitment) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "register").mkdir()
        (Path(folder) / "register" / "proef.yaml").write_text(
            to_yaml(RegisterFile(commitments=(item,))), "utf-8"
        )
        assert load_register(Path(folder)).commitments == {item.id: item}


@settings(max_examples=examples(60))
@given(commitments(), DAYS, DAYS)
def test_an_open_item_never_grows_younger_and_a_closed_one_has_no_age(
    item: Commitment, one: dt.date, other: dt.date
) -> None:
    first, last = sorted((one, other))
    before, after = item.age_days(first), item.age_days(last)
    assert before is None or before >= 0
    if before is not None and after is not None:
        assert after - before <= (last - first).days
        assert after >= before
    if not item.open_on(last):
        assert after is None


NAMES = st.sampled_from("abcd")


@st.composite
def chains(draw: st.DrawFn) -> list[tuple[Ref, Ref]]:
    refs = [Ref(kind, name) for kind in Kind for name in "abcd"]
    return draw(st.lists(st.tuples(st.sampled_from(refs), st.sampled_from(refs)), max_size=25))


@given(chains())
def test_there_is_a_way_back_for_every_way_there(arrows: list[tuple[Ref, Ref]]) -> None:
    made = chain(register(), arrows)
    for start in made.refs:
        assert start not in made.reach(start)
        for end in made.reach(start):
            assert start in made.reach(end, back=True)
            assert start < end


@given(st.lists(NAMES, max_size=4, unique=True), st.lists(NAMES, max_size=4, unique=True))
def test_who_states_a_link_makes_no_difference(one: list[str], other: list[str]) -> None:
    def side(names: list[str], kind: str) -> Links:
        return Links(**{kind: tuple(f"proef.{n}" for n in names)})

    pairs = {(m, c) for m in one for c in other}
    by_motion = register(
        *(motion(m, id=f"proef.{m}", links=side(other, "commitments")) for m in one),
        *(commitment(c, id=f"proef.{c}") for c in other),
    )
    by_commitment = register(
        *(motion(m, id=f"proef.{m}") for m in one),
        *(commitment(c, id=f"proef.{c}", links=side(one, "motions")) for c in other),
    )
    assert chain(by_motion) == chain(by_commitment)
    arrows = {(a.id, b.id) for a, ends in chain(by_motion).forward.items() for b in ends}
    assert arrows == {(f"proef.{m}", f"proef.{c}") for m, c in pairs}


@given(st.text(max_size=40))
def test_the_form_of_an_id_can_be_judged_for_any_text(text: str) -> None:
    for kst in (text, f"kst-{text}"):
        assert (form_fault(kst) is None) == (url(kst) is not None)


@settings(max_examples=examples(60))
@given(st.lists(commitments(), min_size=1, max_size=3), st.randoms())
def test_the_order_of_items_never_changes_the_findings(
    items: list[Commitment], random: object
) -> None:
    from dataclasses import replace

    named = [replace(item, id=f"proef.toezegging-{n}") for n, item in enumerate(items)]
    shuffled = list(named)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert check_register(register(*named)) == check_register(register(*shuffled))
