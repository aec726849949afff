"""The ledger: which cells a delivery covers, and whether it may, beside what was received before.

One cell (organisation, smallest period, sub-unit) is covered by at most one current delivery of a
dataset. A correction takes the place of whole deliveries. What would not be covered any more must
be explained, so that nothing vanishes in silence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.cells import UNDATED, name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.log import LogError, canonical, cell_of, cell_text
from verantwoord.deliveries.messages import FilePlace, finding
from verantwoord.deliveries.verdict import Findings
from verantwoord.model.cells import Cell, covered_by_row, has_ended, parts, smallest_period
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ENDED = "onderdeel-verdwenen"
NOTHING = "periode-zonder-gebeurtenis"
_NAMED = 4  # cells that are called by name in a finding; the others are counted


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody wants to deliver, and instead of what."""

    dataset: Dataset
    organisation: str
    period: Period
    file_sha256: str
    replaces: tuple[Delivery, ...] = ()
    unasked: bool = False

    @property
    def keeps_cells(self) -> bool:
        """Say whether deliveries of the dataset cover cells: not what publications said."""
        return self.dataset.kind == "geleverd"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of a delivery: the cells of its rows, and what it says without rows."""

    cells: tuple[Cell, ...]
    silent: tuple[Cell, ...] = ()  # asked, and without rows
    gone: tuple[Cell, ...] = ()  # sub-units of last year that are not there
    likeness: str = ""

    def covered(self, explanations: Mapping[str, str]) -> tuple[Cell, ...]:
        """Return what is covered, given what the sender explained."""
        said = self.silent if explanations.get(NOTHING, "").strip() else ()
        return tuple(sorted({*self.cells, *said}))

    def ended(self, explanations: Mapping[str, str]) -> tuple[Cell, ...]:
        """Return the sub-units that ended, given what the sender explained."""
        return self.gone if explanations.get(ENDED, "").strip() else ()


def cells_of_rows(con: DuckDBPyConnection, rows: Path, dataset: Dataset) -> tuple[Cell, ...]:
    """Return the cells that accepted rows are about.

    Shape:    Parquet with `_organisatie`, `_periode` and the sub-unit -> cells, sorted.
    Missing:  a row that is about no period (an undated fact) is about no cell.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    sub_unit = dataset.grain.sub_unit if dataset.grain else None
    unit = f"{name(sub_unit)}::VARCHAR" if sub_unit else "''"
    found = con.execute(
        f"SELECT DISTINCT _organisatie, _periode, coalesce({unit}, '') "
        f"FROM read_parquet({quoted(str(rows))})"
    ).fetchall()
    grain = smallest_period(dataset)
    return tuple(
        sorted(
            {
                cell
                for who, period, unit in found
                if period != UNDATED
                for cell in covered_by_row(who, Period.parse(period), unit, grain)
            }
        )
    )


def likeness(con: DuckDBPyConnection, rows: Path, dataset: Dataset) -> str:
    """Return a text that is equal for files with the same rows, in any order and any form.

    Shape:    Parquet -> count and sum of hashes, over all columns of the dataset.
    Missing:  an empty text for no rows, and where the rows say both about whom and about when they
              are: those cannot be mistaken for those of another.
    Source:   own choice; it finds a mistake, and is no proof against somebody who wants to cheat.
    """
    if dataset.kind != "geleverd" or (dataset.role("organisation") and dataset.role("period")):
        return ""
    cells = ", ".join(f"coalesce({name(c.name)}::VARCHAR, chr(1))" for c in dataset.columns)
    found = con.execute(
        f"SELECT count(*), sum(md5_number_lower(concat_ws(chr(2), {cells}))::HUGEINT) "
        f"FROM read_parquet({quoted(str(rows))})"
    ).fetchall()[0]
    return f"{found[0]}-{found[1]}" if found[0] else ""


