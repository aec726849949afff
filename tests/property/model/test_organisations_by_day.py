"""Organisations through time are what somebody would say who wrote down every day what was so."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.property.model.histories import DAYS, History, histories
from verantwoord.model.errors import PackErrors
from verantwoord.model.loading import load_pack
from verantwoord.model.organisation import Organisations
from verantwoord.model.pack import Pack
from verantwoord.model.writing import to_yaml

INFO = "id: land\nversion: 1.0.0\ntitle: Land\nowner: de tests\nfictional: true\n"


def loaded(text: str) -> Pack:
    with TemporaryDirectory() as folder:
        (Path(folder) / "pack.yaml").write_text(INFO, "utf-8")
        (Path(folder) / "organisations.yaml").write_text(text, "utf-8")
        return load_pack(Path(folder))


@settings(max_examples=examples(60))
@given(history=histories())
def test_on_each_day_there_is_who_there_was_as_it_was_called(history: History) -> None:
    made = history.made
    for day, told in history.told.items():
        there = {who for who, o in made.by_id.items() if o.exists_on(day)}
        assert there == set(told.alive)
        assert set(made.members_on(made.populations["alle"], day)) == there
        for who, (name, above) in told.alive.items():
            one = made.by_id[who]
            assert one.name_on(day).name == name
            assert one.parent_on(day) == above
            assert made.find(name, day) is one
            assert made.find(f" {name.upper()} ", day) is one


@settings(max_examples=examples(60))
@given(history=histories())
def test_who_is_above_is_found_by_going_up_one_at_a_time(history: History) -> None:
    for day, told in history.told.items():
        for who in told.alive:
            way: list[str] = []
            current: str | None = who
            while current is not None:
                way.append(current)
                current = told.alive[current][1]
            assert history.made.ancestors(who, day) == tuple(way)


@settings(max_examples=examples(60))
@given(history=histories(), start=st.sampled_from(DAYS), end=st.sampled_from(DAYS))
def test_what_one_was_is_carried_on_day_by_day(
    history: History, start: dt.date, end: dt.date
) -> None:
    for who in history.made.by_id:
        carried = history.made.carried_to(who, start, end)
        assert {w: Fraction(s) for w, s in carried.items()} == history.carried(who, start, end)
        assert sum(carried.values()) == 1
        middle = DAYS[(DAYS.index(start) + DAYS.index(end)) // 2]
        if start <= middle <= end:  # by way of a day between it is the same
            again: dict[str, Decimal] = {}
            for w, share in history.made.carried_to(who, start, middle).items():
                for heir, part in history.made.carried_to(w, middle, end).items():
                    again[heir] = again.get(heir, Decimal(0)) + share * part
            assert again == carried


@settings(max_examples=examples(60))
@given(history=histories())
def test_a_history_is_read_back_as_it_was_written_and_nothing_is_wrong_with_it(
    history: History,
) -> None:
    assert loaded(to_yaml(history.made)).organisations == history.made


@settings(max_examples=examples(60))
@given(history=histories(), data=st.data())
def test_a_share_too_small_in_any_history_is_said_once(
    history: History, data: st.DataObject
) -> None:
    lines = to_yaml(history.made).splitlines()
    shares = [i for i, line in enumerate(lines) if "share: " in line]
    if not shares:
        return
    line = data.draw(st.sampled_from(shares))
    lines[line] = re.sub("share: [0-9.]+", "share: 0.000001", lines[line])
    with pytest.raises(PackErrors) as caught:
        loaded("\n".join(lines) + "\n")
    said = [f.in_language("en") for f in caught.value.errors]
    assert len(said) == 1
    assert "add up to" in said[0]


def test_organisations_made_in_a_program_are_those_of_the_file() -> None:
    assert Organisations({}).ancestors("weg", DAYS[0]) == ("weg",)
    assert Organisations({}).carried_to("weg", DAYS[0], DAYS[-1]) == {"weg": Decimal(1)}
    assert Organisations({}).find("weg", DAYS[0]) is None
