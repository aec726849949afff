"""A release from a stranger ends in a clear answer: never a traceback, never a look outside it."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

from tests.lanes import examples
from tests.unit.release import factories
from tests.unit.release.test_tampering import before_it_is_made_again
from verantwoord.cli.verify import command
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.workspace import Workspace
from verantwoord.errors import VerantwoordError
from verantwoord.model.period import Period
from verantwoord.release import tree
from verantwoord.release import verify as verifying
from verantwoord.release.errors import ReleaseError
from verantwoord.release.publish import Order
from verantwoord.release.trace_text import read_trace
from verantwoord.release.tree import opened, tree_of
from verantwoord.release.verify import Conclusion, Verdict
from verantwoord.site import apart
from verantwoord.site.apart import verify_apart
from verantwoord.site.whole import publish, verify

SECRET = "only-outside-the-release"
SHARE = "packs/zilverland/indicators/banen/aandeel.yaml"


def receipt(key: str, value: Any) -> Callable[[Path], None]:
    def plant(release: Path) -> None:
        path = release / "receipt.json"
        document = json.loads(path.read_text("utf-8"))
        *above, last = key.split(".")
        place = document
        for part in above:
            place = place[part]
        place[last] = value
        path.write_text(json.dumps(document), "utf-8")

    return plant


def record(key: str, value: Any) -> Callable[[Path], None]:
    def plant(release: Path) -> None:
        path = release / "inputs/deliveries.jsonl"
        first, *rest = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([json.dumps(json.loads(first) | {key: value}), *rest]), "utf-8")

    return plant


def text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def plant(release: Path) -> None:
        path = release / name
        before = path.read_text("utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), "utf-8")

    return plant


def written(name: str, content: str) -> Callable[[Path], None]:
    return lambda release: (release / name).write_text(content, "utf-8") and None


def instead(name: str, make: Callable[[Path], None]) -> Callable[[Path], None]:
    """Put something else in the place of a file, or where nothing stood."""

    def plant(release: Path) -> None:
        (release / name).unlink(missing_ok=True)
        make(release / name)

    return plant


def link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def formula(text_: str) -> Callable[[Path], None]:
    return text(SHARE, "as_percent(teller / noemer)", json.dumps(text_)[1:-1])


RECORDS = {
    "receipt files is a list": receipt("files", []),
    "receipt files of a device": receipt("files", {"../../../../dev/zero": "0" * 64}),
    "receipt engine is a number": receipt("program.engine_sha256", 7),
    "receipt program is a text": receipt("program", "verantwoord"),
    "receipt program has an extra number": receipt("program.libraries.extra", 7),
    "receipt day is a number": receipt("known_on", 20240101),
    "receipt day does not exist": receipt("known_on", "2024-02-30"),
    "receipt year is a text": receipt("reporting_year", "2024"),
    "receipt name with NUL": receipt("files", {"a\0b": "0" * 64}),
    "receipt name of 3,000 characters": receipt("files", {"x" * 3000: "0" * 64}),
    "receipt name of 300 characters": receipt("files", {f"data/{'x' * 300}": "0" * 64}),
    "receipt commit that colours the screen": receipt("program.commit", "\x1b[31mrood"),
    "receipt says a thing twice": text("receipt.json", "{", '{"release": "rijk-2099",'),
    "receipt is deep": written("receipt.json", "[" * 100_000),
    "receipt is no text": instead("receipt.json", lambda p: p.write_bytes(b"\xff\xfe\0") and None),
    "receipt is a pipe": instead("receipt.json", os.mkfifo),
    "receipt is a device": instead("receipt.json", link("/dev/zero")),
    "receipt is a folder": instead("receipt.json", Path.mkdir),
    "delivery dataset is a list": record("dataset", ["banen"]),
    "delivery organisation is nothing": record("organisation", None),
    "delivery day is a number": record("received_on", 20240101),
    "delivery warnings is a number": record("warnings", 7),
    "delivery file is the folder above": record("file_name", ".."),
    "delivery file is somewhere else": record("file_name", "/etc/passwd"),
    "delivery file of 300 bytes": record("file_name", "é" * 150 + ".csv"),
    "delivery hash leads outside": record("file_sha256", "../../../../dev/zero"),
    "deliveries are deep": written("inputs/deliveries.jsonl", '{"a":' * 50_000),
    "deliveries is a pipe": instead("inputs/deliveries.jsonl", os.mkfifo),
}


@pytest.mark.parametrize("what", RECORDS)
def test_a_record_of_another_form_is_refused_or_named(release: Path, what: str) -> None:
    RECORDS[what](release)
    try:
        verdict = verify(release)
    except ReleaseError as error:
        assert SECRET not in str(error) and len(str(error)) < 3_000
        return
    assert verdict.conclusion is Conclusion.DIFFERENT, verdict


def loop(path: Path) -> None:
    path.symlink_to(path.parent)


ODD = {
    "a link to nothing": ("pagina", link("/nergens"), "pagina (verwijzing)"),
    "a link to a folder": ("map", link("/etc"), "map (verwijzing)"),
    "a link to its own folder": ("data/kring", loop, "data/kring (verwijzing)"),
    "an empty folder": ("leeg", Path.mkdir, "leeg (lege map)"),
    "a pipe": ("pijp", os.mkfifo, "pijp (pijp)"),
    "a name that moves the cursor": ("a\x1b[2Jb", Path.touch, "a\x1b[2Jb (vreemde naam)"),
    "a file": ("los.txt", Path.touch, "los.txt"),
}


@pytest.mark.parametrize("what", ODD)
def test_whatever_was_added_is_a_difference_and_is_named(release: Path, what: str) -> None:
    name, make, named = ODD[what]
    make(release / name)
    verdict = before_it_is_made_again(release)
    assert verdict.added == (named,)
    assert verdict.conclusion is Conclusion.DIFFERENT


def test_what_was_added_stands_in_the_way_of_nothing_else(release: Path) -> None:
    for name, make, _ in ODD.values():
        make(release / name)
    verdict = verify(release)
    assert sorted(verdict.added) == sorted(named for _, _, named in ODD.values())
    assert verdict == Verdict(verdict.figures, verdict.files, added=verdict.added)
    result = CliRunner().invoke(command, [str(release)])
    assert result.exit_code == 1 and "\x1b" not in result.output


PLACES = ("data/figures.csv", "packs/zilverland/pack.yaml", SHARE, "index.html")


@pytest.mark.parametrize("name", PLACES)
def test_a_file_in_whose_place_a_link_stands_is_not_read(
    release: Path, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "elders.txt"
    outside.write_bytes((release / name).read_bytes() + f"\n# {SECRET}\n".encode())
    instead(name, link(str(outside)))(release)
    verdict = verify(release)
    assert verdict.missing == (name,) and verdict.added == (f"{name} (verwijzing)",)
    assert SECRET not in str(verdict)


def test_a_folder_in_whose_place_a_link_stands_is_not_read(release: Path, tmp_path: Path) -> None:
    (release / "data").rename(tmp_path / "data")
    (release / "data").symlink_to(tmp_path / "data")
    verdict = verify(release)
    assert "data/figures.csv" in verdict.missing and "data (verwijzing)" in verdict.added
    with pytest.raises(ReleaseError, match="geen gewoon bestand"):
        read_trace(release, "banen.aandeel@zilverland@2024")


def test_a_release_with_a_spreadsheet_is_made_again_within_the_limits(tmp_path: Path) -> None:
    """Its reader has a process of its own too, within the limits of the one that starts it."""
    workspace = factories.small_workspace(tmp_path)
    file = tmp_path / "verbruik-2023.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("verbruik")
        names = ["organisatie", "jaar", "mwh", "soort", "precisie", "herkomst", "bron"]
        sheet.write_row(0, 0, names)
        address = "https://example.org/jaarverslag-2023"
        sheet.write_row(1, 0, ["zilverland", "2023", 3301.5, "gemeten", "precies", "publicatie"])
        sheet.write_string(1, 6, address)
    day = dt.date(2024, 5, 20)
    deliver(workspace, "verbruik", "zilverland", Period.year(2023), file, day)
    publish(workspace, Order("klein-2024"), tmp_path / "uit")
    assert verify_apart(tmp_path / "uit").conclusion is Conclusion.EQUAL


def test_no_code_is_taken_from_the_folder_where_somebody_stands(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("duckdb", "pydantic", "verantwoord"):
        (release / f"{name}.py").write_text(f"open({str(tmp_path / 'gedraaid')!r}, 'w').close()")
    monkeypatch.chdir(release)
    verdict = verify_apart(Path())
    assert verdict.added == ("duckdb.py", "pydantic.py", "verantwoord.py")
    assert not verdict.problems and not (tmp_path / "gedraaid").exists()


RULES = "packs/zilverland/datasets/banen.yaml"
# what a pack says, and the words in which it is refused before anything of it is carried out
CONTENT = {
    "many megabytes": (written(SHARE, "a: " + "x" * (6 * 1024**2)), "meer bytes"),
    "deep": (written(SHARE, "[" * 3_000), "niveaus diep"),
    "refers to itself": (written(SHARE, "a: &a [*a, *a]"), "anker"),
    "a power without end": (formula("teller * 1e999999"), "een getal dat zo niet mag"),
    "a long power": (formula("teller * 1e6000"), "een getal dat zo niet mag"),
    "many brackets": (formula("(" * 900 + "teller" + ")" * 900), "25 haakjes in elkaar"),
    "a long sum": (formula("teller" + " + 1" * 20_000), "langer dan 4000 tekens"),
    "a pattern that goes back without end": (
        text(RULES, "check: uren <= 400000", "check: regexp_matches(soort, '^(a+)+b$')"),
        "een herhaling in een herhaling",
    ),
    "a request of three hundred years": (
        text(
            "packs/zilverland/requests/banen.yaml",
            "first: 2023-Q1\nlast: 2024-Q4",
            "first: 1900-Q1\nlast: 2199-Q4",
        ),
        "meer dan 100 jaar",
    ),
    "a table from outside": (
        text(RULES, "kind: geleverd", "kind: geleverd\nreference: {x: ../../../../etc/passwd}"),
        "wijst buiten het pack",
    ),
}


@pytest.mark.parametrize("what", CONTENT)
def test_what_no_pack_may_say_is_refused_with_the_reason(release: Path, what: str) -> None:
    plant, reason = CONTENT[what]
    plant(release)
    try:
        verdict = verify_apart(release)
    except VerantwoordError as error:
        assert reason in str(error)
        return
    assert verdict.conclusion is Conclusion.DIFFERENT and verdict.changed
    (problem,) = verdict.problems
    assert reason in problem, problem
    assert "root:" not in problem and "Traceback" not in problem


def test_forty_decimals_are_a_number_like_any_other(release: Path) -> None:
    formula("round_down(as_percent(teller / noemer), 40)")(release)
    verdict = verify_apart(release)
    assert verdict.changed == (SHARE,) and not verdict.problems


def test_a_view_that_never_ends_is_ended(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of ten rows beside the rows, forty times: no pack needs that, and nobody waits."""
    monkeypatch.setattr(apart, "STATEMENT", 1.0)
    view(release, "FROM rijen AS a " + " ".join(f"CROSS JOIN tien AS t{i}" for i in range(40)))
    verdict = verify_apart(release)
    assert verdict.conclusion is Conclusion.DIFFERENT
    (problem,) = verdict.problems
    assert "onderbroken" in problem or "INTERRUPT" in problem.upper(), problem


