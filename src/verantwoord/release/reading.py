"""Reads a release back into a workspace: every delivered file is checked and accepted anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.errors import VerantwoordError
from verantwoord.language import say
from verantwoord.model.parts import parts_of
from verantwoord.model.period import Period
from verantwoord.release import paths
from verantwoord.release.errors import ReleaseError
from verantwoord.release.material import is_confidential
from verantwoord.release.program import Program
from verantwoord.release.publish import Order, existing
from verantwoord.release.receipt_form import DeliveryForm, valid
from verantwoord.release.tree import content_of
from verantwoord.release.withheld import has_confidential
from verantwoord.scratch import scratch_folder


def order_of(document: dict[str, Any]) -> Order:
    """Return what was ordered when a release was made."""
    known_on = document["known_on"]
    day = dt.date.fromisoformat(known_on) if known_on else None
    return Order(document["release"], day, document["year_given"], document.get("base_url"))


def records(folder: Path) -> list[dict[str, Any]]:
    """Return the deliveries of a release as they were written down."""
    path = folder / paths.DELIVERIES
    try:
        lines = content_of(folder, paths.DELIVERIES).split(b"\n")
    except OSError as error:
        raise ReleaseError(
            f"{path} is niet te lezen. Haal de uitgave opnieuw op.",
            f"{path} cannot be read. Fetch the release again.",
        ) from error
    return [valid(DeliveryForm, line, f"{path}:{n}") for n, line in enumerate(lines, 1) if line]


def receipt_of(folder: Path) -> dict[str, Any]:
    """Return the receipt of a release."""
    document = existing(folder)
    if document is None:
        raise ReleaseError(
            f"{folder} is geen uitgave: receipt.json ontbreekt.",
            f"{folder} is no release: receipt.json is missing.",
        )
    return document


def pack_folder(folder: Path) -> Path:
    """Return where the pack of a release stands, with all it builds on beside it.

    What comes with this program never takes the place of a pack that the release does not have.
    """
    identifier: str = receipt_of(folder)["pack"]["id"]
    found = folder / "packs" / identifier
    beside = found.parent.resolve()
    elsewhere = [p.info.id for p in parts_of(found) if p.folder.resolve().parent != beside]
    if elsewhere:
        raise ReleaseError(
            f"de uitgave mist pack {', '.join(elsewhere)}, waarop {identifier} bouwt. "
            "Haal de uitgave opnieuw op.",
            f"the release lacks pack {', '.join(elsewhere)}, on which {identifier} builds. "
            "Fetch the release again.",
        )
    return found


def program_of(document: dict[str, Any]) -> Program:
    """Return the program that made a release."""
    return Program.from_json(document["program"])


@contextmanager
def rebuilt_workspace(
    folder: Path, progress: Callable[[str, int, int], None]
) -> Iterator[tuple[Workspace, list[str]]]:
    """Give a workspace made from the inputs and pack of a release, and what did not go as before.

    A file that is no longer accepted, or whose rows are no longer the same, is named; the rest goes
    on, so that one change does not hide the next. Without the folder with files about people, the
    others are delivered.
    """
    with scratch_folder() as temporary:
        workspace = Workspace.create(temporary / "werkmap", pack_folder(folder))
        problems: list[str] = []
        listed = _as_they_came(records(folder), receipt_of(folder)["log_order"] or ())
        if not has_confidential(folder):
            listed = [r for r in listed if not is_confidential(workspace.pack, r["dataset"])]
        new_ids: dict[str, str] = {}
        for done, record in enumerate(listed):
            progress("leveringen", done, len(listed))
            problems += _deliver_again(workspace, folder, record, new_ids, temporary)
        yield workspace, problems


def _as_they_came(listed: list[dict[str, Any]], log: Sequence[str]) -> list[dict[str, Any]]:
    """Put deliveries in the order of the log, where the receipt has it."""
    place = {identifier: n for n, identifier in enumerate(log)}
    return sorted(listed, key=lambda record: place.get(record["id"], len(place)))


def _missing(confidential: bool) -> str:
    if not confidential:
        return say("het bestand ontbreekt in inputs/", "the file is not in inputs/")
    folder = paths.CONFIDENTIAL
    return say(
        f"het bestand gaat over mensen en is niet openbaar; vraag {folder}/ aan wie de uitgave "
        "maakte",
        f"the file is about people and not public; ask who made the release for {folder}/",
    )


def _deliver_again(
    workspace: Workspace,
    folder: Path,
    record: dict[str, Any],
    new_ids: dict[str, str],
    temporary: Path,
) -> list[str]:
    confidential = is_confidential(workspace.pack, record["dataset"])
    stored = folder / paths.input_file(
        record["file_sha256"], record["file_name"], confidential=confidential
    )
    named = temporary / "bestand" / Path(record["file_name"]).name  # the name is part of a delivery
    named.parent.mkdir(exist_ok=True)
    label = f"{record['file_name']} ({record['dataset']}, {record['organisation']}, "
    label += f"{record['period']})"
    mapping, sha = b"", record.get("mapping_sha256")
    try:
        named.write_bytes(stored.read_bytes())
        if sha:
            mapping = (folder / paths.mapping_file(sha)).read_bytes()
        old = record["replaces"]
        made = deliver(
            workspace,
            record["dataset"],
            record["organisation"],
            Period.parse(record["period"]),
            named,
            dt.date.fromisoformat(record["received_on"]),
            [new_ids.get(o, o) for o in old],
            record["reason"],
            {w["rule"]: w["explanation"] for w in record["warnings"]},
            unasked=record.get("unasked", False),
            mapping=mapping,
        )
    except OSError:
        if sha and stored.is_file():
            return [f"{label}: " + say("de koppeling ontbreekt", "its mapping is missing")]
        return [f"{label}: {_missing(confidential)}"]
    except (VerantwoordError, ValueError) as error:
        return [
            f"{label}: "
            + say("wordt niet meer aangenomen", "is no longer accepted")
            + f" ({error})"
        ]
    finally:
        named.unlink(missing_ok=True)
    new_ids[record["id"]] = made.id
    if made.file_sha256 != record["file_sha256"]:
        return [f"{label}: " + say("de inhoud is veranderd", "its content was changed")]
    if made.mapping_sha256 != (sha or ""):
        return [f"{label}: " + say("de koppeling is veranderd", "its mapping was changed")]
    if made.rows_sha256 != record["rows_sha256"]:
        return [f"{label}: " + say("er komen andere rijen uit", "it gives other rows")]
    return []
