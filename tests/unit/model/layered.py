"""Two small invented packs: a law, and a country that builds on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

WET = {
    "pack.yaml": """\
id: wet
version: 1.2.0
title: {nl: Een wet, en: A law}
owner: de tests
fictional: true
""",
    "datasets/uren.yaml": """\
id: uren
title: {nl: Uren, en: Hours}
kind: geleverd
description: {nl: Uren per maand., en: Hours per month.}
columns:
  - {name: periode, type: period, title: Maand, required: true, role: period, grain: maand}
  - {name: uren, type: decimal, title: Uren, required: true, unit: hour, scale: 2}
rules: []
components:
  - {name: totaal, aggregate: sum, column: uren, unit: hour, time: flow, missing: skip}
""",
    "parameters/werk/norm.yaml": """\
id: werk.norm
title: {nl: Uren per baan, en: Hours per job}
unit: hour/job
values: [{from: 2020-01-01, value: 100, source: {title: Wet}}]
""",
    "parameters/werk/afgesproken.yaml": """\
id: werk.afgesproken
title: {nl: Afgesproken banen, en: Agreed jobs}
unit: job
open: true
""",
    "indicators/werk/banen.yaml": """\
id: werk.banen
title: {nl: Banen, en: Jobs}
question: {nl: Hoeveel banen?, en: How many jobs?}
unit: job
series: banen
direction: hoger
periods: [jaar]
components: {uren: {of: uren.totaal}}
parameters: {norm: {of: werk.norm}, afgesproken: {of: werk.afgesproken}}
formula: uren / norm - afgesproken
if-missing: onvolledig
scope: both
publish: {decimals: 0}
sources: [{title: Wet}]
""",
    "indicators/werk/banen.cases.yaml": """\
cases:
  - name: de norm van de wet
    on: 2024
    given: {uren: 1000}
    parameters: {afgesproken: 4}
    expect: {value: 6}
    because: 1.000 gedeeld door 100, min 4
""",
}
LAND = {
    "pack.yaml": """\
id: land
version: 1.0.0
title: {nl: Een land, en: A country}
owner: de tests
fictional: true
builds-on: [wet]
fills:
  populations: {werk: alle}
  parameters: {werk.afgesproken: werk.besluit}
""",
    "organisations.yaml": """\
organisations:
  - {id: land, kind: totaal, names: [{name: Land, short: L}]}
  - {id: alfa, kind: ministerie, names: [{name: Alfa, short: A}], parents: [{organisation: land}]}
populations:
  - {id: alle, title: {nl: Alle, en: All}, organisation: land, members: [alfa]}
""",
    "themes.yaml": "themes: [{id: werk, title: Werk, intro: Over werk.}]\n",
    "parameters/werk/besluit.yaml": """\
id: werk.besluit
title: {nl: Besluit, en: Decision}
unit: job
values: [{from: 2020-01-01, value: 3, source: {title: Besluit}}]
""",
}
OVERRIDE = """\
id: werk.norm
overrides: {of: wet, reason: {nl: Dit land rekent anders., en: This country counts differently.}}
title: {nl: Uren per baan, en: Hours per job}
unit: hour/job
values: [{from: 2020-01-01, value: 50, source: {title: Besluit}}]
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def loaded(land: Path, files: Mapping[str, str]) -> Pack:
    return load_pack(write(land, files))


def refused(land: Path, files: Mapping[str, str]) -> PackError:
    with pytest.raises(PackError) as caught:
        loaded(land, files)
    return caught.value
