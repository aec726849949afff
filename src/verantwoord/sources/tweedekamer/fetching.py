"""How open data are fetched: one allowed host, https, bounded, patient, nothing else.

`client_for` is the only place that can open a connection; its transport is a parameter, so that
every rule here is tested with recorded answers.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpx
import stamina

from verantwoord.errors import VerantwoordError
from verantwoord.sources.tweedekamer.kept_pages import KeptPages, Page
from verantwoord.sources.tweedekamer.odata import BASE, ENTITIES

ALLOWED_HOSTS = frozenset({"gegevensmagazijn.tweedekamer.nl"})
RETRIED = frozenset({429, 500, 502, 503, 504})


class FetchError(VerantwoordError):
    """Something was not fetched; says what and what to do."""

    exit_code = 3


class PassingFailure(Exception):
    """What may pass by itself: no connection, a timeout, a busy server, a broken answer."""

    def __init__(self, nl: str, en: str, asked_seconds: float = 0.0) -> None:
        super().__init__(nl, en)
        self.nl, self.en = nl, en
        self.asked_seconds = asked_seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one fetch may go."""

    attempts: int = 5
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 60.0
    timeout_seconds: float = 30.0  # of silence
    most_seconds: float = 600.0  # of one answer
    most_bytes: int = 50_000_000  # of one answer
    most_pages: int = 200
    most_redirects: int = 3


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Fetched:
    """All pages of one question, and where each came from."""

    entity: str
    records: tuple[Mapping[str, Any], ...]
    urls: tuple[str, ...]
    complete: bool  # False: stopped at the limit of pages
    context: str = field(default="")

    def as_json(self) -> str:
        """Return the answer in the form in which it is saved and imported."""
        content = {
            "@odata.context": self.context or f"{BASE}$metadata#{self.entity}",
            "@verantwoord.urls": list(self.urls),
            "@verantwoord.complete": self.complete,
            "value": list(self.records),
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def question(entity: str, options: Mapping[str, str]) -> str:
    """Return the url of a question; only known entities and OData options."""
    if entity not in ENTITIES:
        known = ", ".join(ENTITIES)
        raise FetchError(
            f"'{entity}' wordt niet opgehaald. Kies uit: {known}.",
            f"'{entity}' is not fetched. Choose from: {known}.",
        )
    strange = sorted(set(options) - {"$filter", "$expand", "$select", "$orderby", "$top"})
    if strange:
        raise FetchError(
            f"Optie {strange[0]} mag niet. Gebruik $filter, $expand, $select of $top.",
            f"Option {strange[0]} is not allowed. Use $filter, $expand, $select or $top.",
        )
    query = "&".join(f"{key}={quote(options[key], safe=chr(39) + '(),/$=;:')}" for key in options)
    return f"{BASE}{entity}" + (f"?{query}" if query else "")


def check_url(url: str) -> None:
    """Refuse every address but https at an allowed host, without a port or a name in it."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise FetchError(
            f"{url} is geen https. Dat adres wordt niet opgehaald.",
            f"{url} is no https. That address is not fetched.",
        )
    if parts.hostname not in ALLOWED_HOSTS or parts.netloc != parts.hostname:
        host, known = parts.netloc or url, ", ".join(sorted(ALLOWED_HOSTS))
        raise FetchError(
            f"{host} staat niet op de lijst van toegestane hosts ({known}). "
            "Dat adres wordt niet opgehaald.",
            f"{host} is not on the list of allowed hosts ({known}). That address is not fetched.",
        )


def client_for(
    limits: Limits = DEFAULT_LIMITS, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    """Return a client that asks allowed addresses only, redirects included.

    Certificates are held against the store of the machine, where an organisation has its own.
    """

    def allowed(request: httpx.Request) -> None:
        check_url(str(request.url))

    return httpx.Client(
        transport=transport,
        verify=ssl.create_default_context(),
        timeout=limits.timeout_seconds,
        follow_redirects=True,
        max_redirects=limits.most_redirects,
        headers={"Accept": "application/json", "User-Agent": "verantwoord"},
        event_hooks={"request": [allowed]},
    )


def fetch(
    entity: str,
    options: Mapping[str, str],
    client: httpx.Client,
    limits: Limits = DEFAULT_LIMITS,
    kept: KeptPages | None = None,
) -> Fetched:
    """Fetch all pages of one question; go on where an earlier fetch of it broke off.

    Shape:    entity, OData options, a client of `client_for`, and where pages are kept -> Fetched.
    Unit:     seconds and bytes, as the names of the limits say.
    Missing:  a page that cannot be fetched fails the whole fetch, and what came before is kept;
              stopping at the limit of pages is said in `complete`.
    Errors:   FetchError: not allowed, too large, not JSON, or still failing after all attempts.
    Source:   OData v4, section 11.2.5.7 (server-driven paging, @odata.nextLink).
    """
    url: str | None = question(entity, options)
    pages: list[tuple[str, Page]] = []
    if kept is not None:
        pages = kept.read(str(url), _next)[: limits.most_pages]
        url = _next(pages[-1][1]) if pages else url
    while url is not None and len(pages) < limits.most_pages:
        if url in {asked for asked, _ in pages}:
            raise FetchError(
                f"{url} verwijst naar zichzelf als volgende pagina. Meld dit.",
                f"{url} names itself as the next page. Report this.",
            )
        page = _page(_get(url, client, limits), url)
        pages.append((url, page))
        if kept is not None:
            kept.add(url, page)
        url = _next(page)
    records = tuple(record for _, page in pages for record in page["value"])
    context = next(
        (str(page["@odata.context"]) for _, page in pages if "@odata.context" in page), ""
    )
    return Fetched(entity, records, tuple(asked for asked, _ in pages), url is None, context)


def _next(page: Page) -> str | None:
    following = page.get("@odata.nextLink")
    return urljoin(BASE, str(following)) if following else None


def _page(body: bytes, url: str) -> Page:
    try:
        page = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FetchError(
            f"{url} gaf geen JSON ({error}). Probeer het later opnieuw.",
            f"{url} gave no JSON ({error}). Try again later.",
        ) from error
    value = page.get("value") if isinstance(page, dict) else None
    if not isinstance(value, list) or not all(isinstance(r, dict) for r in value):
        raise FetchError(
            f"{url} gaf geen lijst van records. Controleer de vraag.",
            f"{url} gave no list of records. Check the question.",
        )
    checked: Page = page
    return checked


def _get(url: str, client: httpx.Client, limits: Limits) -> bytes:
    try:
        for attempt in stamina.retry_context(
            on=partial(_wait_for, limits=limits),
            attempts=limits.attempts,
            timeout=None,
            wait_initial=limits.first_wait_seconds,
            wait_max=limits.longest_wait_seconds,
            wait_jitter=0.0,
        ):
            with attempt:
                return _ask(url, client, limits)
    except PassingFailure as failure:
        raise FetchError(
            f"{url} {failure.nl}, ook na {limits.attempts} pogingen. Probeer het later opnieuw.",
            f"{url} {failure.en}, after {limits.attempts} attempts too. Try again later.",
        ) from failure
    raise AssertionError("an attempt gives an answer or an error")


def _wait_for(error: Exception, limits: Limits) -> bool | float:
    """Say whether to try again, and how long the server asked to wait."""
    if not isinstance(error, PassingFailure):
        return False
    return min(error.asked_seconds, limits.longest_wait_seconds) or True


def _ask(url: str, client: httpx.Client, limits: Limits) -> bytes:
    """Send one question and take in the answer, as far as the limits go."""
    check_url(url)
    try:
        with client.stream("GET", url) as response:
            if response.status_code == httpx.codes.OK:
                return _body(response, url, limits)
            raise _refusal(response, url)
    except httpx.TooManyRedirects as error:
        raise FetchError(
            f"{url} verwijst te vaak door. Dat wordt niet gevolgd.",
            f"{url} redirects too often. That is not followed.",
        ) from error
    except httpx.InvalidURL as error:
        raise FetchError(
            f"{url} verwijst naar geen goed adres ({error}). Meld dit.",
            f"{url} leads to no good address ({error}). Report this.",
        ) from error
    except httpx.RequestError as error:
        reason = str(error) or type(error).__name__
        raise PassingFailure(
            f"was niet te bereiken ({reason})", f"could not be reached ({reason})"
        ) from error


def _refusal(response: httpx.Response, url: str) -> Exception:
    status = response.status_code
    if status in RETRIED:
        asked = _asked_wait(response.headers.get("retry-after"))
        return PassingFailure(f"gaf status {status}", f"gave status {status}", asked)
    return FetchError(
        f"{url} gaf status {status}. Controleer de vraag.",
        f"{url} gave status {status}. Check the question.",
    )


def _asked_wait(header: str | None) -> float:
    """Return the seconds that the server asks for; a date or nonsense counts as none."""
    text = (header or "").strip()
    return float(text) if text.isascii() and text.isdigit() else 0.0


def _body(response: httpx.Response, url: str, limits: Limits) -> bytes:
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limits.most_bytes:
        raise _too_large(url, limits)
    parts: list[bytes] = []
    size, started = 0, time.monotonic()
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limits.most_bytes:
            raise _too_large(url, limits)
        if time.monotonic() - started > limits.most_seconds:
            most = f"{limits.most_seconds:.0f} s"
            raise PassingFailure(f"duurde langer dan {most}", f"took longer than {most}")
        parts.append(chunk)
    got = response.num_bytes_downloaded
    if announced.isdigit() and got < int(announced):
        raise PassingFailure(
            f"brak af na {got} van {announced} bytes", f"broke off after {got} of {announced} bytes"
        )
    return b"".join(parts)


def _too_large(url: str, limits: Limits) -> FetchError:
    return FetchError(
        f"{url} is groter dan {limits.most_bytes} bytes. Vraag minder tegelijk ($top).",
        f"{url} is larger than {limits.most_bytes} bytes. Ask for less at once ($top).",
    )
