"""One change in a release, of any kind, in any file: it is found, named, and called what it is."""

from __future__ import annotations

import json
import os
import random
import shutil
import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from tests.lanes import examples
from verantwoord.cli import verify as verify_cli
from verantwoord.deliveries.workspace import Workspace
from verantwoord.language import speaking
from verantwoord.release.errors import ReleaseError
from verantwoord.release.program import Other
from verantwoord.release.verify import Conclusion, Difference, Verdict
from verantwoord.site import apart
from verantwoord.site.whole import verify

Found = tuple[set[str], set[str], set[str]]  # what must be changed, missing and added
NOTHING: set[str] = set()


class Enough(Exception):
    """What is known before the release is made again."""


def before_it_is_made_again(folder: Path) -> Verdict:
    """Verify as far as hashes go, which is where a change of one file is found."""

    def enough(verdict: Verdict) -> NoReturn:
        raise Enough(verdict)

    with pytest.raises(Enough) as found:
        verify(folder, until_now=enough)
    (verdict,) = found.value.args
    assert isinstance(verdict, Verdict)
    return verdict


class Tamperer:
    """Makes one change in a release, and puts it back."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.folder = folder
        self.draw = draw
        self.files = sorted(
            p.relative_to(folder).as_posix()
            for p in folder.rglob("*")
            if p.is_file() and p.name != "receipt.json"  # of that the form is looked at: below
        )
        self.kinds: dict[str, Callable[[str], Found | None]] = {
            "a byte": self.byte, "a digit": self.digit, "cut": self.cut, "longer": self.longer,
            "emptied": self.emptied, "removed": self.removed, "added": self.added,
            "swapped": self.swapped, "renamed": self.renamed, "case": self.case,
            "link": self.link, "pipe": self.pipe, "unreadable": self.unreadable,
            "set user id": self.set_user_id, "empty folder": self.empty_folder,
        }  # fmt: skip

    def changed(self, name: str, content: bytes) -> Found:
        (self.folder / name).write_bytes(content)
        return {name}, NOTHING, NOTHING

    def byte(self, name: str) -> Found | None:
        content = (self.folder / name).read_bytes()
        if name.endswith(".parquet") or not content:
            return None  # of its rows: what no row shows is found when it is made again
        i = self.draw.randrange(len(content))
        other = (content[i] + self.draw.randrange(1, 256)) % 256
        return self.changed(name, content[:i] + bytes([other]) + content[i + 1 :])

    def digit(self, name: str) -> Found | None:
        content = (self.folder / name).read_bytes()
        places = [i for i, b in enumerate(content) if chr(b) in string.digits]
        if name.endswith(".parquet") or not places:
            return None
        i = self.draw.choice(places)
        other = str((int(chr(content[i])) + self.draw.randrange(1, 10)) % 10).encode()
        return self.changed(name, content[:i] + other + content[i + 1 :])

    def cut(self, name: str) -> Found | None:
        content = (self.folder / name).read_bytes()
        return self.changed(name, content[: self.draw.randrange(len(content))]) if content else None

    def longer(self, name: str) -> Found | None:
        content = (self.folder / name).read_bytes()
        return self.changed(name, content + b"\n")

    def emptied(self, name: str) -> Found | None:
        return self.changed(name, b"") if (self.folder / name).stat().st_size else None

    def removed(self, name: str) -> Found:
        path = self.folder / name
        path.unlink()
        empty = not any(path.parent.iterdir())  # an empty folder is named too
        above = path.parent.relative_to(self.folder).as_posix()
        return NOTHING, {name}, {f"{above} (lege map)"} if empty else NOTHING

    def added(self, name: str) -> Found:
        other = f"{name}.{self.draw.randrange(99)}"
        (self.folder / other).write_bytes((self.folder / name).read_bytes())
        return NOTHING, NOTHING, {other}

    def swapped(self, name: str) -> Found | None:
        other = self.draw.choice(self.files)
        one, two = (self.folder / name).read_bytes(), (self.folder / other).read_bytes()
        if one == two:
            return None
        self.changed(name, two)
        self.changed(other, one)
        return {name, other}, NOTHING, NOTHING

    def renamed(self, name: str) -> Found:
        return self.moved(name, f"{name}x")

    def case(self, name: str) -> Found:
        last = name.rpartition("/")[2]
        return self.moved(name, f"{name[: -len(last)]}{last.swapcase()}")

    def moved(self, name: str, to: str) -> Found:
        (self.folder / name).rename(self.folder / to)
        return NOTHING, {name}, {to}

    def link(self, name: str) -> Found:
        whole = self.folder.parent / "elders"
        (self.folder / name).replace(whole)
        (self.folder / name).symlink_to(whole)
        return NOTHING, {name}, {f"{name} (verwijzing)"}

    def pipe(self, name: str) -> Found:
        (self.folder / name).unlink()
        os.mkfifo(self.folder / name)
        return NOTHING, {name}, {f"{name} (pijp)"}

    def unreadable(self, name: str) -> Found:
        (self.folder / name).chmod(0)
        return NOTHING, {name}, {f"{name} (niet te lezen)"}

    def set_user_id(self, name: str) -> Found:
        (self.folder / name).chmod(0o4755)
        return NOTHING, {name}, {f"{name} (vreemde rechten)"}

    def empty_folder(self, name: str) -> Found:
        (self.folder / f"{name}.d").mkdir()
        return NOTHING, NOTHING, {f"{name}.d (lege map)"}

    def put_back(self, pristine: Path, names: Iterator[str]) -> None:
        for name in names:
            path = self.folder / name
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            else:
                path.unlink(missing_ok=True)
            if (pristine / name).is_file():
                path.parent.mkdir(exist_ok=True)
                shutil.copy2(pristine / name, path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_every_single_change_is_found_and_called_what_it_is(
    _small: tuple[Workspace, Path], tmp_path: Path, part: int
) -> None:
    """Over all files and all kinds in turn; a thousand in all."""
    folder = Path(shutil.copytree(_small[1], tmp_path / "uit"))
    tamperer = Tamperer(folder, random.Random(part))
    kinds = list(tamperer.kinds)
    done = number = 0
    while done < examples(504):
        name = tamperer.files[(number * 7 + part) % len(tamperer.files)]
        kind = kinds[(number + number // len(kinds)) % len(kinds)]
        number += 1
        expected = tamperer.kinds[kind](name)
        if expected is None:
            continue
        done += 1
        verdict = before_it_is_made_again(folder)
        found = set(verdict.changed), set(verdict.missing), set(verdict.added)
        assert found == expected, f"{kind} {name}"
        assert verdict.conclusion is Conclusion.DIFFERENT
        names = {n.rpartition(" (")[0] or n for part_ in expected for n in part_}
        tamperer.put_back(_small[1], iter(names))
    assert before_it_is_made_again(folder).conclusion is Conclusion.EQUAL  # all is as it was


def test_a_change_in_the_receipt_is_found_before_or_after_it_is_made_again(
    release: Path,
) -> None:
    """Bytes that still say a receipt: then another comes out when it is made again."""
    path = release / "receipt.json"
    whole = path.read_bytes()
    draw = random.Random(9)
    for _ in range(examples(12)):
        i = draw.randrange(len(whole))
        path.write_bytes(
            whole[:i] + bytes([(whole[i] + draw.randrange(1, 256)) % 256]) + whole[i + 1 :]
        )
        try:
            verdict = before_it_is_made_again(release)
        except ReleaseError as error:
            assert "receipt.json" in str(error)
        else:
            assert verdict.receipt_sha256 not in ("", _sha(whole))
    document = json.loads(whole)
    document["reporting_year"] += 1
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert "receipt.json" in verify(release).remade


def _sha(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_what_differs_only_when_made_again_is_called_so_in_words_and_for_machines(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of each kind at once: changed, missing, added, and forged with its hash."""
    (release / "los.txt").write_text("los", "utf-8")
    (release / "cijfers.html").unlink()
    page = release / "hiaten.html"
    page.write_bytes(page.read_bytes() + b" ")
    forged = release / "doelen.html"
    forged.write_bytes(forged.read_bytes().replace(b"</h1>", b" 1</h1>", 1))
    receipt = release / "receipt.json"
    document = json.loads(receipt.read_bytes())
    document["files"]["doelen.html"] = _sha(forged.read_bytes())
    receipt.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    verdict = verify(release)
    assert verdict.changed == ("hiaten.html",) and verdict.missing == ("cijfers.html",)
    assert verdict.added == ("los.txt",)
    assert set(verdict.remade) == {"doelen.html", "receipt.json"}

    monkeypatch.setattr(apart, "verify_apart", lambda *_: verdict)
    said = CliRunner().invoke(verify_cli.command, [str(release)])
    assert said.exit_code == 1
    for words in ("Veranderd na de uitgave: 1\n  hiaten.html", "Ontbreekt: 1\n  cijfers.html",
                  "Toegevoegd, niet in de kwitantie: 1\n  los.txt",
                  "Anders dan opnieuw gemaakt: 2\n  doelen.html"):  # fmt: skip
        assert words in said.output, said.output
    with speaking("en"):
        said = CliRunner().invoke(verify_cli.command, [str(release)])
    for words in ("Changed after the release: 1\n  hiaten.html", "Missing: 1\n  cijfers.html",
                  "Added, not in the receipt: 1\n  los.txt",
                  "Not as made again: 2\n  doelen.html"):  # fmt: skip
        assert words in said.output, said.output
    machine = CliRunner().invoke(verify_cli.command, ["--json", str(release)])
    assert machine.exit_code == 1
    found = json.loads(machine.output)
    assert found["conclusion"] == "different"
    assert found["kinds"] == {
        "changed": ["hiaten.html"],
        "missing": ["cijfers.html"],
        "added": ["los.txt"],
        "differs-when-made-again": ["doelen.html", "receipt.json"],
        "other-form": [],
    }


