"""Reads mappings (koppelingen): the file that says how an export becomes a dataset of ours.

They stand in a workspace as `mapping/<organisation>/<dataset>.yaml`, or `<dataset>.<anything>.yaml`
when an export changed its form and each form has its own span. A delivery remembers by hash which
one it was read with. What a mapping does to a file is in `mapped`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.header import known_names
from verantwoord.deliveries.names import normal
from verantwoord.model.column_map import CellForm, ColumnMap
from verantwoord.model.dataset import Column, ColumnType, Dataset
from verantwoord.model.errors import Faults
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.reading import read
from verantwoord.model.strict_yaml import Document, parse
from verantwoord.model.text import Text

FOLDER = "mapping"
_QUANTITIES = (ColumnType.INTEGER, ColumnType.DECIMAL)
_OF_FORM = {CellForm.YYYYMMDD: ColumnType.DATE, CellForm.DUTCH_TIME: ColumnType.TIMESTAMP}


@dataclass(frozen=True, slots=True)
class UsedMap:
    """A mapping and the bytes that it was read from, which a delivery keeps."""

    content: bytes
    says: ColumnMap

    @property
    def sha256(self) -> str:
        """The hash of the file, by which a delivery names it."""
        return hashlib.sha256(self.content).hexdigest()


def read_mapping(content: bytes, shown_as: str, pack: Pack) -> UsedMap:
    """Read a mapping and hold it against the dataset that it is for.

    Shape:    the bytes of a YAML file, its name in errors, and the pack -> UsedMap.
    Missing:  a required column that is neither taken, fixed nor left out must stand in the export
              under a name of ours; that is seen when a file comes.
    Errors:   PackErrors with every fault and its line: an organisation, dataset or column that
              does not exist, a column of the export taken twice, a form that does not fit the
              column, a fixed quantity, a required column that is left out.
    Source:   adr/2026-11-27-an-export-is-mapped-once.md
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotDelivered(
            f"{shown_as} is geen UTF-8. Sla de koppeling op als UTF-8.",
            f"{shown_as} is not UTF-8. Save the mapping as UTF-8.",
        ) from error
    document = parse(text, shown_as)
    says = read(document, ColumnMap)
    faults = Faults()
    dataset = pack.datasets.get(says.dataset)
    if dataset is None or dataset.kind == "afgeleid":
        faults.add(
            document.place("dataset"),
            Text(f"dataset '{says.dataset}' is er niet.", f"there is no dataset '{says.dataset}'."),
        )
    if says.organisation not in pack.organisations.by_id:
        faults.add(
            document.place("organisation"),
            Text(
                f"organisatie '{says.organisation}' is er niet.",
                f"there is no organisation '{says.organisation}'.",
            ),
        )
    faults.check()
    assert dataset is not None  # else that was a fault
    _check_columns(document, says, dataset.on(says.holds_from), faults)
    faults.check()
    return UsedMap(content, says)


def _check_columns(document: Document, says: ColumnMap, dataset: Dataset, faults: Faults) -> None:
    columns = {c.name: c for c in dataset.columns}
    for key, names in (("columns", says.columns), ("fixed", says.fixed)):
        for name in names:
            wrong = _wrong(columns.get(name), says, name)
            if wrong is not None:
                faults.add(document.place(key, name), wrong)
    known = known_names(dataset, says.holds_from)
    given = {*says.columns, *says.fixed}
    for theirs in says.left_out:
        ours = known.get(normal(theirs))
        if ours is not None and ours not in given and columns[ours].required:
            faults.add(
                document.place("left-out", theirs),
                Text(
                    f"laat '{theirs}' weg, en dat is de verplichte kolom '{ours}'.",
                    f"leaves '{theirs}' out, which is the required column '{ours}'.",
                ),
                Text("Neem haar op bij 'columns'.", "Take it up at 'columns'."),
            )


