"""Libraries for a part of the work only, and what to install when one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from verantwoord.errors import VerantwoordError

# name of the extra in pyproject.toml -> the modules that it brings, and what they are for
EXTRAS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "documents": (
        ("lark", "lxml", "pypdfium2", "spylls"),
        "het lezen van documenten en verwijzingen",
        "reading documents and citations",
    ),
    "spreadsheets": (
        ("fastexcel", "lxml", "odfdo", "xlsxwriter"),
        "rekenbladen (xlsx en ods)",
        "spreadsheets (xlsx and ods)",
    ),
    "spark": (("pyspark",), "rekenen op een cluster", "computing on a cluster"),
}


class MissingExtra(VerantwoordError):
    """A library of an extra is not installed; the text says how to install it."""

    def __init__(self, extra: str, module: str) -> None:
        _, nl, en = EXTRAS[extra]
        command = f"pip install 'verantwoord[{extra}]'"
        super().__init__(
            f"Voor {nl} is meer nodig: {module} is niet geïnstalleerd. Installeer: {command}",
            f"More is needed for {en}: {module} is not installed. Install: {command}",
        )
        self.extra = extra


@contextmanager
def using(extra: str) -> Iterator[None]:
    """Import the libraries of an extra inside this; MissingExtra when one is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module not in EXTRAS[extra][0]:
            raise
        raise MissingExtra(extra, module) from error


def require(extra: str, module: str) -> None:
    """Refuse to begin when a library is missing that another process will import."""
    try:
        found = find_spec(module)
    except ImportError:
        found = None
    if found is None:
        raise MissingExtra(extra, module)