def entry(
    claim: Claim, cells: Sequence[Cell], pack: Pack, index: Index, likeness: str = ""
) -> Entry:
    """Return what the ledger would say of a delivery.

    Shape:    a claim and the cells of its rows -> Entry.
    Missing:  a period of the delivery about which no row speaks is `silent`, for the organisation
              that delivers, if that existed and no other delivery covers it; a sub-unit of last
              year that neither this nor another delivery covers is `gone`.
    Errors:   NotDelivered when a row is about an organisation in a time in which it does not exist.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    if not claim.keeps_cells:
        return Entry(())
    _check_alive(cells, pack)
    spoken = {c.period for c in cells}
    alive = pack.organisations.by_id[claim.organisation].exists_on
    inside = parts(claim.period, smallest_period(claim.dataset))
    silent = [Cell(claim.organisation, p) for p in inside if p not in spoken and alive(p.start)]
    silent = [cell for cell in silent if not _is_elsewhere(claim, cell, index)]
    return Entry(tuple(cells), tuple(silent), _gone(claim, cells, index), likeness)


def _is_elsewhere(claim: Claim, cell: Cell, index: Index) -> bool:
    """Say whether another delivery covers a cell, which then need not be in this one."""
    found = index.numbered(index.in_the_way(claim.dataset.id, [cell], claim.unasked))
    return not {d.id for d in found} <= {d.id for d in claim.replaces}


def _check_alive(cells: Sequence[Cell], pack: Pack) -> None:
    by_id = pack.organisations.by_id
    wrong = [c for c in cells if not by_id[c.organisation].exists_in(c.period)]
    if wrong:
        raise NotDelivered(
            f"er staan rijen in over {in_words(wrong, 'nl')}, en die organisatie bestond toen "
            "niet. Na een herindeling levert de opvolger.",
            f"there are rows about {in_words(wrong, 'en')}, and that organisation did not exist "
            "then. After a reorganisation its successor delivers.",
        )


def _gone(claim: Claim, cells: Sequence[Cell], index: Index) -> tuple[Cell, ...]:
    """Return the sub-units of a year before that nobody covers now and nobody explained."""
    grain, dataset = claim.dataset.grain, claim.dataset.id
    if grain is None or grain.sub_unit is None:
        return ()
    without = [d.id for d in claim.replaces]
    spoken: dict[tuple[str, Period], set[str]] = {}
    for cell in cells:
        spoken.setdefault((cell.organisation, cell.period), set()).add(cell.unit)
    gone: set[tuple[str, str]] = set()
    for (who, period), units in spoken.items():
        before = period.shifted(-1)
        here = units | index.units(dataset, who, period, without)
        for unit in index.units(dataset, who, before) - here:
            if not has_ended(index.ends(dataset, who, unit, without), before, period):
                gone.add((who, unit))
    return tuple(Cell(who, claim.period, unit) for who, unit in sorted(gone))


def judge_entry(
    claim: Claim,
    made: Entry,
    explanations: Mapping[str, str],
    index: Index,
    verdict: Findings,
    language: str,
) -> None:
    """Add to a verdict what the ledger has to say of a delivery; nothing is stored.

    Shape:    a claim and its entry -> findings in `verdict`.
    Errors:   NotDelivered when a cell is covered by a delivery that is not replaced.
    Source:   docs/leveren.md.
    """
    check_overlap(claim, made.cells, index)

    def add(code: str, **values: Any) -> None:
        verdict.add(finding(code, FilePlace(), language, rule=claim.dataset.id, **values))

    lost = {c for d in claim.replaces for c in d.cells} - {*made.covered(explanations)}
    grain = claim.dataset.grain
    silent = NOTHING if grain and grain.without_rows == "covered" else "periode-zonder-rijen"
    for code, cells in (("cellen-vervallen", lost), (silent, made.silent), (ENDED, made.gone)):
        if cells:
            add(code, cells=in_words(sorted(cells), language))
    for twin in _twins(claim, made, index)[:1]:
        add("zelfde-rijen", organisation=twin.organisation, period=str(twin.period),
            delivery=twin.id[:12])  # fmt: skip
    for cell, other in _elsewhere(claim, made, index)[:1]:
        add("onderdeel-van-ander", cells=in_words([cell], language), organisation=other)


def _twins(claim: Claim, made: Entry, index: Index) -> list[Delivery]:
    """Return deliveries of the same rows by another organisation or about another period."""
    mine = (claim.organisation, claim.period)
    replaced = {d.id for d in claim.replaces}
    same = index.alike(claim.dataset.id, made.likeness)
    return [d for d in same if (d.organisation, d.period) != mine and d.id not in replaced]


def _elsewhere(claim: Claim, made: Entry, index: Index) -> list[tuple[Cell, str]]:
    """Return sub-units that another organisation has in the same period."""
    found = []
    for cell in made.cells if claim.keeps_cells else ():
        others = index.with_unit(claim.dataset.id, cell.unit, cell.period) if cell.unit else set()
        found += [(cell, other) for other in sorted(others - {cell.organisation})]
    return found


def check_overlap(claim: Claim, cells: Iterable[Cell], index: Index) -> None:
    """Refuse a delivery of which a cell is covered already, with the command that replaces.

    Shape:    a claim and its cells -> nothing.
    Errors:   NotDelivered, naming every delivery in the way.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    cells = tuple(cells)
    _check_same_subject(claim, cells)
    mine = {d.id for d in claim.replaces}
    found = index.in_the_way(claim.dataset.id, cells, claim.unasked)
    others = [d for d in index.numbered(found) if d.id not in mine]
    if not claim.keeps_cells:
        named = index.named(claim.dataset.id, claim.organisation, claim.period)
        others = [d for d in named if d.id not in mine]
    if not others:
        return
    numbers = {d.id for d in others}
    shared = sorted({c for d in others for c in d.cells} & set(cells))
    about = f" over {in_words(shared, 'nl')}" if shared else ""
    about_en = f" about {in_words(shared, 'en')}" if shared else ""
    listed = ", ".join(f"{d.id[:12]} ({d.organisation}, {d.period})" for d in others[:_NAMED])
    more = f" en {len(others) - _NAMED} andere" if len(others) > _NAMED else ""
    more_en = f" and {len(others) - _NAMED} others" if len(others) > _NAMED else ""
    command = " ".join(f"--replaces {i[:12]}" for i in [*sorted(mine), *sorted(numbers)])
    raise NotDelivered(
        f"er is al een levering van {claim.dataset.id}{about}: {listed}{more}. Elke cel telt één "
        f"keer. Is dit een correctie, geef dan {command} --reason 'waarom'; zij neemt de plaats "
        "in van die hele levering.",
        f"there is a delivery of {claim.dataset.id} already{about_en}: {listed}{more_en}. Each "
        f"cell counts once. If this is a correction, give {command} --reason 'why'; it takes the "
        "place of that whole delivery.",
    )


