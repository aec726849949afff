"""The same facts give the same bytes: in any order, on any machine, in any language and zone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.conftest import REPOSITORY
from tests.unit.release import factories
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.order import order_shows
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.dataset import CellGrain, RuleLevel
from verantwoord.model.delivery import AcceptedWarning, Cell, Delivery, in_order
from verantwoord.model.period import Grain, Period
from verantwoord.release.publish import Order
from verantwoord.release.verify import Conclusion
from verantwoord.site.whole import publish, verify

ORDER = Order("klein-2024")


def delivered(
    folder: Path, facts: Iterable[dict[str, Any]], pack: Path = factories.PACK
) -> Workspace:
    """Deliver in the given order; what a correction replaces has to come before it."""
    made = Workspace.create(folder / "werkmap", pack)
    for fact in facts:
        deliver(
            made, fact["dataset"], fact["organisation"], Period.parse(fact["period"]),
            Path(fact["file"]), dt.date.fromisoformat(fact["day"]), fact["replaces"],
            fact["reason"],
        )  # fmt: skip
    return made


def facts_of(workspace: Workspace, folder: Path) -> list[dict[str, Any]]:
    """Return what was delivered, so that it can be delivered again; a workbook comes with it."""
    found = []
    for d in workspace.accepted():
        file = folder / d.file_name
        file.write_bytes(workspace.file_path(d).read_bytes())
        found.append(fact(d.dataset, d.organisation, str(d.period), file, d.received_on, d))
    file = folder / "verbruik-2023.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("verbruik")
        names = ["organisatie", "jaar", "mwh", "soort", "precisie", "herkomst", "bron"]
        sheet.write_row(0, 0, names)
        sheet.write_row(1, 0, ["zilverland", "2023", 3301.5, "gemeten", "precies", "publicatie"])
        sheet.write_string(1, 6, "https://example.org/jaarverslag-2023")
    found.append(fact("verbruik", "zilverland", "2023", file, dt.date(2024, 5, 20)))
    return found


def fact(
    dataset: str, who: str, period: str, file: Path, day: dt.date, old: Delivery | None = None
) -> dict[str, Any]:
    return {
        "dataset": dataset, "organisation": who, "period": period, "file": str(file),
        "day": day.isoformat(), "replaces": list(old.replaces) if old else [],
        "reason": old.reason if old else None,
    }  # fmt: skip


def shuffled(facts: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Return facts in another order, in which nothing is corrected before it came."""
    found = [f for f in facts if not f["replaces"]]
    random.Random(seed).shuffle(found)
    return [*found, *(f for f in facts if f["replaces"])]


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def without_log(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "receipt.json").read_bytes())
    document.pop("log_order", None)
    return document


@pytest.fixture(scope="module")
def facts(_small: tuple[Workspace, Path], tmp_path_factory: Any) -> list[dict[str, Any]]:
    return facts_of(_small[0], tmp_path_factory.mktemp("bestanden"))


@pytest.fixture(scope="module")
def first(facts: list[dict[str, Any]], tmp_path_factory: Any) -> Path:
    folder: Path = tmp_path_factory.mktemp("eerste")
    publish(delivered(folder, facts), ORDER, folder / "uit")
    return folder / "uit"


