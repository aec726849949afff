"""The pages of a release in a real browser: accessible, and no sideways scrolling at 320 px."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
PAGES = [
    "index.html",
    "thema/banen.html",
    "indicator/banen.aandeel.html",
    "indicator/banen.aantal.html",
    "indicator/energie.verbruik.html",
    "vergelijking/index.html",
    "vergelijking/banen.aandeel.html",
    "organisatie/tradities.html",
    "cijfer/banen.aandeel_zilverland_2024.html",
    "cijfer/banen.aantal_tradities_2024-q3_soort~3dinhuur.html",
    "gegevens/banen.html",
    "beloften/index.html",
    "beloften/controle.html",
    "aanbeveling/banen.rekenkamer-uren.html",
    "motie/banen.motie-vermeer.html",
    "programma/banenplan-2022.html",
    "document/jaarverslag-2024.html",
    "cijfers.html",
    "doelen.html",
    "zoeken.html",
    "verbeteringen.html",
    "leveringen.html",
    "hiaten.html",
    "kwitantie.html",
    "data/index.html",
    "uitleg.html",
    "toegankelijkheid.html",
    "en/index.html",
]


def tools() -> tuple[str, str]:
    """Return node and chromium; without them skip, or fail where the tests must be complete."""
    node = shutil.which("node")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    modules = (HERE / "node_modules" / "puppeteer-core").is_dir()
    if node and chromium and modules:
        return node, chromium
    missing = [
        word
        for word, there in (("node", node), ("chromium", chromium), ("node_modules", modules))
        if not there
    ]
    reason = f"needs {', '.join(missing)}; see docs/publicatie.md"
    if os.environ.get("VERANTWOORD_CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def address(zilverland: Path) -> Iterator[str]:
    """Serve a release of Zilverland on this machine only."""
    tools()
    handler = functools.partial(_Quiet, directory=str(zilverland))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def outcome(address: str) -> dict[str, Any]:
    node, chromium = tools()
    command = [node, str(HERE / "axe.mjs"), chromium, address, *PAGES]
    run = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_no_page_breaks_a_rule_that_axe_knows(outcome: dict[str, Any]) -> None:
    broken = [
        f"{r['page']} at {r['setting']}: {v['id']} ({v['help']})\n  " + "\n  ".join(v["nodes"])
        for r in outcome["results"]
        for v in r["violations"]
    ]
    assert not broken, "\n".join(broken)


def test_every_page_was_really_looked_at_in_every_setting(outcome: dict[str, Any]) -> None:
    seen = {(r["page"], r["width"]) for r in outcome["results"] if r["passes"] > 20}
    assert seen == {(page, width) for page in PAGES for width in (320, 768, 1280)}


def test_no_page_scrolls_sideways(outcome: dict[str, Any]) -> None:
    wide = [(r["page"], r["setting"], r["scrollWidth"]) for r in outcome["results"]]
    assert [w for w in wide if w[2] > int(w[1].split()[0])] == []


def test_the_skip_link_comes_first(outcome: dict[str, Any]) -> None:
    assert {r["firstFocus"] for r in outcome["results"]} == {"skip"}


def test_no_page_asks_anything_of_another_server(outcome: dict[str, Any], address: str) -> None:
    assert outcome["origins"] == [address]
