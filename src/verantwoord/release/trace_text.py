"""Prints the trace of a figure from a release folder, and adds the contributions up again."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.language import say, spoken
from verantwoord.nouns import FILE, ROW, SHARE
from verantwoord.release import paths
from verantwoord.release.errors import ReleaseError
from verantwoord.release.reading import receipt_of
from verantwoord.release.trace import added_up
from verantwoord.release.tree import content_of
from verantwoord.wording.notation import exact, with_unit


def read_trace(folder: Path, figure_id: str) -> dict[str, Any]:
    """Return the trace of a figure, its deliveries resolved and each sum made again.

    Every component gets `adds_up`: true, false, or null when there is no number to check.
    """
    receipt_of(folder)  # a clear error when this is no release
    indicator = figure_id.partition("@")[0]
    name = paths.trace_file(indicator)
    path = folder / name
    try:
        document = json.loads(content_of(folder, name))
        found = {str(record["id"]): record for record in document["figures"]}
    except FileNotFoundError as error:
        raise _not_found(folder, indicator, figure_id) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReleaseError(
            f"{path} is niet te lezen. Draai verantwoord verify.",
            f"{path} cannot be read. Run verantwoord verify.",
        ) from error
    if figure_id not in found:
        near = difflib.get_close_matches(figure_id, found, n=3, cutoff=0.5) or list(found)[:3]
        raise ReleaseError(
            f"cijfer {figure_id} is er niet. Bedoelt u {' of '.join(near)}?",
            f"there is no figure {figure_id}. Do you mean {' or '.join(near)}?",
        )
    record: dict[str, Any] = found[figure_id]
    for component in record["components"]:
        _resolve(component, document["deliveries"])
    return record


def _not_found(folder: Path, indicator: str, figure_id: str) -> ReleaseError:
    known = sorted(p.stem for p in (folder / "data" / "trace").glob("*.json"))
    near = difflib.get_close_matches(indicator, known, n=3, cutoff=0.4) or known[:3]
    return ReleaseError(
        f"cijfer {figure_id} is er niet: van indicator {indicator} heeft deze uitgave geen "
        f"cijfers. Bedoelt u {' of '.join(near)}?",
        f"there is no figure {figure_id}: of indicator {indicator} this release has no figures. "
        f"Do you mean {' or '.join(near)}?",
    )


def _resolve(component: dict[str, Any], deliveries: dict[str, Any]) -> None:
    amounts = [Decimal(row[3]) for row in component["contributions"]]
    if component["withheld"]:
        amounts.append(Decimal(component["withheld_amount"]))
    component["contributions"] = [
        {
            "delivery": delivery,
            **deliveries[delivery],
            "organisation": organisation,
            "period": period,
            "amount": amount,
            "share": share,
        }
        for delivery, organisation, period, amount, share in component["contributions"]
    ]
    component["total"] = component["adds_up"] = None
    if amounts:
        total, result = added_up(amounts, component["aggregate"], component["divisor"])
        component["total"] = format(total, "f")
        if component["value"] is not None:
            component["adds_up"] = result == Decimal(component["value"])


def lines(record: dict[str, Any]) -> Iterator[str]:
    """Yield the trace as text, from the figure down to the files."""
    yield f"{record['id']}"
    where = f"{_told(record, 'title')}, {record['organisation']}, {_told(record, 'when')}"
    yield f"{where}: {_told(record, 'published')}"
    reason = f" ({_told(record, 'reason')})" if record["reason"] else ""
    covered = record["coverage"]
    words = say(covered["nl"], covered["en"])
    yield f"Status: {_told(record, 'status')}{reason}" + (f"; {words}" if words else "")
    yield ""
    yield say("Formule", "Formula")
    for name, formula, numbers in record["formula"]:
        yield f"  {name} = {formula}"
        yield f"  {' ' * len(name)} = {numbers}"
    yield from _parameters(record["parameters"])
    for component in record["components"]:
        yield from _component(component)
    yield from _mappings(record["components"])
    yield from _rest(record)


def _told(record: dict[str, Any], key: str) -> Any:
    """Return what a record says in the language of the run; older releases have only Dutch."""
    return say(record[key], record.get(f"{key}_en") or record[key])


def _parameters(parameters: list[dict[str, Any]]) -> Iterator[str]:
    if parameters:
        yield ""
        yield say("Vaste waarden", "Fixed values")
    for p in parameters:
        value = say("onbekend", "unknown")
        if p["value"] is not None:
            value = with_unit(_number(p["value"]), p["unit"], spoken())
        known = f"({p['id']}, {say('geldt vanaf', 'holds from')} {p['from']})"
        yield f"  {p['alias']} = {value}  {known}"
        if p["source"]:
            yield f"    {say('bron', 'source')}: {source_words(p['source'])}"


def _number(text: str) -> str:
    return exact(Decimal(text), spoken())


def source_words(source: dict[str, Any]) -> str:
    """Return a source in one line."""
    words = [source["title"], source["locator"], source["url"]]
    if source["own_choice"]:
        words.append(say("eigen keuze, geen bron gevonden", "own choice, no source found"))
    return ", ".join(word for word in words if word)


def _component(component: dict[str, Any]) -> Iterator[str]:
    yield ""
    shown = _told(component, "shown")
    counts = [ROW.counted(component["rows"], spoken())] if component["rows"] else []  # not people
    counts += (
        [words] if (words := say(component["coverage"]["nl"], component["coverage"]["en"])) else []
    )
    yield f"{component['alias']} = {shown}  ({', '.join([component['id'], *counts])})"
    listed = component["contributions"]
    width = max((len(_number(c["amount"])) for c in listed), default=0)
    for c in listed:
        share = "" if c["share"] == "1" else f"  {say('deel', 'share')} {_number(c['share'])}"
        yield (
            f"  {_number(c['amount']):>{width}}  {c['organisation']} {c['period']}  "
            f"{c['file_name']}  sha256 {c['file_sha256'][:12]}{share}"
        )
        if mapping := c.get("mapping"):
            yield f"  {' ' * width}  {_mapping(mapping)}"
    if component["withheld"]:
        together = say(
            "samen, niet apart getoond om mensen te beschermen",
            "together, not shown apart to protect people",
        )
        amount = _number(component["withheld_amount"])
        yield f"  {amount:>{width}}  {SHARE.counted(component['withheld'], spoken())} {together}"
    for row in component["taken_from"]:
        cells = "; ".join(
            f"{_told(cell, 'title')}: {_told(cell, 'said') or cell['text']}"
            for cell in row["cells"]
        )
        where = say(f"rij {row['row']} van", f"row {row['row']} of")
        yield f"  {where} {row['file_name']}: {cells}"
    if component["total"] is not None:
        said = {
            True: say("klopt precies", "adds up exactly"),
            False: say("KLOPT NIET", "DOES NOT ADD UP"),
            None: say("geen waarde om mee te vergelijken", "no value to compare with"),
        }
        total = _number(component["total"])
        files = len(listed) + component["withheld"]
        together = f"{say('samen', 'together')}, {FILE.counted(files, spoken())}"
        yield f"  {'-' * width}"
        yield f"  {total:>{width}}  {together}: {said[component['adds_up']]}"


def _mapping(mapping: dict[str, Any]) -> str:
    """Return how a file was read, where its export has a mapping, and what that filled in."""
    sha, export = mapping["sha256"][:12], mapping["export"]
    words = say(f"gelezen met koppeling {sha} voor {export}",
                f"read with mapping {sha} for {export}")  # fmt: skip
    fixed = [
        f"{name} = {f['value']} ({say(f['nl'], f['en'])})" for name, f in mapping["fixed"].items()
    ]
    return "; ".join([words, *fixed])


def _mappings(components: list[dict[str, Any]]) -> Iterator[str]:
    """Yield of each mapping, once, which column of the file became which column of the dataset."""
    used = {c["mapping"]["sha256"]: c for part in components
            for c in part["contributions"] if "columns" in c.get("mapping", {})}  # fmt: skip
    for sha, one in used.items():
        mapping = one["mapping"]
        yield ""
        yield say(
            f"Koppeling {sha[:12]}: kolommen van {mapping['export']} en van {one['dataset']}",
            f"Mapping {sha[:12]}: columns of {mapping['export']} and of {one['dataset']}",
        )
        for ours, column in mapping["columns"].items():
            yield f"  {' + '.join(column['from'])} -> {ours}{_done(column)}"
        for theirs, reason in mapping["left_out"].items():
            unasked = say(f"niet gevraagd ({reason['nl']})", f"not asked ({reason['en']})")
            yield f"  {theirs}: {unasked}"


def _done(column: dict[str, Any]) -> str:
    """Return what a mapping did to the texts of a column; nothing when they are as they were."""
    codes = [f"{theirs} = {ours}" for theirs, ours in column.get("codes", {}).items()]
    words = [column["form"]] if "form" in column else []
    return f"  ({'; '.join([*words, *codes])})" if words or codes else ""


def _rest(record: dict[str, Any]) -> Iterator[str]:
    missing = record["coverage"]["missing"]
    if missing:
        yield ""
        yield say("Ontbreekt", "Missing")
        for dataset, organisation, period in missing:
            yield f"  {dataset}, {organisation}, {period}"
    yield ""
    quality = record["quality"]
    late, restated = quality["late"], quality["restated"]
    counted = say(f"{late} te laat, {restated} verbeterd", f"{late} late, {restated} restated")
    yield f"{say('Kwaliteit', 'Quality')}: {_told(quality, 'verified')}; {counted}"
    for judgement in record["judgements"]:
        goal = f"{say('Oordeel', 'Judgement')} ({judgement['goal']})"
        yield f"{goal}: {_told(judgement, 'said')}"
    for source in record["sources"]:
        yield f"{say('Bron van de definitie', 'Source of the definition')}: {source_words(source)}"
