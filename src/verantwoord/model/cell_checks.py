"""What must hold in a pack so that rows, cells and requests fit together."""

from __future__ import annotations

from itertools import pairwise

from verantwoord.model.cells import smallest_period
from verantwoord.model.checks import Checks
from verantwoord.model.column import Column, ColumnType, DatedAs
from verantwoord.model.dataset import CellGrain, Dataset
from verantwoord.model.request import DataRequest
from verantwoord.model.statement_checks import faults_of_statements
from verantwoord.model.text import Text

Fault = tuple[Text, Text]  # what is wrong, and how to mend it

_WHEN = (ColumnType.PERIOD, ColumnType.DATE, ColumnType.TIMESTAMP)
_UNIT = (ColumnType.TEXT, ColumnType.CODE)


def check_cells(checks: Checks) -> None:
    """Note where the grain of a dataset, its columns and the requests do not fit.

    Source:   adr/2026-11-26-facts-before-files.md
    """
    for dataset in checks.pack.datasets.values():
        for what, mend in _faults(dataset):
            checks.wrong(f"dataset:{dataset.id}", what, mend)
    for request in checks.pack.requests.values():
        dataset_asked = checks.pack.datasets.get(request.dataset)
        if dataset_asked is not None:
            _check_request(checks, request, dataset_asked)


def _check_request(checks: Checks, request: DataRequest, dataset: Dataset) -> None:
    _check_asked(checks, request, dataset)
    grain = smallest_period(dataset)
    if dataset.role("period") is None and request.every is not grain:
        checks.wrong(
            f"request:{request.id}",
            Text(
                f"vraagt {dataset.id} per {request.every}, maar een rij daarvan gaat over een "
                f"{grain}.",
                f"asks {dataset.id} per {request.every}, but a row of it is about one {grain}.",
            ),
            Text(
                f"Zet bij de dataset grain: {{period: {request.every}}}, of geef haar een kolom "
                "met role: period.",
                f"Set grain: {{period: {request.every}}} in the dataset, or give it a column with "
                "role: period.",
            ),
            "every",
        )


def _check_asked(checks: Checks, request: DataRequest, dataset: Dataset) -> None:
    """Refuse a request for what nobody delivers, for parts of periods, and one that is double."""
    key = f"request:{request.id}"
    if dataset.kind != "geleverd":
        checks.wrong(
            key,
            Text(
                f"vraagt {dataset.id}, maar die is {dataset.kind} en levert niemand.",
                f"asks {dataset.id}, but that is {dataset.kind} and nobody delivers it.",
            ),
            Text("Vraag een dataset van kind: geleverd.", "Ask a dataset of kind: geleverd."),
            "dataset",
        )
    asked = request.periods()
    for path, given, whole in (
        ("first", request.first, asked and asked[0].start == request.first.start),
        ("last", request.last, asked and asked[-1].end == request.last.end),
    ):
        if not whole:
            checks.wrong(
                key,
                Text(
                    f"{given} is niet het begin of einde van een {request.every}; wat er maar "
                    "deels in valt, wordt niet gevraagd.",
                    f"{given} is not where one {request.every} begins or ends; what only partly "
                    "falls in it is not asked.",
                ),
                Text("Noem een hele periode.", "Name a whole period."),
                path,
            )
    for other in checks.pack.requests.values():
        both = [o for o in request.organisations if o in other.organisations]
        together = other.first.start < request.last.end and request.first.start < other.last.end
        if other.id < request.id and other.dataset == request.dataset and both and together:
            checks.wrong(
                key,
                Text(
                    f"vraagt {dataset.id} van '{both[0]}', wat '{other.id}' ook doet.",
                    f"asks {dataset.id} of '{both[0]}', which '{other.id}' does too.",
                ),
                Text(
                    "Laat van wie of wanneer niet twee keer vragen: het telt dan twee keer.",
                    "Let nothing be asked twice of one organisation: it would count twice.",
                ),
                "organisations",
            )


def _faults(dataset: Dataset) -> list[Fault]:
    found = [f for c in dataset.columns for f in _faults_of_column(c)]
    found += faults_of_statements(dataset)
    found += _faults_of_former_names(dataset)
    if dataset.kind == "geleverd":
        found += [f for c in dataset.columns for f in _faults_of_subject(c)]
    return found + _faults_of_grain(dataset)


def _is_filled(column: Column) -> bool:
    """Say whether a cell of a column is never empty, in no time."""
    return column.required and all(change.required is not False for change in column.changes)


def _faults_of_subject(column: Column) -> list[Fault]:
    """Return what is wrong when a delivered row could be about nobody or no time."""
    if column.role not in ("organisation", "period") or _is_filled(column):
        return []
    return [
        (
            Text(
                f"kolom '{column.name}' zegt over wie of wanneer een rij gaat en mag leeg zijn.",
                f"column '{column.name}' says about whom or when a row is, and may be empty.",
            ),
            Text("Zet required: true.", "Set required: true."),
        )
    ]


