"""What a definition may not say: one small mistake each, its line, and the words in two languages.

A definition of each kind that is right is changed in one place. Beside `bad_packs`, which hold what
does not fit between files, this holds what is wrong in one by itself.
"""

from __future__ import annotations

from typing import Any

import pytest

from verantwoord.model import strict_yaml
from verantwoord.model.errors import PackError, PackErrors
from verantwoord.model.goal import Goal
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import Organisations
from verantwoord.model.parameter import Parameter
from verantwoord.model.reading import read
from verantwoord.model.request import DataRequest

GOAL = """\
id: energie.minder
title: Minder
organisation: land
kind: maximaal
judged: eindjaar
indicator: energie.verbruik
path: {line: afgesproken, baseline: {year: 2023, value: 240}, target: {year: 2030, value: 0}}
risk-margin: 0.10
sources: [{title: Verzonnen}]
"""
PARAMETER = """\
id: energie.norm
title: Norm
unit: kwh/fte
values:
  - {from: 2023-01-01, value: 10, source: {title: Besluit 1}}
  - {from: 2024-01-01, value: 8, source: {title: Besluit 2}}
  - {from: 2025-01-01, unknown: nog niet}
"""
REQUEST = """\
id: meters
dataset: meters
organisations: [alfa, beta]
first: 2023-01
last: 2024-12
every: maand
due-days: 20
"""
ORGANISATIONS = """\
organisations:
  - {id: land, kind: totaal, names: [{name: Land, short: L}]}
  - {id: alfa, kind: ministerie, names: [{name: Alfa, short: A}], parents: [{organisation: land}]}
successions:
  - {on: 2024-07-01, predecessor: alfa, successor: land, share: 1, source: {title: Besluit}}
populations:
  - {id: alle, title: Alle, organisation: land, members: [alfa]}
"""
INDICATOR = """\
id: energie.per-fte
title: Verbruik per fte
question: Hoeveel?
population: alle
unit: kwh/fte
series: meter
direction: lager
periods: [jaar]
components: {v: {of: meters.verbruik}, f: {of: fte.stand, mean: true}}
numerator: v
denominator: f
formula: teller / noemer
if-missing: onbekend
scope: both
publish: {decimals: 1}
sources: [{title: Verzonnen}]
"""
RIGHT: dict[str, tuple[type[Any], str]] = {
    "goal": (Goal, GOAL),
    "parameter": (Parameter, PARAMETER),
    "request": (DataRequest, REQUEST),
    "organisations": (Organisations, ORGANISATIONS),
    "indicator": (Indicator, INDICATOR),
}
PATH = (
    "path: {line: afgesproken, baseline: {year: 2023, value: 240}, target: {year: 2030, value: 0}}"
)
VALUES = PARAMETER[PARAMETER.index("values:") :]
# kind, what stands there, what stands there instead -> line, and what is said in Dutch and English
WRONG: list[tuple[str, str, str, int, str, str]] = [
    (
        "goal", "kind: maximaal", "kind: hoogstens", 4,
        "kind: 'hoogstens' kan hier niet. Kies uit: minimaal, maximaal, tussen.",
        "kind: 'hoogstens' cannot stand here. Choose from: minimaal, maximaal, tussen.",
    ),
    (
        "goal", "judged: eindjaar\n", "", 1,
        "het bestand: zegt niet wanneer het wordt beoordeeld, of is een norm zonder jaar. Noem",
        "the file: does not say when it is judged, or is a norm without a year. Give 'judged',",
    ),
    (
        "goal", "judged: eindjaar", "judged: ooit", 5,
        "judged: 'ooit' kan hier niet. Kies uit: elk jaar, eindjaar.",
        "judged: 'ooit' cannot stand here. Choose from: elk jaar, eindjaar.",
    ),
    (
        "goal", "line: afgesproken, ", "", 7,
        "path: zegt niet wie de lijn trok, of zegt dat zonder lijn. Noem bij een lijn met een",
        "path: does not say who drew the line, or says so without a line. With a line that has a",
    ),
    (
        "goal", "line: afgesproken", "line: rekenlijn", 8,
        "risk-margin: heeft een marge zonder lijn, of bij een lijn die niemand afsprak. Haal",
        "risk-margin: has a margin without a line, or on a line that nobody agreed. Remove",
    ),
    (
        "goal", "year: 2030", "year: 2023", 7,
        "path: eindigt in 2023, niet na 2023. Laat 'target.year' na 'baseline.year' komen; een",
        "path: ends in 2023, not after 2023. Let 'target.year' come after 'baseline.year'; a",
    ),
    (
        "goal", "year: 2030", "year: 2020", 7,
        "path: eindigt in 2020, niet na 2023. Laat 'target.year' na 'baseline.year' komen; een",
        "path: ends in 2020, not after 2023. Let 'target.year' come after 'baseline.year'; a",
    ),
    (
        "goal", "year: 2030", "year: '2030'", 7,
        "path.target.year: '2030' kan hier niet. Schrijf alleen het getal, zonder aanhali",
        "path.target.year: '2030' cannot stand here. Write the number only, without quote",
    ),
    (
        "goal", ", value: 240", "", 7,
        "path.baseline: noemt niet precies een beginwaarde. Noem 'year' en 'value', of zeg in",
        "path.baseline: does not name exactly one beginning. Give 'year' and 'value', or say in",
    ),
    (
        "goal", "value: 240", "value: veel", 7,
        "path.baseline.value: 'veel' kan hier niet. Schrijf een getal.",
        "path.baseline.value: 'veel' cannot stand here. Write a number.",
    ),
    (
        "goal", "value: 240", "unknown: nooit", 7,
        "path.baseline: noemt niet precies een beginwaarde. Noem 'year' en 'value', of zeg in",
        "path.baseline: does not name exactly one beginning. Give 'year' and 'value', or say in",
    ),
    (
        "goal", "target: {year: 2030, value: 0}", "table: {2030: 0}", 7,
        "path: is niet precies één van tabel, lijn of norm zonder jaar. Noem 'table', of",
        "path: is not exactly one of table, line or norm without a year. Give 'table', or",
    ),
    (
        "goal", PATH, "path: {}", 7,
        "path: is niet precies één van tabel, lijn of norm zonder jaar. Noem 'table', of",
        "path: is not exactly one of table, line or norm without a year. Give 'table', or",
    ),
    (
        "goal", PATH, "path: {norm: 5}", 1,
        "het bestand: zegt niet wanneer het wordt beoordeeld, of is een norm zonder jaar. Noem",
        "the file: does not say when it is judged, or is a norm without a year. Give 'judged',",
    ),
    (
        "goal", PATH, "path: {table: {twee: 5}}", 7,
        "path.table.twee: 'twee' is geen jaar. Schrijf vier cijfers, zoals 2024.",
        "path.table.twee: 'twee' is not a year. Write four digits, such as 2024.",
    ),
    (
        "goal", "sources: [{title: Verzonnen}]", "sources: []", 9,
        "sources: is leeg. Het moeten er minstens 1 zijn.",
        "sources: is empty. There must be at least 1.",
    ),
    (
        "goal", "sources: [{title: Verzonnen}]\n", "", 1,
        "sources: 'sources' ontbreekt. Voeg 'sources' toe.",
        "sources: 'sources' is missing. Add 'sources': Where it was agreed.",
    ),
    (
        "goal", "title: Verzonnen", "naam: Verzonnen", 9,
        "sources.1.naam: onbekende sleutel naam. Bekend zijn: locator, note, own-choice,",
        "sources.1.naam: unknown key naam. Known are: locator, note, own-choice, published,",
    ),
    (
        "goal", "id: energie.minder", "id: Energie.Minder", 1,
        "id: 'Energie.Minder' heeft niet de goede vorm. Schrijf thema, punt, naam; elk me",
        "id: 'Energie.Minder' has not the right form. Write theme, full stop, name; each ",
    ),
    (
        "goal", "id: energie.minder", "id: minder", 1,
        "id: 'minder' heeft niet de goede vorm. Schrijf thema, punt, naam; elk met kleine",
        "id: 'minder' has not the right form. Write theme, full stop, name; each with sma",
    ),
    (
        "goal", "title: Minder", "title: ''", 2,
        "title.nl: is leeg. Schrijf er iets.",
        "title.nl: is empty. Write something.",
    ),
    (
        "goal", "title: Minder", "title:", 2,
        "title: is leeg. Vul het of laat de sleutel weg.",
        "title: is empty. Fill it or leave the key out.",
    ),
    (
        "goal", "title: Minder", "title: {en: Less}", 2,
        "title.nl: 'nl' ontbreekt. Voeg 'nl' toe.",
        "title.nl: 'nl' is missing. Add 'nl': In Dutch.",
    ),
    (
        "goal", "organisation: land", "organisation: het land", 3,
        "organisation: 'het land' heeft niet de goede vorm. Schrijf kleine letters, cijfe",
        "organisation: 'het land' has not the right form. Write small letters, digits and",
    ),
    (
        "goal", "risk-margin: 0.10", "risk-margin: '0.10'", 8,
        "risk-margin: '0.10' kan hier niet. Schrijf alleen het getal, zonder aanhalingste",
        "risk-margin: '0.10' cannot stand here. Write the number only, without quotes, sp",
    ),
    (
        "goal", "risk-margin: 0.10", "risk-margin: true", 8,
        "risk-margin: 'true' kan hier niet. Schrijf een getal.",
        "risk-margin: 'true' cannot stand here. Write a number.",
    ),
    (
        "goal", "risk-margin", "risk_margin", 8,
        "risk_margin: onbekende sleutel risk_margin. Bedoelt u 'risk-margin'?",
        "risk_margin: unknown key risk_margin. Do you mean 'risk-margin'?",
    ),
    (
        "parameter", "id: energie.norm", "id: energie/norm", 1,
        "id: 'energie/norm' heeft niet de goede vorm. Schrijf thema, punt, naam; elk met ",
        "id: 'energie/norm' has not the right form. Write theme, full stop, name; each wi",
    ),
    (
        "parameter", ", source: {title: Besluit 1}", "", 5,
        "values.1: een waarde zonder source. Noem in 'source' waar de waarde staat.",
        "values.1: a value without source. Say in 'source' where it stands.",
    ),
    (
        "parameter", "value: 10, ", "", 5,
        "values.1: noemt geen value en geen unknown, of allebei. Noem 'value' met 'source', of",
        "values.1: has not one of value, unknown. Give 'value' with 'source', or say in",
    ),
    (
        "parameter", "value: 10", "value: 10, unknown: weg", 5,
        "values.1: noemt geen value en geen unknown, of allebei. Noem 'value' met 'source', of",
        "values.1: has not one of value, unknown. Give 'value' with 'source', or say in",
    ),
    (
        "parameter", "from: 2024-01-01", "from: 2022-01-01", 6,
        "values.2: geldt vanaf 2022-01-01, maar de vorige vanaf 2023-01-01. Zet de waarden op",
        "values.2: holds from 2022-01-01, but the one before from 2023-01-01. Put the values in",
    ),
    (
        "parameter", "from: 2024-01-01", "from: 2023-01-01", 6,
        "values.2: geldt vanaf 2023-01-01, maar de vorige vanaf 2023-01-01. Zet de waarden op",
        "values.2: holds from 2023-01-01, but the one before from 2023-01-01. Put the values in",
    ),
    (
        "parameter", "from: 2023-01-01", "from: 2023-01-01, until: 2022-01-01", 5,
        "values.1.until: geldt tot 2022-01-01, en pas vanaf 2023-01-01. Zet 'until' na 'from'.",
        "values.1.until: holds until 2022-01-01, and only from 2023-01-01. Put 'until' after",
    ),
    (
        "parameter", "from: 2023-01-01", "from: 2023-01-01, until: 2024-06-01", 5,
        "values.1: overlapt de volgende waarde. Verkort 'until'.",
        "values.1: overlaps the next value. Shorten 'until'.",
    ),
    (
        "parameter", "from: 2024-01-01", "from: januari", 6,
        "values.2.from: 'januari' kan hier niet. Schrijf een datum, zoals 2024-07-15.",
        "values.2.from: 'januari' cannot stand here. Write a date, such as 2024-07-15.",
    ),
    (
        "parameter", "value: 8", "value: '8'", 6,
        "values.2.value: '8' kan hier niet. Schrijf alleen het getal, zonder aanhalingste",
        "values.2.value: '8' cannot stand here. Write the number only, without quotes, sp",
    ),
    (
        "parameter", "value: 8", "value: 8 kwh", 6,
        "values.2.value: '8 kwh' kan hier niet. Schrijf een getal.",
        "values.2.value: '8 kwh' cannot stand here. Write a number.",
    ),
    (
        "parameter", VALUES, "values: []\n", 1,
        "het bestand: heeft geen values en is niet open, of allebei. Noem de waarden in",
        "the file: has no values and is not open, or both. Give the values in 'values', or leave",
    ),
    (
        "parameter", VALUES, "", 1,
        "het bestand: heeft geen values en is niet open, of allebei. Noem de waarden in",
        "the file: has no values and is not open, or both. Give the values in 'values', or leave",
    ),
    (
        "parameter", "unit: kwh/fte", "unit: kwh/fte\nopen: true", 1,
        "het bestand: heeft geen values en is niet open, of allebei. Noem de waarden in",
        "the file: has no values and is not open, or both. Give the values in 'values', or leave",
    ),
    (
        "parameter", "unit: kwh/fte", "unit: 7", 3,
        "unit: '7' kan hier niet. Zet het tussen aanhalingstekens: '7'.",
        "unit: '7' cannot stand here. Put it in quotes: '7'.",
    ),
    (
        "parameter", "title: Besluit 2", "title: Besluit 2, url: example.org", 6,
        "values.2.source.url: 'example.org' heeft niet de goede vorm. Schrijf een adres d",
        "values.2.source.url: 'example.org' has not the right form. Write an address that",
    ),
    (
        "parameter", "title: Besluit 2", "title: Besluit 2, published: gisteren", 6,
        "values.2.source.published: 'gisteren' kan hier niet. Schrijf een datum, zoals",
        "values.2.source.published: 'gisteren' cannot stand here. Write a date, such as",
    ),
    (
        "request", "every: maand", "every: week", 6,
        "every: 'week' kan hier niet. Kies uit: maand, kwartaal, jaar.",
        "every: 'week' cannot stand here. Choose from: maand, kwartaal, jaar.",
    ),
    (
        "request", "every: maand", "every: dag", 6,
        "every: 'dag' kan hier niet. Kies uit: maand, kwartaal, jaar.",
        "every: 'dag' cannot stand here. Choose from: maand, kwartaal, jaar.",
    ),
    (
        "request", "due-days: 20", "due-days: -1", 7,
        "due-days: '-1' kan hier niet. Minstens 0.",
        "due-days: '-1' cannot stand here. At least 0.",
    ),
    (
        "request", "due-days: 20", "due-days: 20.5", 7,
        "due-days: '20.5' kan hier niet. Schrijf een geheel getal.",
        "due-days: '20.5' cannot stand here. Write a whole number.",
    ),
    (
        "request", "due-days: 20", "due-days: twintig", 7,
        "due-days: 'twintig' kan hier niet. Schrijf een geheel getal.",
        "due-days: 'twintig' cannot stand here. Write a whole number.",
    ),
    (
        "request", "first: 2023-01", "first: 2025-01", 5,
        "last: de laatste periode (2024-12) ligt voor de eerste (2025-01). Verbeter 'first' of",
        "last: the last period (2024-12) lies before the first (2025-01). Mend 'first' or 'last'.",
    ),
    (
        "request", "first: 2023-01", "first: 1023-01", 4,
        "first: 1023-01 ligt niet tussen 1900 en 2199. Verbeter het jaar.",
        "first: 1023-01 does not lie between 1900 and 2199. Mend the year.",
    ),
    (
        "request", "last: 2024-12", "last: 9999", 5,
        "last: '9999' is geen periode: die dag of dat jaar bestaat niet. Verbeter de periode.",
        "last: '9999' is no period: that day or year does not exist. Mend the period.",
    ),
    (
        "request", "first: 2023-01", "first: januari", 4,
        "first: 'januari' is geen periode; bedoeld is 2024, 2024-H1, 2024-Q3, 2024-07,",
        "first: 'januari' is no period; meant is 2024, 2024-H1, 2024-Q3, 2024-07, 2024-07-15 or",
    ),
    (
        "request", "first: 2023-01", "first: 2023-13", 4,
        "first: '2023-13' is geen maand. Verbeter de periode.",
        "first: '2023-13' is no month. Mend the period.",
    ),
    (
        "request", "organisations: [alfa, beta]", "organisations: []", 3,
        "organisations: is leeg. Het moeten er minstens 1 zijn.",
        "organisations: is empty. There must be at least 1.",
    ),
    (
        "request", "organisations: [alfa, beta]", "organisations: alfa", 3,
        "organisations: 'alfa' kan hier niet. Schrijf een lijst: [alfa].",
        "organisations: 'alfa' cannot stand here. Write a list: [alfa].",
    ),
    (
        "request", "organisations: [alfa, beta]", "organisations: [alfa, 7]", 3,
        "organisations.2: '7' kan hier niet. Zet het tussen aanhalingstekens: '7'.",
        "organisations.2: '7' cannot stand here. Put it in quotes: '7'.",
    ),
    (
        "request", "dataset: meters\n", "", 1,
        "dataset: 'dataset' ontbreekt. Voeg 'dataset' toe.",
        "dataset: 'dataset' is missing. Add 'dataset': What is to be delivered.",
    ),
    (
        "organisations", "kind: ministerie", "kind: koninkrijk", 3,
        "organisations.2.kind: 'koninkrijk' kan hier niet. Kies uit: totaal, sector, ministerie,",
        "organisations.2.kind: 'koninkrijk' cannot stand here. Choose from: totaal, sector,",
    ),
    (
        "organisations", "names: [{name: Alfa, short: A}]", "names: []", 3,
        "organisations.2.names: is leeg. Het moeten er minstens 1 zijn.",
        "organisations.2.names: is empty. There must be at least 1.",
    ),
    (
        "organisations", "share: 1", "share: alles", 5,
        "successions.1.share: 'alles' kan hier niet. Schrijf een getal.",
        "successions.1.share: 'alles' cannot stand here. Write a number.",
    ),
    (
        "organisations", "on: 2024-07-01", "on: 2024-07", 5,
        "successions.1.on: '2024-07' kan hier niet. Schrijf een datum, zoals 2024-07-15.",
        "successions.1.on: '2024-07' cannot stand here. Write a date, such as 2024-07-15.",
    ),
    (
        "organisations", "id: alfa", "id: land", 3,
        "organisations.2: 'land' staat er twee keer. Verwijder er een.",
        "organisations.2: 'land' stands here twice. Remove one of them.",
    ),
    (
        "organisations", "members: [alfa]", "members: alfa", 7,
        "populations.1.members: 'alfa' kan hier niet. Schrijf een lijst: [alfa].",
        "populations.1.members: 'alfa' cannot stand here. Write a list: [alfa].",
    ),
    (
        "organisations", ", short: A", "", 3,
        "organisations.2.names.1.short: 'short' ontbreekt. Voeg 'short' toe.",
        "organisations.2.names.1.short: 'short' is missing. Add 'short': The abbreviation that",
    ),
    (
        "organisations", "{organisation: land}", "land", 3,
        "organisations.2.parents.1: 'land' kan hier niet. Schrijf een blok met sleutels.",
        "organisations.2.parents.1: 'land' cannot stand here. Write a block with keys.",
    ),
    (
        "organisations", "successions:", "opvolgingen:", 4,
        "opvolgingen: onbekende sleutel opvolgingen. Bekend zijn: organisations, populations,",
        "opvolgingen: unknown key opvolgingen. Known are: organisations, populations,",
    ),
    (
        "indicator", "direction: lager", "direction: omlaag", 7,
        "direction: 'omlaag' kan hier niet. Kies uit: hoger, lager, neutraal.",
        "direction: 'omlaag' cannot stand here. Choose from: hoger, lager, neutraal.",
    ),
    (
        "indicator", "periods: [jaar]", "periods: [week]", 8,
        "periods.1: 'week' kan hier niet. Kies uit: jaar, kwartaal, maand, als-geleverd.",
        "periods.1: 'week' cannot stand here. Choose from: jaar, kwartaal, maand, als-geleverd.",
    ),
    (
        "indicator", "periods: [jaar]", "periods: []", 8,
        "periods: is leeg. Het moeten er minstens 1 zijn.",
        "periods: is empty. There must be at least 1.",
    ),
    (
        "indicator", "if-missing: onbekend", "if-missing: nul", 13,
        "if-missing: 'nul' kan hier niet. Kies uit: onvolledig, onbekend.",
        "if-missing: 'nul' cannot stand here. Choose from: onvolledig, onbekend.",
    ),
    (
        "indicator", "scope: both", "scope: alles", 14,
        "scope: 'alles' kan hier niet. Kies uit: each, total, both.",
        "scope: 'alles' cannot stand here. Choose from: each, total, both.",
    ),
    (
        "indicator", "publish: {decimals: 1}", "publish: {decimals: 10}", 15,
        "publish.decimals: '10' kan hier niet. Hoogstens 9.",
        "publish.decimals: '10' cannot stand here. At most 9.",
    ),
    (
        "indicator", "publish: {decimals: 1}", "publish: {decimals: 1, mode: omhoog}", 15,
        "publish.mode: 'omhoog' kan hier niet. Kies uit: half-up, half-even, down, floor.",
        "publish.mode: 'omhoog' cannot stand here. Choose from: half-up, half-even, down, floor.",
    ),
    (
        "indicator", "publish: {decimals: 1}", "publish: 1", 15,
        "publish: '1' kan hier niet. Schrijf een blok met sleutels.",
        "publish: '1' cannot stand here. Write a block with keys.",
    ),
    (
        "indicator", "formula: teller / noemer\n", "", 1,
        "formula: 'formula' ontbreekt. Voeg 'formula' toe.",
        "formula: 'formula' is missing. Add 'formula': The figure; SQL scalar over short names.",
    ),
    (
        "indicator", "of: fte.stand, mean: true", "mean: true", 9,
        "components.f.of: 'of' ontbreekt. Voeg 'of' toe.",
        "components.f.of: 'of' is missing. Add 'of'",
    ),
    (
        "indicator", "mean: true", "mean: ja", 9,
        "components.f.mean: 'ja' kan hier niet. Schrijf true.",
        "components.f.mean: 'ja' cannot stand here. Write true.",
    ),
    (
        "indicator", "mean: true", "months: [13]", 9,
        "components.f.months.1: '13' kan hier niet. Hoogstens 12.",
        "components.f.months.1: '13' cannot stand here. At most 12.",
    ),
    (
        "indicator", "mean: true", "months: 12", 9,
        "components.f.months: '12' kan hier niet. Schrijf een lijst.",
        "components.f.months: '12' cannot stand here. Write a list.",
    ),
    (
        "indicator", "{v: {of", "{V: {of", 9,
        "components.V: 'V' heeft niet de goede vorm. Schrijf kleine letters, cijfers en _",
        "components.V: 'V' has not the right form. Write small letters, digits and _; it ",
    ),
    (
        "indicator", "scope: both", "scope: both\nheadline: 6", 15,
        "headline: '6' kan hier niet. Hoogstens 5.",
        "headline: '6' cannot stand here. At most 5.",
    ),
    (
        "indicator", "scope: both", "scope: both\nnature: gok", 15,
        "nature: 'gok' kan hier niet. Kies uit: realisation, target, norm, forecast, agreed,",
        "nature: 'gok' cannot stand here. Choose from: realisation, target, norm, forecast,",
    ),
    (
        "indicator", "question: Hoeveel?", "question: [Hoeveel]", 3,
        "question: een lijst kan hier niet. Schrijf een blok met sleutels.",
        "question: a list cannot stand here. Write a block with keys.",
    ),
]  # fmt: skip