CHILD = """
import json, locale, os, sys
locale.setlocale(locale.LC_ALL, "")
from pathlib import Path
from tests.unit.release.test_same_bytes import ORDER, delivered, publish
facts, folder, cores = json.loads(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
folder.mkdir()
publish(delivered(folder, facts), ORDER, folder / "uit")
"""
# order of delivery, python options, environment, cores
MATRIX: dict[str, tuple[int, list[str], dict[str, str], int]] = {
    "another hash seed, the C locale, one core": (
        1, [], {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0"}, 1),
    "an odd zone, a Turkish locale, two cores": (
        2, [], {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8",
                "LC_ALL": "tr_TR.UTF-8"}, 2),
    "without asserts, on the other side of the date line": (
        3, ["-O"], {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"}, 2),
}  # fmt: skip


def with_locale(around: Mapping[str, str], folder: Path) -> Mapping[str, str]:
    """Make the locale that is asked for; `.ci/run` sees to it that this can be done."""
    name, _, charset = around.get("LC_ALL", "C").partition(".")
    if name == "C":
        return around
    command = ["localedef", "-i", name, "-f", charset, str(folder / around["LC_ALL"])]
    can = shutil.which("localedef") and subprocess.run(command, check=False).returncode == 0
    assert can or "VERANTWOORD_CI" not in os.environ, f"{name} cannot be made: install `locales`"
    if not can:
        pytest.skip(f"locale {name} cannot be made: install `locales`")
    return {**around, "LOCPATH": str(folder)}


def made_apart(
    facts: list[dict[str, Any]], folder: Path, python: str, options: list[str],
    around: Mapping[str, str], cores: int,
) -> Path:  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    path = os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])
    done = subprocess.run(
        [python, *options, "-c", CHILD, json.dumps(facts), str(folder), str(cores)],
        env={**environment, **around, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "uit"


@pytest.mark.slow
@pytest.mark.parametrize("what", MATRIX)
def test_the_same_facts_give_the_same_bytes_everywhere(
    first: Path, facts: list[dict[str, Any]], tmp_path: Path, what: str
) -> None:
    """Another order, path, seed, language, zone, number of cores: only the receipt tells."""
    seed, options, environment, cores = MATRIX[what]
    place = tmp_path / f"een heel andere plaats {seed}"
    around = with_locale(environment, tmp_path)
    made = made_apart(shuffled(facts, seed), place, sys.executable, options, around, cores)
    expected, found = hashes(first), hashes(made)
    assert expected.pop("receipt.json") and found.pop("receipt.json")
    assert found == expected
    assert without_log(made) == without_log(first)


@pytest.mark.slow
def test_another_python_gives_the_same_bytes_but_for_its_own_name(
    first: Path, facts: list[dict[str, Any]], tmp_path: Path
) -> None:
    """`VERANTWOORD_OTHER_PYTHON` names one of another version that has the same libraries."""
    python = os.environ.get("VERANTWOORD_OTHER_PYTHON")
    if not python:
        pytest.skip("no other Python named")
    made = made_apart(facts, tmp_path / "anders", python, [], {}, 2)
    expected, found = hashes(first), hashes(made)
    for name in ("receipt.json", "kwitantie.html"):  # they say which Python it was
        assert expected.pop(name) != found.pop(name)
    assert found == expected


JUMP = """
  - id: banen.sprong
    level: previous
    severity: blocks
    category: plausibiliteit
    measures: {uren: sum(uren)}
    check: uren <= vorig_uren * 2
    missing: skip-if-any
    expected: {nl: De uren verdubbelen niet., en: The hours do not double.}
    action: {nl: Controleer de eenheid., en: See whether the unit is right.}
    source: {title: Eigen afspraak, own-choice: true}
    examples: {passes: {current: {uren: 2}, previous: {uren: 1}}, fails: {current: {uren: 3}, previous: {uren: 1}}}
"""  # noqa: E501


def test_the_receipt_tells_the_order_where_a_check_could_see_it(
    facts: list[dict[str, Any]], tmp_path: Path
) -> None:
    """The second quarter came first, when there was nothing to hold it against."""
    pack = Path(shutil.copytree(factories.PACK, tmp_path / factories.PACK.name))
    definition = pack / "datasets/banen.yaml"
    text = definition.read_text("utf-8")
    definition.write_text(text.replace("\ncomponents:", f"{JUMP}components:", 1), "utf-8")
    first, second = facts[:2]
    file = tmp_path / "klein.csv"
    file.write_text(factories.quarter_rows("bosbouw", 2024, 1, growth=-20), "utf-8")
    workspace = delivered(tmp_path, [second, {**first, "file": str(file)}], pack)
    publish(workspace, ORDER, tmp_path / "uit")
    receipt = json.loads((tmp_path / "uit/receipt.json").read_bytes())
    assert receipt["log_order"] == [d.id for d in workspace.accepted()]
    assert receipt["log_order"] == [d["id"] for d in reversed(receipt["deliveries"])]
    assert verify(tmp_path / "uit").conclusion is Conclusion.EQUAL
    assert not publish(workspace, ORDER, tmp_path / "uit").made  # nothing changed
    del receipt["log_order"]
    (tmp_path / "uit/receipt.json").write_text(json.dumps(receipt), "utf-8")
    (problem,) = verify(tmp_path / "uit").problems
    assert "wordt niet meer aangenomen" in problem


def delivery(number: int, day: int = 1, **other: Any) -> Delivery:
    one = Delivery(
        f"{number:064x}", "banen", "bosbouw", Period.parse("2024-Q1"), "a.csv", "0" * 64, "0" * 64,
        "0" * 64, 1, dt.date(2024, 5, day),
    )  # fmt: skip
    return replace(one, **other)


def test_the_one_order_is_by_day_and_each_comes_after_what_it_replaces() -> None:
    late = delivery(1, 9)
    correction = delivery(2, 3, replaces=(late.id,))  # written down under an earlier day
    early, same_day = delivery(3, 2, organisation="dijken"), delivery(4, 2)
    every = [late, correction, early, same_day]
    for seed in range(20):
        random.Random(seed).shuffle(every)
        assert in_order(every) == [same_day, early, late, correction]
    assert in_order([correction]) == [correction]  # what it replaces is of a later day
    assert in_order([]) == []


def test_the_order_shows_only_where_a_check_looks_at_another_delivery(
    small_workspace: Workspace,
) -> None:
    pack = small_workspace.pack
    banen = pack.datasets["banen"]
    looks = replace(banen.rules[0], level=RuleLevel.PREVIOUS)
    looking = replace(pack, datasets={"banen": replace(banen, rules=(looks,))})
    meters = replace(banen, grain=CellGrain(Grain.QUARTER, "soort"))
    divided = replace(pack, datasets={"banen": meters})
    one, two = delivery(1, 2), delivery(2, 1)
    other = replace(two, organisation="dijken")
    assert order_shows([one, two], looking)  # a quarter is held against the one before
    assert not order_shows([two, one], looking)  # that is the one order
    assert not order_shows([one, other], looking)
    assert order_shows([one, two], divided)  # which sub-units were there last year
    assert not order_shows([replace(one, dataset="weg"), replace(two, dataset="weg")], looking)

    said = (AcceptedWarning("regel", 1, "tekst", "uitleg"),)
    alike = [replace(d, likeness="2-7") for d in (one, other)]
    assert not order_shows(alike, pack)  # nothing was said about it
    assert order_shows([replace(alike[0], warnings=said), alike[1]], pack)  # and here it was
    published = [replace(d, dataset="verbruik") for d in (one, two)]
    assert not order_shows(published, pack)
    assert order_shows([replace(published[0], warnings=said), published[1]], pack)

    cells = (Cell("bosbouw", Period.parse("2024-Q1")),)
    before = [replace(one, cells=cells), replace(other, cells=cells)]
    assert not order_shows(before, pack)
    assert order_shows([*before, delivery(3, 3, replaces=(one.id,))], pack)  # it made room
