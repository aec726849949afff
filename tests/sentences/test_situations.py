"""Every situation at every place says the sentence of the table, in Dutch and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sentences.places import PLACES
from tests.sentences.worlds import SITUATIONS

TABLE = Path(__file__).parent / "situations.yaml"
HEAD = """# situation -> place -> what is said there, in both languages; a place left out: nothing.
# After a change: python -m tests.sentences.test_situations writes what is said now. Read every line
# of the difference as an MP would: is it true of this situation, and would you say it so?
"""
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))


def said_in(situation: str) -> dict[str, dict[str, str]]:
    """What the product says, place by place; a place where nothing is said is left out."""
    world = SITUATIONS[situation]()
    found = {}
    for place, read in PLACES.items():
        both = {language: read(world, language) for language in ("nl", "en")}
        assert bool(both["nl"]) is bool(both["en"]), (situation, place, both)
        if both["nl"]:
            found[place] = both
    return found


def test_the_table_has_every_situation_and_no_place_that_does_not_exist() -> None:
    assert list(EXPECTED) == list(SITUATIONS)
    places = {place for said in EXPECTED.values() for place in said}
    assert places == set(PLACES)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_said_in_a_situation(situation: str) -> None:
    assert said_in(situation) == EXPECTED[situation]


def test_english_and_dutch_are_never_mixed() -> None:
    dutch = (" is er ", " niet ", " van de ", " het cijfer ", "Over 2024", " dan over ")
    mixed = [
        (situation, place, both["en"])
        for situation, said in EXPECTED.items()
        for place, both in said.items()
        if any(word in f" {both['en']} " for word in dutch)
    ]
    assert mixed == []


if __name__ == "__main__":  # writes what is said now, to be read and judged line by line
    made = {situation: said_in(situation) for situation in SITUATIONS}
    TABLE.write_text(HEAD + yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=1000))
