"""What authors of packs often write wrong: what is said, where, and what to write instead.

Each line changes one place of the pack that `pack new` makes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.cli.test_pack_new import run
from verantwoord.cli.pack.check import forgotten, loaded, taken_over
from verantwoord.engine.cases import run_cases
from verantwoord.model.doubts import doubtful_numbers
from verantwoord.model.errors import PackErrors
from verantwoord.model.remarks import without_case

PACK, THEMES, ORGANISATIONS = "pack.yaml", "themes.yaml", "organisations.yaml"
DATASET, REQUEST = "datasets/stroomverbruik.yaml", "requests/stroomverbruik.yaml"
FACTOR, GOAL = "parameters/stroom/factor.yaml", "goals/stroom/minder-uitstoot.yaml"
INDICATOR, CASES = "indicators/stroom/uitstoot.yaml", "indicators/stroom/uitstoot.cases.yaml"
# file, what stands there, what stands there instead, line, in Dutch, in English
MISTAKES: list[tuple[str, str, str, int, str, str]] = [
    # 1. a decimal comma, and other forms of a number
    (FACTOR, "value: 0.3", "value: 9,77", 10, "een decimaal getal schrijft u met een punt: 9.77.",
     "a decimal number is written with a full stop: 9.77."),
    (FACTOR, "value: 0.3", "value: 1.234,5", 10, "met een punt: 1234.5.", "full stop: 1234.5."),
    (GOAL, '"2024": 32000', '"2024": 32,5', 10, "met een punt: 32.5.", "full stop: 32.5."),
    (GOAL, '"2024": 32000', '"2024": 32 000', 10, "Schrijf alleen het getal, zonder",
     "Write the number only, without"),
    (GOAL, '"2024": 32000', '"2024": 85%', 10, "alleen het getal: 85, met eenheid percent.",
     "the number only: 85, with unit percent."),
    (GOAL, '"2024": 32000', '"2024": 32.000', 10, "er staat 32.000, met eenheid kg_co2e; bedoelt u "
     "32000?", "it says 32.000, with unit kg_co2e; do you mean 32000?"),
    (GOAL, "en: At most 32 tonnes", "en: At most 32,000 kg", 4,
     'een tekst met een komma tussen aanhalingstekens: "At most 32,000 kg of CO₂ a year".',
     'a text with a comma in quotes: "At most 32,000 kg of CO₂ a year".'),
    # 2. a tab
    (THEMES, "    intro:", "\tintro:", 6, "hier staat een tab. Spring in met spaties",
     "a tab stands here. Indent with spaces"),
    # 3. a colon in a text
    (INDICATOR, "series: stroom", "series: stroom: gemeten", 8,
     'Zet de tekst tussen aanhalingstekens: "stroom: gemeten uit meters".',
     'Put the text in quotes: "stroom: gemeten uit meters".'),
    (INDICATOR, "{nl: CO₂-uitstoot van", "{nl: CO₂: uitstoot van", 4,
     "Zet een tekst met een dubbele punt tussen aanhalingstekens", "Put a text with a colon in"),
    (PACK, "owner: Naam", "owner:Naam", 6, "na de dubbele punt ontbreekt een spatie.",
     "a space is missing after the colon."),
    # 4. yes and no
    (PACK, "fictional: true", "fictional: no", 8, "'no' kan hier niet. Schrijf false.",
     "'no' cannot stand here. Write false."),
    (PACK, "fictional: true", "fictional: nee", 8, "Schrijf false.", "Write false."),
    (DATASET, "required: true, key", "required: on, key", 11, "Schrijf true.", "Write true."),
    # 5. a date
    (FACTOR, "2024-01-01", "01-02-2024", 9, "Een datum is jaar-maand-dag: 2024-02-01.",
     "A date is year-month-day: 2024-02-01."),
    (FACTOR, "2024-01-01", "1 maart 2024", 9, "jaar-maand-dag: 2024-03-01.", ": 2024-03-01."),
    (FACTOR, "2024-01-01", "2024-1-1", 9, "jaar-maand-dag: 2024-01-01.", ": 2024-01-01."),
    (REQUEST, "first: 2024", "first: 01-2024", 6, "Schrijf 2024-01.", "Write 2024-01."),
    (REQUEST, "first: 2024", "first: K1 2024", 6, "Schrijf 2024-Q1.", "Write 2024-Q1."),
    # 6. an id
    (ORGANISATIONS, "id: noord,", "id: Dienst Noord,", 5, "Bijvoorbeeld dienst-noord.",
     "For example dienst-noord."),
    (DATASET, "name: kwh, type", "name: kWh, type", 14, "Bijvoorbeeld kwh.", "For example kwh."),
    # 7. a key
    (INDICATOR, "direction:", "directon:", 9, "onbekende sleutel directon. Bedoelt u 'direction'?",
     "unknown key directon. Do you mean 'direction'?"),
    (INDICATOR, "if-missing:", "if_missing:", 16, "Bedoelt u 'if-missing'?",
     "Do you mean 'if-missing'?"),
    (INDICATOR, "direction: lager", "direction: lagre", 9, "Bedoelt u 'lager'? Kies uit: hoger,",
     "Do you mean 'lager'? Choose from: hoger,"),
    # 8. a name of something else
    (INDICATOR, "of: stroomverbruik.kwh", "of: stroomverbriuk.kwh", 12,
     "noemt dataset 'stroomverbriuk', die er niet is. Bedoelt u stroomverbruik?",
     "names dataset 'stroomverbriuk', which does not exist. Do you mean stroomverbruik?"),
    (INDICATOR, "of: stroomverbruik.kwh", "of: stroomverbruik", 12, "Schrijf stroomverbruik.kwh.",
     "Write stroomverbruik.kwh."),
    (INDICATOR, "of: stroom.factor", "of: stroom.faktor", 14, "Bedoelt u stroom.factor?",
     "Do you mean stroom.factor?"),
    (DATASET, "check: kwh", "check: kw", 17, "bedoelt u kwh?", "do you mean kwh?"),
    (GOAL, "organisation: geheel", "organisation: gehele", 5, "Bedoelt u geheel?",
     "Do you mean geheel?"),
    (REQUEST, "[noord, zuid]", "[noord, oost]", 5, "Er zijn: geheel, noord, zuid.",
     "There are: geheel, noord, zuid."),
    # 9. a unit
    (DATASET, "unit: kwh, scale", "unit: kWh, scale", 14, "bedoelt u kwh?", "do you mean kwh?"),
    (FACTOR, "unit: kg_co2e/kwh", "unit: kg CO2 per kWh", 5, "bedoelt u kg_co2e/kwh?",
     "do you mean kg_co2e/kwh?"),
    (INDICATOR, "unit: kg_co2e", "unit: kilogram", 7, "bekend zijn: building, count,",
     "known are: building, count,"),
    # 10. a formula of a spreadsheet
    (INDICATOR, "formula: kwh", "formula: =kwh", 15, "begint niet met =; haal het weg",
     "does not begin with =; remove it"),
    (INDICATOR, "formula: kwh * factor", "formula: SOM(kwh; factor)", 15,
     "een component is al een som", "a component is a sum already"),
    (INDICATOR, "formula: kwh * factor", "formula: greatest(kwh; 0) * factor", 15,
     "met een komma tussen wat een functie krijgt", "with a comma between what a function"),
    (INDICATOR, "formula: kwh * factor", "formula: kwh * factor * 50%", 15,
     "schrijf 0.85 in plaats van 85%", "write 0.85 instead of 85%"),
    (INDICATOR, "formula: kwh * factor", "formula: kwh * factor * 0,5", 15, "met een punt: 0.5",
     "with a full stop: 0.5"),
    # 12. without a case, a source or a day
    (CASES, "", "", 3, "een keer met de hand na, in indicators/stroom/uitstoot.cases.yaml",
     "Work it by hand once, in indicators/stroom/uitstoot.cases.yaml"),
    (FACTOR, "    source: {title: Verzonnen factor, own-choice: true}", "", 9,
     "een waarde zonder source. Noem in 'source' waar de waarde staat.",
     "a value without source. Say in 'source' where it stands."),
    (FACTOR, "  - from: 2024-01-01\n    value", "  - value", 9, "Voeg 'from' toe.",
     "'from' is missing. Add 'from': First day on which it holds."),
    # 13. the same id twice
    (ORGANISATIONS, "id: zuid,", "id: noord,", 6, "'noord' staat er twee keer. Verwijder er een.",
     "'noord' stands here twice. Remove one of them."),
    (INDICATOR, "id: stroom.uitstoot", "id: stroom.factor", 3,
     "Noem de id 'stroom.uitstoot' of verplaats het bestand.", "Call the id 'stroom.uitstoot' or"),
    (REQUEST, "[noord, zuid]", "noord, zuid", 5, "Schrijf een lijst: [noord, zuid].",
     "Write a list: [noord, zuid]."),
    (INDICATOR, "sources: [{title: Eigen keuze, own-choice: true}]", "sources: Eigen keuze", 19,
     "Schrijf een lijst.", "Write a list."),
    (REQUEST, "first: 2024", "first: ‘2024’", 6, "Schrijf 2024.", "Write 2024."),
    (THEMES, "    intro:", "\u00a0\u00a0\u00a0\u00a0intro:", 6, "Zet er gewone spaties voor in de "
     "plaats.", "Put ordinary spaces in its place."),
    (INDICATOR, "formula: kwh", "formula: * kwh", 15, "een tekst kan niet met * beginnen",
     "a text cannot begin with *"),
    (DATASET, "check: kwh >= 0", "check: kwh => 0", 17, "schrijf >=", "write >="),
    (DATASET, "check: kwh >= 0", "check: kwh > 0 en kwh < 9", 17, "schrijf a and b",
     "write a and b"),
    # 14. a quote that is missing
    (PACK, "owner: Naam", "owner: 't Veld", 6, "Staat er een ' in de tekst, zet haar dan tussen "
     "dubbele aanhalingstekens.", "If there is a ' in the text, put it in double quotes."),
    (PACK, "title: {nl: Mijn pack,", "title: {nl: 'Mijn pack,", 5,
     "een aanhalingsteken dat hier opent, sluit niet.", "a quote that opens here is not closed."),
    (PACK, "owner: Naam", "owner: @Naam", 6, "een tekst kan niet met @ beginnen.",
     "a text cannot begin with @."),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fouten")
    assert run("pack", "new", "papier", "--out", folder).exit_code == 0
    return folder / "packs" / "papier"


def said_of(folder: Path) -> list[tuple[str, str]]:
    """What `pack check` says of a pack, in Dutch and in English."""
    try:
        pack = loaded(folder)
    except PackErrors as errors:
        return [(e.in_language("nl"), e.in_language("en")) for e in errors.errors]
    worked = {result.indicator for result in run_cases(pack)}
    remarks = [*without_case(pack, worked), *forgotten(pack, taken_over(pack)),
               *doubtful_numbers(pack)]  # fmt: skip
    return [(r.in_language("nl"), r.in_language("en")) for r in remarks]


def changed(made: Path, tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    folder = Path(shutil.copytree(made, tmp_path / made.name))
    for file, old, new in changes:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        if old:
            path.write_text(text.replace(old, new, 1), "utf-8")
        else:
            path.unlink()
    return folder


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=lambda i: MISTAKES[i][2][:30])
def test_a_typical_mistake_says_what_to_write_instead(
    number: int, made: Path, tmp_path: Path
) -> None:
    file, old, new, line, nl, en = MISTAKES[number]
    said = said_of(changed(made, tmp_path, (file, old, new)))
    at = f"{INDICATOR if file == CASES else file}:{line}: "
    here = [(n, e) for n, e in said if n.startswith(at) and e.startswith(at)]
    assert any(nl.casefold() in n.casefold() for n, _ in here), said
    assert any(en.casefold() in e.casefold() for _, e in here), said


FILES = {
    "indicators/stroom/uitstoot.yml": "indicators/stroom/uitstoot.yaml",
    "indicators/stroom/uitstoot.yaml.txt": "indicators/stroom/uitstoot.yaml",
    "indicators/uitstoot.yaml": "indicators/<thema>/uitstoot.yaml",
    "indicator/stroom/uitstoot.yaml": "indicators/stroom/uitstoot.yaml",
    "Indicators/Stroom/CO2 uitstoot.yaml": "indicators/stroom/co2-uitstoot.yaml",
    "indicators/stroom/uitstoot.case.yaml": "indicators/stroom/uitstoot.cases.yaml",
    "datasets/Stroom_verbruik.yaml": "datasets/stroom-verbruik.yaml",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_a_wrong_name_says_the_right_one_and_nothing_else(
    name: str, made: Path, tmp_path: Path
) -> None:
    folder = changed(made, tmp_path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    text = (folder / (CASES if ".case" in name else INDICATOR)).read_text("utf-8")
    (folder / name).write_text(text, "utf-8")
    assert said_of(folder) == [
        (
            f"{name}:1: staat in het pack, maar niets leest dit bestand. Noem het {FILES[name]}.",
            f"{name}:1: stands in the pack, but nothing reads this file. Call it {FILES[name]}.",
        )
    ]


def test_what_a_file_with_a_wrong_name_defines_is_not_missing_too(
    made: Path, tmp_path: Path
) -> None:
    folder = changed(made, tmp_path)
    (folder / INDICATOR).rename(folder / "indicators/stroom/uitstoot.yml")
    (folder / DATASET).rename(folder / "datasets/Stroomverbruik.yaml")
    assert [nl.split(":")[0] for nl, _ in said_of(folder)] == [
        "datasets/Stroomverbruik.yaml",
        "indicators/stroom/uitstoot.yml",
    ]


def test_without_a_mistake_nothing_is_said(made: Path) -> None:
    assert said_of(made) == []


RATIO = [
    (FACTOR, "unit: kg_co2e/kwh", "unit: percent"),
    (INDICATOR, "formula: kwh * factor", "formula: kwh * as_ratio(factor)"),
    (INDICATOR, "unit: kg_co2e", "unit: kwh"),
    (GOAL, "unit: kg_co2e", "unit: kwh"),
]


@pytest.mark.parametrize(
    ("value", "asked"), [("0.85", "85"), ("-0.5", "-50"), ("85", None), ("1", None), ("0", None)]
)
def test_a_percentage_below_one_is_asked_about(
    made: Path, tmp_path: Path, value: str, asked: str | None
) -> None:
    """11. a percentage as 0.85 where 85 is meant."""
    folder = changed(made, tmp_path, *RATIO, (FACTOR, "value: 0.3", f"value: {value}"))
    nl, en = next(iter(said_of(folder)), ("", ""))
    if asked is None:
        assert nl == ""
    else:
        assert f"{FACTOR}:10: er staat {value}, met eenheid percent; bedoelt u {asked}?" in nl
        assert f"do you mean {asked}? If it is right, say so in 'note'." in en


def test_who_explains_a_small_percentage_is_not_asked(made: Path, tmp_path: Path) -> None:
    explained = (FACTOR, "unit: percent", "unit: percent\nnote: Minder dan een procent.")
    folder = changed(made, tmp_path, *RATIO, explained, (FACTOR, "value: 0.3", "value: 0.5"))
    assert said_of(folder) == []