def faults(kind: str, text: str) -> list[PackError]:
    made, _ = RIGHT[kind]
    with pytest.raises(PackError) as caught:
        read(strict_yaml.parse(text, "x.yaml"), made)
    error = caught.value
    return list(error.errors) if isinstance(error, PackErrors) else [error]


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_is_read(kind: str) -> None:
    made, text = RIGHT[kind]
    assert isinstance(read(strict_yaml.parse(text, "x.yaml"), made), made)


@pytest.mark.parametrize("case", range(len(WRONG)))
def test_one_mistake_is_said_at_its_line_with_what_to_do(case: int) -> None:
    kind, old, new, line, nl, en = WRONG[case]
    text = RIGHT[kind][1]
    assert text.count(old) >= 1
    first, *_ = faults(kind, text.replace(old, new, 1))
    assert first.place.line == line
    assert first.in_language("nl").startswith(f"x.yaml:{line}: {nl}")
    assert first.in_language("en").startswith(f"x.yaml:{line}: {en}")
    assert first.mend is not None and first.mend.nl


@pytest.mark.parametrize("kind", RIGHT)
def test_a_key_that_nobody_reads_is_refused_with_those_that_are_known(kind: str) -> None:
    _, text = RIGHT[kind]
    (fault,) = faults(kind, f"{text}kleur: rood\n")
    assert fault.place.line == text.count("\n") + 1
    assert "onbekende sleutel kleur. Bekend zijn: " in fault.in_language("nl")
    assert "unknown key kleur. Known are: " in fault.in_language("en")