def view(release: Path, source: str) -> None:
    """Plant a view over what was published, and an indicator that makes it run."""
    pack = release / "packs/zilverland"
    (pack / "views").mkdir()
    (pack / "reference").mkdir()
    (pack / "reference/tien.csv").write_text("\n".join(["n", *map(str, range(10))]) + "\n", "utf-8")
    columns = "SELECT a._organisatie, a._periode, a.mwh"
    (pack / "views/alles.sql").write_text(f"{columns}\n{source}\n", "utf-8")
    (pack / "datasets/alles.yaml").write_text(
        "id: alles\ntitle: {nl: Alles, en: All}\nkind: afgeleid\nbase: verbruik\n"
        "view: views/alles.sql\nreference: {tien: reference/tien.csv}\n"
        "columns:\n  - {name: mwh, type: decimal, title: Verbruik, required: false, "
        "unit: mwh, scale: 3}\n"
        "components:\n  - {name: mwh, aggregate: sum, column: mwh, unit: mwh, time: flow, "
        "missing: skip}\n",
        "utf-8",
    )
    use = pack / "indicators/energie/verbruik.yaml"
    definition = use.read_text("utf-8")
    assert "verbruik.mwh" in definition
    use.write_text(definition.replace("verbruik.mwh", "alles.mwh"), "utf-8")


