"""How saved open data are fetched: one allowed host, https, bounded, patient, nothing else.

The network itself is a parameter (`Transport`), so that the rules here are tested with recorded
answers and the core never opens a connection of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urljoin, urlsplit

from verantwoord.errors import VerantwoordError
from verantwoord.sources.tweedekamer.odata import BASE, ENTITIES

ALLOWED_HOSTS = frozenset({"gegevensmagazijn.tweedekamer.nl"})
RETRIED = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(VerantwoordError):
    """Something was not fetched; says what and what to do."""

    exit_code = 3


class TransportError(Exception):
    """The network failed in a way that may pass: no connection, a timeout, a broken answer."""


@dataclass(frozen=True)
class Response:
    """An answer: status, headers by lower-case name, and the body in chunks."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterable[bytes]


class Transport(Protocol):
    """Sends one GET to a url that was approved; never follows a redirect by itself."""

    def __call__(self, url: str, timeout_seconds: float) -> Response: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one fetch may go."""

    attempts: int = 5
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 60.0
    timeout_seconds: float = 30.0
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
        raise FetchError(f"'{entity}' wordt niet opgehaald. Kies uit: {', '.join(ENTITIES)}.")
    strange = sorted(set(options) - {"$filter", "$expand", "$select", "$orderby", "$top"})
    if strange:
        raise FetchError(f"Optie {strange[0]} mag niet. Gebruik $filter, $expand, $select of $top.")
    query = "&".join(f"{key}={quote(options[key], safe=chr(39) + '(),/$=;:')}" for key in options)
    return f"{BASE}{entity}" + (f"?{query}" if query else "")


def check_url(url: str) -> None:
    """Refuse every address but https at an allowed host, without a port or a name in it."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise FetchError(f"{url} is geen https. Dat adres wordt niet opgehaald.")
    if parts.hostname not in ALLOWED_HOSTS or parts.netloc != parts.hostname:
        raise FetchError(
            f"{parts.netloc or url} staat niet op de lijst van toegestane hosts "
            f"({', '.join(sorted(ALLOWED_HOSTS))}). Dat adres wordt niet opgehaald."
        )


def fetch(
    entity: str,
    options: Mapping[str, str],
    transport: Transport,
    sleep: Callable[[float], None],
    limits: Limits = DEFAULT_LIMITS,
) -> Fetched:
    """Fetch all pages of one question.

    Shape:    entity, OData options, the network and a clock to wait with -> Fetched.
    Unit:     seconds and bytes, as the names of the limits say.
    Missing:  a page that cannot be fetched fails the whole fetch; stopping at the limit of pages
              is said in `complete`.
    Rounding: none.
    Errors:   FetchError: not allowed, too large, not JSON, or still failing after all attempts.
    Source:   OData v4, section 11.2.5.7 (server-driven paging, @odata.nextLink).
    """
    url: str | None = question(entity, options)
    records: list[Mapping[str, Any]] = []
    urls: list[str] = []
    context = ""
    while url is not None and len(urls) < limits.most_pages:
        if url in urls:
            raise FetchError(f"{url} verwijst naar zichzelf als volgende pagina. Meld dit.")
        urls.append(url)
        page = _page(_get(url, transport, sleep, limits), url)
        context = context or str(page.get("@odata.context", ""))
        records += page["value"]
        following = page.get("@odata.nextLink")
        url = urljoin(BASE, str(following)) if following else None
    return Fetched(entity, tuple(records), tuple(urls), url is None, context)


def _page(body: bytes, url: str) -> dict[str, Any]:
    try:
        page = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FetchError(f"{url} gaf geen JSON ({error}). Probeer het later opnieuw.") from error
    value = page.get("value") if isinstance(page, dict) else None
    if not isinstance(value, list) or not all(isinstance(r, dict) for r in value):
        raise FetchError(f"{url} gaf geen lijst van records. Controleer de vraag.")
    checked: dict[str, Any] = page
    return checked


def _waits(limits: Limits) -> Iterator[float]:
    wait = limits.first_wait_seconds
    for _ in range(limits.attempts - 1):
        yield min(wait, limits.longest_wait_seconds)
        wait *= 2


def _get(url: str, transport: Transport, sleep: Callable[[float], None], limits: Limits) -> bytes:
    waits = _waits(limits)
    while True:
        problem, asked = "", 0.0
        try:
            response, url = _follow(url, transport, limits)
            if response.status == 200:
                return _body(response, url, limits)
            problem = f"gaf status {response.status}"
            if response.status not in RETRIED:
                raise FetchError(f"{url} {problem}. Controleer de vraag.")
            asked = _asked_wait(response.headers.get("retry-after"))
        except TransportError as error:
            problem = f"was niet te bereiken ({error})"
        wait = next(waits, None)
        if wait is None:
            raise FetchError(
                f"{url} {problem}, ook na {limits.attempts} pogingen. Probeer het later opnieuw."
            )
        sleep(min(max(wait, asked), limits.longest_wait_seconds))


def _asked_wait(header: str | None) -> float:
    """Return the seconds that the server asks for; a date or nonsense counts as none."""
    return float(header) if header is not None and header.strip().isdigit() else 0.0


def _follow(url: str, transport: Transport, limits: Limits) -> tuple[Response, str]:
    """Send a request; follow redirects only within the allowed hosts."""
    for _ in range(limits.most_redirects + 1):
        check_url(url)
        response = transport(url, limits.timeout_seconds)
        target = response.headers.get("location")
        if response.status not in REDIRECTS or not target:
            return response, url
        url = urljoin(url, target)
    raise FetchError(f"{url} verwijst te vaak door. Dat wordt niet gevolgd.")


def _body(response: Response, url: str, limits: Limits) -> bytes:
    announced = response.headers.get("content-length", "")
    too_large = f"{url} is groter dan {limits.most_bytes} bytes. Vraag minder tegelijk ($top)."
    if announced.isdigit() and int(announced) > limits.most_bytes:
        raise FetchError(too_large)
    parts: list[bytes] = []
    size = 0
    for chunk in response.chunks:
        size += len(chunk)
        if size > limits.most_bytes:
            raise FetchError(too_large)
        parts.append(chunk)
    if announced.isdigit() and size < int(announced):
        raise TransportError(f"het antwoord brak af na {size} van {announced} bytes")
    return b"".join(parts)