def _check_same_subject(claim: Claim, cells: Sequence[Cell]) -> None:
    """Refuse the correction of a delivery about something else."""
    for old in claim.replaces:
        named = (old.organisation, old.period) == (claim.organisation, claim.period)
        if not named and not _share(old.cells, cells):
            raise NotDelivered(
                f"{old.id[:12]} is een levering van {old.dataset} door {old.organisation} over "
                f"{old.period}. Daar gaat dit bestand niet over; laat dat --replaces weg.",
                f"{old.id[:12]} is a delivery of {old.dataset} by {old.organisation} about "
                f"{old.period}. This file is not about that; leave that --replaces out.",
            )


def _share(some: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Say whether two deliveries speak of one organisation at one time, in whichever cells."""
    mine, theirs = _units(some), _units(others)
    for about in mine.keys() & theirs.keys():
        both = mine[about] | theirs[about]
        if "" in both or mine[about] & theirs[about]:  # without a sub-unit it is about all of them
            return True
    return any(
        who == whose and when.grain is not then.grain and when.overlaps(then)
        for who, when in mine
        for whose, then in theirs
    )


def _units(cells: Sequence[Cell]) -> dict[tuple[str, Period], set[str]]:
    found: dict[tuple[str, Period], set[str]] = {}
    for cell in cells:
        found.setdefault((cell.organisation, cell.period), set()).add(cell.unit)
    return found


def in_words(cells: Sequence[Cell], language: str) -> str:
    """Return some cells as a reader knows them, the others as a number."""
    named = [
        " ".join(w for w in (c.organisation, c.unit, str(c.period)) if w) for c in cells[:_NAMED]
    ]
    rest = len(cells) - len(named)
    if rest:
        named.append(f"en nog {rest}" if language != "en" else f"and {rest} more")
    return ", ".join(named)


def as_bytes(cells: Iterable[Cell]) -> bytes:
    """Return cells as they are kept beside the rows: one JSON list on a line, sorted."""
    return b"".join(canonical(cell_text(c)) + b"\n" for c in sorted(cells))


def read_cells(path: Path, sha256: str) -> tuple[Cell, ...]:
    """Return the cells that are kept in a file.

    Shape:    file and the hash that the log has of it -> cells, sorted.
    Missing:  a delivery without cells has an empty file.
    Errors:   LogError when the file is gone or changed.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LogError(
            f"{path} is weg. Zet de map terug uit de reservekopie.",
            f"{path} is gone. Put the folder back from the backup.",
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LogError(
            f"{path} is veranderd. Zet de map terug uit de reservekopie.",
            f"{path} has changed. Put the folder back from the backup.",
        )
    return tuple(cell_of(json.loads(line)) for line in content.splitlines())