@pytest.mark.parametrize("kind", ["goal", "parameter", "request", "indicator"])
def test_every_key_that_is_needed_is_missed(kind: str) -> None:
    """All lines are left out in turn; what may be missing is read, what may not is named."""
    _, text = RIGHT[kind]
    lines = [n for n in text.splitlines() if not n.startswith(" ")]
    needed = {
        "goal": {"id", "title", "organisation", "kind", "path", "sources"},
        "parameter": {"id", "title", "unit"},
        "request": {"id", "dataset", "organisations", "first", "last", "every", "due-days"},
        "indicator": {
            "id", "title", "question", "unit", "series", "direction", "periods", "components",
            "formula", "if-missing", "scope", "publish", "sources",
        },
    }[kind]  # fmt: skip
    for line in lines:
        key = line.partition(":")[0]
        if key not in needed:
            continue
        said = [f.in_language("nl") for f in faults(kind, text.replace(f"{line}\n", "", 1))]
        assert any(f"{key}: '{key}' ontbreekt. Voeg '{key}' toe." in s for s in said), key


def test_all_mistakes_of_one_file_are_said_by_line() -> None:
    text = GOAL.replace("kind: maximaal", "kind: x").replace("title: Minder", "title: ''")
    found = faults("goal", text.replace("risk-margin: 0.10", "risk-margin: veel"))
    assert [f.place.line for f in found] == [2, 4, 8]
