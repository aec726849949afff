"""Fetching: one host, https, patient, bounded; the network is a recording."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from verantwoord.cli import fetch as cli
from verantwoord.sources.tweedekamer import fetching
from verantwoord.sources.tweedekamer.fetching import (
    FetchError,
    Limits,
    check_url,
    client_for,
    fetch,
    question,
)
from verantwoord.sources.tweedekamer.kept_pages import USABLE_SECONDS, KeptPages
from verantwoord.sources.tweedekamer.odata import BASE, read_files

NEXT = f"{BASE}Zaak?$skiptoken=2"


class Recording:
    """Answers in order, and what was asked and how long was waited."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.slept: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.method == "GET"
        self.asked.append(str(request.url))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, limits: Limits | None = None) -> httpx.Client:
        return client_for(limits or Limits(), httpx.MockTransport(self))

    def fetch(
        self, limits: Limits | None = None, kept: KeptPages | None = None, **options: str
    ) -> Any:
        given = {f"${k}": v for k, v in options.items()}
        with self.client(limits) as client:
            return fetch("Zaak", given, client, limits or Limits(), kept)


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits in a test; what would have been waited is kept.

    Another thread of the process does wait, such as one that an earlier test left polling: without
    a pause it would never end, and its waits would stand among ours.
    """
    waits: list[float] = []
    ours, wait = threading.get_ident(), time.sleep

    def sleep(seconds: float) -> None:
        if threading.get_ident() == ours:
            waits.append(seconds)
        else:
            wait(seconds)

    monkeypatch.setattr(time, "sleep", sleep)
    return waits


class Broken(httpx.SyncByteStream):
    """A body of which the connection breaks after the first bytes."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"value": ['
        raise httpx.ReadError("afgebroken")


def page(*records: dict[str, Any], following: str | None = None, **headers: str) -> httpx.Response:
    body: dict[str, Any] = {"@odata.context": f"{BASE}$metadata#Zaak", "value": list(records)}
    if following:
        body["@odata.nextLink"] = following
    return raw(json.dumps(body).encode(), **headers)


def raw(body: bytes, status: int = 200, **headers: str) -> httpx.Response:
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return httpx.Response(status, headers=named, content=iter([body[:10], body[10:]]))


ONE, TWO = {"Id": "1", "GestartOp": "2099-01-01"}, {"Id": "2", "GestartOp": "2099-01-02"}


def test_all_pages_are_fetched_and_where_they_came_from_is_kept() -> None:
    recording = Recording(page(ONE, following=NEXT), page(TWO))
    found = recording.fetch(filter="Soort eq 'Motie'")
    assert found.records == (ONE, TWO)
    assert found.complete
    assert recording.asked == [f"{BASE}Zaak?$filter=Soort%20eq%20'Motie'", NEXT]
    assert found.urls == tuple(recording.asked)


def test_what_is_saved_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "zaak.json"
    path.write_text(Recording(page(ONE)).fetch().as_json(), "utf-8")
    assert read_files([path]).all("Zaak") == (ONE,)


def test_a_passing_failure_is_tried_again_with_growing_waits(slept: list[float]) -> None:
    failures = (raw(b"", 503), httpx.ConnectError("weg"), httpx.ReadTimeout("traag"))
    recording = Recording(*failures, page(ONE))
    assert recording.fetch().records == (ONE,)
    assert slept == [1, 2, 4]


def test_what_another_thread_waits_is_its_own(slept: list[float]) -> None:
    polling = threading.Thread(target=lambda: time.sleep(0.01))
    polling.start()
    polling.join()
    assert slept == []


def test_no_wait_is_longer_than_the_longest(slept: list[float]) -> None:
    recording = Recording(*[raw(b"", 503)] * 7, page(ONE))
    recording.fetch(Limits(attempts=8, longest_wait_seconds=10))
    assert slept == [1, 2, 4, 8, 10, 10, 10]


def test_the_server_may_ask_for_a_longer_wait_but_not_for_ever(slept: list[float]) -> None:
    recording = Recording(raw(b"", 429, retry_after="7"), raw(b"", 429, retry_after="9999"), page())
    recording.fetch()
    assert slept == [7, 60]


def test_after_the_last_attempt_it_stops_and_says_how_often(slept: list[float]) -> None:
    recording = Recording(*[raw(b"", 503)] * 3)
    with pytest.raises(FetchError, match="ook na 3 pogingen"):
        recording.fetch(Limits(attempts=3))
    assert len(slept) == 2


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_wrong_question_is_not_repeated(status: int, slept: list[float]) -> None:
    recording = Recording(raw(b"", status))
    with pytest.raises(FetchError, match=f"status {status}"):
        recording.fetch()
    assert slept == []


