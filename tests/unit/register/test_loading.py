"""Loading is strict: each mistake names file, line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from verantwoord.model.errors import PackError
from verantwoord.register.loading import load_register

GOOD = """
motions:
  - id: proef.motie-een
    title: Motie een
    made-on: 2023-03-01
    sources: [{title: Bron}]
    steps:
      - {to: ingediend, on: 2023-03-01, by: Kamer, role: coördinator, why: Debat.}
      - {to: aangenomen, on: 2023-03-08, by: Kamer, role: Kamer, why: Stemming.}
    deadlines:
      - {due: 2023-12-31, set-on: 2023-03-08, decided-by: minister}
    links: {commitments: [proef.toezegging-een]}
commitments:
  - id: proef.toezegging-een
    title: Toezegging een
    made-on: {in: 2023, words: begin 2023}
    sources: [{title: Bron}]
    steps:
      - {to: openstaand, on: 2023, by: minister, why: Debat., source: {title: Bron}}
lists:
  - id: proef.lijst
    series: model-3.42
    title: Lijst
    from: 2023-01-01
    until: 2023-06-30
    entries: [{item: proef.motie-een, state: open}]
"""


def write(folder: Path, text: str, name: str = "proef.yaml") -> Path:
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / name).write_text(text, "utf-8")
    return folder


def test_a_good_file_loads_and_an_empty_pack_gives_an_empty_register(tmp_path: Path) -> None:
    assert load_register(tmp_path).promises == ()
    register = load_register(write(tmp_path, GOOD))
    assert [p.id for p in register.promises] == ["proef.motie-een", "proef.toezegging-een"]
    assert register.promise("proef.motie-een").state == "aangenomen"
    with pytest.raises(KeyError):
        register.promise("proef.geen")


MISTAKES = {
    "unknown key": ("title: Motie een", "titel: Motie een", ":4: ", "onbekende sleutel titel"),
    "unknown state": ("to: aangenomen", "to: geslaagd", ":9: ", "kan hier niet"),
    "step not in the table": ("to: aangenomen", "to: afgedaan", ":7: ", "Van 'ingediend'"),
    "wrong role": ("role: Kamer,", "role: leverancier,", ":7: ", "is aan de Kamer"),
    "no role and no source": (" role: Kamer,", "", ":9: ", "geen rol en geen bron"),
    "no source": (
        "    sources: [{title: Bron}]\n    steps:\n      - {to: ing",
        "    steps:\n      - {to: ing",
        ":3: ",
        "'sources' ontbreekt",
    ),
    "bad moment": ("on: 2023-03-08,", "on: 2023-15,", ":9: ", "geen dag, maand of jaar"),
    "moved without a reason": (
        "decided-by: minister}",
        "decided-by: minister}\n"
        "      - {due: 2024-06-30, set-on: 2023-12-01, decided-by: minister}",
        ":10: ",
        "zonder reden",
    ),
    "link to nothing": ("[proef.toezegging-een]", "[proef.toezegging-x]", ":3: ", "dat er niet is"),
    "list names nothing": (
        "item: proef.motie-een",
        "item: proef.motie-x",
        ":21: ",
        "dat er niet is",
    ),
    "other theme": ("id: proef.lijst", "id: anders.lijst", ":21: ", "hoort niet in dit bestand"),
    "window ends first": ("until: 2023-06-30", "until: 2022-06-30", ":25: ", "voor het begint"),
    "no window": ("    from: 2023-01-01\n", "", ":21: ", "from"),
    "followed without a reason": (
        "    links:",
        "    followed-until: 2023-04-01\n    links:",
        ":3: ",
        "not-followed",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    old, new, line, words = MISTAKES[name]
    assert GOOD.count(old) >= 1
    with pytest.raises(PackError) as caught:
        load_register(write(tmp_path, GOOD.replace(old, new, 1)))
    assert f"register/proef.yaml{line}" in str(caught.value)
    assert words in str(caught.value)


def test_an_id_stands_once_over_all_files_of_a_theme(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(PackError, match=r"proef_2\.yaml:3: .*staat er twee keer"):
        load_register(write(tmp_path, GOOD.replace("proef.lijst", "proef.lijst-2"), "proef_2.yaml"))


def test_relations_between_commitments_must_exist(tmp_path: Path) -> None:
    text = GOOD.replace("title: Toezegging een", "title: Toezegging een\n    repeats: [proef.weg]")
    with pytest.raises(PackError, match=r"'proef\.weg' bestaat niet"):
        load_register(write(tmp_path, text))


def test_every_file_of_the_register_is_utf8_yaml(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "proef.yaml").write_bytes(b"motions: [\xff]")
    with pytest.raises(PackError, match="UTF-8"):
        load_register(tmp_path)


def test_the_register_of_what_a_pack_builds_on_counts_too(tmp_path: Path) -> None:
    head = "version: 1.0.0\ntitle: X\nowner: x\nfictional: true\n"
    for name, more in (("wet", ""), ("land", "builds-on: [wet]\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(f"id: {name}\n{head}{more}", "utf-8")
    write(tmp_path / "wet", GOOD)
    assert load_register(tmp_path / "land") == load_register(tmp_path / "wet")
    assert load_register(tmp_path / "land").promises
    write(tmp_path / "land", GOOD)
    with pytest.raises(PackError, match="staat er twee keer") as caught:
        load_register(tmp_path / "land")
    assert caught.value.place.file == "register/proef.yaml"