def _wrong(column: Column | None, says: ColumnMap, name: str) -> Text | None:
    """Return why a mapping cannot say this of a column of ours; None when it can."""
    if column is None:
        return Text(
            f"kolom '{name}' is er niet in {says.dataset} op {says.holds_from}.",
            f"there is no column '{name}' in {says.dataset} on {says.holds_from}.",
        )
    if column.type in _QUANTITIES and name in says.fixed:
        return Text(
            f"'{name}' is een hoeveelheid; die staat in de export, of is onbekend.",
            f"'{name}' is a quantity; it stands in the export, or is unknown.",
        )
    mapped = says.columns.get(name)
    if mapped is None:
        return None
    if column.type in _QUANTITIES and (mapped.codes or mapped.empty):
        return Text(
            f"'{name}' is een hoeveelheid: geen codes, en leeg is onbekend.",
            f"'{name}' is a quantity: no codes, and empty is unknown.",
        )
    if mapped.form is not None and column.type is not _OF_FORM[mapped.form]:
        return Text(
            f"'{name}' is geen {'datum' if mapped.form is CellForm.YYYYMMDD else 'tijdstip'}, "
            f"dus '{mapped.form}' past niet.",
            f"'{name}' is no {'date' if mapped.form is CellForm.YYYYMMDD else 'moment'}, so "
            f"'{mapped.form}' does not fit.",
        )
    return None


def mapping_for(
    folder: Path, pack: Pack, dataset: str, organisation: str, period: Period
) -> UsedMap | None:
    """Return the mapping that a workspace has for a delivery.

    Shape:    the folder of the mappings, and what is delivered -> the one mapping that is for the
              whole period.
    Missing:  None when there is none: then the file has our own form.
    Errors:   PackErrors for a mapping that is wrong; NotDelivered when two are for one period, or
              one is for a part of it.
    Source:   adr/2026-11-27-an-export-is-mapped-once.md
    """
    found: list[tuple[str, UsedMap]] = []
    for path in _files(folder / organisation, dataset):
        shown_as = f"{FOLDER}/{organisation}/{path.name}"
        used = read_mapping(path.read_bytes(), shown_as, pack)
        if (used.says.organisation, used.says.dataset) != (organisation, dataset):
            raise NotDelivered(
                f"{shown_as} is een koppeling van {used.says.organisation} voor "
                f"{used.says.dataset}. Geef haar de naam die daarbij hoort.",
                f"{shown_as} is a mapping of {used.says.organisation} for {used.says.dataset}. "
                "Give it the name that belongs to that.",
            )
        if used.says.overlaps(period):
            found.append((shown_as, used))
    if not found:
        return None
    names = ", ".join(name for name, _ in found)
    if len(found) > 1 or not found[0][1].says.holds_for(period):
        raise NotDelivered(
            f"er is geen koppeling voor heel {period}: {names}. Verbeter 'from' en 'until', of "
            "splits de levering.",
            f"no mapping is for all of {period}: {names}. Mend 'from' and 'until', or split the "
            "delivery.",
        )
    return found[0][1]


def _files(folder: Path, dataset: str) -> Iterator[Path]:
    for pattern in (f"{dataset}.yaml", f"{dataset}.*.yaml"):
        yield from sorted(p for p in folder.glob(pattern) if p.is_file())


def said(used: UsedMap, say: Callable[[str, str], str], language: str) -> str:
    """Say in words with which mapping a file is read, and what it fills in by itself."""
    says = used.says
    lines = [
        say(
            f"Gelezen met de koppeling voor {says.export} ({used.sha256[:12]}), nagekeken op "
            f"{says.checked_on} door {says.checked_by}.",
            f"Read with the mapping for {says.export} ({used.sha256[:12]}), checked on "
            f"{says.checked_on} by {says.checked_by}.",
        )
    ]
    for name, fixed in says.said.items():
        reason = fixed.reason.in_language(language)
        where = ("in elke rij", "in every row")
        if name in says.columns:
            where = ("waar niets staat", "where nothing stands")
        lines.append(
            say(
                f"  {name} is {where[0]} '{fixed.value}': {reason}",
                f"  {name} is '{fixed.value}' {where[1]}: {reason}",
            )
        )
    return "\n".join(lines)
