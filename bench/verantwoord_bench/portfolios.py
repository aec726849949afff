"""Many plans and large ICT activities: how long a release of them takes to compute and publish.

`python -m verantwoord_bench.portfolios FOLDER` delivers once, checked as any delivery: forty
organisations, each with a plan, its costs and two assessments in ten years (400 plans), and 125
activities with 20 entries of four kinds of cost (5,000 activities, 400,000 rows). Then it computes
all figures from nothing and publishes them, and prints the seconds of each as JSON. A number after
FOLDER makes it for so many organisations; publishing all forty takes minutes.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.model.period import Period
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish

LAST, YEARS, ORGANISATIONS = 2024, 10, 40
ACTIVITIES, ENTRIES = 125, 20  # of each organisation, of each activity
KINDS = ("totaal", "intern-personeel", "extern-personeel", "overig-materieel")
_PACK = """\
id: portefeuilles
version: 1.0.0
title: Portefeuilles
owner: De makers van verantwoord
fictional: true
notice: Verzonnen gegevens om mee te meten.
builds-on: [ict-portfolio, iv-plannen]
fills:
  populations: {ict-portfolio: ministeries, iv-plannen: ministeries}
"""
_THEMES = """\
themes:
  - {id: ict-portfolio, title: Grote ICT-activiteiten, intro: Wat kosten grote ICT-activiteiten?}
  - {id: iv-plannen, title: Informatieplannen, intro: Wat staat er in de informatieplannen?}
"""
Row = dict[str, Any]


def names(organisations: int) -> list[str]:
    """Return the organisations that deliver."""
    return [f"m{i}" for i in range(organisations)]


def write_pack(folder: Path, organisations: int) -> Path:
    """Write the pack of a country with so many ministries."""
    (folder / "requests").mkdir(parents=True)
    (folder / "pack.yaml").write_text(_PACK, "utf-8")
    (folder / "themes.yaml").write_text(_THEMES, "utf-8")
    who = names(organisations)
    lines = ["organisations:", "  - {id: land, kind: totaal, names: [{name: Land, short: LAND}]}"]
    lines += [
        f"  - {{id: {w}, kind: ministerie, names: [{{name: Ministerie {w}, short: {w.upper()}}}], "
        "parents: [{organisation: land}]}"
        for w in who
    ]
    members = ", ".join(who)
    population = f"id: ministeries, title: Alle, organisation: land, members: [{members}]"
    lines += ["populations:", f"  - {{{population}}}"]
    (folder / "organisations.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for name in ("iv-plan", "iv-kosten", "iv-beoordeling", "ict-activiteit", "ict-entry"):
        first = LAST if name.startswith("ict") else LAST - YEARS + 1
        text = f"id: {name}\ndataset: {name}\norganisations: [{members}]\nfirst: {first}\n"
        text += f"last: {LAST}\nevery: jaar\ndue-days: 31\n"
        (folder / "requests" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def plans(number: int, year: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of a plan, its costs and its assessments."""
    base = {"jaar": year, "plan": f"P{year}"}
    yield (
        "iv-plan",
        [{**base, "titel": f"Plan {number}", "periode_van": year, "periode_tot": year + 3}],
    )
    costs = [
        {
            **base, "planjaar": year + ahead, "stelsel": system, "aard": nature,
            "categorie": kind, "cijfersoort": "raming", "plan_van": year, "plan_tot": year + 3,
            "bedrag": 1_000_000 + 1000 * ((number * 31 + ahead * 17 + len(kind)) % 97),
            "eenheid": "EUR",
        }
        for ahead in range(4)
        for system in ("kas-verplichtingen", "baten-lasten")
        for nature in ("vernieuwing", "beheer-en-onderhoud")
        for kind in KINDS[1:]
    ]  # fmt: skip
    yield "iv-kosten", costs
    levels = [
        {
            **base, "criterium": f"K{k}", "beoordelaar": assessor, "datum": f"{year}-12-01",
            "niveau": (number + k * 7 + year + len(assessor) * k) % 5, "bewijs": "bladzijde 4",
            "opmerking": f"plan {number}",
        }
        for k in range(1, 13)
        for assessor in ("eerste", "tweede")
    ]  # fmt: skip
    yield "iv-beoordeling", levels


