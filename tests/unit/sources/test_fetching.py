"""Fetching: one host, https, patient, bounded; the network is a recording."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from verantwoord.cli import fetch as cli
from verantwoord.sources.tweedekamer.fetching import (
    FetchError,
    Limits,
    Response,
    TransportError,
    check_url,
    fetch,
    question,
)
from verantwoord.sources.tweedekamer.odata import BASE, read_files

NEXT = f"{BASE}Zaak?$skiptoken=2"


class Recording:
    """Answers in order, and what was asked."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.slept: list[float] = []

    def __call__(self, url: str, timeout_seconds: float) -> Response:
        self.asked.append(url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def fetch(self, limits: Limits | None = None, **options: str) -> Any:
        given = {f"${k}": v for k, v in options.items()}
        return fetch("Zaak", given, self, self.slept.append, limits or Limits())


def page(*records: dict[str, Any], following: str | None = None, **headers: str) -> Response:
    body: dict[str, Any] = {"@odata.context": f"{BASE}$metadata#Zaak", "value": list(records)}
    if following:
        body["@odata.nextLink"] = following
    return raw(json.dumps(body).encode(), **headers)


def raw(body: bytes, status: int = 200, **headers: str) -> Response:
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return Response(status, named, iter([body[:10], body[10:]]))


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


def test_a_passing_failure_is_tried_again_with_growing_waits() -> None:
    recording = Recording(raw(b"", 503), TransportError("weg"), raw(b"", 500), page(ONE))
    assert recording.fetch().records == (ONE,)
    assert recording.slept == [1, 2, 4]


def test_the_server_may_ask_for_a_longer_wait_but_not_for_ever() -> None:
    recording = Recording(raw(b"", 429, retry_after="7"), raw(b"", 429, retry_after="9999"), page())
    recording.fetch()
    assert recording.slept == [7, 60]


def test_after_the_last_attempt_it_stops_and_says_how_often() -> None:
    recording = Recording(*[raw(b"", 503)] * 3)
    with pytest.raises(FetchError, match="ook na 3 pogingen"):
        recording.fetch(Limits(attempts=3))
    assert len(recording.slept) == 2


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_wrong_question_is_not_repeated(status: int) -> None:
    recording = Recording(raw(b"", status))
    with pytest.raises(FetchError, match=f"status {status}"):
        recording.fetch()
    assert recording.slept == []


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


def test_an_answer_that_breaks_off_is_tried_again() -> None:
    recording = Recording(raw(b'{"value": [', content_length="500"), page(ONE))
    assert recording.fetch().records == (ONE,)
    assert recording.slept == [1]


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


# ---- the command and the one transport that opens a connection ------------------------------


def run(monkeypatch: pytest.MonkeyPatch, recording: Recording, *arguments: str) -> Any:
    monkeypatch.setattr(cli, "https_transport", recording)
    monkeypatch.setattr(cli.time, "sleep", recording.slept.append)
    return CliRunner().invoke(cli.command, arguments)


def test_the_command_saves_motions_and_asks_for_what_the_import_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, recording = tmp_path / "in" / "moties.json", Recording(page(ONE))
    done = run(monkeypatch, recording, "moties", "--since", "2024-01-01", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "1 records" in done.output
    assert read_files([out]).all("Zaak") == (ONE,)
    (asked,) = recording.asked
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


class Connection:
    """What http.client would be; `fail` says where it breaks."""

    def __init__(self, fail: str = "") -> None:
        self.fail = fail
        self.closed = False
        self.target = ""
        self.status = 200
        self.parts: Iterator[bytes] = iter([b"abc", b"def", b""])

    def __call__(self, host: str, **options: Any) -> Connection:
        assert host == "gegevensmagazijn.tweedekamer.nl"
        assert options["timeout"] == 5
        assert options["context"].check_hostname
        return self

    def request(self, method: str, target: str, headers: dict[str, str]) -> None:
        assert (method, headers) == ("GET", {"Accept": "application/json"})
        self.target = target
        if self.fail == "request":
            raise TimeoutError

    def getresponse(self) -> Connection:
        return self

    def getheaders(self) -> list[tuple[str, str]]:
        return [("Content-Type", "application/json")]

    def read(self, _: int) -> bytes:
        if self.fail == "read":
            raise ConnectionResetError("afgebroken")
        return next(self.parts)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[[Connection], Connection]:
    def install(connection: Connection) -> Connection:
        monkeypatch.setattr(cli.http.client, "HTTPSConnection", connection)
        return connection

    return install


def test_the_transport_streams_an_answer_and_closes(
    connect: Callable[[Connection], Connection],
) -> None:
    connection = connect(Connection())
    response = cli.https_transport(f"{BASE}Zaak?$top=1", 5)
    assert response.headers == {"content-type": "application/json"}
    assert b"".join(response.chunks) == b"abcdef"
    assert connection.target == "/OData/v4/2.0/Zaak?$top=1"
    assert connection.closed


@pytest.mark.parametrize("where", ["request", "read"])
def test_a_broken_connection_is_a_failure_that_may_pass(
    connect: Callable[[Connection], Connection], where: str
) -> None:
    connection = connect(Connection(where))
    with pytest.raises(TransportError):
        list(cli.https_transport(f"{BASE}Zaak", 5).chunks)
    assert connection.closed
