"""Which files may stand where in a pack, and which nothing reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from verantwoord.model.errors import Faults, PackError, PackErrors, Place
from verantwoord.model.layout import check_files, unknown_files
from verantwoord.model.text import Text

KNOWN = """
pack.yaml organisations.yaml themes.yaml README.md WIJZIGINGEN.md datasets/UITLEG.md
datasets/fte.yaml datasets/fte-2.yaml requests/fte.yaml parameters/energie/norm.yaml
indicators/energie/per-fte.yaml indicators/energie/per-fte.cases.yaml goals/energie/minder.yaml
register/energie.yaml register/2024.yaml programmes/werkagenda-2024.yaml
documents/kst-1.dekking.yaml documents/kst-1.txt documents/kst-1.html documents/a.pdf
documents/a.xml
published/leveringen.yaml published/fte.csv published/fte.xlsx published/a.ods published/a.json
published/a.parquet .gitignore .git/config datasets/._fte.yaml datasets/.fte.yaml.swp
""".split()  # noqa: SIM905 - reads better than quotes around each
UNKNOWN = """
pack.yml Pack.yaml organisaties.yaml kladje.txt LICENSE datasets/fte.yml datasets/fte.YAML
datasets/Fte.yaml datasets/fte_2.yaml datasets/-fte.yaml datasets/fte-.yaml datasets/a/fte.yaml
datasets/fte.cases.yaml requests/a/fte.yaml parameters/norm.yaml parameters/a/b/c.yaml
indicators/per-fte.yaml indicators/energie/per-fte.case.yaml indicators/energie/Per.yaml
goals/minder.yaml goals/energie/minder.cases.yaml views/uitstoot.sql reference/dragers.csv
register/a/b.yaml programmes/a/b.yaml register/a.csv documents/a.docx documents/dekking.yaml
documents/a/b.txt published/leveringen.yml published/a/b.csv published/a.xls published/a.txt
datasets/a/UITLEG.md README.txt datasets/fte.yaml~ datasets/fte.yaml.bak Thumbs.db
""".split()  # noqa: SIM905


def stood(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")
    return folder


@pytest.mark.parametrize("name", KNOWN)
def test_a_file_in_its_place_is_known(name: str, tmp_path: Path) -> None:
    assert unknown_files(stood(tmp_path, name), set()) == []


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_file_elsewhere_is_not(name: str, tmp_path: Path) -> None:
    stood(tmp_path, name)
    assert unknown_files(tmp_path, set()) == [name]
    assert unknown_files(tmp_path, {(tmp_path / name).resolve()}) == []  # a dataset names it
    faults = Faults()
    check_files(tmp_path, "wet/", set(), faults)
    (fault,) = faults.found
    assert str(fault.place) == f"wet/{name}:1"
    assert "niets leest dit bestand" in fault.in_language("nl")
    assert "nothing reads this file" in fault.in_language("en")
    assert fault.mend


def test_all_are_named_in_the_order_of_their_paths(tmp_path: Path) -> None:
    stood(tmp_path, *KNOWN, *UNKNOWN)
    assert unknown_files(tmp_path, set()) == sorted(UNKNOWN)


def test_a_link_out_of_the_pack_is_said_and_one_within_it_is_not(tmp_path: Path) -> None:
    pack = stood(tmp_path / "pack", "README.md")
    stood(tmp_path, "geheim.md")
    (pack / "UIT.md").symlink_to(tmp_path / "geheim.md")
    (pack / "IN.md").symlink_to(pack / "README.md")
    faults = Faults()
    check_files(pack, "", set(), faults)
    assert [str(f.place) for f in faults.found] == ["UIT.md:1"]
    assert "a link to a file outside the pack" in faults.found[0].in_language("en")


def error(file: str, line: int, what: str = "is zo.") -> PackError:
    return PackError(Place(file, line), Text(what, "is so."), Text("Mend dit.", "Mend this."))


def test_faults_are_said_by_file_and_line_each_once() -> None:
    given = [error("b.yaml", 2), error("a.yaml", 10), error("a.yaml", 9), error("a.yaml", 9),
             error("a.yaml", 9, "is ook zo.")]  # fmt: skip
    said = PackErrors(given)
    assert [str(e.place) for e in said.errors] == ["a.yaml:9", "a.yaml:9", "a.yaml:10", "b.yaml:2"]
    assert said.in_language("nl").splitlines() == [
        "a.yaml:9: is ook zo. Mend dit.",
        "a.yaml:9: is zo. Mend dit.",
        "a.yaml:10: is zo. Mend dit.",
        "b.yaml:2: is zo. Mend dit.",
    ]
    assert said.in_language("en").count("is so. Mend this.") == 4
    assert said.place == Place("a.yaml", 9)
    assert said.exit_code == 4


def test_faults_that_are_raised_are_kept_and_other_errors_are_not() -> None:
    faults = Faults()
    faults.check()  # nothing was found
    with faults.kept():
        raise error("a.yaml", 1)
    with faults.kept():
        raise PackErrors([error("b.yaml", 2), error("b.yaml", 1)])
    with pytest.raises(KeyError), faults.kept():
        raise KeyError("iets anders")
    faults.add(Place("c.yaml", 3), "is zo.")
    assert [str(f.place) for f in faults.found] == ["a.yaml:1", "b.yaml:1", "b.yaml:2", "c.yaml:3"]
    with pytest.raises(PackErrors) as caught:
        faults.check()
    assert len(caught.value.errors) == 4


def test_a_fault_without_a_remedy_is_plain_too() -> None:
    fault = PackError(Place("a.yaml", 1), "is zo.")
    assert str(fault) == "a.yaml:1: is zo."
    assert fault.plain() == {
        "file": "a.yaml",
        "line": 1,
        "what": {"nl": "is zo.", "en": "is zo."},
        "mend": {"nl": "", "en": ""},
    }
    assert error("a.yaml", 1).plain()["mend"] == {"nl": "Mend dit.", "en": "Mend this."}