def activities(number: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield the activities of an organisation, and every entry of each."""
    ids = [f"A{number}-{i}" for i in range(ACTIVITIES)]
    state = {"aard": "vernieuwing", "status": "In uitvoering", "startdatum": "2014-06-01"}
    yield "ict-activiteit", [{"jaar": LAST, "activiteit": i, "naam": i, **state} for i in ids]
    yield "ict-entry", [row for n, i in enumerate(ids) for row in _entries(i, number * 131 + n)]


def _entries(activity: str, seed: int) -> Iterator[Row]:
    for entry in range(ENTRIES):
        year, half = LAST - (ENTRIES - 1 - entry) // 2, 6 if entry % 2 == 0 else 12
        parts = [3_000_000 + 1000 * ((seed * 7 + entry * 311 + k * 97) % 2003) for k in range(3)]
        spent = [part * (entry + 1) // (ENTRIES + 2) for part in parts]
        day = f"{year}-{half:02d}-30"
        kind = "initieel" if entry == 0 else "herijking" if entry % 5 == 0 else "rapportage"
        for name, estimate, used in zip(
            KINDS, [sum(parts), *parts], [sum(spent), *spent], strict=True
        ):
            yield {
                "jaar": LAST, "activiteit": activity, "peildatum": day, "vastgelegd_op": day,
                "categorie": name, "soort": kind, "aard": "vernieuwing",
                "stelsel": "kas-verplichtingen", "status": "In uitvoering",
                "startdatum": "2014-06-01", "einddatum": f"{LAST + 1 + seed % 4}-12-31",
                "schatting": estimate, "besteed": used, "eenheid": "EUR",
                "toelichting": "verzonnen",
            }  # fmt: skip


def filled(folder: Path, organisations: int) -> Workspace:
    """Return a workspace with every delivery; one that is complete is left alone."""
    home = folder / "werkmap"
    if (folder / "complete").is_file():
        return Workspace.open(home)
    shutil.rmtree(folder, ignore_errors=True)
    made = Workspace.create(home, write_pack(folder / "pack", organisations))
    for number, who in enumerate(names(organisations)):
        for year in range(LAST - YEARS + 1, LAST + 1):
            _deliver(made, who, year, plans(number, year))
        _deliver(made, who, LAST, activities(number))
    (folder / "complete").touch()
    return made


def _deliver(made: Workspace, who: str, year: int, sent: Iterable[tuple[str, list[Row]]]) -> None:
    for dataset, rows in sent:
        columns = [c.name for c in made.pack.datasets[dataset].columns]
        file = made.path / f"{dataset}-{who}-{year}.csv"
        _write(file, columns, rows)
        deliver(made, dataset, who, Period.year(year), file, dt.date(year + 1, 1, 20))
        file.unlink()


def _write(file: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def timed(do: Callable[[], object]) -> dict[str, float]:
    """Return the seconds by the clock and of the processor."""
    clock, used = time.perf_counter(), time.process_time()
    do()
    return {
        "seconds": round(time.perf_counter() - clock, 2),
        "cpu": round(time.process_time() - used, 2),
    }


def main() -> None:
    """Print how long computing and publishing took, and how much there was."""
    folder = Path(sys.argv[1])
    organisations = int(sys.argv[2]) if len(sys.argv) > 2 else ORGANISATIONS
    workspace = filled(folder, organisations)
    pack, sent = workspace.pack, workspace.deliveries()
    found: dict[str, Any] = {
        "plans": organisations * YEARS,
        "activities": organisations * ACTIVITIES,
        "rows": sum(d.rows for d in sent),
    }
    found["compute"] = timed(lambda: compute(pack, sent, workspace.rows_path))
    print(json.dumps(found), flush=True)
    out = folder / "uitgave"
    shutil.rmtree(out, ignore_errors=True)
    found["publish"] = timed(lambda: publish(workspace, Order("portefeuilles"), out))
    found["pages"] = sum(1 for _ in out.rglob("*.html"))
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
