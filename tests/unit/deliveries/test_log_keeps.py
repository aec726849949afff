"""What the log keeps of a delivery, where it ends, and what is said of a line that is not right."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.deliveries.log import (
    START,
    LogError,
    Tail,
    append,
    append_many,
    canonical,
    line_at,
    lines_from,
    read_log,
)
from verantwoord.model.delivery import AcceptedWarning, Cell, Delivery
from verantwoord.model.period import Period

HASH = st.text("0123456789abcdef", min_size=64, max_size=64)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12)
PERIODS = st.sampled_from(["2024", "2024-H1", "2024-K2", "2024-Q3", "2024-07", "2024-07-15",
                           "2023-12/2024-02"]).map(Period.parse)  # fmt: skip
CELLS = st.builds(Cell, WORDS, PERIODS, WORDS)
WARNINGS = st.builds(AcceptedWarning, WORDS, st.integers(1, 9), WORDS, WORDS)
DELIVERIES = st.builds(
    Delivery,
    id=HASH,
    dataset=WORDS,
    organisation=WORDS,
    period=PERIODS,
    file_name=WORDS,
    file_sha256=HASH,
    rows_sha256=HASH,
    stored_sha256=HASH,
    rows=st.integers(0, 10**9),
    received_on=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    replaces=st.lists(HASH, max_size=2).map(tuple),
    reason=st.none() | WORDS,
    warnings=st.lists(WARNINGS, max_size=2).map(tuple),
    sheet=st.none() | WORDS,
    cells_sha256=HASH,
    ended=st.lists(CELLS, max_size=2).map(tuple),
    likeness=HASH,
    definition_sha256=HASH,
    unasked=st.booleans(),
    mapping_sha256=st.just("") | HASH,
)


def one(**fields: Any) -> Delivery:
    """A delivery of which every field differs from what it is when nothing is said."""
    known: dict[str, Any] = {
        "id": "1" * 64, "dataset": "meters", "organisation": "alfa",
        "period": Period.parse("2024-07"), "file_name": "juli.csv", "file_sha256": "2" * 64,
        "rows_sha256": "3" * 64, "stored_sha256": "4" * 64, "rows": 12,
        "received_on": dt.date(2024, 8, 1), "replaces": ("5" * 64,), "reason": "m8 vergeten",
        "warnings": (AcceptedWarning("meters.piek", 2, "hoog", "het vroor"),), "sheet": "Blad 1",
        "cells_sha256": "6" * 64, "ended": (Cell("alfa", Period.parse("2024-01"), "m7"),),
        "likeness": "7" * 64, "definition_sha256": "8" * 64, "unasked": True,
        "mapping_sha256": "9" * 64,
    }  # fmt: skip
    return Delivery(**{**known, **fields})


@pytest.mark.parametrize(
    "field", [f.name for f in dataclasses.fields(Delivery) if f.name != "cells"]
)
def test_every_field_of_a_delivery_comes_back(tmp_path: Path, field: str) -> None:
    """All but the cells, which stand beside the rows: the log has their hash."""
    append(tmp_path / "log", one(), START)
    (kept,) = read_log(tmp_path / "log")
    assert getattr(kept, field) == getattr(one(), field)
    default = next(f for f in dataclasses.fields(Delivery) if f.name == field).default
    assert getattr(kept, field) != default  # or this could not fail


@given(sent=st.lists(DELIVERIES, min_size=1, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_what_is_written_is_what_is_read_whatever_stands_in_it(
    sent: list[Delivery], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("log") / "log"
    tail = START
    for delivery in sent:
        tail = append(path, delivery, tail)
    assert read_log(path) == sent
    assert [d for d, _ in lines_from(path, START)] == sent
    assert [t for _, t in lines_from(path, START)][-1] == tail


@given(sent=st.lists(DELIVERIES, max_size=5), cut=st.integers(0, 5))
@settings(max_examples=examples(60), deadline=None)
def test_lines_written_together_are_the_lines_written_one_by_one(
    sent: list[Delivery], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    tail = START
    for delivery in sent:
        tail = append(folder / "apart", delivery, tail)
    middle = append_many(folder / "samen", sent[:cut], START)
    assert append_many(folder / "samen", sent[cut:], middle) == tail
    if sent:
        assert (folder / "samen").read_bytes() == (folder / "apart").read_bytes()


@given(sent=st.lists(DELIVERIES, min_size=1, max_size=4), data=st.data())
@settings(max_examples=examples(60), deadline=None)
def test_reading_goes_on_from_any_line(
    sent: list[Delivery], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("log") / "log"
    append_many(path, sent, START)
    tails = [START, *(tail for _, tail in lines_from(path, START))]
    at = data.draw(st.integers(0, len(sent)))
    assert [d for d, _ in lines_from(path, tails[at])] == sent[at:]
    for delivery, tail in lines_from(path, tails[at]):
        assert line_at(path, tail.last_start) == delivery


def test_where_a_log_ends_is_told_by_who_wrote_it(tmp_path: Path) -> None:
    """The number of lines, of bytes, the last hash, and where the last line begins."""
    path = tmp_path / "log"
    first = append(path, one(), START)
    second = append(path, one(id="a" * 64), first)
    lines = path.read_bytes().splitlines(keepends=True)
    assert (first.lines, second.lines) == (1, 2)
    assert (first.whole, second.whole) == (len(lines[0]), len(lines[0]) + len(lines[1]))
    assert (first.last_start, second.last_start) == (0, len(lines[0]))
    assert second.last.encode() in lines[1] and first.last.encode() in lines[1]
    assert isinstance(second, Tail)


def test_a_line_that_was_torn_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "log"
    tail = append(path, one(), START)
    with path.open("ab") as stream:
        stream.write(b'{"before":"' + b"x" * 5000)
    append(path, one(id="a" * 64), tail)
    assert [d.id for d in read_log(path)] == ["1" * 64, "a" * 64]
    assert path.read_bytes().count(b"\n") == 2
    assert b"xxxx" not in path.read_bytes()


def test_who_is_not_the_owner_may_read_the_log_and_not_write_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        append(tmp_path / "log", one(), START)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o644


def said(error: LogError) -> tuple[str, str]:
    return error.in_language("nl"), error.in_language("en")


def test_a_changed_line_is_named_by_file_and_number_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "log"
    append(path, one(id="a" * 64), append(path, one(), START))
    path.write_bytes(path.read_bytes().replace(b'"rows":12', b'"rows":13'))
    lines = path.read_bytes().splitlines(keepends=True)
    whole = append(tmp_path / "heel", one(), START)
    path.write_bytes((tmp_path / "heel").read_bytes() + lines[1])
    with pytest.raises(LogError) as refused:
        read_log(path)
    assert said(refused.value) == (
        f"{path}, regel 2: het logboek is veranderd nadat het is geschreven. Zet de map terug uit "
        "de reservekopie; wijzig dit bestand nooit met de hand.",
        f"{path}, line 2: the log was changed after it was written. Put the folder back from the "
        "backup; never change this file by hand.",
    )
    with pytest.raises(LogError) as refused:
        line_at(path, whole.whole)
    assert said(refused.value) == (
        f"{path}: het logboek is veranderd nadat het is geschreven. Zet de map terug uit de "
        "reservekopie; wijzig dit bestand nooit met de hand.",
        f"{path}: the log was changed after it was written. Put the folder back from the backup; "
        "never change this file by hand.",
    )


def test_a_line_with_a_right_hash_that_is_no_delivery_is_named_too(tmp_path: Path) -> None:
    """Who knows how a hash is made can write a line; what stands in it must still be possible."""
    from verantwoord.deliveries.log import _written

    path = tmp_path / "log"
    body = {"id": "1" * 64, "period": "geen periode"}
    path.write_bytes(_written(START.last, body)[0])
    with pytest.raises(LogError) as refused:
        read_log(path)
    assert said(refused.value)[0].startswith(f"{path}, regel 1: ")
    assert said(refused.value)[1].startswith(f"{path}, line 1: ")
    with pytest.raises(LogError) as refused:
        line_at(path, 0)
    assert said(refused.value)[1].startswith(f"{path}: ")


def test_a_log_of_an_earlier_program_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(canonical({"vorige": "", "levering": {}, "hash": ""}) + b"\n")
    with pytest.raises(LogError) as refused:
        read_log(path)
    assert said(refused.value) == (
        f"{path} is van een eerdere versie van dit programma, die nog geen cellen kende. Begin een "
        "nieuwe werkmap en lever de bestanden uit files/ opnieuw aan.",
        f"{path} is of an earlier version of this program, which knew no cells yet. Begin a new "
        "workspace and deliver the files of files/ again.",
    )