@pytest.mark.parametrize(
    "url",
    [
        "http://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/Zaak",
        "https://example.org/OData/v4/2.0/Zaak",
        "https://gegevensmagazijn.tweedekamer.nl.example.org/",
        "https://gegevensmagazijn.tweedekamer.nl:8443/",
        "https://iemand:geheim@gegevensmagazijn.tweedekamer.nl/",
        "https://gegevensmagazijn.tweedekamer.nl@example.org/",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_is_ever_asked(url: str) -> None:
    with pytest.raises(FetchError, match="wordt niet opgehaald"):
        check_url(url)
    for answer in (raw(b"", 302, location=url), page(ONE, following=url)):
        recording = Recording(answer)
        with pytest.raises(FetchError):
            recording.fetch()
        assert len(recording.asked) == 1


def test_a_redirect_within_the_host_is_followed_a_few_times() -> None:
    recording = Recording(raw(b"", 302, location="/OData/v4/2.0/Zaak?x=1"), page(ONE))
    assert recording.fetch().records == (ONE,)
    endless = Recording(*[raw(b"", 302, location="/a")] * 9)
    with pytest.raises(FetchError, match="te vaak door"):
        endless.fetch()
    assert len(endless.asked) == 4


def test_a_large_answer_is_stopped_whether_it_announces_itself_or_not() -> None:
    for answer in (page(ONE, content_length="999999"), page(ONE)):
        with pytest.raises(FetchError, match="groter dan 20 bytes"):
            Recording(answer).fetch(Limits(most_bytes=20))


def test_an_answer_that_breaks_off_is_tried_again(slept: list[float]) -> None:
    short, broken = raw(b'{"value": [', content_length="500"), httpx.Response(200, stream=Broken())
    recording = Recording(short, broken, page(ONE))
    assert recording.fetch().records == (ONE,)
    assert slept == [1, 2]


def test_an_answer_that_never_ends_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 400))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: float(next(clock)))
    with pytest.raises(FetchError, match="duurde langer dan 600 s"):
        Recording(page(ONE), page(ONE)).fetch(Limits(attempts=2))


def test_an_endless_list_stops_and_says_that_it_is_not_complete() -> None:
    pages = [page(ONE, following=f"{BASE}Zaak?$skiptoken={n}") for n in range(5)]
    found = Recording(*pages).fetch(Limits(most_pages=3))
    assert len(found.records) == 3
    assert not found.complete
    with pytest.raises(FetchError, match="naar zichzelf"):
        Recording(page(following=NEXT), page(following=NEXT)).fetch()


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"value": 3}', b'{"value": [1]}', b"\xff"])
def test_what_is_no_list_of_records_is_an_error(body: bytes) -> None:
    with pytest.raises(FetchError):
        Recording(raw(body)).fetch()


def test_only_known_entities_and_options_are_asked() -> None:
    with pytest.raises(FetchError, match="Kies uit: Zaak"):
        question("Persoon", {})
    with pytest.raises(FetchError, match=r"\$batch mag niet"):
        question("Zaak", {"$batch": "x"})
    assert question("Zaak", {"$filter": "a eq 'b&$top=1#x'"}).count("&") == 0


# ---- going on where it broke off --------------------------------------------------------------


def test_a_fetch_goes_on_at_the_page_where_the_last_one_broke_off(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path / "moties.json")
    with pytest.raises(FetchError, match="status 404"):
        Recording(page(ONE, following=NEXT), raw(b"", 404)).fetch(kept=kept)
    again = Recording(page(TWO))
    found = again.fetch(kept=kept)
    assert again.asked == [NEXT]
    assert found.records == (ONE, TWO)
    assert found.urls == (f"{BASE}Zaak", NEXT)
    assert found.complete


def test_pages_of_another_question_are_not_used(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path / "moties.json")
    with pytest.raises(FetchError):
        Recording(page(ONE, following=NEXT), raw(b"", 404)).fetch(kept=kept, top="5")
    other = Recording(page(TWO))
    assert other.fetch(kept=kept).records == (TWO,)
    assert other.asked == [f"{BASE}Zaak"]


@pytest.mark.parametrize("damage", ["half", "nonsense", "old"])
def test_what_was_kept_badly_is_fetched_anew(tmp_path: Path, damage: str) -> None:
    kept = KeptPages(tmp_path / "moties.json")
    kept.add(f"{BASE}Zaak", {"value": [ONE], "@odata.nextLink": NEXT})
    if damage == "old":
        past = time.time() - USABLE_SECONDS - 60
        os.utime(kept.path, (past, past))
    elif damage == "half":
        kept.path.write_bytes(kept.path.read_bytes()[:-9])
    else:
        kept.path.write_text('{"url": "' + f"{BASE}Zaak" + '", "page": {"value": 3}}\n', "utf-8")
    recording = Recording(page(TWO))
    assert recording.fetch(kept=kept).records == (TWO,)
    assert len(recording.asked) == 1


# ---- the command ------------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, recording: Recording, *arguments: str) -> Any:
    monkeypatch.setattr(fetching, "client_for", recording.client)
    return CliRunner().invoke(cli.command, arguments)


def test_the_command_saves_motions_and_asks_for_what_the_import_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, recording = tmp_path / "in" / "moties.json", Recording(raw(b"", 503), page(ONE))
    done = run(monkeypatch, recording, "moties", "--since", "2024-01-01", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "1 records" in done.output
    assert "gaf status 503; over 1 s opnieuw" in done.output
    assert read_files([out]).all("Zaak") == (ONE,)
    assert [p.name for p in out.parent.iterdir()] == ["moties.json"]
    asked = recording.asked[-1]
    for words in ("Soort%20eq%20'Motie'", "GestartOp%20ge%202024-01-01", "ZaakActor", "Stemming"):
        assert words in asked


def test_a_failed_fetch_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "oud.json"
    out.write_text("oud", "utf-8")
    done = run(monkeypatch, Recording(raw(b"", 404)), "toezeggingen", "--out", str(out))
    assert isinstance(done.exception, FetchError)
    assert [p.name for p in tmp_path.iterdir()] == ["oud.json"]
    assert out.read_text("utf-8") == "oud"
