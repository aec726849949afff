"""Where each page and file of a release is; the same id always gives the same name."""

from __future__ import annotations

import hashlib
import re

_SAFE = re.compile(r"[a-z0-9.-]")
_LONGEST = 150
INPUTS = "inputs"  # delivered files that anyone may have
CONFIDENTIAL = "vertrouwelijk"  # delivered files about people: for who checks, never on a site
DELIVERIES = f"{INPUTS}/deliveries.jsonl"  # what was written down of each
AUDITS = "beloften/controle.html"  # what auditors said
READ_ME = "LEES-MIJ.txt"


def figure_page(figure_id: str) -> str:
    """Return the page of a figure. One id, one name, on every file system.

    `@` becomes `_`, which no id contains; other signs and capitals are written as `~hex`, because
    some file systems do not tell `a` from `A`.
    """
    indicator, organisation, period, *rest = figure_id.split("@")
    plain_period = re.sub(r"[HKQ]", lambda m: m[0].lower(), period)
    name = "_".join(_escaped(part) for part in (indicator, organisation, plain_period, *rest))
    return f"cijfer/{_short(name, figure_id)}.html"


def _short(name: str, whole: str) -> str:
    """Return a name that every file system takes; a long one ends with a hash of what it names."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}~{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _escaped(part: str) -> str:
    return "".join(c if _SAFE.match(c) else "".join(f"~{b:02x}" for b in c.encode()) for c in part)


def indicator_page(indicator: str) -> str:
    """Return the page of an indicator."""
    return f"indicator/{indicator}.html"


def comparison_page(indicator: str) -> str:
    """Return the page that compares organisations on one indicator."""
    return f"vergelijking/{indicator}.html"


def organisation_page(organisation: str) -> str:
    """Return the page of an organisation."""
    return f"organisatie/{organisation}.html"


def support_page(indicator: str, organisation: str) -> str:
    """Return the page with where a figure of an organisation comes from, and its measures."""
    return f"opbouw/{indicator}_{organisation}.html"


def measures_page(indicator: str) -> str:
    """Return the page with the measures of all organisations, by effect for each euro."""
    return f"opbouw/{indicator}.html"


def dossier_page(dossier: str, subject: str | None = None) -> str:
    """Return the page of one thing in a dossier, or of all of them; see `figure_page` for names."""
    if subject is None:
        return f"dossier/{dossier}.html"
    return f"dossier/{_short(f'{dossier}_{_escaped(subject)}', subject)}.html"


def theme_page(theme: str) -> str:
    """Return the page of a theme."""
    return f"thema/{theme}.html"


def dataset_page(dataset: str) -> str:
    """Return the page of a dataset."""
    return f"gegevens/{dataset}.html"


def indicator_csv(indicator: str) -> str:
    """Return the file with all figures of one indicator."""
    return f"data/indicator/{indicator}.csv"


def trace_file(indicator: str) -> str:
    """Return the file with the whole trace of every figure of an indicator."""
    return f"data/trace/{indicator}.json"


def input_file(sha256: str, file_name: str, *, confidential: bool = False) -> str:
    """Return where a delivered file is kept: by its hash, with only the ending of its name."""
    ending = re.search(r"\.[A-Za-z0-9]{1,8}\Z", file_name)
    folder = CONFIDENTIAL if confidential else INPUTS
    return f"{folder}/{sha256}{ending[0].lower() if ending else ''}"


def mapping_file(sha256: str) -> str:
    """Return where a mapping is kept with which files were read."""
    return f"{INPUTS}/mapping/{sha256}.yaml"


def delivery_anchor(delivery: str) -> str:
    """Return the anchor of a delivery on the page of deliveries."""
    return f"l-{delivery[:16]}"


def anchor(text: str) -> str:
    """Return an id that HTML and addresses accept, for a figure on a page of many."""
    return "c-" + re.sub(r"[^a-z0-9-]", "-", text.lower())
