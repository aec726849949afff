"""docs/ict-portfolio.md says where each indicator and edge case stands, and it stands there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.loading import load_pack

PAGE = (REPOSITORY / "docs" / "ict-portfolio.md").read_text("utf-8")
CASES = [str(n) for n in range(1, 24)]
FIGURES = [f"I{n}" for n in range(1, 16)]
KINDS = {"regel": "/datasets/", "geval": ".cases.yaml", "toets": "tests/", "vorm": "", "gat": ""}


def rows(pattern: str) -> dict[str, list[str]]:
    lines = [line for line in PAGE.splitlines() if re.match(rf"\| {pattern} \|", line)]
    cells = [[c.strip() for c in line.strip("|").split(" | ")] for line in lines]
    return {c[0]: c[1:] for c in cells}


def test_every_edge_case_is_on_the_page_once_in_order() -> None:
    assert list(rows(r"\d+")) == CASES


@pytest.mark.parametrize("number", CASES)
def test_what_holds_an_edge_case_stands_where_the_page_says(number: str) -> None:
    _, how, _, where = rows(r"\d+")[number]
    places = re.findall(r"`([^`:]+):([^`]+)`", where)
    assert places
    for path, words in places:
        assert words in (REPOSITORY / path).read_text("utf-8"), (path, words)
    assert any(KINDS[how] in path for path, _ in places)


@pytest.mark.parametrize("number", FIGURES)
def test_each_indicator_of_the_page_says_its_number(number: str) -> None:
    """The first indicator of a line is defined as that number."""
    pack = load_pack(REPOSITORY / "packs" / "ict-portfolio")
    _, names, beside = rows(r"I\d+")[number]
    for name in re.findall(r"`([^`]+)`", names + beside):
        assert f"ict-portfolio.{name}" in pack.indicators
    for name in re.findall(r"`([^`]+)`", names):
        definition = pack.indicators[f"ict-portfolio.{name}"].definition
        assert definition is not None
        assert definition.nl.startswith((f"{number}.", f"{number},")) or name in LAW, name


LAW = ("acict-openbaar-op-tijd",)  # of the law, and beside I9


def test_what_is_not_of_a_source_is_called_a_proposal() -> None:
    """Who reads a bound of the makers must not take it for a norm."""
    pack = load_pack(REPOSITORY / "packs" / "ict-portfolio")
    own = {i: p for i, p in pack.parameters.items() if i.startswith("ict-portfolio.")}
    assert own
    for identifier, parameter in own.items():
        for value in parameter.values:
            source = value.source
            if source is not None and not source.url:
                assert source.own_choice, identifier
                assert source.title == "Voorstel van de makers", identifier