def _faults_of_former_names(dataset: Dataset) -> list[Fault]:
    """Say which header could be two columns: what one was called while another is called so."""
    return [
        (
            Text(
                f"'{was.name}' heet '{column.name}' van vroeger, en een andere kolom heet nog zo.",
                f"'{was.name}' is what '{column.name}' was called, and another column still is.",
            ),
            Text(
                "Laat op elke dag een naam maar één kolom zijn.",
                "Let a name be only one column on each day.",
            ),
        )
        for column in dataset.columns
        for was in column.was
        for other in dataset.columns
        if other is not column
        and other.holds_from < was.holds_until
        and column.holds_from < other.holds_until
        and was.name in (other.name, *(w.name for w in other.was))
    ]


def _faults_of_column(column: Column) -> list[Fault]:
    found = []
    wrong_when = column.role == "period" and column.type not in _WHEN
    wrong_whom = column.role == "organisation" and column.type is not ColumnType.ORGANISATION
    if wrong_when or wrong_whom:
        found.append(
            (
                Text(
                    f"kolom '{column.name}' is {column.type}; die zegt niet over wie of wanneer.",
                    f"column '{column.name}' is {column.type}; that does not say whom or when.",
                ),
                Text(
                    "Een role: period hoort bij period, date of timestamp, role: organisation bij "
                    "organisation.",
                    "role: period goes with period, date or timestamp, role: organisation with "
                    "organisation.",
                ),
            )
        )
    found += _faults_of_dated(column)
    if column.role == "method" and column.type is not ColumnType.CODE:
        found.append(
            (
                Text(
                    f"kolom '{column.name}' is {column.type}; een wijze van meten is een code.",
                    f"column '{column.name}' is {column.type}; a method of measuring is a code.",
                ),
                Text("Noem type: code, met codes.", "Give type: code, with codes."),
            )
        )
    if any(a.holds_from >= b.holds_from for a, b in pairwise(column.changes)):
        found.append(
            (
                Text(
                    f"de changes van '{column.name}' staan niet op volgorde.",
                    f"the changes of '{column.name}' are not in order.",
                ),
                Text("Sorteer ze.", "Sort them."),
            )
        )
    if any(c.codes for c in column.changes) and not column.codes:
        found.append(
            (
                Text(
                    f"kolom '{column.name}' heeft geen codes om te wijzigen.",
                    f"column '{column.name}' has no codes to change.",
                ),
                Text("Geef codes.", "Give codes."),
            )
        )
    return found


def _faults_of_dated(column: Column) -> list[Fault]:
    """Say what is wrong with how the dates of a column relate to the period of a delivery."""
    dated = column.dated
    if dated is None:
        return []
    found = []
    if column.role == "period" and dated.relation is not DatedAs.WITHIN:
        found.append(
            (
                Text(
                    f"kolom '{column.name}' zegt waarover een rij gaat; dat is de periode van de "
                    "levering.",
                    f"column '{column.name}' says when a row is about; that is the period of the "
                    "delivery.",
                ),
                Text("Noem relation: within-period.", "Give relation: within-period."),
            )
        )
    if column.type is ColumnType.DATE and dated.margin_minutes:
        found.append(
            (
                Text(
                    f"kolom '{column.name}' is een dag en heeft geen marge in minuten.",
                    f"column '{column.name}' is a day and has no margin in minutes.",
                ),
                Text("Haal margin-minutes weg.", "Remove margin-minutes."),
            )
        )
    return found


def _faults_of_grain(dataset: Dataset) -> list[Fault]:
    grain, when = dataset.grain, dataset.role("period")
    if grain is None:
        return []
    found = []
    if when is not None and when.grain not in (None, "any", grain.period.value):
        found.append(
            (
                Text(
                    f"een cel is een {grain.period}, maar kolom '{when.name}' gaat per "
                    f"{when.grain}.",
                    f"a cell is one {grain.period}, but column '{when.name}' goes per "
                    f"{when.grain}.",
                ),
                Text("Maak ze gelijk.", "Make them equal."),
            )
        )
    return found if grain.sub_unit is None else found + _faults_of_sub_unit(dataset, grain)


def _faults_of_sub_unit(dataset: Dataset, grain: CellGrain) -> list[Fault]:
    found = []
    column = next((c for c in dataset.columns if c.name == grain.sub_unit), None)
    if column is None or column.type not in _UNIT or not _is_filled(column):
        found.append(
            (
                Text(
                    f"sub-unit '{grain.sub_unit}' is geen verplichte kolom met tekst of codes.",
                    f"sub-unit '{grain.sub_unit}' is no required column with text or codes.",
                ),
                Text(
                    "Noem een kolom van de dataset die in elke rij is gevuld.",
                    "Name a column of the dataset that is filled in every row.",
                ),
            )
        )
    elif any(c.key for c in dataset.columns) and not column.key:
        found.append(
            (
                Text(
                    f"sub-unit '{grain.sub_unit}' hoort niet bij de sleutel.",
                    f"sub-unit '{grain.sub_unit}' is not part of the key.",
                ),
                Text("Zet key: true.", "Set key: true."),
            )
        )
    if grain.without_rows == "covered":
        found.append(
            (
                Text(
                    "zonder rijen is niet te zien welke sub-unit er was.",
                    "without rows nobody can see which sub-unit there was.",
                ),
                Text("Laat without-rows weg.", "Leave out without-rows."),
            )
        )
    return found
