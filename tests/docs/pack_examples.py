"""An example of every key of a pack file: as a real pack has it, or else one from the list below.

The first that is short enough counts, of the pack that `pack new` makes, then of those of the
program, then of the smallest one of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import PACKS, REPOSITORY
from verantwoord.model import strict_yaml
from verantwoord.model.schema import json_schema

STARTER = REPOSITORY / "src/verantwoord/cli/pack/starter/packs/mijn-pack"
OF_THE_PROGRAM = ("oefenrijk", "hybride-werken", "wet-banenafspraak", "privacy", "rijk",
                  "ict-portfolio", "iv-plannen")  # fmt: skip
FOLDERS = (STARTER, *(REPOSITORY / "packs" / name for name in OF_THE_PROGRAM), PACKS / "mini")
LONGEST = 70

Key = tuple[str, str]  # the block of the schema (or the kind of file), and the key in it
Kinds = Mapping[str, tuple[type[Any], str]]

# what no pack of the program says
OTHERS: dict[Key, str] = {
    ("pack", "contact"): "regels@uw-organisatie.nl",
    ("BuildsOn", "pack"): "wet-banenafspraak",
    ("BuildsOn", "version"): '"1.2"',
    ("dataset", "overrides"): "{of: wet-banenafspraak, reason: Wij leveren per kwartaal.}",
    ("CellGrain", "without-rows"): "covered",
    ("Column", "from"): "2025-01-01",
    ("Column", "until"): "2025-01-01",
    ("Column", "was"): "[{name: aantal, until: 2025-01-01}]",
    ("Column", "changes"): "[{from: 2025-01-01, required: true}]",
    ("ColumnChange", "from"): "2025-01-01",
    ("ColumnChange", "required"): "true",
    ("ColumnChange", "codes"): "[stroom, warmte]",
    ("Dated", "margin-minutes"): "60",
    ("FormerName", "name"): "aantal",
    ("FormerName", "until"): "2025-01-01",
    ("Rule", "from"): "2025-01-01",
    ("Rule", "until"): "2025-01-01",
    ("parameter", "context"): "true",
    ("ParameterValue", "checked-on"): "2026-11-23",
    ("indicator", "replaced-by"): "stroom.uitstoot-per-fte",
    ("indicator", "terms"): "{gedekt: {of: 'least(groen, verbruik)', each: [organisation]}}",
    ("Term", "of"): "gas * normaal / graad",
    ("Term", "each"): "[month]",
    ("Term", "months"): "[1, 2, 3]",
    ("Term", "years"): "[2001, 2020]",
    ("Term", "mean"): "true",
    ("Case", "parts"): "{gedekt: [{groen: 12, verbruik: 10}, {groen: 3, verbruik: 10}]}",
    ("indicator", "beside"): "[iv-plannen.kosten, iv-plannen.legacy]",
    ("indicator", "adds-up"): "[stroom.uitstoot, gas.uitstoot]",
    ("indicator", "change"): "{activity: gas.effect-verbruik, factor: gas.effect-factor}",
    ("ChangeParts", "activity"): "gas.effect-verbruik",
    ("ChangeParts", "factor"): "gas.effect-factor",
    ("PlannedMeasure", "note"): "Begint als de huur afloopt.",
    ("indicator", "overrides"): "{of: wet-banenafspraak, reason: Wij ronden anders af.}",
    ("Break", "organisations"): "[noord]",
    ("ComponentUse", "expected"): "false",
    ("ParameterUse", "on"): "start",
    ("ParameterUse", "key"): "stroom",
    ("Publish", "mode"): "half-even",
    ("Given", "number"): "12.5",
    ("Path", "curve"): "exponentieel",
    ("goal", "overrides"): "{of: wet-banenafspraak, reason: Ons doel is strenger.}",
    ("request", "overrides"): "{of: wet-banenafspraak, reason: Wij vragen per kwartaal.}",
    ("dossier", "sources"): "[{title: Besluit CIO-stelsel}]",
    ("dossier", "overrides"): "{of: iv-plannen, reason: Wij laten ook de risico's zien.}",
    ("Action", "number"): '"1.2"',
    ("Action", "replaces"): '["kantoor:2022/bezetting-meten"]',
    ("Action", "co-owners"): "[noord, zuid]",
    ("Announcement", "sources"): "[{title: Begroting 2024}]",
    ("Commitment", "not-found"): "[{what: het antwoord, reason: Het staat niet in de open data.}]",
    ("Commitment", "repeats"): "[energie.verslag-2023]",
    ("Commitment", "changes"): "[energie.verslag-2023]",
    ("Commitment", "supplements"): "[energie.verslag-2023]",
    ("Deadline", "evidence"): "[{kst: kst-26643-940}]",
    ("KamerJudgement", "why"): "De Kamer vroeg om cijfers per organisatie.",
    ("Links", "budget-articles"): '["11"]',
    ("ListEntry", "kst"): "kst-26643-940",
    ("indicator", "robust"): (
        "{levels: plan.gelijk, weights: plan.gewicht, highest: plan.top, swing: plan.marge}"
    ),
    ("Robustness", "levels"): "iv-plannen.kwaliteit-gelijk-gewicht",
    ("Robustness", "weights"): "iv-plannen.gewicht",
    ("Robustness", "highest"): "iv-plannen.hoogste-niveau",
    ("Robustness", "swing"): "iv-plannen.gewicht-marge",
    ("Recommendation", "policy-area"): "Energie",
    ("Recommendation", "text"): "Meet het verbruik in de nacht.",
    ("Recommendation", "activity"): '"501375"',
    ("Recommendation", "history-starts"): "Het begin is niet gevonden.",
    ("Recommendation", "kamer"): (
        "[{verdict: voldaan, on: 2025-05-21, by: commissie Digitale Zaken}]"
    ),
    ("Motion", "zaak"): "2023Z01234",
    ("Motion", "replaced-by"): "energie.motie-gas-2024",
    ("ReportedList", "owner"): "noord",
    ("ReportedList", "kst"): "kst-26643-940",
    ("ReportedList", "kinds"): "[motie]",
    ("ReportedList", "themes"): "[energie]",
    ("Vote", "by-name"): "true",
    ("Vote", "not-voting"): "3",
}


@cache
def _dumper() -> type[yaml.SafeDumper]:
    class Dumper(yaml.SafeDumper):
        """Writes on one line, in the order of the file; decimals as they stand."""

    Dumper.add_representer(
        Decimal, lambda d, v: d.represent_scalar("tag:yaml.org,2002:float", str(v))
    )
    return Dumper


def written(value: Any) -> str:
    """Return a value on one line, as a pack has it; what is too long ends in an ellipsis."""
    text = yaml.dump(
        value,
        Dumper=_dumper(),
        default_flow_style=True,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
    )
    text = text.removesuffix("\n").removesuffix("...").strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def examples(kinds: Kinds) -> dict[Key, str]:
    """Return an example for each key of which a pack has one, and for those of the list."""
    found: dict[Key, str] = {}
    for kind, (made, files) in kinds.items():
        whole = json_schema(made)
        for folder in FOLDERS:
            for path in sorted(folder.glob(files)):
                if path.name.endswith(".cases.yaml") is not (kind == "cases"):
                    continue
                for key, value in _keys(whole, kind, whole, _loaded(path)):
                    text = written(value)
                    if key not in found or (found[key].endswith("…") and not text.endswith("…")):
                        found[key] = text
    return {**OTHERS, **found}


@cache
def _loaded(path: Path) -> Any:
    return strict_yaml.load(path, path.name).value


def _keys(whole: Any, name: str, schema: Any, value: Any) -> Iterator[tuple[Key, Any]]:
    """Yield every key in a value, under the name of its block in the schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = whole["$defs"][name]
    for option in schema.get("anyOf", ()):
        if isinstance(value, dict) == ("properties" in option or "$ref" in option):
            yield from _keys(whole, name, option, value)
    if isinstance(value, list):
        for one in value:
            yield from _keys(whole, name, schema.get("items", {}), one)
    if not isinstance(value, dict):
        return
    own = schema.get("properties", {})
    other = schema.get("additionalProperties")
    other = other or next(iter(schema.get("patternProperties", {}).values()), {})
    for key, below in value.items():
        if key in own:
            yield (name, key), below
            yield from _keys(whole, "", own[key], below)
        elif isinstance(other, dict):
            yield from _keys(whole, "", other, below)