def test_a_release_that_grows_when_it_is_made_again_is_stopped(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title of some megabytes stands on every page, and would fill the disk."""
    monkeypatch.setattr(verifying, "MORE_BYTES", 0)
    title = 'title: {nl: "' + "x" * 100_000
    text("packs/zilverland/pack.yaml", "title: {nl: ", f"{title} Verantwoording")(release)
    line = (release / "packs/zilverland/pack.yaml").read_text("utf-8")
    quoted = line.replace(" Zilverland, en:", ' Zilverland", en:', 1)
    (release / "packs/zilverland/pack.yaml").write_text(quoted, "utf-8")
    (problem,) = verify(release).problems
    assert "opnieuw gemaakt is zij groter dan" in problem


def test_a_release_is_read_only_when_there_is_room_for_it(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with a hole of many gigabytes takes no room itself."""
    with (release / "gat").open("wb") as stream:
        stream.truncate(80 * 1024**3)
    room = shutil.disk_usage(release)._replace(free=10 * 1024**3)
    monkeypatch.setattr(tree.shutil, "disk_usage", lambda _: room)
    with pytest.raises(ReleaseError, match="is er nog 10,737,418,240 vrij"):
        verify(release)


def test_a_file_that_grows_while_it_is_copied_is_not_followed(
    release: Path, tmp_path: Path
) -> None:
    listed = tree_of(release)
    with (release / "index.html").open("ab") as stream:
        stream.write(b"meer")
    (tmp_path / "van-ons").mkdir()
    with pytest.raises(ReleaseError, match="groeide"):
        tree.copied(release, listed, tmp_path / "van-ons/uitgave")


def test_whatever_verification_left_goes_with_who_asked_for_it(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it is killed because it takes too long: nothing waits for a next run."""
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "FILES_A_SECOND", 10**6)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tijdelijk"))
    verdict = verify_apart(release)
    assert "narekenen duurt langer dan 1 s" in str(verdict.problems)
    assert list((tmp_path / "tijdelijk").iterdir()) == []


@pytest.mark.parametrize("name", ["index.html", "data/figures.parquet"])
def test_a_pipe_in_a_release_that_is_replaced_is_not_waited_for(
    _small: tuple[Workspace, Path], release: Path, name: str
) -> None:
    instead(name, os.mkfifo)(release)
    assert publish(_small[0], Order("klein-2024"), release, replace=True).made
    assert verify(release).conclusion is Conclusion.EQUAL


def test_a_file_is_opened_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "echt/a").write_text("a")
    (tmp_path / "schijn").symlink_to(tmp_path / "echt")
    with opened(tmp_path, "echt/a") as stream:
        assert stream.read() == b"a"
    with pytest.raises(ReleaseError):
        opened(tmp_path, "schijn/a")
    with pytest.raises(ReleaseError):
        opened(tmp_path, "echt")
    with pytest.raises(FileNotFoundError):
        opened(tmp_path, "echt/b")


def test_a_folder_that_is_too_deep_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "/".join("abcdefghijklmn")).mkdir(parents=True)
    with pytest.raises(ReleaseError, match="diepere mappen"):
        tree_of(tmp_path)


def mutated(release: Path, draw: random.Random) -> str:
    """Change one thing of a release at random and say which."""
    files = sorted(p for p in release.rglob("*") if p.is_file() and not p.is_symlink())
    path = draw.choice(files)
    name = path.relative_to(release).as_posix()
    kind = draw.choice(["bit", "cut", "twice", "gone", "moved", "link", "pipe", "new", "json"])
    content = path.read_bytes()
    if kind == "bit" and content:
        i = draw.randrange(len(content))
        path.write_bytes(
            content[:i] + bytes([content[i] ^ (1 << draw.randrange(8))]) + content[i + 1 :]
        )
    elif kind == "cut" and content:
        path.write_bytes(content[: draw.randrange(len(content))])
    elif kind == "twice" and content:
        path.write_bytes(content + content[: draw.randint(1, len(content))])
    elif kind == "moved":
        path.rename(path.with_name(f"{path.name}x"))
    elif kind == "link":
        path.unlink()
        path.symlink_to(draw.choice(["/dev/zero", "/etc/passwd", "/nergens", ".", "../.."]))
    elif kind == "pipe":
        path.unlink()
        os.mkfifo(path)
    elif kind == "new":
        name = f"{name}.{draw.randrange(99)}"
        (release / name).write_bytes(content[:99])
    elif kind == "json":
        name = draw.choice(["receipt.json", "inputs/deliveries.jsonl"])
        _retyped(release / name, draw)
    else:
        path.unlink()
    return f"{kind} {name}"


def _retyped(path: Path, draw: random.Random) -> None:
    """Give one value in a JSON file another type."""
    lines = path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else [path.read_text()]
    i = draw.randrange(len(lines))
    document = place = json.loads(lines[i])
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw.choice(keys)
        inner = place[key]
        if not isinstance(inner, (dict, list)) or not inner or draw.random() < 0.3:
            others = [None, 7, -1.5, "x", "\x1b[31m", [], {}, True, [[]], "../../etc", 10**30]
            place[key] = draw.choice([o for o in others if o != inner])
            break
        place = inner
    lines[i] = json.dumps(document)
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_change_of_a_release_goes_unseen(
    _small: tuple[Any, Path], tmp_path: Path, part: int
) -> None:
    """Each release gets one change; verification names it, or says that this is no release.

    What the hashes show is made again for one in four; what they do not show, always.
    """
    import shutil

    draw = random.Random(part)
    for number in range(examples(8)):
        folder = tmp_path / str(number)
        shutil.copytree(_small[1], folder)
        what = mutated(folder, draw)
        try:
            verdict = before_it_is_made_again(folder)
            if number % 4 == 0 or verdict.conclusion is not Conclusion.DIFFERENT:
                verdict = verify(folder)
        except ReleaseError as error:
            assert "root:" not in str(error), what
        else:
            assert verdict.conclusion is Conclusion.DIFFERENT, what
            assert "root:" not in str(verdict), what
            names = " ".join((*verdict.changed, *verdict.missing, *verdict.added, *verdict.remade))
            assert what.split(" ", 1)[1].removesuffix("x") in names or verdict.problems, what
        shutil.rmtree(folder)
