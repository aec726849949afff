"""Whether files of accepted rows are still what the log says."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from verantwoord.engine.errors import EngineError
from verantwoord.model.delivery import Delivery

_PART = 256 * 1024  # bytes read at once


def check_files(deliveries: Iterable[Delivery], path_of: Callable[[Delivery], Path]) -> None:
    """Refuse a file that is gone or changed, by the name of its delivery.

    Errors:   EngineError for the first such file.
    """
    for delivery in deliveries:
        _check(delivery, path_of(delivery))


def _check(delivery: Delivery, path: Path) -> None:
    try:
        found = _sha256(path)
    except OSError as error:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}): het bestand {path.name} met "
            "geaccepteerde rijen is er niet. Zet het terug uit een reservekopie.",
            f"delivery {delivery.id[:12]} ({delivery.file_name}): the file {path.name} with "
            "accepted rows is not there. Put it back from a backup.",
        ) from error
    if found != delivery.stored_sha256:
        raise EngineError(
            f"levering {delivery.id[:12]} ({delivery.file_name}, {delivery.organisation}, "
            f"{delivery.period}): de geaccepteerde rijen zijn veranderd na ontvangst "
            f"(sha256 {found[:12]}, in het log {delivery.stored_sha256[:12]}).",
            f"delivery {delivery.id[:12]} ({delivery.file_name}, {delivery.organisation}, "
            f"{delivery.period}): the accepted rows changed after they were received "
            f"(sha256 {found[:12]}, in the log {delivery.stored_sha256[:12]}).",
        )


def _sha256(path: Path) -> str:
    """Hash a file with as little as possible around it: there may be thousands of small ones."""
    found = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY)
    try:
        while part := os.read(handle, _PART):
            found.update(part)
    finally:
        os.close(handle)
    return found.hexdigest()
