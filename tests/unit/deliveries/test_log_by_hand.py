"""The log under attack: every way to change a line that was written, and what is said of it.

Three deliveries are written; then bytes are changed, lines moved or taken away. Only a last line
that was torn while it was written is passed over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from verantwoord.deliveries.log import (
    START,
    LogError,
    append,
    append_many,
    canonical,
    line_at,
    lines_from,
    read_log,
)
from verantwoord.model.delivery import AcceptedWarning, Cell, Delivery
from verantwoord.model.period import Period


def made(name: str, month: int, **more: Any) -> Delivery:
    return Delivery(
        id=hashlib.sha256(name.encode()).hexdigest(),
        dataset="meters",
        organisation="alfa",
        period=Period.month(2024, month),
        file_name=f"{name}.csv",
        file_sha256="f" * 64,
        rows_sha256="a" * 64,
        stored_sha256="b" * 64,
        rows=12,
        received_on=dt.date(2024, month, 28),
        **more,
    )


FIRST = made("één", 1)
SECOND = made(
    "twee",
    2,
    warnings=(AcceptedWarning("meters.piek", 2, "hoog", "het vroor"),),
    ended=(Cell("alfa", Period.month(2024, 1), "m7"),),
    sheet='Blad "1"',
)
THIRD = replace(made("drie", 2), replaces=(SECOND.id,), reason="m8 vergeten", unasked=True)
ALL = [FIRST, SECOND, THIRD]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    tail = START
    for delivery in ALL:
        tail = append(path, delivery, tail)
    return path


Change = Callable[[list[bytes]], list[bytes]]


def entry(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def with_entry(number: int, change: Callable[[dict[str, Any]], object]) -> Change:
    """Change what a line says, and write it as the program would, but for its hash."""

    def on(lines: list[bytes]) -> list[bytes]:
        said = entry(lines[number - 1])
        change(said)
        lines[number - 1] = canonical(said) + b"\n"
        return lines

    return on


def with_bytes(number: int, old: bytes, new: bytes) -> Change:
    def on(lines: list[bytes]) -> list[bytes]:
        assert old in lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return lines

    return on


def field(number: int, name: str, value: Any) -> Change:
    return with_entry(number, lambda said: said["delivery"].update({name: value}))


def rehashed(number: int, name: str, value: Any) -> Change:
    """Change a field and mend the hash of that line, but of no line after it."""

    def on(lines: list[bytes]) -> list[bytes]:
        said = entry(lines[number - 1])
        said["delivery"][name] = value
        text = said["before"].encode() + canonical(said["delivery"])
        said["hash"] = hashlib.sha256(text).hexdigest()
        lines[number - 1] = canonical(said) + b"\n"
        return lines

    return on


# what was done -> the line that gives it away
CHANGED: dict[str, tuple[Change, int]] = {
    "fewer rows": (field(1, "rows", 11), 1),
    "another day": (field(2, "received_on", "2024-02-27"), 2),
    "another organisation": (field(2, "organisation", "beta"), 2),
    "another period": (field(3, "period", "2024-03"), 3),
    "another file": (field(1, "file_sha256", "e" * 64), 1),
    "a warning less": (field(2, "warnings", []), 2),
    "another explanation": (with_bytes(2, b"het vroor", b"het wroor"), 2),
    "a reason that nobody gave": (field(3, "reason", "zomaar"), 3),
    "a correction that corrects nothing": (field(3, "replaces", []), 3),
    "what was asked is not": (field(3, "unasked", False), 3),
    "something that no delivery has": (field(1, "kleur", "rood"), 1),
    "something that every delivery has": (
        with_entry(1, lambda said: said["delivery"].pop("likeness")),
        1,
    ),
    "a number as text": (field(1, "rows", "12"), 1),
    "a number with a point": (with_bytes(1, b'"rows":12', b'"rows":12.0'), 1),
    "another hash": (with_entry(2, lambda said: said.update(hash="0" * 64)), 2),
    "another line before it": (with_entry(2, lambda said: said.update(before="0" * 64)), 2),
    "a hash that is no text": (with_entry(1, lambda said: said.update(hash=7)), 1),
    "a line before it that is no text": (with_entry(2, lambda said: said.update(before=7)), 2),
    "a delivery that is a list": (with_entry(1, lambda said: said.update(delivery=[1])), 1),
    "no delivery": (with_entry(2, lambda said: said.pop("delivery")), 2),
    # the hash was mended too: then the next line does not fit
    "mended, and the next gives it away": (rehashed(1, "rows", 11), 2),
    "mended in the middle": (rehashed(2, "organisation", "beta"), 3),
    # nothing else is said, and yet other bytes stand there
    "a blank": (with_bytes(1, b'"rows":12', b'"rows": 12'), 1),
    "something beside the delivery": (with_entry(2, lambda said: said.update(noot="x")), 2),
    "written with another sign for the same": (with_bytes(1, "é".encode(), b"\\u00e9"), 1),
    "the same twice": (with_bytes(1, b'"rows":12', b'"rows":12,"rows":12'), 1),
    "in another order": (
        lambda lines: [
            json.dumps(dict(reversed(entry(lines[0]).items())), ensure_ascii=False).encode()
            + b"\n",
            *lines[1:],
        ],
        1,
    ),
    # lines as a whole
    "the first is gone": (lambda lines: lines[1:], 1),
    "one in the middle is gone": (lambda lines: [lines[0], lines[2]], 2),
    "two are swapped": (lambda lines: [lines[1], lines[0], lines[2]], 1),
    "one stands twice": (lambda lines: [lines[0], lines[0], *lines[1:]], 2),
    "an empty line": (lambda lines: [lines[0], b"\n", *lines[1:]], 2),
    "a line of another log": (lambda lines: [*lines, lines[0]], 4),
    # no JSON at all
    "no JSON": (lambda lines: [b"hallo\n", *lines[1:]], 1),
    "a number": (lambda lines: [lines[0], b"7\n", lines[2]], 2),
    "a list": (lambda lines: [b"[]\n", *lines[1:]], 1),
    "no UTF-8": (with_bytes(1, "é".encode(), b"\xe9"), 1),
    "half a pair of surrogates": (with_bytes(2, b"het vroor", b"\\ud800"), 2),
    "brackets without end": (lambda lines: [b"[" * 100_000 + b"\n", *lines[1:]], 1),
    "a line end in a line": (with_bytes(2, b'"rows"', b'\n"rows"'), 2),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_log_that_was_changed_is_no_record(name: str, log: Path) -> None:
    change, number = CHANGED[name]
    log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))
    with pytest.raises(LogError) as caught:
        read_log(log)
    assert caught.value.in_language("nl") == (
        f"{log}, regel {number}: het logboek is veranderd nadat het is geschreven. "
        "Zet de map terug uit de reservekopie; wijzig dit bestand nooit met de hand."
    )
    assert caught.value.in_language("en") == (
        f"{log}, line {number}: the log was changed after it was written. "
        "Put the folder back from the backup; never change this file by hand."
    )


def test_what_was_written_is_read_back_whole(log: Path) -> None:
    assert read_log(log) == ALL


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_a_log_that_was_cut_off_between_lines_ends_there(kept: int, log: Path) -> None:
    """That cannot be seen in the log itself; whoever has a later hash sees it."""
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:kept]))
    assert read_log(log) == ALL[:kept]


@pytest.mark.parametrize("cut", [1, 2, 100])
def test_a_last_line_that_was_torn_never_counted_and_is_written_over(cut: int, log: Path) -> None:
    whole = log.read_bytes()
    log.write_bytes(whole[:-cut])
    assert read_log(log) == ALL[:2]
    *_, (_, tail) = lines_from(log, START)
    append(log, THIRD, tail)
    assert log.read_bytes() == whole


def test_many_at_once_are_the_lines_of_one_by_one(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.jsonl"
    first = append(other, FIRST, START)
    append_many(other, ALL[1:], first)
    assert other.read_bytes() == log.read_bytes()
    append_many(other, ALL[1:], first)  # after the same tail: written over
    assert other.read_bytes() == log.read_bytes()


def test_the_tail_says_where_the_next_line_comes(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    tails = [tail for _, tail in lines_from(log, START)]
    ends = [sum(map(len, lines[: i + 1])) for i in range(3)]
    assert [t.lines for t in tails] == [1, 2, 3]
    assert [t.whole for t in tails] == ends
    assert [t.last_start for t in tails] == [0, *ends[:2]]
    assert [t.last for t in tails] == [entry(line)["hash"] for line in lines]
    assert [d for d, _ in lines_from(log, tails[0])] == ALL[1:]
    assert list(lines_from(log, tails[2])) == []


def test_each_line_begins_with_the_hash_of_the_one_before(log: Path) -> None:
    """Recomputed as docs say it: the hash before, then the delivery as JSON with one text."""
    before = "0" * 64
    for line in log.read_bytes().splitlines():
        said = entry(line)
        assert said["before"] == before
        text = json.dumps(
            said["delivery"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        before = hashlib.sha256((before + text).encode()).hexdigest()
        assert said["hash"] == before


def test_one_line_is_found_by_where_it_begins(log: Path) -> None:
    starts = [tail.last_start for _, tail in lines_from(log, START)]
    assert [line_at(log, start) for start in starts] == ALL


@pytest.mark.parametrize("position", [1, 7, 10**6])
def test_where_no_line_begins_there_is_none(position: int, log: Path) -> None:
    with pytest.raises(LogError, match="het logboek is veranderd"):
        line_at(log, position)


@pytest.mark.parametrize(
    "name",
    [n for n, (_, at) in CHANGED.items() if at == 1 and "gone" not in n and "swapped" not in n],
)
def test_a_line_by_itself_is_held_against_its_own_hash(name: str, log: Path) -> None:
    change, _ = CHANGED[name]
    log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))
    with pytest.raises(LogError):
        line_at(log, 0)


def test_no_file_is_an_empty_log(tmp_path: Path) -> None:
    assert read_log(tmp_path / "geen.jsonl") == []


def test_a_log_of_an_earlier_version_says_what_to_do(log: Path) -> None:
    log.write_bytes(b'{"levering": {}, "hash": "x", "before": "y"}\n')
    with pytest.raises(LogError) as caught:
        read_log(log)
    assert "Begin een nieuwe werkmap" in caught.value.in_language("nl")
    assert "Begin a new workspace" in caught.value.in_language("en")


def test_no_byte_of_the_log_can_be_changed(log: Path) -> None:
    """Only the end of the last line may go, for then it was never written."""
    whole = log.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        log.write_bytes(changed)
        if place == len(whole) - 1:
            assert read_log(log) == ALL[:-1]
            continue
        with pytest.raises(LogError):
            read_log(log)


def test_no_byte_can_be_taken_out_or_put_in(log: Path) -> None:
    whole = log.read_bytes()
    for place in range(len(whole) - 1):
        for changed in (whole[:place] + whole[place + 1 :], whole[:place] + b"0" + whole[place:]):
            log.write_bytes(changed)
            with pytest.raises(LogError):
                read_log(log)


def test_wherever_the_machine_stopped_the_lines_before_it_are_there(log: Path) -> None:
    whole = log.read_bytes()
    ends = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    for cut in range(len(whole) + 1):
        log.write_bytes(whole[:cut])
        assert read_log(log) == ALL[: sum(end <= cut for end in ends)]
