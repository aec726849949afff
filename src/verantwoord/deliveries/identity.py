"""How a delivery and its file are known: by the hash of what they are, and by a name."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

from verantwoord.deliveries.index import Index
from verantwoord.deliveries.ledger import Claim
from verantwoord.deliveries.log import canonical
from verantwoord.model.period import Period


def new_id(index: Index, claim: Claim) -> str:
    """Return an id that no delivery has: a file may come back after it was replaced."""
    old = [d.id for d in claim.replaces]
    about = (claim.dataset.id, claim.organisation, claim.period, claim.file_sha256, old)
    ids = (delivery_id(*about, before) for before in itertools.count())
    return next(i for i in ids if not index.deliveries("id = ?", i))


def delivery_id(
    dataset: str,
    organisation: str,
    period: Period,
    file_sha256: str,
    replaces: Sequence[str],
    before: int = 0,
) -> str:
    """Return the id of a delivery: a hash over what it is.

    Shape:    what it is, and how often the very same was taken in before -> 64 hexadecimal digits.
    Missing:  a first delivery replaces nothing: null. Ids of several are one text, with blanks.
    Source:   DESIGN 4.
    """
    what = {
        "dataset": dataset,
        "organisation": organisation,
        "period": str(period),
        "file_sha256": file_sha256,
        "replaces": " ".join(replaces) or None,
        **({"before": before} if before else {}),
    }
    return hashlib.sha256(canonical(what)).hexdigest()


def readable(text: str) -> str:
    """Return a text of the machine as the log can keep it: what is no UTF-8 in it becomes `�`.

    The names of files and what is typed behind a command may hold any bytes.
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
