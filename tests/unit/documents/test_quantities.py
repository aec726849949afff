"""What is a quantity, of which year it is, and what only looks like one."""

from __future__ import annotations

import pytest

from verantwoord.documents.findings.quantities import find_quantities

Said = tuple[str, str | None, str | None]


def found(text: str) -> list[Said]:
    return [
        (m.values["value"], m.values["unit"], m.values["year"]) for m in find_quantities(text, [])
    ]


@pytest.mark.parametrize(
    ("text", "expected", "bases"),
    [
        ("In 2023 is de uitstoot met 12 procent gedaald ten opzichte van 2022.",
         [("12", "%", "2023")], ["2022"]),
        ("Het daalde in 2023 met 12% vergeleken met 2019.", [("12", "%", "2023")], ["2019"]),
        ("In 2030 moet de uitstoot 55% lager zijn dan in 1990.", [("55", "%", "2030")], ["1990"]),
        ("In 2024 werkten er 500 fte, tegen 450 fte in 2023.",
         [("500", "fte", "2024"), ("450", "fte", "2023")], [None, None]),
        ("Ten opzichte van 2022 is de uitstoot in 2023 met 12 % gedaald.",
         [("12", "%", "2023")], ["2022"]),
        ("Vergeleken met het niveau van 2019 daalde het met 12%.", [("12", "%", None)], ["2019"]),
        ("Dat is 35 fte meer dan in 2022.", [("35", "fte", None)], ["2022"]),
        ("In 2024 waren er meer dan 500 fte.", [("500", "fte", "2024")], [None]),
        ("Tussen 2020 en 2023 daalde het met 8 procent.", [("8", "%", "2023")], ["2020"]),
        ("Sinds 2015 is 20 procent bespaard.", [("20", "%", None)], ["2015"]),
        ("In 2023 daalde het met 12 procent, in 2024 met 8 procent.",
         [("12", "%", "2023"), ("8", "%", "2024")], [None, None]),
        ("Het steeg van 48 procent in 2023 naar 55 procent.",
         [("48", "%", "2023"), ("55", "%", None)], [None, None]),
        ("Het steeg van 41,2 GWh in 2022 naar 38,9 GWh in 2023.",
         [("41.2", "GWh", "2022"), ("38.9", "GWh", "2023")], [None, None]),
        ("In 2024 was dit 12 %, tegenover 15 % in 2023 en 18 % in 2022.",
         [("12", "%", "2024"), ("15", "%", "2023"), ("18", "%", "2022")], [None, None, None]),
        ("In 2024 was het 500 fte, meer dan in 2023 (450 fte).",
         [("500", "fte", "2024"), ("450", "fte", "2023")], ["2023", None]),
    ],
)  # fmt: skip
def test_the_year_that_something_is_compared_with_is_the_base(
    text: str, expected: list[Said], bases: list[str | None]
) -> None:
    assert found(text) == expected
    assert [m.values.get("base") for m in find_quantities(text, [])] == bases


@pytest.mark.parametrize(
    "text",
    [
        "4. Agendapunt: Brief over de wet",
        "12) Overige punten",
        "2.1 Energie",
        "2.1.3 De kantoren 12",
        "Inleiding 5",
        "Energie ........ 12",
        "Energie . . . . 12 Water . . . . 14",
        "12 Zie ook de brief van de minister.",
        "Zie artikel 3, 4 en 5 en de vragen 12 en 13.",
        "Zie tabel 2.1 en figuur 4 op bladzijde 12.",
        "De begroting van hoofdstuk 7 en artikel 6 van de wet.",
        "Wijziging van de wet 30569 Besluit",
        "Postbus 20011, 2500 EA Den Haag, telefoon 070-36 360 12.",
        "Op 3 en 4 maart om 10.00 uur tot 12.30 uur.",
        "Windows 10 en Office 365 licenties worden vervangen.",
        "ISO 27001 en NEN 7510 gelden hier.",
        "De onvolkomenheden zijn opgelost.3",
        "De twee ministers en deze drie diensten.",
        "In 2024 en 2025.",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het aantal websites is 140.", [("140", None, None)]),
        (
            "96 van de 140 applicaties zijn over.",
            [("96", None, None), ("140", "applicaties", None)],
        ),
        ("Dat duurt 14 naar 19 weken.", [("14", "weken", None), ("19", "weken", None)]),
        ("Er zijn twee moties ingediend.", [("2", "moties", None)]),
        ("Driekwart van de kantoren heeft label B.", [("0.75", None, None)]),
        ("Er kwamen dertien nieuwe masterplannen.", [("13", "masterplannen", None)]),
        ("Dat kostte € 3,5 miljoen in 2023.", [("3500000", "EUR", "2023")]),
        ("Er zijn er ruim 450.", [("450", None, None)]),
        ("Het was 61 in plaats van 80.", [("61", None, None), ("80", None, None)]),
    ],
)
def test_what_is_a_quantity(text: str, expected: list[Said]) -> None:
    assert found(text) == expected
