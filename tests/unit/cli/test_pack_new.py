"""`pack new` makes a pack that is right, computes a figure, and writes over nothing."""

from __future__ import annotations

import csv
import json
import shlex
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tests.conftest import REPOSITORY
from tests.docs.test_pack_format import plain
from verantwoord.cli import make_group
from verantwoord.language import speaking
from verantwoord.model import strict_yaml

BASES = ("privacy", "wet-banenafspraak", "oefenrijk", "rijk")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(make_group(), [str(a) for a in arguments])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}  # fmt: skip


def test_what_is_made_is_right_and_its_own_steps_end_in_a_page(here: Path) -> None:
    made = run("pack", "new", "papier")
    assert made.exit_code == 0
    steps = [w for w in made.output.splitlines() if w.startswith("  verantwoord ")]
    said = ""
    for step in steps:
        done = run(*step.split()[1:])
        assert done.exit_code == 0, done.output
        said += done.output
    assert "papier 0.1.0: 1 dataset, 1 parameter, 1 indicator, 1 doel, 2 gevallen; alles klopt" in (
        said
    )
    figures = json.loads(run("figures", "werk", "--format", "json").output)
    rows = [r for f in (here / "oefenen" / "papier").glob("*.csv")
            for r in csv.DictReader(f.read_text("utf-8").splitlines())]  # fmt: skip
    expected = sum(Decimal(r["kwh"]) for r in rows) * Decimal("0.3")
    whole = next(f for f in figures if f["id"] == "stroom.uitstoot@geheel@2024")
    assert (Decimal(whole["value"]), whole["status"]) == (expected, "gemeten")
    assert "gehaald" in (here / "out" / "proef" / "doelen.html").read_text("utf-8")


@pytest.mark.parametrize("base", BASES)
def test_on_every_pack_of_the_program_it_is_right_too(here: Path, base: str) -> None:
    assert run("pack", "new", "erop", "--builds-on", base).exit_code == 0
    checked = run("pack", "check", "packs/erop", "--strict")
    assert checked.exit_code == 0, checked.output
    assert checked.output.endswith("alles klopt\n")


def test_what_is_left_open_below_becomes_unknown_and_never_a_number(here: Path) -> None:
    run("pack", "new", "erop", "--builds-on", "wet-banenafspraak")
    text = Path("packs/erop/parameters/banenafspraak/nulmeting.yaml").read_text("utf-8")
    assert "unknown: {nl: nog niet ingevuld, en: not filled in yet}" in text
    assert "value:" not in text


def test_every_file_names_its_schema_says_its_choices_and_fits_it(here: Path) -> None:
    run("pack", "new", "erop", "--builds-on", "wet-banenafspraak")
    seen = 0
    for path in sorted(Path("packs/erop").rglob("*.yaml")):
        first, *rest = path.read_text("utf-8").splitlines()
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert any("#" in line for line in rest), path
        value = plain(strict_yaml.load(path, path.name).value)
        jsonschema.validate(value, json.loads(schema.read_text("utf-8")))
        seen += 1
    assert seen == 11
    assert files_of(Path("schemas/pack/v1")) == files_of(REPOSITORY / "schemas" / "pack" / "v1")


@pytest.mark.parametrize("taken", ["packs/papier", "oefenen/papier", "packs/papier/niets.txt"])
def test_nothing_is_written_over(here: Path, taken: str) -> None:
    path = here / taken
    if path.suffix:
        path.parent.mkdir(parents=True)
        path.write_text("van mij", "utf-8")
    else:
        path.mkdir(parents=True)
    before = files_of(here)
    refused = run("pack", "new", "papier")
    assert (refused.exit_code, files_of(here)) == (2, before)
    assert "is er al; kies een andere naam" in refused.output


def test_in_a_folder_with_a_space_its_own_steps_hold_too(here: Path) -> None:
    made = run("pack", "new", "papier", "--out", "mijn werk")
    (step, *_) = [w for w in made.output.splitlines() if w.startswith("  verantwoord ")]
    assert run(*shlex.split(step)[1:]).exit_code == 0


def test_schemas_may_be_written_where_the_program_has_them() -> None:
    """In the repository itself the folder of the program is the folder that is asked for."""
    place = REPOSITORY / "schemas" / "pack" / "v1"
    before = {p.name: p.read_bytes() for p in place.glob("*.json")}
    assert run("pack", "schema", "--out", str(place)).exit_code == 0
    assert {p.name: p.read_bytes() for p in place.glob("*.json")} == before


def test_schemas_that_are_there_stay_as_they_are(here: Path) -> None:
    mine = here / "schemas" / "pack" / "v1" / "pack.json"
    mine.parent.mkdir(parents=True)
    mine.write_text("{}", "utf-8")
    run("pack", "new", "papier")
    assert mine.read_text("utf-8") == "{}"
    assert run("pack", "schema").exit_code == 0
    assert mine.read_text("utf-8") != "{}"


def test_where_it_does_not_fit_nothing_stays(here: Path) -> None:
    run("pack", "new", "eerste")
    before = files_of(here)
    refused = run("pack", "new", "tweede", "--builds-on", "eerste")
    assert refused.exception is not None
    assert "'stroom.uitstoot' staat ook in eerste/" in str(refused.exception)
    assert files_of(here) == before
    assert [p.name for p in (here / "packs").iterdir()] == ["eerste"]


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (("Mijn Pack",), "bijvoorbeeld mijn-pack", "for example mijn-pack"),
        (("../weg",), "kan geen id zijn", "cannot be an id"),
        (("rijk",), "is er al; kies een andere naam", "is there already; choose another name"),
        (("x", "--builds-on", "wet-banenafspraken"), "er is geen pack", "no pack"),
    ],
)
def test_wrong_use_says_what_to_write(here: Path, words: tuple[str, ...], nl: str, en: str) -> None:
    for language, said in (("nl", nl), ("en", en)):
        with speaking(language):
            refused = run("pack", "new", *words)
        assert refused.exit_code == 2
        assert said in refused.output
        assert files_of(here) == {}
