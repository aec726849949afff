"""All findings at once, worst first, each explained to contributors."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset, rule
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.judge import shares
from verantwoord.deliveries.messages import CATALOGUE, FINDING_CODES
from verantwoord.model.pack import Pack

DOCS = Path(__file__).parents[3] / "docs" / "meldingen"


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_every_finding_is_explained_to_contributors(code: str) -> None:
    page = (DOCS / f"{code}.md").read_text("utf-8")
    assert "## Wat kunt u doen" in page
    assert f"`{code}`" in page


def test_there_is_no_page_for_a_finding_that_does_not_exist() -> None:
    assert {p.stem for p in DOCS.glob("*.md")} - {"index"} == set(FINDING_CODES)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_say_the_same_things(code: str) -> None:
    words = CATALOGUE[code]

    def names(texts: tuple[str, str, str]) -> set[str]:
        return {n for t in texts for _, n, _, _ in string.Formatter().parse(t) if n}

    assert names(words.nl) == names(words.en)
    assert all(words.nl) and all(words.en)


def test_a_finding_stands_as_the_sender_sees_it(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, 'Uren,flex_nr\n1,"a\nb"\n\n-,c')
    definition = dataset(column("uren", "decimal", required=True))
    found = check(file, definition, mini).findings
    assert [f.where for f in found] == ["Rij 4, kolom Uren"]
    english = check(file, definition, mini, language="en").findings
    assert [f.where for f in english] == ["Row 4, column Uren"]
    assert english[0].found == "It says '-'."


def test_the_same_key_twice_names_both_rows(mini: Pack, tmp_path: Path) -> None:
    definition = dataset(
        column("plek", key=True, required=True), column("aantal", "decimal", key=True)
    )
    file = csv_file(tmp_path, "plek,aantal\nx,1\ny,1\nx,1.0\nx,2\nx,1.00")
    checked = check(file, definition, mini)
    assert [(f.row, f.found) for f in checked.findings] == [
        (6, "plek x, aantal 1.00 staat er 3 keer (ook in rij 2, 4).")
    ]
    assert checked.counts == {"dubbele-sleutel": 2}


def test_what_blocks_stands_before_what_warns(mini: Pack, tmp_path: Path) -> None:
    rules = [rule("w", "a < 1", severity="warns"), rule("b", "a < 2")]
    definition = dataset(column("a", "decimal"), column("t"), rules=rules)
    file = csv_file(tmp_path, "a,t,vreemd\n5,x,\n1.5,jan@x.nl,")
    found = check(file, definition, mini).findings
    assert [f.rule if f.code == "regel-rij" else f.code for f in found] == [
        "persoonsgegeven-email",
        "kolom-onbekend",
        "proef.b",
        "proef.w",
        "proef.w",
    ]


def test_many_findings_are_all_counted_and_a_rare_one_is_still_shown(
    mini: Pack, tmp_path: Path
) -> None:
    rules = [rule("vaak", "a < 0"), rule("zelden", "a <> 7")]
    definition = dataset(column("a", "decimal"), column("t"), rules=rules)
    file = csv_file(tmp_path, "a,t\n" + "1,x\n" * 5000 + "7,y")
    checked = check(file, definition, mini)
    assert checked.counts == {"proef.vaak": 5001, "proef.zelden": 1}
    assert checked.total == 5002
    assert len(checked.findings) == limits.MAX_SHOWN
    assert [f.row for f in checked.findings if f.rule == "proef.zelden"] == [5002]


def test_places_are_shared_so_that_none_is_hidden() -> None:
    assert shares([5000, 1, 3], 1000) == [996, 1, 3]
    assert shares([10, 10], 5) == [3, 2]
    assert shares([1, 2, 3], 1000) == [1, 2, 3]
    assert shares([9] * 7, 3) == [1, 1, 1, 0, 0, 0, 0]


def test_rows_are_numbered_right_in_a_file_of_many_blocks(mini: Pack, tmp_path: Path) -> None:
    """More rows than one block of the engine, so that the parallel reader is at work."""
    definition = dataset(column("a", "integer"), column("vulling"))
    bad = {130_001, 250_000, 299_999}
    lines = [f"{'x' if i in bad else i},{'tekst' * 12}" for i in range(2, 300_002)]
    file = tmp_path / "groot.csv"
    file.write_text("a,vulling\n" + "\n".join(lines) + "\n", "utf-8")
    checked = check(file, definition, mini)
    assert checked.rows == 300_000
    assert {f.row for f in checked.findings} == bad