EQUAL = Verdict(3, 9, receipt_sha256="a" * 64)


def said_of(
    verdict: Verdict, folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str
) -> tuple[int, str]:
    monkeypatch.setattr(apart, "verify_apart", lambda *_: verdict)
    done = CliRunner().invoke(verify_cli.command, [*words, str(folder)])
    return done.exit_code, done.output


def test_equal_says_what_it_does_not_prove_and_how_to_know_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = said_of(EQUAL, tmp_path, monkeypatch)
    assert code == 0 and text.startswith("Gelijk: 3 cijfers en 9 bestanden")
    assert "Een handtekening is er nog niet" in text and "a" * 64 in text
    assert f"verantwoord verify {tmp_path} --receipt SHA256" in text
    with speaking("en"):
        _, text = said_of(EQUAL, tmp_path, monkeypatch)
    assert "There is no signature yet" in text and f"verify {tmp_path} --receipt SHA256" in text


def test_of_another_program_it_is_said_what_was_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes another program in the receipt, may change words: that is no form only."""
    drawn = replace(EQUAL, form=("a.html",), made_with=(Other("verantwoord", "1 (a)", "2 (b)"),))
    code, text = said_of(drawn, tmp_path, monkeypatch)
    assert code == 0 and text.startswith("Gelijk in inhoud, gemaakt met verantwoord 1 (a), nu 2")
    assert "hun getallen zijn gelijk, hun woorden en opmaak zijn niet vergeleken" in text
    assert "alleen in vorm" not in text
    with speaking("en"):
        _, text = said_of(drawn, tmp_path, monkeypatch)
    assert "their words and layout were not compared" in text


def test_the_receipt_of_another_way_is_held_against_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = said_of(EQUAL, tmp_path, monkeypatch, "--receipt", "A" * 64)
    assert code == 0 and "sinds die is opgeschreven" in text
    code, text = said_of(EQUAL, tmp_path, monkeypatch, "--receipt", "b" * 64)
    assert code == 1 and text.startswith("VERSCHIL") and "een andere kwitantie" in text
    code, text = said_of(EQUAL, tmp_path, monkeypatch, "--json", "--receipt", "b" * 64)
    assert code == 1 and json.loads(text)["receipt_as_given"] is False
    code, text = said_of(EQUAL, tmp_path, monkeypatch, "--json")
    assert code == 0 and json.loads(text)["receipt_as_given"] is None
    code, text = said_of(EQUAL, tmp_path, monkeypatch, "--receipt", "kort")
    assert code == 2 and "64" in text
    other = replace(EQUAL, differences=(Difference("f", "value", "1", "2"),))
    code, text = said_of(other, tmp_path, monkeypatch, "--json")
    assert code == 1 and json.loads(text)["figures_that_differ"][0]["column"] == "value"
